//! `oppose`: two indicators of a group that correlate below 0.

use super::correlation::{OPPOSED, SIGNIFICANT, is_significant};
use super::kind::{Kind, Look, Observation, Pair, plain};
use crate::finding::Severity;
use crate::words::say;

pub(super) const OPPOSE: Kind = Kind {
    key: "oppose",
    severity: Severity::Note,
    otherwise: Some(|| say!(audit::oppose_severity, opposed = plain(OPPOSED))),
    meaning: || say!(audit::oppose_meaning, level = plain(SIGNIFICANT)),
    advice: || say!(audit::oppose_advice),
    source: Some(|| say!(audit::source_many)),
    look: Look::Pair(look),
};

fn look(pair: &Pair<'_>) -> Option<Observation> {
    let &Pair { one, other, r, chance } = pair;
    if r >= 0.0 || !pair.is_inside() || !is_significant(chance) {
        return None;
    }
    let (x, y, group, is_opposed) = (one.name(), other.name(), &one.group_name, r < OPPOSED);
    let shown = format!("{r:.2}");
    let (message, advice) = match is_opposed {
        true => {
            (say!(audit::oppose, one = x, other = y, group = group, r = shown), say!(audit::oppose_check))
        }
        false => (
            say!(audit::oppose_little, one = x, other = y, group = group, r = shown),
            say!(audit::oppose_little_check),
        ),
    };
    Some(Observation::new(-r, &[x.id, y.id], message, advice).otherwise(is_opposed))
}
