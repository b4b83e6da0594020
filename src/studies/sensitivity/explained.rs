//! The share of rank variance explained by each drawn weight, and the spread of that weight.
//!
//! Weights add up to the whole, so they are dependent, and so are their shares of the variance. For dependent
//! inputs `Var(E(R | w)) / Var(R)` is still the share of the variance that is removed by fixing only `w`
//! (Kucherenko, Tarantola and Annoni 2012; Mara, Tarantola and Annoni 2015), but the shares need not add up
//! to 1. Two weights that determine each other explain the same share each.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::draws::{Factor, Plan};
use super::report::{Drawn, Explained, WeightSpread};
use crate::stats::{self, Residuals};

/// Number of bootstrap replicates behind an interval.
const REPLICATES: u64 = 1000;
/// Share of replicates below an interval, and above it.
const TAIL: f64 = 0.025;

/// Share of the variance of the rank shift explained by each factor of `plan`, over all draws. If the weights
/// of a factor differ between segments, they are drawn independently, and the share is the sum over segments.
/// `None` if the shift does not vary.
///
/// Each share is the adjusted coefficient of determination `1 − (Σe² / (n − df)) / (Σ(R − R̄)² / (n − 1))` of
/// a curve, see [`stats::undersmoothed`], or of the classes of a choice. A replicate weights each draw by the
/// number of times it was drawn, with replacement, in both sums. The residuals `e` are not refitted: a
/// refitted curve changes them only in second order, and would overfit repeated draws.
pub(super) fn explained(plan: &Plan<'_>, drawn: &[Drawn], seed: u64) -> Option<Vec<Explained>> {
    let shifts: Vec<f64> = drawn.iter().map(|draw| draw.shift).collect();
    let once = vec![1; shifts.len()];
    variance(&shifts, &once)?;
    // Measurement errors are not a single number for a curve; Sobol indices cover them.
    let factors = plan.weights_and_choices().into_par_iter().filter(|factor| *factor != Factor::Values);
    let inputs: Vec<Input> = factors.map(|factor| Input::of(plan, factor, drawn, &shifts)).collect();
    let ratios = |counts: &[u32]| -> Option<Vec<Vec<f64>>> {
        let variance = variance(&shifts, counts)?;
        Some(inputs.iter().map(|input| input.ratios(counts, variance)).collect())
    };
    let replicates: Vec<Vec<Vec<f64>>> = (0..REPLICATES)
        .into_par_iter()
        .filter_map(|replicate| ratios(&counts(shifts.len(), seed, replicate)))
        .collect();
    let found = ratios(&once)?;
    let of = |(at, input): (usize, &Input)| {
        let estimate = |of: &dyn Fn(&[f64]) -> f64| {
            let mut values: Vec<f64> = replicates.iter().map(|all| of(&all[at]).max(0.0)).collect();
            let share = of(&found[at]).max(0.0);
            let mut end = |q| stats::quantile(&mut values, q).unwrap_or(share);
            (share, (end(TAIL), end(1.0 - TAIL)))
        };
        let (share, interval) = estimate(&|ratios| input.together(ratios));
        let (segments, distinct) = plan.distinct();
        let weight = |(segment, place): (usize, usize)| {
            let (share, interval) = estimate(&|ratios| ratios[place]);
            WeightSpread { share, interval, ..plan.spread(input.factor, segment, &input.columns[place]) }
        };
        let is_weight = input.columns.len() == distinct.len();
        let weights = segments.into_iter().enumerate().filter(|_| is_weight).map(weight).collect();
        Explained { factor: plan.name(input.factor), share, interval, weights }
    };
    Some(inputs.iter().enumerate().map(of).collect())
}

/// Number of times a replicate draws each of `draws` draws.
fn counts(draws: usize, seed: u64, replicate: u64) -> Vec<u32> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(replicate);
    let mut counts = vec![0; draws];
    (0..draws).for_each(|_| counts[random.random_range(0..draws)] += 1);
    counts
}

/// Variance with frequency weights `counts`, divisor `n`; `None` for a constant.
fn variance(values: &[f64], counts: &[u32]) -> Option<f64> {
    let counted = || values.iter().zip(counts).filter(|(_, count)| **count > 0);
    let (first, _) = counted().next()?;
    if counted().all(|(value, _)| value == first) {
        return None;
    }
    let n = values.len() as f64;
    let mean = counted().map(|(value, count)| f64::from(*count) * value).sum::<f64>() / n;
    let squares = counted().map(|(value, count)| f64::from(*count) * (value - mean).powi(2));
    Some(squares.sum::<f64>() / n)
}

/// The drawn weights of a factor, and the residuals they leave.
struct Input {
    factor: Factor,
    /// Weights as shares of the whole, draw by draw: a column per segment with different weights. Empty for a
    /// choice.
    columns: Vec<Vec<f64>>,
    /// Residuals of the shifts, in units of their variance: per column, or one for a choice; for a judge's
    /// weight also a last one for all columns jointly.
    left: Vec<Residuals>,
    /// Variance of the shifts over all draws.
    variance: f64,
}

impl Input {
    fn of(plan: &Plan<'_>, factor: Factor, drawn: &[Drawn], shifts: &[f64]) -> Input {
        let variance = variance(shifts, &vec![1; shifts.len()]).unwrap_or(1.0);
        if let Factor::Choice(at) = factor {
            let classes: Vec<&str> = drawn.iter().map(|draw| &*draw.choices[at]).collect();
            let left = vec![from_class_means(&classes, shifts, variance)];
            return Input { factor, columns: Vec::new(), left, variance };
        }
        let (_, distinct) = plan.distinct();
        let column = |&segment: &usize| -> Vec<f64> {
            drawn.iter().map(|draw| plan.share_of(factor, segment, &draw.weights)).collect()
        };
        let columns: Vec<Vec<f64>> = distinct.iter().map(column).collect();
        if plan.is_judged() {
            // A judge's weight takes few values, jointly in all segments.
            let of = |columns: &[Vec<f64>]| {
                let class = |at: usize| columns.iter().map(|column| column[at].to_bits()).collect();
                let classes: Vec<Vec<u64>> = (0..drawn.len()).map(class).collect();
                from_class_means(&classes, shifts, variance)
            };
            let left = columns.chunks(1).chain([&columns[..]]).map(of).collect();
            return Input { factor, columns, left, variance };
        }
        let left = columns.iter().filter_map(|column| stats::undersmoothed(column, shifts)).collect();
        Input { factor, columns, left, variance }
    }

    /// The share explained by all columns: the sum over segments, which are drawn independently, or the joint
    /// one.
    fn together(&self, ratios: &[f64]) -> f64 {
        let is_joint = ratios.len() > self.columns.len();
        if is_joint { ratios.last().copied().unwrap_or_default() } else { ratios.iter().sum() }
    }

    /// The share explained by each column, for shifts with this `variance` under these `counts`.
    fn ratios(&self, counts: &[u32], variance: f64) -> Vec<f64> {
        let n = counts.len() as f64;
        let ratio = |left: &Residuals| {
            let squares = left.squares.iter().zip(counts).map(|(square, count)| square * f64::from(*count));
            let rest = squares.sum::<f64>() * self.variance / (n - left.freedom);
            1.0 - rest / (variance * n / (n - 1.0))
        };
        self.left.iter().map(ratio).collect()
    }
}

/// Residuals from the means of the draws by class: the option of a choice, or the values of a judge's weight.
/// The adjusted coefficient of determination is then `ε²` (Kelley 1935).
fn from_class_means<C: Ord>(classes: &[C], shifts: &[f64], variance: f64) -> Residuals {
    let mut sums: BTreeMap<&C, (f64, f64)> = BTreeMap::new();
    for (class, shift) in classes.iter().zip(shifts) {
        let (count, sum) = sums.entry(class).or_default();
        (*count, *sum) = (*count + 1.0, *sum + shift);
    }
    let square = |(class, shift): (&C, &f64)| {
        let mean = sums.get(class).map_or(*shift, |(count, sum)| sum / count);
        (shift - mean).powi(2) / variance
    };
    Residuals { squares: classes.iter().zip(shifts).map(square).collect(), freedom: sums.len() as f64 }
}
