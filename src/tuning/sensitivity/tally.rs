//! What ranks of many draws come to, firm by firm, exactly and in little memory: sums, counts, and order statistics found
//! digit by digit in as many passes over the draws as there are digits.

use rayon::prelude::*;

/// Most bytes of counts.
const MEMORY: usize = 400 << 20;
/// Firms that one task counts.
const FIRMS: usize = 512;
/// Firms that are counted side by side: a few lines of the processor's cache per draw, and what they are counted in.
const BESIDE: usize = 64;

/// The order statistics of every firm's ranks.
#[derive(Debug)]
pub(super) struct Quantiles {
    firms: usize,
    /// Bits of a rank that each pass settles, the highest first.
    digits: Vec<u32>,
    /// Which pass is under way.
    pass: usize,
    /// Per firm and quantile: the digits settled so far.
    prefix: Vec<[u32; 2]>,
    /// Per firm and quantile: how many ranks with these digits stand before the one that is looked for.
    before: Vec<[u32; 2]>,
    counts: Vec<u32>,
}

impl Quantiles {
    /// The `q`- and `1 − q`-quantiles of `draws` ranks of each of `firms` firms, by the inverse of their distribution (type 1
    /// of Hyndman and Fan 1996): the `⌈q · draws⌉`-th least, and as many from above.
    pub fn new(firms: usize, draws: usize, q: f64) -> Quantiles {
        let bits = usize::BITS - firms.leading_zeros();
        let cost = |passes: u32| {
            let counts = 1_usize << bits.div_ceil(passes);
            firms * counts * size_of::<u32>() * if passes == 1 { 1 } else { 2 }
        };
        let passes = (1..=bits.max(1)).find(|&passes| cost(passes) <= MEMORY).unwrap_or(bits.max(1));
        let digits = (0..passes).map(|pass| (bits + passes - 1 - pass) / passes).collect();
        // A product such as 0.05 · 200 may come out a hair above.
        let place = ((q * draws as f64 - 1e-9).ceil() as u32).clamp(1, draws.max(1) as u32) - 1;
        let from_above = (draws.max(1) as u32 - 1) - place;
        let mut quantiles = Quantiles {
            firms,
            digits,
            pass: 0,
            prefix: vec![[0; 2]; firms],
            before: vec![[place, from_above]; firms],
            counts: Vec::new(),
        };
        quantiles.begin();
        quantiles
    }

    /// How many passes over all draws it takes.
    pub fn passes(&self) -> usize {
        self.digits.len()
    }

    fn begin(&mut self) {
        let windows = if self.pass == 0 { 1 } else { 2 };
        self.counts.clear();
        self.counts.resize(self.firms * windows << self.digits[self.pass], 0);
    }

    /// Counts the ranks of some draws: `ranks` has a row of all firms per draw.
    pub fn add(&mut self, ranks: &[u32]) {
        if self.firms == 0 {
            return;
        }
        let (firms, width) = (self.firms, self.digits[self.pass]);
        let shift: u32 = self.digits[self.pass + 1..].iter().sum();
        if self.pass == 0 {
            self.counts.par_chunks_mut(FIRMS << width).enumerate().for_each(|(task, counts)| {
                for (beside, counts) in counts.chunks_mut(BESIDE << width).enumerate() {
                    let first = task * FIRMS + beside * BESIDE;
                    for row in ranks.chunks_exact(firms) {
                        for (counts, rank) in counts.chunks_exact_mut(1 << width).zip(&row[first..]) {
                            counts[(rank >> shift) as usize] += 1;
                        }
                    }
                }
            });
            return;
        }
        let mask = (1 << width) - 1;
        let tasks = self.counts.par_chunks_mut(FIRMS << (width + 1));
        tasks.zip(self.prefix.par_chunks(FIRMS)).enumerate().for_each(|(task, (counts, prefix))| {
            let blocks = counts.chunks_mut(BESIDE << (width + 1)).zip(prefix.chunks(BESIDE));
            for (beside, (counts, prefix)) in blocks.enumerate() {
                let first = task * FIRMS + beside * BESIDE;
                for row in ranks.chunks_exact(firms) {
                    let firms = counts.chunks_exact_mut(2 << width).zip(prefix).zip(&row[first..]);
                    for ((counts, prefix), rank) in firms {
                        let (settled, digit) = (rank >> (shift + width), (rank >> shift & mask) as usize);
                        if settled == prefix[0] {
                            counts[digit] += 1;
                        }
                        if settled == prefix[1] {
                            counts[(1 << width) + digit] += 1;
                        }
                    }
                }
            }
        });
    }

    /// Settles a digit once every draw was counted, and begins with the next one.
    pub fn settle(&mut self) {
        let width = self.digits[self.pass];
        let windows = if self.pass == 0 { 1 } else { 2 };
        let firms = self.prefix.par_iter_mut().zip(&mut self.before);
        firms.zip(self.counts.par_chunks(windows << width)).for_each(|((prefix, before), counts)| {
            for quantile in 0..2 {
                let own = &counts[(quantile % windows) << width..][..1 << width];
                let mut digit = 0;
                while digit + 1 < own.len() && before[quantile] >= own[digit] {
                    before[quantile] -= own[digit];
                    digit += 1;
                }
                prefix[quantile] = prefix[quantile] << width | digit as u32;
            }
        });
        self.pass += 1;
        if self.pass < self.digits.len() {
            self.begin();
        } else {
            self.counts = Vec::new();
        }
    }

    /// Per firm the two ranks, once every pass is settled.
    pub fn found(&self) -> &[[u32; 2]] {
        &self.prefix
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
            [(1, 1, 0.05), (2, 7, 0.05), (700, 90, 0.05), (40, 200, 0.05), (3000, 33, 0.25), (5, 2, 0.5)]
        {
            let rows: Vec<u32> = (0..firms * draws).map(|_| random.random_range(1..=firms as u32)).collect();
            for digits in [None, Some(vec![4, 4, 4]), Some(vec![6, 6])] {
                let mut quantiles = Quantiles::new(firms, draws, q);
                if let Some(digits) = digits {
                    quantiles.digits = digits;
                    quantiles.begin();
                }
                for _ in 0..quantiles.passes() {
                    for some in rows.chunks(firms * 8) {
                        quantiles.add(some);
                    }
                    quantiles.settle();
                }
                for (firm, found) in quantiles.found().iter().enumerate() {
                    let mut own: Vec<u32> = rows.iter().skip(firm).step_by(firms).copied().collect();
                    own.sort_unstable();
                    let place = ((q * draws as f64).ceil() as usize).max(1) - 1;
                    assert_eq!(*found, [own[place], own[draws - 1 - place]]);
                }
            }
        }
    }

    #[test]
    fn many_firms_take_several_passes_and_bounded_memory() {
        for firms in [0, 1, 5000, 70_000, 520_000] {
            let quantiles = Quantiles::new(firms, 10_000, 0.05);
            assert!(quantiles.passes() <= 4, "{firms}: {}", quantiles.passes());
            assert!(quantiles.counts.len() * 4 <= MEMORY);
        }
    }
}
