//! Log of searches for weights beside a campaign, with the number of earlier ones.
//!
//! A search picks one of several possible results: the more seeds, bounds and goals are tried on the same
//! data, the better the best looks by chance (White 2000; Simmons, Nelson and Simonsohn 2011; Gelman and
//! Loken 2014). Two searches have the same data if study, cohort and outcomes are equal; they are the same
//! search if scorecard, day, options and result are equal too.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::parameters::sha256;
use crate::words::{Arg, Message, say};

/// Most distinct searches and values that are remembered. Beyond that number, each line counts as new.
const MOST_KNOWN: usize = 50_000;
/// Complement of the level of a single interval, which is 95 %.
const LEVEL: f64 = 0.05;

/// Data of a search, which identifies comparable searches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Data {
    /// Command of the study, such as `tune`.
    pub study: String,
    /// SHA-256 of the cohort's file.
    pub cohort_sha256: String,
    /// SHA-256 of the file of outcomes; `None` for a study without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcomes_sha256: Option<String>,
}

/// Names of a search's inputs; they do not distinguish searches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Names {
    /// Id of the scorecard.
    pub scorecard: String,
    /// Path of the cohort's file.
    pub cohort: String,
    /// Path of the file of outcomes; `None` for a study without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcomes: Option<String>,
    /// Path of the goal file; `None` for a study without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goals: Option<String>,
}

/// Result of a search, as written to the log.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The study's verdict, in one word.
    pub verdict: String,
    /// Whether the search succeeded: weights to propose, or all goals met.
    pub succeeded: bool,
    /// Area under the ROC curve on held-out firms, of the found weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auc: Option<f64>,
    /// Every other figure of the result, by name.
    #[serde(default)]
    pub figures: BTreeMap<String, Value>,
}

/// A search for weights: data, options and result.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Search {
    /// Study, cohort and outcomes.
    #[serde(flatten)]
    pub data: Data,
    /// SHA-256 of the scorecard's text, preceded by that of each scorecard it extends.
    pub scorecard_sha256: String,
    /// The as-of day of the points, in ISO form.
    pub as_of: String,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Largest relative change of a weight, 0..=1.
    pub bounds: f64,
    /// Objective of the fit, or the SHA-256 of the goal file.
    pub goal: String,
    /// Every other option, by name.
    #[serde(default)]
    pub options: BTreeMap<String, Value>,
    /// Verdict and figures of the result.
    pub result: Found,
    /// Names of its files, for people.
    #[serde(default)]
    pub names: Names,
}

impl Search {
    /// SHA-256 of all but the names: equal for the same search, at any time and by any version.
    fn id(&self) -> String {
        let nameless = Search { names: Names::default(), ..self.clone() };
        // Keys are texts, and every number can be written, so this does not fail.
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

/// The search of a report, with earlier ones on the same data.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Searches {
    /// Entry of this search.
    #[serde(skip)]
    pub this: Search,
    /// Other searches of the same data in the log; `None` without a readable log.
    pub before: Option<Before>,
}

/// Earlier searches of the same data, not counting repetitions of this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Before {
    /// Number of distinct searches.
    pub others: usize,
    /// Number of distinct searches that succeeded.
    pub succeeded: usize,
    /// Number of distinct seeds.
    pub seeds: usize,
    /// Number of distinct bounds.
    pub bounds: usize,
    /// Number of distinct goals.
    pub goals: usize,
    /// Number of distinct scorecards.
    pub scorecards: usize,
    /// Greatest area under the ROC curve on held-out firms; `None` without one.
    pub best_auc: Option<f64>,
}

impl Before {
    /// Level of each of `others + 1` intervals, those of the earlier searches and of this one, for a joint
    /// level of 95 %: `1 − 0.05 / (others + 1)` (Bonferroni).
    pub fn level(&self) -> f64 {
        1.0 - LEVEL / (self.others as f64 + 1.0)
    }
}

impl Searches {
    /// Entry of a search before its log is read.
    pub(super) fn of(this: Search) -> Searches {
        Searches { this, before: None }
    }

    /// Number of earlier searches of the same data, as a sentence.
    pub(super) fn summary(&self) -> Message {
        let study = &self.this.data.study;
        let Some(before) = &self.before else { return say!(studies::searches_unknown, study = study) };
        let (others, succeeded) = (before.others, before.succeeded);
        if others == 0 {
            return say!(studies::searches_none, study = study);
        }
        let is_calibration = study == "calibrate";
        let goals = match is_calibration {
            true => say!(studies::objectives, count = before.goals),
            false => say!(studies::goal_files, count = before.goals),
        };
        let kinds = Arg::items([
            say!(studies::seeds, count = before.seeds),
            say!(studies::bounds, count = before.bounds),
            goals,
            say!(studies::scorecards, count = before.scorecards),
        ]);
        match before.best_auc {
            _ if !is_calibration => {
                say!(studies::tunings, others = others, kinds = kinds, succeeded = succeeded)
            }
            Some(auc) => say!(
                studies::calibrations_best,
                others = others,
                kinds = kinds,
                succeeded = succeeded,
                auc = format!("{auc:.3}")
            ),
            None => say!(studies::calibrations, others = others, kinds = kinds, succeeded = succeeded),
        }
    }
}

/// Distinct values, up to a limit.
#[derive(Debug, Default)]
struct Different {
    known: BTreeSet<String>,
    beyond: usize,
}

impl Different {
    /// Adds a value, and returns whether it is new.
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

/// Counts the lines of a log with the data of one search.
#[derive(Debug)]
pub struct Tally<'a> {
    this: &'a Search,
    id: String,
    /// Whether the log already has this search.
    is_repeated: bool,
    before: Before,
    ids: Different,
    seeds: Different,
    bounds: Different,
    goals: Different,
    scorecards: Different,
}

impl<'a> Tally<'a> {
    /// Empty tally for the search `this`.
    pub fn new(this: &'a Search) -> Tally<'a> {
        let new = Different::default;
        let (ids, seeds, bounds, goals, scorecards) = (new(), new(), new(), new(), new());
        let (id, before) = (this.id(), Before::default());
        Tally { this, id, is_repeated: false, before, ids, seeds, bounds, goals, scorecards }
    }

    /// Counts one line of the log, as JSON.
    ///
    /// # Errors
    /// The fault of a line that is not a search, as a predicate.
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

    /// Counts of the lines read so far.
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

    /// Log line of the search itself, which ended at `time`; `None` if the log already has it.
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
