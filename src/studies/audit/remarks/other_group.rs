//! `other-group`: an indicator that correlates with another group more than with its own.

use super::super::effect::FEW;
use super::super::{Fit, IndicatorAudit, PartAudit};
use super::correlation::{SIGNIFICANT, WEAK, is_significant};
use super::kind::{Kind, Look, Observation, beyond, plain};
use crate::finding::Severity;
use crate::words::say;

/// Excess of the correlation with the other group from which on the remark is a warning.
const FURTHER: f64 = 0.1;

pub(super) const OTHER_GROUP: Kind = Kind {
    key: "other-group",
    severity: Severity::Note,
    otherwise: Some(|| say!(audit::other_group_severity, weak = plain(WEAK), further = plain(FURTHER))),
    meaning: || say!(audit::other_group_meaning, level = plain(SIGNIFICANT)),
    advice: || say!(audit::other_group_advice),
    source: Some(|| say!(audit::source_correlations_many)),
    look: Look::Fit(look),
};

/// Uses the test of [`Fit::apart`], which takes the two correlations as independent.
fn look(part: &PartAudit, indicator: &IndicatorAudit) -> Option<Observation> {
    let own = part.groups.iter().position(|group| group.id == indicator.group)?;
    // A correlation over few firms is uncertain.
    let known = |fit: &Fit| fit.correlation.filter(|_| fit.firms >= FEW);
    let own_r = known(&indicator.with_groups[own])?;
    let others = part.groups.iter().zip(&indicator.with_groups).enumerate();
    let (group, r) = others
        .filter(|(at, (_, fit))| *at != own && is_significant(fit.apart))
        .filter_map(|(_, (group, fit))| Some((group, known(fit)?)))
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .filter(|(_, r)| *r > own_r)?;
    let name = indicator.name();
    let message = say!(
        audit::other_group,
        id = name,
        other = group.name(),
        r = format!("{r:.2}"),
        own = &indicator.group_name,
        own_r = format!("{own_r:.2}")
    );
    let advice = say!(audit::other_group_move, other = group.name());
    let found = Observation::new(beyond(r, own_r, 1.0), &[name.id, &group.id], message, advice);
    Some(found.otherwise(r - own_r > FURTHER && r > WEAK))
}
