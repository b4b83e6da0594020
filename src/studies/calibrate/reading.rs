//! What a person should make of the numbers.

use super::PER_WEIGHT;
use super::heldout::{ByTime, Contest};
use super::study::{Study, Verdict};

/// Outcomes' firms on lists, of all of them, from which nothing is known of firms off the lists.
const MOSTLY: f64 = 0.9;
/// Ratio of standard deviations below which the range of points is told to be restricted.
const RESTRICTED: f64 = 0.9;
/// Share of the reach from which a weight is told to lie at its bound.
const AT_BOUND: f64 = 0.999;

/// Whether there is a case for other weights: on firms held out the whole intervals of the AUC and of its
/// gain lie above ½ and above 0, and on later windows, where they can be told, there is no loss. Without
/// firms held out there is none.
pub(super) fn verdict(by_firm: Option<&Contest>, by_time: Option<&ByTime>, tells: bool) -> Verdict {
    let Some(by_firm) = by_firm else {
        let reason = "no weights can be held against firms that took no part in finding them";
        return Verdict { proposed: false, reason: reason.to_owned() };
    };
    let gain = &by_firm.gain;
    let told = gain.told(0.0, 4, true);
    let (proposed, reason) = if !tells {
        (
            false,
            "points by no weights within the bounds are higher on average for good firms than for bad ones"
                .to_owned(),
        )
    } else if gain.low.is_none_or(|low| low <= 0.0) {
        (false, format!("on firms held out the gain in AUC is {told}, an interval that does not lie above 0"))
    } else if by_firm.auc_fitted.low.is_none_or(|low| low <= 0.5) {
        let auc = by_firm.auc_fitted.told(0.5, 3, false);
        (false, format!("on firms held out the AUC is {auc}, an interval that does not lie above one half"))
    } else if let Some(loss) = by_time.map(|time| &time.contest.gain).filter(|gain| gain.value < 0.0) {
        let loss = loss.told(0.0, 4, true);
        (false, format!("on firms held out the gain in AUC is {told}, but on later windows it is {loss}"))
    } else {
        (true, format!("on firms held out the gain in AUC is {told}, all of it above 0"))
    };
    Verdict { proposed, reason }
}

/// What to bear in mind, the gravest first.
pub(super) fn cautions(study: &Study, before_points: usize) -> Vec<String> {
    let mut cautions = Vec::new();
    let standing = &study.standing;
    if let Some(points) = study.evidence.first().filter(|points| points.is_wrong_way()) {
        cautions.push(format!(
            "bad firms have more points than good ones (AUC {:.3}): are 1 and 0 swapped? see --good",
            points.auc.unwrap_or_default()
        ));
    }
    if before_points > 0 {
        cautions.push(format!(
            "the windows of {before_points} outcomes begin before or end by {}, the day the points are as of: points that knew the outcome prove nothing; give data and --as-of from before the windows",
            study.about.as_of
        ));
    }
    let share = standing.firms_referred as f64 / standing.firms.max(1) as f64;
    let untold = (standing.scored - standing.referred) - (standing.firms - standing.firms_referred);
    if share >= MOSTLY && untold > 0 {
        cautions.push(format!(
            "{} of {} firms with an outcome are on a list: what would have become of the {} on none that have no outcome is not known, so the weights say nothing of them",
            standing.firms_referred,
            standing.firms,
            untold
        ));
    }
    if let Some(ratio) = standing.deviation_ratio.filter(|ratio| *ratio < RESTRICTED) {
        cautions.push(format!(
            "the points of firms with an outcome vary {ratio:.2} times as much as those of all: over all firms the areas would be greater"
        ));
    }
    if let Some(per_weight) = study.fitted.per_weight.filter(|per_weight| *per_weight < PER_WEIGHT) {
        cautions.push(format!(
            "there are {per_weight:.1} outcomes of the rarer kind per free weight, fewer than {PER_WEIGHT}: free fewer weights or wait for more, and look at the intervals"
        ));
    }
    let weights = || study.weights.iter().flat_map(|row| row.today.iter().zip(&row.fitted));
    let is_at_bound = |today: f64, found: f64| {
        let reach = study.fitted.reach * today;
        today > 0.0 && (found - today).abs() > AT_BOUND * reach
    };
    let bound = weights().filter(|(today, found)| is_at_bound(**today, found.value)).count();
    if bound > 0 {
        cautions.push(format!(
            "{bound} of {} weights found lie at a bound: there the outcomes ask for more than --bounds gives, and intervals end",
            weights().filter(|(today, _)| **today > 0.0).count()
        ));
    }
    let wrong = study.evidence.iter().skip(1).filter(|one| one.is_wrong_way());
    let wrong: Vec<&str> = wrong.map(|one| one.id.as_str()).collect();
    if !wrong.is_empty() {
        cautions.push(format!(
            "more of {} goes with bad outcomes: see whether the direction is meant so, since no weight can mend it",
            wrong.join(", ")
        ));
    }
    let stability = &study.stability;
    if let (Some(psi), Some(reading)) = (stability.psi, stability.reading())
        && stability.is_shifted()
    {
        cautions.push(format!(
            "points of {} and of {} are {reading} (PSI {psi:.3}): what holds for one may not hold for the other",
            stability.base, stability.other
        ));
    }
    cautions.extend(overlap(study));
    if study.draws_failed > 0 {
        cautions.push(format!(
            "{} of {} draws came to nothing, so that intervals are narrower than they should be",
            study.draws_failed, study.draws
        ));
    }
    cautions
}

/// What is said where a window that weights were found in ends after one they were held against begins.
fn overlap(study: &Study) -> Option<String> {
    let (earlier, later) = study.windows.split_at(study.by_time.as_ref()?.trained.len());
    let ends = earlier.iter().filter(|window| window.to.is_some()).max_by(|a, b| a.to.cmp(&b.to))?;
    let begins = later.iter().filter(|window| window.from.is_some()).min_by(|a, b| a.from.cmp(&b.from))?;
    (begins.from <= ends.to).then(|| {
        format!("the windows `{}` and `{}` overlap: later is not quite later", ends.name, begins.name)
    })
}
