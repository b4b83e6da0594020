//! Columns as rules read them: exact numbers, slots and frames.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cells::Cells;
use super::column::{Column, Value};
use crate::decimal::{Fraction, Ratio, ratio, ratio_of_fraction};

/// The exact numbers behind a column of computed doubles. The doubles are rounded if a number is no decimal,
/// such as 1 / 3.
#[derive(Clone, Debug, Default)]
pub struct Exact {
    /// One per row; 0 if missing.
    pub fractions: Vec<Fraction>,
    /// Numbers beyond the range of [`Fraction`], by row. Their entry in `fractions` is [`Fraction::BEYOND`].
    pub others: BTreeMap<u32, Ratio>,
}

impl Exact {
    /// The decimals that these doubles represent.
    pub fn of(cells: &Cells<f64>) -> Exact {
        let fractions: Vec<Fraction> = cells.values.iter().map(|&x| Fraction::of(x)).collect();
        let beyond = fractions.iter().enumerate().filter(|(_, fraction)| fraction.is_beyond());
        let others = beyond.map(|(row, _)| (row as u32, ratio(cells.values[row]))).collect();
        Exact { fractions, others }
    }

    /// The number at `row`; without meaning if it is missing.
    pub fn get(&self, row: usize) -> Ratio {
        let other = || self.others.get(&(row as u32)).cloned();
        ratio_of_fraction(self.fractions[row]).or_else(other).unwrap_or_default()
    }

    /// Whether the decimal of every known double in `cells` equals the exact number.
    pub fn equals(&self, cells: &Cells<f64>) -> bool {
        let is_equal = |(row, x): (usize, f64)| match self.fractions[row] {
            fraction if fraction.is_number() => fraction == Fraction::of(x),
            _ => self.get(row) == ratio(x),
        };
        let known = cells.iter().enumerate().filter_map(|(row, cell)| Some((row, cell?)));
        known.into_iter().all(is_equal)
    }

    /// The numbers at `rows`, in that order.
    pub fn take(&self, rows: &[u32]) -> Exact {
        let others = rows.iter().enumerate();
        Exact {
            fractions: rows.iter().map(|&row| self.fractions[row as usize]).collect(),
            others: others.filter_map(|(at, row)| Some((at as u32, self.others.get(row)?.clone()))).collect(),
        }
    }
}

/// The source of a name's values in a rule: a column, or one value for every row.
#[derive(Clone, Copy, Debug)]
pub enum Slot<'a> {
    /// One value per row.
    Column(&'a Column),
    /// A column of numbers, with their exact values.
    Exact(&'a Column, &'a Exact),
    /// One value for every row; [`Value::Missing`] for a field without a column.
    Constant(Value<'a>),
}

impl<'a> Slot<'a> {
    /// The column; `None` for a constant.
    pub fn column(self) -> Option<&'a Column> {
        match self {
            Slot::Column(column) | Slot::Exact(column, _) => Some(column),
            Slot::Constant(_) => None,
        }
    }

    /// The value at `row`.
    pub fn value(self, row: usize) -> Value<'a> {
        match self {
            Slot::Column(column) | Slot::Exact(column, _) => column.value(row),
            Slot::Constant(value) => value,
        }
    }

    /// Whether the value at `row` is missing.
    pub fn is_missing(self, row: usize) -> bool {
        self.value(row) == Value::Missing
    }
}

/// The columns that a rule reads, by slot number of the scope that the rule was checked against.
#[derive(Clone, Debug, Default)]
pub struct Frame<'a> {
    /// Number of rows in every column.
    pub len: usize,
    /// One slot per name of the scope, in its order. Every column has `len` cells.
    pub slots: Vec<Slot<'a>>,
}

/// The columns of some slots for some rows of a frame.
#[derive(Debug)]
pub struct Taken {
    /// Number of rows.
    len: usize,
    /// An entry per slot; `None` if it is not taken or has no column.
    columns: Vec<Option<(Column, Option<Exact>)>>,
}

impl Taken {
    /// Takes the columns of `slots` of `frame` at `rows`, in the order of `rows`.
    pub fn of(frame: &Frame<'_>, slots: impl IntoIterator<Item = usize>, rows: &[u32]) -> Taken {
        let mut columns = vec![None; frame.slots.len()];
        for slot in slots {
            if columns[slot].is_some() {
                continue;
            }
            columns[slot] = match frame.slots[slot] {
                Slot::Column(column) => Some((column.take(rows), None)),
                Slot::Exact(column, exact) => Some((column.take(rows), Some(exact.take(rows)))),
                Slot::Constant(_) => None,
            };
        }
        Taken { len: rows.len(), columns }
    }

    /// A frame of the rows taken from `frame`, in which all other columns are missing.
    pub fn frame<'a>(&'a self, frame: &Frame<'a>) -> Frame<'a> {
        let slots = self.columns.iter().zip(&frame.slots).map(|(taken, slot)| match (taken, *slot) {
            (Some((column, Some(exact))), _) => Slot::Exact(column, exact),
            (Some((column, None)), _) => Slot::Column(column),
            (None, Slot::Constant(value)) => Slot::Constant(value),
            (None, Slot::Column(_) | Slot::Exact(..)) => Slot::Constant(Value::Missing),
        });
        Frame { len: self.len, slots: slots.collect() }
    }
}

impl Frame<'_> {
    /// The range of all rows.
    pub fn rows(&self) -> Range<usize> {
        0..self.len
    }
}
