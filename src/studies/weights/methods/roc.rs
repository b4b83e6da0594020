//! Rank-order centroids: weights from a stated order.

use serde::Serialize;

/// Rank-order centroid weights for a stated order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Roc {
    /// One weight per indicator; they add up to 1.
    pub weights: Vec<f64>,
}

/// `w_k = (1/m) Σ_{i=k}^m 1/i` for the indicator in place `k`: the centroid of all weight vectors in that
/// order (Barron and Barrett 1996).
///
/// `places[j]` is the number of tied groups before indicator `j`: 0 for the most important. Ties have the
/// mean weight of the places they occupy. A single indicator has the weight 1.
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
