//! Cautions about the numbers of a calibration.

use jiff::civil::Date;

use super::evidence::Strength;
use super::report::Report;
use super::{LEAST, PER_WEIGHT};
use crate::words::{Arg, Message, say};

/// Share of the firms with outcomes that are on lists above which the outcomes of other firms count as
/// unknown.
const MOSTLY: f64 = 0.9;
/// Least effective number of outcomes of the rarer kind, as a share of the required number.
const WORTH_FEW: f64 = 0.5;
/// Ratio of the Brier score to that of the mean above which chances are reported as wrong.
const WORSE: f64 = 1.05;
/// Ratio of standard deviations below which the range of points is reported as restricted.
const RESTRICTED: f64 = 0.9;
/// Share of the reach from which on a weight is reported to be at its bound.
const AT_BOUND: f64 = 0.999;

/// The cautions of a report, the gravest first. `before_points` is the number of outcomes whose window begins
/// before the as-of day, or ends by it.
pub(super) fn cautions(report: &Report, before_points: usize, as_of: Date) -> Vec<Message> {
    let all = [
        swapped(report),
        hindsight(before_points, as_of),
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

fn swapped(report: &Report) -> Option<Message> {
    let points = report.evidence.first().filter(|points| points.is_wrong_way())?;
    Some(say!(calibrate::swapped, auc = format!("{:.3}", points.auc.unwrap_or_default())))
}

fn hindsight(before_points: usize, as_of: Date) -> Option<Message> {
    (before_points > 0).then(|| say!(calibrate::hindsight, outcomes = before_points, as_of = as_of))
}

/// Caution that firms on no list hardly ever have an outcome.
fn unlisted(report: &Report) -> Option<Message> {
    let standing = &report.standing;
    let share = standing.firms_referred as f64 / standing.firms.max(1) as f64;
    let unknown = (standing.scored - standing.referred) - (standing.firms - standing.firms_referred);
    let (listed, firms) = (standing.firms_referred, standing.firms);
    (share >= MOSTLY && unknown > 0).then(|| match report.selection {
        None => say!(calibrate::unlisted, listed = listed, firms = firms, unknown = unknown),
        Some(selection) => {
            let (low, high) = selection.range();
            say!(
                calibrate::unlisted_range,
                listed = listed,
                firms = firms,
                unknown = unknown,
                low = format!("{low:.3}"),
                high = format!("{high:.3}"),
            )
        }
    })
}

/// Caution that a few firms have most of the outcomes, so that the effective number of outcomes is small.
fn worth_few(report: &Report) -> Option<Message> {
    let rarer = report.bad.min(report.account.used - report.bad);
    let worth = rarer as f64 / report.design_effect.max(1.0);
    (worth < WORTH_FEW * LEAST as f64)
        .then(|| say!(calibrate::worth_few, rarer = rarer, worth = format!("{worth:.1}")))
}

/// Caution that the chances by today's points are worse than the overall mean.
fn off_chances(report: &Report) -> Option<Message> {
    let chances = report.calibration_today.as_ref()?;
    let score = |score: f64| format!("{score:.4}");
    let (brier, mean) = (chances.brier, chances.brier_of_mean);
    (brier > WORSE * mean).then(|| say!(calibrate::off_chances, brier = score(brier), mean = score(mean)))
}

fn restricted(report: &Report) -> Option<Message> {
    let ratio = report.standing.deviation_ratio.filter(|ratio| *ratio < RESTRICTED)?;
    Some(say!(calibrate::restricted, ratio = format!("{ratio:.2}")))
}

fn few_per_weight(report: &Report) -> Option<Message> {
    let per_weight = report.fitted.per_weight.filter(|per_weight| *per_weight < PER_WEIGHT)?;
    let firms = format!("{per_weight:.1}");
    Some(say!(calibrate::few_per_weight, firms = firms, least = PER_WEIGHT.to_string()))
}

fn at_bound(report: &Report) -> Option<Message> {
    let weights = || report.weights.iter().flat_map(|row| row.today.iter().zip(&row.fitted));
    let is_at_bound = |today: f64, found: f64| {
        let reach = report.fitted.reach * today;
        today > 0.0 && (found - today).abs() > AT_BOUND * reach
    };
    let bound = weights().filter(|(today, found)| is_at_bound(**today, found.value)).count();
    let all = weights().filter(|(today, _)| **today > 0.0).count();
    (bound > 0).then(|| say!(calibrate::at_bound, bound = bound, weights = all))
}

fn wrong_way(report: &Report) -> Option<Message> {
    let wrong = report.evidence.iter().skip(1).filter(|one| one.is_wrong_way());
    let wrong: Vec<&Message> = wrong.map(|one| &one.name).collect();
    (!wrong.is_empty()).then(|| say!(calibrate::wrong_way, indicators = Arg::all(wrong)))
}

/// Caution about indicators that predict outcomes so well that they may contain them.
fn suspicious(report: &Report) -> Option<Message> {
    let all = report.evidence.iter().skip(1).filter(|one| one.strength == Some(Strength::Suspicious));
    let all: Vec<&Message> = all.map(|one| &one.name).collect();
    (!all.is_empty()).then(|| say!(calibrate::suspicious, indicators = Arg::all(all)))
}

fn shifted(report: &Report) -> Option<Message> {
    let stability = &report.stability;
    let (psi, reading) = (stability.psi?, stability.reading()?);
    stability.is_shifted().then(|| {
        say!(
            calibrate::shifted,
            base = &stability.base,
            other = &stability.other,
            reading = reading,
            psi = format!("{psi:.3}"),
        )
    })
}

/// Caution that a training window ends after a test window begins.
fn overlap(report: &Report) -> Option<Message> {
    let (earlier, later) = report.windows.split_at(report.by_time.as_ref()?.trained.len());
    let ends = earlier.iter().filter(|window| window.to.is_some()).max_by(|a, b| a.to.cmp(&b.to))?;
    let begins = later.iter().filter(|window| window.from.is_some()).min_by(|a, b| a.from.cmp(&b.from))?;
    (begins.from <= ends.to).then(|| say!(calibrate::overlap, earlier = &ends.name, later = &begins.name))
}

fn failed_draws(report: &Report) -> Option<Message> {
    (report.draws_failed > 0)
        .then(|| say!(calibrate::failed_draws, failed = report.draws_failed, draws = report.draws))
}
