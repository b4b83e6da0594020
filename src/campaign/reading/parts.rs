//! The table of all columns of some parts: a row for each header and unit of a field. Columns of different
//! parts that are read alike share a row.

use std::collections::BTreeSet;

use super::columns::{Read, ReadPart, first_names};
use crate::campaign::readers::Readers;
use crate::figures::{Cell, Rows, Section, cut};
use crate::words::{Between, Message, Percent, say};

/// Greatest number of distinct values in a row.
const VALUES: usize = 3;
/// Greatest width of a value in columns of a terminal: a credit code fits.
const WIDEST: usize = 18;

/// Parts with the rows of their table.
struct Columns<'a> {
    parts: &'a [ReadPart],
    rows: Vec<Row<'a>>,
}

/// A column of at least one part.
struct Row<'a> {
    column: &'a Read,
    /// The column in each part that has it, by the part's position, in ascending order.
    of: Vec<(usize, &'a Read)>,
}

/// The table of the columns of `parts` under a `heading`, or under one of its own; none without parts.
pub(super) fn section(parts: &[ReadPart], heading: Option<&Message>, readers: &Readers) -> Option<Section> {
    (!parts.is_empty()).then(|| Columns::new(parts).section(heading, readers))
}

impl<'a> Columns<'a> {
    fn new(parts: &'a [ReadPart]) -> Columns<'a> {
        let mut rows: Vec<Row<'a>> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let mut behind = 0;
            for column in &part.columns {
                let is_free = |row: &Row<'_>| row.of.last().is_none_or(|(last, _)| *last != at);
                let known = rows.iter().position(|row| row.column.is_like(column) && is_free(row));
                let of_field = |row: &Row<'_>| row.column.is_of_one_field(column);
                match known {
                    Some(row) => rows[row].of.push((at, column)),
                    None => {
                        // Behind the other columns of its field, else behind its neighbour.
                        let place = rows.iter().rposition(of_field).map_or(behind, |row| row + 1);
                        rows.insert(place, Row { column, of: vec![(at, column)] });
                    }
                }
                behind = rows.iter().rposition(of_field).or(known).map_or(behind, |row| row) + 1;
            }
        }
        Columns { parts, rows }
    }

    fn section(&self, heading: Option<&Message>, readers: &Readers) -> Section {
        let names = || first_names(self.parts.iter().map(|part| &*part.part));
        let section = match heading {
            None if self.parts.len() == 1 => Section::named(say!(campaign::reading_columns)),
            None => {
                let about = say!(campaign::reading_columns_of, count = self.parts.len(), parts = names());
                Section::named(about.clone()).line(about)
            }
            Some(heading) => {
                let about = say!(campaign::headed, heading = heading.clone(), parts = names());
                Section::named(about.clone()).line(about)
            }
        };
        let short = short_names(self.parts);
        let rows = self.rows.iter().enumerate().map(|(at, row)| {
            let before = at.checked_sub(1).map(|before| self.rows[before].column);
            (row, before.is_some_and(|before| before.is_of_one_field(row.column)))
        });
        let is_partial = self.rows.iter().any(|row| row.of.len() < self.parts.len());
        let table = Rows::new(rows)
            .left(say!(campaign::header_column), |(row, _)| &*row.column.header)
            .left(say!(campaign::header_field), |(row, _)| row.column.fields())
            .left(say!(campaign::header_unit), |(row, _)| row.column.unit())
            .when(is_partial, |rows| rows.left(say!(campaign::header_parts), |(row, _)| row.parts(&short)))
            .right(say!(campaign::header_filled), |(row, _)| self.filled(row))
            .left(say!(campaign::header_values), |(row, _)| row.values())
            .left(say!(campaign::header_readers), |(row, is_further)| match is_further {
                true => say!(campaign::read_by_same),
                false => row.column.readers(readers),
            })
            .complete();
        let section = section.lines(self.forms()).table(table);
        self.blank(&short).into_iter().fold(section, Section::hanging)
    }

    /// How the parts were read: a line for all, or for each form.
    fn forms(&self) -> Vec<Message> {
        let mut forms: Vec<(Message, Vec<&str>)> = Vec::new();
        for part in self.parts {
            let form = part.form();
            match forms.iter_mut().find(|(known, _)| *known == form) {
                Some((_, parts)) => parts.push(&*part.part),
                None => forms.push((form, vec![&*part.part])),
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
        let rows = row.of.iter().map(|(at, column)| column.rows.unwrap_or(self.parts[*at].counted));
        let rows: usize = rows.sum();
        filled.map_or(Cell::Missing, |filled| Percent::new(100 * filled / rows.max(1)).into())
    }

    /// A line for each column that is blank in some of its parts alone.
    fn blank(&self, short: &[&str]) -> Vec<Message> {
        let partly = self.rows.iter().filter(|row| row.of.iter().any(|(_, column)| column.filled != Some(0)));
        let line = |row: &Row<'_>| {
            let is_blank =
                |(at, column): &&(usize, &Read)| self.parts[*at].counted > 0 && column.filled == Some(0);
            let blank: Vec<&str> = row.of.iter().filter(is_blank).map(|(at, _)| short[*at]).collect();
            let header = &row.column.header;
            (!blank.is_empty()).then(|| {
                say!(campaign::column_blank_in, header = header, parts = first_names(blank.into_iter()))
            })
        };
        partly.filter_map(line).collect()
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

    /// The parts with the column, or the parts without it if they are fewer; `names` has those of all.
    fn parts(&self, names: &[&str]) -> Message {
        let with: Vec<&str> = self.of.iter().map(|(at, _)| names[*at]).collect();
        let is_without = |at: &usize| self.of.binary_search_by_key(at, |(of, _)| *of).is_err();
        let without: Vec<&str> = (0..names.len()).filter(is_without).map(|at| names[at]).collect();
        match without.len() {
            0 => say!(campaign::parts_all),
            few if few < with.len() && with.len() > 2 => {
                say!(campaign::parts_all_but, parts = first_names(without.into_iter()))
            }
            _ => first_names(with.into_iter()),
        }
    }
}

/// A short name of each part: its file without folder and ending, its worksheet, or the whole name, the first
/// of these that no two parts share.
fn short_names(parts: &[ReadPart]) -> Vec<&str> {
    let stems = || parts.iter().map(|part| Some(stem(&part.place.file))).collect();
    let sheets = || parts.iter().map(|part| part.place.sheet_name()).collect();
    let are_distinct = |names: &Vec<&str>| names.iter().collect::<BTreeSet<_>>().len() == names.len();
    let short =
        [stems(), sheets()].into_iter().find_map(|names: Option<Vec<&str>>| names.filter(are_distinct));
    short.unwrap_or_else(|| parts.iter().map(|part| &*part.part).collect())
}

/// The name of a file without folder and ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
