//! Between which numbers the values of a rule lie, as far as its names' own bounds tell.

use super::Expr;
use super::functions::OfOne;
use super::node::{AnyNode, Node, Number, NumberOwn};
use super::tree::Arithmetic;

/// The least interval known to hold every value. A value lies in it or is missing; not every number in it
/// need occur.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Nothing is less.
    pub low: f64,
    /// Nothing is greater.
    pub high: f64,
    /// Whether every value is a whole number.
    pub whole: bool,
}

impl Bounds {
    /// Any number.
    pub const ANY: Bounds = Bounds { low: f64::NEG_INFINITY, high: f64::INFINITY, whole: false };

    /// From `low` to `high`. Where either is not known, or has no value, there is none.
    fn new(low: f64, high: f64, whole: bool) -> Bounds {
        Bounds {
            low: if low.is_nan() { f64::NEG_INFINITY } else { low },
            high: if high.is_nan() { f64::INFINITY } else { high },
            whole,
        }
    }

    /// What lies in either.
    pub fn or(self, other: Bounds) -> Bounds {
        Bounds {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
            whole: self.whole && other.whole,
        }
    }

    /// The hull of `combine` at the ends of both; rounding keeps order, so that what lies between stays
    /// between.
    fn ends(self, other: Bounds, whole: bool, combine: impl Fn(f64, f64) -> f64) -> Bounds {
        let ends =
            [(self.low, other.low), (self.low, other.high), (self.high, other.low), (self.high, other.high)];
        // Nothing times no end, and nothing over nothing, are nothing.
        let values = ends.map(|(a, b)| combine(a, b)).map(|x| if x.is_nan() { 0.0 } else { x });
        let (low, high) = (
            values.iter().copied().fold(f64::INFINITY, f64::min),
            values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        );
        Bounds::new(low, high, whole)
    }
}

impl Expr {
    /// Between which numbers its values lie, where those of slot s lie in `of(s)`; any, for a rule that is no
    /// number.
    pub fn bounds(&self, of: &dyn Fn(usize) -> Bounds) -> Bounds {
        match &*self.node {
            AnyNode::Number(node) => bounds(node, of),
            _ => Bounds::ANY,
        }
    }

    /// Whether it counts the years between two names and does nothing else, so that its values are all whole
    /// numbers from some first to some last.
    pub fn is_years(&self) -> bool {
        let AnyNode::Number(Node::Own(NumberOwn::YearsBetween(days))) = &*self.node else { return false };
        matches!(&**days, (Node::Slot(_), Node::Slot(_)))
    }
}

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
        Node::Constant(Some(number)) => Bounds::new(*number, *number, number.fract() == 0.0),
        Node::Constant(None) => Bounds::ANY,
        Node::Slot(slot) => of(*slot),
        Node::Coalesce(nodes) | Node::Case { results: nodes, .. } => any_of(nodes),
        Node::Extreme { greatest, of: nodes } => {
            // A constant is always known, and so always among those the extreme is taken of.
            let mut bounds = any_of(nodes);
            for constant in nodes
                .iter()
                .filter_map(|node| if let Node::Constant(constant) = node { *constant } else { None })
            {
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
        NumberOwn::OfOne(function, node) => of_one(*function, bounds(node, of)),
        NumberOwn::Arithmetic(operator, pair) => {
            let (a, b) = (bounds(&pair.0, of), bounds(&pair.1, of));
            let whole = a.whole && b.whole;
            match operator {
                Arithmetic::Add => Bounds::new(a.low + b.low, a.high + b.high, whole),
                Arithmetic::Subtract => Bounds::new(a.low - b.high, a.high - b.low, whole),
                Arithmetic::Multiply => a.ends(b, whole, |a, b| a * b),
                // What is divided by zero is missing; beside it the quotient has no end, on the divisor's
                // side.
                Arithmetic::Divide if b.low >= 0.0 => a.ends(b, false, |a, b| a / b.abs()),
                Arithmetic::Divide if b.high <= 0.0 => a.ends(b, false, |a, b| a / -b.abs()),
                Arithmetic::Divide | Arithmetic::Remainder => Bounds::ANY,
            }
        }
        NumberOwn::Power(_) => Bounds::ANY,
        NumberOwn::YearsBetween(_) => Bounds { whole: true, ..Bounds::ANY },
    }
}

fn of_one(function: OfOne, x: Bounds) -> Bounds {
    match function {
        OfOne::Negate => Bounds::new(-x.high, -x.low, x.whole),
        OfOne::Abs if x.low >= 0.0 => x,
        OfOne::Abs => Bounds::new(0.0, x.high.max(-x.low), x.whole),
        OfOne::Sqrt => Bounds::new(x.low.max(0.0).sqrt(), x.high.max(0.0).sqrt(), false),
        OfOne::Floor => Bounds::new(x.low.floor(), x.high.floor(), true),
        OfOne::Ceil => Bounds::new(x.low.ceil(), x.high.ceil(), true),
        OfOne::Round(digits @ 0..) => Bounds::new(x.low.floor(), x.high.ceil(), digits == 0),
        OfOne::Round(_) | OfOne::Ln => Bounds::ANY,
    }
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
        let slots = [Bounds::new(0.0, f64::INFINITY, true), Bounds::new(-2.0, 5.0, false), Bounds::ANY];
        let Bounds { low, high, whole } = expr.bounds(&|slot| slots[slot]);
        (low, high, whole)
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
        assert_eq!(of("SQRT(b + 4)"), (2f64.sqrt(), 3.0, false));
        assert_eq!(of("LN(a)"), (none, inf, false));
        assert_eq!(of("c - c"), (none, inf, false));
        assert_eq!(of("-b"), (-5.0, 2.0, false));
    }
}
