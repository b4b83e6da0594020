//! Result of an audit.

use serde::Serialize;

use super::chance::Chance;
use super::dependence::{Consistency, Fit};
use super::effect::Importance;
use super::omission::Shift;
use super::profile::Profile;
use super::separation::Separation;
use crate::figures::{Document, Table};
use crate::finding::Severity;
use crate::studies::study::{self, About};
use crate::words::{Arg, Message};

/// Audit of a scorecard on a cohort.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The scorecard and cohort audited.
    #[serde(flatten)]
    pub about: About,
    /// Full marks of the scorecard, in points.
    pub scale: f64,
    /// Decimals of published points.
    pub decimals: u8,
    /// Remarks with advice: on the whole cohort, then those that only a segment shows; in each, warnings
    /// before notes, the largest excess first.
    pub remarks: Vec<Remark>,
    /// The whole cohort, then each segment if there are several.
    pub parts: Vec<PartAudit>,
}

impl study::Report for Report {
    /// The tables of the study, a row per part and subject.
    fn tables(&self) -> Vec<Table> {
        vec![
            self.parts_table().into(),
            self.grades().into(),
            self.points().into(),
            self.indicators().into(),
            self.groups().into(),
            self.correlations().into(),
            self.with_groups().into(),
            self.group_correlations().into(),
            self.remarks_table().into(),
        ]
    }

    fn document(&self) -> Document {
        self.to_document()
    }
}

/// A remark: an observation with advice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remark {
    /// Key of one of [`KINDS`](super::KINDS).
    pub key: &'static str,
    /// A note, or a warning where something should be done.
    pub severity: Severity,
    /// The segment's id; `None` for the whole cohort.
    pub segment: Option<String>,
    /// Ids of the indicators, groups or grades it is about.
    pub subjects: Vec<String>,
    /// Distance beyond the bound: 0 at the bound, 1 for the worst possible case.
    pub excess: f64,
    /// The observation, in one line.
    pub message: Message,
    /// The advice, in one line.
    pub help: Message,
}

/// An id, and its Chinese title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'a> {
    pub id: &'a str,
    pub title_zh: Option<&'a String>,
}

impl From<Name<'_>> for Message {
    fn from(name: Name<'_>) -> Message {
        Message::title(name.id, name.title_zh)
    }
}

impl From<Name<'_>> for Arg {
    fn from(name: Name<'_>) -> Arg {
        Message::from(name).into()
    }
}

/// Audit of one part: the whole cohort or a segment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartAudit {
    /// The segment's id; `None` for the whole cohort.
    pub segment: Option<String>,
    /// The segment's id, and its Chinese title; empty for the whole cohort.
    #[serde(skip)]
    pub name: Message,
    /// Scored firms of the part.
    pub firms: usize,
    /// Size of the leading group, in firms.
    pub top: usize,
    /// Ties, entropy and grades of the published points.
    pub separation: Separation,
    /// All indicators, in the scorecard's order.
    pub indicators: Vec<IndicatorAudit>,
    /// The groups below the root, including those of bonus and deduction.
    pub groups: Vec<GroupAudit>,
    /// Pearson's correlations of the indicators' shares, in their order, each over the firms with both
    /// values; `None` where either is constant.
    pub correlations: Vec<Vec<Option<f64>>>,
    /// Number of firms with both values, for each correlation.
    pub pairs: Vec<Vec<usize>>,
    /// p-values of the correlations, adjusted among all pairs; `None` on the diagonal.
    pub chances: Vec<Vec<Option<Chance>>>,
    /// Internal consistency of all indicators with weight.
    pub consistency: Consistency,
}

/// Audit of one indicator in one part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorAudit {
    /// Id in the scorecard.
    pub id: String,
    /// Title in English, from the scorecard.
    pub title: String,
    /// Title in Chinese; `None` if the scorecard has only one.
    pub title_zh: Option<String>,
    /// Id of its group below the root.
    pub group: String,
    /// The group's id, and its Chinese title.
    #[serde(skip)]
    pub group_name: Message,
    /// The missing input, for an indicator without any value in the whole cohort.
    #[serde(skip)]
    pub absent: Option<Message>,
    /// Distribution of raw values and marks.
    pub profile: Profile,
    /// Nominal weight and real importance.
    pub importance: Importance,
    /// Correlation with each of [`PartAudit::groups`]; with its own group, without the indicator.
    pub with_groups: Vec<Fit>,
    /// Rank shifts without it; `None` if it has all the weight.
    pub without: Option<Shift>,
}

impl IndicatorAudit {
    pub(super) fn name(&self) -> Name<'_> {
        Name { id: &self.id, title_zh: self.title_zh.as_ref() }
    }
}

/// Audit of one group below the root (一级指标).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupAudit {
    /// Id in the scorecard.
    pub id: String,
    /// Title in English, from the scorecard.
    pub title: String,
    /// Title in Chinese; `None` if the scorecard has only one.
    pub title_zh: Option<String>,
    /// Ids of its indicators, including those of nested groups.
    pub indicators: Vec<String>,
    /// Nominal weight and real importance of its share of full marks.
    pub importance: Importance,
    /// Correlations of its share with those of all groups, in their order.
    pub correlations: Vec<Option<f64>>,
    /// Number of firms with both values, for each correlation.
    pub pairs: Vec<usize>,
    /// p-values of the correlations, adjusted among all pairs of groups; `None` for the group with itself.
    pub chances: Vec<Option<Chance>>,
    /// Internal consistency of its indicators.
    pub consistency: Consistency,
    /// Rank shifts without it; `None` if it has all the weight.
    pub without: Option<Shift>,
}

impl GroupAudit {
    pub(super) fn name(&self) -> Name<'_> {
        Name { id: &self.id, title_zh: self.title_zh.as_ref() }
    }
}
