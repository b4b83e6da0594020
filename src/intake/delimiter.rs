//! The delimiter of cells: either a first line declares it, or it is the most frequent delimiter in the
//! header.

use super::FirmsFile;
use super::header::found::Known;
use super::records::{MOST_BYTES, QUOTE, closing};
use crate::finding::{Code, Finding, Place};
use crate::firms::Dictionary;
use crate::words::say;

/// Delimiters, the most usual first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// Other marks that programs and people put between cells. A file with one of them is refused.
const FOREIGN: [char; 12] = ['，', '；', '｜', '、', '\u{1}', '\u{1F}', '^', '~', ':', '#', '&', ' '];

/// The delimiter of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Delimiter {
    /// The delimiter's byte.
    pub byte: u8,
    /// Whether the first line declares it, as in `sep=;`. Spreadsheets read this line and hide it.
    pub told: bool,
}

/// The delimiter of `text`, the file at `place`.
///
/// # Errors
/// `file-delimiter` if a first line `sep=` names a mark that is none of [`DELIMITERS`].
pub(super) fn of(text: &str, place: &Place) -> Result<Delimiter, Finding> {
    let start = header_start(text.as_bytes());
    let line = text[start..].split(['\n', '\r']).next().unwrap_or_default();
    let Some(mark) = told(line) else {
        return Ok(Delimiter { byte: most_frequent(text.as_bytes()), told: false });
    };
    let byte = DELIMITERS
        .into_iter()
        .find(|&byte| mark == char::from(byte).to_string() || mark == "\\t" && byte == b'\t');
    byte.map(|byte| Delimiter { byte, told: true }).ok_or_else(|| {
        let before = text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count();
        let message = say!(intake::delimiter_line, mark = mark);
        let place = place.clone().at_line(before as u32 + 1);
        Finding::new(Code::FileDelimiter, place, message).help(say!(intake::delimiter_help))
    })
}

/// The mark that a line `sep=;` names.
fn told(line: &str) -> Option<&str> {
    let line = line.trim_matches(['"', ' ', '\u{FEFF}']);
    let (name, mark) = line.split_at_checked(4)?;
    (name.eq_ignore_ascii_case("sep=") && (mark.chars().count() == 1 || mark == "\\t")).then_some(mark)
}

/// The most frequent delimiter of the header outside quotation marks; a comma if there is none.
fn most_frequent(text: &[u8]) -> u8 {
    let start = header_start(text);
    let header = &text[start..text.len().min(start + MOST_BYTES)];
    let mut counts = [0; DELIMITERS.len()];
    let mut at = 0;
    let (mut begins_cell, mut closes) = (true, true);
    while let Some(&byte) = header.get(at).filter(|byte| !matches!(byte, b'\n' | b'\r')) {
        let quoted = begins_cell && byte == QUOTE && closes;
        let quoted_end = if quoted { closing(header, at + 1) } else { None };
        // An unclosed quotation mark is reported later. The rest is not searched for further ones.
        closes &= !quoted || quoted_end.is_some();
        let delimiter = DELIMITERS.iter().position(|&delimiter| delimiter == byte);
        delimiter.into_iter().for_each(|found| counts[found] += 1);
        begins_cell = delimiter.is_some() || begins_cell && byte == b' ';
        at = quoted_end.unwrap_or(at) + 1;
    }
    // `max_by_key` returns the last maximum, so the most usual delimiter comes last.
    let most = (0..DELIMITERS.len()).rev().max_by_key(|&at| counts[at]);
    DELIMITERS[most.unwrap_or(0)]
}

/// The start of the first line with more than blanks and delimiters.
fn header_start(bytes: &[u8]) -> usize {
    let is_line_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let is_blank = |byte: &u8| *byte == b' ' || is_line_end(byte) || DELIMITERS.contains(byte);
    let text = bytes.iter().position(|byte| !is_blank(byte)).unwrap_or(bytes.len());
    bytes[..text].iter().rposition(is_line_end).map_or(0, |end| end + 1)
}

/// A fault if a cell of the header consists of several names, separated by one of [`FOREIGN`].
pub(super) fn foreign(
    headers: &[String],
    place: &Place,
    dictionary: &Dictionary,
    file: &FirmsFile,
) -> Option<Finding> {
    let known = Known::new(dictionary, file);
    let is_known = |part: &str| known.is(part);
    // If the whole header is one cell, one known name among its parts suffices.
    let least = if headers.len() == 1 { 1 } else { 2 };
    let cells = || headers.iter().filter(|header| !is_known(header));
    let mark = FOREIGN.into_iter().find(|&mark| {
        cells().any(|cell| {
            let parts: Vec<&str> = cell.split(mark).filter(|part| !part.trim().is_empty()).collect();
            parts.len() > 1 && parts.into_iter().filter(|part| is_known(part)).count() >= least
        })
    })?;
    let mark = if mark.is_control() { mark.escape_default().to_string() } else { mark.to_string() };
    let message = say!(intake::delimiter_foreign, mark = mark);
    Some(Finding::new(Code::FileDelimiter, place.clone(), message).help(say!(intake::delimiter_help)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> Option<(u8, bool)> {
        of(text, &Place::default()).ok().map(|delimiter| (delimiter.byte, delimiter.told))
    }

    #[test]
    fn a_line_may_say_what_parts_cells() {
        for (line, byte) in [
            ("sep=;", b';'),
            ("sep=,", b','),
            ("SEP=|", b'|'),
            ("\"sep=;\"", b';'),
            ("sep=\t", b'\t'),
            ("sep=\\t", b'\t'),
        ] {
            assert_eq!(found(&format!("{line}\r\na,b;c\n")), Some((byte, true)), "{line}");
        }
        assert_eq!(found("\n sep=;\na;b\n"), Some((b';', true)));
        for line in ["sep=^", "sep=，", "sep=:"] {
            assert_eq!(found(&format!("{line}\na,b\n")), None, "{line}");
        }
        for line in ["sep=", "sep=;;", "separator", "sep", "分隔=;"] {
            assert!(found(&format!("{line}\na,b\n")).is_some_and(|(_, told)| !told), "{line}");
        }
    }

    #[test]
    fn bars_part_cells_too() {
        assert_eq!(found("a|b|c\n1|2|3\n"), Some((b'|', false)));
        assert_eq!(found("a,b,c|d\n"), Some((b',', false)));
        assert_eq!(found(",,,,\n;;\na;b\n"), Some((b';', false)));
        assert_eq!(found("a\n"), Some((b',', false)));
    }

    #[test]
    fn other_marks_are_named() {
        let file = FirmsFile::plain(std::path::Path::new("x.csv"));
        let told = |headers: &[&str]| {
            let headers: Vec<String> = headers.iter().map(|&header| header.to_owned()).collect();
            foreign(&headers, &Place::default(), &Dictionary::built_in(), &file)
                .map(|finding| finding.message)
        };
        for header in [
            "统一社会信用代码，企业名称，营业收入(万元)",
            "credit_code；name",
            "credit_code^name",
            "credit_code name  revenue",
            "credit_code\u{1}name",
            "编号、企业名称",
        ] {
            assert!(told(&[header]).is_some(), "{header}");
        }
        assert!(
            told(&["credit_code，name", "revenue(万元)"])
                .is_some_and(|message| message.to_string().contains("`，`"))
        );
        for headers in [
            &["credit_code", "备注，说明"][..],
            &["credit_code"],
            &["名称：地址"],
            &["信用代号"],
            &["企业名称(全称)"],
        ] {
            assert_eq!(told(headers), None, "{headers:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(sep=)?[a,;|\t\"\n\r甲，= ]{0,20}") {
            let _ = found(&text);
        }
    }
}
