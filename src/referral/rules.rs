//! The rules that hold: each is evaluated once, a column at a time, however many institutions share it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::institutions::Rule;
use crate::firms::{Column, Frame};

/// Rows per block of evaluation: their columns stay in the processor's cache.
pub(super) const ROWS: usize = 8192;

/// Two bits per row and rule, adjacent since they are read together.
pub(super) struct Met {
    /// Words per row for a bit per rule.
    pub width: usize,
    /// For each row `2 · width` words: bits of rules that hold, then bits of rules whose value is unknown.
    bits: Vec<u64>,
}

impl Met {
    /// Evaluates the rules for which `which` is true, by position, for every row of `frame`. The other rules
    /// count as neither met nor unknown.
    pub fn of(rules: &[Rule], which: impl Fn(usize) -> bool + Sync, frame: &Frame<'_>) -> Met {
        let width = rules.len().div_ceil(64).max(1);
        let mut bits = vec![0; frame.len * 2 * width];
        bits.par_chunks_mut(ROWS * 2 * width).enumerate().for_each(|(block, bits)| {
            // Fresh memory is written before it is read, which saves a page fault per page.
            bits.fill(0);
            let rows = block * ROWS..block * ROWS + bits.len() / (2 * width);
            for (at, rule) in rules.iter().enumerate().filter(|(at, _)| which(*at)) {
                let Column::Flag(holds) = rule.when.evaluate(frame, rows.clone()) else { continue };
                let (word, bit) = (at / 64, at % 64);
                for ((row, &value), &present) in
                    bits.chunks_exact_mut(2 * width).zip(&holds.values).zip(&holds.present)
                {
                    row[word] |= u64::from(value & present) << bit;
                    row[width + word] |= u64::from(!present) << bit;
                }
            }
        });
        Met { width, bits }
    }

    /// Both sets of bits of a row.
    pub fn row(&self, row: usize) -> &[u64] {
        &self.bits[row * 2 * self.width..][..2 * self.width]
    }
}

/// A mask of an institution's rules. It has only the words with set bits, since an institution has few of all
/// rules.
pub(super) struct Mask(Vec<(usize, u64)>);

impl Mask {
    /// The bits of the rules at these positions.
    pub fn of(rules: impl Iterator<Item = usize>) -> Mask {
        let mut words = BTreeMap::new();
        rules.for_each(|rule| *words.entry(rule / 64).or_default() |= 1 << (rule % 64));
        Mask(words.into_iter().collect())
    }

    /// Whether all of the rules hold in a row's bits.
    pub fn holds(&self, bits: &[u64]) -> bool {
        self.0.iter().all(|(at, needed)| needed & !bits[*at] == 0)
    }
}
