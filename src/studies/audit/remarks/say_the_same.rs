//! `say-the-same`: two indicators that measure the same.

use super::advice::Advice;
use super::correlation::SAME;
use super::kind::{Kind, Look, Observation, Pair, beyond, plain};
use crate::figures::number::percent;
use crate::finding::Severity;
use crate::words::say;

pub(super) const SAY_THE_SAME: Kind = Kind {
    key: "say-the-same",
    severity: Severity::Warning,
    otherwise: Some(|| say!(audit::say_the_same_severity)),
    meaning: || say!(audit::say_the_same_meaning, same = plain(SAME)),
    advice: || say!(audit::say_the_same_advice),
    source: Some(|| say!(audit::source_correlations)),
    look: Look::Pair(look),
};

fn look(pair: &Pair<'_>) -> Option<Observation> {
    let &Pair { one, other, r, .. } = pair;
    if r <= SAME {
        return None;
    }
    let (x, y, excess) = (one.name(), other.name(), beyond(r, SAME, 1.0));
    let (about, r) = ([x.id, y.id], format!("{r:.2}"));
    Some(if pair.is_inside() {
        let message = say!(audit::say_the_same, one = x, other = y, r = r);
        let weight = percent(one.importance.nominal + other.importance.nominal);
        let advice = say!(audit::say_the_same_merge, weight = weight);
        Observation::new(excess, &about, message, Advice::less(advice))
    } else {
        let message = say!(
            audit::say_the_same_across,
            one = x,
            group = &one.group_name,
            other = y,
            other_group = &other.group_name,
            r = r
        );
        Observation::new(excess, &about, message, say!(audit::say_the_same_keep)).otherwise(true)
    })
}
