//! Bins of a number with good and bad outcomes: weight of evidence, information value, stability.

use std::ops::Range;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::Ascending;
use crate::decimal::up_to_whole;

/// Correction, in independent outcomes, added to both counts of a bin without good or without bad outcomes,
/// so that the logarithm is finite. (Other programs replace a count of 0 by 0.9 or 1.)
const HALF: f64 = 0.5;
/// Number of random permutations: 1,000 with the observed one.
const SHUFFLES: usize = 999;
/// Expected number of firms of the rarer kind per bin from which chi-square replaces permutations.
const MANY: f64 = 50.0;

/// Numbers of good and bad outcomes of a bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GoodBad {
    /// Number of good outcomes.
    pub good: u64,
    /// Number of bad outcomes.
    pub bad: u64,
}

impl GoodBad {
    /// Adds one good or bad outcome.
    pub fn add(&mut self, is_bad: bool) {
        *(if is_bad { &mut self.bad } else { &mut self.good }) += 1;
    }

    /// Number of good and bad outcomes together.
    pub fn firms(&self) -> u64 {
        self.good + self.bad
    }

    /// Share of bad outcomes; `None` for an empty bin.
    pub fn bad_rate(&self) -> Option<f64> {
        (self.firms() > 0).then(|| self.bad as f64 / self.firms() as f64)
    }

    /// Sum of all `bins`.
    pub fn sum(bins: &[GoodBad]) -> GoodBad {
        bins.iter().fold(GoodBad::default(), |sum, bin| GoodBad {
            good: sum.good + bin.good,
            bad: sum.bad + bin.bad,
        })
    }

    /// Shares of all good and of all bad outcomes, corrected for a bin that lacks one kind.
    fn shares(&self, whole: GoodBad, design_effect: f64) -> (f64, f64) {
        let more = if self.good == 0 || self.bad == 0 { HALF * design_effect.max(1.0) } else { 0.0 };
        ((self.good as f64 + more) / whole.good as f64, (self.bad as f64 + more) / whole.bad as f64)
    }

    /// Weight of evidence `ln((good / all good) / (bad / all bad))`: above 0 for a bin better than the whole
    /// (Good 1950; the sign as in Siddiqi 2006, opposite in some programs). A bin with outcomes of one kind
    /// only has `½ d` added to both counts: half an independent outcome, for a
    /// [`design_effect`](super::design_effect) `d` of 1 or more. 0 for an empty bin.
    pub fn woe(&self, whole: GoodBad, design_effect: f64) -> f64 {
        if self.firms() == 0 || whole.good == 0 || whole.bad == 0 {
            return 0.0;
        }
        let (good, bad) = self.shares(whole, design_effect);
        (good / bad).ln()
    }
}

/// Information value `Σ (good share − bad share) · woe` over the bins, by natural logarithm (Kullback 1959;
/// Siddiqi 2006), with shares of a bin of one kind only as in [`GoodBad::woe`]. At least 0. `None` unless
/// both kinds occur.
pub fn information_value(bins: &[GoodBad], design_effect: f64) -> Option<f64> {
    let whole = GoodBad::sum(bins);
    let of = |bin: &GoodBad| {
        let (good, bad) = bin.shares(whole, design_effect);
        (good - bad) * bin.woe(whole, design_effect)
    };
    let filled = bins.iter().filter(|bin| bin.firms() > 0);
    (whole.good > 0 && whole.bad > 0).then(|| super::sum(filled.map(of)))
}

/// Expected information value of bins independent of outcomes: `(bins − 1) (1 / good + 1 / bad) · d`, the
/// mean of the chi-square law in [`information_value_by_chance`], over bins with outcomes and for a
/// [`design_effect`](super::design_effect) `d`: `good / d` and `bad / d` are effective numbers of outcomes.
/// `None` unless both kinds occur.
pub fn information_by_chance_alone(bins: &[GoodBad], design_effect: f64) -> Option<f64> {
    let whole = GoodBad::sum(bins);
    let filled = bins.iter().filter(|bin| bin.firms() > 0).count();
    (whole.good > 0 && whole.bad > 0).then(|| (filled as f64 - 1.0) * per_degree(whole, design_effect))
}

/// Units of information value per degree of freedom of chi-square.
fn per_degree(whole: GoodBad, design_effect: f64) -> f64 {
    design_effect * (1.0 / whole.good as f64 + 1.0 / whole.bad as f64)
}

/// A firm in a bin, with all of its outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Binned {
    /// Number of outcomes, good and bad.
    pub outcomes: u64,
    /// Index of the firm's bin, from 0.
    pub bin: usize,
    /// Number of bad outcomes.
    pub bad: u64,
}

/// Critical value, at `level`, of the information value if bins and outcomes are independent: a permutation
/// quantile (Fisher 1935; Davison and Hinkley 1997, section 4.3).
///
/// Outcomes are permuted over the `firms` 999 times, from a fixed seed, and the bins stay fixed. The outcomes
/// of one firm depend on each other, so they move together, to a firm with the same number of outcomes
/// (exchange of whole blocks: Good 2005, section 3.7). A firm whose number of outcomes no other firm has
/// keeps its own. The result is the value at place `⌈level · (n + 1)⌉` of `n` values in ascending order, so
/// an independent number exceeds it in at most `1 − level` of all cases, however few outcomes there are. If
/// every bin expects 50 or more firms of the rarer kind, with an outcome counted as `1 / d` firms for the
/// [`design_effect`](super::design_effect) `d`, the asymptotic law applies:
/// `χ²_level(bins − 1) · (1 / good + 1 / bad) · d`, since the value is the stability index of good firms
/// against bad ones (Yurdakul and Naranjo 2020). `None` for fewer than two bins with firms, and if only one
/// kind occurs.
pub fn information_value_by_chance(firms: &[Binned], level: f64, design_effect: f64) -> Option<f64> {
    let mut firms: Vec<Binned> = firms.iter().copied().filter(|firm| firm.outcomes > 0).collect();
    // Sorted by number of outcomes, so that firms that may exchange outcomes are adjacent.
    firms.sort_unstable();
    let mut counts = vec![GoodBad::default(); firms.iter().map(|firm| firm.bin + 1).max().unwrap_or(0)];
    for firm in &firms {
        counts[firm.bin].bad += firm.bad;
        counts[firm.bin].good += firm.outcomes - firm.bad;
    }
    let whole = GoodBad::sum(&counts);
    let filled = || counts.iter().map(GoodBad::firms).filter(|outcomes| *outcomes > 0);
    if filled().count() < 2 || whole.good == 0 || whole.bad == 0 {
        return None;
    }
    let rarer = whole.good.min(whole.bad) as f64 / design_effect.max(f64::MIN_POSITIVE);
    if filled().all(|outcomes| outcomes as f64 * rarer >= MANY * whole.firms() as f64) {
        let law = ChiSquared::new(filled().count() as f64 - 1.0).ok()?;
        return Some(law.inverse_cdf(level) * per_degree(whole, design_effect));
    }
    let mut blocks: Vec<Block> = firms.chunk_by(|a, b| a.outcomes == b.outcomes).map(Block::of).collect();
    // Every firm has the most frequent number of bad outcomes of its block, except those to which others are
    // dealt.
    let mut usual = vec![GoodBad::default(); counts.len()];
    for block in &blocks {
        for &bin in &block.bins {
            usual[bin].bad += block.usual;
            usual[bin].good += block.outcomes - block.usual;
        }
    }
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let mut shuffled = || {
        let mut counts = usual.clone();
        blocks.iter_mut().for_each(|block| block.deal(&mut rng, &mut counts));
        information_value(&counts, design_effect).unwrap_or_default()
    };
    let mut values: Vec<f64> = (0..SHUFFLES).map(|_| shuffled()).collect();
    values.sort_unstable_by(f64::total_cmp);
    let place = up_to_whole(level, SHUFFLES + 1);
    Some(values[place.clamp(1, SHUFFLES) - 1])
}

/// Firms with equal numbers of outcomes, which may exchange them.
struct Block {
    outcomes: u64,
    /// Bin of each firm.
    bins: Vec<usize>,
    /// Most frequent number of bad outcomes.
    usual: u64,
    /// Numbers of bad outcomes of the other firms.
    others: Vec<u64>,
}

impl Block {
    fn of(firms: &[Binned]) -> Block {
        let mut bad: Vec<u64> = firms.iter().map(|firm| firm.bad).collect();
        bad.sort_unstable();
        let commonest = bad.chunk_by(|a, b| a == b).max_by_key(|alike| alike.len());
        let usual = commonest.map_or(0, |alike| alike[0]);
        bad.retain(|bad| *bad != usual);
        let bins = firms.iter().map(|firm| firm.bin).collect();
        Block { outcomes: firms.first().map_or(0, |firm| firm.outcomes), bins, usual, others: bad }
    }

    /// Deals the other numbers of bad outcomes to firms drawn at random.
    fn deal(&mut self, rng: &mut ChaCha8Rng, counts: &mut [GoodBad]) {
        for (at, &bad) in self.others.iter().enumerate() {
            let other = rng.random_range(at as u64..self.bins.len() as u64) as usize;
            self.bins.swap(at, other);
            let bin = &mut counts[self.bins[at]];
            bin.bad = bin.bad + bad - self.usual;
            bin.good = bin.good + self.usual - bad;
        }
    }
}

/// Population stability index `Σ (p − q) ln(p / q)` of two cohorts' shares `p` and `q` of the same bins. A
/// bin that is empty in one cohort counts as half a firm there; a bin that is empty in both adds nothing.
/// `None` for an empty cohort.
///
/// # Panics
/// If the cohorts have different bins.
pub fn stability_index(base: &[u64], other: &[u64]) -> Option<f64> {
    assert_eq!(base.len(), other.len(), "both cohorts have the same bins");
    let (bases, others) = (base.iter().sum::<u64>() as f64, other.iter().sum::<u64>() as f64);
    let of = |(&base, &other): (&u64, &u64)| {
        if base == 0 && other == 0 {
            return 0.0;
        }
        let (p, q) = ((base as f64).max(HALF) / bases, (other as f64).max(HALF) / others);
        (p - q) * (p / q).ln()
    };
    (bases > 0.0 && others > 0.0).then(|| super::sum(base.iter().zip(other).map(of)))
}

/// The bin of each value; bins are numbered from 0 in ascending order, and none is empty. Up to `most`
/// different values have one bin each. More are divided into at most `most` bins with similar numbers of
/// firms; equal values stay together, in the bin of their median.
pub fn bins(values: &[f64], most: usize) -> Vec<u32> {
    let ascending = Ascending::of(values, 0..values.len() as u32);
    let each = ascending.runs().take(most + 1).count() <= most;
    let mut found = vec![0; values.len()];
    let (mut before, mut last, mut bin) = (0, None, 0);
    for (at, run) in ascending.runs().enumerate() {
        // Middle of the run's places, in halves.
        let middle = (2 * before + run.len()) as u128 * most as u128 / (2 * values.len() as u128);
        let key = if each { at as u128 } else { middle };
        bin += u32::from(last.is_some_and(|last| last != key));
        last = Some(key);
        before += run.len();
        run.for_each(|at| found[at] = bin);
    }
    found
}

/// Neighbouring bins pooled until the bad rate falls from each to the next: the fewest changes that make it
/// monotone (pool adjacent violators, Ayer et al. 1955). Equal rates are pooled too, and empty bins with a
/// neighbour.
pub fn pooled(bins: &[GoodBad]) -> Vec<Range<usize>> {
    let mut pools: Vec<(Range<usize>, GoodBad)> = Vec::new();
    for (at, bin) in bins.iter().enumerate() {
        pools.push((at..at + 1, *bin));
        while let [.., (_, before), (_, last)] = &pools[..] {
            // Rates are compared by cross-multiplication of whole numbers; an empty bin equals any bin.
            if u128::from(last.bad) * u128::from(before.firms())
                < u128::from(before.bad) * u128::from(last.firms())
            {
                break;
            }
            let both = GoodBad::sum(&[*before, *last]);
            pools.pop();
            if let Some((range, sum)) = pools.last_mut() {
                (range.end, *sum) = (at + 1, both);
            }
        }
    }
    pools.into_iter().map(|(range, _)| range).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counts(pairs: &[(u64, u64)]) -> Vec<GoodBad> {
        pairs.iter().map(|&(good, bad)| GoodBad { good, bad }).collect()
    }

    #[test]
    fn two_bins_by_hand() {
        let bins = counts(&[(30, 20), (10, 40)]);
        let whole = GoodBad::sum(&bins);
        assert_eq!(whole, GoodBad { good: 40, bad: 60 });
        assert!((bins[0].woe(whole, 1.0) - (0.75f64 * 3.0).ln()).abs() < 1e-15);
        let value = (0.75 - 1.0 / 3.0) * 2.25f64.ln() + (0.25 - 2.0 / 3.0) * 0.375f64.ln();
        assert!((information_value(&bins, 1.0).expect("both kinds") - value).abs() < 1e-15);
        assert_eq!(information_value(&counts(&[(3, 0), (2, 0)]), 1.0), None);
        // A bin of one kind only gets ½ added to each count.
        let lone = counts(&[(4, 0), (4, 8)]);
        assert!((lone[0].woe(GoodBad::sum(&lone), 1.0) - (4.5f64 / 8.0 / (0.5 / 8.0)).ln()).abs() < 1e-15);
        // With each outcome four times, half a firm is two outcomes.
        let four = counts(&[(16, 0), (16, 32)]);
        assert!(
            (information_value(&four, 4.0).expect("both") - information_value(&lone, 1.0).expect("both"))
                .abs()
                < 1e-12
        );
        let with_empty = counts(&[(30, 20), (0, 0), (10, 40)]);
        assert_eq!(information_value(&with_empty, 1.0), information_value(&bins, 1.0));
    }

    /// The firms of bins, each with one outcome.
    fn single(bins: &[GoodBad]) -> Vec<Binned> {
        let firms = |bin: usize, bad: u64, count: u64| {
            std::iter::repeat_n(Binned { outcomes: 1, bin, bad }, count as usize)
        };
        bins.iter()
            .enumerate()
            .flat_map(|(at, bin)| firms(at, 0, bin.good).chain(firms(at, 1, bin.bad)))
            .collect()
    }

    /// The same firms with each outcome repeated `times`.
    fn again(bins: &[GoodBad], times: u64) -> Vec<Binned> {
        let more = |firm: Binned| Binned { outcomes: times, bad: times * firm.bad, ..firm };
        single(bins).into_iter().map(more).collect()
    }

    #[test]
    fn what_chance_brings_about_is_that_of_every_split() {
        let by_chance =
            |pairs: &[(u64, u64)], level| information_value_by_chance(&single(&counts(pairs)), level, 1.0);
        // Three bad firms of ten fall into one of two halves in a sixth of all splits: more than one in 20.
        let value = information_value(&counts(&[(5, 0), (2, 3)]), 1.0);
        let mixed = [(4, 1), (3, 2)];
        assert_eq!(by_chance(&mixed, 0.95), value);
        assert_eq!(by_chance(&mixed, 0.8), information_value(&counts(&mixed), 1.0));
        // Symmetric in the two kinds.
        assert_eq!(by_chance(&[(1, 4), (2, 3)], 0.95), value);
        assert_eq!(by_chance(&[(4, 1)], 0.95), None);
        assert_eq!(by_chance(&[(4, 0), (3, 0)], 0.95), None);
        // Permutations and the asymptotic law agree at the border, whatever the number of windows.
        for windows in [1, 4] {
            let even = |bad: u64| {
                information_value_by_chance(&again(&counts(&[(400, bad); 6]), windows), 0.95, windows as f64)
                    .expect("a value")
            };
            assert!((even(49) / even(50) - 1.0).abs() < 0.1, "{} {}", even(49), even(50));
        }
    }

    #[test]
    fn a_firm_of_a_number_of_outcomes_that_no_other_has_keeps_them() {
        let firm = |bin, outcomes, bad| Binned { outcomes, bin, bad };
        let alone = [firm(0, 1, 1), firm(0, 2, 0), firm(1, 3, 3), firm(1, 4, 1)];
        let value = information_value(&counts(&[(2, 1), (3, 4)]), 1.0);
        for level in [0.05, 0.95] {
            assert_eq!(information_value_by_chance(&alone, level, 1.0), value);
        }
        // Two of them are equal: either has the bad outcome.
        let pair = [firm(0, 1, 1), firm(1, 1, 0), firm(0, 2, 0), firm(1, 3, 1)];
        let ends = [
            information_value(&counts(&[(2, 1), (3, 1)]), 1.0),
            information_value(&counts(&[(3, 0), (2, 2)]), 1.0),
        ];
        let found = [0.05, 0.95].map(|level| information_value_by_chance(&pair, level, 1.0));
        assert!(found == ends && ends[0] < ends[1], "{found:?} {ends:?}");
    }

    /// Number of 120 independent numbers above the critical value; all outcomes of a firm are equal, or each
    /// is drawn by itself.
    fn above(firms: usize, bad: usize, windows: &[u64], alike: bool) -> usize {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        (0..120)
            .filter(|_| {
                let mut binned: Vec<Binned> = (0..firms)
                    .map(|firm| {
                        let outcomes = windows[rng.random_range(0..windows.len())];
                        let share = bad as f64 / firms as f64;
                        let each = (0..outcomes).filter(|_| rng.random::<f64>() < share).count() as u64;
                        let of = if alike { outcomes * u64::from(firm < bad) } else { each };
                        Binned { outcomes, bin: rng.random_range(0..10), bad: of }
                    })
                    .collect();
                binned.reverse();
                let mut counts = vec![GoodBad::default(); 10];
                for firm in &binned {
                    counts[firm.bin].bad += firm.bad;
                    counts[firm.bin].good += firm.outcomes - firm.bad;
                }
                let chance = information_value_by_chance(&binned, 0.95, 3.0).expect("a value");
                information_value(&counts, 3.0).expect("both kinds") > chance
            })
            .count()
    }

    #[test]
    fn noise_lies_above_chance_one_time_in_twenty_however_few_firms_there_are() {
        for (firms, bad, windows, alike) in [(80, 20, &[2, 3, 4][..], true), (60, 20, &[3], false)] {
            let above = above(firms, bad, windows, alike);
            assert!((2..=11).contains(&above), "{firms} firms: {above} of 120");
        }
    }

    #[test]
    fn what_chance_alone_brings_about_counts_firms() {
        let once = counts(&[(30, 20), (10, 40), (0, 0)]);
        let alone = information_by_chance_alone(&once, 1.0).expect("both kinds");
        assert!((alone - (1.0 / 40.0 + 1.0 / 60.0)).abs() < 1e-15);
        let four = counts(&[(120, 80), (40, 160), (0, 0)]);
        assert!((information_by_chance_alone(&four, 4.0).expect("both kinds") - alone).abs() < 1e-15);
        assert_eq!(information_by_chance_alone(&counts(&[(3, 0)]), 1.0), None);
    }

    #[test]
    fn stability_by_hand() {
        assert_eq!(stability_index(&[1, 2], &[2, 4]), Some(0.0));
        let moved = stability_index(&[8, 2], &[6, 4]).expect("both are there");
        assert!((moved - (0.2 * (0.8f64 / 0.6).ln() - 0.2 * (0.2f64 / 0.4).ln())).abs() < 1e-15);
        assert_eq!(stability_index(&[], &[]), None);
        assert!(stability_index(&[10, 0], &[0, 10]).expect("both are there").is_finite());
    }

    #[test]
    fn few_values_have_a_bin_each_and_many_share() {
        assert_eq!(bins(&[3.0, 1.0, 3.0, 2.0], 3), [2, 0, 2, 1]);
        let many: Vec<f64> = (0..100).rev().map(f64::from).collect();
        let found = bins(&many, 10);
        assert!(found.iter().rev().enumerate().all(|(at, bin)| *bin as usize == at / 10));
        // Half of all are 0: they stay together, and the bins they span do not exist.
        let half: Vec<f64> = (0..100).map(|at| f64::from((at - 49).max(0))).collect();
        let found = bins(&half, 10);
        assert_eq!((found[0], found[49], found[50], *found.last().expect("100")), (0, 0, 1, 5));
    }

    #[test]
    fn pools_fall_throughout() {
        let bins = counts(&[(1, 9), (5, 5), (4, 6), (9, 1)]);
        assert_eq!(pooled(&bins), [0..1, 1..3, 3..4]);
        assert_eq!(pooled(&counts(&[(9, 1), (5, 5), (1, 9)])), [0..3; 1]);
        assert_eq!(pooled(&counts(&[(0, 0), (5, 5), (0, 0), (9, 1)])), [0..3, 3..4]);
        assert_eq!(pooled(&[]), Vec::<Range<usize>>::new());
    }

    proptest! {
        #[test]
        fn bins_ascend_with_values_and_leave_none_out(
            values in prop::collection::vec(-9i32..9, 1..200),
            most in 1usize..12,
        ) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let found = bins(&values, most);
            for i in 0..values.len() {
                for j in 0..values.len() {
                    prop_assert!(values[i] > values[j] || found[i] <= found[j]);
                }
            }
            let greatest = *found.iter().max().expect("not empty");
            prop_assert!((greatest as usize) < most);
            prop_assert!((0..=greatest).all(|bin| found.contains(&bin)));
        }

        #[test]
        fn information_is_never_negative(pairs in prop::collection::vec((0u64..30, 0u64..30), 1..12)) {
            prop_assert!(information_value(&counts(&pairs), 1.0).is_none_or(|value| value >= 0.0));
        }
    }
}
