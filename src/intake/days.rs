//! Reading of calendar days.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::cells::shown;
use super::clock::NoTime;
use super::{DateForm, clock};
use crate::firms::width::folded;
use crate::words::{Message, say};

/// Why a cell is no day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoDay {
    /// Not in any form of a day.
    Form,
    /// Not in the calendar, such as 30 February.
    Calendar,
    /// A spreadsheet's serial number of this day.
    Serial(Date),
    /// Only a year.
    Month,
    /// Only a year and a month.
    Day,
    /// A time of day that gives no day in China.
    Time(NoTime),
}

impl NoDay {
    /// The message for `cell`, in a workbook whose days count from 1904 or in any other file.
    pub fn message(self, cell: &str, since_1904: bool) -> Message {
        let cell = shown(cell);
        match self {
            NoDay::Serial(day) if since_1904 => {
                // Day 0 is 1904-01-01 in place of 1899-12-30.
                let day = day.checked_add(1462.days()).unwrap_or(day);
                say!(intake::day_serial_1904, cell = cell, day = day)
            }
            NoDay::Form => say!(intake::day_not_one, cell = cell),
            NoDay::Calendar => say!(intake::day_not_in_calendar, cell = cell),
            NoDay::Serial(day) => say!(intake::day_serial, cell = cell, day = day),
            NoDay::Month => say!(intake::day_without_month, cell = cell),
            NoDay::Day => say!(intake::day_without_day, cell = cell),
            NoDay::Time(NoTime::Invalid) => say!(intake::time_invalid, cell = cell),
            NoDay::Time(NoTime::Unzoned) => say!(intake::time_unzoned, cell = cell),
            NoDay::Time(NoTime::Zone(zone)) => say!(intake::time_zone, cell = cell, zone = shown(&zone)),
        }
    }
}

/// Days that databases, spreadsheets and programs write for unknown days: the zero of .NET, SQL Server, both
/// day systems of Excel, MySQL, Windows and Unix (also in time zones west of UTC), and the last day of the
/// calendar.
pub(super) const PLACEHOLDERS: [Date; 11] = [
    date(1, 1, 1),
    date(1000, 1, 1),
    date(1601, 1, 1),
    date(1753, 1, 1),
    date(1899, 12, 30),
    date(1899, 12, 31),
    date(1900, 1, 1),
    date(1904, 1, 1),
    date(1969, 12, 31),
    date(1970, 1, 1),
    date(9999, 12, 31),
];

/// Reads a calendar day: `2023-01-05`, `2023/1/5`, `2023.1.5`, `20230105` or `2023年1月5日`, also followed by
/// midnight. A day with a time and a zone is China's day at that moment.
///
/// # Errors
/// Why it is no day.
#[inline]
pub(super) fn day(cell: &str) -> Result<Date, NoDay> {
    if let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *cell.as_bytes()
        && let Some(year) = number(&[y1, y2, y3, y4])
        && let Some(month) = number(&[m1, m2])
        && let Some(day) = number(&[d1, d2])
    {
        return civil(year, month, day);
    }
    let text = folded(cell);
    other_day(&text).map_err(|reason| match serial_day(&text) {
        Some(date) => NoDay::Serial(date),
        None => reason,
    })
}

/// As [`day`], but the column's form may allow a year or a month in place of a day.
///
/// # Errors
/// As [`day`].
pub(super) fn day_of(cell: &str, form: Option<DateForm>) -> Result<Date, NoDay> {
    let Some(form) = form else { return day(cell) };
    day(cell).or_else(|reason| match (partial(&folded(cell)), form) {
        (Some((year, Some(month))), _) => civil(year, month, 1),
        (Some((year, None)), DateForm::Year) => civil(year, 1, 1),
        _ => Err(reason),
    })
}

/// A year, or a year and a month, in the forms of [`day`]; the separator may also be a blank.
fn partial(text: &str) -> Option<(i16, Option<i16>)> {
    let year = |text: &str| (text.len() == 4).then(|| number(text.as_bytes()))?;
    if let Some(year) = year(text.strip_suffix('年').unwrap_or(text)) {
        return Some((year, None));
    }
    if let (6, Some(whole)) = (text.len(), text.get(..4).and_then(year)) {
        let month = text.get(4..).filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        if let Some(month) = month.and_then(|month| number(month.as_bytes())) {
            return Some((whole, Some(month)));
        }
    }
    let (first, rest) = text.split_once(['-', '/', '.', '年'])?;
    let month = number(rest.strip_suffix('月').unwrap_or(rest).as_bytes())?;
    Some((year(first)?, Some(month)))
}

/// The day of the spreadsheet serial number `cell` (1 is 1900-01-01, with 1900 as a leap year), if in 1954 to
/// 2064: a day in a cell that lost its format.
pub(super) fn serial_day(cell: &str) -> Option<Date> {
    const DAY_ZERO: Date = date(1899, 12, 30);
    let (whole, clock) = cell.split_once('.').unwrap_or((cell, ""));
    let is_number = whole.len() == 5 && whole.bytes().chain(clock.bytes()).all(|byte| byte.is_ascii_digit());
    let days: i64 = whole.parse().ok().filter(|_| is_number)?;
    let is_likely = (20_000..60_000).contains(&days);
    is_likely.then(|| DAY_ZERO.checked_add(days.days()).ok())?
}

fn other_day(text: &str) -> Result<Date, NoDay> {
    let Some((day, behind)) = clock::split(text) else { return plain_day(text) };
    let day = plain_day(day)?;
    clock::day_at(day, behind).map_err(NoDay::Time)?.ok_or(NoDay::Calendar)
}

/// A day without a time.
fn plain_day(text: &str) -> Result<Date, NoDay> {
    let bytes = text.as_bytes();
    if bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit) {
        let parts = (number(&bytes[..4]), number(&bytes[4..6]), number(&bytes[6..]));
        let (Some(year), Some(month), Some(day)) = parts else { return Err(NoDay::Form) };
        return civil(year, month, day);
    }
    let Some(separator) = text.chars().find(|c| !c.is_ascii_digit()) else {
        return Err(if text.len() == 4 { NoDay::Month } else { NoDay::Form });
    };
    let parts: Vec<&str> = match separator {
        '-' | '/' | '.' => text.split(separator).collect(),
        '年' => {
            let body = text.strip_suffix(['日', '号']).unwrap_or(text);
            body.split(['年', '月']).filter(|part| !part.is_empty()).collect()
        }
        _ => return Err(NoDay::Form),
    };
    let numbers: Option<Vec<i16>> = parts.iter().map(|part| number(part.as_bytes())).collect();
    match (numbers.as_deref(), parts.first().map(|year| year.len())) {
        (Some(&[year, month, day]), Some(4)) => civil(year, month, day),
        (Some(&[_, _]), Some(4)) => Err(NoDay::Day),
        (Some(&[_]), Some(4)) => Err(NoDay::Month),
        _ => Err(NoDay::Form),
    }
}

/// One to four digits.
#[inline]
fn number(digits: &[u8]) -> Option<i16> {
    let all_digits = (1..=4).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    all_digits.then(|| digits.iter().fold(0, |number, digit| number * 10 + i16::from(digit - b'0')))
}

#[inline]
fn civil(year: i16, month: i16, day: i16) -> Result<Date, NoDay> {
    let date = i8::try_from(month).ok().zip(i8::try_from(day).ok()).filter(|_| year > 0);
    date.and_then(|(month, day)| Date::new(year, month, day).ok()).ok_or(NoDay::Calendar)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::words::Language;

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
            "2023年1月5日 0:00",
            "20230105T000000",
            "2023-01-05T08:30:00.000Z",
            "2023-01-04T16:00:00Z",
            "2023-01-04t16:00:00z",
            "2023-01-05T23:59:59+08:00",
            "2023-01-05　00：00：00＋08：00",
            "2023/1/5 12:00:00 AM",
        ] {
            assert_eq!(day(cell), Ok(date(2023, 1, 5)), "{cell}");
        }
        assert_eq!(day("2024-02-29"), Ok(date(2024, 2, 29)));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for cell in ["2023-02-30", "2023-13-01", "2023-00-10", "20230230", "0000-01-01", "9999-12-31T20:00Z"]
        {
            assert_eq!(day(cell), Err(NoDay::Calendar), "{cell}");
        }
        for cell in ["2023-01", "2023年1月", "2023/1"] {
            assert_eq!(day(cell), Err(NoDay::Day), "{cell}");
        }
        for cell in ["2023年", "2023", "２０２３"] {
            assert_eq!(day(cell), Err(NoDay::Month), "{cell}");
        }
        for (cell, day_of) in
            [("43221", date(2018, 5, 1)), ("４４９３１", date(2023, 1, 5)), ("44931.5", date(2023, 1, 5))]
        {
            assert_eq!(day(cell), Err(NoDay::Serial(day_of)), "{cell}");
        }
        for cell in ["2023-01-05 99:99:99", "2023-01-05T8:30", "2023-01-05 16:00:00"] {
            assert!(day(cell).is_err_and(|why| matches!(why, NoDay::Time(_))), "{cell}");
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
            assert_eq!(day(cell), Err(NoDay::Form), "{cell}");
        }
    }

    #[test]
    fn why_a_cell_is_no_day_is_said_in_both_languages() {
        let said = |cell: &str| {
            let why = day(cell).expect_err("it is no day").message(cell, false);
            Language::ALL.map(|language| why.say(language).into_owned())
        };
        assert_eq!(
            said("44931"),
            [
                "`44931` is a spreadsheet's number for the day 2023-01-05",
                "“44931”是电子表格的日期序号，对应2023年1月5日"
            ]
        );
        assert_eq!(
            said("2023-01-05 16:00:00[Mars]"),
            [
                "`2023-01-05 16:00:00[Mars]` names the zone `Mars` without its offset from UTC",
                "“2023-01-05 16:00:00[Mars]”注明时区“Mars”，但未注明与 UTC 的时差"
            ]
        );
        assert_eq!(said("2023-02-30")[0], "`2023-02-30` does not exist in the calendar");
    }

    #[test]
    fn a_year_or_month_is_its_first_day_where_the_column_says_so() {
        let of = |cell: &str, form| day_of(cell, Some(form)).ok();
        for cell in ["2007", "２００７", "2007年"] {
            assert_eq!(of(cell, DateForm::Year), Some(date(2007, 1, 1)), "{cell}");
            assert_eq!((of(cell, DateForm::Month), day_of(cell, None).ok()), (None, None), "{cell}");
        }
        for cell in ["2007-05", "2007/5", "2007.5", "200705", "2007年5月", "2007年05"] {
            for form in [DateForm::Year, DateForm::Month] {
                assert_eq!(of(cell, form), Some(date(2007, 5, 1)), "{cell}");
            }
        }
        assert_eq!(of("2007-05-09", DateForm::Year), Some(date(2007, 5, 9)));
        for cell in ["200713", "2007-13", "0000", "207", "20070", "year", "2007-0x", "43221", "甲乙"] {
            assert_eq!(of(cell, DateForm::Year), None, "{cell}");
        }
    }

    /// Days on which clocks went ahead and back, at 2 o'clock, 1986 to 1991 (IANA time zone database,
    /// `Asia/Shanghai`).
    const SUMMERS: [(Date, Date); 6] = [
        (date(1986, 5, 4), date(1986, 9, 14)),
        (date(1987, 4, 12), date(1987, 9, 13)),
        (date(1988, 4, 17), date(1988, 9, 11)),
        (date(1989, 4, 16), date(1989, 9, 17)),
        (date(1990, 4, 15), date(1990, 9, 16)),
        (date(1991, 4, 14), date(1991, 9, 15)),
    ];

    proptest! {
        #[test]
        fn a_day_reads_back_as_written(year in 1i16..=9999, month in 1i8..=12, day_of in 1i8..=28) {
            let expected = date(year, month, day_of);
            prop_assert_eq!(day(&expected.to_string()), Ok(expected));
            prop_assert_eq!(day(&format!("{year:04}/{month}/{day_of}")), Ok(expected));
            prop_assert_eq!(day(&format!("{year:04}年{month}月{day_of}日")), Ok(expected));
        }

        #[test]
        fn a_moment_is_one_day_in_whatever_zone_it_is_written(
            minutes in -720i32..=840,
            days in prop_oneof![-18_000i64..20_000, -5_200i64..-2_900],
            at in prop_oneof![0i32..1440, 880i32..980],
        ) {
            let whole = date(2000, 1, 1).checked_add(days.days()).unwrap();
            let utc = whole.at((at / 60) as i8, (at % 60) as i8, 0, 0);
            let local = utc.checked_add(i64::from(minutes).minutes()).unwrap();
            let sign = if minutes < 0 { '-' } else { '+' };
            let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
            let cell = format!("{local}{sign}{hours:02}:{rest:02}");
            let standard = utc.checked_add(8.hours()).unwrap();
            // 2 o'clock of summer time, when it ends, is 1 o'clock of standard time.
            let is_summer = SUMMERS.iter().any(|(ahead, back)| {
                (ahead.at(2, 0, 0, 0)..back.at(1, 0, 0, 0)).contains(&standard)
            });
            let china = standard.checked_add(i64::from(is_summer).hours()).unwrap().date();
            prop_assert_eq!(day(&cell), Ok(china), "{}", cell);
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,14}") {
            let _ = (day(&text), day_of(&text, Some(DateForm::Year)));
        }
    }
}
