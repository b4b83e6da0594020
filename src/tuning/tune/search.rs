//! The search: from today, towards each goal, by evolution towards many bests, then towards one, then by small steps.
//!
//! Nothing here is proved to be best: it is what was found within so many evaluations. Chance is drawn on one thread and
//! weights are tried on many, so that the same seed finds the same whatever their number.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::archive::{Archive, Nearest};
use super::space::Space;
use super::trial::{Asked, Trials, Tried};
use crate::progress::Progress;
use crate::stats;

/// Weights that live at a time.
const POPULATION: usize = 64;
/// How far towards a goal the first weights go, in units of the farthest way an indicator may take.
/// The last leads to the vertex that a straight line would choose.
const REACHES: [f64; 6] = [0.25, 0.5, 1.0, 4.0, 16.0, 1000.0];
/// Weights that one descent should try at least before another begins.
const DESCENT: usize = 1500;

/// What a search found.
pub(super) struct Found {
    /// The best weights.
    pub best: Tried,
    /// Weights that no others surpass in everything.
    pub archive: Archive,
    /// How near each goal, and each pair of goals, came to being met.
    pub nearest: Nearest,
    /// Weights tried.
    pub evaluations: usize,
}

pub(super) struct Search<'a> {
    pub(super) trials: &'a Trials<'a>,
    pub(super) space: &'a Space,
    progress: &'a dyn Progress,
    random: ChaCha8Rng,
    pub(super) today: Vec<f64>,
    /// How far each wish may move, in wishes.
    pub(super) room: Vec<f64>,
    pub(super) left: usize,
    tried: usize,
    best: Option<Tried>,
    archive: Archive,
    pub(super) nearest: Nearest,
    all: Asked,
}

impl<'a> Search<'a> {
    pub fn new(trials: &'a Trials<'a>, progress: &'a dyn Progress) -> Search<'a> {
        let (space, goals) = (trials.space, trials.goals);
        progress.begin("searching", goals.evaluations as u64);
        let mut room = vec![0.0_f64; space.len()];
        for slot in 0..space.slots.len() {
            let wish = space.wish(slot);
            let units = (space.most[slot] - space.least[slot]) as f64;
            room[wish] = room[wish].max(units * space.scale_of[wish]);
        }
        Search {
            trials,
            space,
            progress,
            random: ChaCha8Rng::seed_from_u64(goals.seed),
            today: space.wishes_of(&space.today),
            room,
            left: goals.evaluations,
            tried: 0,
            best: None,
            archive: Archive::default(),
            nearest: Nearest::new(goals),
            all: Asked::all(goals),
        }
    }

    /// Searches until the evaluations are spent, or today's weights meet every goal, as they do by their own scoring if `is_met`.
    pub fn run(mut self, is_met: bool) -> Found {
        let all = self.all.clone();
        let today = self.try_all(vec![self.today.clone()]);
        let stays = today.first().is_some_and(|today| today.moved == 0 && (is_met || all.met(today)));
        if stays || self.is_fixed() {
            return self.found();
        }
        let whole = self.left;
        let first = self.seeds(&today);
        let parents = self.evolve(first, self.left.saturating_sub(whole * 3 / 5));
        let budget = self.left.saturating_sub(whole / 5);
        let descents = (budget / DESCENT).clamp(1, 4);
        for _ in 0..descents {
            self.descend(parents.clone(), budget / descents);
        }
        let is_met = self.best.as_ref().is_some_and(|best| all.met(best));
        if let Some(best) = self.best.clone() {
            self.refine(&all, best, if is_met { self.left } else { whole / 8 });
        }
        if self.best.as_ref().is_some_and(|best| !all.met(best)) {
            self.conflicts();
        }
        self.found()
    }

    fn found(self) -> Found {
        let best = self.best.unwrap_or_else(|| unreachable!("today's weights were tried"));
        Found { best, archive: self.archive, nearest: self.nearest, evaluations: self.tried }
    }

    /// Whether nothing may move.
    fn is_fixed(&self) -> bool {
        self.room.iter().all(|room| *room == 0.0)
    }

    /// Tries wishes as far as evaluations are left, and keeps what is worth keeping.
    pub(super) fn try_all(&mut self, mut wishes: Vec<Vec<f64>>) -> Vec<Tried> {
        wishes.truncate(self.left);
        let mut tried = self.trials.run(wishes);
        self.left -= tried.len();
        self.tried += tried.len();
        self.progress.advance(tried.len() as u64);
        for one in &mut tried {
            one.wishes = self.space.wishes_of(&one.units);
            if self.best.as_ref().is_none_or(|best| self.all.order(one, best).is_lt()) {
                self.best = Some(one.clone());
            }
            self.archive.add(one);
            self.nearest.add(one);
        }
        tried
    }

    /// The first weights: from today straight towards each goal, as far as bounds let go, and some by chance.
    fn seeds(&mut self, today: &[Tried]) -> Vec<Tried> {
        let Some(today) = today.first().cloned() else { return Vec::new() };
        let mut first = vec![today.clone()];
        // What one indicator more does to each goal; only if that leaves enough to search with.
        if self.space.len() <= self.left / 4 {
            let step = |wish: usize| {
                let mut wishes = self.today.clone();
                wishes[wish] += self.room[wish] / 2.0;
                wishes
            };
            let steps = self.try_all((0..self.space.len()).map(step).collect());
            let goals = self.trials.goals.all.len();
            let slope = |goal: usize| -> Vec<f64> {
                let moved = |one: &Tried| match (one.values[goal], today.values[goal]) {
                    (Some(value), Some(today)) => value - today,
                    _ => 0.0,
                };
                steps.iter().map(moved).collect()
            };
            let mut ways: Vec<Vec<f64>> = Vec::new();
            let mut together = vec![0.0; self.space.len()];
            for goal in (0..goals).filter(|&goal| today.objectives[goal] > 0.0) {
                let rises = match (self.trials.goals.all[goal].at_least, today.values[goal]) {
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
            first.extend(steps);
            let towards = ways.iter().flat_map(|way| self.towards(way)).collect();
            first.extend(self.try_all(towards));
        }
        let chance = (0..POPULATION.min(self.left / 2)).map(|_| self.anywhere()).collect();
        first.extend(self.try_all(chance));
        first
    }

    /// Wishes along a way from today.
    fn towards(&self, way: &[f64]) -> Vec<Vec<f64>> {
        let longest = way.iter().fold(0.0_f64, |longest, s| longest.max(s.abs()));
        let reach = |reach: f64| {
            let step = |((today, way), room): ((&f64, &f64), &f64)| today + reach * room * way / longest;
            self.today.iter().zip(way).zip(&self.room).map(step).collect()
        };
        if longest > 0.0 { REACHES.iter().map(|&far| reach(far)).collect() } else { Vec::new() }
    }

    /// Wishes by chance, most of them not far from today.
    fn anywhere(&mut self) -> Vec<f64> {
        let far: f64 = self.random.random();
        let step =
            |(today, room): (&f64, &f64)| today + far * room * (2.0 * self.random.random::<f64>() - 1.0);
        self.today.iter().zip(&self.room).map(step).collect()
    }

    /// NSGA-II (Deb et al. 2002): the better half of parents and children lives on, fronts first, within a front those with more
    /// room around them; what misses less of the goals that must be met comes before all others. Children are differences
    /// of parents (differential evolution, Storn and Price 1997), small trades, and steps back to today.
    fn evolve(&mut self, first: Vec<Tried>, budget: usize) -> Vec<Tried> {
        let stop = self.left.saturating_sub(budget);
        let mut parents = self.survivors(first);
        while self.left > stop && !parents.is_empty() {
            let count = POPULATION.min(self.left - stop);
            let children = (0..count).map(|_| self.child(&parents)).collect();
            let mut together = self.try_all(children);
            together.extend(parents);
            parents = self.survivors(together);
        }
        parents
    }

    /// Differential evolution towards the one best (current-to-p-best: Zhang and Sanderson 2009). A child takes its parent's
    /// place if it is no worse; what misses no more than a tolerance counts as meeting the goals, and the tolerance falls to
    /// nothing (Takahama and Sakai 2006), so that the way to weights that move little may lead past ones that miss a goal.
    fn descend(&mut self, mut parents: Vec<Tried>, budget: usize) {
        let stop = self.left.saturating_sub(budget);
        let all = self.all.clone();
        parents.sort_by(|a, b| all.order(a, b));
        parents.dedup_by(|a, b| a.units == b.units);
        parents.truncate(POPULATION / 2);
        let begin = all.missing(&parents[parents.len() / 2]).1;
        while self.left > stop {
            let part = (self.left - stop) as f64 / budget.max(1) as f64;
            let tolerance = begin * (2.0 * part - 1.0).max(0.0).powi(3);
            let order = |a: &Tried, b: &Tried| all.order_within(tolerance, a, b);
            parents.sort_by(order);
            let children: Vec<Vec<f64>> =
                (0..parents.len().min(self.left - stop)).map(|at| self.descendant(&parents, at)).collect();
            for (at, child) in self.try_all(children).into_iter().enumerate() {
                let is_new = parents.iter().all(|parent| parent.units != child.units);
                if is_new && order(&child, &parents[at]).is_lt() {
                    parents[at] = child;
                }
            }
        }
    }

    /// Wishes made of those of the parent at `at`, one of the best, and the difference of two others.
    fn descendant(&mut self, parents: &[Tried], at: usize) -> Vec<f64> {
        let best = self.random.random_range(0..parents.len().div_ceil(6));
        let mut any = || self.random.random_range(0..parents.len());
        let (a, b) = (any(), any());
        let far = self.random.random_range(0.3..0.9);
        let mut wishes = parents[at].wishes.clone();
        for (wish, value) in wishes.iter_mut().enumerate() {
            if self.random.random_bool(0.9) {
                let difference = parents[a].wishes[wish] - parents[b].wishes[wish];
                *value += far * (parents[best].wishes[wish] - *value + difference);
            }
        }
        if self.random.random_bool(0.2) {
            let share = 10_f64.powf(self.random.random_range(-2.5..0.0));
            self.trade(&mut wishes, share);
        }
        wishes
    }

    /// The best of some weights, from the best on.
    fn survivors(&self, mut all: Vec<Tried>) -> Vec<Tried> {
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

    /// Wishes made of those of parents, which stand from the best on.
    fn child(&mut self, parents: &[Tried]) -> Vec<f64> {
        let mut any = || self.random.random_range(0..parents.len());
        // Of two the one that stands first.
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

    /// Moves weight from one wish to another that it may trade with: up to a share of the room the two have.
    pub(super) fn trade(&mut self, wishes: &mut [f64], share: f64) {
        let from = self.random.random_range(0..wishes.len());
        let partners: Vec<usize> = (0..wishes.len())
            .filter(|&to| to != from && self.space.trades[to] == self.space.trades[from])
            .collect();
        if partners.is_empty() {
            return;
        }
        let to = partners[self.random.random_range(0..partners.len())];
        let (unit_from, unit_to) = (self.space.scale_of[from], self.space.scale_of[to]);
        if unit_from == 0.0 || unit_to == 0.0 {
            return;
        }
        let room = (self.room[from] / unit_from).min(self.room[to] / unit_to);
        let units = (share * room * self.random.random_range(0.3..1.0)).max(1.0);
        wishes[from] -= units * unit_from;
        wishes[to] += units * unit_to;
    }
}
