//! Skew and kurtosis, with an exact test of their bounds.

use crate::decimal::{Ratio, ratio};

/// The sample-adjusted skew `G1` and excess kurtosis `G2` (Joanes and Gill 1998, type 2):
/// `G1 = g1 · √(n(n − 1)) / (n − 2)` and `G2 = ((n + 1) g2 + 6)(n − 1) / ((n − 2)(n − 3))`, with
/// `g1 = m3 / m2^1.5`, `g2 = m4 / m2² − 3` and the central moments `m_k = Σ(x − mean)^k / n`. `None` for
/// fewer than four values, and if all values are equal. `sorted` must ascend, so that the sums do not depend
/// on the order of the data.
pub fn skew_and_kurtosis(sorted: &[f64]) -> Option<(f64, f64)> {
    let n = sorted.len() as f64;
    if sorted.len() < 4 || sorted.first() == sorted.last() {
        return None;
    }
    let mean = sorted.iter().sum::<f64>() / n;
    // In units of the greatest distance from the mean, so that no power overflows.
    let unit = sorted.iter().fold(0.0, |unit: f64, x| unit.max((x - mean).abs()));
    let [mut m2, mut m3, mut m4] = [0.0; 3];
    for x in sorted {
        let d = (x - mean) / unit;
        m2 += d * d;
        m3 += d * d * d;
        m4 += d * d * d * d;
    }
    let [m2, m3, m4] = [m2 / n, m3 / n, m4 / n];
    let (g1, g2) = (m3 / m2.powf(1.5), m4 / (m2 * m2) - 3.0);
    let skew = g1 * (n * (n - 1.0)).sqrt() / (n - 2.0);
    let kurtosis = ((n + 1.0) * g2 + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0));
    (skew.is_finite() && kurtosis.is_finite()).then_some((skew, kurtosis))
}

/// Relative distance from its bound below which a moment is recomputed in rationals.
const NEAR: f64 = 1e-9;

/// Whether `|G1| ≥ skew` and `G2 ≥ kurtosis` of the decimals `sorted`, by [`skew_and_kurtosis`]. A moment
/// near its bound is compared exactly: the skew of 0, 0, 0, x is 2 for any x. `false` if the moments are
/// undefined.
pub fn reach(sorted: &[f64], skew: f64, kurtosis: f64) -> bool {
    let Some((g1, g2)) = skew_and_kurtosis(sorted) else { return false };
    let near = |moment: f64, bound: f64| (moment - bound).abs() <= NEAR * bound.abs().max(1.0);
    if near(g1.abs(), skew) || near(g2, kurtosis) {
        let (squared_skew, exact_kurtosis) = exact(sorted);
        let least = ratio(skew);
        let is_skewed = least < Ratio::default() || squared_skew >= &least * &least;
        return is_skewed && exact_kurtosis >= ratio(kurtosis);
    }
    g1.abs() >= skew && g2 >= kurtosis
}

/// `G1²` and `G2` of at least four decimals that are not all equal. Both are rational: with
/// `M_k = Σ(n x − Σx)^k`, `g1² = n M3² / M2³` and `g2 = n M4 / M2² − 3`.
fn exact(values: &[f64]) -> (Ratio, Ratio) {
    let exact: Vec<Ratio> = values.iter().map(|x| ratio(*x)).collect();
    let whole = |n: usize| Ratio::from_integer(n.into());
    let n = values.len();
    let sum: Ratio = exact.iter().sum();
    let [mut m2, mut m3, mut m4] = [Ratio::default(), Ratio::default(), Ratio::default()];
    // Many values are equal, and equal values are adjacent.
    for run in exact.chunk_by(|a, b| a == b) {
        let d = whole(n) * &run[0] - &sum;
        let squared = &d * &d;
        m4 += &squared * &squared * whole(run.len());
        m3 += &squared * d * whole(run.len());
        m2 += squared * whole(run.len());
    }
    let squared_g1 = whole(n) * &m3 * &m3 / (&m2 * &m2 * &m2);
    let g2 = whole(n) * m4 / (&m2 * &m2) - whole(3);
    let squared_skew = squared_g1 * whole(n * (n - 1)) / whole((n - 2) * (n - 2));
    let kurtosis = (whole(n + 1) * g2 + whole(6)) * whole(n - 1) / whole((n - 2) * (n - 3));
    (squared_skew, kurtosis)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::decimal::nearest;

    #[test]
    fn a_moment_at_its_bound_reaches_it() {
        for x in 1..500 {
            let x = f64::from(x) / 10.0;
            assert!(reach(&[0.0, 0.0, 0.0, x], 2.0, 4.0), "{x}");
            assert!(!reach(&[0.0, 0.0, 0.0, x], 2.0 + 1e-12, 4.0) && !reach(&[0.0, 0.0, 0.0, x], 2.0, 4.1));
        }
        assert!(!reach(&[1.0; 9], 0.0, 0.0));
    }

    proptest! {
        #[test]
        fn exact_moments_are_those_of_doubles(mut values in prop::collection::vec(-50i32..50, 4..30)) {
            values.sort_unstable();
            let values: Vec<f64> = values.into_iter().map(|x| f64::from(x) / 10.0).collect();
            if let Some((g1, g2)) = skew_and_kurtosis(&values) {
                let (squared, kurtosis) = exact(&values);
                prop_assert!((nearest(&squared) - g1 * g1).abs() < 1e-9 * (1.0 + g1 * g1));
                prop_assert!((nearest(&kurtosis) - g2).abs() < 1e-9 * (1.0 + g2.abs()));
            }
        }
    }
}
