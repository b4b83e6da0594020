//! `matters-less` and `matters-more`: weight that does not come to the importance it says.

use super::super::Importance;
use super::super::importance::FEW;
use super::advice::Advice;
use super::kind::{Bound, Found, Kind, Look, beyond, percent};
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
    advice: "raise its weight, or spread its marks",
    source: None,
    bounds: &[Bound::Number(LESS)],
    look: Look::Weight(matters_less),
};

pub(super) const MATTERS_MORE: Kind = Kind {
    key: "matters-more",
    meaning: "the importance of an indicator or a group is above {0} times its weight",
    advice: "lower its weight, unless it is meant to decide so much",
    bounds: &[Bound::Number(MORE)],
    look: Look::Weight(matters_more),
    ..MATTERS_LESS
};

fn matters_less(id: &str, importance: &Importance) -> Option<Found> {
    let (ratio, message) = known(id, importance).filter(|(ratio, _)| *ratio < LESS)?;
    let advice = Advice::more(
        "raise its weight, or spread its marks: a curve that gives most firms the same decides little",
        "spread its marks: while firms hardly differ in them, weight of any size decides little",
    );
    Some(Found::new(beyond(ratio, LESS, 0.0), &[id], message, advice))
}

fn matters_more(id: &str, importance: &Importance) -> Option<Found> {
    let (ratio, message) = known(id, importance).filter(|(ratio, _)| *ratio > MORE)?;
    let advice =
        Advice::less("lower its weight, unless it is meant to decide so much; see what it goes with");
    Some(Found::new(1.0 - MORE / ratio, &[id], message, advice))
}

/// Importance over weight, and both in words; nothing where it is taken over a few firms.
fn known(id: &str, importance: &Importance) -> Option<(f64, String)> {
    let (ratio, share) = importance.over_nominal.zip(importance.share).filter(|_| importance.firms >= FEW)?;
    let (nominal, share) = (percent(importance.nominal), percent(share));
    Some((ratio, format!("`{id}` has {nominal} of the weight and {share} of the importance")))
}
