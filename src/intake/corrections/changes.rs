//! Differences between a returned row and the row it replaces.

use std::borrow::Cow;
use std::sync::Arc;

use super::numbers;
use crate::firms::width::key;
use crate::intake::reading::Reading;
use crate::intake::records;

/// A cell of a returned row that differs from the replaced row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// The header of the column; `#9` for the ninth without a header.
    pub column: String,
    /// The cell before; empty if there was none.
    pub before: String,
    /// The cell in the returned row; empty if there is none.
    pub after: String,
}

/// The columns of a part and of the part that corrects it.
#[derive(Debug)]
pub(super) struct Columns {
    /// Headers of the returned part.
    headers: Vec<Arc<str>>,
    /// For each column of the returned part the one it stands for.
    old: Vec<Option<usize>>,
    /// Headers of the corrected part.
    old_headers: Vec<Arc<str>>,
    /// Columns of the returned part that the other has not and no field reads, such as one for remarks, or
    /// the rows' numbers under another header: a cell in them changes nothing.
    unread: Vec<bool>,
    /// The columns with rows' numbers, which are no content: that of the corrected part, and of the returned.
    old_numbers: Option<usize>,
    numbers: Option<usize>,
    delimiters: [u8; 2],
}

impl Columns {
    /// Pairs the columns by their headers, and others by their fields.
    pub fn new(old: &Reading, new: &Reading, numbers: Option<usize>) -> Columns {
        let [old_headers, headers] = [old, new].map(Reading::own_headers);
        let keys: Vec<String> = old_headers.iter().map(|header| key(header)).collect();
        let mut taken = vec![false; keys.len()];
        let mut pairs = vec![None; headers.len()];
        for (at, header) in headers.iter().enumerate().filter(|(at, _)| Some(*at) != numbers) {
            let own = key(header);
            pairs[at] = (0..keys.len()).find(|&old| !taken[old] && keys[old] == own);
            // A cell beyond the header is called by its number.
            let beyond = || own.strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1);
            pairs[at] = pairs[at].or_else(|| beyond().filter(|&at| at >= keys.len()));
            if let Some(taken) = pairs[at].and_then(|old| taken.get_mut(old)) {
                *taken = true;
            }
        }
        for at in (0..pairs.len()).filter(|at| Some(*at) != numbers) {
            if let (None, Some(field)) = (pairs[at], new.bound[at]) {
                pairs[at] = (0..keys.len()).find(|&other| !taken[other] && old.bound[other] == Some(field));
                if let Some(old) = pairs[at] {
                    taken[old] = true;
                }
            }
        }
        // A returned part has the numbers of its own rows in place of those that it was returned for.
        let old_numbers = numbers::column(old_headers).filter(|&at| !taken[at]);
        let is_new = |pair: &Option<usize>| pair.is_none_or(|at| at >= keys.len());
        let unread = pairs.iter().enumerate().map(|(at, pair)| is_new(pair) && new.bound[at].is_none());
        Columns {
            unread: unread.collect(),
            old_numbers,
            headers: headers.to_vec(),
            old: pairs,
            old_headers: old_headers.to_vec(),
            numbers,
            delimiters: [old.plan.delimiter, new.plan.delimiter],
        }
    }

    /// Whether a returned row has no cell except its number.
    pub fn is_blank(&self, new: &str) -> bool {
        let mut cells = records::cells(new, self.delimiters[1]).enumerate();
        cells.all(|(at, cell)| Some(at) == self.numbers || cell.trim().is_empty())
    }

    /// Whether a returned row has a cell in the column for the column `old` of the corrected part.
    pub fn is_given(&self, old: usize, new: &str) -> bool {
        let column = self.old.iter().position(|pair| *pair == Some(old));
        let cell = column.and_then(|at| records::cells(new, self.delimiters[1]).nth(at));
        cell.is_some_and(|cell| !cell.trim().is_empty())
    }

    /// The cells that differ between two rows, but for blanks at their ends.
    pub fn changes(&self, old: &str, new: &str) -> Vec<CellChange> {
        let [before, after] = [(old, self.delimiters[0]), (new, self.delimiters[1])]
            .map(|(row, delimiter)| records::cells(row, delimiter).collect::<Vec<_>>());
        let mut changes = Vec::new();
        let mut compare = |column: &dyn Fn() -> String, before: &str, after: &str| {
            if !is_same(before, after) {
                let (before, after) = (before.trim().to_owned(), after.trim().to_owned());
                changes.push(CellChange { column: column(), before, after });
            }
        };
        for (at, old) in self.old.iter().enumerate().filter(|(at, _)| Some(*at) != self.numbers) {
            let column = || self.headers[at].to_string();
            let before = old.map_or("", |old| cell(&before, old));
            if !(self.unread[at] && before.trim().is_empty()) {
                compare(&column, before, cell(&after, at));
            }
        }
        for at in self.headers.len()..after.len() {
            compare(&|| format!("#{}", at + 1), "", cell(&after, at));
        }
        for at in (0..before.len()).filter(|at| Some(*at) != self.old_numbers) {
            if self.old.contains(&Some(at)) {
                continue;
            }
            let column =
                || self.old_headers.get(at).map_or_else(|| format!("#{}", at + 1), ToString::to_string);
            compare(&column, cell(&before, at), "");
        }
        changes
    }
}

fn cell<'a>(cells: &'a [Cow<'_, str>], at: usize) -> &'a str {
    cells.get(at).map_or("", |cell| cell)
}

/// Whether two cells hold the same text. Workbooks end lines in a cell with a line feed alone.
fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim(), b.trim());
    a == b || a.contains('\r') && a.replace("\r\n", "\n").replace('\r', "\n") == b
}
