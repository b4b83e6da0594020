//! The best-worst method: weights from comparisons with the best and the worst indicator.

use num_traits::Signed;
use serde::Serialize;

use crate::decimal::{nearest, ratio};

/// Comparisons of the best indicator with each one, and of each one with the worst.
#[derive(Clone, Debug, PartialEq)]
pub struct BestWorst {
    /// Position of the most important indicator.
    pub best: usize,
    /// Position of the least important indicator, different from `best` if there are two or more.
    pub worst: usize,
    /// `a_Bj`, from 1 to `a_BW`: the importance of the best over that of `j`; 1 for the best itself.
    pub best_to_others: Vec<f64>,
    /// `a_jW`, from 1 to `a_BW`: the importance of `j` over that of the worst; 1 for the worst itself.
    pub others_to_worst: Vec<f64>,
}

/// Weights and consistency of best-worst comparisons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bwm {
    /// One weight per indicator; they add up to 1.
    pub weights: Vec<f64>,
    /// `ξ`: the greatest deviation of a comparison from the weights; 0 for consistent comparisons.
    pub xi: f64,
    /// The input-based consistency ratio: the greatest of `consistency`. `None` if `a_BW` is 1: all
    /// indicators are then equally important, and the ratio is 0 / 0.
    pub consistency_ratio: Option<f64>,
    /// Per indicator `|a_Bj a_jW − a_BW| / (a_BW² − a_BW)`, 0 if `a_BW` is 1: the inconsistency of its two
    /// comparisons with the comparison of best and worst.
    pub consistency: Vec<f64>,
    /// Position of the indicator with the least consistent comparisons; `None` if all are consistent.
    pub revisit: Option<usize>,
}

/// Relative rounding bound of the points where lines cross. Lines that are closer to parallel do not cross,
/// and comparisons with a smaller inconsistency count as consistent.
const NOISE: f64 = 1e-12;
/// Relative rounding bound of `Σ w` at a crossing: sums that differ by less are both maxima.
const ALIKE: f64 = 1e-10;
/// Rounding bound of the weights at a crossing, relative to `Σ w`: closer points count as one.
const ONE_POINT: f64 = 1e-8;

/// The weights that minimise `ξ` subject to `|w_B − a_Bj w_j| ≤ ξ`, `|w_j − a_jW w_W| ≤ ξ`, `Σ w = 1` and
/// `w ≥ 0`: the linear form (Rezaei 2016). The consistency ratio is that of Liang, Brunelli and Rezaei
/// (2020), which depends only on the comparisons; the measure of the linear form itself is `ξ`.
///
/// The solution is exact and needs no solver. All constraints except `Σ w = 1` are homogeneous, so the task
/// is equivalent to maximising `Σ w` for `ξ = 1`. Given `b = w_B` and `c = w_W`, each other weight is at its
/// maximum `min((b + 1) / a_Bj, a_jW c + 1)`, so `Σ w` is concave and piecewise linear over a polygon of
/// `(b, c)`. Its maximum lies where two edges or folds cross, and every crossing is tried. If several
/// crossings are maxima, the weights are their mean. For consistent comparisons `Σ w` is unbounded: `ξ = 0`
/// and `w_j ∝ 1 / a_Bj`.
pub fn bwm(said: &BestWorst) -> Bwm {
    let BestWorst { best, worst, best_to_others: to_best, others_to_worst: to_worst } = said;
    let n = to_best.len();
    if n == 0 {
        let none = Vec::new();
        return Bwm {
            weights: none.clone(),
            xi: 0.0,
            consistency_ratio: None,
            consistency: none,
            revisit: None,
        };
    }
    let whole = to_best[*worst];
    let range = whole * whole - whole;
    // Judgements are decimals, so 3 times 1.1 is exactly 3.3.
    let gap = |j: usize| nearest(&(ratio(to_best[j]) * ratio(to_worst[j]) - ratio(whole)).abs());
    let consistency: Vec<f64> = (0..n).map(|j| if range > 0.0 { gap(j) / range } else { 0.0 }).collect();
    let greatest_gap = consistency.iter().copied().fold(0.0, f64::max);
    let consistency_ratio = (range > 0.0).then_some(greatest_gap);
    let revisit = (0..n).find(|&j| greatest_gap > 0.0 && consistency[j] == greatest_gap);
    let agrees = (0..n).all(|j| gap(j) <= NOISE * whole);
    let solution = if agrees {
        to_best.iter().map(|times| 1.0 / times).collect()
    } else {
        greatest(*best, *worst, to_best, to_worst)
    };
    let sum: f64 = solution.iter().sum();
    let xi = if agrees { 0.0 } else { 1.0 / sum };
    let weights = solution.iter().map(|weight| weight / sum).collect();
    Bwm { weights, xi, consistency_ratio, consistency, revisit }
}

/// A line `x·b + y·c = z`.
type Line = [f64; 3];

/// The weights that maximise `Σ w` for `ξ = 1`.
fn greatest(best: usize, worst: usize, to_best: &[f64], to_worst: &[f64]) -> Vec<f64> {
    let others: Vec<usize> = (0..to_best.len()).filter(|&j| j != best && j != worst).collect();
    let whole = to_best[worst];
    let mut lines: Vec<Line> =
        vec![[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [1.0, -whole, 1.0], [1.0, -whole, -1.0]];
    for &j in &others {
        let (a, s) = (to_best[j], to_worst[j]);
        // (b − 1) / a = s c + 1, s c − 1 = (b + 1) / a, and the fold (b + 1) / a = s c + 1.
        lines.extend([[1.0, -a * s, a + 1.0], [1.0, -a * s, -a - 1.0], [1.0, -a * s, a - 1.0]]);
    }
    let weights = |b: f64, c: f64| -> Option<Vec<f64>> {
        let near = NOISE * (1.0 + b.abs() + whole * c.abs());
        if b < -near || c < -near || (b - whole * c).abs() > 1.0 + near {
            return None;
        }
        let mut weights = vec![0.0; to_best.len()];
        (weights[best], weights[worst]) = (b.max(0.0), c.max(0.0));
        for &j in &others {
            let (a, s) = (to_best[j], to_worst[j]);
            let most = ((b + 1.0) / a).min(s * c + 1.0);
            let least = ((b - 1.0) / a).max(s * c - 1.0);
            if least > most + near * s {
                return None;
            }
            weights[j] = most;
        }
        Some(weights)
    };
    let mut found: Vec<(f64, Vec<f64>)> = Vec::new();
    for (at, p) in lines.iter().enumerate() {
        for q in &lines[at + 1..] {
            let determinant = p[0] * q[1] - q[0] * p[1];
            if determinant.abs() <= NOISE * (p[1].abs() + q[1].abs()) {
                continue;
            }
            let b = (p[2] * q[1] - q[2] * p[1]) / determinant;
            let c = (p[0] * q[2] - q[0] * p[2]) / determinant;
            found.extend(weights(b, c).map(|weights| (weights.iter().sum::<f64>(), weights)));
        }
    }
    let most = found.iter().fold(0.0, |most: f64, (sum, _)| most.max(*sum));
    // A point where many lines meet counts once.
    let mut tops: Vec<Vec<f64>> = Vec::new();
    for (_, weights) in found.into_iter().filter(|(sum, _)| *sum >= most * (1.0 - ALIKE)) {
        let same = |top: &Vec<f64>| top.iter().zip(&weights).all(|(a, b)| (a - b).abs() <= ONE_POINT * most);
        if !tops.iter().any(same) {
            tops.push(weights);
        }
    }
    let count = tops.len() as f64;
    (0..to_best.len()).map(|j| tops.iter().map(|top| top[j]).sum::<f64>() / count).collect()
}
