//! One part of a cohort, a file or a worksheet: its rows as written, and their faults.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::body::Body;
use super::columns::Mark;
use super::layout::{Form, Layout, ReadColumn};
use super::reading::{Marked, Reading};
use super::records::{self, Row};
use super::slips::Slip;
use super::table::Table;
use crate::finding::{Code, Finding, Findings, MOST_ALIKE, Place};
use crate::parameters::{self, Spanned};
use crate::words::Message;

/// Origin of a part: its file with hash and sizes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file as the user named it, with the worksheet if it is a workbook.
    pub place: Place,
    /// The file in published tables: as the campaign names it, without any place of this machine.
    pub name: String,
    /// SHA-256 of the file on disk, in hexadecimal.
    pub sha256: String,
    /// Size of the file on disk in bytes.
    pub bytes: u64,
    /// Size in bytes after decompression.
    pub unpacked: usize,
}

impl Origin {
    /// The part in published tables: its file, with the worksheet if it is a workbook.
    pub fn part(&self) -> String {
        match self.place.sheet_name() {
            Some(sheet) => format!("{}[{sheet}]", self.name),
            None => self.name.clone(),
        }
    }
}

/// A part that is read but not judged.
#[derive(Debug)]
pub(super) struct Draft {
    pub origin: Origin,
    pub form: Form,
    pub table: Table,
    pub body: Body,
    /// Messages of marks that do not follow from the row.
    pub told: BTreeMap<Mark, Message>,
    /// The part that it corrects, as the campaign names it.
    pub corrects: Option<Spanned<String>>,
}

impl Draft {
    /// A part whose marks follow from its rows.
    pub fn new(origin: Origin, form: Form, table: Table, body: Body) -> Draft {
        Draft { origin, form, table, body, told: BTreeMap::new(), corrects: None }
    }
}

/// A part of a cohort with its rows, as written and as judged.
#[derive(Debug)]
pub struct Part {
    /// The file that the rows come from.
    pub origin: Origin,
    /// Encoding, delimiter and columns of the part.
    pub layout: Layout,
    /// Rules that the rows are read by.
    pub(super) reading: Reading,
    pub(super) body: Body,
    /// The position of each row in the body.
    pub(super) rows: Vec<Row>,
    /// Filled cells of each column that a field claims, as in [`Contents::filled`](super::Contents).
    pub(super) filled: Vec<Option<usize>>,
    /// Faults in the order of rows.
    pub(super) marks: Vec<Mark>,
    /// Messages of marks that depend on other rows.
    pub(super) told: BTreeMap<Mark, Message>,
    /// Suspected unit slips, each at a row, in unspecified order.
    pub(super) slips: Vec<(u32, Slip)>,
    /// The as-of day that rows' days are checked against.
    pub(super) as_of: Date,
    /// Position of the first row among the rows of all parts.
    pub(super) first: u32,
    /// Whether its rows correct those of another part.
    pub(super) is_correction: bool,
    /// For a part that corrects another: the column of the rows that its rows stand for.
    pub(super) row_numbers: Option<usize>,
}

impl Part {
    /// The part's file, with the worksheet if it is a workbook.
    pub fn place(&self) -> &Place {
        &self.origin.place
    }

    /// Columns in the part's order, each with the part.
    pub fn columns(&self) -> impl Iterator<Item = (&Part, &ReadColumn)> {
        self.layout.columns.iter().map(move |column| (self, column))
    }

    /// The part in published tables: its file, with the worksheet if it is a workbook.
    pub fn name(&self) -> String {
        self.origin.part()
    }

    /// Whether its rows correct those of another part.
    pub fn is_correction(&self) -> bool {
        self.is_correction
    }

    /// For a part that corrects another: the position of the column with the row of the other part that each
    /// row stands for, if there is one.
    pub fn row_numbers(&self) -> Option<usize> {
        self.row_numbers
    }

    /// The cells of a row of the part as written.
    pub fn cells<'a>(&self, record: &'a str) -> impl Iterator<Item = Cow<'a, str>> + use<'a> {
        records::cells(record, self.reading.plan.delimiter)
    }

    /// The column that identifies firms, by position; `None` if a supplement gives it.
    pub fn id_column(&self) -> Option<usize> {
        self.layout.columns.iter().position(|column| column.field == Some(self.reading.id_field))
    }

    /// The columns that say which firm a row is of, by position: its id and its name, if the part has them.
    pub fn firm_columns(&self) -> Vec<usize> {
        let name = self.reading.dictionary.position("name");
        let columns = self.layout.columns.iter().enumerate();
        let is_one =
            |field: Option<usize>| field.is_some() && (field == Some(self.reading.id_field) || field == name);
        columns.filter(|(_, column)| is_one(column.field)).map(|(at, _)| at).collect()
    }

    /// Number of rows below the header.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the part has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Bytes of memory that the rows occupy.
    pub fn bytes(&self) -> usize {
        self.body.bytes() + self.rows.len() * size_of::<Row>()
    }

    /// The row at `row` in the part, as written.
    pub(super) fn record(&self, row: u32) -> Cow<'_, str> {
        self.rows.get(row as usize).map_or(Cow::Borrowed(""), |row| self.body.record(*row))
    }

    /// The place of the row at `row` in the part.
    pub(super) fn at(&self, row: u32) -> Place {
        match self.rows.get(row as usize) {
            Some(row) => self.origin.place.clone().at_line(row.line),
            None => self.origin.place.clone(),
        }
    }

    /// The faults of the row at `row` in the part.
    pub(super) fn marks_of(&self, row: u32) -> &[Mark] {
        let first = self.marks.partition_point(|mark| mark.row < row);
        let marks = &self.marks[first..];
        &marks[..marks.partition_point(|mark| mark.row == row)]
    }

    /// The messages of each mark of each of `rows`.
    pub(super) fn said(&self, rows: &[Marked<'_>]) -> Vec<Vec<Message>> {
        let mut said = self.reading.said(rows, Some(self.as_of));
        for (row, messages) in rows.iter().zip(&mut said) {
            for (mark, message) in row.marks.iter().zip(messages) {
                if let Some(told) = self.told.get(mark) {
                    message.clone_from(told);
                }
            }
        }
        said
    }

    /// A finding for each mark: the first ones of a code and column, and the number of the others.
    pub(super) fn findings(&self) -> Findings {
        let mut seen: FxHashMap<(Code, Option<usize>), usize> = FxHashMap::default();
        let mut first: Vec<Mark> = Vec::new();
        for mark in &self.marks {
            let seen = seen.entry((mark.code, mark.column())).or_default();
            *seen += 1;
            if *seen <= MOST_ALIKE {
                first.push(*mark);
            }
        }
        let by_row: Vec<&[Mark]> = first.chunk_by(|a, b| a.row == b.row).collect();
        let records: Vec<Cow<'_, str>> = by_row.iter().map(|marks| self.record(marks[0].row)).collect();
        let rows: Vec<Marked<'_>> =
            by_row.iter().zip(&records).map(|(marks, record)| Marked { record, marks }).collect();
        let mut findings = Findings::new();
        for (row, messages) in rows.iter().zip(self.said(&rows)) {
            for (&mark, message) in row.marks.iter().zip(messages) {
                findings.push(self.reading.finding(&self.at(mark.row), row.record, mark, message));
            }
        }
        for ((code, column), seen) in seen {
            let place =
                column.map_or_else(|| self.place().clone(), |at| self.reading.header(self.place(), at));
            findings.omit(code, &place, seen.saturating_sub(MOST_ALIKE));
        }
        findings
    }

    /// Findings of the row at `row` in the part.
    pub(super) fn findings_of(&self, row: u32) -> Vec<Finding> {
        let record = &*self.record(row);
        let marked = Marked { record, marks: self.marks_of(row) };
        let said = self.said(std::slice::from_ref(&marked)).into_iter().flatten();
        let place = self.at(row);
        let marks = marked.marks.iter().zip(said);
        let marks = marks.map(|(mark, message)| self.reading.finding(&place, record, *mark, message));
        let slips = self.slips.iter().filter(|(at, _)| *at == row);
        marks.chain(slips.map(|(_, slip)| self.reading.slip(&place, record, slip))).collect()
    }
}

/// The parts of a cohort in order; a row is known by its position among the rows of all parts.
#[derive(Debug, Default)]
pub struct Parts {
    all: Vec<Part>,
    sha256: String,
}

impl Parts {
    /// Parts whose rows count on from part to part.
    pub(super) fn new(parts: Vec<Part>) -> Parts {
        let line = |part: &Part| format!("{}  {}\n", part.origin.sha256, part.origin.place.part());
        let sha256 = match &parts[..] {
            [only] => only.origin.sha256.clone(),
            all => parameters::sha256(all.iter().map(line).collect::<String>().as_bytes()),
        };
        Parts { all: parts, sha256 }
    }

    /// The part, if there is only one.
    pub fn only(&self) -> Option<&Part> {
        if let [only] = &self.all[..] { Some(only) } else { None }
    }

    /// The parts in order, owned.
    pub(super) fn into_parts(self) -> Vec<Part> {
        self.all
    }

    /// The parts in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Part> {
        self.all.iter()
    }

    /// The part of the row at position `row`, and the row's position in it.
    pub(super) fn of(&self, row: u32) -> Option<(&Part, u32)> {
        let part = self.all.get(self.all.partition_point(|part| part.first <= row).checked_sub(1)?)?;
        Some((part, row - part.first))
    }

    /// The part of the row at position `row`.
    pub fn part_of(&self, row: u32) -> Option<&Part> {
        self.of(row).map(|(part, _)| part)
    }

    /// The row at position `row` as written, without its line end.
    pub fn record(&self, row: u32) -> Cow<'_, str> {
        self.of(row).map_or(Cow::Borrowed(""), |(part, row)| part.record(row))
    }

    /// The name of the part of the row at position `row`, for published tables.
    pub fn name(&self, row: u32) -> String {
        self.part_of(row).map_or_else(String::new, Part::name)
    }

    /// The file and the line of the row at position `row`.
    pub fn place(&self, row: u32) -> Place {
        self.of(row).map_or_else(Place::default, |(part, row)| part.at(row))
    }

    /// Findings of the row at position `row`, without findings of other rows.
    pub fn findings_of(&self, row: u32) -> Vec<Finding> {
        self.of(row).map_or_else(Vec::new, |(part, row)| part.findings_of(row))
    }

    /// SHA-256 of the only file, in hexadecimal; of several files, of the list of their hashes and names.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

impl<'a> IntoIterator for &'a Parts {
    type Item = &'a Part;
    type IntoIter = std::slice::Iter<'a, Part>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
