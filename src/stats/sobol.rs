//! Sobol indices: each uncertain input's share of an output's variance.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::Serialize;

use super::{quantile, sum};

/// Confidence level of the bootstrap intervals.
const CONFIDENCE: f64 = 0.95;

/// Values of an output `f` on two independent samples of the inputs, `A` and `B`, and on `A` with one input
/// replaced by that of `B` (Saltelli 2002; Saltelli et al. 2010).
#[derive(Clone, Debug, Default)]
pub struct SaltelliSample {
    /// `f(A)`, row by row.
    pub a: Vec<f64>,
    /// `f(B)`, row by row.
    pub b: Vec<f64>,
    /// `f(A_B^(i))` for each input `i`.
    pub mixed: Vec<Vec<f64>>,
}

/// Sobol indices of one input, with intervals.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SobolIndices {
    /// First-order index `V(E(y | x_i)) / V(y)`: the expected reduction of the variance if only this input is
    /// fixed.
    pub first: f64,
    /// Bootstrap interval of 95 % for the first-order index.
    pub first_interval: (f64, f64),
    /// Total index `E(V(y | all except x_i)) / V(y)`: the share of the variance that is left if all other
    /// inputs are fixed. It includes interactions.
    pub total: f64,
    /// Bootstrap interval of 95 % for the total index.
    pub total_interval: (f64, f64),
}

/// First-order indices by the estimator of Saltelli et al. (2010), centred, and total indices by that of
/// Jansen (1999), over `N` rows:
///
/// `S_i = Σ(f(B) − m)(f(A_B^i) − f(A)) / (N V)` and `T_i = Σ(f(A) − f(A_B^i))² / (2 N V)`,
///
/// with `m` the mean and `V` the variance (divisor `2N`) of `f(A)` and `f(B)` together. The second factor of
/// `S_i` has the mean 0, so subtracting `m` changes no expectation but removes most of the error of a mean
/// far from 0. For an input of small effect the second factor is near 0 in every row, and so is the error.
/// Jansen's estimator of the first order, `1 − Σ(f(B) − f(A_B^i))² / (2 N V)`, has the error of the whole
/// variance for such an input. SALib and scipy use the same two estimators. Intervals lie between the 2.5 %
/// and the 97.5 % quantile of `resamples` bootstrap replicates of whole rows, drawn by ChaCha8 from `seed`.
///
/// `None` for a constant output, and without rows. An input without effect in any row has indices of 0.
///
/// # Panics
/// If the columns differ in length.
pub fn sobol(sample: &SaltelliSample, resamples: usize, seed: u64) -> Option<Vec<SobolIndices>> {
    let rows = sample.a.len();
    let columns = sample.mixed.iter().chain([&sample.b]);
    assert!(columns.clone().all(|column| column.len() == rows), "columns have one length");
    let all: Vec<usize> = (0..rows).collect();
    let spread = Spread::of(sample, &all)?;
    let draws: Vec<Vec<usize>> = (0..resamples as u64)
        .map(|draw| {
            let mut random = ChaCha8Rng::seed_from_u64(seed);
            random.set_stream(draw);
            (0..rows).map(|_| random.random_range(0..rows)).collect()
        })
        .collect();
    let spreads: Vec<Option<Spread>> = draws.par_iter().map(|draw| Spread::of(sample, draw)).collect();
    let of = |mixed: &Vec<f64>| {
        let indices = |rows: &[usize], Spread { mean, variance }: Spread| {
            let moved = |row: usize| mixed[row] - sample.a[row];
            let first = sum(rows.iter().map(|&row| (sample.b[row] - mean) * moved(row)));
            let total = sum(rows.iter().map(|&row| moved(row).powi(2)));
            let whole = rows.len() as f64 * variance;
            (first / whole, total / (2.0 * whole))
        };
        let (first, total) = indices(&all, spread);
        let (firsts, totals): (Vec<f64>, Vec<f64>) =
            draws.iter().zip(&spreads).filter_map(|(draw, spread)| Some(indices(draw, (*spread)?))).unzip();
        let interval = |mut values: Vec<f64>, index: f64| {
            let tail = (1.0 - CONFIDENCE) / 2.0;
            let at = |values: &mut Vec<f64>, q| quantile(values, q).unwrap_or(index);
            (at(&mut values, tail), at(&mut values, 1.0 - tail))
        };
        SobolIndices {
            first,
            first_interval: interval(firsts, first),
            total,
            total_interval: interval(totals, total),
        }
    };
    Some(sample.mixed.par_iter().map(of).collect())
}

/// Mean and variance of `f(A)` and `f(B)` together.
#[derive(Clone, Copy)]
struct Spread {
    mean: f64,
    variance: f64,
}

impl Spread {
    /// Mean and variance over these rows; `None` if the output is constant.
    fn of(sample: &SaltelliSample, rows: &[usize]) -> Option<Spread> {
        let values = || rows.iter().flat_map(|&row| [sample.a[row], sample.b[row]]);
        let first = values().next()?;
        if values().all(|value| value == first) {
            return None;
        }
        let count = 2.0 * rows.len() as f64;
        let mean = sum(values()) / count;
        Some(Spread { mean, variance: sum(values().map(|value| (value - mean).powi(2))) / count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Samples `f` over inputs uniform in 0..1.
    fn sample(inputs: usize, rows: usize, seed: u64, f: impl Fn(&[f64]) -> f64) -> SaltelliSample {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut matrix = || -> Vec<Vec<f64>> {
            (0..rows).map(|_| (0..inputs).map(|_| random.random()).collect()).collect()
        };
        let (a, b) = (matrix(), matrix());
        let mixed = |i: usize| {
            let row = |(a, b): (&Vec<f64>, &Vec<f64>)| {
                let mut row = a.clone();
                row[i] = b[i];
                f(&row)
            };
            a.iter().zip(&b).map(row).collect()
        };
        SaltelliSample {
            a: a.iter().map(|row| f(row)).collect(),
            b: b.iter().map(|row| f(row)).collect(),
            mixed: (0..inputs).map(mixed).collect(),
        }
    }

    #[test]
    fn a_linear_function_has_its_variances() {
        // Var(c·u) = c²/12.
        let found = sobol(&sample(3, 20_000, 1, |x| x[0] + 2.0 * x[1]), 200, 7).unwrap();
        for (found, exact) in found.iter().zip([0.2, 0.8, 0.0]) {
            assert!((found.first - exact).abs() < 0.03, "{found:?}");
            assert!((found.total - exact).abs() < 0.03, "{found:?}");
            assert!(found.first_interval.0 <= found.first && found.first <= found.first_interval.1);
        }
        assert_eq!((found[2].first, found[2].total), (0.0, 0.0));
        assert_eq!(found[2].total_interval, (0.0, 0.0));
    }

    #[test]
    fn an_interaction_is_in_the_total_alone() {
        let found = sobol(&sample(2, 20_000, 2, |x| (x[0] - 0.5) * (x[1] - 0.5)), 100, 7).unwrap();
        for one in found {
            assert!(one.first.abs() < 0.03 && (one.total - 1.0).abs() < 0.03, "{one:?}");
        }
    }

    /// Eighteen inputs, two of them dominant, like weights of a scorecard, and a mean far from 0: over many
    /// samples the centred estimator has half the error of Jansen's, and is hardly ever below 0.
    #[test]
    fn small_effects_are_found_by_few_rows() {
        let part = |input: usize| [0.55, 0.35, 0.03_f64][input.min(2)];
        let exact = |input: usize| {
            let whole: f64 = (0..18).map(|input| part(input).powi(2)).sum();
            part(input).powi(2) / whole
        };
        let (mut ours, mut jansens, mut below, mut jansens_below) = (0.0, 0.0, 0, 0);
        for seed in 0..20 {
            let sample =
                sample(18, 256, seed, |x| 40.0 + x.iter().enumerate().map(|(i, x)| part(i) * x).sum::<f64>());
            let all: Vec<usize> = (0..256).collect();
            let variance = Spread::of(&sample, &all).expect("it varies").variance;
            for (input, found) in sobol(&sample, 2, 1).expect("it varies").iter().enumerate() {
                let squares = sample.b.iter().zip(&sample.mixed[input]).map(|(b, mixed)| (b - mixed).powi(2));
                let jansen = 1.0 - squares.sum::<f64>() / (2.0 * 256.0 * variance);
                ours += (found.first - exact(input)).powi(2);
                jansens += (jansen - exact(input)).powi(2);
                below += usize::from(found.first < -0.02);
                jansens_below += usize::from(jansen < -0.02);
            }
        }
        assert!(ours < jansens / 4.0, "{ours} against {jansens}");
        assert!(below < 4 && jansens_below > 60, "{below} and {jansens_below} of 360");
    }

    #[test]
    fn what_does_not_vary_has_no_indices() {
        assert_eq!(sobol(&sample(2, 50, 3, |_| 4.0), 10, 1), None);
        assert_eq!(sobol(&SaltelliSample::default(), 10, 1), None);
    }

    #[test]
    fn intervals_are_those_of_the_seed() {
        let sample = sample(2, 500, 4, |x| x[0]);
        assert_eq!(sobol(&sample, 50, 1), sobol(&sample, 50, 1));
        assert_ne!(sobol(&sample, 50, 1), sobol(&sample, 50, 2));
    }
}
