//! What the points say, and what indicators and groups do to them.

use super::super::importance::FEW;
use super::super::{Importance, IndicatorAudit, PartAudit};
use super::relations::{OPPOSED, SAME, beyond_chance, varies};
use super::remark::{Advice, Collector, WORST, beyond, percent};
use crate::finding::Severity;

/// Importance over weight within which both are of one size.
const RATIO: [f64; 2] = [0.5, 2.0];
/// Chance that two firms have the same points above which points discriminate poorly: Ferguson's δ below 0.9
/// (Kline 2000).
const TIED_PAIRS: f64 = 0.1;
/// Share of the firms with the same points that makes a heap.
const HEAP: f64 = 0.1;
/// Share of the firms in one grade above which grades say little.
const CROWDED: f64 = 0.75;
/// What to do about grades that hold nearly all firms, or none.
const MOVE: &str = "move the bounds of the grades";

/// Weight against importance, which says nothing where it is taken over a few firms.
pub(super) fn of_weight(remarks: &mut Collector, id: &str, importance: &Importance) {
    let known = importance.over_nominal.zip(importance.share).filter(|_| importance.firms >= FEW);
    let Some((ratio, share)) = known else { return };
    let (nominal, share) = (percent(importance.nominal), percent(share));
    if ratio < RATIO[0] {
        let message = format!("`{id}` has {nominal} of the weight and {share} of the importance");
        let help = Advice::more(
            "raise its weight, or spread its marks: a curve that gives most firms the same decides little",
            "spread its marks: while firms hardly differ in them, weight of any size decides little",
        );
        remarks.warn("matters-less", beyond(ratio, RATIO[0], 0.0), &[id], message, help);
    } else if ratio > RATIO[1] {
        let message = format!("`{id}` has {nominal} of the weight and {share} of the importance");
        let help =
            Advice::less("lower its weight, unless it is meant to decide so much; see what it goes with");
        remarks.warn("matters-more", 1.0 - RATIO[1] / ratio, &[id], message, help);
    }
}

/// What an indicator does to the points; `others` weigh beside it, or none.
pub(super) fn of_importance(remarks: &mut Collector, indicator: &IndicatorAudit, others: bool) {
    if !varies(indicator) {
        return;
    }
    let id = indicator.id.as_str();
    of_weight(remarks, id, &indicator.importance);
    if let Some(r) = indicator.importance.correlation.filter(|_| indicator.importance.firms >= FEW) {
        if r > SAME && others {
            let message = format!("`{id}` nearly makes the points alone: r = {r:.2}");
            let help = Advice::less("lower its weight, or see why the others add so little");
            remarks.warn("decides-alone", beyond(r, SAME, 1.0), &[id], message, help);
        } else if r < 0.0 && beyond_chance(r, indicator.importance.firms) {
            let (severity, message, help) = if r < OPPOSED {
                let help = "see that its direction is right; what it rewards costs firms marks elsewhere";
                (
                    Severity::Warning,
                    format!("firms with more marks in `{id}` have fewer points: r = {r:.2}"),
                    help,
                )
            } else {
                let help =
                    "right where it is meant to measure something of its own; else see that its direction is";
                (Severity::Note, format!("`{id}` hardly goes with the points: r = {r:.2}"), help)
            };
            remarks.add("against-points", severity, -r, &[id], message, help);
        }
    }
    if indicator.without.as_ref().is_some_and(|shift| shift.greatest == 0) {
        let message = format!("without `{id}` every firm keeps its rank");
        let help = Advice::more(
            "take it out, or give it enough weight to matter",
            "take it out, or let firms differ more in it",
        );
        remarks.note("moves-nobody", WORST, &[id], message, help);
    }
}

/// What the points of 30 firms or more say.
pub(super) fn of_points(remarks: &mut Collector, part: &PartAudit) {
    let separation = &part.separation;
    if let Some(tied) = separation.tied_pairs.filter(|tied| *tied > TIED_PAIRS) {
        let message = format!("two firms have the same points {} of the time", percent(tied));
        let help = "publish more decimals, or take curves with more steps";
        remarks.warn("ties", beyond(tied, TIED_PAIRS, 1.0), &[], message, help);
    }
    let heap = separation.largest_tie as f64 / part.firms as f64;
    if let Some(points) = separation.largest_tie_at.filter(|_| separation.largest_tie > 1 && heap > HEAP) {
        let one = if points == 1.0 { "point" } else { "points" };
        let message = format!("{} of the firms have {points} {one}", percent(heap));
        let help = "see which floor, cap or missing value brings them together; tie-breakers order them";
        remarks.note("heap", beyond(heap, HEAP, 1.0), &[], message, help);
    }
    for grade in separation.grades.iter().filter_map(|grade| Some((grade.grade.as_deref()?, grade))) {
        let (id, grade) = grade;
        if let Some(share) = grade.share.filter(|share| *share > CROWDED) {
            let message = format!("{} of the firms have grade `{id}`", percent(share));
            remarks.note("crowded-grade", beyond(share, CROWDED, 1.0), &[id], message, MOVE);
        } else if grade.firms == 0 {
            let message = format!("no firm has grade `{id}`");
            remarks.note("empty-grade", WORST, &[id], message, MOVE);
        }
    }
}
