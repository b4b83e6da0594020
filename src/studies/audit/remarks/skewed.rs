//! `skewed`: a few firms decide the spread of an indicator.

use super::super::IndicatorAudit;
use super::super::effect::FEW;
use super::super::profile::{KURTOSIS, SKEW};
use super::at_end;
use super::floor_ceiling::help_with_skew;
use super::kind::{Kind, Look, Observation, known, plain, varies};
use crate::finding::Severity;
use crate::scorecard::{Curve, Indicator};
use crate::words::say;

pub(super) const SKEWED: Kind = Kind {
    key: "skewed",
    severity: Severity::Note,
    otherwise: None,
    meaning: || say!(audit::skewed_meaning, skew = plain(SKEW), kurtosis = plain(KURTOSIS)),
    advice: || say!(audit::skewed_advice),
    source: Some(|| say!(audit::source_audits)),
    look: Look::Values(look),
};

fn look(indicator: &IndicatorAudit, written: &Indicator) -> Option<Observation> {
    let (name, profile) = (indicator.name(), &indicator.profile);
    // Remarks on the ends of a flag cover this.
    if !varies(indicator) || known(profile) < FEW || written.curve == Curve::Flag {
        return None;
    }
    let shares = profile.shares.as_ref().filter(|shares| shares.is_skewed)?;
    let (skew, kurtosis) = (shares.skew.unwrap_or(0.0), shares.kurtosis.unwrap_or(0.0));
    let shown = |number: f64| format!("{number:.2}");
    let message = say!(audit::skewed, id = name, skew = shown(skew), kurtosis = shown(kurtosis));
    let is_at_ceiling = profile.ceiling.is_some_and(|share| share > at_end::MANY);
    let advice =
        help_with_skew(&written.curve, written.direction, is_at_ceiling, indicator.importance.is_own());
    Some(Observation::new(1.0 - SKEW / skew.abs().max(SKEW), &[name.id], message, advice))
}
