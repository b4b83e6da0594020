//! A checked rule: every name is a slot, every value has a known type.
//!
//! [`Node<T>`] is an expression with values of type `T`, so that a checked rule has no type errors. What all
//! types share (choosing between values) is written once; what only one type has is its [`Type::Own`].

use std::fmt::Debug;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::functions::OfOne;
use super::lanes::{Block, Lanes, Row, known};
use super::like::Pattern;
use super::tree::{Arithmetic, Relation};
use crate::decimal::{Fraction, Ratio, nearest, ratio};
use crate::firms::{Column, Kind, Slot, Value};

/// An expression with values of type `T`.
#[derive(Clone, Debug)]
pub(super) enum Node<T: Type> {
    /// One value for every row; `None` is NULL.
    Constant(Option<T::Owned>),
    /// A name's column.
    Slot(usize),
    /// COALESCE: the first known value.
    Coalesce(Vec<Node<T>>),
    /// NULLIF: the first value where it differs from the second.
    NullIf(Box<(Node<T>, Node<T>)>),
    /// LEAST or GREATEST of the known values.
    Extreme { greatest: bool, of: Vec<Node<T>> },
    /// The result of the first condition that holds; the last result is ELSE's.
    Case { conditions: Box<Conditions>, results: Vec<Node<T>> },
    /// Operations of this type alone.
    Own(T::Own),
}

/// The conditions of a CASE, in order.
#[derive(Clone, Debug)]
pub(super) enum Conditions {
    /// `CASE WHEN condition …`.
    Holds(Vec<Node<Flag>>),
    /// `CASE operand WHEN value …`.
    Number(Node<Number>, Vec<Node<Number>>),
    Text(Node<Text>, Vec<Node<Text>>),
    Flag(Node<Flag>, Vec<Node<Flag>>),
    Date(Node<Day>, Vec<Node<Day>>),
}

/// Operations that yield numbers.
#[derive(Clone, Debug)]
pub(super) enum NumberOwn {
    OfOne(OfOne, Box<Node<Number>>),
    Arithmetic(Arithmetic, Box<(Node<Number>, Node<Number>)>),
    Power(Box<(Node<Number>, Node<Number>)>),
    YearsBetween(Box<(Node<Day>, Node<Day>)>),
}

/// Operations that yield flags.
#[derive(Clone, Debug)]
pub(super) enum FlagOwn {
    Not(Box<Node<Flag>>),
    And(Box<(Node<Flag>, Node<Flag>)>),
    Or(Box<(Node<Flag>, Node<Flag>)>),
    /// `IS TRUE` or `IS FALSE`.
    Is(Box<Node<Flag>>, bool),
    Like(Box<Node<Text>>, Pattern),
    OfNumber(Box<Question<Number>>),
    OfText(Box<Question<Text>>),
    OfFlag(Box<Question<Flag>>),
    OfDate(Box<Question<Day>>),
}

#[derive(Clone, Debug)]
pub(super) struct Question<T: Type> {
    pub(super) of: Node<T>,
    pub(super) test: Test<T>,
}

/// A test of a value.
#[derive(Clone, Debug)]
pub(super) enum Test<T: Type> {
    /// `IS NULL`.
    IsNull,
    Compare(Relation, Node<T>),
    /// BETWEEN low and high, both included.
    Between(Node<T>, Node<T>),
    /// `IN`: the constants of the list, whether NULL is among them, and its other members.
    In {
        constants: T::Set,
        null: bool,
        others: Vec<Node<T>>,
    },
}

/// The operations of types without any of their own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Nothing {}

pub(super) trait Type: Clone + Copy + Debug + Send + Sync + 'static {
    const KIND: Kind;
    type Owned: Clone + Debug + Send + Sync;
    /// A value during evaluation.
    type Lane<'a>: Copy + Default + PartialOrd;
    /// A value without rounding, compared exactly.
    type Exact<'a>: Clone + PartialOrd;
    /// Constants of an IN list.
    type Set: Clone + Debug + Send + Sync;
    /// Operations that yield only this type.
    type Own: Clone + Debug + Send + Sync;

    fn owned(lane: Self::Lane<'_>) -> Self::Owned;
    fn set(constants: Vec<Self::Owned>) -> Self::Set;
    fn contains(set: &Self::Set, lane: Self::Lane<'_>) -> bool;
    /// A constant, as the value of every row.
    fn constant<'a>(constant: &'a Self::Owned, block: &Block<'a>) -> Lanes<'a, Self::Lane<'a>>;
    /// The rows of a slot; `None` if it is of another type.
    fn slot<'a>(slot: Slot<'a>, block: &Block<'a>) -> Option<Lanes<'a, Self::Lane<'a>>>;
    fn own<'a>(own: &'a Self::Own, block: &Block<'a>) -> Lanes<'a, Self::Lane<'a>>;
    fn exact(constant: &Self::Owned) -> Self::Exact<'_>;
    /// A slot's cell, `Some(None)` if missing; `None` if it is of another type.
    fn exact_cell(slot: Slot<'_>, row: usize) -> Option<Option<Self::Exact<'_>>>;
    fn exact_own<'a>(own: &'a Self::Own, row: Row<'a>) -> Option<Self::Exact<'a>>;
    fn exact_contains(set: &Self::Set, value: &Self::Exact<'_>) -> bool;
    /// The value as the evaluator returns it; `None` if it has no such form.
    fn leave(value: Self::Exact<'_>) -> Option<Self::Owned>;
    /// Whether returning keeps the value exact.
    fn is_kept(_value: &Self::Exact<'_>) -> bool {
        true
    }
    fn question(question: Question<Self>) -> FlagOwn;
    fn any(node: Node<Self>) -> AnyNode;
    /// The expression, if it is of this type.
    fn typed(node: AnyNode) -> Option<Node<Self>>;

    /// Whether `test` holds of each value of `node`; missing where the value is.
    fn test<'a>(
        node: &'a Node<Self>,
        block: &Block<'a>,
        test: impl Fn(Self::Lane<'a>) -> bool,
    ) -> Lanes<'a, bool> {
        node.lanes(block).test(test)
    }

    /// The answer to a question that needs no arithmetic, if there is a faster way.
    fn at_once<'a>(_question: &'a Question<Self>, _block: &Block<'a>) -> Option<Lanes<'a, bool>> {
        None
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Number;

#[derive(Clone, Copy, Debug)]
pub(super) struct Text;

#[derive(Clone, Copy, Debug)]
pub(super) struct Flag;

#[derive(Clone, Copy, Debug)]
pub(super) struct Day;

#[derive(Clone, Debug)]
pub(super) enum AnyNode {
    Number(Node<Number>),
    Text(Node<Text>),
    Flag(Node<Flag>),
    Date(Node<Day>),
}

impl AnyNode {
    pub(super) fn kind(&self) -> Kind {
        match self {
            AnyNode::Number(_) => Kind::Number,
            AnyNode::Text(_) => Kind::Text,
            AnyNode::Flag(_) => Kind::Flag,
            AnyNode::Date(_) => Kind::Date,
        }
    }
}

impl Type for Number {
    const KIND: Kind = Kind::Number;
    type Owned = f64;
    type Lane<'a> = Fraction;
    type Exact<'a> = Ratio;
    type Set = Vec<f64>;
    type Own = NumberOwn;

    #[inline]
    fn owned(lane: Fraction) -> f64 {
        lane.nearest()
    }
    fn set(mut constants: Vec<f64>) -> Vec<f64> {
        constants.sort_by(f64::total_cmp);
        constants
    }
    #[inline]
    fn contains(set: &Vec<f64>, lane: Fraction) -> bool {
        has(set, lane.nearest()) && Fraction::of(lane.nearest()) == lane
    }
    fn constant<'a>(constant: &'a f64, block: &Block<'a>) -> Lanes<'a, Fraction> {
        block.one(Some(Fraction::of(*constant)))
    }
    fn slot<'a>(slot: Slot<'a>, block: &Block<'a>) -> Option<Lanes<'a, Fraction>> {
        match slot {
            Slot::Column(Column::Number(cells)) => {
                let (values, known) = (&cells.values[block.rows()], &cells.present[block.rows()]);
                Some(match Fraction::of_alike(values) {
                    Some(values) => Lanes::Many(values.into(), known.into()),
                    None => block.numbers(values.iter().map(|&x| Fraction::of(x)), known.into()),
                })
            }
            Slot::Exact(Column::Number(cells), exact) => Some(block.numbers(
                exact.fractions[block.rows()].iter().copied(),
                (&cells.present[block.rows()]).into(),
            )),
            Slot::Column(_) | Slot::Exact(..) => None,
            Slot::Constant(value) => number(value).map(|value| block.one(value.map(Fraction::of))),
        }
    }
    fn own<'a>(own: &'a NumberOwn, block: &Block<'a>) -> Lanes<'a, Fraction> {
        own.lanes(block)
    }
    fn exact(constant: &f64) -> Ratio {
        ratio(*constant)
    }
    fn exact_cell(slot: Slot<'_>, row: usize) -> Option<Option<Ratio>> {
        let value = number(slot.value(row))?;
        Some(match slot {
            Slot::Exact(_, exact) => value.map(|_| exact.get(row)),
            _ => value.map(ratio),
        })
    }
    fn exact_own(own: &NumberOwn, row: Row<'_>) -> Option<Ratio> {
        own.exact(row)
    }
    fn exact_contains(set: &Vec<f64>, value: &Ratio) -> bool {
        has(set, nearest(value)) && ratio(nearest(value)) == *value
    }
    fn leave(value: Ratio) -> Option<f64> {
        Some(nearest(&value)).filter(|x| x.is_finite())
    }
    fn is_kept(value: &Ratio) -> bool {
        ratio(nearest(value)) == *value
    }
    fn question(question: Question<Number>) -> FlagOwn {
        FlagOwn::OfNumber(Box::new(question))
    }
    fn any(node: Node<Number>) -> AnyNode {
        AnyNode::Number(node)
    }
    fn typed(node: AnyNode) -> Option<Node<Number>> {
        if let AnyNode::Number(node) = node { Some(node) } else { None }
    }

    /// Stored doubles represent decimals in the same order, so that they are compared directly.
    fn at_once<'a>(question: &'a Question<Number>, block: &Block<'a>) -> Option<Lanes<'a, bool>> {
        let of = doubles(&question.of, block)?;
        match &question.test {
            Test::IsNull => Some(of.nulls()),
            Test::Compare(relation, with) => Some(relation.of_lanes(of, doubles(with, block)?)),
            Test::Between(low, high) => {
                let above = Relation::GreaterOrEqual.of_lanes(of.clone(), doubles(low, block)?);
                Some(above.and(Relation::LessOrEqual.of_lanes(of, doubles(high, block)?)))
            }
            Test::In { constants, null: false, others } if others.is_empty() => {
                Some(of.test(|x| has(constants, x)))
            }
            Test::In { .. } => None,
        }
    }
}

/// The numbers of a node without arithmetic.
fn doubles<'a>(node: &'a Node<Number>, block: &Block<'a>) -> Option<Lanes<'a, f64>> {
    match node {
        Node::Constant(value) => Some(Lanes::One(*value)),
        Node::Slot(slot) => match block.slot(*slot) {
            Slot::Column(Column::Number(cells)) => Some(Lanes::borrowed(cells, block.rows())),
            Slot::Constant(value) => number(value).map(Lanes::One),
            Slot::Column(_) | Slot::Exact(..) => None,
        },
        _ => None,
    }
}

fn number(value: Value<'_>) -> Option<Option<f64>> {
    known(value, |value| if let Value::Number(number) = value { Some(number) } else { None })
}

/// Whether `x` is among numbers that ascend.
fn has(ascending: &[f64], x: f64) -> bool {
    ascending.binary_search_by(|constant| constant.total_cmp(&(x + 0.0))).is_ok()
}

impl Type for Flag {
    const KIND: Kind = Kind::Flag;
    type Owned = bool;
    type Lane<'a> = bool;
    type Exact<'a> = bool;
    type Set = Vec<bool>;
    type Own = FlagOwn;

    #[inline]
    fn owned(lane: bool) -> bool {
        lane
    }
    fn set(constants: Vec<bool>) -> Vec<bool> {
        constants
    }
    fn contains(set: &Vec<bool>, lane: bool) -> bool {
        set.contains(&lane)
    }
    fn constant<'a>(constant: &'a bool, _block: &Block<'a>) -> Lanes<'a, bool> {
        Lanes::One(Some(*constant))
    }
    fn slot<'a>(slot: Slot<'a>, block: &Block<'a>) -> Option<Lanes<'a, bool>> {
        match slot {
            Slot::Column(Column::Flag(cells)) => Some(Lanes::borrowed(cells, block.rows())),
            Slot::Column(_) | Slot::Exact(..) => None,
            Slot::Constant(value) => flag(value).map(Lanes::One),
        }
    }
    fn own<'a>(own: &'a FlagOwn, block: &Block<'a>) -> Lanes<'a, bool> {
        own.lanes(block)
    }
    fn exact(constant: &bool) -> bool {
        *constant
    }
    fn exact_cell(slot: Slot<'_>, row: usize) -> Option<Option<bool>> {
        flag(slot.value(row))
    }
    fn exact_own(own: &FlagOwn, row: Row<'_>) -> Option<bool> {
        own.exact(row)
    }
    fn exact_contains(set: &Self::Set, value: &bool) -> bool {
        Self::contains(set, *value)
    }
    fn leave(value: bool) -> Option<bool> {
        Some(value)
    }
    fn question(question: Question<Flag>) -> FlagOwn {
        FlagOwn::OfFlag(Box::new(question))
    }
    fn any(node: Node<Flag>) -> AnyNode {
        AnyNode::Flag(node)
    }
    fn typed(node: AnyNode) -> Option<Node<Flag>> {
        if let AnyNode::Flag(node) = node { Some(node) } else { None }
    }
}

fn flag(value: Value<'_>) -> Option<Option<bool>> {
    known(value, |value| if let Value::Flag(found) = value { Some(found) } else { None })
}

impl Type for Day {
    const KIND: Kind = Kind::Date;
    type Owned = Date;
    type Lane<'a> = Date;
    type Exact<'a> = Date;
    type Set = Vec<Date>;
    type Own = Nothing;

    #[inline]
    fn owned(lane: Date) -> Date {
        lane
    }
    fn set(mut constants: Vec<Date>) -> Vec<Date> {
        constants.sort_unstable();
        constants
    }
    fn contains(set: &Vec<Date>, lane: Date) -> bool {
        set.binary_search(&lane).is_ok()
    }
    fn constant<'a>(constant: &'a Date, _block: &Block<'a>) -> Lanes<'a, Date> {
        Lanes::One(Some(*constant))
    }
    fn slot<'a>(slot: Slot<'a>, block: &Block<'a>) -> Option<Lanes<'a, Date>> {
        match slot {
            Slot::Column(Column::Date(cells)) => Some(Lanes::borrowed(cells, block.rows())),
            Slot::Column(_) | Slot::Exact(..) => None,
            Slot::Constant(value) => date(value).map(Lanes::One),
        }
    }
    fn own<'a>(own: &'a Nothing, _block: &Block<'a>) -> Lanes<'a, Date> {
        match *own {}
    }
    fn exact(constant: &Date) -> Date {
        *constant
    }
    fn exact_cell(slot: Slot<'_>, row: usize) -> Option<Option<Date>> {
        date(slot.value(row))
    }
    fn exact_own(own: &Nothing, _row: Row<'_>) -> Option<Date> {
        match *own {}
    }
    fn exact_contains(set: &Self::Set, value: &Date) -> bool {
        Self::contains(set, *value)
    }
    fn leave(value: Date) -> Option<Date> {
        Some(value)
    }
    fn question(question: Question<Day>) -> FlagOwn {
        FlagOwn::OfDate(Box::new(question))
    }
    fn any(node: Node<Day>) -> AnyNode {
        AnyNode::Date(node)
    }
    fn typed(node: AnyNode) -> Option<Node<Day>> {
        if let AnyNode::Date(node) = node { Some(node) } else { None }
    }
}

fn date(value: Value<'_>) -> Option<Option<Date>> {
    known(value, |value| if let Value::Date(found) = value { Some(found) } else { None })
}

impl Type for Text {
    const KIND: Kind = Kind::Text;
    type Owned = Box<str>;
    type Lane<'a> = &'a str;
    type Exact<'a> = &'a str;
    type Set = FxHashSet<Box<str>>;
    type Own = Nothing;

    fn owned(lane: &str) -> Box<str> {
        lane.into()
    }
    fn set(constants: Vec<Box<str>>) -> FxHashSet<Box<str>> {
        constants.into_iter().collect()
    }
    #[inline]
    fn contains(set: &FxHashSet<Box<str>>, lane: &str) -> bool {
        set.contains(lane)
    }
    fn constant<'a>(constant: &'a Box<str>, _block: &Block<'a>) -> Lanes<'a, &'a str> {
        Lanes::One(Some(constant))
    }
    fn slot<'a>(slot: Slot<'a>, block: &Block<'a>) -> Option<Lanes<'a, &'a str>> {
        match slot {
            Slot::Column(Column::Text(texts)) => Some(Lanes::texts(texts, block.rows())),
            Slot::Column(_) | Slot::Exact(..) => None,
            Slot::Constant(value) => text(value).map(Lanes::One),
        }
    }
    fn own<'a>(own: &'a Nothing, _block: &Block<'a>) -> Lanes<'a, &'a str> {
        match *own {}
    }
    fn exact(constant: &Box<str>) -> &str {
        constant
    }
    fn exact_cell(slot: Slot<'_>, row: usize) -> Option<Option<&str>> {
        text(slot.value(row))
    }
    fn exact_own<'a>(own: &'a Nothing, _row: Row<'a>) -> Option<&'a str> {
        match *own {}
    }
    fn exact_contains(set: &FxHashSet<Box<str>>, value: &&str) -> bool {
        set.contains(*value)
    }
    fn leave(value: &str) -> Option<Box<str>> {
        Some(value.into())
    }
    fn question(question: Question<Text>) -> FlagOwn {
        FlagOwn::OfText(Box::new(question))
    }
    fn any(node: Node<Text>) -> AnyNode {
        AnyNode::Text(node)
    }
    fn typed(node: AnyNode) -> Option<Node<Text>> {
        if let AnyNode::Text(node) = node { Some(node) } else { None }
    }

    /// A column of texts is tested in place, without a list of its texts.
    fn test<'a>(node: &'a Node<Text>, block: &Block<'a>, test: impl Fn(&'a str) -> bool) -> Lanes<'a, bool> {
        if let Node::Slot(slot) = node
            && let Slot::Column(Column::Text(texts)) = block.slot(*slot)
        {
            return Lanes::test_texts(texts, block.rows(), test);
        }
        node.lanes(block).test(test)
    }
}

fn text(value: Value<'_>) -> Option<Option<&str>> {
    known(value, |value| if let Value::Text(found) = value { Some(found) } else { None })
}
