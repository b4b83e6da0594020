//! CRITIC: weights by contrast and conflict.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::stddev::deviation;
use super::{in_proportion, varies};
use crate::firms::Cells;
use crate::parameters::keywords;
use crate::stats;

/// The correlation coefficient of two indicators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Correlation {
    /// Pearson's `r`, of values, as in the paper.
    #[default]
    Pearson,
    /// Spearman's ρ, of ranks; ties have their mean rank.
    Spearman,
}

keywords! { Correlation {
    Pearson "pearson" weights::choice_correlation_pearson;
    Spearman "spearman" weights::choice_correlation_spearman;
} }

/// CRITIC weights with the deviations and conflicts behind them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Critic {
    /// One weight per indicator; they add up to 1.
    pub weights: Vec<f64>,
    /// The standard deviation of each indicator after scaling to 0..=1.
    pub deviations: Vec<f64>,
    /// The conflict `Σ(1 − r_jk)` of each indicator with the others.
    pub conflicts: Vec<f64>,
    /// Correlations of all pairs; `None` if one of the pair is constant.
    pub correlations: Vec<Vec<Option<f64>>>,
}

/// `w_j = C_j / Σ C_k` with `C_j = σ_j Σ_k (1 − r_jk)`: indicators that vary and correlate with few others
/// have the greatest weights (Diakoulaki, Mavrotas and Papayannakis 1995).
///
/// `σ` (divisor `n`) and `r` are those of the columns after min-max scaling to 0..=1, as in the paper. The
/// direction of indicators does not matter, since shares ascend with merit. The divisor `n − 1` gives the
/// same weights if no share is missing. A constant column has no correlation: its weight is 0 and the others'
/// sums skip it. Correlations within 10⁻¹² of ±1 are ±1. If all columns are perfectly correlated, there is no
/// conflict, and weights are equal. A pair with fewer than two complete firms counts as uncorrelated.
pub fn critic(columns: &[Cells<f64>], correlation: Correlation) -> Critic {
    let vary: Vec<bool> = columns.par_iter().map(varies).collect();
    let deviations: Vec<f64> = columns.par_iter().map(|column| deviation(column) / range(column)).collect();
    of_moments(deviations, correlations(columns, correlation), &vary)
}

/// CRITIC from deviations after min-max scaling, correlations, and whether each indicator varies.
pub(super) fn of_moments(deviations: Vec<f64>, correlations: Vec<Vec<Option<f64>>>, vary: &[bool]) -> Critic {
    let conflict = |j: usize| {
        let others = (0..vary.len()).filter(|&k| k != j && vary[j] && vary[k]);
        others.map(|k| 1.0 - correlations[j][k].unwrap_or(0.0)).sum::<f64>()
    };
    let conflicts: Vec<f64> = (0..vary.len()).map(conflict).collect();
    let amounts: Vec<f64> = deviations.iter().zip(&conflicts).map(|(sd, conflict)| sd * conflict).collect();
    // A lone indicator has no conflict, and so the whole weight.
    Critic { weights: in_proportion(&amounts, vary), deviations, conflicts, correlations }
}

/// Range of the known shares; 1 for a constant column.
pub(super) fn range(column: &Cells<f64>) -> f64 {
    let [least, most] = column
        .iter()
        .flatten()
        .fold([f64::INFINITY, f64::NEG_INFINITY], |[least, most], x| [least.min(x), most.max(x)]);
    if most > least { most - least } else { 1.0 }
}

/// The correlations of all pairs of columns, each over the firms that have both shares.
pub(in crate::studies) fn correlations(
    columns: &[Cells<f64>],
    correlation: Correlation,
) -> Vec<Vec<Option<f64>>> {
    if columns.iter().all(|column| column.present.iter().all(|present| *present)) {
        return match correlation {
            Correlation::Pearson => {
                stats::correlations(&columns.iter().map(|column| &*column.values).collect::<Vec<_>>())
            }
            Correlation::Spearman => {
                let ranks: Vec<Vec<f64>> =
                    columns.par_iter().map(|column| stats::mean_ranks(&column.values)).collect();
                stats::correlations(&ranks.iter().map(|ranks| &**ranks).collect::<Vec<_>>())
            }
        };
    }
    let m = columns.len();
    let of = |i: usize, j: usize| {
        let both = columns[i].iter().zip(columns[j].iter());
        let (x, y): (Vec<f64>, Vec<f64>) = both.filter_map(|(x, y)| x.zip(y)).unzip();
        match correlation {
            Correlation::Pearson => stats::pearson(&x, &y),
            Correlation::Spearman => stats::spearman(&x, &y),
        }
    };
    let upper: Vec<Vec<Option<f64>>> =
        (0..m).into_par_iter().map(|i| (i..m).map(|j| of(i, j)).collect()).collect();
    (0..m).map(|i| (0..m).map(|j| upper[i.min(j)][i.max(j) - i.min(j)]).collect()).collect()
}
