//! Gates that firms pass although facts are unknown: the source of the permission and the number of firms.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::Scored;
use crate::firms::Firms;
use crate::referral::Referrals;
use crate::scorecard::Scorecard;
use crate::scoring::{Reasons, Scores, titled};
use crate::words::Message;

/// A gate that firms pass although its value is unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiver {
    /// Id of the gate's scorecard.
    pub scorecard: String,
    /// Id of the gate in the scorecard.
    pub gate: String,
    /// Source of the permission: campaign or scorecard.
    pub by: By,
    /// Fields that may be missing, each with name and title; in English for programs.
    #[serde(serialize_with = "in_english")]
    pub fields: Vec<Message>,
    /// Number of scored firms that pass this way.
    pub firms: usize,
    /// Number of these firms on a list.
    pub referred: usize,
}

/// The source of the permission to pass a gate whose value is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The campaign's key `accept_unknown`.
    Campaign,
    /// The scorecard's key `unknown = "pass"`.
    Scorecard,
}

fn in_english<S: Serializer>(fields: &[Message], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(fields.iter().map(ToString::to_string))
}

impl Waiver {
    /// The waivers of all scorecards of a run, those of the leading scorecard first.
    pub fn all(scored: &Scored<'_>, referrals: &Referrals) -> Vec<Waiver> {
        let mut referred = vec![false; scored.scores.scored.len()];
        referrals.lists.iter().flat_map(|list| &list.firms).for_each(|&firm| referred[firm as usize] = true);
        let leading = (scored.scorecard, scored.scores);
        let all = std::iter::once(leading).chain(scored.further.iter().copied());
        all.flat_map(|(card, scores)| of_one(card, scores, &scored.intake.firms, &referred)).collect()
    }
}

fn of_one(card: &Scorecard, scores: &Scores, firms: &Firms, referred: &[bool]) -> Vec<Waiver> {
    let reasons = Reasons::new(firms, card, scores);
    let mut passing: BTreeMap<(usize, By), Passing> = BTreeMap::new();
    for &firm in &scores.order {
        let (unmet, unknown) = (scores.unmet[firm as usize], scores.unknown[firm as usize]);
        if unknown & !unmet == 0 {
            continue;
        }
        let waived = card.waived(unmet, unknown);
        for (by, gates) in [By::Campaign, By::Scorecard].into_iter().zip(waived) {
            for (at, _) in card.gates.iter().enumerate().filter(|(_, gate)| gates >> **gate & 1 == 1) {
                let passing = passing.entry((at, by)).or_default();
                passing.firms += 1;
                passing.referred += usize::from(referred[firm as usize]);
                passing.lacking.extend(reasons.lacking(card.gates[at], firm as usize));
            }
        }
    }
    let waiver = |((at, by), passing): ((usize, By), Passing)| {
        let gate = card.gates[at];
        Waiver {
            scorecard: card.id.clone(),
            gate: card.conditions[gate].id.clone().unwrap_or_default(),
            by,
            fields: if passing.lacking.is_empty() {
                // The gate may be unknown although no field is missing, such as after a division by 0.
                fields_of(card, gate, firms)
            } else {
                names(passing.lacking.into_iter(), firms)
            },
            firms: passing.firms,
            referred: passing.referred,
        }
    };
    passing.into_iter().map(waiver).collect()
}

/// The firms that pass a gate by one permission.
#[derive(Default)]
struct Passing {
    firms: usize,
    referred: usize,
    /// Fields that the gate reads and that at least one of these firms lacks.
    lacking: BTreeSet<usize>,
}

/// The fields that a gate reads, each with name and title.
pub(super) fn fields_of(card: &Scorecard, gate: usize, firms: &Firms) -> Vec<Message> {
    let rules = card.rules_of(gate).into_iter();
    names(rules.flat_map(|rule| card.fields_of_rule(rule, firms.columns.len())), firms)
}

fn names(fields: impl Iterator<Item = usize>, firms: &Firms) -> Vec<Message> {
    let fields: BTreeSet<usize> = fields.collect();
    fields.into_iter().map(|field| titled(&firms.dictionary.fields[field])).collect()
}
