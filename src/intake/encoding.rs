//! Bytes to UTF-8 text: by byte order mark, by name, or by detection.
//!
//! An invalid byte becomes U+FFFD; its row is quarantined later. Encodings follow the WHATWG Encoding
//! Standard, so that a file reads here as in a browser.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};
use memchr::{memchr, memchr_iter, memchr2, memmem};
use rayon::prelude::*;

use super::Encoding;
use crate::finding::{Code, Finding, Place};
use crate::words::{Message, say};

const MARK_UTF8: &[u8] = b"\xEF\xBB\xBF";
const MARK_UTF16LE: &[u8] = b"\xFF\xFE";
const MARK_UTF16BE: &[u8] = b"\xFE\xFF";
/// Bytes decoded at a time by one thread.
const PIECE: usize = 1 << 22;
/// Greatest length of a run's text in bytes: positions in it have 32 bits.
pub(super) const MOST: u64 = u32::MAX as u64;
/// Replaces invalid bytes.
pub(super) const TORN: &str = "\u{FFFD}";

/// Refuses first bytes that are no text in the encoding `named`.
///
/// # Errors
/// `file-encoding` if they contradict the name, `file-binary` if no encoding fits.
pub(super) fn contradiction(head: &[u8], place: &Place, named: Encoding) -> Result<(), Finding> {
    let fault = |code, message: Message| Finding::new(code, place.clone(), message);
    let wrong = |message: Message, hint: &str| {
        Err(fault(Code::FileEncoding, message).help(say!(intake::encoding_hint_help, hint = hint)))
    };
    let marked =
        |found: &str, hint| wrong(say!(intake::encoding_mark, name = named.as_str(), found = found), hint);
    let is_utf16 = head.starts_with(MARK_UTF16LE) || head.starts_with(MARK_UTF16BE);
    let has_nul = memchr(0, head).is_some();
    match named {
        Encoding::Utf8 | Encoding::Gb18030 if is_utf16 => marked("UTF-16", "utf-16"),
        Encoding::Gb18030 if head.starts_with(MARK_UTF8) => marked("UTF-8", "utf-8"),
        // Commas, digits and line ends have a zero byte in UTF-16, in either byte order.
        Encoding::Utf16 if !has_nul => {
            wrong(say!(intake::encoding_no_zero, name = named.as_str()), guess(head))
        }
        Encoding::Auto | Encoding::Utf8 | Encoding::Gb18030 if has_nul && !is_utf16 && is_binary(head) => {
            let is_likely = named == Encoding::Auto && looks_utf16(head);
            let help = if is_likely { say!(intake::binary_utf16_help) } else { say!(intake::binary_help) };
            Err(fault(Code::FileBinary, say!(intake::binary)).help(help))
        }
        _ => Ok(()),
    }
}

/// Whether half the lines of a text's beginning or more contain zero bytes: an occasional one costs only its
/// row. Trailing blanks and zeros are no lines.
fn is_binary(head: &[u8]) -> bool {
    let filled = head.iter().rposition(|&byte| !matches!(byte, 0 | 0x1A | b'\n' | b'\r' | b' '));
    let text = &head[..filled.map_or(0, |last| last + 1)];
    let lines = text.split(|&byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty());
    let (mut zeros, mut all) = (0, 0);
    for line in lines {
        zeros += usize::from(memchr(0, line).is_some());
        all += 1;
    }
    looks_utf16(head) || zeros > 0 && 2 * zeros >= all || all == 0
}

/// Whether every second byte of much of the text is zero.
fn looks_utf16(head: &[u8]) -> bool {
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    (zeros(0) == 0) != (zeros(1) == 0) && zeros(0) + zeros(1) > head.len() / 8
}

fn guess(head: &[u8]) -> &'static str {
    match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_some() => "gb18030",
        _ => "utf-8",
    }
}

/// The text of `bytes` without a byte order mark, and its encoding; borrowed if they are UTF-8.
///
/// `file-encoding` if more than half the lines are invalid in the encoding `named`; `file-too-large` if the
/// text is longer than [`MOST`] bytes, even if the file is not.
pub(super) fn decode<'a>(
    bytes: &'a [u8],
    named: Encoding,
    place: &Place,
) -> Result<(Cow<'a, str>, Encoding), Finding> {
    let (text, found) = match named {
        Encoding::Utf16 => (utf16(bytes), Encoding::Utf16),
        _ if bytes.starts_with(MARK_UTF16LE) || bytes.starts_with(MARK_UTF16BE) => {
            (utf16(bytes), Encoding::Utf16)
        }
        Encoding::Utf8 => (utf8(bytes), Encoding::Utf8),
        _ if bytes.starts_with(MARK_UTF8) => (utf8(bytes), Encoding::Utf8),
        Encoding::Gb18030 => (gb18030(bytes), Encoding::Gb18030),
        Encoding::Auto => automatic(bytes),
    };
    admit(text.len(), place)?;
    if named == Encoding::Auto {
        return Ok((text, found));
    }
    let name = named.as_str();
    let fault = |message: Message| {
        let finding = Finding::new(Code::FileEncoding, place.clone(), message);
        Err(finding.help(say!(intake::encoding_help)))
    };
    if let Cow::Owned(text) = &text {
        let (torn, lines) = torn_lines(text);
        if 2 * torn > lines {
            return fault(say!(intake::encoding_torn, name = name, torn = torn, lines = lines));
        }
    }
    // Chinese in GB18030 is rarely valid UTF-8; a header of several such characters never.
    if named == Encoding::Gb18030 && header_is_utf8(bytes) {
        return fault(say!(intake::encoding_header, name = name));
    }
    Ok((text, found))
}

/// Refuses a text too long for 32-bit positions.
pub(super) fn admit(bytes: usize, place: &Place) -> Result<(), Finding> {
    if bytes as u64 <= MOST {
        return Ok(());
    }
    Err(too_large(MOST, place))
}

/// The fault of a text longer than `most` bytes.
pub(super) fn too_large(most: u64, place: &Place) -> Finding {
    let message = say!(intake::text_too_large, most = most);
    Finding::new(Code::FileTooLarge, place.clone(), message).help(say!(intake::text_too_large_help))
}

/// The bytes of UTF-8 text, and the position after its byte order mark, if there is one.
pub(super) fn without_mark(bytes: Vec<u8>) -> (Vec<u8>, usize) {
    let start = if bytes.starts_with(MARK_UTF8) { MARK_UTF8.len() } else { 0 };
    (bytes, start)
}

fn automatic(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return (Cow::Borrowed(text), Encoding::Utf8);
    }
    if header_is_utf8(bytes) {
        return (utf8(bytes), Encoding::Utf8);
    }
    let chinese = gb18030(bytes);
    let (torn, _) = torn_lines(&chinese);
    if torn == 0 {
        return (chinese, Encoding::Gb18030);
    }
    let unicode = utf8(bytes);
    match torn_lines(&unicode).0 < torn {
        true => (unicode, Encoding::Utf8),
        false => (chinese, Encoding::Gb18030),
    }
}

/// Whether the first line is UTF-8 beyond ASCII.
fn header_is_utf8(bytes: &[u8]) -> bool {
    let header = &bytes[..memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len())];
    let beyond = header.iter().filter(|byte| !byte.is_ascii()).count();
    beyond >= 6 && std::str::from_utf8(header).is_ok()
}

/// The number of lines with [`TORN`], and of all lines.
fn torn_lines(text: &str) -> (usize, usize) {
    let end = if memchr(b'\n', text.as_bytes()).is_some() { b'\n' } else { b'\r' };
    let lines = memchr_iter(end, text.as_bytes()).count().max(1);
    let finder = memmem::Finder::new(TORN);
    let (mut torn, mut at) = (0, 0);
    while let Some(found) = finder.find(&text.as_bytes()[at..]) {
        torn += 1;
        let rest = at + found;
        at = memchr(end, &text.as_bytes()[rest..]).map_or(text.len(), |end| rest + end);
    }
    (torn, lines)
}

fn utf8(bytes: &[u8]) -> Cow<'_, str> {
    UTF_8.decode_with_bom_removal(bytes).0
}

fn utf16(bytes: &[u8]) -> Cow<'_, str> {
    let encoding = if bytes.starts_with(MARK_UTF16BE) { UTF_16BE } else { UTF_16LE };
    Cow::Owned(encoding.decode_with_bom_removal(bytes).0.into_owned())
}

/// Decodes pieces between line ends in parallel: in GB18030 a line feed is never part of another character.
fn gb18030(bytes: &[u8]) -> Cow<'_, str> {
    let mut pieces = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let least = PIECE.min(rest.len());
        let end = memchr(b'\n', &rest[least..]).map_or(rest.len(), |at| least + at + 1);
        let (piece, behind) = rest.split_at(end);
        pieces.push(piece);
        rest = behind;
    }
    let decoded: Vec<Cow<'_, str>> =
        pieces.par_iter().map(|piece| GB18030.decode_without_bom_handling(piece).0).collect();
    let mut text = String::with_capacity(decoded.iter().map(|piece| piece.len()).sum());
    for piece in decoded {
        text.push_str(&piece);
    }
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], named: Encoding) -> Result<String, Code> {
        let place = Place::file("x.csv");
        contradiction(bytes, &place, named).map_err(|finding| finding.code)?;
        decode(bytes, named, &place).map(|(text, _)| text.into_owned()).map_err(|finding| finding.code)
    }

    fn utf16(text: &str, mark: bool, big: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "企业名称,营业收入(万元)\n上海一号公司,12\n";
        let gb = GB18030.encode(text).0;
        let marked = [MARK_UTF8, text.as_bytes()].concat();
        let readable: [(&[u8], &[Encoding]); 5] = [
            (text.as_bytes(), &[Encoding::Auto, Encoding::Utf8]),
            (&marked, &[Encoding::Auto, Encoding::Utf8]),
            (&gb, &[Encoding::Auto, Encoding::Gb18030]),
            (&utf16(text, true, false), &[Encoding::Auto, Encoding::Utf16]),
            (&utf16(text, true, true), &[Encoding::Auto, Encoding::Utf16]),
        ];
        for (bytes, encodings) in readable {
            for &encoding in encodings {
                assert_eq!(decoded(bytes, encoding).as_deref(), Ok(text), "{encoding:?}");
            }
        }
        assert_eq!(decoded(&utf16(text, false, false), Encoding::Utf16).as_deref(), Ok(text));
    }

    #[test]
    fn a_name_the_bytes_contradict_is_refused() {
        let text = "企业名称,省份\n上海一号公司,上海\n北京二号公司,北京\n";
        let gb = GB18030.encode(text).0;
        assert_eq!(decoded(&gb, Encoding::Utf8), Err(Code::FileEncoding));
        assert_eq!(decoded(&gb, Encoding::Utf16), Err(Code::FileEncoding));
        assert_eq!(decoded(text.as_bytes(), Encoding::Gb18030), Err(Code::FileEncoding));
        assert_eq!(decoded(text.as_bytes(), Encoding::Utf16), Err(Code::FileEncoding));
        assert_eq!(decoded(&utf16(text, true, true), Encoding::Utf8), Err(Code::FileEncoding));
        assert_eq!(decoded(&utf16("a,b\n1,2\n", false, false), Encoding::Auto), Err(Code::FileBinary));
    }

    #[test]
    fn zero_bytes_tell_a_binary_file_only_where_lines_are_full_of_them() {
        let of = |bytes: &[u8]| contradiction(bytes, &Place::default(), Encoding::Auto).is_err();
        assert!(of(b"a,b\n1,\0x\n") && of(b"\0\0\0\0") && of(b"a\0\n1\n") && of(b"a\0,\0b\0\n\0"));
        assert!(
            !of(b"a,b\n1,2\n3,\x004\n") && !of(b"a,b\n1,2\n\0\0\0\0\0\0") && !of(b"a,b\n1,2\n\x1A\0\0\0")
        );
    }

    #[test]
    fn one_torn_character_does_not_change_the_encoding() {
        let header = "企业名称,省份\n";
        let mut bytes = header.as_bytes().to_vec();
        bytes.extend_from_slice(b"\xE4\xB8,1\n");
        assert_eq!(decoded(&bytes, Encoding::Auto).unwrap(), format!("{header}{TORN},1\n"));
        // English headers: the encoding with fewer torn lines.
        let mut bytes = "name,b\n上海\n北京\n天津\n".as_bytes().to_vec();
        bytes.extend_from_slice(b"\xE4\xB8,1\n");
        let text = decoded(&bytes, Encoding::Auto).unwrap();
        assert!(text.contains("上海") || text.matches(TORN).count() <= 1, "{text}");
    }

    #[test]
    fn pieces_decode_as_the_whole_does() {
        let text = "编号,企业名称\n".to_owned() + &"1,上海一号有限公司\n".repeat(400_000);
        let bytes = GB18030.encode(&text).0;
        assert!(bytes.len() > PIECE);
        assert_eq!(gb18030(&bytes), text);
    }
}
