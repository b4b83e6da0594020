//! The way in which firms are referred.

use crate::expr::Expr;

/// How firms are matched with institutions, each with a few.
#[derive(Clone, Debug)]
pub struct Matching {
    /// Greatest number of institutions per firm, at least 1.
    pub at_most: usize,
    /// Every institution by position, in the order of offers to firms that do not name it.
    pub order: Vec<usize>,
    /// Whether a firm is matched only with institutions that it names.
    pub only_preferred: bool,
    /// The institutions that a firm names, in its order; `None` if no dictionary has such a field.
    pub preferred: Option<Expr>,
}
