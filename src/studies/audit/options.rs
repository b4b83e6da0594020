//! What is asked of an audit.

use crate::finding::Findings;
use crate::studies::study::unfit;

/// What is asked of an audit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// How many firms count as first where indicators are left out; a tenth of a part's firms, rounded up, if
    /// nothing is said.
    pub top: Option<usize>,
}

impl Options {
    /// Refuses a leading group of nobody.
    pub(super) fn check(&self) -> Result<(), Findings> {
        if self.top == Some(0) {
            return Err(unfit(0, "number of firms that count as first", "1 or more"));
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
