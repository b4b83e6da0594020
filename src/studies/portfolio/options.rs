//! Options of `jifen programmes simulate`.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::finding::Findings;
use crate::parameters::Source;
use crate::programmes::{Money, PoolSum, Programmes};
use crate::studies::study::unfit;
use crate::words::say;

/// Most scenarios of the simulation.
const MOST_DRAWS: usize = 10_000_000;

/// Another set of parameters beside the campaign's own, and the effort of the simulation.
#[derive(Clone, Debug)]
pub struct Options {
    /// Public money to spend on the firms in the order of ranks; `None` to show shares of the whole cost.
    pub budget: Option<Money>,
    /// Public money in pools in place of the campaign's.
    pub pools: Vec<PoolSum>,
    /// Table of default probabilities in place of those of the campaign.
    pub defaults: Option<PathBuf>,
    /// Scenarios of the simulation that checks the exact distribution; 0 for none.
    pub draws: usize,
    /// Seed of the simulation.
    pub seed: u64,
    /// The other set of parameters; `None` for no comparison.
    pub other: Option<Other>,
}

/// Another set of parameters.
#[derive(Clone, Debug)]
pub struct Other {
    /// Programmes with the other values.
    pub programmes: Programmes,
    /// The campaign's text with the changes.
    pub source: Source,
    /// Findings on the changed parameters.
    pub findings: Findings,
    /// The day whose values they have.
    pub as_of: Date,
    /// Keys that it states itself, below the campaign's programmes: `portfolio.pool.our-pool`.
    pub keys: Vec<String>,
    /// The changes as written: `KEY = VALUE`.
    pub changes: Vec<String>,
}

impl Other {
    /// Whether it states the value of `key` itself: the key, one above it or one below it.
    pub(super) fn states(&self, key: &str) -> bool {
        let is_within = |one: &str, other: &str| {
            one.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.keys.iter().any(|known| is_within(known, key) || is_within(key, known))
    }
}

impl Options {
    /// Refuses a number of scenarios beyond what is sensible.
    pub(super) fn check(&self) -> Result<(), Findings> {
        if self.draws > MOST_DRAWS {
            return Err(unfit(
                self.draws,
                say!(portfolio::draws),
                say!(portfolio::draws_help, most = MOST_DRAWS),
            ));
        }
        Ok(())
    }
}
