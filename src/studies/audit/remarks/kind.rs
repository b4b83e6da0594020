//! What a kind of remark is: one entry with its bounds, its meaning and what looks for it.

use super::super::report::Name;
use super::super::{Chance, GradeShare, GroupAudit, Importance, IndicatorAudit, PartAudit, Profile};
use super::advice::Advice;
use crate::finding::Severity;
use crate::scorecard::Indicator;
use crate::words::{Message, say};

/// A kind of remark.
#[derive(Debug)]
pub struct Kind {
    /// Its stable word.
    pub key: &'static str,
    /// Its usual severity.
    pub severity: Severity,
    /// Both severities, and when it is of the other one; `None` where it is always of the usual one.
    pub(super) otherwise: Option<fn() -> Message>,
    /// When it is made, with its bounds.
    pub(super) meaning: fn() -> Message,
    /// What to do about it.
    pub(super) advice: fn() -> Message,
    /// Where its bounds come from.
    pub(super) source: Option<fn() -> Message>,
    pub(super) look: Look,
}

impl Kind {
    /// When it is made, with its bounds.
    pub fn meaning(&self) -> Message {
        (self.meaning)()
    }

    /// What to do about it.
    pub fn advice(&self) -> Message {
        (self.advice)()
    }

    /// The publication its bounds come from.
    pub fn source(&self) -> Option<Message> {
        self.source.map(|source| source())
    }

    /// How severe it is, and when otherwise: `note; a warning above 50 %`.
    pub fn severities(&self) -> Message {
        match self.otherwise {
            Some(severities) => severities(),
            None => say!(audit::severity, severity = self.severity.as_str()),
        }
    }

    /// The severity that is not the usual one.
    pub(super) fn other(&self) -> Severity {
        if self.severity == Severity::Note { Severity::Warning } else { Severity::Note }
    }
}

/// A bound that is a share, in per cent with at most one decimal.
pub(super) fn shares(bound: f64) -> String {
    format!("{} %", (bound * 1000.0).round() / 10.0)
}

/// A bound as it is, a true minus sign before a number below 0.
pub(super) fn plain(bound: f64) -> String {
    if bound < 0.0 { format!("−{}", -bound) } else { bound.to_string() }
}

/// What a kind of remark looks at. Of a part, these are looked at one after the other.
#[derive(Debug)]
pub(super) enum Look {
    /// A part as such.
    Part(fn(&PartAudit) -> Option<Observation>),
    /// The values of an indicator, as the scorecard has it.
    Values(fn(&IndicatorAudit, &Indicator) -> Option<Observation>),
    /// Two indicators that vary.
    Pair(fn(&Pair<'_>) -> Option<Observation>),
    /// An indicator that varies, beside the groups.
    Fit(fn(&PartAudit, &IndicatorAudit) -> Option<Observation>),
    /// A group that has weight.
    Group(fn(&GroupAudit) -> Option<Observation>),
    /// The weight of a group, or of an indicator that varies, and its importance.
    Weight(fn(Name<'_>, &Importance) -> Option<Observation>),
    /// What an indicator that varies does to the points; whether others have weight beside it.
    Effect(fn(&IndicatorAudit, bool) -> Option<Observation>),
    /// The points of a part.
    Points(fn(&PartAudit) -> Option<Observation>),
    /// A grade, by its id.
    Grade(fn(&str, &GradeShare) -> Option<Observation>),
}

/// One thing to look at, as [`Look`] has it.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Part(&'a PartAudit),
    Values(&'a IndicatorAudit, &'a Indicator),
    Pair(Pair<'a>),
    Fit(&'a PartAudit, &'a IndicatorAudit),
    Group(&'a GroupAudit),
    Weight(Name<'a>, &'a Importance),
    Effect(&'a IndicatorAudit, bool),
    Points(&'a PartAudit),
    Grade(&'a str, &'a GradeShare),
}

/// Two indicators, each of which varies, and their correlation.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub one: &'a IndicatorAudit,
    pub other: &'a IndicatorAudit,
    /// Pearson's correlation of their shares.
    pub r: f64,
    /// Whether chance alone gives it.
    pub chance: Option<Chance>,
}

impl Pair<'_> {
    /// Whether both are in one group.
    pub fn is_inside(&self) -> bool {
        self.one.group == self.other.group
    }
}

impl Look {
    /// What is found of a subject; nothing of one that is not looked at.
    pub fn at(&self, subject: &Subject<'_>) -> Option<Observation> {
        match (self, *subject) {
            (Look::Part(look), Subject::Part(part)) | (Look::Points(look), Subject::Points(part)) => {
                look(part)
            }
            (Look::Values(look), Subject::Values(indicator, written)) => look(indicator, written),
            (Look::Pair(look), Subject::Pair(pair)) => look(&pair),
            (Look::Fit(look), Subject::Fit(part, indicator)) => look(part, indicator),
            (Look::Group(look), Subject::Group(group)) => look(group),
            (Look::Weight(look), Subject::Weight(name, importance)) => look(name, importance),
            (Look::Effect(look), Subject::Effect(indicator, others)) => look(indicator, others),
            (Look::Grade(look), Subject::Grade(id, grade)) => look(id, grade),
            _ => None,
        }
    }
}

/// What was found of a subject.
pub(super) struct Observation {
    /// Whether it is of the kind's other severity.
    pub is_other: bool,
    /// How far beyond its bound it is: 0 at the bound, 1 where it is as bad as can be.
    pub excess: f64,
    /// Ids of what it is about.
    pub subjects: Vec<String>,
    /// What was seen, in one line.
    pub message: Message,
    /// What to do about it.
    pub advice: Advice,
}

impl Observation {
    /// Something of the kind's usual severity.
    pub fn new(excess: f64, subjects: &[&str], message: Message, advice: impl Into<Advice>) -> Observation {
        let subjects = subjects.iter().map(|&subject| subject.to_owned()).collect();
        Observation { is_other: false, excess, subjects, message, advice: advice.into() }
    }

    /// The same of the other severity where `is_other`.
    pub fn otherwise(self, is_other: bool) -> Observation {
        Observation { is_other, ..self }
    }
}

/// The excess of what is as bad as can be, or there or not.
pub(super) const WORST: f64 = 1.0;

/// How far `value` is on the way from a bound to the worst there can be, 0 to 1.
pub(super) fn beyond(value: f64, bound: f64, worst: f64) -> f64 {
    ((value - bound) / (worst - bound)).clamp(0.0, 1.0)
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// Whether an indicator has weight, a known share and different ones: what can be judged at all.
pub(super) fn varies(indicator: &IndicatorAudit) -> bool {
    indicator.importance.nominal > 0.0 && indicator.profile.distinct > 1
}

/// Firms whose share of full marks is known.
pub(super) fn known(profile: &Profile) -> usize {
    profile.shares.as_ref().map_or(0, |shares| shares.count)
}

/// The same where they are not all it counts for; `None` where they are.
pub(super) fn known_of_all(profile: &Profile) -> Option<usize> {
    Some(known(profile)).filter(|known| *known < profile.firms)
}
