//! Firm ids, cleaned of the traces of spreadsheets and copying, and texts that are no ids.

use std::borrow::Cow;

use super::cells::shown;
use super::uscc;
use crate::finding::Code;
use crate::firms::Texts;
use crate::firms::width::half_width;
use crate::words::{Message, say};

/// Whether `c` is invisible: a byte order mark, a joiner, a zero-width blank.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// Whether `c` is an apostrophe. Spreadsheets put one before text that looks like a number, and people after
/// it.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '`' | '\u{B4}')
}

/// Quotation marks around a whole text, opening and closing.
const QUOTES: [(char, char); 3] = [('"', '"'), ('\u{201C}', '\u{201D}'), ('\u{201D}', '\u{201D}')];

/// The trimmed `cell` in half-width, without invisible characters, surrounding quotation marks, apostrophes
/// and blanks; borrowed if nothing changes.
#[inline]
pub(super) fn cleaned(cell: &str) -> Cow<'_, str> {
    let ends = |byte: Option<&u8>| matches!(byte, Some(b'\'' | b'"' | b'`'));
    let quoted = ends(cell.as_bytes().first()) || ends(cell.as_bytes().last());
    if cell.is_ascii() && !quoted {
        return Cow::Borrowed(cell.trim());
    }
    if !quoted
        && cell.chars().all(|c| half_width(c) == c && !is_unseen(c) && !is_apostrophe(c) && !is_curly(c))
    {
        return Cow::Borrowed(cell.trim());
    }
    let seen: String = cell.chars().filter(|&c| !is_unseen(c)).map(half_width).collect();
    let bare = |text: &str| text.trim_matches(|c: char| is_apostrophe(c) || c.is_whitespace()).to_owned();
    let text = bare(&seen);
    let inside = QUOTES.iter().find_map(|&(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    let whole = inside
        .filter(|inside| !inside.contains(|c| QUOTES.iter().any(|&(open, close)| c == open || c == close)));
    Cow::Owned(whole.map_or(text.clone(), bare))
}

fn is_curly(c: char) -> bool {
    matches!(c, '\u{201C}' | '\u{201D}')
}

/// Why the cleaned `id` is no firm's.
#[inline]
pub(super) fn refused(id: &str) -> Option<(Code, Message)> {
    if id.is_empty() {
        Some((Code::CellMissing, say!(intake::id_unseen)))
    } else if is_scientific(id) {
        Some((Code::IdScientific, say!(intake::id_scientific, cell = shown(id))))
    } else if !id.contains(char::is_alphanumeric) {
        // It is hidden as a whole, or a mark.
        Some((Code::CellMissing, say!(intake::cell_mark, cell = shown(id))))
    } else {
        None
    }
}

/// Whether `id` is a long number in a spreadsheet's form: `9.11101E+17`.
fn is_scientific(id: &str) -> bool {
    let Some((number, power)) = id.split_once(['E', 'e']) else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(a, b)| (a, Some(b)));
    let signed = power.strip_prefix('+');
    whole.len() == 1
        && digits(whole)
        && fraction.is_none_or(digits)
        && digits(signed.unwrap_or(power))
        && (fraction.is_some() || signed.is_some())
}

/// A credit code with dashes or dots between its parts (`9133-0100-…`), without them; `None` for any other
/// text.
pub(super) fn undashed(text: &str) -> Option<String> {
    let is_dash = |c: char| {
        matches!(
            c,
            '-' | '.' | '_' | '/' | '\u{2010}'..='\u{2015}' | '\u{B7}' | '\u{2022}' | '\u{30FB}' | '。'
        )
    };
    let whole: String = text.chars().filter(|&c| !is_dash(c)).collect();
    let is_code = || matches!(uscc::check(&whole.to_ascii_uppercase()), None | Some(uscc::Fault::Check(_)));
    (whole.len() < text.len() && is_code()).then_some(whole)
}

/// Stores the code half-width, without dashes or blanks, in upper case, even if faulty. Only one that
/// identifies firms can be refused.
#[inline]
pub(super) fn credit_code(cell: &str, is_id: bool, texts: &mut Texts, mut fault: impl FnMut(Code, Message)) {
    if uscc::check(cell).is_none() {
        return texts.push(cell);
    }
    let mut text = cleaned(cell);
    if text.contains(char::is_whitespace) {
        text.to_mut().retain(|c| !c.is_whitespace());
    }
    if let Some(whole) = undashed(&text) {
        text = Cow::Owned(whole);
    }
    let code = text.to_ascii_uppercase();
    texts.push(&code);
    let cell = shown(cell);
    match refused(&text) {
        Some((code, message)) if is_id => return fault(code, message),
        _ if code.is_empty() => return,
        _ => {}
    }
    match uscc::check(&code) {
        Some(uscc::Fault::Length(length)) => {
            fault(Code::UsccForm, say!(intake::uscc_length, cell = cell, length = length));
        }
        Some(uscc::Fault::Character(c)) => {
            fault(Code::UsccForm, say!(intake::uscc_character, cell = cell, character = c));
        }
        other => {
            if code != *text {
                fault(Code::UsccForm, say!(intake::uscc_case, cell = &cell));
            }
            if let Some(uscc::Fault::Check(right)) = other {
                fault(Code::UsccCheck, say!(intake::uscc_check, cell = cell, right = right));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_typed_is_taken_off() {
        for cell in [
            "'A1",
            "A1'",
            "'A1'",
            "\"A1\"",
            "“A1”",
            "‘A1’",
            "' \"A1\" '",
            "A1’",
            "`A1`",
            "＇A1＇",
            "\u{FEFF}A1",
            "A\u{200B}1",
            "　Ａ1 ",
            "’A1",
            "\u{200B}' A1",
            "A1",
        ] {
            assert_eq!(cleaned(cell), "A1", "{cell:?}");
        }
        for cell in ["“甲”公司", "\"Acme\" Ltd", "O'Neill"] {
            assert_eq!(cleaned(cell), cell);
        }
        assert_eq!(cleaned("甲 1"), "甲 1");
        assert!(matches!(cleaned("000001"), Cow::Borrowed(_)) && matches!(cleaned("深圳"), Cow::Borrowed(_)));
    }

    #[test]
    fn rounded_numbers_are_no_ids() {
        for number in ["9.11101E+17", "9E+17", "1.2e5", "9.11101e+17"] {
            assert!(is_scientific(number), "{number}");
        }
        for id in ["91310000625901263C", "1E5", "E+17", "A1.2E+3", "12.5E+3", "1.E+3", "600000", "9.1"] {
            assert!(!is_scientific(id), "{id}");
        }
    }
}
