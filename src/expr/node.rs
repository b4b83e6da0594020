//! A checked rule: every name a slot, every value of a known type.
//!
//! [`Node<T>`] is an expression whose values are of type `T`, so that no type can be wrong once a rule is checked. What
//! all types share (choosing between values) is written once; what only one has stands in its [`Type::Own`].

use std::fmt::Debug;
use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::functions::OfOne;
use super::lanes::{Block, Lanes, known};
use super::like::Pattern;
use super::tree::{Arithmetic, Relation};
use crate::firms::{Column, Kind, Slot, Value};

/// An expression with values of type `T`.
#[derive(Clone, Debug)]
pub(super) enum Node<T: Type> {
    /// One value for every row; `None` is NULL.
    Constant(Option<T::Owned>),
    /// The column of a name.
    Slot(usize),
    /// The first known value.
    Coalesce(Vec<Node<T>>),
    /// The first value where it differs from the second.
    NullIf(Box<(Node<T>, Node<T>)>),
    /// The least or the greatest known value.
    Extreme { greatest: bool, of: Vec<Node<T>> },
    /// The result of the first condition that holds. One result more than conditions: what ELSE says.
    Case { conditions: Box<Conditions>, results: Vec<Node<T>> },
    /// What only this type has.
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

/// What makes numbers.
#[derive(Clone, Debug)]
pub(super) enum NumberOwn {
    OfOne(OfOne, Box<Node<Number>>),
    Arithmetic(Arithmetic, Box<(Node<Number>, Node<Number>)>),
    Power(Box<(Node<Number>, Node<Number>)>),
    YearsBetween(Box<(Node<Day>, Node<Day>)>),
}

/// What makes flags.
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

/// A question about a value.
#[derive(Clone, Debug)]
pub(super) struct Question<T: Type> {
    pub(super) of: Node<T>,
    pub(super) test: Test<T>,
}

/// What is asked about a value.
#[derive(Clone, Debug)]
pub(super) enum Test<T: Type> {
    /// `IS NULL`.
    IsNull,
    Compare(Relation, Node<T>),
    /// Low and high, both allowed.
    Between(Node<T>, Node<T>),
    /// `IN`: the constants of the list, whether NULL is among them, and its other members.
    In {
        constants: T::Set,
        null: bool,
        others: Vec<Node<T>>,
    },
}

/// What values of the types without more of their own are made of: nothing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Nothing {}

/// A type of values.
pub(super) trait Type: Clone + Copy + Debug + Send + Sync + 'static {
    /// Its name among the column types.
    const KIND: Kind;
    /// A constant.
    type Owned: Clone + Debug + Send + Sync;
    /// A value while it is worked on.
    type Lane<'a>: Copy + Default + PartialOrd;
    /// The constants of an IN list.
    type Set: Clone + Debug + Send + Sync;
    /// What makes values of this type only.
    type Own: Clone + Debug + Send + Sync;

    fn lane(constant: &Self::Owned) -> Self::Lane<'_>;
    fn owned(lane: Self::Lane<'_>) -> Self::Owned;
    fn set(constants: Vec<Self::Owned>) -> Self::Set;
    fn contains(set: &Self::Set, lane: Self::Lane<'_>) -> bool;
    /// The rows of a column; `None` if it is of another type.
    fn column<'a>(column: &'a Column, rows: Range<usize>) -> Option<Lanes<'a, Self::Lane<'a>>>;
    /// A value, `Some(None)` where it is missing; `None` if it is of another type.
    fn value(value: Value<'_>) -> Option<Option<Self::Lane<'_>>>;
    fn own<'a>(own: &'a Self::Own, block: &Block<'a>) -> Lanes<'a, Self::Lane<'a>>;
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
}

/// Numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number;

/// Texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text;

/// Flags.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flag;

/// Days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day;

/// An expression of some type.
#[derive(Clone, Debug)]
pub(super) enum AnyNode {
    Number(Node<Number>),
    Text(Node<Text>),
    Flag(Node<Flag>),
    Date(Node<Day>),
}

impl AnyNode {
    /// The type of its values.
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
    type Lane<'a> = f64;
    type Set = Vec<f64>;
    type Own = NumberOwn;

    #[inline]
    fn lane(constant: &f64) -> f64 {
        *constant
    }
    /// A value that leaves the evaluator is never −0.
    #[inline]
    fn owned(lane: f64) -> f64 {
        lane + 0.0
    }
    fn set(mut constants: Vec<f64>) -> Vec<f64> {
        constants.sort_by(f64::total_cmp);
        constants
    }
    #[inline]
    fn contains(set: &Vec<f64>, lane: f64) -> bool {
        set.binary_search_by(|constant| constant.total_cmp(&(lane + 0.0))).is_ok()
    }
    fn column<'a>(column: &'a Column, rows: Range<usize>) -> Option<Lanes<'a, f64>> {
        if let Column::Number(cells) = column { Some(Lanes::borrowed(cells, rows)) } else { None }
    }
    fn value(value: Value<'_>) -> Option<Option<f64>> {
        known(value, |value| if let Value::Number(number) = value { Some(number) } else { None })
    }
    fn own<'a>(own: &'a NumberOwn, block: &Block<'a>) -> Lanes<'a, f64> {
        own.lanes(block)
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
}

impl Type for Flag {
    const KIND: Kind = Kind::Flag;
    type Owned = bool;
    type Lane<'a> = bool;
    type Set = Vec<bool>;
    type Own = FlagOwn;

    #[inline]
    fn lane(constant: &bool) -> bool {
        *constant
    }
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
    fn column<'a>(column: &'a Column, rows: Range<usize>) -> Option<Lanes<'a, bool>> {
        if let Column::Flag(cells) = column { Some(Lanes::borrowed(cells, rows)) } else { None }
    }
    fn value(value: Value<'_>) -> Option<Option<bool>> {
        known(value, |value| if let Value::Flag(flag) = value { Some(flag) } else { None })
    }
    fn own<'a>(own: &'a FlagOwn, block: &Block<'a>) -> Lanes<'a, bool> {
        own.lanes(block)
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

impl Type for Day {
    const KIND: Kind = Kind::Date;
    type Owned = Date;
    type Lane<'a> = Date;
    type Set = Vec<Date>;
    type Own = Nothing;

    #[inline]
    fn lane(constant: &Date) -> Date {
        *constant
    }
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
    fn column<'a>(column: &'a Column, rows: Range<usize>) -> Option<Lanes<'a, Date>> {
        if let Column::Date(cells) = column { Some(Lanes::borrowed(cells, rows)) } else { None }
    }
    fn value(value: Value<'_>) -> Option<Option<Date>> {
        known(value, |value| if let Value::Date(date) = value { Some(date) } else { None })
    }
    fn own<'a>(own: &'a Nothing, _block: &Block<'a>) -> Lanes<'a, Date> {
        match *own {}
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

impl Type for Text {
    const KIND: Kind = Kind::Text;
    type Owned = Box<str>;
    type Lane<'a> = &'a str;
    type Set = FxHashSet<Box<str>>;
    type Own = Nothing;

    #[inline]
    fn lane(constant: &Box<str>) -> &str {
        constant
    }
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
    fn column<'a>(column: &'a Column, rows: Range<usize>) -> Option<Lanes<'a, &'a str>> {
        column.texts().map(|texts| Lanes::texts(texts, rows))
    }
    fn value(value: Value<'_>) -> Option<Option<&str>> {
        known(value, |value| if let Value::Text(text) = value { Some(text) } else { None })
    }
    fn own<'a>(own: &'a Nothing, _block: &Block<'a>) -> Lanes<'a, &'a str> {
        match *own {}
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

    /// A column of texts is tested where it lies, without a list of its texts.
    fn test<'a>(node: &'a Node<Text>, block: &Block<'a>, test: impl Fn(&'a str) -> bool) -> Lanes<'a, bool> {
        if let Node::Slot(slot) = node
            && let Slot::Column(Column::Text(texts)) = block.slot(*slot)
        {
            return Lanes::test_texts(texts, block.rows(), test);
        }
        node.lanes(block).test(test)
    }
}
