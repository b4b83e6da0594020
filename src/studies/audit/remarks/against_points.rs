//! `against-points`: an indicator that correlates below 0 with the points.

use super::super::IndicatorAudit;
use super::super::effect::FEW;
use super::correlation::{OPPOSED, SIGNIFICANT, is_significant};
use super::kind::{Kind, Look, Observation, plain};
use crate::finding::Severity;
use crate::words::say;

pub(super) const AGAINST_POINTS: Kind = Kind {
    key: "against-points",
    severity: Severity::Note,
    otherwise: Some(|| say!(audit::against_points_severity, opposed = plain(OPPOSED))),
    meaning: || say!(audit::against_points_meaning, level = plain(SIGNIFICANT)),
    advice: || say!(audit::against_points_advice),
    source: Some(|| say!(audit::source_many)),
    look: Look::Effect(look),
};

fn look(indicator: &IndicatorAudit, _: bool) -> Option<Observation> {
    let (name, importance) = (indicator.name(), &indicator.importance);
    let is_known = importance.firms >= FEW && is_significant(importance.correlation_chance);
    let r = importance.correlation.filter(|r| is_known && *r < 0.0)?;
    let (message, advice) = match r < OPPOSED {
        true => {
            (say!(audit::against_points, id = name, r = format!("{r:.2}")), say!(audit::against_points_check))
        }
        false => (
            say!(audit::against_points_little, id = name, r = format!("{r:.2}")),
            say!(audit::against_points_little_check),
        ),
    };
    Some(Observation::new(-r, &[name.id], message, advice).otherwise(r < OPPOSED))
}
