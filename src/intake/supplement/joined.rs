//! The rows of one supplement and the firms that they mean.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::firms::{Doubt, Firms, Meant};
use super::given::Target;
use super::left::{Fate, LeftOver};
use super::names::normal;
use super::read::{Read, Table};
use super::{Supplemented, columns, values};
use crate::firms::{Column, Dictionary};
use crate::intake::options::{Key, Supplement};
use crate::intake::quarantine::Fault;
use crate::intake::setting::Setting;

/// Most firms of which a row that is not joined keeps the ids: rows of a list may fit many.
const NAMED: usize = 100;

/// Joins the rows of one supplement; returns its report, and the columns of its targets by firm.
pub(super) fn one(
    supplement: &Supplement,
    read: &Read,
    targets: &[Vec<Target>],
    firms: &Firms,
    setting: Setting<'_>,
) -> (Supplemented, Vec<Column>) {
    // Nothing can be said of a firm without a name by names.
    let mut doubtful: Vec<bool> = firms.named.iter().map(|named| read.by == Key::Name && !named).collect();
    doubt(&read.loose, read.by, firms, &mut doubtful);
    let (mut joined, mut joined_firms) = (0, BTreeSet::<u32>::new());
    let (mut left_over, mut columns) = (read.loose.clone(), Vec::new());
    for (table, targets) in read.tables.iter().zip(targets) {
        let mut doubtful = doubtful.clone();
        doubt(&table.faulty, table.by, firms, &mut doubtful);
        let meaning = meaning(table, firms, doubtful);
        let rows = of_table(table, targets, (firms, setting.dictionary), &meaning, &mut columns);
        joined += meaning.of_row.iter().flatten().count() - rows.len();
        joined_firms.extend(meaning.of_row.iter().flatten());
        left_over.extend(meaning.left_over);
        left_over.extend(table.faulty.iter().cloned());
        left_over.extend(rows);
    }
    left_over.sort_by(|a, b| (&a.part, a.line).cmp(&(&b.part, b.line)));
    let fields = targets.iter().flatten().map(|target| setting.dictionary.fields[target.field].name.clone());
    let report = Supplemented {
        id: supplement.id(),
        files: read.files.clone(),
        fields: fields.collect(),
        rows: read.rows,
        others: read.others,
        joined,
        firms: joined_firms.len(),
        left_over,
        by: read.by,
        parts: if setting.inspects { columns::of(&read.tables, targets) } else { Vec::new() },
    };
    (report, columns)
}

/// The firms that rows mean, and the rows that mean none.
struct Meaning {
    /// The firm of each row.
    of_row: Vec<Option<u32>>,
    /// Whether each firm may have further rows.
    doubtful: Vec<bool>,
    /// Whether a row may mean any firm: it has cells, but no key.
    is_open: bool,
    left_over: Vec<LeftOver>,
}

/// Marks the firms that `rows` mean or may mean.
fn doubt(rows: &[LeftOver], by: Key, firms: &Firms, doubtful: &mut [bool]) {
    for row in rows {
        match standing(firms, by, &row.key, Some(&row.name)) {
            Ok(firm) => doubtful[firm as usize] = true,
            Err((_, several)) => several.iter().for_each(|firm| doubtful[*firm as usize] = true),
        }
    }
}

/// The firm that a row with `key`, and `name` beside it, means.
///
/// # Errors
/// The fate of a row that means none, and the firms that it may mean.
fn standing(firms: &Firms, by: Key, key: &str, name: Option<&str>) -> Result<u32, (Fate, Vec<u32>)> {
    let ids =
        |all: &[u32]| all.iter().take(NAMED).map(|firm| firms.id(*firm).to_owned()).collect::<Vec<String>>();
    // A hidden name is in no common form.
    let whole = || name.filter(|name| !normal(name).is_empty());
    match firms.meant(by, key) {
        Meant::Firm(firm) => {
            // The id is one firm's, and the name that of others.
            let called = whole().map(|name| firms.exactly(name)).unwrap_or_default();
            if called.is_empty() || called.contains(&firm) {
                return Ok(firm);
            }
            let both: Vec<u32> = std::iter::once(firm).chain(called).collect();
            Err((Fate::Beside(ids(&both)), both))
        }
        Meant::Nobody => {
            if let Some(name) = whole() {
                // The name is another firm's, or one of these.
                return Err(match firms.called(name) {
                    beside if beside.is_empty() => (Fate::Unmatched, beside),
                    beside => (Fate::Beside(ids(&beside)), beside),
                });
            }
            match firms.fitting(by, key) {
                fitting if fitting.is_empty() => Err((Fate::Unmatched, fitting)),
                fitting => Err((Fate::Hidden(ids(&fitting)), fitting)),
            }
        }
        Meant::Unclear(why, mut several) => {
            // The name beside such a key may be another firm's.
            several.extend(whole().map(|name| firms.called(name)).unwrap_or_default());
            several.sort_unstable();
            several.dedup();
            let fate = match why {
                Doubt::Name => Fate::Near(ids(&several)),
                Doubt::Code => Fate::NearCode(ids(&several)),
                Doubt::Several => Fate::Ambiguous(ids(&several)),
                Doubt::Joint => Fate::Joint(ids(&several)),
            };
            Err((fate, several))
        }
    }
}

/// The firms that the rows of `table` mean. `doubtful` are firms that rows outside the table may mean.
fn meaning(table: &Table, firms: &Firms, mut doubtful: Vec<bool>) -> Meaning {
    let intake = &table.intake;
    let keys = intake.firms.ids();
    let (mut of_row, mut left_over) = (Vec::with_capacity(intake.firms.len), Vec::new());
    let mut seen = FxHashSet::default();
    for row in 0..intake.firms.len {
        let key = keys.get_or_empty(row);
        let fate = match standing(firms, table.by, key, table.name(row)) {
            Ok(firm) => {
                of_row.push(Some(firm));
                continue;
            }
            Err((fate, several)) => {
                several.iter().for_each(|firm| doubtful[*firm as usize] = true);
                fate
            }
        };
        of_row.push(None);
        left_over.push(table.left_over(intake.firms.rows[row], key, fate));
    }
    let mut is_open = false;
    for (aside, key) in intake.quarantine.iter().zip(table.aside_keys()) {
        // A key without a letter or digit is none.
        let key = if key.contains(char::is_alphanumeric) { key } else { String::new() };
        // Totals and remarks are no rows of a firm.
        let mut is_nameless = false;
        let is_no_firm = aside.faults.iter().any(|fault| fault.code.says_no_firm());
        if !is_no_firm {
            match firms.meant(table.by, &key) {
                Meant::Firm(firm) => doubtful[firm as usize] = true,
                // The key says nothing: any of its cells may.
                _ => {
                    let cells = table.cells(aside.row);
                    let hinted = firms.hinted(cells.iter(), &mut seen);
                    // A row without a key may continue the row above it.
                    if key.is_empty() && hinted.is_empty() && !cells.is_empty() {
                        (is_open, is_nameless) = (true, true);
                        let above = intake.firms.rows.partition_point(|row| *row < aside.row);
                        let above = above.checked_sub(1).and_then(|above| of_row[above]);
                        above.into_iter().for_each(|firm| doubtful[firm as usize] = true);
                    }
                    hinted.into_iter().for_each(|firm| doubtful[firm as usize] = true);
                }
            }
        }
        // A warning is not why the row is out.
        let is_error = |fault: &&Fault| fault.code.sets_aside();
        let reason = aside.faults.iter().find(is_error).or(aside.faults.first());
        let reason = reason.map(|fault| fault.message.clone()).unwrap_or_default();
        let fate = match (is_no_firm, is_nameless) {
            (true, _) => Fate::NoFirm(reason),
            (_, true) => Fate::Nameless(reason),
            _ => Fate::Faulty(reason),
        };
        left_over.push(table.left_over(aside.row, &key, fate));
    }
    Meaning { of_row, doubtful, is_open, left_over }
}

/// Appends the columns of `targets` to `columns`; returns rows of a firm that contradict one another, and
/// rows that may be its latest.
fn of_table(
    table: &Table,
    targets: &[Target],
    (firms, dictionary): (&Firms, &Dictionary),
    meaning: &Meaning,
    columns: &mut Vec<Column>,
) -> Vec<LeftOver> {
    let intake = &table.intake;
    let keys = intake.firms.ids();
    let firm = |row: usize| meaning.of_row[row].map(|firm| firms.id(firm).to_owned());
    let mut left: BTreeMap<usize, Fate> = BTreeMap::new();
    let everybody = vec![true; firms.len()];
    for target in targets {
        // Of no firm is it known that such a row does not list it.
        let field = &dictionary.fields[target.field];
        let doubtful = if meaning.is_open && target.lists() { &everybody } else { &meaning.doubtful };
        let (column, unclear) =
            values::column(target, field, intake, (&meaning.of_row, firms.len()), doubtful);
        columns.push(column);
        for row in unclear.undecided {
            left.entry(row).or_insert_with(|| Fate::Undecided(firm(row).unwrap_or_default()));
        }
        for row in unclear.beyond {
            left.insert(row, Fate::Beyond(firm(row).unwrap_or_default()));
        }
        for row in unclear.undated {
            left.insert(row, Fate::Undated(target.day_of(intake)));
        }
        for row in unclear.contradicted {
            left.insert(row, Fate::Contradicted(firm(row).unwrap_or_default()));
        }
    }
    let left = left
        .into_iter()
        .map(|(row, fate)| table.left_over(intake.firms.rows[row], keys.get_or_empty(row), fate));
    left.collect()
}
