//! `crowded-grade` and `empty-grade`: grades that say little.

use super::super::GradeShare;
use super::kind::{Bound, Kind, Look, Observation, WORST, beyond, percent};
use crate::finding::Severity;

/// Share of the firms in one grade above which grades say little.
const CROWDED: f64 = 0.75;

pub(super) const CROWDED_GRADE: Kind = Kind {
    key: "crowded-grade",
    severity: Severity::Note,
    otherwise: None,
    meaning: "more than {0} of the firms have one grade",
    advice: "move the bounds of the grades",
    source: None,
    bounds: &[Bound::Share(CROWDED)],
    look: Look::Grade(crowded),
};

pub(super) const EMPTY_GRADE: Kind = Kind {
    key: "empty-grade",
    meaning: "a grade nobody has",
    bounds: &[],
    look: Look::Grade(empty),
    ..CROWDED_GRADE
};

fn crowded(id: &str, grade: &GradeShare) -> Option<Observation> {
    let share = grade.share.filter(|share| *share > CROWDED)?;
    let message = format!("{} of the firms have grade `{id}`", percent(share));
    Some(Observation::new(beyond(share, CROWDED, 1.0), &[id], message, CROWDED_GRADE.advice))
}

fn empty(id: &str, grade: &GradeShare) -> Option<Observation> {
    let message = format!("no firm has grade `{id}`");
    (grade.firms == 0).then(|| Observation::new(WORST, &[id], message, EMPTY_GRADE.advice))
}
