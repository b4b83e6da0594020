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
    /// A fault for each row of a firm whose rows contradict one another, ascending.
    pub faults: Vec<RowFault>,
}

/// Looks for rows with equal `ids` among those that are `sound`; rows set aside already are no evidence against
/// others. Rows equal in every one of `columns` that is read are one firm's; others contradict each other, and all of them are
/// faults.
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
        .filter(|&row| sound[row as usize])
        .map(|row| (hash(ids.get_or_empty(row as usize)), row))
        .collect();
    keyed.par_sort_unstable();
    let mut found = Duplicates::default();
    for alike in keyed.chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1) {
        // Equal hashes may still be different firms. The sort is stable, so that rows stay in the file's order.
        let mut firm: Vec<u32> = alike.iter().map(|&(_, row)| row).collect();
        firm.sort_by_key(|&row| ids.get_or_empty(row as usize));
        for group in firm.chunk_by(|&a, &b| ids.get_or_empty(a as usize) == ids.get_or_empty(b as usize)) {
            if group.len() > 1 {
                settle(group, ids, columns, rows, headers, &mut found);
            }
        }
    }
    found.merged.sort_unstable();
    found.faults.sort_by_key(|fault| fault.row);
    found
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// One firm's rows, the first of them first.
fn settle(
    group: &[u32],
    ids: &Texts,
    columns: &[Option<Column>],
    rows: &[Row],
    headers: &[Arc<str>],
    found: &mut Duplicates,
) {
    let Some((&first, others)) = group.split_first() else { return };
    let differs = |column: &Column| {
        let kept = column.value(first as usize);
        others.iter().any(|&row| column.value(row as usize) != kept)
    };
    let different: Vec<&str> = columns
        .iter()
        .zip(headers)
        .filter(|(column, _)| column.as_ref().is_some_and(differs))
        .map(|(_, header)| &**header)
        .collect();
    if different.is_empty() {
        found.merged.extend(others.iter().map(|&row| (row, first)));
        return;
    }
    let differences = listed(different.iter().copied(), different.len());
    for &row in group {
        let lines: Vec<String> = group
            .iter()
            .filter(|&&other| other != row)
            .take(NAMED)
            .map(|&other| rows[other as usize].line.to_string())
            .collect();
        let lines = listed(lines.iter().map(String::as_str), group.len() - 1);
        let id = ids.get_or_empty(row as usize);
        let message = format!("`{id}` stands on line {lines} too and differs in {differences}");
        found.faults.push(RowFault { row, code: Code::DuplicateFirm, column: None, message });
    }
}

/// `names` for a message, the first few of `count`.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>, count: usize) -> String {
    let named: Vec<&str> = names.take(NAMED).collect();
    let more = count - named.len();
    let names = named.join(", ");
    if more == 0 { names } else { format!("{names} and {more} more") }
}
