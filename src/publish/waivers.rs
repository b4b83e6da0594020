//! Gates that firms pass though what they ask for is not known: by whose word, and how many firms.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Scored;
use crate::firms::Firms;
use crate::referral::Referrals;
use crate::scorecard::{Scorecard, Test};
use crate::scoring::{Scores, named};

/// A gate that firms pass though what it asks for is not known of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiver {
    /// The scorecard's id.
    pub scorecard: String,
    /// The gate's id.
    pub gate: String,
    /// Who lets them pass.
    pub by: By,
    /// The fields that may be missing: name and title.
    pub fields: Vec<String>,
    /// Scored firms that pass so.
    pub firms: usize,
    /// Those of them that are on a list.
    pub referred: usize,
}

/// Who lets firms pass a gate whose value is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The campaign, by `accept_unknown`.
    Campaign,
    /// The scorecard, by `unknown = "pass"`.
    Scorecard,
}

impl Waiver {
    /// Those of all scorecards of a run, the leading one's first.
    pub fn all(scored: &Scored<'_>, referrals: &Referrals) -> Vec<Waiver> {
        let mut referred = vec![false; scored.scores.scored.len()];
        referrals.lists.iter().flat_map(|list| &list.firms).for_each(|&firm| referred[firm as usize] = true);
        let leading = (scored.scorecard, scored.scores);
        let all = std::iter::once(leading).chain(scored.further.iter().copied());
        all.flat_map(|(card, scores)| of_one(card, scores, &scored.intake.firms, &referred)).collect()
    }
}

fn of_one(card: &Scorecard, scores: &Scores, firms: &Firms, referred: &[bool]) -> Vec<Waiver> {
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
                passing.unknown |= unknown;
            }
        }
    }
    let waiver = |((at, by), passing): ((usize, By), Passing)| {
        let gate = card.gates[at];
        Waiver {
            scorecard: card.id.clone(),
            gate: card.conditions[gate].id.clone().unwrap_or_default(),
            by,
            fields: match by {
                By::Campaign => accepted(card, gate, firms),
                By::Scorecard => {
                    let rules = card.rules_of(gate).into_iter();
                    fields_of_rules(card, rules.filter(|rule| passing.unknown >> rule & 1 == 1), firms)
                }
            },
            firms: passing.firms,
            referred: passing.referred,
        }
    };
    passing.into_iter().map(waiver).collect()
}

/// The firms that pass a gate by one word.
#[derive(Default)]
struct Passing {
    firms: usize,
    referred: usize,
    /// The conditions that are not known of one of them or more, a bit each.
    unknown: u64,
}

/// The fields that a gate asks for and the campaign accepts as not known.
fn accepted(card: &Scorecard, gate: usize, firms: &Firms) -> Vec<String> {
    let rules = card.rules_of(gate);
    let accepted = rules.iter().filter_map(|&rule| card.conditions[rule].accepted.as_ref());
    names(accepted.flat_map(|accepted| accepted.fields.iter().copied()), firms)
}

/// The fields that a gate asks for: name and title.
pub(super) fn fields_of(card: &Scorecard, gate: usize, firms: &Firms) -> Vec<String> {
    fields_of_rules(card, card.rules_of(gate).into_iter(), firms)
}

fn fields_of_rules(card: &Scorecard, rules: impl Iterator<Item = usize>, firms: &Firms) -> Vec<String> {
    let read = rules.flat_map(|rule| match &card.conditions[rule].test {
        Test::Rule { when } => card.fields_of(when, firms.columns.len()),
        _ => Default::default(),
    });
    names(read, firms)
}

fn names(fields: impl Iterator<Item = usize>, firms: &Firms) -> Vec<String> {
    let fields: BTreeSet<usize> = fields.collect();
    fields.into_iter().map(|field| named(&firms.dictionary.fields[field])).collect()
}
