//! Weights by principal components, as in the handbook of composite indicators.

use serde::Serialize;

use super::critic::{Correlation, correlations};
use super::{in_proportion, varies};
use crate::firms::Cells;
use crate::stats;

/// Least share of variance that a kept factor explains on its own.
pub const LEAST_EXPLAINED: f64 = 0.1;
/// Share of variance that the kept factors should explain together.
pub const LEAST_TOGETHER: f64 = 0.6;
/// Rounding bound of eigenvalues and their shares: a smaller excess over 1 does not count.
const NOISE: f64 = 1e-9;
/// Most rounds of rotation; they end earlier once no pair of factors turns.
const ROUNDS: usize = 1000;

/// Weights with the rotated factors behind them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pca {
    /// One weight per indicator; they add up to 1.
    pub weights: Vec<f64>,
    /// All eigenvalues of the correlation matrix, greatest first, constant columns left out.
    pub eigenvalues: Vec<f64>,
    /// Per kept factor, after rotation, in descending order of variance explained: its loading on each
    /// indicator.
    pub loadings: Vec<Vec<f64>>,
    /// Per kept factor, after rotation: the share of total variance it explains.
    pub explained: Vec<f64>,
    /// Whether the kept factors explain [`LEAST_TOGETHER`] or more: the handbook's third rule.
    pub is_enough: bool,
    /// Per indicator, the factor it belongs to, from 0; `None` for a constant column.
    pub factor: Vec<Option<usize>>,
}

/// Weights from the rotated factors of the correlation matrix (OECD and JRC, Handbook on Constructing
/// Composite Indicators, 2008, step 6.1; Nicoletti, Scarpetta and Boylaud 2000).
///
/// A factor is kept if its eigenvalue exceeds 1 and it explains at least a tenth of the variance; if no
/// factor explains that much, all with an eigenvalue above 1 are kept. Kept factors are rotated by varimax
/// with Kaiser's normalisation. With loadings `l_jf` and variance explained `v_f = Σ_j l_jf²`, each indicator
/// belongs to the factor of its greatest `l_jf²`, and `w_j` is in proportion to `(l_jf² / v_f) · (v_f / Σ
/// v)`: its share of the factor times the factor's share of the explained variance. The handbook's third
/// rule, 60 % explained together, does not add factors: `is_enough` says whether it holds.
///
/// Correlations depend neither on scaling nor on a divisor. A constant column is left out and has the weight
/// 0. Uncorrelated columns have no eigenvalue above 1, and equal weights.
pub fn pca(columns: &[Cells<f64>]) -> Pca {
    let vary: Vec<bool> = columns.iter().map(varies).collect();
    of_correlations(&correlations(columns, Correlation::Pearson), &vary)
}

/// Weights from the correlations of all pairs, and whether each indicator varies.
pub(super) fn of_correlations(all: &[Vec<Option<f64>>], vary: &[bool]) -> Pca {
    let places: Vec<usize> = (0..vary.len()).filter(|&at| vary[at]).collect();
    let entry = |i: usize, j: usize| if i == j { 1.0 } else { all[i][j].unwrap_or(0.0) };
    let matrix: Vec<Vec<f64>> =
        places.iter().map(|&i| places.iter().map(|&j| entry(i, j)).collect()).collect();
    let eigen = stats::symmetric_eigen(&matrix);
    let m = places.len() as f64;
    let above_one = eigen.values.iter().take_while(|value| **value > 1.0 + NOISE).count();
    let of_size = eigen.values.iter().take_while(|value| **value >= LEAST_EXPLAINED * m).count();
    let kept = if of_size > 0 { above_one.min(of_size) } else { above_one };
    let mut factors: Vec<Vec<f64>> = eigen.values[..kept]
        .iter()
        .zip(&eigen.vectors)
        .map(|(value, vector)| vector.iter().map(|part| part * value.sqrt()).collect())
        .collect();
    varimax(&mut factors);
    let variance = |factor: &Vec<f64>| factor.iter().map(|loading| loading * loading).sum::<f64>();
    factors.sort_by(|a, b| variance(b).total_cmp(&variance(a)));
    let mut amounts = vec![0.0; vary.len()];
    let mut factor = vec![None; vary.len()];
    for (at, &place) in places.iter().enumerate() {
        for (f, loadings) in factors.iter().enumerate() {
            let squared = loadings[at] * loadings[at];
            if factor[place].is_none() || squared > amounts[place] {
                (amounts[place], factor[place]) = (squared, Some(f));
            }
        }
    }
    for (f, loadings) in factors.iter_mut().enumerate() {
        let own = (0..places.len()).filter(|&at| factor[places[at]] == Some(f));
        orient(loadings, &own.collect::<Vec<_>>());
    }
    let whole = |loadings: &Vec<f64>| {
        let mut row = vec![0.0; vary.len()];
        places.iter().zip(loadings).for_each(|(&place, loading)| row[place] = *loading);
        row
    };
    let explained: Vec<f64> = factors.iter().map(|factor| variance(factor) / m).collect();
    Pca {
        weights: in_proportion(&amounts, vary),
        eigenvalues: eigen.values,
        is_enough: explained.iter().sum::<f64>() >= LEAST_TOGETHER - NOISE,
        explained,
        loadings: factors.iter().map(whole).collect(),
        factor,
    }
}

/// Flips a factor's sign, if necessary, so that `Σ l |l|` over `own`, the indicators that belong to it, is ≥
/// 0. If that sum is 0, the sum over all indicators decides, and then the first of `own`.
fn orient(loadings: &mut [f64], own: &[usize]) {
    let of_own: f64 = own.iter().map(|&at| loadings[at] * loadings[at].abs()).sum();
    let of_all: f64 = loadings.iter().sum();
    let first = own.first().map_or(0.0, |&at| loadings[at]);
    let side = [of_own, of_all, first].into_iter().find(|side| side.abs() > NOISE).unwrap_or(0.0);
    if side < 0.0 {
        loadings.iter_mut().for_each(|loading| *loading = -*loading);
    }
}

impl Pca {
    /// The loading of an indicator on the factor it belongs to; if negative, the indicator falls as the
    /// factor rises, though its square counts in the weight.
    pub fn own_loading(&self, indicator: usize) -> Option<f64> {
        self.factor[indicator].map(|factor| self.loadings[factor][indicator])
    }
}

/// Varimax rotation, which maximises the variance of squared loadings (Kaiser 1958): pair after pair of
/// factors, with loadings divided by the square root of their indicator's communality during the rotation.
pub fn varimax(factors: &mut [Vec<f64>]) {
    let m = factors.first().map_or(0, Vec::len);
    let sizes: Vec<f64> =
        (0..m).map(|j| factors.iter().map(|factor| factor[j] * factor[j]).sum::<f64>().sqrt()).collect();
    let scale = |factors: &mut [Vec<f64>], by: &dyn Fn(f64) -> f64| {
        for factor in factors.iter_mut() {
            factor
                .iter_mut()
                .zip(&sizes)
                .filter(|(_, size)| **size > 0.0)
                .for_each(|(l, size)| *l *= by(*size));
        }
    };
    scale(factors, &|size| 1.0 / size);
    for _ in 0..ROUNDS {
        let mut turned = false;
        for p in 0..factors.len() {
            for q in p + 1..factors.len() {
                let (before, after) = factors.split_at_mut(q);
                turned |= turn(&mut before[p], &mut after[0]);
            }
        }
        if !turned {
            break;
        }
    }
    scale(factors, &|size| size);
}

/// Rotates one pair of factors; `true` if the angle exceeds rounding.
fn turn(x: &mut [f64], y: &mut [f64]) -> bool {
    let m = x.len() as f64;
    let [mut a, mut b, mut c, mut d] = [0.0; 4];
    for (x, y) in x.iter().zip(y.iter()) {
        let (u, v) = (x * x - y * y, 2.0 * x * y);
        a += u;
        b += v;
        c += u * u - v * v;
        d += 2.0 * u * v;
    }
    let angle = f64::atan2(d - 2.0 * a * b / m, c - (a * a - b * b) / m) / 4.0;
    if angle.abs() < 1e-13 {
        return false;
    }
    let (sin, cos) = angle.sin_cos();
    for (x, y) in x.iter_mut().zip(y.iter_mut()) {
        (*x, *y) = (cos * *x + sin * *y, cos * *y - sin * *x);
    }
    true
}
