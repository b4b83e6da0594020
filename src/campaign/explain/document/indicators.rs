//! Indicators, and the firm's place on their curves.

use super::card;
use super::numbers::{of_sign, signed, taken};
use crate::figures::number::short;
use crate::figures::{Bar, Cell, Chart, Marks, Rows, Section};
use crate::scoring::{Account, CurvePlace, IndicatorAccount};
use crate::words::{Arg, Between, Message, say};

pub(super) fn indicators(account: &Account) -> Section {
    let share = |share: Option<f64>| share.map_or_else(Cell::blank, Cell::share);
    let left_out = || Cell::from(say!(explain::left_out));
    let table = Rows::new(&account.indicators)
        .left(say!(explain::header_indicator), |indicator| {
            Message::id_or_title(&indicator.id, &indicator.title)
        })
        .left("", |indicator| Message::beside_id(&indicator.title))
        .right(say!(explain::header_raw), |indicator| raw(indicator))
        .left("", |indicator| indicator.raw.and(indicator.unit.as_deref()).unwrap_or_default())
        .left(say!(explain::header_place), |indicator| where_it_lies(indicator))
        .right(say!(explain::header_share), |indicator| indicator.share.map_or_else(left_out, Cell::share))
        .right(say!(explain::header_points), |indicator| taken(account, indicator.points, indicator.deducted))
        .right(say!(explain::header_of), |indicator| Cell::short(indicator.weight))
        .right(say!(explain::header_median), |indicator| share(indicator.segment_median))
        .right(say!(explain::header_ahead), |indicator| {
            indicator.ahead.map_or_else(Cell::blank, |ahead| signed(account, ahead))
        });
    Section::new().table(table).chart(points(account))
}

/// A bar chart of each indicator's points beside its full marks.
fn points(account: &Account) -> Chart {
    let bars = account.indicators.iter().map(|indicator| Bar {
        label: Message::id_or_title(&indicator.id, &indicator.title),
        values: vec![
            Some(of_sign(indicator.weight, indicator.deducted)),
            Some(of_sign(indicator.points, indicator.deducted)),
        ],
    });
    let series = vec![say!(explain::series_full), say!(explain::series_points)];
    let title = say!(explain::chart, scorecard = card(account));
    Chart::new(title, Marks::Bars { series, bars: bars.collect() })
}

/// The raw value; a class or flag in words.
fn raw(indicator: &IndicatorAccount) -> Cell {
    match (indicator.raw, &indicator.place) {
        (None, _) => say!(explain::not_known).into(),
        (Some(_), Some(CurvePlace::Classes { class, .. })) => class.into(),
        (Some(value), Some(CurvePlace::Flag { .. })) if value > 0.0 => say!(figures::yes).into(),
        (Some(_), Some(CurvePlace::Flag { .. })) => say!(figures::no).into(),
        (Some(value), _) => Cell::short(value),
    }
}

/// The treatment of the raw value, if it changed the value, and the place of the value on the curve.
fn where_it_lies(indicator: &IndicatorAccount) -> Message {
    let steps = || Arg::items(indicator.treatment.iter().map(|step| say!(explain::step, step = *step)));
    let outdone = indicator.outdone.then(|| say!(explain::outdone));
    let treated = match (indicator.raw, indicator.treated) {
        _ if indicator.share.is_none() => Some(say!(explain::inapplicable)),
        (None, None) => Some(say!(explain::pointless)),
        (None, Some(counted)) => Some(say!(explain::counts_as, value = short(counted))),
        (Some(_), None) => Some(say!(explain::treated_none, steps = steps())),
        (Some(raw), Some(treated)) if raw != treated => {
            Some(say!(explain::treated, value = short(treated), steps = steps()))
        }
        _ => None,
    };
    let place = indicator.place.as_ref().and_then(|at| place(at, indicator));
    let all: Vec<Message> = [outdone, treated, place].into_iter().flatten().collect();
    Message::joined(Between::Clauses, all)
}

fn place(place: &CurvePlace, indicator: &IndicatorAccount) -> Option<Message> {
    let tier = |bound: f64, gives: f64| {
        let sign = if indicator.lower_is_better { "≤" } else { "≥" };
        say!(explain::tier, sign = sign, bound = short(bound), points = short(gives))
    };
    Some(match place {
        CurvePlace::Tiers { bound, gives, next } => {
            let reached = match bound {
                Some(bound) => tier(*bound, *gives),
                None => say!(explain::tier_below, points = short(*gives)),
            };
            let next = next.as_ref().map(|next| tier(next.bound, next.gives));
            Message::joined(Between::Clauses, std::iter::once(reached).chain(next).collect::<Vec<_>>())
        }
        CurvePlace::Classes { gives, .. } => say!(explain::class, points = short(*gives)),
        CurvePlace::Linear { low, high, log } => {
            let (from, to) = if indicator.lower_is_better { (high, low) } else { (low, high) };
            let (from, to) = (short(*from), short(*to));
            if *log {
                say!(explain::linear_log, from = from, to = to)
            } else {
                say!(explain::linear, from = from, to = to)
            }
        }
        CurvePlace::Reference { reference } => say!(explain::reference, value = short(*reference)),
        CurvePlace::Piecewise { between } => {
            let knot = |(x, share): &(f64, f64)| {
                say!(explain::knot, value = short(*x), share = format!("{:.0}", 100.0 * share))
            };
            Message::joined(Between::Items, between.iter().map(knot).collect::<Vec<_>>())
        }
        CurvePlace::Percentile { among, worse, equal } => {
            let others = among.saturating_sub(1);
            if *equal > 0 {
                say!(explain::percentile_equal, worse = *worse, others = others, equal = *equal)
            } else {
                say!(explain::percentile, worse = *worse, others = others)
            }
        }
        CurvePlace::Minmax { least, greatest, .. } => {
            say!(explain::minmax, least = short(*least), greatest = short(*greatest))
        }
        CurvePlace::Zscore { mean, deviation, .. } => {
            say!(explain::zscore, mean = short(*mean), deviation = short(*deviation))
        }
        CurvePlace::PerUnit { unit, points, cap } => {
            say!(explain::per_unit, points = short(*points), unit = short(*unit), cap = short(*cap))
        }
        CurvePlace::Flag { .. } => return None,
    })
}
