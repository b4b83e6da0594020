//! `moves-nobody`: an indicator without which no rank changes.

use super::super::IndicatorAudit;
use super::advice::Advice;
use super::kind::{Kind, Look, Observation, WORST};
use crate::finding::Severity;

pub(super) const MOVES_NOBODY: Kind = Kind {
    key: "moves-nobody",
    severity: Severity::Note,
    otherwise: None,
    meaning: "without it every firm keeps its rank",
    advice: "take it out, or give it weight",
    source: None,
    bounds: &[],
    look: Look::Effect(look),
};

fn look(indicator: &IndicatorAudit, _: bool) -> Option<Observation> {
    let id = indicator.id.as_str();
    indicator.without.as_ref().filter(|shift| shift.greatest == 0)?;
    let message = format!("without `{id}` every firm keeps its rank");
    // Weight of what the others say already changes little.
    let without = "take it out, or let firms differ more in it";
    let advice = match indicator.importance.is_redundant {
        true => "take it out".into(),
        false => Advice::more("take it out, or give it enough weight to matter", without),
    };
    Some(Observation::new(WORST, &[id], message, advice))
}
