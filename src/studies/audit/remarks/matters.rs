//! `matters-less` and `matters-more`: an importance far from the weight.

use super::super::Importance;
use super::super::effect::FEW;
use super::super::report::Name;
use super::advice::Advice;
use super::correlation::is_below;
use super::kind::{Kind, Look, Observation, beyond, plain};
use crate::figures::number::percent;
use crate::finding::Severity;
use crate::words::say;

/// Importance over expected importance below which an indicator or a group matters less than its weight says.
const LESS: f64 = 0.5;
/// Importance over expected importance above which it matters more.
const MORE: f64 = 2.0;
/// Adjusted p-value below which it correlates with the rest of the points: stricter than elsewhere, since
/// this is a second test of the same correlations, of indicators and of groups.
const LEVEL: f64 = 0.001;

pub(super) const MATTERS_LESS: Kind = Kind {
    key: "matters-less",
    severity: Severity::Warning,
    otherwise: Some(|| say!(audit::matters_less_severity, level = plain(LEVEL))),
    meaning: || say!(audit::matters_less_meaning, less = plain(LESS)),
    advice: || say!(audit::matters_less_advice),
    source: Some(|| say!(audit::source_importance)),
    look: Look::Weight(matters_less),
};

pub(super) const MATTERS_MORE: Kind = Kind {
    key: "matters-more",
    otherwise: Some(|| say!(audit::matters_more_severity, level = plain(LEVEL))),
    meaning: || say!(audit::matters_more_meaning, more = plain(MORE)),
    advice: || say!(audit::matters_more_advice),
    look: Look::Weight(matters_more),
    ..MATTERS_LESS
};

fn matters_less(name: Name<'_>, importance: &Importance) -> Option<Observation> {
    let found = Deviation::of(importance)?;
    let is_less = found.ratio < LESS && found.share < importance.nominal;
    let goes = |sign: f64| {
        importance.with_rest.filter(|r| r * sign > 0.0 && is_below(importance.with_rest_chance, LEVEL))
    };
    // Noise adds to the importance of a small weight, so only a significant effect compensates for marks that
    // hardly vary.
    if let Some(spread) =
        importance.spread.filter(|spread| *spread < LESS && (is_less || goes(1.0).is_none()))
    {
        let message = say!(
            audit::matters_less,
            id = name,
            weight = percent(importance.nominal),
            importance = percent(spread * found.expected),
            expected = percent(found.expected)
        );
        let help = say!(audit::matters_less_spread);
        let advice = match importance.is_own() {
            true => Advice::more(MATTERS_LESS.advice(), help),
            false => help.into(),
        };
        return Some(Observation::new(beyond(spread, LESS, 0.0), &[name.id], message, advice));
    }
    let r = goes(-1.0).filter(|_| is_less)?;
    let message = say!(
        audit::matters_less_against,
        id = name,
        weight = percent(importance.nominal),
        importance = percent(found.share),
        expected = percent(found.expected),
        r = format!("{r:.2}")
    );
    let advice = say!(audit::matters_less_check);
    Some(Observation::new(beyond(found.ratio, LESS, 0.0), &[name.id], message, advice).otherwise(true))
}

fn matters_more(name: Name<'_>, importance: &Importance) -> Option<Observation> {
    let found = Deviation::of(importance)?;
    if found.ratio <= MORE || found.share <= importance.nominal {
        return None;
    }
    let excess = 1.0 - MORE / found.ratio;
    let (weight, share) = (percent(importance.nominal), percent(found.share));
    let expected = percent(found.expected);
    let own = importance.own_linear().filter(|_| importance.is_own()).unwrap_or(0.0);
    if own > MORE * found.expected {
        let message =
            say!(audit::matters_more, id = name, weight = weight, importance = share, expected = expected);
        let advice = Advice::less(say!(audit::matters_more_lower));
        return Some(Observation::new(excess, &[name.id], message, advice));
    }
    let r = importance.with_rest.filter(|r| *r > 0.0 && is_below(importance.with_rest_chance, LEVEL))?;
    let message = say!(
        audit::matters_more_with,
        id = name,
        weight = weight,
        importance = share,
        expected = expected,
        r = format!("{r:.2}")
    );
    Some(Observation::new(excess, &[name.id], message, say!(audit::matters_more_find)).otherwise(true))
}

/// An importance that may differ from the weight.
struct Deviation {
    /// Importance over expected importance.
    ratio: f64,
    /// Importance, as a share.
    share: f64,
    /// Expected importance, as a share.
    expected: f64,
}

impl Deviation {
    /// `None` if there are few firms, and for redundant indicators, whose weight has no effect.
    fn of(importance: &Importance) -> Option<Deviation> {
        if importance.firms < FEW || importance.is_redundant {
            return None;
        }
        let (ratio, share, expected) = (importance.over_expected?, importance.share?, importance.expected?);
        Some(Deviation { ratio, share, expected })
    }
}
