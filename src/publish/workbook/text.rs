//! Texts for cells of a workbook. Its files are XML, which excludes some characters, and a cell holds at most
//! 32,767 UTF-16 units.

use std::borrow::Cow;

/// Most UTF-16 units of a cell.
pub(super) const MOST: usize = 32_767;

/// A text that fits a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fit<'a> {
    pub text: Cow<'a, str>,
    /// Whether characters were replaced by U+FFFD.
    pub replaced: bool,
    /// Whether the end was cut off; the text then ends in `…`.
    pub cut: bool,
}

/// Makes a text fit for a cell. Line breaks of any kind become line feeds, as spreadsheets write them.
pub(super) fn fit(text: &str) -> Fit<'_> {
    let (text, replaced) = clean(text);
    match cut_at(&text) {
        None => Fit { text, replaced, cut: false },
        Some(end) => Fit { text: Cow::Owned(format!("{}…", &text[..end])), replaced, cut: true },
    }
}

/// The text with U+FFFD in place of characters that XML excludes (control characters other than tab and line
/// feed, and code points that are no characters), and whether any was replaced.
pub(super) fn clean(text: &str) -> (Cow<'_, str>, bool) {
    if !text.chars().any(|c| c == '\r' || is_forbidden(c)) {
        return (Cow::Borrowed(text), false);
    }
    let replaced = text.chars().any(is_forbidden);
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace(is_forbidden, "\u{fffd}");
    (Cow::Owned(text), replaced)
}

/// Whether a workbook cannot hold the character, or some of its readers refuse it.
pub(super) fn is_forbidden(c: char) -> bool {
    let code = u32::from(c);
    let is_control = code < 0x20 && !matches!(c, '\t' | '\n' | '\r');
    // The last two code points of each plane, and 32 among the Arabic forms.
    is_control || code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code)
}

/// The byte at which a text too long for a cell is cut, with room for the ellipsis; `None` if the text fits.
fn cut_at(text: &str) -> Option<usize> {
    // No text has more units than bytes.
    if text.len() <= MOST || text.encode_utf16().count() <= MOST {
        return None;
    }
    let mut units = 0;
    let fits = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units >= MOST
    });
    fits.map(|(at, _)| at)
}

/// Whether XML holds the texts as they are, except for blanks at an end and for their length.
pub(super) fn is_plain(texts: &[u8]) -> bool {
    // Without an early end a chunk is scanned by vector instructions.
    let is_odd = |&byte: &u8| byte < b' ' || matches!(byte, b'<' | b'>' | b'&' | b'_' | 0xF0..);
    let no_character =
        |part: &[u8]| part[0] == 0xEF && (part[1] == 0xB7 || part[1] == 0xBF && part[2] >= 0xBE);
    let is_free = |chunk: &[u8]| !chunk.iter().fold(false, |found, byte| found | is_odd(byte));
    texts.chunks(1 << 12).all(is_free)
        && !memchr::memchr_iter(0xEF, texts).any(|at| no_character(&texts[at..]))
}

/// Appends a text of a cell as XML.
pub(super) fn push_xml(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'<' => out.extend_from_slice(b"&lt;"),
            b'>' => out.extend_from_slice(b"&gt;"),
            b'&' => out.extend_from_slice(b"&amp;"),
            b'_' if is_escape(&bytes[at..]) => out.extend_from_slice(b"_x005F_"),
            byte => out.push(byte),
        }
    }
}

/// The text as XML, also of an attribute.
pub(super) fn xml(text: &str) -> String {
    let mut out = Vec::new();
    push_xml(&mut out, &clean(text).0);
    String::from_utf8(out).expect("escaped text is text").replace('"', "&quot;")
}

/// Whether the text contains a workbook's escape for a character, such as `_x0041_`.
pub(super) fn has_escape(text: &str) -> bool {
    memchr::memchr_iter(b'_', text.as_bytes()).any(|at| is_escape(&text.as_bytes()[at..]))
}

/// Whether the text begins with a workbook's escape for a character.
fn is_escape(text: &[u8]) -> bool {
    matches!(text, [b'_', b'x', digits @ .., ] if digits.len() >= 5
        && digits[..4].iter().all(u8::is_ascii_hexdigit) && digits[4] == b'_')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_no_workbook_holds_is_replaced() {
        for forbidden in ['\0', '\u{1}', '\u{b}', '\u{1f}', '\u{fffe}', '\u{ffff}', '\u{fdd0}', '\u{10ffff}']
        {
            let text = format!("甲{forbidden}乙");
            let fit = fit(&text);
            assert_eq!((&*fit.text, fit.replaced), ("甲\u{fffd}乙", true), "{forbidden:?}");
        }
        for kept in ["a\tb\nc", "\u{7f}\u{85}", "\u{fffd}", "_x0041_", "_x12345", "\u{e5e5}", "𠀀"] {
            let fit = fit(kept);
            assert_eq!((&*fit.text, fit.replaced, fit.cut), (kept, false, false));
        }
        assert_eq!(clean("a\r\nb\rc"), ("a\nb\nc".into(), false));
    }

    #[test]
    fn a_text_is_cut_at_the_last_character_that_leaves_room() {
        let most = "a".repeat(MOST);
        assert!(!fit(&most).cut);
        let cut = fit(&format!("{most}b")).text.into_owned();
        assert_eq!((cut.len(), cut.ends_with("a…")), (MOST - 1 + '…'.len_utf8(), true));
        // A surrogate pair is not split.
        let cut = fit(&"𠀀".repeat(MOST)).text.into_owned();
        assert_eq!((cut.encode_utf16().count(), cut.ends_with("𠀀…")), (MOST, true));
        assert!(!fit(&"中".repeat(MOST)).cut);
    }

    #[test]
    fn a_text_that_is_not_plain_is_escaped() {
        for plain in ["", "某公司（北京）", "a,b\"c'", "，；。"] {
            assert!(is_plain(plain.as_bytes()), "{plain}");
        }
        for odd in ["a<b", "a&b", "_x0041_", "\n", "\u{ffff}", "\u{fdd0}", "\u{1fffe}"] {
            assert!(!is_plain(odd.as_bytes()), "{odd:?}");
        }
        assert_eq!(xml("<a> & \"b\""), "&lt;a&gt; &amp; &quot;b&quot;");
        assert_eq!(xml("a_x0042_x0043_ _x12345"), "a_x005F_x0042_x005F_x0043_ _x12345");
    }

    proptest! {
        #[test]
        fn what_is_plain_needs_no_care(text in any::<String>()) {
            if is_plain(text.as_bytes()) {
                prop_assert_eq!(clean(&text), (text.as_str().into(), false));
                prop_assert_eq!(xml(&text).replace("&quot;", "\""), text);
            }
        }

        #[test]
        fn what_comes_out_is_fit(text in any::<String>(), times in 1_usize..3000) {
            let text = text.repeat(times.min(200_000 / text.len().max(1)).max(1));
            let once = fit(&text).text.into_owned();
            prop_assert!(once.encode_utf16().count() <= MOST);
            prop_assert!(!once.contains(|c| c == '\r' || is_forbidden(c)));
            prop_assert_eq!(fit(&once), Fit { text: once.as_str().into(), replaced: false, cut: false });
        }
    }
}
