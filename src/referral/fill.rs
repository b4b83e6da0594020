//! Fills lists that depend on more than rules, order and capacity: on quotas, amounts or matching.

use std::ops::Range;

use rayon::prelude::*;

use super::institutions::Institutions;
use super::matching::{Market, Seats, chosen, matched};
use super::outcome::{List, PASSED, Passed, RULE, Referrals};
use super::seats::Prepared;
use super::way::Matching;
use super::wishes::Wishes;
use crate::firms::Frame;

/// Candidates in a chunk, which one thread handles.
const CANDIDATES: usize = 4096;
/// Greatest number of institutions in a block: their verdicts on a firm are one line of the processor's
/// cache.
const BLOCK: usize = 16;
/// Marks a verdict as a place on the list, while lists are filled.
const LISTED: u32 = 1 << 29;

/// Fills the lists of `referrals` again. The verdicts of eligible firms are their places among all eligible
/// firms of the institution.
pub(super) fn fill(referrals: &mut Referrals, institutions: &Institutions, frame: &Frame<'_>) {
    let width = institutions.all.len();
    let candidates = &referrals.candidates;
    let prepared = Prepared::all(&institutions.all, candidates, frame);
    let seats: Vec<&Seats> = prepared.iter().map(|one| &one.seats).collect();
    let places = Places { verdicts: &referrals.verdicts, width };
    let wishes = institutions.matching.as_ref().map(|matching| {
        let named = Wishes::of(matching, institutions, candidates, frame);
        (matching, named)
    });
    let (lists, reached) = match &wishes {
        None => (places.chosen(&seats), None),
        Some((matching, wishes)) => {
            let outcome = matched(&Offers { places, matching, wishes }, &seats, matching.at_most);
            (outcome.lists, Some(outcome.reached))
        }
    };
    let ends: Vec<End> = (0..width).map(|at| places.end(at, seats[at], &lists[at])).collect();
    let eligible = places.by_group(&prepared);
    let groups: Vec<_> = prepared
        .iter()
        .zip(&eligible)
        .zip(&lists)
        .map(|((one, counts), list)| one.groups(counts, list))
        .collect();
    // Steps of a firm's wishes are found again in the verdicts, so they are read before lists are marked.
    let asked = wishes.as_ref().zip(reached.as_ref()).map(|((matching, wishes), reached)| {
        let offers = Offers { places, matching, wishes };
        Asked::of(&offers, reached)
    });
    for (at, list) in lists.iter().enumerate() {
        for (place, &row) in (1..).zip(list) {
            referrals.verdicts[row as usize * width + at] = LISTED | place;
        }
    }
    let settled = Settled { seats: &seats, ends: &ends, asked: asked.as_ref(), wishes: wishes.as_ref() };
    let counts = referrals.verdicts.par_chunks_mut(CANDIDATES * width.max(1)).enumerate();
    referrals.referred = counts.map(|(chunk, verdicts)| settled.chunk(chunk, verdicts)).sum();
    for ((list, rows), groups) in referrals.lists.iter_mut().zip(lists).zip(groups) {
        let firms = rows.into_iter().map(|row| referrals.candidates[row as usize]).collect();
        *list = List { firms, eligible: list.eligible, cut_off: None, groups };
    }
}

/// Places of the eligible firms, by candidate and institution.
#[derive(Clone, Copy)]
struct Places<'a> {
    verdicts: &'a [u32],
    width: usize,
}

impl Places<'_> {
    /// Place of a candidate among the eligible firms of an institution; `None` if it is not eligible.
    fn place(self, row: usize, at: usize) -> Option<u32> {
        let verdict = self.verdicts[row * self.width + at];
        (verdict & RULE == 0).then_some(verdict)
    }

    /// The institutions in blocks, which one thread handles. The verdicts on a block's institutions are
    /// close together, so they are read once.
    fn blocks(self) -> impl IndexedParallelIterator<Item = Range<usize>> {
        let len = self.width.div_ceil(rayon::current_num_threads()).clamp(1, BLOCK);
        let width = self.width;
        (0..width.div_ceil(len)).into_par_iter().map(move |at| at * len..width.min((at + 1) * len))
    }

    /// Each eligible candidate of each institution of a block: the institution's position in the block, the
    /// candidate's place and its position. They come in the order of candidates.
    fn eligible(self, block: Range<usize>) -> impl Iterator<Item = (usize, u32, u32)> {
        let rows = (0..).zip(self.verdicts.chunks_exact(self.width.max(1)));
        rows.flat_map(move |(row, verdicts)| {
            let own = verdicts[block.clone()].iter().enumerate();
            own.filter(|(_, verdict)| **verdict & RULE == 0).map(move |(at, &place)| (at, place, row))
        })
    }

    /// Every institution's choice of all its eligible firms.
    fn chosen(self, seats: &[&Seats]) -> Vec<Vec<u32>> {
        self.blocks().flat_map_iter(|block| chosen(&seats[block.clone()], self.eligible(block))).collect()
    }

    /// Number of each institution's eligible firms in each group; empty without a quota.
    fn by_group(self, prepared: &[Prepared]) -> Vec<Vec<usize>> {
        let of_block = |block: Range<usize>| {
            let own = &prepared[block.clone()];
            let mut counts: Vec<Vec<usize>> = own.iter().map(|one| vec![0; one.division()]).collect();
            if own.iter().any(|one| one.division() > 0) {
                for (at, _, row) in self.eligible(block) {
                    if !counts[at].is_empty() {
                        counts[at][own[at].seats.group_of(row)] += 1;
                    }
                }
            }
            counts
        };
        self.blocks().flat_map_iter(of_block).collect()
    }

    /// The end of a list.
    fn end(self, at: usize, seats: &Seats, list: &[u32]) -> End {
        let last = list.iter().filter_map(|&row| self.place(row as usize, at)).max();
        let limits = &seats.limits;
        let amounts = list.iter().filter_map(|&row| seats.amount.get(row as usize));
        let amount = amounts.fold(0_i128, |sum, amount| sum.saturating_add(*amount));
        let mut listed = vec![0; limits.groups.len()];
        list.iter().for_each(|&row| listed[seats.group_of(row)] += 1);
        End {
            last: last.unwrap_or(0),
            is_full: limits.firms.is_some_and(|most| list.len() >= most)
                || limits.amount.is_some_and(|most| amount >= most),
            full: limits.groups.iter().zip(listed).map(|(group, firms)| firms >= group.at_most).collect(),
        }
    }
}

/// The end of a list, by which firms are passed over.
struct End {
    /// Greatest place of a listed firm among the eligible ones.
    last: u32,
    /// Whether the list has reached its capacity or its amount.
    is_full: bool,
    /// Whether the quota of each group is full.
    full: Vec<bool>,
}

impl End {
    /// The verdict on an eligible firm at this `place` that the institution does not choose.
    fn verdict(&self, place: u32, group: usize) -> u32 {
        if self.is_full && place > self.last {
            place
        } else if self.full[group] {
            PASSED | Passed::Quota as u32
        } else {
            PASSED | Passed::Floor as u32
        }
    }
}

/// The firms' proposals: to the institutions that they name, then to the others in the campaign's order.
struct Offers<'a> {
    places: Places<'a>,
    matching: &'a Matching,
    wishes: &'a Wishes,
}

impl Market for Offers<'_> {
    fn firms(&self) -> usize {
        self.wishes.len()
    }

    fn next(&self, firm: u32, mut step: u32) -> Option<(usize, u32)> {
        let named = self.wishes.named(firm as usize);
        let of_others = if self.matching.only_preferred { &[][..] } else { &self.matching.order };
        loop {
            let at = match (step as usize).checked_sub(named.len()) {
                None => named[step as usize] as usize,
                Some(other) => *of_others.get(other)?,
            };
            let is_repeated = step as usize >= named.len() && named.contains(&(at as u32));
            step += 1;
            if !is_repeated && self.places.place(firm as usize, at).is_some() {
                return Some((at, step));
            }
        }
    }

    fn place(&self, firm: u32, institution: usize) -> u32 {
        self.places.place(firm as usize, institution).unwrap_or(u32::MAX)
    }
}

/// The institutions that each candidate proposed to, a bit each.
struct Asked {
    bits: Vec<u64>,
    /// Words per candidate.
    words: usize,
}

impl Asked {
    /// The proposals up to the steps `reached`.
    fn of(offers: &Offers<'_>, reached: &[u32]) -> Asked {
        let words = offers.places.width.div_ceil(64).max(1);
        let mut bits = vec![0; reached.len() * words];
        bits.par_chunks_mut(words).enumerate().for_each(|(row, bits)| {
            let mut step = 0;
            while step < reached[row] {
                let Some((at, next)) = offers.next(row as u32, step) else { break };
                bits[at / 64] |= 1_u64 << (at % 64);
                step = next;
            }
        });
        Asked { bits, words }
    }

    fn has(&self, row: usize, at: usize) -> bool {
        self.bits[row * self.words + at / 64] >> (at % 64) & 1 == 1
    }
}

/// What decides the verdicts after lists are filled.
struct Settled<'a> {
    seats: &'a [&'a Seats],
    ends: &'a [End],
    asked: Option<&'a Asked>,
    wishes: Option<&'a (&'a Matching, Wishes)>,
}

impl Settled<'_> {
    /// Writes the verdicts of a chunk of candidates; returns the number of candidates on a list.
    fn chunk(&self, chunk: usize, verdicts: &mut [u32]) -> usize {
        let width = self.seats.len();
        let rows = verdicts.chunks_exact_mut(width).enumerate();
        rows.filter_map(|(row, verdicts)| {
            let mut is_listed = false;
            for (at, verdict) in verdicts.iter_mut().enumerate() {
                if *verdict & RULE != 0 {
                    continue;
                }
                is_listed |= *verdict & LISTED != 0;
                *verdict = match *verdict & LISTED {
                    0 => self.passed(chunk * CANDIDATES + row, at, *verdict),
                    _ => *verdict & !LISTED,
                };
            }
            is_listed.then_some(())
        })
        .count()
    }

    /// The verdict on a candidate at this `place` that is not on the list.
    fn passed(&self, row: usize, at: usize, place: u32) -> u32 {
        match (self.asked, self.wishes) {
            (Some(asked), Some((matching, wishes))) if !asked.has(row, at) => {
                let is_unnamed = || !wishes.named(row).contains(&(at as u32));
                let cause = match matching.only_preferred && is_unnamed() {
                    true => Passed::Unnamed,
                    false => Passed::Elsewhere,
                };
                PASSED | cause as u32
            }
            _ => self.ends[at].verdict(place, self.seats[at].group_of(row as u32)),
        }
    }
}
