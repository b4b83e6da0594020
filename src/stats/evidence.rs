//! Bins of a number and what they say of good and bad: weight of evidence, information value, stability.

use std::ops::Range;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::Ascending;
use crate::decimal::up_to_whole;

/// What a bin without good or without bad firms gets added to both of its counts, so that its logarithm is
/// finite. (Peers put 0.9 or 1 in the place of a count of 0.)
const HALF: f64 = 0.5;
/// How often outcomes are shuffled; one more is a round number.
const SHUFFLES: usize = 999;
/// Firms of the rarer kind that a bin must expect for the law of great numbers to stand in for shuffles.
const MANY: f64 = 50.0;

/// Good and bad firms of a bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GoodBad {
    /// Good ones.
    pub good: u64,
    /// Bad ones.
    pub bad: u64,
}

impl GoodBad {
    /// Counts one firm.
    pub fn add(&mut self, is_bad: bool) {
        *(if is_bad { &mut self.bad } else { &mut self.good }) += 1;
    }

    /// Both together.
    pub fn firms(&self) -> u64 {
        self.good + self.bad
    }

    /// The share of bad ones; nothing of an empty bin.
    pub fn bad_rate(&self) -> Option<f64> {
        (self.firms() > 0).then(|| self.bad as f64 / self.firms() as f64)
    }

    /// All of `bins` together.
    pub fn sum(bins: &[GoodBad]) -> GoodBad {
        bins.iter().fold(GoodBad::default(), |sum, bin| GoodBad {
            good: sum.good + bin.good,
            bad: sum.bad + bin.bad,
        })
    }

    /// Its shares of all good and of all bad firms, those of a bin that lacks one kind corrected.
    fn shares(&self, whole: GoodBad) -> (f64, f64) {
        let more = if self.good == 0 || self.bad == 0 { HALF } else { 0.0 };
        ((self.good as f64 + more) / whole.good as f64, (self.bad as f64 + more) / whole.bad as f64)
    }

    /// Weight of evidence `ln((good / all good) / (bad / all bad))`: above 0 where the bin is better than the
    /// whole (Good 1950; the sign as in Siddiqi 2006, where some programs have the opposite). A bin with
    /// firms of one kind only has ½ added to both counts; an empty one says nothing, 0.
    pub fn woe(&self, whole: GoodBad) -> f64 {
        if self.firms() == 0 || whole.good == 0 || whole.bad == 0 {
            return 0.0;
        }
        let (good, bad) = self.shares(whole);
        (good / bad).ln()
    }
}

/// Information value `Σ (good share − bad share) · woe` over the bins, by natural logarithm (Kullback 1959;
/// Siddiqi 2006). At least 0. `None` unless both kinds are there.
pub fn information_value(bins: &[GoodBad]) -> Option<f64> {
    let whole = GoodBad::sum(bins);
    let of = |bin: &GoodBad| {
        let (good, bad) = bin.shares(whole);
        (good - bad) * bin.woe(whole)
    };
    let filled = bins.iter().filter(|bin| bin.firms() > 0);
    (whole.good > 0 && whole.bad > 0).then(|| super::sum(filled.map(of)))
}

/// What the information value of bins that say nothing of outcomes stays at or below in the share `level` of
/// all cases: a permutation quantile (Fisher 1935; Davison and Hinkley 1997, section 4.3).
///
/// Outcomes are shuffled over the firms 999 times, always the same way, and the bins stay as they are. Of `n`
/// values in ascending order, that in place `⌈level · (n + 1)⌉` is taken, so that a number that says nothing
/// lies above it no more often than `1 − level`, however few outcomes there are. Where every bin expects 50
/// firms of the rarer kind or more the law of great numbers does as well:
/// `χ²_level(bins − 1) · (1 / good + 1 / bad)`, since the value is that of a stability index of good firms
/// against bad ones (Yurdakul and Naranjo 2020). `None` of fewer than two bins with firms, and unless both
/// kinds are there.
pub fn information_value_by_chance(bins: &[GoodBad], level: f64) -> Option<f64> {
    let whole = GoodBad::sum(bins);
    let filled: Vec<u64> = bins.iter().map(GoodBad::firms).filter(|firms| *firms > 0).collect();
    if filled.len() < 2 || whole.good == 0 || whole.bad == 0 {
        return None;
    }
    let rarer = whole.good.min(whole.bad);
    if filled.iter().all(|firms| (firms * rarer) as f64 >= MANY * whole.firms() as f64) {
        let law = ChiSquared::new(filled.len() as f64 - 1.0).ok()?;
        return Some(law.inverse_cdf(level) * (1.0 / whole.good as f64 + 1.0 / whole.bad as f64));
    }
    // The bin of each firm; the first so many are those of the rarer kind.
    let mut firms: Vec<usize> = Vec::with_capacity(whole.firms() as usize);
    filled.iter().enumerate().for_each(|(bin, count)| firms.extend((0..*count).map(|_| bin)));
    let mut rng = ChaCha8Rng::seed_from_u64(0);
    let mut shuffled = || {
        let mut counts: Vec<GoodBad> = filled.iter().map(|&firms| GoodBad { good: firms, bad: 0 }).collect();
        for at in 0..rarer as usize {
            let other = rng.random_range(at as u64..firms.len() as u64) as usize;
            firms.swap(at, other);
            let bin = &mut counts[firms[at]];
            (bin.good, bin.bad) = (bin.good - 1, bin.bad + 1);
        }
        // What is rarer is taken for bad: the value is the same either way.
        information_value(&counts).unwrap_or_default()
    };
    let mut values: Vec<f64> = (0..SHUFFLES).map(|_| shuffled()).collect();
    values.sort_unstable_by(f64::total_cmp);
    let place = up_to_whole(level, SHUFFLES + 1);
    Some(values[place.clamp(1, SHUFFLES) - 1])
}

/// Population stability index `Σ (p − q) ln(p / q)` of two cohorts' shares `p` and `q` of the same bins. A
/// bin that is empty in one of the two counts as half a firm there; one that is empty in both says nothing.
/// `None` where a cohort is empty.
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

/// The bin of each value, from 0, ascending, none empty. Up to `most` different values have a bin each. More
/// are parted into at most `most` bins of about as many firms: equal values stay together, in the bin of the
/// middle one of them.
pub fn bins(values: &[f64], most: usize) -> Vec<u32> {
    let ascending = Ascending::of(values, 0..values.len() as u32);
    let each = ascending.runs().take(most + 1).count() <= most;
    let mut found = vec![0; values.len()];
    let (mut before, mut last, mut bin) = (0, None, 0);
    for (at, run) in ascending.runs().enumerate() {
        // The middle of the run's places, in halves.
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
/// fall throughout (pool adjacent violators, Ayer et al. 1955). Equal rates are pooled as well, and empty
/// bins with one beside them.
pub fn pooled(bins: &[GoodBad]) -> Vec<Range<usize>> {
    let mut pools: Vec<(Range<usize>, GoodBad)> = Vec::new();
    for (at, bin) in bins.iter().enumerate() {
        pools.push((at..at + 1, *bin));
        while let [.., (_, before), (_, last)] = &pools[..] {
            // Rates compared crosswise, in whole numbers; an empty bin equals any.
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
        assert!((bins[0].woe(whole) - (0.75f64 * 3.0).ln()).abs() < 1e-15);
        let value = (0.75 - 1.0 / 3.0) * 2.25f64.ln() + (0.25 - 2.0 / 3.0) * 0.375f64.ln();
        assert!((information_value(&bins).expect("both kinds") - value).abs() < 1e-15);
        assert_eq!(information_value(&counts(&[(3, 0), (2, 0)])), None);
        // A bin of one kind only counts ½ more of each.
        let lone = counts(&[(4, 0), (4, 8)]);
        assert!((lone[0].woe(GoodBad::sum(&lone)) - (4.5f64 / 8.0 / (0.5 / 8.0)).ln()).abs() < 1e-15);
        let with_empty = counts(&[(30, 20), (0, 0), (10, 40)]);
        assert_eq!(information_value(&with_empty), information_value(&bins));
    }

    #[test]
    fn what_chance_brings_about_is_that_of_every_split() {
        // Three bad firms of ten fall into one of two halves in a sixth of all splits: more than one in 20.
        let value = information_value(&counts(&[(5, 0), (2, 3)]));
        let mixed = counts(&[(4, 1), (3, 2)]);
        assert_eq!(information_value_by_chance(&mixed, 0.95), value);
        assert_eq!(information_value_by_chance(&mixed, 0.8), information_value(&mixed));
        // Whichever kind is the rarer.
        assert_eq!(information_value_by_chance(&counts(&[(1, 4), (2, 3)]), 0.95), value);
        assert_eq!(information_value_by_chance(&counts(&[(4, 1)]), 0.95), None);
        assert_eq!(information_value_by_chance(&counts(&[(4, 0), (3, 0)]), 0.95), None);
        // Shuffles and the law agree where they take turns.
        let even = |bad: u64| information_value_by_chance(&counts(&[(400, bad); 6]), 0.95).expect("a value");
        assert!((even(49) / even(50) - 1.0).abs() < 0.1, "{} {}", even(49), even(50));
    }

    #[test]
    fn noise_lies_above_chance_one_time_in_twenty_however_few_outcomes_there_are() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let mut above = 0;
        for _ in 0..400 {
            // Ten bins of eight firms, of whom 20 go bad: the law would let through one in five.
            let mut bins = vec![GoodBad { good: 8, bad: 0 }; 10];
            let mut bad = 0;
            while bad < 20 {
                let bin = &mut bins[rng.random_range(0..10u32) as usize];
                if rng.random_range(0..8u64) < bin.good {
                    (bin.good, bin.bad, bad) = (bin.good - 1, bin.bad + 1, bad + 1);
                }
            }
            let chance = information_value_by_chance(&bins, 0.95).expect("a value");
            above += usize::from(information_value(&bins).expect("both kinds") > chance);
        }
        assert!((8..=32).contains(&above), "{above} of 400");
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
        // Half of all are 0: they stay together, and the bins they pass over are not there.
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
            prop_assert!(information_value(&counts(&pairs)).is_none_or(|value| value >= 0.0));
        }
    }
}
