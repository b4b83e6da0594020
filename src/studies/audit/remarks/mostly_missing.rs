//! `mostly-missing`: an indicator with many missing values.

use super::super::IndicatorAudit;
use super::advice::Advice;
use super::kind::{Kind, Look, Observation, beyond, shares};
use crate::figures::number::percent;
use crate::finding::Severity;
use crate::scorecard::Indicator;
use crate::words::say;

/// Share of missing values: 65 % should be known.
const MISSING: f64 = 0.35;

pub(super) const MOSTLY_MISSING: Kind = Kind {
    key: "mostly-missing",
    severity: Severity::Warning,
    otherwise: None,
    meaning: || say!(audit::mostly_missing_meaning, most = shares(MISSING)),
    advice: || say!(audit::mostly_missing_advice),
    source: Some(|| say!(audit::source_audits)),
    look: Look::Values(look),
};

fn look(indicator: &IndicatorAudit, _: &Indicator) -> Option<Observation> {
    let (name, profile) = (indicator.name(), &indicator.profile);
    profile.raw.as_ref()?;
    let missing = profile.missing.filter(|missing| *missing > MISSING)?;
    let message = say!(audit::mostly_missing, id = name, share = percent(missing));
    let without = say!(audit::mostly_missing_report);
    let advice = Advice::less_if(indicator.importance.is_own(), MOSTLY_MISSING.advice(), without);
    Some(Observation::new(beyond(missing, MISSING, 1.0), &[name.id], message, advice))
}
