//! `matters-less` and `matters-more`: weight that does not decide as much as it says.

use super::super::Importance;
use super::super::effect::FEW;
use super::advice::Advice;
use super::correlation::is_below;
use super::kind::{Bound, Kind, Look, Observation, beyond, percent};
use crate::finding::Severity;

/// Importance over what is expected below which an indicator or a group matters less than its weight says.
const LESS: f64 = 0.5;
/// The same above which it matters more.
const MORE: f64 = 2.0;
/// The adjusted p-value below which it goes with the rest of the points, or against them: less than
/// elsewhere, for it is a second look at the same correlations, of indicators and of groups.
const LEVEL: f64 = 0.001;

pub(super) const MATTERS_LESS: Kind = Kind {
    key: "matters-less",
    severity: Severity::Warning,
    otherwise: Some(
        "where its marks vary as others do, and it goes against the rest of the points, beyond \
                     chance (p adjusted for all below {1})",
    ),
    meaning: "the importance of an indicator or a group is below {0} times what its weight gives independent \
              marks that vary alike, and below its weight; and so is its spread",
    advice: "spread its marks, or raise its weight: a curve that gives most firms the same decides little",
    source: Some("Becker and others 2017"),
    bounds: &[Bound::Number(LESS), Bound::Number(LEVEL)],
    look: Look::Weight(matters_less),
};

pub(super) const MATTERS_MORE: Kind = Kind {
    key: "matters-more",
    otherwise: Some(
        "where most of S comes from going with the rest of the points, beyond chance (p adjusted \
                     for all below {1})",
    ),
    meaning: "the importance of an indicator or a group is above {0} times what its weight gives independent \
              marks that vary alike, and above its weight; and so is its own part of R², which is \
              most of S",
    advice: "lower its weight, unless it is meant to decide so much; where others bring it about, see which",
    bounds: &[Bound::Number(MORE), Bound::Number(LEVEL)],
    look: Look::Weight(matters_more),
    ..MATTERS_LESS
};

fn matters_less(id: &str, importance: &Importance) -> Option<Observation> {
    let found = Deviation::of(id, importance)?;
    let is_less = found.ratio < LESS && found.share < importance.nominal;
    let goes = |sign: f64| {
        importance.with_rest.filter(|r| r * sign > 0.0 && is_below(importance.with_rest_chance, LEVEL))
    };
    // Chance gives a small weight more than it has, so that only what is beyond chance makes up for marks
    // that hardly vary.
    if let Some(spread) =
        importance.spread.filter(|spread| *spread < LESS && (is_less || goes(1.0).is_none()))
    {
        let message = format!(
            "`{id}` has {} of the weight: by the spread of its marks its importance is {}, not {}",
            percent(importance.nominal),
            percent(spread * found.expected),
            percent(found.expected)
        );
        let help = "spread its marks: while firms hardly differ in them, weight of any size decides little";
        let advice = match importance.is_own() {
            true => Advice::more(MATTERS_LESS.advice, help),
            false => help.into(),
        };
        return Some(Observation::new(beyond(spread, LESS, 0.0), &[id], message, advice));
    }
    let r = goes(-1.0).filter(|_| is_less)?;
    let message = format!("{}; it goes against the rest of the points: r = {r:.2}", found.message);
    let advice = "see what it goes against, and that each has the right direction";
    Some(Observation::new(beyond(found.ratio, LESS, 0.0), &[id], message, advice).otherwise(true))
}

fn matters_more(id: &str, importance: &Importance) -> Option<Observation> {
    let found = Deviation::of(id, importance)?;
    if found.ratio <= MORE || found.share <= importance.nominal {
        return None;
    }
    let excess = 1.0 - MORE / found.ratio;
    let own = importance.own_linear().filter(|_| importance.is_own()).unwrap_or(0.0);
    if own > MORE * found.expected {
        let advice = Advice::less("lower its weight, unless it is meant to decide so much");
        return Some(Observation::new(excess, &[id], found.message, advice));
    }
    let r = importance.with_rest.filter(|r| *r > 0.0 && is_below(importance.with_rest_chance, LEVEL))?;
    let message = format!("{}; it goes with the rest of the points: r = {r:.2}", found.message);
    let advice = "see what it goes with: most of what it decides it shares, whatever its own weight";
    Some(Observation::new(excess, &[id], message, advice).otherwise(true))
}

/// An importance that may not be what the weight says.
struct Deviation {
    /// Importance over what is expected.
    ratio: f64,
    /// The importance, as a share.
    share: f64,
    /// What is expected of it.
    expected: f64,
    /// All in words.
    message: String,
}

impl Deviation {
    /// `None` where it is taken over a few firms, and of what is redundant: its weight decides nothing.
    fn of(id: &str, importance: &Importance) -> Option<Deviation> {
        if importance.firms < FEW || importance.is_redundant {
            return None;
        }
        let (ratio, share, expected) = (importance.over_expected?, importance.share?, importance.expected?);
        let message = format!(
            "`{id}` has {} of the weight: its importance is {}, not {}",
            percent(importance.nominal),
            percent(share),
            percent(expected)
        );
        Some(Deviation { ratio, share, expected, message })
    }
}
