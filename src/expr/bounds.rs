//! Interval arithmetic: the range of a rule's values, from the ranges of its names. Ends are exact, as values
//! are, and move outward where the evaluator rounds: no value lies outside.

mod end;
mod size;

use num_traits::Zero;

use self::size::Size;
use super::Expr;
use super::exact::{irrational, is_long, of_one};
use super::functions::OfOne;
use super::node::{AnyNode, Node, Number, NumberOwn};
use super::tree::Arithmetic;
use crate::decimal::{Ratio, nearest, ratio, significant};

pub use self::end::End;

/// An interval that holds every known value; not every number in it need occur.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    /// No value is less.
    pub low: End,
    /// No value is greater.
    pub high: End,
    /// Whether every value is a whole number.
    pub whole: bool,
    size: Size,
    /// Whether a value may be missing because it, or an operand, exceeds the range of doubles.
    overflows: bool,
}

impl Bounds {
    /// The interval of all numbers.
    pub const ANY: Bounds =
        Bounds { low: End::Below, high: End::Above, whole: false, size: Size::ANY, overflows: true };

    /// Doubles from `low` to `high`, infinite for no end.
    pub fn of_doubles(low: f64, high: f64, whole: bool) -> Bounds {
        let size = if whole { Size::DOUBLES.whole() } else { Size::DOUBLES };
        Bounds { low: End::of(low), high: End::of(high), whole, size, overflows: false }
    }

    /// The interval of `x` alone.
    pub fn one(x: f64) -> Bounds {
        let number = ratio(x);
        let (size, whole) = (Size::of(&number), number.is_integer());
        Bounds { low: End::At(number.clone()), high: End::At(number), whole, size, overflows: false }
    }

    /// The hull of both intervals.
    pub fn or(self, other: Bounds) -> Bounds {
        Bounds {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
            whole: self.whole && other.whole,
            size: self.size.or(other.size),
            overflows: self.overflows || other.overflows,
        }
    }

    /// Whether the number lies in the interval.
    pub fn holds(&self, x: &Ratio) -> bool {
        let at = End::At(x.clone());
        self.low <= at && at <= self.high && (!self.whole || x.is_integer())
    }

    /// A result from `low` to `high` of operands `a` and `b`, with digits bounded as in the evaluator.
    fn reckoned(low: End, high: End, whole: bool, size: Size, overflows: bool) -> Bounds {
        if size.is_exact() {
            return Bounds { low, high, whole, size, overflows };
        }
        let (low, high) = (below(low), below(high.negated()).negated());
        Bounds { low, high, whole, size: size.bounded(), overflows: true }
    }

    /// The hull of all products.
    fn times(self, other: Bounds, whole: bool) -> Bounds {
        let products = [
            (&self.low, &other.low),
            (&self.low, &other.high),
            (&self.high, &other.low),
            (&self.high, &other.high),
        ];
        let (low, high) = hull(products.map(|(a, b)| a.times(b)));
        Bounds::reckoned(low, high, whole, self.size.times(other.size), self.overflows || other.overflows)
    }

    /// Reciprocals; division by 0 is missing. `None` for an interval with numbers on both sides of 0: the
    /// quotient is unbounded.
    fn inverse(self) -> Option<Bounds> {
        let side = match (self.low.sign(), self.high.sign()) {
            (0.., _) => 1,
            (_, ..=0) => -1,
            _ => return None,
        };
        let (low, high) = (self.high.inverse(side), self.low.inverse(side));
        Some(Bounds { low, high, whole: false, size: self.size.inverse(), overflows: self.overflows })
    }
}

/// An end that exceeds neither `low` nor its rounded value.
fn below(low: End) -> End {
    let End::At(x) = low else { return low };
    let near = nearest(&x);
    let exact = if is_long(&x) { End::of(near.next_down()) } else { End::At(x) };
    irrational(near).map_or(exact.clone(), |rounded| exact.min(End::At(rounded)))
}

fn hull<const N: usize>(ends: [End; N]) -> (End, End) {
    let low = ends.iter().min().cloned().unwrap_or(End::Below);
    (low, ends.into_iter().max().unwrap_or(End::Above))
}

impl Expr {
    /// Range of the rule's values, if those of slot s lie in `of(s)`; [`Bounds::ANY`] for a rule that is no
    /// number.
    pub fn bounds(&self, of: &dyn Fn(usize) -> Bounds) -> Bounds {
        match &*self.node {
            AnyNode::Number(node) => bounds(node, of),
            _ => Bounds::ANY,
        }
    }

    /// Whether no value exceeds the range of doubles, if those of slot s are doubles in `of(s)`.
    pub fn stays_finite(&self, of: &dyn Fn(usize) -> Bounds) -> bool {
        let AnyNode::Number(node) = &*self.node else { return true };
        let (least, most) = (End::of(f64::MIN), End::of(f64::MAX));
        let doubles = |slot: usize| {
            let bounds = of(slot);
            let (low, high) = (bounds.low.max(least.clone()), bounds.high.min(most.clone()));
            Bounds { low, high, overflows: false, ..bounds }
        };
        let found = bounds(node, &doubles);
        !found.overflows && found.low >= least && found.high <= most
    }

    /// Whether the rule only counts years between two names, so that its values are the whole numbers of a
    /// range.
    pub fn is_years(&self) -> bool {
        let AnyNode::Number(Node::Own(NumberOwn::YearsBetween(days))) = &*self.node else { return false };
        matches!(&**days, (Node::Slot(_), Node::Slot(_)))
    }
}

/// Greatest year of a day, before and after Christ.
const YEARS: u16 = 9999;

fn bounds(node: &Node<Number>, of: &dyn Fn(usize) -> Bounds) -> Bounds {
    let any_of = |nodes: &[Node<Number>]| {
        nodes
            .iter()
            .filter(|node| !matches!(node, Node::Constant(None)))
            .map(|node| bounds(node, of))
            .reduce(Bounds::or)
            .unwrap_or(Bounds::ANY)
    };
    match node {
        Node::Constant(Some(number)) => Bounds::one(*number),
        Node::Constant(None) => Bounds::ANY,
        Node::Slot(slot) => of(*slot),
        Node::Coalesce(nodes) | Node::Case { results: nodes, .. } => any_of(nodes),
        Node::Extreme { greatest, of: nodes } => {
            // A constant is always known, and so always among the extreme's candidates.
            let mut bounds = any_of(nodes);
            let constants = nodes.iter().filter_map(|node| match node {
                Node::Constant(Some(number)) => Some(End::of(*number)),
                _ => None,
            });
            for constant in constants {
                match greatest {
                    true => bounds.low = bounds.low.max(constant),
                    false => bounds.high = bounds.high.min(constant),
                }
            }
            bounds
        }
        Node::NullIf(pair) => bounds(&pair.0, of),
        Node::Own(own) => of_number(own, of),
    }
}

fn of_number(own: &NumberOwn, of: &dyn Fn(usize) -> Bounds) -> Bounds {
    match own {
        NumberOwn::OfOne(function, node) => of_function(*function, bounds(node, of)),
        NumberOwn::Arithmetic(operator, pair) => {
            let (a, b) = (bounds(&pair.0, of), bounds(&pair.1, of));
            let (whole, overflows) = (a.whole && b.whole, a.overflows || b.overflows);
            match operator {
                Arithmetic::Add => {
                    let (low, high) = (a.low.plus(&b.low), a.high.plus(&b.high));
                    Bounds::reckoned(low, high, whole, a.size.plus(b.size), overflows)
                }
                Arithmetic::Subtract => {
                    let (low, high) = (a.low.plus(&b.high.negated()), a.high.plus(&b.low.negated()));
                    Bounds::reckoned(low, high, whole, a.size.plus(b.size), overflows)
                }
                Arithmetic::Multiply => a.times(b, whole),
                Arithmetic::Divide => b.inverse().map_or(Bounds::ANY, |inverse| a.times(inverse, false)),
                // It has the dividend's sign, and is less than dividend and divisor.
                Arithmetic::Remainder => {
                    let zero = || End::At(Ratio::zero());
                    let most = b.high.max(b.low.negated());
                    let least = most.clone().negated();
                    let low = a.low.max(least).min(zero());
                    let high = a.high.min(most).max(zero());
                    Bounds::reckoned(low, high, whole, a.size.plus(b.size), overflows)
                }
            }
        }
        NumberOwn::Power(pair) => power(&bounds(&pair.0, of), &bounds(&pair.1, of)),
        NumberOwn::YearsBetween(_) => {
            let years = f64::from(2 * YEARS);
            Bounds { size: Size::YEARS, ..Bounds::of_doubles(-years, years, true) }
        }
    }
}

fn of_function(function: OfOne, x: Bounds) -> Bounds {
    let ends = |x: Bounds| {
        let end = |end: End| match end {
            End::At(number) => of_one(function, number).map_or(End::Below, End::At),
            beyond => beyond,
        };
        Bounds { low: end(x.low), high: end(x.high), ..x }
    };
    match function {
        OfOne::Negate => Bounds { low: x.high.negated(), high: x.low.negated(), ..x },
        OfOne::Abs if x.low.sign() >= 0 => x,
        OfOne::Abs => Bounds { low: End::At(Ratio::zero()), high: x.high.max(x.low.negated()), ..x },
        OfOne::Floor | OfOne::Ceil => Bounds { whole: true, size: x.size.whole(), ..ends(x) },
        OfOne::Round(digits) => {
            Bounds { whole: x.whole || digits <= 0, size: x.size.rounded(digits), ..ends(x) }
        }
        // The root of a double is the nearest double, so that roots keep the order of numbers.
        OfOne::Sqrt => {
            let root = |end: &End| significant(end.nearest().max(0.0).sqrt());
            let overflows = x.overflows || x.high > End::of(f64::MAX);
            Bounds { overflows, ..Bounds::of_doubles(root(&x.low), root(&x.high), false) }
        }
        OfOne::Ln => {
            let ln = |end: &End| end.nearest().max(0.0).ln();
            let (low, high) = (outward(ln(&x.low), -1.0), outward(ln(&x.high), 1.0));
            // Numbers not above 0 have no logarithm.
            let high = if high == f64::NEG_INFINITY { f64::INFINITY } else { high };
            let overflows = x.overflows || x.high > End::of(f64::MAX);
            Bounds { overflows, ..Bounds::of_doubles(low, high, false) }
        }
    }
}

/// Assumed error of the platform's logarithms and powers, in units of the last place of a double: libraries
/// state one or two.
const UNITS: f64 = 8.0;

/// `x` moved by [`UNITS`] in the direction of `sign`, to the significant digits.
fn outward(x: f64, sign: f64) -> f64 {
    if x.is_finite() { significant(x + sign * UNITS * f64::EPSILON * x.abs()) } else { x }
}

/// A power of a non-negative base is monotonic in base and exponent, so it lies between those of the ends.
fn power(x: &Bounds, y: &Bounds) -> Bounds {
    if x.low.sign() < 0 {
        return Bounds::ANY;
    }
    let ends = [(&x.low, &y.low), (&x.low, &y.high), (&x.high, &y.low), (&x.high, &y.high)];
    let powers = ends.map(|(x, y)| x.nearest().powf(y.nearest()));
    let least = powers.iter().copied().fold(f64::INFINITY, f64::min);
    let most = powers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Below the least normal double there are fewer digits.
    let low = if least < f64::MIN_POSITIVE { 0.0 } else { outward(least, -1.0) };
    let high = outward(most.max(f64::MIN_POSITIVE), 1.0);
    Bounds { overflows: true, ..Bounds::of_doubles(low, high, false) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Scope;
    use crate::firms::Kind;

    /// The bounds of `rule` where `a` is a count, `b` from -2 to 5, `c` anything.
    fn of(rule: &str) -> (f64, f64, bool) {
        let mut scope = Scope::default();
        ["a", "b", "c"].into_iter().for_each(|name| scope.add(name, Kind::Number));
        let expr = Expr::compile_as(rule, &scope, Kind::Number).unwrap();
        let slots =
            [Bounds::of_doubles(0.0, f64::INFINITY, true), Bounds::of_doubles(-2.0, 5.0, false), Bounds::ANY];
        let bounds = expr.bounds(&|slot| slots[slot].clone());
        (bounds.low.nearest(), bounds.high.nearest(), bounds.whole)
    }

    #[test]
    fn bounds_hold_what_a_rule_can_be() {
        let (inf, none) = (f64::INFINITY, f64::NEG_INFINITY);
        assert_eq!(of("3.5"), (3.5, 3.5, false));
        assert_eq!(of("a + 2"), (2.0, inf, true));
        assert_eq!(of("b * 2 - 1"), (-5.0, 9.0, false));
        assert_eq!(of("b * b"), (-10.0, 25.0, false));
        assert_eq!(of("a * b"), (none, inf, false));
        assert_eq!(of("a / a * 100"), (0.0, inf, false));
        assert_eq!(of("b / NULLIF(a, 0)"), (none, inf, false));
        assert_eq!(of("a / -a"), (none, 0.0, false));
        assert_eq!(of("a / b"), (none, inf, false));
        assert_eq!(of("1 / (b + 3)"), (0.125, 1.0, false));
        assert_eq!(of("LEAST(a, 100)"), (0.0, 100.0, true));
        assert_eq!(of("LEAST(a, b)"), (-2.0, inf, false));
        assert_eq!(of("GREATEST(b, 0)"), (0.0, 5.0, false));
        assert_eq!(of("CASE WHEN a > 1 THEN 10 WHEN b > 1 THEN 5 END"), (5.0, 10.0, true));
        assert_eq!(of("COALESCE(b, 7)"), (-2.0, 7.0, false));
        assert_eq!(of("ABS(b)"), (0.0, 5.0, false));
        assert_eq!(of("FLOOR(b / 2)"), (-1.0, 2.0, true));
        assert_eq!(of("ROUND(b, 1)"), (-2.0, 5.0, false));
        assert_eq!(of("SQRT(b + 4)"), (significant(2f64.sqrt()), 3.0, false));
        assert_eq!(of("LN(a)"), (none, inf, false));
        assert_eq!(of("c - c"), (none, inf, false));
        assert_eq!(of("-b"), (-5.0, 2.0, false));
    }
}
