//! Writes a document as text: one TOML file with the origin of each value, or JSON.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{Document, InForce};
use crate::finding::Findings;

impl Document<'_> {
    /// The document as one TOML file: values as written, in the order of the files. If the document comes
    /// from several files, a comment after each inherited value gives its file and line. A comment after each
    /// value of `in_force` gives the day on which it begins.
    pub fn to_toml(&self, in_force: &[InForce]) -> String {
        let mut writer = Writer { document: self, in_force, has_origins: true, out: String::new() };
        writer.table("", self.root());
        writer.out
    }

    /// The top-level value of `key` as TOML under its header, as written; each table of a list is a part of
    /// its own. Empty without tables.
    pub(super) fn parts(&self, key: &str) -> Vec<String> {
        let part = |header: String, table: &DeTable<'_>| {
            let mut writer = Writer { document: self, in_force: &[], has_origins: false, out: header };
            writer.table(key, table);
            writer.out
        };
        match self.root().get(key).map(Spanned::get_ref) {
            Some(DeValue::Table(table)) => vec![part(format!("[{key}]\n"), table)],
            Some(DeValue::Array(entries)) => {
                let tables = entries.iter().filter_map(|entry| match entry.get_ref() {
                    DeValue::Table(table) => Some(part(format!("[[{key}]]\n"), table)),
                    _ => None,
                });
                tables.collect()
            }
            _ => Vec::new(),
        }
    }

    /// The document as JSON. Days become texts.
    ///
    /// # Errors
    /// As [`Document::read`].
    pub fn to_json(&self) -> Result<serde_json::Value, Findings> {
        Ok(json(self.clone().read::<toml::Value>()?))
    }
}

fn json(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(day) => day.to_string().into(),
        toml::Value::Array(entries) => entries.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
    }
}

struct Writer<'d> {
    document: &'d Document<'d>,
    in_force: &'d [InForce],
    /// Whether a comment gives the origin of each inherited value.
    has_origins: bool,
    out: String,
}

impl Writer<'_> {
    /// The keys of a table: plain values first, then those with headers.
    fn table(&mut self, path: &str, table: &DeTable<'_>) {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let (sections, values): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|(_, value)| self.is_section(value));
        for (key, value) in values {
            let text = self.text(&value.span()).to_owned();
            let remark = self.remark(&value.span());
            self.out += &format!("{} = {text}{remark}\n", key_text(key.get_ref()));
        }
        for (key, value) in sections {
            let path = match path {
                "" => key_text(key.get_ref()),
                path => format!("{path}.{}", key_text(key.get_ref())),
            };
            match value.get_ref() {
                DeValue::Table(table) => {
                    self.out += &format!("\n[{path}]\n");
                    self.table(&path, table);
                }
                DeValue::Array(entries) => {
                    for entry in entries {
                        if let DeValue::Table(table) = entry.get_ref() {
                            self.out += &format!("\n[[{path}]]\n");
                            self.table(&path, table);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether the value was written under headers, `[key]` or `[[key]]`, and not after `=`.
    fn is_section(&self, value: &Spanned<DeValue<'_>>) -> bool {
        let inline = |span: Range<usize>| self.text(&span).starts_with('{');
        match value.get_ref() {
            DeValue::Table(_) => !inline(value.span()),
            DeValue::Array(entries) => entries
                .iter()
                .next()
                .is_some_and(|entry| matches!(entry.get_ref(), DeValue::Table(_)) && !inline(entry.span())),
            _ => false,
        }
    }

    fn text(&self, span: &Range<usize>) -> &str {
        self.document.source.text.get(span.clone()).unwrap_or_default()
    }

    /// The origin of a value, if inherited.
    fn remark(&self, span: &Range<usize>) -> String {
        let source = &self.document.source;
        let mut said = Vec::new();
        if let Some(dated) = self.in_force.iter().find(|dated| dated.position == span.start) {
            said.extend(dated.valid_from.map(|day| format!("valid_from = {day}")));
            said.extend(dated.source.clone());
        }
        if self.has_origins && !source.is_own(span.start) {
            said.push(source.place(span.start).to_string());
        }
        if said.is_empty() { String::new() } else { format!("  # {}", said.join(", ")) }
    }
}

/// A key, quoted if necessary.
fn key_text(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !key.is_empty() && key.chars().all(bare) { key.to_owned() } else { format!("{key:?}") }
}
