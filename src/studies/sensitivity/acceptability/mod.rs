//! Rank acceptability and central weights (SMAA: Lahdelma, Hokkanen and Salminen 1998; SMAA-2: Lahdelma and
//! Salminen 2001) of the firms near a cut-off.
//!
//! The firms near a cut-off follow from today's ranks, so one pass over the draws suffices. It keeps a bit
//! per firm and draw, and a count per firm and band.

mod document;
mod report;
mod tables;

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use rayon::prelude::*;

pub(super) use document::near_section;
pub use report::{BANDS, Band, CutOff, NearFirm, WeightToday};
pub(super) use tables::{acceptability_table, central_table};

use super::names::ListName;
use crate::referral::{Lists, Refilled};
use crate::scoring::{Weights, from_units};
use crate::studies::study::Cohort;

/// Number of lists assumed in the memory estimate, before the institutions are known.
const LISTS: usize = 64;

/// The ranking and the candidates for lists, known before the draws.
pub(super) struct Ground<'a> {
    pub cohort: &'a Cohort<'a>,
    pub lists: &'a Lists<'a>,
    /// The ranked firms, as positions in the cohort.
    pub ranked: &'a [u32],
    /// Firms that may be on a list, as positions in `ranked`, ascending.
    pub candidates: &'a [u32],
    /// Whether the institution at the second position may list the candidate at the first, at some points.
    pub may_be_on: &'a dyn Fn(u32, usize) -> bool,
}

/// Counts of the firms near every cut-off.
pub(super) struct NearFirms {
    draws: usize,
    all: Vec<Near>,
}

/// The set that a cut-off bounds.
enum In {
    /// The list of the institution at this position.
    List(usize),
    /// The firms with this rank or a better one.
    Top(u32),
}

/// Counts of the firms near one cut-off.
struct Near {
    of: In,
    name: ListName,
    rank: u32,
    bands: [Band; BANDS],
    firms: Vec<Firm>,
}

/// Counts of one firm near a cut-off.
struct Firm {
    /// Position in the cohort.
    row: u32,
    /// Position among the ranked firms.
    at: u32,
    /// Position among the candidates; `None` for a firm that cannot be on any list.
    candidate: Option<u32>,
    today: bool,
    counts: [AtomicU32; BANDS],
    /// One bit per draw, set if the firm is in.
    inside: Vec<AtomicU64>,
}

impl NearFirms {
    /// Memory for `near` firms on either side of each list and of `tops`, in bytes.
    pub fn bytes(near: usize, tops: usize, draws: usize, weights: usize) -> usize {
        let firm = draws.div_ceil(8) + weights * size_of::<f64>() + size_of::<Firm>();
        (LISTS + tops).saturating_mul(2 * near).saturating_mul(firm)
    }

    /// The `near` firms on either side of each cut-off: of every list with a cut-off by points, and of every
    /// top. Of the firms not on a list, only those that it may list count.
    pub fn new(ground: &Ground<'_>, tops: &[u32], near: usize, draws: usize) -> NearFirms {
        if near == 0 {
            return NearFirms { draws, all: Vec::new() };
        }
        let Ground { cohort, lists, ranked, candidates, .. } = ground;
        let mut at_of = vec![u32::MAX; cohort.firms.len];
        (0..).zip(*ranked).for_each(|(at, &firm): (u32, _)| at_of[firm as usize] = at);
        let rank = |firm: u32| cohort.scores.rank[firm as usize];
        let firm = |row: u32, today: bool| {
            let at = at_of[row as usize];
            Firm {
                row,
                at,
                candidate: candidates.binary_search(&at).ok().map(|candidate| candidate as u32),
                today,
                counts: Default::default(),
                inside: (0..draws.div_ceil(64)).map(|_| AtomicU64::new(0)).collect(),
            }
        };
        let of = |of: In, name: ListName, rank: u32, ins: &[u32], outs: &mut dyn Iterator<Item = u32>| {
            let ins = ins[ins.len().saturating_sub(near)..].iter().map(|&row| firm(row, true));
            let firms = ins.chain(outs.take(near).map(|row| firm(row, false))).collect();
            Near { of, name, rank, bands: CutOff::bands(rank), firms }
        };
        let order = &cohort.scores.order;
        let of_lists = lists.institutions.all.iter().zip(&lists.referrals.lists).enumerate();
        let of_lists = of_lists.filter_map(|(at, (institution, list))| {
            let last = list.cut_off.and(list.firms.last())?;
            let mut on = vec![false; cohort.firms.len];
            list.firms.iter().for_each(|&firm| on[firm as usize] = true);
            let may = |row: u32| {
                let candidate = candidates.binary_search(&at_of[row as usize]);
                candidate.is_ok_and(|candidate| (ground.may_be_on)(candidate as u32, at))
            };
            let beyond = order.iter().copied().skip_while(|row| row != last);
            let mut outs = beyond.filter(|&row| !on[row as usize] && may(row));
            Some(of(In::List(at), ListName::of(institution), rank(*last), &list.firms, &mut outs))
        });
        let of_tops = tops.iter().map(|&top| {
            let (ins, outs) = order.split_at(order.partition_point(|&row| rank(row) <= top));
            of(In::Top(top), ListName::of_top(top), top, ins, &mut outs.iter().copied())
        });
        NearFirms { draws, all: of_lists.chain(of_tops).collect() }
    }

    /// Counts the ranks of the draws from number `first` on; `ranks` has a row of all ranked firms per draw.
    pub fn add_ranks(&self, first: usize, ranks: &[u32], firms: usize) {
        for (draw, row) in (first..).zip(ranks.chunks_exact(firms.max(1))) {
            for near in &self.all {
                for firm in &near.firms {
                    let rank = row[firm.at as usize];
                    let band = near.bands.iter().position(|band| band.reaches(rank)).unwrap_or(BANDS - 1);
                    firm.counts[band].fetch_add(1, Ordering::Relaxed);
                    if matches!(near.of, In::Top(top) if rank <= top) {
                        firm.is_in(draw);
                    }
                }
            }
        }
    }

    /// Records who is on the lists of a draw. Several threads may call it at once.
    pub fn add_lists(&self, draw: usize, lists: &Refilled) {
        for near in &self.all {
            let In::List(institution) = near.of else { continue };
            let on =
                |firm: &&Firm| firm.candidate.is_some_and(|candidate| lists.is_on(candidate, institution));
            near.firms.iter().filter(on).for_each(|firm| firm.is_in(draw));
        }
    }

    /// The counts as shares, with central weights from the `weights` of every draw.
    pub fn cut_offs(self, cohort: &Cohort<'_>, weights: &[&Weights]) -> Vec<CutOff> {
        let draws = self.draws;
        let cut_off = |near: Near| {
            let firms = near.firms.into_par_iter().map(|firm| firm.near(cohort, draws, weights));
            let Near { name: ListName { id, name, label }, rank, bands, .. } = near;
            CutOff { id, name, label, rank, bands, firms: firms.collect() }
        };
        self.all.into_iter().map(cut_off).collect()
    }
}

impl Firm {
    fn is_in(&self, draw: usize) {
        self.inside[draw / 64].fetch_or(1 << (draw % 64), Ordering::Relaxed);
    }

    fn near(self, cohort: &Cohort<'_>, draws: usize, weights: &[&Weights]) -> NearFirm {
        let (row, card) = (self.row as usize, cohort.scorecard);
        let inside: Vec<u64> = self.inside.into_iter().map(AtomicU64::into_inner).collect();
        let is_in = |draw: usize| inside[draw / 64] >> (draw % 64) & 1 == 1;
        let mut sums = vec![0.0; card.indicators.len() * card.segments.len()];
        let mut ins = 0;
        // Draws are added in order, so the sum does not depend on threads.
        for (draw, weights) in weights.iter().enumerate().filter(|(draw, _)| is_in(*draw)) {
            debug_assert!(draw < draws);
            ins += 1;
            sums.iter_mut().zip(weights.iter().flatten()).for_each(|(sum, weight)| *sum += weight);
        }
        let share = |count: u32| f64::from(count) / draws.max(1) as f64;
        let names = cohort.firms.column("name").and_then(|column| column.texts());
        NearFirm {
            firm: cohort.firms.ids().get_or_empty(row).to_owned(),
            name: names.map_or("", |names| names.get_or_empty(row)).to_owned(),
            segment: card.segments[usize::from(cohort.scores.segment[row])].id.clone(),
            points: from_units(cohort.scores.points[row], card.decimals),
            rank: cohort.scores.rank[row],
            today: self.today,
            draws: ins,
            chance: share(ins),
            bands: self.counts.map(|count| share(count.into_inner())),
            central: (ins > 0).then(|| sums.into_iter().map(|sum| sum / f64::from(ins)).collect()),
        }
    }
}

/// Today's weight of every indicator in every segment, indicator by indicator.
pub(super) fn weights_today(cohort: &Cohort<'_>) -> Vec<WeightToday> {
    let card = cohort.scorecard;
    let of = |indicator: &crate::scorecard::Indicator| -> Vec<WeightToday> {
        let segments = card.segments.iter().zip(&indicator.weight);
        let today = segments.map(|(segment, &weight)| WeightToday {
            indicator: indicator.id.clone(),
            segment: segment.id.clone(),
            weight,
        });
        today.collect()
    };
    card.indicators.iter().flat_map(of).collect()
}
