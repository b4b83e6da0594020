//! Equal weights.

use serde::Serialize;

/// What equal weights are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Equal {
    /// Adds up to 1.
    pub weights: Vec<f64>,
}

/// `w_j = 1 / m` for `m` indicators, also for one that is constant: nothing is read of the firms.
pub fn equal(indicators: usize) -> Equal {
    Equal { weights: vec![1.0 / indicators as f64; indicators] }
}
