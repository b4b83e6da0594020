//! What an institution's list may hold and is called: credit line, grades of data, name of its file.

use std::collections::BTreeMap;

use super::columns::{Cell, ListColumn, PREFERRED};
use super::grant_value::GrantValue;
use super::names::Names;
use super::written::Sensitivity;
use crate::expr::Expr;
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::{Source, Spanned};
use crate::words::say;

/// Greatest length of a list's file name in bytes, without its ending.
const MOST_BYTES: usize = 180;

/// The name of a list's file if the institution names none.
const USUAL_NAME: &str = "{id}";

/// Puts the institution's credit line in its place among the columns. The usual columns lose the column
/// without one; a column that the file names is then a fault.
pub(super) fn with_credit_line(
    columns: Vec<ListColumn>,
    credit_line: Option<&Expr>,
    place: &Place,
    findings: &mut Findings,
) -> Vec<ListColumn> {
    let resolved = |column: ListColumn| match (&column.cell, credit_line) {
        (Cell::CreditLine, Some(line)) => Some(ListColumn { cell: Cell::Value(line.clone()), ..column }),
        (Cell::CreditLine, None) => {
            if !column.usual {
                let place = place.clone().in_column("columns");
                findings.push(
                    Finding::new(Code::KeyMissing, place, say!(referral::credit_line_absent))
                        .help(say!(referral::credit_line_absent_help)),
                );
            }
            None
        }
        _ => Some(column),
    };
    columns.into_iter().filter_map(resolved).collect()
}

/// Grades of fields and results, by name.
pub(super) struct Grades {
    of: BTreeMap<String, Sensitivity>,
}

impl Grades {
    /// Reads `[sensitivity]`. Faults are added to `findings`.
    pub fn read(
        names: &Names<'_>,
        written: &BTreeMap<Spanned<String>, Sensitivity>,
        findings: &mut Findings,
    ) -> Grades {
        let mut of = BTreeMap::new();
        for (key, &grade) in written {
            let place = names.source.place(key.span().start).in_column("sensitivity");
            let word = key.get_ref();
            let grant = GrantValue::called(word).map(GrantValue::as_str);
            match names.scope.called(word).or(grant) {
                None => {
                    let message = say!(referral::sensitivity_unknown, name = word);
                    findings.push(
                        Finding::new(Code::NameUnknown, place, message)
                            .help(say!(referral::sensitivity_unknown_help)),
                    );
                }
                Some(name) if of.contains_key(name) => {
                    let message = say!(referral::sensitivity_repeated, name = name);
                    findings.push(
                        Finding::new(Code::NameRepeated, place, message)
                            .help(say!(referral::match_repeated_help)),
                    );
                }
                Some(name) => drop(of.insert(name.to_owned(), grade)),
            }
        }
        Grades { of }
    }

    /// Reports each column above `most`, and each column of which a name has no grade. `place` is that of the
    /// institution.
    pub fn check(
        &self,
        names: &Names<'_>,
        columns: &[ListColumn],
        most: Sensitivity,
        place: &Place,
        findings: &mut Findings,
    ) {
        for column in columns {
            let shown = column.header.as_deref().unwrap_or("id");
            for name in read_by(names, &column.cell) {
                let (code, message, help) = match self.of.get(name) {
                    Some(&grade) if grade <= most => continue,
                    Some(&grade) => (
                        Code::ColumnSensitive,
                        say!(
                            referral::column_sensitive,
                            column = shown,
                            name = name,
                            grade = grade.as_str(),
                            most = most.as_str()
                        ),
                        say!(referral::column_sensitive_help),
                    ),
                    None => (
                        Code::KeyMissing,
                        say!(referral::sensitivity_absent, column = shown, name = name),
                        say!(referral::sensitivity_absent_help, name = name),
                    ),
                };
                findings.push(Finding::new(code, place.clone().in_column("may_see"), message).help(help));
            }
        }
    }
}

/// The names of the scope that a cell shows.
fn read_by<'a>(names: &Names<'a>, cell: &'a Cell) -> Vec<&'a str> {
    match cell {
        Cell::Place | Cell::CreditLine => Vec::new(),
        Cell::Id => vec![names.dictionary.primary_key.as_str()],
        Cell::SegmentTitle => vec!["segment"],
        Cell::PreferencePlace(_) => vec![PREFERRED],
        Cell::Grant(value) => vec![value.as_str()],
        Cell::Value(expr) => expr.slots().iter().map(|&slot| names.scope.name(slot)).collect(),
    }
}

/// Checks the pattern of a file name; a fault is added to `findings`.
pub(super) fn check_pattern(source: &Source, pattern: &Spanned<String>, findings: &mut Findings) {
    let text = pattern.get_ref();
    let place = source.place(pattern.span().start).in_column("file");
    if text.trim().is_empty() {
        let message = say!(referral::file_empty);
        findings.push(Finding::new(Code::ValueEmpty, place, message).help(say!(referral::file_help)));
        return;
    }
    let mut rest = text.as_str();
    while let Some(start) = rest.find(['{', '}']) {
        let end = rest[start..].find('}').map(|end| start + end);
        let name = end.and_then(|end| rest.get(start + 1..end)).filter(|_| rest[start..].starts_with('{'));
        if !name.is_some_and(|name| PLACEHOLDERS.contains(&name)) {
            let shown = end.map_or(&rest[start..], |end| &rest[start..=end]);
            let message = say!(referral::file_placeholder, written = shown);
            findings.push(Finding::new(Code::ValueInvalid, place, message).help(say!(referral::file_help)));
            return;
        }
        rest = &rest[end.map_or(rest.len(), |end| end + 1)..];
    }
    let strange = text.chars().find(|&c| is_unfit(c));
    if let Some(strange) = strange {
        let message = say!(referral::file_character, character = strange.escape_default().to_string());
        findings.push(Finding::new(Code::NameInvalid, place, message).help(say!(referral::file_help)));
    }
}

/// Names in braces that a pattern may use.
pub(super) const PLACEHOLDERS: [&str; 5] = ["id", "name", "name_zh", "campaign", "as_of"];

/// Whether `name` is one that [`Institution::file_name`](super::Institution::file_name) may give: a single
/// name on every system.
pub fn is_file_name(name: &str) -> bool {
    let is_plain = !name.is_empty() && name.len() <= MOST_BYTES + 65 && !name.contains(is_unfit);
    is_plain && name.trim() == name && !name.starts_with('.') && !is_device(name)
}

/// Whether a character does not show, or turns the direction of those after it.
fn is_unseen(c: char) -> bool {
    let formats = matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}');
    c.is_control() || formats || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Whether a file name cannot have the character on some system.
fn is_unfit(c: char) -> bool {
    is_unseen(c) || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// A name of a list's file without its ending, a single name on every system: `pattern` with the values of
/// [`PLACEHOLDERS`] in their places. `id` is that of the institution.
pub(super) fn file_name(pattern: Option<&str>, values: [&str; PLACEHOLDERS.len()], id: &str) -> String {
    let mut name = pattern.unwrap_or(USUAL_NAME).to_owned();
    for (placeholder, value) in PLACEHOLDERS.into_iter().zip(values) {
        let value = value.replace(|c: char| is_unfit(c) || matches!(c, '{' | '}'), "-");
        name = name.replace(&format!("{{{placeholder}}}"), &value);
    }
    // Windows drops a dot or blank at the end, and a dot in front hides the file elsewhere.
    let end = (0..=MOST_BYTES.min(name.len())).rev().find(|&at| name.is_char_boundary(at));
    let name = name[..end.unwrap_or(0)].trim_matches(|c: char| c == '.' || c.is_whitespace());
    match (name.is_empty(), is_device(name)) {
        (true, _) => id.to_owned(),
        // What stands before the first dot is the device, so that a longer ending would not do.
        (false, true) => format!("{id}-{name}"),
        (false, false) => name.to_owned(),
    }
}

/// Whether Windows reserves the name, or its part before the first dot, for a device.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(&*stem, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}
