//! `at-floor` and `at-ceiling`: many firms at one end of an indicator's marks.

use super::super::IndicatorAudit;
use super::super::effect::FEW;
use super::floor_ceiling::{End, help};
use super::kind::{Bound, Kind, Look, Observation, beyond, known, known_firms, percent, varies};
use crate::finding::Severity;
use crate::scorecard::Indicator;

/// Share of the firms from which on a scale has a floor or a ceiling effect.
pub(super) const MANY: f64 = 0.15;
/// Share from which on most firms cannot be told apart.
const MOST: f64 = 0.5;

pub(super) const AT_FLOOR: Kind = Kind {
    key: "at-floor",
    severity: Severity::Note,
    otherwise: Some("above {1}"),
    meaning: "more than {0} of the firms known have no marks",
    advice: "move the bound where marks begin; of a flag, classes or a percentile, weigh it less",
    source: Some("McHorney and Tarlov 1995"),
    bounds: &[Bound::Share(MANY), Bound::Share(MOST)],
    look: Look::Values(at_floor),
};

pub(super) const AT_CEILING: Kind = Kind {
    key: "at-ceiling",
    meaning: "more than {0} of the firms known have full marks",
    advice: "move the bound of full marks; of a flag, classes or a percentile, weigh it less",
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
    let (id, profile) = (indicator.id.as_str(), &indicator.profile);
    let (share, what) = match end {
        End::Floor => (profile.floor, "no marks"),
        End::Ceiling => (profile.ceiling, "full marks"),
    };
    let share = share.filter(|share| *share > MANY && varies(indicator) && known(profile) >= FEW)?;
    let (share_of, firms) = (percent(share), known_firms(profile));
    let message = format!("{share_of} of the {firms} have {what} in `{id}`: it does not distinguish them");
    let advice = help(&written.curve, written.direction, end, indicator.importance.is_own());
    Some(Observation::new(beyond(share, MANY, 1.0), &[id], message, advice).otherwise(share > MOST))
}
