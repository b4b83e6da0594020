//! Evaluation of nodes over blocks of rows.

use std::borrow::Cow;
use std::ops::Range;

use super::exact::value;
use super::functions::{OfOne, years_between};
use super::lanes::{BLOCK, Block, Doubts, Lanes, Row};
use super::node::{Conditions, FlagOwn, Node, Number, NumberOwn, Question, Test, Text, Type};
use super::tree::{Arithmetic, Relation};
use crate::decimal::{Fraction, significant};
use crate::firms::{Cells, Column, Exact, Frame, Slot, Texts};

/// Values of a block, their known marks, and the exact values of doubtful rows, by position in the block.
type Settled<'a, T> =
    (Cow<'a, [<T as Type>::Lane<'a>]>, Cow<'a, [bool]>, Vec<(usize, Option<<T as Type>::Exact<'a>>)>);

/// Values of `node` over one block; `doubts` starts empty.
fn block<'a, T: Type>(
    node: &'a Node<T>,
    frame: &'a Frame<'a>,
    rows: Range<usize>,
    doubts: &'a Doubts,
) -> Settled<'a, T> {
    let (values, known) = node.lanes(&Block::new(frame, rows.clone(), doubts)).spread(rows.len());
    let exact = |at: usize| (at, value(node, Row { frame, row: rows.start + at }));
    (values, known, doubts.rows().into_iter().map(exact).collect())
}

/// The values of `node` for `rows`.
pub(super) fn cells<T>(node: &Node<T>, frame: &Frame<'_>, rows: Range<usize>) -> Cells<T::Owned>
where
    T: Type,
    T::Owned: Copy + Default,
{
    let mut cells = Cells { values: Vec::with_capacity(rows.len()), present: Vec::with_capacity(rows.len()) };
    for rows in blocks(frame, rows) {
        let (doubts, first) = (Doubts::default(), cells.len());
        let (values, known, settled) = block(node, frame, rows, &doubts);
        let owned = values.iter().zip(known.iter());
        // A missing cell holds the default value, not the garbage that was computed for it.
        cells
            .values
            .extend(owned.map(|(&value, &known)| if known { T::owned(value) } else { T::Owned::default() }));
        cells.present.extend_from_slice(&known);
        for (at, exact) in settled {
            let exact = exact.and_then(T::leave);
            cells.present[first + at] = exact.is_some();
            cells.values[first + at] = exact.unwrap_or_default();
        }
    }
    cells
}

/// The numbers of `node` for `rows` as doubles. The exact numbers are added if any double, read as a decimal,
/// differs from its exact number.
pub(super) fn exact_cells(
    node: &Node<Number>,
    frame: &Frame<'_>,
    rows: Range<usize>,
) -> (Cells<f64>, Option<Exact>) {
    // A column without arithmetic is exact already.
    if let Node::Slot(slot) = node
        && let Slot::Column(Column::Number(_)) | Slot::Constant(_) = frame.slots[*slot]
    {
        return (numbers(node, frame, rows), None);
    }
    let mut exact = Exact::default();
    let mut cells = Cells::default();
    for rows in blocks(frame, rows) {
        let (doubts, first) = (Doubts::default(), cells.len());
        let (values, known, settled) = block(node, frame, rows, &doubts);
        exact.fractions.extend_from_slice(&values);
        cells.values.extend(values.iter().zip(known.iter()).map(
            |(value, &known)| {
                if known { value.nearest() } else { 0.0 }
            },
        ));
        cells.present.extend_from_slice(&known);
        for (at, found) in settled {
            let leaves = found.clone().and_then(Number::leave);
            cells.present[first + at] = leaves.is_some();
            cells.values[first + at] = leaves.unwrap_or_default();
            exact.fractions[first + at] = Fraction::ZERO;
            if let (Some(found), Some(_)) = (found, leaves) {
                exact.fractions[first + at] = Fraction::BEYOND;
                exact.others.insert((first + at) as u32, found);
            }
        }
    }
    let is_equal = exact.equals(&cells);
    (cells, (!is_equal).then_some(exact))
}

/// The numbers of `node` for `rows`.
pub(super) fn numbers(node: &Node<Number>, frame: &Frame<'_>, rows: Range<usize>) -> Cells<f64> {
    // A column without arithmetic needs no fractions.
    if let Node::Slot(slot) = node
        && let Some(Column::Number(cells)) = frame.slots[*slot].column()
    {
        let mut values = cells.values[rows.clone()].to_vec();
        let present = cells.present[rows].to_vec();
        // A missing cell holds 0, and no result is −0.
        values.iter_mut().zip(&present).for_each(|(x, present)| *x = if *present { *x + 0.0 } else { 0.0 });
        return Cells { values, present };
    }
    cells(node, frame, rows)
}

/// The texts of `node` for `rows`.
pub(super) fn texts(node: &Node<Text>, frame: &Frame<'_>, rows: Range<usize>) -> Texts {
    let mut texts = Texts::with_capacity(rows.len(), 8 * rows.len());
    for rows in blocks(frame, rows) {
        let doubts = Doubts::default();
        let (values, known, settled) = block(node, frame, rows, &doubts);
        let (mut values, mut known) = (values.into_owned(), known.into_owned());
        for (at, exact) in settled {
            (values[at], known[at]) = (exact.unwrap_or_default(), exact.is_some());
        }
        for (text, &known) in values.iter().zip(known.iter()) {
            texts.push(if known { text } else { "" });
        }
    }
    texts
}

/// The value of a node without slots; `None` if a constant cannot hold the value exactly, such as 1 / 3.
pub(super) fn constant<T: Type>(node: &Node<T>) -> Option<Option<T::Owned>> {
    let frame = Frame { len: 1, slots: Vec::new() };
    let Some(exact) = value(node, Row { frame: &frame, row: 0 }) else { return Some(None) };
    let is_kept = T::is_kept(&exact);
    T::leave(exact).filter(|_| is_kept).map(Some)
}

/// `rows` in pieces of at most [`BLOCK`].
fn blocks(frame: &Frame<'_>, rows: Range<usize>) -> impl Iterator<Item = Range<usize>> + use<> {
    assert!(rows.end <= frame.len, "rows {rows:?} of a frame of {}", frame.len);
    let end = rows.end;
    rows.step_by(BLOCK).map(move |start| start..end.min(start + BLOCK))
}

impl<T: Type> Node<T> {
    pub(super) fn lanes<'a>(&'a self, block: &Block<'a>) -> Lanes<'a, T::Lane<'a>> {
        match self {
            Node::Constant(None) => Lanes::One(None),
            Node::Constant(Some(value)) => T::constant(value, block),
            Node::Slot(slot) => T::slot(block.slot(*slot), block)
                .unwrap_or_else(|| panic!("slot {slot} of the frame is no {}", T::KIND.as_str())),
            Node::Coalesce(of) => {
                of.iter().fold(Lanes::One(None), |first, next| first.or_else(next.lanes(block)))
            }
            Node::NullIf(pair) => {
                let value = pair.0.lanes(block);
                let equal = Relation::Equal.of_lanes(value.clone(), pair.1.lanes(block));
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
                // From last to first, so that the first condition that holds wins.
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
            values.iter().map(|value| Relation::Equal.of_lanes(of.clone(), value.lanes(block))).collect()
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
    pub(super) fn lanes<'a>(&'a self, block: &Block<'a>) -> Lanes<'a, Fraction> {
        match self {
            NumberOwn::OfOne(function, of) => {
                let of = of.lanes(block);
                match *function {
                    OfOne::Negate => of.map(block, Fraction::negated),
                    OfOne::Abs => of.map(block, Fraction::absolute),
                    OfOne::Ln => of.map(block, |x| irrational(x, f64::ln)),
                    OfOne::Sqrt => of.map(block, |x| irrational(x, f64::sqrt)),
                    OfOne::Floor => of.map(block, Fraction::floor),
                    OfOne::Ceil => of.map(block, Fraction::ceil),
                    OfOne::Round(digits) => of.map(block, |x| x.rounded(digits)),
                }
            }
            NumberOwn::Arithmetic(operator, pair) => {
                let (a, b) = (pair.0.lanes(block), pair.1.lanes(block));
                match operator {
                    Arithmetic::Add => a.calculate(b, block, Fraction::plus),
                    Arithmetic::Subtract => a.calculate(b, block, Fraction::minus),
                    Arithmetic::Multiply => a.calculate(b, block, Fraction::times),
                    // Division by 0 gives no number, so the result is missing.
                    Arithmetic::Divide => a.calculate(b, block, Fraction::over),
                    Arithmetic::Remainder => a.calculate(b, block, Fraction::remainder),
                }
            }
            NumberOwn::Power(pair) => {
                let power = |x: Fraction, y: Fraction| irrational(x, |x| x.powf(y.nearest()));
                pair.0.lanes(block).calculate(pair.1.lanes(block), block, power)
            }
            NumberOwn::YearsBetween(pair) => {
                let years = |from, to| Fraction::whole(years_between(from, to));
                pair.0.lanes(block).calculate(pair.1.lanes(block), block, years)
            }
        }
    }
}

/// `f` of the double nearest to `x`, rounded by [`significant`]. [`Fraction::NONE`] if the value is not
/// finite: ln 0 is −∞, and logarithms and roots of negative numbers are not real.
fn irrational(x: Fraction, f: impl Fn(f64) -> f64) -> Fraction {
    let value = f(x.nearest());
    if value.is_finite() { Fraction::of(significant(value)) } else { Fraction::NONE }
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
        if let Some(answers) = T::at_once(self, block) {
            return answers;
        }
        match &self.test {
            Test::IsNull => T::test(&self.of, block, |_| true).nulls(),
            Test::Compare(relation, other) => match other.lanes(block) {
                Lanes::One(Some(other)) => against(&self.of, block, *relation, other),
                other => relation.of_lanes(self.of.lanes(block), other),
            },
            Test::Between(low, high) => {
                let of = self.of.lanes(block);
                let above = Relation::GreaterOrEqual.of_lanes(of.clone(), low.lanes(block));
                above.and(Relation::LessOrEqual.of_lanes(of, high.lanes(block)))
            }
            Test::In { constants, null, others } => {
                let mut found = T::test(&self.of, block, |value| T::contains(constants, value));
                if *null {
                    // A value equal to no known member may still equal the unknown one.
                    found = found.or(Lanes::One(None));
                }
                if !others.is_empty() {
                    let of = self.of.lanes(block);
                    for other in others {
                        found = found.or(Relation::Equal.of_lanes(of.clone(), other.lanes(block)));
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

impl Relation {
    /// `a relation b`, row by row.
    pub(super) fn of_lanes<'a, V: Copy + Default + PartialOrd>(
        self,
        a: Lanes<'a, V>,
        b: Lanes<'a, V>,
    ) -> Lanes<'a, bool> {
        match self {
            Relation::Equal => a.compare(b, |a, b| a == b),
            Relation::NotEqual => a.compare(b, |a, b| a != b),
            Relation::Less => a.compare(b, |a, b| a < b),
            Relation::LessOrEqual => a.compare(b, |a, b| a <= b),
            Relation::Greater => a.compare(b, |a, b| a > b),
            Relation::GreaterOrEqual => a.compare(b, |a, b| a >= b),
        }
    }
}
