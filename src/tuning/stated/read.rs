//! The table: its header, its rows and the numbers in them, each with its place.

use super::decimal::units;
use super::names::{Column, Named, Names};
use crate::finding::{Code, Finding, Findings, Place};
use crate::intake::{Sheet, SheetRow};
use crate::scorecard::{Node, Scorecard};

/// Rows in which the header is looked for: titles and remarks may stand above it.
const ABOVE: usize = 10;

/// A row of weights.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// What it is of.
    pub named: Named,
    /// Physical line from 1.
    pub line: u32,
    /// Per segment, in units of `10^-9`; `None` where a group or the whole says nothing.
    pub units: Vec<Option<i128>>,
}

/// The table as it is understood.
#[derive(Debug)]
pub(super) struct Table {
    /// Its header's line.
    pub line: u32,
    /// Per segment the header of its column.
    pub headers: Vec<String>,
    /// Per segment, whether its numbers have a percent sign.
    pub percent: Vec<bool>,
    /// Its rows, those that say nothing left out.
    pub rows: Vec<Row>,
}

/// Reads `sheet` as weights of the indicators `members` of `card`.
///
/// # Errors
/// Columns, rows and cells that are missing, repeated, unknown or no numbers; all at once.
pub(super) fn read(card: &Scorecard, members: &[usize], sheet: &Sheet) -> Result<Table, Findings> {
    let names = Names::of(card);
    let (header, columns) = columns(card, &names, sheet)?;
    let mut reader = Reader {
        card,
        names,
        place: Place::file(sheet.name.clone()),
        header: &sheet.rows[header],
        columns,
        findings: Findings::new(),
        rows: Vec::new(),
        percent: vec![None; card.segments.len()],
    };
    let rows = &sheet.rows[header + 1..];
    let name_column = reader.name_column(rows);
    rows.iter().for_each(|row| reader.row(row, name_column, members));
    for &member in members {
        if !reader.rows.iter().any(|row| row.named == Named::Node(Node::Indicator(member))) {
            let indicator = &card.indicators[member];
            let title = indicator.title_zh.as_ref().unwrap_or(&indicator.title);
            let message = format!("no row for indicator `{}` ({title})", indicator.id);
            let help = "add its row; 0 where it does not count";
            let fault = Finding::new(Code::KeyMissing, reader.place.clone(), message).help(help);
            reader.findings.push(fault);
        }
    }
    let headers = reader.columns.iter().map(|&at| reader.header_of(at).to_owned()).collect();
    let table = Table {
        line: reader.header.line,
        headers,
        percent: reader.percent.iter().map(|percent| *percent == Some(true)).collect(),
        rows: reader.rows,
    };
    reader.findings.or_stop(table).map(|(table, _)| table)
}

/// The position of the header's row, and per segment the position of its column.
fn columns(card: &Scorecard, names: &Names, sheet: &Sheet) -> Result<(usize, Vec<usize>), Findings> {
    let kinds = |row: &SheetRow| -> Vec<Column> { row.cells.iter().map(|cell| names.column(cell)).collect() };
    let found = sheet.rows.iter().take(ABOVE).map(kinds).enumerate().find(|(_, kinds)| {
        // A row of names may hold a segment's among others; a header has a column of something else too.
        kinds.contains(&Column::Other) && kinds.iter().any(|kind| *kind != Column::Other)
    });
    let place = Place::file(sheet.name.clone());
    let wanted = || -> Vec<String> {
        card.segments.iter().map(|one| format!("{} ({})", one.label(), one.id)).collect()
    };
    let Some((header, kinds)) = found else {
        let line = sheet.rows.first().map_or(1, |row| row.line);
        let help = format!("name one column for each segment: {}", wanted().join(", "));
        let fault = Finding::new(Code::ColumnMissing, place.at_line(line), "no column is of a segment");
        return Err(fault.help(help).into());
    };
    let row = &sheet.rows[header];
    let place = place.at_line(row.line);
    let mut findings = Findings::new();
    let mut columns = Vec::new();
    let every = kinds.iter().position(|kind| *kind == Column::EverySegment);
    let any_own = kinds.iter().any(|kind| matches!(kind, Column::Segment(_)));
    for (at, segment) in card.segments.iter().enumerate() {
        let own: Vec<usize> = (0..kinds.len()).filter(|&cell| kinds[cell] == Column::Segment(at)).collect();
        match (own[..].split_first(), every) {
            (Some((first, [])), _) => columns.push(*first),
            (Some((_, [second, ..])), _) => {
                let message = format!("two columns are of segment `{}`", segment.id);
                let place = place.clone().in_column(row.cells[*second].as_str());
                findings.push(Finding::new(Code::ColumnAmbiguous, place, message).help("keep one of them"));
            }
            (None, Some(every)) if !any_own => columns.push(every),
            (None, _) => {
                let message = format!("no column for segment `{}`", segment.id);
                let headers: Vec<&str> = row.cells.iter().map(String::as_str).collect();
                let help = match names.near_column(at, &headers) {
                    Some(near) => format!("did you mean `{near}`? call it `{}`", segment.label()),
                    None => format!("name one column for each segment: {}", wanted().join(", ")),
                };
                findings.push(Finding::new(Code::ColumnMissing, place.clone(), message).help(help));
            }
        }
    }
    findings.or_stop((header, columns)).map(|(found, _)| found)
}

struct Reader<'a> {
    card: &'a Scorecard,
    names: Names,
    place: Place,
    header: &'a SheetRow,
    /// Per segment the position of its column.
    columns: Vec<usize>,
    findings: Findings,
    rows: Vec<Row>,
    /// Per segment, whether numbers have a percent sign; unknown before the first above 0.
    percent: Vec<Option<bool>>,
}

impl Reader<'_> {
    fn header_of(&self, column: usize) -> &str {
        self.header.cells.get(column).map_or("", String::as_str)
    }

    /// The column that names most indicators, the first of equals.
    fn name_column(&self, rows: &[SheetRow]) -> usize {
        let count = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.cells.get(column));
            let is_indicator = |named: &Named| matches!(named, Named::Node(Node::Indicator(_)));
            cells.filter(|cell| self.names.row(cell).first().is_some_and(is_indicator)).count()
        };
        let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let others = (0..widest).filter(|column| !self.columns.contains(column)).rev();
        others.max_by_key(|&column| count(column)).unwrap_or(0)
    }

    fn fault(&mut self, code: Code, line: u32, column: &str, message: String, help: impl Into<String>) {
        let place = self.place.clone().at_line(line);
        let place = if column.is_empty() { place } else { place.in_column(column) };
        self.findings.push(Finding::new(code, place, message).help(help));
    }

    fn row(&mut self, row: &SheetRow, name_column: usize, members: &[usize]) {
        let is_bare =
            self.columns.iter().all(|&column| row.cells.get(column).is_none_or(|cell| cell.is_empty()));
        let Some(named) = self.named(row, name_column, is_bare) else { return };
        let is_of_base = match named {
            Named::Total => true,
            Named::Node(Node::Indicator(at)) => members.contains(&at),
            Named::Node(Node::Group(at)) => super::below(self.card, at).iter().all(|at| members.contains(at)),
        };
        if !is_of_base {
            let message = "is of a bonus or deduction, which have points of their own".to_owned();
            let name = self.text_of(named);
            let help = "leave the row out: the table is of the weights that add up to the scale";
            self.fault(Code::ValueInvalid, row.line, "", format!("`{name}` {message}"), help);
            return;
        }
        if let Some(before) = self.rows.iter().find(|before| before.named == named) {
            let message = format!("`{}` has a row already, on line {}", self.text_of(named), before.line);
            self.fault(Code::NameRepeated, row.line, "", message, "keep one of them");
            return;
        }
        let needed = matches!(named, Named::Node(Node::Indicator(_)));
        let units = (0..self.columns.len()).map(|segment| self.cell(row, segment, needed)).collect();
        self.rows.push(Row { named, line: row.line, units });
    }

    /// What a row is of; nothing where it says nothing, or where that is at fault.
    fn named(&mut self, row: &SheetRow, name_column: usize, is_bare: bool) -> Option<Named> {
        let cell = row.cells.get(name_column).map_or("", String::as_str);
        let own = self.names.row(cell);
        let others = (0..row.cells.len()).filter(|at| *at != name_column && !self.columns.contains(at));
        let mut beside = others.flat_map(|at| self.names.row(&row.cells[at]));
        let group = beside.rfind(|named| *named != Named::Total);
        let header = self.header_of(name_column).to_owned();
        match (own.as_slice(), cell, group) {
            // A total beside a group's name is the group's.
            ([Named::Total], _, Some(group)) => Some(group),
            ([one], ..) => Some(*one),
            ([], "", Some(group)) => Some(group),
            ([], ..) if is_bare => None,
            ([], "", None) => {
                let total = row.cells.iter().any(|cell| self.names.row(cell) == [Named::Total]);
                if !total {
                    let help = "write its id or title, or leave the row out";
                    let message = "the row names no indicator".to_owned();
                    self.fault(Code::CellMissing, row.line, &header, message, help);
                }
                total.then_some(Named::Total)
            }
            ([], name, _) => {
                let help = match self.names.near_row(name) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!(
                        "write an id or title of `{}`: `jifen scorecards show` has them; leave other rows out",
                        self.card.id
                    ),
                };
                let message = format!("nothing in `{}` is called `{name}`", self.card.id);
                self.fault(Code::NameUnknown, row.line, &header, message, help);
                None
            }
            (several, name, _) => {
                let ids: Vec<String> =
                    several.iter().map(|one| format!("`{}`", self.text_of(*one))).collect();
                let message = format!("`{name}` is the title of {}", ids.join(" and of "));
                self.fault(Code::NameRepeated, row.line, &header, message, "write the id");
                None
            }
        }
    }

    /// The id of what a row is of.
    fn text_of(&self, named: Named) -> String {
        super::id_of(self.card, named)
    }

    /// The number of a cell in units of `10^-9`.
    fn cell(&mut self, row: &SheetRow, segment: usize, needed: bool) -> Option<i128> {
        let column = self.columns[segment];
        let cell = row.cells.get(column).map_or("", String::as_str).to_owned();
        let header = self.header_of(column).to_owned();
        // A column of every segment is told of once.
        let is_first = self.columns[..segment].iter().all(|other| *other != column);
        if cell.is_empty() {
            if needed && is_first {
                let help = "write its weight; 0 where it does not count";
                self.fault(Code::CellMissing, row.line, &header, "the weight is missing".to_owned(), help);
            }
            return None;
        }
        let stripped = cell.strip_suffix('%');
        let number = stripped.or_else(|| cell.strip_suffix('分')).unwrap_or(&cell).trim_end();
        let Some(found) = units(number) else {
            if is_first {
                let message = format!("`{cell}` is not a weight");
                let help = "write digits, with a point where there are decimals, nine at most: 7.5 or 7.5%";
                self.fault(Code::CellNumber, row.line, &header, message, help);
            }
            return None;
        };
        let is_percent = stripped.is_some();
        // 0 is 0 either way.
        if found == 0 {
            return Some(found);
        }
        if *self.percent[segment].get_or_insert(is_percent) != is_percent && is_first {
            let [has, have] = if is_percent { ["a", "none"] } else { ["no", "one"] };
            let message = format!("`{cell}` has {has} percent sign, weights above it have {have}");
            let help = "write all weights of a column alike";
            self.fault(Code::CellNumber, row.line, &header, message, help);
        }
        Some(found)
    }
}
