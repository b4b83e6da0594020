//! Options of `jifen tune`.

use crate::parameters::Source;
use crate::studies::weights::Named;

/// Goals, bounds and effort of a search for weights.
#[derive(Clone, Debug)]
pub struct Options {
    /// Text and path of the goal file.
    pub goals: Source,
    /// Name of the scorecard that gets the weights.
    pub named: Named,
}
