//! Every firm of either side, as a table.

use super::matched::Matched;
use super::side::Side;
use crate::figures::{Rows, Table};

/// Every firm of either side with its ranks and points.
pub(super) fn every_firm(before: &Side, after: &Side, matched: &Matched) -> Table {
    let row = |before, after, at| FirmRow { before, after, at };
    let both = matched.rows.iter().enumerate();
    let both = both.map(|(at, rows)| row(Some(rows.before), Some(rows.after), Some(at)));
    let only_before = matched.only_before.iter().map(|&before| row(Some(before), None, None));
    let only_after = matched.only_after.iter().map(|&after| row(None, Some(after), None));
    let points = |side: &Side, row: Option<u32>| row.map(|row| side.points[row as usize]);
    let about =
        "Every firm of either side: those of both by id, then those of A alone, then those of B alone";
    Rows::table("firms", about, both.chain(only_before).chain(only_after))
        .field("firm", "What tells firms apart", |row| match (row.before, row.after) {
            (Some(row), _) => before.ids.get_or_empty(row as usize),
            (None, row) => row.map_or("", |row| after.ids.get_or_empty(row as usize)),
        })
        .field("rank_before", "Rank in A among the firms of both sides", |row| {
            row.at.map(|at| matched.rank_before[at])
        })
        .field("rank_after", "Rank in B among the firms of both sides", |row| {
            row.at.map(|at| matched.rank_after[at])
        })
        .field("points_before", "Published points in A", |row| points(before, row.before))
        .field("points_after", "Published points in B", |row| points(after, row.after))
        .field("segment_before", "Segment in A", |row| row.before.map(|row| segment(before, row)))
        .field("segment_after", "Segment in B", |row| row.after.map(|row| segment(after, row)))
        .into()
}

/// A firm's row on either side, and its position among those on both.
struct FirmRow {
    before: Option<u32>,
    after: Option<u32>,
    at: Option<usize>,
}

fn segment(side: &Side, row: u32) -> &str {
    &side.segments.names[side.segments.codes[row as usize] as usize]
}
