//! What an indicator's values say.

use super::super::IndicatorAudit;
use super::super::importance::FEW;
use super::super::profile::SKEW;
use super::floor_ceiling::{End, has_bounds, help, help_with_skew};
use super::remark::{ALL_MISSING, Advice, Collector, WORST, beyond, percent};
use crate::finding::Severity;
use crate::scorecard::{Curve, Indicator};

/// Share of missing values the JRC asks an indicator not to exceed: 65 % of its values should be known.
const MISSING: f64 = 0.35;
/// Share at the floor or the ceiling from which a scale has such an effect (McHorney and Tarlov 1995), and
/// from which most firms cannot be told apart.
const AT_END: [f64; 2] = [0.15, 0.5];

/// What an indicator's values say by themselves.
pub(super) fn of_values(remarks: &mut Collector, indicator: &IndicatorAudit, written: &Indicator) {
    let (id, profile) = (indicator.id.as_str(), &indicator.profile);
    // Bonus and deduction, which most firms may well be without, have no weight that others could have.
    let weighs = indicator.importance.nominal > 0.0;
    let give = format!("give its weight of {} to others", percent(indicator.importance.nominal));
    if profile.firms == 0 {
        return;
    }
    if profile.raw.is_none() {
        let message = format!("no firm has a value for `{id}`");
        let help = match weighs {
            true => Advice::less(format!("bind its column, or {give}")),
            false => "bind its column".into(),
        };
        return remarks.warn(ALL_MISSING, WORST, &[id], message, help);
    }
    if let Some(missing) = profile.missing.filter(|missing| *missing > MISSING) {
        let message = format!("`{id}` is not known of {} of the firms", percent(missing));
        let help = Advice::less(
            "have it reported, or weigh it less: what is missing tells of the report, not of the firm",
        );
        remarks.warn("mostly-missing", beyond(missing, MISSING, 1.0), &[id], message, help);
    }
    let known = profile.shares.as_ref().map_or(0, |shares| shares.count);
    let firms = if known < profile.firms { format!("{known} firms known") } else { "firms".to_owned() };
    // One firm is not like all others.
    if profile.distinct == 1 && known > 1 && weighs {
        let message = format!("`{id}` is the same for all {firms}");
        let move_or = if has_bounds(&written.curve) { "move its bounds, or " } else { "" };
        return remarks.warn(
            "constant",
            WORST,
            &[id],
            message,
            Advice::less(format!("it tells nobody apart: {move_or}{give}")),
        );
    }
    if !weighs || known < FEW {
        return;
    }
    let ends = [
        ("at-floor", profile.floor, "no marks", End::Floor),
        ("at-ceiling", profile.ceiling, "full marks", End::Ceiling),
    ];
    for (key, share, what, end) in ends {
        let Some(share) = share.filter(|share| *share > AT_END[0]) else { continue };
        let severity = if share > AT_END[1] { Severity::Warning } else { Severity::Note };
        let message =
            format!("{} of the {firms} have {what} in `{id}`: it does not tell them apart", percent(share));
        let excess = beyond(share, AT_END[0], 1.0);
        let help = help(&written.curve, written.direction, end);
        remarks.add(key, severity, excess, &[id], message, help);
    }
    // Of a flag, its ends say as much.
    let skewed = profile.shares.as_ref().filter(|shares| shares.is_skewed && written.curve != Curve::Flag);
    if let Some(shares) = skewed {
        let (skew, kurtosis) = (shares.skew.unwrap_or(0.0), shares.kurtosis.unwrap_or(0.0));
        let message =
            format!("a few firms decide the spread of `{id}`: skew {skew:.2}, kurtosis {kurtosis:.2}");
        let excess = 1.0 - SKEW / skew.abs().max(SKEW);
        let is_at_ceiling = profile.ceiling.is_some_and(|share| share > AT_END[0]);
        let help = help_with_skew(&written.curve, written.direction, is_at_ceiling);
        remarks.note("skewed", excess, &[id], message, help);
    }
}
