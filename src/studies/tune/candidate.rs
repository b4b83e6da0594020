//! Candidates: evaluated weights, and their order.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::goal::Goals;
use super::measure::{Points, Yardstick};
use super::ranking::Ranking;
use super::wishes::{Units, Wishes};
use crate::scoring::{DRAWS, Reweigher, Weights};
use crate::studies::weights::units::Scale;

/// Blur of the leading group's edge, initial and final.
pub(super) const BLUR: (f64, f64) = (0.2, 0.01);
/// Factor of a mandatory goal in the guide.
const MUST: f64 = 8.0;

/// Weights with the values of the goals.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Wishes that led to the weights.
    pub wishes: Vec<f64>,
    pub units: Units,
    pub values: Vec<Option<f64>>,
    /// Each goal's shortfall, then the share of the weights moved: all minimised.
    pub objectives: Vec<f64>,
    /// Guide towards each goal: its shortfall with a [blurred](super::ranking::Ranking::blurred) edge of the
    /// leading group.
    pub guides: Vec<f64>,
    /// Units moved between indicators.
    pub moved: u64,
}

/// Goals that count: all, or a subset to check for conflicts.
#[derive(Clone, Debug)]
pub(super) struct GoalSet {
    /// Whether each goal counts.
    counts: Vec<bool>,
    must: Vec<bool>,
}

impl GoalSet {
    pub fn all(goals: &Goals) -> GoalSet {
        let must = goals.all.iter().map(|goal| goal.must).collect();
        GoalSet { counts: vec![true; goals.all.len()], must }
    }

    pub fn only(goals: &Goals, some: &[usize]) -> GoalSet {
        let counts = (0..goals.all.len()).map(|at| some.contains(&at)).collect();
        GoalSet { counts, ..GoalSet::all(goals) }
    }

    /// Sum of shortfalls of the mandatory goals, and of all.
    pub fn missing(&self, tried: &Candidate) -> (f64, f64) {
        let short = |must: bool| -> f64 {
            let own = (0..self.counts.len()).filter(|&at| self.counts[at] && (self.must[at] || !must));
            own.map(|at| tried.objectives[at]).sum()
        };
        (short(true), short(false))
    }

    /// Guide towards all goals, in one number: mandatory goals count [`MUST`] times.
    pub fn guide(&self, tried: &Candidate) -> f64 {
        let counted = (0..self.counts.len()).filter(|&at| self.counts[at]);
        counted.map(|at| tried.guides[at] * if self.must[at] { MUST } else { 1.0 }).sum()
    }

    /// Whether all goals of the set are met.
    pub fn met(&self, tried: &Candidate) -> bool {
        self.missing(tried).1 == 0.0
    }

    /// Order with the better candidate first: by the shortfall of mandatory goals, then by that of all goals,
    /// then by the units moved, ascending; among equal ones, by the first weight that differs.
    pub fn order(&self, a: &Candidate, b: &Candidate) -> Ordering {
        let ((must_a, all_a), (must_b, all_b)) = (self.missing(a), self.missing(b));
        let by_goals = must_a.total_cmp(&must_b).then(all_a.total_cmp(&all_b));
        by_goals.then(a.moved.cmp(&b.moved)).then_with(|| a.units.cmp(&b.units))
    }
}

/// Inputs for the evaluation of weights.
pub(super) struct Evaluator<'a> {
    pub goals: &'a Goals,
    pub wishes: &'a Wishes,
    pub yardstick: &'a Yardstick<'a>,
    pub reweigher: &'a Reweigher<'a>,
    pub scale: Scale,
    /// Weights of indicators outside the search.
    pub others: &'a Weights,
    /// Number of segments with weights to search.
    pub segments: usize,
}

impl Evaluator<'_> {
    /// Evaluates weights; `blur` is that of the guides.
    pub fn run(&self, all: &[Units], blur: f64) -> Vec<Candidate> {
        let firms = self.reweigher.firms().len();
        // The best number of candidates to reweigh together, unless there are then too few parts for all
        // threads.
        let part = all.len().div_ceil(rayon::current_num_threads()).clamp(1, DRAWS);
        all.par_chunks(part)
            .map_init(
                || vec![vec![0_u32; firms]; part],
                |keys, units| {
                    let weights: Vec<Weights> = units
                        .iter()
                        .map(|units| self.wishes.for_scoring(units, self.scale, self.others))
                        .collect();
                    self.reweigher.keys(&weights, &mut keys[..weights.len()]);
                    let each = units.iter().zip(&weights).zip(&*keys);
                    each.map(|((units, weights), keys)| self.tried(units.clone(), weights, keys, blur))
                        .collect::<Vec<Candidate>>()
                },
            )
            .collect::<Vec<Vec<Candidate>>>()
            .concat()
    }

    fn tried(&self, units: Units, weights: &Weights, keys: &[u32], blur: f64) -> Candidate {
        debug_assert!(self.wishes.space.allows(&units), "bounds and sums hold");
        let points = match (self.yardstick.asks_points(), self.reweigher.fits()) {
            (false, _) => Vec::new(),
            (true, true) => keys.iter().map(|key| i64::from(*key)).collect(),
            (true, false) => {
                let all = self.reweigher.points(weights);
                self.reweigher.firms().iter().map(|&firm| all[firm as usize]).collect()
            }
        };
        let ranking = Ranking::of(keys);
        let values = self.yardstick.measure(&Points { ranking: &ranking, units: &points, weights });
        let moved = self.wishes.moved(&units);
        let shortfalls = self.goals.all.iter().zip(&values);
        let mut objectives: Vec<f64> =
            shortfalls.map(|(goal, value)| goal.shortfall(*value, keys.len())).collect();
        let guides = self.yardstick.guides(&ranking, blur);
        let guides =
            guides.into_iter().zip(&objectives).map(|(guide, short)| guide.unwrap_or(*short)).collect();
        objectives.push(self.share(moved));
        Candidate { wishes: self.wishes.of(&units), units, values, objectives, guides, moved }
    }

    /// Units moved as a share of all: 0.1 if a tenth of each segment's weight moved.
    pub fn share(&self, moved: u64) -> f64 {
        moved as f64 / (self.scale.units() * self.segments.max(1) as u64) as f64
    }
}
