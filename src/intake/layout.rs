//! How a file was understood: what a person must see to know that the right columns were read in the right
//! units.

use std::sync::Arc;

use super::Encoding;

/// How a file was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// How its bytes became text; never [`Encoding::Auto`].
    pub encoding: Encoding,
    /// What stands between cells.
    pub delimiter: char,
    /// Its columns, in the file's order.
    pub columns: Vec<ReadColumn>,
}

/// What one column of a file was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadColumn {
    /// Its header as it is written; `#3` for the third where it has no text.
    pub header: Arc<str>,
    /// The position of its field in the dictionary; `None` where no field claims it, so that it is not read.
    pub field: Option<usize>,
    /// Of a column that is not read, the position of the field that is nearly called so and has none.
    pub near: Option<usize>,
    /// The unit its cells are in, as the header or the campaign names it; `None` where neither does.
    pub unit: Option<String>,
}
