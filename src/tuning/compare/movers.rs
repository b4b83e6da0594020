//! Who moves the most, and by which indicators.

use rayon::prelude::*;
use serde::Serialize;

use super::matched::Matched;
use super::side::{Part, Side};
use crate::stats::Sum;

/// Points nearer to each other than this are the same: sums of binary fractions.
const NOISE: f64 = 1e-9;

/// A firm that moves.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mover {
    /// What tells it from others.
    pub firm: String,
    /// Rank before, among the firms of both sides.
    pub rank_before: u32,
    /// Rank after.
    pub rank_after: u32,
    /// Published points before.
    pub points_before: f64,
    /// Published points after.
    pub points_after: f64,
    /// What of it changed, the most first.
    pub parts: Vec<PartMove>,
}

/// An indicator's or a group's points of one firm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartMove {
    /// Its id.
    pub id: String,
    /// Points before; nothing where the side has no such indicator.
    pub before: Option<f64>,
    /// Points after.
    pub after: Option<f64>,
}

/// An indicator's or a group's points over the firms of both sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartChange {
    /// Its id.
    pub id: String,
    /// Mean points before; nothing where the side has no such indicator.
    pub mean_before: Option<f64>,
    /// Mean points after.
    pub mean_after: Option<f64>,
    /// The mean of `|points after − points before|`, absent ones counting 0.
    pub mean_change: f64,
}

/// What points are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Indicators.
    Indicators,
    /// Groups: a run kept no details.
    Groups,
}

/// The parts of two sides by id: those of the first in its order, then those only the second has.
pub(super) struct Parts<'a> {
    pub level: Level,
    pub pairs: Vec<(Option<&'a Part>, Option<&'a Part>)>,
}

impl<'a> Parts<'a> {
    /// Indicators, where both sides know them; else groups.
    pub fn of(before: &'a Side, after: &'a Side) -> Parts<'a> {
        let (level, one, other) = match (&before.indicators, &after.indicators) {
            (Some(one), Some(other)) => (Level::Indicators, one, other),
            _ => (Level::Groups, &before.groups, &after.groups),
        };
        let find = |parts: &'a [Part], id: &str| parts.iter().find(|part| part.id == id);
        let first = one.iter().map(|part| (Some(part), find(other, &part.id)));
        let second = other.iter().filter(|part| find(one, &part.id).is_none()).map(|part| (None, Some(part)));
        Parts { level, pairs: first.chain(second).collect() }
    }

    /// Points of the firm in these rows.
    fn points(pair: &(Option<&Part>, Option<&Part>), (row, other): (u32, u32)) -> (Option<f64>, Option<f64>) {
        let at = |part: Option<&Part>, row: u32| part.map(|part| part.points[row as usize]);
        (at(pair.0, row), at(pair.1, other))
    }

    /// What changed of the firm in these rows, the most first.
    fn moved(&self, rows: (u32, u32)) -> Vec<PartMove> {
        let one = |pair: &(Option<&Part>, Option<&Part>)| {
            let (before, after) = Parts::points(pair, rows);
            PartMove { id: id(pair).to_owned(), before, after }
        };
        let mut moved: Vec<PartMove> =
            self.pairs.iter().map(one).filter(|part| part.change() > NOISE).collect();
        moved.sort_by(|a, b| b.change().total_cmp(&a.change()).then_with(|| a.id.cmp(&b.id)));
        moved
    }

    /// What changed over all firms of both sides, in the order of `pairs`.
    pub fn changes(&self, matched: &Matched) -> Vec<PartChange> {
        let firms = matched.len().max(1) as f64;
        let one = |pair: &(Option<&Part>, Option<&Part>)| {
            // Rows of either side lie far apart: each is looked at once.
            let mut sums = [Sum::default(); 3];
            for &rows in &matched.rows {
                let (before, after) = Parts::points(pair, rows);
                let (before, after) = (before.unwrap_or(0.0), after.unwrap_or(0.0));
                let values = [before, after, (after - before).abs()];
                sums.iter_mut().zip(values).for_each(|(sum, value)| sum.add(value));
            }
            let [before, after, change] = sums.map(|sum| sum.total() / firms);
            PartChange {
                id: id(pair).to_owned(),
                mean_before: pair.0.map(|_| before),
                mean_after: pair.1.map(|_| after),
                mean_change: change,
            }
        };
        self.pairs.par_iter().map(one).collect()
    }
}

fn id<'a>(pair: &(Option<&'a Part>, Option<&'a Part>)) -> &'a str {
    pair.0.or(pair.1).map_or("", |part| &part.id)
}

impl PartMove {
    /// `|after − before|`, an absent one counting 0.
    pub fn change(&self) -> f64 {
        (self.after.unwrap_or(0.0) - self.before.unwrap_or(0.0)).abs()
    }
}

/// The `most` firms that move the most, most first; ties by id.
pub(super) fn movers(before: &Side, matched: &Matched, parts: &Parts<'_>, most: usize) -> Vec<Mover> {
    let mut moved: Vec<usize> = (0..matched.len()).filter(|&at| matched.shift(at) > 0).collect();
    // Positions are in order of ids.
    let farthest = |at: &usize| (std::cmp::Reverse(matched.shift(*at)), *at);
    if moved.len() > most {
        moved.select_nth_unstable_by_key(most, farthest);
        moved.truncate(most);
    }
    moved.sort_unstable_by_key(farthest);
    let mover = |at: usize| Mover {
        firm: before.ids.get_or_empty(matched.rows[at].0 as usize).to_owned(),
        rank_before: matched.rank_before[at],
        rank_after: matched.rank_after[at],
        points_before: matched.points_before[at],
        points_after: matched.points_after[at],
        parts: parts.moved(matched.rows[at]),
    };
    moved.into_iter().map(mover).collect()
}
