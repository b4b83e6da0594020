//! A goal file as it is written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::parameters::{Spanned, schema};

/// Goals for the weights of a scorecard, and how far weights may move to meet them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("required" = ["bounds", "goal"]))]
pub(super) struct Written {
    /// How far a weight may move either way, as a share of today's: with 0.3 a weight of 10 may be 7 to 13.
    #[schemars(transform = schema::share)]
    pub bounds: Spanned<f64>,
    /// Whether weights may move from group to group.
    #[serde(default)]
    pub groups: GroupSums,
    /// Whether each segment's weights move on their own.
    #[serde(default)]
    pub weights: Freedom,
    /// Indicators whose weights stay as they are.
    #[serde(default)]
    pub keep: Vec<Spanned<String>>,
    /// Least and greatest weight of an indicator, in the unit of the scale, in place of `bounds`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, (f64, f64)>")]
    pub between: BTreeMap<Spanned<String>, Spanned<Vec<f64>>>,
    /// What the weights are to bring about: at least one.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub goal: Vec<Spanned<Entry>>,
    /// How long and from where to search.
    #[serde(default)]
    pub search: Search,
}

/// Whether weights may move from one group below the root to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroupSums {
    /// They may.
    #[default]
    Free,
    /// No: each group weighs together what it weighs today.
    Fixed,
}

/// Whether the segments move on their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Freedom {
    /// Each by itself.
    #[default]
    PerSegment,
    /// All alike: a weight moves by the same share of today's in every segment, as far as bounds and sums let
    /// it.
    Alike,
}

/// One goal: one of `among_first`, `importance_of`, `rank_correlation`, `rank_shift`, `qualified`, and what
/// it is to be.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// What people call it.
    pub title: Option<String>,
    /// How many firms count as first; with `when` or `of`.
    #[schemars(transform = schema::positive)]
    pub among_first: Option<Spanned<u32>>,
    /// A rule: the goal is the share of firms it holds for.
    pub when: Option<Spanned<String>>,
    /// A column or rule: the goal is the largest share of firms that have one and the same value of it.
    pub of: Option<Spanned<String>>,
    /// How many first characters tell texts of `of` apart. Absent: all; of `region` 2, its province.
    #[schemars(transform = schema::positive)]
    pub prefix: Option<Spanned<u32>>,
    /// A group or an indicator: the goal is its linear importance as a share.
    pub importance_of: Option<Spanned<String>>,
    /// The goal is the rank correlation with today's points.
    pub rank_correlation: Option<RankCorrelation>,
    /// The goal is how many ranks firms move.
    pub rank_shift: Option<RankShift>,
    /// The goal is how many firms qualify.
    pub qualified: Option<Spanned<Qualified>>,
    /// The least it is to be.
    pub at_least: Option<Spanned<f64>>,
    /// The most it is to be.
    pub at_most: Option<Spanned<f64>>,
    /// How much a shortfall of it counts beside those of other goals.
    #[schemars(transform = schema::positive)]
    pub weight: Option<Spanned<f64>>,
    /// Whether weights that miss it are worse than any that meet it.
    #[serde(default)]
    pub must: bool,
}

/// How rankings are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RankCorrelation {
    /// Spearman's ρ.
    Spearman,
    /// Kendall's τ-b; slower.
    Kendall,
}

/// Which shift of ranks counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RankShift {
    /// The mean over the firms.
    Mean,
    /// The greatest.
    Greatest,
}

/// How firms that qualify are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Qualified {
    /// As a share of the scored firms.
    Share,
    /// As a number of firms.
    Firms,
}

/// How long and from where to search.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Search {
    /// How many weights are tried at most.
    #[serde(default = "evaluations")]
    #[schemars(transform = schema::positive)]
    pub evaluations: Spanned<u32>,
    /// Where chance begins: the same seed, the same weights.
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
