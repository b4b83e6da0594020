//! Number of binary digits of a rule's values. The evaluator rounds values beyond a limit.

use crate::decimal::Ratio;
use crate::expr::exact::MOST_DIGITS;

/// The most binary digits of any numerator, and of any denominator, of the values of an interval. The values
/// are in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    numerator: u64,
    denominator: u64,
}

/// Binary digits of the greatest power of ten used in rounding.
const OF_POWER: u64 = 50;

impl Size {
    /// Size of the evaluator's results.
    pub(super) const ANY: Size =
        Size { numerator: MOST_DIGITS + OF_POWER, denominator: MOST_DIGITS + OF_POWER };
    /// Size of decimals of doubles: the least is 5/10^324.
    pub(super) const DOUBLES: Size = Size { numerator: 1024, denominator: 1077 };
    /// Size of years between two days.
    pub(super) const YEARS: Size = Size { numerator: 16, denominator: 1 };

    pub(super) fn of(x: &Ratio) -> Size {
        Size { numerator: x.numer().bits().max(1), denominator: x.denom().bits() }
    }

    /// Size of the whole numbers among these values.
    pub(super) fn whole(self) -> Size {
        Size { denominator: 1, ..self }
    }

    /// Size after rounding to `digits` decimals.
    pub(super) fn rounded(self, digits: i8) -> Size {
        let numerator = self.numerator + if digits == 0 { 1 } else { OF_POWER };
        Size { numerator, denominator: if digits > 0 { OF_POWER } else { 1 } }
    }

    /// Size of the union of two sets of values.
    pub(super) fn or(self, other: Size) -> Size {
        Size {
            numerator: self.numerator.max(other.numerator),
            denominator: self.denominator.max(other.denominator),
        }
    }

    pub(super) fn plus(self, other: Size) -> Size {
        let (n, m) = (product(self.numerator, other.denominator), product(other.numerator, self.denominator));
        Size { numerator: n.max(m) + 1, denominator: product(self.denominator, other.denominator) }
    }

    pub(super) fn times(self, other: Size) -> Size {
        Size {
            numerator: product(self.numerator, other.numerator),
            denominator: product(self.denominator, other.denominator),
        }
    }

    pub(super) fn inverse(self) -> Size {
        Size { numerator: self.denominator, denominator: self.numerator }
    }

    /// Whether the evaluator rounds none of the values.
    pub(super) fn is_exact(self) -> bool {
        self.numerator <= MOST_DIGITS && self.denominator <= MOST_DIGITS
    }

    /// Size after the evaluator has rounded values beyond the limit.
    pub(super) fn bounded(self) -> Size {
        Size { numerator: self.numerator.min(MOST_DIGITS), denominator: self.denominator.min(MOST_DIGITS) }
    }
}

/// Most binary digits of the product of numbers with `a` and `b` digits. A number of one digit is 0 or 1,
/// which adds none.
fn product(a: u64, b: u64) -> u64 {
    if a <= 1 || b <= 1 { a.max(b) } else { a + b }
}
