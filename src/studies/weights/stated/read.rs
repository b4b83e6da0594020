//! The body of a table of weights: rows and their numbers, with their places.

use super::decimal::units;
use super::heading::{self, Groups, Heading};
use super::names::{self, Named, Names};
use crate::finding::{Code, Finding, Findings, Place, Remedy};
use crate::firms::width::key;
use crate::intake::{Sheet, SheetRow};
use crate::scorecard::{Node, Scorecard};
use crate::words::{Arg, Message, say};

/// Headers of a column of serial numbers.
const SERIALS: [&str; 6] = ["序号", "编号", "no", "no.", "#", "number"];

/// A weight in a cell, with the column of the cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weight {
    /// The weight in units of `10^-9`.
    pub units: i128,
    pub column: usize,
}

/// A row of weights, one per segment.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The indicator, group or total of the row.
    pub named: Named,
    /// Physical line in the file, from 1.
    pub line: u32,
    /// Per segment; `None` for a blank cell of a group or the total.
    pub weights: Vec<Option<Weight>>,
}

/// The parsed table, without rows that have no weights.
#[derive(Debug)]
pub(super) struct Table {
    /// Physical line of the heading's last row.
    pub line: u32,
    /// Per column, its header text.
    pub headers: Vec<String>,
    /// Per segment, the position of its column.
    pub columns: Vec<usize>,
    /// Per column, whether its numbers have a percent sign.
    pub percent: Vec<bool>,
    /// Rows with a name and weights, in file order.
    pub rows: Vec<Row>,
    /// Groups and their total from columns of their own, one list per column of names.
    pub groups: Vec<Vec<Row>>,
}

/// Reads `sheet` as weights of the indicators `members` of `card`, with warnings of unused numbers.
///
/// # Errors
/// Columns, rows and cells that are missing, repeated, unknown or not numbers; a second table; all together.
pub(super) fn read(
    card: &Scorecard,
    members: &[usize],
    sheet: &Sheet,
) -> Result<(Table, Findings), Findings> {
    let names = Names::of(card);
    let heading = heading::read(card, &names, sheet)?;
    let mut reader = Reader {
        card,
        names,
        place: Place::file(sheet.name.clone()),
        above: &sheet.rows[..heading.below],
        findings: Findings::new(),
        rows: Vec::new(),
        groups: vec![Vec::new(); heading.groups.len()],
        under: vec![None; heading.group_names.len()],
        again: None,
        percent: vec![None; heading.headers.len()],
        heading,
    };
    let body = &sheet.rows[reader.heading.below..];
    let read = body.iter().take_while(|row| reader.row(row, members)).count();
    reader.unread(&body[..read]);
    for &member in members.iter().filter(|_| read == body.len()) {
        if !reader.rows.iter().any(|row| row.named == Named::Node(Node::Indicator(member))) {
            let indicator = &card.indicators[member];
            let title = indicator.title_zh.as_ref().unwrap_or(&indicator.title);
            let message = say!(weights::row_missing, id = &indicator.id, title = title);
            let fault = Finding::new(Code::KeyMissing, reader.place.clone(), message);
            reader.findings.push(fault.help(say!(weights::row_missing_help)));
        }
    }
    let Heading { line, headers, columns, .. } = reader.heading;
    let percent = reader.percent.iter().map(|percent| *percent == Some(true)).collect();
    let table = Table { line, headers, columns, percent, rows: reader.rows, groups: reader.groups };
    reader.findings.or_stop(table)
}

struct Reader<'a> {
    card: &'a Scorecard,
    names: Names,
    place: Place,
    /// The heading and the rows above it.
    above: &'a [SheetRow],
    heading: Heading,
    findings: Findings,
    rows: Vec<Row>,
    groups: Vec<Vec<Row>>,
    /// Per column of groups' names, the current group: merged cells are blank below their first.
    under: Vec<Option<usize>>,
    /// Line of the first repeated heading.
    again: Option<u32>,
    /// Per column, whether its numbers have a percent sign; `None` before the first number.
    percent: Vec<Option<bool>>,
}

impl Reader<'_> {
    fn fault(&mut self, code: Code, line: u32, column: &str, message: Message, help: impl Into<Remedy>) {
        let place = self.place.clone().at_line(line);
        let place = if column.is_empty() { place } else { place.in_column(column) };
        self.findings.push(Finding::new(code, place, message).help(help));
    }

    /// Reads a row; `false` at the end of this table.
    fn row(&mut self, row: &SheetRow, members: &[usize]) -> bool {
        if !self.rows.is_empty() && heading::is_heading(&self.names, row) {
            // Each page of a document may repeat the heading.
            if !self.above.iter().any(|above| written(above) == written(row)) {
                self.second_table(row.line);
                return false;
            }
            self.again = self.again.or(Some(row.line));
            return true;
        }
        let is_blank = |column: usize| row.cells.get(column).is_none_or(String::is_empty);
        let is_bare = self.heading.weights().all(is_blank);
        let named = self.named(row, is_bare);
        self.stand_under(row, named);
        self.beside(row, named);
        let Some(named) = named else { return true };
        let is_of_base = match named {
            Named::Total => true,
            Named::Node(Node::Indicator(at)) => members.contains(&at),
            Named::Node(Node::Group(at)) => self.card.below(at).iter().all(|at| members.contains(at)),
        };
        if !is_of_base {
            let message = say!(weights::row_outside, name = self.text_of(named));
            self.fault(Code::RowMisplaced, row.line, "", message, say!(weights::row_outside_help));
            return true;
        }
        if let Some(before) = self.rows.iter().find(|before| before.named == named) {
            if let Some(again) = self.again {
                self.second_table(again);
                return false;
            }
            let (name, line) = (self.text_of(named), before.line.to_string());
            let message = say!(weights::row_twice, name = name, line = line);
            self.fault(Code::NameRepeated, row.line, "", message, say!(weights::row_twice_help));
            return true;
        }
        let needed = matches!(named, Named::Node(Node::Indicator(_)));
        let columns: Vec<Option<usize>> = self.heading.columns.iter().copied().map(Some).collect();
        let weights = self.cells(row, &columns, needed);
        self.rows.push(Row { named, line: row.line, weights });
        true
    }

    fn second_table(&mut self, line: u32) {
        let (message, help) = (say!(weights::second_table), say!(weights::second_table_help));
        self.fault(Code::NameRepeated, line, "", message, help);
    }

    /// Updates the current groups of a row, and refuses an indicator under a group that is not its own.
    fn stand_under(&mut self, row: &SheetRow, named: Option<Named>) {
        for at in 0..self.under.len() {
            let column = self.heading.group_names[at];
            let cell = row.cells.get(column).map_or("", String::as_str);
            if !cell.is_empty() {
                let own = match self.names.row(cell)[..] {
                    [Named::Node(Node::Group(group))] => Some(group),
                    _ => None,
                };
                self.under[at] = own;
                self.under[at + 1..].fill(None);
            }
            let (Some(group), Some(Named::Node(Node::Indicator(indicator)))) = (self.under[at], named) else {
                // The total ends all groups.
                if named == Some(Named::Total) {
                    self.under.fill(None);
                }
                continue;
            };
            if !self.card.below(group).contains(&indicator) {
                let (own, group) = (&self.card.indicators[indicator].id, &self.card.groups[group].id);
                let card = &self.card.id;
                let message = say!(weights::row_misplaced, indicator = own, group = group, card = card);
                let header = self.heading.header(column).to_owned();
                let help = say!(weights::row_misplaced_help);
                self.fault(Code::RowMisplaced, row.line, &header, message, help);
            }
        }
    }

    /// Groups' weights in columns of their own, in the first row of each group or in every row.
    fn beside(&mut self, row: &SheetRow, named: Option<Named>) {
        for set in 0..self.heading.groups.len() {
            let Groups { names, columns } = self.heading.groups[set].clone();
            let weights = self.cells(row, &columns, false);
            let Some(column) = weights.iter().flatten().map(|weight| weight.column).next() else { continue };
            let under = self.heading.group_names.iter().position(|at| *at == names);
            let of = match (named, under.and_then(|at| self.under[at])) {
                (Some(Named::Total), _) => Some(Named::Total),
                (_, Some(group)) => Some(Named::Node(Node::Group(group))),
                (Some(Named::Node(Node::Group(group))), None) => Some(Named::Node(Node::Group(group))),
                _ => None,
            };
            let header = self.heading.header(column).to_owned();
            let Some(of) = of else {
                let (message, help) = (say!(weights::group_unnamed), say!(weights::group_unnamed_help));
                self.fault(Code::NameUnknown, row.line, &header, message, help);
                continue;
            };
            let Some(before) = self.groups[set].iter().find(|before| before.named == of) else {
                self.groups[set].push(Row { named: of, line: row.line, weights });
                continue;
            };
            let differs = before.weights.iter().zip(&weights).any(|(before, own)| {
                own.is_some_and(|own| before.is_none_or(|before| before.units != own.units))
            });
            if differs {
                let (group, line) = (self.text_of(of), before.line.to_string());
                let message = say!(weights::group_again, group = group, line = line);
                let help = say!(weights::group_again_help);
                self.fault(Code::NameRepeated, row.line, &header, message, help);
            }
        }
    }

    /// Refuses unused columns of weights, and warns of other unused columns with numbers.
    fn unread(&mut self, rows: &[SheetRow]) {
        let heading = &self.heading;
        let is_read = |column: &usize| {
            *column == heading.names
                || heading.group_names.contains(column)
                || heading.weights().any(|one| one == *column)
        };
        let columns: Vec<usize> = (0..heading.headers.len()).filter(|column| !is_read(column)).collect();
        for column in columns {
            let cells = rows.iter().filter_map(|row| Some((row.line, row.cells.get(column)?)));
            let numbers: Vec<(u32, &String)> = cells.filter(|(_, cell)| heading::is_number(cell)).collect();
            let Some((line, first)) = numbers.first() else { continue };
            let header = self.heading.header(column).to_owned();
            let is_serial = SERIALS.contains(&&*key(&header))
                || (1..).zip(&numbers).all(|(number, (_, cell))| **cell == i32::to_string(&number));
            let of_weights = self.names.looks_of_weights(&header);
            if of_weights || (header.is_empty() && !is_serial) {
                let message = say!(weights::column_numbers_of_nothing, first = *first);
                let help = say!(weights::column_numbers_of_nothing_help);
                self.fault(Code::ColumnAmbiguous, *line, &header, message, help);
            } else if !is_serial {
                let message = say!(weights::column_numbers, first = *first);
                let help = say!(weights::column_numbers_help);
                self.fault(Code::ColumnNumbers, *line, &header, message, help);
            }
        }
    }

    /// The subject of a row; `None` for a row without one, or after a fault.
    fn named(&mut self, row: &SheetRow, is_bare: bool) -> Option<Named> {
        let name_column = self.heading.names;
        let cell = row.cells.get(name_column).map_or("", String::as_str);
        let own = self.names.row(cell);
        let is_name = |at: &usize| *at != name_column && self.heading.weights().all(|column| column != *at);
        let others: Vec<usize> = (0..row.cells.len()).filter(is_name).collect();
        for at in others.iter().copied().chain([name_column]) {
            self.number_in(row, at);
        }
        let is_indicator = |named: &Named| matches!(named, Named::Node(Node::Indicator(_)));
        let beside: Vec<Named> = others.iter().flat_map(|&at| self.names.row(&row.cells[at])).collect();
        if let ([one], Some(other)) =
            (&own[..], beside.iter().find(|other| is_indicator(other) && !own.contains(other)))
            && is_indicator(one)
        {
            let (one, other) = (self.text_of(*one), self.text_of(*other));
            let message = say!(weights::row_two_names, one = one, other = other);
            self.fault(Code::NameRepeated, row.line, "", message, say!(weights::row_two_names_help));
        }
        let mut beside = beside.into_iter();
        let group = beside.rfind(|named| *named != Named::Total);
        let header = self.heading.header(name_column).to_owned();
        match (own.as_slice(), cell, group) {
            // A total beside a group's name is that group's.
            ([Named::Total], _, Some(group)) => Some(group),
            ([one], ..) => Some(*one),
            ([], "", Some(group)) => Some(group),
            ([], ..) if is_bare => None,
            ([], "", None) => {
                let total = row.cells.iter().any(|cell| self.names.row(cell) == [Named::Total]);
                if !total {
                    let (message, help) = (say!(weights::row_unnamed), say!(weights::row_unnamed_help));
                    self.fault(Code::CellMissing, row.line, &header, message, help);
                }
                total.then_some(Named::Total)
            }
            ([], name, _) => {
                let help = match self.names.near_row(name) {
                    Some(near) => say!(weights::near, near = near),
                    None => say!(weights::name_unknown_help, card = &self.card.id),
                };
                let message = say!(weights::name_unknown, card = &self.card.id, name = name);
                self.fault(Code::NameUnknown, row.line, &header, message, help);
                None
            }
            (several, name, _) => {
                let ids = several.iter().map(|one| say!(weights::quoted, text = self.text_of(*one)));
                let message = say!(weights::name_ambiguous, name = name, ids = Arg::all(ids));
                self.fault(
                    Code::NameRepeated,
                    row.line,
                    &header,
                    message,
                    say!(weights::name_ambiguous_help),
                );
                None
            }
        }
    }

    /// The id of a row's subject.
    fn text_of(&self, named: Named) -> Message {
        super::id_of(self.card, named)
    }

    /// Refuses a weight in brackets after a name if no column has it.
    fn number_in(&mut self, row: &SheetRow, column: usize) {
        let Some(cell) = row.cells.get(column).filter(|cell| !self.names.row(cell).is_empty()) else {
            return;
        };
        let number =
            names::in_brackets(cell).filter(|text| text.ends_with(['%', '分']) && heading::is_number(text));
        if let Some(number) = number {
            let message = say!(weights::weight_unread, cell = cell, number = number);
            let header = self.heading.header(column).to_owned();
            let help = say!(weights::weight_unread_help);
            self.fault(Code::CellNumber, row.line, &header, message, help);
        }
    }

    /// The weights of a row, per segment.
    fn cells(&mut self, row: &SheetRow, columns: &[Option<usize>], needed: bool) -> Vec<Option<Weight>> {
        let of_segment = |(at, column): (usize, &Option<usize>)| {
            let column = (*column)?;
            // A column that serves every segment has its fault reported once.
            let is_first = columns[..at].iter().all(|other| *other != Some(column));
            Some(Weight { units: self.cell(row, column, needed, is_first)?, column })
        };
        columns.iter().enumerate().map(of_segment).collect()
    }

    /// The number of a cell in units of `10^-9`; `None` for a blank cell or after a fault.
    fn cell(&mut self, row: &SheetRow, column: usize, needed: bool, is_first: bool) -> Option<i128> {
        let cell = row.cells.get(column).map_or("", String::as_str).to_owned();
        let header = self.heading.header(column).to_owned();
        if cell.is_empty() {
            if needed && is_first {
                let (message, help) = (say!(weights::weight_missing), say!(weights::weight_missing_help));
                self.fault(Code::CellMissing, row.line, &header, message, help);
            }
            return None;
        }
        let stripped = cell.strip_suffix('%');
        let number = stripped.or_else(|| cell.strip_suffix('分')).unwrap_or(&cell).trim_end();
        let Some(found) = units(number) else {
            if is_first {
                let message = say!(weights::weight_invalid, cell = cell);
                let help = say!(weights::weight_invalid_help);
                self.fault(Code::CellNumber, row.line, &header, message, help);
            }
            return None;
        };
        let is_percent = stripped.is_some();
        // A 0 needs no percent sign.
        if found == 0 {
            return Some(found);
        }
        if *self.percent[column].get_or_insert(is_percent) != is_percent && is_first {
            let message = match is_percent {
                true => say!(weights::percent_alone, cell = &cell),
                false => say!(weights::percent_missing, cell = &cell),
            };
            self.fault(Code::CellNumber, row.line, &header, message, say!(weights::percent_help));
        }
        Some(found)
    }
}

/// The cells of a row without blank ones at its end.
fn written(row: &SheetRow) -> &[String] {
    let last = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
    &row.cells[..last]
}
