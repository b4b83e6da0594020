//! Options of `jifen calibrate`.

use std::path::PathBuf;

use super::fit::Maximise;
use crate::finding::Findings;
use crate::studies::study::unfit;
use crate::studies::weights::Named;

/// Fewest draws that an interval of 95 % can come from.
const LEAST_DRAWS: usize = 50;

/// Bounds, objective, folds and draws of a calibration.
#[derive(Clone, Debug)]
pub struct Options {
    /// The file of outcomes.
    pub outcomes: PathBuf,
    /// Whether an outcome of 1, or an amount above 0, is a good one.
    pub one_is_good: bool,
    /// How far a weight may go, as a share of today's in 0..=1.
    pub reach: f64,
    /// What the weights are to make great.
    pub maximise: Maximise,
    /// Parts of the firms that are held out in turn; at least 2.
    pub folds: usize,
    /// Draws of the bootstrap.
    pub draws: usize,
    /// What decides draws, folds and starts.
    pub seed: u64,
    /// The scorecard that is to have the weights.
    pub named: Named,
}

impl Options {
    /// Refuses numbers out of range.
    pub(super) fn check(&self) -> Result<(), Findings> {
        if !(0.0..=1.0).contains(&self.reach) {
            return Err(unfit(self.reach, "share of a weight", "0 to 1"));
        }
        if self.folds < 2 {
            return Err(unfit(
                self.folds,
                "number of folds",
                "2 or more: one part is held out from the others",
            ));
        }
        if self.draws < LEAST_DRAWS {
            return Err(unfit(self.draws, "number of draws", "50 or more"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_bounds() {
        let is_fit = |reach, folds, draws| {
            let named = Named { file: String::new(), extends: String::new() };
            let (outcomes, maximise) = (PathBuf::new(), Maximise::Likelihood);
            Options { outcomes, one_is_good: false, reach, maximise, folds, draws, seed: 1, named }
                .check()
                .is_ok()
        };
        assert!(is_fit(0.0, 2, 50) && is_fit(1.0, 20, 1000));
        assert!([-0.1, 1.1, f64::NAN].into_iter().all(|reach| !is_fit(reach, 5, 200)));
        assert!([0, 1].into_iter().all(|folds| !is_fit(0.3, folds, 200)));
        assert!([0, 49].into_iter().all(|draws| !is_fit(0.3, 5, draws)));
    }
}
