//! Firms with more than one row in the file.

use std::hash::Hasher;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHasher;

use super::columns::Mark;
use crate::finding::{Code, listed};
use crate::firms::{Column, Texts};
use crate::words::{Message, say};

/// Rows whose message names the contradicting rows; further ones only report a contradiction.
pub(super) const TOLD: usize = 100_000;

/// The result of the search for duplicates.
#[derive(Debug, Default)]
pub(super) struct Duplicates {
    /// Rows equal to an earlier one, ascending.
    pub merged: Vec<Repeat>,
    /// A fault for each row of a firm with contradicting rows, and a warning for each row kept where others
    /// were quarantined; ascending.
    pub faults: Vec<Mark>,
    /// Messages of the first [`TOLD`] of them, which need all rows of a firm together.
    pub told: Vec<(Mark, Message)>,
}

/// A row equal to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Repeat {
    pub row: u32,
    /// The earlier row that is kept.
    pub kept: u32,
}

/// Names of rows and columns in messages.
pub(super) trait Named {
    /// Whether two rows are of one text file, so that the line is enough to find the other.
    fn is_near(&self, a: u32, b: u32) -> bool;
    /// The line of a row in its file.
    fn line(&self, row: u32) -> u32;
    /// The file and the line of a row.
    fn place(&self, row: u32) -> String;
    /// The header of the column of `field` in the part of `row`.
    fn header(&self, field: usize, row: u32) -> String;
}

/// Searches for rows with equal `ids`. Rows that are not `sound` are quarantined already and do not count
/// against others; sound rows equal in every column of `columns`, which are by field, are merged; others
/// contradict each other, and all of them are faults. A kept row of a firm with quarantined rows gets a
/// warning.
pub(super) fn find(
    ids: &Texts,
    columns: &[Option<Column>],
    sound: &[bool],
    named: &(impl Named + Sync),
) -> Duplicates {
    let mut keyed = repeated(ids);
    keyed.par_sort_unstable();
    let mut search = Search { ids, columns, named, found: Duplicates::default(), tell_to: None };
    each_firm(&keyed, ids, sound, &mut search);
    search.found.faults.sort_by_key(|mark| mark.row);
    if !search.found.faults.is_empty() {
        search.tell_to = Some(search.found.faults.get(TOLD).map_or(u32::MAX, |beyond| beyond.row));
        each_firm(&keyed, ids, sound, &mut search);
    }
    let mut found = search.found;
    found.merged.sort_unstable();
    found.told.sort_by_key(|(mark, _)| mark.row);
    found
}

/// Settles each firm with several rows, in any order.
fn each_firm(keyed: &[(u64, u32)], ids: &Texts, sound: &[bool], search: &mut Search<'_>) {
    for alike in keyed.chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1) {
        // Equal hashes may be different firms. The sort is stable, so that rows stay in file order.
        let mut firm: Vec<u32> = alike.iter().map(|&(_, row)| row).collect();
        firm.sort_by_key(|&row| ids.get_or_empty(row as usize));
        for group in firm.chunk_by(|&a, &b| ids.get_or_empty(a as usize) == ids.get_or_empty(b as usize)) {
            let (sound, aside): (Vec<u32>, Vec<u32>) = group.iter().partition(|&&row| sound[row as usize]);
            search.settle(&sound, &aside);
        }
    }
}

/// Bits of the table of hashes per row: of different ids one in sixteen shares its bit with another.
const BITS: usize = 16;

/// The rows whose ids may be repeated, with the hashes of the ids: all that share a bit of a table with
/// others. Most rows share none and need not be sorted.
fn repeated(ids: &Texts) -> Vec<(u64, u32)> {
    let hashes: Vec<u64> =
        (0..ids.len()).into_par_iter().with_min_len(4096).map(|row| hash(ids.get_or_empty(row))).collect();
    let bits = (BITS * ids.len()).next_power_of_two().max(64);
    let table = || (0..bits / 64).map(|_| AtomicU64::new(0)).collect::<Vec<_>>();
    let (once, again) = (table(), table());
    // The leading bits of a product depend on all bits of the hash.
    let place = |hash: u64| (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % bits;
    let rows = || hashes.par_iter().with_min_len(4096).enumerate();
    let known = || rows().filter(|(row, _)| ids.get(*row).is_some());
    known().for_each(|(_, &hash)| {
        let (word, bit) = (place(hash) / 64, 1 << (place(hash) % 64));
        if once[word].fetch_or(bit, Ordering::Relaxed) & bit != 0 {
            again[word].fetch_or(bit, Ordering::Relaxed);
        }
    });
    let is_shared =
        |hash: u64| again[place(hash) / 64].load(Ordering::Relaxed) >> (place(hash) % 64) & 1 == 1;
    known().filter(|(_, hash)| is_shared(**hash)).map(|(row, &hash)| (hash, row as u32)).collect()
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

struct Search<'a> {
    ids: &'a Texts,
    columns: &'a [Option<Column>],
    named: &'a dyn Named,
    found: Duplicates,
    /// `None` while faults are found; then the row before which each gets a message.
    tell_to: Option<u32>,
}

impl Search<'_> {
    /// Settles one firm's rows, both in file order.
    fn settle(&mut self, sound: &[u32], aside: &[u32]) {
        let Some((&first, others)) = sound.split_first() else { return };
        let different = self.different(first, others);
        if !different.is_empty() {
            for &row in sound {
                self.fault(Mark::new(row, Code::DuplicateFirm, None), |search| {
                    let headers = different.iter().map(|&field| search.named.header(field, row));
                    let columns = listed(headers, different.len());
                    let others = || sound.iter().copied().filter(move |&other| other != row);
                    let (id, count) = (search.id(row), sound.len() - 1);
                    match search.lines(row, others(), count) {
                        Ok(lines) => say!(
                            intake::duplicate_firm,
                            id = id,
                            count = count,
                            lines = lines,
                            columns = columns
                        ),
                        Err(places) => {
                            say!(intake::duplicate_firm_at, id = id, places = places, columns = columns)
                        }
                    }
                });
            }
            return;
        }
        if self.tell_to.is_none() {
            self.found.merged.extend(others.iter().map(|&row| Repeat { row, kept: first }));
        }
        if !aside.is_empty() {
            self.fault(Mark::new(first, Code::DuplicateAside, None), |search| {
                let (id, count) = (search.id(first), aside.len());
                match search.lines(first, aside.iter().copied(), count) {
                    Ok(lines) => say!(intake::duplicate_aside, id = id, count = count, lines = lines),
                    Err(places) => say!(intake::duplicate_aside_at, id = id, places = places),
                }
            });
        }
    }

    fn fault(&mut self, mark: Mark, message: impl FnOnce(&Self) -> Message) {
        match self.tell_to {
            None => self.found.faults.push(mark),
            Some(to) if mark.row < to => self.found.told.push((mark, message(self))),
            Some(_) => {}
        }
    }

    /// The fields in which any of `others` differs from the `first` row.
    fn different(&self, first: u32, others: &[u32]) -> Vec<usize> {
        let differs = |column: &Column| {
            let kept = column.value(first as usize);
            others.iter().any(|&row| column.value(row as usize) != kept)
        };
        let columns = self.columns.iter().enumerate();
        columns.filter(|(_, column)| column.as_ref().is_some_and(differs)).map(|(field, _)| field).collect()
    }

    fn id(&self, row: u32) -> &str {
        self.ids.get_or_empty(row as usize)
    }

    /// The lines of `rows`, `count` in all, for a message about `row`; their places if a line is not enough.
    fn lines(
        &self,
        row: u32,
        rows: impl Iterator<Item = u32> + Clone,
        count: usize,
    ) -> Result<Message, Message> {
        if rows.clone().all(|other| self.named.is_near(row, other)) {
            return Ok(listed(rows.map(|row| self.named.line(row).to_string()), count));
        }
        Err(listed(rows.map(|row| self.named.place(row)), count))
    }
}
