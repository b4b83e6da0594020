//! MEREC: weights by the effect of removal.

use rayon::prelude::*;
use serde::Serialize;

use super::{in_proportion, varies};
use crate::firms::Cells;
use crate::stats;

/// Default lower bound of shares in [`merec`]: one hundredth of full marks.
pub const LEAST_SHARE: f64 = 0.01;

/// MEREC weights with the removal effects behind them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Merec {
    /// One weight per indicator; they add up to 1.
    pub weights: Vec<f64>,
    /// The effect `E_j` of each indicator's removal, summed over the firms.
    pub effects: Vec<f64>,
    /// The lower bound that smaller shares are raised to.
    pub least_share: f64,
}

/// `w_j = E_j / Σ E_k` with `E_j = Σ_i |S_i(−j) − S_i|`, `S_i = ln(1 + Σ_k |ln n_ik| / m)` and `n_ik = min_k
/// / x_ik`; `S_i(−j)` is `S_i` without the term of `j`, with the same divisor (Keshavarz-Ghorabaee et al.
/// 2021).
///
/// Shares ascend with merit, so the paper's form for costs is not needed: it equals this one for `1 / x`. A
/// zero has no logarithm and would weigh infinitely, so shares below `least_share` (above 0) count as
/// `least_share`. `m` is the number of indicators with a share for the firm. A constant column has `n = 1`
/// and the weight 0, yet counts in `m` as in the paper.
pub fn merec(columns: &[Cells<f64>], least_share: f64) -> Merec {
    let removal = Removal::of(columns, least_share);
    let firms = columns.first().map_or(0, Cells::len);
    let effect = |j: usize| stats::sum_over(firms, |firm| removal.effect(j, firm));
    let effects: Vec<f64> = (0..columns.len()).map(effect).collect();
    let vary: Vec<bool> = columns.iter().map(varies).collect();
    Merec { weights: in_proportion(&effects, &vary), effects, least_share }
}

/// The effect of an indicator's removal on each firm.
pub(super) struct Removal<'a> {
    columns: &'a [Cells<f64>],
    least_share: f64,
    /// Per indicator, `ln min_k`.
    ln_least: Vec<f64>,
    /// Per firm, `Σ_k |ln n_ik|` and `m`.
    whole: Vec<(f64, f64)>,
}

impl<'a> Removal<'a> {
    pub(super) fn of(columns: &'a [Cells<f64>], least_share: f64) -> Removal<'a> {
        let firms = columns.first().map_or(0, Cells::len);
        let least = |column: &Cells<f64>| {
            column.iter().flatten().fold(f64::INFINITY, |least, x| least.min(x.max(least_share)))
        };
        let ln_least: Vec<f64> = columns.par_iter().map(|column| least(column).ln()).collect();
        let mut removal = Removal { columns, least_share, ln_least, whole: Vec::new() };
        removal.whole = (0..firms)
            .into_par_iter()
            .map(|firm| {
                let known = (0..columns.len()).filter_map(|j| removal.height(j, firm));
                known.fold((0.0, 0.0), |(sum, count), height| (sum + height, count + 1.0))
            })
            .collect();
        removal
    }

    /// `|ln n_ij|`: the firm's height above the minimum.
    fn height(&self, j: usize, firm: usize) -> Option<f64> {
        self.columns[j].get(firm).map(|x| x.max(self.least_share).ln() - self.ln_least[j])
    }

    /// The removal effect `|S_i(−j) − S_i|` on one firm.
    pub(super) fn effect(&self, j: usize, firm: usize) -> f64 {
        let (sum, count) = self.whole[firm];
        let Some(height) = self.height(j, firm).filter(|height| *height > 0.0) else { return 0.0 };
        (sum / count).ln_1p() - ((sum - height).max(0.0) / count).ln_1p()
    }
}
