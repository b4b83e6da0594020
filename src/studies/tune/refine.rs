//! Local refinement near some weights, and conflicts between two goals.

use super::candidate::{Candidate, GoalSet};
use super::search::Search;

/// Number of steps evaluated at a time.
const STEPS: usize = 32;
/// Fractions of the way back to today.
const BACK: [f64; 5] = [0.5, 0.25, 0.1, 0.03, 0.01];
/// Multiples of the last improving step.
const FURTHER: [f64; 4] = [0.25, 0.5, 1.0, 2.0];
/// Largest step, as a share of the room.
const LARGE: f64 = 0.3;
/// Number of restarts with large steps.
const RESTARTS: usize = 4;

impl Search<'_> {
    /// Local refinement from `start`: trades between two indicators, steps back towards today, and repeats of
    /// the last improving step (the pattern move of Hooke and Jeeves 1961). Steps are longer after success
    /// and shorter after failure, down to single units.
    pub(super) fn refine(&mut self, asked: &GoalSet, start: Candidate, budget: usize) -> Candidate {
        let stop = self.left.saturating_sub(budget);
        let mut best = start;
        let mut helped = vec![0.0; self.wishes.len()];
        let (mut share, mut restarts) = (LARGE, 0);
        let finest = self.finest();
        while self.left > stop {
            let mut steps = self.steps(&best.wishes, &helped, share);
            steps.truncate(self.left - stop);
            let tried = self.try_all(steps);
            helped.fill(0.0);
            for one in tried.iter().filter(|one| asked.order(one, &best).is_lt()) {
                let gained = one.wishes.iter().zip(&best.wishes);
                helped.iter_mut().zip(gained).for_each(|(sum, (now, before))| *sum += now - before);
            }
            match tried.into_iter().min_by(|a, b| asked.order(a, b)) {
                Some(next) if asked.order(&next, &best).is_lt() => {
                    best = next;
                    share = (share * 1.4).min(LARGE);
                }
                _ => share *= 0.7,
            }
            if asked.met(&best) && best.moved == 0 {
                break;
            }
            if share < finest {
                restarts += 1;
                if restarts > RESTARTS {
                    break;
                }
                share = LARGE / f64::from(1 << restarts);
            }
        }
        best
    }

    /// One unit of the wish with the most room, as a share of that room.
    fn finest(&self) -> f64 {
        let units = self.room.iter().zip(&self.wishes.scale_of).filter(|(room, _)| **room > 0.0);
        units.map(|(room, scale)| scale / room).fold(1.0, f64::min)
    }

    /// [`STEPS`] wishes around `from`.
    fn steps(&mut self, from: &[f64], helped: &[f64], share: f64) -> Vec<Vec<f64>> {
        let along = |way: &dyn Fn(usize) -> f64, far: f64| -> Vec<f64> {
            from.iter().enumerate().map(|(at, wish)| wish + far * way(at)).collect()
        };
        let mut steps: Vec<Vec<f64>> =
            BACK.iter().map(|back| along(&|at| self.today[at] - from[at], back * share / LARGE)).collect();
        if helped.iter().any(|way| *way != 0.0) {
            steps.extend(FURTHER.iter().map(|far| along(&|at| helped[at], *far)));
        }
        while steps.len() < STEPS {
            let mut wishes = from.to_vec();
            let trades = if steps.len().is_multiple_of(3) { 3 } else { 1 };
            (0..trades).for_each(|_| self.trade(&mut wishes, share));
            steps.push(wishes);
        }
        steps
    }

    /// Uses the remaining evaluations to search for goals that were never met alone, then for pairs that were
    /// never met together.
    pub(super) fn conflicts(&mut self) {
        for size in [1, 2] {
            let mut open = self.nearest.unmet(size);
            let hopeless = |goal: &usize| {
                self.evaluator.yardstick.impossible(*goal).is_some()
                    || size == 2 && !self.nearest.is_met(&[*goal])
            };
            // A pair with a goal that was never met alone is not evidence of a conflict.
            open.retain(|some| !some.iter().any(hopeless));
            for (at, some) in open.iter().enumerate() {
                let asked = GoalSet::only(self.evaluator.goals, some);
                let mut budget = self.left / (open.len() - at);
                // Reserves half for pairs.
                budget /= if size == 1 && open.len() > 1 { 2 } else { 1 };
                if let Some(start) = self.nearest.of(some).cloned() {
                    self.refine(&asked, start, budget);
                }
            }
        }
    }
}
