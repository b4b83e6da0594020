//! A caution about derived weights, and the distribution of an indicator's shares behind it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::firms::Cells;
use crate::scorecard::Curve;
use crate::stats;
use crate::words::Message;

/// Least number of firms per indicator for correlations (Gorsuch 1983, Factor Analysis; OECD and JRC 2008).
pub(super) const PER_INDICATOR: usize = 5;
/// Distance from the median, in shares of full marks, within which firms count as alike.
const NEAR: f64 = 0.05;
/// Greatest Kolmogorov distance of untied percentiles from evenly spaced shares.
const EVEN: f64 = 0.05;

/// A caution about derived weights, with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Caution {
    /// The kind, an identifier for tests and programs.
    pub kind: Kind,
    /// Ids of the indicators concerned.
    pub indicators: Vec<String>,
    /// The numbers behind it, by name; weights in points of the scale.
    pub numbers: BTreeMap<&'static str, f64>,
    /// The observation, in one line.
    pub message: Message,
    /// The recommended action, in one line.
    pub help: Message,
}

/// Kinds of cautions about derived weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Fewer than five firms per indicator.
    FewFirms,
    /// Most firms are alike in an indicator whose weight changes greatly.
    HardlyVaries,
    /// A negative loading of an indicator on its own factor.
    AgainstFactor,
    /// The spread of an indicator's shares is only that of its percentile curve.
    UntiedCurve,
}

impl Kind {
    /// The identifier in kebab case, as in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::FewFirms => "few-firms",
            Kind::HardlyVaries => "hardly-varies",
            Kind::AgainstFactor => "against-factor",
            Kind::UntiedCurve => "untied-curve",
        }
    }
}

/// The distribution of an indicator's shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    /// Number of known shares.
    pub known: usize,
    /// Whether two known shares differ.
    pub varies: bool,
    /// Share of firms within [`NEAR`] of the median.
    pub alike: f64,
    /// Whether the curve is a percentile with evenly spaced shares over 0 to 1.
    pub is_even: bool,
}

impl Look {
    pub(super) fn of(curve: &Curve, column: &Cells<f64>) -> Look {
        let mut sorted: Vec<f64> = column.iter().flatten().collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let n = sorted.len() as f64;
        let middle = stats::quantile_of_sorted(&sorted, 0.5).unwrap_or_default();
        let alike = sorted.iter().filter(|share| (*share - middle).abs() <= NEAR).count();
        // Compared at the middle of its step, since definitions of percentiles use one end or the other.
        let off = |(at, share): (usize, &f64)| ((at as f64 + 0.5) / n - share).abs();
        let farthest = sorted.iter().enumerate().map(off).fold(0.0, f64::max);
        Look {
            known: sorted.len(),
            varies: sorted.first() != sorted.last(),
            alike: alike as f64 / n.max(1.0),
            is_even: matches!(curve, Curve::Percentile { .. }) && farthest <= EVEN + 0.5 / n,
        }
    }
}
