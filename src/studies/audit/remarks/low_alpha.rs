//! `low-alpha`: a group whose indicators do not measure one thing.

use super::super::GroupAudit;
use super::super::effect::FEW;
use super::kind::{Kind, Look, Observation, beyond, plain};
use crate::finding::Severity;
use crate::words::say;

/// Cronbach's α below which a group is not consistent.
const ALPHA: f64 = 0.7;

pub(super) const LOW_ALPHA: Kind = Kind {
    key: "low-alpha",
    severity: Severity::Note,
    otherwise: None,
    meaning: || say!(audit::low_alpha_meaning, least = plain(ALPHA)),
    advice: || say!(audit::low_alpha_advice),
    source: Some(|| say!(audit::source_alpha)),
    look: Look::Group(look),
};

fn look(group: &GroupAudit) -> Option<Observation> {
    let (name, consistency) = (group.name(), &group.consistency);
    let alpha = consistency.alpha.filter(|alpha| *alpha < ALPHA && consistency.firms >= FEW)?;
    let message = say!(audit::low_alpha, id = name, alpha = format!("{alpha:.2}"));
    Some(Observation::new(beyond(alpha, ALPHA, 0.0), &[name.id], message, LOW_ALPHA.advice()))
}
