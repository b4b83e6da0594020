//! What an audit finds.

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

/// A look into a scorecard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The scorecard and the cohort.
    #[serde(flatten)]
    pub about: About,
    /// Full marks of the whole.
    pub scale: f64,
    /// Decimals of published points.
    pub decimals: u8,
    /// What to know and what to do: of the whole cohort, then what only a segment shows; of each warnings
    /// before notes, those farthest beyond their bound first.
    pub remarks: Vec<Remark>,
    /// The whole cohort, and each segment where there is more than one.
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

/// Something to know, and what to do about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remark {
    /// What kind it is: the key of one of [`KINDS`](super::KINDS).
    pub key: &'static str,
    /// A note, or a warning where it asks for something to be done.
    pub severity: Severity,
    /// The segment; `None` for the whole cohort.
    pub segment: Option<String>,
    /// Ids of the indicators, groups or grades it is about.
    pub subjects: Vec<String>,
    /// How far beyond its bound it is: 0 at the bound, 1 where it is as bad as can be.
    pub excess: f64,
    /// What was seen, in one line.
    pub message: Message,
    /// What to do about it.
    pub help: Message,
}

/// An id, and what stands in its place in Chinese.
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

/// What some firms show.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartAudit {
    /// The segment; `None` for the whole cohort.
    pub segment: Option<String>,
    /// The segment's id, and its title in Chinese; empty for the whole cohort.
    #[serde(skip)]
    pub name: Message,
    /// Its scored firms.
    pub firms: usize,
    /// How many of them count as first.
    pub top: usize,
    /// How well the published points distinguish them.
    pub separation: Separation,
    /// All indicators, in the scorecard's order.
    pub indicators: Vec<IndicatorAudit>,
    /// The groups below the root, with those of bonus and deduction.
    pub groups: Vec<GroupAudit>,
    /// Pearson's correlations of the indicators' shares, in their order, each over the firms that have both;
    /// `None` where one does not vary.
    pub correlations: Vec<Vec<Option<f64>>>,
    /// How many firms each of them is taken over.
    pub pairs: Vec<Vec<usize>>,
    /// Whether chance alone gives each of them, among all pairs; `None` on the diagonal.
    pub chances: Vec<Vec<Option<Chance>>>,
    /// Whether the indicators that have weight measure one thing together.
    pub consistency: Consistency,
}

/// One indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorAudit {
    /// Its id.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// The group below the root it is in.
    pub group: String,
    /// The group's id, and its title in Chinese.
    #[serde(skip)]
    pub group_name: Message,
    /// What it lacks to have any value in the whole cohort.
    #[serde(skip)]
    pub absent: Option<Message>,
    /// Its values.
    pub profile: Profile,
    /// Its weight and what that comes to.
    pub importance: Importance,
    /// How it goes with each of [`PartAudit::groups`], its own without itself.
    pub with_groups: Vec<Fit>,
    /// What would happen without it; `None` where it is all that weighs.
    pub without: Option<Shift>,
}

impl IndicatorAudit {
    pub(super) fn name(&self) -> Name<'_> {
        Name { id: &self.id, title_zh: self.title_zh.as_ref() }
    }
}

/// One group below the root (一级指标).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupAudit {
    /// Its id.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// Its indicators, those of groups inside it with them.
    pub indicators: Vec<String>,
    /// Its weight and what that comes to, by its share of its full marks.
    pub importance: Importance,
    /// Correlations of its share with those of all groups.
    pub correlations: Vec<Option<f64>>,
    /// How many firms each of them is taken over.
    pub pairs: Vec<usize>,
    /// Whether chance alone gives each of them, among all pairs of groups; `None` with itself.
    pub chances: Vec<Option<Chance>>,
    /// Whether its indicators measure one thing.
    pub consistency: Consistency,
    /// What would happen without it.
    pub without: Option<Shift>,
}

impl GroupAudit {
    pub(super) fn name(&self) -> Name<'_> {
        Name { id: &self.id, title_zh: self.title_zh.as_ref() }
    }
}
