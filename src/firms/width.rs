//! Full-width and half-width forms of the same character, as East Asian input methods mix them (Unicode TR
//! 11).

use std::borrow::Cow;

/// The half-width form of `c`: letters, digits and marks of U+FF01–FF5E to ASCII, every kind of blank to a
/// space, the minus sign to a hyphen, `￥` to `¥`; other characters stay.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' | '\u{2009}' | '\u{202F}' => ' ',
        '\u{2212}' => '-',
        '\u{FFE5}' => '\u{A5}',
        _ => c,
    }
}

/// `text` with every character in its half-width form, trimmed; borrowed if nothing changes.
pub(crate) fn folded(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() || text.chars().all(|c| half_width(c) == c) {
        return Cow::Borrowed(text);
    }
    let folded: String = text.chars().map(half_width).collect();
    Cow::Owned(folded.trim().to_owned())
}

/// The form of `text` in which headers and units are compared: half-width, without blanks, lower-case ASCII,
/// every bracket a round one.
pub(crate) fn key(text: &str) -> String {
    text.chars()
        .map(|c| match half_width(c) {
            '[' | '【' | '〔' | '〖' => '(',
            ']' | '】' | '〕' | '〗' => ')',
            c => c.to_ascii_lowercase(),
        })
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{FEFF}' | '\u{200B}'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_becomes_half_width() {
        assert_eq!(folded("　１，２３４．５％（Ａ）－￥ "), "1,234.5%(A)-¥");
        assert!(matches!(folded("上海 abc"), Cow::Borrowed("上海 abc")));
    }

    #[test]
    fn headers_compare_by_their_key() {
        assert_eq!(key(" 营业收入 【万元】\u{FEFF}"), "营业收入(万元)");
        assert_eq!(key("ＰＣＴ专利申请量（件）"), "pct专利申请量(件)");
    }
}
