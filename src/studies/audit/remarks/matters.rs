//! `matters-less` and `matters-more`: weight that does not come to the importance it says.

use super::super::Importance;
use super::super::importance::FEW;
use super::advice::Advice;
use super::kind::{Bound, Kind, Look, Observation, beyond, percent};
use crate::finding::Severity;

/// Importance over weight below which an indicator or a group matters less than its weight says.
const LESS: f64 = 0.5;
/// The same above which it matters more.
const MORE: f64 = 2.0;

pub(super) const MATTERS_LESS: Kind = Kind {
    key: "matters-less",
    severity: Severity::Warning,
    otherwise: None,
    meaning: "the importance of an indicator or a group is below {0} times its weight",
    advice: "raise its weight, or spread its marks: a curve that gives most firms the same decides little",
    source: None,
    bounds: &[Bound::Number(LESS)],
    look: Look::Weight(matters_less),
};

pub(super) const MATTERS_MORE: Kind = Kind {
    key: "matters-more",
    meaning: "the importance of an indicator or a group is above {0} times its weight",
    advice: "lower its weight, unless it is meant to decide so much; see what it goes with",
    bounds: &[Bound::Number(MORE)],
    look: Look::Weight(matters_more),
    ..MATTERS_LESS
};

fn matters_less(id: &str, importance: &Importance) -> Option<Observation> {
    let (ratio, message) = known(id, importance).filter(|(ratio, _)| *ratio < LESS)?;
    let advice = Advice::more(
        MATTERS_LESS.advice,
        "spread its marks: while firms hardly differ in them, weight of any size decides little",
    );
    Some(Observation::new(beyond(ratio, LESS, 0.0), &[id], message, advice))
}

fn matters_more(id: &str, importance: &Importance) -> Option<Observation> {
    let (ratio, message) = known(id, importance).filter(|(ratio, _)| *ratio > MORE)?;
    Some(Observation::new(1.0 - MORE / ratio, &[id], message, Advice::less(MATTERS_MORE.advice)))
}

/// Importance over weight, and both in words; `None` where it is taken over a few firms.
fn known(id: &str, importance: &Importance) -> Option<(f64, String)> {
    let (ratio, share) = importance.over_nominal.zip(importance.share).filter(|_| importance.firms >= FEW)?;
    let (nominal, share) = (percent(importance.nominal), percent(share));
    Some((ratio, format!("`{id}` has {nominal} of the weight and {share} of the importance")))
}
