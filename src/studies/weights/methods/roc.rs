//! Weights by rank order: centroids.

use serde::Serialize;

/// What an order makes of indicators.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Roc {
    /// Adds up to 1.
    pub weights: Vec<f64>,
}

/// `w_k = (1/m) Σ_{i=k}^m 1/i` for the indicator in place `k`: the centroid of all weights in that order
/// (Barron and Barrett 1996).
///
/// `places[j]` is how many groups of equals stand before indicator `j`: 0 for the most important. Equals have
/// the mean of the weights of the places they fill. One indicator weighs all.
pub fn roc(places: &[usize]) -> Roc {
    let m = places.len();
    let mut centroids = vec![0.0; m];
    let mut sum = 0.0;
    for k in (0..m).rev() {
        sum += 1.0 / (k + 1) as f64;
        centroids[k] = sum / m as f64;
    }
    let weight = |place: &usize| {
        let before = places.iter().filter(|other| *other < place).count();
        let equals = places.iter().filter(|other| *other == place).count();
        centroids[before..before + equals].iter().sum::<f64>() / equals as f64
    };
    Roc { weights: places.iter().map(weight).collect() }
}
