//! Writes `scores.csv` and `scores.parquet`, which have the same rows and columns, in the order by points.
//! They include results of further scorecards. With details, each further scorecard has such a pair of tables
//! as well.

use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::failures::Failures;
use super::further;
use super::identities::{Identities, STEP};
use super::package::{Format, Resource};
use super::parquet::Parquet;
use super::sink::Folder;
use super::table::{self, Data, Field, Maker, TRUE_FALSE, Table};
use super::workbook::{About, Book};
use super::{Publication, Scored, WorkbookTable};
use crate::finding::Finding;
use crate::firms::{self, Cells};
use crate::scorecard::Scorecard;
use crate::scoring::{COVERAGE_DECIMALS, PERCENTILE_DECIMALS, to_units};
use crate::words::{Language, Message, say};

/// Rows of one block of CSV text.
const BLOCK: usize = 1 << 11;

/// Fields of the cohort that scores repeat, where present.
pub(super) const REPEATED: &[&str] = &["name", "region", "industry"];

pub(super) fn write(
    folder: &Folder,
    publication: &Publication<'_>,
    scored: &Scored<'_>,
    identities: &Identities,
    failures: &Failures,
    suffix: &str,
) -> Result<Vec<Resource>, Finding> {
    let fields = fields(scored);
    let defused = AtomicUsize::new(0);
    let mut csv = folder.file(format!("scores{suffix}.csv"))?;
    csv.put(&table::marked_header(&fields))?;
    let mut parquet_file = folder.file(format!("scores{suffix}.parquet"))?;
    let mut parquet = Parquet::begin(folder, &mut parquet_file, &fields)?;
    let id = &scored.scorecard.id;
    let title = if suffix.is_empty() { say!(publish::scores) } else { say!(publish::scores_under, id = id) };
    let description = say!(publish::scores_description);
    let mut book = None;
    let begin = |table: Option<&Table>| {
        let about = About::of(publication, title.clone(), description.clone(), None);
        let rows = scored.scores.order.len();
        Book::begin(folder, format!("scores{suffix}.xlsx"), about, &fields, rows, table)
    };
    let is_asked = publication.workbooks.contains(&WorkbookTable::Scores);
    // One step makes one row group.
    each_step(scored, failures, identities, |table| {
        let rows = table.csv();
        let block = |at: usize, out: &mut Vec<u8>| {
            rows.push(out, at * BLOCK..((at + 1) * BLOCK).min(table.rows), &defused);
        };
        if is_asked && book.is_none() {
            book = Some(begin(Some(table))?);
        }
        let (text, columns) =
            rayon::join(|| csv.blocks(table.rows.div_ceil(BLOCK), block), || parquet.write(table));
        text.and(columns)?;
        book.as_mut().map_or(Ok(()), |book| book.append(table))
    })?;
    parquet.finish()?;
    if is_asked && book.is_none() {
        book = Some(begin(None)?);
    }
    let book = book.map(Book::finish).transpose()?;
    let parquet = Resource::new(parquet_file.finish(), Format::Parquet, &title, &description);
    let csv = Resource::new(csv.finish(), Format::Csv("utf-8-sig"), &title, &description);
    let key = fields[0].name.clone();
    let csv = csv.fields(fields.clone()).key(&key).defused(defused.load(Ordering::Relaxed));
    Ok([csv, parquet.fields(fields.clone()).key(&key)].into_iter().chain(book).collect())
}

/// Writes the table of `scores.csv` to `out`, reasons in a language.
///
/// # Errors
/// An error from writing to `out`.
pub fn write_csv(out: &mut (dyn Write + Send), scored: &Scored<'_>, language: Language) -> io::Result<()> {
    let fields = fields(scored);
    let failures = Failures::new(scored, language);
    out.write_all(&table::marked_header(&fields))?;
    each_step(scored, &failures, &Identities::new(scored), |table| {
        let rows = table.csv();
        let block = |at: usize| {
            let mut bytes = Vec::new();
            rows.push(&mut bytes, at * BLOCK..((at + 1) * BLOCK).min(table.rows), &AtomicUsize::new(0));
            bytes
        };
        let blocks: Vec<Vec<u8>> = (0..table.rows.div_ceil(BLOCK)).into_par_iter().map(block).collect();
        blocks.iter().try_for_each(|block| out.write_all(block))
    })
}

/// Passes the table to `write` step by step; while one is written the next is made.
pub(super) fn each_step<E: Send>(
    scored: &Scored<'_>,
    failures: &Failures,
    identities: &Identities,
    mut write: impl FnMut(&Table) -> Result<(), E> + Send,
) -> Result<(), E> {
    let mut steps = scored.scores.order.chunks(STEP).enumerate();
    let mut next = || steps.next().map(|(step, rows)| rows_of(scored, failures, identities, step, rows));
    let mut ready = next();
    while let Some(table) = ready {
        let (written, following) = rayon::join(|| write(&table), &mut next);
        written?;
        ready = following;
    }
    Ok(())
}

/// The fields of the table.
pub(super) fn fields(scored: &Scored<'_>) -> Vec<Field> {
    let firms = &scored.intake.firms;
    let count = scored.scores.order.len().max(1) as u32;
    let mut fields = vec![id_field(scored).unique()];
    for name in repeated(scored) {
        let field = firms.dictionary.field(name);
        let meaning = field.and_then(firms::Field::meaning).unwrap_or_default();
        let title = field.map(firms::Field::heading).unwrap_or_default();
        let field = Field::new(name, "string", meaning).title(title);
        fields.push(if name == "name" { field.identifying() } else { field });
    }
    fields.extend(fields_of(scored.scorecard, count));
    for (scorecard, scores) in scored.further {
        fields.extend(further::fields(scorecard, scores.order.len().max(1) as u32));
    }
    fields
}

/// The fields of a scorecard's results, for `count` firms.
pub(super) fn fields_of(scorecard: &Scorecard, count: u32) -> impl Iterator<Item = Field> {
    let segments = scorecard.segments.iter();
    let segments = segments.map(|one| (one.id.clone(), Message::title(&one.title, one.title_zh.as_ref())));
    let segment = Field::new("segment", "string", say!(publish::scored_segment))
        .title(say!(publish::scored_segment_title))
        .words(segments);
    let points = Field::new("points", "number", say!(publish::points_published))
        .title(say!(publish::points_published_title));
    // Each group below the root has a column of points.
    let groups = scorecard.groups.iter().skip(1).map(|group| {
        let title = Message::title(&group.title, group.title_zh.as_ref());
        let description = say!(publish::scored_group, title = &title);
        Field::new(format!("points_{}", group.id), "number", description).title(title).required()
    });
    let standing = [
        Field::new("rank", "integer", say!(publish::scored_rank))
            .title(say!(publish::scored_rank_title))
            .required()
            .from(1)
            .to(count),
        Field::new("segment_rank", "integer", say!(publish::scored_segment_rank))
            .title(say!(publish::scored_segment_rank_title))
            .required()
            .from(1)
            .to(count),
        Field::new("percentile", "number", say!(publish::scored_percentile))
            .title(say!(publish::scored_percentile_title))
            .unit(Some("%".to_owned()))
            .required()
            .from(0)
            .to(100),
        Field::new("grade", "string", say!(publish::scored_grade)).title(say!(publish::scored_grade_title)),
        Field::new("qualified", "boolean", say!(publish::scored_qualified))
            .title(say!(publish::scored_qualified_title))
            .required(),
        Field::new("coverage", "number", say!(publish::scored_coverage))
            .title(say!(publish::scored_coverage_title))
            .share()
            .required()
            .from(0)
            .to(1),
        Field::new("failed", "string", say!(publish::scored_failed))
            .title(say!(publish::scored_failed_title)),
    ];
    let held = Field::new("held", "boolean", say!(publish::scored_held))
        .title(say!(publish::scored_held_title))
        .required();
    let routes = scorecard.routes.iter().map(|&route| &scorecard.conditions[route]);
    let routes = routes.filter_map(|route| Some((route.id.clone()?, route.title.clone()?)));
    let route = Field::new("route", "string", say!(publish::scored_route))
        .title(say!(publish::scored_route_title))
        .words(routes);
    let tops = scorecard.tops.iter().filter_map(|top| Some((top.id.clone(), top.title.clone()?)));
    let top = Field::new("top", "string", say!(publish::scored_top))
        .title(say!(publish::scored_top_title))
        .words(tops);
    [segment.required(), points.required()]
        .into_iter()
        .chain(groups)
        .chain(standing)
        .chain(scorecard.can_hold().then_some(held))
        .chain((!scorecard.routes.is_empty()).then_some(route))
        .chain((!scorecard.tops.is_empty()).then_some(top))
}

/// The field of the firm's id, which is the same in every table.
pub(super) fn id_field(scored: &Scored<'_>) -> Field {
    let firms = &scored.intake.firms;
    let field = &firms.dictionary.fields[firms.id_field];
    let meaning = field.meaning().unwrap_or_default();
    Field::new(&field.name, "string", meaning).title(field.heading()).required().identifying()
}

fn repeated<'a>(scored: &Scored<'a>) -> impl Iterator<Item = &'static str> + use<'a> {
    let firms = &scored.intake.firms;
    REPEATED.iter().copied().filter(|name| {
        firms.column(name).is_some() && firms.dictionary.position(name) != Some(firms.id_field)
    })
}

/// The rows of step `step`, for these firms.
fn rows_of(
    scored: &Scored<'_>,
    failures: &Failures,
    identities: &Identities,
    step: usize,
    rows: &[u32],
) -> Table {
    let (scores, scorecard, firms) = (scored.scores, scored.scorecard, &scored.intake.firms);
    let decimals = scorecard.decimals;
    let at = |row: &u32| *row as usize;
    let fixed = move |values: &[f64], decimals: u8| {
        // Distant rows are seldom in the processor's cache: loads issued together do not wait for one
        // another.
        let values: Vec<f64> = rows.iter().map(|row| values[at(row)]).collect();
        let units = values.iter().map(|&value| to_units(value, decimals)).collect();
        Data::Fixed { units: Cells::known(units), decimals }
    };
    let mut makers: Vec<Maker<'_>> = Vec::new();
    makers.push(Box::new(move || Data::Identity(identities.ids.step(step))));
    for field in repeated(scored) {
        match (field, &identities.names, firms.column(field)) {
            ("name", Some(names), _) => makers.push(Box::new(move || Data::Identity(names.step(step)))),
            (_, _, Some(column)) => makers.push(Box::new(move || Data::of(column.take(rows), TRUE_FALSE))),
            (_, _, None) => {}
        }
    }
    makers.push(Box::new(|| Data::Label {
        codes: rows.iter().map(|row| u32::from(scores.segment[at(row)])).collect(),
        labels: scorecard.segments.iter().map(|segment| segment.id.clone()).collect(),
    }));
    makers.push(Box::new(|| Data::Fixed {
        units: Cells::known(rows.iter().map(|row| scores.points[at(row)]).collect()),
        decimals,
    }));
    for group in 1..scorecard.groups.len() {
        makers.push(Box::new(move || fixed(&scores.group_points[group], decimals)));
    }
    makers
        .push(Box::new(|| Data::Count(Cells::known(rows.iter().map(|row| scores.rank[at(row)]).collect()))));
    makers.push(Box::new(|| {
        Data::Count(Cells::known(rows.iter().map(|row| scores.segment_rank[at(row)]).collect()))
    }));
    makers.push(Box::new(move || fixed(&scores.percentile, PERCENTILE_DECIMALS)));
    makers.push(Box::new(|| {
        let ids = scorecard.grades.iter().map(|grade| grade.id.clone());
        optional(rows, ids, |row| scores.grade[row].map(usize::from))
    }));
    makers.push(Box::new(|| Data::Flag {
        cells: Cells::known(rows.iter().map(|row| scores.qualified[at(row)]).collect()),
        words: TRUE_FALSE,
    }));
    makers.push(Box::new(move || fixed(&scores.coverage, COVERAGE_DECIMALS)));
    makers.push(Box::new(|| Data::Label {
        codes: rows.iter().map(|row| failures.codes[at(row)]).collect(),
        labels: failures.texts.clone(),
    }));
    if scorecard.can_hold() {
        makers.push(Box::new(|| Data::Flag {
            cells: Cells::known(rows.iter().map(|row| scores.held[at(row)]).collect()),
            words: TRUE_FALSE,
        }));
    }
    if !scorecard.routes.is_empty() {
        makers.push(Box::new(|| {
            let id = |&route: &usize| scorecard.conditions[route].id.clone().unwrap_or_default();
            optional(rows, scorecard.routes.iter().map(id), |row| scorecard.route(scores.unmet[row]))
        }));
    }
    if !scorecard.tops.is_empty() {
        makers.push(Box::new(|| {
            let ids = scorecard.tops.iter().map(|top| top.id.clone());
            optional(rows, ids, |row| scores.top[row].map(usize::from))
        }));
    }
    for (scorecard, scores) in scored.further {
        makers.extend(further::makers(scorecard, scores, rows));
    }
    Table { rows: rows.len(), columns: table::columns(&makers) }
}

/// One of `labels` per row, by position, or an empty cell.
fn optional(
    rows: &[u32],
    labels: impl ExactSizeIterator<Item = String>,
    which: impl Fn(usize) -> Option<usize>,
) -> Data {
    let none = labels.len();
    let code = |row: &u32| which(*row as usize).unwrap_or(none) as u32;
    Data::Label { codes: rows.iter().map(code).collect(), labels: labels.chain([String::new()]).collect() }
}
