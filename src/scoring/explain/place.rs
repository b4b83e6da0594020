//! Where a treated value lies on an indicator's curve.

use serde::Serialize;

use crate::scorecard::{Curve, Direction, Indicator};
use crate::stats;

/// Where a value lies on a curve, in the curve's own terms.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "curve", rename_all = "snake_case")]
pub enum CurvePlace {
    /// On a step.
    Tiers {
        /// The bound it reaches; none below the last.
        bound: Option<f64>,
        /// The table's points for it.
        gives: f64,
        /// The next better step.
        next: Option<Step>,
    },
    /// In a class.
    Classes {
        /// The class.
        class: String,
        /// The table's points for it.
        gives: f64,
    },
    /// Between goalposts.
    Linear {
        /// Where marks begin.
        low: f64,
        /// Where full marks are reached.
        high: f64,
        /// Whether on a logarithmic scale.
        log: bool,
    },
    /// Beside a full-mark value.
    Reference {
        /// The full-mark value.
        reference: f64,
    },
    /// Between two knots, or beyond the last.
    Piecewise {
        /// The knots on either side: value and share.
        between: Vec<(f64, f64)>,
    },
    /// Among peers, by rank.
    Percentile {
        /// How many firms are ranked together, this one included.
        among: usize,
        /// How many of them have a worse value.
        worse: usize,
        /// How many others have the same.
        equal: usize,
    },
    /// Between the extremes of its peers.
    Minmax {
        /// Their least value.
        least: f64,
        /// Their greatest.
        greatest: f64,
        /// How many they are, this one included.
        among: usize,
    },
    /// Beside the mean of its peers.
    Zscore {
        /// The mean.
        mean: f64,
        /// The standard deviation, divisor n.
        deviation: f64,
        /// How many they are, this one included.
        among: usize,
    },
    /// So many full units.
    PerUnit {
        /// What counts as one.
        unit: f64,
        /// Points for each.
        points: f64,
        /// Most points.
        cap: f64,
    },
    /// Yes or no.
    Flag {
        /// Whether yes.
        yes: bool,
    },
}

/// A step of a table.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The bound to reach.
    pub bound: f64,
    /// The table's points for it.
    pub gives: f64,
}

/// Where `x`, the treated value of a firm in `segment`, lies on the curve of `indicator`. `peers` are the
/// treated values a population curve compares it with; `class` gives the text behind the value of
/// [`Curve::Classes`].
pub(super) fn place(
    indicator: &Indicator,
    x: f64,
    segment: usize,
    peers: &[f64],
    class: impl FnOnce() -> String,
) -> CurvePlace {
    let lower = indicator.direction == Direction::Lower;
    match &indicator.curve {
        Curve::Tiers { tiers, otherwise, .. } => {
            let reached = super::super::curve::tier(tiers, x, lower);
            let next = reached.unwrap_or(tiers.len()).checked_sub(1);
            let next = next.map(|at| Step { bound: tiers[at].0, gives: tiers[at].1 });
            let (bound, gives) = match reached {
                Some(at) => (Some(tiers[at].0), tiers[at].1),
                None => (None, *otherwise),
            };
            CurvePlace::Tiers { bound, gives, next }
        }
        Curve::Classes { .. } => CurvePlace::Classes { class: class(), gives: x },
        Curve::Linear { low, high, log } => {
            CurvePlace::Linear { low: low[segment], high: high[segment], log: *log }
        }
        Curve::Reference { reference } => CurvePlace::Reference { reference: reference[segment] },
        Curve::Piecewise { knots } => {
            let right = knots.partition_point(|(knot, _)| *knot <= x);
            let between = knots[right.saturating_sub(1)..knots.len().min(right + 1)].to_vec();
            CurvePlace::Piecewise { between }
        }
        Curve::Percentile { .. } => CurvePlace::Percentile {
            among: peers.len(),
            worse: peers.iter().filter(|&&peer| if lower { peer > x } else { peer < x }).count(),
            equal: peers.iter().filter(|&&peer| peer == x).count().saturating_sub(1),
        },
        Curve::MinMax { .. } => CurvePlace::Minmax {
            least: peers.iter().copied().fold(x, f64::min),
            greatest: peers.iter().copied().fold(x, f64::max),
            among: peers.len(),
        },
        Curve::ZScore { .. } => {
            let (mean, deviation) =
                stats::decimal_mean_and_deviation(&mut peers.to_vec()).unwrap_or((x, 0.0));
            CurvePlace::Zscore { mean, deviation, among: peers.len() }
        }
        Curve::PerUnit { unit, points, cap } => {
            CurvePlace::PerUnit { unit: *unit, points: *points, cap: *cap }
        }
        Curve::Flag => CurvePlace::Flag { yes: x > 0.0 },
    }
}
