//! Proof that the value of a rule is known for every firm.

use super::Expr;
use super::functions::OfOne;
use super::node::{AnyNode, Day, Flag, FlagOwn, Node, Number, NumberOwn, Question, Test, Text, Type};
use super::tree::Arithmetic;

impl Expr {
    /// Whether the value is known for every firm, given that `of(s)` is true for each slot `s` whose value is
    /// known for every firm. `false` if this cannot be proved: for a quotient, a logarithm, a root or a
    /// power. Numbers are assumed not to overflow.
    pub fn is_known(&self, of: &dyn Fn(usize) -> bool) -> bool {
        match &*self.node {
            AnyNode::Number(node) => known(node, of),
            AnyNode::Text(node) => known(node, of),
            AnyNode::Flag(node) => known(node, of),
            AnyNode::Date(node) => known(node, of),
        }
    }
}

trait Known: Type {
    fn own_known(own: &Self::Own, of: &dyn Fn(usize) -> bool) -> bool;
}

impl Known for Text {
    fn own_known(own: &Self::Own, _of: &dyn Fn(usize) -> bool) -> bool {
        match *own {}
    }
}

impl Known for Day {
    fn own_known(own: &Self::Own, _of: &dyn Fn(usize) -> bool) -> bool {
        match *own {}
    }
}

impl Known for Number {
    fn own_known(own: &NumberOwn, of: &dyn Fn(usize) -> bool) -> bool {
        match own {
            NumberOwn::OfOne(
                OfOne::Negate | OfOne::Abs | OfOne::Floor | OfOne::Ceil | OfOne::Round(_),
                x,
            ) => known(x, of),
            NumberOwn::OfOne(OfOne::Sqrt | OfOne::Ln, _) | NumberOwn::Power(_) => false,
            NumberOwn::Arithmetic(Arithmetic::Divide | Arithmetic::Remainder, _) => false,
            NumberOwn::Arithmetic(_, pair) => known(&pair.0, of) && known(&pair.1, of),
            NumberOwn::YearsBetween(pair) => known(&pair.0, of) && known(&pair.1, of),
        }
    }
}

impl Known for Flag {
    fn own_known(own: &FlagOwn, of: &dyn Fn(usize) -> bool) -> bool {
        match own {
            FlagOwn::Not(node) => known(node, of),
            FlagOwn::And(pair) | FlagOwn::Or(pair) => known(&pair.0, of) && known(&pair.1, of),
            FlagOwn::Is(..) => true,
            FlagOwn::Like(node, _) => known(node, of),
            FlagOwn::OfNumber(question) => answered(question, of),
            FlagOwn::OfText(question) => answered(question, of),
            FlagOwn::OfFlag(question) => answered(question, of),
            FlagOwn::OfDate(question) => answered(question, of),
        }
    }
}

fn answered<T: Known>(question: &Question<T>, of: &dyn Fn(usize) -> bool) -> bool {
    let with = match &question.test {
        Test::IsNull => return true,
        Test::Compare(_, with) => known(with, of),
        Test::Between(low, high) => known(low, of) && known(high, of),
        Test::In { null, others, .. } => !null && others.iter().all(|other| known(other, of)),
    };
    with && known(&question.of, of)
}

fn known<T: Known>(node: &Node<T>, of: &dyn Fn(usize) -> bool) -> bool {
    match node {
        Node::Constant(constant) => constant.is_some(),
        Node::Slot(slot) => of(*slot),
        Node::Coalesce(nodes) | Node::Extreme { of: nodes, .. } => nodes.iter().any(|node| known(node, of)),
        Node::NullIf(_) => false,
        Node::Case { results, .. } => results.iter().all(|node| known(node, of)),
        Node::Own(own) => T::own_known(own, of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Scope;
    use crate::firms::Kind;

    /// Whether `rule` is known if `a`, `t` and `d` are known and `b` and `f` may be missing.
    fn is_known(rule: &str) -> bool {
        let mut scope = Scope::default();
        for (name, kind) in [
            ("a", Kind::Number),
            ("t", Kind::Text),
            ("d", Kind::Date),
            ("b", Kind::Number),
            ("f", Kind::Flag),
        ] {
            scope.add(name, kind);
        }
        Expr::compile(rule, &scope).unwrap().is_known(&|slot| slot < 3)
    }

    #[test]
    fn a_value_is_known_where_nothing_it_rests_on_can_be_missing() {
        for rule in [
            "a",
            "3",
            "COALESCE(b, 0)",
            "COALESCE(b, a)",
            "GREATEST(b, 0)",
            "a * 2 - COALESCE(b, 1)",
            "ROUND(ABS(-a), 1)",
            "YEARS_BETWEEN(d, DATE '2025-01-01')",
            "CASE WHEN b > 1 THEN 2 ELSE 3 END",
            "b IS NULL",
            "f IS TRUE AND NOT a > 3",
            "t LIKE 'x%' OR t IN ('y', 'z')",
            "a BETWEEN 1 AND 2",
        ] {
            assert!(is_known(rule), "{rule}");
        }
        for rule in [
            "b",
            "COALESCE(b, NULL)",
            "a + b",
            "a / a",
            "a % 3",
            "LN(a)",
            "SQRT(a)",
            "POWER(a, 2)",
            "NULLIF(a, 3)",
            "CASE WHEN a > 1 THEN 2 END",
            "f AND a > 3",
            "a BETWEEN 1 AND b",
            "a IN (1, NULL)",
            "a IN (1, b)",
        ] {
            assert!(!is_known(rule), "{rule}");
        }
    }
}
