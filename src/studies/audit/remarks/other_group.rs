//! `other-group`: an indicator that goes with another group more than with its own.

use super::super::importance::FEW;
use super::super::{IndicatorAudit, PartAudit};
use super::correlation::{CHANCE, WEAK, z};
use super::kind::{Bound, Kind, Look, Observation, beyond};
use crate::finding::Severity;

/// How much more it must correlate with the other group to ask for something to be done.
const FURTHER: f64 = 0.1;

pub(super) const OTHER_GROUP: Kind = Kind {
    key: "other-group",
    severity: Severity::Note,
    otherwise: Some("above {0} and by more than {1}"),
    meaning: "an indicator correlates with another group more than with the rest of its own, beyond chance \
              (a normal deviate above {2})",
    advice: "move it, or say why not",
    source: Some("the JRC's reading of correlations"),
    bounds: &[Bound::Number(WEAK), Bound::Number(FURTHER), Bound::Number(CHANCE)],
    look: Look::Fit(look),
};

/// By Fisher's transformation of both correlations, each over its own firms, taken for independent, which
/// asks for more than a test that knows how they hang together.
fn look(part: &PartAudit, indicator: &IndicatorAudit) -> Option<Observation> {
    let own = part.groups.iter().position(|group| group.id == indicator.group)?;
    // What is taken over a few firms is not known.
    let with: Vec<Option<(f64, usize)>> = indicator
        .with_groups
        .iter()
        .zip(&indicator.pairs_with_groups)
        .map(|(r, &firms)| r.zip((firms >= FEW).then_some(firms)))
        .collect();
    let (own_r, own_firms) = with[own]?;
    let others = part.groups.iter().zip(&with).enumerate();
    let (group, r, firms) = others
        .filter(|(at, (group, _))| *at != own && group.importance.nominal > 0.0)
        .filter_map(|(_, (group, with))| with.map(|(r, firms)| (group, r, firms)))
        .max_by(|(_, a, _), (_, b, _)| a.total_cmp(b))
        .filter(|(_, r, _)| *r > own_r)?;
    // The firms are FEW or more.
    let variance = |firms: usize| 1.0 / (firms as f64 - 3.0);
    if z(r) - z(own_r) <= CHANCE * (variance(firms) + variance(own_firms)).sqrt() {
        return None;
    }
    let id = indicator.id.as_str();
    let message = format!(
        "`{id}` goes with `{}` (r = {r:.2}) more than with the rest of `{}` (r = {own_r:.2})",
        group.id, indicator.group
    );
    let advice = format!("move it to `{}`, or say in the scorecard why it is where it is", group.id);
    let found = Observation::new(beyond(r, own_r, 1.0), &[id, &group.id], message, advice);
    Some(found.otherwise(r - own_r > FURTHER && r > WEAK))
}
