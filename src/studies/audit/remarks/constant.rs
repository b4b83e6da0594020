//! `constant`: an indicator that is the same for all firms.

use super::super::IndicatorAudit;
use super::advice::Advice;
use super::floor_ceiling::has_bounds;
use super::kind::{Kind, Look, Observation, WORST, known, known_of_all};
use crate::figures::number::percent;
use crate::finding::Severity;
use crate::scorecard::Indicator;
use crate::words::say;

pub(super) const CONSTANT: Kind = Kind {
    key: "constant",
    severity: Severity::Warning,
    otherwise: None,
    meaning: || say!(audit::constant_meaning),
    advice: || say!(audit::constant_advice),
    source: None,
    look: Look::Values(look),
};

fn look(indicator: &IndicatorAudit, written: &Indicator) -> Option<Observation> {
    let (name, profile, weight) = (indicator.name(), &indicator.profile, indicator.importance.nominal);
    profile.raw.as_ref()?;
    // Bonus and deduction, which most firms may lack, have no weight to give to others. A single firm is
    // always constant.
    if weight == 0.0 || profile.distinct != 1 || known(profile) <= 1 {
        return None;
    }
    let message = match known_of_all(profile) {
        Some(known) => say!(audit::constant_known, id = name, known = known),
        None => say!(audit::constant, id = name),
    };
    let weight = percent(weight);
    let advice = Advice::less(match has_bounds(&written.curve) {
        true => say!(audit::constant_move, weight = weight),
        false => say!(audit::constant_give, weight = weight),
    });
    Some(Observation::new(WORST, &[name.id], message, advice))
}
