//! `heap`: many firms with the same points.

use super::super::PartAudit;
use super::kind::{Kind, Look, Observation, beyond, shares};
use crate::figures::number::percent;
use crate::finding::Severity;
use crate::words::say;

/// Share of the firms with equal points that makes a heap.
const HEAP: f64 = 0.1;

pub(super) const HEAPED: Kind = Kind {
    key: "heap",
    severity: Severity::Note,
    otherwise: None,
    meaning: || say!(audit::heap_meaning, most = shares(HEAP)),
    advice: || say!(audit::heap_advice),
    source: None,
    look: Look::Points(look),
};

fn look(part: &PartAudit) -> Option<Observation> {
    let separation = &part.separation;
    let heap = separation.largest_tie as f64 / part.firms as f64;
    let points = separation.largest_tie_at.filter(|_| separation.largest_tie > 1 && heap > HEAP)?;
    let message = say!(audit::heap, share = percent(heap), points = points.to_string());
    let advice = say!(audit::heap_find);
    Some(Observation::new(beyond(heap, HEAP, 1.0), &[], message, advice))
}
