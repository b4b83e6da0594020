//! What came of referring: the lists, and for every firm and institution a place or a reason.

use crate::words::{Message, say};

/// Every institution's list, and why every other firm is not on it.
#[derive(Clone, Debug)]
pub struct Referrals {
    /// Per firm of the cohort: what keeps it off every list, if anything does.
    pub bars: Vec<Bar>,
    /// The firms nothing bars, as positions in the cohort, in the scores' place order.
    pub candidates: Vec<u32>,
    /// Per institution, in its file's order.
    pub lists: Vec<List>,
    /// How many firms are on at least one list.
    pub referred: usize,
    /// Candidate by candidate, an entry per institution: a place, or [`RULE`] and a rule's position.
    pub(super) verdicts: Vec<u32>,
    /// Candidate by candidate, [`Referrals::words`] words: a bit for each rule that is not known to hold or
    /// to fail.
    pub(super) unknown: Vec<u64>,
    /// Words per candidate of [`Referrals::unknown`].
    pub(super) words: usize,
}

/// Why a firm is off a list whose rule, with these words as its reason, is not known to hold or to fail.
pub fn unknown_rule(reason: impl Into<Message>) -> Message {
    say!(referral::unknown_rule, reason = reason.into())
}

/// Marks an entry of [`Referrals::verdicts`] as a rule that fails rather than a place.
pub(super) const RULE: u32 = 1 << 31;

/// What keeps a firm off every list, first to last in the order it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Bar {
    /// Nothing.
    None,
    /// It was not scored.
    NotScored,
    /// It does not allow its data to reach institutions.
    ConsentRefused,
    /// Whether it allows that is not known.
    ConsentUnknown,
    /// A gate fails, or the pass rule does: see [`Scores::unmet`](crate::scoring::Scores::unmet).
    NotQualified,
    /// Only what a gate asks for and is not known of it keeps it from qualifying: see
    /// [`Scores::held`](crate::scoring::Scores::held).
    Held,
}

impl Bar {
    /// Whether other points may put the firm on a list: nothing bars it, or a pass rule that asks for points
    /// may. A firm that is held stays held: gates ask for none.
    pub(super) fn may_open(self) -> bool {
        matches!(self, Bar::None | Bar::NotQualified)
    }
}

/// One institution's list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The firms on it, as positions in the cohort, first to last.
    pub firms: Vec<u32>,
    /// How many firms met every condition; more than are on the list where its capacity cut it.
    pub eligible: usize,
    /// Published points of the last firm on it; none where an order of its own makes them no threshold.
    pub cut_off: Option<i64>,
}

/// What came of one candidate at one institution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// On the list, at this place from 1.
    Listed(u32),
    /// Eligible, but this place from 1 lies beyond the list's end.
    Beyond(u32),
    /// Not eligible: the first rule that fails, as a position in
    /// [`Institutions::rules`](super::Institutions::rules).
    Rule(usize),
    /// Not known to be eligible: the first rule that does not hold is not known to fail either, for want of
    /// what it asks for.
    Unknown(usize),
}

impl Referrals {
    /// What came of the candidate at position `candidate` of [`Referrals::candidates`], an outcome per
    /// institution.
    pub fn outcomes(&self, candidate: usize) -> impl ExactSizeIterator<Item = Outcome> + '_ {
        let width = self.lists.len();
        let row = &self.verdicts[candidate * width..(candidate + 1) * width];
        let unknown = self.unknown_rules(candidate);
        row.iter().zip(&self.lists).map(move |(&verdict, list)| outcome(verdict, list, unknown))
    }

    /// What came of that candidate at the institution at position `institution`.
    #[inline]
    pub fn outcome(&self, candidate: usize, institution: usize) -> Outcome {
        let verdict = self.verdicts[candidate * self.lists.len() + institution];
        outcome(verdict, &self.lists[institution], self.unknown_rules(candidate))
    }

    /// A bit for each rule that is not known to hold or to fail for that candidate.
    #[inline]
    fn unknown_rules(&self, candidate: usize) -> &[u64] {
        &self.unknown[candidate * self.words..(candidate + 1) * self.words]
    }
}

/// What an entry of [`Referrals::verdicts`] says, beside the rules that are `unknown` for the candidate.
#[inline]
fn outcome(verdict: u32, list: &List, unknown: &[u64]) -> Outcome {
    if verdict & RULE != 0 {
        let rule = (verdict & !RULE) as usize;
        match unknown[rule / 64] >> (rule % 64) & 1 {
            0 => Outcome::Rule(rule),
            _ => Outcome::Unknown(rule),
        }
    } else if verdict as usize <= list.firms.len() {
        Outcome::Listed(verdict)
    } else {
        Outcome::Beyond(verdict)
    }
}
