//! What to bear in mind of the numbers.

use super::evidence::Strength;
use super::report::Report;
use super::{LEAST, PER_WEIGHT};

/// Outcomes' firms on lists, of all of them, from which nothing is known of firms off the lists.
const MOSTLY: f64 = 0.9;
/// Share of the least number asked for that outcomes of the rarer kind must be worth.
const WORTH_FEW: f64 = 0.5;
/// Brier score over that of the mean from which chances are reported as off.
const WORSE: f64 = 1.05;
/// Ratio of standard deviations below which the range of points is reported as restricted.
const RESTRICTED: f64 = 0.9;
/// Share of the reach from which a weight is reported as at its bound.
const AT_BOUND: f64 = 0.999;

/// What to bear in mind, the gravest first. The windows of `before_points` outcomes are of before the as-of
/// day.
pub(super) fn cautions(report: &Report, before_points: usize) -> Vec<String> {
    let all = [
        swapped(report),
        hindsight(report, before_points),
        unlisted(report),
        worth_few(report),
        off_chances(report),
        restricted(report),
        few_per_weight(report),
        at_bound(report),
        wrong_way(report),
        suspicious(report),
        shifted(report),
        overlap(report),
        failed_draws(report),
    ];
    all.into_iter().flatten().collect()
}

fn swapped(report: &Report) -> Option<String> {
    let points = report.evidence.first().filter(|points| points.is_wrong_way())?;
    Some(format!(
        "bad firms have more points than good ones (AUC {:.3}): are 1 and 0 swapped? see --good",
        points.auc.unwrap_or_default()
    ))
}

fn hindsight(report: &Report, before_points: usize) -> Option<String> {
    (before_points > 0).then(|| {
        format!(
            "the windows of {before_points} outcomes begin before or end by {}, the day the points are as \
            of: points that knew the outcome prove nothing; give data and --as-of from before the windows",
            report.about.as_of
        )
    })
}

/// Firms on no list hardly ever have an outcome.
fn unlisted(report: &Report) -> Option<String> {
    let standing = &report.standing;
    let share = standing.firms_referred as f64 / standing.firms.max(1) as f64;
    let unknown = (standing.scored - standing.referred) - (standing.firms - standing.firms_referred);
    (share >= MOSTLY && unknown > 0).then(|| {
        format!(
            "{} of {} firms with an outcome are on a list: what would have become of the {unknown} on none \
            that have no outcome is not known, so the weights say nothing of them{}",
            standing.firms_referred,
            standing.firms,
            report.selection.map_or_else(String::new, |selection| {
                let (low, high) = selection.range();
                format!(", and over all firms the AUC may be {low:.3} or {high:.3}")
            })
        )
    })
}

/// A few firms have most of the outcomes, so that all of them are worth few independent ones.
fn worth_few(report: &Report) -> Option<String> {
    let rarer = report.bad.min(report.account.used - report.bad);
    let worth = rarer as f64 / report.design_effect.max(1.0);
    (worth < WORTH_FEW * LEAST as f64).then(|| {
        format!(
            "a few firms have most of the outcomes: the {rarer} of the rarer kind are worth {worth:.1} \
            independent ones, and intervals are narrower than they should be"
        )
    })
}

/// Chances by today's points that are worse than the mean for everybody.
fn off_chances(report: &Report) -> Option<String> {
    let chances = report.calibration_today.as_ref()?;
    (chances.brier > WORSE * chances.brier_of_mean).then(|| {
        format!(
            "chances by today's points miss by more than the mean rate for everybody would (Brier score \
            {:.4} against {:.4}): do not use them",
            chances.brier, chances.brier_of_mean
        )
    })
}

fn restricted(report: &Report) -> Option<String> {
    let ratio = report.standing.deviation_ratio.filter(|ratio| *ratio < RESTRICTED)?;
    Some(format!(
        "the points of firms with an outcome vary {ratio:.2} times as much as those of all: over all firms \
        areas are greater as a rule"
    ))
}

fn few_per_weight(report: &Report) -> Option<String> {
    let per_weight = report.fitted.per_weight.filter(|per_weight| *per_weight < PER_WEIGHT)?;
    Some(format!(
        "there are {per_weight:.1} firms of the rarer kind per free weight, fewer than {PER_WEIGHT}: \
        free fewer weights or wait for more, and look at the intervals"
    ))
}

fn at_bound(report: &Report) -> Option<String> {
    let weights = || report.weights.iter().flat_map(|row| row.today.iter().zip(&row.fitted));
    let is_at_bound = |today: f64, found: f64| {
        let reach = report.fitted.reach * today;
        today > 0.0 && (found - today).abs() > AT_BOUND * reach
    };
    let bound = weights().filter(|(today, found)| is_at_bound(**today, found.value)).count();
    (bound > 0).then(|| {
        format!(
            "{bound} of {} weights found lie at a bound: there the outcomes ask for more than --bounds \
            gives, and intervals end",
            weights().filter(|(today, _)| **today > 0.0).count()
        )
    })
}

fn wrong_way(report: &Report) -> Option<String> {
    let wrong = report.evidence.iter().skip(1).filter(|one| one.is_wrong_way());
    let wrong: Vec<&str> = wrong.map(|one| one.id.as_str()).collect();
    (!wrong.is_empty()).then(|| {
        format!(
            "more of {} goes with bad outcomes: see whether the direction is meant so, since no weight can \
            mend it",
            wrong.join(", ")
        )
    })
}

/// Indicators that say so much of outcomes that they may hold them.
fn suspicious(report: &Report) -> Option<String> {
    let all = report.evidence.iter().skip(1).filter(|one| one.strength == Some(Strength::Suspicious));
    let all: Vec<&str> = all.map(|one| one.id.as_str()).collect();
    (!all.is_empty()).then(|| {
        format!(
            "the information value of {} is suspiciously high: is the outcome in the indicator?",
            all.join(", ")
        )
    })
}

fn shifted(report: &Report) -> Option<String> {
    let stability = &report.stability;
    let (psi, reading) = (stability.psi?, stability.reading()?);
    stability.is_shifted().then(|| {
        format!(
            "points of {} and of {} are {reading} (PSI {psi:.3}): what holds for one may not hold for the \
            other",
            stability.base, stability.other
        )
    })
}

/// A window that weights were found in ends after one they were held against begins.
fn overlap(report: &Report) -> Option<String> {
    let (earlier, later) = report.windows.split_at(report.by_time.as_ref()?.trained.len());
    let ends = earlier.iter().filter(|window| window.to.is_some()).max_by(|a, b| a.to.cmp(&b.to))?;
    let begins = later.iter().filter(|window| window.from.is_some()).min_by(|a, b| a.from.cmp(&b.from))?;
    (begins.from <= ends.to).then(|| {
        format!("the windows `{}` and `{}` overlap: later is not quite later", ends.name, begins.name)
    })
}

fn failed_draws(report: &Report) -> Option<String> {
    (report.draws_failed > 0).then(|| {
        format!(
            "{} of {} draws came to nothing, so that intervals are narrower than they should be",
            report.draws_failed, report.draws
        )
    })
}
