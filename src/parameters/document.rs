//! A parameter file as a tree of keys and values: the form between the text and the typed value.

use std::ops::Range;

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Source;
use super::fault::{self, finding};
use super::overlay::{Addition, DATED, Merged, id_of, lay_over, shifted};
use crate::finding::{Code, Finding, Findings, MOST_ALIKE, nearest};
use crate::words::{Arg, Message, say};

/// The tree of a file's keys and values, each with its position.
#[derive(Clone, Debug)]
pub struct Document<'t> {
    /// The text that positions refer to.
    pub source: Source,
    root: DeTable<'t>,
    /// Entries of extending files that match no entry of the base.
    additions: Vec<Addition>,
}

/// A dated value in force on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// The value's path: `gate.size.when`.
    pub key: String,
    /// The value as text.
    pub value: String,
    /// The first day on which the value is in force; `None` for a value without a start.
    pub valid_from: Option<Date>,
    /// The document that states it.
    pub source: Option<String>,
    /// Byte position of the value in the text.
    pub position: usize,
}

impl<'t> Document<'t> {
    /// Parses the text as TOML.
    ///
    /// # Errors
    /// [`Code::TomlSyntax`].
    pub fn parse(source: &'t Source) -> Result<Document<'t>, Findings> {
        match DeTable::parse(&source.text) {
            Ok(root) => {
                Ok(Document { source: source.clone(), root: root.into_inner(), additions: Vec::new() })
            }
            Err(error) => Err(finding(source, &error).into()),
        }
    }

    pub(super) fn root(&self) -> &DeTable<'t> {
        &self.root
    }

    /// Removes `key` from the top level.
    pub fn remove(&mut self, key: &str) {
        self.root.remove(key);
    }

    /// The top-level value of `key`; `None` unless it is a text.
    pub fn text(&self, key: &str) -> Option<Spanned<String>> {
        let entry = self.root.get(key)?;
        Some(Spanned::new(entry.span(), entry.get_ref().as_str()?.to_owned()))
    }

    /// The byte position of the top-level value of `key`.
    pub fn position(&self, key: &str) -> Option<usize> {
        Some(self.root.get(key)?.span().start)
    }

    /// The table `key` within the table that `path` leads to, as a document; positions stay those in the
    /// file.
    pub fn table(mut self, path: &[&str], key: &str) -> Option<Document<'t>> {
        for step in path.iter().chain([&key]) {
            let DeValue::Table(inner) = self.root.remove(*step)?.into_inner() else { return None };
            self.root = inner;
        }
        Some(self)
    }

    /// Keys of the tables within the table that `path` leads to, with their positions.
    pub fn tables(&self, path: &[&str]) -> Vec<(String, usize)> {
        let mut table = &self.root;
        for step in path {
            match table.get(*step).map(Spanned::get_ref) {
                Some(DeValue::Table(inner)) => table = inner,
                _ => return Vec::new(),
            }
        }
        table.keys().map(|key| (key.get_ref().to_string(), key.span().start)).collect()
    }

    /// The keys that lead to each value that is no table. An empty or dated table counts as a value.
    pub fn paths(&self) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        paths_in(&self.root, &[], &mut paths);
        paths
    }

    /// This document laid over `base`.
    ///
    /// A key replaces the whole value of the base. Only two arrays of tables with ids are merged by entry: an
    /// entry with an id of the base is laid over the entry of the base, or removes it with `remove = true`;
    /// an entry with a new id is appended. The top-level tables called `merged` are merged key by key, with
    /// the tables within them; a dated value is replaced whole.
    ///
    /// # Errors
    /// [`Code::NameUnknown`] for each entry with `remove = true` whose id the base lacks.
    pub fn over(self, base: Document<'t>, merged: &[&str]) -> Result<Document<'t>, Findings> {
        self.laid_over(base, Merged::Named(merged))
    }

    /// This document laid over `base`, as [`Document::over`], with all tables merged: each key replaces one
    /// value.
    ///
    /// # Errors
    /// As [`Document::over`].
    pub fn set_in(self, base: Document<'t>) -> Result<Document<'t>, Findings> {
        self.laid_over(base, Merged::All)
    }

    fn laid_over(self, base: Document<'t>, merged: Merged<'_>) -> Result<Document<'t>, Findings> {
        let source = self.source.over(&base.source);
        let shifted = shifted(self.root, base.source.text.len());
        let mut root = base.root;
        let (mut additions, mut findings) = (base.additions, Findings::new());
        additions.extend(Addition::all(&root, &shifted));
        lay_over(&mut root, shifted, merged, &source, &mut findings);
        findings.or_stop(Document { source, root, additions }).map(|(document, _)| document)
    }

    /// Replaces every dated value, `{ dated = [{ valid_from = 2025-01-01, value = 12 }, …] }`, by its entry
    /// in force on `day`: the last entry that has begun. Without a day it is the last entry. Returns the
    /// chosen entries.
    ///
    /// # Errors
    /// Entries out of order or without a value, and dated values of which no entry is in force yet.
    pub fn settle(&mut self, day: Option<Date>) -> Result<Vec<InForce>, Findings> {
        let mut settler = Settler { source: &self.source, day, taken: Vec::new(), findings: Findings::new() };
        settler.table(&mut self.root, "");
        let Settler { taken, findings, .. } = settler;
        findings.or_stop(taken).map(|(taken, _)| taken)
    }

    /// Every day on which a value changes, ascending.
    pub fn turning_days(&self) -> Vec<Date> {
        let mut days = Vec::new();
        days_of(&self.root, &mut days);
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Deserializes the tree as a `T`.
    ///
    /// # Errors
    /// The first [`MOST_ALIKE`] unknown keys, each with its line and the nearest known key; then the first
    /// other fault (type, missing key).
    pub fn read<T: DeserializeOwned>(mut self) -> Result<T, Findings> {
        let mut findings = Findings::new();
        // Each unknown key is replaced by the nearest known one, or else removed, and the tree is read again,
        // so that one run reports all unknown keys, and nothing that follows from them.
        // The number of readings is bounded, since each takes time in proportion to the tree.
        let mut moved: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for reading in 1..=MOST_ALIKE {
            let root = Spanned::new(0..self.source.text.len(), self.root.clone());
            match T::deserialize(toml::de::Deserializer::from(root)) {
                Ok(value) if findings.is_empty() => return Ok(value),
                Ok(_) => break,
                Err(error) => {
                    let finding = match fault::is_no_choice(&error) {
                        true => self.no_choice::<T>(&error),
                        false => finding(&self.source, &error),
                    };
                    let at = error.span().map_or(0, |span| span.start);
                    let finding = match self.additions.iter().find(|addition| addition.position == at) {
                        Some(addition) if finding.code == Code::KeyMissing => {
                            addition.blamed(&self.source, &finding)
                        }
                        _ => finding,
                    };
                    let unknown = finding.code == Code::KeyUnknown;
                    // A value that does not fit the near key: another one was meant.
                    let is_value = matches!(finding.code, Code::ValueType | Code::ValueInvalid);
                    let unfit =
                        moved.iter().position(|(_, value)| is_value && error.span().as_ref() == Some(value));
                    if let Some(at) = unfit {
                        let (key, _) = moved.swap_remove(at);
                        if mend(&mut self.root, &key, None).is_some() {
                            continue;
                        }
                    }
                    findings.push(if unknown && reading == MOST_ALIKE { the_last(finding) } else { finding });
                    let near = fault::meant(&error);
                    let key = error.span().filter(|_| unknown);
                    let value = key.as_ref().and_then(|key| mend(&mut self.root, key, near.as_deref()));
                    let Some(pair) = key.zip(value) else { break };
                    moved.push(pair);
                }
            }
        }
        findings.sort();
        Err(findings)
    }

    /// The fault of a value in place of a choice. The choices are learnt from a further reading, with an
    /// unknown word in place of the value.
    fn no_choice<T: DeserializeOwned>(&self, error: &toml::de::Error) -> Finding {
        let mut root = self.root.clone();
        let value = error.span().and_then(|span| value_at(&mut root, &span));
        let Some(value) = value else { return fault::no_choice(&self.source, error, "", None) };
        let kind = value.type_str();
        *value = DeValue::String("".into());
        let root = Spanned::new(0..self.source.text.len(), root);
        let refused = T::deserialize(toml::de::Deserializer::from(root)).err();
        let refused = refused.filter(|refused| refused.span() == error.span());
        fault::no_choice(&self.source, error, kind, refused.as_ref())
    }
}

/// The value at `span` in the table or a nested one.
fn value_at<'a, 't>(table: &'a mut DeTable<'t>, span: &Range<usize>) -> Option<&'a mut DeValue<'t>> {
    fn within<'a, 't>(
        value: &'a mut Spanned<DeValue<'t>>,
        span: &Range<usize>,
    ) -> Option<&'a mut DeValue<'t>> {
        if value.span() == *span {
            return Some(value.get_mut());
        }
        match value.get_mut() {
            DeValue::Table(table) => value_at(table, span),
            DeValue::Array(array) => array.iter_mut().find_map(|entry| within(entry, span)),
            _ => None,
        }
    }
    table.iter_mut().find_map(|(_, value)| within(value, span))
}

fn paths_in(table: &DeTable<'_>, above: &[String], paths: &mut Vec<Vec<String>>) {
    for (key, value) in table {
        let path: Vec<String> = above.iter().cloned().chain([key.get_ref().to_string()]).collect();
        match value.get_ref() {
            DeValue::Table(inner) if !inner.is_empty() && !inner.contains_key(DATED) => {
                paths_in(inner, &path, paths);
            }
            _ => paths.push(path),
        }
    }
}

/// The last unknown key that is reported, with a remark that the search stops there.
fn the_last(finding: Finding) -> Finding {
    finding.also(say!(parameters::more_unknown, most = MOST_ALIKE))
}

/// Settles dated values for one day.
struct Settler<'s> {
    source: &'s Source,
    day: Option<Date>,
    taken: Vec<InForce>,
    findings: Findings,
}

impl Settler<'_> {
    fn table(&mut self, table: &mut DeTable<'_>, path: &str) {
        for (key, value) in table.iter_mut() {
            let path =
                if path.is_empty() { key.get_ref().to_string() } else { format!("{path}.{}", key.get_ref()) };
            self.value(value, &path);
        }
    }

    fn value(&mut self, value: &mut Spanned<DeValue<'_>>, path: &str) {
        match value.get_mut() {
            DeValue::Array(array) => {
                for (at, entry) in array.iter_mut().enumerate() {
                    let name = id_of(entry).map_or_else(|| (at + 1).to_string(), str::to_owned);
                    self.value(entry, &format!("{path}.{name}"));
                }
            }
            DeValue::Table(table) if table.contains_key(DATED) => {
                if let Some(settled) = self.dated(table, path) {
                    *value = settled;
                }
            }
            DeValue::Table(table) => self.table(table, path),
            _ => {}
        }
    }

    /// The value in force of `{ dated = […] }`.
    fn dated<'t>(&mut self, table: &mut DeTable<'t>, path: &str) -> Option<Spanned<DeValue<'t>>> {
        let list = table.remove(DATED)?;
        let whole = list.span();
        for key in table.keys() {
            self.fault(
                Code::KeyUnknown,
                &key.span(),
                say!(parameters::unknown_key, key = key.get_ref().as_ref()),
                say!(parameters::dated_alone),
            );
        }
        let DeValue::Array(entries) = list.into_inner() else {
            let message = say!(parameters::dated_list, key = path);
            self.fault(Code::ValueType, &whole, message, say!(parameters::dated_help));
            return None;
        };
        let mut before: Option<Option<Date>> = None;
        let mut found: Option<(InForce, Spanned<DeValue<'t>>)> = None;
        for entry in entries {
            let span = entry.span();
            let (dated, value) = self.entry(entry, path)?;
            if before.is_some_and(|before| before >= dated.valid_from) {
                self.fault(
                    Code::ValueInvalid,
                    &span,
                    say!(parameters::dated_order, key = path),
                    say!(parameters::dated_order_help),
                );
                return None;
            }
            before = Some(dated.valid_from);
            if dated.valid_from.zip(self.day).is_none_or(|(from, day)| from <= day) {
                found = Some((dated, value));
            }
        }
        let Some((dated, value)) = found else {
            let message = match self.day {
                Some(day) => say!(parameters::not_in_force_on, key = path, day = day),
                None => say!(parameters::not_in_force, key = path),
            };
            self.fault(Code::ValueNotInForce, &whole, message, say!(parameters::not_in_force_help));
            return None;
        };
        self.taken.push(dated);
        Some(value)
    }

    fn entry<'t>(
        &mut self,
        entry: Spanned<DeValue<'t>>,
        path: &str,
    ) -> Option<(InForce, Spanned<DeValue<'t>>)> {
        let span = entry.span();
        let DeValue::Table(mut table) = entry.into_inner() else {
            let message = say!(parameters::dated_table, key = path);
            self.fault(Code::ValueType, &span, message, say!(parameters::dated_help));
            return None;
        };
        let value = table.remove("value");
        let from = table.remove("valid_from");
        let source = table.remove("source");
        for key in table.keys() {
            let known = ["value", "valid_from", "source"];
            let help = match nearest(key.get_ref(), known) {
                Some(near) => say!(parameters::did_you_mean, near = near),
                None => say!(parameters::known, names = Arg::items(known)),
            };
            let message = say!(parameters::unknown_key, key = key.get_ref().as_ref());
            self.fault(Code::KeyUnknown, &key.span(), message, help);
        }
        let Some(value) = value else {
            let message = say!(parameters::missing_key, key = "value");
            self.fault(Code::KeyMissing, &span, message, say!(parameters::dated_help));
            return None;
        };
        let valid_from = match &from {
            Some(from) => match from.get_ref() {
                DeValue::Datetime(day) if self::day(day).is_some() => self::day(day),
                written => {
                    let text = written.as_str().filter(|text| text.parse::<Date>().is_ok());
                    let help = match text {
                        Some(text) => say!(parameters::dated_day_unquoted, day = text),
                        None => say!(parameters::dated_day_help),
                    };
                    self.fault(Code::ValueType, &from.span(), say!(parameters::dated_day), help);
                    return None;
                }
            },
            None => None,
        };
        let text = self.source.text.get(value.span()).unwrap_or_default().to_owned();
        let source = source.and_then(|source| source.get_ref().as_str().map(str::to_owned));
        let position = value.span().start;
        Some((InForce { key: path.to_owned(), value: text, valid_from, source, position }, value))
    }

    fn fault(&mut self, code: Code, span: &Range<usize>, message: Message, help: Message) {
        self.findings.push(Finding::new(code, self.source.place(span.start), message).help(help));
    }
}

/// The day of a TOML date without a time.
pub(crate) fn day(written: &toml::value::Datetime) -> Option<Date> {
    let date = written.date.filter(|_| written.time.is_none() && written.offset.is_none())?;
    Date::new(i16::try_from(date.year).ok()?, i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?)
        .ok()
}

fn days_of(table: &DeTable<'_>, days: &mut Vec<Date>) {
    fn of_value(value: &DeValue<'_>, days: &mut Vec<Date>) {
        match value {
            DeValue::Table(table) => days_of(table, days),
            DeValue::Array(array) => array.iter().for_each(|entry| of_value(entry.get_ref(), days)),
            _ => {}
        }
    }
    if let Some(DeValue::Datetime(day)) = table.get("valid_from").map(Spanned::get_ref) {
        days.extend(self::day(day));
    }
    table.values().for_each(|value| of_value(value.get_ref(), days));
}

/// Replaces the key at `span` in the table or a nested one by `near`, or removes it. Returns the span of its
/// value; `None` if there is no such key.
fn mend(table: &mut DeTable<'_>, span: &Range<usize>, near: Option<&str>) -> Option<Range<usize>> {
    fn from_value(value: &mut DeValue<'_>, span: &Range<usize>, near: Option<&str>) -> Option<Range<usize>> {
        match value {
            DeValue::Table(table) => mend(table, span, near),
            DeValue::Array(array) => {
                array.iter_mut().find_map(|entry| from_value(entry.get_mut(), span, near))
            }
            _ => None,
        }
    }
    let key = table.keys().find(|key| key.span() == *span).map(|key| key.get_ref().to_string());
    let Some(key) = key else {
        return table.iter_mut().find_map(|(_, value)| from_value(value.get_mut(), span, near));
    };
    let value = table.remove(key.as_str())?;
    let at = value.span();
    match near.map(|near| (near, table.get_mut(near).map(Spanned::get_mut))) {
        Some((near, None)) => {
            table.insert(Spanned::new(span.clone(), near.to_owned().into()), value);
        }
        // A table that others below it declare: `[firm]` above `[firms.columns]`.
        Some((_, Some(DeValue::Table(into)))) => {
            let from = if let DeValue::Table(from) = value.into_inner() { Some(from) } else { None };
            for (key, value) in from.into_iter().flatten() {
                if !into.contains_key(key.get_ref().as_ref()) {
                    into.insert(key, value);
                }
            }
        }
        _ => {}
    }
    Some(at)
}
