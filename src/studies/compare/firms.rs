//! The table with every firm of either side.

use super::matched::Matched;
use super::side::Side;
use crate::figures::{Rows, Table};
use crate::words::say;

/// Every firm of either side with its ranks and points.
pub(super) fn every_firm(before: &Side, after: &Side, matched: &Matched) -> Table {
    let row = |before, after, at| FirmRow { before, after, at };
    let both = matched.rows.iter().enumerate();
    let both = both.map(|(at, rows)| row(Some(rows.before), Some(rows.after), Some(at)));
    let only_before = matched.only_before.iter().map(|&before| row(Some(before), None, None));
    let only_after = matched.only_after.iter().map(|&after| row(None, Some(after), None));
    let points = |side: &Side, row: Option<u32>| row.map(|row| side.points[row as usize]);
    Rows::table("firms", say!(compare::of_firms), both.chain(only_before).chain(only_after))
        .field("firm", say!(compare::about_firm), |row| match (row.before, row.after) {
            (Some(row), _) => before.ids.get_or_empty(row as usize),
            (None, row) => row.map_or("", |row| after.ids.get_or_empty(row as usize)),
        })
        .field("rank_before", say!(compare::about_rank_before), |row| {
            row.at.map(|at| matched.rank_before[at])
        })
        .field("rank_after", say!(compare::about_rank_after), |row| row.at.map(|at| matched.rank_after[at]))
        .field("points_before", say!(compare::about_points_before), |row| points(before, row.before))
        .field("points_after", say!(compare::about_points_after), |row| points(after, row.after))
        .field("segment_before", say!(compare::about_segment_before), |row| {
            row.before.map(|row| segment(before, row))
        })
        .field("segment_after", say!(compare::about_segment_after), |row| {
            row.after.map(|row| segment(after, row))
        })
        .into()
}

/// A firm's row on either side, and its position among firms on both.
struct FirmRow {
    before: Option<u32>,
    after: Option<u32>,
    at: Option<usize>,
}

fn segment(side: &Side, row: u32) -> &str {
    &side.segments.names[side.segments.codes[row as usize] as usize]
}
