//! Agreement of two rankings: of the whole rankings, weighted towards the top, and among the first firms.

use serde::Serialize;

use super::matched::Matched;
use super::options::Options;
use super::side::Side;
use crate::stats;

/// Depths reported if neither lists nor options set any.
const DEPTHS: [usize; 3] = [10, 100, 1000];
/// Least default number of first firms without lists, unless the cohort has fewer.
const FEWEST: usize = 10;
/// Share of the weight of rank-biased overlap on the first firms, which sets the default `p`.
const SHARE: f64 = 0.9;

/// Rank-biased overlap of two whole rankings, and its weight by depth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankBiased {
    /// The overlap, 0 to 1: see [`stats::rank_biased_overlap`]. `None` if a side has no firms.
    pub overlap: Option<f64>,
    /// The parameter `p`: the ratio of each rank's weight to that of the rank before it.
    pub p: f64,
    /// The share of the weight on the first ranks, depth by depth.
    pub weights: Vec<Depth>,
}

/// The share of the weight on the first ranks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Depth {
    /// Number of first ranks.
    pub first: usize,
    /// The share of the total weight, 0 to 1.
    pub weight: f64,
}

/// Overlap of the first firms of two rankings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Top {
    /// Number of first firms, the depth of the comparison.
    pub first: usize,
    /// Institutions whose list has that length, on either side.
    pub institutions: Vec<String>,
    /// Number of first firms before: less than `first` if the side has fewer firms.
    pub before: usize,
    /// Number of first firms after.
    pub after: usize,
    /// Number of firms among the first on both sides.
    pub shared: usize,
    /// `shared` over the greater of `before` and `after`; `None` without firms.
    pub share: Option<f64>,
    /// Jaccard's index: `shared` over the number of firms among the first on either side.
    pub jaccard: Option<f64>,
    /// Number of firms before that are tied with the last of the first firms, if only some of them are among
    /// the first, by tie-breakers and ids; otherwise 0.
    pub tied_before: usize,
    /// The same number for the ranking after.
    pub tied_after: usize,
    /// Number of the first firms before that the side after lacks.
    pub gone: usize,
    /// Number of the first firms after that the side before lacks.
    pub new: usize,
}

/// A depth at which the first firms are compared.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    first: usize,
    /// Institutions whose lists have that length.
    institutions: Vec<String>,
}

/// The depths at which the first firms are compared.
#[derive(Debug)]
pub(super) struct Depths {
    /// All depths in ascending order.
    all: Vec<Cut>,
    /// The main depth: the greatest of the options; without options, the upper median of the lists' lengths;
    /// without lists, a tenth of the firms, but at least ten.
    pub first: usize,
}

impl Depths {
    /// The depths of the options, and the lengths of all lists.
    pub fn of(before: &Side, after: &Side, options: &Options) -> Depths {
        let firms = before.points.len().max(after.points.len());
        // No depth exceeds the number of firms.
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

/// Rank-biased overlap with the `p` of the options, or the one that puts nine tenths of the weight on the
/// first ranks.
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

/// Number of firms tied with the firm in place `first`; 0 if the next firm has other points.
fn tied(side: &Side, first: usize) -> usize {
    let points = &side.points;
    match (points.get(first.wrapping_sub(1)), points.get(first)) {
        (Some(last), Some(next)) if last == next => {
            // Points are in descending order.
            let more = points.partition_point(|other| other > last);
            points[more..].partition_point(|other| other == last)
        }
        _ => 0,
    }
}

/// Overlap of the first firms, depth by depth. The order is that of places: published points, then
/// tie-breakers, then ids.
pub(super) fn tops(before: &Side, after: &Side, matched: &Matched, depths: Depths) -> Vec<Top> {
    // A firm is among the first `k` on both sides if the later of its two places is at most `k`.
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
