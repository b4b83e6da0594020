//! `against-points`: an indicator of which more goes with fewer points.

use super::super::IndicatorAudit;
use super::super::effect::FEW;
use super::correlation::{CORRECTION, OPPOSED, SIGNIFICANT, is_significant};
use super::kind::{Bound, Kind, Look, Observation};
use crate::finding::Severity;

pub(super) const AGAINST_POINTS: Kind = Kind {
    key: "against-points",
    severity: Severity::Note,
    otherwise: Some("below {0}, where more marks in it go with fewer points"),
    meaning: "an indicator correlates below 0 with the points, beyond chance (p adjusted for all indicators \
              below {1})",
    advice: "see to its direction",
    source: Some(CORRECTION),
    bounds: &[Bound::Number(OPPOSED), Bound::Number(SIGNIFICANT)],
    look: Look::Effect(look),
};

fn look(indicator: &IndicatorAudit, _: bool) -> Option<Observation> {
    let (id, importance) = (indicator.id.as_str(), &indicator.importance);
    let is_known = importance.firms >= FEW && is_significant(importance.correlation_chance);
    let r = importance.correlation.filter(|r| is_known && *r < 0.0)?;
    let (message, advice) = match r < OPPOSED {
        true => (
            format!("firms with more marks in `{id}` have fewer points: r = {r:.2}"),
            "see that its direction is right; what it rewards costs firms marks elsewhere",
        ),
        false => (
            format!("`{id}` hardly goes with the points: r = {r:.2}"),
            "right where it is meant to measure something of its own; else see that its direction is",
        ),
    };
    Some(Observation::new(-r, &[id], message, advice).otherwise(r < OPPOSED))
}
