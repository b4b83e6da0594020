//! `ties`: points that discriminate poorly.

use super::super::PartAudit;
use super::kind::{Kind, Look, Observation, beyond, shares};
use crate::figures::number::percent;
use crate::finding::Severity;
use crate::words::say;

/// Chance that two firms have equal points above which points discriminate poorly.
const TIED_PAIRS: f64 = 0.1;

pub(super) const TIES: Kind = Kind {
    key: "ties",
    severity: Severity::Warning,
    otherwise: None,
    meaning: || say!(audit::ties_meaning, most = shares(TIED_PAIRS)),
    advice: || say!(audit::ties_advice),
    source: Some(|| say!(audit::source_ties)),
    look: Look::Points(look),
};

fn look(part: &PartAudit) -> Option<Observation> {
    let tied = part.separation.tied_pairs.filter(|tied| *tied > TIED_PAIRS)?;
    let message = say!(audit::ties, share = percent(tied));
    let advice = say!(audit::ties_finer);
    Some(Observation::new(beyond(tied, TIED_PAIRS, 1.0), &[], message, advice))
}
