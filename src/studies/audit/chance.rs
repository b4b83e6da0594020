//! Whether chance alone gives what is seen, among many looked at.

use serde::Serialize;

use crate::stats;

/// The adjusted p-value up to which something is significant: beyond chance.
pub(super) const SIGNIFICANT: f64 = 0.05;

/// What chance gives.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Chance {
    /// The p-value by itself: how often chance alone gives as much, or more.
    pub p: f64,
    /// The p-value adjusted for all of its kind in the part (Benjamini and Hochberg 1995), see
    /// [`stats::benjamini_hochberg`].
    pub adjusted: f64,
}

/// The p-values of one kind, adjusted for being many.
pub(super) fn tested(p: &[Option<f64>]) -> Vec<Option<Chance>> {
    let adjusted = stats::benjamini_hochberg(p);
    p.iter().zip(adjusted).map(|(p, adjusted)| Some(Chance { p: (*p)?, adjusted: adjusted? })).collect()
}

/// Whether it is beyond chance; not where nothing is known.
pub(super) fn is_significant(chance: Option<Chance>) -> bool {
    is_below(chance, SIGNIFICANT)
}

/// Whether the adjusted p-value is known and below a level.
pub(super) fn is_below(chance: Option<Chance>, level: f64) -> bool {
    chance.is_some_and(|chance| chance.adjusted < level)
}
