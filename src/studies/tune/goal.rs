//! What is wanted of a scorecard's weights.

use serde::Serialize;

use super::written::{Freedom, GroupSums, Qualified, RankCorrelation, RankShift, Written};
use crate::expr::Expr;
use crate::parameters::{Source, schema};

/// What a goal file asks of a scorecard's weights.
#[derive(Clone, Debug)]
pub struct Goals {
    /// The file.
    pub source: Source,
    /// How far a weight may move either way, as a share of today's.
    pub bounds: f64,
    /// Whether weights may move from group to group.
    pub groups: GroupSums,
    /// Whether each segment's weights move on their own.
    pub weights: Freedom,
    /// Indicators that stay as they are, as positions in the scorecard.
    pub keep: Vec<usize>,
    /// Indicators with bounds of their own.
    pub between: Vec<Between>,
    /// The goals, in the file's order; at least one.
    pub all: Vec<Goal>,
    /// How many weights are tried at most.
    pub evaluations: usize,
    /// Where chance begins.
    pub seed: u64,
    /// Where `bounds` stands.
    pub(super) at: usize,
}

/// Bounds of one indicator's weight.
#[derive(Clone, Debug)]
pub struct Between {
    /// Its position in the scorecard.
    pub indicator: usize,
    /// Its least weight, in the unit of the scale.
    pub least: f64,
    /// Its greatest.
    pub most: f64,
    /// Where they stand.
    pub(super) at: usize,
}

/// One goal.
#[derive(Clone, Debug)]
pub struct Goal {
    /// What people call it.
    pub title: String,
    /// What is measured.
    pub what: Measured,
    /// The least it is to be.
    pub at_least: Option<f64>,
    /// The most it is to be.
    pub at_most: Option<f64>,
    /// How much a shortfall counts.
    pub weight: f64,
    /// Whether weights that miss it are worse than any that meet it.
    pub must: bool,
}

/// What a goal measures.
#[derive(Clone, Debug)]
pub enum Measured {
    /// The share of the first so many firms that a rule holds for.
    Holds {
        /// How many are first.
        first: usize,
        /// The rule.
        when: Expr,
    },
    /// The largest share of the first so many firms that have one value.
    Largest {
        /// How many are first.
        first: usize,
        /// The value.
        of: Expr,
        /// How many first characters of a text count.
        prefix: Option<usize>,
    },
    /// Linear importance as a share, of a group (its indicators) or an indicator.
    Importance {
        /// Its id.
        id: String,
        /// Whether it is a group.
        is_group: bool,
    },
    /// Rank correlation with today's points.
    Correlation(RankCorrelation),
    /// Ranks firms move.
    Shift(RankShift),
    /// Firms that qualify.
    Qualified(Qualified),
}

/// What unit a goal is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A share, 0..=1.
    Share,
    /// A correlation, −1..=1.
    Correlation,
    /// A number of firms or ranks.
    Firms,
}

impl Measured {
    /// Its unit.
    pub fn unit(&self) -> Unit {
        match self {
            Measured::Correlation(_) => Unit::Correlation,
            Measured::Shift(_) | Measured::Qualified(Qualified::Firms) => Unit::Firms,
            _ => Unit::Share,
        }
    }

    /// The least and the most it can ever come to.
    pub(super) fn ends(&self) -> (f64, f64) {
        match self.unit() {
            Unit::Correlation => (-1.0, 1.0),
            Unit::Firms => (0.0, f64::MAX),
            Unit::Share => (0.0, 1.0),
        }
    }

    /// How many firms count as first, where some do.
    pub(super) fn first(&self) -> Option<usize> {
        match self {
            Measured::Holds { first, .. } | Measured::Largest { first, .. } => Some(*first),
            _ => None,
        }
    }

    /// What people call it.
    pub(super) fn title(&self) -> String {
        match self {
            Measured::Holds { first, when } => format!("{} among the first {first}", one_line(when)),
            Measured::Largest { first, of, prefix } => {
                let prefix =
                    prefix.map_or(String::new(), |prefix| format!(" by its first {prefix} characters,"));
                format!("largest {}{prefix} among the first {first}", one_line(of))
            }
            Measured::Importance { id, .. } => format!("importance of {id}"),
            Measured::Correlation(RankCorrelation::Spearman) => {
                "rank correlation with today (Spearman)".to_owned()
            }
            Measured::Correlation(RankCorrelation::Kendall) => {
                "rank correlation with today (Kendall)".to_owned()
            }
            Measured::Shift(RankShift::Mean) => "mean rank shift".to_owned(),
            Measured::Shift(RankShift::Greatest) => "greatest rank shift".to_owned(),
            Measured::Qualified(Qualified::Share) => "share of firms that qualify".to_owned(),
            Measured::Qualified(Qualified::Firms) => "firms that qualify".to_owned(),
        }
    }
}

/// A rule on one line.
pub(super) fn one_line(rule: &Expr) -> String {
    rule.source().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The JSON Schema of a goal file, for editors.
pub fn schema() -> serde_json::Value {
    schema::of::<Written>("goal", "jifen goals for weights")
}
