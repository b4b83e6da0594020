//! `decides-alone`: an indicator that nearly determines the points alone.

use super::super::IndicatorAudit;
use super::super::effect::FEW;
use super::advice::Advice;
use super::correlation::SAME;
use super::kind::{Kind, Look, Observation, beyond, plain};
use crate::finding::Severity;
use crate::words::say;

pub(super) const DECIDES_ALONE: Kind = Kind {
    key: "decides-alone",
    severity: Severity::Warning,
    otherwise: None,
    meaning: || say!(audit::decides_alone_meaning, same = plain(SAME)),
    advice: || say!(audit::decides_alone_advice),
    source: Some(|| say!(audit::source_correlations_becker)),
    look: Look::Effect(look),
};

fn look(indicator: &IndicatorAudit, others: bool) -> Option<Observation> {
    let (name, importance) = (indicator.name(), &indicator.importance);
    let r = importance.correlation.filter(|r| *r > SAME && others && importance.firms >= FEW)?;
    // Importance due to correlation with others does not change with the own weight.
    if !importance.is_own() {
        return None;
    }
    let message = say!(audit::decides_alone, id = name, r = format!("{r:.2}"));
    let advice = Advice::less(DECIDES_ALONE.advice());
    Some(Observation::new(beyond(r, SAME, 1.0), &[name.id], message, advice))
}
