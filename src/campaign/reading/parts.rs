//! Tables of columns: parts with similar columns share one table, followed by the differences between them.

use super::columns::{Read, ReadPart, first_names};
use crate::campaign::readers::Readers;
use crate::figures::{Cell, Fit, Rows, Section, cut};
use crate::words::{Between, Message, say};

/// Greatest number of distinct values in a row.
const VALUES: usize = 3;
/// Greatest width of a value in columns of a terminal: a credit code fits.
const WIDEST: usize = 18;

/// Parts with similar columns.
struct Group<'a> {
    parts: Vec<&'a ReadPart>,
    rows: Vec<Row<'a>>,
}

/// A column of at least one part of a group.
struct Row<'a> {
    column: &'a Read,
    /// The column in each part of the group, by the part's position; at most one of a part.
    of: Vec<(usize, &'a Read)>,
}

/// The tables of `parts` under a `heading`, or under one of their own.
pub(super) fn sections(parts: &[ReadPart], heading: Option<&Message>, readers: &Readers) -> Vec<Section> {
    let groups = groups(parts);
    let is_named = parts.len() > 1 || heading.is_some();
    groups.iter().map(|group| group.section(heading, is_named, readers)).collect()
}

/// Groups in the order of their first parts. A part joins the first group with whose first part it shares at
/// least half of its columns.
fn groups(parts: &[ReadPart]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for part in parts {
        let is_similar = |group: &&mut Group<'_>| {
            let first = &group.parts[0].columns;
            let is_shared = |column: &&Read| first.iter().any(|other| other.is_like(column));
            let shared = part.columns.iter().filter(is_shared).count();
            2 * shared >= first.len().max(part.columns.len())
        };
        match groups.iter_mut().find(is_similar) {
            Some(group) => group.add(part),
            None => {
                let mut group = Group { parts: Vec::new(), rows: Vec::new() };
                group.add(part);
                groups.push(group);
            }
        }
    }
    groups
}

impl<'a> Group<'a> {
    fn add(&mut self, part: &'a ReadPart) {
        let at = self.parts.len();
        self.parts.push(part);
        let mut behind = 0;
        for column in &part.columns {
            let is_it = |row: &Row<'_>| row.column.is_like(column) && row.of.iter().all(|(of, _)| *of != at);
            match self.rows.iter().position(is_it) {
                Some(row) => {
                    self.rows[row].of.push((at, column));
                    behind = row + 1;
                }
                None => {
                    // A new column stands behind its neighbour.
                    self.rows.insert(behind, Row { column, of: vec![(at, column)] });
                    behind += 1;
                }
            }
        }
    }

    fn section(&self, heading: Option<&Message>, is_named: bool, readers: &Readers) -> Section {
        let names = || first_names(self.parts.iter().map(|part| &*part.part));
        let section = match heading {
            None if !is_named => Section::named(say!(campaign::reading_columns)),
            None => {
                let about = say!(campaign::reading_columns_of, count = self.parts.len(), parts = names());
                Section::named(about.clone()).line(about)
            }
            Some(heading) => {
                let about = say!(campaign::headed, heading = heading.clone(), parts = names());
                Section::named(about.clone()).line(about)
            }
        };
        let is_partial = self.rows.iter().any(|row| row.of.len() < self.parts.len());
        let table = Rows::new(&self.rows)
            .left(say!(campaign::header_column), |row| &*row.column.header)
            .left(say!(campaign::header_field), |row| row.column.fields())
            .fit(Fit::Whole)
            .left(say!(campaign::header_unit), |row| row.column.unit())
            .when(is_partial, |rows| rows.count(say!(campaign::header_parts), |row| row.of.len()))
            .right(say!(campaign::header_filled), |row| self.filled(row))
            .left(say!(campaign::header_values), |row| row.values())
            .fit(Fit::Wrapped)
            .left(say!(campaign::header_readers), |row| row.column.readers(readers))
            .fit(Fit::Wrapped)
            .complete();
        let section = section.lines(self.forms()).table(table);
        self.differences().into_iter().fold(section, Section::hanging)
    }

    /// How the parts were read: a line for all, or for each form.
    fn forms(&self) -> Vec<Message> {
        let mut forms: Vec<(Message, Vec<&str>)> = Vec::new();
        for part in &self.parts {
            let form = part.form();
            match forms.iter_mut().find(|(known, _)| *known == form) {
                Some((_, parts)) => parts.push(&part.part),
                None => forms.push((form, vec![&part.part])),
            }
        }
        if let [(form, _)] = &forms[..] {
            return vec![form.clone()];
        }
        let line = |(form, parts): (Message, Vec<&str>)| {
            say!(campaign::form_of, form = form, parts = first_names(parts.into_iter()))
        };
        forms.into_iter().map(line).collect()
    }

    /// The share of filled cells over all parts with the column, rounded down, so that 100 % means every row.
    fn filled(&self, row: &Row<'_>) -> Cell {
        let filled: Option<usize> = row.of.iter().map(|(_, column)| column.filled).sum();
        let rows: usize = row.of.iter().map(|(at, _)| self.parts[*at].counted).sum();
        filled.map_or(Cell::Missing, |filled| format!("{} %", 100 * filled / rows.max(1)).into())
    }

    /// A line for each column that some parts lack, and for each that is blank in some parts alone.
    fn differences(&self) -> Vec<Message> {
        let mut lines = Vec::new();
        for row in &self.rows {
            let header = &row.column.header;
            let names = |wanted: &dyn Fn(usize) -> bool| {
                let parts = self.parts.iter().enumerate().filter(|(at, _)| wanted(*at));
                let names: Vec<&str> = parts.map(|(_, part)| &*part.part).collect();
                (!names.is_empty()).then(|| first_names(names.into_iter()))
            };
            let column_of = |at: usize| row.of.iter().find(|(of, _)| *of == at).map(|(_, column)| *column);
            let is_rare = 2 * row.of.len() <= self.parts.len();
            lines.extend(names(&|at| column_of(at).is_none()).and_then(|without| {
                match is_rare {
                    true => names(&|at| column_of(at).is_some())
                        .map(|parts| say!(campaign::column_only_in, header = header, parts = parts)),
                    false => Some(say!(campaign::column_not_in, header = header, parts = without)),
                }
            }));
            let is_blank = |at: usize| {
                self.parts[at].counted > 0 && column_of(at).is_some_and(|column| column.filled == Some(0))
            };
            if row.of.iter().any(|(_, column)| column.filled != Some(0)) {
                let blank = names(&is_blank);
                lines.extend(
                    blank.map(|parts| say!(campaign::column_blank_in, header = header, parts = parts)),
                );
            }
        }
        lines
    }
}

impl Row<'_> {
    /// The first distinct values, each cut to a readable width.
    fn values(&self) -> Message {
        let mut values: Vec<&str> = Vec::new();
        for value in self.of.iter().flat_map(|(_, column)| &column.values) {
            if values.len() < VALUES && !values.contains(&&**value) {
                values.push(value);
            }
        }
        Message::joined(Between::Items, values.into_iter().map(|value| cut(value, WIDEST)))
    }
}
