//! Numbers formatted for people.

use crate::words::Percent;
pub use crate::words::{NONE, grouped as thousands};

/// A finite number with this many decimals.
pub fn number(number: impl Into<Option<f64>>, decimals: usize) -> String {
    finite(number).map_or_else(|| NONE.to_owned(), |number| format!("{number:.decimals$}"))
}

/// A share in per cent, with one decimal.
pub fn percent(share: impl Into<Option<f64>>) -> Percent {
    percent_to(share, 1)
}

/// A share in per cent, with this many decimals.
pub fn percent_to(share: impl Into<Option<f64>>, decimals: usize) -> Percent {
    finite(share)
        .map_or_else(Percent::unknown, |share| Percent::new(format_args!("{:.decimals$}", 100.0 * share)))
}

/// A number with thousands separators and at most four decimals.
pub fn short(number: f64) -> String {
    let text = format!("{:.4}", number.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let decimals = decimals.trim_end_matches('0');
    // The digits of numbers from 2^64 on are not grouped.
    let Ok(grouped) = whole.parse().map(thousands) else {
        return finite(number).map_or_else(|| NONE.to_owned(), |number| format!("{number:e}"));
    };
    let sign = if number < 0.0 && (grouped != "0" || !decimals.is_empty()) { "-" } else { "" };
    if decimals.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{decimals}") }
}

/// The number, if finite.
pub(super) fn finite(number: impl Into<Option<f64>>) -> Option<f64> {
    number.into().filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn thousands_are_grouped_from_the_right() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1000), "1,000");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }

    #[test]
    fn numbers_are_short_and_grouped() {
        let shown = [0.0, -0.00001, 1.5, -1234567.25, 12.34567, 1e25].map(short);
        assert_eq!(shown, ["0", "0", "1.5", "-1,234,567.25", "12.3457", "1e25"]);
    }

    #[test]
    fn what_is_no_number_is_missing() {
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let percents = [percent(odd), percent_to(odd, 3)].map(|share| share.say(Language::En));
            assert_eq!(
                ([number(odd, 2), short(odd)], percents),
                ([NONE; 2].map(str::to_owned), [NONE; 2].map(str::to_owned))
            );
        }
        assert_eq!(
            [number(None, 2), percent(0.1234).say(Language::En), number(1.0, 0)],
            [NONE, "12.3 %", "1"]
        );
    }
}
