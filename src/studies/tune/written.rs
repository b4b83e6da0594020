//! A goal file as written in TOML.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::parameters::{Spanned, schema};

/// Goals for the weights of a scorecard, and how far weights may move to meet them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("required" = ["bounds", "goal"]))]
pub(super) struct Written {
    /// Largest change of a weight, up or down, as a share of today's: 0.3 lets a weight of 10 become 7 to 13.
    #[schemars(transform = schema::share)]
    pub bounds: Spanned<f64>,
    /// Whether weights may move from group to group.
    #[serde(default)]
    pub groups: GroupSums,
    /// Whether the weights of each segment move independently.
    #[serde(default)]
    pub weights: Freedom,
    /// Indicators that keep their weights.
    #[serde(default)]
    pub keep: Vec<Spanned<String>>,
    /// Least and greatest weight of an indicator, in the unit of the scale, in place of `bounds`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, (f64, f64)>")]
    pub between: BTreeMap<Spanned<String>, Spanned<Vec<f64>>>,
    /// The goals of the search, at least one.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub goal: Vec<Spanned<Entry>>,
    /// Length and seed of the search.
    #[serde(default)]
    pub search: Search,
}

/// Whether weights may move from one group below the root to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroupSums {
    /// Weights may move between groups.
    #[default]
    Free,
    /// The total weight of each group stays as it is today.
    Fixed,
}

/// Whether the weights of each segment move independently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Freedom {
    /// Each segment moves independently.
    #[default]
    PerSegment,
    /// A weight moves by the same share of today's in every segment, as far as bounds and sums allow.
    Alike,
}

/// One goal: exactly one measure (`among_first`, `importance_of`, `rank_correlation`, `rank_shift` or
/// `qualified`) and its target.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "GoalEntry")]
pub(super) struct Entry {
    /// Title of the goal for people.
    pub title: Option<String>,
    /// Number of first firms by points that the goal is about; with `when` or `of`.
    #[schemars(transform = schema::positive)]
    pub among_first: Option<Spanned<u32>>,
    /// A rule: the measure is the share of these firms that meet it.
    pub when: Option<Spanned<String>>,
    /// A column or rule: the measure is the largest share of these firms with the same value.
    pub of: Option<Spanned<String>>,
    /// Number of leading characters that distinguish texts of `of`. Absent: all characters; for `region` 2,
    /// the province.
    #[schemars(transform = schema::positive)]
    pub prefix: Option<Spanned<u32>>,
    /// A group or an indicator: the measure is its linear importance, as a share.
    pub importance_of: Option<Spanned<String>>,
    /// The measure is the rank correlation with today's points.
    pub rank_correlation: Option<RankCorrelation>,
    /// The measure is the rank shift of firms against today.
    pub rank_shift: Option<RankShift>,
    /// The measure is the share or the number of firms that qualify.
    pub qualified: Option<Spanned<Qualified>>,
    /// Least value that meets the goal.
    pub at_least: Option<Spanned<f64>>,
    /// Greatest value that meets the goal.
    pub at_most: Option<Spanned<f64>>,
    /// Weight of the goal's shortfall in the total of all goals.
    #[schemars(transform = schema::positive)]
    pub weight: Option<Spanned<f64>>,
    /// Whether the goal is mandatory: weights that miss it are worse than any that meet it.
    #[serde(default)]
    pub must: bool,
}

/// The coefficient of rank correlation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RankCorrelation {
    /// Spearman's ρ.
    Spearman,
    /// Kendall's τ-b; slower.
    Kendall,
}

/// The statistic of rank shifts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RankShift {
    /// The mean shift over the firms.
    Mean,
    /// The greatest shift of any firm.
    Greatest,
}

/// The unit of the number of firms that qualify.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Qualified {
    /// A share of the scored firms.
    Share,
    /// A number of firms.
    Firms,
}

/// Length and seed of the search.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Search {
    /// Most sets of weights that the search evaluates.
    #[serde(default = "evaluations")]
    #[schemars(transform = schema::positive)]
    pub evaluations: Spanned<u32>,
    /// Seed of the random numbers: the same seed gives the same weights.
    #[serde(default = "seed")]
    pub seed: u64,
}

impl Default for Search {
    fn default() -> Search {
        Search { evaluations: evaluations(), seed: seed() }
    }
}

fn evaluations() -> Spanned<u32> {
    Spanned::new(0..0, 20_000)
}

fn seed() -> u64 {
    1
}
