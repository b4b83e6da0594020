//! The result of referring: the lists, and for every firm and institution a place or a reason.

use serde::Serialize;

use crate::words::{Message, say};

/// Every institution's list, and the reason of every firm that is absent from it.
#[derive(Clone, Debug)]
pub struct Referrals {
    /// Bar of each firm of the cohort, [`Bar::None`] for a candidate.
    pub bars: Vec<Bar>,
    /// Candidates (firms without a bar) as positions in the cohort, in the order of
    /// [`Scores::order`](crate::scoring::Scores::order).
    pub candidates: Vec<u32>,
    /// Lists per institution, in its file's order.
    pub lists: Vec<List>,
    /// Number of firms on at least one list.
    pub referred: usize,
    /// For each candidate an entry per institution: a place, [`RULE`] and a rule's position, or [`PASSED`]
    /// and a cause.
    pub(super) verdicts: Vec<u32>,
    /// For each candidate [`Referrals::words`] words: a bit for each rule whose value is unknown.
    pub(super) unknown: Vec<u64>,
    /// Number of words per candidate in [`Referrals::unknown`].
    pub(super) words: usize,
}

/// The reason for a firm's absence from a list if a rule's value is unknown. `reason` is that of the rule.
pub fn unknown_rule(reason: impl Into<Message>) -> Message {
    say!(referral::unknown_rule, reason = reason.into())
}

/// Marks an entry of [`Referrals::verdicts`] as a failed rule, not a place.
pub(super) const RULE: u32 = 1 << 31;

/// Marks an entry of [`Referrals::verdicts`] as a [`Passed`], not a place.
pub(super) const PASSED: u32 = 1 << 30;

/// Why an eligible firm is not on a list, apart from the list's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u32)]
pub enum Passed {
    /// The quota of the firm's group is full of firms before it.
    Quota,
    /// The list is full, and a group below its floor came first.
    Floor,
    /// The firm is on as many lists as it may, all of institutions that it prefers.
    Elsewhere,
    /// The firm does not name the institution, and firms are matched only with institutions that they name.
    Unnamed,
}

impl Passed {
    /// Every cause, in the order of their numbers.
    pub const ALL: [Passed; 4] = [Passed::Quota, Passed::Floor, Passed::Elsewhere, Passed::Unnamed];

    /// The cause in words.
    pub fn words(self) -> Message {
        match self {
            Passed::Quota => say!(referral::passed_quota),
            Passed::Floor => say!(referral::passed_floor),
            Passed::Elsewhere => say!(referral::passed_elsewhere),
            Passed::Unnamed => say!(referral::passed_unnamed),
        }
    }
}

/// A bar to every list, in the order of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Bar {
    /// No bar: the firm is a candidate.
    None,
    /// The firm was not scored.
    NotScored,
    /// The firm refuses to pass its data to institutions.
    ConsentRefused,
    /// The firm's consent is unknown, which counts as refused.
    ConsentUnknown,
    /// The firm does not qualify: a gate or the pass rule fails, see
    /// [`Scores::unmet`](crate::scoring::Scores::unmet).
    NotQualified,
    /// The firm is held: only unknown facts of a gate keep it from qualifying, see
    /// [`Scores::held`](crate::scoring::Scores::held).
    Held,
}

impl Bar {
    /// Whether other points may put the firm on a list: it has no bar, or it does not qualify, which a pass
    /// rule on points may change. A held firm stays held, since gates do not read points.
    pub(super) fn may_open(self) -> bool {
        matches!(self, Bar::None | Bar::NotQualified)
    }
}

/// One institution's list, and its numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The firms on the list, as positions in the cohort, first to last.
    pub firms: Vec<u32>,
    /// Number of firms that meet every condition; greater than the list's length if the capacity cuts the
    /// list.
    pub eligible: usize,
    /// Published points of the last firm on the list; `None` if points are no threshold: the list has its own
    /// order, or quotas.
    pub cut_off: Option<i64>,
    /// The groups of its quota, in the order of their values; empty without a quota.
    pub groups: Vec<Group>,
}

/// A group of firms under an institution's quota, and its numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Value of the quota's expression for these firms; `None` if it is unknown.
    pub value: Option<String>,
    /// Soft floor in firms, 0 for none.
    pub at_least: usize,
    /// Greatest number of firms; `None` for no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<usize>,
    /// Number of firms of the group that meet every condition of the institution.
    pub eligible: usize,
    /// Number of firms of the group on the list.
    pub listed: usize,
}

impl Group {
    /// Number of firms missing from the floor.
    pub fn unmet(&self) -> usize {
        self.at_least.saturating_sub(self.listed)
    }
}

/// The result for one candidate at one institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// On the list, at this place from 1.
    Listed(u32),
    /// Eligible, but at this place from 1, beyond the list's end.
    Beyond(u32),
    /// Eligible, but passed over.
    Passed(Passed),
    /// Not eligible: the first rule that fails, as a position in
    /// [`Institutions::rules`](super::Institutions::rules).
    Rule(usize),
    /// Not known to be eligible: the first rule that is not met, at this position, has an unknown value.
    Unknown(usize),
}

impl Referrals {
    /// The outcomes of the candidate at position `candidate` of [`Referrals::candidates`], one per
    /// institution.
    pub fn outcomes(&self, candidate: usize) -> impl ExactSizeIterator<Item = Outcome> + '_ {
        let width = self.lists.len();
        let row = &self.verdicts[candidate * width..(candidate + 1) * width];
        let unknown = self.unknown_rules(candidate);
        row.iter().zip(&self.lists).map(move |(&verdict, list)| outcome(verdict, list, unknown))
    }

    /// The outcome of the candidate at the institution at position `institution`.
    #[inline]
    pub fn outcome(&self, candidate: usize, institution: usize) -> Outcome {
        let verdict = self.verdicts[candidate * self.lists.len() + institution];
        outcome(verdict, &self.lists[institution], self.unknown_rules(candidate))
    }

    /// A bit for each rule whose value is unknown for the candidate.
    #[inline]
    fn unknown_rules(&self, candidate: usize) -> &[u64] {
        &self.unknown[candidate * self.words..(candidate + 1) * self.words]
    }
}

/// Decodes an entry of [`Referrals::verdicts`]; `unknown` has a bit for each rule whose value is unknown for
/// the candidate.
#[inline]
fn outcome(verdict: u32, list: &List, unknown: &[u64]) -> Outcome {
    if verdict & RULE != 0 {
        let rule = (verdict & !RULE) as usize;
        match unknown[rule / 64] >> (rule % 64) & 1 {
            0 => Outcome::Rule(rule),
            _ => Outcome::Unknown(rule),
        }
    } else if verdict & PASSED != 0 {
        Outcome::Passed(Passed::ALL[(verdict & !PASSED) as usize])
    } else if verdict as usize <= list.firms.len() {
        Outcome::Listed(verdict)
    } else {
        Outcome::Beyond(verdict)
    }
}
