//! Caps, floors and tiers that no firm can reach. They are warnings, not errors: they change no points, and a
//! scorecard that extends another may have lowered the weights below inherited caps.

use super::Checker;
use super::domain::{Domain, bounds_of};
use crate::decimal::{self, Ratio, ratio};
use crate::expr::{Bounds, Expr};
use crate::finding::Code;
use crate::parameters::Spanned;
use crate::scorecard::{Curve, Direction, Missing, written};
use crate::words::{Message, say};

/// Reports a cap above the full marks of every segment. `full` has the full marks of the group `id` without
/// the cap, per segment.
pub(super) fn cap(checker: &mut Checker<'_>, id: &str, written: &Spanned<f64>, full: &[Ratio]) {
    let cap = *written.get_ref();
    let most = full.iter().max().cloned().unwrap_or_default();
    if ratio(cap) > most {
        let (cap, most) = (cap.to_string(), decimal::text(&most));
        let message = say!(scorecard::cap_idle, cap = cap, id = id, most = most);
        checker.fault(Code::LimitIdle, &written.span(), "cap", message, say!(scorecard::cap_idle_help));
    }
}

/// Reports a floor of 0, since points never fall below 0.
pub(super) fn floor(checker: &mut Checker<'_>, id: &str, written: &Spanned<f64>) {
    if *written.get_ref() == 0.0 {
        let message = say!(scorecard::floor_idle, id = id);
        checker.fault(Code::LimitIdle, &written.span(), "floor", message, say!(scorecard::floor_idle_help));
    }
}

/// Reports tiers and a cap of points per unit that no firm reaches.
pub(super) fn steps(
    checker: &mut Checker<'_>,
    indicator: &written::Indicator,
    curve: &Curve,
    direction: Direction,
    value: &Expr,
    missing: Missing,
    domains: &[Domain],
) {
    match (curve, indicator.curve.get_ref()) {
        (Curve::Tiers { tiers, otherwise, .. }, written::Curve::Tiers(written)) => {
            let (steps, key) = match (&written.at_least, &written.at_most) {
                (Some(steps), _) => (steps, "at_least"),
                (None, Some(steps)) => (steps, "at_most"),
                (None, None) => return,
            };
            let id = indicator.id.get_ref();
            let mut fault = |message: Message, help: Message| {
                checker.fault(Code::TierIdle, &steps.span(), key, message, help);
            };
            let below = tiers.iter().skip(1).map(|(_, points)| points).chain([otherwise]);
            let mut same = tiers.iter().zip(below).filter(|((_, points), below)| points == *below);
            if let Some(((bound, points), _)) = same.next() {
                let (tier, points) = (bound.to_string(), points.to_string());
                let message = say!(scorecard::tier_same, tier = tier, id = id, points = points);
                fault(message, say!(scorecard::tier_same_help));
            }
            let Some(bounds) = reach(indicator, value, missing, domains) else { return };
            if let Some((message, help)) = idle_tier(tiers, direction, &bounds, id) {
                fault(message, help);
            }
        }
        (Curve::PerUnit { unit, points, cap }, written::Curve::PerUnit(written)) => {
            let Some(bounds) = reach(indicator, value, missing, domains) else { return };
            // A curve reads the double nearest to a value.
            let high = bounds.high.nearest();
            if !high.is_finite() {
                return;
            }
            let units = (ratio(high) / ratio(*unit)).floor().max(Ratio::default());
            let most = units * ratio(*points);
            if most < ratio(*cap) {
                let (cap, most) = (cap.to_string(), decimal::text(&most));
                let id = indicator.id.get_ref();
                let message = say!(scorecard::cap_idle_units, cap = cap, id = id, most = most);
                let help = say!(scorecard::cap_idle_units_help, high = high.to_string());
                checker.fault(Code::LimitIdle, &written.cap.span(), "cap", message, help);
            }
        }
        _ => {}
    }
}

/// Bounds of the indicator's treated value, including the value that replaces a missing one. `None` for a
/// logarithm, whose bounds are not computed.
fn reach(
    indicator: &written::Indicator,
    value: &Expr,
    missing: Missing,
    domains: &[Domain],
) -> Option<Bounds> {
    // A logarithm changes the bounds. Other treatments only draw values in, but to numbers that need not be
    // whole.
    let has_logarithm = indicator
        .treatment
        .iter()
        .any(|step| matches!(step.get_ref(), written::Treatment::Ln | written::Treatment::Ln1p));
    if has_logarithm {
        return None;
    }
    let mut bounds = value.bounds(&|slot| bounds_of(domains, slot));
    match missing {
        Missing::Value(x) => bounds = bounds.or(Bounds::one(x)),
        Missing::Mean(_) | Missing::Median(_) => bounds.whole = false,
        Missing::Zero | Missing::Skip | Missing::Reject => {}
    }
    bounds.whole &= indicator.treatment.is_empty();
    Some(bounds)
}

/// The first of `tiers` without a value in `bounds`: the message, and the reason as a help line.
fn idle_tier(
    tiers: &[(f64, f64)],
    direction: Direction,
    bounds: &Bounds,
    id: &str,
) -> Option<(Message, Message)> {
    // A curve reads the double nearest to a value, and doubles are ordered as decimals. Where less is better,
    // the order is reversed.
    let lower = direction == Direction::Lower;
    let turn = |x: f64| if lower { 0.0 - x } else { x };
    let (low, high) = (bounds.low.nearest(), bounds.high.nearest());
    let (least, most) = if lower { (turn(high), turn(low)) } else { (low, high) };
    let (below, above) = if lower { ("above", "below") } else { ("below", "above") };
    let mut better: Option<f64> = None;
    for (written, _) in tiers {
        let bound = turn(*written);
        if most < bound {
            let message = say!(scorecard::tier_unreachable, tier = written.to_string(), id = id);
            let bound = turn(most).to_string();
            return Some((message, say!(scorecard::tier_unreachable_help, side = above, bound = bound)));
        }
        if let Some(better) = better.replace(bound) {
            let message = say!(scorecard::tier_left, tier = written.to_string(), id = id);
            let (least_known, taker) = (turn(least).to_string(), turn(better).to_string());
            if least >= better {
                let help = say!(scorecard::tier_left_help, side = below, bound = least_known, better = taker);
                return Some((message, help));
            }
            if bounds.whole && bound.ceil() >= better {
                return Some((message, say!(scorecard::tier_left_whole_help, better = taker)));
            }
        }
    }
    None
}
