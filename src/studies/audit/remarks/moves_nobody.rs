//! `moves-nobody`: an indicator without which no rank changes.

use super::super::IndicatorAudit;
use super::advice::Advice;
use super::kind::{Kind, Look, Observation, WORST};
use crate::finding::Severity;
use crate::words::say;

pub(super) const MOVES_NOBODY: Kind = Kind {
    key: "moves-nobody",
    severity: Severity::Note,
    otherwise: None,
    meaning: || say!(audit::moves_nobody_meaning),
    advice: || say!(audit::moves_nobody_advice),
    source: None,
    look: Look::Effect(look),
};

fn look(indicator: &IndicatorAudit, _: bool) -> Option<Observation> {
    let name = indicator.name();
    indicator.without.as_ref().filter(|shift| shift.greatest == 0)?;
    let message = say!(audit::moves_nobody, id = name);
    let advice = match indicator.importance.is_redundant {
        // More weight on a redundant indicator changes little.
        true => say!(audit::moves_nobody_remove).into(),
        false => Advice::more(say!(audit::moves_nobody_raise), say!(audit::moves_nobody_differ)),
    };
    Some(Observation::new(WORST, &[name.id], message, advice))
}
