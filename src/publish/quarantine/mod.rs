//! `quarantine.csv`: the rows that could not be read, trusted or scored, complete and by line; and a workbook
//! of these rows for each part, in which they are corrected and sent back.

mod books;
mod names;

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use super::package::{Format, Resource};
use super::sink::Folder;
use super::table::{self, Data, Field, Table};
use super::workbook::{Book, where_asked};
use super::{Publication, Scored, WorkbookTable};
use crate::finding::{Code, Finding};
use crate::firms::{Cells, Texts, Value};
use crate::intake::{Fault, Quarantined};
use crate::scoring::Scores;
use crate::words::{Arg, Between, Language, Message, say};

/// Rows of one block of text.
const BLOCK: usize = 1 << 10;

/// One quarantined row, with its faults.
struct Row {
    part: String,
    line: u32,
    codes: Vec<&'static str>,
    columns: Vec<Arc<str>>,
    reasons: Vec<Message>,
    original: String,
}

/// The origin of a quarantined row: intake or scoring.
#[derive(Clone, Copy)]
enum Aside {
    Unread(usize),
    Unscored(usize),
}

pub(super) fn write(folder: &Folder, publication: &Publication<'_>) -> Result<Vec<Resource>, Finding> {
    let fields = vec![
        Field::new("part", "string", say!(publish::aside_part))
            .title(say!(publish::aside_part_title))
            .required(),
        Field::new("line", "integer", say!(publish::aside_line))
            .title(say!(publish::aside_line_title))
            .required()
            .from(1),
        Field::new("codes", "string", say!(publish::aside_codes))
            .title(say!(publish::aside_codes_title))
            .required(),
        Field::new("columns", "string", say!(publish::aside_columns))
            .title(say!(publish::aside_columns_title)),
        Field::new("reasons", "string", say!(publish::aside_reasons))
            .title(say!(publish::aside_reasons_title))
            .required(),
        Field::new("original", "string", say!(publish::aside_original))
            .title(say!(publish::aside_original_title)),
    ];
    let aside = aside(publication);
    let mut file = folder.file("quarantine.csv")?;
    file.put(&table::marked_header(&fields))?;
    let defused = AtomicUsize::new(0);
    // Made block by block: a file may consist of quarantined rows alone.
    let table = |block: usize| {
        let some = &aside[block * BLOCK..aside.len().min((block + 1) * BLOCK)];
        table_of(&rows(publication, some), publication.language)
    };
    let blocks = aside.len().div_ceil(BLOCK);
    file.blocks(blocks, |block, out| {
        let table = table(block);
        table.csv().push(out, 0..table.rows, &defused);
    })?;
    let (title, description) = (say!(publish::quarantine), say!(publish::quarantine_description));
    let book = where_asked(publication, WorkbookTable::Quarantine, [&title, &description], |about| {
        let sample = (blocks > 0).then(|| table(0));
        let rows = aside.len();
        let mut book = Book::begin(folder, "quarantine.xlsx", about, &fields, rows, sample.as_ref())?;
        let starts: Vec<usize> = (0..rows).step_by(BLOCK).collect();
        book.blocks(&starts, rows, table)?;
        book.finish()
    })?;
    let resource = Resource::new(file.finish(), Format::Csv("utf-8-sig"), title, description);
    let books = books::write(folder, publication, &aside)?;
    let resource = resource.fields(fields).defused(defused.into_inner());
    Ok(std::iter::once(resource).chain(book).chain(books).collect())
}

/// Every quarantined row with its position among all rows, by line.
fn aside(publication: &Publication<'_>) -> Vec<(u32, Aside)> {
    let Scored { intake, scores, .. } = publication.scored;
    let unread = intake.quarantine.positions().enumerate().map(|(at, row)| (row, Aside::Unread(at)));
    let unscored = scores.rejected.codes().enumerate();
    let unscored = unscored.map(|(at, (firm, _))| (intake.firms.rows[firm], Aside::Unscored(at)));
    let mut rows: Vec<(u32, Aside)> = unread.chain(unscored).collect();
    rows.sort_by_key(|(row, _)| *row);
    rows
}

/// A block of quarantined rows, each with all its faults.
fn rows(publication: &Publication<'_>, some: &[(u32, Aside)]) -> Vec<Row> {
    let row = |row: Quarantined| Row {
        part: publication.scored.intake.parts.name(row.row),
        line: row.line(),
        codes: distinct(row.faults.iter().map(|fault| fault.code.as_str())),
        columns: distinct(row.faults.iter().filter_map(|fault| fault.column.clone())),
        reasons: distinct(row.faults.into_iter().map(|fault| fault.message)),
        original: row.original,
    };
    quarantined(publication, some).into_iter().map(row).collect()
}

/// A block of quarantined rows as they came; a row that scoring rejected has one fault, and no column.
fn quarantined(publication: &Publication<'_>, some: &[(u32, Aside)]) -> Vec<Quarantined> {
    let Scored { intake, scores, .. } = publication.scored;
    let unread = |(_, aside): &(u32, Aside)| if let Aside::Unread(at) = aside { Some(*at) } else { None };
    let unread: Vec<usize> = some.iter().filter_map(unread).collect();
    // Rows of intake stay in order, even if other rows come between them or some are left out.
    let runs = unread.chunk_by(|a, b| a + 1 == *b).map(|run| run[0]..run[0] + run.len());
    let mut unread = runs.flat_map(|run| intake.quarantine.rows(run));
    let asked = OnceCell::new();
    let row = |(row, aside): &(u32, Aside)| match aside {
        Aside::Unread(_) => unread.next(),
        Aside::Unscored(at) => {
            let (firm, code, message) = scores.rejection(*at);
            let help = match code {
                Code::CoverageLow => {
                    fill_in(publication, asked.get_or_init(|| self::asked(publication)), *row, firm)
                }
                _ => Scores::rejection_advice(code),
            };
            let fault = Fault { code, column: None, at: None, message, help };
            let original = intake.parts.record(*row).into_owned();
            Some(Quarantined { row: *row, place: intake.place_of(firm), faults: vec![fault], original })
        }
    };
    some.iter().filter_map(row).collect()
}

/// The fields that indicators read.
fn asked(publication: &Publication<'_>) -> BTreeSet<usize> {
    let Scored { intake, scorecard, .. } = publication.scored;
    let rules = scorecard.indicators.iter().map(|indicator| &indicator.value);
    rules.flat_map(|rule| scorecard.fields_of(rule, intake.firms.columns.len())).collect()
}

/// Advice to fill in the blank cells of a row under fields that are `asked`.
fn fill_in(publication: &Publication<'_>, asked: &BTreeSet<usize>, row: u32, firm: usize) -> Option<Message> {
    let Scored { intake, .. } = publication.scored;
    let firms = &intake.firms;
    let is_blank = |field: usize| {
        let column = firms.columns[field].as_ref();
        column.is_some_and(|column| column.value(firm) == Value::Missing)
    };
    let columns = intake.parts.part_of(row)?.layout.columns.iter();
    let blank =
        columns.filter(|column| column.field.is_some_and(|field| asked.contains(&field) && is_blank(field)));
    let headers: Vec<Message> = blank.map(|column| say!(publish::header, header = &*column.header)).collect();
    match headers.is_empty() {
        true => Some(say!(publish::nothing_blank)),
        false => Some(say!(publish::fill_in, headers = Arg::items(headers))),
    }
}

/// The distinct texts, in order of first occurrence.
fn distinct<T: PartialEq>(texts: impl Iterator<Item = T>) -> Vec<T> {
    let mut distinct = Vec::new();
    for text in texts {
        if !distinct.contains(&text) {
            distinct.push(text);
        }
    }
    distinct
}

fn table_of(rows: &[Row], language: Language) -> Table {
    let texts = |text: &dyn Fn(&Row) -> String| {
        let mut texts = Texts::default();
        rows.iter().for_each(|row| texts.push(&text(row)));
        Data::Text(texts)
    };
    let columns = vec![
        texts(&|row| row.part.clone()),
        Data::Count(Cells::known(rows.iter().map(|row| row.line).collect())),
        texts(&|row| row.codes.join(";")),
        texts(&|row| row.columns.join(";")),
        texts(&|row| Message::joined(Between::Clauses, &row.reasons).say(language).into_owned()),
        Data::Text(rows.iter().map(|row| row.original.as_str()).collect()),
    ];
    Table { rows: rows.len(), columns }
}
