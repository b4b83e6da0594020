//! From the text of a cell to a flag or a day, and how messages show a cell.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::firms::width::folded;

/// Reads a flag: 是/否, 有, Y/N, yes/no, true/false, T/F, 1/0, 1.0/0.0, √/×; ASCII letters in either case. 无 is a mark for a
/// missing cell in the built-in dictionary, and says no where a dictionary does not list it.
#[inline]
pub(super) fn flag(cell: &str) -> Option<bool> {
    match cell.as_bytes() {
        b"1" => return Some(true),
        b"0" => return Some(false),
        _ => {}
    }
    match cell {
        "是" | "有" | "√" | "✓" | "✔" => return Some(true),
        "否" | "无" | "×" | "✗" => return Some(false),
        _ if cell.len() > 15 => return None,
        _ => {}
    }
    match folded(cell).to_ascii_lowercase().as_str() {
        "y" | "yes" | "true" | "t" | "1" | "1.0" => Some(true),
        "n" | "no" | "false" | "f" | "0" | "0.0" => Some(false),
        _ => None,
    }
}

/// Reads a flag in its usual forms (是, 否, 1, 0) that begins `bytes` and ends with them or at `delimiter`: its value and
/// length.
#[inline]
pub(super) fn plain_flag(bytes: &[u8], delimiter: u8) -> Option<(bool, usize)> {
    let (value, length) = match bytes {
        [b'0', ..] => (false, 1),
        [b'1', ..] => (true, 1),
        _ if bytes.starts_with("否".as_bytes()) => (false, "否".len()),
        _ if bytes.starts_with("是".as_bytes()) => (true, "是".len()),
        _ => return None,
    };
    bytes.get(length).is_none_or(|&byte| byte == delimiter).then_some((value, length))
}

/// Reads a calendar day: `2023-01-05`, `2023/1/5`, `2023.1.5`, `20230105` or `2023年1月5日`, with or without a time of day,
/// which is left out.
///
/// # Errors
/// Why it is no day.
#[inline]
pub(super) fn day(cell: &str) -> Result<Date, String> {
    if let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *cell.as_bytes()
        && let Some(year) = number(&[y1, y2, y3, y4])
        && let Some(month) = number(&[m1, m2])
        && let Some(day) = number(&[d1, d2])
    {
        return civil(year, month, day);
    }
    let text = folded(cell);
    other_day(&text).map_err(|reason| match serial_day(&text) {
        Some(date) => format!("is a spreadsheet's number for a day, {date}"),
        None => reason,
    })
}

/// The day that spreadsheets count as the number `cell` (1 is 1900-01-01, and 1900 is taken for a leap year), if it is
/// of the years 1954 to 2064: a day in a cell that lost its form.
pub(super) fn serial_day(cell: &str) -> Option<Date> {
    const DAY_ZERO: Date = jiff::civil::date(1899, 12, 30);
    let (whole, clock) = cell.split_once('.').unwrap_or((cell, ""));
    let is_number = whole.len() == 5 && whole.bytes().chain(clock.bytes()).all(|byte| byte.is_ascii_digit());
    let days: i64 = whole.parse().ok().filter(|_| is_number)?;
    let is_likely = (20_000..60_000).contains(&days);
    is_likely.then(|| DAY_ZERO.checked_add(days.days()).ok())?
}

fn other_day(text: &str) -> Result<Date, String> {
    let none = || "is not a calendar day".to_owned();
    let text = without_clock(text);
    let bytes = text.as_bytes();
    if bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit) {
        let parts = (number(&bytes[..4]), number(&bytes[4..6]), number(&bytes[6..]));
        let (Some(year), Some(month), Some(day)) = parts else { return Err(none()) };
        return civil(year, month, day);
    }
    let separator = text.chars().find(|c| !c.is_ascii_digit()).ok_or_else(none)?;
    let parts: Vec<&str> = match separator {
        '-' | '/' | '.' => text.split(separator).collect(),
        '年' => {
            let body = text.strip_suffix(['日', '号']).unwrap_or(text);
            body.split(['年', '月']).filter(|part| !part.is_empty()).collect()
        }
        _ => return Err(none()),
    };
    let numbers: Option<Vec<i16>> = parts.iter().map(|part| number(part.as_bytes())).collect();
    match (numbers.as_deref(), parts.first().map(|year| year.len())) {
        (Some(&[year, month, day]), Some(4)) => civil(year, month, day),
        (Some(&[_, _] | &[_]), Some(4)) => Err("names no day of the month".to_owned()),
        _ => Err(none()),
    }
}

/// `text` without a time of day behind a blank or a `T`.
fn without_clock(text: &str) -> &str {
    match text.split_once([' ', 'T']) {
        Some((day, clock))
            if clock.trim().starts_with(|c: char| c.is_ascii_digit()) && clock.contains(':') =>
        {
            let is_clock =
                clock.trim().bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'Z'));
            if is_clock { day } else { text }
        }
        _ => text,
    }
}

/// One to four digits.
#[inline]
fn number(digits: &[u8]) -> Option<i16> {
    let all_digits = (1..=4).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    all_digits.then(|| digits.iter().fold(0, |number, digit| number * 10 + i16::from(digit - b'0')))
}

#[inline]
fn civil(year: i16, month: i16, day: i16) -> Result<Date, String> {
    let date = i8::try_from(month).ok().zip(i8::try_from(day).ok()).filter(|_| year > 0);
    date.and_then(|(month, day)| Date::new(year, month, day).ok())
        .ok_or_else(|| "is not a day of the calendar".to_owned())
}

/// A cell in backticks for a message: on one line, and not longer than a person reads.
pub(super) fn shown(cell: &str) -> String {
    const MOST: usize = 60;
    let mut text = String::from("`");
    for (at, c) in cell.trim().chars().enumerate() {
        if at == MOST {
            text.push('…');
            break;
        }
        match c {
            '`' => text.push('\''),
            c if c.is_control() => text.extend(c.escape_default()),
            c => text.push(c),
        }
    }
    text.push('`');
    text
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn flags_of_every_kind() {
        for cell in ["是", "有", "Y", "yes", "TRUE", "t", "1", "１", "1.0", "√", "ＹＥＳ"] {
            assert_eq!(flag(cell), Some(true), "{cell}");
        }
        for cell in ["否", "无", "n", "No", "false", "F", "0", "0.0", "×"] {
            assert_eq!(flag(cell), Some(false), "{cell}");
        }
        for cell in ["maybe", "2", "0.5", "是的吧", "", "是否是否是否是否是否"] {
            assert_eq!(flag(cell), None, "{cell}");
        }
    }

    #[test]
    fn plain_flags_read_as_all_flags_do() {
        for (bytes, value) in [
            ("是,1", Some((true, 3))),
            ("否", Some((false, 3))),
            ("1,", Some((true, 1))),
            ("0", Some((false, 1))),
        ] {
            assert_eq!(plain_flag(bytes.as_bytes(), b','), value, "{bytes}");
            assert_eq!(flag(bytes.split(',').next().unwrap_or_default()), value.map(|(value, _)| value));
        }
        for bytes in ["", "10", "是的", "Y", " 1", "\u{E6}"] {
            assert_eq!(plain_flag(bytes.as_bytes(), b','), None, "{bytes}");
        }
    }

    #[test]
    fn days_of_every_kind() {
        for cell in [
            "2023-01-05",
            "2023-1-5",
            "2023/1/5",
            "2023/01/05",
            "2023.1.5",
            "20230105",
            "2023年1月5日",
            "2023年01月05",
            "２０２３－１－５",
            "2023-01-05 00:00:00",
            "2023/1/5 0:00",
            "2023-01-05T08:30:00.000Z",
        ] {
            assert_eq!(day(cell), Ok(date(2023, 1, 5)), "{cell}");
        }
        assert_eq!(day("2024-02-29"), Ok(date(2024, 2, 29)));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for cell in ["2023-02-30", "2023-13-01", "2023-00-10", "20230230", "0000-01-01"] {
            assert_eq!(day(cell), Err("is not a day of the calendar".to_owned()), "{cell}");
        }
        for cell in ["2023-01", "2023年1月", "2023/1", "2023年"] {
            assert_eq!(day(cell), Err("names no day of the month".to_owned()), "{cell}");
        }
        for (cell, day_of) in
            [("43221", "2018-05-01"), ("４４９３１", "2023-01-05"), ("44931.5", "2023-01-05")]
        {
            assert_eq!(day(cell), Err(format!("is a spreadsheet's number for a day, {day_of}")), "{cell}");
        }
        for cell in [
            "19999",
            "60000",
            "44931.1.2023",
            "23-01-05",
            "5/1/2023",
            "yesterday",
            "2023-1-5-6",
            "",
            "2023--05",
            "2023-01-05 noon",
            "2023年1月5日前",
        ] {
            assert_eq!(day(cell), Err("is not a calendar day".to_owned()), "{cell}");
        }
    }

    #[test]
    fn a_cell_is_shown_on_one_line() {
        assert_eq!(shown(" a\n`b` "), "`a\\n'b'`");
        assert_eq!(shown(&"长".repeat(100)).chars().count(), 63);
    }

    proptest! {
        #[test]
        fn a_day_reads_back_as_written(year in 1i16..=9999, month in 1i8..=12, day_of in 1i8..=28) {
            let expected = date(year, month, day_of);
            prop_assert_eq!(day(&expected.to_string()), Ok(expected));
            prop_assert_eq!(day(&format!("{year:04}/{month}/{day_of}")), Ok(expected));
            prop_assert_eq!(day(&format!("{year:04}年{month}月{day_of}日")), Ok(expected));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,14}") {
            let _ = day(&text);
            let _ = flag(&text);
            prop_assert!(!shown(&text).contains('\n'));
        }
    }
}
