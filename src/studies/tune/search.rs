//! The search: full enumeration, if there are few feasible weights. Otherwise it goes from today towards each
//! goal, and continues with a multi-objective genetic algorithm, simulated annealing and local refinement.
//!
//! Only enumeration proves an optimum: the other methods return the best of a limited number of evaluations.
//! Random numbers are drawn on one thread and candidates evaluated on many, so the result depends on the seed
//! and not on the number of threads. None of the first million candidates is evaluated twice.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::archive::{Archive, Basins, Nearest};
use super::candidate::{BLUR, Candidate, Evaluator, GoalSet};
use super::wishes::{Units, Wishes};
use crate::progress::Progress;
use crate::stats;

/// Size of the population.
const POPULATION: usize = 64;
/// Step lengths of the first weights towards a goal, in units of the largest move of an indicator. The last
/// leads to the vertex of a linear program.
const REACHES: [f64; 6] = [0.25, 0.5, 1.0, 4.0, 16.0, 1000.0];
/// Candidates evaluated at a time in enumeration.
const BATCH: usize = 256;
/// Least number of evaluations for the refinement of a point before another point is refined too.
const REFINED: usize = 200;
/// Number of candidates remembered, to avoid a second evaluation.
const REMEMBERED: usize = 1 << 20;
/// Rounds in a row without a new candidate after which evolution or annealing ends.
pub(super) const IDLE: usize = 50;

/// Result of a search.
pub(super) struct Solution {
    pub best: Candidate,
    /// Pareto front of the evaluated candidates.
    pub archive: Archive,
    /// Nearest candidates to each goal, and to each pair of goals.
    pub nearest: Nearest,
    pub evaluations: usize,
    /// Whether all feasible weights were evaluated.
    pub is_whole: bool,
}

pub(super) struct Search<'a> {
    pub(super) evaluator: &'a Evaluator<'a>,
    pub(super) wishes: &'a Wishes,
    progress: &'a dyn Progress,
    pub(super) random: ChaCha8Rng,
    pub(super) today: Vec<f64>,
    /// Largest move of each wish, in wishes.
    pub(super) room: Vec<f64>,
    /// Per wish, the wishes that it may trade with; none if it may not move.
    pub(super) partners: Vec<Vec<usize>>,
    pub(super) left: usize,
    /// Blur of the guides: see [`Evaluator::run`].
    pub(super) blur: f64,
    tried: usize,
    known: FxHashSet<Units>,
    start: Vec<Units>,
    best: Option<Candidate>,
    basins: Basins,
    archive: Archive,
    pub(super) nearest: Nearest,
    all: GoalSet,
}

impl<'a> Search<'a> {
    pub fn new(evaluator: &'a Evaluator<'a>, progress: &'a dyn Progress) -> Search<'a> {
        let (wishes, goals) = (evaluator.wishes, evaluator.goals);
        progress.begin(&crate::words::say!(progress::searching), goals.evaluations as u64);
        let room: Vec<f64> = wishes.low.iter().zip(&wishes.high).map(|(low, high)| high - low).collect();
        let partners = |from: usize| -> Vec<usize> {
            let may =
                |to: &usize| *to != from && room[*to] > 0.0 && wishes.trades[*to] == wishes.trades[from];
            if room[from] > 0.0 { (0..wishes.len()).filter(may).collect() } else { Vec::new() }
        };
        Search {
            evaluator,
            wishes,
            progress,
            random: ChaCha8Rng::seed_from_u64(goals.seed),
            today: wishes.of(&wishes.space.today),
            partners: (0..wishes.len()).map(partners).collect(),
            room,
            left: goals.evaluations,
            blur: BLUR.0,
            tried: 0,
            known: FxHashSet::default(),
            start: Vec::new(),
            best: None,
            basins: Basins::default(),
            archive: Archive::default(),
            nearest: Nearest::new(goals),
            all: GoalSet::all(goals),
        }
    }

    /// The search with `units` as a further start.
    pub fn from(mut self, units: Units) -> Search<'a> {
        self.start.push(units);
        self
    }

    /// Searches until the evaluations are used up. Stops early if today's weights meet every goal in a full
    /// scoring (`is_met`), or if no weights can (`is_hopeless`). Enumerates all feasible weights if the
    /// evaluations suffice.
    pub fn run(mut self, is_met: bool, is_hopeless: bool) -> Solution {
        let all = self.all.clone();
        let today = self.try_all(vec![self.today.clone()]);
        let stays = today.first().is_some_and(|today| today.moved == 0 && (is_met || all.met(today)));
        let is_fixed = self.wishes.space.least == self.wishes.space.most;
        if stays || is_hopeless || is_fixed {
            return self.found(is_fixed);
        }
        if self.wishes.count().is_some_and(|count| count <= self.evaluator.goals.evaluations as u64) {
            self.try_whole();
            return self.found(true);
        }
        let whole = self.left;
        let mut first = self.seeds(&today);
        let start = std::mem::take(&mut self.start);
        first.extend(self.try_units(&start).into_iter().flatten());
        let parents = self.evolve(first, whole / 10);
        self.anneal(&all, parents, self.left.saturating_sub(whole / 5));
        let is_met = self.best.as_ref().is_some_and(|best| all.met(best));
        let mut budget = if is_met { self.left } else { whole / 8 };
        let mut starts = match self.basins.best() {
            met if !met.is_empty() => met,
            _ => self.best.iter().cloned().collect(),
        };
        starts.truncate((budget / REFINED).max(1));
        for (at, start) in starts.iter().enumerate() {
            let before = self.left;
            self.refine(&all, start.clone(), budget / (starts.len() - at));
            budget -= before - self.left;
        }
        if self.best.as_ref().is_some_and(|best| !all.met(best)) {
            self.conflicts();
        }
        self.found(false)
    }

    fn found(self, is_whole: bool) -> Solution {
        let best = self.best.unwrap_or_else(|| unreachable!("today's weights were tried"));
        Solution { best, archive: self.archive, nearest: self.nearest, evaluations: self.tried, is_whole }
    }

    /// Evaluates all feasible weights.
    fn try_whole(&mut self) {
        let mut some: Vec<Units> = Vec::with_capacity(BATCH);
        self.wishes.each(&mut |units| {
            some.push(units.clone());
            if some.len() == BATCH {
                self.try_units(&some);
                some.clear();
            }
        });
        self.try_units(&some);
    }

    /// Evaluates the weights nearest to each of these wishes, if new.
    pub(super) fn try_all(&mut self, wishes: Vec<Vec<f64>>) -> Vec<Candidate> {
        self.try_each(&wishes).into_iter().flatten().collect()
    }

    /// Evaluates one candidate per wish; `None` if its weights were evaluated before, or if no evaluations
    /// are left.
    pub(super) fn try_each(&mut self, wishes: &[Vec<f64>]) -> Vec<Option<Candidate>> {
        let units: Vec<Units> = wishes.par_iter().map(|wishes| self.wishes.weights(wishes)).collect();
        self.try_units(&units)
    }

    fn try_units(&mut self, all: &[Units]) -> Vec<Option<Candidate>> {
        let mut is_new = vec![false; all.len()];
        for (units, is_new) in all.iter().zip(&mut is_new) {
            *is_new = self.left > 0 && !self.known.contains(units);
            if *is_new && self.known.len() < REMEMBERED {
                self.known.insert(units.clone());
            }
            self.left -= usize::from(*is_new);
        }
        let new: Vec<Units> =
            all.iter().zip(&is_new).filter(|(_, new)| **new).map(|(u, _)| u.clone()).collect();
        let tried = self.evaluator.run(&new, self.blur);
        self.tried += tried.len();
        self.progress.advance(tried.len() as u64);
        for one in &tried {
            if self.best.as_ref().is_none_or(|best| self.all.order(one, best).is_lt()) {
                self.best = Some(one.clone());
            }
            if self.all.met(one) {
                self.basins.add(one, self.wishes.moved_far());
            }
            self.archive.add(one);
            self.nearest.add(one);
        }
        let mut tried = tried.into_iter();
        is_new.into_iter().map(|is_new| if is_new { tried.next() } else { None }).collect()
    }

    /// The first weights: from today straight towards each goal, up to the bounds, and some at random.
    fn seeds(&mut self, today: &[Candidate]) -> Vec<Candidate> {
        let Some(today) = today.first().cloned() else { return Vec::new() };
        let mut first = vec![today.clone()];
        // Gradient of each goal by indicator, if enough evaluations remain for the search.
        if self.wishes.len() <= self.left / 4 {
            let step = |wish: usize| {
                let mut wishes = self.today.clone();
                wishes[wish] += self.room[wish] / 2.0;
                wishes
            };
            let steps: Vec<Vec<f64>> = (0..self.wishes.len()).map(step).collect();
            // A fixed wish has no step of its own.
            let steps = self.try_each(&steps);
            let goals = self.evaluator.goals.all.len();
            let slope = |goal: usize| -> Vec<f64> {
                let moved = |one: &Option<Candidate>| {
                    let value = one.as_ref().and_then(|one| one.values[goal]);
                    value.zip(today.values[goal]).map_or(0.0, |(value, today)| value - today)
                };
                steps.iter().map(moved).collect()
            };
            let mut ways: Vec<Vec<f64>> = Vec::new();
            let mut together = vec![0.0; self.wishes.len()];
            for goal in (0..goals).filter(|&goal| today.objectives[goal] > 0.0) {
                let rises = match (self.evaluator.goals.all[goal].at_least, today.values[goal]) {
                    (Some(least), Some(value)) => value < least,
                    (least, _) => least.is_some(),
                };
                let way: Vec<f64> = slope(goal).iter().map(|s| if rises { *s } else { -s }).collect();
                let longest = way.iter().fold(0.0_f64, |longest, s| longest.max(s.abs()));
                if longest > 0.0 {
                    let share = today.objectives[goal] / longest;
                    together.iter_mut().zip(&way).for_each(|(sum, s)| *sum += s * share);
                    ways.push(way);
                }
            }
            ways.push(together);
            first.extend(steps.into_iter().flatten());
            let towards = ways.iter().flat_map(|way| self.towards(way)).collect();
            first.extend(self.try_all(towards));
        }
        let chance = (0..POPULATION.min(self.left / 2)).map(|_| self.anywhere()).collect();
        first.extend(self.try_all(chance));
        first
    }

    /// Wishes along a direction from today.
    fn towards(&self, way: &[f64]) -> Vec<Vec<f64>> {
        let longest = way.iter().fold(0.0_f64, |longest, s| longest.max(s.abs()));
        let reach = |reach: f64| {
            let step = |((today, way), room): ((&f64, &f64), &f64)| today + reach * room * way / longest;
            self.today.iter().zip(way).zip(&self.room).map(step).collect()
        };
        if longest > 0.0 { REACHES.iter().map(|&far| reach(far)).collect() } else { Vec::new() }
    }

    /// Random wishes, most of them near today.
    fn anywhere(&mut self) -> Vec<f64> {
        let far: f64 = self.random.random();
        let step =
            |(today, room): (&f64, &f64)| today + far * room * (2.0 * self.random.random::<f64>() - 1.0);
        self.today.iter().zip(&self.room).map(step).collect()
    }

    /// NSGA-II (Deb et al. 2002): the better half of parents and children survives, by the shortfall of
    /// mandatory goals, then by front, and within a front by crowding distance. Children are made by
    /// differences of parents (differential evolution, Storn and Price 1997), by small trades, and by steps
    /// back to today.
    fn evolve(&mut self, first: Vec<Candidate>, budget: usize) -> Vec<Candidate> {
        let stop = self.left.saturating_sub(budget);
        let mut parents = self.survivors(first);
        let mut idle = 0;
        while self.left > stop && !parents.is_empty() && idle < IDLE {
            let count = POPULATION.min(self.left - stop);
            let children = (0..count).map(|_| self.child(&parents)).collect();
            let mut together = self.try_all(children);
            idle = if together.is_empty() { idle + 1 } else { 0 };
            together.extend(parents);
            parents = self.survivors(together);
        }
        parents
    }

    /// The best candidates, best first.
    fn survivors(&self, mut all: Vec<Candidate>) -> Vec<Candidate> {
        all.sort_by(|a, b| a.units.cmp(&b.units));
        all.dedup_by(|a, b| a.units == b.units);
        let musts: Vec<f64> = all.iter().map(|one| self.all.missing(one).0).collect();
        let before = |a: usize, b: usize| {
            musts[a] < musts[b]
                || musts[a] == musts[b] && stats::dominates(&all[a].objectives, &all[b].objectives)
        };
        let mut chosen = Vec::new();
        for front in stats::fronts(all.len(), before) {
            let points: Vec<&[f64]> = front.iter().map(|&at| &*all[at].objectives).collect();
            let room = stats::crowding(&points);
            let mut order: Vec<usize> = (0..front.len()).collect();
            order.sort_by(|&a, &b| room[b].total_cmp(&room[a]).then(front[a].cmp(&front[b])));
            chosen.extend(order.into_iter().map(|at| front[at]));
            if chosen.len() >= POPULATION {
                break;
            }
        }
        chosen.truncate(POPULATION);
        chosen.into_iter().map(|at| all[at].clone()).collect()
    }

    /// A child of parents, which are sorted best first.
    fn child(&mut self, parents: &[Candidate]) -> Vec<f64> {
        let mut any = || self.random.random_range(0..parents.len());
        // Binary tournament: the first of two, since parents are sorted.
        let (a, b, c) = (any().min(any()), any(), any());
        let (a, b, c) = (&parents[a].wishes, &parents[b].wishes, &parents[c].wishes);
        let kind: f64 = self.random.random();
        if kind < 0.15 {
            let back: f64 = self.random.random();
            return a.iter().zip(&self.today).map(|(a, today)| a + back * (today - a)).collect();
        }
        let mut wishes = a.clone();
        if kind < 0.75 {
            let far = self.random.random_range(0.3..0.9);
            wishes.iter_mut().zip(b.iter().zip(c)).for_each(|(wish, (b, c))| *wish += far * (b - c));
        }
        if kind > 0.5 {
            let share = 10_f64.powf(self.random.random_range(-2.5..0.0));
            self.trade(&mut wishes, share);
        }
        wishes
    }

    /// Trades weight between two wishes: up to a share of their room.
    pub(super) fn trade(&mut self, wishes: &mut [f64], share: f64) {
        let Some((from, to)) = self.pair() else { return };
        let (unit_from, unit_to) = (self.wishes.scale_of[from], self.wishes.scale_of[to]);
        let room = (self.room[from] / unit_from).min(self.room[to] / unit_to);
        let units = (share * room * self.random.random_range(0.3..1.0)).max(1.0);
        wishes[from] -= units * unit_from;
        wishes[to] += units * unit_to;
    }

    /// A random pair of wishes that may trade.
    pub(super) fn pair(&mut self) -> Option<(usize, usize)> {
        let may: Vec<usize> =
            (0..self.wishes.len()).filter(|&from| !self.partners[from].is_empty()).collect();
        if may.is_empty() {
            return None;
        }
        let from = may[self.random.random_range(0..may.len())];
        let partners = &self.partners[from];
        Some((from, partners[self.random.random_range(0..partners.len())]))
    }
}
