//! Bounds of correlations, shared by several kinds of remarks.

pub(super) use super::super::chance::{SIGNIFICANT, is_below, is_significant};

/// Correlation above which two indicators measure the same, in the reading of the JRC.
pub(super) const SAME: f64 = 0.92;
/// Correlation below which two indicators oppose each other, rather than have little in common.
pub(super) const OPPOSED: f64 = -0.3;
/// Correlation below which two indicators have little in common, in the reading of the JRC.
pub(super) const WEAK: f64 = 0.3;
