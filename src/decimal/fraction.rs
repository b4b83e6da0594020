//! Fractions of two 64-bit integers, in which rules compute a column at a time.

use std::cmp::Ordering;

use num_integer::Integer;
use num_rational::Ratio;
use num_traits::ToPrimitive;

use super::digits::written;

/// One of three values: an exact rational number `n / d`, not necessarily in lowest terms; no number
/// ([`Fraction::NONE`]); or a number whose terms exceed 64 bits ([`Fraction::BEYOND`]). Comparison of two
/// numbers is exact. The order of the other two values is arbitrary.
#[derive(Clone, Copy, Debug)]
pub struct Fraction {
    n: i64,
    /// Above 0 for a number, otherwise 0.
    d: i64,
}

/// Powers of ten that turn decimals into integers, each as an integer and as a double. There are only five,
/// so most columns need one power for all of their numbers.
pub(super) const SCALES: [(i64, f64); 5] =
    [(1, 1.0), (100, 1e2), (10_000, 1e4), (1_000_000, 1e6), (1_000_000_000, 1e9)];

/// From 10^15 on, several decimals with the same number of digits may have the same nearest double.
const FIFTEEN_DIGITS: f64 = 1e15;

/// Doubles represent every whole number up to 2^53.
const WHOLE: u64 = 1 << 53;

/// Number of [`SCALES`] tried for a whole column. With greater powers products would exceed 64 bits.
const COMMON: usize = 3;

/// The decimal that `x` stands for: its numerator, and the position in [`SCALES`] of its denominator. `None`
/// for a decimal with more than 9 decimals or 15 digits.
#[inline]
pub(super) fn scaled(x: f64) -> Option<(i64, usize)> {
    SCALES.iter().position(|&(_, scale)| is_whole(x, scale)).map(|at| (near(x, SCALES[at].1).1, at))
}

/// `x · scale` rounded to the nearest whole number, halves to even, as a double and as an integer. Valid up
/// to 2^51 in magnitude: after 3 · 2^51 is added, a double has no digits left for a fraction.
#[inline]
fn near(x: f64, scale: f64) -> (f64, i64) {
    const SHIFT: f64 = (3_u64 << 51) as f64;
    let shifted = x * scale + SHIFT;
    (shifted - SHIFT, shifted.to_bits().wrapping_sub(SHIFT.to_bits()) as i64)
}

/// Whether `x` is the double nearest to `n / scale` for a whole number `n` of up to 15 digits. `x` then
/// stands for this decimal, since no two such decimals have the same nearest double.
#[inline]
fn is_whole(x: f64, scale: f64) -> bool {
    let n = near(x, scale).0;
    (n.abs() < FIFTEEN_DIGITS) & (n / scale == x)
}

/// Whether [`is_whole`] holds for each of `values`.
fn are_whole(values: &[f64], scale: f64) -> bool {
    // No branch per value; stops after the first chunk with a value that fails.
    values.chunks(64).all(|values| values.iter().fold(true, |all, &x| all & is_whole(x, scale)))
}

impl Fraction {
    /// The number 0, as 0 / 1.
    pub const ZERO: Fraction = Fraction { n: 0, d: 1 };
    /// No number: the result of a division by 0.
    pub const NONE: Fraction = Fraction { n: 0, d: 0 };
    /// A known number that does not fit into 64 bits.
    pub const BEYOND: Fraction = Fraction { n: 1, d: 0 };

    /// The decimal that `x` stands for.
    #[inline]
    pub fn of(x: f64) -> Fraction {
        match scaled(x) {
            Some((n, at)) => Fraction { n, d: SCALES[at].0 },
            None => Fraction::of_many_digits(x),
        }
    }

    /// The decimals that `values` stand for, if all have the same denominator 1, 100 or 10,000; otherwise
    /// `None`.
    pub fn of_alike(values: &[f64]) -> Option<Vec<Fraction>> {
        let &(d, scale) = SCALES[..COMMON].iter().find(|&&(_, scale)| are_whole(values, scale))?;
        Some(values.iter().map(|&x| Fraction { n: near(x, scale).1, d }).collect())
    }

    /// Fraction of a decimal with up to 17 digits and any exponent.
    #[cold]
    fn of_many_digits(x: f64) -> Fraction {
        let (digits, power) = written(x);
        let Some(scale) = 10_i128.checked_pow(power.unsigned_abs()) else { return Fraction::BEYOND };
        let digits = i128::from(digits);
        if power < 0 {
            Fraction::new(digits, scale)
        } else {
            digits.checked_mul(scale).map_or(Fraction::BEYOND, |n| Fraction::new(n, 1))
        }
    }

    /// The whole number `n`, as `n / 1`.
    #[inline]
    pub fn whole(n: i64) -> Fraction {
        Fraction { n, d: 1 }
    }

    /// Whether it is a number: neither [`Fraction::NONE`] nor [`Fraction::BEYOND`].
    #[inline]
    pub fn is_number(self) -> bool {
        self.d != 0
    }

    /// Whether it is [`Fraction::BEYOND`].
    #[inline]
    pub fn is_beyond(self) -> bool {
        self.d == 0 && self.n != 0
    }

    /// Numerator and denominator; `None` unless it is a number.
    #[inline]
    pub fn parts(self) -> Option<(i64, i64)> {
        self.is_number().then_some((self.n, self.d))
    }

    /// The nearest double, halves to even; 0 for [`Fraction::NONE`] and [`Fraction::BEYOND`].
    #[inline]
    pub fn nearest(self) -> f64 {
        if self.d == 0 {
            0.0
        } else if self.n.unsigned_abs() <= WHOLE && self.d as u64 <= WHOLE {
            // Both are exact, so only the division rounds.
            self.n as f64 / self.d as f64
        } else {
            Ratio::new_raw(self.n, self.d).to_f64().unwrap_or_default()
        }
    }

    /// `n / d`, reduced to lowest terms only if it otherwise exceeds 64 bits. `d` is above 0.
    #[inline]
    fn new(n: i128, d: i128) -> Fraction {
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) if n != i64::MIN => Fraction { n, d },
            _ => Fraction::reduced(n, d),
        }
    }

    #[cold]
    fn reduced(n: i128, d: i128) -> Fraction {
        let common = n.gcd(&d);
        match (i64::try_from(n / common), i64::try_from(d / common)) {
            (Ok(n), Ok(d)) if n != i64::MIN => Fraction { n, d },
            _ => Fraction::BEYOND,
        }
    }

    /// Result of an operation with an operand that is no number: [`Fraction::BEYOND`] if either operand is
    /// [`Fraction::BEYOND`], otherwise [`Fraction::NONE`].
    #[inline]
    fn neither(self, other: Fraction) -> Fraction {
        if self.is_beyond() || other.is_beyond() { Fraction::BEYOND } else { Fraction::NONE }
    }

    /// The sum `a + b`: exact, or [`Fraction::BEYOND`].
    #[inline]
    pub fn plus(self, other: Fraction) -> Fraction {
        if self.d == other.d && self.d != 0 {
            return Fraction::new(i128::from(self.n) + i128::from(other.n), i128::from(self.d));
        }
        self.over_both(other, |n, m| n + m)
    }

    /// The difference `a − b`: exact, or [`Fraction::BEYOND`].
    #[inline]
    pub fn minus(self, other: Fraction) -> Fraction {
        self.plus(other.negated())
    }

    /// The product `a · b`: exact, or [`Fraction::BEYOND`].
    #[inline]
    pub fn times(self, other: Fraction) -> Fraction {
        let (n, d) = (i128::from(self.n) * i128::from(other.n), i128::from(self.d) * i128::from(other.d));
        if d == 0 { self.neither(other) } else { Fraction::new(n, d) }
    }

    /// The quotient `a / b`: exact, or [`Fraction::BEYOND`]; [`Fraction::NONE`] if `b` is 0.
    #[inline]
    pub fn over(self, other: Fraction) -> Fraction {
        if self.d == 0 || other.d == 0 {
            return self.neither(other);
        }
        let (n, d) = if self.d == other.d {
            (i128::from(self.n), i128::from(other.n))
        } else {
            (i128::from(self.n) * i128::from(other.d), i128::from(self.d) * i128::from(other.n))
        };
        match d.cmp(&0) {
            Ordering::Greater => Fraction::new(n, d),
            Ordering::Less => Fraction::new(-n, -d),
            Ordering::Equal => Fraction::NONE,
        }
    }

    /// The remainder of the truncated division `a / b`, with the sign of `a`. [`Fraction::NONE`] if `b` is 0.
    #[inline]
    pub fn remainder(self, other: Fraction) -> Fraction {
        if other.d != 0 && other.n == 0 {
            return if self.is_beyond() { Fraction::BEYOND } else { Fraction::NONE };
        }
        self.over_both(other, |n, m| n % m)
    }

    /// An operation on the numerators over the common denominator `d · e`.
    #[inline]
    fn over_both(self, other: Fraction, operation: impl Fn(i128, i128) -> i128) -> Fraction {
        let d = i128::from(self.d) * i128::from(other.d);
        if d == 0 {
            return self.neither(other);
        }
        let n = i128::from(self.n) * i128::from(other.d);
        let m = i128::from(other.n) * i128::from(self.d);
        Fraction::new(operation(n, m), d)
    }

    /// The opposite number `−a`.
    #[inline]
    pub fn negated(self) -> Fraction {
        Fraction { n: -self.n, d: self.d }
    }

    /// The absolute value `|a|`.
    #[inline]
    pub fn absolute(self) -> Fraction {
        Fraction { n: self.n.abs(), d: self.d }
    }

    /// `⌊x⌋`: the greatest whole number not above `x`.
    #[inline]
    pub fn floor(self) -> Fraction {
        if self.d == 0 { self } else { Fraction::whole(self.n.div_euclid(self.d)) }
    }

    /// `⌈x⌉`: the least whole number not below `x`.
    #[inline]
    pub fn ceil(self) -> Fraction {
        self.negated().floor().negated()
    }

    /// Rounds to `digits` decimals, halves away from zero. Negative `digits` round to a power of ten: −3 to
    /// thousands. `digits` is −15 to 15.
    pub fn rounded(self, digits: i8) -> Fraction {
        if self.d == 0 {
            return self;
        }
        let power = 10_i128.pow(u32::from(digits.unsigned_abs()));
        let (n, d) = (i128::from(self.n.unsigned_abs()), i128::from(self.d));
        // ⌊x + ½⌋ of x = n · 10^digits / d is ⌊(2 n · 10^digits + d) / 2 d⌋.
        let (whole, over) = if digits >= 0 {
            ((2 * n * power + d) / (2 * d), power)
        } else {
            ((2 * n + d * power) / (2 * d * power) * power, 1)
        };
        Fraction::new(whole * i128::from(self.n.signum()), over)
    }
}

impl Default for Fraction {
    fn default() -> Fraction {
        Fraction::ZERO
    }
}

impl PartialEq for Fraction {
    #[inline]
    fn eq(&self, other: &Fraction) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Fraction {
    #[inline]
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        let (n, m) = (i128::from(self.n) * i128::from(other.d), i128::from(other.n) * i128::from(self.d));
        Some(n.cmp(&m))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ratio::{Ratio, nearest, ratio, ratio_of_fraction};
    use super::*;

    fn decimals() -> impl Strategy<Value = f64> {
        prop_oneof![
            4 => (-10_000_000_000i64..10_000_000_000, 0i32..7)
                .prop_map(|(m, k)| format!("{m}e-{k}").parse().unwrap()),
            2 => (-50i64..50, 0i32..3).prop_map(|(m, k)| format!("{m}e-{k}").parse().unwrap()),
            1 => any::<i64>().prop_map(|bits| bits as f64 / 1e5),
            1 => any::<f64>().prop_filter("finite", |x| x.is_finite()),
            1 => Just(0.1 + 0.2),
        ]
    }

    /// A fraction must equal the rational number exactly. [`Fraction::BEYOND`] is exempt.
    fn agrees(found: Fraction, exact: Option<Ratio>) -> Result<(), TestCaseError> {
        if !found.is_beyond() {
            prop_assert_eq!(ratio_of_fraction(found), exact);
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn operations_are_those_of_rationals(x in decimals(), y in decimals(), digits in -15i8..=15) {
            let (a, b, p, q) = (Fraction::of(x), Fraction::of(y), ratio(x), ratio(y));
            let known = |value: Ratio| Some(value);
            let divisible = q != Ratio::default();
            agrees(a, known(p.clone()))?;
            agrees(a.plus(b), known(&p + &q))?;
            agrees(a.minus(b), known(&p - &q))?;
            agrees(a.times(b), known(&p * &q))?;
            agrees(a.over(b), divisible.then(|| &p / &q))?;
            agrees(a.remainder(b), divisible.then(|| &p % &q))?;
            agrees(a.negated(), known(-p.clone()))?;
            agrees(a.floor(), known(p.floor()))?;
            agrees(a.ceil(), known(p.ceil()))?;
            let power = ratio(format!("1e{digits}").parse().unwrap());
            agrees(a.rounded(digits), known((&p * &power).round() / &power))?;
            if !a.is_beyond() && !b.is_beyond() {
                prop_assert_eq!(a.partial_cmp(&b), p.partial_cmp(&q));
                prop_assert_eq!(a == b, p == q);
            }
        }

        #[test]
        fn a_column_is_taken_apart_as_its_values_are(
            values in prop::collection::vec(decimals(), 0..5),
            scale in 0..COMMON,
        ) {
            let rounded = |x: f64| (x.clamp(-1e9, 1e9) * SCALES[scale].1).round() / SCALES[scale].1;
            for values in [values.clone(), values.into_iter().map(rounded).collect()] {
                match Fraction::of_alike(&values) {
                    Some(alike) => {
                        let exact: Vec<Option<Ratio>> = values.iter().map(|&x| Some(ratio(x))).collect();
                        prop_assert_eq!(alike.into_iter().map(ratio_of_fraction).collect::<Vec<_>>(), exact);
                    }
                    None => prop_assert!(values.iter().any(|&x| scaled(x).is_none_or(|(_, at)| at >= COMMON)
                        || x.abs() * SCALES[COMMON - 1].1 >= FIFTEEN_DIGITS)),
                }
            }
        }

        #[test]
        fn what_leaves_is_the_nearest_double(x in decimals(), y in decimals()) {
            let quotient = Fraction::of(x).over(Fraction::of(y));
            if let Some(exact) = ratio_of_fraction(quotient) {
                prop_assert_eq!(quotient.nearest(), nearest(&exact));
            }
            if Fraction::of(x).is_number() {
                prop_assert_eq!(Fraction::of(x).nearest(), x + 0.0);
            }
        }

        #[test]
        fn usual_numbers_are_held(
            m in -1_000_000_000_000i64..1_000_000_000_000,
            k in 0i32..7,
            d in 1i64..1_000_000_000,
        ) {
            let (x, y) = (format!("{m}e-{k}").parse().unwrap(), d as f64 / 100.0);
            let growth =
                Fraction::of(x).over(Fraction::of(y)).minus(Fraction::whole(1)).times(Fraction::whole(100));
            prop_assert!(!growth.is_beyond());
        }
    }

    #[test]
    fn what_is_no_number_stays_none() {
        let one = Fraction::whole(1);
        for none in [one.over(Fraction::ZERO), one.remainder(Fraction::ZERO), Fraction::NONE.plus(one)] {
            assert!(!none.is_number() && !none.is_beyond());
        }
        assert!(Fraction::of(1e300).is_beyond() && Fraction::of(1e300).times(one).is_beyond());
        assert!(Fraction::whole(i64::MAX).times(Fraction::whole(i64::MAX)).is_beyond());
    }

    #[test]
    fn halves_go_away_from_zero() {
        let rounded = |x: f64, digits: i8| Fraction::of(x).rounded(digits).nearest();
        assert_eq!([rounded(1.005, 2), rounded(-1.005, 2), rounded(2.5, 0)], [1.01, -1.01, 3.0]);
        assert_eq!([rounded(1250.0, -2), rounded(-1249.9, -2)], [1300.0, -1200.0]);
    }
}
