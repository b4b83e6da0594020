//! `constant`: an indicator that is the same for all firms.

use super::super::IndicatorAudit;
use super::advice::Advice;
use super::floor_ceiling::has_bounds;
use super::kind::{Kind, Look, Observation, WORST, known, known_firms, percent};
use crate::finding::Severity;
use crate::scorecard::Indicator;

pub(super) const CONSTANT: Kind = Kind {
    key: "constant",
    severity: Severity::Warning,
    otherwise: None,
    meaning: "all firms known have the same marks",
    advice: "move its bounds, or give its weight to others",
    source: None,
    bounds: &[],
    look: Look::Values(look),
};

fn look(indicator: &IndicatorAudit, written: &Indicator) -> Option<Observation> {
    let (id, profile, weight) = (indicator.id.as_str(), &indicator.profile, indicator.importance.nominal);
    profile.raw.as_ref()?;
    // Bonus and deduction, which most firms may well be without, have no weight that others could have; and
    // one firm is not like all others.
    if weight == 0.0 || profile.distinct != 1 || known(profile) <= 1 {
        return None;
    }
    let message = format!("`{id}` is the same for all {}", known_firms(profile));
    let move_or = if has_bounds(&written.curve) { "move its bounds, or " } else { "" };
    let give = format!("give its weight of {} to others", percent(weight));
    let advice = Advice::less(format!("it distinguishes nobody: {move_or}{give}"));
    Some(Observation::new(WORST, &[id], message, advice))
}
