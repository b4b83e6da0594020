//! Functions of the language: names, numbers of arguments, and formulas.

use jiff::civil::Date;

use crate::words::{Message, say};

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

/// Name, function, and number of arguments: a number, `any` for at least 1, or `one-or-two`.
const FUNCTIONS: &[(&str, Function, &str)] = &[
    ("COALESCE", Function::Coalesce, "any"),
    ("NULLIF", Function::NullIf, "2"),
    ("LEAST", Function::Least, "any"),
    ("GREATEST", Function::Greatest, "any"),
    ("ABS", Function::Abs, "1"),
    ("LN", Function::Ln, "1"),
    ("SQRT", Function::Sqrt, "1"),
    ("POWER", Function::Power, "2"),
    ("ROUND", Function::Round, "one-or-two"),
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

    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        FUNCTIONS.iter().map(|(name, ..)| *name)
    }

    /// The number of arguments, by which a message selects its words.
    pub(super) fn takes(self) -> &'static str {
        FUNCTIONS.iter().find(|(_, function, _)| *function == self).map_or("", |(.., takes)| takes)
    }
}

/// Replacements for functions of other SQL dialects.
pub(super) fn instead(name: &str) -> Option<Message> {
    Some(match name.to_ascii_uppercase().as_str() {
        "IF" | "IIF" | "DECODE" => say!(expr::write_if),
        "IFNULL" | "ISNULL" | "NVL" => say!(expr::write_coalesce),
        "MIN" | "MAX" => say!(expr::write_extreme),
        "SUM" | "AVG" | "COUNT" => say!(expr::write_sum),
        "LEFT" | "SUBSTR" | "SUBSTRING" | "REGEXP_LIKE" | "STARTS_WITH" => {
            say!(expr::write, code = "LIKE '32%'")
        }
        "MOD" => say!(expr::write_sign, sign = "x % y"),
        "LOG" | "LOG10" => say!(expr::write_logarithm),
        "EXP" => say!(expr::write, code = "POWER(2.718281828459045, x)"),
        "DATEDIFF" | "AGE" | "YEAR" => say!(expr::write_years),
        _ => return None,
    })
}

/// A function of one number; a result that is not finite is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfOne {
    Negate,
    Abs,
    Ln,
    Sqrt,
    Floor,
    Ceil,
    /// Rounds to this many decimals, [`MAX_DIGITS`] either way.
    Round(i8),
}

/// The most decimals, and the most zeros, that ROUND takes.
pub(super) const MAX_DIGITS: i8 = 15;

/// Whole years from `from` to `to`: the anniversaries of `from` after it and up to `to`. An anniversary of 29
/// February is 1 March in a common year. `years_between(a, b) = −years_between(b, a)`.
#[inline]
pub(super) fn years_between(from: Date, to: Date) -> i64 {
    let (earlier, later, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
    let before_anniversary = (later.month(), later.day()) < (earlier.month(), earlier.day());
    let years = i32::from(later.year()) - i32::from(earlier.year()) - i32::from(before_anniversary);
    i64::from(sign * years)
}

/// The day in the form `YYYY-MM-DD` only.
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

    proptest! {
        /// Against jiff's calendar arithmetic, which has its own rule only for 29 February.
        #[test]
        fn years_agree_with_the_calendar(a in -700_000_i32..700_000, b in -700_000_i32..700_000) {
            let day = |days: i32| date(2000, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let (a, b) = (day(a), day(b));
            prop_assume!(![a, b].iter().any(|d| d.month() == 2 && d.day() == 29));
            let years = a.until((Unit::Year, b)).unwrap().get_years();
            prop_assert_eq!(years_between(a, b), i64::from(years));
            prop_assert_eq!(years_between(b, a), -i64::from(years));
        }
    }

    #[test]
    fn a_leap_day_has_its_anniversary_on_the_first_of_march() {
        let leap = date(2020, 2, 29);
        let cases = [
            (date(2021, 2, 28), 0),
            (date(2021, 3, 1), 1),
            (date(2024, 2, 28), 3),
            (date(2024, 2, 29), 4),
            (leap, 0),
        ];
        for (to, years) in cases {
            assert_eq!(years_between(leap, to), years, "{to}");
            assert_eq!(years_between(to, leap), -years, "{to}");
        }
        assert_eq!(years_between(date(2019, 2, 28), leap), 1);
        assert_eq!(years_between(date(2023, 2, 28), date(2024, 2, 29)), 1);
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
