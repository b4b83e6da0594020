//! The folder of a study: a summary as JSON, and every table as CSV and as Parquet.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use serde::Serialize;

use super::edited::Replace;
use super::json;
use super::package::{self, Format, Resource};
use super::parquet::Parquet;
use super::sink::Folder;
use super::staging::{SUMMARY, Shape, Staging, stage_file};
use super::table::{self, Data, Field, TRUE_FALSE};
use crate::figures::{Column, Table, Values};
use crate::finding::Finding;
use crate::firms::{Cells, Texts};
use crate::words::{Language, Message, say};

/// Rows in one row group of the Parquet file.
const STEP: usize = 1 << 17;
/// Rows of one block of CSV text.
const BLOCK: usize = 1 << 11;

/// The contents of a study's folder, before it is written.
#[derive(Clone, Debug)]
pub struct StudyFolder<'a, S> {
    /// Name of the folder's package, campaign id and study: `hangzhou-2025-audit`.
    pub name: String,
    /// Title for people, in both languages.
    pub title: Message,
    /// As-of day of the scores.
    pub as_of: Date,
    /// Document of the scorecard under study.
    pub source: Option<&'a str>,
    /// The content of `summary.json`: the results. Some studies have long results only as tables.
    pub summary: &'a S,
    /// Tables of the study: `NAME.csv` and `NAME.parquet` each.
    pub tables: Vec<Table>,
    /// Language of texts for people in the folder.
    pub language: Language,
}

/// Writes a study's folder and `files` beside it: all are complete before any appears.
///
/// # Errors
/// As [`publish`](super::publish) and [`write_file`](super::write_file): a target exists and may not be
/// replaced, or cannot be written.
pub fn write_study<S: Serialize>(
    folder: Option<(&Path, &StudyFolder<'_, S>)>,
    files: &[(&Path, &str)],
    replace: Replace,
) -> Result<(), Finding> {
    let stage =
        |(path, text): &(&Path, &str)| Ok(stage_file(path, replace, |out| out.write_all(text.as_bytes()))?.0);
    let files = files.iter().map(stage).collect::<Result<Vec<Staging>, Finding>>()?;
    let folder = folder.map(|(path, study)| stage_study(path, replace, study)).transpose()?;
    folder.into_iter().chain(files).try_for_each(Staging::finish)
}

/// Makes the folder that [`write_study`] renames to the target.
fn stage_study<S: Serialize>(
    target: &Path,
    replace: Replace,
    study: &StudyFolder<'_, S>,
) -> Result<Staging, Finding> {
    let staging = Staging::begin(target, replace, Shape::Study)?;
    let folder = Folder::new(staging.path(), staging.shown());
    let mut resources = vec![summary(&folder, study.summary)?];
    for table in &study.tables {
        resources.extend(write_table(&folder, table, study.language)?);
    }
    let heading = package::Heading {
        name: &study.name,
        title: study.title.say(study.language),
        description: study.title.clone(),
        as_of: study.as_of,
        language: study.language,
        sources: study.source.into_iter().collect(),
    };
    package::write(&folder, &heading, &resources)?;
    Ok(staging)
}

fn summary(folder: &Folder, summary: &impl Serialize) -> Result<Resource, Finding> {
    let mut file = folder.file(SUMMARY)?;
    let text = json::pretty(summary).map_err(|error| file.unwritable(&error))?;
    file.put(&text)?;
    Ok(Resource::new(
        file.finish(),
        Format::Json,
        say!(publish::study_summary),
        say!(publish::study_summary_description),
    ))
}

/// Writes one table as CSV and as Parquet.
pub(super) fn write_table(
    folder: &Folder,
    table: &Table,
    language: Language,
) -> Result<[Resource; 2], Finding> {
    let fields = fields(table);
    let mut csv = folder.file(format!("{}.csv", table.name))?;
    csv.put(&table::marked_header(&fields))?;
    let mut parquet_file = folder.file(format!("{}.parquet", table.name))?;
    let mut parquet = Parquet::begin(folder, &mut parquet_file, &fields)?;
    let defused = AtomicUsize::new(0);
    let all = table.rows();
    for start in (0..all).step_by(STEP) {
        let step = rows(table, start..all.min(start + STEP), language);
        let lines = step.csv();
        let block = |at: usize, out: &mut Vec<u8>| {
            lines.push(out, at * BLOCK..((at + 1) * BLOCK).min(step.rows), &defused);
        };
        let (text, pages) =
            rayon::join(|| csv.blocks(step.rows.div_ceil(BLOCK), block), || parquet.write(&step));
        text.and(pages)?;
    }
    parquet.finish()?;
    let resource = |written, format| {
        Resource::new(written, format, table.name.as_str(), &table.about).fields(fields.clone())
    };
    Ok([
        resource(csv.finish(), Format::Csv("utf-8-sig")).defused(defused.load(Ordering::Relaxed)),
        resource(parquet_file.finish(), Format::Parquet),
    ])
}

/// The columns of a table as fields.
pub(super) fn fields(table: &Table) -> Vec<Field> {
    let field = |column: &Column| {
        let kind = match column.values {
            Values::Text(_) => "string",
            Values::Count(_) => "integer",
            Values::Number(_) => "number",
            Values::Flag(_) => "boolean",
        };
        Field::new(&column.name, kind, &column.about)
    };
    table.columns.iter().map(field).collect()
}

/// Rows of a table, ready to write.
pub(super) fn rows(table: &Table, rows: std::ops::Range<usize>, language: Language) -> table::Table {
    let columns = table.columns.iter().map(|column| data(&column.values, rows.clone(), language));
    table::Table { rows: rows.len(), columns: columns.collect() }
}

fn data(values: &Values, rows: std::ops::Range<usize>, language: Language) -> Data {
    match values {
        Values::Text(texts) => {
            let texts: Vec<_> = texts[rows].iter().map(|text| text.say(language)).collect();
            let mut all = Texts::with_capacity(texts.len(), texts.iter().map(|text| text.len()).sum());
            texts.iter().for_each(|text| all.push(text));
            Data::Text(all)
        }
        Values::Count(counts) => Data::Count(counts[rows].iter().copied().collect::<Cells<u32>>()),
        Values::Number(numbers) => Data::Number(numbers[rows].iter().copied().collect::<Cells<f64>>()),
        Values::Flag(flags) => {
            Data::Flag { cells: flags[rows].iter().copied().collect::<Cells<bool>>(), words: TRUE_FALSE }
        }
    }
}
