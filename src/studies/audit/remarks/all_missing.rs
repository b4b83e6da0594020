//! `all-missing`: an indicator without any value.

use super::super::IndicatorAudit;
use super::advice::Advice;
use super::kind::{Kind, Look, Observation, WORST, percent};
use crate::finding::Severity;
use crate::scorecard::Indicator;

pub(super) const ALL_MISSING: Kind = Kind {
    key: "all-missing",
    severity: Severity::Warning,
    otherwise: None,
    meaning: "no firm has a value, and which column is not there",
    advice: "bind its column, or give its weight to others",
    source: None,
    bounds: &[],
    look: Look::Values(look),
};

fn look(indicator: &IndicatorAudit, _: &Indicator) -> Option<Observation> {
    let (id, profile, weight) = (indicator.id.as_str(), &indicator.profile, indicator.importance.nominal);
    if profile.firms == 0 || profile.raw.is_some() {
        return None;
    }
    let mut message = format!("no firm has a value for `{id}`");
    indicator.absent.iter().for_each(|absent| message += &format!(": {absent}"));
    let advice = match weight > 0.0 {
        true => Advice::less(format!("bind its column, or give its weight of {} to others", percent(weight))),
        false => "bind its column".into(),
    };
    Some(Observation::new(WORST, &[id], message, advice))
}
