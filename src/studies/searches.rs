//! Searches for weights as they stand in the log beside a campaign, and how many of them came before.
//!
//! A result that was searched for is one of several that were to be had: the more seeds, bounds and goals
//! were tried on the same data, the better the best looks by chance alone (White 2000; Simmons, Nelson and
//! Simonsohn 2011; Gelman and Loken 2014). Two searches are of the same data if they are of the same study,
//! cohort and outcomes; they are the same search if besides that scorecard, day, options and result are.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::parameters::sha256;
use crate::words::{Arg, Message, say};

/// Different searches and values that are kept in mind; beyond them each line counts as one more.
const MOST_KNOWN: usize = 50_000;
/// The level of a single interval, as its complement: 95 %.
const LEVEL: f64 = 0.05;

/// The data a search is of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Data {
    /// The study's command.
    pub study: String,
    /// SHA-256 of the cohort's file.
    pub cohort_sha256: String,
    /// SHA-256 of the file of outcomes; `None` for a study without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcomes_sha256: Option<String>,
}

/// Names of what a search was made from; they do not distinguish searches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Names {
    /// The scorecard's id.
    pub scorecard: String,
    /// The cohort's file.
    pub cohort: String,
    /// The file of outcomes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcomes: Option<String>,
    /// The goals' file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goals: Option<String>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The study's verdict in a word.
    pub verdict: String,
    /// Whether it is what is searched for: weights to propose, or all goals met.
    pub succeeded: bool,
    /// The area under the ROC curve on firms held out, of the weights found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auc: Option<f64>,
    /// Every other figure of the result, by name.
    #[serde(default)]
    pub figures: BTreeMap<String, Value>,
}

/// A search for weights.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Search {
    /// What it is of.
    #[serde(flatten)]
    pub data: Data,
    /// SHA-256 of the scorecard's text, after that of each scorecard it extends.
    pub scorecard_sha256: String,
    /// The as-of day.
    pub as_of: String,
    /// Where chance began.
    pub seed: u64,
    /// How far a weight might move, as a share of today's.
    pub bounds: f64,
    /// What was made great, or the SHA-256 of the goals' file.
    pub goal: String,
    /// Every other option, by name.
    #[serde(default)]
    pub options: BTreeMap<String, Value>,
    /// What it found.
    pub result: Found,
    /// What people call its files.
    #[serde(default)]
    pub names: Names,
}

impl Search {
    /// SHA-256 of all but the names: the same for the same search, whenever and by whatever version it is
    /// made.
    fn id(&self) -> String {
        let nameless = Search { names: Names::default(), ..self.clone() };
        // Keys are texts and no number fails, so that everything can be written.
        sha256(serde_json::to_vec(&nameless).unwrap_or_default())
    }
}

/// A line of the log.
#[derive(Serialize, Deserialize)]
struct Line {
    /// When the search ended, in UTC (RFC 3339).
    time: String,
    /// The version of the program.
    version: String,
    /// [`Search::id`], which distinguishes it from other searches.
    id: String,
    #[serde(flatten)]
    search: Search,
}

/// The search of a report, and those of the same data before it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Searches {
    /// This one.
    #[serde(skip)]
    pub this: Search,
    /// Others of the same data in the log; `None` where there is none to read.
    pub before: Option<Before>,
}

/// Searches of the same data that came before another one. A repetition of that one is none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Before {
    /// How many different ones.
    pub others: usize,
    /// Of them how many found what they searched for.
    pub succeeded: usize,
    /// Different seeds among them.
    pub seeds: usize,
    /// Different bounds.
    pub bounds: usize,
    /// Different goals.
    pub goals: usize,
    /// Different scorecards.
    pub scorecards: usize,
    /// The greatest area under the ROC curve on firms held out.
    pub best_auc: Option<f64>,
}

impl Before {
    /// What each of several intervals has to hold for all of them, these searches' and one more, to hold at
    /// once in 95 of 100 cases: `1 − 0.05 / (others + 1)` (Bonferroni).
    pub fn level(&self) -> f64 {
        1.0 - LEVEL / (self.others as f64 + 1.0)
    }
}

impl Searches {
    /// Of a search whose log was not read yet.
    pub(super) fn of(this: Search) -> Searches {
        Searches { this, before: None }
    }
}

/// Different values, up to a number of them.
#[derive(Debug, Default)]
struct Different {
    known: BTreeSet<String>,
    beyond: usize,
}

impl Different {
    /// Whether it is a new one.
    fn add(&mut self, value: String) -> bool {
        if self.known.len() < MOST_KNOWN {
            return self.known.insert(value);
        }
        let is_new = !self.known.contains(&value);
        self.beyond += usize::from(is_new);
        is_new
    }

    fn count(&self) -> usize {
        self.known.len() + self.beyond
    }
}

/// Counts the lines of a log that are of the data of one search.
#[derive(Debug)]
pub struct Tally<'a> {
    this: &'a Search,
    id: String,
    /// Whether the log has it.
    is_repeated: bool,
    before: Before,
    ids: Different,
    seeds: Different,
    bounds: Different,
    goals: Different,
    scorecards: Different,
}

impl<'a> Tally<'a> {
    /// Nothing counted yet.
    pub fn new(this: &'a Search) -> Tally<'a> {
        let new = Different::default;
        let (ids, seeds, bounds, goals, scorecards) = (new(), new(), new(), new(), new());
        let (id, before) = (this.id(), Before::default());
        Tally { this, id, is_repeated: false, before, ids, seeds, bounds, goals, scorecards }
    }

    /// Counts a line.
    ///
    /// # Errors
    /// What is wrong with a line that is no search: a predicate.
    pub fn read(&mut self, line: &[u8]) -> Result<(), Message> {
        let Line { id, search, .. } =
            serde_json::from_slice(line).map_err(|error| match error.is_data() {
                true => say!(studies::line_no_search),
                false => say!(studies::line_broken),
            })?;
        if search.data != self.this.data {
            return Ok(());
        }
        if id == self.id {
            self.is_repeated = true;
            return Ok(());
        }
        if !self.ids.add(id) {
            return Ok(());
        }
        self.seeds.add(search.seed.to_string());
        self.bounds.add(search.bounds.to_string());
        self.goals.add(search.goal);
        self.scorecards.add(search.scorecard_sha256);
        let best = &mut self.before.best_auc;
        *best = [*best, search.result.auc].into_iter().flatten().reduce(f64::max);
        self.before.succeeded += usize::from(search.result.succeeded);
        Ok(())
    }

    /// What was counted.
    pub fn before(&self) -> Before {
        Before {
            others: self.ids.count(),
            seeds: self.seeds.count(),
            bounds: self.bounds.count(),
            goals: self.goals.count(),
            scorecards: self.scorecards.count(),
            ..self.before
        }
    }

    /// The line of the search itself, which ended at `time`; `None` where the log has it.
    pub fn line(&self, time: &str) -> Option<String> {
        let line = Line {
            time: time.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            id: self.id.clone(),
            search: self.this.clone(),
        };
        if self.is_repeated { None } else { serde_json::to_string(&line).ok() }
    }
}
