//! Order of windows in time, by their names.

use jiff::civil::Date;

/// A period of the calendar, parsed from its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Period {
    Year(i16),
    /// Year and half of the year, from 1; the same below.
    Half(i16, u32),
    Quarter(i16, u32),
    Month(i16, u32),
    Day(Date),
}

impl Period {
    /// Parses `2026`, `2026H1`, `2026Q1`, `2026-03`, `2026-03-31` and the Chinese forms: `2026年上半年`,
    /// `2026年第一季度`, `2026年3月`. Between year and rest there may be a blank, `-`, `/`, `.` or `_`; two-digit
    /// months and days need no separator.
    pub fn read(name: &str) -> Option<Period> {
        let name = name.trim().to_uppercase();
        let (year, rest) = name.split_at_checked(4)?;
        if !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let year: i16 = year.parse().ok()?;
        let is_mark = |mark: char| [' ', '-', '/', '.', '_', '年', '月'].contains(&mark);
        let marked = rest.starts_with(is_mark);
        let rest = rest.trim_start_matches(is_mark).trim_end_matches(['日', '月']);
        let place = |names: &[&[&str]]| {
            let at = names.iter().position(|names| names.contains(&rest))?;
            u32::try_from(at + 1).ok()
        };
        if rest.is_empty() {
            return Some(Period::Year(year));
        }
        if let Some(half) = place(&[&["H1", "上半年"], &["H2", "下半年"]]) {
            return Some(Period::Half(year, half));
        }
        let quarter = place(&[
            &["Q1", "第一季度", "一季度", "第1季度", "1季度"],
            &["Q2", "第二季度", "二季度", "第2季度", "2季度"],
            &["Q3", "第三季度", "三季度", "第3季度", "3季度"],
            &["Q4", "第四季度", "四季度", "第4季度", "4季度"],
        ]);
        if let Some(quarter) = quarter {
            return Some(Period::Quarter(year, quarter));
        }
        let (month, day) = match rest.split_once(is_mark) {
            Some((month, day)) => (month, Some(day)),
            None if rest.len() == 4 => rest.split_at_checked(2).map(|(month, day)| (month, Some(day)))?,
            None => (rest, None),
        };
        // `20263` may not be a month.
        if !marked && month.len() != 2 {
            return None;
        }
        let number = |text: &str| -> Option<i8> {
            let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse().ok()).flatten()
        };
        let month = number(month).filter(|month| (1..=12).contains(month))?;
        match day {
            None => Some(Period::Month(year, u32::from(month.unsigned_abs()))),
            Some(day) => Date::new(year, month, number(day)?).ok().map(Period::Day),
        }
    }

    /// Whether all have the same length; otherwise one may lie within another.
    pub fn are_alike(all: &[Period]) -> bool {
        let alike = |pair: &[Period]| std::mem::discriminant(&pair[0]) == std::mem::discriminant(&pair[1]);
        all.windows(2).all(alike)
    }

    /// First day; `None` for a year outside the calendar.
    pub fn first_day(self) -> Option<Date> {
        let (year, month) = match self {
            Period::Day(day) => return Some(day),
            Period::Year(year) => (year, 1),
            Period::Half(year, half) => (year, 6 * half - 5),
            Period::Quarter(year, quarter) => (year, 3 * quarter - 2),
            Period::Month(year, month) => (year, month),
        };
        Date::new(year, i8::try_from(month).ok()?, 1).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_dates_are_read() {
        for (names, expected) in [
            (&["2026", " 2026年 "][..], Period::Year(2026)),
            (&["2026H2", "2026h2", "2026-H2", "2026年下半年", "2026 H2"], Period::Half(2026, 2)),
            (&["2026Q3", "2026-q3", "2026年第三季度", "2026年3季度", "2026/Q3"], Period::Quarter(2026, 3)),
            (&["2026-03", "202603", "2026年3月", "2026.3", "2026/03"], Period::Month(2026, 3)),
            (
                &["2026-03-31", "20260331", "2026年3月31日", "2026/3/31"],
                Period::Day(jiff::civil::date(2026, 3, 31)),
            ),
        ] {
            for name in names {
                assert_eq!(Period::read(name), Some(expected), "{name}");
            }
        }
    }

    #[test]
    fn other_names_are_none() {
        for name in [
            "",
            "spring 2024",
            "batch 1",
            "第一批",
            "26H1",
            "2026H3",
            "2026Q5",
            "2026-13",
            "20263",
            "2026-02-30",
            "2026-1-2-3",
            "2026-+3",
            "2026年春",
            "二〇二六",
        ] {
            assert_eq!(Period::read(name), None, "{name}");
        }
        assert!(!Period::are_alike(&[Period::Half(2026, 1), Period::Year(2026)]));
        assert!(Period::are_alike(&[Period::Month(2026, 10), Period::Month(2026, 9)]));
    }

    #[test]
    fn periods_begin_on_a_day() {
        for (name, year, month, day) in [
            ("2026", 2026, 1, 1),
            ("2026H2", 2026, 7, 1),
            ("2026Q4", 2026, 10, 1),
            ("2026-03", 2026, 3, 1),
            ("2026-03-31", 2026, 3, 31),
        ] {
            let first = Period::read(name).and_then(Period::first_day);
            assert_eq!(first, Some(jiff::civil::date(year, month, day)), "{name}");
        }
    }
}
