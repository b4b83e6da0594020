//! Evaluation of nodes over one row with rational numbers of any size, for rows with a number that exceeds 64
//! bits.

use std::cmp::Ordering;

use super::functions::{OfOne, years_between};
use super::lanes::Row;
use super::node::{Conditions, FlagOwn, Node, NumberOwn, Question, Test, Type};
use super::tree::{Arithmetic, Relation};
use crate::decimal::{Ratio, nearest, ratio, significant};

/// The value of `node`; `None` where it is missing.
pub(super) fn value<'a, T: Type>(node: &'a Node<T>, row: Row<'a>) -> Option<T::Exact<'a>> {
    match node {
        Node::Constant(constant) => constant.as_ref().map(T::exact),
        Node::Slot(slot) => T::exact_cell(row.frame.slots[*slot], row.row)
            .unwrap_or_else(|| panic!("slot {slot} of the frame is no {}", T::KIND.as_str())),
        Node::Coalesce(of) => of.iter().find_map(|node| value(node, row)),
        Node::NullIf(pair) => {
            let found = value(&pair.0, row)?;
            (value(&pair.1, row).as_ref() != Some(&found)).then_some(found)
        }
        Node::Extreme { greatest, of } => {
            let wins = if *greatest { Ordering::Greater } else { Ordering::Less };
            let known = of.iter().filter_map(|node| value(node, row));
            known.reduce(|best, next| if next.partial_cmp(&best) == Some(wins) { next } else { best })
        }
        Node::Case { conditions, results } => {
            let first = conditions.first(row).unwrap_or(results.len().saturating_sub(1));
            results.get(first).and_then(|result| value(result, row))
        }
        Node::Own(own) => T::exact_own(own, row),
    }
}

impl Conditions {
    /// The first condition that holds.
    fn first(&self, row: Row<'_>) -> Option<usize> {
        fn equal<'a, T: Type>(of: &'a Node<T>, values: &'a [Node<T>], row: Row<'a>) -> Option<usize> {
            let of = value(of, row)?;
            values.iter().position(|node| value(node, row).as_ref() == Some(&of))
        }
        match self {
            Conditions::Holds(flags) => flags.iter().position(|flag| value(flag, row) == Some(true)),
            Conditions::Number(of, values) => equal(of, values, row),
            Conditions::Text(of, values) => equal(of, values, row),
            Conditions::Flag(of, values) => equal(of, values, row),
            Conditions::Date(of, values) => equal(of, values, row),
        }
    }
}

impl NumberOwn {
    pub(super) fn exact(&self, row: Row<'_>) -> Option<Ratio> {
        match self {
            NumberOwn::OfOne(function, of) => of_one(*function, value(of, row)?),
            NumberOwn::Arithmetic(operator, pair) => {
                let (a, b) = (value(&pair.0, row)?, value(&pair.1, row)?);
                let is_divisor = b != Ratio::default();
                let result = match operator {
                    Arithmetic::Add => Some(a + b),
                    Arithmetic::Subtract => Some(a - b),
                    Arithmetic::Multiply => Some(a * b),
                    Arithmetic::Divide => is_divisor.then(|| a / b),
                    Arithmetic::Remainder => is_divisor.then(|| a % b),
                };
                result.and_then(bounded)
            }
            NumberOwn::Power(pair) => {
                let (x, y) = (value(&pair.0, row)?, value(&pair.1, row)?);
                irrational(nearest(&x).powf(nearest(&y)))
            }
            NumberOwn::YearsBetween(pair) => {
                let years = years_between(value(&pair.0, row)?, value(&pair.1, row)?);
                Some(Ratio::from_integer(years.into()))
            }
        }
    }
}

/// The value of a function; `None` if undefined.
pub(super) fn of_one(function: OfOne, x: Ratio) -> Option<Ratio> {
    Some(match function {
        OfOne::Negate => -x,
        OfOne::Abs if x < Ratio::default() => -x,
        OfOne::Abs => x,
        OfOne::Ln => return irrational(nearest(&x).ln()),
        OfOne::Sqrt => return irrational(nearest(&x).sqrt()),
        OfOne::Floor => x.floor(),
        OfOne::Ceil => x.ceil(),
        OfOne::Round(digits) => {
            let power = Ratio::from_integer(10.into()).pow(digits.into());
            // Halves round away from zero.
            (x * &power).round() / power
        }
    })
}

/// Greatest number of binary digits of a numerator or denominator. Each squaring doubles the digits, so that
/// twenty squarings would take hours and much memory. A sum of a hundred ratios of amounts does not exceed
/// the limit.
pub(super) const MOST_DIGITS: u64 = 4096;

/// `x`; with more than [`MOST_DIGITS`] digits, the nearest decimal of 15 significant digits, and `None`
/// beyond the range of doubles.
fn bounded(x: Ratio) -> Option<Ratio> {
    if is_long(&x) { irrational(nearest(&x)) } else { Some(x) }
}

/// Whether `x` has more than [`MOST_DIGITS`].
pub(super) fn is_long(x: &Ratio) -> bool {
    x.numer().bits() > MOST_DIGITS || x.denom().bits() > MOST_DIGITS
}

/// The decimal used for an irrational result; `None` beyond the range of doubles.
pub(super) fn irrational(value: f64) -> Option<Ratio> {
    value.is_finite().then(|| ratio(significant(value)))
}

impl FlagOwn {
    pub(super) fn exact(&self, row: Row<'_>) -> Option<bool> {
        match self {
            FlagOwn::Not(of) => value(of, row).map(|flag| !flag),
            FlagOwn::And(pair) => join(value(&pair.0, row), value(&pair.1, row), false),
            FlagOwn::Or(pair) => join(value(&pair.0, row), value(&pair.1, row), true),
            FlagOwn::Is(of, wanted) => Some(value(of, row) == Some(*wanted)),
            FlagOwn::Like(of, pattern) => value(of, row).map(|text| pattern.matches(text)),
            FlagOwn::OfNumber(question) => question.exact(row),
            FlagOwn::OfText(question) => question.exact(row),
            FlagOwn::OfFlag(question) => question.exact(row),
            FlagOwn::OfDate(question) => question.exact(row),
        }
    }
}

/// `decisive` if either equals `decisive`; otherwise missing if either is missing; otherwise `!decisive`.
fn join(a: Option<bool>, b: Option<bool>, decisive: bool) -> Option<bool> {
    if a == Some(decisive) || b == Some(decisive) { Some(decisive) } else { a.and(b) }
}

impl<T: Type> Question<T> {
    fn exact(&self, row: Row<'_>) -> Option<bool> {
        let of = value(&self.of, row);
        match &self.test {
            Test::IsNull => Some(of.is_none()),
            Test::Compare(relation, with) => Some(relation.holds(&of?, &value(with, row)?)),
            Test::Between(low, high) => {
                let above = value(low, row).zip(of.clone()).map(|(low, of)| of >= low);
                let below = value(high, row).zip(of).map(|(high, of)| of <= high);
                join(above, below, false)
            }
            Test::In { constants, null, others } => {
                let of = of?;
                let found = Some(T::exact_contains(constants, &of));
                let found = if *null { join(found, None, true) } else { found };
                let equal = |other| value(other, row).map(|other| other == of);
                others.iter().fold(found, |found, other| join(found, equal(other), true))
            }
        }
    }
}

impl Relation {
    fn holds<V: PartialOrd>(self, a: &V, b: &V) -> bool {
        match self {
            Relation::Equal => a == b,
            Relation::NotEqual => a != b,
            Relation::Less => a < b,
            Relation::LessOrEqual => a <= b,
            Relation::Greater => a > b,
            Relation::GreaterOrEqual => a >= b,
        }
    }
}
