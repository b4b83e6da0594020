//! Nodes over blocks of rows.

use std::ops::Range;

use super::functions::{OfOne, round, years_between};
use super::lanes::{BLOCK, Block, Lanes};
use super::node::{Conditions, FlagOwn, Node, NumberOwn, Question, Test, Text, Type};
use super::tree::{Arithmetic, Relation};
use crate::firms::{Cells, Frame, Slot, Texts};

/// The values of `node` for `rows`.
pub(super) fn cells<T>(node: &Node<T>, frame: &Frame<'_>, rows: Range<usize>) -> Cells<T::Owned>
where
    T: Type,
    T::Owned: Copy + Default,
{
    let mut cells = Cells { values: Vec::with_capacity(rows.len()), present: Vec::with_capacity(rows.len()) };
    for rows in blocks(frame, rows) {
        let (values, known) = node.lanes(&Block::new(frame, rows.clone())).spread(rows.len());
        let owned = values.iter().zip(known.iter());
        // A missing cell holds the default, whatever stood in its place.
        cells
            .values
            .extend(owned.map(|(&value, &known)| if known { T::owned(value) } else { T::Owned::default() }));
        cells.present.extend_from_slice(&known);
    }
    cells
}

/// The texts of `node` for `rows`.
pub(super) fn texts(node: &Node<Text>, frame: &Frame<'_>, rows: Range<usize>) -> Texts {
    let mut texts = Texts::with_capacity(rows.len(), 8 * rows.len());
    for rows in blocks(frame, rows) {
        let (values, known) = node.lanes(&Block::new(frame, rows.clone())).spread(rows.len());
        for (text, &known) in values.iter().zip(known.iter()) {
            texts.push(if known { text } else { "" });
        }
    }
    texts
}

/// The value of a node that reads no slot, if it is one value.
pub(super) fn constant<T: Type>(node: &Node<T>) -> Option<Option<T::Owned>> {
    let frame = Frame { len: 1, slots: Vec::new() };
    match node.lanes(&Block::new(&frame, 0..1)) {
        Lanes::One(value) => Some(value.map(T::owned)),
        Lanes::Many(..) => None,
    }
}

/// `rows` in pieces of at most [`BLOCK`].
fn blocks(frame: &Frame<'_>, rows: Range<usize>) -> impl Iterator<Item = Range<usize>> + use<> {
    assert!(rows.end <= frame.len, "rows {rows:?} of a frame of {}", frame.len);
    let end = rows.end;
    rows.step_by(BLOCK).map(move |start| start..end.min(start + BLOCK))
}

impl<T: Type> Node<T> {
    /// Its values over `block`.
    pub(super) fn lanes<'a>(&'a self, block: &Block<'a>) -> Lanes<'a, T::Lane<'a>> {
        match self {
            Node::Constant(value) => Lanes::One(value.as_ref().map(T::lane)),
            Node::Slot(slot) => {
                let lanes = match block.slot(*slot) {
                    Slot::Column(column) => T::column(column, block.rows()),
                    Slot::Constant(value) => T::value(value).map(Lanes::One),
                };
                lanes.unwrap_or_else(|| panic!("slot {slot} of the frame is no {}", T::KIND.as_str()))
            }
            Node::Coalesce(of) => {
                of.iter().fold(Lanes::One(None), |first, next| first.or_else(next.lanes(block)))
            }
            Node::NullIf(pair) => {
                let value = pair.0.lanes(block);
                let equal = compare(Relation::Equal, value.clone(), pair.1.lanes(block));
                value.without(equal)
            }
            Node::Extreme { greatest: true, of } => of.iter().fold(Lanes::One(None), |most, next| {
                most.merge(next.lanes(block), |a, b| if b > a { b } else { a })
            }),
            Node::Extreme { greatest: false, of } => of.iter().fold(Lanes::One(None), |least, next| {
                least.merge(next.lanes(block), |a, b| if b < a { b } else { a })
            }),
            Node::Case { conditions, results } => {
                let conditions = conditions.lanes(block);
                let (otherwise, results) = match results.split_last() {
                    Some((otherwise, results)) => (otherwise.lanes(block), results),
                    None => (Lanes::One(None), &[][..]),
                };
                // From the last to the first, so that the first that holds has the last word.
                results.iter().zip(&conditions).rev().fold(otherwise, |otherwise, (result, condition)| {
                    if condition.any() { result.lanes(block).choose(condition, otherwise) } else { otherwise }
                })
            }
            Node::Own(own) => T::own(own, block),
        }
    }
}

impl Conditions {
    fn lanes<'a>(&'a self, block: &Block<'a>) -> Vec<Lanes<'a, bool>> {
        fn matches<'a, T: Type>(
            of: &'a Node<T>,
            values: &'a [Node<T>],
            block: &Block<'a>,
        ) -> Vec<Lanes<'a, bool>> {
            let of = of.lanes(block);
            values.iter().map(|value| compare(Relation::Equal, of.clone(), value.lanes(block))).collect()
        }
        match self {
            Conditions::Holds(flags) => flags.iter().map(|flag| flag.lanes(block)).collect(),
            Conditions::Number(of, values) => matches(of, values, block),
            Conditions::Text(of, values) => matches(of, values, block),
            Conditions::Flag(of, values) => matches(of, values, block),
            Conditions::Date(of, values) => matches(of, values, block),
        }
    }
}

impl NumberOwn {
    pub(super) fn lanes<'a>(&'a self, block: &Block<'a>) -> Lanes<'a, f64> {
        match self {
            NumberOwn::OfOne(function, of) => {
                let of = of.lanes(block);
                match *function {
                    OfOne::Negate => of.map(|x| -x),
                    OfOne::Abs => of.map(f64::abs),
                    // ln 0 is −∞ and ln of less is not a number: both are missing.
                    OfOne::Ln => of.map(f64::ln),
                    OfOne::Sqrt => of.map(f64::sqrt),
                    OfOne::Floor => of.map(f64::floor),
                    OfOne::Ceil => of.map(f64::ceil),
                    OfOne::Round(digits) => of.map(|x| round(x, digits)),
                }
            }
            NumberOwn::Arithmetic(operator, pair) => {
                let (a, b) = (pair.0.lanes(block), pair.1.lanes(block));
                match operator {
                    Arithmetic::Add => a.calculate(b, |a, b| a + b),
                    Arithmetic::Subtract => a.calculate(b, |a, b| a - b),
                    Arithmetic::Multiply => a.calculate(b, |a, b| a * b),
                    // x / 0 is infinite or not a number: missing. The same holds of the remainder.
                    Arithmetic::Divide => a.calculate(b, |a, b| a / b),
                    Arithmetic::Remainder => a.calculate(b, |a, b| a % b),
                }
            }
            NumberOwn::Power(pair) => pair.0.lanes(block).calculate(pair.1.lanes(block), f64::powf),
            NumberOwn::YearsBetween(pair) => {
                pair.0.lanes(block).calculate(pair.1.lanes(block), years_between)
            }
        }
    }
}

impl FlagOwn {
    pub(super) fn lanes<'a>(&'a self, block: &Block<'a>) -> Lanes<'a, bool> {
        match self {
            FlagOwn::Not(of) => of.lanes(block).not(),
            FlagOwn::And(pair) => pair.0.lanes(block).and(pair.1.lanes(block)),
            FlagOwn::Or(pair) => pair.0.lanes(block).or(pair.1.lanes(block)),
            FlagOwn::Is(of, wanted) => of.lanes(block).is(*wanted),
            FlagOwn::Like(of, pattern) => Text::test(of, block, |text| pattern.matches(text)),
            FlagOwn::OfNumber(question) => question.lanes(block),
            FlagOwn::OfText(question) => question.lanes(block),
            FlagOwn::OfFlag(question) => question.lanes(block),
            FlagOwn::OfDate(question) => question.lanes(block),
        }
    }
}

impl<T: Type> Question<T> {
    fn lanes<'a>(&'a self, block: &Block<'a>) -> Lanes<'a, bool> {
        match &self.test {
            Test::IsNull => T::test(&self.of, block, |_| true).nulls(),
            Test::Compare(relation, other) => match other.lanes(block) {
                Lanes::One(Some(other)) => against(&self.of, block, *relation, other),
                other => compare(*relation, self.of.lanes(block), other),
            },
            Test::Between(low, high) => {
                let of = self.of.lanes(block);
                let above = compare(Relation::GreaterOrEqual, of.clone(), low.lanes(block));
                above.and(compare(Relation::LessOrEqual, of, high.lanes(block)))
            }
            Test::In { constants, null, others } => {
                let mut found = T::test(&self.of, block, |value| T::contains(constants, value));
                if *null {
                    // Equal to none of the known members, a value may still be equal to the unknown one.
                    found = found.or(Lanes::One(None));
                }
                if !others.is_empty() {
                    let of = self.of.lanes(block);
                    for other in others {
                        found = found.or(compare(Relation::Equal, of.clone(), other.lanes(block)));
                    }
                }
                found
            }
        }
    }
}

/// `node relation value`, row by row.
fn against<'a, T: Type>(
    node: &'a Node<T>,
    block: &Block<'a>,
    relation: Relation,
    value: T::Lane<'a>,
) -> Lanes<'a, bool> {
    match relation {
        Relation::Equal => T::test(node, block, |x| x == value),
        Relation::NotEqual => T::test(node, block, |x| x != value),
        Relation::Less => T::test(node, block, |x| x < value),
        Relation::LessOrEqual => T::test(node, block, |x| x <= value),
        Relation::Greater => T::test(node, block, |x| x > value),
        Relation::GreaterOrEqual => T::test(node, block, |x| x >= value),
    }
}

/// `a relation b`, row by row.
fn compare<'a, V: Copy + Default + PartialOrd>(
    relation: Relation,
    a: Lanes<'a, V>,
    b: Lanes<'a, V>,
) -> Lanes<'a, bool> {
    match relation {
        Relation::Equal => a.compare(b, |a, b| a == b),
        Relation::NotEqual => a.compare(b, |a, b| a != b),
        Relation::Less => a.compare(b, |a, b| a < b),
        Relation::LessOrEqual => a.compare(b, |a, b| a <= b),
        Relation::Greater => a.compare(b, |a, b| a > b),
        Relation::GreaterOrEqual => a.compare(b, |a, b| a >= b),
    }
}
