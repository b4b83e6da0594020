//! A kind of remark: one entry with its bounds, its meaning and its check.

use super::super::report::Name;
use super::super::{Chance, GradeShare, GroupAudit, Importance, IndicatorAudit, PartAudit, Profile};
use super::advice::Advice;
use crate::finding::Severity;
use crate::scorecard::Indicator;
use crate::words::{Message, Percent, say};

/// A kind of remark, as [`KINDS`](super::KINDS) lists it.
#[derive(Debug)]
pub struct Kind {
    /// Stable key, as in files.
    pub key: &'static str,
    /// Severity unless `otherwise` applies.
    pub severity: Severity,
    /// Both severities, and when the other one applies; `None` if the severity never varies.
    pub(super) otherwise: Option<fn() -> Message>,
    /// When the remark is made, with its bounds.
    pub(super) meaning: fn() -> Message,
    /// Advice for this kind.
    pub(super) advice: fn() -> Message,
    /// Source of its bounds.
    pub(super) source: Option<fn() -> Message>,
    pub(super) look: Look,
}

impl Kind {
    /// When the remark is made, with its bounds.
    pub fn meaning(&self) -> Message {
        (self.meaning)()
    }

    /// Advice for this kind, in general.
    pub fn advice(&self) -> Message {
        (self.advice)()
    }

    /// The publication its bounds come from; `None` for bounds without one.
    pub fn source(&self) -> Option<Message> {
        self.source.map(|source| source())
    }

    /// Usual severity, and when the other one applies: `note; a warning above 50 %`.
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
pub(super) fn shares(bound: f64) -> Percent {
    Percent::new((bound * 1000.0).round() / 10.0)
}

/// A bound as it is, with a true minus sign if it is negative.
pub(super) fn plain(bound: f64) -> String {
    if bound < 0.0 { format!("−{}", -bound) } else { bound.to_string() }
}

/// Subject of a kind of remark, with its check. A part's subjects are checked in this order.
#[derive(Debug)]
pub(super) enum Look {
    /// A part as a whole.
    Part(fn(&PartAudit) -> Option<Observation>),
    /// The values of an indicator, with its entry in the scorecard.
    Values(fn(&IndicatorAudit, &Indicator) -> Option<Observation>),
    /// Two indicators that vary.
    Pair(fn(&Pair<'_>) -> Option<Observation>),
    /// An indicator that varies, beside the groups.
    Fit(fn(&PartAudit, &IndicatorAudit) -> Option<Observation>),
    /// A group that has weight.
    Group(fn(&GroupAudit) -> Option<Observation>),
    /// The weight of a group, or of an indicator that varies, and its importance.
    Weight(fn(Name<'_>, &Importance) -> Option<Observation>),
    /// The effect of an indicator that varies on the points; whether other indicators have weight too.
    Effect(fn(&IndicatorAudit, bool) -> Option<Observation>),
    /// The points of a part.
    Points(fn(&PartAudit) -> Option<Observation>),
    /// A grade, by its id.
    Grade(fn(&str, &GradeShare) -> Option<Observation>),
}

/// One subject to check, as in [`Look`].
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

/// Two indicators that vary, with their correlation.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub one: &'a IndicatorAudit,
    pub other: &'a IndicatorAudit,
    /// Pearson's correlation of their shares.
    pub r: f64,
    /// p-value of the correlation, adjusted among all pairs.
    pub chance: Option<Chance>,
}

impl Pair<'_> {
    /// Whether both are in one group.
    pub fn is_inside(&self) -> bool {
        self.one.group == self.other.group
    }
}

impl Look {
    /// The observation on a subject; `None` without one, or for another type of subject.
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

/// An observation on a subject.
pub(super) struct Observation {
    /// Whether the kind's other severity applies.
    pub is_other: bool,
    /// Distance beyond the bound: 0 at the bound, 1 for the worst possible case.
    pub excess: f64,
    /// Ids of its subjects.
    pub subjects: Vec<String>,
    /// The observation, in one line.
    pub message: Message,
    pub advice: Advice,
}

impl Observation {
    /// An observation of the kind's usual severity.
    pub fn new(excess: f64, subjects: &[&str], message: Message, advice: impl Into<Advice>) -> Observation {
        let subjects = subjects.iter().map(|&subject| subject.to_owned()).collect();
        Observation { is_other: false, excess, subjects, message, advice: advice.into() }
    }

    /// The observation with the other severity if `is_other`.
    pub fn otherwise(self, is_other: bool) -> Observation {
        Observation { is_other, ..self }
    }
}

/// Excess of the worst possible case, and of yes-or-no observations.
pub(super) const WORST: f64 = 1.0;

/// Distance of `value` from its bound, as a share of the distance from the bound to the worst possible value,
/// 0..=1.
pub(super) fn beyond(value: f64, bound: f64, worst: f64) -> f64 {
    ((value - bound) / (worst - bound)).clamp(0.0, 1.0)
}

/// Whether an indicator has weight and different known shares: only then can it be judged.
pub(super) fn varies(indicator: &IndicatorAudit) -> bool {
    indicator.importance.nominal > 0.0 && indicator.profile.distinct > 1
}

/// Firms whose share of full marks is known.
pub(super) fn known(profile: &Profile) -> usize {
    profile.shares.as_ref().map_or(0, |shares| shares.count)
}

/// Number of firms with a known share, if it is known for only some; `None` where all are known.
pub(super) fn known_of_all(profile: &Profile) -> Option<usize> {
    Some(known(profile)).filter(|known| *known < profile.firms)
}
