//! Options of `jifen compare`.

use crate::finding::Findings;
use crate::studies::study::unfit;
use crate::words::say;

/// Default number of movers reported.
pub const MOVERS: usize = 10;

/// Depths and extent of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Numbers of first firms to compare, besides the lengths of all lists. The greatest number also defines
    /// the first firms in other results.
    pub tops: Vec<usize>,
    /// The `p` of rank-biased overlap, between 0 and 1; by default derived from the lists' lengths.
    pub persistence: Option<f64>,
    /// Number of movers to report.
    pub movers: usize,
    /// Whether the tables include every firm.
    pub every_firm: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { tops: Vec::new(), persistence: None, movers: MOVERS, every_firm: false }
    }
}

impl Options {
    /// Refuses numbers out of range.
    ///
    /// # Errors
    /// A persistence that is not between 0 and 1; a depth of 0 firms.
    pub fn check(&self) -> Result<(), Findings> {
        if let Some(p) = self.persistence.filter(|p| !(*p > 0.0 && *p < 1.0)) {
            return Err(unfit(p, say!(compare::persistence), say!(compare::persistence_help)));
        }
        if self.tops.contains(&0) {
            return Err(unfit(0, say!(compare::first_firms_count), say!(compare::first_firms_count_help)));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_bounds() {
        let is_fit =
            |top, persistence| Options { tops: vec![top], persistence, ..Options::default() }.check().is_ok();
        assert!(is_fit(1, None) && is_fit(1, Some(0.9)));
        assert!(!is_fit(0, None));
        assert!([0.0, 1.0, f64::NAN].into_iter().all(|p| !is_fit(1, Some(p))));
    }
}
