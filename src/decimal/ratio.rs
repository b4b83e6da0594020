//! Rational numbers of arbitrary size.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

use super::Fraction;
use super::digits::written;

/// A rational number in lowest terms.
pub type Ratio = BigRational;

/// The decimal that `x` stands for: the shortest decimal that reads back as `x`. An infinite or undefined
/// `x`, which no column contains, gives 0.
pub fn ratio(x: f64) -> Ratio {
    let (digits, power) = written(x);
    let scale = BigInt::from(10).pow(power.unsigned_abs());
    if power < 0 { Ratio::new(digits.into(), scale) } else { Ratio::from_integer(scale * digits) }
}

/// The double nearest to `x`, infinite beyond the range of doubles; never −0.
pub fn nearest(x: &Ratio) -> f64 {
    // `to_f64` rounds correctly, halves to even, according to its documentation and the tests below.
    x.to_f64().unwrap_or(f64::NAN) + 0.0
}

/// A fraction as a rational number; `None` for [`Fraction::NONE`] and [`Fraction::BEYOND`].
pub fn ratio_of_fraction(fraction: Fraction) -> Option<Ratio> {
    fraction.parts().map(|(n, d)| Ratio::new(n.into(), d.into()))
}

impl Fraction {
    /// `x` as a fraction; [`Fraction::BEYOND`] if it does not fit into 64 bits.
    pub fn of_ratio(x: &Ratio) -> Fraction {
        match (x.numer().to_i64(), x.denom().to_i64()) {
            (Some(n), Some(d)) => Fraction::whole(n).over(Fraction::whole(d)),
            _ => Fraction::BEYOND,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_double_stands_for_the_decimal_it_is_written_as() {
        let of = |n: i64, d: i64| Ratio::new(n.into(), d.into());
        assert_eq!(ratio(0.07), of(7, 100));
        assert_eq!(ratio(-128.64), of(-12_864, 100));
        assert_eq!(ratio(0.1 + 0.2), of(30_000_000_000_000_004, 100_000_000_000_000_000));
        assert_eq!(ratio(1e22), Ratio::from_integer(BigInt::from(10).pow(22)));
        assert_eq!(ratio(-0.0), Ratio::default());
    }

    proptest! {
        #[test]
        fn every_double_comes_back(bits: u64) {
            let x = f64::from_bits(bits);
            prop_assume!(x.is_finite());
            prop_assert_eq!(nearest(&ratio(x)), x);
        }

        /// No double is nearer: twice the distance is at most the gap to either neighbour.
        #[test]
        fn the_nearest_double_is_nearest(n: i64, d in 1i64..) {
            let exact = Ratio::new(n.into(), d.into());
            let exactly = |x: f64| Ratio::from_float(x).unwrap();
            let distance = |x: f64| {
                let gap = exactly(x) - &exact;
                if gap < Ratio::default() { -gap } else { gap }
            };
            let found = nearest(&exact);
            prop_assert!(distance(found) <= distance(found.next_up()));
            prop_assert!(distance(found) <= distance(found.next_down()));
        }
    }
}
