//! Bounds of correlations that several kinds of remarks share.

pub(super) use super::super::chance::{SIGNIFICANT, is_below, is_significant};

/// Correlation above which two things measure the same, in the reading of the JRC.
pub(super) const SAME: f64 = 0.92;
/// Correlation below which two things oppose each other, rather than have little in common.
pub(super) const OPPOSED: f64 = -0.3;
/// Correlation below which two things have little in common, in the reading of the JRC.
pub(super) const WEAK: f64 = 0.3;
