//! Options of a difference.

/// Extent of a difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The one institution to report, by id.
    pub institution: Option<String>,
    /// The one firm to report, by id or name.
    pub firm: Option<String>,
    /// Whether the tables have every firm that moved.
    pub every_firm: bool,
}

/// Greatest movers of the ranking that are reported.
pub(super) const MOVERS: usize = 10;
