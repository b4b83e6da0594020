//! `redundant`: what the others say already.

use super::super::Importance;
use super::super::own::REDUNDANT as BOUND;
use super::advice::Advice;
use super::correlation::SIGNIFICANT;
use super::kind::{Bound, Kind, Look, Observation, beyond, percent};
use crate::finding::Severity;

pub(super) const REDUNDANT: Kind = Kind {
    key: "redundant",
    severity: Severity::Warning,
    otherwise: None,
    meaning: "the others explain an indicator or a group to more than {0} (adjusted R², beyond chance: p \
              adjusted below {1}), also without those that are redundant before it: of indicators that make \
              up one another, the one with least of its own comes first",
    advice: "keep one of those that say the same, or merge them: what it says, the others say already",
    source: Some("a variance inflation above 10: Marquardt 1970"),
    bounds: &[Bound::Share(BOUND), Bound::Number(SIGNIFICANT)],
    look: Look::Weight(look),
};

fn look(id: &str, importance: &Importance) -> Option<Observation> {
    let explained = importance.explained_adjusted.filter(|_| importance.is_redundant)?;
    let (own, correlated) = importance.uncorrelated.zip(importance.correlated)?;
    let message = format!(
        "`{id}` is redundant: the others explain {} of it; of its S of {:.3} it has {own:.3} of its own",
        percent(explained),
        own + correlated
    );
    Some(Observation::new(beyond(explained, BOUND, 1.0), &[id], message, Advice::less(REDUNDANT.advice)))
}
