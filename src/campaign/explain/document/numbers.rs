//! Numbers and values in sentences.

use crate::figures::Cell;
use crate::figures::number::short;
use crate::scoring::{Account, Given, Input};
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

/// A value that a rule read, such as `rd_expense = 1,200 万元`; the Chinese form has the field's title.
pub(super) fn read(input: &Input) -> Message {
    let name = match &input.title {
        Some(title) => Message::id_or_title(&input.name, title),
        None => say!(explain::result_name, name = &input.name),
    };
    let value = value(input.value.as_ref());
    match (&input.value, &input.unit) {
        (Some(Given::Number(_)), Some(unit)) => {
            say!(explain::read_unit, name = name, value = value, unit = unit)
        }
        _ => say!(explain::read, name = name, value = value),
    }
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

/// Points of a part as a cell, negative for deductions.
pub(super) fn taken(account: &Account, points: f64, deducted: bool) -> Cell {
    Cell::number(of_sign(points, deducted), decimals(account))
}

/// Points, or 0 if they round to zero, so that −0.00 is never printed.
pub(super) fn flat(account: &Account, points: f64) -> f64 {
    if points.abs() < 0.5 * 10_f64.powi(-(decimals(account) as i32)) { 0.0 } else { points }
}

pub(super) fn signed(account: &Account, points: f64) -> Cell {
    Cell::signed(flat(account, points), decimals(account))
}
