//! From what was read to what came of it: which rows are firms, which are set aside, and everything noticed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::cells::shown;
use super::checks::{self, Fields};
use super::columns::RowFault;
use super::days::PLACEHOLDERS;
use super::duplicates::{self, Duplicates, listed};
use super::help;
use super::idle;
use super::not_firms;
use super::records::{self, Row};
use super::slips::{self, Against};
use super::table::Table;
use super::{Fault, Quarantined, ReadColumn};
use crate::finding::{Code, Finding, Findings, Place, Severity};
use crate::firms::{Column, Firms};

/// What came of the rows of a file.
#[derive(Debug)]
pub(super) struct Outcome {
    /// The rows that can be trusted.
    pub firms: Firms,
    /// The rows set aside, by line.
    pub quarantine: Vec<Quarantined>,
    /// How many rows repeat another.
    pub merged: usize,
    /// Everything noticed, sorted.
    pub findings: Findings,
    /// Where each row stands.
    pub rows: Vec<Row>,
    /// What each column of the file was taken for.
    pub layout: Vec<ReadColumn>,
    /// What stands between cells.
    pub delimiter: u8,
}

/// Checks the rows of `table`, whose `text` is the file at `place`, and parts them. Only fields of `asked` are judged.
pub(super) fn settle(
    mut table: Table,
    text: &str,
    place: &Place,
    asked: &BTreeSet<usize>,
    as_of: Date,
) -> Outcome {
    let idle = idle::columns(&table, asked);
    let mut faults = std::mem::take(&mut table.faults);
    faults.extend(checks::cross(&fields(&table, &idle), as_of));
    // Stable: a row's own faults stay in the order of its columns, those between cells behind them.
    faults.sort_by_key(|fault| fault.row);
    // Of a row that is no firm nothing else is told.
    let no_firms = not_firms::find(&table, text, &faults);
    faults.retain(|fault| no_firms.binary_search_by_key(&fault.row, |other| other.row).is_err());
    let notes = idle::noted(&mut faults, &idle, &table, place);
    table.findings.extend(notes);
    faults.extend(no_firms);
    faults.sort_by_key(|fault| fault.row);
    let mut sound = vec![true; table.rows.len()];
    set_aside(&faults, &mut sound);
    let Duplicates { merged, faults: contradictions } = find_duplicates(&table, &sound);
    set_aside(&contradictions, &mut sound);
    faults.extend(contradictions);
    faults.sort_by_key(|fault| fault.row);

    let quarantine = quarantine(&table, text, &faults, &sound);
    let mut findings = std::mem::take(&mut table.findings);
    findings.extend(faults.into_iter().map(|fault| finding(&table, text, place, fault)).collect());
    for &(row, kept) in &merged {
        sound[row as usize] = false;
        let message = repeats(&table, text, row, kept);
        findings.push(finding(
            &table,
            text,
            place,
            RowFault { row, code: Code::DuplicateRow, column: None, message },
        ));
    }
    let lines = kept(&mut table, &sound);
    findings.extend(slip_findings(&table, &idle, text, place, &lines));
    findings.extend(placeholders(&table, &idle, place, &lines));
    findings.sort();
    let Table { dictionary, id_field, bound, columns, rows, layout, delimiter, .. } = table;
    let mut by_field: Vec<Option<Column>> = vec![None; dictionary.fields.len()];
    for (column, field) in columns.into_iter().zip(bound) {
        if let Some(field) = field {
            by_field[field] = column;
        }
    }
    let firms = Firms { len: lines.len(), dictionary, columns: by_field, id_field, lines };
    Outcome { firms, quarantine, merged: merged.len(), findings, rows, layout, delimiter }
}

fn fields<'a>(table: &'a Table, idle: &'a [bool]) -> Fields<'a> {
    Fields {
        dictionary: &table.dictionary,
        bound: &table.bound,
        columns: &table.columns,
        headers: &table.headers,
        idle,
    }
}

fn set_aside(faults: &[RowFault], sound: &mut [bool]) {
    for fault in faults.iter().filter(|fault| fault.code.severity() == Severity::Error) {
        sound[fault.row as usize] = false;
    }
}

fn find_duplicates(table: &Table, sound: &[bool]) -> Duplicates {
    if !table.dictionary.fields[table.id_field].constraints.unique {
        return Duplicates::default();
    }
    let column = table.bound.iter().position(|&field| field == Some(table.id_field));
    let ids = column.and_then(|column| table.columns[column].as_ref()).and_then(Column::texts);
    let find = |ids| duplicates::find(ids, &table.columns, sound, &table.rows, &table.headers);
    ids.map(find).unwrap_or_default()
}

/// How `row` repeats `kept`: what stands in columns that are not read is lost with it, so that it is named.
fn repeats(table: &Table, text: &str, row: u32, kept: u32) -> String {
    let kept = table.rows[kept as usize];
    let line = kept.line;
    let mut different: Vec<&str> = Vec::new();
    if table.bound.iter().any(Option::is_none) {
        let cells = |row: Row| records::cells(row.of(text), table.delimiter);
        let pairs = cells(kept).zip(cells(table.rows[row as usize]));
        let unread = pairs.zip(&table.headers).zip(&table.bound).filter(|(_, bound)| bound.is_none());
        different
            .extend(unread.filter(|(((a, b), _), _)| a.trim() != b.trim()).map(|((_, header), _)| &**header));
    }
    if different.is_empty() {
        return format!("repeats line {line} in every cell; that row is kept");
    }
    let different = listed(different.iter().copied(), different.len());
    format!("repeats line {line} in every column read, but not in {different}; that row is kept")
}

/// The rows that are not sound, each with all its faults.
fn quarantine(table: &Table, text: &str, faults: &[RowFault], sound: &[bool]) -> Vec<Quarantined> {
    let by_row = faults.chunk_by(|a, b| a.row == b.row);
    let aside = by_row.filter(|faults| faults.first().is_some_and(|fault| !sound[fault.row as usize]));
    aside
        .map(|faults| {
            let row = table.rows[faults[0].row as usize];
            let fault = |fault: &RowFault| Fault {
                code: fault.code,
                column: fault.column.map(|column| table.headers[column].clone()),
                message: fault.message.clone(),
            };
            Quarantined {
                line: row.line,
                faults: faults.iter().map(fault).collect(),
                original: row.of(text).to_owned(),
            }
        })
        .collect()
}

fn finding(table: &Table, text: &str, place: &Place, fault: RowFault) -> Finding {
    let help = help::line(table, text, &fault);
    let mut place = place.clone().at_line(table.rows[fault.row as usize].line);
    if let Some(column) = fault.column {
        place = place.in_column(table.headers[column].clone());
    }
    let finding = Finding::new(fault.code, place, fault.message);
    match help {
        Some(help) => finding.help(help),
        None => finding,
    }
}

/// Drops the rows that are not sound from every column; the lines of those that stay.
fn kept(table: &mut Table, sound: &[bool]) -> Vec<u32> {
    if !sound.iter().all(|&sound| sound) {
        table.columns.par_iter_mut().flatten().for_each(|column| column.retain(sound));
    }
    table.rows.iter().zip(sound).filter(|(_, sound)| **sound).map(|(row, _)| row.line).collect()
}

/// A warning for each amount and each column whose unit seems to have slipped.
fn slip_findings(table: &Table, idle: &[bool], text: &str, place: &Place, lines: &[u32]) -> Findings {
    let fields = fields(table, idle);
    let measures = slips::measures(&fields);
    let whole = slips::columns(&fields, &measures).into_iter().filter(|(column, ..)| !idle[*column]);
    let whole = whole.map(|(column, sibling, decades)| {
        let header = place.clone().in_column(table.headers[column].clone());
        let message =
            format!("the column's median is {} what {} lets expect", times(decades), table.headers[sibling]);
        Finding::new(Code::UnitSlip, header, message).help("check the unit of both columns")
    });
    let cells = slips::cells(&measures, lines.len()).into_iter().filter(|slip| !idle[slip.column]);
    let cells = cells.map(|slip| {
        let line = lines[slip.firm as usize];
        let cell = cell_text(table, text, line, slip.column);
        let header: Arc<str> = table.headers[slip.column].clone();
        let expected = match slip.against {
            Against::Firm => "what this firm's other amounts let expect",
            Against::Column => "the column's median",
        };
        let message = format!("{} is {} {expected}", shown(&cell), times(slip.decades));
        Finding::new(Code::UnitSlip, place.clone().at_line(line).in_column(header), message)
            .help("check the cell's unit; the value was used as it stands")
    });
    whole.chain(cells).collect()
}

/// A warning for each column and each day in it that programs write where none is known.
fn placeholders(table: &Table, idle: &[bool], place: &Place, lines: &[u32]) -> Findings {
    let mut findings = Findings::new();
    let days = table.columns.iter().enumerate().filter(|(column, _)| !idle[*column]);
    let days = days.filter_map(|(column, cells)| Some((column, cells.as_ref()?.dates()?)));
    for (column, cells) in days {
        let mut found: BTreeMap<Date, (usize, u32)> = BTreeMap::new();
        let rows = cells.values.iter().zip(&cells.present).zip(lines);
        for ((day, _), line) in rows.filter(|((day, present), _)| **present && PLACEHOLDERS.contains(day)) {
            found.entry(*day).or_insert((0, *line)).0 += 1;
        }
        for (day, (count, line)) in found {
            let cells = if count == 1 { "1 cell is".to_owned() } else { format!("{count} cells are") };
            let message = format!("{cells} {day}, which programs write where no day is known");
            let header = place.clone().at_line(line).in_column(table.headers[column].clone());
            findings.push(Finding::new(Code::DayPlaceholder, header, message).help(format!(
                "the day was used as it stands; if nothing is known, write `missing = [\"{day}\"]` in the campaign's [firms]"
            )));
        }
    }
    findings
}

/// The text of a cell by its physical line.
fn cell_text(table: &Table, text: &str, line: u32, column: usize) -> String {
    let row = table.rows.binary_search_by_key(&line, |row| row.line).ok().map(|at| table.rows[at]);
    let record = row.map_or("", |row| row.of(text));
    records::cells(record, table.delimiter).nth(column).unwrap_or_default().into_owned()
}

/// `about 10,000 times`, `about 1/1,000 of`.
fn times(decades: i32) -> String {
    let (number, more) = match decades.unsigned_abs() {
        0..=3 => ("1,000", false),
        4 => ("10,000", false),
        5 => ("100,000", false),
        _ => ("1,000,000", true),
    };
    match (decades < 0, more) {
        (false, false) => format!("about {number} times"),
        (false, true) => format!("about {number} or more times"),
        (true, false) => format!("about 1/{number} of"),
        (true, true) => format!("about 1/{number} or less of"),
    }
}
