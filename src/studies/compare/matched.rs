//! Firms of two sides, matched by id.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::side::Side;
use crate::firms::Texts;
use crate::stats;

/// A value per side.
#[derive(Clone, Copy, Debug)]
pub struct Both<T> {
    /// The first side's.
    pub before: T,
    /// The second side's.
    pub after: T,
}

/// Firms on both sides, with their ranks among each other.
#[derive(Debug)]
pub struct Matched {
    /// The rows of each common firm, sorted by id, so that the sides can be exchanged.
    pub rows: Vec<Both<u32>>,
    /// Rows of the firms that only the first side has, by place.
    pub only_before: Vec<u32>,
    /// Rows of the firms that only the second side has, by place.
    pub only_after: Vec<u32>,
    /// Published points before, in the order of `rows`.
    pub points_before: Vec<f64>,
    /// Published points after, in the order of `rows`.
    pub points_after: Vec<f64>,
    /// Ranks before among the common firms, ties 1, 2, 2, 4.
    pub rank_before: Vec<u32>,
    /// Ranks after among the common firms, ties 1, 2, 2, 4.
    pub rank_after: Vec<u32>,
}

impl Matched {
    /// Matches the firms of two sides.
    pub fn of(before: &Side, after: &Side) -> Matched {
        let (a, b) = rayon::join(|| by_id(&before.ids), || by_id(&after.ids));
        let (mut rows, mut only_before, mut only_after) = (Vec::new(), Vec::new(), Vec::new());
        let (mut i, mut j) = (0, 0);
        while i < a.len() || j < b.len() {
            let order = match (a.get(i), b.get(j)) {
                (Some(&(key, row)), Some(&(other, other_row))) => {
                    key.cmp(&other).then_with(|| bytes(&before.ids, row).cmp(bytes(&after.ids, other_row)))
                }
                (Some(_), None) => Ordering::Less,
                (None, _) => Ordering::Greater,
            };
            match order {
                Ordering::Less => only_before.push(a[i].1),
                Ordering::Greater => only_after.push(b[j].1),
                Ordering::Equal => rows.push(Both { before: a[i].1, after: b[j].1 }),
            }
            i += usize::from(order != Ordering::Greater);
            j += usize::from(order != Ordering::Less);
        }
        only_before.sort_unstable();
        only_after.sort_unstable();
        let points_before: Vec<f64> = rows.iter().map(|rows| before.points[rows.before as usize]).collect();
        let points_after: Vec<f64> = rows.iter().map(|rows| after.points[rows.after as usize]).collect();
        let (rank_before, rank_after) =
            rayon::join(|| stats::ranks(&points_before), || stats::ranks(&points_after));
        Matched { rows, only_before, only_after, points_before, points_after, rank_before, rank_after }
    }

    /// Number of firms on both sides.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Absolute rank change of the firm at position `at`.
    pub fn shift(&self, at: usize) -> u32 {
        self.rank_before[at].abs_diff(self.rank_after[at])
    }
}

fn bytes(ids: &Texts, row: u32) -> &[u8] {
    ids.get_or_empty(row as usize).as_bytes()
}

/// Rows sorted by id, each with the first bytes of its id.
fn by_id(ids: &Texts) -> Vec<(u128, u32)> {
    let mut rows: Vec<(u128, u32)> =
        ids.iter().enumerate().map(|(row, id)| (stats::text_key(id), row as u32)).collect();
    rows.par_sort_unstable_by(|(key, row), (other, other_row)| {
        key.cmp(other).then_with(|| bytes(ids, *row).cmp(bytes(ids, *other_row)))
    });
    rows
}
