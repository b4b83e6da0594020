//! Lays a file over the file that it extends. Entries are matched by id. An entry without a match may be
//! misspelt.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::Source;
use crate::finding::{Code, Finding, Findings, nearest};
use crate::words::{Message, say};

/// The key that identifies entries of an array of tables.
const ID: &str = "id";
/// The key that removes an entry of the base.
const REMOVE: &str = "remove";
/// The key of a value that changes by date.
pub(super) const DATED: &str = "dated";

/// Keys of texts that have a Chinese form under another key: `title` and `title_zh`.
const IN_BOTH: [&str; 2] = ["title", "reason"];

/// An entry with an id that the base's list lacks, though a similar one exists.
#[derive(Clone, Debug)]
pub(super) struct Addition {
    /// Byte position of the entry in the text.
    pub position: usize,
    id: String,
    id_position: usize,
    help: Message,
}

/// An entry and its parents, the outermost first: list and id of each.
#[derive(Clone, Debug, PartialEq)]
struct Path(Vec<(String, String)>);

impl Path {
    fn below(&self, list: &str, id: &str) -> Path {
        let step = (list.to_owned(), id.to_owned());
        Path(self.0.iter().cloned().chain([step]).collect())
    }

    fn last(&self) -> (&str, &str) {
        self.0.last().map_or(("", ""), |(list, id)| (list, id))
    }

    /// Where in the extended file the entry stands, so that a person can write it there.
    fn place(&self) -> Message {
        match self.0.as_slice() {
            [.., (list, id), _] => say!(parameters::other_list, list = list, id = id),
            _ => say!(parameters::other_top, list = self.last().0),
        }
    }
}

impl Addition {
    /// The entries of `over` that are not in `base` but resemble an entry of `base`, with help that names it.
    pub fn all(base: &DeTable<'_>, over: &DeTable<'_>) -> Vec<Addition> {
        let (mut known, mut own) = (Vec::new(), Vec::new());
        entries(base, &Path(Vec::new()), &mut known);
        entries(over, &Path(Vec::new()), &mut own);
        let known: Vec<Path> = known.into_iter().map(|entry| entry.path).collect();
        let mut additions: Vec<(Path, Addition)> = Vec::new();
        for Entry { path, position, id_position } in own {
            if known.contains(&path) {
                continue;
            }
            // If the parent of an entry is misspelt, the fault is that of the parent.
            let above = additions.iter().find(|(above, _)| path.0.starts_with(&above.0));
            let addition = match above {
                Some((_, above)) => Addition { position, ..above.clone() },
                None => {
                    let Some(help) = meant(&path, &known) else { continue };
                    Addition { position, id: path.last().1.to_owned(), id_position, help }
                }
            };
            additions.push((path, addition));
        }
        additions.into_iter().map(|(_, addition)| addition).collect()
    }

    /// The fault of an entry that is probably not meant to be new, since it lacks a key that a new entry
    /// requires. `missing` is the finding on this key.
    pub fn blamed(&self, source: &Source, missing: &Finding) -> Finding {
        let place = source.place(self.id_position).in_column(ID);
        let message = say!(parameters::none_to_change, id = &self.id, fault = &missing.message);
        Finding::new(Code::NameUnknown, place, message).help(self.help.clone())
    }
}

/// The path probably meant by `path`, which is not among the `known`.
fn meant(path: &Path, known: &[Path]) -> Option<Message> {
    let (list, id) = path.last();
    let alike = || known.iter().filter(|other| other.last().0 == list);
    if let Some(other) = alike().find(|other| other.last().1 == id) {
        return Some(other.place());
    }
    let above = |path: &Path| path.0.len().saturating_sub(1);
    let beside = alike().filter(|other| other.0[..above(other)] == path.0[..above(path)]);
    if let Some(near) = nearest(id, beside.map(|other| other.last().1)) {
        return Some(say!(parameters::did_you_mean, near = near));
    }
    let near = nearest(id, alike().map(|other| other.last().1))?;
    let other = alike().find(|other| other.last().1 == near)?;
    Some(say!(parameters::did_you_mean_there, near = near, place = other.place()))
}

/// An entry with an id, and the positions of the entry and of its id in the text.
struct Entry {
    path: Path,
    position: usize,
    id_position: usize,
}

/// Every entry with an id in `table` and nested tables.
fn entries(table: &DeTable<'_>, above: &Path, found: &mut Vec<Entry>) {
    for (list, value) in table {
        let DeValue::Array(array) = value.get_ref() else { continue };
        for entry in array {
            let (DeValue::Table(table), Some(id)) = (entry.get_ref(), id_of(entry)) else { continue };
            let path = above.below(list.get_ref(), id);
            let id_position = table.get(ID).map_or(entry.span().start, |id| id.span().start);
            found.push(Entry { path: path.clone(), position: entry.span().start, id_position });
            entries(table, &path, found);
        }
    }
}

/// The table with every position `by` bytes further.
pub(super) fn shifted(table: DeTable<'_>, by: usize) -> DeTable<'_> {
    let moved = |span: Range<usize>| span.start + by..span.end + by;
    let entries = table.into_iter().map(|(key, value)| {
        let (key_span, value_span) = (moved(key.span()), moved(value.span()));
        let value = shifted_value(value.into_inner(), by);
        (Spanned::new(key_span, key.into_inner()), Spanned::new(value_span, value))
    });
    entries.collect()
}

fn shifted_value(value: DeValue<'_>, by: usize) -> DeValue<'_> {
    match value {
        DeValue::Table(table) => DeValue::Table(shifted(table, by)),
        DeValue::Array(array) => {
            let entries = array.into_iter().map(|entry| {
                let span = entry.span();
                Spanned::new(span.start + by..span.end + by, shifted_value(entry.into_inner(), by))
            });
            DeValue::Array(entries.collect())
        }
        plain => plain,
    }
}

/// The id of a table, if it has one.
pub(super) fn id_of<'v>(value: &'v Spanned<DeValue<'_>>) -> Option<&'v str> {
    match value.get_ref() {
        DeValue::Table(table) => table.get(ID)?.get_ref().as_str(),
        _ => None,
    }
}

/// Whether every entry is a table with an id.
fn is_list(array: &DeArray<'_>) -> bool {
    !array.is_empty() && array.iter().all(|entry| id_of(entry).is_some())
}

/// Tables that are merged key by key, where others are replaced whole. A dated value is always replaced
/// whole.
#[derive(Clone, Copy, Debug)]
pub(super) enum Merged<'a> {
    /// Those of the top level with these names, and all tables within them.
    Named(&'a [&'a str]),
    /// All.
    All,
}

impl<'a> Merged<'a> {
    fn has(self, name: &str) -> bool {
        match self {
            Merged::Named(names) => names.contains(&name),
            Merged::All => true,
        }
    }

    /// The tables within the entries of lists.
    fn in_entries(self) -> Merged<'a> {
        match self {
            Merged::Named(_) => Merged::Named(&[]),
            Merged::All => Merged::All,
        }
    }
}

fn is_dated(table: &DeTable<'_>) -> bool {
    table.contains_key(DATED)
}

/// Lays a table over the base. A key replaces the base's value; `merged` tables are merged. A text also
/// removes the base's Chinese form.
pub(super) fn lay_over<'t>(
    base: &mut DeTable<'t>,
    over: DeTable<'t>,
    merged: Merged<'_>,
    source: &Source,
    findings: &mut Findings,
) {
    for text in IN_BOTH.into_iter().filter(|text| over.contains_key(*text)) {
        // The base's Chinese form does not match the new text.
        base.remove(&*format!("{text}_zh"));
    }
    for (key, value) in over {
        let span = value.span();
        let merges = merged.has(key.get_ref());
        let value = match (base.get_mut(key.get_ref().as_ref()).map(Spanned::get_mut), value.into_inner()) {
            (Some(DeValue::Table(known)), DeValue::Table(own))
                if merges && !is_dated(known) && !is_dated(&own) =>
            {
                lay_over(known, own, Merged::All, source, findings);
                continue;
            }
            (_, value) => Spanned::new(span.clone(), value),
        };
        let both = match (base.get_mut(key.get_ref().as_ref()), value.get_ref()) {
            (Some(known), DeValue::Array(own)) if is_list(own) => match known.get_mut() {
                DeValue::Array(known) if is_list(known) => Some(known),
                _ => None,
            },
            _ => None,
        };
        match (both, value.into_inner()) {
            (Some(known), DeValue::Array(own)) => {
                lay_entries_over(known, own, merged.in_entries(), source, findings);
            }
            (_, value) => {
                // The map would keep an existing key with its old position, so the key is removed first.
                base.remove(key.get_ref().as_ref());
                base.insert(key, Spanned::new(span, value));
            }
        }
    }
}

fn lay_entries_over<'t>(
    known: &mut DeArray<'t>,
    own: DeArray<'t>,
    merged: Merged<'_>,
    source: &Source,
    findings: &mut Findings,
) {
    for entry in own {
        let span = entry.span();
        let id = id_of(&entry).unwrap_or_default().to_owned();
        let at = known.iter().position(|other| id_of(other) == Some(&id));
        let DeValue::Table(mut table) = entry.into_inner() else { continue };
        let removes = matches!(table.get(REMOVE).map(Spanned::get_ref), Some(DeValue::Boolean(true)));
        match at {
            Some(at) if removes => {
                *known = std::mem::replace(known, DeArray::new())
                    .into_iter()
                    .enumerate()
                    .filter_map(|(n, entry)| (n != at).then_some(entry))
                    .collect();
            }
            Some(at) => {
                if let Some(DeValue::Table(base)) = known.get_mut(at).map(Spanned::get_mut) {
                    lay_over(base, table, merged, source, findings);
                }
            }
            None if removes => {
                let help = match nearest(&id, known.iter().filter_map(id_of)) {
                    Some(near) => say!(parameters::did_you_mean, near = near),
                    None => say!(parameters::none_to_remove_help),
                };
                let place = source.place(table.get(ID).map_or(span.start, |id| id.span().start));
                let message = say!(parameters::none_to_remove, id = &id);
                findings.push(Finding::new(Code::NameUnknown, place.in_column(ID), message).help(help));
            }
            None => {
                table.remove(REMOVE);
                known.push(Spanned::new(span, DeValue::Table(table)));
            }
        }
    }
}
