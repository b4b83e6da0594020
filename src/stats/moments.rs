//! Skew and kurtosis, with an exact test of their bounds.

use std::borrow::Cow;

use crate::decimal::{Ratio, nearest, ratio};

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
    let sorted = &*resolved(sorted);
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

/// Share of the greatest magnitude below which a range loses digits in differences of doubles.
const NARROW: f64 = 1e-4;

/// `sorted`, or its distances from the least value if the range is narrow: they have the same central moments
/// and keep the digits by which the decimals differ.
fn resolved(sorted: &[f64]) -> Cow<'_, [f64]> {
    distances(sorted).map_or(sorted.into(), |(_, distances)| distances.into())
}

/// The least of decimals that ascend and differ, and their distances from it, if their range is narrow;
/// otherwise `None`. A distance has at most 14 digits, so that its double stands for it.
pub(super) fn distances(sorted: &[f64]) -> Option<(Ratio, Vec<f64>)> {
    let (&least, &greatest) = (sorted.first()?, sorted.last()?);
    if least == greatest || greatest - least >= NARROW * least.abs().max(greatest.abs()) {
        return None;
    }
    let origin = ratio(least);
    let distances = sorted.iter().map(|x| nearest(&(ratio(*x) - &origin))).collect();
    Some((origin, distances))
}

/// Distance from its bound, relative to the bound or to 1, below which a moment is recomputed in rationals.
const NEAR: f64 = 1e-9;

/// The end of a column at which its outliers lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    /// Below the other values.
    Lower,
    /// Above the other values.
    Upper,
}

/// The tail of the decimals `sorted` if `|G1| ≥ skew` and `G2 ≥ kurtosis`, by [`skew_and_kurtosis`]: the
/// lower one if `G1 < 0`. A moment near its bound is compared exactly: the skew of 0, 0, 0, x is 2 for any x.
/// `None` if the bounds are not reached or the moments are undefined.
pub fn outlying(sorted: &[f64], skew: f64, kurtosis: f64) -> Option<Tail> {
    let (g1, g2) = skew_and_kurtosis(sorted)?;
    let near = |moment: f64, bound: f64| (moment - bound).abs() <= NEAR * bound.abs().max(1.0);
    let (is_reached, is_lower) = if near(g1.abs(), skew) || near(g1, 0.0) || near(g2, kurtosis) {
        let Exact { is_lower, squared_skew, kurtosis: exact_kurtosis } = Exact::of(sorted);
        let least = ratio(skew);
        let is_skewed = least < Ratio::default() || squared_skew >= &least * &least;
        (is_skewed && exact_kurtosis >= ratio(kurtosis), is_lower)
    } else {
        (g1.abs() >= skew && g2 >= kurtosis, g1 < 0.0)
    };
    is_reached.then_some(if is_lower { Tail::Lower } else { Tail::Upper })
}

/// Moments without rounding.
struct Exact {
    /// Whether `G1 < 0`.
    is_lower: bool,
    /// `G1²`.
    squared_skew: Ratio,
    /// `G2`.
    kurtosis: Ratio,
}

impl Exact {
    /// The moments of at least four decimals that are not all equal. All are rational: with
    /// `M_k = Σ(n x − Σx)^k`, `g1² = n M3² / M2³` and `g2 = n M4 / M2² − 3`.
    fn of(values: &[f64]) -> Exact {
        let whole = |n: usize| Ratio::from_integer(n.into());
        let n = values.len();
        // Many values are equal, and equal values are adjacent.
        let runs: Vec<(Ratio, Ratio)> =
            values.chunk_by(|a, b| a == b).map(|run| (ratio(run[0]), whole(run.len()))).collect();
        let sum: Ratio = runs.iter().map(|(x, count)| x * count).sum();
        let [mut m2, mut m3, mut m4] = [Ratio::default(), Ratio::default(), Ratio::default()];
        for (x, count) in &runs {
            let d = whole(n) * x - &sum;
            let squared = &d * &d;
            m4 += &squared * &squared * count;
            m3 += &squared * d * count;
            m2 += squared * count;
        }
        let squared_g1 = whole(n) * &m3 * &m3 / (&m2 * &m2 * &m2);
        let g2 = whole(n) * m4 / (&m2 * &m2) - whole(3);
        let squared_skew = squared_g1 * whole(n * (n - 1)) / whole((n - 2) * (n - 2));
        let kurtosis = (whole(n + 1) * g2 + whole(6)) * whole(n - 1) / whole((n - 2) * (n - 3));
        Exact { is_lower: m3 < Ratio::default(), squared_skew, kurtosis }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_moment_at_its_bound_reaches_it() {
        for x in 1..500 {
            let x = f64::from(x) / 10.0;
            let column = [0.0, 0.0, 0.0, x];
            assert_eq!(outlying(&column, 2.0, 4.0), Some(Tail::Upper), "{x}");
            assert_eq!((outlying(&column, 2.0 + 1e-12, 4.0), outlying(&column, 2.0, 4.1)), (None, None));
        }
        assert_eq!(outlying(&[1.0; 9], 0.0, 0.0), None);
    }

    /// The mean of the first is 4.0000000000000007, which is no double.
    #[test]
    fn columns_that_differ_in_their_last_digits_have_the_moments_of_their_decimals() {
        let last = 4.000_000_000_000_001;
        assert_eq!(outlying(&[4.0, last, last, last, last], 2.2, 4.9), Some(Tail::Lower));
        assert_eq!(outlying(&[4.0, 4.0, 4.0, 4.0, last], 2.2, 4.9), Some(Tail::Upper));
        let far = |x: f64| 1e15 + x;
        let (g1, g2) = skew_and_kurtosis(&[far(0.0), far(1.0), far(1.0), far(2.0), far(9.0)]).unwrap();
        let (skew, kurtosis) = skew_and_kurtosis(&[0.0, 1.0, 1.0, 2.0, 9.0]).unwrap();
        assert_eq!((g1, g2), (skew, kurtosis));
    }

    #[test]
    fn a_symmetrical_column_has_its_outliers_above() {
        let column = [-7.3, -0.1, -0.1, -0.1, 0.0, 0.1, 0.1, 0.1, 7.3];
        assert_eq!(outlying(&column, 0.0, 1.0), Some(Tail::Upper));
    }

    proptest! {
        #[test]
        fn exact_moments_are_those_of_doubles(mut values in prop::collection::vec(-50i32..50, 4..30)) {
            values.sort_unstable();
            let values: Vec<f64> = values.into_iter().map(|x| f64::from(x) / 10.0).collect();
            if let Some((g1, g2)) = skew_and_kurtosis(&values) {
                let Exact { squared_skew, kurtosis, .. } = Exact::of(&values);
                prop_assert!((nearest(&squared_skew) - g1 * g1).abs() < 1e-9 * (1.0 + g1 * g1));
                prop_assert!((nearest(&kurtosis) - g2).abs() < 1e-9 * (1.0 + g2.abs()));
            }
        }
    }
}
