//! `quarantine.csv`: the rows that could not be read, trusted or scored, whole, by line.

use std::sync::atomic::AtomicUsize;

use super::Publication;
use super::package::{Format, Resource};
use super::sink::Folder;
use super::table::{self, Data, Field, Table};
use crate::finding::Finding;
use crate::firms::{Cells, Texts};

/// Rows of one block of text.
const BLOCK: usize = 1 << 10;

/// One row kept aside.
struct Row<'a> {
    line: u32,
    codes: Vec<&'a str>,
    columns: Vec<&'a str>,
    reasons: Vec<&'a str>,
    original: &'a str,
}

pub(super) fn write(folder: &Folder, publication: &Publication<'_>) -> Result<Vec<Resource>, Finding> {
    let fields = vec![
        Field::new("line", "integer", "Physical line of the firms file, from 1")
            .title("行号")
            .required()
            .from(1),
        Field::new("codes", "string", "Codes of what is wrong, ; between them").required(),
        Field::new("columns", "string", "Headers of the columns to blame, ; between them"),
        Field::new("reasons", "string", "What is wrong, ; between faults").required(),
        Field::new("original", "string", "The row as it stands in the file").title("原始数据"),
    ];
    let table = table_of(&rows(publication));
    let mut file = folder.file("quarantine.csv")?;
    file.put(&table::marked_header(&fields))?;
    let csv = table.csv();
    let defused = AtomicUsize::new(0);
    file.blocks(table.rows.div_ceil(BLOCK), |block, out| {
        csv.push(out, block * BLOCK..table.rows.min((block + 1) * BLOCK), &defused);
    })?;
    let description = "Rows of the firms file that could not be read, trusted or scored (待核数据)";
    let resource = Resource::new(file.finish(), Format::Csv("utf-8-sig"), "Quarantine", description);
    Ok(vec![resource.fields(fields).defused(defused.into_inner())])
}

/// Every row kept aside: by intake, and by scoring.
fn rows<'a>(publication: &Publication<'a>) -> Vec<Row<'a>> {
    let intake = publication.scored.intake;
    let kept_by_intake = intake.quarantine.iter().map(|row| Row {
        line: row.line,
        codes: distinct(row.faults.iter().map(|fault| fault.code.as_str())),
        columns: distinct(row.faults.iter().filter_map(|fault| fault.column.as_deref())),
        reasons: distinct(row.faults.iter().map(|fault| fault.message.as_str())),
        original: &row.original,
    });
    let kept_by_scoring = publication.scored.scores.rejected.iter().map(|(firm, code, reason)| {
        let line = intake.firms.lines[*firm];
        Row {
            line,
            codes: vec![code.as_str()],
            columns: Vec::new(),
            reasons: vec![reason],
            original: intake.text.row(line),
        }
    });
    let mut rows: Vec<Row<'a>> = kept_by_intake.chain(kept_by_scoring).collect();
    rows.sort_by_key(|row| row.line);
    rows
}

/// Each text once, where it first stands.
fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut distinct = Vec::new();
    for text in texts {
        if !distinct.contains(&text) {
            distinct.push(text);
        }
    }
    distinct
}

fn table_of(rows: &[Row<'_>]) -> Table {
    let texts = |text: &dyn Fn(&Row<'_>) -> String| {
        let mut texts = Texts::default();
        rows.iter().for_each(|row| texts.push(&text(row)));
        Data::text(texts)
    };
    let columns = vec![
        Data::Count(Cells::known(rows.iter().map(|row| row.line).collect())),
        texts(&|row| row.codes.join(";")),
        texts(&|row| row.columns.join(";")),
        texts(&|row| row.reasons.join("; ")),
        Data::text(rows.iter().map(|row| row.original).collect()),
    ];
    Table { rows: rows.len(), columns }
}
