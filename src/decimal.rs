//! Numbers as written: exact decimal arithmetic.
//!
//! A double stands for a decimal: the shortest decimal that reads back as the same double (0.07, not
//! 0.070000000000000006661…). A number written with up to 15 significant digits is preserved to the last
//! digit. A longer number becomes the decimal of the nearest double.
//!
//! Sums, differences, products and quotients of decimals are rational numbers. A [`Fraction`] consists of two
//! 64-bit integers, which is fast and sufficient for usual amounts. A [`Ratio`] has any size. These
//! operations do not round: a fraction beyond 64 bits becomes [`Fraction::BEYOND`]. A number is rounded once,
//! on output, to the nearest double.

mod digits;
mod fraction;
mod ratio;

use std::collections::BTreeMap;

use num_bigint::BigInt;

pub(crate) use self::digits::written;
pub use self::fraction::Fraction;
pub use self::ratio::{Ratio, nearest, ratio, ratio_of_fraction};

/// Number of significant decimal digits that every double preserves. Irrational results are rounded to it.
pub const DIGITS: usize = 15;

/// `x` rounded to [`DIGITS`] significant decimal digits, as the nearest double. Infinite and undefined values
/// are returned unchanged.
///
/// Logarithms, roots and powers are mostly irrational and have no last digit. If the exact result is a
/// decimal, rounding restores it: 1.953125 to the power of one third is 1.25, but 1.2499999999999998 in
/// binary arithmetic.
pub fn significant(x: f64) -> f64 {
    if !x.is_finite() || (x.fract() == 0.0 && x.abs() < 1e15) {
        return x;
    }
    let digits = DIGITS - 1;
    // One of the greatest doubles may round beyond the range of doubles. It is then returned unchanged.
    format!("{x:.digits$e}").parse().ok().filter(|rounded: &f64| rounded.is_finite()).unwrap_or(x)
}

/// `exact` as a decimal with all its digits. A number with more than 40 decimals is printed as the nearest
/// double.
pub fn text(exact: &Ratio) -> String {
    const MOST: u32 = 40;
    let ten = Ratio::from_integer(10.into());
    let is_whole = |decimals: &u32| (exact * ten.pow(*decimals as i32)).is_integer();
    let Some(decimals) = (0..=MOST).find(is_whole) else { return nearest(exact).to_string() };
    let digits = (exact * ten.pow(decimals as i32)).to_integer().to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", &*digits), |rest| ("-", rest));
    let width = decimals as usize;
    let padded = format!("{digits:0>least$}", least = width + 1);
    let (whole, rest) = padded.split_at(padded.len() - width);
    format!("{sign}{whole}{}{rest}", if width > 0 { "." } else { "" })
}

/// `⌈share · whole⌉`, where `share` stands for its decimal: 20 % of 15 firms are 3 firms, although the binary
/// product 0.2 · 15 may exceed 3.
pub fn up_to_whole(share: f64, whole: usize) -> usize {
    let product = ratio(share) * Ratio::from_integer(whole.into());
    usize::try_from(product.ceil().to_integer()).unwrap_or(0)
}

/// `⌊share · whole⌋`, where `share` stands for its decimal.
pub fn down_to_whole(share: f64, whole: usize) -> usize {
    let product = ratio(share) * Ratio::from_integer(whole.into());
    usize::try_from(product.floor().to_integer()).unwrap_or(0)
}

/// `x · 10^decimals` as a whole number, where `x` stands for its decimal: halves away from zero, at most
/// `i128::MAX` in size.
pub fn units(x: f64, decimals: i32) -> i128 {
    let (digits, of_digits) = digits::written(x);
    let (digits, power) = (i128::from(digits), of_digits.saturating_add(decimals));
    match u32::try_from(power) {
        Ok(power) => {
            let shifted = 10_i128.checked_pow(power).and_then(|ten| digits.checked_mul(ten));
            shifted.unwrap_or(if digits == 0 { 0 } else { digits.signum() * i128::MAX })
        }
        // Digits are below 10^17, so that a greater divisor leaves nothing.
        Err(_) if power < -18 => 0,
        Err(_) => {
            let ten = 10_i128.pow(power.unsigned_abs());
            (digits.abs() + ten / 2) / ten * digits.signum()
        }
    }
}

/// `x · 10^power`, where `x` stands for its decimal: the double nearest to the shifted decimal.
pub fn shifted(x: f64, power: i32) -> f64 {
    let (digits, of_digits) = digits::written(x);
    let power = of_digits + power;
    // Both are exact below these bounds, so that the result is rounded once.
    match (digits.unsigned_abs() < 1 << 53, power) {
        (true, 0..=22) => digits as f64 * 10f64.powi(power),
        (true, -22..0) => digits as f64 / 10f64.powi(-power),
        _ => nearest(&(Ratio::from_integer(digits.into()) * power_of_ten(power))),
    }
}

/// `10^power`.
pub fn power_of_ten(power: i32) -> Ratio {
    Ratio::from_integer(10.into()).pow(power)
}

/// Exact sum and count of decimals, independent of their order.
#[derive(Clone, Debug, Default)]
pub struct Sum {
    /// Sum of the numerators for each power of ten in [`fraction::SCALES`].
    numerators: [i128; fraction::SCALES.len()],
    /// Sums of decimals with more digits, by power of ten.
    others: BTreeMap<i32, i128>,
    /// Sums of rational numbers that are no decimals. Each number is truncated to [`BITS`] binary digits; the
    /// key is the power of two of its last digit.
    rationals: BTreeMap<i64, BigInt>,
    count: usize,
}

/// Binary digits of a rational number that enter a sum. They suffice for the double nearest to the exact
/// mean. An exact sum over a million different denominators would have millions of digits.
const BITS: i64 = 192;

impl Sum {
    /// Adds the decimal that `x` stands for.
    pub fn add(&mut self, x: f64) {
        self.count += 1;
        // Each numerator is below 2^63, and memory holds fewer than 2^64 numbers, so the sum is below 2^127.
        match fraction::scaled(x) {
            Some((numerator, scale)) => self.numerators[scale] += i128::from(numerator),
            None => {
                let (digits, power) = digits::written(x);
                *self.others.entry(power).or_default() += i128::from(digits);
            }
        }
    }

    /// Adds a rational number, truncated to 192 binary digits.
    pub fn add_ratio(&mut self, x: &Ratio) {
        self.count += 1;
        // The truncated quotient then has about `BITS` binary digits.
        let last = x.numer().bits() as i64 - x.denom().bits() as i64 - BITS;
        let digits = match u64::try_from(last) {
            Ok(last) => x.numer() / (x.denom() << last),
            Err(_) => (x.numer() << last.unsigned_abs()) / x.denom(),
        };
        *self.rationals.entry(last).or_default() += digits;
    }

    /// Sum of the numbers added. It is exact for decimals; see [`Sum::add_ratio`] for other rational numbers.
    pub fn total(&self) -> Ratio {
        let parts = self.numerators.iter().zip(fraction::SCALES);
        let sum = parts.fold(Ratio::default(), |sum, (&numerator, (scale, _))| {
            sum + Ratio::new(numerator.into(), scale.into())
        });
        let ten = Ratio::from_integer(10.into());
        let others = self.others.iter();
        let sum = others
            .fold(sum, |sum, (&power, &digits)| sum + Ratio::from_integer(digits.into()) * ten.pow(power));
        let two = |last: i64| Ratio::from_integer(2.into()).pow(i32::try_from(last).unwrap_or(i32::MIN));
        let rationals = self.rationals.iter();
        rationals.fold(sum, |sum, (&last, digits)| sum + Ratio::from_integer(digits.clone()) * two(last))
    }

    /// The arithmetic mean `Σx / n`; `None` without numbers.
    pub fn mean(&self) -> Option<Ratio> {
        (self.count > 0).then(|| self.total() / Ratio::from_integer(self.count.into()))
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Sum {
        let mut sum = Sum::default();
        values.into_iter().for_each(|x| sum.add(x));
        sum
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_shifted_decimal_is_the_nearest_to_the_exact_one() {
        assert_eq!(shifted(0.3, 4), 3_000.0);
        assert_eq!(shifted(20_003.0, -4), 2.0003);
        assert_eq!(shifted(-5e-324, 0), -5e-324);
        // More digits, and powers beyond those that a double holds.
        for x in [9_007_199_254_740_993.0, 1.234_567_890_123_456_7e-200, 7e250, -0.1, 0.0] {
            for power in [-30, -8, -4, 0, 4, 8, 30] {
                assert_eq!(shifted(x, power), nearest(&(ratio(x) * power_of_ten(power))), "{x} {power}");
            }
        }
    }

    #[test]
    fn a_root_that_is_a_decimal_by_hand_is_that_decimal() {
        assert_eq!(significant(1.953_125_f64.powf(1.0 / 3.0)), 1.25);
        assert_eq!(significant(0.1 + 0.2), 0.3);
        assert_eq!(significant(-2.0 / 3.0), -0.666_666_666_666_667);
        for same in [0.0, 1.0, -42.0, 1e300, f64::MAX, f64::INFINITY, 123_456_789_012_345.0] {
            assert_eq!(significant(same), same);
        }
    }

    #[test]
    fn a_decimal_is_written_with_all_its_digits() {
        let sum = |values: &[f64]| text(&values.iter().copied().collect::<Sum>().total());
        assert_eq!(sum(&[0.1, 0.2]), "0.3");
        assert_eq!(sum(&[99.0, 1.000_000_000_000_001]), "100.000000000000001");
        assert_eq!(sum(&[-0.05]), "-0.05");
        assert_eq!((sum(&[]), sum(&[1e3])), ("0".to_owned(), "1000".to_owned()));
        assert_eq!(text(&Ratio::new(1.into(), 3.into())), "0.3333333333333333");
    }

    #[test]
    fn shares_of_firms_are_whole_where_they_are_by_hand() {
        assert_eq!((up_to_whole(0.2, 15), up_to_whole(0.07, 100), up_to_whole(0.07, 101)), (3, 7, 8));
        assert_eq!((up_to_whole(0.0, 9), up_to_whole(1.0, 9), up_to_whole(0.05, 0)), (0, 9, 0));
    }

    #[test]
    fn a_mean_is_that_of_the_decimals() {
        let mean = |values: &[f64]| values.iter().copied().collect::<Sum>().mean().map(|mean| nearest(&mean));
        assert_eq!(mean(&[0.1, 0.2, 0.3]), Some(0.2));
        assert_eq!(mean(&[0.1; 10]), Some(0.1));
        assert_eq!(mean(&[1e300, 0.3, -1e300]), Some(0.1));
        assert_eq!(mean(&[1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0]), Some(1.0 / 3.0));
        assert_eq!(mean(&[]), None);
    }

    #[test]
    fn a_mean_of_ratios_is_the_exact_one() {
        let mean = |ratios: &[(i64, i64)]| {
            let mut sum = Sum::default();
            ratios.iter().for_each(|&(n, d)| sum.add_ratio(&Ratio::new(n.into(), d.into())));
            sum.mean().map(|mean| nearest(&mean))
        };
        assert_eq!(mean(&[(7, 900), (83, 900)]), Some(0.05));
        assert_eq!(mean(&[(1, 6), (1, 2)]), Some(1.0 / 3.0));
        assert_eq!(mean(&[(-1, 3), (1, 3)]), Some(0.0));
        assert_eq!(mean(&[(i64::MAX, 3), (0, 7), (1, i64::MAX)]), Some(i64::MAX as f64 / 9.0));
    }

    proptest! {
        #[test]
        fn a_sum_is_that_of_rationals(values in prop::collection::vec(prop_oneof![
            any::<i32>().prop_map(f64::from),
            (-1_000_000_000i64..1_000_000_000, 0i32..7)
                .prop_map(|(m, k)| format!("{m}e-{k}").parse().unwrap()),
            -1e9..1e9,
        ], 0..40)) {
            let exact = values.iter().fold(Ratio::default(), |sum, &x| sum + ratio(x));
            prop_assert_eq!(values.iter().copied().collect::<Sum>().total(), exact);
        }
    }
}
