//! Days and times of day from serial numbers, of either epoch.

use std::fmt::Write;

/// The day that serial numbers count from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Epoch {
    /// Serial 1 is 1 January 1900, and serial 60 is 29 February 1900, which did not exist.
    #[default]
    Y1900,
    /// Serial 0 is 1 January 1904.
    Y1904,
}

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The serial `value` in whole days and seconds, if it lies in the years that a worksheet knows.
fn split(value: f64, epoch: Epoch) -> Option<(i64, i64)> {
    let end = match epoch {
        Epoch::Y1900 => 2_958_466,
        Epoch::Y1904 => 2_957_004,
    };
    if !(0.0..end as f64).contains(&value) {
        return None;
    }
    let seconds = (value * DAY as f64).round() as i64;
    let (days, seconds) = (seconds / DAY, seconds % DAY);
    (days < end).then_some((days, seconds))
}

/// Appends the day of `serial`.
fn push_day(serial: i64, epoch: Epoch, out: &mut String) {
    let since_1970 = match (epoch, serial) {
        (Epoch::Y1900, 0) => return out.push_str("1900-01-00"),
        (Epoch::Y1900, 60) => return out.push_str("1900-02-29"),
        (Epoch::Y1900, ..60) => serial - 25_568,
        (Epoch::Y1900, _) => serial - 25_569,
        (Epoch::Y1904, _) => serial - 24_107,
    };
    // Days from 1 March of the year 0, in eras of 400 years.
    let days = since_1970 + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let _ = write!(out, "{year:04}-{month:02}-{day:02}");
}

/// Appends the time of day, or a duration with any number of hours.
fn push_time(seconds: i64, out: &mut String) {
    let _ = write!(out, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/// Appends the day of `value`. False if it is no day.
pub(crate) fn day(value: f64, epoch: Epoch, out: &mut String) -> bool {
    let Some((days, _)) = split(value, epoch) else { return false };
    push_day(days, epoch, out);
    true
}

/// Appends the day of `value`, and its time unless midnight. False if it is no day.
pub(crate) fn moment(value: f64, epoch: Epoch, out: &mut String) -> bool {
    let Some((days, seconds)) = split(value, epoch) else { return false };
    push_day(days, epoch, out);
    if seconds > 0 {
        out.push(' ');
        push_time(seconds, out);
    }
    true
}

/// Appends the time of day of `value`, after its day if there is one. False if it is no time.
pub(crate) fn clock(value: f64, epoch: Epoch, out: &mut String) -> bool {
    match split(value, epoch) {
        None => false,
        Some((0, seconds)) => {
            push_time(seconds, out);
            true
        }
        Some(_) => moment(value, epoch, out),
    }
}

/// Appends the duration `value` in hours, minutes and seconds. False if it is none.
pub(crate) fn elapsed(value: f64, out: &mut String) -> bool {
    let Some((days, seconds)) = split(value, Epoch::Y1900) else { return false };
    push_time(days * DAY + seconds, out);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_become_days() {
        for (serial, epoch, text) in [
            (0.0, Epoch::Y1900, "1900-01-00"),
            (1.0, Epoch::Y1900, "1900-01-01"),
            (59.0, Epoch::Y1900, "1900-02-28"),
            (60.0, Epoch::Y1900, "1900-02-29"),
            (61.0, Epoch::Y1900, "1900-03-01"),
            (25_569.0, Epoch::Y1900, "1970-01-01"),
            (44_931.0, Epoch::Y1900, "2023-01-05"),
            (44_931.354_166_666_664, Epoch::Y1900, "2023-01-05 08:30:00"),
            (44_930.999_999, Epoch::Y1900, "2023-01-05"),
            (44_930.999_99, Epoch::Y1900, "2023-01-04 23:59:59"),
            (2_958_465.0, Epoch::Y1900, "9999-12-31"),
            (0.0, Epoch::Y1904, "1904-01-01"),
            (43_469.0, Epoch::Y1904, "2023-01-05"),
            (2_957_003.5, Epoch::Y1904, "9999-12-31 12:00:00"),
        ] {
            let mut out = String::new();
            assert!(moment(serial, epoch, &mut out), "{serial}");
            let (day_alone, mut shown) = (text.split(' ').next().unwrap_or_default(), String::new());
            assert!(day(serial, epoch, &mut shown) && shown == day_alone, "{serial}");
            assert_eq!(out, text, "{serial}");
        }
        for serial in [-1.0, -1e-9, 2_958_466.0, 2_958_465.999_999_9, f64::NAN, f64::INFINITY] {
            assert!(!day(serial, Epoch::Y1900, &mut String::new()), "{serial}");
        }
    }

    #[test]
    fn times_have_no_day_below_one() {
        for (value, text) in [
            (0.0, "00:00:00"),
            (0.354_166_666_666_666_7, "08:30:00"),
            (0.999_999, "1900-01-01"),
            (44_931.5, "2023-01-05 12:00:00"),
        ] {
            let mut out = String::new();
            assert!(clock(value, Epoch::Y1900, &mut out));
            assert_eq!(out, text);
        }
        let mut out = String::new();
        assert!(elapsed(1.5, &mut out));
        assert_eq!(out, "36:00:00");
    }
}
