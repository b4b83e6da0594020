//! Fills the lists.
//!
//! Rules are evaluated a column at a time over the whole cohort, each once however many institutions share
//! it, into a bit per firm and rule. Candidates are then walked in place order, so that every list comes out
//! in order without being sorted; only an institution with an order of its own sorts.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::institutions::{Institution, Institutions, Order};
use super::outcome::{Bar, List, RULE, Referrals};
use crate::firms::{Cells, Column, Firms, Frame};
use crate::scoring::Scores;

/// Firms whose rules are evaluated together: their columns stay in the processor's cache.
const FIRMS: usize = 8192;
/// The field that says whether a firm's data may reach institutions.
pub const CONSENT: &str = "consent";
/// Candidates walked together.
const CANDIDATES: usize = 4096;

/// Puts every firm on the lists it belongs on.
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
    let met = rules_met(institutions, frame);
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

/// What keeps each firm off every list. Without a consent column nobody's consent is known.
fn bars(firms: &Firms, scores: &Scores) -> Vec<Bar> {
    let unknown = Cells::missing(firms.len);
    let consent = firms.column(CONSENT).and_then(Column::flags).unwrap_or(&unknown);
    (0..firms.len)
        .into_par_iter()
        .with_min_len(FIRMS)
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

/// Two bits per firm and rule, together since they are looked at together.
struct Met {
    /// Words for a bit per rule.
    width: usize,
    /// Firm by firm, twice as many: a bit set where the rule holds, then one where it is not known whether it
    /// does.
    bits: Vec<u64>,
}

impl Met {
    fn firm(&self, firm: u32) -> &[u64] {
        &self.bits[firm as usize * 2 * self.width..][..2 * self.width]
    }
}

fn rules_met(institutions: &Institutions, frame: &Frame<'_>) -> Met {
    let width = institutions.rules.len().div_ceil(64).max(1);
    let mut bits = vec![0; frame.len * 2 * width];
    bits.par_chunks_mut(FIRMS * 2 * width).enumerate().for_each(|(block, bits)| {
        // Written before it is read, as memory fresh from the system should be.
        bits.fill(0);
        let rows = block * FIRMS..block * FIRMS + bits.len() / (2 * width);
        for (at, rule) in institutions.rules.iter().enumerate() {
            let Column::Flag(holds) = rule.when.evaluate(frame, rows.clone()) else { continue };
            let (word, bit) = (at / 64, at % 64);
            for ((firm, &value), &present) in
                bits.chunks_exact_mut(2 * width).zip(&holds.values).zip(&holds.present)
            {
                firm[word] |= u64::from(value & present) << bit;
                firm[width + word] |= u64::from(!present) << bit;
            }
        }
    });
    Met { width, bits }
}

/// What the institutions say of firms that meet the same rules: many firms share few combinations.
#[derive(Default)]
struct Judged {
    known: FxHashMap<Box<[u64]>, usize>,
    /// Combination by combination, an entry per institution: 0, or [`RULE`] and the first rule that fails.
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
                let meets_all = needed.iter().all(|(at, needed)| needed & !bits[*at] == 0);
                if meets_all { 0 } else { RULE | first_failing(institution, bits) }
            };
            self.verdicts.extend(institutions.all.iter().zip(needed).map(verdict));
            at
        });
        &self.verdicts[at * width..(at + 1) * width]
    }
}

/// Writes the first failing rule of each candidate at each institution, 0 where none fails, and which rules
/// are not known of it; returns how many fail none, per chunk of candidates and institution.
fn judge(
    institutions: &Institutions,
    met: &Met,
    candidates: &[u32],
    verdicts: &mut [u32],
    unknown: &mut [u64],
) -> Vec<Vec<u32>> {
    let width = institutions.all.len();
    let needed: Vec<Mask> = institutions.all.iter().map(mask).collect();
    verdicts
        .par_chunks_mut(CANDIDATES * width)
        .zip(unknown.par_chunks_mut(CANDIDATES * met.width))
        .zip(candidates.par_chunks(CANDIDATES))
        .map_init(Judged::default, |judged, ((verdicts, unknown), candidates)| {
            let mut eligible = vec![0; width];
            // Far-apart firms are seldom in the processor's cache: loads with nothing between them do not
            // wait for one another.
            let mut bits = Vec::with_capacity(candidates.len() * 2 * met.width);
            candidates.iter().for_each(|&firm| bits.extend_from_slice(met.firm(firm)));
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

/// The words that have bits of an institution's rules: of all there are, those of an institution are few.
type Mask = Vec<(usize, u64)>;

/// The bits of an institution's rules.
fn mask(institution: &Institution) -> Mask {
    let mut words = BTreeMap::new();
    for &rule in &institution.rules {
        *words.entry(rule / 64).or_default() |= 1 << (rule % 64);
    }
    words.into_iter().collect()
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
    let keys = order.by.evaluate(frame, frame.rows());
    let mut rows: Vec<u32> =
        (0..candidates.len()).filter(|row| verdicts[row * width + at] == 0).map(|row| row as u32).collect();
    // Rows are in place order, so comparing them last breaks ties by place.
    rows.par_sort_unstable_by(|&a, &b| {
        let (one, other) = (candidates[a as usize] as usize, candidates[b as usize] as usize);
        order.compare(&keys, one, other).then(a.cmp(&b))
    });
    let mut places = vec![0; candidates.len()];
    for (place, &row) in (1..).zip(&rows) {
        places[row as usize] = place;
    }
    places
}

/// How many eligible candidates stand before each chunk, per institution.
fn before_each(counts: &[Vec<u32>], width: usize) -> Vec<Vec<u32>> {
    let mut before = vec![0; width];
    let mut starts = Vec::with_capacity(counts.len());
    for chunk in counts {
        starts.push(before.clone());
        before.iter_mut().zip(chunk).for_each(|(before, count)| *before += count);
    }
    starts
}

/// What a chunk of candidates adds to the lists.
struct Part {
    /// Per institution: places and firms.
    listed: Vec<Vec<(u32, u32)>>,
    /// Firms on any list.
    referred: usize,
}

/// Turns 0 into places, and fills the lists to their capacities. Returns each institution's firms, and how
/// many firms are on any list.
fn place(
    institutions: &Institutions,
    counts: &[Vec<u32>],
    own_places: &[Option<Vec<u32>>],
    candidates: &[u32],
    verdicts: &mut [u32],
) -> (Vec<Vec<u32>>, usize) {
    let width = institutions.all.len();
    let ends: Vec<u32> = institutions
        .all
        .iter()
        .map(|one| one.capacity.map_or(u32::MAX, |capacity| u32::try_from(capacity).unwrap_or(u32::MAX)))
        .collect();
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
