//! Significance of observed effects, corrected for multiple tests.

use serde::Serialize;

use crate::stats;

/// The adjusted p-value up to which a result is significant.
pub(super) const SIGNIFICANT: f64 = 0.05;

/// p-values of a test under pure chance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Chance {
    /// Unadjusted p-value: the probability that pure chance gives at least as great an effect.
    pub p: f64,
    /// p-value adjusted for all tests of its kind in the part (Benjamini and Hochberg 1995;
    /// [`stats::benjamini_hochberg`]).
    pub adjusted: f64,
}

/// The p-values of one kind, adjusted for multiple tests.
pub(super) fn tested(p: &[Option<f64>]) -> Vec<Option<Chance>> {
    let adjusted = stats::benjamini_hochberg(p);
    p.iter().zip(adjusted).map(|(p, adjusted)| Some(Chance { p: (*p)?, adjusted: adjusted? })).collect()
}

/// Whether a test is significant; false without a p-value.
pub(super) fn is_significant(chance: Option<Chance>) -> bool {
    is_below(chance, SIGNIFICANT)
}

/// Whether the adjusted p-value is known and below a level.
pub(super) fn is_below(chance: Option<Chance>, level: f64) -> bool {
    chance.is_some_and(|chance| chance.adjusted < level)
}
