//! Fit of weights: by the likelihood or by the area under the ROC curve, over firms with any multiplicities.

use std::borrow::Cow;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::Serialize;

use super::auc::Slope;
use super::directions::{Directions, FIRST, Shares};
use crate::parameters::keywords;
use crate::stats::{Bound, Cases, End, Fit, Rows, Start, logistic};

/// Tolerance of the log-likelihood, in natural logarithms.
const PRECISE: f64 = 1e-6;
/// Tolerance for a bootstrap replicate: far below the difference between replicates.
const ROUGH: f64 = 1e-3;
/// Share of a weight's reach within which it is put on its bound, in a precise fit and in a rough one.
const NEAR: [f64; 2] = [1e-6, 1e-3];
/// Random starts of a climb.
const STARTS: u64 = 6;
/// Largest slope, in log-odds over the whole scale: greater than for any outcomes that points do not
/// separate. Without a limit, the fit could move weight from related indicators to an unrelated one, and
/// compensate with an ever greater slope.
const STEEPEST: f64 = 1000.0;
/// Slope from which points separate the outcomes. Where outcomes do not determine the slope, the barrier
/// alone places it: at half of [`STEEPEST`] or above.
const DECIDED: f64 = 0.4 * STEEPEST;
/// Slope, in log-odds over the whole scale, below which points have no relation to outcomes.
pub(super) const FLAT: f64 = 1e-3;

/// Bounds of the slope: above 0, since more points are never worse, and below [`STEEPEST`].
fn slope_bounds() -> [Bound; 2] {
    [(1.0, 0.0), (-1.0, STEEPEST)].map(|(c, constant)| Bound { terms: vec![(1, c)], constant })
}

/// Objective of the fit of weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Maximise {
    /// The likelihood of a logistic regression on points: `ln(p / (1 − p)) = α − β · points`, `β > 0`. It is
    /// concave in `β` and `β` times the weights, so it has one maximum, found with a known gap.
    #[default]
    Likelihood,
    /// The area under the ROC curve, by climbing a smooth surrogate from several starts.
    Auc,
}

keywords! { Maximise {
    Likelihood "likelihood" calibrate::choice_maximise_likelihood;
    Auc "auc" calibrate::choice_maximise_auc;
} }

/// Fitted weights with the default probability that points under them stand for.
#[derive(Clone, Debug)]
pub(super) struct Solution {
    pub shares: Shares,
    /// Whether points under any weights within the bounds are related to outcomes, with the right sign.
    pub tells: bool,
    /// The log-likelihood, and the most by which any weights within the bounds can exceed it; `None` if the
    /// area was maximised.
    pub likelihood: Option<(f64, f64)>,
    /// Start of a fit to similar data.
    centre: Start,
}

impl Solution {
    /// The solution with today's weights if no weight is free. Points are related to outcomes with the right
    /// sign if good firms have more on average.
    pub fn todays(directions: &Directions<'_>, points: &[f64], bad: &[bool]) -> Solution {
        let mean = |kind: bool| {
            let of_kind =
                || points.iter().zip(bad).filter(|(_, bad)| **bad == kind).map(|(points, _)| points);
            of_kind().sum::<f64>() / of_kind().count().max(1) as f64
        };
        Solution {
            shares: directions.space.today.clone(),
            tells: mean(false) > mean(true),
            likelihood: None,
            centre: Start { coefficients: Vec::new(), barrier: None },
        }
    }
}

/// Why no weights can be fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Some weights within the bounds separate all bad firms from all good ones, except those at one
    /// threshold.
    Separated,
    /// The search did not converge.
    Unsettled,
}

impl Directions<'_> {
    /// Bounds of the weights in the coefficients of [`Directions::rows`]: linear, with `β` the slope and `β
    /// δ_i` the directions.
    pub(super) fn linear_bounds(&self) -> Vec<Bound> {
        let mut bounds = Vec::from(slope_bounds());
        for (block, column) in self.blocks() {
            for (at, &slot) in block.slots.iter().enumerate() {
                let reach = self.reach * self.space.today[slot];
                let last = block.slots.len() - 1;
                for sign in [1.0, -1.0] {
                    let mut bound = vec![(1, reach)];
                    if at < last {
                        bound.push((column + at, sign));
                    } else {
                        bound.extend((0..last).map(|other| (column + other, sign)));
                    }
                    bounds.push(Bound { terms: bound, constant: 0.0 });
                }
            }
        }
        bounds
    }
}

/// Design and outcomes of the firms with outcomes.
#[derive(Clone, Debug)]
pub(super) struct Sample<'a> {
    pub directions: &'a Directions<'a>,
    pub rows: Rows,
    pub bad: Vec<bool>,
    bounds: Vec<Bound>,
}

/// Firms of a sample with a multiplicity above 0: about two in three in a bootstrap replicate.
#[derive(Debug)]
struct Counted<'a> {
    rows: Cow<'a, Rows>,
    bad: Vec<bool>,
    times: Vec<f64>,
}

impl Counted<'_> {
    fn slope<'a>(&'a self, directions: &'a Directions<'a>) -> Slope<'a> {
        Slope { directions, rows: &self.rows, bad: &self.bad, times: &self.times }
    }
}

impl<'a> Sample<'a> {
    /// Sample from `rows` of [`Directions::rows`].
    pub fn new(directions: &'a Directions<'a>, rows: Rows, bad: Vec<bool>) -> Sample<'a> {
        Sample { directions, rows, bad, bounds: directions.linear_bounds() }
    }

    /// Weights that optimise `maximise`, each firm with its multiplicity in `times`.
    pub fn find(&self, times: &[f64], maximise: Maximise, seed: u64) -> Result<Solution, Trouble> {
        let counted = self.counted(times);
        let mut start = vec![0.0; FIRST + self.directions.free()];
        // A slope at which the whole scale reduces odds by a factor of e²; any start works.
        start[1] = 2.0;
        let fit = self.fit(&counted, &Start { coefficients: start, barrier: None }, PRECISE)?;
        let mut found = self.found(&fit, NEAR[0]);
        if maximise == Maximise::Auc {
            let mut starts = vec![self.directions.space.today.clone(), found.shares.clone()];
            starts.extend((0..STARTS).map(|stream| self.random(seed, stream)));
            found =
                Solution { shares: counted.slope(self.directions).climb(&starts), likelihood: None, ..found };
        }
        Ok(found)
    }

    /// Refits with other multiplicities, starting at `found`.
    pub fn again(&self, times: &[f64], maximise: Maximise, found: &Solution) -> Result<Solution, Trouble> {
        let counted = self.counted(times);
        let mut again = self.found(&self.fit(&counted, &found.centre, ROUGH)?, NEAR[1]);
        if maximise == Maximise::Auc {
            let starts = [found.shares.clone(), again.shares.clone()];
            again = Solution {
                shares: counted.slope(self.directions).climb_on(&starts),
                likelihood: None,
                ..again
            };
        }
        Ok(again)
    }

    fn counted(&self, times: &[f64]) -> Counted<'_> {
        let counts = |at: usize| times[at] > 0.0;
        if times.iter().all(|times| *times > 0.0) {
            return Counted { rows: Cow::Borrowed(&self.rows), bad: self.bad.clone(), times: times.to_vec() };
        }
        Counted {
            rows: Cow::Owned(self.rows.filtered(counts)),
            bad: (0..times.len()).filter(|&at| counts(at)).map(|at| self.bad[at]).collect(),
            times: times.iter().copied().filter(|times| *times > 0.0).collect(),
        }
    }

    fn fit(&self, counted: &Counted<'_>, start: &Start, precision: f64) -> Result<Fit, Trouble> {
        let Counted { rows, bad, times } = counted;
        settled(logistic(&Cases { rows, happened: bad, times, bounds: &self.bounds }, start, precision))
    }

    fn found(&self, fit: &Fit, near: f64) -> Solution {
        let tells = fit.coefficients[1] > FLAT;
        Solution {
            // Without a slope no weights are preferred.
            shares: if tells {
                self.directions.shares(&fit.coefficients, near)
            } else {
                self.directions.space.today.clone()
            },
            tells,
            likelihood: Some((fit.log_likelihood, fit.gap)),
            centre: fit.centre.clone(),
        }
    }

    /// Weights within the bounds, each drawn uniformly, then projected onto the groups' sums.
    fn random(&self, seed: u64, stream: u64) -> Shares {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        // A stream far from those of the bootstrap.
        rng.set_stream(u64::MAX - stream);
        let space = &self.directions.space;
        let mut shares = space.today.clone();
        for &slot in space.blocks.iter().flat_map(|block| &block.slots) {
            let unit: f64 = rng.random();
            shares[slot] = space.least[slot] + unit * (space.most[slot] - space.least[slot]);
        }
        space.nearest(&shares)
    }

    /// Constant and slope of the log-odds of going bad over points, as shares of the scale.
    pub fn line(points: &[f64], bad: &[bool], times: &[f64]) -> Result<(f64, f64), Trouble> {
        let mut rows = Rows::default();
        points.iter().for_each(|points| rows.push([(0, 1.0), (1, -points)]));
        let bounds = slope_bounds();
        let cases = Cases { rows: &rows, happened: bad, times, bounds: &bounds };
        let fit = logistic(&cases, &Start { coefficients: vec![0.0, 2.0], barrier: None }, PRECISE);
        settled(fit).map(|fit| (fit.coefficients[0], fit.coefficients[1]))
    }
}

/// A converged fit, or the reason for none.
fn settled(fit: Fit) -> Result<Fit, Trouble> {
    match fit.end {
        _ if fit.coefficients[1] > DECIDED => Err(Trouble::Separated),
        End::Greatest => Ok(fit),
        End::Separated => Err(Trouble::Separated),
        End::Unsettled => Err(Trouble::Unsettled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steep_line_is_one_and_a_step_is_none() {
        let line = |width: f64| {
            let points = [0.5, 0.5 + 2.0 * width, 0.5 + width, 0.5 + 3.0 * width];
            Sample::line(&points, &[true, true, false, false], &[1.0; 4])
        };
        // Bad and good firms alternate, a point of a hundred apart: a slope near 100.
        assert!(line(0.01).is_ok_and(|(_, slope)| (50.0..300.0).contains(&slope)), "{:?}", line(0.01));
        // At a hundredth of that distance the slope would be near 10,000: points separate.
        assert_eq!(line(1e-4), Err(Trouble::Separated));
    }
}
