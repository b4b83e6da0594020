//! How weights do on firms that took no part in finding them: by firm, by time, and with intervals by the
//! bootstrap.

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

/// The least share of outcomes that the later windows must have.
const LATER: f64 = 0.3;
/// Fewest bad and fewest good firms of the later windows for a comparison.
const FEWEST_LATER: usize = 10;

/// Today's weights and those found, on firms held out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Contest {
    /// Outcomes held out.
    pub outcomes: usize,
    /// The firms they are of.
    #[serde(flatten)]
    pub firms: FirmCounts,
    /// Area under the ROC curve of today's points.
    pub auc_today: Estimate,
    /// The same of the points by weights found without these firms.
    pub auc_fitted: Estimate,
    /// The second less the first; its draws take both from the same firms. Points held out are taken as
    /// given: their weights are not found anew in each draw.
    pub gain: Estimate,
}

/// Weights found in earlier windows, on later ones.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ByTime {
    /// The windows weights were found in.
    pub trained: Vec<String>,
    /// Those they were held against.
    pub tested: Vec<String>,
    /// The two areas on the later windows, and the gain.
    #[serde(flatten)]
    pub contest: Contest,
}

/// A firm's outcome with what weights found without it say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeldOut {
    /// Which fold it was in.
    pub fold: usize,
    /// Published points by weights found without its fold.
    pub points: f64,
    /// The chance of going bad that they stand for, by a line found without its fold.
    pub chance: f64,
    /// The chance that today's points stand for, likewise.
    pub chance_today: f64,
    /// The slope of the first line: how much a whole scale of points lowers the log-odds of going bad.
    pub slope: f64,
    /// That of the second.
    pub slope_today: f64,
}

/// The fold of each firm: those that ever went bad and the others apart, each in the order of a hash of seed
/// and id, dealt in turn. So that neither rows nor other firms' values decide who is held out with whom.
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

/// What is held out from.
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

    /// Each outcome by weights found without its fold.
    ///
    /// # Errors
    /// Why that cannot be: in one of the folds, the first such.
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
        // All of them, so that the first in trouble is reported, whichever thread is faster.
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

    /// Weights found in the earlier windows on the later ones, with `draws` draws of the later firms. The
    /// later windows are the last ones that have 30 % of the outcomes together, and never all; windows that
    /// begin alike stay together. `in_time` is [`Outcomes::in_time`](super::Outcomes::in_time).
    ///
    /// # Errors
    /// Why they cannot be compared.
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
        // A firm seen later takes no part in the search, also where it was seen before.
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

/// Where the later windows begin; `None` where none is later than another.
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
    /// Both areas, each firm counted as often as `times` says by its number.
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

/// How often each of `units` firms is drawn: as many draws as there are firms in `observed`, with
/// replacement, those of stream `draw`. A firm's outcomes come and go together.
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

/// One draw of the bootstrap.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// Area of today's points.
    pub auc_today: f64,
    /// Area of the points held out, if they are.
    pub auc_fitted: Option<f64>,
    /// The weights found in it, as shares of the scale, by slot.
    pub(super) shares: Shares,
}

/// Draws firms with replacement, finds the weights anew in each draw, and measures there how those held out
/// do, if they are. A draw in which one kind of outcome is missing, or that weights separate, is `None`.
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
        // Without points held out only the first of the two is looked at.
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
