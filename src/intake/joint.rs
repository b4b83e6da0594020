//! The rows of all parts together: duplicates, unit slips and placeholder days.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::checks::Fields;
use super::columns::Mark;
use super::days::PLACEHOLDERS;
use super::duplicates::{self, Duplicates, Named, Repeat};
use super::part::Draft;
use super::reading::Reading;
use super::records::{self, Row};
use super::slips::apart::{self, Apart};
use super::slips::words::times;
use super::slips::{self, Slip, Whole};
use crate::finding::{Code, Finding, Findings, Place, listed};
use crate::firms::Column;
use crate::words::{Message, say};

/// The rows of all parts that have columns, one part after the other.
pub(super) struct Joint<'a> {
    drafts: &'a [Draft],
    /// The first row of each part, and the end.
    starts: Vec<u32>,
}

impl<'a> Joint<'a> {
    pub fn new(drafts: &'a [Draft]) -> Joint<'a> {
        let mut starts = vec![0];
        for draft in drafts {
            starts.push(starts[starts.len() - 1] + draft.table.rows.len() as u32);
        }
        Joint { drafts, starts }
    }

    /// The first row of each part, and the end.
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }

    pub fn len(&self) -> usize {
        self.starts.last().map_or(0, |&end| end as usize)
    }

    /// The part of `row`, and the row's position in it.
    pub fn of(&self, row: u32) -> (usize, u32) {
        // Parts without rows end where they start.
        let part = self.starts.partition_point(|&start| start <= row) - 1;
        (part, row - self.starts[part])
    }

    fn row(&self, row: u32) -> (&'a Draft, Row) {
        let (part, row) = self.of(row);
        let draft = &self.drafts[part];
        (draft, draft.table.rows[row as usize])
    }

    fn place(&self, row: u32) -> Place {
        let (draft, row) = self.row(row);
        draft.origin.place.clone().at_line(row.line)
    }

    /// Whether two rows are of one text file, so that the line is enough to find the other.
    fn is_near(&self, a: u32, b: u32) -> bool {
        let part = self.of(a).0;
        part == self.of(b).0 && self.drafts[part].origin.place.sheet.is_none()
    }

    pub fn duplicates(&self, columns: &[Option<Column>], sound: &[bool]) -> Duplicates {
        let Some(reading) = self.drafts.first().map(|draft| &draft.table.reading) else {
            return Duplicates::default();
        };
        if !reading.dictionary.fields[reading.id_field].constraints.unique {
            return Duplicates::default();
        }
        let ids = columns[reading.id_field].as_ref().and_then(Column::texts);
        ids.map(|ids| duplicates::find(ids, columns, sound, self)).unwrap_or_default()
    }

    /// Notes that a row equals another.
    pub fn note_repeat(&self, repeat: Repeat, findings: &mut Findings) {
        let (draft, row) = self.row(repeat.row);
        let place = draft.origin.place.clone().at_line(row.line);
        let mark = Mark::new(repeat.row, Code::DuplicateRow, None);
        findings.push_with(mark.code, &place, || {
            draft.table.reading.finding(&place, &draft.body.record(row), mark, self.repeats(repeat))
        });
    }

    /// The message for a row equal to the one kept: values in unread columns are lost with it, so they are
    /// named.
    fn repeats(&self, Repeat { row, kept }: Repeat) -> Message {
        let line = self.row(kept).1.line.to_string();
        let place = self.place(kept).to_string();
        let is_near = self.is_near(row, kept);
        let different = self.different_unread(row, kept);
        if different.is_empty() {
            return match is_near {
                true => say!(intake::repeats, line = line),
                false => say!(intake::repeats_at, place = place),
            };
        }
        let columns = listed(different.iter().map(String::as_str), different.len());
        match is_near {
            true => say!(intake::repeats_but, line = line, columns = columns),
            false => say!(intake::repeats_but_at, place = place, columns = columns),
        }
    }

    /// Headers of columns that are not read and differ between two rows, as far as both rows have them.
    fn different_unread(&self, row: u32, kept: u32) -> Vec<String> {
        let unread = |row: u32| {
            let (Draft { table, body, .. }, row) = self.row(row);
            let reading = &table.reading;
            let record = body.record(row);
            let cells = records::cells(&record, reading.plan.delimiter);
            let unread = cells.zip(&reading.headers).zip(&reading.bound).filter(|(_, bound)| bound.is_none());
            unread.map(|((cell, header), _)| (Arc::clone(header), cell.trim().to_owned())).collect::<Vec<_>>()
        };
        if [row, kept].iter().all(|&row| self.row(row).0.table.reading.bound.iter().all(Option::is_some)) {
            return Vec::new();
        }
        let own: BTreeMap<Arc<str>, String> = unread(row).into_iter().collect();
        let differs = |(header, cell): &(Arc<str>, String)| own.get(header).is_some_and(|own| own != cell);
        unread(kept).into_iter().filter(differs).map(|(header, _)| header.to_string()).collect()
    }

    /// Adds a warning for each amount and each column with a suspected unit slip; returns the amounts, each
    /// at its row. Amounts are compared with those of all parts, columns also with the others of their part.
    pub fn slips(
        &self,
        columns: &[Option<Column>],
        kept: &[u32],
        judged: &[bool],
        findings: &mut Findings,
    ) -> Vec<(u32, Slip)> {
        let Some(reading) = self.drafts.first().map(|draft| &draft.table.reading) else { return Vec::new() };
        let idle: Vec<bool> = judged.iter().map(|judged| !judged).collect();
        let bound: Vec<Option<usize>> = (0..columns.len()).map(Some).collect();
        let headers: Vec<Arc<str>> = vec!["".into(); columns.len()];
        let dictionary = &reading.dictionary;
        let like = Fields { dictionary, bound: &bound, columns, headers: &headers, idle: &idle };
        let measures = slips::measures(&like);
        let mut wholes = slips::columns(&like, &measures);
        let is_read = |whole: &Whole| judged[whole.column] || whole.is_either && judged[whole.sibling];
        if self.drafts.len() > 1 {
            let of_part = |part: usize| {
                let rows = kept.partition_point(|&row| row < self.starts[part])
                    ..kept.partition_point(|&row| row < self.starts[part + 1]);
                let rows: Vec<u32> = rows.map(|row| row as u32).collect();
                let amounts = |(field, column): (usize, &Option<Column>)| {
                    column
                        .as_ref()
                        .filter(|_| dictionary.fields[field].unit.is_some())
                        .map(|column| column.take(&rows))
                };
                let columns: Vec<Option<Column>> = columns.iter().enumerate().map(amounts).collect();
                let fields = Fields { columns: &columns, ..like };
                let measures = slips::measures(&fields);
                let mut medians = apart::medians(&measures);
                medians.retain(|median| judged[median.column]);
                (slips::columns(&fields, &measures), medians)
            };
            let parts = (0..self.drafts.len()).map(of_part);
            let (of_parts, medians): (Vec<Vec<Whole>>, Vec<_>) = parts.unzip();
            let apart = apart::parts(&medians);
            for (part, of_part) in of_parts.into_iter().enumerate() {
                for whole in of_part.into_iter().filter(is_read) {
                    wholes.retain(|other| other.column != whole.column);
                    // The part is named once for all of its columns, and for those that do not fit them.
                    let mut own = apart.iter().filter(|apart| apart.part == part);
                    let has = |apart: &Apart, column: usize| apart.columns.contains(&column);
                    if !own.any(|apart| has(apart, whole.column) || has(apart, whole.sibling)) {
                        findings.push(column_slip(&self.drafts[part], whole));
                    }
                }
            }
            for apart in apart {
                wholes.retain(|other| !apart.columns.contains(&other.column));
                findings.push(self.part_slip(&apart));
            }
        }
        for whole in wholes.into_iter().filter(is_read) {
            if let Some(draft) = self.drafts.iter().find(|draft| has_both(draft, whole)) {
                findings.push(column_slip(draft, whole));
            }
        }
        let slips = slips::cells(&measures, kept.len()).into_iter().filter(|slip| judged[slip.column]);
        let slips = slips.filter_map(|slip| {
            let at = kept[slip.firm as usize];
            let (draft, row) = self.row(at);
            let reading = &draft.table.reading;
            let column = reading.bound.iter().position(|&bound| bound == Some(slip.column))?;
            // An amount of a supplement is in no cell of the row.
            let column = Some(column).filter(|&column| column < reading.plan.rules.len())?;
            let slip = Slip { column, ..slip };
            let place = draft.origin.place.clone().at_line(row.line);
            findings.push_with(Code::UnitSlip, &reading.header(&place, column), || {
                reading.slip(&place, &draft.body.record(row), &slip)
            });
            Some((at, slip))
        });
        slips.collect()
    }

    /// The warning for a part whose amounts differ from those of the others.
    fn part_slip(&self, apart: &Apart) -> Finding {
        let Draft { origin, table, .. } = &self.drafts[apart.part];
        let headers = apart.columns.iter().map(|&field| {
            let column = table.reading.bound.iter().position(|&bound| bound == Some(field));
            let title = || table.reading.dictionary.fields[field].title.clone();
            column.map_or_else(title, |column| table.reading.headers[column].to_string())
        });
        let headers = listed(headers, apart.columns.len());
        let ratio = times(apart.decades);
        let message = match apart.other {
            Some(other) => {
                let other = self.drafts[other].origin.place.to_string();
                say!(intake::slip_part_two, ratio = ratio, other = other, columns = headers)
            }
            None => say!(intake::slip_part, ratio = ratio, columns = headers),
        };
        let help = say!(intake::slip_part_help);
        Finding::new(Code::UnitSlip, origin.place.clone(), message).help(help)
    }

    /// A warning for each part, each column of days and each placeholder day in it.
    pub fn placeholders(&self, columns: &[Option<Column>], kept: &[u32], judged: &[bool]) -> Findings {
        let mut findings = Findings::new();
        let days = columns.iter().enumerate().filter(|(field, _)| judged[*field]);
        let days = days.filter_map(|(field, cells)| Some((field, cells.as_ref()?.dates()?)));
        for (field, cells) in days {
            let mut found: BTreeMap<(usize, Date), (usize, u32)> = BTreeMap::new();
            let rows = cells.values.par_iter().zip(&cells.present).zip(kept).with_min_len(4096);
            let rows = rows.filter(|((day, present), _)| **present && PLACEHOLDERS.contains(day));
            let rows: Vec<(Date, u32)> = rows.map(|((day, _), &row)| (*day, row)).collect();
            for (day, row) in rows {
                found.entry((self.of(row).0, day)).or_insert((0, row)).0 += 1;
            }
            for ((part, day), (count, row)) in found {
                let reading = &self.drafts[part].table.reading;
                let column = reading.bound.iter().position(|&bound| bound == Some(field));
                let place = self.place(row);
                let place = column.map_or(place.clone(), |column| reading.header(&place, column));
                let message = say!(intake::placeholder, count = count, day = day);
                let help = say!(intake::placeholder_help, day = day.to_string());
                findings.push(Finding::new(Code::DayPlaceholder, place, message).help(help));
            }
        }
        findings
    }
}

impl Named for Joint<'_> {
    fn is_near(&self, a: u32, b: u32) -> bool {
        Joint::is_near(self, a, b)
    }

    fn line(&self, row: u32) -> u32 {
        self.row(row).1.line
    }

    fn place(&self, row: u32) -> String {
        Joint::place(self, row).to_string()
    }

    fn header(&self, field: usize, row: u32) -> String {
        let reading: &Reading = &self.row(row).0.table.reading;
        match reading.bound.iter().position(|&bound| bound == Some(field)) {
            Some(column) => reading.headers[column].to_string(),
            None => reading.dictionary.fields[field].title.clone(),
        }
    }
}

/// Whether the part has columns of both fields of `whole`.
fn has_both(draft: &Draft, whole: Whole) -> bool {
    let bound = &draft.table.reading.bound;
    [whole.column, whole.sibling].iter().all(|&field| bound.contains(&Some(field)))
}

/// The warning for a column of the part; `whole` has positions of fields.
fn column_slip(draft: &Draft, whole: Whole) -> Finding {
    let (place, reading) = (&draft.origin.place, &draft.table.reading);
    let at = |field: usize| reading.bound.iter().position(|&bound| bound == Some(field));
    let header = |field: usize| match at(field) {
        Some(column) => reading.headers[column].to_string(),
        None => reading.dictionary.fields[field].title.clone(),
    };
    let given = at(whole.column).and_then(|column| reading.given(column));
    let (own, sibling) = (header(whole.column), header(whole.sibling));
    let (place, message) = if whole.is_either {
        let [ratio, inverse] = [whole.decades, -whole.decades].map(times);
        let message =
            say!(intake::slip_either, own = own, ratio = ratio, sibling = sibling, inverse = inverse);
        let given = given.map(|given| Place { column: None, ..given.clone() });
        (given.unwrap_or_else(|| place.clone()), message)
    } else {
        let own = || at(whole.column).map_or(place.clone(), |column| reading.header(place, column));
        let header = given.cloned().unwrap_or_else(own);
        (header, say!(intake::slip_column, ratio = times(whole.decades), sibling = sibling))
    };
    Finding::new(Code::UnitSlip, place, message).help(say!(intake::slip_column_help))
}
