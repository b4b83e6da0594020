//! Ranks of one cohort under many draws.

use std::borrow::Cow;
use std::sync::Mutex;

use rayon::prelude::*;

use super::draws::{Plan, Sample};
use super::errors::Errors;
use crate::progress::Silent;
use crate::referral::{Draw, Lists, Refilled, Refiller};
use crate::scorecard::Scorecard;
use crate::scoring::{self, DRAWS, Reweigher, Scores, Weights};
use crate::studies::study::Cohort;

/// Bytes of ranks kept in memory. Ranks are counted firm by firm, so that each firm's counts are fetched once
/// per batch of draws.
const RANKS: usize = 128 << 20;

/// A scorecard with other choices, and the cohort's shares under it.
struct Variant<'a> {
    reweigher: Reweigher<'a>,
    /// The cohort's scores with details, if draws may have to be scored.
    scores: Option<Cow<'a, Scores>>,
    /// Position of each ranked firm in the reweigher; `None` if the orders are equal.
    places: Option<Vec<u32>>,
}

/// Cohort, variants and buffers that draws are ranked with.
pub(super) struct Engine<'a> {
    plan: &'a Plan<'a>,
    cohort: &'a Cohort<'a>,
    errors: Option<&'a Errors<'a>>,
    variants: Vec<Variant<'a>>,
    /// The ranked firms, as positions in the cohort.
    pub ranked: Vec<u32>,
    /// `None` if lists are not wanted.
    refiller: Option<Refiller<'a>>,
    /// Today's rank of each ranked firm.
    pub today: Vec<u32>,
    /// Buffers that threads reuse.
    rooms: Mutex<Vec<Room>>,
}

/// The buffers of one thread.
#[derive(Default)]
struct Room {
    keys: Vec<Vec<u32>>,
    moved: Vec<u32>,
    counts: Vec<u32>,
    lists: Refilled,
}

/// A draw to rank, and the place for its ranks.
pub(super) struct Place<'r> {
    /// Position among the draws ranked together.
    pub at: usize,
    pub sample: Sample,
    /// One rank per ranked firm.
    pub ranks: &'r mut [u32],
    /// The draw's mean absolute rank shift.
    pub shift: &'r mut f64,
}

/// Receives each draw's position and lists; firms on lists are positions in [`Engine::candidates`].
pub(super) type Listener<'l> = dyn Fn(usize, &Refilled) + Sync + 'l;

impl<'a> Engine<'a> {
    /// Scores the cohort once for each of `cards`; the first one is the cohort's own scorecard.
    pub fn new(
        cohort: &'a Cohort<'a>,
        lists: Option<&'a Lists<'a>>,
        further: &'a [(&'a Scorecard, &'a Scores)],
        plan: &'a Plan<'a>,
        cards: &'a [Scorecard],
        errors: Option<&'a Errors<'a>>,
    ) -> Engine<'a> {
        // Firms with similar ranks today have similar ranks in most draws, so their data are kept together.
        let order = &cohort.scores.order;
        let own = Reweigher::new(&cards[0], cohort.scores, order);
        let ranked = own.firms().to_vec();
        let refiller = lists
            .map(|lists| Refiller::new(cohort.firms, cohort.scores, further, cohort.as_of, *lists, &own));
        let may_score = |of: &Reweigher<'_>| {
            errors.is_some()
                || refiller.as_ref().is_some_and(|refiller: &Refiller<'_>| refiller.may_score(of))
        };
        let mut of_firm = vec![0; cohort.firms.len];
        (0..).zip(&ranked).for_each(|(at, &firm): (u32, _)| of_firm[firm as usize] = at);
        let scores = may_score(&own).then_some(Cow::Borrowed(cohort.scores));
        let mut variants = vec![Variant { reweigher: own, scores, places: None }];
        for card in &cards[1..] {
            let scores = scoring::score(cohort.firms, card, cohort.as_of, true, &Silent);
            let reweigher = Reweigher::new(card, &scores, order);
            let places = (reweigher.firms() != ranked).then(|| {
                let mut places = vec![0; ranked.len()];
                (0..)
                    .zip(reweigher.firms())
                    .for_each(|(place, &firm)| places[of_firm[firm as usize] as usize] = place);
                places
            });
            let scores = may_score(&reweigher).then_some(Cow::Owned(scores));
            variants.push(Variant { reweigher, scores, places });
        }
        let today = ranked.iter().map(|&firm| cohort.scores.rank[firm as usize]).collect();
        Engine { plan, cohort, errors, variants, ranked, refiller, today, rooms: Mutex::default() }
    }

    /// Whether every draw needs a full referral.
    pub fn refers_in_full(&self) -> bool {
        self.refiller.as_ref().is_some_and(Refiller::refers_in_full)
    }

    /// Number of draws ranked at a time, a multiple of the number of threads.
    pub fn at_a_time(firms: usize) -> usize {
        let even = DRAWS * rayon::current_num_threads();
        (RANKS / (firms.max(1) * size_of::<u32>() * even)).clamp(1, 16) * even
    }

    /// Ranks one draw for each of `shifts`, in batches. Passes to `take` the ranks of each batch, a row of
    /// all firms per draw, and its number of draws.
    pub fn rank_all(
        &self,
        samples: &mut dyn Iterator<Item = Sample>,
        shifts: &mut [f64],
        listed: Option<&Listener<'_>>,
        mut take: impl FnMut(&[u32], usize),
    ) {
        let firms = self.ranked.len();
        let some = Engine::at_a_time(firms);
        let mut ranks = vec![0; some.min(shifts.len()) * firms.max(1)];
        for (chunk, shifts) in shifts.chunks_mut(some).enumerate() {
            let rows = ranks.chunks_exact_mut(firms.max(1)).zip(shifts.iter_mut()).zip(&mut *samples);
            let mut places: Vec<Place<'_>> = (chunk * some..)
                .zip(rows)
                .map(|(at, ((ranks, shift), sample))| Place { at, sample, ranks: &mut ranks[..firms], shift })
                .collect();
            self.rank(&mut places, listed);
            drop(places);
            take(&ranks[..shifts.len() * firms], shifts.len());
        }
    }

    /// Ranks the firms of every draw, and passes each draw's lists to `listed`, if given.
    pub fn rank(&self, places: &mut [Place<'_>], listed: Option<&Listener<'_>>) {
        // Draws with the same variant and values are adjacent, so several are weighted at once.
        let key = |place: &Place<'_>| (self.plan.variant(&place.sample), place.sample.values);
        places.sort_by_key(key);
        let same = |a: &Place<'_>, b: &Place<'_>| key(a) == key(b);
        let mut tasks: Vec<&mut [Place<'_>]> =
            places.chunk_by_mut(same).flat_map(|same| same.chunks_mut(DRAWS)).collect();
        // Each rescoring task holds a copy of the scores, so at most one per thread runs at a time.
        let at_a_time = if self.errors.is_some() { rayon::current_num_threads() } else { tasks.len() };
        tasks.chunks_mut(at_a_time.max(1)).for_each(|tasks| self.rank_tasks(tasks, listed));
    }

    fn rank_tasks(&self, tasks: &mut [&mut [Place<'_>]], listed: Option<&Listener<'_>>) {
        tasks.par_iter_mut().for_each(|some| {
            let mut room = self.rooms.lock().ok().and_then(|mut rooms| rooms.pop()).unwrap_or_default();
            self.rank_some(some, listed, &mut room);
            if let Ok(mut rooms) = self.rooms.lock() {
                rooms.push(room);
            }
        });
    }

    /// The reweigher of a variant for draws with these measurement errors; `None` for values as measured.
    fn measured<'v>(&self, variant: &'v Variant<'a>, values: u64) -> Option<(Reweigher<'a>, Scores)> {
        let (errors, scores) = (self.errors.filter(|_| values > 0)?, variant.scores.as_deref()?);
        let card = variant.reweigher.scorecard();
        let scores = errors.measured(card, scores, values);
        Some((Reweigher::new(card, &scores, &self.cohort.scores.order), scores))
    }

    /// Ranks draws that share a variant and values.
    fn rank_some(&self, places: &mut [Place<'_>], listed: Option<&Listener<'_>>, room: &mut Room) {
        let Some(first) = places.first() else { return };
        let variant = &self.variants[self.plan.variant(&first.sample)];
        let weights: Vec<Weights> = places.iter().map(|place| self.plan.weights(&place.sample)).collect();
        room.keys.resize_with(places.len(), Vec::new);
        room.keys.iter_mut().for_each(|keys| keys.resize(self.ranked.len(), 0));
        let measured = self.measured(variant, first.sample.values);
        let (reweigher, scores) = match &measured {
            Some((reweigher, scores)) => (reweigher, Some(scores)),
            None => (&variant.reweigher, variant.scores.as_deref()),
        };
        reweigher.keys(&weights, &mut room.keys);
        let Room { keys, moved, counts, lists } = room;
        for ((place, keys), weights) in places.iter_mut().zip(keys).zip(&weights) {
            if let Some(places) = &variant.places {
                moved.clear();
                moved.extend(places.iter().map(|&at| keys[at as usize]));
                std::mem::swap(moved, keys);
            }
            scoring::rank_keys(keys, counts, place.ranks);
            *place.shift = sum_of_shifts(place.ranks, &self.today) as f64 / self.ranked.len().max(1) as f64;
            if let (Some(listed), Some(refiller)) = (listed, &self.refiller) {
                let places = variant.places.as_deref();
                let draw = Draw { reweigher, weights, units: keys, places, scores };
                refiller.refill(&draw, lists);
                listed(place.at, lists);
            }
        }
    }

    /// Whether an institution may list a candidate at some points.
    pub fn may_list(&self, candidate: u32, institution: usize) -> bool {
        self.refiller.as_ref().is_some_and(|refiller| refiller.may_list(candidate, institution))
    }

    /// Firms that may be on a list, as positions in `ranked`.
    pub fn candidates(&self) -> &[u32] {
        self.refiller.as_ref().map_or(&[], Refiller::candidates)
    }
}

/// `Σ |rank − today|`, summed over blocks of firms small enough for 32 bits.
fn sum_of_shifts(ranks: &[u32], today: &[u32]) -> u64 {
    let some = (u32::MAX as usize / ranks.len().max(1)).max(1);
    let shift = |(rank, today): (&u32, &u32)| rank.abs_diff(*today);
    let sum = |(ranks, today): (&[u32], &[u32])| u64::from(ranks.iter().zip(today).map(shift).sum::<u32>());
    ranks.chunks(some).zip(today.chunks(some)).map(sum).sum()
}
