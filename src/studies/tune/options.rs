//! Options of `jifen tune`.

use crate::parameters::Source;
use crate::studies::weights::Named;

/// Goals, bounds and effort of a search for weights.
#[derive(Clone, Debug)]
pub struct Options {
    /// The goals' file.
    pub goals: Source,
    /// The scorecard that is to have the weights.
    pub named: Named,
}
