//! `heap`: many firms with the same points.

use super::super::PartAudit;
use super::kind::{Bound, Kind, Look, Observation, beyond, percent};
use crate::finding::Severity;

/// Share of the firms with the same points that makes a heap.
const HEAP: f64 = 0.1;

pub(super) const HEAPED: Kind = Kind {
    key: "heap",
    severity: Severity::Note,
    otherwise: None,
    meaning: "more than {0} of the firms have the same points",
    advice: "see what brings them together",
    source: None,
    bounds: &[Bound::Share(HEAP)],
    look: Look::Points(look),
};

fn look(part: &PartAudit) -> Option<Observation> {
    let separation = &part.separation;
    let heap = separation.largest_tie as f64 / part.firms as f64;
    let points = separation.largest_tie_at.filter(|_| separation.largest_tie > 1 && heap > HEAP)?;
    let one = if points == 1.0 { "point" } else { "points" };
    let message = format!("{} of the firms have {points} {one}", percent(heap));
    let advice = "see which floor, cap or missing value brings them together; tie-breakers order them";
    Some(Observation::new(beyond(heap, HEAP, 1.0), &[], message, advice))
}
