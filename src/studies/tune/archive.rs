//! Archives of the candidates worth keeping.

use super::candidate::{Candidate, GoalSet};
use super::goal::Goals;
use crate::stats;

/// Number of candidates that remain after the most crowded are dropped.
const MOST: usize = 256;

/// Pareto front of the candidates, by all goals and by closeness to today.
#[derive(Debug, Default)]
pub(super) struct Archive {
    kept: Vec<Candidate>,
}

impl Archive {
    /// Keeps `one` unless a kept candidate dominates or equals it, and drops those it dominates.
    pub fn add(&mut self, one: &Candidate) {
        let as_good = |other: &Candidate| {
            other.objectives == one.objectives || stats::dominates(&other.objectives, &one.objectives)
        };
        if self.kept.iter().any(as_good) {
            return;
        }
        self.kept.retain(|other| !stats::dominates(&one.objectives, &other.objectives));
        self.kept.push(one.clone());
        if self.kept.len() > 2 * MOST {
            self.thin();
        }
    }

    /// Drops the most crowded candidates, down to [`MOST`].
    fn thin(&mut self) {
        let points: Vec<&[f64]> = self.kept.iter().map(|one| &*one.objectives).collect();
        let room = stats::crowding(&points);
        let mut order: Vec<usize> = (0..self.kept.len()).collect();
        order.sort_by(|&a, &b| room[b].total_cmp(&room[a]).then(a.cmp(&b)));
        order.truncate(MOST);
        order.sort_unstable();
        self.kept = order.into_iter().map(|at| self.kept[at].clone()).collect();
    }

    /// At most `count` candidates (`count ≥ 2`), spread out: first `best`, second the one that moves least,
    /// then repeatedly the one farthest from those chosen, with each objective in units of its range. If
    /// `best` meets all mandatory goals, all of them do. They are ordered from the least moved to the most.
    pub fn spread(mut self, asked: &GoalSet, best: &Candidate, count: usize) -> Vec<Candidate> {
        if asked.missing(best).0 == 0.0 {
            self.kept.retain(|one| asked.missing(one).0 == 0.0);
        }
        let is_other = |one: &Candidate| {
            one.objectives != best.objectives && !stats::dominates(&best.objectives, &one.objectives)
        };
        self.kept.retain(is_other);
        let mut chosen = vec![best.clone()];
        let least = (0..self.kept.len()).min_by_key(|&at| (self.kept[at].moved, self.kept[at].units.clone()));
        chosen.extend(least.map(|at| self.kept.remove(at)));
        let all = || chosen.iter().chain(&self.kept);
        let dimensions = best.objectives.len();
        let ends: Vec<(f64, f64)> = (0..dimensions)
            .map(|at| {
                let values = all().map(|one| one.objectives[at]);
                values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
            })
            .collect();
        let distance = |a: &Candidate, b: &Candidate| -> f64 {
            let gaps = a.objectives.iter().zip(&b.objectives).zip(&ends);
            gaps.filter(|(_, (low, high))| high > low)
                .map(|((a, b), (low, high))| ((a - b) / (high - low)).powi(2))
                .sum()
        };
        while chosen.len() < count && !self.kept.is_empty() {
            let alone = |one: &Candidate| {
                chosen.iter().map(|other| distance(one, other)).fold(f64::INFINITY, f64::min)
            };
            let farthest = (0..self.kept.len())
                .max_by(|&a, &b| {
                    let (a, b) = (&self.kept[a], &self.kept[b]);
                    alone(a).total_cmp(&alone(b)).then_with(|| b.units.cmp(&a.units))
                })
                .unwrap_or(0);
            chosen.push(self.kept.swap_remove(farthest));
        }
        chosen.sort_by(|a, b| a.moved.cmp(&b.moved).then_with(|| a.units.cmp(&b.units)));
        chosen
    }
}

/// Number of basins kept, and how many of them are refined.
const BASINS: (usize, usize) = (32, 4);

/// The best weights that meet all goals, far from one another.
#[derive(Debug, Default)]
pub(super) struct Basins {
    kept: Vec<Candidate>,
}

impl Basins {
    /// Keeps `one`, which meets all goals, unless a candidate within `far` units moves less; replaces those
    /// within `far` units that move no less.
    pub fn add(&mut self, one: &Candidate, far: u64) {
        let is_near = |other: &Candidate| {
            let apart: u64 = other.units.iter().zip(&one.units).map(|(a, b)| a.abs_diff(*b)).sum();
            apart / 2 <= far
        };
        let key = |one: &Candidate| (one.moved, one.units.clone());
        let is_full =
            self.kept.len() >= BASINS.0 && self.kept.last().is_some_and(|last| key(last) < key(one));
        if is_full || self.kept.iter().any(|other| key(other) <= key(one) && is_near(other)) {
            return;
        }
        self.kept.retain(|other| !is_near(other));
        let at = self.kept.partition_point(|other| key(other) < key(one));
        self.kept.insert(at, one.clone());
        self.kept.truncate(BASINS.0);
    }

    /// The first few basins, the least moved first.
    pub fn best(&self) -> Vec<Candidate> {
        self.kept.iter().take(BASINS.1).cloned().collect()
    }
}

/// The candidates nearest to each single goal and to each pair of goals.
#[derive(Debug)]
pub(super) struct Nearest {
    sets: Vec<(Vec<usize>, GoalSet, Option<Candidate>)>,
}

impl Nearest {
    /// Empty sets for each goal and each pair.
    pub fn new(goals: &Goals) -> Nearest {
        let count = goals.all.len();
        let alone = (0..count).map(|goal| vec![goal]);
        let pairs = (0..count).flat_map(|a| (a + 1..count).map(move |b| vec![a, b]));
        let sets = alone.chain(pairs).map(|some| {
            let asked = GoalSet::only(goals, &some);
            (some, asked, None)
        });
        Nearest { sets: sets.collect() }
    }

    /// Updates the nearest candidates with `one`.
    pub fn add(&mut self, one: &Candidate) {
        for (_, asked, nearest) in &mut self.sets {
            if nearest.as_ref().is_none_or(|nearest| asked.order(one, nearest).is_lt()) {
                *nearest = Some(one.clone());
            }
        }
    }

    /// The candidate nearest to the goals in `some`.
    pub fn of(&self, some: &[usize]) -> Option<&Candidate> {
        self.sets.iter().find(|(known, _, _)| known == some).and_then(|(_, _, nearest)| nearest.as_ref())
    }

    /// Whether some candidate met all goals in `some`.
    pub fn is_met(&self, some: &[usize]) -> bool {
        let met = |(known, asked, nearest): &(Vec<usize>, GoalSet, Option<Candidate>)| {
            known == some && nearest.as_ref().is_some_and(|nearest| asked.met(nearest))
        };
        self.sets.iter().any(met)
    }

    /// Sets of `size` goals that were never met together.
    pub fn unmet(&self, size: usize) -> Vec<Vec<usize>> {
        let open = |(some, asked, nearest): &&(Vec<usize>, GoalSet, Option<Candidate>)| {
            some.len() == size && nearest.as_ref().is_none_or(|nearest| !asked.met(nearest))
        };
        self.sets.iter().filter(open).map(|(some, _, _)| some.clone()).collect()
    }
}
