//! The rows of a long table by item and year.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::firms::width::{folded, key};
use crate::intake::days;
use crate::intake::part::Draft;
use crate::intake::reading::Marked;
use crate::intake::records::{self, Row};
use crate::intake::supplement::left::{Fate, LeftOver};
use crate::words::{Message, say};

/// Items with their rows, in the order of their titles; each also for the year before.
pub(super) type Items = BTreeMap<(String, bool), Item>;

/// The rows of one item in one year.
#[derive(Debug, Default)]
pub(super) struct Item {
    /// The item as its first row has it.
    pub title: String,
    /// The rows of each part.
    pub rows: BTreeMap<usize, Vec<Entry>>,
}

impl Item {
    /// Number of its rows.
    pub fn len(&self) -> usize {
        self.rows.values().map(Vec::len).sum()
    }
}

/// A row of an item.
#[derive(Debug)]
pub(super) struct Entry {
    /// Position among the rows of the part.
    pub at: usize,
    pub key: String,
    /// The name beside an id that is the key; empty if there is none.
    pub name: String,
    pub value: String,
    /// The cell of the unit; empty if it is blank.
    pub unit: String,
}

/// Positions of the columns in a part.
pub(super) struct Columns {
    pub key: usize,
    /// The column of names beside ids.
    pub name: Option<usize>,
    pub year: Option<usize>,
    pub item: usize,
    pub value: usize,
    pub unit: Option<usize>,
}

/// The years that are used.
#[derive(Clone, Copy)]
pub(super) struct Years {
    pub current: i16,
    /// Whether rows without a year are of the year before.
    pub is_previous: bool,
}

/// Rows that enter no table.
#[derive(Default)]
pub(super) struct Unused {
    pub faulty: Vec<LeftOver>,
    /// The years of all rows, those used included.
    pub seen: BTreeSet<i16>,
    /// Number of rows by year.
    pub years: BTreeMap<i16, usize>,
    /// Number of rows by item that no field is called.
    pub items: BTreeMap<String, usize>,
}

impl Unused {
    /// Number of rows of other years, or of items that are no field.
    pub fn others(&self) -> usize {
        self.years.values().chain(self.items.values()).sum()
    }

    /// Sets aside the rows of `item` for `reason`.
    pub fn contradict(&mut self, item: Item, drafts: &[Draft], reason: &Message) {
        for (part, entries) in item.rows {
            let draft = &drafts[part];
            self.faulty.extend(entries.into_iter().map(|entry| LeftOver {
                part: draft.origin.part(),
                line: draft.table.rows[entry.at].line,
                key: entry.key,
                name: entry.name,
                fate: Fate::Faulty(reason.clone()),
            }));
        }
    }
}

/// Sorts the rows of a part by item and year.
pub(super) fn sort(
    draft: &Draft,
    part: usize,
    columns: &Columns,
    years: Years,
    items: &mut Items,
    unused: &mut Unused,
) {
    for (row, mark) in draft
        .table
        .short
        .iter()
        .flat_map(|short| short.marks.iter().map(|mark| (&short.all[mark.row as usize], mark)))
    {
        let cells = cells(draft, *row);
        let cell = |column: usize| cells.get(column).cloned().unwrap_or_default();
        let (key, name) = (cell(columns.key), columns.name.map(cell).unwrap_or_default());
        let fate = Fate::Faulty(mark.code.message());
        unused.faulty.push(LeftOver { part: draft.origin.part(), line: row.line, key, name, fate });
    }
    let faulty = faults(draft);
    for (at, row) in draft.table.rows.iter().enumerate() {
        let cells = cells(draft, *row);
        let cell = |column: usize| cells.get(column).map_or("", String::as_str);
        let mut set_aside = |reason: Message| {
            let (key, part) = (cell(columns.key).to_owned(), draft.origin.part());
            let name = columns.name.map_or("", cell).to_owned();
            unused.faulty.push(LeftOver { part, line: row.line, key, name, fate: Fate::Faulty(reason) });
        };
        if let Some(reason) = faulty.get(&(at as u32)) {
            set_aside(reason.clone());
            continue;
        }
        let item = cell(columns.item);
        if item.is_empty() {
            set_aside(say!(intake::long_without_item));
            continue;
        }
        let of = columns.year.and_then(|column| self::year(cell(column)));
        unused.seen.extend(of);
        let is_previous = match columns.year.map(|column| (cell(column), of)) {
            None => years.is_previous,
            Some((_, Some(of))) if of == years.current => false,
            Some((_, Some(of))) if of + 1 == years.current => true,
            Some((_, Some(of))) => {
                *unused.years.entry(of).or_default() += 1;
                continue;
            }
            Some((written, None)) => {
                set_aside(match written {
                    "" => say!(intake::long_year_blank),
                    written => say!(intake::long_without_year, cell = written),
                });
                continue;
            }
        };
        let found = items.entry((key(item), is_previous)).or_default();
        if found.title.is_empty() {
            found.title = item.to_owned();
        }
        let own = |column: usize| cell(column).to_owned();
        let unit = columns.unit.map(own).unwrap_or_default();
        let name = columns.name.map(own).unwrap_or_default();
        let entry = Entry { at, key: own(columns.key), name, value: own(columns.value), unit };
        found.rows.entry(part).or_default().push(entry);
    }
}

/// The cells of a row, trimmed.
fn cells(draft: &Draft, row: Row) -> Vec<String> {
    let record = draft.body.record(row);
    let cells = records::cells(&record, draft.table.reading.plan.delimiter);
    cells.map(|cell| folded(cell.trim()).into_owned()).collect()
}

/// Number of rows of a part.
pub(super) fn count(draft: &Draft) -> usize {
    draft.table.short.as_ref().map_or(draft.table.rows.len(), |short| short.all.len())
}

/// The first fault of each row that has one, by its position in the part.
fn faults(draft: &Draft) -> BTreeMap<u32, Message> {
    let mut faulty = BTreeMap::new();
    for mark in draft.table.marks.iter().filter(|mark| mark.code.sets_aside()) {
        faulty.entry(mark.row).or_insert_with(|| {
            let record = &*draft.body.record(draft.table.rows[mark.row as usize]);
            let marked = Marked { record, marks: std::slice::from_ref(mark) };
            let said = || draft.table.reading.said(&[marked], None).into_iter().flatten().next();
            let told = draft.told.get(mark).cloned();
            told.or_else(said).unwrap_or_else(|| mark.code.message())
        });
    }
    faulty
}

/// The year of a cell: `2024`, `2024年`, `2024年度`, or that of a day.
fn year(cell: &str) -> Option<i16> {
    let bare = cell.strip_suffix("年度").or_else(|| cell.strip_suffix('年')).unwrap_or(cell).trim();
    let bare = bare.strip_suffix(".0").unwrap_or(bare);
    let plain = (bare.len() == 4).then(|| bare.parse().ok()).flatten();
    plain.or_else(|| days::day(cell).ok().map(Date::year)).filter(|year| (1900..=2999).contains(year))
}
