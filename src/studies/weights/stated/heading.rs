//! The heading of a table of weights: its rows, two or more if cells are merged, and the content of each
//! column.

use super::decimal::units;
use super::names::{Level, Named, Names, Said};
use crate::finding::{Code, Finding, Findings, Place};
use crate::intake::{Sheet, SheetRow};
use crate::scorecard::{Node, Scorecard};
use crate::words::{Arg, Message, say};

/// Rows in which the heading is searched: titles and remarks may stand above it.
const ABOVE: usize = 10;

/// The nodes whose weights a column has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// Indicators; in rows of a group or the total, that group or total.
    Rows,
    /// The groups in the column of names at this position.
    Groups(usize),
}

/// A column of weights with the segment and nodes it is about.
#[derive(Clone, Copy, Debug)]
struct Weights {
    column: usize,
    /// `None` for a column that names no segment and so applies to all.
    segment: Option<usize>,
    of: Of,
}

/// Columns of groups' weights, beside those of indicators.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    /// Position of the column with the groups' names.
    pub names: usize,
    /// Per segment, the position of its column, if it has one.
    pub columns: Vec<Option<usize>>,
}

/// The heading with the role of every column.
#[derive(Debug)]
pub(super) struct Heading {
    /// Position of the first row below the heading.
    pub below: usize,
    /// Physical line of the heading's last row, from 1.
    pub line: u32,
    /// Per column, its header text, the upper cell before the lower.
    pub headers: Vec<String>,
    /// Position of the column with the indicators' names.
    pub names: usize,
    /// Positions of columns that name groups but no indicators.
    pub group_names: Vec<usize>,
    /// Per segment, the position of its column of indicators' weights.
    pub columns: Vec<usize>,
    pub groups: Vec<Groups>,
}

impl Heading {
    pub fn header(&self, at: usize) -> &str {
        self.headers.get(at).map_or("", String::as_str)
    }

    /// Positions of the columns of weights, indicators' first.
    pub fn weights(&self) -> impl Iterator<Item = usize> {
        let groups = self.groups.iter().flat_map(|groups| groups.columns.iter().flatten());
        self.columns.iter().chain(groups).copied()
    }
}

/// Whether a cell holds a number in a form that weights have.
pub(super) fn is_number(cell: &str) -> bool {
    units(cell.trim_end_matches(['%', '分']).trim_end()).is_some()
}

/// Whether a row names weights or segments and so belongs to a heading: no cell is a number, and it is not
/// just the name of a group, which may also be a segment's.
pub(super) fn is_heading(names: &Names, row: &SheetRow) -> bool {
    let cells = || row.cells.iter().filter(|cell| !cell.is_empty());
    let is_indicator = |named: &Named| matches!(named, Named::Node(Node::Indicator(_)));
    let is_lone = cells().count() == 1 && cells().any(|cell| !names.row(cell).is_empty());
    !is_lone
        && cells().any(|cell| names.said(cell).is_some_and(Said::is_of_weights))
        && !cells().any(|cell| is_number(cell) || names.row(cell).iter().any(is_indicator))
}

/// Reads the heading of `sheet`, which may be preceded by titles.
///
/// # Errors
/// No column for a segment, or two; columns of weights whose nodes are not named.
pub(super) fn read(card: &Scorecard, names: &Names, sheet: &Sheet) -> Result<Heading, Findings> {
    let rows = &sheet.rows;
    let place = Place::file(sheet.name.clone());
    let Some((top, bottom)) = extent(names, rows) else {
        let line = rows.first().map_or(1, |row| row.line);
        let message = say!(weights::column_none);
        let fault = Finding::new(Code::ColumnMissing, place.at_line(line), message);
        return Err(fault.help(say!(weights::column_missing_help, segments = wanted(card))).into());
    };
    let reader = Reader { card, names, rows: &rows[top..=bottom], body: &rows[bottom + 1..], place };
    reader.heading(bottom + 1)
}

/// First and last row of the heading: the first row that names weights or segments, the rows before the first
/// weight, and the row above them, whose cells may be merged.
fn extent(names: &Names, rows: &[SheetRow]) -> Option<(usize, usize)> {
    let is_first = |row: &SheetRow| {
        let lone = row.cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        is_heading(names, row) || (lone && row.cells.iter().any(|cell| says_weights(names, cell)))
    };
    let first = rows.iter().take(ABOVE).position(is_first)?;
    let is_indicator = |named: &Named| matches!(named, Named::Node(Node::Indicator(_)));
    let is_body = |row: &SheetRow| {
        row.cells.iter().any(|cell| is_number(cell) || names.row(cell).iter().any(is_indicator))
    };
    let body = rows[first + 1..].iter().position(is_body).map_or(rows.len(), |at| first + 1 + at);
    let mut bottom = first;
    for at in first + 1..body.min(ABOVE + 1) {
        let row = &rows[at];
        let own = || row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        // Below a column of names, a segment's name may be that of a group.
        let is_below_name = |(column, cell): (usize, &String)| {
            let above = rows[first..at].iter().rev().filter_map(|row| row.cells.get(column));
            let above = above.map(String::as_str).find(|cell| !cell.is_empty());
            let is_name = above.is_some_and(|above| !says_weights(names, above));
            is_name && says_weights(names, cell) && !names.row(cell).is_empty()
        };
        let is_levels = own().all(|(_, cell)| names.said(cell).is_some_and(|said| said.level.is_some()));
        if (is_heading(names, row) || is_levels) && !own().any(is_below_name) {
            bottom = at;
        }
    }
    Some((first.saturating_sub(1), bottom))
}

fn says_weights(names: &Names, cell: &str) -> bool {
    names.said(cell).is_some_and(Said::is_of_weights)
}

/// The segments, by the names that a column may use.
fn wanted(card: &Scorecard) -> Arg {
    let named =
        card.segments.iter().map(|one| say!(weights::segment_named, name = one.label(), id = &one.id));
    Arg::items(named)
}

struct Reader<'a> {
    card: &'a Scorecard,
    names: &'a Names,
    rows: &'a [SheetRow],
    body: &'a [SheetRow],
    place: Place,
}

impl Reader<'_> {
    fn heading(&self, below: usize) -> Result<Heading, Findings> {
        let widest = self.rows.iter().chain(self.body).map(|row| row.cells.len()).max().unwrap_or(0);
        let headers: Vec<String> = (0..widest).map(|column| self.header(column)).collect();
        let line = self.rows.last().map_or(1, |row| row.line);
        let mut findings = Findings::new();
        let mut found = Vec::new();
        for (column, header) in headers.iter().enumerate() {
            match self.said(column) {
                Ok(said) => found.extend(said.map(|said| (column, said))),
                Err(()) => {
                    let message = say!(weights::column_two_segments);
                    findings.push(
                        self.fault(Code::ColumnAmbiguous, line, header, message)
                            .help(say!(weights::column_two_segments_help)),
                    );
                }
            }
        }
        let is_weights = |column: usize| found.iter().any(|(at, _)| *at == column);
        let others: Vec<usize> = (0..widest).filter(|column| !is_weights(*column)).collect();
        let names = self.name_column(&others);
        let group_names: Vec<usize> =
            others.iter().copied().filter(|&column| column != names && self.names_groups(column)).collect();
        let weights = self.weights(&found, names, &group_names);
        for (column, said) in &found {
            if !weights.iter().any(|weights| weights.column == *column) {
                let message = match said.level {
                    Some(Level::Third) => say!(weights::column_level_third),
                    _ => say!(weights::column_level),
                };
                findings.push(
                    self.fault(Code::ColumnAmbiguous, line, &headers[*column], message)
                        .help(say!(weights::column_level_help)),
                );
            }
        }
        let columns = self.of(Of::Rows, &weights, line, &headers, &mut findings);
        for (at, column) in columns.iter().enumerate().filter(|(_, column)| column.is_none()) {
            let segment = &self.card.segments[at];
            let message = say!(weights::column_missing, segment = &segment.id);
            let free: Vec<&str> = others.iter().map(|&column| headers[column].as_str()).collect();
            let help = match self.names.near_column(at, &free) {
                Some(near) => say!(weights::column_near_help, near = near, label = segment.label()),
                None => say!(weights::column_missing_help, segments = wanted(self.card)),
            };
            // Two columns for one segment have already been reported.
            let is_told = weights.iter().any(|one| one.of == Of::Rows && one.segment == Some(at));
            if column.is_none() && !is_told {
                findings.push(self.fault(Code::ColumnMissing, line, "", message).help(help));
            }
        }
        let mut groups = Vec::new();
        let own = (!group_names.contains(&names)).then_some(names);
        for names in group_names.iter().copied().chain(own) {
            let columns = self.of(Of::Groups(names), &weights, line, &headers, &mut findings);
            if columns.iter().any(Option::is_some) {
                groups.push(Groups { names, columns });
            }
        }
        let columns = columns.into_iter().flatten().collect();
        let heading = Heading { below, line, headers, names, group_names, columns, groups };
        findings.or_stop(heading).map(|(heading, _)| heading)
    }

    fn fault(&self, code: Code, line: u32, column: &str, message: Message) -> Finding {
        let place = self.place.clone().at_line(line);
        let place = if column.is_empty() { place } else { place.in_column(column) };
        Finding::new(code, place, message)
    }

    /// The cell of a row over a column, or the one to its left that it may be merged with.
    fn over(&self, row: usize, column: usize) -> &str {
        let cells = &self.rows[row].cells;
        let left = cells.iter().take(column + 1).rev();
        left.map(String::as_str).find(|cell| !cell.is_empty()).unwrap_or("")
    }

    /// Position of the lowest row with a cell over the column.
    fn lowest(&self, column: usize) -> Option<usize> {
        let has = |row: &SheetRow| row.cells.get(column).is_some_and(|cell| !cell.is_empty());
        self.rows.iter().rposition(has)
    }

    /// The header text of a column, the upper cell before the lower.
    fn header(&self, column: usize) -> String {
        let Some(lowest) = self.lowest(column) else { return String::new() };
        let mut parts: Vec<&str> = Vec::new();
        let own = self.rows[lowest].cells[column].as_str();
        let speaks = |cell: &str| self.names.said(cell).is_some();
        for row in 0..lowest {
            let over = self.over(row, column);
            if speaks(own) && speaks(over) && !parts.contains(&over) && over != own {
                parts.push(over);
            }
        }
        parts.push(own);
        parts.join(" / ")
    }

    /// The meaning of the cells over a column; `Err` if they contradict one another.
    fn said(&self, column: usize) -> Result<Option<Said>, ()> {
        let Some(lowest) = self.lowest(column) else { return Ok(None) };
        let Some(mut said) = self.names.said(&self.rows[lowest].cells[column]) else { return Ok(None) };
        let mut is_of_weights = said.is_of_weights();
        for row in (0..lowest).rev() {
            let Some(over) = self.names.said(self.over(row, column)) else { continue };
            if said.segment.is_some() && over.segment.is_some() && said.segment != over.segment {
                return Err(());
            }
            // A row with only one cell is a title of the table. A column below it whose heading names only a
            // level is a column of names.
            let is_lone = self.rows[row].cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
            is_of_weights |= over.is_of_weights() && !is_lone;
            said.segment = said.segment.or(over.segment);
            said.level = said.level.or(over.level);
        }
        Ok(is_of_weights.then_some(said))
    }

    /// Number of cells below the heading whose name satisfies `is_it`.
    fn count(&self, column: usize, is_it: impl Fn(&Named) -> bool) -> usize {
        let cells = self.body.iter().filter_map(|row| row.cells.get(column));
        cells.filter(|cell| self.names.row(cell).first().is_some_and(&is_it)).count()
    }

    /// The column that names the most indicators, the first of ties.
    fn name_column(&self, others: &[usize]) -> usize {
        let is_indicator = |named: &Named| matches!(named, Named::Node(Node::Indicator(_)));
        let most = others.iter().rev().max_by_key(|&&column| self.count(column, is_indicator));
        most.copied().unwrap_or(0)
    }

    fn names_groups(&self, column: usize) -> bool {
        let groups = self.count(column, |named| matches!(named, Named::Node(Node::Group(_))));
        groups > self.count(column, |named| matches!(named, Named::Node(Node::Indicator(_))))
    }

    /// Columns of weights with their nodes: the nodes that the heading names or, without any, those of the
    /// column of names to the left, if other columns remain for indicators.
    fn weights(&self, found: &[(usize, Said)], names: usize, group_names: &[usize]) -> Vec<Weights> {
        let of = |column: usize| if column == names { Of::Rows } else { Of::Groups(column) };
        let by_level = |level: Level| match (level, group_names) {
            // Groups and indicators share one column of names.
            (Level::First, []) => Some(Of::Groups(names)),
            (Level::Second, []) | (Level::Last, _) => Some(Of::Rows),
            _ => {
                let depth =
                    [Level::First, Level::Second, Level::Third].iter().position(|one| *one == level)?;
                group_names.iter().chain([&names]).nth(depth).map(|&column| of(column))
            }
        };
        let by_place = |column: usize| {
            let left = group_names.iter().chain([&names]).filter(|at| **at < column);
            of(left.max().copied().unwrap_or(names))
        };
        let of_column = |&(column, said): &(usize, Said), by_place: &dyn Fn(usize) -> Of| {
            let of = said.level.map_or_else(|| Some(by_place(column)), by_level)?;
            Some(Weights { column, segment: said.segment, of })
        };
        let placed: Vec<Weights> = found.iter().filter_map(|one| of_column(one, &by_place)).collect();
        if placed.iter().any(|weights| weights.of == Of::Rows) {
            return placed;
        }
        found.iter().filter_map(|one| of_column(one, &|_| Of::Rows)).collect()
    }

    /// Per segment, the column of weights of `of`.
    fn of(
        &self,
        of: Of,
        weights: &[Weights],
        line: u32,
        headers: &[String],
        findings: &mut Findings,
    ) -> Vec<Option<usize>> {
        let own: Vec<&Weights> = weights.iter().filter(|one| one.of == of).collect();
        let any_own = own.iter().any(|one| one.segment.is_some());
        let mut ambiguous = |column: usize, message: Message, help: Message| {
            findings.push(self.fault(Code::ColumnAmbiguous, line, &headers[column], message).help(help));
        };
        let is_of_rows = of == Of::Rows;
        let every: Vec<usize> =
            own.iter().filter(|one| one.segment.is_none()).map(|one| one.column).collect();
        if let (true, Some(first)) = (any_own, every.first()) {
            let message = match is_of_rows {
                true => say!(weights::column_bare),
                false => say!(weights::column_bare_groups),
            };
            ambiguous(*first, message, say!(weights::column_bare_help));
        }
        if let [_, second, ..] = every[..] {
            let message = match is_of_rows {
                true => say!(weights::columns_bare),
                false => say!(weights::columns_bare_groups),
            };
            ambiguous(second, message, say!(weights::columns_help));
        }
        let mut columns = Vec::new();
        for (at, segment) in self.card.segments.iter().enumerate() {
            let of_segment = || own.iter().filter(|one| one.segment == Some(at)).map(|one| one.column);
            if let Some(second) = of_segment().nth(1) {
                let message = match is_of_rows {
                    true => say!(weights::columns_same, segment = &segment.id),
                    false => say!(weights::columns_same_groups, segment = &segment.id),
                };
                ambiguous(second, message, say!(weights::columns_help));
            }
            columns.push(if any_own { of_segment().next() } else { every.first().copied() });
        }
        columns
    }
}
