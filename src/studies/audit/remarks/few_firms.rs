//! `few-firms`: too few firms to judge by.

use super::super::PartAudit;
use super::super::effect::FEW;
use super::kind::{Kind, Look, Observation, WORST};
use crate::finding::Severity;
use crate::words::say;

pub(super) const FEW_FIRMS: Kind = Kind {
    key: "few-firms",
    severity: Severity::Note,
    otherwise: None,
    meaning: || say!(audit::few_firms_meaning, least = FEW),
    advice: || say!(audit::few_firms_advice),
    source: None,
    look: Look::Part(look),
};

fn look(part: &PartAudit) -> Option<Observation> {
    if part.firms == 0 || part.firms >= FEW {
        return None;
    }
    let message = say!(audit::few_firms, firms = part.firms);
    let advice = match part.segment {
        Some(_) => FEW_FIRMS.advice(),
        None => say!(audit::few_firms_of_all_advice),
    };
    Some(Observation::new(WORST, &[], message, advice))
}
