//! A leaf of the tree: from the raw value to a share of full marks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::expr::Expr;

/// A leaf (二级指标).
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Stable id.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// The document its table stands in, where that is not the scorecard's.
    pub source: Option<String>,
    /// Unit of the raw value.
    pub unit: Option<String>,
    /// The raw value: a number, a flag for [`Curve::Flag`], a text for [`Curve::Classes`].
    pub value: Expr,
    /// Whether more is better.
    pub direction: Direction,
    /// Steps between the raw value and the curve, in order.
    pub treatment: Vec<Treatment>,
    /// From a treated value to a share of full marks.
    pub curve: Curve,
    /// Full marks per segment; 0 takes the indicator out of that segment.
    pub weight: Vec<f64>,
    /// What a missing raw value counts as.
    pub missing: Missing,
}

/// Which end of an indicator is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is better.
    #[default]
    Higher,
    /// Less is better.
    Lower,
}

/// The firms a population curve or statistic is taken over: those equal in every stratum; all, if there is
/// none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Within {
    /// Firms of the same segment.
    pub segment: bool,
    /// Firms of the same industry: the section letter and division of GB/T 4754 (`C39`).
    pub industry: bool,
}

/// A step between raw and treated value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Treatment {
    /// `min(max(x, Q(lower)), Q(upper))`, quantiles by linear interpolation (Hyndman and Fan 1996, type 7).
    Winsorise {
        /// Lower quantile, 0..1.
        lower: f64,
        /// Upper quantile, 0..1.
        upper: f64,
        /// The firms the quantiles are taken over.
        within: Within,
    },
    /// `ln x`; missing for `x ≤ 0`.
    Ln,
    /// `ln(1 + x)`; missing for `x ≤ −1`.
    Ln1p,
    /// Outliers drawn in one at a time, as the R package COINr does: while `|G1| ≥ skew` and `G2 ≥ kurtosis`,
    /// but at most `most` times, the greatest values (with `G1 < 0` the least) that were not yet drawn in
    /// become the next greatest (least). `G1` and `G2` are the sample-adjusted skew and excess kurtosis of
    /// Joanes and Gill (1998); either reaches its bound within a relative 10⁻¹² of it. Fewer than four
    /// values, or equal ones, have none and stay.
    DrawIn {
        /// Absolute skew from which there are outliers.
        skew: f64,
        /// Excess kurtosis from which there are.
        kurtosis: f64,
        /// Most values drawn in.
        most: usize,
        /// The firms the column is taken over.
        within: Within,
    },
}

/// From a treated value `x` to a share of full marks `s` in 0..=1. With [`Direction::Lower`] the population
/// curves and `linear` give `1 − s` (percentile: ranks from the other end), `reference` gives
/// `min(ref / x, 1)`, 1 for `x ≤ 0`. Populations are the scored firms whose treated value is present; a value
/// missing after treatment has share 0.
#[derive(Clone, Debug, PartialEq)]
pub enum Curve {
    /// Steps. [`Direction::Higher`]: the first tier, from the top, with `x ≥ bound`; `Lower`: `x ≤ bound`. A
    /// value within a relative 10⁻¹² of a bound reaches it, since a share such as 29 % is seldom exact in
    /// binary. `s = points / full`, so with weight = full the points are the table's own.
    Tiers {
        /// (bound, points), from most points to fewest.
        tiers: Vec<(f64, f64)>,
        /// Points of a firm that reaches none.
        otherwise: f64,
        /// The most points a tier gives.
        full: f64,
    },
    /// Goalposts: `s = clip((x − low) / (high − low), 0, 1)`; on logarithms of all three if `log`.
    Linear {
        /// Where marks begin, per segment.
        low: Vec<f64>,
        /// Where full marks are reached, per segment.
        high: Vec<f64>,
        /// Take natural logarithms first; `x ≤ 0` gives 0 (after direction: the worst end).
        log: bool,
    },
    /// `s = clip(x / reference, 0, 1)`.
    Reference {
        /// The full-mark value per segment.
        reference: Vec<f64>,
    },
    /// Straight lines between knots, flat outside them.
    Piecewise {
        /// (x, share), x ascending, share in 0..=1.
        knots: Vec<(f64, f64)>,
    },
    /// `s = (rank − 1) / (n − 1)` of the value among the present ones, ranks ascending from 1, ties as told.
    Percentile {
        /// The firms ranked together.
        within: Within,
        /// What equal values get. A firm alone has nobody below it: 0 for `Low`, ½ for `Mean`, 1 for `High`.
        ties: Ties,
    },
    /// `s = (x − min) / (max − min)`; ½ where all are equal.
    MinMax {
        /// The firms the extremes are taken over.
        within: Within,
    },
    /// `s = Φ((x − mean) / sd)`, sd with divisor n (the cohort is the population); ½ where all are equal.
    ZScore {
        /// The firms mean and sd are taken over.
        within: Within,
    },
    /// `s = min(⌊x / unit⌋ · points, cap) / cap`, 0 for negative x; a quotient within a relative 10⁻¹² of the
    /// next whole number counts as that number.
    PerUnit {
        /// What counts as one.
        unit: f64,
        /// Points per unit.
        points: f64,
        /// Most points.
        cap: f64,
    },
    /// Points by class, of a text value: `s = points / full`. A value of no class listed has `otherwise`.
    Classes {
        /// (class, points).
        classes: Vec<(String, f64)>,
        /// Points of any other class.
        otherwise: f64,
        /// The most points a class gives.
        full: f64,
    },
    /// 1 for yes, 0 for no (reversed with [`Direction::Lower`]).
    Flag,
}

/// The rank that tied values share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Ties {
    /// The least: the share of the others a firm beats outright. A count that is mostly 0 earns nothing for
    /// 0.
    #[default]
    Low,
    /// The mean.
    Mean,
    /// The greatest.
    High,
}

/// What a missing raw value counts as. Where no value of a stratum is known there is no mean or median: no
/// points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Missing {
    /// No points.
    Zero,
    /// Left out; the other members of its group carry its weight.
    Skip,
    /// The mean of the known raw values.
    Mean(Within),
    /// The median of the known raw values.
    Median(Within),
    /// This raw value.
    Value(f64),
    /// The firm is not scored.
    Reject,
}
