//! The values each name can take, and a few that represent all of them in rules that only compare names with
//! constants.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::decimal::{Fraction, Ratio, nearest, ratio};
use crate::expr::{Bounds, Compared, End, Expr};
use crate::firms::{Cells, Column, Exact, Field, FieldType, Frame, Kind, Slot, Texts, Value};

/// Greatest number of combinations of values tried.
const MOST: usize = 20_000;

/// The values a name can take, besides missing.
#[derive(Clone, Debug)]
pub(super) struct Domain {
    /// Least and greatest number, and whether only whole ones occur.
    pub bounds: Bounds,
    /// The possible texts; `None` for any text.
    texts: Option<Vec<String>>,
    /// Whether the value is known for every firm, unless a number exceeds the range of doubles.
    pub known: bool,
    /// Whether no number exceeds that range; one that does is missing.
    finite: bool,
    /// Whether its numbers are computed and need not be doubles, such as a third.
    reckoned: bool,
    /// Number from which every number within the bounds can occur, or every whole one. `None` if the rule may
    /// leave gaps.
    pub gapless_from: Option<f64>,
}

impl Domain {
    /// The domain of any value of a type.
    pub fn any() -> Domain {
        Domain {
            bounds: Bounds::ANY,
            texts: None,
            known: false,
            finite: true,
            reckoned: false,
            gapless_from: None,
        }
    }

    /// The values of a field that intake accepts.
    pub fn of_field(field: &Field) -> Domain {
        let limits = &field.constraints;
        let low = limits.minimum.unwrap_or(f64::NEG_INFINITY);
        let high = limits.maximum.unwrap_or(f64::INFINITY);
        let whole = field.field_type == FieldType::Integer;
        // Faulty bounds restrict nothing.
        let sound = field.kind() == Kind::Number && low <= high;
        let (low, high) = if sound { (low, high) } else { (f64::NEG_INFINITY, f64::INFINITY) };
        Domain {
            bounds: Bounds::of_doubles(low, high, whole),
            texts: limits.one_of.clone(),
            known: limits.required,
            gapless_from: Some(f64::NEG_INFINITY),
            ..Domain::any()
        }
    }

    /// The values of a rule. Only a rule for years certainly takes all numbers from 0; `x / (x + 1)`, for
    /// instance, does not.
    pub fn of_rule(rule: &Expr, domains: &[Domain]) -> Domain {
        let of = |slot: usize| bounds_of(domains, slot);
        let known = rule.is_known(&|slot| domains.get(slot).is_some_and(|domain| domain.known));
        let are_finite = |slot: &usize| domains.get(*slot).is_some_and(|domain| domain.finite);
        Domain {
            bounds: rule.bounds(&of),
            known,
            finite: rule.slots().iter().all(are_finite) && rule.stays_finite(&of),
            reckoned: true,
            gapless_from: rule.is_years().then_some(0.0),
            ..Domain::any()
        }
    }

    /// Any day, known for every firm: the day of the run.
    pub fn day() -> Domain {
        Domain { known: true, ..Domain::any() }
    }

    /// A number from 0 to `high`, known for every firm.
    pub fn up_to(high: f64) -> Domain {
        Domain { bounds: Bounds::of_doubles(0.0, high, false), known: true, ..Domain::any() }
    }

    /// One of `texts`, known for every firm.
    pub fn one_of(texts: Vec<String>) -> Domain {
        Domain { texts: Some(texts), known: true, ..Domain::any() }
    }
}

/// The bounds of the name at `slot`.
pub(super) fn bounds_of(domains: &[Domain], slot: usize) -> Bounds {
    domains.get(slot).map_or(Bounds::ANY, |domain| domain.bounds.clone())
}

/// A number, or an open interval between two of them: rules that compare with these numbers give one verdict
/// over an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece {
    At(f64),
    Between(Option<f64>, Option<f64>),
}

/// The number line, cut at `cuts`, in ascending order.
pub(super) fn pieces(mut cuts: Vec<f64>) -> Vec<Piece> {
    cuts.sort_by(f64::total_cmp);
    cuts.dedup();
    let mut pieces = vec![Piece::Between(None, cuts.first().copied())];
    for (at, cut) in cuts.iter().enumerate() {
        pieces.push(Piece::At(*cut));
        pieces.push(Piece::Between(Some(*cut), cuts.get(at + 1).copied()));
    }
    pieces
}

impl Piece {
    /// A double of the piece within `bounds`; `None` if the two do not meet.
    pub fn example(self, bounds: &Bounds) -> Option<f64> {
        let (from, to) = match self {
            Piece::At(x) => (x, x),
            Piece::Between(from, to) => (from.unwrap_or(f64::NEG_INFINITY), to.unwrap_or(f64::INFINITY)),
        };
        let (least, most) = (bounds.low.nearest(), bounds.high.nearest());
        let within = |x: f64| {
            let inside = matches!(self, Piece::At(_)) || from < x && x < to;
            // Rounding to the nearest double keeps the order, so a double between `least` and `most` stands
            // for a decimal between the bounds.
            let bounded = least < x && x < most && (!bounds.whole || x.fract() == 0.0);
            inside && x.is_finite() && (bounded || bounds.holds(&ratio(x)))
        };
        let (low, high) = (from.max(least), to.min(most));
        // The first of these within bounds: an end, the middle, a step beyond an end, next to an end.
        let step = |x: f64| 1.0 + x.abs();
        [
            low,
            high,
            low / 2.0 + high / 2.0,
            low.floor() + 1.0,
            high.ceil() - 1.0,
            low + step(low),
            high - step(high),
            0.0,
            low.next_up(),
            high.next_down(),
        ]
        .into_iter()
        .find(|x| within(*x))
    }

    /// Any number of the piece within `bounds`; `None` if the two do not meet.
    fn exact_example(self, bounds: &Bounds) -> Option<Ratio> {
        let (from, to) = match self {
            Piece::At(x) => (End::of(x), End::of(x)),
            Piece::Between(from, to) => (from.map_or(End::Below, End::of), to.map_or(End::Above, End::of)),
        };
        let inside = |x: &Ratio| {
            let at = End::At(x.clone());
            (matches!(self, Piece::At(_)) || from < at && at < to) && bounds.holds(x)
        };
        let (low, high) = (from.clone().max(bounds.low.clone()), to.clone().min(bounds.high.clone()));
        let number = |end: &End| if let End::At(x) = end { Some(x.clone()) } else { None };
        let (low, high) = (number(&low), number(&high));
        let one = Ratio::from_integer(1.into());
        let middle = match (&low, &high) {
            (Some(low), Some(high)) => (low + high) / Ratio::from_integer(2.into()),
            (Some(low), None) => low + &one,
            (None, Some(high)) => high - &one,
            (None, None) => Ratio::default(),
        };
        let above = low.as_ref().map(|low| low.floor() + &one);
        [low, high, Some(middle), above].into_iter().flatten().find(inside)
    }
}

/// Every combination of values on which rules differ, as columns by slot.
pub(super) struct Cases {
    len: usize,
    columns: BTreeMap<usize, (Column, Option<Exact>)>,
}

/// The values of one name, `None` where it is missing.
enum Values {
    Numbers(Vec<Option<f64>>),
    /// Numbers that need not be doubles, such as a third.
    Exact(Vec<Option<Ratio>>),
    Texts(Vec<Option<String>>),
    Dates(Vec<Option<Date>>),
    Flags(Vec<Option<bool>>),
}

impl Cases {
    /// The cases of the names in `compared`, each within its domain; `None` if there are more than [`MOST`].
    pub fn new(compared: BTreeMap<usize, Compared>, domains: &[Domain]) -> Option<Cases> {
        let mut values = BTreeMap::new();
        for (slot, compared) in compared {
            values.insert(slot, Values::new(compared, domains.get(slot)?));
        }
        let mut len = 1usize;
        for values in values.values() {
            len = len.checked_mul(values.len()).filter(|len| *len <= MOST)?;
        }
        // If a name has no possible value, there is no firm to judge.
        if len == 0 {
            return None;
        }
        let mut run = 1;
        let mut columns = BTreeMap::new();
        for (slot, values) in values {
            columns.insert(slot, (values.column(run, len), values.exact(run, len)));
            run *= values.len();
        }
        Some(Cases { len, columns })
    }

    /// The cases in which the name at `slot` is one of `numbers`.
    pub fn of_numbers(slot: usize, numbers: impl Iterator<Item = Option<f64>>) -> Cases {
        let numbers: Cells<f64> = numbers.collect();
        Cases { len: numbers.len(), columns: [(slot, (Column::Number(numbers), None))].into() }
    }

    /// Number of combinations tried.
    pub fn len(&self) -> usize {
        self.len
    }

    /// The verdict of `rule` on each case; `None` where unknown.
    pub fn judge(&self, rule: &Expr) -> Vec<Option<bool>> {
        let slots = self.columns.keys().last().map_or(0, |last| last + 1);
        let slot = |slot| match self.columns.get(&slot) {
            None => Slot::Constant(Value::Missing),
            Some((column, None)) => Slot::Column(column),
            Some((column, Some(exact))) => Slot::Exact(column, exact),
        };
        let frame = Frame { len: self.len, slots: (0..slots).map(slot).collect() };
        rule.flags(&frame, frame.rows()).iter().collect()
    }
}

impl Values {
    fn new(compared: Compared, domain: &Domain) -> Values {
        fn all<T>(values: impl IntoIterator<Item = T>, domain: &Domain) -> Vec<Option<T>> {
            let missing = (!(domain.known && domain.finite)).then_some(None);
            values.into_iter().map(Some).chain(missing).collect()
        }
        match compared {
            Compared::Numbers(cuts) if domain.reckoned => {
                let pieces = pieces(cuts).into_iter();
                let examples = pieces.filter_map(|piece| match piece.example(&domain.bounds) {
                    Some(double) => Some(ratio(double)),
                    None => piece.exact_example(&domain.bounds),
                });
                Values::Exact(all(examples, domain))
            }
            Compared::Numbers(cuts) => Values::Numbers(all(
                pieces(cuts).into_iter().filter_map(|piece| piece.example(&domain.bounds)),
                domain,
            )),
            Compared::Texts(texts) => {
                let other = || texts.iter().map(|text| text.len()).max().map_or(1, |longest| longest + 1);
                let texts = match &domain.texts {
                    Some(texts) => texts.clone(),
                    // One text stands for all that no rule mentions.
                    None => texts.iter().map(|text| text.to_string()).chain(["x".repeat(other())]).collect(),
                };
                Values::Texts(all(texts, domain))
            }
            Compared::Dates(days) => {
                let around = |day: &Date| [day.yesterday().ok(), Some(*day), day.tomorrow().ok()];
                let mut days: Vec<Date> = days.iter().flat_map(around).flatten().collect();
                days.sort_unstable();
                days.dedup();
                if days.is_empty() {
                    days.push(Date::ZERO);
                }
                Values::Dates(all(days, domain))
            }
            Compared::Flag => Values::Flags(all([true, false], domain)),
        }
    }

    fn len(&self) -> usize {
        match self {
            Values::Numbers(values) => values.len(),
            Values::Exact(values) => values.len(),
            Values::Texts(values) => values.len(),
            Values::Dates(values) => values.len(),
            Values::Flags(values) => values.len(),
        }
    }

    /// A column over `len` cases, each value repeated `run` times in turn.
    fn column(&self, run: usize, len: usize) -> Column {
        fn spread<T: Copy + Default>(values: &[Option<T>], run: usize, len: usize) -> Cells<T> {
            (0..len).map(|case| values[case / run % values.len()]).collect()
        }
        match self {
            Values::Numbers(values) => Column::Number(spread(values, run, len)),
            Values::Exact(values) => {
                let doubles: Vec<Option<f64>> =
                    values.iter().map(|value| value.as_ref().map(nearest)).collect();
                Column::Number(spread(&doubles, run, len))
            }
            Values::Dates(values) => Column::Date(spread(values, run, len)),
            Values::Flags(values) => Column::Flag(spread(values, run, len)),
            Values::Texts(values) => {
                let texts =
                    (0..len).map(|case| values[case / run % values.len()].as_deref().unwrap_or_default());
                Column::Text(texts.collect::<Texts>())
            }
        }
    }

    /// Exact numbers of the column; `None` where doubles suffice.
    fn exact(&self, run: usize, len: usize) -> Option<Exact> {
        let Values::Exact(values) = self else { return None };
        let mut exact = Exact::default();
        let fractions: Vec<Fraction> =
            values.iter().map(|value| value.as_ref().map_or(Fraction::ZERO, Fraction::of_ratio)).collect();
        for case in 0..len {
            let at = case / run % values.len();
            exact.fractions.push(fractions[at]);
            if let Some(value) = values[at].as_ref().filter(|_| fractions[at].is_beyond()) {
                exact.others.insert(case as u32, value.clone());
            }
        }
        Some(exact)
    }
}
