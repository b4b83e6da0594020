//! Referral of a scored cohort: rules, order, capacity.
//!
//! Rules are evaluated a column at a time over the whole cohort, once each, into a bit per firm and rule.
//! Candidates are then walked in place order, which yields every list in order without sorting; only an
//! institution with an order of its own sorts.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::institutions::{Institution, Institutions, Order};
use super::outcome::{Bar, List, RULE, Referrals};
use super::rules::{Mask, Met, ROWS};
use crate::firms::{Cells, Column, Firms, Frame};
use crate::scoring::Scores;

/// Field of a firm's consent to pass its data to institutions.
pub const CONSENT: &str = "consent";
/// Candidates in one chunk of the walk.
const CANDIDATES: usize = 4096;

/// Fills every institution's list with its eligible firms.
///
/// `frame` holds firms and results under the scope the institutions were read with: at least
/// [`Institutions::slots`]. The outcome depends on neither the order of the cohort's rows nor the number of
/// threads.
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
    let lists = firms_of
        .into_iter()
        .enumerate()
        .map(|(at, firms)| List {
            cut_off: firms
                .last()
                .filter(|_| own_places[at].is_none())
                .map(|&firm| scores.points[firm as usize]),
            eligible: eligible(at),
            firms,
        })
        .collect();
    Referrals { bars, candidates, lists, referred, verdicts, unknown, words: met.width }
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

/// Verdicts of all institutions per combination of rules met: many firms share few combinations.
#[derive(Default)]
struct Judged {
    known: FxHashMap<Box<[u64]>, usize>,
    /// Per combination an entry per institution: 0, or [`RULE`] and the first rule that fails.
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

/// Writes the first failing rule of each candidate at each institution, 0 if all hold, and the candidate's
/// unknown rules; returns the number of eligible candidates per chunk and institution.
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
            // Distant rows are seldom in the processor's cache: loads issued together do not wait for one
            // another.
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

/// Places, from 1, of the candidates eligible at institution `at` in an order of its own; 0 for the others.
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
    // Rows are in place order, so comparing them last breaks ties by place.
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

/// A chunk's contribution to the lists.
struct Part {
    /// Per institution: pairs of place and firm.
    listed: Vec<Vec<(u32, u32)>>,
    /// Number of firms on any list.
    referred: usize,
}

/// Turns 0 into places and fills the lists to their capacities. Returns each institution's firms, and the
/// number of firms on any list.
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
