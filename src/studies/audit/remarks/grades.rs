//! `crowded-grade` and `empty-grade`: grades that distinguish few firms.

use super::super::GradeShare;
use super::kind::{Kind, Look, Observation, WORST, beyond, shares};
use crate::figures::number::percent;
use crate::finding::Severity;
use crate::words::say;

/// Share of the firms in one grade above which grades say little.
const CROWDED: f64 = 0.75;

pub(super) const CROWDED_GRADE: Kind = Kind {
    key: "crowded-grade",
    severity: Severity::Note,
    otherwise: None,
    meaning: || say!(audit::crowded_grade_meaning, most = shares(CROWDED)),
    advice: || say!(audit::crowded_grade_advice),
    source: None,
    look: Look::Grade(crowded),
};

pub(super) const EMPTY_GRADE: Kind = Kind {
    key: "empty-grade",
    meaning: || say!(audit::empty_grade_meaning),
    look: Look::Grade(empty),
    ..CROWDED_GRADE
};

fn crowded(id: &str, grade: &GradeShare) -> Option<Observation> {
    let share = grade.share.filter(|share| *share > CROWDED)?;
    let message = say!(audit::crowded_grade, share = percent(share), grade = id);
    Some(Observation::new(beyond(share, CROWDED, 1.0), &[id], message, CROWDED_GRADE.advice()))
}

fn empty(id: &str, grade: &GradeShare) -> Option<Observation> {
    let message = say!(audit::empty_grade, grade = id);
    (grade.firms == 0).then(|| Observation::new(WORST, &[id], message, EMPTY_GRADE.advice()))
}
