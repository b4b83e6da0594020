//! Reading a parameter file: TOML into a type, every unknown key found, every fault with its line.
//!
//! Types that read this way use `#[serde(deny_unknown_fields)]` throughout and [`toml::Spanned`] for text that later
//! checks must point at (rules, names).

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::finding::{Code, Finding, Findings, Place, nearest};

/// A parameter file's text and name, to turn positions in it into places.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file as the user named it, or `<built-in mst-2022>`.
    pub name: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
}

impl Source {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// [`Code::FileUnreadable`] if it cannot be read or is not UTF-8.
    pub fn read(path: &Path) -> Result<Source, Finding> {
        let name: Arc<str> = path.display().to_string().into();
        let text = std::fs::read_to_string(path).map_err(|error| {
            Finding::new(Code::FileUnreadable, Place::file(name.clone()), format!("cannot be read: {error}"))
        })?;
        Ok(Source { name, text: text.into() })
    }

    /// SHA-256 of the text, in hexadecimal.
    pub fn sha256(&self) -> String {
        hex(&Sha256::digest(self.text.as_bytes()))
    }

    /// The place at byte `offset`, for the key or column named `column`.
    pub fn place(&self, offset: usize) -> Place {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        Place::file(self.name.clone()).at_line(u32::try_from(line).unwrap_or(u32::MAX))
    }

    /// Reads the text as a `T`.
    ///
    /// # Errors
    /// Every unknown key, each with its line and the nearest key that has a meaning there; then the first other fault
    /// (syntax, type, missing key).
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Findings> {
        let mut findings = Findings::new();
        // Each unknown key is blanked out and the text read again, so that one run reports them all and later
        // positions stay true.
        let mut text = self.text.to_string();
        loop {
            match toml::from_str::<T>(&text) {
                Ok(value) if findings.is_empty() => return Ok(value),
                Ok(_) => {
                    findings.sort();
                    return Err(findings);
                }
                Err(error) => {
                    let finding = self.finding(&error);
                    let blanked = (finding.code == Code::KeyUnknown)
                        .then(|| error.span().and_then(|span| blank_entry(&text, span)))
                        .flatten();
                    findings.push(finding);
                    match blanked {
                        Some(rest) => text = rest,
                        None => {
                            findings.sort();
                            return Err(findings);
                        }
                    }
                }
            }
        }
    }

    fn finding(&self, error: &toml::de::Error) -> Finding {
        let span = error.span().unwrap_or(0..0);
        let place = self.place(span.start);
        let message = error.message();
        let written = self.text.get(span).unwrap_or_default().lines().next().unwrap_or_default().trim();
        if let Some(rest) =
            message.strip_prefix("unknown field ").or_else(|| message.strip_prefix("unknown variant "))
        {
            let names = backticked(rest);
            let (name, known) =
                names.split_first().map_or((written, &[][..]), |(name, known)| (*name, known));
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => "no key is allowed here".to_owned(),
                None => format!("known here: {}", known.join(", ")),
            };
            let code =
                if message.starts_with("unknown field") { Code::KeyUnknown } else { Code::ValueInvalid };
            let what = if code == Code::KeyUnknown { "unknown key" } else { "unknown value" };
            return Finding::new(code, place, format!("{what} `{name}`")).help(help);
        }
        if message.starts_with("missing field") {
            return Finding::new(Code::KeyMissing, place, message.replace("missing field", "missing key"));
        }
        let code = if message.starts_with("invalid type") || message.starts_with("invalid value") {
            Code::ValueType
        } else {
            Code::TomlSyntax
        };
        let message = message.lines().collect::<Vec<_>>().join(", ");
        let quoted = if written.is_empty() { message } else { format!("`{written}`: {message}") };
        Finding::new(code, place, quoted)
    }
}

/// Bytes in lower-case hexadecimal, as digests are written.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The names between backticks in a message of serde's.
fn backticked(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

/// `text` with the entry whose key stands at `key` turned into blanks: to the end of its value, or for a table to
/// the next header. `None` if what is left would not be TOML.
fn blank_entry(text: &str, key: Range<usize>) -> Option<String> {
    let line_start = text[..key.start].rfind('\n').map_or(0, |at| at + 1);
    let is_header = text[line_start..key.start].trim_start().starts_with('[');
    let mut ends = text[key.end..].match_indices('\n').map(|(at, _)| key.end + at).chain([text.len()]);
    if is_header {
        let end = ends
            .find(|&end| text[end..].trim_start_matches('\n').starts_with('[') || end == text.len())
            .unwrap_or(text.len());
        return parses(blanked(text, line_start..end));
    }
    let opens_inline = text[line_start..key.start].contains('{');
    if opens_inline {
        // Within `{ … }` an entry ends at a comma or at the closing brace.
        let stops = text[key.end..].char_indices().filter(|(_, c)| matches!(c, ',' | '}'));
        for (at, c) in stops.take(64) {
            let end = key.end + at + usize::from(c == ',');
            if let Some(rest) = parses(blanked(text, key.start..end)) {
                return Some(rest);
            }
        }
        return None;
    }
    // A value may run over several lines: blank as many as it takes.
    ends.take(400).find_map(|end| parses(blanked(text, line_start..end)))
}

fn blanked(text: &str, range: Range<usize>) -> String {
    let blanks: String = text[range.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    format!("{}{}{}", &text[..range.start], blanks, &text[range.end..])
}

fn parses(text: String) -> Option<String> {
    toml::from_str::<toml::Table>(&text).is_ok().then_some(text)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        path: String,
        #[serde(default)]
        inner: Option<Inner>,
        #[serde(default)]
        item: Vec<Inner>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        encoding: Option<String>,
        units: Option<Vec<u32>>,
    }

    fn faults(text: &str) -> Vec<String> {
        let source = Source { name: "c.toml".into(), text: text.into() };
        source.parse::<Outer>().unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_sound_file_is_read() {
        let text = "path = \"x\"\n[[item]]\nunits = [3]\n";
        let source = Source { name: "c.toml".into(), text: text.into() };
        let item = vec![Inner { encoding: None, units: Some(vec![3]) }];
        assert_eq!(source.parse(), Ok(Outer { path: "x".to_owned(), inner: None, item }));
        assert_eq!(source.place(text.find("units").unwrap_or(0)).line, Some(3));
    }

    #[test]
    fn the_digest_is_that_of_the_standard() {
        let source = Source { name: "c.toml".into(), text: "abc".into() };
        // FIPS 180-4, the example of one block.
        assert_eq!(source.sha256(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn every_unknown_key_is_found_in_one_reading() {
        let text = "pth = [\n 1,\n 2]\npath = \"x\"\ninner = { encodng = \"a\", units = [1], zzz = 2 }\n[[item]]\nunit = [3]\n";
        assert_eq!(
            faults(text),
            [
                "error[key-unknown]: c.toml:1: unknown key `pth`\n  help: did you mean `path`?",
                "error[key-unknown]: c.toml:5: unknown key `encodng`\n  help: did you mean `encoding`?",
                "error[key-unknown]: c.toml:5: unknown key `zzz`\n  help: known here: encoding, units",
                "error[key-unknown]: c.toml:7: unknown key `unit`\n  help: did you mean `units`?",
            ]
        );
    }

    #[test]
    fn an_unknown_table_does_not_hide_what_follows() {
        let text = "path = \"x\"\n[innr]\nunits = 1\n[inner]\nunts = 1\n";
        assert_eq!(faults(text).len(), 2);
    }

    #[test]
    fn types_syntax_and_missing_keys_have_a_line() {
        assert!(
            faults("path = 3\n")[0]
                .starts_with("error[value-type]: c.toml:1: `3`: invalid type: integer `3`")
        );
        assert!(faults("path = \n")[0].starts_with("error[toml-syntax]: c.toml:1"));
        assert!(faults("\n")[0].contains("missing key `path`"));
    }
}
