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
    /// Document that has the indicator's table, if it is not the scorecard's source.
    pub source: Option<String>,
    /// Unit of the raw value; `None` if not given.
    pub unit: Option<String>,
    /// The raw value: a number, a flag for [`Curve::Flag`], a text for [`Curve::Classes`].
    pub value: Expr,
    /// Whether more is better.
    pub direction: Direction,
    /// Steps between the raw value and the curve, in order.
    pub treatment: Vec<Treatment>,
    /// Map from the treated value to a share of full marks.
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

/// The population of a curve or statistic: the scored firms with the same segment, the same industry, or
/// both; all scored firms if neither is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Within {
    /// Whether firms must share the segment.
    pub segment: bool,
    /// Whether firms must share the industry: the section letter and division of GB/T 4754 (`C39`).
    pub industry: bool,
}

/// A step between raw and treated value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// Outliers drawn in one step at a time, as in the R package COINr: while `|G1| ≥ skew` and
    /// `G2 ≥ kurtosis`, all values equal to the greatest become the next lower value; if `G1 < 0`, all values
    /// equal to the least become the next higher one. There are at most `most` steps. `G1` and `G2` are the
    /// sample-adjusted skew and excess kurtosis of Joanes and Gill (1998), compared with their bounds
    /// exactly. A column with fewer than four values, or with equal values only, has neither and is
    /// unchanged.
    DrawIn {
        /// Least absolute skew that counts as outliers.
        skew: f64,
        /// Least excess kurtosis that counts as outliers.
        kurtosis: f64,
        /// Most steps.
        most: usize,
        /// Population of skew and kurtosis.
        within: Within,
    },
}

/// A map from a treated value `x` to a share of full marks `s` in 0..=1; `x` is the double nearest to the
/// exact value.
///
/// With [`Direction::Lower`], `linear`, `minmax` and `zscore` give `1 − s`; `percentile` ranks from the other
/// end; `reference` gives `min(reference / x, 1)`, and 1 for `x ≤ 0`. A population has the scored firms whose
/// treated value is present. A value that is missing after the treatment has the share 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Curve {
    /// Steps: `s = points / full` of the first tier, from the top, with `x ≥ bound`, or with `x ≤ bound` for
    /// [`Direction::Lower`]. If the weight is `full`, the points are those of the table.
    Tiers {
        /// (bound, points), from most points to fewest.
        tiers: Vec<(f64, f64)>,
        /// Points of a firm below every tier.
        otherwise: f64,
        /// The most points a tier gives.
        full: f64,
    },
    /// Goalposts: `s = clip((x − low) / (high − low), 0, 1)`; with `log`, of the logarithms of all three
    /// numbers.
    Linear {
        /// Value up to which `s` is 0, per segment.
        low: Vec<f64>,
        /// Value from which `s` is 1, per segment.
        high: Vec<f64>,
        /// Whether natural logarithms are taken first. The share of `x ≤ 0` is then 0, whatever the
        /// direction.
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
    /// `s = (rank − 1) / (n − 1)` among the `n` present values; ranks ascend from 1, and `ties` sets the rank
    /// of tied values.
    Percentile {
        /// Population of the ranks.
        within: Within,
        /// Rank of tied values. A single firm has `s` of 0 for `Low`, ½ for `Mean`, 1 for `High`.
        ties: Ties,
    },
    /// `s = (x − min) / (max − min)`; ½ if all values are equal.
    #[serde(rename = "minmax")]
    MinMax {
        /// Population of the extremes.
        within: Within,
    },
    /// `s = Φ((x − mean) / sd)`, `sd` with divisor `n` (the cohort is the population); ½ if all values are
    /// equal.
    #[serde(rename = "zscore")]
    ZScore {
        /// Population of mean and sd.
        within: Within,
    },
    /// `s = min(⌊x / unit⌋ · points, cap) / cap`, computed in decimals; 0 for negative `x`.
    PerUnit {
        /// Size of one unit, in the value's unit.
        unit: f64,
        /// Points for each full unit.
        points: f64,
        /// Most points, which are full marks.
        cap: f64,
    },
    /// Points by class of a text value: `s = points / full`.
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

impl Treatment {
    /// Whether the step depends on other firms' values: on quantiles.
    pub fn is_relative(&self) -> bool {
        match self {
            Treatment::Winsorise { .. } | Treatment::DrawIn { .. } => true,
            Treatment::Ln | Treatment::Ln1p => false,
        }
    }
}

impl Curve {
    /// The population whose values decide the share; `None` for a curve that rests on the firm's own value.
    pub fn population(&self) -> Option<Within> {
        match self {
            Curve::Percentile { within, .. } | Curve::MinMax { within } | Curve::ZScore { within } => {
                Some(*within)
            }
            Curve::Tiers { .. }
            | Curve::Linear { .. }
            | Curve::Reference { .. }
            | Curve::Piecewise { .. }
            | Curve::PerUnit { .. }
            | Curve::Classes { .. }
            | Curve::Flag => None,
        }
    }
}

/// The rank that tied values share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Ties {
    /// The least rank: `s` is the share of the other firms with a worse value. If most firms have a count of
    /// 0, these get no marks.
    #[default]
    Low,
    /// The mean rank.
    Mean,
    /// The greatest rank.
    High,
}

/// The treatment of a missing raw value. A stratum without known values has no mean or median, and its firms
/// get no points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// No points for the indicator.
    Zero,
    /// Left out; the other members of its group carry its weight.
    Skip,
    /// The mean of the known raw values.
    Mean(Within),
    /// The median of the known raw values.
    Median(Within),
    /// This raw value replaces the missing one.
    Value(f64),
    /// The firm is not scored.
    Reject,
}
