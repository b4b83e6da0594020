//! Numbers as by hand: rationals made from the digits of what is written.

use num_rational::BigRational;
use num_traits::ToPrimitive;

/// The number that a decimal is, without an exponent.
pub(crate) fn decimal(text: &str) -> BigRational {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let scale = BigRational::from_integer(10.into()).pow(fraction.len() as i32);
    let digits = format!("{whole}{fraction}").parse().expect("digits");
    BigRational::from_integer(digits) / scale
}

/// The decimal that a double is written as.
pub(crate) fn of(x: f64) -> BigRational {
    decimal(&x.to_string())
}

/// The double nearest to a number.
pub(crate) fn double(number: &BigRational) -> f64 {
    number.to_f64().expect("a number has a double")
}
