//! A time of day after a day, and the day in China at that time.
//!
//! Systems that store moments in UTC write China's midnight as 16:00 of the day before. A time with a zone is
//! therefore converted; one without is accepted only at midnight, since its zone is unknown.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

/// China's offset from UTC in minutes, summer time excluded.
const CHINA: i32 = 8 * 60;
/// Minutes by which summer time is ahead.
const SUMMER: i32 = 60;
/// Names of zones with China's clock.
const CHINESE_ZONES: [&str; 9] = [
    "asia/shanghai",
    "asia/chongqing",
    "asia/harbin",
    "asia/hong_kong",
    "asia/macau",
    "prc",
    "china standard time",
    "中国标准时间",
    "北京时间",
];
/// Why a time of day gives no day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoTime {
    /// No valid time of day.
    Invalid,
    /// No zone is given.
    Unzoned,
    /// The named zone has no fixed offset: it differs by year or country.
    Zone(String),
}

/// Minutes of a day.
const DAY: i32 = 24 * 60;
/// Greatest offset of a zone from UTC, in minutes.
const FARTHEST: i32 = 14 * 60;

/// `2019-12-31T16:00:00Z` as its day and the rest; `None` without a time of day.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let (day, clock) = text.split_once([' ', 'T', 't'])?;
    let clock = clock.trim();
    clock.starts_with(|c: char| c.is_ascii_digit()).then_some((day, clock))
}

/// China's day at the moment `clock` of the written `day`; `None` beyond the calendar.
///
/// # Errors
/// Why it is no time of day, or gives no day.
pub(super) fn day_at(day: Date, clock: &str) -> Result<Option<Date>, NoTime> {
    let minutes = match moment(clock)? {
        Moment::China => return Ok(Some(day)),
        Moment::Utc(minutes) => minutes,
    };
    let standard = i64::from((minutes + CHINA).div_euclid(DAY));
    let Ok(local) = day.checked_add(standard.days()) else { return Ok(None) };
    let in_day = (minutes + CHINA).rem_euclid(DAY);
    // Within the last hour of the standard day it was the next day already.
    let is_next = in_day + SUMMER >= DAY && is_summer(local);
    Ok(if is_next { local.tomorrow().ok() } else { Some(local) })
}

/// Whether summer time was in force at the end of `day`: in the summers of 1986 to 1991 (IANA time zone
/// database, `Asia/Shanghai`).
fn is_summer(day: Date) -> bool {
    // The first Sunday on or behind a day.
    let sunday = |month: i8, from: i8| {
        let from = date(day.year(), month, from);
        let days = i64::from(Weekday::Sunday.since(from.weekday()));
        from.checked_add(days.days()).unwrap_or(from)
    };
    let begin = match day.year() {
        1986 => date(1986, 5, 4),
        1987..=1991 => sunday(4, 11),
        _ => return false,
    };
    // Summer time ends at 2 o'clock of the last day.
    (begin..sunday(9, 11)).contains(&day)
}

/// A moment of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// On China's clock, or at midnight without a zone.
    China,
    /// So many minutes behind midnight in UTC of the written day.
    Utc(i32),
}

fn moment(clock: &str) -> Result<Moment, NoTime> {
    // `2020-01-01T00:00+08:00[Asia/Shanghai]`: the offset suffices.
    let (clock, named) = bracketed(clock).map_or((clock, None), |(time, zone)| (time.trim_end(), Some(zone)));
    let end =
        clock.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ',')).unwrap_or(clock.len());
    let (time, behind) = clock.split_at(end);
    let behind = behind.trim().to_ascii_lowercase();
    let half = ["am", "pm"].iter().position(|half| *half == behind);
    let (minutes, is_whole) = time_of_day(time, half).ok_or(NoTime::Invalid)?;
    let zone = if half.is_some() || behind.is_empty() {
        named.map(of_name).transpose()?
    } else {
        Some(Zone::Offset(offset(&behind).ok_or(NoTime::Invalid)?))
    };
    match zone {
        Some(Zone::China) => Ok(Moment::China),
        Some(Zone::Offset(offset)) => Ok(Moment::Utc(minutes - offset)),
        None if minutes == 0 && is_whole => Ok(Moment::China),
        None => Err(NoTime::Unzoned),
    }
}

/// A time and the zone in brackets after it: `00:00[Asia/Shanghai]`, `00:00 (CST)`.
fn bracketed(clock: &str) -> Option<(&str, &str)> {
    let pairs = [('[', ']'), ('(', ')')];
    pairs.iter().find_map(|&(open, close)| clock.strip_suffix(close)?.split_once(open))
}

/// A zone: China's, or an offset from UTC in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    China,
    Offset(i32),
}

/// The zone `name`.
///
/// # Errors
/// A zone whose offset differs by year or country.
fn of_name(name: &str) -> Result<Zone, NoTime> {
    let lower = name.trim().to_ascii_lowercase();
    if CHINESE_ZONES.contains(&&*lower) {
        return Ok(Zone::China);
    }
    let utc = ["utc", "gmt", "z", "etc/utc", "etc/gmt"];
    let offset = if utc.contains(&&*lower) { Some(0) } else { offset(&lower) };
    offset.map(Zone::Offset).ok_or_else(|| NoTime::Zone(name.to_owned()))
}

/// Minutes since midnight, and whether seconds and fraction are zero. `half` is 0 for `am`, 1 for `pm`.
fn time_of_day(time: &str, half: Option<usize>) -> Option<(i32, bool)> {
    let (time, fraction) =
        time.split_once(['.', ',']).map_or((time, ""), |(time, fraction)| (time, fraction));
    let parts: Vec<&str> = if time.contains(':') {
        time.split(':').collect()
    } else if time.is_ascii() && matches!(time.len(), 4 | 6) {
        (0..time.len()).step_by(2).map(|at| &time[at..at + 2]).collect()
    } else {
        return None;
    };
    let (&hour, rest) = parts.split_first()?;
    let is_form = (1..=2).contains(&hour.len()) && (1..=2).contains(&rest.len());
    if !is_form || rest.iter().any(|part| part.len() != 2) || (rest.len() == 1 && !fraction.is_empty()) {
        return None;
    }
    let numbers: Option<Vec<i32>> = parts.iter().map(|part| part.parse().ok()).collect();
    let numbers = numbers?;
    let is_fraction = fraction.bytes().all(|byte| byte.is_ascii_digit());
    let hour = match (half, numbers[0]) {
        (None, hour @ 0..24) => hour,
        (Some(half), hour @ 1..=12) => hour % 12 + 12 * half as i32,
        _ => return None,
    };
    let second = numbers.get(2).copied().unwrap_or(0);
    let is_time = numbers[1] < 60 && second < 60 && is_fraction;
    let is_whole = second == 0 && fraction.bytes().all(|byte| byte == b'0');
    is_time.then_some((60 * hour + numbers[1], is_whole))
}

/// The zone `z`, `utc`, `gmt+8`, `+08:00`, `+0800` or `-05` as minutes from UTC.
fn offset(zone: &str) -> Option<i32> {
    let zone = ["utc", "gmt"].iter().find_map(|name| zone.strip_prefix(name)).unwrap_or(zone).trim();
    if matches!(zone, "" | "z") {
        return Some(0);
    }
    let sign = match zone.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = zone[1..].chars().filter(|&c| c != ':').collect();
    let is_form = matches!(digits.len(), 1 | 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_form {
        return None;
    }
    let (hours, minutes) = digits.split_at(digits.len().min(2));
    let minutes: i32 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    let offset = 60 * hours.parse::<i32>().ok()? + minutes;
    (minutes < 60 && offset <= FARTHEST).then_some(sign * offset)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Days from 2019-12-31 to China's day.
    fn shift(clock: &str) -> Result<i64, NoTime> {
        let day = date(2019, 12, 31);
        day_at(day, clock).map(|china| i64::from((china.expect("a day") - day).get_days()))
    }

    #[test]
    fn summer_time_of_the_eighties_counts() {
        for (day, clock, china) in [
            (date(1988, 6, 1), "15:00:00+00", date(1988, 6, 2)),
            (date(1988, 6, 2), "00:00:00+09", date(1988, 6, 2)),
            (date(1988, 6, 1), "14:59:59Z", date(1988, 6, 1)),
            (date(1988, 1, 1), "15:00:00Z", date(1988, 1, 1)),
            (date(1992, 6, 1), "15:00:00Z", date(1992, 6, 1)),
            (date(1986, 5, 3), "15:30:00Z", date(1986, 5, 3)),
            (date(1986, 5, 4), "15:30:00Z", date(1986, 5, 5)),
            (date(1991, 9, 14), "15:30:00Z", date(1991, 9, 15)),
            (date(1991, 9, 15), "15:30:00Z", date(1991, 9, 15)),
            (date(1988, 6, 2), "00:30[Asia/Shanghai]", date(1988, 6, 2)),
        ] {
            assert_eq!(day_at(day, clock), Ok(Some(china)), "{day} {clock}");
        }
    }

    #[test]
    fn a_zone_moves_the_day_to_chinas() {
        for (clock, days) in [
            ("16:00:00.000Z", 1),
            ("15:59:59Z", 0),
            ("16:00Z", 1),
            ("160000Z", 1),
            ("16:00:00 UTC", 1),
            ("16:00:00 GMT", 1),
            ("00:00:00Z", 0),
            ("00:00:00+08:00", 0),
            ("23:59:59+08:00", 0),
            ("23:59:59.999+0800", 0),
            ("00:00:00+08:00[Asia/Shanghai]", 0),
            ("08:30:00 GMT+8", 0),
            ("00:30:00+09:00", -1),
            ("11:00:00-05:00", 1),
            ("10:59-05", 0),
        ] {
            assert_eq!(shift(clock), Ok(days), "{clock}");
        }
    }

    #[test]
    fn without_a_zone_only_midnight_names_a_day() {
        for clock in ["0:00", "00:00", "00:00:00", "00:00:00.000", "000000", "12:00:00 AM", "12:00 am"] {
            assert_eq!(shift(clock), Ok(0), "{clock}");
        }
        for clock in ["8:30", "16:00:00", "00:00:01", "00:00:00.001", "12:00 PM", "1:00:00 am", "0830"] {
            assert!(shift(clock).is_err_and(|why| why == NoTime::Unzoned), "{clock}");
        }
    }

    #[test]
    fn a_zone_in_brackets_is_read_or_refused_and_never_dropped() {
        for (clock, days) in [
            ("16:00:00[Asia/Shanghai]", 0),
            ("16:00:00 [PRC]", 0),
            ("16:00:00 (北京时间)", 0),
            ("16:00:00[UTC]", 1),
            ("16:00:00 (GMT+8)", 0),
            ("16:00:00[+00:00]", 1),
            ("16:00:00+08:00 (CST)", 0),
            ("16:00:00Z[Europe/London]", 1),
        ] {
            assert_eq!(shift(clock), Ok(days), "{clock}");
        }
        for clock in ["16:00:00 (CST)", "00:00:00[America/New_York]", "00:00[Europe/London]", "0:00 AM (EST)"]
        {
            assert!(shift(clock).is_err(), "{clock}");
        }
        let why = shift("00:00:00 (CST)").unwrap_err();
        assert_eq!(why, NoTime::Zone("CST".to_owned()));
    }

    #[test]
    fn what_is_no_time_of_day_is_refused() {
        for clock in [
            "99:99:99",
            "24:00:00",
            "00:60",
            "23:59:60",
            "0",
            "00",
            "00:0",
            "0:00:00:00",
            "13:00 pm",
            "0:00 am",
            "00:00 CST",
            "00:00+25:00",
            "00:00+08:60",
            "00:00+8:0:0",
            "00:00 noon",
            "00:00:00Z?",
            ":00",
        ] {
            assert!(shift(clock).is_err_and(|why| why == NoTime::Invalid), "{clock}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,20}", odd in "[0-9:.+zZTutcgma \\-]{0,20}") {
            for text in [text, odd] {
                let _ = (split(&text), shift(&text));
            }
        }
    }
}
