//! Remarks on an audit's figures, with advice: [`KINDS`] lists every kind, each in a file of its own with its
//! bounds, sentences and check.

mod advice;
mod against_points;
mod all_missing;
mod at_end;
mod constant;
mod correlation;
mod decides_alone;
mod few_firms;
mod floor_ceiling;
mod grades;
mod heap;
mod kind;
mod low_alpha;
mod matters;
mod mostly_missing;
mod moves_nobody;
mod oppose;
mod other_group;
mod redundant;
mod say_the_same;
mod skewed;
mod ties;

use std::collections::BTreeSet;

pub(super) use advice::Advice;
pub use kind::Kind;

use self::advice::Turn;
use self::kind::{Look, Observation, Pair, Subject, varies};
use super::effect::FEW;
use super::report::{PartAudit, Remark};
use crate::scorecard::Scorecard;
use crate::words::Message;

/// Every kind of remark, in the order of their checks.
pub const KINDS: &[Kind] = &[
    few_firms::FEW_FIRMS,
    all_missing::ALL_MISSING,
    mostly_missing::MOSTLY_MISSING,
    constant::CONSTANT,
    at_end::AT_FLOOR,
    at_end::AT_CEILING,
    skewed::SKEWED,
    say_the_same::SAY_THE_SAME,
    oppose::OPPOSE,
    other_group::OTHER_GROUP,
    low_alpha::LOW_ALPHA,
    redundant::REDUNDANT,
    matters::MATTERS_LESS,
    matters::MATTERS_MORE,
    decides_alone::DECIDES_ALONE,
    against_points::AGAINST_POINTS,
    moves_nobody::MOVES_NOBODY,
    ties::TIES,
    heap::HEAPED,
    grades::CROWDED_GRADE,
    grades::EMPTY_GRADE,
];

/// Key of remarks on indicators without any value.
pub const ALL_MISSING: &str = all_missing::ALL_MISSING.key;

/// A remark, and the direction its advice moves weights.
struct Advised {
    remark: Remark,
    turn: Turn,
    /// Replaces the advice where another remark asks for less weight of the same subject.
    instead: Message,
}

/// Remarks on all parts: those on the whole cohort, then those on segments that the whole cohort does not
/// imply; in each, warnings come first, and the largest excess first.
pub(in crate::studies) fn of(parts: &[PartAudit], card: &Scorecard) -> Vec<Remark> {
    let mut all: Vec<Advised> = Vec::new();
    for part in parts {
        let whole = || all.iter().map(|one| &one.remark).filter(|other| other.segment.is_none());
        let has_all = parts.first().is_some_and(|whole| whole.firms == part.firms);
        let is_new =
            |own: &Remark| own.segment.is_none() || !whole().any(|whole| implies(whole, own, has_all));
        let mut own: Vec<Advised> =
            of_part(part, card).into_iter().filter(|one| is_new(&one.remark)).collect();
        own.sort_by(|Advised { remark: a, .. }, Advised { remark: b, .. }| {
            b.severity.cmp(&a.severity).then(b.excess.total_cmp(&a.excess))
        });
        all.extend(own);
    }
    reconciled(all)
}

/// Whether a remark about the whole cohort implies one about a segment: the same kind about the same
/// subjects, and no less severe. Ties and heaps in a segment are at other points than those in the cohort,
/// unless the segment `has_all` firms.
fn implies(whole: &Remark, own: &Remark, has_all: bool) -> bool {
    let is_of_points = KINDS.iter().any(|kind| kind.key == own.key && matches!(kind.look, Look::Points(_)));
    (whole.key, &whole.subjects) == (own.key, &own.subjects)
        && whole.severity >= own.severity
        && (!is_of_points || has_all)
}

/// The remarks without contradictions: no advice asks for more weight where another asks for less.
fn reconciled(all: Vec<Advised>) -> Vec<Remark> {
    let less: BTreeSet<String> = all
        .iter()
        .filter(|one| one.turn == Turn::Less)
        .flat_map(|one| one.remark.subjects.iter().cloned())
        .collect();
    let settle = |Advised { remark, turn, instead }| {
        let is_torn = turn == Turn::More && remark.subjects.iter().any(|subject| less.contains(subject));
        if is_torn { Remark { help: instead, ..remark } } else { remark }
    };
    all.into_iter().map(settle).collect()
}

fn of_part(part: &PartAudit, card: &Scorecard) -> Vec<Advised> {
    let found = subjects(part, card)
        .into_iter()
        .flat_map(|subject| KINDS.iter().filter_map(move |kind| Some((kind, kind.look.at(&subject)?))));
    found.map(|(kind, found)| remarked(kind, part.segment.clone(), found)).collect()
}

fn remarked(kind: &Kind, segment: Option<String>, found: Observation) -> Advised {
    let Observation { is_other, excess, subjects, message, advice } = found;
    let Advice { text: help, turn, instead } = advice;
    let severity = if is_other { kind.other() } else { kind.severity };
    Advised {
        remark: Remark { key: kind.key, severity, segment, subjects, excess, message, help },
        turn,
        instead,
    }
}

/// Subjects of a part, in the order of their checks.
fn subjects<'a>(part: &'a PartAudit, card: &'a Scorecard) -> Vec<Subject<'a>> {
    let mut all = vec![Subject::Part(part)];
    let written = part.indicators.iter().zip(&card.indicators);
    all.extend(written.map(|(indicator, written)| Subject::Values(indicator, written)));
    if part.firms < FEW {
        return all;
    }
    let varying = || part.indicators.iter().enumerate().filter(|(_, indicator)| varies(indicator));
    for (i, one) in varying() {
        for (j, other) in varying().filter(|(j, _)| *j > i) {
            let (r, firms) = (part.correlations[i][j], part.pairs[i][j]);
            let chance = part.chances[i][j];
            let pair = r.filter(|_| firms >= FEW).map(|r| Pair { one, other, r, chance });
            all.extend(pair.map(Subject::Pair));
        }
    }
    all.extend(varying().map(|(_, indicator)| Subject::Fit(part, indicator)));
    for group in part.groups.iter().filter(|group| group.importance.nominal > 0.0) {
        all.extend([Subject::Group(group), Subject::Weight(group.name(), &group.importance)]);
    }
    for (at, indicator) in varying() {
        let weighs =
            |(other, one): (usize, &super::IndicatorAudit)| other != at && one.importance.nominal > 0.0;
        let others = part.indicators.iter().enumerate().any(weighs);
        all.extend([
            Subject::Weight(indicator.name(), &indicator.importance),
            Subject::Effect(indicator, others),
        ]);
    }
    all.push(Subject::Points(part));
    let grades = part.separation.grades.iter();
    all.extend(grades.filter_map(|grade| Some(Subject::Grade(grade.grade.as_deref()?, grade))));
    all
}

#[cfg(test)]
mod tests {
    use super::super::report::Name;
    use super::*;
    use crate::finding::Severity;
    use crate::words::{Language, say};

    fn remark(key: &'static str, severity: Severity, subject: Option<&str>) -> Remark {
        let subjects = subject.into_iter().map(str::to_owned).collect();
        let (message, help) = (Message::default(), Message::default());
        Remark { key, severity, segment: None, subjects, excess: 0.5, message, help }
    }

    #[test]
    fn every_kind_reads_in_both_languages() {
        let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for kind in KINDS {
            let texts = [kind.meaning(), kind.advice(), kind.severities()];
            for text in texts.iter().chain(&kind.source()) {
                assert!(!is_chinese(&text.to_string()), "{}: {text}", kind.key);
                assert!(is_chinese(&text.say(Language::Zh)), "{}: {text}", kind.key);
            }
        }
        let floor = &at_end::AT_FLOOR;
        assert_eq!(floor.severities().to_string(), "note; a warning above 50 %");
        assert_eq!(floor.meaning().say(Language::Zh), "值已知的企业中超过 15% 得零分");
    }

    #[test]
    fn chinese_has_the_title_in_the_place_of_the_id() {
        let title = "研发投入".to_owned();
        let said = say!(audit::constant, id = Name { id: "rd", title_zh: Some(&title) });
        assert_eq!(said.to_string(), "`rd` is the same for all firms");
        assert_eq!(said.say(Language::Zh), "全部企业的“研发投入”相同");
        let said = say!(audit::constant, id = Name { id: "rd", title_zh: None });
        assert_eq!(said.say(Language::Zh), "全部企业的“rd”相同");
    }

    #[test]
    fn the_whole_does_not_hide_what_is_worse_in_a_segment() {
        let floor = |severity, of| remark(at_end::AT_FLOOR.key, severity, Some(of));
        let (note, warning) = (floor(Severity::Note, "a"), floor(Severity::Warning, "a"));
        assert!(implies(&warning, &note, false) && implies(&note, &note, false));
        assert!(!implies(&note, &warning, true));
        assert!(!implies(&warning, &floor(Severity::Note, "b"), true));
        for kind in [ties::TIES.key, heap::HEAPED.key] {
            let points = remark(kind, Severity::Note, None);
            assert!(!implies(&points, &points, false) && implies(&points, &points, true));
        }
    }
}
