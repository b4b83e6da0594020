//! Published points: rounded once, half away from zero, and compared as whole numbers ever after.

use rayon::prelude::*;

/// Most decimals a number is published with: rounding looks six further, which must be exact in a double.
pub const MOST_DECIMALS: u8 = 6;

/// `points` in units of `10^-decimals`, rounded half away from zero after the noise of binary fractions is taken off:
/// with `y = round(points · 10^(decimals + 6))`, an exact whole number, the result is `round(y / 10^6)`. So 0.285, which
/// as a sum of binary fractions may be 0.28499999999999998, is 0.29 with two decimals. Beyond 15 digits of
/// `points · 10^(decimals + 6)` there is nothing left to take off; a scorecard's checks keep its scale within.
///
/// # Panics
/// If `decimals` is more than [`MOST_DECIMALS`].
#[inline]
pub fn to_units(points: f64, decimals: u8) -> i64 {
    const FINER: i64 = 10_i64.pow(6);
    let fine = round(points * power_of_ten(decimals + MOST_DECIMALS));
    let whole = (fine.saturating_abs().saturating_add(FINER / 2)) / FINER;
    if fine < 0 { -whole } else { whole }
}

/// The nearest whole number, half away from zero. As `f64::round`, which is a function call on processors without an
/// instruction for it: below 2^53 taking off the whole part is exact, and above there is no fraction.
#[inline]
fn round(value: f64) -> i64 {
    let whole = value as i64;
    let fraction = value - whole as f64;
    whole.saturating_add(i64::from(fraction >= 0.5)).saturating_sub(i64::from(fraction <= -0.5))
}

/// The number that `units` of `10^-decimals` are: the double nearest to it, so `points >= 60` means what it says.
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

/// [`to_units`] of each.
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
        assert_eq!(to_units(2.499_999_9, 0), 3);
        assert_eq!(to_units(2.499_999, 0), 2);
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
    #[should_panic = "out of bounds"]
    fn more_decimals_are_no_number_in_another_unit() {
        to_units(1.0, MOST_DECIMALS + 1);
    }

    proptest! {
        #[test]
        fn rounding_is_that_of_the_standard_library(
            value in prop_oneof![any::<f64>(), -1e17..1e17, (-1e9..1e9).prop_map(|half: f64| half.trunc() + 0.5)],
        ) {
            prop_assert_eq!(round(value), value.round() as i64);
            prop_assert_eq!(round(value.next_down()), value.next_down().round() as i64);
            prop_assert_eq!(round(value.next_up()), value.next_up().round() as i64);
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
