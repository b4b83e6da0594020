//! Constants that a rule compares its names with. If a rule only compares its names with constants, a few
//! values of each name represent all its values: a statement true for these values is true for every firm.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Expr;
use super::node::{AnyNode, Conditions, Day, Flag, FlagOwn, Node, Number, Question, Test, Text, Type};

/// Constants compared with one name.
#[derive(Clone, Debug, PartialEq)]
pub enum Compared {
    /// Numbers, compared in any way.
    Numbers(Vec<f64>),
    /// Texts, compared for equality.
    Texts(Vec<Box<str>>),
    /// Days, compared in any way.
    Dates(Vec<Date>),
    /// A flag, true or false.
    Flag,
}

impl Compared {
    /// Adds another rule's constants for the same name.
    pub fn extend(&mut self, other: Compared) {
        match (self, other) {
            (Compared::Numbers(known), Compared::Numbers(more)) => known.extend(more),
            (Compared::Texts(known), Compared::Texts(more)) => known.extend(more),
            (Compared::Dates(known), Compared::Dates(more)) => known.extend(more),
            // A name has one type.
            _ => {}
        }
    }
}

impl Expr {
    /// By slot, the constants of comparisons. `None` for a rule that is no flag, or uses a name otherwise: in
    /// arithmetic, in a pattern, or in an order of texts.
    pub fn compared(&self) -> Option<BTreeMap<usize, Compared>> {
        let AnyNode::Flag(node) = &*self.node else { return None };
        let mut found = BTreeMap::new();
        flag(node, &mut found)?;
        Some(found)
    }
}

type BySlot = BTreeMap<usize, Compared>;

fn flag(node: &Node<Flag>, found: &mut BySlot) -> Option<()> {
    match node {
        Node::Constant(_) => Some(()),
        Node::Slot(slot) => {
            found.entry(*slot).or_insert(Compared::Flag);
            Some(())
        }
        Node::Coalesce(of) | Node::Extreme { of, .. } => flags(of, found),
        Node::NullIf(pair) => flag(&pair.0, found).and_then(|()| flag(&pair.1, found)),
        Node::Case { conditions, results } => {
            case(conditions, found)?;
            flags(results, found)
        }
        Node::Own(own) => own_flag(own, found),
    }
}

fn flags(nodes: &[Node<Flag>], found: &mut BySlot) -> Option<()> {
    nodes.iter().try_for_each(|node| flag(node, found))
}

fn case(conditions: &Conditions, found: &mut BySlot) -> Option<()> {
    match conditions {
        Conditions::Holds(conditions) => flags(conditions, found),
        Conditions::Flag(of, values) => flag(of, found).and_then(|()| flags(values, found)),
        Conditions::Number(of, values) => name(of, constants::<Number>(values)?, found, Compared::Numbers),
        Conditions::Text(of, values) => name(of, constants::<Text>(values)?, found, Compared::Texts),
        Conditions::Date(of, values) => name(of, constants::<Day>(values)?, found, Compared::Dates),
    }
}

fn own_flag(own: &FlagOwn, found: &mut BySlot) -> Option<()> {
    match own {
        FlagOwn::Not(node) | FlagOwn::Is(node, _) => flag(node, found),
        FlagOwn::And(pair) | FlagOwn::Or(pair) => flag(&pair.0, found).and_then(|()| flag(&pair.1, found)),
        FlagOwn::Like(..) => None,
        FlagOwn::OfNumber(question) => {
            let asked = asked(&question.test, |set| set.clone(), true)?;
            name(&question.of, asked, found, Compared::Numbers)
        }
        FlagOwn::OfText(question) => {
            let asked = asked(&question.test, |set| set.iter().cloned().collect(), false)?;
            name(&question.of, asked, found, Compared::Texts)
        }
        FlagOwn::OfDate(question) => {
            let asked = asked(&question.test, |set| set.clone(), true)?;
            name(&question.of, asked, found, Compared::Dates)
        }
        FlagOwn::OfFlag(question) => of_flag(question, found),
    }
}

fn of_flag(question: &Question<Flag>, found: &mut BySlot) -> Option<()> {
    flag(&question.of, found)?;
    match &question.test {
        Test::IsNull => Some(()),
        Test::Compare(_, with) => flag(with, found),
        Test::Between(low, high) => flag(low, found).and_then(|()| flag(high, found)),
        Test::In { others, .. } => flags(others, found),
    }
}

/// The constants of a test; `None` if the test compares with anything else, or compares by order although the
/// type is not `ordered`.
fn asked<T: Type>(
    test: &Test<T>,
    list: impl Fn(&T::Set) -> Vec<T::Owned>,
    ordered: bool,
) -> Option<Vec<T::Owned>> {
    match test {
        Test::IsNull => Some(Vec::new()),
        Test::Compare(relation, with) if ordered || relation.is_equality() => constants::<T>([with]),
        Test::Between(low, high) if ordered => constants::<T>([low, high]),
        Test::In { constants, others, .. } if others.is_empty() => Some(list(constants)),
        _ => None,
    }
}

fn constants<'n, T: Type>(nodes: impl IntoIterator<Item = &'n Node<T>>) -> Option<Vec<T::Owned>> {
    let mut constants = Vec::new();
    for node in nodes {
        let Node::Constant(constant) = node else { return None };
        constants.extend(constant.clone());
    }
    Some(constants)
}

/// Notes that a name is compared with `constants`.
fn name<T: Type>(
    of: &Node<T>,
    constants: Vec<T::Owned>,
    found: &mut BySlot,
    compared: impl Fn(Vec<T::Owned>) -> Compared,
) -> Option<()> {
    match of {
        Node::Constant(_) => Some(()),
        Node::Slot(slot) => {
            let more = compared(constants);
            found.entry(*slot).or_insert_with(|| compared(Vec::new())).extend(more);
            Some(())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::Scope;
    use crate::firms::Kind;

    fn of(rule: &str) -> Option<Vec<Compared>> {
        let mut scope = Scope::default();
        for (name, kind) in [
            ("n", Kind::Number),
            ("t", Kind::Text),
            ("d", Kind::Date),
            ("f", Kind::Flag),
            ("m", Kind::Number),
        ] {
            scope.add(name, kind);
        }
        Some(Expr::compile(rule, &scope).unwrap().compared()?.into_values().collect())
    }

    #[test]
    fn comparisons_with_constants_are_found_wherever_they_stand() {
        let numbers = |numbers: &[f64]| Some(vec![Compared::Numbers(numbers.to_vec())]);
        assert_eq!(of("n < 5 AND NOT (n BETWEEN 1 AND 2 OR n IN (7))"), numbers(&[5.0, 1.0, 2.0, 7.0]));
        assert_eq!(of("COALESCE(n < 5, TRUE)"), numbers(&[5.0]));
        assert_eq!(of("n IS NULL"), numbers(&[]));
        assert_eq!(of("CASE WHEN n > 3 THEN TRUE ELSE FALSE END"), numbers(&[3.0]));
        assert_eq!(of("CASE n WHEN 3 THEN TRUE END"), numbers(&[3.0]));
        assert_eq!(of("t = 'a' OR t IN ('b')"), Some(vec![Compared::Texts(vec!["a".into(), "b".into()])]));
        assert_eq!(of("d >= DATE '2020-01-01'").map(|found| found.len()), Some(1));
        assert_eq!(of("f AND n > 1"), Some(vec![Compared::Numbers(vec![1.0]), Compared::Flag]));
    }

    #[test]
    fn what_is_more_than_a_comparison_is_left_alone() {
        for rule in ["n + 1 > 5", "n > m", "t LIKE 'a%'", "t < 'b'", "n IN (1, m)", "ABS(n) > 1", "n"] {
            assert_eq!(of(rule), None, "{rule}");
        }
    }
}
