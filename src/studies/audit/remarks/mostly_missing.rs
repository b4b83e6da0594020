//! `mostly-missing`: an indicator of which many values are not known.

use super::super::IndicatorAudit;
use super::advice::Advice;
use super::kind::{Bound, Kind, Look, Observation, beyond, percent};
use crate::finding::Severity;
use crate::scorecard::Indicator;

/// Share of missing values: 65 % should be known.
const MISSING: f64 = 0.35;

pub(super) const MOSTLY_MISSING: Kind = Kind {
    key: "mostly-missing",
    severity: Severity::Warning,
    otherwise: None,
    meaning: "more than {0} of the values are missing",
    advice: "have it reported, or weigh it less: a missing value is a fact of the report, not of the firm",
    source: Some("the JRC's audits of composite indicators"),
    bounds: &[Bound::Share(MISSING)],
    look: Look::Values(look),
};

fn look(indicator: &IndicatorAudit, _: &Indicator) -> Option<Observation> {
    let (id, profile) = (indicator.id.as_str(), &indicator.profile);
    profile.raw.as_ref()?;
    let missing = profile.missing.filter(|missing| *missing > MISSING)?;
    let message = format!("`{id}` is not known of {} of the firms", percent(missing));
    let without = "have it reported: a missing value is a fact of the report, not of the firm";
    let advice = Advice::less_if(indicator.importance.is_own(), MOSTLY_MISSING.advice, without);
    Some(Observation::new(beyond(missing, MISSING, 1.0), &[id], message, advice))
}
