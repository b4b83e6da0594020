//! The decimal digits of a double.

/// `(d, p)` of the shortest decimal `d · 10^p` that reads back as `x`; `d` has at most 17 digits. An infinite
/// or undefined `x` gives `d = 0`.
pub(crate) fn written(x: f64) -> (i64, i32) {
    let text = format!("{x:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or(("0", "0"));
    let digits = mantissa.bytes().filter(u8::is_ascii_digit);
    let decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let number = digits.fold(0, |number, digit| 10 * number + i64::from(digit - b'0'));
    let power = exponent.parse::<i32>().unwrap_or_default() - decimals as i32;
    (if x < 0.0 { -number } else { number }, power)
}
