//! The reasons that decide a change, one per firm and list.

use serde::Serialize;

use crate::words::{Message, say};

/// What decides that a firm's place changes. The first that applies, in this order of checks: the list, the
/// firm's row, consent, conditions and rules, and the order of the list; a condition, a rule or a place that
/// changed is put down to the parameters, then to the firm's own values, then to other firms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Only one run has the institution.
    Institution,
    /// Only one run has a row of the firm.
    Row,
    /// The firm's row is in quarantine in one run.
    Quarantined,
    /// The firm's row was read, but not scored, in one run.
    NotScored,
    /// Consent was given, refused or became unknown.
    Consent,
    /// The institution excludes the firm: served already, referred lately or on a list of its own.
    Excluded,
    /// A rule, a gate, the pass rule or the order of the list is another.
    Rule,
    /// The institution takes another number of firms.
    Capacity,
    /// A quota or floor of the list, or another institution that the firm prefers.
    Matched,
    /// A value from a supplement changed or is missing.
    Supplement,
    /// A value of the firm's own row changed.
    Data,
    /// Ages and terms are counted to another day.
    Day,
    /// The same values have other points: weights or curves changed.
    Weights,
    /// The same values have other points under another scorecard.
    Scorecard,
    /// The same values have other points, since these depend on the values of other firms.
    Peers,
    /// Other firms came ahead of it, or fell behind it.
    Ahead,
    /// Points changed, and the runs do not hold why.
    Points,
    /// A rule or gate is met in one run only, and the runs do not hold why.
    Unmet,
}

impl Reason {
    /// Every reason, in the order of declaration.
    pub const ALL: [Reason; 18] = [
        Reason::Institution,
        Reason::Row,
        Reason::Quarantined,
        Reason::NotScored,
        Reason::Consent,
        Reason::Excluded,
        Reason::Rule,
        Reason::Capacity,
        Reason::Matched,
        Reason::Supplement,
        Reason::Data,
        Reason::Day,
        Reason::Weights,
        Reason::Scorecard,
        Reason::Peers,
        Reason::Ahead,
        Reason::Points,
        Reason::Unmet,
    ];

    /// The word for it in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::Institution => "institution",
            Reason::Row => "row",
            Reason::Quarantined => "quarantined",
            Reason::NotScored => "not-scored",
            Reason::Consent => "consent",
            Reason::Excluded => "excluded",
            Reason::Rule => "rule",
            Reason::Capacity => "capacity",
            Reason::Matched => "matched",
            Reason::Supplement => "supplement",
            Reason::Data => "data",
            Reason::Day => "day",
            Reason::Weights => "weights",
            Reason::Scorecard => "scorecard",
            Reason::Peers => "peers",
            Reason::Ahead => "ahead",
            Reason::Points => "points",
            Reason::Unmet => "unmet",
        }
    }

    /// The word for people.
    pub fn said(self) -> Message {
        say!(diff::reason, reason = self.as_str())
    }
}

/// The deciding reason, and the facts behind it in a clause or two.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cause {
    /// The deciding reason.
    pub reason: Reason,
    /// The facts behind it.
    pub detail: Message,
}

impl Cause {
    pub(super) fn new(reason: Reason, detail: impl Into<Message>) -> Cause {
        Cause { reason, detail: detail.into() }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::words::Language;

    #[test]
    fn every_reason_has_a_word_of_its_own() {
        for language in Language::ALL {
            let words: BTreeSet<String> =
                Reason::ALL.iter().map(|reason| reason.said().say(language).into_owned()).collect();
            assert_eq!(words.len(), Reason::ALL.len(), "{words:?}");
        }
        for reason in Reason::ALL {
            assert_eq!(serde_json::to_value(reason).ok(), Some(reason.as_str().into()));
        }
    }
}
