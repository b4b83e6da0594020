//! `few-firms`: too few firms to judge by what they show.

use super::super::PartAudit;
use super::super::effect::FEW;
use super::kind::{Bound, Kind, Look, Observation, WORST};
use crate::finding::Severity;

pub(super) const FEW_FIRMS: Kind = Kind {
    key: "few-firms",
    severity: Severity::Note,
    otherwise: None,
    meaning: "fewer than {0} firms: what they show is not judged, but values that are missing or all the \
              same",
    advice: "audit a larger cohort, or look at all segments together",
    source: None,
    bounds: &[Bound::Firms(FEW)],
    look: Look::Part(look),
};

fn look(part: &PartAudit) -> Option<Observation> {
    if part.firms == 0 || part.firms >= FEW {
        return None;
    }
    let message = match part.firms {
        1 => "there is 1 firm: what one shows is not judged".to_owned(),
        firms => format!("there are {firms} firms: what so few show is not judged"),
    };
    let advice = match part.segment {
        Some(_) => FEW_FIRMS.advice,
        None => "audit a larger cohort",
    };
    Some(Observation::new(WORST, &[], message, advice))
}
