//! Gains and losses of segments, regions and industries.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::matched::{Both, Matched};
use super::side::Side;
use crate::firms::Texts;
use crate::scoring::{from_units, to_units};
use crate::stats::Sum;

/// Gains and losses of the firms on both sides that are in one segment, region or industry.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shift {
    /// The segment's id, or the code of the region or industry; `None` if unknown.
    pub of: Option<String>,
    /// Number of firms in it.
    pub firms: usize,
    /// Mean published points of the first side.
    pub mean_points_before: f64,
    /// Mean published points of the second side.
    pub mean_points_after: f64,
    /// The least change of points of any firm, negative for a loss.
    pub least_change: f64,
    /// The greatest change of points of any firm, negative if all lose.
    pub greatest_change: f64,
    /// Mean rank before, among the firms of both sides.
    pub mean_rank_before: f64,
    /// Mean rank after, among the firms of both sides.
    pub mean_rank_after: f64,
    /// Share of the first firms before; firms tied at the last rank count in part.
    pub share_before: f64,
    /// Share of the first firms after, counted likewise.
    pub share_after: f64,
}

/// Firms that change from one segment to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SegmentMove {
    /// The segment's id before.
    pub before: String,
    /// The segment's id after.
    pub after: String,
    /// Number of firms with this change.
    pub firms: usize,
}

/// A partition of the matched firms: the stratum of each, in their order.
pub(super) struct Strata {
    of: Vec<u32>,
    names: Vec<Option<String>>,
}

impl Strata {
    /// By the first side's segment of each firm.
    pub fn segments(before: &Side, matched: &Matched) -> Strata {
        let segments = &before.segments;
        Strata {
            of: matched.rows.iter().map(|rows| segments.codes[rows.before as usize]).collect(),
            names: segments.names.iter().cloned().map(Some).collect(),
        }
    }

    /// By the first `digits` characters of a code: that of the first side or, without one, of the second.
    pub fn codes(before: Option<&Texts>, after: Option<&Texts>, matched: &Matched, digits: usize) -> Strata {
        let mut known: FxHashMap<Option<&str>, u32> = FxHashMap::default();
        let of = matched.rows.iter().map(|&rows| {
            let next = known.len() as u32;
            *known
                .entry(code(before, after, rows).map(|code| code.get(..digits).unwrap_or(code)))
                .or_insert(next)
        });
        let of: Vec<u32> = of.collect();
        let mut names = vec![None; known.len()];
        known.iter().for_each(|(name, at)| names[*at as usize] = name.map(str::to_owned));
        Strata { of, names }
    }
}

fn code<'a>(before: Option<&'a Texts>, after: Option<&'a Texts>, rows: Both<u32>) -> Option<&'a str> {
    let at = |texts: Option<&'a Texts>, row: u32| texts.and_then(|texts| texts.get(row as usize));
    at(before, rows.before).or_else(|| at(after, rows.after))
}

/// Number of digits of region codes that distinguish these firms: of provinces; of prefectures if all firms
/// are in one province; of counties if all are in one prefecture.
pub(super) fn digits_of_regions(before: Option<&Texts>, after: Option<&Texts>, matched: &Matched) -> usize {
    let several = |digits: usize| {
        let mut codes = matched.rows.iter().filter_map(|&rows| code(before, after, rows)?.get(..digits));
        let first = codes.next();
        codes.any(|code| Some(code) != first)
    };
    [2, 4].into_iter().find(|digits| several(*digits)).unwrap_or(6)
}

/// Sums over the firms of one stratum.
#[derive(Clone, Default)]
struct Sums {
    firms: usize,
    points: [Sum; 2],
    ranks: [u64; 2],
    first: [Sum; 2],
    changes: Option<(f64, f64)>,
}

/// The extent to which each firm is among the `first`, by ranks with ties 1, 2, 2, 4: 1 or 0. Firms tied at
/// the last rank share the remaining places equally, so that no stratum is favoured.
pub(in crate::studies) fn among_first(ranks: &[u32], first: usize) -> Vec<f64> {
    let mut sharing = vec![0u32; ranks.len() + 1];
    ranks.iter().for_each(|rank| sharing[*rank as usize] += 1);
    let part = |rank: &u32| {
        let room = first as f64 - f64::from(rank - 1);
        (room / f64::from(sharing[*rank as usize])).clamp(0.0, 1.0)
    };
    ranks.iter().map(part).collect()
}

/// A difference of points published with `decimals`, without binary rounding noise.
fn exact(difference: f64, decimals: u8) -> f64 {
    from_units(to_units(difference, decimals), decimals)
}

/// Shifts of each stratum, by name, without empty strata. `decimals` is the greater of the two sides' numbers
/// of decimals.
pub(super) fn shifts(matched: &Matched, first: &[Vec<f64>; 2], strata: &Strata, decimals: u8) -> Vec<Shift> {
    let mut sums = vec![Sums::default(); strata.names.len()];
    for (at, &stratum) in strata.of.iter().enumerate() {
        let sums = &mut sums[stratum as usize];
        let (before, after) = (matched.points_before[at], matched.points_after[at]);
        let change = exact(after - before, decimals);
        sums.firms += 1;
        sums.points[0].add(before);
        sums.points[1].add(after);
        sums.ranks[0] += u64::from(matched.rank_before[at]);
        sums.ranks[1] += u64::from(matched.rank_after[at]);
        sums.first[0].add(first[0][at]);
        sums.first[1].add(first[1][at]);
        let (least, greatest) = sums.changes.unwrap_or((change, change));
        sums.changes = Some((least.min(change), greatest.max(change)));
    }
    let all = |side: usize| sums.iter().map(|sums| sums.first[side].total()).sum::<f64>();
    let (all_before, all_after) = (all(0), all(1));
    let shift = |(name, sums): (&Option<String>, Sums)| {
        let (least_change, greatest_change) = sums.changes?;
        let mean = |sum: u64| sum as f64 / sums.firms as f64;
        Some(Shift {
            of: name.clone(),
            firms: sums.firms,
            mean_points_before: sums.points[0].total() / sums.firms as f64,
            mean_points_after: sums.points[1].total() / sums.firms as f64,
            least_change,
            greatest_change,
            mean_rank_before: mean(sums.ranks[0]),
            mean_rank_after: mean(sums.ranks[1]),
            share_before: sums.first[0].total() / all_before,
            share_after: sums.first[1].total() / all_after,
        })
    };
    strata.names.iter().zip(sums).filter_map(shift).collect()
}

/// Firms with another segment, by the segments' names.
pub(super) fn segment_moves(before: &Side, after: &Side, matched: &Matched) -> Vec<SegmentMove> {
    let mut pairs: FxHashMap<(u32, u32), usize> = FxHashMap::default();
    for rows in &matched.rows {
        let codes = (before.segments.codes[rows.before as usize], after.segments.codes[rows.after as usize]);
        *pairs.entry(codes).or_default() += 1;
    }
    let named = pairs.into_iter().map(|((one, other), firms)| {
        ((&before.segments.names[one as usize], &after.segments.names[other as usize]), firms)
    });
    let moved: BTreeMap<(&String, &String), usize> = named.filter(|((one, other), _)| one != other).collect();
    moved
        .into_iter()
        .map(|((before, after), firms)| SegmentMove { before: before.clone(), after: after.clone(), firms })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_have_the_decimals_of_the_points() {
        assert_ne!(54.07 - 53.73, 0.34);
        assert_eq!(exact(54.07 - 53.73, 2), 0.34);
        assert_eq!(exact(53.73 - 54.07, 2), -0.34);
    }
}
