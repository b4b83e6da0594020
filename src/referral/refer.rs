//! Refers a scored cohort by rules, order and capacity.
//!
//! Each rule is evaluated once, a column at a time over the whole cohort, and gives a bit per firm.
//! Candidates are then visited in the order by points, so that every list is in order without sorting. Only a
//! list with an order of its own is sorted.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::fill::fill;
use super::institutions::{Institution, Institutions, Order};
use super::outcome::{Bar, List, RULE, Referrals};
use super::rules::{Mask, Met, ROWS};
use crate::firms::{Cells, Column, Firms, Frame};
use crate::scoring::Scores;

/// Field of a firm's consent to pass its data to institutions.
pub const CONSENT: &str = "consent";
/// Number of candidates in a chunk, which one thread handles.
const CANDIDATES: usize = 4096;

/// Fills every institution's list with its eligible firms.
///
/// `frame` has the values of firms and results, by slot of the scope that the institutions were loaded with.
/// It needs at least the slots in [`Institutions::slots`]. The outcome depends on neither the order of the
/// cohort's rows nor the number of threads.
pub fn refer(firms: &Firms, scores: &Scores, institutions: &Institutions, frame: &Frame<'_>) -> Referrals {
    let bars = bars(firms, scores);
    let candidates: Vec<u32> =
        scores.order.par_iter().copied().filter(|&firm| bars[firm as usize] == Bar::None).collect();
    let width = institutions.all.len();
    let mut verdicts = vec![0; candidates.len() * width];
    let met = Met::of(&institutions.rules, |_| true, frame);
    let mut unknown = vec![0; candidates.len() * met.width];
    let counts = judge(institutions, &met, &candidates, &mut verdicts, &mut unknown);
    let own_places: Vec<Option<Vec<u32>>> = institutions
        .all
        .par_iter()
        .enumerate()
        .map(|(at, institution)| {
            let order = institution.order.as_ref()?;
            Some(places_by(order, frame, &candidates, &verdicts, at, width))
        })
        .collect();
    let (firms_of, referred) = place(institutions, &counts, &own_places, &candidates, &mut verdicts);
    let eligible = |at: usize| counts.iter().map(|chunk| chunk[at] as usize).sum();
    let lists = firms_of.into_iter().enumerate();
    let lists = lists.map(|(at, firms)| List { eligible: eligible(at), firms, ..List::default() }).collect();
    let mut referrals = Referrals { bars, candidates, lists, referred, verdicts, unknown, words: met.width };
    if institutions.is_limited() {
        fill(&mut referrals, institutions, frame);
    }
    for (list, institution) in referrals.lists.iter_mut().zip(&institutions.all) {
        let is_by_points = institution.order.is_none() && institution.quota.is_none();
        let last = list.firms.last().filter(|_| is_by_points);
        list.cut_off = last.map(|&firm| scores.points[firm as usize]);
    }
    referrals
}

/// The bar of each firm. Without a consent column every consent is unknown.
fn bars(firms: &Firms, scores: &Scores) -> Vec<Bar> {
    let unknown = Cells::missing(firms.len);
    let consent = firms.column(CONSENT).and_then(Column::flags).unwrap_or(&unknown);
    (0..firms.len)
        .into_par_iter()
        .with_min_len(ROWS)
        .map(|firm| {
            if !scores.scored[firm] {
                Bar::NotScored
            } else if !consent.present[firm] {
                Bar::ConsentUnknown
            } else if !consent.values[firm] {
                Bar::ConsentRefused
            } else if scores.held[firm] {
                Bar::Held
            } else if !scores.qualified[firm] {
                Bar::NotQualified
            } else {
                Bar::None
            }
        })
        .collect()
}

/// Verdicts of all institutions for each combination of rules met. The firms have few different combinations.
#[derive(Default)]
struct Judged {
    known: FxHashMap<Box<[u64]>, usize>,
    /// For each combination an entry per institution: 0, or [`RULE`] and the first rule that fails.
    verdicts: Vec<u32>,
}

impl Judged {
    /// The verdicts on firms with these bits.
    fn of(&mut self, bits: &[u64], institutions: &Institutions, needed: &[Mask]) -> &[u32] {
        let width = needed.len();
        let at = self.known.get(bits).copied().unwrap_or_else(|| {
            let at = self.known.len();
            self.known.insert(bits.into(), at);
            let verdict = |(institution, needed): (&Institution, &Mask)| {
                if needed.holds(bits) { 0 } else { RULE | first_failing(institution, bits) }
            };
            self.verdicts.extend(institutions.all.iter().zip(needed).map(verdict));
            at
        });
        &self.verdicts[at * width..(at + 1) * width]
    }
}

/// Writes to `verdicts` the first rule of each institution that each candidate fails, or 0 if all rules hold,
/// and to `unknown` the candidate's unknown rules. Returns the number of eligible candidates per chunk and
/// institution.
fn judge(
    institutions: &Institutions,
    met: &Met,
    candidates: &[u32],
    verdicts: &mut [u32],
    unknown: &mut [u64],
) -> Vec<Vec<u32>> {
    let width = institutions.all.len();
    let needed = |institution: &Institution| Mask::of(institution.rules.iter().copied());
    let needed: Vec<Mask> = institutions.all.iter().map(needed).collect();
    verdicts
        .par_chunks_mut(CANDIDATES * width)
        .zip(unknown.par_chunks_mut(CANDIDATES * met.width))
        .zip(candidates.par_chunks(CANDIDATES))
        .map_init(Judged::default, |judged, ((verdicts, unknown), candidates)| {
            let mut eligible = vec![0; width];
            // Distant rows are rarely in the processor's cache. Loads that are issued together do not wait
            // for one another.
            let mut bits = Vec::with_capacity(candidates.len() * 2 * met.width);
            candidates.iter().for_each(|&firm| bits.extend_from_slice(met.row(firm as usize)));
            let rows = verdicts.chunks_exact_mut(width).zip(unknown.chunks_exact_mut(met.width));
            for ((row, unknown), bits) in rows.zip(bits.chunks_exact(2 * met.width)) {
                let (holds, not_known) = bits.split_at(met.width);
                unknown.copy_from_slice(not_known);
                row.copy_from_slice(judged.of(holds, institutions, &needed));
                eligible.iter_mut().zip(row).for_each(|(count, verdict)| *count += u32::from(*verdict == 0));
            }
            eligible
        })
        .collect()
}

fn first_failing(institution: &Institution, bits: &[u64]) -> u32 {
    let fails = |rule: &&usize| bits[**rule / 64] >> (**rule % 64) & 1 == 0;
    institution.rules.iter().find(fails).map_or(0, |&rule| rule as u32)
}

/// The place of each candidate on the list of institution `at`, which has its own order, from 1; 0 for
/// candidates that are not eligible.
fn places_by(
    order: &Order,
    frame: &Frame<'_>,
    candidates: &[u32],
    verdicts: &[u32],
    at: usize,
    width: usize,
) -> Vec<u32> {
    let compare = order.over(frame);
    let mut rows: Vec<u32> =
        (0..candidates.len()).filter(|row| verdicts[row * width + at] == 0).map(|row| row as u32).collect();
    // Rows are in the order by points, so ties are broken by comparing rows.
    rows.par_sort_unstable_by(|&a, &b| {
        compare(candidates[a as usize], candidates[b as usize]).then(a.cmp(&b))
    });
    let mut places = vec![0; candidates.len()];
    for (place, &row) in (1..).zip(&rows) {
        places[row as usize] = place;
    }
    places
}

/// The number of eligible candidates before each chunk, per institution.
fn before_each(counts: &[Vec<u32>], width: usize) -> Vec<Vec<u32>> {
    let mut before = vec![0; width];
    let mut starts = Vec::with_capacity(counts.len());
    for chunk in counts {
        starts.push(before.clone());
        before.iter_mut().zip(chunk).for_each(|(before, count)| *before += count);
    }
    starts
}

/// The firms that a chunk contributes to the lists.
struct Part {
    /// Per institution: pairs of place and firm.
    listed: Vec<Vec<(u32, u32)>>,
    /// Number of firms on at least one list.
    referred: usize,
}

/// Replaces each 0 in `verdicts` by a place and fills the lists to their capacities. Returns each
/// institution's firms and the number of firms on at least one list.
fn place(
    institutions: &Institutions,
    counts: &[Vec<u32>],
    own_places: &[Option<Vec<u32>>],
    candidates: &[u32],
    verdicts: &mut [u32],
) -> (Vec<Vec<u32>>, usize) {
    let width = institutions.all.len();
    let ends: Vec<u32> = institutions.all.iter().map(Institution::places).collect();
    let starts = before_each(counts, width);
    let parts: Vec<Part> = verdicts
        .par_chunks_mut(CANDIDATES * width)
        .zip(candidates.par_chunks(CANDIDATES))
        .zip(starts)
        .enumerate()
        .map(|(chunk, ((verdicts, candidates), mut places))| {
            let mut listed = vec![Vec::new(); width];
            let mut referred = 0;
            for (row, (verdicts, &firm)) in verdicts.chunks_exact_mut(width).zip(candidates).enumerate() {
                let mut anywhere = false;
                for (at, verdict) in verdicts.iter_mut().enumerate().filter(|(_, verdict)| **verdict == 0) {
                    *verdict = match &own_places[at] {
                        Some(own) => own[chunk * CANDIDATES + row],
                        None => {
                            places[at] += 1;
                            places[at]
                        }
                    };
                    if *verdict <= ends[at] {
                        listed[at].push((*verdict, firm));
                        anywhere = true;
                    }
                }
                referred += usize::from(anywhere);
            }
            Part { listed, referred }
        })
        .collect();
    let referred = parts.iter().map(|part| part.referred).sum();
    let lists = (0..width)
        .map(|at| {
            let mut list: Vec<(u32, u32)> =
                parts.iter().flat_map(|part| part.listed[at].iter().copied()).collect();
            if own_places[at].is_some() {
                list.sort_unstable();
            }
            list.into_iter().map(|(_, firm)| firm).collect()
        })
        .collect();
    (lists, referred)
}
