//! Importance of one indicator or one group.

use serde::Serialize;

use super::chance::Chance;

/// Number of firms below which statistics are too uncertain to judge by.
pub(super) const FEW: usize = 30;
/// Share of `S` above which an indicator's uncorrelated part dominates.
const MOST: f64 = 0.5;

/// Whether `known` firms of `all` are too few to judge by: fewer than 30 of at least 30. A cohort of fewer
/// than 30 firms gets one [`Remark`](super::Remark) instead.
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
    /// `share / (nominal / Σ nominal)`, both sums over those with a share; `None` without weight.
    pub over_nominal: Option<f64>,
    /// Expected share if indicators were independent and their marks had one variance: `(w² / f) / Σ (w² /
    /// f)` over those with a share, of a group the sum over its indicators.
    pub expected: Option<f64>,
    /// `share / expected`: 1 where importance matches the weight.
    pub over_expected: Option<f64>,
    /// Part of `over_expected` due to the spread of its marks: `v / Σ v` over `expected`, with `v = (w² / f)
    /// Var(x)`. Above 1 its marks vary more than those of the others, weighed by their weights.
    pub spread: Option<f64>,
    /// Firms that `S` is split over: those whose shares are all known. 0 where `S` is not split.
    pub split_firms: usize,
    /// `R²` of `x` on all others.
    pub explained_by_others: Option<f64>,
    /// `R²` adjusted for the number of others, see [`adjusted_explained`](crate::stats::adjusted_explained).
    pub explained_adjusted: Option<f64>,
    /// Whether the others explain more than 0.9 of it (adjusted), significantly, even without those that have
    /// a smaller uncorrelated part and are redundant too.
    pub is_redundant: bool,
    /// `S_u`: the uncorrelated part of `S`.
    pub uncorrelated: Option<f64>,
    /// `S_c = S − S_u`: the part due to correlation with others, `S` over the same firms. Negative where
    /// correlation against others hides its own part.
    pub correlated: Option<f64>,
    /// `R²_u`: `R²` of `y` on `z`, the residual of `x` on all others.
    pub linear_uncorrelated: Option<f64>,
    /// Pearson's `r` of `x` with the points without its own part, `y − b x`, `b` the slope of `y` on `z`: for
    /// a weighted sum, with the points of all others.
    pub with_rest: Option<f64>,
    /// p-value of `with_rest`, adjusted among all indicators (or all groups).
    pub with_rest_chance: Option<Chance>,
}

impl Importance {
    /// An uncorrelated part adjusted for the number of regressors of `x`: times `(1 − R²_adjusted) / (1 −
    /// R²)`, see [`adjusted_explained`](crate::stats::adjusted_explained). `None` where `S` is split over
    /// fewer than 30 firms.
    fn freed(&self, own: Option<f64>) -> Option<f64> {
        let left = 1.0 - self.explained_by_others?;
        let (own, adjusted) = own.zip(self.explained_adjusted).filter(|_| self.split_firms >= FEW)?;
        Some(if left > 0.0 { own * (1.0 - adjusted) / left } else { 0.0 })
    }

    /// Adjusted `R²_u`; for independent marks of equal variance it is the expected share, whatever curve
    /// noise adds to `S`. `None` where `S` is split over fewer than 30 firms.
    pub fn own_linear(&self) -> Option<f64> {
        self.freed(self.linear_uncorrelated)
    }

    /// Whether most of `S` is uncorrelated, so the own weight decides.
    pub fn is_own(&self) -> bool {
        let whole = self.uncorrelated.zip(self.correlated).map(|(own, correlated)| own + correlated);
        let most = self
            .freed(self.uncorrelated)
            .zip(whole)
            .is_some_and(|(own, whole)| own > 0.0 && own >= MOST * whole);
        most && !self.is_redundant
    }
}
