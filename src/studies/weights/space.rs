//! The feasible set of a search for weights: free weights, bounds, and blocks with a fixed sum.

use num_traits::{AsPrimitive, ToPrimitive, Zero};

use super::units::{Scale, WholeWeights, rounded};
use crate::decimal::{Ratio, ratio, significant};
use crate::finding::{Code, Finding, Place};
use crate::scorecard::Scorecard;
use crate::stats;
use crate::words::say;

/// Positions of the indicators whose weights add up to the scale, in the scorecard's order, without those of
/// weight 0 in all segments.
///
/// # Errors
/// A group whose weights do not add up to full marks.
pub fn members(card: &Scorecard) -> Result<Vec<usize>, Finding> {
    let mut members = all_members(card)?;
    members.retain(|&at| card.indicators[at].weight.iter().any(|weight| *weight > 0.0));
    Ok(members)
}

/// Positions of all indicators whose weights add up to the scale, in the scorecard's order.
///
/// # Errors
/// The same fault as in [`members`].
pub fn all_members(card: &Scorecard) -> Result<Vec<usize>, Finding> {
    let groups = card.groups_from(card.base()).into_iter().map(|at| &card.groups[at]);
    let mut departures = groups.flat_map(|group| group.departures().map(move |how| (group, how)));
    if let Some((group, how)) = departures.find(|(_, how)| !how.sums_weights()) {
        let message = say!(weights::nonlinear, group = &group.id, card = &card.id, how = how.phrase());
        return Err(Finding::new(Code::WeightsNonlinear, Place::file(card.text.name.clone()), message)
            .help(say!(weights::nonlinear_help)));
    }
    Ok(card.below(card.base()))
}

/// A free weight: an indicator's in a stratum.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Position of the indicator in [`Scorecard::indicators`].
    pub indicator: usize,
    /// Number of the stratum, a set of segments whose weights move together.
    pub stratum: usize,
}

/// Slots of one stratum whose weights have a fixed sum.
#[derive(Clone, Debug)]
pub struct Block<W> {
    /// Positions in [`Space::slots`], ascending.
    pub slots: Vec<usize>,
    /// The fixed sum of their weights.
    pub total: W,
}

/// The feasible set, with weights as numbers `W`: shares of the scale, or whole units of it.
#[derive(Clone, Debug)]
pub struct Space<W> {
    /// Per segment, the number of its stratum.
    pub strata: Vec<usize>,
    /// The free weights, stratum after stratum.
    pub slots: Vec<Slot>,
    /// Today's weight of each slot.
    pub today: Vec<W>,
    /// Lower bound of each slot's weight.
    pub least: Vec<W>,
    /// Upper bound of each slot's weight.
    pub most: Vec<W>,
    /// Slots with a fixed sum, stratum after stratum. A slot in no block keeps its weight.
    pub blocks: Vec<Block<W>>,
}

impl<W: Copy + AsPrimitive<f64>> Space<W> {
    /// The projection of `wanted` onto the bounds and sums ([`stats::project`]).
    pub fn nearest(&self, wanted: &[f64]) -> Vec<f64> {
        self.fitted(wanted, stats::project)
    }

    /// Weights in proportion to `wanted`, within bounds and sums ([`stats::apportion`]).
    pub fn in_proportion(&self, wanted: &[f64]) -> Vec<f64> {
        self.fitted(wanted, stats::apportion)
    }

    fn fitted(&self, wanted: &[f64], fit: impl Fn(&[f64], &[f64], &[f64], f64) -> Vec<f64>) -> Vec<f64> {
        let mut weights: Vec<f64> = self.today.iter().map(|weight| weight.as_()).collect();
        for Block { slots, total } in &self.blocks {
            let of = |all: &[W]| slots.iter().map(|&slot| all[slot].as_()).collect::<Vec<f64>>();
            let wanted: Vec<f64> = slots.iter().map(|&slot| wanted[slot]).collect();
            let fitted = fit(&wanted, &of(&self.least), &of(&self.most), total.as_());
            slots.iter().zip(fitted).for_each(|(&slot, weight)| weights[slot] = weight);
        }
        weights
    }

    /// An indicator's weight per segment; `None` in segments without a slot of it.
    pub fn by_segment(&self, indicator: usize, weights: &[W]) -> Vec<Option<W>> {
        let of = |&stratum: &usize| {
            let is_it = |slot: &Slot| slot.indicator == indicator && slot.stratum == stratum;
            self.slots.iter().position(is_it).map(|slot| weights[slot])
        };
        self.strata.iter().map(of).collect()
    }

    /// The slots that have a key, grouped by stratum and key, in that order.
    pub fn grouped<K: Ord>(&self, key: impl Fn(usize) -> Option<K>) -> Vec<Vec<usize>> {
        let keyed =
            (0..self.slots.len()).filter_map(|slot| Some((self.slots[slot].stratum, key(slot)?, slot)));
        let mut keyed: Vec<(usize, K, usize)> = keyed.collect();
        keyed.sort();
        let parts = keyed.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1);
        parts.map(|part| part.iter().map(|(_, _, slot)| *slot).collect()).collect()
    }
}

impl Space<f64> {
    /// Today's weights of `members` as shares of the scale, all fixed. Segments of one stratum have the
    /// weights of its first segment.
    pub fn todays(card: &Scorecard, members: &[usize], strata: Vec<usize>) -> Space<f64> {
        let shares = card.weight_shares();
        let (mut slots, mut today) = (Vec::new(), Vec::new());
        for stratum in 0..strata.iter().map(|stratum| stratum + 1).max().unwrap_or(0) {
            let Some(segment) = strata.iter().position(|other| *other == stratum) else { continue };
            let weighs = |at: &usize| card.indicators[*at].weight[segment] > 0.0;
            for indicator in members.iter().copied().filter(weighs) {
                slots.push(Slot { indicator, stratum });
                today.push(shares[indicator][segment]);
            }
        }
        Space { strata, slots, least: today.clone(), most: today.clone(), today, blocks: Vec::new() }
    }
}

impl Space<u64> {
    /// The same weights in whole units that add up to the scale in each stratum, all fixed.
    pub fn of_shares(shares: &Space<f64>, scale: Scale) -> Space<u64> {
        let strata = shares.grouped(|_| Some(()));
        let mut today = vec![0; shares.slots.len()];
        for slots in strata {
            let exact: Vec<f64> = slots.iter().map(|&slot| shares.today[slot]).collect();
            slots.iter().zip(scale.split(&exact)).for_each(|(&slot, units)| today[slot] = units);
        }
        Space {
            strata: shares.strata.clone(),
            slots: shares.slots.clone(),
            least: today.clone(),
            most: today.clone(),
            today,
            blocks: Vec::new(),
        }
    }

    /// Whole units near `exact` within bounds and sums, by [`rounded`].
    pub fn rounded(&self, exact: &[f64]) -> Vec<u64> {
        let mut units = self.today.clone();
        for Block { slots, total } in &self.blocks {
            let bounds: Vec<(u64, u64)> =
                slots.iter().map(|&slot| (self.least[slot], self.most[slot])).collect();
            let exact: Vec<f64> = slots.iter().map(|&slot| exact[slot]).collect();
            let rounded = rounded(&exact, &bounds, *total);
            slots.iter().zip(rounded).for_each(|(&slot, own)| units[slot] = own);
        }
        units
    }

    /// Whether weights satisfy bounds and sums.
    pub fn allows(&self, units: &[u64]) -> bool {
        let sum = |slots: &[usize]| slots.iter().map(|&slot| units[slot]).sum::<u64>();
        (0..units.len()).all(|slot| (self.least[slot]..=self.most[slot]).contains(&units[slot]))
            && self.blocks.iter().all(|block| sum(&block.slots) == block.total)
    }

    /// `units` as the weights of all `members` of `card`.
    pub fn whole(&self, card: &Scorecard, members: &[usize], scale: Scale, units: &[u64]) -> WholeWeights {
        let mut weights = WholeWeights::zero(card, scale, members);
        for (segment, stratum) in self.strata.iter().enumerate() {
            let own = self.slots.iter().zip(units).filter(|(slot, _)| slot.stratum == *stratum);
            own.for_each(|(slot, units)| weights.set(slot.indicator, segment, *units));
        }
        weights
    }
}

/// Least and greatest whole units of a weight that may move by the relative distance `reach` either way from
/// `exact` units; `today`, its rounded value, is always within.
pub fn within_reach(exact: f64, today: u64, reach: f64, scale: Scale) -> (u64, u64) {
    // Today's share is a quotient without a last digit; `reach` is a decimal.
    let (exact, far) = (ratio(significant(exact)), ratio(reach));
    let (least, most) = between(&(&exact - &exact * &far), &(&exact + &exact * far), scale.units());
    // Today's rounded weight stays within the bounds.
    (least.min(today), most.max(today))
}

/// The whole units from `least` to `most`, cut to 0..=`units`.
pub fn between(least: &Ratio, most: &Ratio, units: u64) -> (u64, u64) {
    let whole = |exact: Ratio| {
        if exact < Ratio::zero() { 0 } else { exact.to_integer().to_u64().unwrap_or(units).min(units) }
    };
    (whole(least.ceil()), whole(most.floor()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn space(rows: &[(u64, u64, u64)], split: usize) -> Space<u64> {
        let today: Vec<u64> = rows.iter().map(|row| row.0).collect();
        let blocks = [(0..split).collect(), (split..rows.len()).collect::<Vec<usize>>()];
        let block = |slots: Vec<usize>| Block { total: slots.iter().map(|&slot| today[slot]).sum(), slots };
        Space {
            strata: vec![0],
            slots: (0..rows.len()).map(|indicator| Slot { indicator, stratum: 0 }).collect(),
            least: rows.iter().map(|row| row.0.saturating_sub(row.1)).collect(),
            most: rows.iter().map(|row| row.0 + row.2).collect(),
            blocks: blocks.into_iter().filter(|slots: &Vec<usize>| !slots.is_empty()).map(block).collect(),
            today,
        }
    }

    proptest! {
        #[test]
        fn whatever_is_wanted_bounds_and_sums_hold_exactly(
            rows in prop::collection::vec((0u64..4000, 0u64..3000, 0u64..3000), 1..12),
            split in 0usize..12,
            wanted in prop::collection::vec(-9e3..9e3f64, 12),
        ) {
            let space = space(&rows, split.min(rows.len()));
            let units = space.rounded(&space.nearest(&wanted[..rows.len()]));
            prop_assert!(space.allows(&units), "{units:?}");
            let again: Vec<f64> = units.iter().map(|units| *units as f64).collect();
            prop_assert_eq!(space.rounded(&space.nearest(&again)), units);
            let units = space.rounded(&space.in_proportion(&wanted[..rows.len()]));
            prop_assert!(space.allows(&units), "{units:?}");
        }
    }

    #[test]
    fn bounds_are_decimals() {
        let of = |least: f64, most: f64| {
            between(&(ratio(least) * ratio(100.0)), &(ratio(most) * ratio(100.0)), 1000)
        };
        // In binary 0.57 · 100 is less than 57, and 1.1 · 100 more than 110.
        assert_eq!((of(0.57, 0.57), of(1.1, 1.1)), ((57, 57), (110, 110)));
        assert_eq!(of(0.570_000_001, 1.099_999_999), (58, 109));
        assert_eq!((of(-1.0, 99.0), of(0.0, -0.5)), ((0, 1000), (0, 0)));
    }

    #[test]
    fn slots_of_one_stratum_and_key_are_together() {
        let slot = |(indicator, stratum)| Slot { indicator, stratum };
        let space = Space {
            strata: vec![0, 1, 0],
            slots: [(4, 0), (5, 0), (7, 0), (4, 1), (7, 1)].map(slot).to_vec(),
            today: vec![1, 2, 3, 4, 5],
            least: vec![0; 5],
            most: vec![9; 5],
            blocks: Vec::new(),
        };
        let key = |slot: usize| [Some('b'), Some('a'), Some('b'), None, Some('c')][slot];
        assert_eq!(space.grouped(key), [vec![1], vec![0, 2], vec![4]]);
        assert_eq!(space.by_segment(5, &space.today), [Some(2), None, Some(2)]);
        assert_eq!(space.by_segment(7, &space.today), [Some(3), Some(5), Some(3)]);
        // A slot in no block keeps its weight.
        assert_eq!(space.rounded(&space.nearest(&[9.0; 5])), space.today);
    }
}
