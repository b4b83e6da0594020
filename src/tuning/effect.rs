//! What other weights would cause: ranks and points of one cohort, before and after.

use serde::Serialize;

use crate::firms::Firms;
use crate::scorecard::Scorecard;
use crate::scoring::{Scores, from_units};
use crate::stats;

/// How many movers are told of.
const MOVERS: usize = 10;

/// What changes from one scoring of a cohort to another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    /// Firms scored both times: those that all of this is about.
    pub firms: usize,
    /// Spearman's ρ of the published points; nothing where they do not vary.
    pub spearman: Option<f64>,
    /// Kendall's τ-b of the published points.
    pub kendall: Option<f64>,
    /// The mean of `|rank after − rank before|`.
    pub mean_shift: f64,
    /// The greatest of them.
    pub greatest_shift: u32,
    /// Those that move the most, most first; ties by id.
    pub movers: Vec<Mover>,
    /// How points change, segment by segment.
    pub segments: Vec<SegmentChange>,
}

/// A firm that moves.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mover {
    /// What tells it from others.
    pub firm: String,
    /// Rank over the cohort before.
    pub rank_before: u32,
    /// Rank after.
    pub rank_after: u32,
    /// Published points before.
    pub points_before: f64,
    /// Published points after.
    pub points_after: f64,
}

/// Points of a segment's firms.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SegmentChange {
    /// The segment's id.
    pub segment: String,
    /// Its firms.
    pub firms: usize,
    /// Mean points before; nothing without firms.
    pub mean_before: Option<f64>,
    /// Mean points after.
    pub mean_after: Option<f64>,
    /// The most any firm loses, or the least it gains.
    pub least_change: Option<f64>,
    /// The most any firm gains.
    pub greatest_change: Option<f64>,
}

impl Effect {
    /// What changes from `before` to `after`, both of `firms` by scorecards of the same segments and decimals.
    pub fn between(firms: &Firms, scorecard: &Scorecard, before: &Scores, after: &Scores) -> Effect {
        // Order of points and id: the same for any order of rows.
        let both: Vec<usize> =
            before.order.iter().map(|&firm| firm as usize).filter(|&firm| after.scored[firm]).collect();
        let points = |scores: &Scores, firm: usize| from_units(scores.points[firm], scorecard.decimals);
        let all = |scores: &Scores| both.iter().map(|&firm| points(scores, firm)).collect::<Vec<f64>>();
        let (x, y) = (all(before), all(after));
        let shift = |firm: usize| after.rank[firm].abs_diff(before.rank[firm]);
        let mut moved: Vec<usize> = both.iter().copied().filter(|&firm| shift(firm) > 0).collect();
        let id = |firm: usize| firms.ids().get_or_empty(firm);
        moved.sort_by(|&a, &b| shift(b).cmp(&shift(a)).then_with(|| id(a).cmp(id(b))));
        let mover = |&firm: &usize| Mover {
            firm: id(firm).to_owned(),
            rank_before: before.rank[firm],
            rank_after: after.rank[firm],
            points_before: points(before, firm),
            points_after: points(after, firm),
        };
        let segment = |at: usize| {
            let own: Vec<usize> =
                (0..both.len()).filter(|&i| usize::from(before.segment[both[i]]) == at).collect();
            let mean = |points: &[f64]| stats::sum(own.iter().map(|&i| points[i])) / own.len() as f64;
            let changes = || own.iter().map(|&i| y[i] - x[i]);
            SegmentChange {
                segment: scorecard.segments[at].id.clone(),
                firms: own.len(),
                mean_before: (!own.is_empty()).then(|| mean(&x)),
                mean_after: (!own.is_empty()).then(|| mean(&y)),
                least_change: changes().reduce(f64::min),
                greatest_change: changes().reduce(f64::max),
            }
        };
        let shifts: u64 = moved.iter().map(|&firm| u64::from(shift(firm))).sum();
        Effect {
            firms: both.len(),
            spearman: stats::spearman(&x, &y),
            kendall: stats::kendall(&x, &y),
            mean_shift: if both.is_empty() { 0.0 } else { shifts as f64 / both.len() as f64 },
            greatest_shift: moved.first().map_or(0, |&firm| shift(firm)),
            movers: moved.iter().take(MOVERS).map(mover).collect(),
            segments: (0..scorecard.segments.len()).map(segment).collect(),
        }
    }
}
