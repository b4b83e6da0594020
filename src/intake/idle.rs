//! Columns whose field the run does not read: their faulty cells are counted, but quarantine no row.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::body::Body;
use super::columns::Mark;
use super::reading::{Marked, Reading};
use super::table::Table;
use crate::finding::{Code, Finding, Findings, Place};
use crate::words::{Message, say};

/// Whether each column of the file is idle: bound to a field that the run does not read.
pub(super) fn columns(reading: &Reading, asked: &BTreeSet<usize>) -> Vec<bool> {
    let is_idle = |field: &usize| !asked.contains(field) && *field != reading.id_field;
    reading.bound.iter().map(|field| field.as_ref().is_some_and(is_idle)).collect()
}

/// Removes the marks of idle columns from `marks` and returns a note per column with the number of its faulty
/// cells. Days are checked against `as_of`.
pub(super) fn noted(
    marks: &mut Vec<Mark>,
    table: &Table,
    body: &Body,
    place: &Place,
    as_of: Date,
) -> Findings {
    let mut of: BTreeMap<usize, (usize, Mark)> = BTreeMap::new();
    marks.retain(|mark| {
        let column = mark.column().filter(|&column| table.reading.idle[column]);
        let Some(column) = column else { return true };
        of.entry(column).or_insert((0, *mark)).0 += 1;
        false
    });
    let note = |(column, (count, first)): (usize, (usize, Mark))| {
        let row = table.rows[first.row as usize];
        let record = body.record(row);
        let marked = Marked { record: &record, marks: &[first] };
        let said =
            table.reading.said(&[marked], Some(as_of)).into_iter().flatten().next().unwrap_or_default();
        note(&table.reading, place.clone().at_line(row.line), column, count, said)
    };
    of.into_iter().map(note).collect()
}

fn note(reading: &Reading, place: Place, column: usize, count: usize, fault: Message) -> Finding {
    let header = &reading.headers[column];
    let field = reading.bound[column].map_or("", |field| &reading.dictionary.fields[field].name);
    let message = say!(intake::idle, fault = fault, count = count, field = field);
    Finding::new(Code::ColumnIdle, reading.header(&place, column), message)
        .help(say!(intake::idle_help, header = header))
}
