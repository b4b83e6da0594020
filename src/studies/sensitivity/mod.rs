//! Sensitivity: what becomes of ranks and lists if weights, and choices beside them, had been others.
//!
//! Draws are independent: draw `n` of a seed is the same whichever others are made. All counts are whole
//! numbers, so neither the number of threads nor the order of the firms leaves a trace.

mod contest;
mod document;
mod draws;
mod engine;
mod fill;
mod found;
mod tables;
mod tally;
mod variants;

use std::sync::Mutex;

use rayon::prelude::*;

pub use contest::Lists;
pub use draws::{Choice, Spread, Vary};
pub use found::{Drawn, FirmStability, Index, Movement, Sensitivity, Stability};
pub use variants::{Choices, CurveKind, MissingKind, TreatmentKind};

use self::draws::{Plan, Sample};
use self::engine::{Engine, Listener, Place};
use self::tally::Quantiles;
use super::proposal::Cohort;
use crate::finding::{Code, Finding, Findings, Place as Where};
use crate::progress::Progress;
use crate::scorecard::Scorecard;
use crate::scoring::{DRAWS, Scores};
use crate::stats::SaltelliSample;

/// Bytes of ranks kept at a time. Ranks are counted firm by firm, and each firm's counts are fetched once for
/// as many draws.
const RANKS: usize = 128 << 20;
/// Most variants of a scorecard: each keeps the shares of the whole cohort.
const MOST_VARIANTS: usize = 64;
/// Greatest concentration: a tenth varies by 0.00001, less than published points tell.
const MOST_CONCENTRATED: f64 = 1e9;
/// Bootstrap samples behind an index's interval.
pub(super) const RESAMPLES: usize = 1000;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// How many draws.
    pub draws: u32,
    /// What they are drawn from.
    pub seed: u64,
    /// How far weights lie from today's.
    pub spread: Spread,
    /// Which weights are drawn.
    pub vary: Vary,
    /// What else is uncertain.
    pub choices: Choices,
    /// Tops by rank to be in; where none is named, as many as are on a list today.
    pub tops: Vec<u32>,
    /// Rows of the sample behind the Sobol indices; 0 for none.
    pub sobol: u32,
}

/// Share of draws between the ends of an interval.
pub(super) const INTERVAL: f64 = 0.9;

/// Draws weights, ranks the cohort by each, and tells how firm ranks and lists are. `further` are the
/// scorecards beside the campaign's own with what they make of the cohort.
///
/// # Errors
/// More variants of the scorecard than can be held.
///
/// # Panics
/// If the scores were made without details.
pub fn sensitivity(
    cohort: &Cohort<'_>,
    lists: &Lists<'_>,
    further: &[(&Scorecard, &Scores)],
    asked: &Asked,
    progress: &dyn Progress,
) -> Result<Sensitivity, Findings> {
    refuse(asked, cohort.scorecard)?;
    let cards = asked.choices.variants_of(cohort.scorecard);
    let plan = plan(cohort.scorecard, asked);
    let engine = Engine::new(cohort, Some(lists), further, &plan, &cards);
    let tops = tops(asked, lists, engine.ranked.len());
    let mut quantiles = Quantiles::new(engine.ranked.len(), asked.draws as usize, (1.0 - INTERVAL) / 2.0);
    let rows = u64::from(asked.sobol) * (plan.factors().len() as u64 + 2);
    progress.begin("draws", quantiles.passes() as u64 * u64::from(asked.draws) + rows);

    let width = lists.institutions.all.len();
    let counts = Counts::new(&engine, width);
    let mut firms = Firms::new(engine.ranked.len(), &tops);
    let mut shifts = vec![0.0; asked.draws as usize];
    for pass in 0..quantiles.passes() {
        let listed = |listed: &mut dyn Iterator<Item = (u32, &[u64])>| counts.add(listed);
        let listed = (pass == 0).then_some(&listed as &Listener<'_>);
        each(&engine, &plan, &mut shifts, listed, |ranks| {
            if pass == 0 {
                firms.add(ranks);
            }
            quantiles.add(ranks);
            progress.advance(ranks.len() as u64 / engine.ranked.len().max(1) as u64);
        });
        quantiles.settle();
    }
    let (on, anywhere) = counts.together();
    let sample = sobol_sample(&engine, &plan, asked, progress);
    let told = found::Told {
        cohort,
        lists,
        asked,
        plan: &plan,
        ranked: &engine.ranked,
        candidates: engine.candidates(),
        in_full: engine.refers_in_full(),
        tops: &tops,
        sums: &firms.sums,
        in_top: &firms.in_top,
        intervals: quantiles.found(),
        on: &on,
        anywhere: &anywhere,
        shifts,
    };
    Ok(told.sensitivity(sample))
}

/// Bytes of the ranks of so many firms that are held at a time.
pub fn bytes(firms: usize, asked: &Asked) -> usize {
    let firms = firms.max(1);
    let draws = at_a_time(firms).min(asked.draws.max(asked.sobol) as usize);
    let tails = Quantiles::bytes(firms, asked.draws as usize, (1.0 - INTERVAL) / 2.0);
    tails.saturating_add(firms.saturating_mul(draws * size_of::<u32>()))
}

/// One draw of `asked` by its number, with its weights to the last digit and what it makes of ranks.
///
/// # Errors
/// As [`sensitivity`].
///
/// # Panics
/// As there.
pub fn draw(cohort: &Cohort<'_>, asked: &Asked, number: u32) -> Result<Drawn, Findings> {
    refuse(asked, cohort.scorecard)?;
    let cards = asked.choices.variants_of(cohort.scorecard);
    let plan = plan(cohort.scorecard, asked);
    let engine = Engine::new(cohort, None, &[], &plan, &cards);
    let sample = plan.draw(u64::from(number));
    let mut ranks = vec![0; engine.ranked.len()];
    let mut shift = [0.0];
    let mut place = [Place { sample: sample.clone(), ranks: &mut ranks, shift: &mut shift[0] }];
    engine.rank(&mut place, None);
    Ok(Drawn::new(&plan, number, &sample, shift[0]))
}

fn plan<'a>(card: &'a Scorecard, asked: &Asked) -> Plan<'a> {
    let choices = &asked.choices;
    Plan::new(card, (asked.spread, asked.vary), choices.of_variants(), choices.leave_out, asked.seed)
}

/// What cannot be drawn.
fn refuse(asked: &Asked, card: &Scorecard) -> Result<(), Findings> {
    let fault = |message: String, help: &str| {
        Err(Finding::new(Code::ValueInvalid, Where::default(), message).help(help).into())
    };
    let variants = asked.choices.variants();
    if variants > MOST_VARIANTS {
        return fault(
            format!("`{variants}` combinations of choices are more than {MOST_VARIANTS}"),
            "ask for fewer curves, policies or treatments at a time",
        );
    }
    if card.weight_shares().iter().flatten().all(|share| *share == 0.0) {
        return fault(
            format!("`{}` has no indicator to weigh", card.id),
            "weights are drawn for the indicators of the scale, bonus and deduction apart",
        );
    }
    match asked.spread {
        // Below 1 nearly all weight falls to one indicator, and what falls to others may be too little for a
        // number.
        Spread::Concentration(c) if !(1.0..=MOST_CONCENTRATED).contains(&c) => fault(
            format!("`{c:?}` is no concentration from 1 to {MOST_CONCENTRATED}"),
            "the greater, the nearer to today's weights; at 1,000,000 a tenth of the whole varies by 0.0003",
        ),
        Spread::Share(x) if !(x > 0.0 && x < 1.0) => fault(
            format!("`{x}` is no share to vary weights by"),
            "a share above 0 and below 1, such as 0.25",
        ),
        _ => Ok(()),
    }
}

/// The tops asked for, ascending; the number of firms on a list today if none was, a tenth of all if nobody
/// is on one.
fn tops(asked: &Asked, lists: &Lists<'_>, ranked: usize) -> Vec<u32> {
    let mut tops = asked.tops.clone();
    if tops.is_empty() {
        let referred = lists.referrals.referred;
        tops.push(if referred > 0 { referred } else { ranked.div_ceil(10) } as u32);
    }
    tops.sort_unstable();
    tops.dedup();
    tops
}

/// Ranks all draws, some at a time, and passes a row of ranks per draw to `take`.
fn each(
    engine: &Engine<'_>,
    plan: &Plan<'_>,
    shifts: &mut [f64],
    listed: Option<&Listener<'_>>,
    mut take: impl FnMut(&[u32]),
) {
    let firms = engine.ranked.len().max(1);
    let some = at_a_time(firms);
    let mut ranks = vec![0; some.min(shifts.len()) * firms];
    let mut number = 0;
    for shifts in shifts.chunks_mut(some) {
        let ranks = &mut ranks[..shifts.len() * firms];
        let rows = ranks.chunks_exact_mut(firms).zip(shifts.iter_mut());
        let mut places: Vec<Place<'_>> = rows
            .enumerate()
            .map(|(at, (ranks, shift))| Place {
                sample: plan.draw(number + at as u64 + 1),
                ranks: &mut ranks[..engine.ranked.len()],
                shift,
            })
            .collect();
        engine.rank(&mut places, listed);
        drop(places);
        number += shifts.len() as u64;
        take(&ranks[..shifts.len() * engine.ranked.len()]);
    }
}

/// How many draws are ranked at a time: as much work for each thread.
fn at_a_time(firms: usize) -> usize {
    let even = DRAWS * rayon::current_num_threads();
    (RANKS / (firms * size_of::<u32>() * even)).clamp(1, 16) * even
}

/// How often each firm is where, as far as ranks tell.
struct Firms {
    /// Sums of ranks.
    sums: Vec<u64>,
    tops: Vec<u32>,
    /// Per top: how often each firm is in it.
    in_top: Vec<Vec<u32>>,
}

impl Firms {
    fn new(firms: usize, tops: &[u32]) -> Firms {
        Firms { sums: vec![0; firms], tops: tops.to_vec(), in_top: vec![vec![0; firms]; tops.len()] }
    }

    fn add(&mut self, ranks: &[u32]) {
        /// Firms of one task.
        const SOME: usize = 1 << 11;
        let firms = self.sums.len().max(1);
        // As many draws at a time as a number of 32 bits holds.
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

/// How often each candidate is on which list. Every thread counts in a table of its own.
struct Counts {
    width: usize,
    candidates: usize,
    tables: Mutex<Vec<(Vec<u32>, Vec<u32>)>>,
}

impl Counts {
    fn new(engine: &Engine<'_>, width: usize) -> Counts {
        Counts { width, candidates: engine.candidates().len(), tables: Mutex::default() }
    }

    fn empty(&self) -> (Vec<u32>, Vec<u32>) {
        (vec![0; self.candidates * self.width], vec![0; self.candidates])
    }

    fn add(&self, listed: &mut dyn Iterator<Item = (u32, &[u64])>) {
        let taken = self.tables.lock().ok().and_then(|mut tables| tables.pop());
        let (mut on, mut anywhere) = taken.unwrap_or_else(|| self.empty());
        for (candidate, words) in listed {
            anywhere[candidate as usize] += 1;
            let own = &mut on[candidate as usize * self.width..][..self.width];
            Engine::institutions(words).for_each(|at| own[at] += 1);
        }
        if let Ok(mut tables) = self.tables.lock() {
            tables.push((on, anywhere));
        }
    }

    /// Per candidate and institution, and per candidate, how many draws.
    fn together(self) -> (Vec<u32>, Vec<u32>) {
        let mut all = self.empty();
        for (on, anywhere) in self.tables.into_inner().unwrap_or_default() {
            all.0.iter_mut().zip(on).for_each(|(all, own)| *all += own);
            all.1.iter_mut().zip(anywhere).for_each(|(all, own)| *all += own);
        }
        all
    }
}

/// The mean absolute rank shifts behind the Sobol indices: `A` is the draws `1..=N`, `B` those after them.
fn sobol_sample(
    engine: &Engine<'_>,
    plan: &Plan<'_>,
    asked: &Asked,
    progress: &dyn Progress,
) -> Option<SaltelliSample> {
    let rows = u64::from(asked.sobol);
    if rows == 0 {
        return None;
    }
    let factors = plan.factors();
    let draws =
        |first: u64| -> Vec<Sample> { (first..first + rows).map(|number| plan.draw(number)).collect() };
    let (a, b) = (draws(1), draws(rows + 1));
    let output = |samples: Vec<Sample>| {
        let mut shifts = vec![0.0; samples.len()];
        let firms = engine.ranked.len();
        let some = at_a_time(firms.max(1));
        let mut ranks = vec![0; some.min(samples.len()) * firms.max(1)];
        let mut samples = samples.into_iter();
        for shifts in shifts.chunks_mut(some) {
            let rows = ranks.chunks_exact_mut(firms.max(1)).zip(shifts.iter_mut()).zip(&mut samples);
            let mut places: Vec<Place<'_>> = rows
                .map(|((ranks, shift), sample)| Place { sample, ranks: &mut ranks[..firms], shift })
                .collect();
            engine.rank(&mut places, None);
            progress.advance(places.len() as u64);
        }
        shifts
    };
    let mixed = |&factor: &draws::Factor| {
        let rows = a.iter().zip(&b).map(|(a, b)| Plan::mixed(a, b, factor));
        output(rows.collect())
    };
    let mixed = factors.iter().map(mixed).collect();
    Some(SaltelliSample { a: output(a.clone()), b: output(b.clone()), mixed })
}
