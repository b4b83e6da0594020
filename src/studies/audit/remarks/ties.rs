//! `ties`: points that discriminate poorly.

use super::super::PartAudit;
use super::kind::{Bound, Kind, Look, Observation, beyond, percent};
use crate::finding::Severity;

/// Chance that two firms have the same points above which points discriminate poorly.
const TIED_PAIRS: f64 = 0.1;

pub(super) const TIES: Kind = Kind {
    key: "ties",
    severity: Severity::Warning,
    otherwise: None,
    meaning: "of all pairs of firms more than {0} have the same points",
    advice: "publish more decimals, or take finer curves",
    source: Some("Ferguson's δ below 0.9, Kline 2000"),
    bounds: &[Bound::Share(TIED_PAIRS)],
    look: Look::Points(look),
};

fn look(part: &PartAudit) -> Option<Observation> {
    let tied = part.separation.tied_pairs.filter(|tied| *tied > TIED_PAIRS)?;
    let message = format!("two firms have the same points {} of the time", percent(tied));
    let advice = "publish more decimals, or take curves with more steps";
    Some(Observation::new(beyond(tied, TIED_PAIRS, 1.0), &[], message, advice))
}
