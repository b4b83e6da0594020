//! What is known of one indicator's or one group's importance.

use serde::Serialize;

use super::chance::Chance;

/// Firms below which what is taken over them says too little to judge by.
pub(super) const FEW: usize = 30;
/// Share of `S` above which an indicator decides by what it has of its own.
const MOST: f64 = 0.5;

/// Whether `known` firms of `all` are too few to judge by what they show: fewer than 30, where there are 30
/// or more. Where there are fewer altogether, [`Remark`](super::Remark) says so once.
pub fn are_few(known: usize, all: usize) -> bool {
    known < FEW && all >= FEW
}

/// Nominal weight and real importance of an indicator or a group: `x` its share of full marks, `y` the
/// points.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Importance {
    /// The weight it is given: its share of the scale, 0..=1, the mean over the firms. 0 for bonus and
    /// deduction, which are no part of the scale, and for what has no weight.
    pub nominal: f64,
    /// Firms whose share is known: those `correlation`, `ratio` and `linear` are taken over.
    pub firms: usize,
    /// Pearson's `r` of `x` and `y`; `None` where either is constant.
    pub correlation: Option<f64>,
    /// Whether chance alone gives that, among all indicators (or all groups).
    pub correlation_chance: Option<Chance>,
    /// Main effect: the correlation ratio `S = Var(E[y|x]) / Var(y)`, see
    /// [`correlation_ratio`](crate::stats::correlation_ratio).
    pub ratio: Option<f64>,
    /// Effective degrees of freedom of the curve behind it; 2 is a straight line.
    pub freedom: Option<f64>,
    /// What a straight line explains: `R² = r²`.
    pub linear: Option<f64>,
    /// `f S / Σ f S` over what has weight, `f` the share of the firms it has weight for: the importance as a
    /// share, as weights are. `None` where `S` is taken over fewer than 30 of 30 firms or more; it is no
    /// part of `Σ f S` then.
    pub share: Option<f64>,
    /// `share / (nominal / Σ nominal)`, both sums over what has a share; `None` without weight.
    pub over_nominal: Option<f64>,
    /// The share that its weight alone gives, were indicators independent and their marks of one variance:
    /// `(w² / f) / Σ (w² / f)` over what has a share, of a group the sum over its indicators.
    pub expected: Option<f64>,
    /// `share / expected`: 1 where it decides as its weight says.
    pub over_expected: Option<f64>,
    /// The part of `over_expected` that the spread of its marks gives: `v / Σ v` over `expected`, with `v =
    /// (w² / f) Var(x)`. Above 1 its marks vary more than those of the others, weighed by their weights.
    pub spread: Option<f64>,
    /// Firms that `S` is split over: those of which all shares that take part in it are known. 0 for what
    /// takes no part.
    pub split_firms: usize,
    /// `R²` of `x` on all others: how much of it they say already.
    pub explained_by_others: Option<f64>,
    /// The same freed of what chance gives it, see [`adjusted_explained`](crate::stats::adjusted_explained).
    pub explained_adjusted: Option<f64>,
    /// Whether the others explain it to more than 0.9 (adjusted), beyond chance; and with those that have
    /// less of their own, and are redundant too, left out.
    pub is_redundant: bool,
    /// `S_u`: the part of `S` it has of its own.
    pub uncorrelated: Option<f64>,
    /// `S_c = S − S_u`: the part it has by going with others, `S` over the same firms. Negative where going
    /// against others hides what it has of its own.
    pub correlated: Option<f64>,
    /// `R²_u`: `R²` of `y` by `z`, the residual of `x` on all others.
    pub linear_uncorrelated: Option<f64>,
    /// Pearson's `r` of `x` with the points less its own part of them, `y − b x`, `b` the slope of `y` on
    /// `z`: of a weighted sum, with the points of all others.
    pub with_rest: Option<f64>,
    /// Whether chance alone gives that, among all indicators (or all groups).
    pub with_rest_chance: Option<Chance>,
}

impl Importance {
    /// A part of its own, freed of what chance gives the others of `x`: times `(1 − R²_adjusted) / (1 −
    /// R²)`, see [`adjusted_explained`](crate::stats::adjusted_explained). `None` where `S` is split over
    /// fewer than 30 firms.
    fn freed(&self, own: Option<f64>) -> Option<f64> {
        let left = 1.0 - self.explained_by_others?;
        let (own, adjusted) = own.zip(self.explained_adjusted).filter(|_| self.split_firms >= FEW)?;
        Some(if left > 0.0 { own * (1.0 - adjusted) / left } else { 0.0 })
    }

    /// `R²_u` freed of what chance gives the others of `x`; of independent marks that vary alike it is what
    /// is expected, whatever curve chance makes of `S`. `None` where `S` is split over fewer than 30 firms.
    pub fn own_linear(&self) -> Option<f64> {
        self.freed(self.linear_uncorrelated)
    }

    /// Whether most of `S` is its own, so that its weight is what decides.
    pub fn is_own(&self) -> bool {
        let whole = self.uncorrelated.zip(self.correlated).map(|(own, correlated)| own + correlated);
        let most = self
            .freed(self.uncorrelated)
            .zip(whole)
            .is_some_and(|(own, whole)| own > 0.0 && own >= MOST * whole);
        most && !self.is_redundant
    }
}
