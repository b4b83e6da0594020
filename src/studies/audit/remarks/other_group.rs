//! `other-group`: an indicator that goes with another group more than with its own.

use super::super::effect::FEW;
use super::super::{Fit, IndicatorAudit, PartAudit};
use super::correlation::{SIGNIFICANT, WEAK, is_significant};
use super::kind::{Bound, Kind, Look, Observation, beyond};
use crate::finding::Severity;

/// How much more it must correlate with the other group to ask for something to be done.
const FURTHER: f64 = 0.1;

pub(super) const OTHER_GROUP: Kind = Kind {
    key: "other-group",
    severity: Severity::Note,
    otherwise: Some("above {0} and by more than {1}"),
    meaning: "an indicator correlates with another group more than with the rest of its own, beyond chance \
              (p adjusted for all indicators and groups below {2})",
    advice: "move it, or say why not",
    source: Some("the JRC's reading of correlations; Benjamini and Hochberg 1995"),
    bounds: &[Bound::Number(WEAK), Bound::Number(FURTHER), Bound::Number(SIGNIFICANT)],
    look: Look::Fit(look),
};

/// By the test of [`Fit::apart`], which takes the two correlations for independent.
fn look(part: &PartAudit, indicator: &IndicatorAudit) -> Option<Observation> {
    let own = part.groups.iter().position(|group| group.id == indicator.group)?;
    // What is taken over a few firms is not known.
    let known = |fit: &Fit| fit.correlation.filter(|_| fit.firms >= FEW);
    let own_r = known(&indicator.with_groups[own])?;
    let others = part.groups.iter().zip(&indicator.with_groups).enumerate();
    let (group, r) = others
        .filter(|(at, (_, fit))| *at != own && is_significant(fit.apart))
        .filter_map(|(_, (group, fit))| Some((group, known(fit)?)))
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .filter(|(_, r)| *r > own_r)?;
    let id = indicator.id.as_str();
    let message = format!(
        "`{id}` goes with `{}` (r = {r:.2}) more than with the rest of `{}` (r = {own_r:.2})",
        group.id, indicator.group
    );
    let advice = format!("move it to `{}`, or say in the scorecard why it is where it is", group.id);
    let found = Observation::new(beyond(r, own_r, 1.0), &[id, &group.id], message, advice);
    Some(found.otherwise(r - own_r > FURTHER && r > WEAK))
}
