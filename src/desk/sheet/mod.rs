//! The firm's sheet (企业积分单): what a firm may know of its own result, on one page.
//!
//! A sheet has the firm's values, points, rank and conditions, and what would raise its points most. It has
//! nothing of another firm: no neighbour, no cut-off, no extreme, mean or quantile of the cohort. Where a
//! curve or a treatment compares firms, the points still to gain are named, but no value.

mod document;
mod folder;
mod gains;
mod grants;
mod read;
mod record;

use jiff::civil::Date;
use serde::Serialize;

use crate::publish::ConditionKind;
use crate::scorecard::WeightsBasis;
use crate::scoring::ConditionState;
use crate::words::Message;

pub use folder::{Written, write_all};
pub use grants::{SheetGrant, SheetProgramme};
pub use read::Sheets;

/// One firm's sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sheet {
    /// Title of the campaign.
    pub campaign: Message,
    /// As-of day of the points.
    #[serde(serialize_with = "written_day")]
    pub as_of: Date,
    /// Id of the scorecard.
    pub scorecard: String,
    /// Title of the scorecard.
    pub scorecard_title: Message,
    /// Source of the weights.
    pub weights_basis: WeightsBasis,
    /// Remark on weights that are illustrative or a trial; `None` for others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Message>,
    /// Id of the firm.
    pub firm: String,
    /// Whether the id is a unified social credit code.
    pub is_credit_code: bool,
    /// Name of the firm; `None` if the cohort has none.
    pub name: Option<String>,
    /// Title of the firm's segment; `None` if the scorecard has only one.
    pub segment: Option<Message>,
    /// Published points.
    pub points: f64,
    /// Full marks of the whole.
    pub scale: f64,
    /// Decimals of published points.
    pub decimals: u8,
    /// Rank in the segment, ties 1, 2, 2, 4.
    pub rank: u32,
    /// Number of scored firms in the segment.
    pub firms: usize,
    /// Grade; `None` below the last.
    pub grade: Option<String>,
    /// Next better grade and its least points; `None` on the best, or without grades.
    pub next_grade: Option<NextGrade>,
    /// Title of the band by rank; `None` outside all.
    pub top: Option<Message>,
    /// Whether the firm qualifies.
    pub qualified: bool,
    /// Whether only unknown facts keep it from qualifying.
    pub held: bool,
    /// Groups and indicators, each group before its members.
    pub parts: Vec<Part>,
    /// Whether the points of the whole are the sum of those of its parts.
    pub is_sum: bool,
    /// What would raise the points most, the greatest gain first.
    pub gains: Vec<Gain>,
    /// Gates, routes and the pass rule.
    pub conditions: Vec<Condition>,
    /// Institutions on whose lists the firm is, among those that permit it to know.
    pub referred: Vec<Message>,
    /// What the firm's referrals to these institutions are worth; empty without programmes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<SheetGrant>,
}

/// A grade above the firm's.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextGrade {
    /// Name of the grade.
    pub id: String,
    /// Least published points.
    pub at_least: f64,
}

/// A group or an indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Id in the scorecard.
    pub id: String,
    /// Title for people.
    pub title: Message,
    /// Depth in the tree, from 0.
    pub depth: usize,
    /// Raw value; `None` for a group.
    pub value: Option<Value>,
    /// Share of full marks, 0..=1; `None` where the part is left out for the firm.
    pub share: Option<f64>,
    /// Points; positive for a deduction too.
    pub points: f64,
    /// Full marks in the firm's segment.
    pub full_marks: f64,
    /// Whether the points are subtracted.
    pub deducted: bool,
}

/// A raw value in the terms of its indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Not known.
    Missing,
    /// A number, with its unit if the scorecard names one.
    Number(f64, Option<String>),
    /// A flag.
    Flag(bool),
    /// A class, of which only the points are kept.
    Class,
}

/// Points that a firm could still get in one part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gain {
    /// Id of the indicator; of a group, where the points of its members do not add up.
    pub id: String,
    /// Title for people.
    pub title: Message,
    /// Most points to gain, at full marks.
    pub points: f64,
    /// The next step on the way.
    pub way: Way,
}

/// What raises the points of a part.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A value reaches the next step of the curve.
    Step {
        /// Value to reach, in the indicator's unit.
        value: f64,
        /// Unit of the value.
        unit: Option<String>,
        /// Whether the value must not be above instead of below.
        at_most: bool,
        /// Points gained there; equal to the whole gain at full marks.
        points: f64,
    },
    /// One of these classes.
    Class {
        /// Classes with the next more points.
        classes: Vec<String>,
        /// Points gained there.
        points: f64,
    },
    /// The flag's other value.
    Flag {
        /// The value with full marks.
        yes: bool,
    },
    /// The value is not known, and has to be reported first.
    Unknown,
    /// Points depend on other firms too, so that no value is named.
    Peers,
    /// The members' points do not add up, so that no single value is named.
    Together,
    /// Points are subtracted: the fact behind them has to end.
    Deduction,
}

/// A condition with the firm's result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Condition {
    /// Gate, route or pass rule.
    pub kind: ConditionKind,
    /// Title, or the rule in words.
    pub title: Message,
    /// What excludes the firm if the gate is not met; `None` for a titled condition.
    pub excludes: Option<Message>,
    /// The result.
    pub state: ConditionState,
}

/// A day as programs read it.
fn written_day<S: serde::Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}
