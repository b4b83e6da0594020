//! The evaluator against a naive one that goes row by row over optional values, on random rules and columns.
//! Its numbers are rationals of any size, made from the digits of what is written.

use std::fmt;

use jifen::expr::{Bounds, Expr, Scope};
use jifen::firms::{Column, Frame, Kind, Slot, Value};
use jiff::civil::{Date, date};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use proptest::prelude::*;

use super::{Named, dates, flags, numbers, scope, texts};
use crate::engine::by_hand::{self, decimal, double};

/// A value; rules are made so that types always fit.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(super) enum V {
    N(BigRational),
    T(String),
    F(bool),
    D(Date),
}

/// A rule as the test builds it.
#[derive(Clone, Debug)]
pub(super) enum E {
    Null,
    Literal(V),
    Name(usize),
    Negate(Box<E>),
    Arithmetic(&'static str, Box<E>, Box<E>),
    Compare(&'static str, Box<E>, Box<E>),
    Logic(&'static str, Box<E>, Box<E>),
    Not(Box<E>),
    IsNull(Box<E>, bool),
    Is(Box<E>, bool, bool),
    In(Box<E>, Vec<E>, bool),
    Between(Box<E>, Box<E>, Box<E>, bool),
    Like(Box<E>, String, bool),
    Case(Option<Box<E>>, Vec<(E, E)>, Option<Box<E>>),
    Call(&'static str, Vec<E>),
}

/// The columns rules read: three of each type, in the order of [`KINDS`].
pub(super) const NAMES: [&str; 12] = ["n0", "n1", "n2", "t0", "t1", "t2", "f0", "f1", "f2", "d0", "d1", "d2"];
pub(super) const KINDS: [Kind; 4] = [Kind::Number, Kind::Text, Kind::Flag, Kind::Date];

fn not(negated: bool) -> &'static str {
    if negated { "NOT " } else { "" }
}

fn list(items: &[E]) -> String {
    items.iter().map(E::to_string).collect::<Vec<_>>().join(", ")
}

/// As SQL, every part in parentheses.
impl fmt::Display for E {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            E::Null => write!(f, "NULL"),
            E::Literal(V::N(number)) => write!(f, "{}", double(number)),
            E::Literal(V::T(text)) => write!(f, "'{}'", text.replace('\'', "''")),
            E::Literal(V::F(flag)) => write!(f, "{}", if *flag { "TRUE" } else { "FALSE" }),
            E::Literal(V::D(day)) => write!(f, "DATE '{day}'"),
            E::Name(name) => write!(f, "{}", NAMES[*name]),
            E::Negate(a) => write!(f, "(- {a})"),
            E::Arithmetic(op, a, b) | E::Compare(op, a, b) | E::Logic(op, a, b) => {
                write!(f, "({a} {op} {b})")
            }
            E::Not(a) => write!(f, "(NOT {a})"),
            E::IsNull(a, negated) => write!(f, "({a} IS {}NULL)", not(*negated)),
            E::Is(a, flag, negated) => {
                write!(f, "({a} IS {}{})", not(*negated), if *flag { "TRUE" } else { "FALSE" })
            }
            E::In(a, items, negated) => write!(f, "({a} {}IN ({}))", not(*negated), list(items)),
            E::Between(a, low, high, negated) => write!(f, "({a} {}BETWEEN {low} AND {high})", not(*negated)),
            E::Like(a, pattern, negated) => write!(f, "({a} {}LIKE '{pattern}')", not(*negated)),
            E::Call(name, items) => write!(f, "{name}({})", list(items)),
            E::Case(operand, arms, otherwise) => {
                write!(f, "CASE")?;
                if let Some(operand) = operand {
                    write!(f, " {operand}")?;
                }
                for (when, then) in arms {
                    write!(f, " WHEN {when} THEN {then}")?;
                }
                if let Some(otherwise) = otherwise {
                    write!(f, " ELSE {otherwise}")?;
                }
                write!(f, " END")
            }
        }
    }
}

/// Makes a rule out of a stream of bytes, so that a shorter stream is a simpler rule.
pub(super) struct Builder<'a> {
    pub(super) bytes: std::slice::Iter<'a, u8>,
}

impl Builder<'_> {
    fn pick(&mut self, choices: usize) -> usize {
        self.bytes.next().map_or(0, |byte| usize::from(*byte) % choices)
    }

    fn flip(&mut self) -> bool {
        self.pick(2) == 1
    }

    fn boxed(&mut self, kind: Kind, depth: usize) -> Box<E> {
        Box::new(self.rule(kind, depth))
    }

    fn several(&mut self, kind: Kind, depth: usize) -> Vec<E> {
        (0..=self.pick(3)).map(|_| self.rule(kind, depth)).collect()
    }

    fn kind(&mut self) -> Kind {
        KINDS[self.pick(4)]
    }

    /// A rule with values of `kind`.
    pub(super) fn rule(&mut self, kind: Kind, depth: usize) -> E {
        if depth == 0 {
            return self.leaf(kind);
        }
        let depth = depth - 1;
        match self.pick(9) {
            0 | 1 => self.leaf(kind),
            2 => E::Call("COALESCE", self.several(kind, depth)),
            3 => E::Call("NULLIF", vec![self.rule(kind, depth), self.rule(kind, depth)]),
            4 if kind != Kind::Flag => {
                E::Call(if self.flip() { "LEAST" } else { "GREATEST" }, self.several(kind, depth))
            }
            5 => self.case(kind, depth),
            _ => match kind {
                Kind::Number => self.number(depth),
                Kind::Flag => self.flag(depth),
                Kind::Text | Kind::Date => self.leaf(kind),
            },
        }
    }

    /// A name, a literal, or NULL where its neighbours give it a type.
    fn leaf(&mut self, kind: Kind) -> E {
        let first = KINDS.iter().position(|known| *known == kind).unwrap() * 3;
        match self.pick(5) {
            0..3 => E::Name(first + self.pick(3)),
            3 => E::Literal(match kind {
                Kind::Number => {
                    V::N(decimal(["0", "1", "2.5", "3", "10", "0.1", "100", "4.44"][self.pick(8)]))
                }
                Kind::Text => V::T(["a", "ab", "企", "b'c", "%"][self.pick(5)].to_owned()),
                Kind::Flag => V::F(self.flip()),
                Kind::Date => V::D([date(2020, 2, 29), date(2021, 3, 1), date(1999, 12, 31)][self.pick(3)]),
            }),
            // NULL of the type: the rule's other parts may all be NULL too.
            _ => E::Call("NULLIF", vec![E::Name(first), E::Name(first)]),
        }
    }

    fn case(&mut self, kind: Kind, depth: usize) -> E {
        let operand_kind = self.kind();
        let operand = if self.flip() { Some(self.boxed(operand_kind, depth)) } else { None };
        let when = if operand.is_some() { operand_kind } else { Kind::Flag };
        let arms = (0..=self.pick(3)).map(|_| (self.rule(when, depth), self.rule(kind, depth))).collect();
        let otherwise = if self.flip() { Some(self.boxed(kind, depth)) } else { None };
        E::Case(operand, arms, otherwise)
    }

    fn number(&mut self, depth: usize) -> E {
        match self.pick(6) {
            0 => E::Negate(self.boxed(Kind::Number, depth)),
            1..4 => {
                let operator = ["+", "-", "*", "/", "%"][self.pick(5)];
                E::Arithmetic(operator, self.boxed(Kind::Number, depth), self.boxed(Kind::Number, depth))
            }
            4 => {
                let name = ["ABS", "LN", "SQRT", "ROUND", "FLOOR", "CEIL"][self.pick(6)];
                E::Call(name, vec![self.rule(Kind::Number, depth)])
            }
            _ if self.flip() => {
                E::Call("POWER", vec![self.rule(Kind::Number, depth), self.rule(Kind::Number, depth)])
            }
            _ => E::Call("YEARS_BETWEEN", vec![self.rule(Kind::Date, depth), self.rule(Kind::Date, depth)]),
        }
    }

    fn flag(&mut self, depth: usize) -> E {
        let kind = self.kind();
        let ordered = if kind == Kind::Flag { Kind::Number } else { kind };
        match self.pick(10) {
            0 | 1 => E::Logic(
                ["AND", "OR"][self.pick(2)],
                self.boxed(Kind::Flag, depth),
                self.boxed(Kind::Flag, depth),
            ),
            2 => E::Not(self.boxed(Kind::Flag, depth)),
            3 | 4 => {
                let relation = ["<", "<=", ">", ">=", "=", "<>"][self.pick(6)];
                E::Compare(relation, self.boxed(ordered, depth), self.boxed(ordered, depth))
            }
            5 => E::Compare(["=", "<>"][self.pick(2)], self.boxed(kind, depth), self.boxed(kind, depth)),
            6 => {
                let mut items = self.several(kind, depth);
                items.extend(self.flip().then_some(E::Null));
                E::In(self.boxed(kind, depth), items, self.flip())
            }
            7 => E::Between(
                self.boxed(ordered, depth),
                self.boxed(ordered, depth),
                self.boxed(ordered, depth),
                self.flip(),
            ),
            8 => {
                let pattern = ["a%", "%b%", "_", "%", "a_", "企", "%''c", "_%_"][self.pick(8)];
                E::Like(self.boxed(Kind::Text, depth), pattern.to_owned(), self.flip())
            }
            _ if self.flip() => E::IsNull(self.boxed(kind, depth), self.flip()),
            _ => E::Is(self.boxed(Kind::Flag, depth), self.flip(), self.flip()),
        }
    }
}

pub(super) fn number(value: Option<V>) -> Option<BigRational> {
    value.map(|value| if let V::N(number) = value { number } else { unreachable!("{value:?}") })
}

fn flag(value: Option<V>) -> Option<bool> {
    value.map(|value| if let V::F(flag) = value { flag } else { unreachable!("{value:?}") })
}

/// What has no last digit counts to fifteen of them.
fn irrational(value: f64) -> Option<V> {
    let digits = format!("{value:.14e}");
    let rounded: f64 = digits.parse().ok()?;
    // The greatest doubles round to none.
    let rounded = if rounded.is_finite() { rounded } else { value };
    value.is_finite().then(|| V::N(by_hand::of(rounded)))
}

fn equal(a: &Option<V>, b: &Option<V>) -> Option<bool> {
    Some(a.as_ref()? == b.as_ref()?)
}

fn at_most(a: &Option<V>, b: &Option<V>) -> Option<bool> {
    Some(a.as_ref()? <= b.as_ref()?)
}

fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn negate_if(negated: bool, flag: Option<bool>) -> Option<V> {
    flag.map(|flag| V::F(flag != negated))
}

fn like(pattern: &[char], text: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some(('%', rest)) => (0..=text.len()).any(|skip| like(rest, &text[skip..])),
        Some(('_', rest)) => !text.is_empty() && like(rest, &text[1..]),
        Some((c, rest)) => text.first() == Some(c) && like(rest, &text[1..]),
    }
}

/// The anniversaries of `from` up to `to`, counted one by one.
fn years(from: Date, to: Date) -> i64 {
    if to < from {
        return -years(to, from);
    }
    let anniversary =
        |year: i16| Date::new(year, from.month(), from.day()).unwrap_or_else(|_| date(year, 3, 1));
    (from.year() + 1..=to.year()).filter(|year| anniversary(*year) <= to).count() as i64
}

/// The value of `rule` for the row whose values are `row`.
pub(super) fn value(rule: &E, row: &[Option<V>]) -> Option<V> {
    let of = |rule: &E| value(rule, row);
    match rule {
        E::Null => None,
        E::Literal(value) => Some(value.clone()),
        E::Name(name) => row[*name].clone(),
        E::Negate(a) => Some(V::N(-number(of(a))?)),
        E::Arithmetic(operator, a, b) => {
            let (a, b) = (number(of(a))?, number(of(b))?);
            if b.is_zero() && matches!(*operator, "/" | "%") {
                return None;
            }
            Some(V::N(match *operator {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                "/" => a / b,
                _ => &a - (&a / &b).trunc() * &b,
            }))
        }
        E::Compare(relation, a, b) => {
            let (a, b) = (of(a)?, of(b)?);
            Some(V::F(match *relation {
                "<" => a < b,
                "<=" => a <= b,
                ">" => a > b,
                ">=" => a >= b,
                "=" => a == b,
                _ => a != b,
            }))
        }
        E::Logic("AND", a, b) => and(flag(of(a)), flag(of(b))).map(V::F),
        E::Logic(_, a, b) => {
            let neither = and(flag(of(a)).map(|a| !a), flag(of(b)).map(|b| !b));
            neither.map(|neither| V::F(!neither))
        }
        E::Not(a) => flag(of(a)).map(|a| V::F(!a)),
        E::IsNull(a, negated) => negate_if(*negated, Some(of(a).is_none())),
        E::Is(a, wanted, negated) => negate_if(*negated, Some(flag(of(a)) == Some(*wanted))),
        E::In(a, items, negated) => {
            let a = of(a);
            let answers: Vec<Option<bool>> = items.iter().map(|item| equal(&a, &of(item))).collect();
            let found = if answers.contains(&Some(true)) {
                Some(true)
            } else if answers.contains(&None) {
                None
            } else {
                Some(false)
            };
            negate_if(*negated, found)
        }
        E::Between(a, low, high, negated) => {
            let (a, low, high) = (of(a), of(low), of(high));
            negate_if(*negated, and(at_most(&low, &a), at_most(&a, &high)))
        }
        E::Like(a, pattern, negated) => {
            let Some(V::T(text)) = of(a) else { return None };
            let characters = |text: &str| text.chars().collect::<Vec<_>>();
            negate_if(*negated, Some(like(&characters(&pattern.replace("''", "'")), &characters(&text))))
        }
        E::Case(operand, arms, otherwise) => {
            let holds = |when: &E| match operand {
                Some(operand) => equal(&of(operand), &of(when)) == Some(true),
                None => flag(of(when)) == Some(true),
            };
            match arms.iter().find(|(when, _)| holds(when)) {
                Some((_, then)) => of(then),
                None => otherwise.as_ref().and_then(|otherwise| of(otherwise)),
            }
        }
        E::Call(name, items) => call(name, items.iter().map(of).collect()),
    }
}

fn call(name: &str, values: Vec<Option<V>>) -> Option<V> {
    let first = values[0].clone();
    match name {
        "COALESCE" => values.into_iter().flatten().next(),
        "NULLIF" => {
            if equal(&values[0], &values[1]) == Some(true) {
                None
            } else {
                first
            }
        }
        "LEAST" => values.into_iter().flatten().reduce(|a, b| if b < a { b } else { a }),
        "GREATEST" => values.into_iter().flatten().reduce(|a, b| if b > a { b } else { a }),
        "POWER" => irrational(double(&number(first)?).powf(double(&number(values[1].clone())?))),
        "YEARS_BETWEEN" => match (first?, values[1].clone()?) {
            (V::D(from), V::D(to)) => Some(V::N(BigRational::from_integer(years(from, to).into()))),
            other => unreachable!("{other:?}"),
        },
        _ => {
            let x = number(first)?;
            Some(V::N(match name {
                "ABS" => x.abs(),
                "LN" => return irrational(double(&x).ln()),
                "SQRT" => return irrational(double(&x).sqrt()),
                "FLOOR" => x.floor(),
                "CEIL" => x.ceil(),
                _ => (x.abs() + decimal("0.5")).floor() * x.signum(),
            }))
        }
    }
}

/// Random columns: per name and row a value out of a few, so that equal and missing ones are common.
pub(super) fn columns(len: usize, seed: u64) -> Vec<Named> {
    let mut state = seed | 1;
    let mut next = move |choices: usize| {
        // Multiplier and shift of Vigna's xorshift64*.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % choices
    };
    let pool = [
        None,
        Some(0.0),
        Some(1.0),
        Some(-2.5),
        Some(3.0),
        Some(1e200),
        Some(0.3),
        Some(-7.0),
        Some(128.64),
        Some(4288.0),
        Some(123_456.789_012),
        Some(1.0 / 3.0),
    ];
    let days = [
        None,
        Some(date(2020, 2, 29)),
        Some(date(2021, 2, 28)),
        Some(date(1999, 12, 31)),
        Some(date(2021, 3, 1)),
    ];
    let words = ["", "a", "ab", "b'c", "企", "企业b", "%"];
    let states = [None, Some(true), Some(false)];
    let mut columns = Vec::new();
    for (at, name) in NAMES.into_iter().enumerate() {
        let column = match KINDS[at / 3] {
            Kind::Number => numbers(&(0..len).map(|_| pool[next(12)]).collect::<Vec<_>>()),
            Kind::Text => texts(&(0..len).map(|_| words[next(7)]).collect::<Vec<_>>()),
            Kind::Flag => flags(&(0..len).map(|_| states[next(3)]).collect::<Vec<_>>()),
            Kind::Date => dates(&(0..len).map(|_| days[next(5)]).collect::<Vec<_>>()),
        };
        columns.push((name, column));
    }
    columns
}

pub(super) fn read_value(value: Value<'_>) -> Option<V> {
    match value {
        Value::Missing => None,
        Value::Number(number) => Some(V::N(by_hand::of(number))),
        Value::Text(text) => Some(V::T(text.to_owned())),
        Value::Flag(flag) => Some(V::F(flag)),
        Value::Date(day) => Some(V::D(day)),
    }
}

/// Compares both evaluators over `rows` of `frame`.
fn compare(
    rule: &E,
    kind: Kind,
    frame: &Frame<'_>,
    rows: std::ops::Range<usize>,
) -> Result<(), TestCaseError> {
    let mut scope = Scope::default();
    for (at, name) in NAMES.into_iter().enumerate() {
        scope.add(name, KINDS[at / 3]);
    }
    let text = rule.to_string();
    let expr = Expr::compile_as(&text, &scope, kind)
        .map_err(|faults| TestCaseError::fail(format!("{text}: {faults:?}")))?;
    prop_assert_eq!(expr.kind(), kind);
    let column = expr.evaluate(frame, rows.clone());
    prop_assert_eq!(column.len(), rows.len());
    for (at, row) in rows.enumerate() {
        let values: Vec<Option<V>> = frame.slots.iter().map(|slot| read_value(slot.value(row))).collect();
        // A number leaves as the double nearest to it, and has none beyond their range.
        let expected = match value(rule, &values) {
            Some(V::N(number)) if !double(&number).is_finite() => None,
            Some(V::N(number)) => Some(V::N(by_hand::of(double(&number)))),
            other => other,
        };
        prop_assert_eq!(read_value(column.value(at)), expected, "row {} of {}: {:?}", row, text, values);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn every_rule_has_the_value_that_a_naive_reading_gives(
        bytes in proptest::collection::vec(any::<u8>(), 0..120),
        kind in proptest::sample::select(&KINDS[..]),
        len in 0_usize..40,
        seed: u64,
        constants in any::<u16>(),
    ) {
        let rule = Builder { bytes: bytes.iter() }.rule(kind, 4);
        let columns = columns(len.max(1), seed);
        // Some names are one value for all rows.
        let slot = |at: usize, column| match constants >> at & 3 {
            3 => Slot::Constant(Column::value(column, 0)),
            _ => Slot::Column(column),
        };
        let slots = columns.iter().enumerate().map(|(at, (_, column))| slot(at, column)).collect();
        let frame = Frame { len, slots };
        compare(&rule, kind, &frame, len / 4..len)?;
    }
}

/// Ends of intervals that numbers lie in, and numbers within them.
const ENDS: [f64; 12] =
    [f64::NEG_INFINITY, -2.5, -0.3, 0.0, 1e-300, 0.1, 0.57, 1.0 / 3.0, 1.0, 3.0, 128.64, f64::INFINITY];

/// A name's bounds, and its values in some rows, the ends among them.
fn bounded(low: usize, high: usize, whole: bool, picks: &[u8]) -> (Bounds, Vec<Option<f64>>) {
    let (low, high) = (ENDS[low.min(high)], ENDS[low.max(high)]);
    let more = [-7.0, 2.0, 4288.0, 1e200, 0.3, f64::MAX];
    let fits = |x: &f64| x.is_finite() && low <= *x && *x <= high && (!whole || x.fract() == 0.0);
    let values: Vec<f64> = ENDS.into_iter().chain(more).filter(fits).collect();
    let pick = |byte: &u8| values.get(usize::from(*byte) % (values.len() + 1)).copied();
    (Bounds::of_doubles(low, high, whole), picks.iter().map(pick).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn bounds_hold_every_value_that_a_naive_reading_gives(
        bytes in proptest::collection::vec(any::<u8>(), 0..60),
        ends in proptest::array::uniform3((0..12_usize, 0..12_usize, any::<bool>())),
        picks in proptest::array::uniform3(proptest::array::uniform4(any::<u8>())),
        seed: u64,
    ) {
        let rule = Builder { bytes: bytes.iter() }.rule(Kind::Number, 4);
        let mut columns = columns(4, seed);
        let mut bounds = vec![Bounds::ANY; columns.len()];
        for (at, (low, high, whole)) in ends.into_iter().enumerate() {
            let (of, values) = bounded(low, high, whole, &picks[at]);
            (bounds[at], columns[at].1) = (of, numbers(&values));
        }
        let expr = Expr::compile_as(&rule.to_string(), &scope(&columns), Kind::Number);
        let expr = expr.map_err(|faults| TestCaseError::fail(format!("{rule}: {faults:?}")))?;
        let found = expr.bounds(&|slot| bounds[slot].clone());
        let is_known = expr.is_known(&|_| false) && expr.stays_finite(&|slot| bounds[slot].clone());
        let frame = super::frame(&columns);
        let leaves = expr.numbers(&frame, frame.rows());
        for row in frame.rows() {
            let values: Vec<Option<V>> = frame.slots.iter().map(|slot| read_value(slot.value(row))).collect();
            match value(&rule, &values) {
                Some(V::N(number)) => {
                    prop_assert!(
                        found.holds(&number),
                        "{} of {}, not in {:?}: {:?}",
                        number,
                        rule,
                        found,
                        values
                    );
                    prop_assert!(!is_known || leaves.get(row).is_some(), "{}: {:?}", rule, values);
                }
                _ => prop_assert!(!is_known, "{}: {:?}", rule, values),
            }
        }
    }
}

/// Beyond 4,096 binary digits fifteen decimal ones count, which may lie above what the digits come to, or
/// below.
#[test]
fn bounds_hold_what_is_rounded_for_its_many_digits() {
    let x = [3.3e-300, 1.7e-301, 7.1e-299].map(Some);
    for rule in
        ["(a + b) / 3 / (a * b) * a / 7", "a / b / 3 * (b / a) / (a + 1 / 3) * a", "a * a * a * a * a / 3"]
    {
        let columns = [("a", numbers(&x)), ("b", numbers(&[x[1], x[2], x[0]]))];
        let frame = super::frame(&columns);
        let expr = Expr::compile_as(rule, &scope(&columns), Kind::Number).expect("a rule");
        let (cells, exact) = expr.exact_numbers(&frame, frame.rows());
        for row in frame.rows() {
            let Some(double) = cells.get(row) else { continue };
            let value = exact.as_ref().map_or(by_hand::of(double), |exact| exact.get(row));
            let one = |slot: usize| match columns[slot].1.value(row) {
                Value::Number(x) => Bounds::of_doubles(x, x, false),
                _ => Bounds::ANY,
            };
            assert!(expr.bounds(&one).holds(&value), "{rule} of row {row}: {value}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn blocks_leave_no_seam(
        bytes in proptest::collection::vec(any::<u8>(), 10..60),
        kind in proptest::sample::select(&KINDS[..]),
        len in 4090_usize..4105,
        start in 0_usize..10,
        seed: u64,
    ) {
        let rule = Builder { bytes: bytes.iter() }.rule(kind, 3);
        let columns = columns(len, seed);
        let slots = columns.iter().map(|(_, column)| Slot::Column(column)).collect();
        compare(&rule, kind, &Frame { len, slots }, start..len)?;
    }
}
