//! Numbers and values in sentences.

use crate::figures::Cell;
use crate::figures::number::short;
use crate::scoring::{Account, Given};
use crate::words::{Message, say};

pub(super) fn value(value: Option<&Given>) -> Message {
    match value {
        None => say!(explain::not_known),
        Some(Given::Number(number)) => short(*number).into(),
        Some(Given::Flag(true)) => say!(figures::yes),
        Some(Given::Flag(false)) => say!(figures::no),
        Some(Given::Text(text)) => text.into(),
    }
}

/// `rd_expense = 1,200`; in Chinese with the field's title.
pub(super) fn read(name: &str, title: Option<&String>, given: Option<&Given>) -> Message {
    let name = match title {
        Some(title) => Message::both(name, title),
        None => say!(explain::result_name, name = name),
    };
    say!(explain::read, name = name, value = value(given))
}

/// Published points with all published decimals.
pub(super) fn shown(account: &Account, points: f64) -> String {
    format!("{points:.*}", usize::from(account.decimals))
}

/// Decimals of unpublished points: one more than published, at least two.
pub(super) fn decimals(account: &Account) -> usize {
    (usize::from(account.decimals) + 1).max(2)
}

/// Points of a part, negative for deductions.
pub(super) fn of_sign(points: f64, deducted: bool) -> f64 {
    if deducted && points > 0.0 { -points } else { points }
}

/// The same, as printed.
pub(super) fn taken(account: &Account, points: f64, deducted: bool) -> Cell {
    Cell::number(of_sign(points, deducted), decimals(account))
}

/// Points, with 0 for what prints as 0: never −0.00.
pub(super) fn flat(account: &Account, points: f64) -> f64 {
    if points.abs() < 0.5 * 10_f64.powi(-(decimals(account) as i32)) { 0.0 } else { points }
}

pub(super) fn signed(account: &Account, points: f64) -> Cell {
    Cell::signed(flat(account, points), decimals(account))
}
