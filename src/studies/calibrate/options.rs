//! Options of `jifen calibrate`.

use std::path::PathBuf;

use super::fit::Maximise;
use crate::finding::{Code, Finding, Findings, Place};
use crate::studies::weights::Named;
use crate::words::{Message, say};

/// Fewest bootstrap replicates for an interval of 95 %.
const LEAST_DRAWS: usize = 50;

/// Bounds, objective, folds and replicates of a calibration.
#[derive(Clone, Debug)]
pub struct Options {
    /// The file of outcomes.
    pub outcomes: PathBuf,
    /// Whether an outcome of 1, or an amount above 0, is good.
    pub one_is_good: bool,
    /// Largest relative change of a weight, 0..=1.
    pub reach: f64,
    /// Objective of the fit.
    pub maximise: Maximise,
    /// Number of folds held out in turn; at least 2.
    pub folds: usize,
    /// Number of bootstrap replicates.
    pub draws: usize,
    /// Seed of replicates, folds and starts.
    pub seed: u64,
    /// Name of the scorecard that gets the weights.
    pub named: Named,
}

impl Options {
    /// Refuses numbers out of range.
    pub(super) fn check(&self) -> Result<(), Findings> {
        if !(0.0..=1.0).contains(&self.reach) {
            let message = say!(calibrate::reach_invalid, number = self.reach.to_string());
            return Err(unfit(message, say!(calibrate::reach_invalid_help)));
        }
        if self.folds < 2 {
            let message = say!(calibrate::folds_invalid, number = self.folds.to_string());
            return Err(unfit(message, say!(calibrate::folds_invalid_help)));
        }
        if self.draws < LEAST_DRAWS {
            let message = say!(calibrate::draws_invalid, number = self.draws.to_string());
            return Err(unfit(message, say!(calibrate::draws_invalid_help, least = LEAST_DRAWS)));
        }
        Ok(())
    }
}

/// Finding for a number out of its range.
fn unfit(message: Message, help: Message) -> Findings {
    Finding::new(Code::ValueInvalid, Place::default(), message).help(help).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn every_number_has_its_bounds() {
        let is_fit = |reach, folds, draws| {
            let named = Named { file: String::new(), extends: String::new(), language: Language::En };
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
