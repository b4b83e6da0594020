//! `at-floor` and `at-ceiling`: many firms at one end of an indicator's marks.

use super::super::IndicatorAudit;
use super::super::effect::FEW;
use super::floor_ceiling::{End, help};
use super::kind::{Kind, Look, Observation, beyond, known, known_of_all, shares, varies};
use crate::figures::number::percent;
use crate::finding::Severity;
use crate::scorecard::Indicator;
use crate::words::say;

/// Least share of the firms at one end for a floor or a ceiling effect.
pub(super) const MANY: f64 = 0.15;
/// Least share of the firms at one end for a warning.
const MOST: f64 = 0.5;

pub(super) const AT_FLOOR: Kind = Kind {
    key: "at-floor",
    severity: Severity::Note,
    otherwise: Some(|| say!(audit::at_end_severity, most = shares(MOST))),
    meaning: || say!(audit::at_floor_meaning, many = shares(MANY)),
    advice: || say!(audit::at_floor_advice),
    source: Some(|| say!(audit::source_ends)),
    look: Look::Values(at_floor),
};

pub(super) const AT_CEILING: Kind = Kind {
    key: "at-ceiling",
    meaning: || say!(audit::at_ceiling_meaning, many = shares(MANY)),
    advice: || say!(audit::at_ceiling_advice),
    look: Look::Values(at_ceiling),
    ..AT_FLOOR
};

fn at_floor(indicator: &IndicatorAudit, written: &Indicator) -> Option<Observation> {
    at_end(indicator, written, End::Floor)
}

fn at_ceiling(indicator: &IndicatorAudit, written: &Indicator) -> Option<Observation> {
    at_end(indicator, written, End::Ceiling)
}

fn at_end(indicator: &IndicatorAudit, written: &Indicator, end: End) -> Option<Observation> {
    let (name, profile) = (indicator.name(), &indicator.profile);
    let (share, which) = match end {
        End::Floor => (profile.floor, "floor"),
        End::Ceiling => (profile.ceiling, "ceiling"),
    };
    let share = share.filter(|share| *share > MANY && varies(indicator) && known(profile) >= FEW)?;
    let of = percent(share);
    let message = match known_of_all(profile) {
        Some(known) => say!(audit::at_end_known, id = name, end = which, share = of, known = known),
        None => say!(audit::at_end, id = name, end = which, share = of),
    };
    let advice = help(&written.curve, written.direction, end, indicator.importance.is_own());
    Some(Observation::new(beyond(share, MANY, 1.0), &[name.id], message, advice).otherwise(share > MOST))
}
