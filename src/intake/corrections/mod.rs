//! Parts that correct others: rows that were sent back to those who delivered them, and returned.
//!
//! A returned row stands for the row whose number it has in the column `original row` (原行号), or else for
//! the rows of its id. These rows of the corrected part leave the cohort, and the returned row takes their
//! place, even if it is faulty itself. A returned row without a change has no effect; one of blank cells
//! alone withdraws the rows it stands for. A part that corrects may be corrected in turn. The order of parts
//! has no effect.

mod changes;
mod gone;
mod matched;
mod named;
mod numbers;
mod pairs;
mod withdrawn;

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::part::{Draft, Part, Parts};
use super::setting::Setting;
use super::{ids, records};
use crate::finding::{Code, Findings};
use changes::Columns;
use gone::Withdrawal;
use pairs::Pair;

pub use changes::CellChange;
pub(super) use numbers::column as row_numbers;
pub use numbers::{ROW_NUMBER, title as row_number_title};

/// What became of rows that correct others, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Corrected {
    /// Rows replaced by a row with other cells.
    pub replaced: usize,
    /// Cells in which these differ.
    pub cells: usize,
    /// Rows that came back with equal cells, and stay.
    pub unchanged: usize,
    /// Returned rows that stand for no row, and were added.
    pub added: usize,
    /// Rows that came back with blank cells alone, and were taken out.
    pub withdrawn: usize,
}

/// The outcome of a returned row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CorrectionOutcome {
    /// It replaced a row with other cells.
    Replaced,
    /// Its cells are equal to those of the row it stands for.
    Unchanged,
    /// It stands for no row.
    Added,
    /// All its cells are blank: the row it stands for is taken out.
    Withdrawn,
}

impl CorrectionOutcome {
    /// The word of the outcome, the same in every language.
    pub fn as_str(self) -> &'static str {
        match self {
            CorrectionOutcome::Replaced => "replaced",
            CorrectionOutcome::Unchanged => "unchanged",
            CorrectionOutcome::Added => "added",
            CorrectionOutcome::Withdrawn => "withdrawn",
        }
    }
}

/// A returned row, and the row that it replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The corrected part, and the line of the replaced row in it; `None` for a row that was added.
    pub part: String,
    /// Line of the replaced row, from 1.
    pub line: Option<u32>,
    /// The part of the returned row.
    pub by: String,
    /// Line of the returned row, from 1.
    pub by_line: u32,
    /// The id in the returned row.
    pub id: String,
    /// What became of it.
    pub outcome: CorrectionOutcome,
    /// Cells that differ, in the order of the returned part's columns; none for a withdrawn row.
    pub changes: Vec<CellChange>,
    /// A withdrawn row as it was.
    pub withdrawn: Option<String>,
}

/// All returned rows of a cohort. Each takes some forty bytes beside the files' text.
#[derive(Debug, Default)]
pub struct Corrections {
    pairs: Vec<Pair>,
    counts: Corrected,
}

/// Takes the rows that others correct out of `drafts`. A returned row without a change is taken out instead,
/// and the row it stands for stays with its faults: a row with too few cells has blank ones when it comes
/// back, and would pass.
///
/// # Errors
/// A part that corrects none, one of several, or directly or indirectly itself.
pub(super) fn apply(drafts: &mut [Draft], setting: Setting<'_>) -> Result<Corrections, Findings> {
    let corrects = named::parts(drafts, setting)?;
    if corrects.iter().all(Option::is_none) {
        return Ok(Corrections::default());
    }
    let repeated = matched::repeated(
        drafts.iter().zip(&corrects).filter(|(_, of)| of.is_none()).map(|(draft, _)| draft),
    );
    let mut corrections = Corrections::default();
    let mut dropped: Vec<Vec<bool>> = vec![Vec::new(); drafts.len()];
    let mut withdrawn: Vec<Withdrawal> = Vec::new();
    for (by, of) in named::last_first(&corrects) {
        let (corrected, returned) = (&drafts[of], &drafts[by]);
        let [olds, news] = [corrected, returned].map(|draft| draft.table.all());
        dropped[of].resize(olds.len(), false);
        dropped[by].resize(news.len(), false);
        let numbers = row_numbers(returned.table.reading.own_headers());
        let found = matched::rows(corrected, returned, numbers, &repeated);
        let (merged, faulty) = (merged(corrected), matched::faulty(corrected));
        let columns = Columns::new(&corrected.table.reading, &returned.table.reading, numbers);
        for pairs in found.pairs.chunk_by(|a, b| a.new == b.new) {
            let new = news[pairs[0].new as usize];
            let record = returned.body.record(new);
            // A row without any cell withdraws the one it stands for. By its number alone it stands for none
            // that is sound.
            let is_withdrawn = pairs.iter().all(|pair| pair.old.is_some()) && columns.is_blank(&record);
            let mut is_changed = dropped[by][pairs[0].new as usize];
            for pair in pairs {
                let old = pair.old.map(|old| olds[old as usize]);
                let changes = old.map(|old| columns.changes(&corrected.body.record(old), &record).len());
                // A value in a cell that was merged is that row's own now, even if it is the same.
                let column = pair.old.and_then(|old| merged.get(&old).copied());
                let is_unmerged = column.is_some_and(|column| columns.is_given(column, &record));
                let is_same = changes == Some(0) && !is_unmerged;
                is_changed |= !is_same;
                corrections.counts.add(changes.map(|cells| (cells, is_same)), is_withdrawn);
                corrections.pairs.push(Pair { of: of as u32, old, by: by as u32, new, is_same });
                // A faulty row that comes back as it was replaces no other row of its firm.
                let is_faulty = pair.is_numbered && pair.old.is_some_and(|old| faulty.contains(&old));
                if is_faulty && !is_changed {
                    break;
                }
            }
            match is_changed {
                true => {
                    let olds = pairs.iter().filter_map(|pair| pair.old);
                    olds.for_each(|old| dropped[of][old as usize] = true);
                }
                false => dropped[by][pairs[0].new as usize] = true,
            }
            dropped[by][pairs[0].new as usize] |= is_withdrawn;
            if is_withdrawn {
                let olds = pairs.iter().filter_map(|pair| pair.old);
                withdrawn.extend(olds.map(|old| Withdrawal { of, old, by, new: pairs[0].new }));
            }
        }
        let draft = &mut drafts[by];
        numbers::expect(&mut draft.table, numbers);
        draft.table.findings.extend(found.findings);
        draft.told.extend(found.told);
        draft.table.marks.extend(found.marks);
    }
    for (by, finding) in gone::remarks(drafts, &dropped, &withdrawn) {
        drafts[by].table.findings.push(finding);
    }
    for (draft, dropped) in drafts.iter_mut().zip(dropped).filter(|(_, dropped)| dropped.contains(&true)) {
        withdrawn::take_out(draft, &dropped);
    }
    let place = |pair: &Pair| (pair.old.is_none(), pair.old.map(|old| old.line), pair.by, pair.new.line);
    corrections.pairs.sort_by_key(|pair| (pair.of, place(pair)));
    Ok(corrections)
}

/// The column of the merged cell of each row that has one, by the row's position among all.
fn merged(draft: &Draft) -> FxHashMap<u32, usize> {
    let marks = draft.table.marks.iter().filter(|mark| mark.code == Code::CellMerged);
    let columns: FxHashMap<u32, usize> = marks.filter_map(|mark| Some((mark.row, mark.column()?))).collect();
    if columns.is_empty() {
        return columns;
    }
    let rows = draft.table.in_columns();
    rows.filter_map(|(row, all)| Some((all, *columns.get(&row)?))).collect()
}

impl Corrected {
    /// Counts a returned row; `changes` is the number of cells that differ from the row for which it came,
    /// and whether it leaves that row as it was.
    fn add(&mut self, changes: Option<(usize, bool)>, is_withdrawn: bool) {
        match changes {
            Some(_) if is_withdrawn => self.withdrawn += 1,
            None => self.added += 1,
            Some((_, true)) => self.unchanged += 1,
            Some((cells, false)) => {
                self.replaced += 1;
                self.cells += cells;
            }
        }
    }

    /// Whether there is no returned row.
    pub fn is_empty(&self) -> bool {
        *self == Corrected::default()
    }
}

impl Corrections {
    /// Number of returned rows and replaced rows that stand for each other.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether no part corrects another, or none has a row.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Counts of rows and cells.
    pub fn counts(&self) -> Corrected {
        self.counts
    }

    /// The corrections at these positions, by corrected part and line. `parts` are those of the cohort.
    ///
    /// # Panics
    /// If `range` exceeds [`Corrections::len`].
    pub fn rows(&self, parts: &Parts, range: Range<usize>) -> Vec<Correction> {
        let all: Vec<&Part> = parts.iter().collect();
        let pairs = &self.pairs[range];
        let of_parts = pairs.chunk_by(|a, b| (a.of, a.by) == (b.of, b.by));
        let corrections = of_parts.flat_map(|pairs| {
            let (of, by) = (all[pairs[0].of as usize], all[pairs[0].by as usize]);
            let columns = Columns::new(&of.reading, &by.reading, by.row_numbers());
            pairs.iter().map(move |pair| correction(pair, of, by, &columns)).collect::<Vec<_>>()
        });
        corrections.collect()
    }
}

fn correction(pair: &Pair, of: &Part, by: &Part, columns: &Columns) -> Correction {
    let new = by.body.record(pair.new);
    let changes = pair.old.map(|old| columns.changes(&of.body.record(old), &new));
    let outcome = match &changes {
        None => CorrectionOutcome::Added,
        Some(_) if columns.is_blank(&new) => CorrectionOutcome::Withdrawn,
        Some(_) if pair.is_same => CorrectionOutcome::Unchanged,
        Some(_) => CorrectionOutcome::Replaced,
    };
    let is_withdrawn = outcome == CorrectionOutcome::Withdrawn;
    let withdrawn = pair.old.filter(|_| is_withdrawn).map(|old| of.body.record(old).into_owned());
    let changes = changes.filter(|_| !is_withdrawn).unwrap_or_default();
    let id = by.id_column().and_then(|at| records::cells(&new, by.reading.plan.delimiter).nth(at));
    Correction {
        part: of.name(),
        line: pair.old.map(|old| old.line),
        by: by.name(),
        by_line: pair.new.line,
        id: id.map(|id| ids::cleaned(&id).into_owned()).unwrap_or_default(),
        outcome,
        changes,
        withdrawn,
    }
}
