//! Ranks of the same firms under draw after draw.

use std::sync::Mutex;

use rayon::prelude::*;

use super::contest::{Contest, Lists};
use super::draws::{Plan, Sample};
use super::fill::{Desk, bits, fill};
use crate::firms::Frame;
use crate::progress::Silent;
use crate::referral::refer;
use crate::scorecard::Scorecard;
use crate::scoring::{self, DRAWS, Results, Reweigher, Scores, Weights};
use crate::studies::study::Cohort;

/// Bytes of ranks kept at a time. Ranks are counted firm by firm, and each firm's counts are fetched once for
/// as many draws.
const RANKS: usize = 128 << 20;

/// A scorecard with other choices, and what its indicators make of the cohort.
struct Variant<'a> {
    card: &'a Scorecard,
    reweigher: Reweigher<'a>,
    /// With details, where draws may have to be referred in full.
    scores: Option<Scores>,
    /// Where each ranked firm stands in the reweigher; nothing if where it is ranked.
    places: Option<Vec<u32>>,
}

/// What draws are carried out with.
pub(super) struct Engine<'a> {
    cohort: &'a Cohort<'a>,
    lists: Option<&'a Lists<'a>>,
    /// Scorecards beside the campaign's own, with what they make of the cohort.
    further: &'a [(&'a Scorecard, &'a Scores)],
    plan: &'a Plan<'a>,
    variants: Vec<Variant<'a>>,
    /// The firms ranked, as positions in the cohort.
    pub ranked: Vec<u32>,
    /// Nothing where lists are not asked for, or every draw is referred in full.
    pub contest: Option<Contest>,
    /// Today's rank of each firm ranked.
    pub today: Vec<u32>,
    /// Tables that threads use again.
    rooms: Mutex<Vec<Room>>,
}

/// What a thread works with.
#[derive(Default)]
struct Room {
    keys: Vec<Vec<u32>>,
    moved: Vec<u32>,
    counts: Vec<u32>,
    desk: Desk,
}

/// Where the ranks of one draw go.
pub(super) struct Place<'r> {
    /// The draw.
    pub sample: Sample,
    /// Its ranks, a place per firm ranked.
    pub ranks: &'r mut [u32],
    /// What becomes of it.
    pub shift: &'r mut f64,
}

/// What is told of a draw: the candidates on any list, by position in [`Engine::candidates`], with a bit for
/// each institution whose list they are on.
pub(super) type Listener<'l> = dyn Fn(&mut dyn Iterator<Item = (u32, &[u64])>) + Sync + 'l;

impl<'a> Engine<'a> {
    /// Scores the cohort once for each of `cards`, the first of which is its own.
    pub fn new(
        cohort: &'a Cohort<'a>,
        lists: Option<&'a Lists<'a>>,
        further: &'a [(&'a Scorecard, &'a Scores)],
        plan: &'a Plan<'a>,
        cards: &'a [Scorecard],
    ) -> Engine<'a> {
        // Firms that are near each other today are so in most draws: what is looked up for them lies
        // together.
        let order = &cohort.scores.order;
        let own = Reweigher::new(&cards[0], cohort.scores, order);
        let ranked = own.firms().to_vec();
        let contest = lists.and_then(|lists| Contest::new(cohort, lists, &ranked, own.is_linear()));
        let in_full = lists.is_some() && (contest.is_none() || !own.is_linear());
        let mut of_firm = vec![0; cohort.firms.len];
        (0..).zip(&ranked).for_each(|(at, &firm): (u32, _)| of_firm[firm as usize] = at);
        let mut variants = vec![Variant {
            card: &cards[0],
            reweigher: own,
            scores: in_full.then(|| cohort.scores.clone()),
            places: None,
        }];
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
            variants.push(Variant { card, reweigher, scores: in_full.then_some(scores), places });
        }
        let today = ranked.iter().map(|&firm| cohort.scores.rank[firm as usize]).collect();
        Engine { cohort, lists, further, plan, variants, ranked, contest, today, rooms: Mutex::default() }
    }

    /// Whether every draw is referred in full.
    pub fn refers_in_full(&self) -> bool {
        self.lists.is_some() && self.contest.is_none()
    }

    /// How many draws are ranked at a time: as much work for each thread.
    pub fn at_a_time(firms: usize) -> usize {
        let even = DRAWS * rayon::current_num_threads();
        (RANKS / (firms.max(1) * size_of::<u32>() * even)).clamp(1, 16) * even
    }

    /// Ranks a draw for each of `shifts`, some at a time, and passes `take` their ranks, a row of all firms
    /// per draw, and how many draws these are.
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
        for shifts in shifts.chunks_mut(some) {
            let rows = ranks.chunks_exact_mut(firms.max(1)).zip(shifts.iter_mut()).zip(&mut *samples);
            let mut places: Vec<Place<'_>> = rows
                .map(|((ranks, shift), sample)| Place { sample, ranks: &mut ranks[..firms], shift })
                .collect();
            self.rank(&mut places, listed);
            drop(places);
            take(&ranks[..shifts.len() * firms], shifts.len());
        }
    }

    /// Ranks the firms of every draw. `listed`, if lists are asked for, is told of every draw.
    pub fn rank(&self, places: &mut [Place<'_>], listed: Option<&Listener<'_>>) {
        // Draws of one variant stand together, so that several are weighed at once.
        places.sort_by_key(|place| self.plan.variant(&place.sample));
        let same =
            |a: &Place<'_>, b: &Place<'_>| self.plan.variant(&a.sample) == self.plan.variant(&b.sample);
        let tasks: Vec<&mut [Place<'_>]> =
            places.chunk_by_mut(same).flat_map(|same| same.chunks_mut(DRAWS)).collect();
        tasks.into_par_iter().for_each(|some| {
            let mut room = self.rooms.lock().ok().and_then(|mut rooms| rooms.pop()).unwrap_or_default();
            self.rank_some(some, listed, &mut room);
            if let Ok(mut rooms) = self.rooms.lock() {
                rooms.push(room);
            }
        });
    }

    /// Ranks a few draws of one variant.
    fn rank_some(&self, places: &mut [Place<'_>], listed: Option<&Listener<'_>>, room: &mut Room) {
        let Some(first) = places.first() else { return };
        let variant = &self.variants[self.plan.variant(&first.sample)];
        let weights: Vec<Weights> = places.iter().map(|place| self.plan.weights(&place.sample)).collect();
        room.keys.resize_with(places.len(), Vec::new);
        room.keys.iter_mut().for_each(|keys| keys.resize(self.ranked.len(), 0));
        variant.reweigher.keys(&weights, &mut room.keys);
        let Room { keys, moved, counts, desk } = room;
        for ((place, keys), weights) in places.iter_mut().zip(keys).zip(&weights) {
            if let Some(places) = &variant.places {
                moved.clear();
                moved.extend(places.iter().map(|&at| keys[at as usize]));
                std::mem::swap(moved, keys);
            }
            scoring::rank_keys(keys, counts, place.ranks);
            *place.shift = sum_of_shifts(place.ranks, &self.today) as f64 / self.ranked.len().max(1) as f64;
            let Some(listed) = listed else { continue };
            match &self.contest {
                Some(contest) if keys.iter().any(|&units| units as usize >= contest.units) => {
                    let words = self.in_full(variant, weights);
                    let candidates = (0..).zip(&contest.candidates);
                    let on = candidates.map(|(candidate, &at)| (candidate, &words[at as usize..][..1]));
                    listed(&mut on.filter(|(_, words)| words[0] != 0));
                }
                Some(contest) => {
                    let worth = || {
                        let nodes = contest.tie_nodes();
                        nodes.filter_map(|node| variant.reweigher.node(node, weights)).collect()
                    };
                    let place =
                        |at: u32| variant.places.as_ref().map_or(at, |places| places[at as usize]) as usize;
                    fill(contest, keys, &worth, &place, desk);
                    listed(&mut desk.listed.iter().map(|(at, bits)| (*at, std::slice::from_ref(bits))));
                }
                None => {
                    let words = self.in_full(variant, weights);
                    let firms = (0..).zip(words.chunks_exact(self.words()));
                    listed(&mut firms.filter(|(_, words)| words.iter().any(|word| *word != 0)));
                }
            }
        }
    }

    /// The firms that [`Engine::rank`] tells of, as positions among those ranked.
    pub fn candidates(&self) -> Vec<u32> {
        match &self.contest {
            Some(contest) => contest.candidates.clone(),
            None => (0..self.ranked.len() as u32).collect(),
        }
    }

    /// Words of bits per candidate.
    pub fn words(&self) -> usize {
        self.lists.map_or(1, |lists| lists.institutions.all.len().div_ceil(64).max(1))
    }

    /// The lists of a draw, referred as a run refers.
    fn in_full(&self, variant: &Variant<'_>, weights: &Weights) -> Vec<u64> {
        let words = self.words();
        let mut listed = vec![0; self.ranked.len() * words];
        let (Some(lists), Some(scores)) = (self.lists, &variant.scores) else { return listed };
        let (firms, as_of) = (self.cohort.firms, self.cohort.as_of);
        let card = variant.card.reweighed(weights);
        let scores = scoring::rescore(firms, &card, scores, as_of);
        let mut marks = vec![(&card, &scores)];
        marks.extend(self.further.iter().copied());
        let results = Results::new(firms, &marks, as_of, lists.institutions.slots());
        let frame: Frame<'_> = results.frame(firms);
        let referrals = refer(firms, &scores, lists.institutions, &frame);
        let mut at_of = vec![0; firms.len];
        (0..).zip(&self.ranked).for_each(|(at, &firm): (usize, _)| at_of[firm as usize] = at);
        for (institution, list) in referrals.lists.iter().enumerate() {
            for &firm in &list.firms {
                listed[at_of[firm as usize] * words + institution / 64] |= 1 << (institution % 64);
            }
        }
        listed
    }

    /// The ids of the institutions on a candidate's words, by position.
    pub fn institutions(words: &[u64]) -> impl Iterator<Item = usize> + '_ {
        words.iter().enumerate().flat_map(|(at, &word)| bits(word).map(move |bit| at * 64 + bit))
    }
}

/// `Σ |rank − today|`: of as many firms at a time as a number of 32 bits holds.
fn sum_of_shifts(ranks: &[u32], today: &[u32]) -> u64 {
    let some = (u32::MAX as usize / ranks.len().max(1)).max(1);
    let shift = |(rank, today): (&u32, &u32)| rank.abs_diff(*today);
    let sum = |(ranks, today): (&[u32], &[u32])| u64::from(ranks.iter().zip(today).map(shift).sum::<u32>());
    ranks.chunks(some).zip(today.chunks(some)).map(sum).sum()
}
