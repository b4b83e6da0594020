//! The contents of every column of a part, bound or not: its share of filled cells and its first values.
//!
//! A run does not need them. They are counted on request, from the rows that a part keeps as written.

use rayon::prelude::*;

use super::body::Body;
use super::cells::shown;
use super::columns::Plan;
use super::fields::Rule;
use super::marks::Marks;
use super::part::Part;
use super::records::{self, Row};
use super::values::{Columnar, Values};
use crate::finding::Code;

/// Number of distinct values kept of a column.
const VALUES: usize = 3;
/// Rows that one thread counts at a time.
const BLOCK: usize = 1 << 13;

/// The contents of the columns of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Number of rows that are counted: all but totals, remarks, repeated headers and overlong rows.
    pub rows: usize,
    /// Contents of each column, in the order of [`Layout::columns`](super::Layout::columns).
    pub columns: Vec<Contents>,
}

/// The contents of one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Number of cells that are neither blank nor a mark for "not known". `None` for a column of a type that
    /// cannot be read.
    pub filled: Option<usize>,
    /// The first distinct values of filled cells as written, at most three. Long ones are cut.
    pub values: Vec<String>,
}

/// Contents of one block of rows.
#[derive(Clone, Default)]
struct Counted {
    filled: usize,
    values: Vec<String>,
}

impl Counted {
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

    /// The contents of this block and a later one.
    fn joined(mut self, later: Counted) -> Counted {
        self.filled += later.filled;
        later.values.into_iter().for_each(|value| self.keep(value));
        self
    }
}

impl Part {
    /// The contents of all columns, counted in the rows as written.
    pub fn profile(&self) -> Profile {
        let is_left_out = |code: Code| code.says_no_firm() || code == Code::RecordTooLong;
        let left_out = self.marks.iter().filter(|mark| is_left_out(mark.code)).map(|mark| mark.row);
        let mut left_out: Vec<u32> = left_out.collect();
        left_out.dedup();
        let whole = self.rows.iter().zip(0..).filter(|(_, at)| left_out.binary_search(at).is_err());
        let rows: Vec<Row> = whole.map(|(row, _)| *row).collect();
        let columns = match &self.body {
            Body::Text { .. } => of_text(&self.body, &rows, &self.reading.plan, self.layout.columns.len()),
            Body::Frame(frame) => of_columns(frame, &rows, &self.reading.plan),
            Body::Packed(packed) => of_columns(packed, &rows, &self.reading.plan),
        };
        Profile { rows: rows.len(), columns }
    }
}

fn of_text(body: &Body, rows: &[Row], plan: &Plan, columns: usize) -> Vec<Contents> {
    let block = |rows: &[Row]| {
        let mut counted = vec![Counted::default(); columns];
        for row in rows {
            let record = body.record(*row);
            let cells = records::cells(&record, plan.delimiter);
            for ((cell, counted), rule) in cells.zip(&mut counted).zip(&plan.rules) {
                let cell = cell.trim();
                if is_filled(cell, rule, &plan.marks) {
                    counted.add(cell);
                }
            }
        }
        counted
    };
    let blocks: Vec<Vec<Counted>> = rows.par_chunks(BLOCK).map(block).collect();
    let joined = blocks
        .into_iter()
        .reduce(|all, block| all.into_iter().zip(block).map(|(all, block)| all.joined(block)).collect());
    let counted = joined.unwrap_or_else(|| vec![Counted::default(); columns]).into_iter();
    counted.map(|one| Contents { filled: Some(one.filled), values: one.values }).collect()
}

fn of_columns(all: &dyn Columnar, rows: &[Row], plan: &Plan) -> Vec<Contents> {
    let column = |(at, rule): (usize, &Rule)| {
        let values = all.values(at);
        if let Values::Blank(Some(_)) = values {
            return Contents::default();
        }
        let (mut counted, mut text) = (Counted::default(), String::new());
        for row in rows.iter().map(|row| (row.line as usize).saturating_sub(1)) {
            let is_known = typed(&values, row).filter(|_| !plan.marks.digits);
            match is_known {
                Some(false) => continue,
                Some(true) if counted.values.len() == VALUES => {
                    counted.filled += 1;
                    continue;
                }
                _ => {}
            }
            text.clear();
            values.push(&mut text, row);
            let cell = records::cells(&text, plan.delimiter).next().unwrap_or_default();
            let cell = cell.trim();
            if is_filled(cell, rule, &plan.marks) {
                counted.add(cell);
            }
        }
        Contents { filled: Some(counted.filled), values: counted.values }
    };
    plan.rules.par_iter().enumerate().map(column).collect()
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

/// Whether a trimmed cell is neither blank nor a mark for "not known" in its column.
fn is_filled(cell: &str, rule: &Rule, marks: &Marks) -> bool {
    if cell.is_empty() {
        return false;
    }
    match rule {
        Rule::Flag(flags) if flags.no.as_ref().is_some_and(|no| no.are(cell)) => true,
        _ if marks.are(cell) => false,
        Rule::Date(days) if !days.unknown.is_empty() => !matches!(days.read(cell), Ok(None)),
        _ => true,
    }
}
