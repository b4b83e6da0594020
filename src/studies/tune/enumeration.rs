//! Enumeration of all feasible weights, if few enough to evaluate one by one.

use super::wishes::{Units, Wishes};
use crate::studies::weights::space::Block;

/// Number of units above which feasible weights are not counted, since there are too many in any case.
const MOST_UNITS: u64 = 1 << 20;

impl Wishes {
    /// Number of feasible weights; `None` if unknown, as for segments that move alike.
    pub fn count(&self) -> Option<u64> {
        if self.alike {
            return None;
        }
        self.space.blocks.iter().try_fold(1_u64, |all, block| Some(all.saturating_mul(self.ways(block)?)))
    }

    /// Number of distributions of a block's units.
    fn ways(&self, block: &Block<u64>) -> Option<u64> {
        let given = self.spare(block);
        if given > MOST_UNITS {
            return None;
        }
        // Number of distributions per sum of units, over the slots so far: sliding sums of the previous row.
        let mut ways = vec![0_u64; given as usize + 1];
        ways[0] = 1;
        for &slot in &block.slots {
            let room = self.room(slot) as usize;
            let before = std::mem::take(&mut ways);
            // Saturated counts stay saturated, since no sum overflows 128 bits.
            let mut sum = 0_u128;
            for at in 0..before.len() {
                sum += u128::from(before[at]);
                if let Some(out) = at.checked_sub(room + 1) {
                    sum -= u128::from(before[out]);
                }
                ways.push(u64::try_from(sum).unwrap_or(u64::MAX));
            }
        }
        ways.last().copied()
    }

    /// Passes all feasible weights to `take`.
    pub fn each(&self, take: &mut dyn FnMut(&Units)) {
        let mut units = self.space.least.clone();
        self.fill(0, 0, self.spare_of(0), &mut units, take);
    }

    /// Distance from a weight's least to its greatest value, in units.
    fn room(&self, slot: usize) -> u64 {
        self.space.most[slot] - self.space.least[slot]
    }

    /// Units of a block beyond its least weights.
    fn spare(&self, block: &Block<u64>) -> u64 {
        block.total - block.slots.iter().map(|&slot| self.space.least[slot]).sum::<u64>()
    }

    /// Units beyond the least weights, by the block's number: 0 after the last.
    fn spare_of(&self, block: usize) -> u64 {
        self.space.blocks.get(block).map_or(0, |block| self.spare(block))
    }

    /// Every distribution of the `left` units to the slots of a block from the `at`-th on, combined with
    /// every distribution of the later blocks.
    fn fill(&self, block: usize, at: usize, left: u64, units: &mut Units, take: &mut dyn FnMut(&Units)) {
        let Some(Block { slots, .. }) = self.space.blocks.get(block) else { return take(units) };
        let Some(&slot) = slots.get(at) else {
            return self.fill(block + 1, 0, self.spare_of(block + 1), units, take);
        };
        let rest: u64 = slots[at + 1..].iter().map(|&slot| self.room(slot)).sum();
        for given in left.saturating_sub(rest)..=left.min(self.room(slot)) {
            units[slot] = self.space.least[slot] + given;
            self.fill(block, at + 1, left - given, units, take);
        }
        units[slot] = self.space.least[slot];
    }
}
