//! How people read a column in a workbook, where files for programs have codes.

use crate::words::Message;

/// What a workbook shows of a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shown {
    /// Codes of the column, each with its words.
    pub words: Vec<(String, Message)>,
    /// Whether the numbers are shares of one, shown in percent.
    pub is_share: bool,
    /// Decimals shown; the cell has the exact number. `None` for those of the numbers.
    pub decimals: Option<u8>,
    /// Whether the column says which firm a row is of: its id or its name.
    pub identifies: bool,
}
