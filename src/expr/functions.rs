//! The functions of the language: their names, how many values they take, and the formulas behind them.

use jiff::civil::Date;

/// A function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Coalesce,
    NullIf,
    Least,
    Greatest,
    Abs,
    Ln,
    Sqrt,
    Power,
    Round,
    Floor,
    Ceil,
    YearsBetween,
}

/// Name, function, and what a message says it takes.
const FUNCTIONS: &[(&str, Function, &str)] = &[
    ("COALESCE", Function::Coalesce, "at least 1"),
    ("NULLIF", Function::NullIf, "2"),
    ("LEAST", Function::Least, "at least 1"),
    ("GREATEST", Function::Greatest, "at least 1"),
    ("ABS", Function::Abs, "1"),
    ("LN", Function::Ln, "1"),
    ("SQRT", Function::Sqrt, "1"),
    ("POWER", Function::Power, "2"),
    ("ROUND", Function::Round, "1 or 2"),
    ("FLOOR", Function::Floor, "1"),
    ("CEIL", Function::Ceil, "1"),
    ("YEARS_BETWEEN", Function::YearsBetween, "2"),
];

impl Function {
    /// The function called `name`, in upper or lower case.
    pub(super) fn named(name: &str) -> Option<Function> {
        FUNCTIONS
            .iter()
            .find(|(known, ..)| known.eq_ignore_ascii_case(name))
            .map(|(_, function, _)| *function)
    }

    /// Every name.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        FUNCTIONS.iter().map(|(name, ..)| *name)
    }

    /// How many values it takes, for a message.
    pub(super) fn takes(self) -> &'static str {
        FUNCTIONS.iter().find(|(_, function, _)| *function == self).map_or("", |(.., takes)| takes)
    }
}

/// What to write instead of a function that other dialects of SQL have.
pub(super) fn instead(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_uppercase().as_str() {
        "IF" | "IIF" | "DECODE" => "write CASE WHEN condition THEN value ELSE value END",
        "IFNULL" | "ISNULL" | "NVL" => "write COALESCE(value, value)",
        "MIN" | "MAX" => "a rule sees one firm: the extremes of several of its values are LEAST and GREATEST",
        "SUM" | "AVG" | "COUNT" => "a rule sees one firm: add its values up with `+`",
        "LEFT" | "SUBSTR" | "SUBSTRING" | "REGEXP_LIKE" | "STARTS_WITH" => "write LIKE '32%'",
        "MOD" => "write `x % y`",
        "LOG" | "LOG10" => "write LN(x), or LN(x) / LN(10)",
        "EXP" => "write POWER(2.718281828459045, x)",
        "DATEDIFF" | "AGE" | "YEAR" => "write YEARS_BETWEEN(from, to)",
        _ => return None,
    })
}

/// A function of one number. Its value is missing where the result is not finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfOne {
    Negate,
    Abs,
    Ln,
    Sqrt,
    Floor,
    Ceil,
    /// To this many decimals, [`MAX_DIGITS`] either way.
    Round(i8),
}

/// Rounding reaches from this many decimals to as many zeros.
pub(super) const MAX_DIGITS: i8 = 15;

/// `10^n`, exact in a double up to n = 22.
const POWERS_OF_TEN: [f64; 16] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// `x` rounded to `digits` decimals, half away from zero, as it is written rather than as it is stored.
///
/// With `k = ⌊|x|·10^digits⌋` the result is `±(k + 1) / 10^digits` if `|x| ≥ (k + ½) / 10^digits`, else `±k / 10^digits`. The
/// quotients are the doubles nearest to those decimals, so 1.005, which is stored as 1.00499…, is a half: `ROUND(1.005, 2)`
/// is 1.01. Should the product round up to a whole `k`, then `x` is nearest to that `k` all the same.
#[inline]
pub(super) fn round(x: f64, digits: i8) -> f64 {
    let power = POWERS_OF_TEN[usize::from(digits.unsigned_abs()).min(POWERS_OF_TEN.len() - 1)];
    if digits <= 0 {
        return (x / power).round() * power;
    }
    let scaled = x.abs() * power;
    // From 2^52 on a double has no fraction left to round.
    if scaled >= 4_503_599_627_370_496.0 {
        return x;
    }
    let below = scaled.floor();
    let reaches_half = x.abs() >= (below + 0.5) / power;
    ((below + f64::from(u8::from(reaches_half))) / power).copysign(x)
}

/// Whole years from `from` to `to`: the anniversaries of `from` after it and up to `to`. An anniversary of 29 February is
/// 1 March in a common year. `years_between(a, b) = −years_between(b, a)`.
#[inline]
pub(super) fn years_between(from: Date, to: Date) -> f64 {
    let (earlier, later, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
    let before_anniversary = (later.month(), later.day()) < (earlier.month(), earlier.day());
    let years = i32::from(later.year()) - i32::from(earlier.year()) - i32::from(before_anniversary);
    f64::from(sign * years)
}

/// The day written as `YYYY-MM-DD`, and in no other way.
pub(super) fn day(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let written = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    written.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use jiff::{Unit, civil::date};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_found_in_any_case() {
        assert_eq!(Function::named("coalesce"), Some(Function::Coalesce));
        assert_eq!(Function::named("Years_Between"), Some(Function::YearsBetween));
        assert_eq!(Function::named("CEILING"), None);
        assert!(Function::names().all(|name| Function::named(name).is_some()));
    }

    #[test]
    fn halves_go_away_from_zero_as_they_are_written() {
        let cases = [
            (2.5, 0, 3.0),
            (-2.5, 0, -3.0),
            (0.49999999999999994, 0, 0.0),
            (1.005, 2, 1.01),
            (-1.005, 2, -1.01),
            (0.285, 2, 0.29),
            (1.115, 2, 1.12),
            (2.675, 2, 2.68),
            (1.00499, 2, 1.0),
            (0.1 + 0.2, 1, 0.3),
            (1.004_999_999_999_999_6, 2, 1.0),
            (-184_780_392.214_144_97, 5, -184_780_392.214_14),
            (0.999_999_999_999_999_9, 15, 1.0),
            (1250.0, -2, 1300.0),
            (-1249.9, -2, -1200.0),
            (0.0, 2, 0.0),
            (1e300, 3, 1e300),
            (f64::MAX, 15, f64::MAX),
            (123_456_789.125, 2, 123_456_789.13),
        ];
        for (x, digits, rounded) in cases {
            assert_eq!(round(x, digits), rounded, "ROUND({x}, {digits})");
        }
    }

    proptest! {
        /// Against decimal arithmetic on integers: k + ½ units of the last place but one.
        #[test]
        fn every_written_half_is_rounded_up(k in 0_i64..10_000_000_000, digits in 1_i8..6, negative: bool) {
            let sign = if negative { "-" } else { "" };
            let unit = 10_i64.pow(u32::from(digits.unsigned_abs()));
            let half: f64 = format!("{sign}{}.{:0width$}5", k / unit, k % unit, width = digits as usize).parse().unwrap();
            let up: f64 = format!("{sign}{}.{:0width$}", (k + 1) / unit, (k + 1) % unit, width = digits as usize).parse().unwrap();
            prop_assert_eq!(round(half, digits), up);
        }

        /// Against the exact decimal expansion of every double but the halves.
        #[test]
        fn other_values_go_to_the_nearest(x in -1e9_f64..1e9, digits in 1_i8..6) {
            let unit = 10_f64.powi(i32::from(digits));
            prop_assume!(((x.abs() * unit).floor() + 0.5) / unit != x.abs());
            let nearest: f64 = format!("{x:.*}", digits as usize).parse().unwrap();
            prop_assert_eq!(round(x, digits), nearest);
        }

        /// Against jiff's calendar arithmetic, which has its own rule only for 29 February.
        #[test]
        fn years_agree_with_the_calendar(a in -700_000_i32..700_000, b in -700_000_i32..700_000) {
            let day = |days: i32| date(2000, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let (a, b) = (day(a), day(b));
            prop_assume!(![a, b].iter().any(|d| d.month() == 2 && d.day() == 29));
            let years = a.until((Unit::Year, b)).unwrap().get_years();
            prop_assert_eq!(years_between(a, b), f64::from(years));
            prop_assert_eq!(years_between(b, a), -f64::from(years));
        }
    }

    #[test]
    fn a_leap_day_has_its_anniversary_on_the_first_of_march() {
        let leap = date(2020, 2, 29);
        let cases = [
            (date(2021, 2, 28), 0.0),
            (date(2021, 3, 1), 1.0),
            (date(2024, 2, 28), 3.0),
            (date(2024, 2, 29), 4.0),
            (leap, 0.0),
        ];
        for (to, years) in cases {
            assert_eq!(years_between(leap, to), years, "{to}");
            assert_eq!(years_between(to, leap), -years, "{to}");
        }
        assert_eq!(years_between(date(2019, 2, 28), leap), 1.0);
        assert_eq!(years_between(date(2023, 2, 28), date(2024, 2, 29)), 1.0);
    }

    #[test]
    fn a_day_is_written_in_one_way() {
        assert_eq!(day("2024-02-29"), Some(date(2024, 2, 29)));
        for text in
            ["2023-02-29", "20240229", "2024-2-29", "2024-02-29T00:00", "２０２４-01", "", "+024-01-01"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
