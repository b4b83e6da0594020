//! The rows kept aside (待核数据), and their text.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::outcome::Noticed;
use super::reading::Marked;
use super::records::Row;
use crate::finding::{Code, Finding, Place, Severity};
use crate::words::Message;

/// Rows formatted at once during iteration.
const STEP: usize = 256;

/// The decoded file with the findings of its rows.
#[derive(Debug)]
pub(super) struct Body {
    /// The text: the file's own bytes if they are UTF-8.
    pub text: Vec<u8>,
    /// Start of the rows: a byte order mark is not part of the text.
    pub start: usize,
    pub noticed: Noticed,
}

impl Body {
    /// The position and the text of the row that begins on physical line `line`.
    pub fn on_line(&self, line: u32) -> Option<(u32, &str)> {
        let rows = &self.noticed.rows;
        let at = rows.binary_search_by_key(&line, |row| row.line).ok()?;
        Some((at as u32, self.record(rows[at])))
    }

    fn record(&self, row: Row) -> &str {
        let bytes = self.text.get(self.start + row.start as usize..self.start + row.end as usize);
        // The whole text is valid UTF-8, and rows begin and end between characters.
        bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Findings of the row that begins on `line` of the file at `place`.
    pub fn noticed_on(&self, line: u32, place: &Place) -> Vec<Finding> {
        let row = self.on_line(line);
        row.map(|(at, record)| self.noticed.of_row(at, line, record, place)).unwrap_or_default()
    }
}

/// A row kept aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// Physical line in the file, from 1.
    pub line: u32,
    /// Faults of the row; never empty.
    pub faults: Vec<Fault>,
    /// The row as in the file, decoded, without its line end.
    pub original: String,
}

/// One fault of a quarantined row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The kind of fault.
    pub code: Code,
    /// The header of the column at fault, if one is.
    pub column: Option<Arc<str>>,
    /// The message in one line.
    pub message: Message,
}

/// The rows that could not be read or trusted, by line. A row takes some twelve bytes beside the file's text:
/// its faults are made again on demand.
#[derive(Clone)]
pub struct Quarantine {
    body: Arc<Body>,
    /// Positions of the rows, ascending.
    rows: Arc<[u32]>,
}

impl Quarantine {
    pub(super) fn new(body: Arc<Body>, rows: Vec<u32>) -> Quarantine {
        Quarantine { body, rows: rows.into() }
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
        let noticed = &self.body.noticed;
        let rows = &self.rows[range];
        let marked = |row: &u32| Marked {
            record: self.body.record(noticed.rows[*row as usize]),
            marks: noticed.marks_of(*row),
        };
        let marked: Vec<Marked<'_>> = rows.iter().map(marked).collect();
        let said = noticed.said(&marked);
        let shown = rows.iter().zip(&marked).zip(said);
        shown
            .map(|((row, marked), messages)| {
                let faults = marked.marks.iter().zip(messages).map(|(mark, message)| Fault {
                    code: mark.code,
                    column: mark.column().map(|column| noticed.reading.headers[column].clone()),
                    message,
                });
                let line = noticed.rows[*row as usize].line;
                Quarantined { line, faults: faults.collect(), original: marked.record.to_owned() }
            })
            .collect()
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

    /// Each row's line and text as in the file.
    pub fn originals(&self) -> impl Iterator<Item = (u32, &str)> {
        let rows = self.rows.iter().map(|row| self.body.noticed.rows[*row as usize]);
        rows.map(|row| (row.line, self.body.record(row)))
    }

    /// Number of rows that are no firms: totals, remarks, headers.
    pub fn no_firms(&self) -> usize {
        self.causes().filter(|code| code.says_no_firm()).count()
    }

    /// The first error of each row, in row order.
    pub fn causes(&self) -> impl Iterator<Item = Code> + '_ {
        let error = |code: &Code| code.severity() == Severity::Error;
        let codes =
            move |row: &u32| self.body.noticed.marks_of(*row).iter().map(|mark| mark.code).find(error);
        self.rows.iter().filter_map(codes)
    }
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
