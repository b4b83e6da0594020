//! Performance of weights on held-out firms: by firm, by time, and with bootstrap intervals.

use std::collections::BTreeSet;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::Serialize;

use super::directions::Shares;
use super::estimate::Estimate;
use super::fit::{Maximise, Sample, Solution, Trouble};
use super::outcomes::{FirmCounts, Observed, Window};
use crate::parameters::sha256;
use crate::progress::Progress;
use crate::scoring::{Reweigher, from_units};
use crate::stats::{self, Parting};
use crate::words::{Message, say};

/// Least share of outcomes in the later windows.
const LATER: f64 = 0.3;
/// Fewest bad and fewest good firms of the later windows for a comparison.
const FEWEST_LATER: usize = 10;

/// Today's and the fitted weights on held-out firms.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Contest {
    /// Number of held-out outcomes.
    pub outcomes: usize,
    /// Firms of these outcomes.
    #[serde(flatten)]
    pub firms: FirmCounts,
    /// Area under the ROC curve of today's points.
    pub auc_today: Estimate,
    /// Area under the ROC curve of the points by weights fitted without these firms.
    pub auc_fitted: Estimate,
    /// Area of the fitted points less that of today's, both from the same firms in each bootstrap replicate.
    /// The held-out points are fixed: weights are not refitted in each replicate.
    pub gain: Estimate,
}

/// Weights fitted in earlier windows, tested on later ones.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ByTime {
    /// Names of the training windows.
    pub trained: Vec<String>,
    /// Names of the test windows.
    pub tested: Vec<String>,
    /// Both areas on the later windows, and the gain.
    #[serde(flatten)]
    pub contest: Contest,
}

/// A firm's outcome with the predictions of weights fitted without it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeldOut {
    /// Number of its fold, from 0.
    pub fold: usize,
    /// Published points by weights fitted without its fold.
    pub points: f64,
    /// Default probability at these points, by a logistic line fitted without its fold.
    pub chance: f64,
    /// Default probability at today's points, by a logistic line that is also fitted without its fold.
    pub chance_today: f64,
    /// Slope of the line over the fitted points: fall of the log-odds of going bad over the whole scale.
    pub slope: f64,
    /// Slope of the line over today's points.
    pub slope_today: f64,
}

/// The fold of each firm. Bad firms and the others are dealt to the folds separately, in the order of a hash
/// of seed and id. So the folds do not depend on the order of rows, nor on the values of firms.
pub(super) fn folds(ids: &[&str], bad: &[bool], folds: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<(bool, String, usize)> = (0..ids.len())
        .into_par_iter()
        .map(|at| (bad[at], sha256(format!("{seed}:{}", ids[at])), at))
        .collect();
    order.par_sort_unstable();
    let mut found = vec![0; ids.len()];
    order.iter().enumerate().for_each(|(place, (.., at))| found[*at] = place % folds);
    found
}

/// Inputs of the validation.
pub(super) struct Validation<'a> {
    pub sample: &'a Sample<'a>,
    pub reweigher: &'a Reweigher<'a>,
    pub observed: &'a [Observed],
    /// Today's published points per outcome.
    pub today: &'a [f64],
    pub maximise: Maximise,
    pub seed: u64,
}

impl Validation<'_> {
    /// Published points of the outcomes' firms by other weights.
    pub fn points(&self, shares: &Shares) -> Vec<f64> {
        let card = self.sample.directions.card;
        let points = self.reweigher.points(&self.sample.directions.weights(shares));
        self.observed.iter().map(|one| from_units(points[one.firm], card.decimals)).collect()
    }

    /// Each outcome, predicted by weights fitted without its fold.
    ///
    /// # Errors
    /// The reason, from the first fold that cannot be fitted.
    pub fn cross_validated(&self, fold_of: &[usize], folds: usize) -> Result<Vec<HeldOut>, Message> {
        let scale = self.sample.directions.card.scale;
        let of_fold = |fold: usize| {
            let is_out = |one: &Observed| fold_of[one.unit] == fold;
            let times: Vec<f64> = self.observed.iter().map(|one| f64::from(u8::from(!is_out(one)))).collect();
            let found = self.sample.find(&times, self.maximise, self.seed)?;
            let points = self.points(&found.shares);
            let line = |points: &[f64]| {
                let shares: Vec<f64> = points.iter().map(|points| points / scale).collect();
                let (constant, slope) = Sample::line(&shares, &self.sample.bad, &times)?;
                Ok::<_, Trouble>((slope, move |points: f64| stats::chance(constant - slope * points / scale)))
            };
            let ((slope_today, today), (slope, fitted)) = (line(self.today)?, line(&points)?);
            let rows = (0..self.observed.len()).filter(|&at| is_out(&self.observed[at]));
            Ok::<_, Trouble>(
                rows.map(|at| {
                    let (chance, chance_today) = (fitted(points[at]), today(self.today[at]));
                    (at, HeldOut { fold, points: points[at], chance, chance_today, slope, slope_today })
                })
                .collect::<Vec<(usize, HeldOut)>>(),
            )
        };
        // All folds run, so the first failure is reported, whichever thread is faster.
        let parts: Vec<Result<Vec<(usize, HeldOut)>, Trouble>> =
            (0..folds).into_par_iter().map(of_fold).collect();
        let mut all: Vec<(usize, HeldOut)> = Vec::with_capacity(self.observed.len());
        for (fold, part) in parts.into_iter().enumerate() {
            let fold = fold + 1;
            all.extend(part.map_err(|trouble| match trouble {
                Trouble::Separated => say!(calibrate::fold_separated, fold = fold, folds = folds),
                Trouble::Unsettled => say!(calibrate::fold_unsettled, fold = fold, folds = folds),
            })?);
        }
        all.sort_unstable_by_key(|(at, _)| *at);
        Ok(all.into_iter().map(|(_, held_out)| held_out).collect())
    }

    /// Weights fitted in the earlier windows, tested on the later ones, with `draws` bootstrap replicates of
    /// the later firms. The later windows are the last ones with 30 % of the outcomes together, and never
    /// all; windows with the same start stay together. `in_time` is
    /// [`Outcomes::in_time`](super::Outcomes::in_time).
    ///
    /// # Errors
    /// The reason why they cannot be compared.
    pub fn by_time(
        &self,
        windows: &[Window],
        in_time: Option<&[usize]>,
        draws: usize,
        least: usize,
    ) -> Result<ByTime, Message> {
        if windows.len() < 2 {
            return Err(say!(calibrate::one_window));
        }
        let Some(in_time) = in_time else {
            return Err(say!(calibrate::windows_unordered));
        };
        let first = first_later(windows, in_time).ok_or_else(|| say!(calibrate::windows_at_once))?;
        let is_later = |one: &Observed| one.window.is_some_and(|window| window >= first);
        // A firm with an outcome in a later window is not used in the fit, even if it has an earlier outcome.
        let later_firms: BTreeSet<usize> =
            self.observed.iter().filter(|one| is_later(one)).map(|one| one.unit).collect();
        let trains = |one: &Observed| one.window.is_some() && !later_firms.contains(&one.unit);
        let fewest = |of: &dyn Fn(&Observed) -> bool| {
            FirmCounts::of(self.observed.iter().filter(|one| of(one))).rarer()
        };
        if fewest(&trains) < least || fewest(&is_later) < FEWEST_LATER {
            return Err(say!(calibrate::windows_few, least = least, later = FEWEST_LATER));
        }
        let times: Vec<f64> = self.observed.iter().map(|one| f64::from(u8::from(trains(one)))).collect();
        let found = self.sample.find(&times, self.maximise, self.seed).map_err(|trouble| match trouble {
            Trouble::Separated => say!(calibrate::earlier_separated),
            Trouble::Unsettled => say!(calibrate::earlier_unsettled),
        })?;
        let points = self.points(&found.shares);
        let rows: Vec<usize> = (0..self.observed.len()).filter(|&at| is_later(&self.observed[at])).collect();
        let take = |points: &[f64]| rows.iter().map(|&at| points[at]).collect::<Vec<f64>>();
        let tested: Vec<Observed> = rows.iter().map(|&at| self.observed[at]).collect();
        let bad: Vec<bool> = tested.iter().map(|one| one.bad).collect();
        let (today, fitted) = (take(self.today), take(&points));
        let race =
            Race { today: Parting::of(&today, &bad), fitted: Parting::of(&fitted, &bad), observed: &tested };
        let names = |windows: &[Window]| windows.iter().map(|window| window.name.clone()).collect();
        let units = self.observed.last().map_or(0, |one| one.unit + 1);
        let drawn: Vec<Option<(f64, f64)>> = (0..draws)
            .into_par_iter()
            .map(|draw| race.measure(&resampled(&tested, units, self.seed, draw as u64)))
            .collect();
        Ok(ByTime {
            trained: names(&windows[..first]),
            tested: names(&windows[first..]),
            contest: race.contest(&drawn),
        })
    }
}

/// First of the later windows; `None` if no window is later than another.
pub(super) fn first_later(windows: &[Window], in_time: &[usize]) -> Option<usize> {
    let after = |first: usize| windows[first..].iter().map(|window| window.outcomes).sum::<usize>();
    let cuts: Vec<usize> = (1..windows.len()).filter(|&at| in_time[at - 1] < in_time[at]).collect();
    let enough = |first: &&usize| after(**first) as f64 >= LATER * after(0) as f64;
    cuts.iter().rev().find(enough).or(cuts.first()).copied()
}

/// Two rankings of the same outcomes.
struct Race<'a> {
    today: Parting<'a>,
    fitted: Parting<'a>,
    observed: &'a [Observed],
}

impl Race<'_> {
    /// Both areas, each firm with the multiplicity in `times`, by its number.
    fn measure(&self, times: &[u64]) -> Option<(f64, f64)> {
        let of = |at: usize| times[self.observed[at].unit];
        Some((self.today.measure(of)?.auc, self.fitted.measure(of)?.auc))
    }

    fn contest(&self, drawn: &[Option<(f64, f64)>]) -> Contest {
        let units = self.observed.iter().map(|one| one.unit + 1).max().unwrap_or(0);
        let (today, fitted) = self.measure(&vec![1; units]).unwrap_or((0.5, 0.5));
        let firms = FirmCounts::of(self.observed);
        let estimate = |value: f64, of: fn(&(f64, f64)) -> f64| {
            Estimate::of(value, drawn.iter().flatten().map(of).collect(), firms.rarer())
        };
        Contest {
            outcomes: self.observed.len(),
            firms,
            auc_today: estimate(today, |pair| pair.0),
            auc_fitted: estimate(fitted, |pair| pair.1),
            gain: estimate(fitted - today, |pair| pair.1 - pair.0),
        }
    }
}

/// Multiplicities of `units` firms in one bootstrap replicate: as many draws as firms in `observed`, with
/// replacement, from stream `draw`. A firm's outcomes are drawn together.
fn resampled(observed: &[Observed], units: usize, seed: u64, draw: u64) -> Vec<u64> {
    let mut present: Vec<usize> = observed.iter().map(|one| one.unit).collect();
    present.dedup();
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(draw);
    let mut times = vec![0; units];
    for _ in 0..present.len() {
        times[present[rng.random_range(0..present.len() as u32) as usize]] += 1;
    }
    times
}

/// One bootstrap replicate: areas and refitted weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// Area of today's points.
    pub auc_today: f64,
    /// Area of the held-out points; `None` without them.
    pub auc_fitted: Option<f64>,
    /// Weights fitted in the replicate, as shares of the scale, by slot.
    pub(super) shares: Shares,
}

/// Draws firms with replacement. In each replicate it refits the weights and measures the held-out points, if
/// any. A replicate with outcomes of one kind only, or separated by weights, is `None`.
pub(super) fn bootstrap(
    validation: &Validation<'_>,
    found: &Solution,
    held_out: Option<&[HeldOut]>,
    draws: usize,
    progress: &dyn Progress,
) -> (Option<Contest>, Vec<Option<Draw>>) {
    progress.begin(&crate::words::say!(progress::resampling), draws as u64);
    let points: Option<Vec<f64>> = held_out.map(|all| all.iter().map(|one| one.points).collect());
    let bad = &validation.sample.bad;
    let race = Race {
        today: Parting::of(validation.today, bad),
        // Without held-out points only the first of the two is used.
        fitted: Parting::of(points.as_deref().unwrap_or(validation.today), bad),
        observed: validation.observed,
    };
    let units = validation.observed.last().map_or(0, |one| one.unit + 1);
    let drawn: Vec<Option<Draw>> = (0..draws as u64)
        .into_par_iter()
        .map(|draw| {
            let by_unit = resampled(validation.observed, units, validation.seed, draw);
            let times: Vec<f64> = validation.observed.iter().map(|one| by_unit[one.unit] as f64).collect();
            let areas = race.measure(&by_unit);
            let again = validation.sample.again(&times, validation.maximise, found).ok();
            progress.advance(1);
            let (auc_today, fitted) = areas?;
            Some(Draw { auc_today, auc_fitted: held_out.map(|_| fitted), shares: again?.shares })
        })
        .collect();
    let areas = |draw: &Option<Draw>| draw.as_ref().and_then(|draw| Some((draw.auc_today, draw.auc_fitted?)));
    let areas: Vec<Option<(f64, f64)>> = drawn.iter().map(areas).collect();
    (held_out.map(|_| race.contest(&areas)), drawn)
}
