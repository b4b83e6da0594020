//! The entropy weight method.

use rayon::prelude::*;
use serde::Serialize;

use super::{in_proportion, known, sum_of, varies};
use crate::firms::Cells;

/// Entropy weights with the entropies behind them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entropy {
    /// One weight per indicator; they add up to 1.
    pub weights: Vec<f64>,
    /// The entropy `e` of each indicator in 0..=1; 1 for a constant one, which has no information.
    pub entropies: Vec<f64>,
}

/// `w_j = (1 − e_j) / Σ(1 − e_k)` with `e_j = −Σ p_ij ln p_ij / ln n_j` and `p_ij = x_ij / Σ x_ij` (Shannon
/// 1948; as weights Hwang and Yoon 1981).
///
/// The base of the logarithm cancels. `0 ln 0` is 0, its limit, so a share of 0 is valid. There is no min-max
/// scaling: it would move the zero of the shares and change the weights. `n_j` is the number of known shares.
/// A constant column, also one of zeros or of a single firm, has `e = 1` and the weight 0. A share below 0
/// counts as 0.
pub fn entropy(columns: &[Cells<f64>]) -> Entropy {
    let entropies: Vec<f64> = columns.par_iter().map(of_column).collect();
    let spread: Vec<f64> = entropies.iter().map(|e| 1.0 - e).collect();
    let vary: Vec<bool> = columns.par_iter().map(varies).collect();
    Entropy { weights: in_proportion(&spread, &vary), entropies }
}

fn of_column(column: &Cells<f64>) -> f64 {
    let whole = sum_of(column, |x| x.max(0.0));
    if !varies(column) || whole <= 0.0 {
        return 1.0;
    }
    let term = |x: f64| x_ln_x(x / whole);
    (-sum_of(column, term) / (known(column) as f64).ln()).clamp(0.0, 1.0)
}

/// `x ln x`; 0 for `x ≤ 0`.
pub(super) fn x_ln_x(x: f64) -> f64 {
    if x > 0.0 { x * x.ln() } else { 0.0 }
}
