//! What is read from a worksheet: records, and notes on what they do not say.

use super::address::{Address, Merge};

/// Rows named in a note.
const NAMED: usize = 8;

/// A row as a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// First byte of the record in the text.
    pub start: u32,
    /// The byte after its last one.
    pub end: u32,
    /// Number of the row in the worksheet, from 1.
    pub line: u32,
}

/// A range of columns, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

/// Cells of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many there are.
    pub count: u64,
    /// The first of them.
    pub first: Option<Address>,
}

/// Hidden rows with a cell that is not blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HiddenRows {
    /// How many there are.
    pub count: u64,
    /// The first of them, at most eight.
    pub first: Vec<u32>,
}

/// What records do not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Rows that people do not see.
    pub hidden_rows: HiddenRows,
    /// Cells that are not blank right of the records.
    pub beyond: Tally,
    /// Formulas that have no value; the text is that of the formula.
    pub without_value: Tally,
    /// Cells with an error as their value.
    pub errors: Tally,
    /// Numbers shown in another magnitude; the text is the number itself.
    pub scaled: Tally,
    /// Numbers that are none; the text is as written.
    pub not_numbers: Tally,
}

/// A worksheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Records one after another: cells joined by commas, in quotation marks where they must.
    pub text: String,
    /// Rows with a cell that is not blank.
    pub rows: Vec<Row>,
    /// Number of cells of each record.
    pub width: usize,
    /// Merged ranges.
    pub merges: Vec<Merge>,
    /// Columns that people do not see.
    pub hidden_columns: Vec<Columns>,
    /// What the records do not say.
    pub notes: Notes,
}

impl Tally {
    /// Counts the cell at `place`.
    pub(crate) fn add(&mut self, place: Address) {
        self.count += 1;
        self.first.get_or_insert(place);
    }

    fn merge(&mut self, later: Tally) {
        self.count += later.count;
        self.first = self.first.or(later.first);
    }
}

impl HiddenRows {
    /// Counts `row`.
    pub(crate) fn add(&mut self, row: u32) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(row);
        }
    }
}

impl Notes {
    /// Adds the notes of later rows.
    pub(crate) fn merge(&mut self, later: &Notes) {
        self.hidden_rows.count += later.hidden_rows.count;
        let left = NAMED - self.hidden_rows.first.len();
        self.hidden_rows.first.extend(later.hidden_rows.first.iter().take(left));
        self.beyond.merge(later.beyond);
        self.without_value.merge(later.without_value);
        self.errors.merge(later.errors);
        self.scaled.merge(later.scaled);
        self.not_numbers.merge(later.not_numbers);
    }
}
