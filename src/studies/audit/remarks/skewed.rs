//! `skewed`: a few firms decide the spread of an indicator.

use super::super::IndicatorAudit;
use super::super::effect::FEW;
use super::super::profile::{KURTOSIS, SKEW};
use super::at_end;
use super::floor_ceiling::help_with_skew;
use super::kind::{Bound, Kind, Look, Observation, known, varies};
use crate::finding::Severity;
use crate::scorecard::{Curve, Indicator};

pub(super) const SKEWED: Kind = Kind {
    key: "skewed",
    severity: Severity::Note,
    otherwise: None,
    meaning: "marks have a skew beyond ±{0} and a kurtosis above {1}",
    advice: "treat it, lower the bound of full marks, or weigh it less",
    source: Some("the JRC's audits of composite indicators"),
    bounds: &[Bound::Number(SKEW), Bound::Number(KURTOSIS)],
    look: Look::Values(look),
};

fn look(indicator: &IndicatorAudit, written: &Indicator) -> Option<Observation> {
    let (id, profile) = (indicator.id.as_str(), &indicator.profile);
    // Of a flag, its ends say as much.
    if !varies(indicator) || known(profile) < FEW || written.curve == Curve::Flag {
        return None;
    }
    let shares = profile.shares.as_ref().filter(|shares| shares.is_skewed)?;
    let (skew, kurtosis) = (shares.skew.unwrap_or(0.0), shares.kurtosis.unwrap_or(0.0));
    let message = format!("a few firms decide the spread of `{id}`: skew {skew:.2}, kurtosis {kurtosis:.2}");
    let is_at_ceiling = profile.ceiling.is_some_and(|share| share > at_end::MANY);
    let advice =
        help_with_skew(&written.curve, written.direction, is_at_ceiling, indicator.importance.is_own());
    Some(Observation::new(1.0 - SKEW / skew.abs().max(SKEW), &[id], message, advice))
}
