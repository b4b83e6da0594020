//! Blocks of values, and vectorised loops over them.
//!
//! Values and known marks are in separate slices. Each loop does one simple operation on whole slices, so
//! that the compiler vectorises it. The entry of a missing value is garbage: loops compute with it and mark
//! the result as missing.
//!
//! Numbers are fractions during evaluation. A row whose number exceeds 64 bits is noted in the block's
//! [`Doubts`] and evaluated again with rational numbers of any size.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use crate::decimal::Fraction;
use crate::firms::{Cells, Frame, Slot, Texts, Value};

/// Number of rows evaluated together: few enough for their values to stay in the cache.
pub(super) const BLOCK: usize = 4096;

/// One row of a frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) row: usize,
}

/// Rows of a block with a number that exceeds 64 bits.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    /// Whether each row of the block is doubtful; empty if none is.
    rows: RefCell<Vec<bool>>,
}

impl Doubts {
    /// Doubtful rows, as positions in the block.
    pub(super) fn rows(&self) -> Vec<usize> {
        let rows = self.rows.borrow();
        rows.iter().enumerate().filter(|(_, doubtful)| **doubtful).map(|(row, _)| row).collect()
    }
}

#[derive(Clone, Debug)]
pub(super) struct Block<'a> {
    frame: &'a Frame<'a>,
    rows: Range<usize>,
    doubts: &'a Doubts,
}

impl<'a> Block<'a> {
    pub(super) fn new(frame: &'a Frame<'a>, rows: Range<usize>, doubts: &'a Doubts) -> Block<'a> {
        Block { frame, rows, doubts }
    }

    pub(super) fn rows(&self) -> Range<usize> {
        self.rows.clone()
    }

    pub(super) fn slot(&self, slot: usize) -> Slot<'a> {
        self.frame.slots[slot]
    }

    /// Notes the rows that are `doubtful`.
    #[cold]
    fn doubt(&self, doubtful: impl Iterator<Item = bool>) {
        let mut rows = self.doubts.rows.borrow_mut();
        rows.resize(self.rows.len(), false);
        rows.iter_mut().zip(doubtful).for_each(|(row, doubtful)| *row |= doubtful);
    }

    /// One number for every row, missing if it is no number.
    pub(super) fn one(&self, value: Option<Fraction>) -> Lanes<'a, Fraction> {
        if value.is_some_and(Fraction::is_beyond) {
            self.doubt(std::iter::repeat(true));
        }
        Lanes::One(value.filter(|value| value.is_number()))
    }

    /// `values`; a value is known if `known` is true and the value is a number.
    pub(super) fn numbers(
        &self,
        values: impl Iterator<Item = Fraction>,
        known: Cow<'a, [bool]>,
    ) -> Lanes<'a, Fraction> {
        let mut are_numbers = true;
        let mut values: Vec<Fraction> = values.inspect(|value| are_numbers &= value.is_number()).collect();
        if are_numbers {
            return Lanes::Many(Cow::Owned(values), known);
        }
        let cells = values.iter().zip(known.iter());
        if cells.clone().any(|(value, &known)| known & value.is_beyond()) {
            self.doubt(cells.clone().map(|(value, &known)| known & value.is_beyond()));
        }
        let known: Vec<bool> = cells.map(|(value, &known)| known & value.is_number()).collect();
        // Unknown values become numbers too, so that the next operation needs no check.
        values.iter_mut().filter(|value| !value.is_number()).for_each(|value| *value = Fraction::ZERO);
        Lanes::many(values, known)
    }
}

/// Values of an expression over a block.
#[derive(Clone, Debug)]
pub(super) enum Lanes<'a, T: Copy> {
    /// One value for every row; `None` is missing.
    One(Option<T>),
    /// One value per row, with its known mark.
    Many(Cow<'a, [T]>, Cow<'a, [bool]>),
}

impl<'a, T: Copy + Default> Lanes<'a, T> {
    /// The rows of a column.
    pub(super) fn borrowed(cells: &'a Cells<T>, rows: Range<usize>) -> Lanes<'a, T> {
        Lanes::Many(Cow::Borrowed(&cells.values[rows.clone()]), Cow::Borrowed(&cells.present[rows]))
    }

    /// Values with their known marks.
    fn many(values: Vec<T>, known: Vec<bool>) -> Lanes<'a, T> {
        Lanes::Many(Cow::Owned(values), Cow::Owned(known))
    }

    /// `f` of each known value.
    pub(super) fn test(self, f: impl Fn(T) -> bool) -> Lanes<'a, bool> {
        match self {
            Lanes::One(value) => Lanes::One(value.map(f)),
            Lanes::Many(values, present) => {
                let values =
                    values.iter().zip(present.iter()).map(|(&value, &known)| known & f(value)).collect();
                Lanes::Many(Cow::Owned(values), present)
            }
        }
    }

    /// Whether each value is missing.
    pub(super) fn nulls(self) -> Lanes<'a, bool> {
        match self {
            Lanes::One(value) => Lanes::One(Some(value.is_none())),
            Lanes::Many(_, present) => {
                Lanes::many(present.iter().map(|known| !known).collect(), vec![true; present.len()])
            }
        }
    }

    /// `f(a, b)` if both are known, otherwise missing.
    pub(super) fn compare<U: Copy + Default>(
        self,
        other: Lanes<'a, U>,
        f: impl Fn(T, U) -> bool,
    ) -> Lanes<'a, bool> {
        match (self, other) {
            (Lanes::One(None), _) | (_, Lanes::One(None)) => Lanes::One(None),
            (Lanes::One(Some(a)), Lanes::One(Some(b))) => Lanes::One(Some(f(a, b))),
            (a, Lanes::One(Some(b))) => a.test(|a| f(a, b)),
            (Lanes::One(Some(a)), b) => b.test(|b| f(a, b)),
            (Lanes::Many(a, a_known), Lanes::Many(b, b_known)) => {
                let known = both(&a_known, &b_known);
                let values = a.iter().zip(b.iter()).zip(&known).map(|((&a, &b), &known)| known & f(a, b));
                Lanes::many(values.collect(), known)
            }
        }
    }

    /// `f(a, b)` if both are known and the result is a number, otherwise missing.
    pub(super) fn calculate(
        self,
        other: Lanes<'a, T>,
        block: &Block<'a>,
        f: impl Fn(T, T) -> Fraction,
    ) -> Lanes<'a, Fraction> {
        match (self, other) {
            (Lanes::One(None), _) | (_, Lanes::One(None)) => Lanes::One(None),
            (Lanes::One(Some(a)), Lanes::One(Some(b))) => block.one(Some(f(a, b))),
            (Lanes::Many(a, known), Lanes::One(Some(b))) => block.numbers(a.iter().map(|&a| f(a, b)), known),
            (Lanes::One(Some(a)), Lanes::Many(b, known)) => block.numbers(b.iter().map(|&b| f(a, b)), known),
            (Lanes::Many(a, a_known), Lanes::Many(b, b_known)) => {
                let values = a.iter().zip(b.iter()).map(|(&a, &b)| f(a, b));
                block.numbers(values, Cow::Owned(both(&a_known, &b_known)))
            }
        }
    }

    /// COALESCE: the value of `self` if known, otherwise that of `other`.
    pub(super) fn or_else(self, other: Lanes<'a, T>) -> Lanes<'a, T> {
        match (self, other) {
            (Lanes::One(None), other) => other,
            (known @ Lanes::One(Some(_)), _) => known,
            (first, Lanes::One(None)) => first,
            (Lanes::Many(a, a_known), Lanes::One(Some(b))) => {
                let values =
                    a.iter().zip(a_known.iter()).map(|(&a, &known)| if known { a } else { b }).collect();
                Lanes::many(values, vec![true; a.len()])
            }
            (Lanes::Many(a, a_known), Lanes::Many(b, b_known)) => {
                let pairs = a.iter().zip(b.iter()).zip(a_known.iter());
                let values = pairs.map(|((&a, &b), &known)| if known { a } else { b }).collect();
                Lanes::many(values, either(&a_known, &b_known))
            }
        }
    }

    /// `f(a, b)` if both are known, otherwise the known one.
    pub(super) fn merge(self, other: Lanes<'a, T>, f: impl Fn(T, T) -> T) -> Lanes<'a, T> {
        match (self, other) {
            (Lanes::One(None), other) | (other, Lanes::One(None)) => other,
            (Lanes::One(Some(a)), Lanes::One(Some(b))) => Lanes::One(Some(f(a, b))),
            (Lanes::Many(a, known), Lanes::One(Some(b))) | (Lanes::One(Some(b)), Lanes::Many(a, known)) => {
                let values =
                    a.iter().zip(known.iter()).map(|(&a, &known)| if known { f(a, b) } else { b }).collect();
                Lanes::many(values, vec![true; a.len()])
            }
            (Lanes::Many(a, a_known), Lanes::Many(b, b_known)) => {
                let pairs = a.iter().zip(b.iter()).zip(a_known.iter().zip(b_known.iter()));
                let values = pairs.map(|((&a, &b), (&a_known, &b_known))| match (a_known, b_known) {
                    (true, true) => f(a, b),
                    (true, false) => a,
                    _ => b,
                });
                Lanes::many(values.collect(), either(&a_known, &b_known))
            }
        }
    }

    /// The value of `self`, missing where `gone` is true.
    pub(super) fn without(self, gone: Lanes<'a, bool>) -> Lanes<'a, T> {
        match (self, gone) {
            (Lanes::One(None), _) | (_, Lanes::One(Some(true))) => Lanes::One(None),
            (value, Lanes::One(_)) => value,
            (Lanes::One(Some(value)), Lanes::Many(gone, known)) => {
                let kept = gone.iter().zip(known.iter()).map(|(&gone, &known)| !(gone & known)).collect();
                Lanes::many(vec![value; gone.len()], kept)
            }
            (Lanes::Many(values, present), Lanes::Many(gone, known)) => {
                let marks = present.iter().zip(gone.iter().zip(known.iter()));
                let kept = marks.map(|(&present, (&gone, &known))| present & !(gone & known)).collect();
                Lanes::Many(values, Cow::Owned(kept))
            }
        }
    }

    /// The value of `self` where `condition` is true, else that of `otherwise`.
    pub(super) fn choose(self, condition: &Lanes<'a, bool>, otherwise: Lanes<'a, T>) -> Lanes<'a, T> {
        let (holds, known) = match condition {
            Lanes::One(Some(true)) => return self,
            Lanes::One(_) => return otherwise,
            Lanes::Many(holds, known) => (holds, known),
        };
        let chosen: Vec<bool> = both(holds, known);
        let (a, a_known) = self.spread(chosen.len());
        let (b, b_known) = otherwise.spread(chosen.len());
        let values = a.iter().zip(b.iter()).zip(&chosen).map(|((&a, &b), &first)| if first { a } else { b });
        let marks = a_known.iter().zip(b_known.iter()).zip(&chosen);
        let marks = marks.map(|((&a, &b), &first)| (a & first) | (b & !first));
        Lanes::many(values.collect(), marks.collect())
    }

    /// One value per row.
    pub(super) fn spread(self, len: usize) -> (Cow<'a, [T]>, Cow<'a, [bool]>) {
        match self {
            Lanes::One(value) => {
                (Cow::Owned(vec![value.unwrap_or_default(); len]), Cow::Owned(vec![value.is_some(); len]))
            }
            Lanes::Many(values, known) => (values, known),
        }
    }
}

impl<'a> Lanes<'a, Fraction> {
    /// `f(a)` if `a` is known and the result is a number, otherwise missing.
    pub(super) fn map(self, block: &Block<'a>, f: impl Fn(Fraction) -> Fraction) -> Lanes<'a, Fraction> {
        match self {
            Lanes::One(value) => block.one(value.map(f)),
            Lanes::Many(values, known) => block.numbers(values.iter().map(|&x| f(x)), known),
        }
    }
}

impl<'a> Lanes<'a, bool> {
    /// Three-valued NOT.
    pub(super) fn not(self) -> Lanes<'a, bool> {
        self.test(|flag| !flag)
    }

    /// Three-valued AND: false if either is false, otherwise missing if either is missing.
    pub(super) fn and(self, other: Lanes<'a, bool>) -> Lanes<'a, bool> {
        self.join(other, false)
    }

    /// Three-valued OR: true if either is true, otherwise missing if either is missing.
    pub(super) fn or(self, other: Lanes<'a, bool>) -> Lanes<'a, bool> {
        self.join(other, true)
    }

    /// `decisive` if either equals `decisive`; otherwise missing if either is missing; otherwise `!decisive`.
    fn join(self, other: Lanes<'a, bool>, decisive: bool) -> Lanes<'a, bool> {
        match (self, other) {
            (Lanes::One(Some(flag)), flags) | (flags, Lanes::One(Some(flag))) => {
                if flag == decisive {
                    Lanes::One(Some(decisive))
                } else {
                    flags
                }
            }
            (Lanes::One(None), Lanes::One(None)) => Lanes::One(None),
            (Lanes::One(None), Lanes::Many(flags, known)) | (Lanes::Many(flags, known), Lanes::One(None)) => {
                let marks = flags.iter().zip(known.iter());
                let settled = marks.map(|(&flag, &known)| known & (flag == decisive)).collect();
                Lanes::many(vec![decisive; flags.len()], settled)
            }
            (Lanes::Many(a, a_known), Lanes::Many(b, b_known)) => {
                let marks = a.iter().zip(a_known.iter()).zip(b.iter().zip(b_known.iter()));
                let settled: Vec<bool> = marks
                    .map(|((&a, &a_known), (&b, &b_known))| {
                        (a_known & (a == decisive)) | (b_known & (b == decisive))
                    })
                    .collect();
                let known = a_known.iter().zip(b_known.iter()).zip(&settled);
                let known: Vec<bool> = known.map(|((&a, &b), &settled)| (a & b) | settled).collect();
                let flags = if decisive {
                    settled
                } else {
                    settled.iter().zip(&known).map(|(&settled, &known)| known & !settled).collect()
                };
                Lanes::many(flags, known)
            }
        }
    }

    /// Whether each flag is known and equal to `wanted`. The result is never missing.
    pub(super) fn is(self, wanted: bool) -> Lanes<'a, bool> {
        match self {
            Lanes::One(value) => Lanes::One(Some(value == Some(wanted))),
            Lanes::Many(flags, known) => {
                let values =
                    flags.iter().zip(known.iter()).map(|(&flag, &known)| known & (flag == wanted)).collect();
                Lanes::many(values, vec![true; flags.len()])
            }
        }
    }

    /// Whether any flag is true.
    pub(super) fn any(&self) -> bool {
        match self {
            Lanes::One(value) => *value == Some(true),
            Lanes::Many(flags, known) => {
                flags.iter().zip(known.iter()).fold(false, |any, (&flag, &known)| any | (flag & known))
            }
        }
    }
}

impl<'a> Lanes<'a, &'a str> {
    /// The rows of a column of texts.
    pub(super) fn texts(texts: &'a Texts, rows: Range<usize>) -> Lanes<'a, &'a str> {
        let values: Vec<&str> = rows.map(|row| texts.get_or_empty(row)).collect();
        let known = values.iter().map(|text| !text.is_empty()).collect();
        Lanes::many(values, known)
    }
}

impl<'a> Lanes<'a, bool> {
    /// `f` of each known text of a column.
    pub(super) fn test_texts(
        texts: &'a Texts,
        rows: Range<usize>,
        f: impl Fn(&'a str) -> bool,
    ) -> Lanes<'a, bool> {
        let mut flags = Vec::with_capacity(rows.len());
        let mut known = Vec::with_capacity(rows.len());
        for row in rows {
            let text = texts.get_or_empty(row);
            known.push(!text.is_empty());
            flags.push(!text.is_empty() && f(text));
        }
        Lanes::many(flags, known)
    }
}

/// `a ∧ b`, row by row.
fn both(a: &[bool], b: &[bool]) -> Vec<bool> {
    a.iter().zip(b).map(|(&a, &b)| a & b).collect()
}

/// `a ∨ b`, row by row.
fn either(a: &[bool], b: &[bool]) -> Vec<bool> {
    a.iter().zip(b).map(|(&a, &b)| a | b).collect()
}

/// A frame's value read by `read`; `Some(None)` if missing, `None` if it has the wrong type.
pub(super) fn known<'a, T>(value: Value<'a>, read: impl Fn(Value<'a>) -> Option<T>) -> Option<Option<T>> {
    if value == Value::Missing { Some(None) } else { read(value).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: [Option<bool>; 3] = [Some(true), Some(false), None];

    fn many(states: &[Option<bool>]) -> Lanes<'static, bool> {
        // Missing flags are garbage, here `true`, to show that no operation depends on them.
        let values = states.iter().map(|state| state.unwrap_or(true)).collect();
        Lanes::many(values, states.iter().map(Option::is_some).collect())
    }

    fn states(lanes: Lanes<'_, bool>) -> Vec<Option<bool>> {
        let (values, known) = lanes.spread(1);
        values.iter().zip(known.iter()).map(|(&value, &known)| known.then_some(value)).collect()
    }

    /// Kleene's tables, written out.
    #[test]
    fn logic_has_three_values() {
        let (t, f, n) = (Some(true), Some(false), None);
        let and = [t, f, n, f, f, f, n, f, n];
        let or = [t, t, t, t, f, n, t, n, n];
        let left: Vec<_> = STATES.iter().flat_map(|&state| [state; 3]).collect();
        let right: Vec<_> = STATES.repeat(3);
        assert_eq!(states(many(&left).and(many(&right))), and);
        assert_eq!(states(many(&left).or(many(&right))), or);
        assert_eq!(states(many(&STATES).not()), [f, t, n]);
        for (row, (&a, &b)) in left.iter().zip(&right).enumerate() {
            for (a, b) in
                [(Lanes::One(a), Lanes::One(b)), (many(&[a]), Lanes::One(b)), (Lanes::One(a), many(&[b]))]
            {
                assert_eq!(states(a.clone().and(b.clone())), [and[row]], "{a:?} AND {b:?}");
                assert_eq!(states(a.clone().or(b.clone())), [or[row]], "{a:?} OR {b:?}");
            }
        }
        assert_eq!(states(many(&STATES).is(true)), [t, f, f]);
        assert_eq!(states(many(&STATES).is(false)), [f, t, f]);
        assert_eq!(states(many(&STATES).nulls()), [f, f, t]);
    }

    #[test]
    fn what_is_no_number_is_missing_and_what_is_beyond_in_doubt() {
        let frame = Frame { len: 4, slots: Vec::new() };
        let doubts = Doubts::default();
        let block = Block::new(&frame, 0..4, &doubts);
        let values = vec![Fraction::whole(7), Fraction::NONE, Fraction::BEYOND, Fraction::BEYOND];
        let lanes = block.numbers(values.into_iter(), Cow::Owned(vec![true, true, true, false]));
        let (values, known) = lanes.spread(4);
        assert_eq!(*known, [true, false, false, false]);
        assert!(values.iter().all(|value| value.is_number()));
        assert_eq!(doubts.rows(), [2]);
    }

    #[test]
    fn any_sees_only_known_flags() {
        assert!(!many(&[None, Some(false)]).any());
        assert!(many(&[None, Some(true)]).any());
        assert!(!Lanes::One(None).any());
    }
}
