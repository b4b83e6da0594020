//! The ends of an interval of numbers.

use num_traits::Zero;

use crate::decimal::{Ratio, nearest, ratio};

/// An end of an interval, ordered as numbers are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// Below every number: the interval has no least number.
    Below,
    /// A number that belongs to the interval.
    At(Ratio),
    /// Above every number: the interval has no greatest number.
    Above,
}

impl End {
    /// The decimal that `x` represents; beyond all numbers for an infinite `x`.
    pub fn of(x: f64) -> End {
        match x {
            f64::INFINITY => End::Above,
            f64::NEG_INFINITY => End::Below,
            x => End::At(ratio(x)),
        }
    }

    /// The nearest double, infinite for an unbounded end.
    pub fn nearest(&self) -> f64 {
        match self {
            End::Below => f64::NEG_INFINITY,
            End::At(x) => nearest(x),
            End::Above => f64::INFINITY,
        }
    }

    pub(super) fn sign(&self) -> i32 {
        match self {
            End::Below => -1,
            End::At(x) => x.cmp(&Ratio::zero()) as i32,
            End::Above => 1,
        }
    }

    /// The unbounded end on the side of `sign`.
    fn beyond(sign: i32) -> End {
        if sign < 0 { End::Below } else { End::Above }
    }

    pub(super) fn negated(self) -> End {
        match self {
            End::Below => End::Above,
            End::At(x) => End::At(-x),
            End::Above => End::Below,
        }
    }

    /// The sum; unbounded if either end is.
    pub(super) fn plus(&self, other: &End) -> End {
        match (self, other) {
            (End::At(x), End::At(y)) => End::At(x + y),
            (End::At(_), end) | (end, _) => end.clone(),
        }
    }

    /// The product; 0 times an unbounded end is 0.
    pub(super) fn times(&self, other: &End) -> End {
        match (self, other) {
            (End::At(x), End::At(y)) => End::At(x * y),
            _ => match self.sign() * other.sign() {
                0 => End::At(Ratio::zero()),
                sign => End::beyond(sign),
            },
        }
    }

    /// The reciprocal; unbounded on the side of `sign` for 0, and 0 for an unbounded end.
    pub(super) fn inverse(&self, sign: i32) -> End {
        match self {
            End::At(x) if x.is_zero() => End::beyond(sign),
            End::At(x) => End::At(x.recip()),
            _ => End::At(Ratio::zero()),
        }
    }
}
