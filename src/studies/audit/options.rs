//! Options of `jifen audit`.

use crate::finding::Findings;
use crate::studies::study::unfit;
use crate::words::say;

/// Size of the leading group of an audit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Number of firms in the leading group, 1 or more, whose turnover without an indicator is measured; by
    /// default a tenth of the stratum, rounded up.
    pub top: Option<usize>,
}

impl Options {
    /// Refuses a leading group of no firms.
    pub(super) fn check(&self) -> Result<(), Findings> {
        if self.top == Some(0) {
            return Err(unfit(0, say!(audit::firms_at_top), say!(audit::firms_at_top_help)));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_is_first() {
        assert!([None, Some(1)].into_iter().all(|top| Options { top }.check().is_ok()));
        assert!(Options { top: Some(0) }.check().is_err());
    }
}
