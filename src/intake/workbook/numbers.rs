//! Numbers as text: at most 15 significant digits, as a worksheet shows them.

use std::io::Write;

use super::dates::{self, Epoch};
use super::formats::Format;

/// Greatest number of significant digits.
const DIGITS: usize = 15;

/// A decimal number: `0.d₁d₂… × 10^point`.
struct Decimal {
    negative: bool,
    digits: [u8; DIGITS],
    /// Number of digits without zeros at the end; 0 is the number zero.
    count: usize,
    point: i32,
}

/// Bytes of `text` to print, if it is a plain decimal of at most 15 digits: all but zeros after the point.
#[inline]
pub(crate) fn plain(text: &[u8]) -> Option<usize> {
    let unsigned = text.strip_prefix(b"-").unwrap_or(text);
    if unsigned.len() > DIGITS + 1 {
        return None;
    }
    let mut point = None;
    for (at, &byte) in unsigned.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {}
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let zero_first = matches!(unsigned, [] | [b'.', ..] | [b'0', b'0'..=b'9', ..]);
    let zero = unsigned.first() == Some(&b'0') && unsigned.len() < text.len();
    if zero_first || zero || unsigned.len() - usize::from(point.is_some()) > DIGITS {
        return None;
    }
    if point.is_none() {
        return Some(text.len());
    }
    let zeros = text.iter().rev().take_while(|&&byte| byte == b'0').count();
    let kept = text.len() - zeros;
    Some(if text.get(kept - 1) == Some(&b'.') { kept - 1 } else { kept })
}

/// The number written as `text`.
pub(crate) fn parse(text: &str) -> Option<f64> {
    let text = text.trim();
    let numeric = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E'));
    text.parse().ok().filter(|value: &f64| numeric && value.is_finite())
}

impl Decimal {
    /// `value` rounded to 15 significant digits.
    fn new(value: f64) -> Decimal {
        let mut buffer = [0u8; 32];
        let mut left = &mut buffer[..];
        let _ = write!(left, "{:.1$e}", value.abs(), DIGITS - 1);
        let mut digits = [b'0'; DIGITS];
        let (mut count, mut exponent, mut in_exponent, mut minus) = (0, 0, false, false);
        for &byte in &buffer {
            match byte {
                b'0'..=b'9' if in_exponent => exponent = exponent * 10 + i32::from(byte - b'0'),
                b'0'..=b'9' => {
                    if let Some(digit) = digits.get_mut(count) {
                        *digit = byte;
                    }
                    count += 1;
                }
                b'e' => in_exponent = true,
                b'-' => minus = true,
                _ => {}
            }
        }
        let count = DIGITS - digits.iter().rev().take_while(|&&digit| digit == b'0').count();
        let exponent = if minus { -exponent } else { exponent };
        Decimal { negative: value < 0.0, digits, count, point: exponent + 1 }
    }

    fn digits(&self) -> &str {
        self.digits.get(..self.count).and_then(|digits| str::from_utf8(digits).ok()).unwrap_or_default()
    }

    /// Appends the number times 10^`shift`.
    fn push(&self, shift: i32, out: &mut String) {
        let (digits, point) = (self.digits(), self.point + shift);
        if digits.is_empty() {
            return out.push('0');
        }
        if self.negative {
            out.push('-');
        }
        let zeros = |count: i32, out: &mut String| out.extend((0..count).map(|_| '0'));
        let whole = usize::try_from(point).unwrap_or(0);
        if !(-14..=15).contains(&point) {
            let (first, rest) = digits.split_at_checked(1).unwrap_or_default();
            out.push_str(first);
            if !rest.is_empty() {
                out.push('.');
                out.push_str(rest);
            }
            let exponent = point - 1;
            out.push_str(if exponent < 0 { "E-" } else { "E+" });
            let exponent = exponent.unsigned_abs().to_string();
            zeros(2 - exponent.len() as i32, out);
            out.push_str(&exponent);
        } else if point <= 0 {
            out.push_str("0.");
            zeros(-point, out);
            out.push_str(digits);
        } else if let Some((before, after)) =
            digits.split_at_checked(whole).filter(|(_, rest)| !rest.is_empty())
        {
            out.push_str(before);
            out.push('.');
            out.push_str(after);
        } else {
            out.push_str(digits);
            zeros(point - digits.len() as i32, out);
        }
    }

    /// Appends an integer of less than 16 digits in at least `width`; false if it is none.
    fn pad(&self, width: u8, out: &mut String) -> bool {
        let length = self.point.max(0);
        let whole = usize::try_from(length).is_ok_and(|length| self.count <= length || self.count == 0);
        if !whole || length > DIGITS as i32 {
            return false;
        }
        let length = if self.count == 0 { 0 } else { length };
        if self.negative {
            out.push('-');
        }
        out.extend((length..i32::from(width)).map(|_| '0'));
        if self.count > 0 {
            Decimal { negative: false, ..*self }.push(0, out);
        }
        true
    }
}

/// Appends `value` as `format` shows it.
pub(crate) fn push(value: f64, format: Format, epoch: Epoch, out: &mut String) {
    let done = match format {
        Format::Day => dates::day(value, epoch, out),
        Format::Moment => dates::moment(value, epoch, out),
        Format::Clock => dates::clock(value, epoch, out),
        Format::Elapsed => dates::elapsed(value, out),
        Format::Zeros(width) => Decimal::new(value).pad(width, out),
        Format::Percent => {
            Decimal::new(value).push(2, out);
            out.push('%');
            true
        }
        Format::General | Format::Scaled => false,
    };
    if !done {
        Decimal::new(value).push(0, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, format: Format) -> String {
        let mut out = String::new();
        push(parse(text).unwrap_or(f64::NAN), format, Epoch::Y1900, &mut out);
        out
    }

    #[test]
    fn plain_decimals_are_kept() {
        for (text, kept) in [
            ("0", "0"),
            ("12", "12"),
            ("-12.5", "-12.5"),
            ("1.50", "1.5"),
            ("100.0", "100"),
            ("100", "100"),
            ("0.10", "0.1"),
            ("5.", "5"),
            ("123456789012345", "123456789012345"),
            ("-12345678901234.5", "-12345678901234.5"),
        ] {
            let length = plain(text.as_bytes());
            assert_eq!(length.and_then(|length| text.get(..length)), Some(kept), "{text}");
            assert_eq!(shown(text, Format::General), kept, "{text}");
        }
        for text in
            ["", "-", ".5", "-0", "-0.5", "007", "+1", "1e5", "1.2.3", "1234567890123456", "1,5", " 1", "abc"]
        {
            assert_eq!(plain(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_rounded_to_fifteen_digits() {
        for (text, print) in [
            ("0.10000000000000001", "0.1"),
            ("0.30000000000000004", "0.3"),
            ("2.2999999999999998", "2.3"),
            ("-0", "0"),
            ("-0.5", "-0.5"),
            ("-0.0", "0"),
            ("007", "7"),
            ("1E5", "100000"),
            ("1.0E7", "10000000"),
            ("+5", "5"),
            ("1.5e-3", "0.0015"),
            ("1234567890123456", "1.23456789012346E+15"),
            ("911100001234567890", "9.11100001234568E+17"),
            ("-911100001234567890", "-9.11100001234568E+17"),
            ("999999999999999.9", "1E+15"),
            ("999999999999999", "999999999999999"),
            ("1e15", "1E+15"),
            ("1e-15", "0.000000000000001"),
            ("1.5e-16", "1.5E-16"),
            ("9.9e-16", "9.9E-16"),
            ("4.9406564584124654E-324", "4.94065645841247E-324"),
            ("1.7976931348623157E308", "1.79769313486232E+308"),
        ] {
            assert_eq!(shown(text, Format::General), print, "{text}");
        }
        for text in ["nan", "inf", "-infinity", "1e999", "0x10", "1_000", "", "abc", "1 2"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn formats_show_percents_and_zeros() {
        for (text, format, print) in [
            ("0.1234", Format::Percent, "12.34%"),
            ("0.12345678", Format::Percent, "12.345678%"),
            ("1", Format::Percent, "100%"),
            ("0.07", Format::Percent, "7%"),
            ("0.00001", Format::Percent, "0.001%"),
            ("-0.5", Format::Percent, "-50%"),
            ("0", Format::Percent, "0%"),
            ("0.57", Format::Percent, "57%"),
            ("42", Format::Zeros(6), "000042"),
            ("0", Format::Zeros(6), "000000"),
            ("-42", Format::Zeros(6), "-000042"),
            ("1234567", Format::Zeros(6), "1234567"),
            ("1200", Format::Zeros(6), "001200"),
            ("4.5", Format::Zeros(6), "4.5"),
            ("0.5", Format::Zeros(6), "0.5"),
            ("911100001234567890", Format::Zeros(18), "9.11100001234568E+17"),
            ("44931", Format::Day, "2023-01-05"),
            ("-3", Format::Day, "-3"),
            ("2958466", Format::Day, "2958466"),
            ("0.5", Format::Clock, "12:00:00"),
            ("1.25", Format::Elapsed, "30:00:00"),
            ("12345", Format::Scaled, "12345"),
        ] {
            assert_eq!(shown(text, format), print, "{text}");
        }
    }
}
