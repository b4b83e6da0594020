//! Simulated annealing towards weights that meet the goals and move little.

use rand::RngExt;

use super::candidate::{BLUR, Candidate, GoalSet};
use super::search::{IDLE, Search};

/// Number of chains, started far apart.
const CHAINS: usize = 4;
/// Number of steps that estimate the initial temperature.
const FIRST: usize = 32;
/// Initial temperature, as a share of the usual change of a step.
const HEAT: f64 = 0.5;
/// Largest number of trades in a step.
const TRADES: usize = 5;
/// Share of steps that go back towards today.
const BACK: f64 = 0.2;
/// Number of comparisons between chains.
const TIMES: usize = 20;
/// Share of the run after which the best chain replaces the worst.
const APART: f64 = 0.3;
/// Initial price of moving all weight, as a multiple of today's guide, and the factor by which the price
/// changes.
const MOVE: (f64, f64) = (1.0, 1.4);
/// Least value assumed for today's guide, so that a move always has a price.
const LEAST: f64 = 1e-3;

impl Search<'_> {
    /// Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) with several chains. Each step of a chain
    /// trades weight between indicators. It is accepted if it is better, and otherwise with a probability
    /// that falls with the temperature. The objective is the guide towards the goals, with an ever smaller
    /// blur of the edge, plus a price times the share moved. The price rises if all chains meet the goals and
    /// falls if none does (the adaptive penalty of Hadj-Alouane and Bean 1997, reversed). Chains begin at the
    /// best of `parents` and at those that are farthest from it and from each other; later the best chain
    /// replaces the worst.
    pub(super) fn anneal(&mut self, asked: &GoalSet, parents: Vec<Candidate>, budget: usize) {
        let stop = self.left.saturating_sub(budget);
        self.blur = BLUR.0;
        // The parents include today's weights, far from the goals.
        let mut price = MOVE.0 * parents.iter().map(|one| asked.guide(one)).fold(LEAST, f64::max);
        let mut chains = far_apart(asked, parents);
        let Some(first) = chains.first().cloned() else { return };
        let heat = self.heat(asked, &first);
        let (mut time, mut idle) = (0, 0);
        while self.left > stop && idle < IDLE {
            let done = 1.0 - (self.left - stop) as f64 / budget as f64;
            self.blur = BLUR.0 * (BLUR.1 / BLUR.0).powf(done);
            let cold = heat * (1.0 - done);
            let worth = |one: &Candidate| asked.guide(one) + price * self.evaluator.share(one.moved);
            let steps: Vec<Vec<f64>> =
                chains.iter().take(self.left - stop).map(|one| one.wishes.clone()).collect();
            let steps: Vec<Vec<f64>> = steps.into_iter().map(|wishes| self.step(wishes)).collect();
            let tried = self.try_each(&steps);
            idle = if tried.iter().all(Option::is_none) { idle + 1 } else { 0 };
            for (chain, next) in chains.iter_mut().zip(tried) {
                let chance: f64 = self.random.random();
                let Some(next) = next else { continue };
                let worse = worth(&next) - worth(chain);
                if worse <= 0.0 || chance < (-worse / cold).exp() {
                    *chain = next;
                }
            }
            if done * TIMES as f64 >= (time + 1) as f64 {
                time += 1;
                if done > APART {
                    replace_worst(&mut chains, worth);
                }
                let met = chains.iter().filter(|one| asked.met(one)).count();
                price *= match met {
                    0 => 1.0 / MOVE.1,
                    met if met == chains.len() => MOVE.1,
                    _ => 1.0,
                };
            }
        }
    }

    /// Initial temperature: the usual change of the guide by a step.
    fn heat(&mut self, asked: &GoalSet, from: &Candidate) -> f64 {
        let steps: Vec<Vec<f64>> = (0..FIRST)
            .map(|_| {
                let mut wishes = from.wishes.clone();
                self.trade_any(&mut wishes);
                wishes
            })
            .collect();
        let change = |one: &Candidate| (asked.guide(one) - asked.guide(from)).abs();
        let mut changes: Vec<f64> = self.try_all(steps).iter().map(change).filter(|c| *c > 0.0).collect();
        changes.sort_by(f64::total_cmp);
        HEAT * changes.get(changes.len() / 2).copied().unwrap_or(0.0)
    }

    /// A step of a chain: some trades, or partial reversals.
    fn step(&mut self, mut wishes: Vec<f64>) -> Vec<f64> {
        let back = self.random.random_bool(BACK);
        for _ in 0..self.random.random_range(1..=TRADES) {
            if back {
                self.trade_back(&mut wishes);
            } else {
                self.trade_any(&mut wishes);
            }
        }
        wishes
    }

    /// Trades weight between two wishes, up to the bound of either.
    fn trade_any(&mut self, wishes: &mut [f64]) {
        let Some((from, to)) = self.pair() else { return };
        let part: f64 = self.random.random();
        self.shift(wishes, from, to, part, |wishes, at| (wishes.low[at], wishes.high[at]));
    }

    /// Moves weight from a wish above today's value to one below it; half the time until one of the two
    /// reaches today's value.
    fn trade_back(&mut self, wishes: &mut [f64]) {
        let Some((one, other)) = self.pair() else { return };
        let above = |at: usize| (wishes[at] - self.today[at]) / self.wishes.scale_of[at];
        let (from, to) = if above(one) > above(other) { (one, other) } else { (other, one) };
        if above(from) <= 0.0 || above(to) >= 0.0 {
            return;
        }
        let part = if self.random.random_bool(0.5) { 1.0 } else { self.random.random() };
        let today = self.today.clone();
        self.shift(wishes, from, to, part, |_, at| (today[at], today[at]));
    }

    /// Moves weight from `from` to `to`: the share `part` of the most units that the lower end of `from` and
    /// the upper end of `to` allow, rounded up.
    fn shift(
        &self,
        wishes: &mut [f64],
        from: usize,
        to: usize,
        part: f64,
        ends: impl Fn(&super::wishes::Wishes, usize) -> (f64, f64),
    ) {
        let (unit_from, unit_to) = (self.wishes.scale_of[from], self.wishes.scale_of[to]);
        let down = (wishes[from] - ends(self.wishes, from).0) / unit_from;
        let up = (ends(self.wishes, to).1 - wishes[to]) / unit_to;
        let most = down.min(up);
        let units = (part * most).ceil().clamp(0.0, most.max(0.0));
        wishes[from] -= units * unit_from;
        wishes[to] += units * unit_to;
    }
}

/// The best candidate, with others far from it and from each other.
fn far_apart(asked: &GoalSet, mut all: Vec<Candidate>) -> Vec<Candidate> {
    all.sort_by(|a, b| asked.order(a, b));
    all.truncate(all.len().div_ceil(2).max(CHAINS));
    let apart = |a: &Candidate, b: &Candidate| -> u64 {
        a.units.iter().zip(&b.units).map(|(a, b)| a.abs_diff(*b)).sum()
    };
    let mut chosen: Vec<Candidate> = Vec::new();
    while chosen.len() < CHAINS && !all.is_empty() {
        let alone = |one: &Candidate| chosen.iter().map(|other| apart(one, other)).min().unwrap_or(0);
        // The first of equally distant ones, so that the best candidate is first.
        let farthest = (0..all.len()).rev().max_by_key(|&at| alone(&all[at])).unwrap_or(0);
        chosen.push(all.remove(farthest));
    }
    chosen
}

fn replace_worst(chains: &mut [Candidate], worth: impl Fn(&Candidate) -> f64) {
    let by_worth = |a: &usize, b: &usize| worth(&chains[*a]).total_cmp(&worth(&chains[*b]));
    let (best, worst) = ((0..chains.len()).min_by(by_worth), (0..chains.len()).max_by(by_worth));
    if let (Some(best), Some(worst)) = (best, worst) {
        chains[worst] = chains[best].clone();
    }
}
