//! Fills the lists of one draw after the other, from the highest points down.

use std::cell::LazyCell;
use std::cmp::Ordering;
use std::ops::Range;

use super::contest::{Candidate, Contest, OwnOrder, Tie};
use crate::scoring::NodeWorth;

/// What a thread needs to fill the lists of one draw after the other.
#[derive(Debug, Default)]
pub(super) struct Desk {
    /// The candidates on any list, and the institutions whose lists each is on.
    pub listed: Vec<(u32, u64)>,
    /// Per candidate: where it stands in `listed`, from 1; 0 if it does not.
    place: Vec<u32>,
    /// Candidates of as many units as are looked at, with those units; a place more than there are
    /// candidates.
    in_range: Vec<(u32, u32)>,
    /// Of these, who may be listed: as they come and by falling points.
    found: Vec<Looked>,
    order: Vec<Looked>,
    starts: Vec<u32>,
    /// From how many units on candidates are looked at first: about where the lists of the draws before were
    /// full at the latest. What is listed does not depend on it.
    first: u32,
}

/// A candidate that is looked at.
#[derive(Clone, Copy, Debug, Default)]
struct Looked {
    units: u32,
    candidate: u32,
    /// The institutions it is eligible at.
    eligible: u64,
}

impl Desk {
    fn clear(&mut self, candidates: usize) {
        for (candidate, _) in self.listed.drain(..) {
            self.place[candidate as usize] = 0;
        }
        self.place.resize(candidates, 0);
        self.in_range.resize(candidates + 1, (0, 0));
    }

    /// Enters a candidate that is on no list yet.
    fn enter(&mut self, candidate: u32, institutions: u64) {
        if institutions != 0 {
            self.listed.push((candidate, institutions));
            self.place[candidate as usize] = self.listed.len() as u32;
        }
    }

    fn list(&mut self, candidate: u32, institutions: u64) {
        let place = &mut self.place[candidate as usize];
        if *place == 0 {
            self.listed.push((candidate, 0));
            *place = self.listed.len() as u32;
        }
        self.listed[*place as usize - 1].1 |= institutions;
    }

    /// Puts what was found in order of falling units, below `units` all of them.
    fn sort(&mut self, units: usize) {
        self.starts.clear();
        self.starts.resize(units, 0);
        self.found.iter().for_each(|one| self.starts[one.units as usize] += 1);
        let mut start = 0;
        for slot in self.starts.iter_mut().rev() {
            start += std::mem::replace(slot, start);
        }
        self.order.clear();
        self.order.resize(self.found.len(), Looked::default());
        for one in &self.found {
            let slot = &mut self.starts[one.units as usize];
            self.order[*slot as usize] = *one;
            *slot += 1;
        }
    }
}

/// Fills the lists of a draw, given the units of every firm ranked: [`Desk::listed`] is what comes of it.
/// `worth` gives points of the [tie nodes](Contest::tie_nodes), at the positions that `place` gives firms
/// ranked.
///
/// # Panics
/// If a firm has as many units as [`Contest::units`] or more.
pub(super) fn fill<'w>(
    contest: &Contest,
    units: &[u32],
    worth: &dyn Fn() -> Vec<NodeWorth<'w>>,
    place: &dyn Fn(u32) -> usize,
    desk: &mut Desk,
) {
    desk.clear(contest.candidates.len());
    let free = Places::new(&contest.capacity);
    let mut draw = Draw { contest, units, worth: LazyCell::new(worth), place, free };
    let first = desk.first;
    let (mut open, mut reached) = draw.walk(first..u32::MAX, contest.by_points, desk);
    let is_short = open & contest.below[first as usize] != 0;
    if is_short {
        (open, reached) = draw.walk(0..first, open, desk);
    }
    debug_assert_eq!(open & contest.below[reached as usize], 0);
    // Looking at a few candidates too many costs less than looking twice: it goes down at once and up in
    // small steps.
    let step = contest.units as u32 / 2048 + 1;
    desk.first = if is_short || first == 0 { reached } else { reached.min(first + step) };
    for own in &contest.own {
        draw.walk_own(own, desk);
    }
}

/// Lists as they are filled from the points of one draw.
struct Draw<'a, 'w, W: Fn() -> Vec<NodeWorth<'w>>> {
    contest: &'a Contest,
    units: &'a [u32],
    worth: LazyCell<Vec<NodeWorth<'w>>, W>,
    place: &'a dyn Fn(u32) -> usize,
    /// What is left of each list.
    free: Places,
}

/// Free places on up to 64 lists, counted side by side: bit `i` of word `k` is bit `k` of the negative of
/// what list `i` still takes, modulo 2^32, which comes to 0 when it is full. Most steps touch a word or two,
/// however many lists a firm is on.
#[derive(Clone, Copy)]
struct Places([u64; u32::BITS as usize]);

impl Places {
    fn new(capacity: &[u32]) -> Places {
        let mut words = [0; u32::BITS as usize];
        for (at, capacity) in capacity.iter().enumerate() {
            let start = capacity.wrapping_neg();
            words.iter_mut().enumerate().for_each(|(k, word)| *word |= u64::from(start >> k & 1) << at);
        }
        Places(words)
    }

    /// How many firms list `at` still takes.
    fn left(&self, at: usize) -> usize {
        let negative = (0..).zip(&self.0).map(|(k, word)| ((word >> at & 1) as u32) << k).sum::<u32>();
        negative.wrapping_neg() as usize
    }

    /// Takes a place on each of `lists`, none of which is full, and returns those that are full thereby.
    fn take(&mut self, mut lists: u64) -> u64 {
        for word in &mut self.0 {
            if lists == 0 {
                break;
            }
            let carried = *word & lists;
            *word ^= lists;
            lists = carried;
        }
        lists
    }
}

impl<'w, W: Fn() -> Vec<NodeWorth<'w>>> Draw<'_, 'w, W> {
    /// The units of the firm ranked here.
    fn units(&self, at: u32) -> u32 {
        self.units[at as usize]
    }

    fn eligible(&self, known: &Candidate, units: u32) -> u64 {
        known.bits & self.contest.holds[known.pattern as usize * self.contest.units + units as usize]
    }

    /// Which of two candidates comes first.
    fn before(&self, a: u32, b: u32) -> Ordering {
        let contest = self.contest;
        let (one, other) = (contest.candidates[a as usize], contest.candidates[b as usize]);
        let by_points = self.units(other).cmp(&self.units(one));
        if by_points != Ordering::Equal {
            return by_points;
        }
        let mut worth = self.worth.iter();
        for tie in &contest.ties {
            let order = match tie {
                Tie::Fixed(keys) => keys[one as usize].cmp(&keys[other as usize]),
                Tie::Points { ascending, .. } => {
                    let Some(worth) = worth.next() else { continue };
                    let of = |at: u32| worth.units((self.place)(at));
                    if *ascending { of(one).cmp(&of(other)) } else { of(other).cmp(&of(one)) }
                }
            };
            if order != Ordering::Equal {
                return order;
            }
        }
        contest.id_place[one as usize].cmp(&contest.id_place[other as usize])
    }

    /// Walks down from the highest points in `range` until the lists of `open` are full. Returns those that
    /// are not, and how far down it went.
    fn walk(&mut self, range: Range<u32>, mut open: u64, desk: &mut Desk) -> (u64, u32) {
        // Each is written in any case and counted if it is in range: which of them are cannot be foreseen.
        let mut in_range = 0;
        for (candidate, &at) in (0..).zip(&self.contest.candidates) {
            let units = self.units(at);
            desk.in_range[in_range] = (candidate, units);
            in_range += usize::from(range.contains(&units));
        }
        desk.found.clear();
        for &(candidate, units) in &desk.in_range[..in_range] {
            let eligible = self.eligible(&self.contest.known[candidate as usize], units) & open;
            if eligible != 0 {
                desk.found.push(Looked { units, candidate, eligible });
            }
        }
        desk.sort(self.contest.units);
        let order = std::mem::take(&mut desk.order);
        let mut reached = range.start;
        for run in order.chunk_by(|a, b| a.units == b.units) {
            open = self.run(run, open, desk);
            if open & self.contest.below[run[0].units as usize] == 0 {
                reached = run[0].units;
                break;
            }
        }
        desk.order = order;
        (open, reached)
    }

    /// Lists firms of equal points; returns the institutions whose lists are still open.
    fn run(&mut self, run: &[Looked], open: u64, desk: &mut Desk) -> u64 {
        // The lists that are full after the run, and those it does not fit on.
        let (mut full, mut short) = (0, 0);
        let start = self.free;
        for one in run {
            let wanted = one.eligible & open;
            short |= wanted & full;
            full |= self.free.take(wanted & !full);
        }
        let mut first = Vec::new();
        for at in bits(short) {
            let tied = run.iter().filter(|one| one.eligible >> at & 1 == 1);
            let mut tied: Vec<u32> = tied.map(|one| one.candidate).collect();
            tied.sort_unstable_by(|&a, &b| self.before(a, b));
            first.extend(tied[..start.left(at)].iter().map(|&candidate| (candidate, 1 << at)));
        }
        run.iter().for_each(|one| desk.enter(one.candidate, one.eligible & open & !short));
        first.iter().for_each(|&(candidate, list)| desk.list(candidate, list));
        open & !full
    }

    /// Fills the list of an institution that has an order of its own.
    fn walk_own(&self, own: &OwnOrder, desk: &mut Desk) {
        let mut free = self.contest.capacity[own.institution] as usize;
        let bit = 1 << own.institution;
        for run in &own.runs {
            if free == 0 {
                return;
            }
            let is_eligible = |candidate: &u32| {
                let units = self.units(self.contest.candidates[*candidate as usize]);
                self.eligible(&self.contest.known[*candidate as usize], units) & bit != 0
            };
            let mut eligible: Vec<u32> = run.iter().copied().filter(is_eligible).collect();
            if eligible.len() > free {
                eligible.sort_unstable_by(|&a, &b| self.before(a, b));
                eligible.truncate(free);
            }
            free -= eligible.len();
            eligible.iter().for_each(|&at| desk.list(at, bit));
        }
    }
}

/// The bits that are set.
pub(super) fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = word.trailing_zeros() as usize;
        (word != 0).then(|| {
            word &= word - 1;
            at
        })
    })
}
