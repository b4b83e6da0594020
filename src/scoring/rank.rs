//! Ranks over published points, and the order of ties.

use rayon::prelude::*;

use super::derive::column;
use crate::firms::{Column, Frame, Texts};
use crate::scorecard::{Scorecard, TieBreaker};
use crate::stats;

/// Least number of tied firms that is sorted on several threads.
const LONG: usize = 1 << 14;
/// Firms per task of a thread.
const BLOCK: usize = 1 << 14;

/// Ranks, percentiles and order of the scored firms.
pub(super) struct Ranking {
    /// Rank over the cohort, ties 1, 2, 2, 4.
    pub rank: Vec<u32>,
    /// Rank within the segment, ties likewise.
    pub segment_rank: Vec<u32>,
    /// `100 · (firms with fewer points) / (n − 1)`, 100 for a single firm.
    pub percentile: Vec<f64>,
    /// Scored firms in descending order of points; ties in no particular order.
    pub order: Vec<u32>,
}

impl Ranking {
    /// Ranks the `scored` firms.
    pub fn of(points: &[i64], scored: &[bool], segment: &[u16]) -> Ranking {
        let most = points.iter().copied().max().unwrap_or_default();
        let all = Levels::of(points.par_iter().map(|points| most.abs_diff(*points)).collect(), scored);
        let (of, before) = (all.firms(), all.before());
        let over_all = || {
            let fewer = |level: usize| of - before[level + 1];
            let share = |level: usize| match of {
                1 => 100.0,
                _ => 100.0 * f64::from(fewer(level)) / f64::from(of - 1),
            };
            rayon::join(|| all.each(|level| before[level] + 1), || all.each(share))
        };
        let order = || {
            let mut next = before.clone();
            let mut order = vec![0; of as usize];
            for (firm, level) in all.of_firms() {
                order[next[level] as usize] = firm;
                next[level] += 1;
            }
            order
        };
        let within = || {
            let levels = all.levels.par_iter().zip(segment);
            let keys =
                levels.map(|(level, segment)| u64::from(*segment) * all.count as u64 + u64::from(*level));
            let both = Levels::of(keys.collect(), scored);
            let segments =
                Levels::of(segment.par_iter().map(|segment| u64::from(*segment)).collect(), scored);
            let (before, before_segment) = (both.before(), segments.before());
            let firms = both.levels.par_iter().zip(&segments.levels).zip(scored).with_min_len(BLOCK);
            let rank =
                |level: u32, segment: u32| before[level as usize] - before_segment[segment as usize] + 1;
            firms.map(|((level, segment), scored)| if *scored { rank(*level, *segment) } else { 0 }).collect()
        };
        let ((rank, percentile), (order, segment_rank)) =
            rayon::join(over_all, || rayon::join(order, within));
        Ranking { rank, segment_rank, percentile, order }
    }
}

/// Keys as whole numbers from 0 in the same order: points have few values, so firms are counted, not sorted.
struct Levels<'a> {
    /// Level per firm; meaningless for a firm that is not scored.
    levels: Vec<u32>,
    scored: &'a [bool],
    /// Number of levels.
    count: usize,
}

/// Greatest range of keys per firm that is counted directly.
const PER_FIRM: u64 = 4;

impl Levels<'_> {
    /// The levels of the firms' `keys`.
    fn of(keys: Vec<u64>, scored: &[bool]) -> Levels<'_> {
        let of_scored = || keys.par_iter().zip(scored).with_min_len(BLOCK).filter(|(_, scored)| **scored);
        let (least, most) = of_scored()
            .map(|(key, _)| (*key, *key))
            .reduce(|| (u64::MAX, 0), |(least, most), (key, other)| (least.min(key), most.max(other)));
        if least > most {
            return Levels { levels: vec![0; keys.len()], scored, count: 0 };
        }
        let firms = keys.par_iter().with_min_len(BLOCK);
        if most - least <= PER_FIRM * keys.len() as u64 {
            let levels = firms.map(|key| (key.clamp(&least, &most) - least) as u32).collect();
            return Levels { levels, scored, count: (most - least) as usize + 1 };
        }
        let mut distinct: Vec<u64> = of_scored().map(|(key, _)| *key).collect();
        distinct.par_sort_unstable();
        distinct.dedup();
        let levels = firms.map(|key| distinct.partition_point(|other| other < key) as u32).collect();
        Levels { levels, scored, count: distinct.len() }
    }

    /// The scored firms, each with its level.
    fn of_firms(&self) -> impl Iterator<Item = (u32, usize)> + '_ {
        let firms = (0..).zip(&self.levels).zip(self.scored);
        firms.filter(|(_, scored)| **scored).map(|((firm, level), _)| (firm, *level as usize))
    }

    /// Number of scored firms.
    fn firms(&self) -> u32 {
        self.scored.iter().map(|scored| u32::from(*scored)).sum()
    }

    /// Number of firms with a lower level, per level; last, the number of all firms.
    fn before(&self) -> Vec<u32> {
        let mut before = vec![0; self.count + 1];
        self.of_firms().for_each(|(_, level)| before[level + 1] += 1);
        let mut sum = 0;
        before.iter_mut().for_each(|firms| {
            sum += *firms;
            *firms = sum;
        });
        before
    }

    /// `of` applied to each scored firm's level; 0 for the others.
    fn each<T: Copy + Default + Send>(&self, of: impl Fn(usize) -> T + Sync) -> Vec<T> {
        let firms = self.levels.par_iter().zip(self.scored).with_min_len(BLOCK);
        firms.map(|(level, scored)| if *scored { of(*level as usize) } else { T::default() }).collect()
    }
}

/// Orders tied firms in `order` by the scorecard's tie-breakers, missing values last, and then by id.
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
        // The first key is stored beside its firm (without tie-breakers the beginning of its id), so that
        // most comparisons need no further look-up.
        let first = |firm: u32| match keys.first() {
            Some(keys) => u128::from(keys[firm as usize]),
            None => stats::text_key(ids.get_or_empty(firm as usize)),
        };
        keyed.clear();
        keyed.par_extend(run.par_iter().with_min_len(LONG).map(|&firm| (first(firm), firm)));
        let order =
            |(key_a, a): &(u128, u32), (key_b, b): &(u128, u32)| key_a.cmp(key_b).then_with(|| later(*a, *b));
        // If points come in few tiers, a few runs contain nearly all firms.
        if run.len() > LONG {
            keyed.par_sort_unstable_by(order);
        } else {
            keyed.sort_unstable_by(order);
        }
        run.iter_mut().zip(&*keyed).for_each(|(slot, (_, firm))| *slot = *firm);
    });
}

/// An integer per firm, ascending in the tie-breaker's order; the greatest for a missing value. `frame` has
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
        // The scorecard's checks reject a text here.
        Column::Text(texts) => vec![u64::MAX; texts.len()],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Dense points are counted directly, sparse ones by their distinct values.
        #[test]
        fn ranks_are_those_of_counting_who_is_before(
            firms in prop::collection::vec((-9i64..9, any::<bool>(), 0u16..3), 0..60),
            apart in prop::sample::select(vec![1, 40, 1_000_000_000_000]),
        ) {
            let points: Vec<i64> = firms.iter().map(|(points, ..)| points * apart).collect();
            let scored: Vec<bool> = firms.iter().map(|(_, scored, _)| *scored).collect();
            let segment: Vec<u16> = firms.iter().map(|(.., segment)| *segment * 7).collect();
            let found = Ranking::of(&points, &scored, &segment);
            let all: Vec<usize> = (0..firms.len()).filter(|&firm| scored[firm]).collect();
            for firm in 0..firms.len() {
                let (mut rank, mut within, mut percentile) = (0, 0, 0.0);
                if scored[firm] {
                    let before = all.iter().filter(|&&other| points[other] > points[firm]);
                    let in_segment = |other: &&usize| segment[**other] == segment[firm];
                    within = 1 + before.clone().filter(in_segment).count() as u32;
                    rank = 1 + before.count() as u32;
                    let fewer = all.iter().filter(|&&other| points[other] < points[firm]).count() as f64;
                    let others = all.len() - 1;
                    percentile = if others == 0 { 100.0 } else { 100.0 * fewer / others as f64 };
                }
                prop_assert_eq!((found.rank[firm], found.segment_rank[firm]), (rank, within));
                prop_assert_eq!(found.percentile[firm], percentile);
            }
            let mut order: Vec<usize> = found.order.iter().map(|&firm| firm as usize).collect();
            prop_assert!(order.is_sorted_by_key(|&firm| std::cmp::Reverse(points[firm])));
            order.sort_unstable();
            prop_assert_eq!(order, all);
        }
    }
}
