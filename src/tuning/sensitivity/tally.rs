//! What ranks of many draws come to, firm by firm, exactly and in little memory: sums, counts, and order statistics found
//! digit by digit in as many passes over the draws as there are digits.

use std::ops::AddAssign;

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
    counts: Counts,
}

/// Per firm, quantile from the second pass on, and digit: ranks counted. Few draws need half the memory, and so half of
/// the lines of the processor's cache.
#[derive(Debug)]
enum Counts {
    Few(Vec<u16>),
    Many(Vec<u32>),
}

/// A number that counts ranks.
trait Counter: Copy + Default + Into<u32> + AddAssign + From<bool> + Send + Sync {}
impl<T: Copy + Default + Into<u32> + AddAssign + From<bool> + Send + Sync> Counter for T {}

impl Quantiles {
    /// The `q`- and `1 − q`-quantiles of `draws` ranks of each of `firms` firms, by the inverse of their distribution (type 1
    /// of Hyndman and Fan 1996): the `⌈q · draws⌉`-th least, and as many from above.
    pub fn new(firms: usize, draws: usize, q: f64) -> Quantiles {
        let bits = usize::BITS - firms.leading_zeros();
        let is_few = u16::try_from(draws).is_ok();
        let cost = |passes: u32| {
            let counts = 1_usize << bits.div_ceil(passes);
            let size = if is_few { size_of::<u16>() } else { size_of::<u32>() };
            firms * counts * size * if passes == 1 { 1 } else { 2 }
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
            counts: if is_few { Counts::Few(Vec::new()) } else { Counts::Many(Vec::new()) },
        };
        quantiles.begin();
        quantiles
    }

    /// How many passes over all draws it takes.
    pub fn passes(&self) -> usize {
        self.digits.len()
    }

    /// Windows of counts per firm: the first pass has one for both quantiles.
    fn windows(&self) -> usize {
        if self.pass == 0 { 1 } else { 2 }
    }

    fn begin(&mut self) {
        let len = (self.firms * self.windows()) << self.digits[self.pass];
        match &mut self.counts {
            Counts::Few(counts) => clear(counts, len),
            Counts::Many(counts) => clear(counts, len),
        }
    }

    /// Counts the ranks of some draws: `ranks` has a row of all firms per draw.
    pub fn add(&mut self, ranks: &[u32]) {
        if self.firms == 0 {
            return;
        }
        let digit = Digit {
            firms: self.firms,
            width: self.digits[self.pass],
            shift: self.digits[self.pass + 1..].iter().sum(),
        };
        let prefix = (self.pass > 0).then_some(&self.prefix[..]);
        match (&mut self.counts, prefix) {
            (Counts::Few(counts), None) => digit.count(counts, ranks),
            (Counts::Many(counts), None) => digit.count(counts, ranks),
            (Counts::Few(counts), Some(prefix)) => digit.count_within(counts, prefix, ranks),
            (Counts::Many(counts), Some(prefix)) => digit.count_within(counts, prefix, ranks),
        }
    }

    /// Settles a digit once every draw was counted, and begins with the next one.
    pub fn settle(&mut self) {
        let (width, windows) = (self.digits[self.pass], self.windows());
        match &self.counts {
            Counts::Few(counts) => settle(counts, (width, windows), &mut self.prefix, &mut self.before),
            Counts::Many(counts) => settle(counts, (width, windows), &mut self.prefix, &mut self.before),
        }
        self.pass += 1;
        if self.pass < self.digits.len() {
            self.begin();
        } else {
            self.counts = Counts::Few(Vec::new());
        }
    }

    /// Per firm the two ranks, once every pass is settled.
    pub fn found(&self) -> &[[u32; 2]] {
        &self.prefix
    }
}

fn clear<T: Counter>(counts: &mut Vec<T>, len: usize) {
    counts.clear();
    counts.resize(len, T::default());
}

/// Which bits of a rank are counted.
#[derive(Clone, Copy)]
struct Digit {
    firms: usize,
    width: u32,
    /// Bits below.
    shift: u32,
}

impl Digit {
    /// Counts the digit of every rank.
    fn count<T: Counter>(self, counts: &mut [T], ranks: &[u32]) {
        let Digit { firms, width, shift } = self;
        counts.par_chunks_mut(FIRMS << width).enumerate().for_each(|(task, counts)| {
            for (beside, counts) in counts.chunks_mut(BESIDE << width).enumerate() {
                let first = task * FIRMS + beside * BESIDE;
                for row in ranks.chunks_exact(firms) {
                    for (counts, rank) in counts.chunks_exact_mut(1 << width).zip(&row[first..]) {
                        counts[(rank >> shift) as usize] += T::from(true);
                    }
                }
            }
        });
    }

    /// Counts the digit of those ranks whose digits above are settled as a quantile's are.
    fn count_within<T: Counter>(self, counts: &mut [T], prefix: &[[u32; 2]], ranks: &[u32]) {
        let Digit { firms, width, shift } = self;
        let mask = (1 << width) - 1;
        let tasks = counts.par_chunks_mut(FIRMS << (width + 1));
        tasks.zip(prefix.par_chunks(FIRMS)).enumerate().for_each(|(task, (counts, prefix))| {
            let blocks = counts.chunks_mut(BESIDE << (width + 1)).zip(prefix.chunks(BESIDE));
            for (beside, (counts, prefix)) in blocks.enumerate() {
                let first = task * FIRMS + beside * BESIDE;
                for row in ranks.chunks_exact(firms) {
                    let firms = counts.chunks_exact_mut(2 << width).zip(prefix).zip(&row[first..]);
                    for ((counts, prefix), rank) in firms {
                        let (settled, digit) = (rank >> (shift + width), (rank >> shift & mask) as usize);
                        if settled == prefix[0] {
                            counts[digit] += T::from(true);
                        }
                        if settled == prefix[1] {
                            counts[(1 << width) + digit] += T::from(true);
                        }
                    }
                }
            }
        });
    }
}

/// Finds, for every firm and quantile, the digit in whose count the rank looked for stands.
fn settle<T: Counter>(
    counts: &[T],
    (width, windows): (u32, usize),
    prefix: &mut [[u32; 2]],
    before: &mut [[u32; 2]],
) {
    let firms = prefix.par_iter_mut().zip(before);
    firms.zip(counts.par_chunks(windows << width)).for_each(|((prefix, before), counts)| {
        for quantile in 0..2 {
            let own = &counts[(quantile % windows) << width..][..1 << width];
            let mut digit = 0;
            while digit + 1 < own.len() && before[quantile] >= own[digit].into() {
                before[quantile] -= own[digit].into();
                digit += 1;
            }
            prefix[quantile] = prefix[quantile] << width | digit as u32;
        }
    });
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
            for (many, digits) in
                [(false, None), (true, Some(vec![4, 4, 4])), (false, Some(vec![6, 6])), (true, None)]
            {
                let mut quantiles = Quantiles::new(firms, draws, q);
                if many {
                    quantiles.counts = Counts::Many(Vec::new());
                    quantiles.begin();
                }
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
            for draws in [10_000, 1_000_000] {
                let quantiles = Quantiles::new(firms, draws, 0.05);
                assert!(quantiles.passes() <= 4, "{firms}: {}", quantiles.passes());
                let bytes = match &quantiles.counts {
                    Counts::Few(counts) => counts.len() * 2,
                    Counts::Many(counts) => counts.len() * 4,
                };
                assert!(bytes <= MEMORY);
            }
        }
    }
}
