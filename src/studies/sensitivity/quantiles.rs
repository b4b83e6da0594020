//! Exact rank quantiles per firm in bounded memory: only the ranks in each firm's tails are kept.

use std::ops::Range;

use rayon::prelude::*;

use crate::decimal::up_to_whole;

/// Memory for ranks, in bytes. Firms whose tails exceed it wait for another pass over the draws.
const MEMORY: usize = 1 << 30;
/// Number of firms read together: a few cache lines per draw.
const BESIDE: usize = 64;

/// The two order statistics of every firm's ranks.
#[derive(Debug)]
pub(super) struct Quantiles {
    firms: usize,
    /// Ranks in a tail up to and including the quantile.
    keep: usize,
    /// Capacity of a tail, in ranks.
    room: usize,
    /// Number of firms per pass.
    at_a_time: usize,
    /// The firms of the current pass.
    slice: Range<usize>,
    /// Two tails per firm of the slice: the least ranks, and the least of their complements.
    tails: Vec<Tail>,
    /// The ranks in those tails, `room` for each.
    kept: Vec<u32>,
    /// Per firm, the two quantiles, once settled.
    ends: Vec<[u32; 2]>,
}

/// A buffer that includes the least ranks so far.
#[derive(Clone, Copy, Debug)]
struct Tail {
    len: u32,
    /// An upper bound of the `keep`-th least rank so far.
    bound: u32,
}

impl Tail {
    const EMPTY: Tail = Tail { len: 0, bound: u32::MAX };

    /// Adds a rank, less than `u32::MAX`. A full tail is cut to its `keep` least ranks.
    #[inline(always)]
    fn take(&mut self, kept: &mut [u32], keep: usize, rank: u32) {
        // Written unconditionally and counted if below the bound: a branch would be unpredictable.
        kept[self.len as usize] = rank;
        self.len += u32::from(rank < self.bound);
        if self.len as usize == kept.len() {
            self.bound = *kept.select_nth_unstable(keep - 1).1;
            self.len = keep as u32;
        }
    }

    /// The `keep`-th least of all ranks, or the greatest if there are fewer.
    fn last(&self, kept: &mut [u32], keep: usize) -> u32 {
        let kept = &mut kept[..self.len as usize];
        let at = keep.min(kept.len()).saturating_sub(1);
        if kept.is_empty() { 0 } else { *kept.select_nth_unstable(at).1 }
    }
}

impl Quantiles {
    /// Memory for the tails, in bytes.
    pub fn bytes(firms: usize, draws: usize, q: f64) -> usize {
        let (_, room) = Quantiles::kept(draws, q);
        firms.saturating_mul(2 * room * size_of::<u32>()).min(MEMORY)
    }

    /// Number of ranks that a tail keeps, and its capacity. A greater capacity means fewer cuts.
    fn kept(draws: usize, q: f64) -> (usize, usize) {
        let keep = up_to_whole(q, draws).clamp(1, draws.max(1));
        (keep, keep + keep.max(32))
    }

    /// The `q`- and `1 − q`-quantiles of `draws` ranks of each of `firms` firms, by the inverse distribution
    /// function (type 1 of Hyndman and Fan 1996): the `⌈q · draws⌉`-th least rank, and the `⌈q · draws⌉`-th
    /// greatest.
    pub fn new(firms: usize, draws: usize, q: f64) -> Quantiles {
        let (keep, room) = Quantiles::kept(draws, q);
        let passes = (firms * 2 * room * size_of::<u32>()).div_ceil(MEMORY).max(1);
        let at_a_time = firms.div_ceil(passes);
        let mut quantiles = Quantiles {
            firms,
            keep,
            room,
            at_a_time,
            slice: 0..0,
            tails: Vec::new(),
            kept: vec![0; at_a_time * 2 * room],
            ends: vec![[0; 2]; firms],
        };
        quantiles.begin(0);
        quantiles
    }

    /// Number of passes over all draws.
    pub fn passes(&self) -> usize {
        self.firms.div_ceil(self.at_a_time.max(1)).max(1)
    }

    fn begin(&mut self, first: usize) {
        self.slice = first..self.firms.min(first + self.at_a_time);
        self.tails.clear();
        self.tails.resize(self.slice.len() * 2, Tail::EMPTY);
    }

    /// Adds draws to the current pass: `ranks` has a row of all firms per draw.
    pub fn add(&mut self, ranks: &[u32]) {
        let (firms, keep, room, slice) = (self.firms, self.keep, self.room, self.slice.clone());
        if slice.is_empty() {
            return;
        }
        let tails = self.tails.par_chunks_mut(2 * BESIDE);
        tails.zip(self.kept.par_chunks_mut(2 * BESIDE * room)).enumerate().for_each(
            |(task, (tails, kept))| {
                let first = slice.start + task * BESIDE;
                for ranks in ranks.chunks_exact(firms) {
                    let own = tails.as_chunks_mut::<2>().0.iter_mut().zip(kept.chunks_mut(2 * room));
                    for (([least, greatest], kept), rank) in own.zip(&ranks[first..]) {
                        let (low, high) = kept.split_at_mut(room);
                        least.take(low, keep, *rank);
                        greatest.take(high, keep, !*rank);
                    }
                }
            },
        );
    }

    /// Settles the firms of a pass after the last draw, and starts the next pass.
    pub fn settle(&mut self) {
        let (keep, room, slice) = (self.keep, self.room, self.slice.clone());
        let own = self.tails.par_chunks(2).zip(self.kept.par_chunks_mut(2 * room));
        self.ends[slice.clone()].par_iter_mut().zip(own).for_each(|(ends, (tails, kept))| {
            let (low, high) = kept.split_at_mut(room);
            *ends = [tails[0].last(low, keep), !tails[1].last(high, keep)];
        });
        self.begin(slice.end);
    }

    /// Per firm the two quantiles, after the last pass is settled.
    pub fn ends(&self) -> &[[u32; 2]] {
        &self.ends
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    #[test]
    fn order_statistics_are_those_of_sorted_ranks() {
        let mut random = ChaCha8Rng::seed_from_u64(3);
        for (firms, draws, q) in
            [(1, 7, 0.05), (150, 333, 0.05), (65, 1, 0.05), (130, 40, 0.5), (3, 2000, 0.1), (70, 100, 0.001)]
        {
            for slice in [firms, usize::div_ceil(firms, 3)] {
                let mut quantiles = Quantiles::new(firms, draws, q);
                quantiles.at_a_time = slice;
                quantiles.begin(0);
                // Few distinct ranks give ties.
                let most = if draws % 2 == 0 { 5 } else { 1 << 20 };
                let rows: Vec<u32> = (0..firms * draws).map(|_| random.random_range(1..most)).collect();
                for _ in 0..quantiles.passes() {
                    rows.chunks(firms * 50).for_each(|some| quantiles.add(some));
                    quantiles.settle();
                }
                for (firm, found) in quantiles.ends().iter().enumerate() {
                    let mut own: Vec<u32> = rows.iter().skip(firm).step_by(firms).copied().collect();
                    own.sort_unstable();
                    let place = up_to_whole(q, draws).max(1) - 1;
                    assert_eq!(*found, [own[place], own[draws - 1 - place]], "firm {firm} of {firms}");
                }
            }
        }
    }

    #[test]
    fn many_firms_take_several_passes_and_bounded_memory() {
        for firms in [0, 1, 5000, 70_000, 520_000] {
            let quantiles = Quantiles::new(firms, 10_000, 0.05);
            assert_eq!(quantiles.passes(), if firms == 520_000 { 4 } else { 1 });
            assert!(quantiles.kept.len() * 4 <= MEMORY);
        }
    }
}
