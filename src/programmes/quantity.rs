//! Quantities of programmes: numbers as written, or computed per referral.

use std::ops::Range;

use rust_decimal::Decimal;

use super::written::REQUIRED;
use crate::decimal::units;
use crate::expr::Expr;
use crate::firms::{Cells, Frame};

/// Decimals to which a computed number is rounded.
const DECIMALS: u32 = 12;
/// The greatest size of a number.
const MOST: f64 = 1e14;

/// A number, or an expression with a number as value.
#[derive(Clone, Debug)]
pub enum Quantity {
    /// The same number for every referral.
    Fixed(Decimal),
    /// A number per referral, within the bounds of its key.
    Rule {
        /// Expression with a number as value.
        expr: Expr,
        /// Least and greatest number.
        bounds: (f64, f64),
    },
    /// A number that the campaign must give; only in a programme that is checked alone.
    Required,
}

impl Quantity {
    /// The number `x` as its shortest decimal; `None` if it is not finite or beyond 10¹⁴ in size.
    pub fn fixed(x: f64) -> Option<Quantity> {
        decimal(x).map(Quantity::Fixed)
    }

    /// The expression; `None` without one.
    pub fn expr(&self) -> Option<&Expr> {
        match self {
            Quantity::Fixed(_) | Quantity::Required => None,
            Quantity::Rule { expr, .. } => Some(expr),
        }
    }

    /// The quantity as written.
    pub fn written(&self) -> String {
        match self {
            Quantity::Fixed(number) => number.to_string(),
            Quantity::Rule { expr, .. } => expr.source().trim().to_owned(),
            Quantity::Required => REQUIRED.to_owned(),
        }
    }

    /// The values for `rows`.
    pub(super) fn over(&self, frame: &Frame<'_>, rows: Range<usize>) -> Values {
        match self {
            Quantity::Fixed(number) => Values::Same(*number),
            Quantity::Rule { expr, bounds } => Values::Each(expr.numbers(frame, rows), *bounds),
            Quantity::Required => Values::Each(Cells::missing(rows.len()), (0.0, 0.0)),
        }
    }
}

/// `x` as its shortest decimal, rounded to 12 decimals; `None` if it is not finite or beyond 10¹⁴ in size.
pub(super) fn decimal(x: f64) -> Option<Decimal> {
    if !x.is_finite() || x.abs() > MOST {
        return None;
    }
    let scaled = units(x, DECIMALS as i32);
    Decimal::try_from_i128_with_scale(scaled, DECIMALS).ok().map(|number| number.normalize())
}

/// The values of a quantity.
pub(super) enum Values {
    Same(Decimal),
    Each(Cells<f64>, (f64, f64)),
}

impl Values {
    /// The value at `row`; `None` if it is missing or outside its bounds.
    pub fn get(&self, row: usize) -> Option<Decimal> {
        match self {
            Values::Same(number) => Some(*number),
            Values::Each(cells, (low, high)) => {
                cells.get(row).filter(|number| (low..=high).contains(&number)).and_then(decimal)
            }
        }
    }
}
