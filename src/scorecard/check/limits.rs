//! Limits that no firm comes up to: caps, floors and tiers. The points are right all the same, and a file that extends
//! another may have lowered the weights under its caps: they are warned of, not refused.

use super::Checker;
use super::domain::Domain;
use crate::expr::{Bounds, Expr};
use crate::finding::Code;
use crate::parameters::Spanned;
use crate::scorecard::{Curve, Direction, Missing, written};

/// Tells of a cap above `full`, the full marks of the group `id` in each segment without it.
pub(super) fn cap(checker: &mut Checker<'_>, id: &str, written: &Spanned<f64>, full: &[f64]) {
    let cap = *written.get_ref();
    let most = full.iter().copied().fold(0.0, f64::max);
    // Binary fractions may add up to a little less than what a person wrote.
    if cap > most * (1.0 + 1e-9) {
        let message = format!("cap `{cap}` of `{id}` is never reached: full marks are {}", rounded(most));
        checker.fault(Code::LimitIdle, &written.span(), "cap", message, "lower it, or remove it");
    }
}

/// Tells of a floor that no points are below.
pub(super) fn floor(checker: &mut Checker<'_>, id: &str, written: &Spanned<f64>) {
    if *written.get_ref() == 0.0 {
        let message = format!("floor `0` of `{id}` lifts nobody: points are never below 0");
        checker.fault(Code::LimitIdle, &written.span(), "floor", message, "raise it, or remove it");
    }
}

/// Twelve digits hide the noise of binary fractions and nothing a person wrote.
fn rounded(marks: f64) -> String {
    let text = format!("{marks:.12}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Tells of tiers that part no firms: with the points of the next, or beyond what the value can be.
pub(super) fn tiers(
    checker: &mut Checker<'_>,
    indicator: &written::Indicator,
    (curve, direction): (&Curve, Direction),
    (value, missing): (&Expr, Missing),
    domains: &[Domain],
) {
    let (Curve::Tiers { tiers, otherwise, .. }, written::Curve::Tiers(written)) =
        (curve, indicator.curve.get_ref())
    else {
        return;
    };
    let (steps, key) = match (&written.at_least, &written.at_most) {
        (Some(steps), _) => (steps, "at_least"),
        (None, Some(steps)) => (steps, "at_most"),
        (None, None) => return,
    };
    let id = indicator.id.get_ref();
    let below = tiers.iter().skip(1).map(|(_, points)| points).chain([otherwise]);
    if let Some(((bound, points), _)) = tiers.iter().zip(below).find(|((_, points), below)| points == *below)
    {
        let message = format!("tier `{bound}` of `{id}` gives `{points}` points, as what is below it does");
        let help = "remove it, or give it points of its own";
        checker.fault(Code::TierIdle, &steps.span(), key, message, help);
    }
    // Other treatments draw values in; a logarithm has bounds of its own, which are not looked into.
    if indicator
        .treatment
        .iter()
        .any(|step| matches!(step.get_ref(), written::Treatment::Ln | written::Treatment::Ln1p))
    {
        return;
    }
    let mut bounds = value.bounds(&|slot| domains.get(slot).map_or(Bounds::ANY, |domain| domain.bounds));
    if let Missing::Value(value) = missing {
        bounds = bounds.or(Bounds { low: value, high: value, whole: false });
    }
    let noise = |bound: f64| bound.abs() * 1e-12;
    let beyond = |bound: f64| match direction {
        Direction::Higher => bounds.high < bound - noise(bound),
        Direction::Lower => bounds.low > bound + noise(bound),
    };
    if let Some((bound, _)) = tiers.iter().find(|(bound, _)| beyond(*bound)) {
        let message = format!("no firm can reach tier `{bound}` of `{id}`");
        let help = match direction {
            Direction::Higher => format!("its value is never above {}", bounds.high),
            Direction::Lower => format!("its value is never below {}", bounds.low),
        };
        checker.fault(Code::TierIdle, &steps.span(), key, message, help);
    }
}
