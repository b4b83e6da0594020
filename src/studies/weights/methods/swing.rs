//! Weights by swings.

use serde::Serialize;

use super::in_proportion;

/// What swings make of indicators.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Swing {
    /// Adds up to 1.
    pub weights: Vec<f64>,
    /// What was said of each.
    pub swings: Vec<f64>,
}

/// The swing of the worthiest indicator, which no other exceeds.
pub const WORTHIEST: f64 = 100.0;

/// `w_j = s_j / Σ s_k` for swings `0 ≤ s ≤ 100`: how much it is worth to bring an indicator from no marks to
/// full marks, the worthiest of them [`WORTHIEST`] (von Winterfeldt and Edwards 1986).
///
/// Only the ratios count. Where all are 0 all weigh the same.
pub fn swing(swings: &[f64]) -> Swing {
    Swing { weights: in_proportion(swings, &vec![true; swings.len()]), swings: swings.to_vec() }
}
