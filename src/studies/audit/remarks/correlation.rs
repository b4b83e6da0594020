//! Bounds of correlations that several kinds of remarks share.

pub(super) use super::super::chance::{SIGNIFICANT, is_below, is_significant};

/// Correlation above which two things say the same, in the reading of the JRC.
pub(super) const SAME: f64 = 0.92;
/// Correlation below which two things oppose each other, and not just hardly go together.
pub(super) const OPPOSED: f64 = -0.3;
/// Correlation below which two things hardly go together, in the reading of the JRC.
pub(super) const WEAK: f64 = 0.3;
/// Where the correction for many tests comes from.
pub(super) const CORRECTION: &str = "Benjamini and Hochberg 1995";
