//! Importance of one indicator or one group.

use serde::Serialize;

use super::chance::Chance;

/// Number of firms below which statistics are too uncertain to judge by.
pub(super) const FEW: usize = 30;
/// Share of `S` above which an indicator's uncorrelated part dominates.
const MOST: f64 = 0.5;

/// Whether `known` firms out of `all` are too few to judge by: fewer than 30 out of 30 or more. A cohort of
/// fewer than 30 firms gets a single [`Remark`](super::Remark) instead.
pub fn are_few(known: usize, all: usize) -> bool {
    known < FEW && all >= FEW
}

/// Nominal weight and real importance of an indicator or a group: `x` its share of full marks, `y` the
/// points.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Importance {
    /// Nominal weight: share of the scale, 0..=1, the mean over the firms. 0 for bonus and deduction, which
    /// are outside the scale, and for indicators without weight.
    pub nominal: f64,
    /// Firms whose share is known: the sample of `correlation`, `ratio` and `linear`.
    pub firms: usize,
    /// Pearson's `r` of `x` and `y`; `None` where either is constant.
    pub correlation: Option<f64>,
    /// p-value of the correlation, adjusted among all indicators (or all groups).
    pub correlation_chance: Option<Chance>,
    /// Main effect: the correlation ratio `S = Var(E[y|x]) / Var(y)`, see
    /// [`correlation_ratio`](crate::stats::correlation_ratio).
    pub ratio: Option<f64>,
    /// Effective degrees of freedom of the curve; 2 is a straight line.
    pub freedom: Option<f64>,
    /// `R² = r²`, the share of variance a straight line explains.
    pub linear: Option<f64>,
    /// `f S / Σ f S` over indicators with weight, `f` the share of the firms they count for: the importance
    /// as a share, comparable to weights. `None` where `S` uses fewer than 30 of at least 30 firms; `Σ f S`
    /// then leaves it out.
    pub share: Option<f64>,
    /// `share / (nominal / Σ nominal)`, summed over those with a share; `None` without weight.
    pub over_nominal: Option<f64>,
    /// Expected share if indicators were independent and their marks had the same variance:
    /// `(w² / f) / Σ (w² / f)` over those with a share; for a group, the sum over its indicators.
    pub expected: Option<f64>,
    /// `share / expected`: 1 where importance matches the weight.
    pub over_expected: Option<f64>,
    /// Part of `over_expected` due to the variance of the marks: `v / Σ v` over `expected`, with
    /// `v = (w² / f) Var(x)`. Above 1, the marks vary more than the weighted average of all marks.
    pub spread: Option<f64>,
    /// Number of firms over which `S` is split: those whose shares are all known. 0 if `S` is not split.
    pub split_firms: usize,
    /// `R²` of `x` on all others.
    pub explained_by_others: Option<f64>,
    /// `R²` adjusted for the number of others, see [`adjusted_explained`](crate::stats::adjusted_explained).
    pub explained_adjusted: Option<f64>,
    /// Whether the others explain more than 0.9 of its variance (adjusted `R²`, significant). Redundant
    /// indicators with a smaller uncorrelated part are removed from the others first.
    pub is_redundant: bool,
    /// `S_u`: the uncorrelated part of `S`.
    pub uncorrelated: Option<f64>,
    /// `S_c = S − S_u`, the part due to correlation with others, with `S` over the same firms. Negative if a
    /// negative correlation with others hides the uncorrelated part.
    pub correlated: Option<f64>,
    /// `R²_u`: `R²` of `y` on `z`, the residual of `x` on all others.
    pub linear_uncorrelated: Option<f64>,
    /// Pearson's `r` of `x` with `y − b x`, the points less its own part, where `b` is the slope of `y` on
    /// `z`. For a weighted sum these are the points from all others.
    pub with_rest: Option<f64>,
    /// p-value of `with_rest`, adjusted among all indicators (or all groups).
    pub with_rest_chance: Option<Chance>,
}

impl Importance {
    /// The uncorrelated part `own`, adjusted for the number of regressors of `x`:
    /// `own (1 − R²_adjusted) / (1 − R²)`, see [`adjusted_explained`](crate::stats::adjusted_explained).
    /// `None` if `S` is split over fewer than 30 firms.
    fn freed(&self, own: Option<f64>) -> Option<f64> {
        let left = 1.0 - self.explained_by_others?;
        let (own, adjusted) = own.zip(self.explained_adjusted).filter(|_| self.split_firms >= FEW)?;
        Some(if left > 0.0 { own * (1.0 - adjusted) / left } else { 0.0 })
    }

    /// Adjusted `R²_u`. For independent marks of equal variance it is the expected share; unlike `S`, it does
    /// not grow if noise bends the curve. `None` if `S` is split over fewer than 30 firms.
    pub fn own_linear(&self) -> Option<f64> {
        self.freed(self.linear_uncorrelated)
    }

    /// Whether most of `S` is uncorrelated, so that the indicator's weight decides.
    pub fn is_own(&self) -> bool {
        let whole = self.uncorrelated.zip(self.correlated).map(|(own, correlated)| own + correlated);
        let most = self
            .freed(self.uncorrelated)
            .zip(whole)
            .is_some_and(|(own, whole)| own > 0.0 && own >= MOST * whole);
        most && !self.is_redundant
    }
}
