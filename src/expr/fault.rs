//! Why a rule was refused, and where.

use std::error::Error;
use std::fmt;
use std::ops::Range;

use crate::finding::{Code, Finding};
use crate::parameters::Source;
use crate::words::{Message, say};

/// Why a rule was refused. Shown as ``error[name-unknown]: bytes 0..6: unknown name `revnue` ``, then `help:
/// …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// [`RuleSyntax`](Code::RuleSyntax), [`RuleUnsupported`](Code::RuleUnsupported),
    /// [`RuleType`](Code::RuleType) or [`NameUnknown`](Code::NameUnknown).
    pub code: Code,
    /// One line, lower case, no full stop, the offending text in backticks.
    pub message: Message,
    /// Advice in one line, if there is any.
    pub help: Option<Message>,
    /// The offending bytes of the rule.
    pub span: Range<usize>,
}

impl Fault {
    /// The fault as a finding at its line of the parameter file `source`, for `key`.
    ///
    /// `offset` is the byte position of the rule's TOML string in the file, at its quotation mark, as in
    /// [`toml::Spanned::span`]. Escapes in a multi-line string are longer in the file than in the rule, so
    /// the reported line may be too early.
    pub fn into_finding(self, source: &Source, offset: usize, key: &str) -> Finding {
        let written = source.text.get(offset..).unwrap_or_default();
        let multi_line = written.starts_with("\"\"\"") || written.starts_with("'''");
        let opening = match written.get(3..) {
            Some(rest) if multi_line => 3 + (rest.len() - strip_line_end(rest).len()),
            _ => 1,
        };
        let place = source.place(offset + opening + self.span.start).in_column(key);
        Finding::new(self.code, place, self.message).help_if(self.help)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { code, message, help, span } = self;
        let (from, to) = (span.start.to_string(), span.end.to_string());
        let message = say!(expr::at_bytes, from = from, to = to, message = message);
        write!(f, "{}[{code}]: {message}", code.severity().as_str())?;
        help.as_ref().map_or(Ok(()), |help| write!(f, "\n  {}", say!(expr::help, help = help)))
    }
}

impl Error for Fault {}

/// `text` without a leading line end, which is no part of a multi-line string in TOML.
fn strip_line_end(text: &str) -> &str {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n')).unwrap_or(text)
}

/// `text` on one line and cut to 60 characters.
pub(super) fn short(text: &str) -> String {
    let mut short: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = short.char_indices().nth(60) {
        short.truncate(cut);
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn line_of(text: &str, word: &str) -> Option<u32> {
        let spanned: std::collections::BTreeMap<String, toml::Spanned<String>> =
            toml::from_str(text).unwrap();
        let rule = &spanned["rule"];
        let at = rule.get_ref().find(word).unwrap();
        let fault = Fault {
            code: Code::RuleType,
            message: format!("`{word}`").into(),
            help: Some("h".into()),
            span: at..at + word.len(),
        };
        let source = Source::new("s.toml", text);
        let finding = fault.into_finding(&source, rule.span().start, "rule");
        assert_eq!(finding.place.column.as_deref(), Some("rule"));
        assert_eq!(finding.help_line(Language::En).as_deref(), Some("h"));
        finding.place.line
    }

    #[test]
    fn a_finding_has_the_line_of_the_fault() {
        assert_eq!(line_of("\n\nrule = 'a + b'", "b"), Some(3));
        assert_eq!(line_of("\nrule = \"a\\t+ b\"\n", "b"), Some(2));
        assert_eq!(line_of("\nrule = '''\na +\n b'''\n", "b"), Some(4));
        assert_eq!(line_of("\nrule = \"\"\"a +\n b\"\"\"\n", "b"), Some(3));
        assert_eq!(line_of("\r\nrule = \"\"\"\r\na +\r\n b\"\"\"\r\n", "a"), Some(3));
    }

    #[test]
    fn quoted_text_is_one_short_line() {
        assert_eq!(short("a\n  + b"), "a + b");
        assert_eq!(short(&"企".repeat(100)).chars().count(), 61);
    }
}
