//! What is asked of a comparison.

/// Movers reported unless more are asked for.
pub const MOVERS: usize = 10;

/// What is asked of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// How many first firms to look at, besides the lengths of all lists. The most of them say what the first
    /// firms are elsewhere too.
    pub tops: Vec<usize>,
    /// The `p` of rank-biased overlap, between 0 and 1; chosen by the lists' length, if `None`.
    pub persistence: Option<f64>,
    /// How many movers to report.
    pub movers: usize,
    /// Whether the tables are to have every firm.
    pub every_firm: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { tops: Vec::new(), persistence: None, movers: MOVERS, every_firm: false }
    }
}
