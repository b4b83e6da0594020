//! Numbers and values as they are shown.

use crate::scoring::{Account, Given};

use super::super::super::screen::thousands;

pub(super) fn value(value: Option<&Given>) -> String {
    match value {
        None => "not known".to_owned(),
        Some(Given::Number(number)) => short(*number),
        Some(Given::Flag(yes)) => (if *yes { "yes" } else { "no" }).to_owned(),
        Some(Given::Text(text)) => text.clone(),
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
pub(super) fn taken(account: &Account, points: f64, deducted: bool) -> String {
    let points = if deducted && points > 0.0 { -points } else { points };
    format!("{points:.*}", decimals(account))
}

/// Points with their sign.
pub(super) fn signed(account: &Account, points: f64) -> String {
    let decimals = decimals(account);
    // Not −0.00.
    let is_nothing = points.abs() < 0.5 * 10_f64.powi(-(decimals as i32));
    format!("{:+.decimals$}", if is_nothing { 0.0 } else { points })
}

pub(super) fn count(number: u32) -> String {
    thousands(u64::from(number))
}

/// A number with at most four decimals, its thousands apart.
pub(super) fn short(number: f64) -> String {
    let text = format!("{:.4}", number.abs());
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let decimals = decimals.trim_end_matches('0');
    // Beyond 2^64 nobody reads digits.
    let Ok(grouped) = whole.parse().map(thousands) else { return format!("{number:e}") };
    let sign = if number < 0.0 && (grouped != "0" || !decimals.is_empty()) { "-" } else { "" };
    if decimals.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{decimals}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_grouped() {
        let shown = [0.0, -0.00001, 1.5, -1234567.25, 12.34567, 1e25].map(short);
        assert_eq!(shown, ["0", "0", "1.5", "-1,234,567.25", "12.3457", "1e25"]);
    }
}
