//! Numbers and values as they are shown.

use crate::figures::Cell;
use crate::figures::number::thousands;
use crate::scoring::{Account, Given};

/// A value that was read of the firm.
pub(super) fn value(value: Option<&Given>) -> Cell {
    match value {
        None => "not known".into(),
        Some(Given::Number(number)) => Cell::short(*number),
        Some(Given::Flag(yes)) => (if *yes { "yes" } else { "no" }).into(),
        Some(Given::Text(text)) => text.into(),
    }
}

/// Published points with all their decimals.
pub(super) fn shown(account: &Account, points: f64) -> String {
    format!("{points:.*}", usize::from(account.decimals))
}

/// Decimals of points that are not published: one more than those that are, and two at least.
pub(super) fn decimals(account: &Account) -> usize {
    (usize::from(account.decimals) + 1).max(2)
}

/// Points of a part, negative where they are taken off.
pub(super) fn of_sign(points: f64, deducted: bool) -> f64 {
    if deducted && points > 0.0 { -points } else { points }
}

/// The same as they are shown.
pub(super) fn taken(account: &Account, points: f64, deducted: bool) -> Cell {
    Cell::number(of_sign(points, deducted), decimals(account))
}

/// Points, 0 where they are nothing as they are shown: not −0.00.
pub(super) fn flat(account: &Account, points: f64) -> f64 {
    if points.abs() < 0.5 * 10_f64.powi(-(decimals(account) as i32)) { 0.0 } else { points }
}

/// Points with their sign.
pub(super) fn signed(account: &Account, points: f64) -> Cell {
    Cell::signed(flat(account, points), decimals(account))
}

pub(super) fn count(number: u32) -> String {
    thousands(u64::from(number))
}
