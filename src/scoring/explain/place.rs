//! Where a treated value lies on an indicator's curve.

use serde::Serialize;

use crate::scorecard::{Curve, Direction};
use crate::stats;

/// A value's position on a curve, in the curve's own terms.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "curve", rename_all = "snake_case")]
pub enum CurvePlace {
    /// A step of a table of tiers.
    Tiers {
        /// Bound of the step reached; `None` below the last.
        bound: Option<f64>,
        /// Points the table gives for the step.
        gives: f64,
        /// Next better step; `None` on the best.
        next: Option<Step>,
    },
    /// A class of a table by text.
    Classes {
        /// Text of the firm's class.
        class: String,
        /// Points the table gives for the class.
        gives: f64,
    },
    /// A position between two goalposts.
    Linear {
        /// Value at which marks begin.
        low: f64,
        /// Value at which full marks are reached.
        high: f64,
        /// Whether the scale is logarithmic.
        log: bool,
    },
    /// A ratio to the value of full marks.
    Reference {
        /// Value of full marks in the firm's segment.
        reference: f64,
    },
    /// A position between two knots, or beyond the last.
    Piecewise {
        /// Knots on either side, each with value and share.
        between: Vec<(f64, f64)>,
    },
    /// A rank among the firm's peers.
    Percentile {
        /// Number of firms ranked together, this one included.
        among: usize,
        /// Number of peers with a worse value.
        worse: usize,
        /// Number of peers with the same value.
        equal: usize,
    },
    /// A position between the extremes of the peers.
    Minmax {
        /// Least value among the peers.
        least: f64,
        /// Greatest value among the peers.
        greatest: f64,
        /// Number of peers, this one included.
        among: usize,
    },
    /// A distance from the mean of the peers.
    Zscore {
        /// Mean over the peers' treated values.
        mean: f64,
        /// Standard deviation over the peers, divisor n.
        deviation: f64,
        /// Number of peers, this one included.
        among: usize,
    },
    /// A count of full units.
    PerUnit {
        /// Size of one unit, in the value's unit.
        unit: f64,
        /// Points for each full unit.
        points: f64,
        /// Most points, whatever the count.
        cap: f64,
    },
    /// A flag: full marks or none.
    Flag {
        /// Whether the flag is set.
        yes: bool,
    },
}

/// A step of a table: bound and points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Bound that a value must reach.
    pub bound: f64,
    /// Points the table gives there.
    pub gives: f64,
}

/// The position of `x`, a treated value of a firm in `segment`, on `curve`. `peers` are the treated values a
/// population curve compares it with; `class` gives the text behind the value of [`Curve::Classes`].
///
/// # Panics
/// If a curve with values per segment has none for `segment`.
pub fn place_on_curve(
    curve: &Curve,
    direction: Direction,
    x: f64,
    segment: usize,
    peers: &[f64],
    class: impl FnOnce() -> String,
) -> CurvePlace {
    let lower = direction == Direction::Lower;
    match curve {
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
            let spread = stats::Spread::of(&mut peers.to_vec());
            let (mean, deviation) = spread.map_or((x, 0.0), |spread| (spread.mean, spread.deviation));
            CurvePlace::Zscore { mean, deviation, among: peers.len() }
        }
        Curve::PerUnit { unit, points, cap } => {
            CurvePlace::PerUnit { unit: *unit, points: *points, cap: *cap }
        }
        Curve::Flag => CurvePlace::Flag { yes: x > 0.0 },
    }
}
