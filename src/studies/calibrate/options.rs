//! What is asked of a calibration.

use std::path::PathBuf;

use super::fit::Maximise;
use crate::studies::weights::Named;

/// What is asked of a calibration.
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
