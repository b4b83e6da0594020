//! All the weights there are, where they are few enough to be tried one by one.

use super::wishes::{Units, Wishes};
use crate::studies::weights::space::Block;

/// Units to be given out beyond which weights are not counted: there are too many in any case.
const MOST_UNITS: u64 = 1 << 20;

impl Wishes {
    /// How many weights there are; `None` where that is not known, as where segments move alike.
    pub fn count(&self) -> Option<u64> {
        if self.alike {
            return None;
        }
        self.space.blocks.iter().try_fold(1_u64, |all, block| Some(all.saturating_mul(self.ways(block)?)))
    }

    /// In how many ways the units of a block can be given out.
    fn ways(&self, block: &Block<u64>) -> Option<u64> {
        let given = self.spare(block);
        if given > MOST_UNITS {
            return None;
        }
        // How many ways there are to give so many units to the slots seen so far, sums of a run of those
        // before.
        let mut ways = vec![0_u64; given as usize + 1];
        ways[0] = 1;
        for &slot in &block.slots {
            let room = self.room(slot) as usize;
            let before = std::mem::take(&mut ways);
            // What was cut off at the most there can be keeps its sums there: in 128 bits none overflows.
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

    /// Hands each of them to `take`.
    pub fn each(&self, take: &mut dyn FnMut(&Units)) {
        let mut units = self.space.least.clone();
        self.fill(0, 0, self.spare_of(0), &mut units, take);
    }

    /// How far a weight is from its least to its most.
    fn room(&self, slot: usize) -> u64 {
        self.space.most[slot] - self.space.least[slot]
    }

    /// What a block has to give out beyond its least weights.
    fn spare(&self, block: &Block<u64>) -> u64 {
        block.total - block.slots.iter().map(|&slot| self.space.least[slot]).sum::<u64>()
    }

    /// The same by the block's number: 0 after the last.
    fn spare_of(&self, block: usize) -> u64 {
        self.space.blocks.get(block).map_or(0, |block| self.spare(block))
    }

    /// Every way to give out what is `left` to the slots of a block from its `at`-th on, and all of those
    /// after it.
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
