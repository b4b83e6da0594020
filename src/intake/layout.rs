//! The reading of a file: columns, units and encoding, for a person to verify.

use std::sync::Arc;

use super::Encoding;

/// The file's encoding, delimiter and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The encoding that was used; never [`Encoding::Auto`].
    pub encoding: Encoding,
    /// The character between cells.
    pub delimiter: char,
    /// Columns in the file's order.
    pub columns: Vec<ReadColumn>,
}

/// The field and unit of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadColumn {
    /// The header as written; `#3` for the third if blank.
    pub header: Arc<str>,
    /// The position of its field in the dictionary; `None` for an unclaimed column, which is not read.
    pub field: Option<usize>,
    /// For a column that is not read: the position of a field without a column whose name is similar to the
    /// header.
    pub near: Option<usize>,
    /// The unit of its cells, as the header or the campaign names it; `None` if neither does.
    pub unit: Option<String>,
}
