//! Writes cells as bytes: with RFC 4180 quoting, formulas defused, and numbers with fixed decimals.
//!
//! Publishing spends most of its time here. A cell is appended to the block of its row without an allocation.

use jiff::civil::Date;

/// Decimal digits of 00 to 99, written two at a time.
const PAIRS: &[u8; 200] = b"0001020304050607080910111213141516171819\
2021222324252627282930313233343536373839\
4041424344454647484950515253545556575859\
6061626364656667686970717273747576777879\
8081828384858687888990919293949596979899";

/// Appends `units · 10^-decimals` with exactly `decimals` decimals.
pub(super) fn push_fixed(out: &mut Vec<u8>, units: i64, decimals: u8) {
    // Room for the 20 digits of a 64-bit number, the decimals, a zero before them and a point.
    if decimals <= 20 {
        push_digits::<42>(out, units, decimals);
    } else {
        push_digits::<280>(out, units, decimals);
    }
}

#[inline]
fn push_digits<const ROOM: usize>(out: &mut Vec<u8>, units: i64, decimals: u8) {
    let mut buffer = [0_u8; ROOM];
    let mut at = ROOM;
    let mut rest = units.unsigned_abs();
    if decimals > 0 {
        for _ in 0..decimals {
            at -= 1;
            buffer[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        at -= 1;
        buffer[at] = b'.';
    }
    while rest >= 100 {
        let pair = (rest % 100) as usize * 2;
        rest /= 100;
        at -= 2;
        buffer[at..at + 2].copy_from_slice(&PAIRS[pair..pair + 2]);
    }
    if rest >= 10 {
        let pair = rest as usize * 2;
        at -= 2;
        buffer[at..at + 2].copy_from_slice(&PAIRS[pair..pair + 2]);
    } else {
        at -= 1;
        buffer[at] = b'0' + rest as u8;
    }
    if units < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&buffer[at..]);
}

/// Appends a finite number in the shortest form that reads back equal, without an exponent.
pub(super) fn push_number(out: &mut Vec<u8>, value: f64) {
    let whole = value as i64;
    if whole as f64 == value && whole.unsigned_abs() < 1 << 53 {
        push_fixed(out, whole, 0);
    } else {
        use std::io::Write;
        write!(out, "{value}").expect("a vector takes any number of bytes");
    }
}

/// Appends a day in ISO form, `2025-06-30`.
pub(super) fn push_date(out: &mut Vec<u8>, date: Date) {
    let year = i64::from(date.year());
    if (1000..=9999).contains(&year) {
        push_fixed(out, year, 0);
        for part in [date.month(), date.day()] {
            let pair = usize::from(part.unsigned_abs()) * 2;
            out.push(b'-');
            out.extend_from_slice(&PAIRS[pair..pair + 2]);
        }
    } else {
        out.extend_from_slice(date.to_string().as_bytes());
    }
}

/// Appends a text, quoted if CSV requires it, and defused if a spreadsheet would run it as a formula. Returns
/// whether the text was defused.
pub fn push_text(out: &mut Vec<u8>, text: &str) -> bool {
    let defused = is_formula(text);
    push_quoted(out, if defused { b"'" } else { b"" }, text);
    defused
}

/// Appends `prefix` and a text, which the prefix makes harmless; both in quotes if CSV requires quotes.
pub(super) fn push_quoted(out: &mut Vec<u8>, prefix: &[u8], text: &str) {
    let bytes = text.as_bytes();
    let quoted = needs_quotes(bytes);
    if quoted {
        out.push(b'"');
    }
    out.extend_from_slice(prefix);
    if quoted {
        let mut rest = bytes;
        while let Some(at) = memchr::memchr(b'"', rest) {
            out.extend_from_slice(&rest[..=at]);
            out.push(b'"');
            rest = &rest[at + 1..];
        }
        out.extend_from_slice(rest);
        out.push(b'"');
    } else {
        out.extend_from_slice(bytes);
    }
}

/// Appends a text that needs no quotes. Returns whether the text was defused.
#[inline]
pub(super) fn push_plain(out: &mut Vec<u8>, text: &str) -> bool {
    let defused = is_formula(text);
    if defused {
        out.push(b'\'');
    }
    out.extend_from_slice(text.as_bytes());
    defused
}

/// Whether a text holds a comma, a quotation mark or a line break.
pub(super) fn needs_quotes(bytes: &[u8]) -> bool {
    memchr::memchr3(b',', b'"', b'\n', bytes).is_some() || memchr::memchr(b'\r', bytes).is_some()
}

/// Whether a spreadsheet would run the text as a formula: it begins with `=`, `+`, `-`, `@`, a tab, a line
/// break, or a full-width form of these. Leading apostrophes are ignored, so that removing one apostrophe
/// always restores the text.
#[inline]
pub(super) fn is_formula(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n') => true,
        Some(b'\'' | 0xEF) => begins_formula(text.trim_start_matches('\'')),
        _ => false,
    }
}

#[cold]
fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fixed(units: i64, decimals: u8) -> String {
        let mut out = Vec::new();
        push_fixed(&mut out, units, decimals);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn fixed_decimals_keep_their_zeros_and_sign() {
        assert_eq!(fixed(0, 0), "0");
        assert_eq!(fixed(0, 2), "0.00");
        assert_eq!(fixed(-5, 2), "-0.05");
        assert_eq!(fixed(8320, 2), "83.20");
        assert_eq!(fixed(100, 0), "100");
        assert_eq!(fixed(i64::MIN, 3), "-9223372036854775.808");
        assert_eq!(fixed(7, 255).len(), 257);
    }

    #[test]
    fn days_are_iso() {
        let mut out = Vec::new();
        push_date(&mut out, jiff::civil::date(2025, 6, 3));
        push_date(&mut out, jiff::civil::date(33, 12, 31));
        assert_eq!(String::from_utf8(out).unwrap(), "2025-06-030033-12-31");
    }

    #[test]
    fn formulas_are_defused_and_nothing_else() {
        for text in ["=1+1", "+86", "-x", "@a", "\tx", "\rx", "＝A1", "＋", "－1", "＠b", "'=1", "''@"] {
            assert!(is_formula(text), "{text:?}");
        }
        for text in ["", "1-1", "'quoted'", "\u{feff}=", "：", "（中国）", "a=b"] {
            assert!(!is_formula(text), "{text:?}");
        }
    }

    /// The text as a reader restores it.
    fn undefused(cell: &str) -> &str {
        if is_formula(cell) { cell.strip_prefix('\'').unwrap() } else { cell }
    }

    fn awkward() -> impl Strategy<Value = String> {
        let parts = prop::sample::select(vec![
            ",", "\"", "\n", "\r", "\t", "=", "+", "-", "@", "'", "＝", "＠", "；", " ", "中", "𠀀", "x", "1",
        ]);
        prop::collection::vec(parts, 0..8).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn a_row_reads_back_as_it_was(row in prop::collection::vec(awkward(), 2..6)) {
            let mut out = Vec::new();
            for (at, text) in row.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                let defused = push_text(&mut out, text);
                prop_assert_eq!(defused, is_formula(text));
            }
            out.push(b'\n');
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&out[..]);
            let records: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
            prop_assert_eq!(records.len(), 1);
            let cells: Vec<&str> = records[0].iter().map(undefused).collect();
            prop_assert_eq!(cells, row);
        }

        #[test]
        fn our_quoting_is_the_csv_crates(text in awkward()) {
            let mut ours = b"x,".to_vec();
            let shown = if is_formula(&text) { format!("'{text}") } else { text.clone() };
            push_text(&mut ours, &text);
            ours.push(b'\n');
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["x", &shown]).unwrap();
            prop_assert_eq!(String::from_utf8(ours), String::from_utf8(writer.into_inner().unwrap()));
        }

        #[test]
        fn numbers_read_back_equal(
            value in prop_oneof![any::<f64>(), -1e6..1e6, any::<i32>().prop_map(f64::from)],
        ) {
            prop_assume!(value.is_finite());
            let mut out = Vec::new();
            push_number(&mut out, value);
            let text = String::from_utf8(out).unwrap();
            prop_assert_eq!(text.parse::<f64>().unwrap(), value);
            prop_assert!(!text.contains('e'));
        }

        #[test]
        fn fixed_numbers_are_their_units(units in any::<i64>(), decimals in 0_u8..20) {
            let text = fixed(units, decimals);
            prop_assert_eq!(text.replace('.', "").parse::<i64>().unwrap(), units);
            let after = text.split_once('.').map_or(0, |(_, after)| after.len());
            prop_assert_eq!(after, usize::from(decimals));
        }
    }
}
