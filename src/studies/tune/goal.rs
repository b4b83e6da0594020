//! What is wanted of a scorecard's weights.

use serde::Serialize;

use super::written::{Freedom, GroupSums, Qualified, RankCorrelation, RankShift, Written};
use crate::expr::Expr;
use crate::parameters::{Source, schema};
use crate::words::{Message, say};

/// What a goal file asks of a scorecard's weights.
#[derive(Clone, Debug)]
pub struct Goals {
    /// The goal file.
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
    /// The random seed.
    pub seed: u64,
    /// Byte offset of `bounds` in the file.
    pub(super) at: usize,
}

/// Bounds of one indicator's weight.
#[derive(Clone, Debug)]
pub struct Between {
    /// Its position in the scorecard.
    pub indicator: usize,
    /// Its least weight, in the unit of the scale.
    pub least: f64,
    /// Its greatest weight, likewise.
    pub most: f64,
    /// Byte offset of the bounds in the file.
    pub(super) at: usize,
}

/// A measure of the cohort under weights, with the bound it is to reach.
#[derive(Clone, Debug)]
pub struct Goal {
    /// What people call it.
    pub title: Message,
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
        /// What people see for it: the id, or the Chinese title.
        name: Message,
        /// Whether it is a group.
        is_group: bool,
    },
    /// Rank correlation with today's points.
    Correlation(RankCorrelation),
    /// How many ranks firms move.
    Shift(RankShift),
    /// How many firms qualify.
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
    /// The unit of its values.
    pub fn unit(&self) -> Unit {
        match self {
            Measured::Correlation(_) => Unit::Correlation,
            Measured::Shift(_) | Measured::Qualified(Qualified::Firms) => Unit::Firms,
            _ => Unit::Share,
        }
    }

    /// The least and the greatest value it can have.
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
    pub(super) fn title(&self) -> Message {
        match self {
            Measured::Holds { first, when } => {
                say!(tune::goal_holds, rule = one_line(when), first = first.to_string())
            }
            Measured::Largest { first, of, prefix: None } => {
                say!(tune::goal_largest, of = one_line(of), first = first.to_string())
            }
            Measured::Largest { first, of, prefix: Some(prefix) } => {
                say!(
                    tune::goal_largest_prefix,
                    of = one_line(of),
                    prefix = *prefix,
                    first = first.to_string()
                )
            }
            Measured::Importance { name, .. } => say!(tune::goal_importance, of = name),
            Measured::Correlation(RankCorrelation::Spearman) => say!(tune::goal_spearman),
            Measured::Correlation(RankCorrelation::Kendall) => say!(tune::goal_kendall),
            Measured::Shift(RankShift::Mean) => say!(tune::goal_mean_shift),
            Measured::Shift(RankShift::Greatest) => say!(tune::goal_greatest_shift),
            Measured::Qualified(Qualified::Share) => say!(tune::goal_qualified_share),
            Measured::Qualified(Qualified::Firms) => say!(tune::goal_qualified_firms),
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
