//! `all-missing`: an indicator without any value.

use super::super::IndicatorAudit;
use super::advice::Advice;
use super::kind::{Kind, Look, Observation, WORST};
use crate::figures::number::percent;
use crate::finding::Severity;
use crate::scorecard::Indicator;
use crate::words::say;

pub(super) const ALL_MISSING: Kind = Kind {
    key: "all-missing",
    severity: Severity::Warning,
    otherwise: None,
    meaning: || say!(audit::all_missing_meaning),
    advice: || say!(audit::all_missing_advice),
    source: None,
    look: Look::Values(look),
};

fn look(indicator: &IndicatorAudit, _: &Indicator) -> Option<Observation> {
    let (name, profile, weight) = (indicator.name(), &indicator.profile, indicator.importance.nominal);
    if profile.firms == 0 || profile.raw.is_some() {
        return None;
    }
    let message = match &indicator.absent {
        Some(cause) => say!(audit::all_missing_cause, id = name, cause = cause),
        None => say!(audit::all_missing, id = name),
    };
    let advice = match weight > 0.0 {
        true => Advice::less(say!(audit::all_missing_weight, weight = percent(weight))),
        false => say!(audit::all_missing_bind).into(),
    };
    Some(Observation::new(WORST, &[name.id], message, advice))
}
