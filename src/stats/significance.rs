//! Significance: p-values of correlations, and their correction for multiple tests.

use statrs::distribution::{ContinuousCDF, FisherSnedecor, Normal, StudentsT};

/// The two-sided p-value of Pearson's `r` over `n` pairs under independence: `2 P(T > |t|)` with
/// `t = r √((n − 2) / (1 − r²))` and Student's law with `n − 2` degrees of freedom (Student 1908; Fisher
/// 1915). Exact if one of the two variables is normal. `None` for fewer than three pairs.
pub fn correlation_p(r: f64, n: usize) -> Option<f64> {
    let freedom = n.checked_sub(2)? as f64;
    let t = r.abs() * (freedom / ((1.0 - r.abs()) * (1.0 + r.abs())).max(0.0)).sqrt();
    let law = StudentsT::new(0.0, 1.0, freedom).ok()?;
    Some((2.0 * law.sf(t)).clamp(0.0, 1.0))
}

/// The two-sided p-value of the difference of two correlations, each given with its number of pairs, under
/// the hypothesis that they are equal: `2 Φ(−|z(r₁) − z(r₂)| / √(1 / (n₁ − 3) + 1 / (n₂ − 3)))` with Fisher's
/// `z(r) = artanh r` (Fisher 1921). The two are taken as independent. `None` for fewer than four pairs.
pub fn difference_p(one: (f64, usize), other: (f64, usize)) -> Option<f64> {
    if one.1 <= 3 || other.1 <= 3 {
        return None;
    }
    let variance = |n: usize| 1.0 / (n as f64 - 3.0);
    let z = |r: f64| r.clamp(-1.0 + 1e-15, 1.0 - 1e-15).atanh();
    let error = (variance(one.1) + variance(other.1)).sqrt();
    Some((2.0 * Normal::standard().sf((z(one.0) - z(other.0)).abs() / error)).clamp(0.0, 1.0))
}

/// Adjusted `R²` of a regression on `others` columns over `n` firms: `1 − (1 − R²)(n − 1) / (n − others − 1)`
/// (Ezekiel 1930), at least 0. `None` if no degree of freedom is left.
pub fn adjusted_explained(explained: f64, others: usize, n: usize) -> Option<f64> {
    let left = n.checked_sub(others + 1).filter(|left| *left > 0)?;
    Some((1.0 - (1.0 - explained) * (n - 1) as f64 / left as f64).max(0.0))
}

/// The p-value of `R²` in such a regression, under the hypothesis that none of the `k` others is related to
/// the column: `P(F > f)` with `f = (R² / k) / ((1 − R²) / (n − k − 1))` and Fisher's law with `k` and
/// `n − k − 1` degrees of freedom. `None` without others, and if no degree of freedom is left.
pub fn explained_p(explained: f64, others: usize, n: usize) -> Option<f64> {
    let left = n.checked_sub(others + 1)? as f64;
    let law = FisherSnedecor::new(others as f64, left).ok()?;
    if explained >= 1.0 {
        return Some(0.0);
    }
    Some(law.sf(explained / others as f64 / ((1.0 - explained) / left)).clamp(0.0, 1.0))
}

/// p-values adjusted for multiple tests: the `i`-th of `m` in ascending order becomes
/// `min(1, min_{j ≥ i} m p_(j) / j)` (Benjamini and Hochberg 1995, Controlling the false discovery rate, JRSS
/// B 57). If tests with an adjusted p-value of at most `q` are called significant, the expected share of
/// false ones among them is at most `q`; under pure noise there is none in `1 − q` of the cases. A missing
/// p-value does not count as a test.
pub fn benjamini_hochberg(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut tests: Vec<(usize, f64)> = p.iter().enumerate().filter_map(|(at, p)| Some((at, (*p)?))).collect();
    tests.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let count = tests.len();
    let mut adjusted = vec![None; p.len()];
    let mut least: f64 = 1.0;
    for (above, (at, p)) in tests.into_iter().enumerate() {
        least = least.min(p * (count as f64 / (count - above) as f64));
        adjusted[at] = Some(least);
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{RngExt, SeedableRng};

    use super::*;

    fn near(found: Option<f64>, expected: f64) {
        let found = found.expect("it is known");
        assert!((found - expected).abs() <= 1e-9 * expected, "{found} is not {expected}");
    }

    #[test]
    fn p_values_are_those_of_the_tables() {
        // scipy: 2 * stats.t.sf(r * sqrt((n - 2) / (1 - r * r)), n - 2)
        near(correlation_p(0.5, 20), 0.024_769_558_804_1);
        near(correlation_p(-0.5, 20), 0.024_769_558_804_1);
        near(correlation_p(0.92, 30), 6.570_253_824_715e-13);
        assert_eq!((correlation_p(1.0, 9), correlation_p(0.0, 9)), (Some(0.0), Some(1.0)));
        assert_eq!((correlation_p(0.3, 2), correlation_p(0.3, 0)), (None, None));
        // R: summary(lm(…)) with R² = 0.4 of 3 over 25.
        near(explained_p(0.4, 3, 25), 0.011_905_771_459_5);
        assert_eq!((explained_p(1.0, 3, 25), explained_p(0.4, 24, 25)), (Some(0.0), None));
        assert_eq!((explained_p(0.4, 0, 25), explained_p(0.4, 30, 25)), (None, None));
        near(adjusted_explained(0.4, 3, 25), 1.0 - 0.6 * 24.0 / 21.0);
        assert_eq!((adjusted_explained(0.1, 20, 25), adjusted_explained(0.9, 24, 25)), (Some(0.0), None));
        near(difference_p((0.5, 30), (0.1, 40)), 0.076_092_048_269_8);
        assert_eq!(difference_p((0.5, 3), (0.1, 40)), None);
        assert_eq!(difference_p((1.0, 30), (1.0, 40)), Some(1.0));
    }

    /// With one regressor both tests are the same.
    #[test]
    fn a_correlation_is_a_regression_on_one() {
        for r in [0.01f64, -0.2, 0.6, 0.97] {
            near(explained_p(r * r, 1, 50), correlation_p(r, 50).expect("it is known"));
        }
    }

    proptest! {
        /// An adjusted value of at most `q` agrees with the step-up procedure, which rejects the first `i` of
        /// the ascending values, with `i` the greatest for which `p_(i) ≤ i q / m`.
        #[test]
        fn adjusted_values_reject_what_the_step_up_procedure_does(
            p in prop::collection::vec(prop::option::of((0u32..40).prop_map(|p| f64::from(p) / 256.)), 0..40),
            q in 0.001..0.5f64,
        ) {
            let adjusted = benjamini_hochberg(&p);
            let mut ascending: Vec<f64> = p.iter().flatten().copied().collect();
            ascending.sort_by(f64::total_cmp);
            let m = ascending.len() as f64;
            let up_to = (0..ascending.len()).rev().find(|&at| ascending[at] <= (at + 1) as f64 * q / m);
            for (p, adjusted) in p.iter().zip(adjusted) {
                prop_assert_eq!(p.is_some(), adjusted.is_some());
                let (Some(p), Some(adjusted)) = (p, adjusted) else { continue };
                prop_assert_eq!(adjusted <= q, up_to.is_some_and(|at| *p <= ascending[at]), "{} {}", p, q);
                prop_assert!(*p <= adjusted && adjusted <= 1.0);
            }
        }
    }

    /// Among 50 tests of pure noise, at least one is significant in 5 % of the cases.
    #[test]
    fn chance_alone_is_significant_as_rarely_as_is_said() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(11);
        let mut any = || {
            let p: Vec<Option<f64>> = (0..50).map(|_| Some(random.random_range(0.0..1.0))).collect();
            benjamini_hochberg(&p).into_iter().flatten().any(|p| p <= 0.05)
        };
        let rejected = (0..4000).filter(|_| any()).count() as f64 / 4000.0;
        assert!((rejected - 0.05).abs() < 0.012, "{rejected}");
    }
}
