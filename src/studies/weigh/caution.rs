//! A caution about derived weights, and the shape of an indicator's shares that it rests on.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::firms::Cells;
use crate::scorecard::Curve;
use crate::stats;
use crate::words::Message;

/// Firms per indicator that correlations should rest on (Gorsuch 1983, Factor Analysis; OECD and JRC 2008).
pub(super) const PER_INDICATOR: usize = 5;
/// How near to the median, in shares of full marks, firms count as alike.
const NEAR: f64 = 0.05;
/// How far the shares of untied percentiles may lie from evenly spread ones (Kolmogorov's distance).
const EVEN: f64 = 0.05;

/// A caution about derived weights.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Caution {
    /// Its kind, which tests and programs go by.
    pub kind: Kind,
    /// Ids of the indicators it is about.
    pub indicators: Vec<String>,
    /// The numbers it rests on, by name; weights in points of the scale.
    pub numbers: BTreeMap<&'static str, f64>,
    /// What was seen, in one line.
    pub message: Message,
    /// What to do about it.
    pub help: Message,
}

/// Kinds of cautions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// There are fewer than five firms per indicator.
    FewFirms,
    /// An indicator in which most firms are alike gets a weight far from today's.
    HardlyVaries,
    /// An indicator goes against the factor it belongs to.
    AgainstFactor,
    /// The spread of an indicator's shares is that of its curve.
    UntiedCurve,
}

impl Kind {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::FewFirms => "few-firms",
            Kind::HardlyVaries => "hardly-varies",
            Kind::AgainstFactor => "against-factor",
            Kind::UntiedCurve => "untied-curve",
        }
    }
}

/// What the shares of an indicator look like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    /// How many are known.
    pub known: usize,
    /// Whether they differ at all.
    pub varies: bool,
    /// The part of them within [`NEAR`] of their median.
    pub alike: f64,
    /// Whether they are percentiles, spread evenly over 0 to 1.
    pub is_even: bool,
}

impl Look {
    pub(super) fn of(curve: &Curve, column: &Cells<f64>) -> Look {
        let mut sorted: Vec<f64> = column.iter().flatten().collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let n = sorted.len() as f64;
        let middle = stats::quantile_of_sorted(&sorted, 0.5).unwrap_or_default();
        let alike = sorted.iter().filter(|share| (*share - middle).abs() <= NEAR).count();
        // Halfway up its step, which a percentile may be at either end of.
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
