//! `decides-alone`: an indicator that nearly makes the points alone.

use super::super::IndicatorAudit;
use super::super::effect::FEW;
use super::advice::Advice;
use super::correlation::SAME;
use super::kind::{Bound, Kind, Look, Observation, beyond};
use crate::finding::Severity;

pub(super) const DECIDES_ALONE: Kind = Kind {
    key: "decides-alone",
    severity: Severity::Warning,
    otherwise: None,
    meaning: "an indicator beside which others have weight correlates above {0} with the points, and most of \
              its S is its own",
    advice: "lower its weight, or see why the others add so little",
    source: Some("the JRC's reading of correlations; Becker and others 2017"),
    bounds: &[Bound::Number(SAME)],
    look: Look::Effect(look),
};

fn look(indicator: &IndicatorAudit, others: bool) -> Option<Observation> {
    let (id, importance) = (indicator.id.as_str(), &indicator.importance);
    let r = importance.correlation.filter(|r| *r > SAME && others && importance.firms >= FEW)?;
    // What the others bring about, no weight of its own changes.
    if !importance.is_own() {
        return None;
    }
    let message = format!("`{id}` nearly makes the points alone: r = {r:.2}");
    let advice = Advice::less(DECIDES_ALONE.advice);
    Some(Observation::new(beyond(r, SAME, 1.0), &[id], message, advice))
}
