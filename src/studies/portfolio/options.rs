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
    /// The keys that lead to each value that it states itself, below the campaign's programmes: `portfolio`,
    /// `pool`, `our-pool`.
    pub stated: Vec<Vec<String>>,
    /// The changes as written: `KEY = VALUE`.
    pub changes: Vec<String>,
}

/// Key of the sums in pools.
const POOL: [&str; 2] = ["portfolio", "pool"];
/// Key of the probabilities of default.
const DEFAULT: [&str; 2] = ["portfolio", "default"];

impl Other {
    /// The last keys of the values that it states at `path` or below it; empty for the value at `path`
    /// itself.
    fn stated_below<'a>(&'a self, path: &'a [&str]) -> impl Iterator<Item = &'a [String]> {
        let below = move |keys: &'a Vec<String>| {
            let (above, below) = keys.split_at_checked(path.len())?;
            (above == path).then_some(below)
        };
        self.stated.iter().filter_map(below)
    }

    /// Whether it states the sum in the pool of the programme `id` itself.
    pub(super) fn states_pool(&self, id: &str) -> bool {
        self.stated_below(&POOL).any(|below| below.first().is_none_or(|stated| stated == id))
    }

    /// Whether it states the probabilities of all classes itself, as a table.
    pub(super) fn states_defaults(&self) -> bool {
        self.stated_below(&DEFAULT).any(<[String]>::is_empty)
    }

    /// The classes whose probabilities it states itself.
    pub(super) fn stated_classes(&self) -> Vec<&str> {
        self.stated_below(&DEFAULT).filter_map(|below| below.first().map(String::as_str)).collect()
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
