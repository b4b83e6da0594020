//! The ends of an interval of numbers.

use num_traits::Zero;

use crate::decimal::{Ratio, nearest, ratio};

/// An end of an interval. In the order of numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// Below every number: there is no least.
    Below,
    /// At this number, which belongs to the interval.
    At(Ratio),
    /// Above every number: there is no greatest.
    Above,
}

impl End {
    /// The decimal that `x` stands for; beyond all numbers where it is infinite.
    pub fn of(x: f64) -> End {
        match x {
            f64::INFINITY => End::Above,
            f64::NEG_INFINITY => End::Below,
            x => End::At(ratio(x)),
        }
    }

    /// The double nearest to it, infinite where there is no number.
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

    /// What lies beyond all numbers on the side of `sign`.
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

    /// The sum; of an end without a number, that end.
    pub(super) fn plus(&self, other: &End) -> End {
        match (self, other) {
            (End::At(x), End::At(y)) => End::At(x + y),
            (End::At(_), end) | (end, _) => end.clone(),
        }
    }

    /// The product; 0 times anything is 0, however large it grows.
    pub(super) fn times(&self, other: &End) -> End {
        match (self, other) {
            (End::At(x), End::At(y)) => End::At(x * y),
            _ => match self.sign() * other.sign() {
                0 => End::At(Ratio::zero()),
                sign => End::beyond(sign),
            },
        }
    }

    /// One over it; beyond all numbers on the side of `sign` where it is 0, and 0 where it is beyond them.
    pub(super) fn inverse(&self, sign: i32) -> End {
        match self {
            End::At(x) if x.is_zero() => End::beyond(sign),
            End::At(x) => End::At(x.recip()),
            _ => End::At(Ratio::zero()),
        }
    }
}
