//! Goals for the weights of a scorecard.

use serde::Serialize;

use super::written::{Freedom, GroupSums, Qualified, RankCorrelation, RankShift, Written};
use crate::expr::Expr;
use crate::parameters::{Source, schema};
use crate::words::{Language, Message, say};

/// Goals, bounds and search effort, from a goal file.
#[derive(Clone, Debug)]
pub struct Goals {
    /// Text and path of the goal file.
    pub source: Source,
    /// Largest relative change of a weight, 0..=1.
    pub bounds: f64,
    /// Whether weights may move from group to group.
    pub groups: GroupSums,
    /// Whether segments have independent weights.
    pub weights: Freedom,
    /// Indicators that keep their weights, as positions in the scorecard.
    pub keep: Vec<usize>,
    /// Indicators with bounds of their own.
    pub between: Vec<Between>,
    /// The goals, in the file's order; at least one.
    pub all: Vec<Goal>,
    /// Largest number of sets of weights that are evaluated.
    pub evaluations: usize,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Byte offset of `bounds` in the file.
    pub(super) at: usize,
}

/// Bounds of one indicator's weight, in place of the general bounds.
#[derive(Clone, Debug)]
pub struct Between {
    /// Position of the indicator in the scorecard.
    pub indicator: usize,
    /// Least weight, in the unit of the scale.
    pub least: f64,
    /// Greatest weight, in the unit of the scale.
    pub most: f64,
    /// Byte offset of the bounds in the file.
    pub(super) at: usize,
}

/// A measure of the cohort under weights, with its target bounds.
#[derive(Clone, Debug)]
pub struct Goal {
    /// Displayed title, in both languages.
    pub title: Message,
    /// Measure of the goal.
    pub what: Measured,
    /// Lower target bound; `None` without one.
    pub at_least: Option<f64>,
    /// Upper target bound; `None` without one.
    pub at_most: Option<f64>,
    /// Weight of the shortfall, above 0.
    pub weight: f64,
    /// Whether the goal is mandatory: weights that miss it are worse than any that meet it.
    pub must: bool,
}

/// Measure of a goal.
#[derive(Clone, Debug)]
pub enum Measured {
    /// Share of the leading firms for which a rule holds.
    Holds {
        /// Size of the leading group.
        first: usize,
        /// Boolean rule per firm.
        when: Expr,
    },
    /// Largest share of the leading firms with one value.
    Largest {
        /// Size of the leading group.
        first: usize,
        /// Value per firm; missing values are not counted.
        of: Expr,
        /// Number of leading characters of a text that count; `None` for all.
        prefix: Option<usize>,
    },
    /// Linear importance as a share, of a group (its indicators) or an indicator.
    Importance {
        /// Id of the group or indicator.
        id: String,
        /// Displayed name: the id, or the Chinese title.
        name: Message,
        /// Whether it is a group.
        is_group: bool,
    },
    /// Rank correlation with today's points.
    Correlation(RankCorrelation),
    /// Shift of firms' ranks against today's.
    Shift(RankShift),
    /// Number or share of firms that qualify.
    Qualified(Qualified),
}

/// Unit of a goal's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A share of firms or importance, 0..=1.
    Share,
    /// A rank correlation, −1..=1.
    Correlation,
    /// A number of firms or ranks.
    Firms,
}

impl Measured {
    /// Unit of the measure's values.
    pub fn unit(&self) -> Unit {
        match self {
            Measured::Correlation(_) => Unit::Correlation,
            Measured::Shift(_) | Measured::Qualified(Qualified::Firms) => Unit::Firms,
            _ => Unit::Share,
        }
    }

    /// Least and greatest possible value.
    pub(super) fn ends(&self) -> (f64, f64) {
        match self.unit() {
            Unit::Correlation => (-1.0, 1.0),
            Unit::Firms => (0.0, f64::MAX),
            Unit::Share => (0.0, 1.0),
        }
    }

    /// Size of the leading group; `None` for other measures.
    pub(super) fn first(&self) -> Option<usize> {
        match self {
            Measured::Holds { first, .. } | Measured::Largest { first, .. } => Some(*first),
            _ => None,
        }
    }

    /// Displayed title, made from the measure.
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

/// The JSON Schema of a goal file, for editors, with descriptions in `language`.
pub fn schema(language: Language) -> serde_json::Value {
    schema::of::<Written>("goal", language)
}
