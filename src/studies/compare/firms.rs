//! Every firm of either side, as a table.

use super::matched::Matched;
use super::side::Side;
use crate::figures::Table;

/// Every firm of either side with its ranks and points.
pub(super) fn every_firm(before: &Side, after: &Side, matched: &Matched) -> Table {
    let (both, only, other) = (matched.len(), matched.only_before.len(), matched.only_after.len());
    let id = |side: &Side, row: u32| side.ids.get_or_empty(row as usize).to_owned();
    let ids = (matched.rows.iter().map(|rows| id(before, rows.before)))
        .chain(matched.only_before.iter().map(|row| id(before, *row)))
        .chain(matched.only_after.iter().map(|row| id(after, *row)));
    let ranks = |ranks: &[u32]| {
        ranks.iter().copied().map(Some).chain(std::iter::repeat_n(None, only + other)).collect::<Vec<_>>()
    };
    let points = |own: &[f64], side: &Side, rows: &[u32], ahead: usize, behind: usize| {
        let alone = rows.iter().map(|row| Some(side.points[*row as usize]));
        let gap = |firms| std::iter::repeat_n(None, firms);
        (own.iter().copied().map(Some)).chain(gap(ahead)).chain(alone).chain(gap(behind)).collect::<Vec<_>>()
    };
    let segments =
        |side: &Side, row: u32| side.segments.names[side.segments.codes[row as usize] as usize].clone();
    let empty = |firms| std::iter::repeat_n(String::new(), firms);
    let segment_before = (matched.rows.iter().map(|rows| segments(before, rows.before)))
        .chain(matched.only_before.iter().map(|row| segments(before, *row)))
        .chain(empty(other));
    let segment_after = (matched.rows.iter().map(|rows| segments(after, rows.after)))
        .chain(empty(only))
        .chain(matched.only_after.iter().map(|row| segments(after, *row)));
    debug_assert_eq!(both + only + other, before.points.len() + other);
    Table::new(
        "firms",
        "Every firm of either side: those of both by id, then those of A alone, then those of B alone",
    )
    .text("firm", "What tells firms apart", ids)
    .count("rank_before", "Rank in A among the firms of both sides", ranks(&matched.rank_before))
    .count("rank_after", "Rank in B among the firms of both sides", ranks(&matched.rank_after))
    .number(
        "points_before",
        "Published points in A",
        points(&matched.points_before, before, &matched.only_before, 0, other),
    )
    .number(
        "points_after",
        "Published points in B",
        points(&matched.points_after, after, &matched.only_after, only, 0),
    )
    .text("segment_before", "Segment in A", segment_before)
    .text("segment_after", "Segment in B", segment_after)
}
