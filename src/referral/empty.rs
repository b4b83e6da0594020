//! Causes of an empty list.

use super::institutions::{Institution, Institutions, Rule};
use super::outcome::Referrals;
use crate::firms::{Column, Frame};

/// The institution's rules that no candidate meets. Empty if each rule, taken alone, is met by a candidate.
///
/// `frame` must be the frame that was passed to [`refer`](fn@super::refer).
pub fn met_by_nobody<'a>(
    institution: &Institution,
    institutions: &'a Institutions,
    referrals: &Referrals,
    frame: &Frame<'_>,
) -> Vec<&'a Rule> {
    let rules = institution.rules.iter().map(|&rule| &institutions.rules[rule]);
    rules
        .filter(|rule| {
            let Column::Flag(holds) = rule.when.evaluate(frame, frame.rows()) else { return false };
            !referrals.candidates.iter().any(|&firm| holds.get(firm as usize) == Some(true))
        })
        .collect()
}
