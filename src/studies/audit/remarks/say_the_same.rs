//! `say-the-same`: two indicators that measure the same.

use super::advice::Advice;
use super::correlation::SAME;
use super::kind::{Bound, Kind, Look, Observation, Pair, beyond};
use crate::finding::Severity;

pub(super) const SAY_THE_SAME: Kind = Kind {
    key: "say-the-same",
    severity: Severity::Warning,
    otherwise: Some("where they are in two groups"),
    meaning: "two indicators correlate above {0}",
    advice: "merge them, or halve their weights; of two groups, keep it in one",
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
        Observation::new(excess, &[x, y], message, Advice::less("merge them, or halve their weights"))
    } else {
        let message =
            format!("`{x}` of `{}` and `{y}` of `{}` say the same: r = {r:.2}", one.group, other.group);
        let advice = "what they measure counts in both groups: keep it in one";
        Observation::new(excess, &[x, y], message, advice).otherwise(true)
    })
}
