//! Equal weights, the baseline that reads no data.

use serde::Serialize;

/// Equal weights for every indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Equal {
    /// The same weight for each; they add up to 1.
    pub weights: Vec<f64>,
}

/// `w_j = 1 / m` for `m` indicators, constant ones included, since no data is read.
pub fn equal(indicators: usize) -> Equal {
    Equal { weights: vec![1.0 / indicators as f64; indicators] }
}
