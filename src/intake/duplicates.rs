//! Firms that stand in the file more than once.

use std::hash::Hasher;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHasher;

use super::columns::RowFault;
use super::records::Row;
use crate::finding::Code;
use crate::firms::{Column, Texts};

/// Lines and columns a message names before it only counts them.
const NAMED: usize = 5;

/// What came of looking for firms that stand twice.
#[derive(Debug, Default)]
pub(super) struct Duplicates {
    /// Rows equal to an earlier one, as (row, the row kept), ascending.
    pub merged: Vec<(u32, u32)>,
    /// A fault for each row of a firm whose rows contradict one another, and a warning for each that is kept where
    /// others were set aside, ascending.
    pub faults: Vec<RowFault>,
}

/// Looks for rows with equal `ids`. Rows that are not `sound` are set aside already and no evidence against others; of
/// the sound ones, rows equal in every one of `columns` that is read are one firm's; others contradict each other, and
/// all of them are faults. A firm that keeps a row gets a warning if it has rows set aside.
pub(super) fn find(
    ids: &Texts,
    columns: &[Option<Column>],
    sound: &[bool],
    rows: &[Row],
    headers: &[Arc<str>],
) -> Duplicates {
    let mut keyed: Vec<(u64, u32)> = (0..ids.len() as u32)
        .into_par_iter()
        .with_min_len(4096)
        .filter(|&row| ids.get(row as usize).is_some())
        .map(|row| (hash(ids.get_or_empty(row as usize)), row))
        .collect();
    keyed.par_sort_unstable();
    let mut search = Search { ids, columns, rows, headers, found: Duplicates::default() };
    for alike in keyed.chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1) {
        // Equal hashes may still be different firms. The sort is stable, so that rows stay in the file's order.
        let mut firm: Vec<u32> = alike.iter().map(|&(_, row)| row).collect();
        firm.sort_by_key(|&row| ids.get_or_empty(row as usize));
        for group in firm.chunk_by(|&a, &b| ids.get_or_empty(a as usize) == ids.get_or_empty(b as usize)) {
            let (sound, aside): (Vec<u32>, Vec<u32>) = group.iter().partition(|&&row| sound[row as usize]);
            search.settle(&sound, &aside);
        }
    }
    let mut found = search.found;
    found.merged.sort_unstable();
    found.faults.sort_by_key(|fault| fault.row);
    found
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

struct Search<'a> {
    ids: &'a Texts,
    columns: &'a [Option<Column>],
    rows: &'a [Row],
    headers: &'a [Arc<str>],
    found: Duplicates,
}

impl Search<'_> {
    /// One firm's rows, each in the file's order.
    fn settle(&mut self, sound: &[u32], aside: &[u32]) {
        let Some((&first, others)) = sound.split_first() else { return };
        let different = self.different(first, others);
        if !different.is_empty() {
            let differences = listed(different.iter().copied(), different.len());
            for &row in sound {
                let others = sound.iter().copied().filter(|&other| other != row);
                let lines = self.lines(others, sound.len() - 1);
                let message =
                    format!("{} stands on line {lines} too and differs in {differences}", self.id(row));
                self.found.faults.push(RowFault { row, code: Code::DuplicateFirm, column: None, message });
            }
            return;
        }
        self.found.merged.extend(others.iter().map(|&row| (row, first)));
        if !aside.is_empty() {
            let lines = self.lines(aside.iter().copied(), aside.len());
            let message = format!("{} stands on line {lines} too, which was set aside", self.id(first));
            let code = Code::DuplicateAside;
            self.found.faults.push(RowFault { row: first, code, column: None, message });
        }
    }

    /// The headers of the columns in which not all `others` equal the `first` row.
    fn different(&self, first: u32, others: &[u32]) -> Vec<&str> {
        let differs = |column: &Column| {
            let kept = column.value(first as usize);
            others.iter().any(|&row| column.value(row as usize) != kept)
        };
        let columns = self.columns.iter().zip(self.headers);
        columns
            .filter(|(column, _)| column.as_ref().is_some_and(differs))
            .map(|(_, header)| &**header)
            .collect()
    }

    fn id(&self, row: u32) -> String {
        format!("`{}`", self.ids.get_or_empty(row as usize))
    }

    /// The lines of `rows` for a message, of which there are `count`.
    fn lines(&self, rows: impl Iterator<Item = u32>, count: usize) -> String {
        let lines: Vec<String> =
            rows.take(NAMED).map(|row| self.rows[row as usize].line.to_string()).collect();
        listed(lines.iter().map(String::as_str), count)
    }
}

/// `names` for a message, the first few of `count`.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>, count: usize) -> String {
    let named: Vec<&str> = names.take(NAMED).collect();
    let more = count - named.len();
    let names = named.join(", ");
    if more == 0 { names } else { format!("{names} and {more} more") }
}
