//! What is asked of a search for weights.

use crate::parameters::Source;
use crate::studies::weights::Named;

/// What is asked of a search for weights.
#[derive(Clone, Debug)]
pub struct Options {
    /// The goals' file.
    pub goals: Source,
    /// The scorecard that is to have the weights.
    pub named: Named,
}
