//! A remark, and the collector of those of a part.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::finding::Severity;

/// Something to know, and what to do about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remark {
    /// What kind it is: a stable word of [`SIGNS`].
    pub key: &'static str,
    /// A note, or a warning where it asks for something to be done.
    pub severity: Severity,
    /// The segment; nothing for the whole cohort.
    pub segment: Option<String>,
    /// Ids of the indicators, groups or grades it is about.
    pub subjects: Vec<String>,
    /// How far beyond its bound it is: 0 at the bound, 1 where it is as bad as can be.
    pub excess: f64,
    /// What was seen, in one line.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// The key of remarks on indicators without any value.
pub const ALL_MISSING: &str = "all-missing";

/// Every key a remark can have, with what it means.
pub const SIGNS: &[(&str, &str)] = &[
    (
        "few-firms",
        "fewer than 30 firms: what they show is not judged, but values that are missing or all the same",
    ),
    (ALL_MISSING, "no firm has a value"),
    ("mostly-missing", "more than 35 % of the values are missing"),
    ("constant", "all firms have the same share of full marks"),
    ("at-floor", "more than 15 % of the firms have no marks; a warning above 50 %"),
    ("at-ceiling", "more than 15 % of the firms have full marks; a warning above 50 %"),
    ("skewed", "|skew| above 2 and kurtosis above 3.5 of the shares of full marks"),
    ("say-the-same", "two indicators correlate above 0.92; a note where they are in two groups"),
    ("oppose", "two indicators of a group correlate below 0, beyond chance; a warning below -0.3"),
    (
        "other-group",
        "an indicator goes with another group more than with its own, beyond chance; a warning above 0.3 and by 0.1",
    ),
    ("low-alpha", "Cronbach's alpha of a group below 0.7"),
    ("matters-less", "importance below half of what the weight says"),
    ("matters-more", "importance above twice what the weight says"),
    ("decides-alone", "an indicator correlates above 0.92 with the points"),
    (
        "against-points",
        "an indicator correlates below 0 with the points, beyond chance; a warning below -0.3",
    ),
    ("moves-nobody", "no rank changes without the indicator"),
    ("ties", "two firms have the same points more often than one time in ten"),
    ("heap", "more than a tenth of the firms have the same points"),
    ("crowded-grade", "more than three quarters of the firms have one grade"),
    ("empty-grade", "a grade nobody has"),
];

/// Which way advice turns a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Nowhere.
    None,
    /// Down, of all it is about.
    Less,
    /// Up, of all it is about.
    More,
}

/// What to do, and which way that turns a weight.
#[derive(Clone, Debug)]
pub(super) struct Advice {
    text: String,
    turn: Turn,
    /// What is said in its place where another remark asks for less weight of the same.
    instead: &'static str,
}

impl Advice {
    /// Advice to give less weight.
    pub fn less(text: impl Into<String>) -> Advice {
        Advice { text: text.into(), turn: Turn::Less, instead: "" }
    }

    /// Advice to give more weight, or `instead` where another remark asks for less.
    pub fn more(text: impl Into<String>, instead: &'static str) -> Advice {
        Advice { text: text.into(), turn: Turn::More, instead }
    }

    /// What it says.
    #[cfg(test)]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl<T: Into<String>> From<T> for Advice {
    fn from(text: T) -> Advice {
        Advice { text: text.into(), turn: Turn::None, instead: "" }
    }
}

/// A remark, and what its advice does to weights.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub remark: Remark,
    turn: Turn,
    instead: &'static str,
}

/// The remarks, none of which asks for more weight of what another asks for less of.
pub(super) fn reconciled(drafts: Vec<Draft>) -> Vec<Remark> {
    let less: BTreeSet<String> = drafts
        .iter()
        .filter(|draft| draft.turn == Turn::Less)
        .flat_map(|draft| draft.remark.subjects.iter().cloned())
        .collect();
    let settle = |Draft { remark, turn, instead }| {
        let is_torn = turn == Turn::More && remark.subjects.iter().any(|subject| less.contains(subject));
        if is_torn { Remark { help: instead.to_owned(), ..remark } } else { remark }
    };
    drafts.into_iter().map(settle).collect()
}

/// Collects the remarks of a part.
pub(super) struct Collector {
    /// The segment; nothing for the whole cohort.
    pub segment: Option<String>,
    /// The remarks so far.
    pub drafts: Vec<Draft>,
}

impl Collector {
    pub fn add(
        &mut self,
        key: &'static str,
        severity: Severity,
        excess: f64,
        subjects: &[&str],
        message: String,
        help: impl Into<Advice>,
    ) {
        debug_assert!(SIGNS.iter().any(|(known, _)| *known == key), "{key} is explained");
        let subjects = subjects.iter().map(|&subject| subject.to_owned()).collect();
        let segment = self.segment.clone();
        let Advice { text: help, turn, instead } = help.into();
        let remark = Remark { key, severity, segment, subjects, excess, message, help };
        self.drafts.push(Draft { remark, turn, instead });
    }

    pub fn note(
        &mut self,
        key: &'static str,
        excess: f64,
        subjects: &[&str],
        message: String,
        help: impl Into<Advice>,
    ) {
        self.add(key, Severity::Note, excess, subjects, message, help);
    }

    pub fn warn(
        &mut self,
        key: &'static str,
        excess: f64,
        subjects: &[&str],
        message: String,
        help: impl Into<Advice>,
    ) {
        self.add(key, Severity::Warning, excess, subjects, message, help);
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
