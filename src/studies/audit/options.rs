//! What is asked of an audit.

/// What is asked of an audit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// How many firms count as first where indicators are left out; a tenth of a part's firms, rounded up, if
    /// nothing is said.
    pub top: Option<usize>,
}
