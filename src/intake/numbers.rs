//! Reading of finite numbers in the field's unit.
//!
//! Every function gives the double nearest to the decimal as written, after conversion. Units of money differ
//! by powers of ten, which are added to the decimal's exponent before rounding.

use super::cells::shown;
use crate::finding::Code;
use crate::firms::Unit;
use crate::firms::width::folded;
use crate::words::{Message, say};

/// Powers of ten that are exact doubles.
const POW10: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// The unit of a column's cells.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scale {
    /// One unit for the column: a number `x` is `x · 10^power` in the field's unit.
    Power(i32),
    /// Each cell names its own unit.
    InCell,
}

/// The form of a column's numbers.
#[derive(Clone, Debug)]
pub(super) struct NumberForm {
    pub scale: Scale,
    /// The field's storage unit; `None` without one.
    pub unit: Option<Unit>,
    /// The field's unit in messages.
    pub unit_name: String,
}

/// Reads a plain decimal (`-12.50`) from the start of `bytes` to `delimiter` or the end. Returns its value
/// times `10^power`, and its length. `None` for every other form, and for decimals of more digits than a
/// double preserves.
///
/// The value is correctly rounded: mantissa (below 2^53) and power of ten (at most 10^22) are exact, and a
/// single division or multiplication rounds once (Clinger 1990).
#[inline]
pub(super) fn plain(bytes: &[u8], delimiter: u8, power: i32) -> Option<(f64, usize)> {
    let negative = bytes.first() == Some(&b'-');
    let start = usize::from(negative);
    let mut mantissa = 0u64;
    let mut at = start;
    while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|&digit| digit < 10) {
        mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
    let mut digits = at - start;
    let mut fraction = 0;
    if bytes.get(at) == Some(&b'.') {
        at += 1;
        let point = at;
        while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|&digit| digit < 10)
        {
            mantissa = mantissa.wrapping_mul(10).wrapping_add(u64::from(digit));
            at += 1;
        }
        fraction = at - point;
        digits += fraction;
    }
    // A mantissa of up to 19 digits does not overflow 64 bits, so the comparison is valid.
    let is_exact = digits.wrapping_sub(1) < 19 && mantissa < 1 << 53;
    if !is_exact || bytes.get(at).is_some_and(|&byte| byte != delimiter) {
        return None;
    }
    let exponent = power - fraction as i32;
    let factor = *POW10.get(exponent.unsigned_abs() as usize)?;
    // Whole numbers are the most frequent and need no division.
    let value = match exponent {
        0 => mantissa as f64,
        ..0 => mantissa as f64 / factor,
        _ => mantissa as f64 * factor,
    };
    // Adding 0 turns −0 into 0.
    Some((if negative { -value + 0.0 } else { value }, at))
}

/// Why a cell is no number.
pub(super) type Refusal = (Code, Message);

impl NumberForm {
    /// Reads any form of number that people and spreadsheets write: with full-width digits, thousands
    /// separators, a percent sign, accounting negatives `(12.3)`, an exponent or an amount's own unit.
    ///
    /// # Errors
    /// `cell-number`, or `cell-unit` for a number in a unit that cannot be converted.
    pub fn read(&self, cell: &str) -> Result<f64, Refusal> {
        let text = folded(cell);
        let not_a_number = || (Code::CellNumber, say!(intake::number_none, cell = shown(cell)));
        if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            let decimal =
                Decimal::read(inner.trim()).filter(|(decimal, rest)| !decimal.signed && rest.is_empty());
            let (decimal, _) = decimal.ok_or_else(not_a_number)?;
            return Ok(-self.value(cell, &decimal, "")? + 0.0);
        }
        // A leading currency sign, from a spreadsheet's currency format, does not give the unit.
        let is_money = self.unit.as_ref().is_some_and(Unit::is_money);
        let text = if is_money { text.trim_start_matches('¥').trim_start() } else { &text };
        let (decimal, suffix) = Decimal::read(text).ok_or_else(not_a_number)?;
        if !suffix.is_empty() && !is_unit_like(suffix) {
            return Err(not_a_number());
        }
        Ok(self.value(cell, &decimal, suffix)? + 0.0)
    }

    /// The value of `decimal` in `cell`, followed by `suffix`.
    fn value(&self, cell: &str, decimal: &Decimal, suffix: &str) -> Result<f64, Refusal> {
        let power = self.power(cell, suffix)?;
        let exponent = decimal.exponent.saturating_add(power);
        // The standard library's parser is correctly rounded at any length.
        let value: f64 = format!("{}e{exponent}", decimal.digits).parse().unwrap_or(f64::NAN);
        if value.is_finite() {
            Ok(value)
        } else {
            Err((Code::CellNumber, say!(intake::number_too_large, cell = shown(cell))))
        }
    }

    /// The power of ten from the unit after a number in `cell` to the field's unit.
    fn power(&self, cell: &str, suffix: &str) -> Result<i32, Refusal> {
        let written = suffix.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']') || c.is_whitespace());
        let unit_name = &self.unit_name;
        if written.is_empty() {
            return match self.scale {
                Scale::Power(power) => Ok(power),
                Scale::InCell => Err((
                    Code::CellUnit,
                    say!(intake::amount_without_unit, cell = shown(cell), unit = unit_name),
                )),
            };
        }
        let unit = self.unit.as_ref();
        if let Some(power) = unit.and_then(|unit| Unit::parse(written).power_to(unit)) {
            return Ok(power);
        }
        let (cell, written) = (shown(cell), shown(written));
        let message = if unit_name.is_empty() {
            say!(intake::amount_unasked, cell = cell, written = written)
        } else {
            say!(intake::amount_foreign, cell = cell, written = written, unit = unit_name)
        };
        Err((Code::CellUnit, message))
    }
}

/// Whether the text after a number can be its unit: brackets, a percent sign, a currency's three letters, or
/// any Chinese text.
fn is_unit_like(suffix: &str) -> bool {
    match suffix.chars().next() {
        Some('(' | '[' | '%' | '$' | '¥') => true,
        Some(first) if first.is_ascii() => {
            suffix.len() == 3 && suffix.bytes().all(|byte| byte.is_ascii_alphabetic())
        }
        _ => true,
    }
}

/// A decimal without thousands separators: `digits · 10^exponent`.
struct Decimal {
    /// Sign, digits and point, in the form of the standard library's parser.
    digits: String,
    exponent: i32,
    signed: bool,
}

impl Decimal {
    /// Reads the decimal at the start of `text`; the rest is trimmed.
    fn read(text: &str) -> Option<(Decimal, &str)> {
        let bytes = text.as_bytes();
        let signed = matches!(bytes.first(), Some(b'-' | b'+'));
        let start = usize::from(signed);
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut end = start;
        while is_digit(end) || (matches!(bytes.get(end), Some(b',' | b'.' | b' ')) && is_digit(end + 1)) {
            end += 1;
        }
        // `12.` is a number too.
        if bytes.get(end) == Some(&b'.') && is_digit(end.wrapping_sub(1)) {
            end += 1;
        }
        let mut digits = ungrouped(&text[start..end])?;
        let mut exponent = 0;
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'-' | b'+')));
            let from = end + 1;
            let mut to = from + sign;
            while is_digit(to) {
                to += 1;
            }
            if to > from + sign {
                exponent = text[from..to].parse().ok()?;
                end = to;
            }
        }
        if bytes.first() == Some(&b'-') {
            digits.insert(0, '-');
        }
        Some((Decimal { digits, exponent, signed }, text[end..].trim_start()))
    }
}

/// `1,234.5` without its separators; `None` unless they are of one kind, in groups of three and before the
/// point.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !fraction.is_none_or(all_digits) || (whole.is_empty() && fraction.is_none_or(str::is_empty)) {
        return None;
    }
    if all_digits(whole) {
        return Some(text.to_owned());
    }
    let separator = if whole.contains(',') { ',' } else { ' ' };
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    let well_placed = (1..=3).contains(&first.len())
        && all_digits(first)
        && groups.all(|group| group.len() == 3 && all_digits(group));
    well_placed.then(|| text.replace(separator, ""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form(unit: &str, scale: Scale) -> NumberForm {
        let parsed = (!unit.is_empty()).then(|| Unit::parse(unit));
        NumberForm { scale, unit: parsed, unit_name: unit.to_owned() }
    }

    fn read(cell: &str, unit: &str, scale: Scale) -> Result<f64, Code> {
        form(unit, scale).read(cell).map_err(|refusal| refusal.0)
    }

    #[test]
    fn numbers_as_people_and_spreadsheets_write_them() {
        for (cell, value) in [
            ("12", 12.0),
            ("-12.50", -12.5),
            ("+3", 3.0),
            (".5", 0.5),
            ("12.", 12.0),
            ("1,234,567.25", 1_234_567.25),
            ("1 234", 1234.0),
            ("１，２３４．５", 1234.5),
            ("－１２", -12.0),
            ("−12", -12.0),
            ("(12.3)", -12.3),
            ("（1,000）", -1000.0),
            ("1.2E5", 120_000.0),
            ("1e-06", 1e-6),
            ("¥1,000", 1000.0),
            ("-0", 0.0),
        ] {
            let read = read(cell, "万元", Scale::Power(0));
            assert_eq!(read.map(f64::to_bits), Ok(f64::to_bits(value)), "{cell}");
        }
    }

    #[test]
    fn what_is_no_finite_number_is_refused() {
        for cell in [
            "12x",
            "NaN",
            "inf",
            "-inf",
            "Infinity",
            "1e400",
            "0x10",
            "",
            "-",
            ".",
            "e5",
            "1,23",
            "1,2345",
            "12,34.5",
            "1.2.3",
            "1.5,000",
            "--5",
            "(-5)",
            "((5))",
            "1e",
            "1 23",
            "1,234 567",
            "万人民币",
            "张三",
            "1_000",
            "1e99999999999",
            "1 - 2",
        ] {
            assert_eq!(read(cell, "万元", Scale::Power(0)), Err(Code::CellNumber), "{cell}");
            assert_eq!(plain(cell.as_bytes(), b',', 0).filter(|read| read.1 == cell.len()), None, "{cell}");
        }
    }

    #[test]
    fn an_amounts_own_unit_wins() {
        for (cell, value) in [
            ("1,000(万元人民币)", 1000.0),
            ("60万人民币", 60.0),
            ("600（万元）", 600.0),
            ("2.5亿元", 25_000.0),
            ("18.2人民币元", 0.001_82),
            ("300(万元(人民币))", 300.0),
            ("1E-06万人民币", 1e-6),
            ("5万", 5.0),
        ] {
            for scale in [Scale::Power(-4), Scale::Power(2), Scale::InCell] {
                assert_eq!(read(cell, "万元", scale), Ok(value), "{cell}");
            }
        }
        for cell in ["36(万美元)", "5,405万港币", "100USD", "12%", "3人", "200((万港币))"] {
            assert_eq!(read(cell, "万元", Scale::Power(0)), Err(Code::CellUnit), "{cell}");
        }
        assert_eq!(read("5()", "万元", Scale::InCell), Err(Code::CellUnit));
        assert_eq!(read("6", "万元", Scale::InCell), Err(Code::CellUnit));
        assert_eq!(read("5()", "万元", Scale::Power(0)), Ok(5.0));
    }

    #[test]
    fn percent_signs_and_counts_belong_to_their_fields() {
        assert_eq!(read("12.5%", "%", Scale::Power(0)), Ok(12.5));
        assert_eq!(read("１２％", "%", Scale::Power(0)), Ok(12.0));
        assert_eq!(read("12人", "人", Scale::Power(0)), Ok(12.0));
        assert_eq!(read("12%", "人", Scale::Power(0)), Err(Code::CellUnit));
        assert_eq!(read("12%", "", Scale::Power(0)), Err(Code::CellUnit));
    }

    #[test]
    fn conversion_rounds_once() {
        // No double is exactly 1e-4: the product 3 · 1e-4 differs from the double nearest to 0.0003.
        assert_eq!(plain(b"3", b',', -4), Some((0.0003, 1)));
        assert_eq!(plain(b"0.07", b',', 2), Some((7.0, 4)));
        assert_eq!(read("12,345,678.9", "万元", Scale::Power(-4)), Ok(1234.56789));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn plain_decimals_read_as_by_the_standard_library(
            text in "-?[0-9]{0,17}(\\.[0-9]{0,12})?",
            power in -4i32..=4,
        ) {
            let shifted = || format!("{text}e{power}").parse::<f64>().ok();
            let expected = text.parse::<f64>().ok().and_then(|_| shifted()).map(|v| v + 0.0);
            if let Some((value, length)) = plain(text.as_bytes(), b',', power) {
                prop_assert_eq!(length, text.len());
                prop_assert_eq!(Some(value.to_bits()), expected.map(f64::to_bits));
            }
            let slow = read(&text, "万元", Scale::Power(power)).ok();
            prop_assert_eq!(slow.map(f64::to_bits), expected.map(f64::to_bits));
        }

        #[test]
        fn short_decimals_take_the_plain_way(mantissa in 0u64..1 << 53, fraction in 0usize..10) {
            let digits = format!("{mantissa:0>12}");
            let (whole, rest) = digits.split_at(digits.len() - fraction);
            let text = format!("{whole}.{rest},next");
            let (value, length) = plain(text.as_bytes(), b',', 0).unwrap();
            prop_assert_eq!(&text[length..], ",next");
            prop_assert_eq!(value, text[..length].parse::<f64>().unwrap());
        }

        #[test]
        fn separators_change_nothing(value in 0u64..1_000_000_000_000) {
            let plain = value.to_string();
            let mut grouped = String::new();
            for (at, digit) in plain.chars().enumerate() {
                if at > 0 && (plain.len() - at) % 3 == 0 {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            prop_assert_eq!(read(&grouped, "万元", Scale::Power(0)), Ok(value as f64));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,12}", unit in prop::sample::select(vec!["万元", "%", "人", ""])) {
            if let Ok(value) = read(&text, unit, Scale::Power(0)) {
                prop_assert!(value.is_finite());
            }
        }
    }
}
