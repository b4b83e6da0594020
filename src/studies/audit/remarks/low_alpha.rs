//! `low-alpha`: a group whose indicators do not measure one thing.

use super::super::GroupAudit;
use super::super::effect::FEW;
use super::kind::{Bound, Kind, Look, Observation, beyond};
use crate::finding::Severity;

/// Cronbach's α below which indicators are not taken to measure one thing.
const ALPHA: f64 = 0.7;

pub(super) const LOW_ALPHA: Kind = Kind {
    key: "low-alpha",
    severity: Severity::Note,
    otherwise: None,
    meaning: "Cronbach's alpha of a group is below {0}",
    advice: "right where they are meant to complement each other; else see which of them lowers it",
    source: Some("Nunnally 1978, as the OECD handbook cites him"),
    bounds: &[Bound::Number(ALPHA)],
    look: Look::Group(look),
};

fn look(group: &GroupAudit) -> Option<Observation> {
    let (id, consistency) = (group.id.as_str(), &group.consistency);
    let alpha = consistency.alpha.filter(|alpha| *alpha < ALPHA && consistency.firms >= FEW)?;
    let message = format!("the indicators of `{id}` do not measure one thing: alpha is {alpha:.2}");
    Some(Observation::new(beyond(alpha, ALPHA, 0.0), &[id], message, LOW_ALPHA.advice))
}
