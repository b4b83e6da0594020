//! The firms with the greatest rank changes, and the indicators that cause them.

use rayon::prelude::*;
use serde::Serialize;

use super::matched::{Both, Matched};
use super::side::Side;
use super::terms::{Level, NOISE, Term, terms};
use crate::stats::Sum;

/// A firm with its change of rank and points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mover {
    /// The firm's id in the cohort's file.
    pub firm: String,
    /// The firm's name, if the cohort has names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Rank before, among the firms of both sides.
    pub rank_before: u32,
    /// Rank after, among the firms of both sides.
    pub rank_after: u32,
    /// Published points of the first side.
    pub points_before: f64,
    /// Published points of the second side.
    pub points_after: f64,
    /// Changed parts, the greatest change first. They add up to the change of points before rounding; for a
    /// finished run, whose subtotals are rounded, approximately.
    pub parts: Vec<PartMove>,
}

/// The contribution of an indicator or a group to one firm's points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartMove {
    /// The id of the indicator or group.
    pub id: String,
    /// Whether it is an adjustment: the group's points less the sum of its members', caused by its cap, floor
    /// or mean, or by weight that members carry for missing ones.
    pub adjusts: bool,
    /// Points before: negative for a deduction, and 0 if a `max` or `min` takes another member instead.
    /// `None` if the side has no such indicator.
    pub before: Option<f64>,
    /// Points after, with the same signs.
    pub after: Option<f64>,
}

/// The contribution of an indicator or a group to the points of all firms on both sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartChange {
    /// The id of the indicator or group.
    pub id: String,
    /// Whether it is an adjustment, as in [`PartMove::adjusts`].
    pub adjusts: bool,
    /// Mean points before; `None` if the side has no such indicator.
    pub mean_before: Option<f64>,
    /// Mean points after; `None` if the side has no such indicator.
    pub mean_after: Option<f64>,
    /// The mean of `|points after − points before|`; absent points count as 0.
    pub mean_change: f64,
}

/// A summand of both sides' points.
pub type Pair<'a> = Both<Option<Term<'a>>>;

/// The summands of the points of two sides, by id: those of the first side in its order, then those that only
/// the second side has. Adjustments are last; those without a change are omitted.
#[derive(Debug)]
pub struct Parts<'a> {
    /// Whether they are indicators or groups.
    pub level: Level,
    /// Each with its points on both sides.
    pub pairs: Vec<Pair<'a>>,
}

impl<'a> Parts<'a> {
    /// Summands by indicator, if both sides have indicators; otherwise by group.
    pub fn of(before: &'a Side, after: &'a Side) -> Parts<'a> {
        let level = match (&before.indicators, &after.indicators) {
            (Some(_), Some(_)) => Level::Indicators,
            _ => Level::Groups,
        };
        // With this, a run and its campaign are equal.
        let published = !(before.is_exact && after.is_exact);
        let (one, other) = rayon::join(|| terms(before, level, published), || terms(after, level, published));
        let mut other: Vec<Option<Term<'a>>> = other.into_iter().map(Some).collect();
        let mut take = |term: &Term<'a>| {
            let same = |other: &&mut Option<Term<'a>>| {
                other.as_ref().is_some_and(|other| (other.id, other.adjusts) == (term.id, term.adjusts))
            };
            other.iter_mut().find(same).and_then(Option::take)
        };
        let mut pairs: Vec<Pair<'a>> = Vec::new();
        for term in one {
            let other = take(&term);
            pairs.push(Both { before: Some(term), after: other });
        }
        pairs.extend(other.into_iter().flatten().map(|term| Both { before: None, after: Some(term) }));
        let is_something = |term: &Option<Term<'_>>| {
            term.as_ref().is_some_and(|term| !term.adjusts || term.points.iter().any(|points| *points != 0.0))
        };
        pairs.retain(|pair| is_something(&pair.before) || is_something(&pair.after));
        pairs.sort_by_key(|pair| Parts::named(pair).1);
        Parts { level, pairs }
    }

    /// The id, and whether the summand is an adjustment.
    pub fn named(pair: &Pair<'a>) -> (&'a str, bool) {
        pair.before.as_ref().or(pair.after.as_ref()).map_or(("", false), |term| (term.id, term.adjusts))
    }

    /// Points of the firm in these rows.
    pub fn points(pair: &Pair<'_>, rows: Both<u32>) -> Both<Option<f64>> {
        let at = |term: &Option<Term<'_>>, row: u32| term.as_ref().map(|term| term.points[row as usize]);
        Both { before: at(&pair.before, rows.before), after: at(&pair.after, rows.after) }
    }

    /// The firm's changed parts, the greatest change first.
    pub fn moved(&self, rows: Both<u32>) -> Vec<PartMove> {
        let one = |pair: &Pair<'_>| {
            let Both { before, after } = Parts::points(pair, rows);
            let (id, adjusts) = Parts::named(pair);
            PartMove { id: id.to_owned(), adjusts, before, after }
        };
        let mut moved: Vec<PartMove> =
            self.pairs.iter().map(one).filter(|part| part.change() > NOISE).collect();
        moved.sort_by(|a, b| {
            b.change().total_cmp(&a.change()).then_with(|| (a.adjusts, &a.id).cmp(&(b.adjusts, &b.id)))
        });
        moved
    }

    /// Changes over all firms of both sides, in the order of `pairs`.
    pub fn changes(&self, matched: &Matched) -> Vec<PartChange> {
        let firms = matched.len().max(1) as f64;
        let one = |pair: &Pair<'_>| {
            // Rows of the two sides are far apart in memory, so each is read once.
            let mut sums = [Sum::default(); 3];
            for &rows in &matched.rows {
                let points = Parts::points(pair, rows);
                let (before, after) = (points.before.unwrap_or(0.0), points.after.unwrap_or(0.0));
                let values = [before, after, (after - before).abs()];
                sums.iter_mut().zip(values).for_each(|(sum, value)| sum.add(value));
            }
            let [before, after, change] = sums.map(|sum| sum.total() / firms);
            let (id, adjusts) = Parts::named(pair);
            PartChange {
                id: id.to_owned(),
                adjusts,
                mean_before: pair.before.as_ref().map(|_| before),
                mean_after: pair.after.as_ref().map(|_| after),
                mean_change: change,
            }
        };
        self.pairs.par_iter().map(one).collect()
    }
}

impl PartMove {
    /// `after − before`; absent points count as 0.
    pub fn rise(&self) -> f64 {
        self.after.unwrap_or(0.0) - self.before.unwrap_or(0.0)
    }

    /// `|after − before|`; absent points count as 0.
    pub fn change(&self) -> f64 {
        self.rise().abs()
    }
}

/// The `most` firms with the greatest rank changes, in descending order; ties by id.
pub fn movers(before: &Side, matched: &Matched, parts: &Parts<'_>, most: usize) -> Vec<Mover> {
    let mut moved: Vec<usize> = (0..matched.len()).filter(|&at| matched.shift(at) > 0).collect();
    // Positions are sorted by id.
    let farthest = |at: &usize| (std::cmp::Reverse(matched.shift(*at)), *at);
    if moved.len() > most {
        moved.select_nth_unstable_by_key(most, farthest);
        moved.truncate(most);
    }
    moved.sort_unstable_by_key(farthest);
    let mover = |at: usize| Mover {
        firm: before.ids.get_or_empty(matched.rows[at].before as usize).to_owned(),
        name: before.name(matched.rows[at].before),
        rank_before: matched.rank_before[at],
        rank_after: matched.rank_after[at],
        points_before: matched.points_before[at],
        points_after: matched.points_after[at],
        parts: parts.moved(matched.rows[at]),
    };
    moved.into_iter().map(mover).collect()
}
