//! Returned rows and the rows they replace.

use crate::intake::records::Row;

/// A returned row, and the row it replaces. Both are known by their place in the files' text, since neither
/// may be among the rows of the cohort: a returned row may be corrected in turn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// Position of the corrected part.
    pub of: u32,
    /// The replaced row; `None` for a row that was added.
    pub old: Option<Row>,
    /// Position of the part that corrects.
    pub by: u32,
    pub new: Row,
    /// Whether the returned row leaves the other as it was.
    pub is_same: bool,
}

/// A returned row and the row it replaces, by their positions in their parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paired {
    pub old: Option<u32>,
    pub new: u32,
    /// Whether the number in the returned row names the other.
    pub is_numbered: bool,
}
