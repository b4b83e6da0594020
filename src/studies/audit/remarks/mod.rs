//! What the figures say, and what to do about it.

mod floor_ceiling;
mod points;
mod relations;
mod remark;
mod values;

pub use remark::{ALL_MISSING, Remark, SIGNS};

use self::points::{of_importance, of_points, of_weight};
use self::relations::{of_consistency, of_fit, of_pairs};
use self::remark::{Collector, Draft, WORST, reconciled};
use self::values::of_values;
use super::PartAudit;
use super::importance::FEW;
use crate::scorecard::Scorecard;

/// The remarks of all parts: the whole cohort's, then those of a segment that the whole does not show; of
/// each, warnings first, and the worst of them.
pub(super) fn of(parts: &[PartAudit], card: &Scorecard) -> Vec<Remark> {
    let mut all: Vec<Draft> = Vec::new();
    for part in parts {
        let own = of_part(part, card).into_iter().filter(|Draft { remark, .. }| {
            let whole = || all.iter().map(|draft| &draft.remark).filter(|other| other.segment.is_none());
            remark.segment.is_none() || !whole().any(|whole| says_as_much(whole, remark))
        });
        let mut own: Vec<Draft> = own.collect();
        own.sort_by(|Draft { remark: a, .. }, Draft { remark: b, .. }| {
            b.severity.cmp(&a.severity).then(b.excess.total_cmp(&a.excess))
        });
        all.extend(own);
    }
    reconciled(all)
}

/// Whether a remark about the whole cohort leaves nothing to say of one about a segment: it is of the same
/// kind about the same, and no less severe. Points that are tied or heaped are other points in a segment,
/// unless every figure is the same.
fn says_as_much(whole: &Remark, own: &Remark) -> bool {
    let points = matches!(own.key, "ties" | "heap");
    (whole.key, &whole.subjects) == (own.key, &own.subjects)
        && whole.severity >= own.severity
        && (!points || whole.message == own.message)
}

fn of_part(part: &PartAudit, card: &Scorecard) -> Vec<Draft> {
    let mut remarks = Collector { segment: part.segment.clone(), drafts: Vec::new() };
    if part.firms == 0 {
        return remarks.drafts;
    }
    if part.firms < FEW {
        remarks.note(
            "few-firms",
            WORST,
            &[],
            match part.firms {
                1 => "there is 1 firm: what one shows is not judged".to_owned(),
                firms => format!("there are {firms} firms: what so few show is not judged"),
            },
            match part.segment {
                Some(_) => "audit a larger cohort, or look at all segments together",
                None => "audit a larger cohort",
            },
        );
    }
    let indicators = part.indicators.iter().zip(&card.indicators);
    indicators.for_each(|(indicator, written)| of_values(&mut remarks, indicator, written));
    if part.firms >= FEW {
        of_pairs(&mut remarks, part);
        part.indicators.iter().for_each(|indicator| of_fit(&mut remarks, part, indicator));
        for group in part.groups.iter().filter(|group| group.importance.nominal > 0.0) {
            of_consistency(&mut remarks, group);
            of_weight(&mut remarks, &group.id, &group.importance);
        }
        let others =
            |own: &str| part.indicators.iter().any(|other| other.id != own && other.importance.nominal > 0.0);
        part.indicators.iter().for_each(|one| of_importance(&mut remarks, one, others(&one.id)));
        of_points(&mut remarks, part);
    }
    remarks.drafts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    fn remark(key: &'static str, severity: Severity, subject: Option<&str>, message: &str) -> Remark {
        let subjects = subject.into_iter().map(str::to_owned).collect();
        let (message, help) = (message.to_owned(), String::new());
        Remark { key, severity, segment: None, subjects, excess: 0.5, message, help }
    }

    #[test]
    fn the_whole_does_not_hide_what_is_worse_in_a_segment() {
        let floor = |severity, of| remark("at-floor", severity, Some(of), "");
        let (note, warning) = (floor(Severity::Note, "a"), floor(Severity::Warning, "a"));
        assert!(says_as_much(&warning, &note) && says_as_much(&note, &note));
        assert!(!says_as_much(&note, &warning));
        assert!(!says_as_much(&warning, &floor(Severity::Note, "b")));
        let heap = |message| remark("heap", Severity::Note, None, message);
        assert!(!says_as_much(&heap("20.0 % have 40 points"), &heap("90.0 % have 0 points")));
        assert!(says_as_much(&heap("20.0 % have 40 points"), &heap("20.0 % have 40 points")));
    }
}
