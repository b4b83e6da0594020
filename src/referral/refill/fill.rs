//! Fills the lists of each draw in turn, from the highest points down.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::ops::Range;

use super::Draw;
use super::by_points::{ByPoints, OwnOrder, Tie};
use super::places::{FreePlaces, bits};
use crate::scoring::NodeWorth;

/// The lists of the last draw, and scratch space for the next.
#[derive(Debug, Default)]
pub struct Refilled {
    /// Candidates on at least one list.
    listed: Vec<u32>,
    /// For each listed candidate a bit per institution that lists it.
    on: Vec<u64>,
    /// Number of words per candidate in `on`.
    words: usize,
    /// Position of each candidate in `listed`, from 1; 0 if it is not listed.
    place: Vec<u32>,
    /// Candidates whose units are in the range under inspection, each with its units. It has one entry more
    /// than there are candidates.
    in_range: Vec<(u32, u32)>,
    /// Candidates of `in_range` that are eligible for an open list: `found` in the order of discovery,
    /// `order` by falling points.
    found: Vec<Eligible>,
    order: Vec<Eligible>,
    starts: Vec<u32>,
    /// Points, in units, down to which candidates are inspected first: about the points at which all lists of
    /// earlier draws were full. The result does not depend on these points.
    first: u32,
}

/// A candidate that is eligible for an open list.
#[derive(Clone, Copy, Debug, Default)]
struct Eligible {
    units: u32,
    candidate: u32,
    institutions: u64,
}

impl Refilled {
    /// The candidates on at least one list, as positions in
    /// [`Refiller::candidates`](super::Refiller::candidates), in no particular order. Each has a bit per
    /// institution in words of 64 bits: see [`Refilled::institutions`].
    pub fn listed(&self) -> impl Iterator<Item = (u32, &[u64])> {
        self.listed.iter().copied().zip(self.on.chunks_exact(self.words.max(1)))
    }

    /// Whether a candidate is on the list of the institution at this position.
    pub fn is_on(&self, candidate: u32, institution: usize) -> bool {
        self.place[candidate as usize].checked_sub(1).is_some_and(|at| {
            self.on[at as usize * self.words + institution / 64] >> (institution % 64) & 1 == 1
        })
    }

    /// The positions of the institutions whose bits are set.
    pub fn institutions(words: &[u64]) -> impl Iterator<Item = usize> + '_ {
        words.iter().enumerate().flat_map(|(at, &word)| bits(word).map(move |bit| at * 64 + bit))
    }

    /// Empties the lists, for `candidates` firms with `words` words of bits each.
    pub(super) fn clear(&mut self, candidates: usize, words: usize) {
        self.listed.drain(..).for_each(|candidate| self.place[candidate as usize] = 0);
        self.place.resize(candidates, 0);
        self.on.clear();
        self.words = words;
    }

    /// Lists a candidate that is on no list yet. The bits of all institutions must fit one word.
    fn enter(&mut self, candidate: u32, institutions: u64) {
        if institutions != 0 {
            self.listed.push(candidate);
            self.on.push(institutions);
            self.place[candidate as usize] = self.listed.len() as u32;
        }
    }

    /// Adds a candidate to one institution's list.
    pub(super) fn list(&mut self, candidate: u32, institution: usize) {
        let place = &mut self.place[candidate as usize];
        if *place == 0 {
            self.listed.push(candidate);
            self.on.resize(self.on.len() + self.words, 0);
            *place = self.listed.len() as u32;
        }
        self.on[(*place as usize - 1) * self.words + institution / 64] |= 1 << (institution % 64);
    }

    /// Sorts `found` by falling units into `order`. All units are below `units`.
    fn sort(&mut self, units: usize) {
        self.starts.clear();
        self.starts.resize(units, 0);
        self.found.iter().for_each(|one| self.starts[one.units as usize] += 1);
        let mut start = 0;
        for slot in self.starts.iter_mut().rev() {
            start += std::mem::replace(slot, start);
        }
        self.order.clear();
        self.order.resize(self.found.len(), Eligible::default());
        for one in &self.found {
            let slot = &mut self.starts[one.units as usize];
            self.order[*slot as usize] = *one;
            *slot += 1;
        }
    }
}

/// Fills the lists of a draw. The lists must have been prepared for all of its units: see [`ByPoints::has`].
pub(super) fn fill(by_points: &ByPoints, candidates: &[u32], draw: &Draw<'_>, refilled: &mut Refilled) {
    refilled.in_range.resize(candidates.len() + 1, (0, 0));
    let free = FreePlaces::new(&by_points.capacity);
    let mut walk = Walk { by_points, candidates, units: draw.units, draw, worth: OnceCell::new(), free };
    let first = refilled.first.min(by_points.units as u32 - 1);
    let (mut open, mut reached) = walk.down(first..u32::MAX, by_points.in_place_order, refilled);
    let is_short = open & by_points.below[first as usize] != 0;
    if is_short {
        (open, reached) = walk.down(0..first, open, refilled);
    }
    debug_assert_eq!(open & by_points.below[reached as usize], 0);
    // The inspection of a few candidates too many costs less than a second pass. Therefore `first` falls at
    // once but rises in small steps.
    let step = by_points.units as u32 / 2048 + 1;
    refilled.first = if is_short || first == 0 { reached } else { reached.min(first + step) };
    for own in &by_points.own {
        walk.along(own, refilled);
    }
}

/// The state of the lists while one draw fills them.
struct Walk<'a> {
    by_points: &'a ByPoints,
    candidates: &'a [u32],
    units: &'a [u32],
    draw: &'a Draw<'a>,
    /// Points of the [tie nodes](ByPoints::tie_nodes), computed at the first tie that needs them.
    worth: OnceCell<Vec<NodeWorth<'a>>>,
    /// Free places of each list.
    free: FreePlaces,
}

impl<'a> Walk<'a> {
    /// The units of the ranked firm at this position.
    fn units(&self, at: u32) -> u32 {
        self.units[at as usize]
    }

    fn worth(&self) -> &[NodeWorth<'a>] {
        let Draw { reweigher, weights, .. } = *self.draw;
        let of_nodes =
            || self.by_points.tie_nodes().filter_map(|node| reweigher.node(node, weights)).collect();
        self.worth.get_or_init(of_nodes)
    }

    /// The order of two candidates: by points, then tie-breakers, then ids.
    fn before(&self, a: u32, b: u32) -> Ordering {
        let by_points = self.by_points;
        let (one, other) = (self.candidates[a as usize], self.candidates[b as usize]);
        let order = self.units(other).cmp(&self.units(one));
        if order != Ordering::Equal {
            return order;
        }
        let mut nodes = 0..;
        for tie in &by_points.ties {
            let order = match tie {
                Tie::Fixed(keys) => keys[one as usize].cmp(&keys[other as usize]),
                Tie::Points { ascending, .. } => {
                    let Some(worth) = nodes.next().and_then(|at: usize| self.worth().get(at)) else {
                        continue;
                    };
                    let place = |at: u32| self.draw.places.map_or(at, |places| places[at as usize]);
                    let order = worth.units(place(one) as usize).cmp(&worth.units(place(other) as usize));
                    if *ascending { order } else { order.reverse() }
                }
            };
            if order != Ordering::Equal {
                return order;
            }
        }
        by_points.id_place[one as usize].cmp(&by_points.id_place[other as usize])
    }

    /// Walks down from the highest points in `range` until the lists of `open` are full. Returns the lists
    /// still open, and the units reached.
    fn down(&mut self, range: Range<u32>, mut open: u64, refilled: &mut Refilled) -> (u64, u32) {
        // Every candidate is written, but the count rises only if it is in range. A branch would be
        // unpredictable.
        let mut in_range = 0;
        for (candidate, &at) in (0..).zip(self.candidates) {
            let units = self.units(at);
            refilled.in_range[in_range] = (candidate, units);
            in_range += usize::from(range.contains(&units));
        }
        refilled.found.clear();
        for &(candidate, units) in &refilled.in_range[..in_range] {
            let institutions = self.by_points.eligible(candidate, units) & open;
            if institutions != 0 {
                refilled.found.push(Eligible { units, candidate, institutions });
            }
        }
        refilled.sort(self.by_points.units);
        let order = std::mem::take(&mut refilled.order);
        let mut reached = range.start;
        for run in order.chunk_by(|a, b| a.units == b.units) {
            open = self.run(run, open, refilled);
            if open & self.by_points.below[run[0].units as usize] == 0 {
                reached = run[0].units;
                break;
            }
        }
        refilled.order = order;
        (open, reached)
    }

    /// Lists firms of equal points; returns the institutions whose lists are still open.
    fn run(&mut self, run: &[Eligible], open: u64, refilled: &mut Refilled) -> u64 {
        // `full`: lists that are full after this run. `short`: lists with fewer free places than the run
        // needs.
        let (mut full, mut short) = (0, 0);
        let start = self.free;
        for one in run {
            let wanted = one.institutions & open;
            short |= wanted & full;
            full |= self.free.take(wanted & !full);
        }
        let mut first = Vec::new();
        for at in bits(short) {
            let tied = run.iter().filter(|one| one.institutions >> at & 1 == 1);
            let mut tied: Vec<u32> = tied.map(|one| one.candidate).collect();
            tied.sort_unstable_by(|&a, &b| self.before(a, b));
            first.extend(tied[..start.left(at)].iter().map(|&candidate| (candidate, at)));
        }
        run.iter().for_each(|one| refilled.enter(one.candidate, one.institutions & open & !short));
        first.iter().for_each(|&(candidate, at)| refilled.list(candidate, at));
        open & !full
    }

    /// Fills the list of an institution with an order of its own.
    fn along(&self, own: &OwnOrder, refilled: &mut Refilled) {
        let mut free = self.by_points.capacity[own.institution] as usize;
        for run in &own.runs {
            if free == 0 {
                return;
            }
            let is_eligible = |&candidate: &u32| {
                let units = self.units(self.candidates[candidate as usize]);
                self.by_points.eligible(candidate, units) >> own.institution & 1 == 1
            };
            let mut eligible: Vec<u32> = run.iter().copied().filter(is_eligible).collect();
            if eligible.len() > free {
                eligible.sort_unstable_by(|&a, &b| self.before(a, b));
                eligible.truncate(free);
            }
            free -= eligible.len();
            eligible.iter().for_each(|&candidate| refilled.list(candidate, own.institution));
        }
    }
}
