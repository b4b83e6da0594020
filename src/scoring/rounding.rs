//! Published points: rounded once, half away from zero, and from then on compared as whole numbers.

use rayon::prelude::*;

/// Greatest number of decimals of a published number.
pub const MOST_DECIMALS: u8 = 6;

/// Decimals of published percentiles.
pub const PERCENTILE_DECIMALS: u8 = 2;
/// Decimals of published coverage.
pub const COVERAGE_DECIMALS: u8 = 4;

/// Error of a sum of binary fractions against the same sum of decimals: 64 units in the last place, enough
/// for some hundred terms. It is a share of the sum, or of [`LARGE`] points if the sum is smaller.
const NOISE: f64 = 1.0 / (1_u64 << 46) as f64;

/// Magnitude of terms that a smaller sum is assumed to have, since terms of both signs may cancel.
const LARGE: f64 = 1000.0;

/// `points` in units of `10^-decimals`, rounded half away from zero. A value below a half by no more than the
/// error of binary sums counts as that half: 0.285, which as a sum may be 0.28499999999999998, is 0.29 with
/// two decimals. The error is 2^-46 of the points, or of 1,000 points if there are fewer.
///
/// # Panics
/// If `decimals` is more than [`MOST_DECIMALS`].
#[inline]
pub fn to_units(points: f64, decimals: u8) -> i64 {
    assert!(decimals <= MOST_DECIMALS, "{decimals} decimals");
    let units = points * power_of_ten(decimals);
    let noise = NOISE * units.abs().max(LARGE * power_of_ten(decimals));
    // Below 2^53 subtracting the whole part is exact, and above there is no fraction.
    let whole = units as i64;
    let fraction = units - whole as f64;
    let half = 0.5 - noise.min(0.25);
    whole.saturating_add(i64::from(fraction >= half)).saturating_sub(i64::from(fraction <= -half))
}

/// The nearest double to `units` of `10^-decimals`, so that `points >= 60` compares decimals.
///
/// # Panics
/// If `decimals` is more than twice [`MOST_DECIMALS`].
#[inline]
pub fn from_units(units: i64, decimals: u8) -> f64 {
    units as f64 / power_of_ten(decimals)
}

/// `10^n`, exact in a double.
#[inline]
pub(super) fn power_of_ten(n: u8) -> f64 {
    const POWERS: [f64; 13] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];
    POWERS[usize::from(n)]
}

/// [`to_units`] applied to each number.
pub(super) fn publish(points: &[f64], decimals: u8) -> Vec<i64> {
    points.par_iter().with_min_len(1 << 14).map(|&points| to_units(points, decimals)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn half_goes_away_from_zero_and_noise_does_not_count() {
        assert_eq!(to_units(0.285, 2), 29);
        assert_eq!(to_units(0.1 + 0.2 - 0.3 + 0.285, 2), 29);
        assert_eq!(to_units(0.284_999, 2), 28);
        assert_eq!(to_units(2.5, 0), 3);
        assert_eq!(to_units(-2.5, 0), -3);
        assert_eq!(to_units(2.499_999_999, 0), 2);
        assert_eq!(to_units(-2.499_999_999, 0), -2);
        assert_eq!(to_units(1.005, 2), 101);
        assert_eq!(to_units(1000.0, 6), 1_000_000_000);
    }

    #[test]
    fn every_number_of_decimals_keeps_the_unit() {
        for decimals in 0..=MOST_DECIMALS {
            let units = to_units(99.123_456_789, decimals);
            let written: f64 = format!("{:.*}", usize::from(decimals), 99.123_456_789).parse().unwrap();
            assert_eq!(from_units(units, decimals).to_bits(), written.to_bits(), "{decimals} decimals");
        }
    }

    #[test]
    #[should_panic = "7 decimals"]
    fn more_decimals_are_no_number_in_another_unit() {
        to_units(1.0, MOST_DECIMALS + 1);
    }

    proptest! {
        /// A sum of terms with three decimals, rounded to two, is compared with decimal arithmetic.
        #[test]
        fn a_sum_is_rounded_as_by_hand(thousandths in prop::collection::vec(-40_000_i64..40_000, 1..100)) {
            let sum: f64 = thousandths.iter().map(|t| *t as f64 / 1e3).sum();
            let exact: i64 = thousandths.iter().sum();
            let by_hand = (exact.abs() + 5) / 10 * exact.signum();
            prop_assert_eq!(to_units(sum, 2), by_hand);
        }
    }

    #[test]
    fn a_published_number_is_the_written_one() {
        for units in [6001, 1, 29, -57, 99_999] {
            let written: f64 = format!("{units}e-2").parse().unwrap();
            assert_eq!(from_units(units, 2).to_bits(), written.to_bits());
            assert_eq!(to_units(from_units(units, 2), 2), units);
        }
    }
}
