//! Indicators, and where the firm lies on their curves.

use super::numbers::{of_sign, signed, taken};
use crate::figures::number::{short, thousands};
use crate::figures::{Bar, Cell, Chart, Marks, Rows, Section};
use crate::scoring::{Account, CurvePlace, IndicatorAccount};

pub(super) fn indicators(account: &Account) -> Section {
    let share = |share: Option<f64>| share.map_or_else(Cell::blank, Cell::share);
    let table = Rows::new(&account.indicators)
        .left("indicator", |indicator| &*indicator.id)
        .left("", |indicator| &*indicator.title)
        .right("raw value", |indicator| raw(indicator))
        .left("", |indicator| indicator.unit.as_deref().unwrap_or_default())
        .left("where it lies", |indicator| where_it_lies(indicator))
        .right("share", |indicator| indicator.share.map_or_else(|| Cell::from("left out"), Cell::share))
        .right("points", |indicator| taken(account, indicator.points, indicator.deducted))
        .right("of", |indicator| Cell::short(indicator.weight))
        .right("median", |indicator| share(indicator.segment_median))
        .right("ahead", |indicator| indicator.ahead.map_or_else(Cell::blank, |ahead| signed(account, ahead)));
    Section::new().table(table).chart(points(account))
}

/// Points of each indicator beside its full marks.
fn points(account: &Account) -> Chart {
    let bars = account.indicators.iter().map(|indicator| Bar {
        label: indicator.id.as_str().into(),
        values: vec![
            Some(of_sign(indicator.weight, indicator.deducted)),
            Some(of_sign(indicator.points, indicator.deducted)),
        ],
    });
    let series = ["full marks", "points"].map(Into::into).into();
    let title = format!("Points by {}, indicator by indicator", account.scorecard);
    Chart::new(title, Marks::Bars { series, bars: bars.collect() })
}

/// The raw value; a class and a flag in words.
fn raw(indicator: &IndicatorAccount) -> Cell {
    match (indicator.raw, &indicator.place) {
        (None, _) => "not known".into(),
        (Some(_), Some(CurvePlace::Classes { class, .. })) => class.into(),
        (Some(value), Some(CurvePlace::Flag { .. })) => (if value > 0.0 { "yes" } else { "no" }).into(),
        (Some(value), _) => Cell::short(value),
    }
}

/// The treatment, if it changed anything, and the place on the curve.
fn where_it_lies(indicator: &IndicatorAccount) -> String {
    let mut told = Vec::new();
    if indicator.outdone {
        told.push("another way counts".to_owned());
    }
    match (indicator.raw, indicator.treated) {
        _ if indicator.share.is_none() => told.push("does not count for this firm".to_owned()),
        (None, None) => told.push("no points".to_owned()),
        (None, Some(counted)) => told.push(format!("counts as {}", short(counted))),
        (Some(_), None) => told.push(format!("no value after {}", indicator.treatment.join(", "))),
        (Some(raw), Some(treated)) if raw != treated => {
            told.push(format!("{} by {}", short(treated), indicator.treatment.join(", ")));
        }
        _ => {}
    }
    told.extend(indicator.place.as_ref().map(|at| place(at, indicator)));
    told.join(", ")
}

fn place(place: &CurvePlace, indicator: &IndicatorAccount) -> String {
    let sign = if indicator.lower_is_better { "≤" } else { "≥" };
    match place {
        CurvePlace::Tiers { bound, gives, next } => {
            let reached =
                bound.map_or("below all tiers".to_owned(), |bound| format!("{sign} {}", short(bound)));
            let next = next.map_or(String::new(), |next| {
                format!("; {sign} {} gives {}", short(next.bound), short(next.gives))
            });
            format!("{reached} gives {}{next}", short(*gives))
        }
        CurvePlace::Classes { gives, .. } => format!("gives {}", short(*gives)),
        CurvePlace::Linear { low, high, log } => {
            let log = if *log { ", log scale" } else { "" };
            let (from, to) = if indicator.lower_is_better { (high, low) } else { (low, high) };
            format!("from {} to {}{log}", short(*from), short(*to))
        }
        CurvePlace::Reference { reference } => format!("full marks at {}", short(*reference)),
        CurvePlace::Piecewise { between } => {
            let knots =
                between.iter().map(|(x, share)| format!("{} gives {:.0} %", short(*x), 100.0 * share));
            knots.collect::<Vec<_>>().join(", ")
        }
        CurvePlace::Percentile { among, worse, equal } => {
            let equal =
                if *equal > 0 { format!(", level with {}", thousands(*equal as u64)) } else { String::new() };
            format!(
                "ahead of {} of {}{equal}",
                thousands(*worse as u64),
                thousands(among.saturating_sub(1) as u64)
            )
        }
        CurvePlace::Minmax { least, greatest, .. } => {
            format!("peers from {} to {}", short(*least), short(*greatest))
        }
        CurvePlace::Zscore { mean, deviation, .. } => {
            format!("peers' mean {}, deviation {}", short(*mean), short(*deviation))
        }
        CurvePlace::PerUnit { unit, points, cap } => {
            format!("{} for each full {}, at most {}", short(*points), short(*unit), short(*cap))
        }
        CurvePlace::Flag { .. } => String::new(),
    }
}
