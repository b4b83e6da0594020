//! Rank shifts without an indicator or a group.

use rayon::prelude::*;
use serde::Serialize;

use super::stratum::Stratum;
use crate::scorecard::Scorecard;
use crate::scoring::{Reweigher, Weights};
use crate::stats::{self, Ranks};
use crate::studies::compare::among_first;

/// Rank shifts without an indicator or a group: its weight is 0, and the others rise in proportion, so that
/// full marks are unchanged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shift {
    /// The mean of `|rank without − rank with|` over the firms.
    pub mean: f64,
    /// Greatest of these rank shifts.
    pub greatest: u32,
    /// Spearman's ρ of the published points with and without; `None` where either is constant.
    pub spearman: Option<f64>,
    /// Number of the leading [`PartAudit::top`](super::PartAudit::top) firms that leave the top. Firms tied
    /// at the last rank count in part, by the places left. `None` where the top includes all firms.
    pub leave_top: Option<f64>,
}

/// Ranks of published points over some firms.
fn ranks(points: &[i64]) -> Ranks {
    // Points are whole numbers below 2^53, so as doubles they are exact.
    Ranks::of(&points.iter().map(|points| *points as f64).collect::<Vec<f64>>())
}

/// Rank shifts without each set of indicators, per stratum; `None` if the set has all the weight of a segment
/// with firms. `tops` is the size of the leading group, per stratum.
///
/// In each segment the other weights of the scale are multiplied by the ratio of full marks with the set to
/// those without it. If groups are sums or means without cap and reserve, full marks are then the scale
/// again. Bonus, deduction and the scored firms are unchanged.
pub(super) fn without(
    strata: &[Stratum<'_>],
    sets: &[Vec<usize>],
    tops: &[usize],
) -> Vec<Vec<Option<Shift>>> {
    let Some(first) = strata.first() else { return Vec::new() };
    let (card, scores) = (first.card, first.scores);
    let reweigher = Reweigher::new(card, scores, &scores.order);
    let own = |stratum: &Stratum<'_>, points: &[i64]| -> Vec<i64> {
        stratum.rows.iter().map(|&firm| points[firm as usize]).collect()
    };
    let before: Vec<Ranks> = strata.par_iter().map(|stratum| ranks(&own(stratum, &scores.points))).collect();
    let shifts = |set: &Vec<usize>| -> Vec<Option<Shift>> {
        let (weights, empty) = raised(card, set);
        let points = reweigher.points(&weights);
        let strata = strata.par_iter().zip(&before).zip(tops);
        strata
            .map(|((stratum, before), &top)| {
                let hollow = (0..stratum.rows.len()).any(|at| empty[stratum.segment_of(at)]);
                (!hollow && !stratum.rows.is_empty())
                    .then(|| shift(before, &ranks(&own(stratum, &points)), top))
            })
            .collect()
    };
    let by_set: Vec<Vec<Option<Shift>>> = sets.par_iter().map(shifts).collect();
    (0..strata.len()).map(|stratum| by_set.iter().map(|shifts| shifts[stratum].clone()).collect()).collect()
}

/// Weights without these indicators, and per segment whether no weight is left.
fn raised(card: &Scorecard, set: &[usize]) -> (Weights, Vec<bool>) {
    let mut weights: Weights = card.indicators.iter().map(|indicator| indicator.weight.clone()).collect();
    set.iter().for_each(|&at| weights[at].fill(0.0));
    let base = card.base();
    let shares = card.weight_shares();
    let today = &card.groups[base].full_marks;
    let left = card.reweighed(&weights).groups[base].full_marks.clone();
    let empty = |segment: usize| {
        let weighs = |at: &usize| shares[*at][segment] > 0.0;
        let all = (0..shares.len()).filter(weighs).count();
        all > 0 && set.iter().copied().filter(weighs).count() == all
    };
    for (at, weights) in weights.iter_mut().enumerate() {
        for (segment, weight) in weights.iter_mut().enumerate() {
            if shares[at][segment] > 0.0 && left[segment] > 0.0 {
                *weight *= today[segment] / left[segment];
            }
        }
    }
    (weights, (0..card.segments.len()).map(empty).collect())
}

fn shift(before: &Ranks, after: &Ranks, top: usize) -> Shift {
    let shifts = before.falling.iter().zip(&after.falling).map(|(before, after)| before.abs_diff(*after));
    let whole: u64 = shifts.clone().map(u64::from).sum();
    let leaves = || {
        let (before, after) = (among_first(&before.falling, top), among_first(&after.falling, top));
        stats::sum(before.iter().zip(&after).map(|(before, after)| (before - after).max(0.0)))
    };
    Shift {
        mean: whole as f64 / before.falling.len() as f64,
        greatest: shifts.max().unwrap_or(0),
        spearman: stats::pearson(&before.mean, &after.mean),
        leave_top: (top < before.falling.len()).then(leaves),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_are_those_of_the_ranks() {
        let (before, after) = (ranks(&[9, 8, 7, 6]), ranks(&[6, 8, 7, 9]));
        let told = shift(&before, &after, 1);
        assert_eq!((told.mean, told.greatest, told.leave_top), (1.5, 3, Some(1.0)));
        assert!((told.spearman.unwrap_or(0.0) + 0.8).abs() < 1e-12);
        let same = shift(&before, &before, 2);
        assert_eq!((same.mean, same.greatest, same.leave_top, same.spearman), (0.0, 0, Some(0.0), Some(1.0)));
        // Of four firms tied first, two have room.
        let equal = ranks(&[5; 4]);
        assert_eq!(shift(&before, &equal, 2).leave_top, Some(1.0));
        assert_eq!(shift(&equal, &equal, 2).leave_top, Some(0.0));
        // The top includes all firms, whatever the weights.
        assert_eq!(shift(&before, &after, 4).leave_top, None);
    }
}
