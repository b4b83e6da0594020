//! From read rows to their outcome: firms, quarantined rows, and all findings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ReadColumn;
use super::cells::shown;
use super::checks;
use super::columns::Mark;
use super::days::PLACEHOLDERS;
use super::duplicates::{self, Duplicates, Repeat};
use super::idle;
use super::not_firms;
use super::reading::{Marked, Reading};
use super::records::{self, Row};
use super::slips::{self, Against, Slip, Whole};
use super::table::{Short, Table};
use crate::finding::{Code, Finding, Findings, MOST_ALIKE, Place, Severity, listed};
use crate::firms::{Column, Firms};
use crate::words::{Message, say};

/// The outcome of a file's rows.
#[derive(Debug)]
pub(super) struct Outcome {
    pub firms: Firms,
    /// Positions of the quarantined rows, ascending.
    pub aside: Vec<u32>,
    /// Faults and suspicions by row.
    pub noticed: Noticed,
    /// Number of rows equal to another.
    pub merged: usize,
    /// All findings, sorted.
    pub findings: Findings,
    /// The field and unit of each column of the file.
    pub layout: Vec<ReadColumn>,
}

/// Findings of rows, in a few bytes each.
#[derive(Debug)]
pub(super) struct Noticed {
    pub reading: Reading,
    /// The position of each row in the text.
    pub rows: Vec<Row>,
    /// Faults in the order of rows.
    pub marks: Vec<Mark>,
    /// Messages of marks that depend on other rows.
    told: BTreeMap<(u32, Code), Message>,
    /// Suspected unit slips, each at a firm's line, in unspecified order.
    slips: Vec<(u32, Slip)>,
    /// The as-of day that rows' days are checked against.
    as_of: Date,
}

/// Checks the rows of `table`, whose `text` is the file at `place`, and separates firms from quarantined
/// rows. Only fields in `asked` are judged.
pub(super) fn settle(
    mut table: Table,
    text: &str,
    place: &Place,
    asked: &BTreeSet<usize>,
    as_of: Date,
) -> Outcome {
    let mut marks = marks(&mut table, text, place, asked, as_of);
    let mut sound = vec![true; table.rows.len()];
    set_aside(&marks, &mut sound);
    let Duplicates { merged, faults: contradictions, told } = find_duplicates(&table, &sound);
    set_aside(&contradictions, &mut sound);
    marks.extend(contradictions);
    let aside = (0..).zip(&sound).filter(|(_, sound)| !**sound).map(|(row, _)| row).collect();
    let mut findings = std::mem::take(&mut table.findings);
    for &repeat in &merged {
        sound[repeat.row as usize] = false;
        note_repeat(&table, text, place, repeat, &mut findings);
    }
    let lines = kept(&mut table, &sound);
    let slips = slip_findings(&table, text, place, &lines, &mut findings);
    findings.extend(placeholders(&table, place, &lines));
    let told = told.into_iter().map(|(mark, message)| ((mark.row, mark.code), message)).collect();
    let Table { reading, columns, rows, layout, short, .. } = table;
    let mut numbered = Numbered { rows, marks, aside, told };
    if let Some(short) = short {
        numbered = numbered.with_short(short);
    }
    let Numbered { rows, mut marks, aside, told } = numbered;
    marks.sort_by_key(|mark| mark.row);

    let mut by_field: Vec<Option<Column>> = vec![None; reading.dictionary.fields.len()];
    for (column, field) in columns.into_iter().zip(&reading.bound) {
        if let Some(field) = *field {
            by_field[field] = column;
        }
    }
    let (dictionary, id_field) = (reading.dictionary.clone(), reading.id_field);
    let firms = Firms { len: lines.len(), dictionary, columns: by_field, id_field, lines };
    let noticed = Noticed { reading, rows, marks, told, slips, as_of };
    noticed.of_rows(text, place, &mut findings);
    findings.sort();
    Outcome { firms, aside, noticed, merged: merged.len(), findings, layout }
}

/// Faults of single rows, in row order.
fn marks(table: &mut Table, text: &str, place: &Place, asked: &BTreeSet<usize>, as_of: Date) -> Vec<Mark> {
    table.reading.idle = idle::columns(&table.reading, asked);
    let mut marks = std::mem::take(&mut table.marks);
    marks.extend(checks::cross(&table.reading.fields(&table.columns), as_of, &|mark, _| mark));
    // Stable: a row's own faults stay in column order, followed by those between cells.
    marks.sort_by_key(|mark| mark.row);
    // A row that is no firm has no further fault.
    let look = table.reading.look(&table.columns);
    let no_firms =
        look.as_ref().map(|look| not_firms::find(look, text, &table.rows, &marks)).unwrap_or_default();
    marks.retain(|mark| no_firms.binary_search_by_key(&mark.row, |other| other.row).is_err());
    if let (Some(look), Some(short)) = (&look, &mut table.short) {
        not_firms::find_short(look, text, &short.all, &mut short.marks);
    }
    let notes = idle::noted(&mut marks, table, text, place, as_of);
    table.findings.extend(notes);
    marks.extend(no_firms);
    marks.sort_by_key(|mark| mark.row);
    marks
}

/// Notes that a row equals another.
fn note_repeat(table: &Table, text: &str, place: &Place, repeat: Repeat, findings: &mut Findings) {
    let row = table.rows[repeat.row as usize];
    let place = place.clone().at_line(row.line);
    let mark = Mark::new(repeat.row, Code::DuplicateRow, None);
    findings.push_with(mark.code, &place, || {
        let message = repeats(table, text, repeat);
        table.reading.finding(&place, row.line, row.of(text), mark, message)
    });
}

/// Rows with their findings by position.
struct Numbered {
    rows: Vec<Row>,
    marks: Vec<Mark>,
    /// Quarantined rows, ascending.
    aside: Vec<u32>,
    told: BTreeMap<(u32, Code), Message>,
}

impl Numbered {
    /// Adds the rows that were too short to be read, and numbers all rows as in the file.
    fn with_short(self, short: Short) -> Numbered {
        let at = |row: u32| short.at[row as usize];
        let own = short.marks.iter().map(|mark| mark.row);
        let mut aside: Vec<u32> = self.aside.into_iter().map(at).chain(own).collect();
        aside.sort_unstable();
        let told = self.told.into_iter().map(|((row, code), text)| ((at(row), code), text)).collect();
        let marks = self.marks.into_iter().map(|mark| mark.at(at(mark.row)));
        let marks = marks.chain(short.marks.iter().copied()).collect();
        Numbered { rows: short.all, marks, aside, told }
    }
}

impl Noticed {
    /// The faults of the row at position `row`.
    pub fn marks_of(&self, row: u32) -> &[Mark] {
        let first = self.marks.partition_point(|mark| mark.row < row);
        let marks = &self.marks[first..];
        &marks[..marks.partition_point(|mark| mark.row == row)]
    }

    /// The messages of each mark of each of `rows`.
    pub fn said(&self, rows: &[Marked<'_>]) -> Vec<Vec<Message>> {
        let mut said = self.reading.said(rows, Some(self.as_of));
        for (row, messages) in rows.iter().zip(&mut said) {
            for (mark, message) in row.marks.iter().zip(messages) {
                if let Some(told) = self.told.get(&(mark.row, mark.code)) {
                    message.clone_from(told);
                }
            }
        }
        said
    }

    /// Adds a finding for each mark to `findings`: the first ones of a code and column, and the number of the
    /// others.
    fn of_rows(&self, text: &str, place: &Place, findings: &mut Findings) {
        let mut seen: FxHashMap<(Code, Option<usize>), usize> = FxHashMap::default();
        let mut first: Vec<Mark> = Vec::new();
        for mark in &self.marks {
            let seen = seen.entry((mark.code, mark.column())).or_default();
            *seen += 1;
            if *seen <= MOST_ALIKE {
                first.push(*mark);
            }
        }
        let record = |row: u32| self.rows[row as usize].of(text);
        let by_row = first.chunk_by(|a, b| a.row == b.row);
        let rows: Vec<Marked<'_>> =
            by_row.map(|marks| Marked { record: record(marks[0].row), marks }).collect();
        for (row, messages) in rows.iter().zip(self.said(&rows)) {
            for (&mark, message) in row.marks.iter().zip(messages) {
                let line = self.rows[mark.row as usize].line;
                findings.push(self.reading.finding(place, line, row.record, mark, message));
            }
        }
        for ((code, column), seen) in seen {
            let header = column.map(|column| self.reading.headers[column].clone());
            let place = header.map_or(place.clone(), |header| place.clone().in_column(header));
            findings.omit(code, &place, seen.saturating_sub(MOST_ALIKE));
        }
    }

    /// Findings of the row `record` at position `row`, which begins on `line` of the file at `place`.
    pub fn of_row(&self, row: u32, line: u32, record: &str, place: &Place) -> Vec<Finding> {
        let marked = Marked { record, marks: self.marks_of(row) };
        let said = self.said(std::slice::from_ref(&marked)).into_iter().flatten();
        let marks = marked.marks.iter().zip(said);
        let marks = marks.map(|(mark, message)| self.reading.finding(place, line, record, *mark, message));
        let slips = self.slips.iter().filter(|(at, _)| *at == line);
        marks.chain(slips.map(|(_, slip)| slip_finding(&self.reading, place, line, record, slip))).collect()
    }
}

fn set_aside(marks: &[Mark], sound: &mut [bool]) {
    for mark in marks.iter().filter(|mark| mark.code.severity() == Severity::Error) {
        sound[mark.row as usize] = false;
    }
}

fn find_duplicates(table: &Table, sound: &[bool]) -> Duplicates {
    if !table.reading.dictionary.fields[table.reading.id_field].constraints.unique {
        return Duplicates::default();
    }
    let column = table.reading.bound.iter().position(|&field| field == Some(table.reading.id_field));
    let ids = column.and_then(|column| table.columns[column].as_ref()).and_then(Column::texts);
    let find = |ids| duplicates::find(ids, &table.columns, sound, &table.rows, &table.reading.headers);
    ids.map(find).unwrap_or_default()
}

/// The message for a row equal to the one kept: values in unread columns are lost with it, so they are named.
fn repeats(table: &Table, text: &str, repeat: Repeat) -> Message {
    let kept = table.rows[repeat.kept as usize];
    let line = kept.line.to_string();
    let mut different: Vec<&str> = Vec::new();
    if table.reading.bound.iter().any(Option::is_none) {
        let cells = |row: Row| records::cells(row.of(text), table.reading.plan.delimiter);
        let pairs = cells(kept).zip(cells(table.rows[repeat.row as usize]));
        let unread =
            pairs.zip(&table.reading.headers).zip(&table.reading.bound).filter(|(_, bound)| bound.is_none());
        different
            .extend(unread.filter(|(((a, b), _), _)| a.trim() != b.trim()).map(|((_, header), _)| &**header));
    }
    if different.is_empty() {
        return say!(intake::repeats, line = line);
    }
    let columns = listed(different.iter().copied(), different.len());
    say!(intake::repeats_but, line = line, columns = columns)
}

/// Drops the rows that are not sound from every column; returns the lines of the others.
fn kept(table: &mut Table, sound: &[bool]) -> Vec<u32> {
    if !sound.iter().all(|&sound| sound) {
        table.columns.par_iter_mut().flatten().for_each(|column| column.retain(sound));
    }
    table.rows.iter().zip(sound).filter(|(_, sound)| **sound).map(|(row, _)| row.line).collect()
}

/// Adds a warning for each amount and each column with a suspected unit slip; returns the amounts, each at
/// its line.
fn slip_findings(
    table: &Table,
    text: &str,
    place: &Place,
    lines: &[u32],
    findings: &mut Findings,
) -> Vec<(u32, Slip)> {
    let reading = &table.reading;
    let fields = reading.fields(&table.columns);
    let measures = slips::measures(&fields);
    let idle = &reading.idle;
    let is_read = |whole: &Whole| !idle[whole.column] || whole.is_either && !idle[whole.sibling];
    for whole in slips::columns(&fields, &measures).into_iter().filter(is_read) {
        let (own, sibling) = (&reading.headers[whole.column], &reading.headers[whole.sibling]);
        let header = place.clone().in_column(own.clone());
        let (header, message) = if whole.is_either {
            let [ratio, inverse] = [whole.decades, -whole.decades].map(times);
            let message =
                say!(intake::slip_either, own = own, ratio = ratio, sibling = sibling, inverse = inverse);
            (place.clone(), message)
        } else {
            (header, say!(intake::slip_column, ratio = times(whole.decades), sibling = sibling))
        };
        let help = say!(intake::slip_column_help);
        findings.push(Finding::new(Code::UnitSlip, header, message).help(help));
    }
    let slips = slips::cells(&measures, lines.len()).into_iter().filter(|slip| !idle[slip.column]);
    let slips = slips.map(|slip| {
        let line = lines[slip.firm as usize];
        let header = reading.headers[slip.column].clone();
        let at = place.clone().at_line(line).in_column(header);
        findings.push_with(Code::UnitSlip, &at, || {
            let row = table.rows.binary_search_by_key(&line, |row| row.line).ok().map(|at| table.rows[at]);
            let record = row.map_or("", |row| row.of(text));
            slip_finding(reading, place, line, record, &slip)
        });
        (line, slip)
    });
    slips.collect()
}

/// A warning for each column and each placeholder day in it.
fn placeholders(table: &Table, place: &Place, lines: &[u32]) -> Findings {
    let mut findings = Findings::new();
    let days = table.columns.iter().enumerate().filter(|(column, _)| !table.reading.idle[*column]);
    let days = days.filter_map(|(column, cells)| Some((column, cells.as_ref()?.dates()?)));
    for (column, cells) in days {
        let mut found: BTreeMap<Date, (usize, u32)> = BTreeMap::new();
        let rows = cells.values.iter().zip(&cells.present).zip(lines);
        for ((day, _), line) in rows.filter(|((day, present), _)| **present && PLACEHOLDERS.contains(day)) {
            found.entry(*day).or_insert((0, *line)).0 += 1;
        }
        for (day, (count, line)) in found {
            let header = place.clone().at_line(line).in_column(table.reading.headers[column].clone());
            let message = say!(intake::placeholder, count = count, day = day);
            let help = say!(intake::placeholder_help, day = day.to_string());
            findings.push(Finding::new(Code::DayPlaceholder, header, message).help(help));
        }
    }
    findings
}

/// The warning for one amount, in the row `record` that begins on `line`.
fn slip_finding(reading: &Reading, place: &Place, line: u32, record: &str, slip: &Slip) -> Finding {
    let cell = records::cells(record, reading.plan.delimiter).nth(slip.column).unwrap_or_default();
    let header: Arc<str> = reading.headers[slip.column].clone();
    let (cell, ratio) = (shown(&cell), times(slip.decades));
    let message = match slip.against {
        Against::Firm => say!(intake::slip_firm, cell = cell, ratio = ratio),
        Against::Column => say!(intake::slip_among, cell = cell, ratio = ratio),
    };
    Finding::new(Code::UnitSlip, place.clone().at_line(line).in_column(header), message)
        .help(say!(intake::slip_help))
}

/// `about 10,000 times`, `about 1/1,000 of`.
fn times(decades: i32) -> Message {
    let (number, more) = match decades.unsigned_abs() {
        0..=3 => ("1,000", false),
        4 => ("10,000", false),
        5 => ("100,000", false),
        _ => ("1,000,000", true),
    };
    match (decades < 0, more) {
        (false, false) => say!(intake::ratio_times, number = number),
        (false, true) => say!(intake::ratio_times_more, number = number),
        (true, false) => say!(intake::ratio_part, number = number),
        (true, true) => say!(intake::ratio_part_less, number = number),
    }
}
