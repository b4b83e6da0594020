//! `oppose`: two indicators of a group of which one takes what the other gives.

use super::correlation::{CORRECTION, OPPOSED, SIGNIFICANT, is_significant};
use super::kind::{Bound, Kind, Look, Observation, Pair};
use crate::finding::Severity;

pub(super) const OPPOSE: Kind = Kind {
    key: "oppose",
    severity: Severity::Note,
    otherwise: Some("below {0}, where they go against one another"),
    meaning: "two indicators of a group correlate below 0, beyond chance (p adjusted for all pairs below \
              {1}): they hardly go together",
    advice: "see to their direction, or part them",
    source: Some(CORRECTION),
    bounds: &[Bound::Number(OPPOSED), Bound::Number(SIGNIFICANT)],
    look: Look::Pair(look),
};

fn look(pair: &Pair<'_>) -> Option<Observation> {
    let &Pair { one, other, r, chance } = pair;
    if r >= 0.0 || !pair.is_inside() || !is_significant(chance) {
        return None;
    }
    let (x, y, is_opposed) = (one.id.as_str(), other.id.as_str(), r < OPPOSED);
    let (does, advice) = match is_opposed {
        true => (
            "go against one another",
            "what one gives the other takes: see that each has the right direction, or part them",
        ),
        false => (
            "hardly go together",
            "right where they are meant to complement each other; else see that each has the right direction",
        ),
    };
    let message = format!("`{x}` and `{y}` of `{}` {does}: r = {r:.2}", one.group);
    Some(Observation::new(-r, &[x, y], message, advice).otherwise(is_opposed))
}
