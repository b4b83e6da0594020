//! Which row each returned row stands for.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::numbers;
use super::pairs::Paired;
use crate::finding::{Code, Finding, Findings, listed};
use crate::firms::width::key;
use crate::intake::columns::Mark;
use crate::intake::part::Draft;
use crate::intake::{ids, records, uscc};
use crate::words::{Message, say};

/// The rows of a returned part with the rows they stand for.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// A pair for each returned row and each row it replaces; rows by position among all rows of their part.
    pub pairs: Vec<Paired>,
    /// Warnings of rows that stand for none.
    pub findings: Findings,
    /// Faults of rows that claim one row for several firms.
    pub marks: Vec<Mark>,
    /// Their messages.
    pub told: BTreeMap<Mark, Message>,
}

/// A returned row.
struct Returned {
    /// The row that it stands for by its number, and that number.
    number: Option<u32>,
    numbered: Option<u32>,
    id: String,
}

/// Finds the row that each row of `by` stands for: the row of `of` with the number in the column `numbers`
/// and, if the id stayed the same, further rows of this id that no other returned row names; without such a
/// row, those of its id.
///
/// The number of a sound row of another firm stands for none: `repeated` are ids that several rows have.
pub(super) fn rows(of: &Draft, by: &Draft, numbers: Option<usize>, repeated: &FxHashSet<String>) -> Found {
    let (old_ids, new_ids) = (Ids::of(of), Ids::of(by));
    let all = of.table.all();
    let numbered = |number: u32| {
        let at = all.partition_point(|row| row.line < number);
        all.get(at).is_some_and(|row| row.line == number).then_some(at as u32)
    };
    let returned = (0..by.table.all().len() as u32).map(|row| {
        let number = numbers.and_then(|at| numbers::row(&by.cell(row, at)));
        let id = new_ids.get(row).into_owned();
        Returned { number, numbered: number.and_then(numbered), id }
    });
    let returned: Vec<Returned> = returned.collect();
    let mut of_id: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    let known = returned.iter().filter(|row| !row.id.is_empty());
    known.for_each(|row| _ = of_id.entry(&row.id).or_default());
    for row in 0..all.len() as u32 {
        if let Some(rows) = of_id.get_mut(&*old_ids.get(row)) {
            rows.push(row);
        }
    }
    let claims = |is_claim: &dyn Fn(usize) -> bool| {
        let mut claims = vec![false; all.len()];
        let rows = returned.iter().enumerate().filter(|(new, _)| is_claim(*new));
        let rows = rows.filter_map(|(_, row)| row.numbered);
        rows.for_each(|row| claims[row as usize] = true);
        claims
    };
    let claimed = claims(&|_| true);
    let free = |row: &Returned, claimed: &[bool]| -> Vec<u32> {
        let rows = of_id.get(&*row.id).map_or(&[][..], Vec::as_slice);
        rows.iter().copied().filter(|&row| !claimed[row as usize]).collect()
    };
    let sound = Sound::of(of, repeated);
    let names = (Names::of(of), Names::of(by));
    // A row whose id and name are both another firm's.
    let is_others = |new: u32, row: &Returned, old: u32| {
        let is_code = |id: &str| uscc::check(id).is_none();
        is_code(&old_ids.get(old)) && is_code(&row.id) && names.0.differs(old, &names.1, new)
    };
    // A number and an id that name different rows name none; nor does the number of another firm's row.
    let is_astray = |new: u32, row: &Returned| {
        row.numbered.is_some_and(|old| {
            old_ids.get(old) != row.id
                && (!free(row, &claimed).is_empty() || sound.is(old, &old_ids) || is_others(new, row, old))
        })
    };
    let astray: Vec<bool> = (0..).zip(&returned).map(|(new, row)| is_astray(new, row)).collect();
    let claimed = claims(&|new| !astray[new]);
    let mut found = Found::default();
    for (new, row) in (0..).zip(&returned) {
        let olds = match row.numbered {
            Some(_) if astray[new as usize] => Vec::new(),
            Some(old) if old_ids.get(old) == row.id && !row.id.is_empty() => {
                std::iter::once(old).chain(free(row, &claimed)).collect()
            }
            Some(old) => vec![old],
            None => free(row, &claimed),
        };
        if olds.is_empty() {
            found.pairs.push(Paired { old: None, new, is_numbered: false });
            let line = by.table.all()[new as usize].line;
            let place = by.origin.place.clone().at_line(line);
            found.findings.push_with(Code::CorrectionUnmatched, &place, || {
                let message = unmatched(of, row, &old_ids, &free(row, &claimed));
                Finding::new(Code::CorrectionUnmatched, place.clone(), message)
                    .help(say!(intake::correction_unmatched_help))
            });
        }
        found.pairs.extend(olds.into_iter().map(|old| {
            let is_numbered = row.numbered == Some(old);
            Paired { old: Some(old), new, is_numbered }
        }));
    }
    found.mark_torn(of, by, &returned);
    found
}

/// The message for a row that stands for no row of `of`; `others` are those of its id.
fn unmatched(of: &Draft, row: &Returned, ids: &Ids<'_>, others: &[u32]) -> Message {
    let part = of.origin.part();
    let id = row.id.as_str();
    match (row.number, row.numbered, others.first()) {
        (Some(number), Some(old), Some(&other)) => {
            let (own, other) = (ids.get(old).into_owned(), of.table.all()[other as usize].line);
            let [number, other] = [number, other].map(|line| line.to_string());
            say!(intake::correction_astray, part = part, row = number, own = own, id = id, other = other)
        }
        (Some(number), Some(old), None) => {
            let own = ids.get(old).into_owned();
            say!(intake::correction_other, part = part, row = number.to_string(), own = own, id = id)
        }
        (Some(number), ..) => {
            say!(intake::correction_unmatched_row, part = part, row = number.to_string(), id = id)
        }
        (None, ..) => say!(intake::correction_unmatched, part = part, id = id),
    }
}

impl Found {
    /// Marks rows of different firms that stand for one row.
    fn mark_torn(&mut self, of: &Draft, by: &Draft, returned: &[Returned]) {
        let mut of_row: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for pair in &self.pairs {
            if let Some(old) = pair.old.filter(|old| returned[pair.new as usize].numbered == Some(*old)) {
                of_row.entry(old).or_default().push(pair.new);
            }
        }
        let id = |row: &u32| &returned[*row as usize].id;
        let torn = of_row.into_iter().filter(|(_, rows)| rows.iter().any(|row| id(row) != id(&rows[0])));
        let in_columns: FxHashMap<u32, u32> = by.table.in_columns().map(|(row, all)| (all, row)).collect();
        for (old, rows) in torn {
            let line = of.table.all()[old as usize].line.to_string();
            for &row in &rows {
                let Some(&at) = in_columns.get(&row) else { continue };
                let others = rows.iter().filter(|other| **other != row);
                let others = others.map(|&other| by.table.all()[other as usize].line.to_string());
                let others = listed(others, rows.len() - 1);
                let message =
                    say!(intake::correction_torn, part = of.origin.part(), row = &line, others = others);
                let mark = Mark::new(at, Code::DuplicateFirm, None);
                self.marks.push(mark);
                self.told.insert(mark, message);
            }
        }
        self.marks.sort_by_key(|mark| mark.row);
    }
}

/// Ids that several rows of `drafts` have.
pub(super) fn repeated<'d>(drafts: impl Iterator<Item = &'d Draft>) -> FxHashSet<String> {
    let all: Vec<(usize, Ids<'d>)> = drafts.map(|draft| (draft.table.all().len(), Ids::of(draft))).collect();
    let mut seen: FxHashSet<Cow<'_, str>> = FxHashSet::default();
    let ids = all.iter().flat_map(|(rows, ids)| (0..*rows as u32).map(|row| ids.get(row)));
    ids.filter_map(|id| seen.replace(id).map(Cow::into_owned)).collect()
}

/// Rows with a fault of their own, by their positions among all.
pub(super) fn faulty(draft: &Draft) -> BTreeSet<u32> {
    let is_fault = |mark: &&Mark| mark.code.sets_aside();
    let at: FxHashMap<u32, u32> = draft.table.in_columns().collect();
    let marks = draft.table.marks.iter().filter(is_fault).filter_map(|mark| at.get(&mark.row));
    let short = draft.table.short.iter().flat_map(|short| short.marks.iter().map(|mark| &mark.row));
    marks.chain(short).copied().collect()
}

/// Rows without a fault of their own whose id no other row has.
struct Sound<'a> {
    faulty: BTreeSet<u32>,
    repeated: &'a FxHashSet<String>,
}

impl Sound<'_> {
    fn of<'a>(draft: &Draft, repeated: &'a FxHashSet<String>) -> Sound<'a> {
        Sound { faulty: faulty(draft), repeated }
    }

    fn is(&self, row: u32, ids: &Ids<'_>) -> bool {
        let id = ids.get(row);
        let is_code = uscc::check(&id).is_none();
        !self.faulty.contains(&row) && is_code && !self.repeated.contains(&*id)
    }
}

/// Ids of all rows of a part: as read, or as written where the row could not be read.
pub(super) struct Ids<'a> {
    draft: &'a Draft,
    column: Option<usize>,
    /// Per row of all: its position in the columns, where these differ.
    at: Option<Vec<Option<u32>>>,
}

impl Ids<'_> {
    pub fn of(draft: &Draft) -> Ids<'_> {
        let reading = &draft.table.reading;
        let column = reading.bound.iter().position(|bound| *bound == Some(reading.id_field));
        let at = draft.table.short.as_ref().map(|short| {
            let mut at = vec![None; short.all.len()];
            (0..).zip(&short.at).for_each(|(row, all)| at[*all as usize] = Some(row));
            at
        });
        Ids { draft, column, at }
    }

    pub fn get(&self, row: u32) -> Cow<'_, str> {
        let Some(column) = self.column else { return Cow::Borrowed("") };
        let read = self.at.as_ref().map_or(Some(row), |at| at[row as usize]);
        let texts = self.draft.table.columns[column].as_ref().and_then(|column| column.texts());
        let read = texts.zip(read).map_or("", |(texts, row)| texts.get_or_empty(row as usize));
        if !read.is_empty() {
            return Cow::Borrowed(read);
        }
        Cow::Owned(ids::cleaned(&self.draft.cell(row, column)).into_owned())
    }
}

/// Names of the firms of all rows of a part, as written.
struct Names<'a> {
    draft: &'a Draft,
    column: Option<usize>,
}

impl Names<'_> {
    fn of(draft: &Draft) -> Names<'_> {
        let reading = &draft.table.reading;
        let name = reading.dictionary.position("name").filter(|name| *name != reading.id_field);
        let column = reading.bound.iter().position(|bound| bound.is_some() && *bound == name);
        Names { draft, column }
    }

    fn get(&self, row: u32) -> Option<String> {
        Some(key(&self.draft.cell(row, self.column?))).filter(|name| !name.is_empty())
    }

    /// Whether a row and one of another part have different names.
    fn differs(&self, row: u32, others: &Names<'_>, other: u32) -> bool {
        self.get(row).zip(others.get(other)).is_some_and(|(own, other)| own != other)
    }
}

impl Draft {
    /// The cell of a row, by its position among all rows, in a column.
    fn cell(&self, row: u32, column: usize) -> String {
        let record = self.body.record(self.table.all()[row as usize]);
        records::cells(&record, self.table.reading.plan.delimiter)
            .nth(column)
            .unwrap_or_default()
            .into_owned()
    }
}
