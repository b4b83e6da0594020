//! Characters and values of XML: entities, line ends, characters that XML forbids, the escapes `_xHHHH_` of
//! Office, indexes and truth.

use memchr::{memchr, memmem};

/// Faults of XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slip {
    /// The text ends within a tag, a comment or an element.
    Cut,
    /// A tag without a name.
    Name,
    /// An attribute that is not `name="value"`.
    Attribute,
    /// An end tag of another element than the open one.
    End,
    /// An element after the root element.
    Second,
    /// A document type (DTD).
    DocumentType,
    /// An entity that XML does not define.
    Entity(String),
    /// More than 256 elements within one another.
    Deep,
}

/// The mark in place of a character that XML forbids.
const FORBIDDEN: char = '\u{fffd}';
/// Greatest number of bytes of an entity's name in a fault.
const NAME: usize = 32;

/// `character`, or its mark if XML forbids it.
fn allowed(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => character,
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => FORBIDDEN,
        _ => character,
    }
}

/// Appends `raw` to `out`: entities decoded, line ends as LF, forbidden characters marked.
#[inline]
pub fn decode(raw: &str, out: &mut String) -> Result<(), Slip> {
    let mut rest = raw;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        clean(rest.get(..at).unwrap_or_default(), out);
        rest = rest.get(at + 1..).unwrap_or_default();
        let end = memchr(b';', rest.as_bytes()).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        let known = if end < rest.len() { entity(name) } else { None };
        out.push(known.ok_or_else(|| Slip::Entity(name.chars().take(NAME).collect()))?);
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    clean(rest, out);
    Ok(())
}

fn entity(name: &str) -> Option<char> {
    let number = match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => name.strip_prefix('#')?,
    };
    let (digits, radix) = match number.strip_prefix('x') {
        Some(hex) => (hex, 16),
        None => (number, 10),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| char::from(byte).is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    Some(char::from_u32(code).map_or(FORBIDDEN, allowed))
}

/// Appends `text` to `out`: line ends as LF, forbidden characters marked.
pub fn clean(text: &str, out: &mut String) {
    let odd = |byte: u8| byte < b' ' && byte != b'\n' && byte != b'\t' || byte == 0xef;
    if !text.bytes().any(odd) {
        out.push_str(text);
        return;
    }
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\r' => out.push('\n'),
            other => out.push(allowed(other)),
        }
    }
}

/// Decodes the escapes `_xHHHH_` of `out` from byte `from` on.
pub fn unescape(out: &mut String, from: usize) {
    let tail = out.get(from..).unwrap_or_default();
    if memmem::find(tail.as_bytes(), b"_x").is_none() {
        return;
    }
    let text = tail.to_owned();
    out.truncate(from);
    let (mut rest, mut high) = (text.as_str(), None);
    while !rest.is_empty() {
        if let Some(unit) = escape(rest) {
            rest = rest.get(7..).unwrap_or_default();
            match (high.take(), unit) {
                (None, 0xd800..=0xdbff) => high = Some(unit),
                (Some(first), 0xdc00..=0xdfff) => {
                    let code = 0x1_0000 + ((first - 0xd800) << 10) + (unit - 0xdc00);
                    out.push(char::from_u32(code).unwrap_or(FORBIDDEN));
                }
                (before, _) => {
                    out.extend(before.map(|_| FORBIDDEN));
                    match unit {
                        0xd800..=0xdbff => high = Some(unit),
                        _ => out.push(char::from_u32(unit).map_or(FORBIDDEN, allowed)),
                    }
                }
            }
            continue;
        }
        out.extend(high.take().map(|_| FORBIDDEN));
        let bytes = rest.as_bytes();
        let next = memmem::find(bytes.get(1..).unwrap_or_default(), b"_x").map_or(rest.len(), |at| at + 1);
        out.push_str(rest.get(..next).unwrap_or_default());
        rest = rest.get(next..).unwrap_or_default();
    }
    out.extend(high.map(|_| FORBIDDEN));
}

/// The unit of UTF-16 escaped at the start of `text`.
fn escape(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

/// The index written as `text`.
#[inline]
pub(crate) fn index(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > 9 {
        return None;
    }
    bytes.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + usize::from(byte - b'0')))
}

/// Whether an attribute's value means yes.
pub(crate) fn is_true(raw: &str) -> bool {
    matches!(raw, "1" | "true" | "on")
}

/// The value of an attribute, decoded.
pub(crate) fn value(raw: &str) -> Result<String, Slip> {
    let mut out = String::new();
    decode(raw, &mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(raw: &str) -> Result<String, Slip> {
        let mut out = String::new();
        decode(raw, &mut out)?;
        Ok(out)
    }

    #[test]
    fn entities_line_ends_and_forbidden_characters() {
        for (raw, text) in [
            ("R&amp;D &lt;&gt;&quot;&apos;", "R&D <>\"'"),
            ("&#65;&#x4E2D;&#13;", "A中\r"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("\u{0}\u{1}x\u{b}", "\u{fffd}\u{fffd}x\u{fffd}"),
            ("&#0;&#xD800;&#x110000;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            ("（全角）\u{ffff}", "（全角）\u{fffd}"),
        ] {
            assert_eq!(decoded(raw).as_deref(), Ok(text), "{raw}");
        }
        for raw in ["&nbsp;", "&", "&amp", "&;", "&#;", "&#x;", "&#xg;", "&#+5;", "&lol9;"] {
            assert!(matches!(decoded(raw), Err(Slip::Entity(_))), "{raw}");
        }
    }

    #[test]
    fn escapes_of_office() {
        for (raw, text) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x0041_", "_x0041_"),
            ("_x0041_x0042_", "Ax0042_"),
            ("_x0000_", "\u{fffd}"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_x_xDE00_", "\u{fffd}x\u{fffd}"),
            ("_xD83D_", "\u{fffd}"),
            ("_x00_ _xZZZZ_ _x0041 _X0041_", "_x00_ _xZZZZ_ _x0041 _X0041_"),
            ("中_x4E2D_", "中中"),
            ("_x中中_", "_x中中_"),
        ] {
            let mut out = String::from("_x0041_");
            out.push_str(raw);
            unescape(&mut out, 7);
            assert_eq!(out, format!("_x0041_{text}"), "{raw}");
        }
    }
}
