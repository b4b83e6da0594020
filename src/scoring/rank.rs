//! Ranks over published points, and the order within equal ones.

use rayon::prelude::*;

use super::derive::column;
use crate::firms::{Column, Frame, Texts};
use crate::scorecard::{Scorecard, TieBreaker};
use crate::stats;

/// Firms of equal points from which it pays to order them on several threads.
const LONG: usize = 1 << 14;

/// Where each firm stands.
pub(super) struct Ranking {
    /// Rank over the cohort, ties 1, 2, 2, 4.
    pub rank: Vec<u32>,
    /// The same within the segment.
    pub segment_rank: Vec<u32>,
    /// `100 · (firms with fewer points) / (n − 1)`, 100 for a firm alone.
    pub percentile: Vec<f64>,
    /// Scored firms by falling points; equal ones in no particular order yet.
    pub order: Vec<u32>,
}

impl Ranking {
    /// Ranks the `scored` firms.
    pub fn of(points: &[i64], scored: &[bool], segment: &[u16], segments: usize) -> Ranking {
        // Points are whole numbers below 2^53, so as doubles they are exact.
        let falling: Vec<f64> =
            points.par_iter().with_min_len(1 << 14).map(|points| -(*points as f64)).collect();
        let firms = (0..points.len() as u32).filter(|&firm| scored[firm as usize]);
        let ascending = stats::Ascending::of(&falling, firms);
        let (mut rank, mut segment_rank) = (vec![0; points.len()], vec![0; points.len()]);
        let mut percentile = vec![0.0; points.len()];
        let of = ascending.len();
        let mut before = 0;
        let mut before_in = vec![0; segments];
        for run in ascending.runs() {
            let fewer = of - before - run.len();
            let share = if of > 1 { 100.0 * fewer as f64 / (of - 1) as f64 } else { 100.0 };
            for firm in run.clone() {
                rank[firm] = before as u32 + 1;
                segment_rank[firm] = before_in[usize::from(segment[firm])] + 1;
                percentile[firm] = share;
            }
            before += run.len();
            run.for_each(|firm| before_in[usize::from(segment[firm])] += 1);
        }
        let order = ascending.positions().collect();
        Ranking { rank, segment_rank, percentile, order }
    }
}

/// Puts firms of equal points in `order` by the scorecard's tie-breakers, missing values last, and then by
/// id.
pub(super) fn break_ties(
    order: &mut [u32],
    points: &[i64],
    frame: &Frame<'_>,
    scorecard: &Scorecard,
    ids: &Texts,
) {
    let keys: Vec<Vec<u64>> =
        scorecard.tie_breakers.par_iter().map(|breaker| tie_keys(breaker, frame)).collect();
    let later = |a: u32, b: u32| {
        let later = keys.iter().skip(1).map(|keys| keys[a as usize].cmp(&keys[b as usize]));
        let id = |firm: u32| ids.get_or_empty(firm as usize).as_bytes();
        later.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then).then_with(|| id(a).cmp(id(b)))
    };
    let equal = |a: &u32, b: &u32| points[*a as usize] == points[*b as usize];
    order.par_chunk_by_mut(equal).for_each_init(Vec::new, |keyed, run| {
        if run.len() == 1 {
            return;
        }
        // The first key beside its firm, without tie-breakers the beginning of its id: most comparisons end
        // there, without a look elsewhere.
        let first = |firm: u32| match keys.first() {
            Some(keys) => u128::from(keys[firm as usize]),
            None => stats::text_key(ids.get_or_empty(firm as usize)),
        };
        keyed.clear();
        keyed.par_extend(run.par_iter().with_min_len(LONG).map(|&firm| (first(firm), firm)));
        let order =
            |(key_a, a): &(u128, u32), (key_b, b): &(u128, u32)| key_a.cmp(key_b).then_with(|| later(*a, *b));
        // Of points that are whole tiers a few runs hold nearly all firms.
        if run.len() > LONG {
            keyed.par_sort_unstable_by(order);
        } else {
            keyed.sort_unstable_by(order);
        }
        run.iter_mut().zip(&*keyed).for_each(|(slot, (_, firm))| *slot = *firm);
    });
}

/// An integer per firm, ascending as the tie-breaker wants it; the greatest for a missing value. `frame` has
/// the slots the tie-breaker reads.
pub fn tie_keys(breaker: &TieBreaker, frame: &Frame<'_>) -> Vec<u64> {
    let turned = |key: u64| if breaker.ascending { key } else { !key };
    let key = |value: f64| turned(stats::order_key(value));
    let or_last = |key: Option<u64>| key.unwrap_or(u64::MAX);
    match column(&breaker.by, frame).0 {
        Column::Number(cells) => cells.iter().map(|value| or_last(value.map(key))).collect(),
        Column::Flag(cells) => {
            cells.iter().map(|flag| or_last(flag.map(|yes| key(f64::from(yes))))).collect()
        }
        Column::Date(cells) => {
            let day =
                |date: jiff::civil::Date| f64::from(date.year()) * 366.0 + f64::from(date.day_of_year());
            cells.iter().map(|date| or_last(date.map(|date| key(day(date))))).collect()
        }
        // The checks of a scorecard let no text through.
        Column::Text(texts) => vec![u64::MAX; texts.len()],
    }
}
