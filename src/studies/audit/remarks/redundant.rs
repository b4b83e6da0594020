//! `redundant`: an indicator that the others already contain.

use super::super::Importance;
use super::super::own::REDUNDANT as BOUND;
use super::super::report::Name;
use super::advice::Advice;
use super::correlation::SIGNIFICANT;
use super::kind::{Kind, Look, Observation, beyond, plain, shares};
use crate::figures::number::percent;
use crate::finding::Severity;
use crate::words::say;

pub(super) const REDUNDANT: Kind = Kind {
    key: "redundant",
    severity: Severity::Warning,
    otherwise: None,
    meaning: || say!(audit::redundant_meaning, most = shares(BOUND), level = plain(SIGNIFICANT)),
    advice: || say!(audit::redundant_advice),
    source: Some(|| say!(audit::source_inflation)),
    look: Look::Weight(look),
};

fn look(name: Name<'_>, importance: &Importance) -> Option<Observation> {
    let explained = importance.explained_adjusted.filter(|_| importance.is_redundant)?;
    let (own, correlated) = importance.uncorrelated.zip(importance.correlated)?;
    let message = say!(
        audit::redundant,
        id = name,
        explained = percent(explained),
        whole = format!("{:.3}", own + correlated),
        own = format!("{own:.3}")
    );
    let advice = Advice::less(REDUNDANT.advice());
    Some(Observation::new(beyond(explained, BOUND, 1.0), &[name.id], message, advice))
}
