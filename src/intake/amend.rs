//! A firm with supposed values in some cells, read as a row would be.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::checks::{self, Fields};
use super::columns::Mark;
use super::reading::Marked;
use super::{FirmsFile, table};
use crate::finding::{Code, Finding, Findings, Place, Severity, nearest};
use crate::firms::{Column, Firms};
use crate::parameters::{Source, Spanned};
use crate::progress::Silent;
use crate::words::{Message, say};

/// Another value for one cell of a firm; a pair in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The field by name, title or alias.
    pub field: String,
    /// The cell's text; empty for a missing value.
    pub cell: String,
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.field, &self.cell).serialize(serializer)
    }
}

/// The cohort with `changes` to the firm at position `firm`. Cells are read like those of a file: amounts are
/// in the dictionary's unit unless a cell names its own, and an empty cell is missing. `like` gives the marks
/// for "not known" and "no" and the forms of days. `told` names the changes in messages.
///
/// # Errors
/// A name that is no field, the firm's id, an unreadable cell, values that contradict one another.
pub fn amended(
    firms: &Firms,
    firm: usize,
    changes: &[Change],
    told: &str,
    like: &FirmsFile,
    as_of: Date,
) -> Result<Firms, Findings> {
    let place = Place::file(told);
    let fields = fields(firms, changes, &place)?;
    let read = read(firms, firm, &fields, changes, like, &place)?;
    let before = contradictions(firms, firm, as_of);
    let mut amended = firms.clone();
    for (field, column) in fields.into_iter().zip(read) {
        let kind = amended.dictionary.fields[field].kind();
        let len = amended.len;
        amended.columns[field].get_or_insert_with(|| Column::missing(kind, len)).replace(firm, &column);
    }
    // Earlier faults are left out: they did not quarantine the row, since the run does not read their
    // columns.
    let faults = contradictions(&amended, firm, as_of).into_iter().filter(|fault| !before.contains(fault));
    let names = amended.dictionary.fields.iter().map(|field| field.name.as_str());
    let names: Vec<&str> = names.collect();
    let findings: Findings = faults
        .map(|(mark, message)| {
            let place = mark.column().map_or(place.clone(), |column| place.clone().in_column(names[column]));
            Finding::new(mark.code, place, message).help(say!(intake::change_agree_help))
        })
        .collect();
    findings.or_stop(amended).map(|(amended, _)| amended)
}

/// The field of each change, by position.
fn fields(firms: &Firms, changes: &[Change], place: &Place) -> Result<Vec<usize>, Findings> {
    let dictionary = &firms.dictionary;
    let mut findings = Findings::new();
    let mut fields: Vec<usize> = Vec::new();
    for Change { field: name, .. } in changes {
        let place = place.clone().in_column(name.as_str());
        match dictionary.find(name) {
            Some(field) if field == firms.id_field => {
                let message = say!(intake::change_id, name = name);
                let help = say!(intake::change_id_help);
                findings.push(Finding::new(Code::FieldUnfit, place, message).help(help));
            }
            Some(field) if fields.contains(&field) => {
                let message = say!(intake::changed_twice, name = name);
                let help = say!(intake::changed_twice_help);
                findings.push(Finding::new(Code::NameRepeated, place, message).help(help));
            }
            Some(field) => fields.push(field),
            None => {
                let known = dictionary.fields.iter().map(|field| field.name.as_str());
                let help = match nearest(name, known) {
                    Some(near) => say!(intake::did_you_mean, near = near),
                    None => say!(intake::name_a_field_help),
                };
                let message = say!(intake::no_such_field, name = name);
                findings.push(Finding::new(Code::NameUnknown, place, message).help(help));
            }
        }
    }
    findings.or_stop(fields).map(|(fields, _)| fields)
}

/// The changed cells as columns of one row, read from a table of the firm's id and these cells.
fn read(
    firms: &Firms,
    firm: usize,
    fields: &[usize],
    changes: &[Change],
    like: &FirmsFile,
    place: &Place,
) -> Result<Vec<Column>, Findings> {
    let dictionary = &firms.dictionary;
    let header = |&field: &usize| {
        let field = &dictionary.fields[field];
        match &field.unit {
            Some(unit) => format!("{}({unit})", field.title),
            None => field.title.clone(),
        }
    };
    let id = firms.ids().get_or_empty(firm).to_owned();
    let mut table = csv::Writer::from_writer(Vec::new());
    let headers = std::iter::once(header(&firms.id_field)).chain(fields.iter().map(header));
    let cells = std::iter::once(id).chain(changes.iter().map(|change| change.cell.clone()));
    // Writing to memory never fails.
    let written = table.write_record(headers).and_then(|()| table.write_record(cells));
    let text = table.into_inner().ok().filter(|_| written.is_ok()).unwrap_or_default();
    let text = String::from_utf8(text).unwrap_or_default();
    // Only the id and the changed fields have columns. An entry in `dates` or `no` for another field would be
    // a fault, so it is left out.
    let is_changed = |name: &Spanned<String>| {
        dictionary.position(name.get_ref()).is_some_and(|field| fields.contains(&field))
    };
    let dates = like.dates.iter().filter(|(name, _)| is_changed(name));
    let no = like.no.iter().filter(|(name, _)| is_changed(name));
    let file = FirmsFile {
        missing: like.missing.clone(),
        keep: like.keep.clone(),
        dates: dates.map(|(name, form)| (name.clone(), form.clone())).collect(),
        no: no.map(|(name, cells)| (name.clone(), cells.clone())).collect(),
        ..FirmsFile::plain(std::path::Path::new(""))
    };
    let arguments = Source::new("", "");
    let table = table::read(&text, text.len(), place, &file, &arguments, dictionary, &Silent)?;
    let mut findings = Findings::new();
    for marks in table.marks.chunk_by(|a, b| a.row == b.row) {
        let record = table.rows[marks[0].row as usize].of(&text);
        let said = table.reading.said(&[Marked { record, marks }], None).into_iter().flatten();
        for (&mark, message) in marks.iter().zip(said) {
            let change =
                mark.column().and_then(|column| Some(changes.get(column.checked_sub(1)?)?.field.as_str()));
            let place = change.map_or(place.clone(), |change| place.clone().in_column(change));
            findings.push(Finding::new(mark.code, place, message).help_if(table.reading.help(record, mark)));
        }
    }
    let columns = fields.iter().map(|field| {
        let at = table.reading.bound.iter().position(|bound| bound == &Some(*field));
        at.and_then(|at| table.columns[at].clone())
            .unwrap_or_else(|| Column::missing(dictionary.fields[*field].kind(), 1))
    });
    let columns = columns.collect();
    findings.or_stop(columns).map(|(columns, _)| columns)
}

/// Impossible values of a firm: parts larger than their whole, days after the as-of day. A mark's column is
/// the position of a field.
fn contradictions(firms: &Firms, firm: usize, as_of: Date) -> Vec<(Mark, Message)> {
    let fields = &firms.dictionary.fields;
    let own: Vec<Option<Column>> =
        firms.columns.iter().map(|column| Some(column.as_ref()?.take(&[firm as u32]))).collect();
    let bound: Vec<Option<usize>> = (0..fields.len()).map(|at| own[at].is_some().then_some(at)).collect();
    let headers: Vec<Arc<str>> = fields.iter().map(|field| field.name.as_str().into()).collect();
    let idle = vec![false; fields.len()];
    let view = Fields {
        dictionary: &firms.dictionary,
        bound: &bound,
        columns: &own,
        headers: &headers,
        idle: &idle,
    };
    let faults = checks::cross(&view, as_of, &|mark, message| (mark, message()));
    faults.into_iter().filter(|(mark, _)| mark.code.severity() == Severity::Error).collect()
}
