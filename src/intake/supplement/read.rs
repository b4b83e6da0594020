//! The table of a supplement, read like a cohort by a dictionary of its own.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::fields;
use super::left::{Fate, LeftOver};
use super::rules::{CellUnits, Names};
use super::seen::{self, Mixed};
use super::year_before;
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::width::{folded, key};
use crate::firms::{Dictionary, Field, FieldType, Headers};
use crate::intake::files::CohortFile;
use crate::intake::header::{self, years::Dated};
use crate::intake::options::{Given, Key, Supplement};
use crate::intake::setting::Setting;
use crate::intake::{Intake, Origin, drafts, outcome, records};
use crate::parameters::Spanned;
use crate::words::say;

/// A supplement as it was read.
pub(super) struct Read {
    /// Its table; of a long table one of each item.
    pub tables: Vec<Table>,
    /// The key that joins its rows.
    pub by: Key,
    pub files: Vec<Origin>,
    /// Number of its rows.
    pub rows: usize,
    /// Number of rows of a long table that are of other years, or of items that are no field.
    pub others: usize,
    /// Rows that are in no table.
    pub loose: Vec<LeftOver>,
    /// Notes on these.
    pub notes: Findings,
}

/// Headers of running numbers, which templates fill in before their rows.
const NUMBERS: [&str; 6] = ["序号", "行号", "编号", "no", "no.", "#"];

/// A table with a key, one row a firm or several.
pub(super) struct Table {
    pub intake: Intake,
    /// The key that joins its rows.
    pub by: Key,
    /// Headers of its columns, of all parts.
    pub headers: Vec<String>,
    /// Whether a field `x` gives `x_prev`.
    pub is_previous: bool,
    /// Whether it is one field of a long table.
    pub is_item: bool,
    /// Rows of this field that cannot be read.
    pub faulty: Vec<LeftOver>,
    /// The column of names beside the ids that are its key.
    pub names: Option<usize>,
    /// Columns of texts of which some are numbers or days, each with a cell that is neither.
    pub mixed: Vec<Mixed>,
}

impl Table {
    pub fn left_over(&self, row: u32, key: &str, fate: Fate) -> LeftOver {
        let line = self.intake.parts.place(row).line.unwrap_or(0);
        LeftOver { part: self.intake.parts.name(row), line, key: key.to_owned(), name: String::new(), fate }
    }

    /// The name that stands beside the id of a row.
    pub fn name(&self, row: usize) -> Option<&str> {
        self.intake.firms.columns[self.names?].as_ref()?.texts()?.get(row)
    }

    /// The cells of the row at position `row`, trimmed; without that of a running number.
    pub fn cells(&self, row: u32) -> Vec<String> {
        let Some(part) = self.intake.parts.part_of(row) else { return Vec::new() };
        let record = self.intake.parts.record(row);
        let cells = records::cells(&record, part.layout.delimiter as u8).zip(&part.layout.columns);
        let cells = cells.filter(|(_, column)| !NUMBERS.contains(&&*key(&column.header)));
        let cells = cells.map(|(cell, _)| folded(cell.trim()).into_owned());
        cells.filter(|cell| !cell.is_empty()).collect()
    }

    /// The key of each quarantined row as written; empty if it has none.
    pub fn aside_keys(&self) -> Vec<String> {
        let key = |row: u32| {
            let part = self.intake.parts.part_of(row)?;
            let is_key =
                |column: &crate::intake::ReadColumn| column.field == Some(self.intake.firms.id_field);
            let column = part.layout.columns.iter().position(is_key)?;
            let record = self.intake.parts.record(row);
            let cell = records::cells(&record, part.layout.delimiter as u8).nth(column)?;
            Some(folded(cell.trim()).into_owned())
        };
        self.intake.quarantine.positions().map(|row| key(row).unwrap_or_default()).collect()
    }
}

/// Reads the table of `supplement` in `files`. Its columns are those that give fields, and all others as
/// numbers, days or texts.
///
/// # Errors
/// As of a cohort; a table without its key.
pub(super) fn read(
    supplement: &Supplement,
    files: &[CohortFile],
    setting: Setting<'_>,
    as_of: Date,
) -> Result<Read, Findings> {
    let is_list = |given: &Spanned<Given>| given.get_ref().listed == Some(true);
    let only_lists = !supplement.fields.is_empty() && supplement.fields.values().all(is_list);
    // Nobody is in a list without rows.
    let setting = Setting { may_be_empty: only_lists, ..setting };
    let first = seen::of(supplement, files, setting)?;
    let headers: Vec<String> = first.headers().cloned().collect();
    let by = fields::key_of(supplement, &headers, setting)?;
    let cohort = setting.dictionary;
    let (supplement, mut files) = year_before::named(supplement, files, &headers, cohort, as_of);
    let supplement = &supplement;
    let mut dictionary = fields::dictionary(supplement, by, &first, cohort);
    let units = fields::own_units(supplement, &dictionary, cohort, setting)?;
    files.iter_mut().for_each(|file| file.common.units.clone_from(&units));
    let of_rules = of_rules(supplement, &dictionary);
    let asked = asked(supplement, &dictionary, cohort, of_rules.as_ref());
    // What a column that nobody asks for holds, and in what unit, is no matter. A faulty rule may ask for
    // any.
    let is_unasked = |at: usize| of_rules.is_some() && !asked.contains(&at);
    for (_, field) in dictionary.fields.iter_mut().enumerate().filter(|(at, _)| is_unasked(*at)) {
        (field.field_type, field.unit) = (FieldType::String, None);
    }
    let setting = Setting { dictionary: &dictionary, asked: &asked, ..setting };
    let drafts = drafts::of(&files, setting)?;
    let is_empty = drafts.iter().all(|draft| draft.table.is_empty());
    let mut notes = Findings::new();
    for draft in &drafts {
        notes.extend(years(supplement, &seen::headers(draft), &draft.table.header, cohort, as_of));
    }
    let empty = drafts.first().filter(|_| is_empty).map(|draft| empty_list(&draft.table.header));
    notes.extend(empty.into_iter().collect());
    let outcome = outcome::settle(drafts, &dictionary, &asked, as_of);
    let intake = Intake::of(supplement.id().into(), outcome);
    let files = intake.parts.iter().map(|part| part.origin.clone()).collect();
    let rows = intake.rows - intake.merged;
    let table = Table {
        intake,
        by,
        headers,
        is_previous: supplement.as_previous_year,
        is_item: false,
        faulty: Vec::new(),
        names: names(by, &dictionary),
        mixed: first.columns.into_iter().filter_map(|column| column.mixed).collect(),
    };
    Ok(Read { tables: vec![table], by, files, rows, others: 0, loose: Vec::new(), notes })
}

/// The column of names in `own`, the dictionary of a table whose key is the id.
pub(super) fn names(by: Key, own: &Dictionary) -> Option<usize> {
    own.position("name").filter(|_| by == Key::Id)
}

/// Warnings about columns that are not read, since their header names a year beside a field.
fn years(
    supplement: &Supplement,
    headers: &[String],
    header_at: &Place,
    cohort: &Dictionary,
    as_of: Date,
) -> Findings {
    let known = Headers::of(cohort);
    let is_bound = |header: &str| supplement.columns.keys().any(|bound| key(bound.get_ref()) == key(header));
    let note = |(column, header): (usize, &String)| {
        let (year, field) = header::years::meant(&key(header), &known, cohort)?;
        let name = cohort.fields[field].name.clone();
        let previous = cohort.position(&format!("{name}_prev")).map(|at| cohort.fields[at].name.clone());
        // A table of the year before gives its fields itself.
        let previous = previous.filter(|_| !supplement.as_previous_year);
        let dated = Dated { column, year, name, is_read: false, is_free: true, previous, several: None };
        let place = header_at.clone().in_column(header.as_str()).at_position(column);
        dated.finding(header, place, as_of, "[firms.supplement.columns]")
    };
    let unread = headers.iter().enumerate().filter(|(_, header)| !is_bound(header));
    unread.filter(|_| supplement.fields.is_empty()).filter_map(note).collect()
}

/// The warning about a list without rows.
fn empty_list(header: &Place) -> Finding {
    Finding::new(Code::PartEmpty, header.clone(), say!(intake::list_empty))
        .help(say!(intake::list_empty_help))
}

/// Positions of the fields that the supplement reads: its key, and columns that its fields and rules name.
/// A fault in any other column is no fault of the row.
fn asked(
    supplement: &Supplement,
    dictionary: &Dictionary,
    cohort: &Dictionary,
    of_rules: Option<&BTreeSet<usize>>,
) -> BTreeSet<usize> {
    let all = || 0..dictionary.fields.len();
    if supplement.fields.is_empty() {
        let is_field = |at: &usize| *at == 0 || cohort.position(&dictionary.fields[*at].name).is_some();
        return all().filter(is_field).collect();
    }
    let is_column = |header: &String, field: &Field| field.headers().any(|own| key(own) == key(header));
    let is_named = |given: &Given, field: &Field| {
        let Given { value, sum, max, latest, on, .. } = given;
        [value, sum, max, latest, on].into_iter().flatten().any(|header| is_column(header, field))
    };
    let is_read = |at: &usize| {
        let field = &dictionary.fields[*at];
        *at == 0
            || of_rules.is_some_and(|columns| columns.contains(at))
            || supplement.fields.values().any(|given| is_named(given.get_ref(), field))
    };
    all().filter(is_read).collect()
}

/// The columns that rules read; `None` if one is faulty, which is reported when the fields are settled.
fn of_rules(supplement: &Supplement, dictionary: &Dictionary) -> Option<BTreeSet<usize>> {
    let rules: Vec<&Spanned<String>> =
        supplement.fields.values().filter_map(|given| given.get_ref().condition.as_ref()).collect();
    if rules.is_empty() {
        return Some(BTreeSet::new());
    }
    let names = Names::new(dictionary, &CellUnits::default());
    let columns: Option<Vec<Vec<usize>>> = rules.iter().map(|rule| names.columns(rule.get_ref())).collect();
    Some(columns?.into_iter().flatten().collect())
}
