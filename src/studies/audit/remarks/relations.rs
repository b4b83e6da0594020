//! What indicators say of one another.

use super::super::importance::FEW;
use super::super::{GroupAudit, IndicatorAudit, PartAudit};
use super::remark::{Advice, Collector, beyond};
use crate::finding::Severity;

/// Correlation above which two indicators say the same: the reading of the JRC.
pub(super) const SAME: f64 = 0.92;
/// Correlation below which indicators of one group oppose each other, and not just hardly go together.
pub(super) const OPPOSED: f64 = -0.3;
/// The normal deviate of a two-sided test at 5 %.
const CHANCE: f64 = 1.96;
/// How much more an indicator must correlate with another group to ask for something to be done.
const FURTHER: f64 = 0.1;
/// Correlation below which two things hardly go together, in the reading of the JRC.
const WEAK: f64 = 0.3;
/// Cronbach's α below which indicators are not taken to measure one thing (Nunnally 1978, as the OECD
/// handbook cites him).
const ALPHA: f64 = 0.7;

/// Whether an indicator has weight, a known share and different ones: what can be judged at all.
pub(super) fn varies(indicator: &IndicatorAudit) -> bool {
    indicator.importance.nominal > 0.0 && indicator.profile.distinct > 1
}

/// Whether a correlation over `n` firms differs from 0 beyond chance, by Fisher's transformation.
pub(super) fn beyond_chance(r: f64, n: usize) -> bool {
    n > 3 && r.clamp(-1.0 + 1e-15, 1.0 - 1e-15).atanh().abs() * (n as f64 - 3.0).sqrt() > CHANCE
}

/// What pairs of indicators say.
pub(super) fn of_pairs(remarks: &mut Collector, part: &PartAudit) {
    for (i, a) in part.indicators.iter().enumerate().filter(|(_, a)| varies(a)) {
        for (j, b) in part.indicators.iter().enumerate().skip(i + 1).filter(|(_, b)| varies(b)) {
            let Some(r) = part.correlations[i][j] else { continue };
            let (x, y, inside) = (a.id.as_str(), b.id.as_str(), a.group == b.group);
            let n = part.pairs[i][j];
            if n < FEW {
                continue;
            }
            if r > SAME && inside {
                let message = format!("`{x}` and `{y}` say the same: r = {r:.2}");
                let help = Advice::less("merge them, or halve their weights");
                remarks.warn("say-the-same", beyond(r, SAME, 1.0), &[x, y], message, help);
            } else if r > SAME {
                let message =
                    format!("`{x}` of `{}` and `{y}` of `{}` say the same: r = {r:.2}", a.group, b.group);
                let help = "what they measure counts in both groups: keep it in one";
                remarks.note("say-the-same", beyond(r, SAME, 1.0), &[x, y], message, help);
            } else if r < 0.0 && inside && beyond_chance(r, n) {
                let (severity, does, help) = if r < OPPOSED {
                    let help =
                        "what one gives the other takes: see that each has the right direction, or part them";
                    (Severity::Warning, "go against one another", help)
                } else {
                    let help = "right where they are meant to complement each other; else see that each has the right direction";
                    (Severity::Note, "hardly go together", help)
                };
                let message = format!("`{x}` and `{y}` of `{}` {does}: r = {r:.2}", a.group);
                remarks.add("oppose", severity, -r, &[x, y], message, help);
            }
        }
    }
}

/// Whether an indicator goes with another group more than with its own: by Fisher's transformation of both
/// correlations, each over its own firms, taken for independent, which asks for more than a test that knows
/// how they hang together.
pub(super) fn of_fit(remarks: &mut Collector, part: &PartAudit, indicator: &IndicatorAudit) {
    let own = part.groups.iter().position(|group| group.id == indicator.group);
    // What is taken over a few firms is not known.
    let with: Vec<Option<(f64, usize)>> = indicator
        .with_groups
        .iter()
        .zip(&indicator.pairs_with_groups)
        .map(|(r, &firms)| r.zip((firms >= FEW).then_some(firms)))
        .collect();
    let Some((own_r, own_firms)) = own.and_then(|own| with[own]).filter(|_| varies(indicator)) else {
        return;
    };
    let others = part.groups.iter().zip(&with).enumerate();
    let best = others
        .filter(|(at, (group, _))| Some(*at) != own && group.importance.nominal > 0.0)
        .filter_map(|(_, (group, with))| with.map(|(r, firms)| (group, r, firms)))
        .max_by(|(_, a, _), (_, b, _)| a.total_cmp(b));
    let Some((group, r, firms)) = best.filter(|(_, r, _)| *r > own_r) else { return };
    let z = |r: f64| r.clamp(-1.0 + 1e-15, 1.0 - 1e-15).atanh();
    // The variance of z is 1 / (n − 3), and n is FEW or more.
    let variance = |firms: usize| 1.0 / (firms as f64 - 3.0);
    if z(r) - z(own_r) > CHANCE * (variance(firms) + variance(own_firms)).sqrt() {
        let id = indicator.id.as_str();
        let message = format!(
            "`{id}` goes with `{}` (r = {r:.2}) more than with the rest of `{}` (r = {own_r:.2})",
            group.id, indicator.group
        );
        let help = format!("move it to `{}`, or say in the scorecard why it is where it is", group.id);
        let severity = if r - own_r > FURTHER && r > WEAK { Severity::Warning } else { Severity::Note };
        remarks.add("other-group", severity, beyond(r, own_r, 1.0), &[id, &group.id], message, help);
    }
}

/// Whether a group's indicators measure one thing.
pub(super) fn of_consistency(remarks: &mut Collector, group: &GroupAudit) {
    let id = group.id.as_str();
    let alpha = group.consistency.alpha.filter(|_| group.consistency.firms >= FEW);
    if let Some(alpha) = alpha.filter(|alpha| *alpha < ALPHA) {
        let message = format!("the indicators of `{id}` do not measure one thing: alpha is {alpha:.2}");
        let help = "right where they are meant to complement each other; else see which of them lowers it";
        remarks.note("low-alpha", beyond(alpha, ALPHA, 0.0), &[id], message, help);
    }
}
