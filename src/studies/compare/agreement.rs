//! How alike two rankings are: as wholes, from the top on, and among the first so many.

use serde::Serialize;

use super::matched::Matched;
use super::options::Options;
use super::side::Side;
use crate::stats;

/// Depths reported where nothing else says how many first firms matter.
const DEPTHS: [usize; 3] = [10, 100, 1000];
/// Fewest first firms that are looked at where there are no lists, if there are so many.
const FEWEST: usize = 10;
/// The share of the weight of rank-biased overlap that the first firms have, unless its `p` is given.
const SHARE: f64 = 0.9;

/// Rank-biased overlap of two whole rankings, and how deep it looks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankBiased {
    /// The overlap, 0 to 1: see [`stats::rank_biased_overlap`]. Nothing where a side has no firms.
    pub overlap: Option<f64>,
    /// Its `p`: what each rank weighs of the rank before it.
    pub p: f64,
    /// How much of the weight the first ranks have, depth by depth.
    pub weights: Vec<Depth>,
}

/// The weight of the first ranks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Depth {
    /// How many first ranks.
    pub first: usize,
    /// Their share of the weight.
    pub weight: f64,
}

/// Which of the first firms of one ranking are among the first of the other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Top {
    /// How many first firms are meant.
    pub first: usize,
    /// The institutions whose list is as long, on either side.
    pub institutions: Vec<String>,
    /// First firms before: fewer where there are not so many.
    pub before: usize,
    /// First firms after.
    pub after: usize,
    /// Firms among both.
    pub shared: usize,
    /// `shared` over the greater of `before` and `after`.
    pub share: Option<f64>,
    /// Jaccard's index: `shared` over those among either.
    pub jaccard: Option<f64>,
    /// Firms that have the points of the last of them before, where some of these are not among the first:
    /// tie-breakers and ids decide which.
    pub tied_before: usize,
    /// The same after.
    pub tied_after: usize,
    /// Of those before that are not shared, how many the other side does not have at all.
    pub gone: usize,
    /// Of those after that are not shared, how many the first side does not have at all.
    pub new: usize,
}

/// So many first firms.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    first: usize,
    /// The institutions whose lists are as long.
    institutions: Vec<String>,
}

/// How many first firms matter.
#[derive(Debug)]
pub(super) struct Depths {
    /// Ascending.
    all: Vec<Cut>,
    /// How many matter most: the most asked for, else the length that half of the lists have or exceed, else
    /// a tenth of the firms, but ten at least.
    pub first: usize,
}

impl Depths {
    /// The depths asked for, and the lengths of all lists.
    pub fn of(before: &Side, after: &Side, options: &Options) -> Depths {
        let firms = before.points.len().max(after.points.len());
        // Beyond the last firm there is nobody.
        let asked: Vec<usize> = options.tops.iter().map(|&first| first.clamp(1, firms.max(1))).collect();
        let plain = |&first: &usize| Cut { first, institutions: Vec::new() };
        let mut known: Vec<Cut> = asked.iter().map(plain).collect();
        let mut lengths = Vec::new();
        for list in
            [before, after].into_iter().filter_map(|side| side.lists.as_ref()).flat_map(|lists| &lists.all)
        {
            let length = list.len();
            if length > 0 {
                lengths.push(length);
                known.push(Cut { first: length, institutions: vec![list.institution.clone()] });
            }
        }
        if known.is_empty() {
            known.extend(DEPTHS.iter().filter(|depth| **depth < firms).map(plain));
        }
        known.sort();
        let mut all: Vec<Cut> = Vec::new();
        for cut in known {
            match all.last_mut() {
                Some(last) if last.first == cut.first => {
                    last.institutions.extend(cut.institutions);
                    last.institutions.sort();
                    last.institutions.dedup();
                }
                _ => all.push(cut),
            }
        }
        lengths.sort_unstable();
        let usual = lengths.get(lengths.len() / 2).copied().unwrap_or_else(|| (firms / 10).max(FEWEST));
        Depths { all, first: asked.iter().max().copied().unwrap_or(usual).clamp(1, firms.max(1)) }
    }
}

/// Rank-biased overlap, by `p` or so that the first ranks have nine tenths of the weight.
pub(super) fn rank_biased(
    before: &Side,
    after: &Side,
    matched: &Matched,
    options: &Options,
    depths: &Depths,
) -> RankBiased {
    let p = options.persistence.unwrap_or_else(|| stats::persistence(depths.first, SHARE));
    let [a, b] = [before, after].map(|side| stats::ranks_of_falling(&side.points));
    let shared = matched.rows.iter().map(|rows| (a[rows.before as usize], b[rows.after as usize]));
    let mut firsts: Vec<usize> = depths.all.iter().map(|cut| cut.first).chain([depths.first]).collect();
    firsts.sort_unstable();
    firsts.dedup();
    RankBiased {
        overlap: stats::rank_biased_overlap(&a, &b, shared, p),
        p,
        weights: firsts
            .into_iter()
            .map(|first| Depth { first, weight: stats::rank_biased_weight(p, first) })
            .collect(),
    }
}

/// Firms of the points of the one in place `first`, if the next has them too.
fn tied(side: &Side, first: usize) -> usize {
    let points = &side.points;
    match (points.get(first.wrapping_sub(1)), points.get(first)) {
        (Some(last), Some(next)) if last == next => {
            // Points fall or stay.
            let more = points.partition_point(|other| other > last);
            points[more..].partition_point(|other| other == last)
        }
        _ => 0,
    }
}

/// What the first firms have in common, depth by depth. The first are those in the first places: published
/// points, then tie-breakers, then ids.
pub(super) fn tops(before: &Side, after: &Side, matched: &Matched, depths: Depths) -> Vec<Top> {
    // Both among the first k: the later of the two places is.
    let mut later: Vec<u32> = matched.rows.iter().map(|rows| rows.before.max(rows.after)).collect();
    later.sort_unstable();
    let count = |rows: &[u32], first: usize| rows.partition_point(|row| (*row as usize) < first);
    let top = |Cut { first, institutions }| {
        let (of_before, of_after) = (first.min(before.points.len()), first.min(after.points.len()));
        let shared = count(&later, first);
        let share = |of: usize| (of > 0).then(|| shared as f64 / of as f64);
        Top {
            first,
            institutions,
            before: of_before,
            after: of_after,
            shared,
            share: share(of_before.max(of_after)),
            jaccard: share(of_before + of_after - shared),
            tied_before: tied(before, first),
            tied_after: tied(after, first),
            gone: count(&matched.only_before, first),
            new: count(&matched.only_after, first),
        }
    };
    depths.all.into_iter().map(top).collect()
}
