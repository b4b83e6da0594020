//! A leaf of the tree: from the raw value to a share of full marks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::expr::Expr;

/// A leaf of the tree (二级指标).
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Stable id, the name in rules: `points.<id>`.
    pub id: String,
    /// Title in English, for reports.
    pub title: String,
    /// Title in Chinese; `None` if not given.
    pub title_zh: Option<String>,
    /// Document of its table, if other than the scorecard's.
    pub source: Option<String>,
    /// Unit of the raw value; `None` if not given.
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
    /// Treatment of a missing raw value.
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

/// The population of a curve or statistic: firms equal in every stratum, or all scored firms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Within {
    /// Whether firms must share the segment.
    pub segment: bool,
    /// Firms of the same industry: the section letter and division of GB/T 4754 (`C39`).
    pub industry: bool,
}

/// A step between raw and treated value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Treatment {
    /// `min(max(x, Q(lower)), Q(upper))`, quantiles by linear interpolation (Hyndman and Fan 1996, type 7).
    Winsorise {
        /// Lower quantile `p`, 0..1.
        lower: f64,
        /// Upper quantile `p`, 0..1.
        upper: f64,
        /// Population of the quantiles.
        within: Within,
    },
    /// `ln x`; missing for `x ≤ 0`.
    Ln,
    /// `ln(1 + x)`; missing for `x ≤ −1`.
    Ln1p,
    /// Outliers drawn in one at a time, as the R package COINr does: while `|G1| ≥ skew` and `G2 ≥ kurtosis`,
    /// but at most `most` times, the greatest values (with `G1 < 0` the least) not yet drawn in become the
    /// next greatest (least). `G1` and `G2` are the sample-adjusted skew and excess kurtosis of Joanes and
    /// Gill (1998); either reaches its bound within a relative 10⁻¹² of it. Columns of fewer than four
    /// values, or of equal ones, have neither and stay.
    DrawIn {
        /// Least absolute skew that counts as outliers.
        skew: f64,
        /// Least excess kurtosis that counts as outliers.
        kurtosis: f64,
        /// Most values drawn in.
        most: usize,
        /// Population of skew and kurtosis.
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
        /// Points of a firm below every tier.
        otherwise: f64,
        /// The most points a tier gives.
        full: f64,
    },
    /// Goalposts: `s = clip((x − low) / (high − low), 0, 1)`; on logarithms of all three if `log`.
    Linear {
        /// Value at which marks begin, per segment.
        low: Vec<f64>,
        /// Value at which full marks are reached, per segment.
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
    /// `s = (rank − 1) / (n − 1)` of the value among the present ones, ranks ascending from 1, tied values as
    /// `ties` says.
    Percentile {
        /// Population of the ranks.
        within: Within,
        /// Rank of tied values. A firm alone has no other to beat: 0 for `Low`, ½ for `Mean`, 1 for `High`.
        ties: Ties,
    },
    /// `s = (x − min) / (max − min)`; ½ where all are equal.
    MinMax {
        /// Population of the extremes.
        within: Within,
    },
    /// `s = Φ((x − mean) / sd)`, sd with divisor n (the cohort is the population); ½ where all are equal.
    ZScore {
        /// Population of mean and sd.
        within: Within,
    },
    /// `s = min(⌊x / unit⌋ · points, cap) / cap`, 0 for negative x; a quotient within a relative 10⁻¹² of the
    /// next whole number counts as that number.
    PerUnit {
        /// Size of one unit, in the value's unit.
        unit: f64,
        /// Points for each full unit.
        points: f64,
        /// Most points, which are full marks.
        cap: f64,
    },
    /// Points by class, of a text value: `s = points / full`. A value of no class listed has `otherwise`.
    Classes {
        /// Pairs of class and points.
        classes: Vec<(String, f64)>,
        /// Points of a class not listed.
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

/// The treatment of a missing raw value. A stratum without known values has no mean or median, and its firms
/// get no points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Missing {
    /// No points for the indicator.
    Zero,
    /// Left out; the other members of its group carry its weight.
    Skip,
    /// The mean of the known raw values.
    Mean(Within),
    /// The median of the known raw values.
    Median(Within),
    /// This raw value in its place.
    Value(f64),
    /// The firm is not scored.
    Reject,
}
