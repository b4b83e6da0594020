//! `say-the-same`: two indicators that measure the same.

use super::advice::Advice;
use super::correlation::SAME;
use super::kind::{Bound, Kind, Look, Observation, Pair, beyond, percent};
use crate::finding::Severity;

pub(super) const SAY_THE_SAME: Kind = Kind {
    key: "say-the-same",
    severity: Severity::Warning,
    otherwise: Some("where they are in two groups"),
    meaning: "two indicators correlate above {0}",
    advice: "merge them, or keep one, with one weight for what both measure; of two groups, keep it in one",
    source: Some("the JRC's reading of correlations"),
    bounds: &[Bound::Number(SAME)],
    look: Look::Pair(look),
};

fn look(pair: &Pair<'_>) -> Option<Observation> {
    let &Pair { one, other, r, .. } = pair;
    if r <= SAME {
        return None;
    }
    let (x, y, excess) = (one.id.as_str(), other.id.as_str(), beyond(r, SAME, 1.0));
    Some(if pair.is_inside() {
        let message = format!("`{x}` and `{y}` say the same: r = {r:.2}");
        let weight = percent(one.importance.nominal + other.importance.nominal);
        let advice = format!("merge them, or keep one: what they measure has a weight of {weight}");
        Observation::new(excess, &[x, y], message, Advice::less(advice))
    } else {
        let message =
            format!("`{x}` of `{}` and `{y}` of `{}` say the same: r = {r:.2}", one.group, other.group);
        let advice = "what they measure counts in both groups: keep it in one";
        Observation::new(excess, &[x, y], message, advice).otherwise(true)
    })
}
