//! From read rows to their outcome: firms, quarantined rows, and all findings.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use super::columns::Mark;
use super::duplicates::Duplicates;
use super::joint::Joint;
use super::part::{Draft, Part, Parts};
use super::slips::Slip;
use super::table::{Short, Table};
use super::{Layout, checks, corrections, idle, not_firms, profile};
use crate::finding::Findings;
use crate::firms::{Column, Dictionary, Firms};
use crate::words::Message;

/// The outcome of a cohort's rows.
#[derive(Debug)]
pub(super) struct Outcome {
    pub firms: Firms,
    pub parts: Parts,
    /// Positions of the quarantined rows, ascending.
    pub aside: Vec<u32>,
    /// Number of rows equal to another.
    pub merged: usize,
    /// All findings, sorted.
    pub findings: Findings,
}

/// Checks the rows of `drafts`, the parts of one cohort, and separates firms from quarantined rows. Only
/// fields in `asked` are judged.
pub(super) fn settle(
    mut drafts: Vec<Draft>,
    dictionary: &Dictionary,
    asked: &BTreeSet<usize>,
    as_of: Date,
) -> Outcome {
    drafts.iter_mut().for_each(|draft| note_years(draft, as_of));
    let marks: Vec<Vec<Mark>> = drafts.par_iter_mut().map(|draft| marks(draft, asked, as_of)).collect();
    let told_of_parts: Vec<_> = drafts.iter_mut().map(|draft| std::mem::take(&mut draft.told)).collect();
    let mut columns = by_field(&mut drafts);
    let joint = Joint::new(&drafts);
    let mut sound = vec![true; joint.len()];
    for (marks, &start) in marks.iter().zip(joint.starts()) {
        set_aside(marks, start, &mut sound);
    }
    let Duplicates { merged, faults: contradictions, told } = joint.duplicates(&columns, &sound);
    set_aside(&contradictions, 0, &mut sound);
    let aside: Vec<bool> = sound.iter().map(|sound| !sound).collect();
    let mut findings = Findings::new();
    for &repeat in &merged {
        sound[repeat.row as usize] = false;
        joint.note_repeat(repeat, &mut findings);
    }
    if !sound.iter().all(|&sound| sound) {
        columns.par_iter_mut().flatten().for_each(|column| column.retain(&sound));
    }
    let kept: Vec<u32> = (0..).zip(&sound).filter(|(_, sound)| **sound).map(|(row, _)| row).collect();
    let judged: Vec<bool> = (0..columns.len()).map(|field| asked.contains(&field)).collect();
    let slips = joint.slips(&columns, &kept, &judged, &mut findings);
    findings.extend(joint.placeholders(&columns, &kept, &judged));

    let mut noticed: Vec<Noticed> = marks.into_iter().zip(told_of_parts).map(Noticed::new).collect();
    for mark in contradictions {
        let (part, row) = joint.of(mark.row);
        noticed[part].marks.push(mark.at(row));
    }
    for (mark, message) in told {
        let (part, row) = joint.of(mark.row);
        noticed[part].told.insert(mark.at(row), message);
    }
    for (row, slip) in slips {
        let (part, row) = joint.of(row);
        noticed[part].slips.push((row, slip));
    }
    for (row, _) in aside.iter().enumerate().filter(|(_, aside)| **aside) {
        let (part, row) = joint.of(row as u32);
        noticed[part].aside.push(row);
    }
    let starts = joint.starts().to_vec();
    let id_field = dictionary.position(&dictionary.primary_key).unwrap_or_default();
    let dictionary = dictionary.clone();
    let (parts, aside, numbers) = numbered(drafts, noticed, as_of, &mut findings);
    let firms = Firms {
        len: kept.len(),
        dictionary,
        columns,
        id_field,
        rows: among(kept, &starts, &numbers),
        facts: Vec::new(),
    };
    parts.iter().for_each(|part| findings.extend(part.findings()));
    findings.sort();
    Outcome { firms, parts, aside, merged: merged.len(), findings }
}

/// The rows `kept` as numbered; `starts` are the first rows of the parts.
fn among(mut kept: Vec<u32>, starts: &[u32], numbers: &[Numbers]) -> Vec<u32> {
    let mut rest = kept.as_mut_slice();
    for (part, numbers) in starts.windows(2).zip(numbers) {
        let (own, others) = rest.split_at_mut(rest.partition_point(|&row| row < part[1]));
        if numbers.at.is_some() || numbers.first != part[0] {
            own.iter_mut().for_each(|row| *row = numbers.of(*row - part[0]));
        }
        rest = others;
    }
    kept
}

/// Warns of columns whose headers name another year than that of the as-of day, or are not read for a year.
fn note_years(draft: &mut Draft, as_of: Date) {
    let Draft { table, .. } = draft;
    let notes = table.dated.iter().filter_map(|dated| {
        let place = table.reading.header(&table.header, dated.column);
        dated.finding(&table.reading.headers[dated.column], place, as_of, "[firms.columns]")
    });
    let notes: Findings = notes.collect();
    table.findings.extend(notes);
}

/// Faults of single rows, in row order.
fn marks(draft: &mut Draft, asked: &BTreeSet<usize>, as_of: Date) -> Vec<Mark> {
    let Draft { table, body, origin, told, .. } = draft;
    table.reading.idle = idle::columns(&table.reading, asked);
    let mut marks = std::mem::take(&mut table.marks);
    let fields = table.reading.fields(&table.columns);
    if table.columns.len() > table.reading.plan.rules.len() {
        // A value of a supplement is not in the row, from which the message would be made again.
        let crossed = checks::cross(&fields, as_of, &|mark, message| (mark, message()));
        for (mark, message) in crossed {
            told.insert(mark, message);
            marks.push(mark);
        }
    } else {
        marks.extend(checks::cross(&fields, as_of, &|mark, _| mark));
    }
    // Stable: a row's own faults stay in column order, followed by those between cells.
    marks.sort_by_key(|mark| mark.row);
    // A row that is no firm has no further fault.
    let look = table.reading.look(&table.columns);
    let no_firms =
        look.as_ref().map(|look| not_firms::find(look, body, &table.rows, &marks)).unwrap_or_default();
    table.filled = profile::filled(table, &marks, &no_firms);
    marks.retain(|mark| no_firms.binary_search_by_key(&mark.row, |other| other.row).is_err());
    if let (Some(look), Some(short)) = (&look, &mut table.short) {
        not_firms::find_short(look, body, &short.all, &mut short.marks);
    }
    let notes = idle::noted(&mut marks, table, body, &origin.place, as_of);
    table.findings.extend(notes);
    marks.extend(no_firms);
    marks.sort_by_key(|mark| mark.row);
    marks
}

/// The columns of all parts by field, one under the other.
fn by_field(drafts: &mut [Draft]) -> Vec<Option<Column>> {
    let fields = drafts.first().map_or(0, |draft| draft.table.reading.dictionary.fields.len());
    let total: usize = drafts.iter().map(|draft| draft.table.rows.len()).sum();
    let mut taken: Vec<Vec<Option<Column>>> = vec![vec![]; fields];
    for draft in drafts.iter_mut() {
        let Table { columns, reading, .. } = &mut draft.table;
        taken.iter_mut().for_each(|of_field| of_field.push(None));
        for (column, field) in columns.iter_mut().zip(&reading.bound) {
            if let Some(slot) = field.and_then(|field| taken[field].last_mut()) {
                *slot = column.take();
            }
        }
    }
    let lens: Vec<usize> = drafts.iter().map(|draft| draft.table.rows.len()).collect();
    let dictionary = drafts.first().map(|draft| &draft.table.reading.dictionary);
    let joined = taken.into_par_iter().enumerate().map(|(field, mut parts)| {
        if parts.len() <= 1 {
            return parts.pop().flatten();
        }
        let kind = dictionary?.fields[field].kind();
        parts.iter().any(Option::is_some).then(|| {
            let mut joined = Column::with_capacity(kind, total);
            for (part, &len) in parts.into_iter().zip(&lens) {
                joined.append(part.unwrap_or_else(|| Column::missing(kind, len)));
            }
            joined
        })
    });
    joined.collect()
}

fn set_aside(marks: &[Mark], start: u32, sound: &mut [bool]) {
    for mark in marks.iter().filter(|mark| mark.code.sets_aside()) {
        sound[(start + mark.row) as usize] = false;
    }
}

/// What was noticed in the rows of one part.
struct Noticed {
    marks: Vec<Mark>,
    told: BTreeMap<Mark, Message>,
    slips: Vec<(u32, Slip)>,
    /// Quarantined rows, ascending.
    aside: Vec<u32>,
}

impl Noticed {
    fn new((marks, told): (Vec<Mark>, BTreeMap<Mark, Message>)) -> Noticed {
        Noticed { marks, told, slips: Vec::new(), aside: Vec::new() }
    }
}

/// The position of a part's rows with columns among the rows of all parts.
struct Numbers {
    first: u32,
    /// Positions in the part, where some rows have no columns.
    at: Option<Vec<u32>>,
}

impl Numbers {
    fn in_part(&self, row: u32) -> u32 {
        self.at.as_ref().map_or(row, |at| at[row as usize])
    }

    fn of(&self, row: u32) -> u32 {
        self.first + self.in_part(row)
    }
}

/// The parts with their rows numbered as in the files, those included that were too short to be read; the
/// quarantined rows among all; and the new position of each row.
fn numbered(
    drafts: Vec<Draft>,
    noticed: Vec<Noticed>,
    as_of: Date,
    findings: &mut Findings,
) -> (Parts, Vec<u32>, Vec<Numbers>) {
    let (mut parts, mut all_aside, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    let mut first = 0;
    for (draft, noticed) in drafts.into_iter().zip(noticed) {
        let Draft { origin, form, table, body, corrects, .. } = draft;
        let Table { reading, layout, rows, short, filled, findings: of_header, .. } = table;
        findings.extend(of_header);
        let (rows, short_marks, at) = match short {
            Some(Short { all, at, marks }) => (all, marks, Some(at)),
            None => (rows, Vec::new(), None),
        };
        let number = Numbers { first, at };
        let Noticed { marks, told, slips, mut aside } = noticed;
        let mut marks: Vec<Mark> = marks.into_iter().map(|mark| mark.at(number.in_part(mark.row))).collect();
        aside.iter_mut().for_each(|row| *row = number.in_part(*row));
        aside.extend(short_marks.iter().map(|mark| mark.row));
        aside.sort_unstable();
        all_aside.extend(aside.into_iter().map(|row| first + row));
        marks.extend(short_marks);
        marks.sort_by_key(|mark| mark.row);
        let told = told.into_iter().map(|(mark, text)| (mark.at(number.in_part(mark.row)), text)).collect();
        let slips = slips.into_iter().map(|(row, slip)| (number.in_part(row), slip)).collect();
        let layout = Layout { form, delimiter: char::from(reading.plan.delimiter), columns: layout };
        let len = rows.len() as u32;
        let is_correction = corrects.is_some();
        let row_numbers = corrections::row_numbers(reading.own_headers()).filter(|_| is_correction);
        let part = Part {
            origin,
            layout,
            reading,
            body,
            rows,
            filled,
            marks,
            told,
            slips,
            as_of,
            first,
            is_correction,
            row_numbers,
        };
        parts.push(part);
        numbers.push(number);
        first += len;
    }
    (Parts::new(parts), all_aside, numbers)
}
