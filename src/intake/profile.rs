//! The contents of every column of a part, bound or not: its share of filled cells and its first values.
//!
//! Filled cells of bound columns are counted in the columns as read. All else is looked up on request, in the
//! rows as written: values among the first rows, and the columns that no field claims.

use std::borrow::Cow;

use rayon::prelude::*;

use super::body::Body;
use super::cells::{self, shown};
use super::columns::{Mark, Plan};
use super::fields::Rule;
use super::part::Part;
use super::records::{self, Row};
use super::table::Table;
use super::values::{Columnar, Values};
use crate::finding::Code;
use crate::firms::{Column, Value};

/// Number of distinct values kept of a column.
const VALUES: usize = 3;
/// Number of rows that values are taken from. A column that is blank in all of them shows its first values
/// below.
const HEAD: usize = 1_000;
/// Rows that one thread counts at a time.
const BLOCK: usize = 1 << 13;

/// The contents of the columns of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Number of rows that are counted: all but totals, remarks, repeated headers, and rows that are faulty
    /// as a whole.
    pub rows: usize,
    /// Contents of each column, in the order of [`Layout::columns`](super::Layout::columns).
    pub columns: Vec<Contents>,
}

/// The contents of one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Number of cells that are neither blank, a mark for "not known", an error value nor a formula without
    /// its value. `None` for a column of a type that cannot be read.
    pub filled: Option<usize>,
    /// At most three distinct values of filled cells as written, those that come first among the first rows.
    /// Long ones are cut.
    pub values: Vec<String>,
    /// Number of rows that have the column, if not all of them have: those of an item of a long table.
    pub rows: Option<usize>,
}

/// Filled cells of each column that a field claims, as in [`Contents::filled`]. `marks` are the faults of the
/// rows and cells in row order, `no_firms` those of rows that are no firms.
pub(super) fn filled(table: &Table, marks: &[Mark], no_firms: &[Mark]) -> Vec<Option<usize>> {
    let is_left_out = |mark: &&Mark| is_left_out(**mark);
    let mut left_out: Vec<u32> =
        marks.iter().filter(is_left_out).chain(no_firms).map(|mark| mark.row).collect();
    left_out.sort_unstable();
    left_out.dedup();
    let columns = &table.columns[..table.reading.plan.rules.len()];
    let is_known = |column: &Column, row: u32| !matches!(column.value(row as usize), Value::Missing);
    let known =
        |column: &Column| column.known() - left_out.iter().filter(|row| is_known(column, **row)).count();
    let mut filled: Vec<Option<usize>> =
        columns.par_iter().map(|column| column.as_ref().map(known)).collect();
    // A cell at fault that gave no value is filled too.
    let mut last = vec![u32::MAX; columns.len()];
    for mark in marks.iter().filter(|mark| !says_blank(mark.code)) {
        let Some((at, column)) = mark.column().and_then(|at| Some((at, columns.get(at)?.as_ref()?))) else {
            continue;
        };
        let is_counted = !is_known(column, mark.row) && left_out.binary_search(&mark.row).is_err();
        if last[at] != mark.row && is_counted {
            last[at] = mark.row;
            filled[at] = filled[at].map(|count| count + 1);
        }
    }
    filled
}

/// Whether the row of `mark` is none, or none that can be read by its cells.
fn is_left_out(mark: Mark) -> bool {
    let is_whole =
        matches!(mark.code, Code::QuoteUnclosed | Code::RecordTooLong | Code::CellEncoding | Code::RowWidth);
    mark.code.says_no_firm() || (mark.column().is_none() && is_whole)
}

/// Whether a cell of this fault counts as blank.
fn says_blank(code: Code) -> bool {
    matches!(code, Code::CellMissing | Code::CellError | Code::CellFormula)
}

/// What is looked up of a column.
#[derive(Clone, Default)]
struct Seen {
    filled: usize,
    values: Vec<String>,
}

impl Seen {
    fn add(&mut self, cell: &str) {
        self.filled += 1;
        // A column of few values repeats them: nothing is made of a value that is there.
        if self.values.len() < VALUES && !self.values.iter().any(|value| value == cell) {
            self.keep(shown(cell));
        }
    }

    fn keep(&mut self, value: String) {
        if self.values.len() < VALUES && !self.values.contains(&value) {
            self.values.push(value);
        }
    }

    /// What is seen in these rows and later ones.
    fn joined(mut self, later: Seen) -> Seen {
        self.filled += later.filled;
        later.values.into_iter().for_each(|value| self.keep(value));
        self
    }

    fn is_full(&self) -> bool {
        self.values.len() == VALUES
    }
}

impl Part {
    /// The contents of all columns.
    pub fn profile(&self) -> Profile {
        let mut left_out: Vec<u32> =
            self.marks.iter().filter(|mark| is_left_out(**mark)).map(|mark| mark.row).collect();
        left_out.dedup();
        let rows: Cow<'_, [Row]> = match left_out.is_empty() {
            true => Cow::Borrowed(&self.rows),
            false => {
                let whole = self.rows.iter().zip(0..).filter(|(_, at)| left_out.binary_search(at).is_err());
                whole.map(|(row, _)| *row).collect()
            }
        };
        let columns = match &self.body {
            Body::Text { .. } => of_text(&self.body, &rows, &self.reading.plan, &self.filled),
            Body::Frame(frame) => of_columns(frame, &rows, &self.reading.plan, &self.filled),
            Body::Packed(packed) => of_columns(packed, &rows, &self.reading.plan, &self.filled),
        };
        Profile { rows: rows.len(), columns }
    }
}

fn of_text(body: &Body, rows: &[Row], plan: &Plan, filled: &[Option<usize>]) -> Vec<Contents> {
    let head = &rows[..rows.len().min(HEAD)];
    let is_asked: Vec<bool> = vec![true; filled.len()];
    let mut seen = vec![Seen::default(); filled.len()];
    for row in head {
        look(body, *row, plan, &is_asked, &mut seen);
        if seen.iter().all(Seen::is_full) {
            break;
        }
    }
    // Of the other rows: columns that nobody has counted, and those of which nothing was seen.
    let is_asked: Vec<bool> = filled
        .iter()
        .zip(&seen)
        .map(|(filled, seen)| filled.is_none_or(|filled| filled > 0 && seen.values.is_empty()))
        .collect();
    if is_asked.contains(&true) {
        let block = |rows: &[Row]| {
            let mut seen = vec![Seen::default(); filled.len()];
            rows.iter().for_each(|row| look(body, *row, plan, &is_asked, &mut seen));
            seen
        };
        let all = rows.par_chunks(BLOCK).map(block).collect::<Vec<_>>();
        let all = all
            .into_iter()
            .reduce(|all, later| all.into_iter().zip(later).map(|(all, later)| all.joined(later)).collect());
        for ((seen, all), _) in
            seen.iter_mut().zip(all.unwrap_or_default()).zip(&is_asked).filter(|(_, is_asked)| **is_asked)
        {
            *seen = all;
        }
    }
    let contents = seen.into_iter().zip(filled);
    contents
        .map(|(seen, filled)| Contents {
            filled: filled.or(Some(seen.filled)),
            values: seen.values,
            rows: None,
        })
        .collect()
}

/// Adds the cells of `row` in the columns that are asked for.
fn look(body: &Body, row: Row, plan: &Plan, is_asked: &[bool], seen: &mut [Seen]) {
    let record = body.record(row);
    let cells = records::cells(&record, plan.delimiter);
    for (((cell, seen), rule), _) in
        cells.zip(seen).zip(&plan.rules).zip(is_asked).filter(|(_, is_asked)| **is_asked)
    {
        let cell = cell.trim();
        if is_filled(cell, rule, plan) {
            seen.add(cell);
        }
    }
}

fn of_columns(all: &dyn Columnar, rows: &[Row], plan: &Plan, filled: &[Option<usize>]) -> Vec<Contents> {
    let column = |((at, rule), filled): ((usize, &Rule), &Option<usize>)| {
        let Some(filled) = *filled else {
            let values = all.values(at);
            if let Values::Blank(Some(_)) = values {
                return Contents::default();
            }
            let seen = of_values(&values, rows, rule, plan, usize::MAX);
            return Contents { filled: Some(seen.filled), values: seen.values, rows: None };
        };
        let head = &rows[..rows.len().min(HEAD)];
        let end = head.last().map_or(0, |row| row.line as usize);
        let mut seen = of_values(&all.head(at, end), head, rule, plan, VALUES);
        if seen.values.is_empty() && filled > 0 {
            seen = of_values(&all.values(at), rows, rule, plan, VALUES);
        }
        Contents { filled: Some(filled), values: seen.values, rows: None }
    };
    plan.rules.par_iter().enumerate().zip(filled).map(column).collect()
}

/// What is seen in `values` at `rows`, until there are `enough` distinct ones.
fn of_values(values: &Values, rows: &[Row], rule: &Rule, plan: &Plan, enough: usize) -> Seen {
    let (mut seen, mut text) = (Seen::default(), String::new());
    for row in rows.iter().map(|row| (row.line as usize).saturating_sub(1)) {
        if seen.values.len() >= enough {
            break;
        }
        match typed(values, row).filter(|_| !plan.marks.digits) {
            Some(false) => continue,
            Some(true) if seen.is_full() => {
                seen.filled += 1;
                continue;
            }
            _ => {}
        }
        text.clear();
        values.push(&mut text, row);
        let cell = records::cells(&text, plan.delimiter).next().unwrap_or_default();
        let cell = cell.trim();
        if is_filled(cell, rule, plan) {
            seen.add(cell);
        }
    }
    seen
}

/// Whether a number, flag or day is not null; `None` for a text, which may be a mark.
fn typed(values: &Values, row: usize) -> Option<bool> {
    Some(match values {
        Values::Blank(_) => false,
        Values::Flag(flags) => flags.get(row).is_some(),
        Values::Whole(numbers) => numbers.get(row).is_some(),
        Values::Unsigned(numbers) => numbers.get(row).is_some(),
        Values::Number(numbers) => numbers.get(row).is_some(),
        Values::Short(numbers) => numbers.get(row).is_some(),
        Values::Text(_) | Values::Decimal(_) | Values::Day(_) | Values::Instant { .. } => return None,
    })
}

/// Whether a trimmed cell counts as filled in its column.
fn is_filled(cell: &str, rule: &Rule, plan: &Plan) -> bool {
    if cell.is_empty() {
        return false;
    }
    match rule {
        Rule::Flag(flags) if flags.no.as_ref().is_some_and(|no| no.are(cell)) => true,
        _ if plan.marks.are(cell) || cells::of_spreadsheet(cell, plan.in_workbook).is_some() => false,
        Rule::Date(days) if !days.unknown.is_empty() => !matches!(days.read(cell), Ok(None)),
        _ => true,
    }
}
