//! Weights as exact decimals, so sums are exact to the last digit.

/// Decimal places of a weight.
pub(super) const DECIMALS: u32 = 9;
/// Units of `10^-9` in 1.
pub(super) const ONE: i128 = 10i128.pow(DECIMALS);
/// Most digits before the point: sums and products of two stay far within 128 bits.
const MOST_DIGITS: usize = 9;

/// A number as written, in units of `10^-9`: digits, and a point followed by up to [`DECIMALS`] of them.
/// `None` for anything else, including a negative number.
pub(super) fn units(text: &str) -> Option<i128> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_empty = whole.is_empty() && rest.is_empty();
    let is_long = whole.len() > MOST_DIGITS || rest.len() > DECIMALS as usize;
    if is_empty || is_long || !is_digits(whole) || !is_digits(rest) {
        return None;
    }
    format!("{whole}{rest:0<width$}", width = DECIMALS as usize).parse().ok()
}

/// Units as a decimal number without trailing zeros.
pub(super) fn shown(units: i128) -> String {
    let text = format!("{}.{:0width$}", units / ONE, units % ONE, width = DECIMALS as usize);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `a · b / c`, if it is a whole number of units.
pub(super) fn scaled(a: i128, b: i128, c: i128) -> Option<i128> {
    let product = a.checked_mul(b)?;
    (c != 0 && product % c == 0).then(|| product / c)
}

/// Least number of decimals that writes all of `units` exactly.
pub(super) fn decimals(units: impl IntoIterator<Item = i128>) -> u32 {
    let of_one = |units: i128| {
        (0..DECIMALS).find(|&decimals| units % 10i128.pow(DECIMALS - decimals) == 0).unwrap_or(DECIMALS)
    };
    units.into_iter().map(of_one).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_to_its_last_digit() {
        assert_eq!(units("12.5"), Some(12_500_000_000));
        assert_eq!(units(".5"), Some(ONE / 2));
        assert_eq!(units("7."), Some(7 * ONE));
        for text in ["", ".", "-1", "1e3", "1,5", "12.1234567891", "1234567890", "٣", "nan"] {
            assert_eq!(units(text), None, "{text}");
        }
        assert_eq!(shown(12_500_000_000), "12.5");
        assert_eq!(shown(0), "0");
        assert_eq!(shown(100 * ONE), "100");
    }

    #[test]
    fn a_quotient_that_does_not_come_out_even_is_none() {
        assert_eq!(scaled(35 * ONE, 12 * ONE + ONE / 2, 100 * ONE), units("4.375"));
        assert_eq!(scaled(1, 1, 3), None);
        assert_eq!(scaled(1, 1, 0), None);
        assert_eq!(decimals([ONE / 4, ONE]), 2);
        assert_eq!(decimals([1]), 9);
        assert_eq!(decimals([]), 0);
    }
}
