//! The rows kept aside (待核数据), and their text.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::columns::Mark;
use super::part::{Part, Parts};
use super::reading::Marked;
use crate::finding::{Code, Place};
use crate::words::Message;

/// Rows formatted at once during iteration.
const STEP: usize = 256;

/// A row kept aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// Position among all rows that were read, from 0.
    pub row: u32,
    /// The file, and the line in it.
    pub place: Place,
    /// Faults of the row; never empty.
    pub faults: Vec<Fault>,
    /// The row as in the file, decoded, without its line end.
    pub original: String,
}

impl Quarantined {
    /// Physical line in the file, from 1.
    pub fn line(&self) -> u32 {
        self.place.line.unwrap_or(0)
    }
}

/// One fault of a quarantined row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The kind of fault.
    pub code: Code,
    /// The header of the column at fault, if one is.
    pub column: Option<Arc<str>>,
    /// The position of this column in the part; `None` also for a column of a supplement.
    pub at: Option<usize>,
    /// The message in one line.
    pub message: Message,
    /// What those who delivered the row do about it, if the message does not say.
    pub help: Option<Message>,
}

/// The rows that could not be read or trusted, part by part and by line. A row takes some twelve bytes beside
/// the file's text: its faults are made again on demand.
#[derive(Clone)]
pub struct Quarantine {
    parts: Arc<Parts>,
    /// Positions of the rows, ascending.
    rows: Arc<[u32]>,
}

impl Quarantine {
    pub(super) fn new(parts: Arc<Parts>, rows: Vec<u32>) -> Quarantine {
        Quarantine { parts, rows: rows.into() }
    }

    /// Number of rows kept aside.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no row is kept aside.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows at these positions among those kept aside.
    ///
    /// # Panics
    /// If `range` exceeds [`Quarantine::len`].
    pub fn rows(&self, range: Range<usize>) -> Vec<Quarantined> {
        let located = self.rows[range].iter().filter_map(|&row| Some((row, self.parts.of(row)?)));
        let located: Vec<(u32, (&Part, u32))> = located.collect();
        let of_parts = located.chunk_by(|(_, (a, _)), (_, (b, _))| std::ptr::eq(*a, *b));
        of_parts.flat_map(of_part).collect()
    }

    /// The row at position `at` among those kept aside.
    ///
    /// # Panics
    /// If `at` is not below [`Quarantine::len`].
    pub fn row(&self, at: usize) -> Quarantined {
        self.rows(at..at + 1).remove(0)
    }

    /// Iterates over all rows kept aside.
    pub fn iter(&self) -> impl Iterator<Item = Quarantined> + '_ {
        let steps = (0..self.len()).step_by(STEP);
        steps.flat_map(|first| self.rows(first..self.len().min(first + STEP)))
    }

    /// The kinds of faults of the row at position `at` among those kept aside, each with the position of the
    /// column in the part, if one of its columns is at fault.
    pub fn kinds(&self, at: usize) -> impl Iterator<Item = (Code, Option<usize>)> + '_ {
        let found = self.parts.of(self.rows[at]);
        found.into_iter().flat_map(|(part, row)| {
            let own = part.reading.own_headers().len();
            let kind = move |mark: &Mark| (mark.code, mark.column().filter(|column| *column < own));
            part.marks_of(row).iter().map(kind)
        })
    }

    /// Each row's position among all rows, ascending.
    pub fn positions(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().copied()
    }

    /// Each row's position among all rows, and its text as in the file.
    pub fn originals(&self) -> impl Iterator<Item = (u32, Cow<'_, str>)> {
        self.rows.iter().map(|&row| (row, self.parts.record(row)))
    }

    /// Number of rows that are no firms: totals, remarks, headers.
    pub fn no_firms(&self) -> usize {
        self.causes().filter(|code| code.says_no_firm()).count()
    }

    /// The first error of each row, in row order.
    pub fn causes(&self) -> impl Iterator<Item = Code> + '_ {
        let error = |code: &Code| code.sets_aside();
        let codes = move |row: &u32| {
            let (part, row) = self.parts.of(*row)?;
            part.marks_of(row).iter().map(|mark| mark.code).find(error)
        };
        self.rows.iter().filter_map(codes)
    }
}

/// Quarantined rows of one part, each with its position among all rows and in the part.
fn of_part(rows: &[(u32, (&Part, u32))]) -> Vec<Quarantined> {
    let Some((_, (part, _))) = rows.first() else { return Vec::new() };
    let records: Vec<Cow<'_, str>> = rows.iter().map(|(_, (_, at))| part.record(*at)).collect();
    let marks = rows.iter().map(|(_, (_, at))| part.marks_of(*at));
    let marked: Vec<Marked<'_>> =
        records.iter().zip(marks).map(|(record, marks)| Marked { record, marks }).collect();
    let said = part.said(&marked);
    let shown = rows.iter().zip(&marked).zip(said);
    shown
        .map(|(((row, (_, at)), marked), messages)| {
            let own = part.reading.own_headers().len();
            let faults = marked.marks.iter().zip(messages).map(|(mark, message)| Fault {
                code: mark.code,
                column: mark.column().map(|column| Arc::clone(&part.reading.headers[column])),
                at: mark.column().filter(|column| *column < own),
                message,
                help: part.reading.advice(marked.record, *mark),
            });
            let original = marked.record.to_owned();
            Quarantined { row: *row, place: part.at(*at), faults: faults.collect(), original }
        })
        .collect()
}

impl<'a> IntoIterator for &'a Quarantine {
    type Item = Quarantined;
    type IntoIter = Box<dyn Iterator<Item = Quarantined> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

impl fmt::Debug for Quarantine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
