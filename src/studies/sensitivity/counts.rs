//! Counts over draws: firms in each top and on each list.

use std::sync::Mutex;

use rayon::prelude::*;

use crate::referral::Refilled;

/// Sums of ranks, and the number of draws in each top.
pub(super) struct RankCounts {
    /// Sum of ranks over the draws, per ranked firm.
    pub sums: Vec<u64>,
    /// Sizes of the tops, ascending.
    pub tops: Vec<u32>,
    /// Per top and ranked firm: number of draws with the firm in the top.
    pub in_top: Vec<Vec<u32>>,
}

impl RankCounts {
    /// Counts of 0 for `firms` and `tops`.
    pub fn new(firms: usize, tops: Vec<u32>) -> RankCounts {
        RankCounts { sums: vec![0; firms], in_top: vec![vec![0; firms]; tops.len()], tops }
    }

    /// Adds draws: `ranks` has a row of all firms per draw.
    pub fn add(&mut self, ranks: &[u32]) {
        /// Number of firms per task.
        const SOME: usize = 1 << 11;
        let firms = self.sums.len().max(1);
        // Blocks of draws are small enough for 32-bit sums.
        let draws = (u32::MAX as usize / firms).max(1);
        self.sums.par_chunks_mut(SOME).enumerate().for_each(|(task, sums)| {
            for ranks in ranks.chunks(draws * firms) {
                let mut some = [0_u32; SOME];
                for row in ranks.chunks_exact(firms) {
                    some.iter_mut().zip(&row[task * SOME..]).for_each(|(sum, rank)| *sum += rank);
                }
                sums.iter_mut().zip(some).for_each(|(sum, some)| *sum += u64::from(some));
            }
        });
        for (top, counts) in self.tops.iter().zip(&mut self.in_top) {
            counts.par_chunks_mut(SOME).enumerate().for_each(|(task, counts)| {
                for row in ranks.chunks_exact(firms) {
                    let ranks = &row[task * SOME..];
                    counts.iter_mut().zip(ranks).for_each(|(count, rank)| *count += u32::from(rank <= top));
                }
            });
        }
    }
}

/// Number of draws with each candidate on each list.
#[derive(Clone, Debug)]
pub(super) struct ListCounts {
    /// Number of institutions, the columns of `on`.
    width: usize,
    /// Per candidate and institution: number of draws with the candidate on the list.
    on: Vec<u32>,
    /// Per candidate: number of draws with the candidate on any list.
    pub anywhere: Vec<u32>,
}

impl ListCounts {
    /// Counts of 0 for `candidates` and `width` institutions.
    fn new(candidates: usize, width: usize) -> ListCounts {
        ListCounts { width, on: vec![0; candidates * width], anywhere: vec![0; candidates] }
    }

    /// Number of draws with the candidate on the institution's list.
    pub fn on(&self, candidate: usize, institution: usize) -> u32 {
        self.on[candidate * self.width + institution]
    }

    /// Adds a draw: the candidates on any list, with a bit per institution.
    fn add(&mut self, lists: &Refilled) {
        for (candidate, words) in lists.listed() {
            self.anywhere[candidate as usize] += 1;
            let own = &mut self.on[candidate as usize * self.width..][..self.width];
            Refilled::institutions(words).for_each(|at| own[at] += 1);
        }
    }
}

/// Counts by several threads, each with a table of its own.
pub(super) struct SharedListCounts {
    empty: ListCounts,
    tables: Mutex<Vec<ListCounts>>,
}

impl SharedListCounts {
    /// Counts of 0 for `candidates` and `width` institutions.
    pub fn new(candidates: usize, width: usize) -> SharedListCounts {
        SharedListCounts { empty: ListCounts::new(candidates, width), tables: Mutex::default() }
    }

    /// Adds a draw to a table that no other thread is using.
    pub fn add(&self, lists: &Refilled) {
        let taken = self.tables.lock().ok().and_then(|mut tables| tables.pop());
        let mut table = taken.unwrap_or_else(|| self.empty.clone());
        table.add(lists);
        if let Ok(mut tables) = self.tables.lock() {
            tables.push(table);
        }
    }

    /// The sum of all threads' tables.
    pub fn together(self) -> ListCounts {
        let mut all = self.empty;
        for table in self.tables.into_inner().unwrap_or_default() {
            all.on.iter_mut().zip(table.on).for_each(|(all, own)| *all += own);
            all.anywhere.iter_mut().zip(table.anywhere).for_each(|(all, own)| *all += own);
        }
        all
    }
}
