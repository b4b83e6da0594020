//! Weights by standard deviation, without scaling.

use rayon::prelude::*;
use serde::Serialize;

use super::{in_proportion, known, sum_of, varies};
use crate::firms::Cells;

/// Standard deviation weights with the deviations behind them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StdDev {
    /// One weight per indicator; they add up to 1.
    pub weights: Vec<f64>,
    /// The standard deviation of each indicator's shares, divisor `n`.
    pub deviations: Vec<f64>,
}

/// `w_j = σ_j / Σ σ_k` with `σ_j = √(Σ(x_ij − x̄_j)² / n_j)` (Diakoulaki, Mavrotas and Papayannakis 1995).
///
/// The divisor is `n`, since the cohort is the population; `n − 1` gives the same weights if no share is
/// missing. There is no min-max scaling, which would give other weights. A constant column has `σ = 0` and
/// the weight 0; zeros are shares like others.
pub fn stddev(columns: &[Cells<f64>]) -> StdDev {
    let deviations: Vec<f64> = columns.par_iter().map(deviation).collect();
    let vary: Vec<bool> = deviations.iter().map(|deviation| *deviation > 0.0).collect();
    StdDev { weights: in_proportion(&deviations, &vary), deviations }
}

/// The standard deviation of the known shares with divisor `n`; exactly 0 without variation.
pub(super) fn deviation(column: &Cells<f64>) -> f64 {
    if !varies(column) {
        return 0.0;
    }
    let n = known(column) as f64;
    let mean = sum_of(column, |x| x) / n;
    (sum_of(column, |x| (x - mean) * (x - mean)) / n).sqrt()
}
