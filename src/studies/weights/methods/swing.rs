//! Swing weights: the stated worth of a change from no marks to full marks.

use serde::Serialize;

use super::in_proportion;

/// Swing weights with the stated swings behind them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Swing {
    /// One weight per indicator; they add up to 1.
    pub weights: Vec<f64>,
    /// The stated swing of each indicator, 0 to 100.
    pub swings: Vec<f64>,
}

/// The swing of the most valuable indicator, and the upper bound of all swings.
pub const WORTHIEST: f64 = 100.0;

/// `w_j = s_j / Σ s_k` for swings `0 ≤ s ≤ 100`: the worth of raising an indicator from no marks to full
/// marks, with [`WORTHIEST`] for the most valuable (von Winterfeldt and Edwards 1986).
///
/// Only ratios count. If all swings are 0, the weights are equal.
pub fn swing(swings: &[f64]) -> Swing {
    Swing { weights: in_proportion(swings, &vec![true; swings.len()]), swings: swings.to_vec() }
}
