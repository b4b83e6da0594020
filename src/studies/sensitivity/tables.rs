//! The tables of a study of sensitivity, each declared once for files and for people.

use super::acceptability::{acceptability_table, central_table};
use super::report::{DrawReport, Explained, Index, Report, Stability, WeightSpread};
use crate::figures::number::{percent, thousands};
use crate::figures::{Cell, Rows, Table};
use crate::stats::SaltelliSample;
use crate::studies::weights::side_by_side::in_segments;

/// Characters of an interval.
const WIDE: usize = 24;

impl Report {
    pub(super) fn firms_table(&self) -> Rows<impl Sized> {
        Rows::table("sensitivity", "A row per firm, in today's place order", &self.each)
            .field("firm", "What tells it from others", |one| &one.firm)
            .field("name", "Its name, where the cohort has one", |one| &one.name)
            .field("segment", "Its segment", |one| &one.segment)
            .field("points", "Today's published points", |one| one.points)
            .field("rank", "Today's rank", |one| one.rank)
            .field("mean_rank", "Mean rank over the draws", |one| one.mean_rank)
            .field("rank_low", "5 % quantile of its ranks", |one| one.rank_low)
            .field("rank_high", "95 % quantile of its ranks", |one| one.rank_high)
            .field("chance_any_list", "Share of draws on any list", |one| one.referred)
            .each(self.tops.iter().enumerate(), |rows, (at, top)| {
                let name = format!("chance_top_{}", top.capacity.unwrap_or_default());
                rows.field(name, "Share of draws in this top", |one| one.in_top[at])
            })
            .each(self.lists.iter().enumerate(), |rows, (at, list)| {
                let about = format!("Share of draws on the list of {}", list.name);
                rows.field(format!("chance_{}", list.id), about, |one| one.on_list[at])
            })
    }

    pub(super) fn draws_table(&self) -> Rows<impl Sized> {
        Rows::table("draws", "A row per draw: what it drew, and how far ranks move", &self.drawn)
            .field("draw", "Number of the draw", |one| one.draw)
            .field("shift", "Mean absolute rank shift", |one| one.shift)
            .each(self.choices.iter().enumerate(), |rows, (at, choice)| {
                rows.field(&choice.id, "What the choice came to", |one| &one.choices[at])
            })
            .each(self.weight_names.iter().enumerate(), |rows, (at, name)| {
                rows.field(format!("weight_{name}"), "Its weight", |one| {
                    one.weights.iter().flatten().nth(at).copied()
                })
            })
    }

    /// How firm the lists are, all of them together, and the tops.
    pub(super) fn lists_table(&self) -> Rows<(Cell, &Stability)> {
        let decimals = usize::from(self.decimals);
        let points = |points: f64| format!("{points:.decimals$}");
        let top = |one: &Stability| {
            one.capacity.map_or(Cell::Missing, |top| format!("top {}", thousands(top.into())).into())
        };
        let lists = self.lists.iter().chain([&self.referred]).map(|one| (Cell::from(&*one.id), one));
        let all = lists.chain(self.tops.iter().map(|one| (top(one), one)));
        Rows::table("lists", "A row per list, for all of them together, and per top", all)
            .field("list", "The institution's id, `any list`, or the top", |(_, one)| &one.id)
            .left("list", |(name, _)| name.clone())
            .field("name", "Name", |(_, one)| &one.name)
            .field("capacity", "Most firms on it", |(_, one)| one.capacity)
            .field("today", "Firms on it today", |(_, one)| one.today)
            .shown("today")
            .field("core", "Firms on it in at least 95 % of the draws", |(_, one)| one.core)
            .shown("core")
            .field("contested", "Firms on it in more than 5 % and less than 95 %", |(_, one)| one.contested)
            .shown("contested")
            .field("doubtful", "On it today, but in less than half of the draws", |(_, one)| one.doubtful)
            .shown("doubtful")
            .field("waiting", "Not on it today, but in at least half of the draws", |(_, one)| one.waiting)
            .shown("waiting")
            .field("cut_off", "Today's points of the last on it", |(_, one)| one.cut_off)
            .shown_to("cut-off", decimals)
            .field("contested_from", "Least of today's points in the contested zone", |(_, one)| {
                one.contested_points.map(|zone| zone.0)
            })
            .field("contested_to", "Most of them", |(_, one)| one.contested_points.map(|zone| zone.1))
            .left("contested between", |(_, one)| {
                one.contested_points.map_or(Cell::Missing, |(from, to)| {
                    format!("{} and {} points", points(from), points(to)).into()
                })
            })
    }

    /// Rank acceptability, and central weights; `None` without firms near a cut-off.
    pub(super) fn near_tables(&self) -> Option<[Table; 2]> {
        let central = central_table(&self.acceptability, &self.weights_today);
        let tables = [acceptability_table(&self.acceptability).into(), central.into()];
        (!self.acceptability.is_empty()).then_some(tables)
    }

    /// What weights explain, and the spread they had.
    pub(super) fn explained_tables(&self) -> Option<[Table; 2]> {
        let all = self.explained.as_ref()?;
        Some([explained_table(all).into(), weights_table(all).into()])
    }

    /// The indices, and what they are estimated from.
    pub(super) fn indices_tables(&self) -> Option<[Table; 2]> {
        let (indices, sample) = self.indices.as_ref().zip(self.sample.as_ref())?;
        Some([indices_table(indices, "input").into(), sobol_table(indices, sample).into()])
    }
}

/// Share of the rank variance that each input explains; for people also its spread, where all segments have
/// one weight.
pub(super) fn explained_table<'a>(all: impl IntoIterator<Item = &'a Explained>) -> Rows<&'a Explained> {
    let all: Vec<_> = all.into_iter().collect();
    let is_alone = all.iter().all(|one| one.weights.len() < 2);
    let most = all.iter().fold(1.0, |most: f64, one| most.max(one.interval.1));
    let about =
        "Share of the variance of the mean absolute rank shift that each input explains, over all draws";
    Rows::table("explained", about, all)
        .field("factor", "The indicator or group whose weight it is, or the choice", |one| {
            one.factor.to_string()
        })
        .shown("weight")
        .field("share", "Share of the variance, summed over segments whose weights differ", |one| one.share)
        .shown_to("explains", 3)
        .field("share_low", "2.5 % of its bootstrap", |one| one.interval.0)
        .field("share_high", "97.5 % of it", |one| one.interval.1)
        .right("95 % interval", |one| format!("{:.3} to {:.3}", one.interval.0, one.interval.1))
        .left("", |one| Cell::interval([one.interval.0, one.share, one.interval.1], 0.0..=most, WIDE))
        .when(is_alone, |rows| {
            rows.share("today", |one| one.weights.first().map(|own| own.today))
                .share("SD", |one| one.weights.first().map(|own| own.deviation))
                .share("SD / mean", |one| one.weights.first().and_then(WeightSpread::relative))
        })
}

/// The spread that each weight had, segment by segment.
fn weights_table(all: &[Explained]) -> Rows<impl Sized> {
    let weights = all.iter().flat_map(|one| one.weights.iter().map(move |weight| (one, weight)));
    let about = "Spread of each weight over the draws, and what it explains: a row per weight and segment";
    Rows::table("weights", about, weights)
        .field("factor", "The indicator or group", |(one, _)| one.factor.to_string())
        .field("segment", "The segment", |(_, weight)| &weight.segment)
        .field("today", "Today's weight, as a share of the whole", |(_, weight)| weight.today)
        .field("mean", "Its mean over the draws", |(_, weight)| weight.mean)
        .field("deviation", "Its standard deviation over the draws", |(_, weight)| weight.deviation)
        .field("relative", "The standard deviation over the mean", |(_, weight)| weight.relative())
        .field("share", "Share of the variance of the rank shift that it explains", |(_, weight)| {
            weight.share
        })
        .field("share_low", "2.5 % of its bootstrap", |(_, weight)| weight.interval.0)
        .field("share_high", "97.5 % of it", |(_, weight)| weight.interval.1)
}

/// For people: today's weights with their spread, a column per segment.
pub(super) fn spreads(all: &[Explained]) -> Rows<impl Sized> {
    let weighed: Vec<&Explained> = all.iter().filter(|one| !one.weights.is_empty()).collect();
    let segments: Vec<String> =
        weighed.iter().take(1).flat_map(|one| &one.weights).map(|own| own.segment.clone()).collect();
    let rows = Rows::new(weighed).left("weight", |one| one.factor.to_string());
    rows.each(segments.into_iter().enumerate(), |rows, (at, segment)| {
        rows.right(segment, |one| {
            let own = &one.weights[at];
            format!("{} ± {}", percent(own.today), percent(own.deviation))
        })
    })
}

/// The Sobol indices of every input.
pub(super) fn indices_table<'a>(
    indices: impl IntoIterator<Item = &'a Index>,
    header: &str,
) -> Rows<&'a Index> {
    let indices: Vec<_> = indices.into_iter().collect();
    let most = indices.iter().fold(0.0, |most: f64, one| most.max(one.indices.total_interval.1));
    let interval = |(low, high): (f64, f64)| format!("{low:.3} to {high:.3}");
    let about = "Sobol indices of the mean absolute rank shift, a row per uncertain input";
    Rows::table("indices", about, indices)
        .field("factor", "The input", |one| one.factor.to_string())
        .shown(header)
        .field("first", "First-order index", |one| one.indices.first)
        .shown_to("first", 3)
        .field("first_low", "2.5 % of its bootstrap", |one| one.indices.first_interval.0)
        .field("first_high", "97.5 % of it", |one| one.indices.first_interval.1)
        .right("95 % of first", |one| interval(one.indices.first_interval))
        .field("total", "Total index", |one| one.indices.total)
        .shown_to("total", 3)
        .field("total_low", "2.5 % of its bootstrap", |one| one.indices.total_interval.0)
        .field("total_high", "97.5 % of it", |one| one.indices.total_interval.1)
        .right("95 % of total", |one| interval(one.indices.total_interval))
        .left("", |one| {
            let (low, high) = one.indices.total_interval;
            Cell::interval([low, one.indices.total, high], 0.0..=most, WIDE)
        })
}

fn sobol_table(indices: &[Index], sample: &SaltelliSample) -> Rows<impl Sized> {
    let about =
        "The mean absolute rank shifts that the indices are estimated from, a row per row of the sample";
    let number = "Number of the row, and of the draw of A; that of B has as many more as there are rows";
    Rows::table("sobol", about, 0..sample.a.len())
        .field("row", number, |at| at + 1)
        .field("a", "Shift of the draw of A", |&at| sample.a[at])
        .field("b", "Shift of the draw of B", |&at| sample.b[at])
        .each(indices.iter().zip(&sample.mixed), |rows, (index, mixed)| {
            let about = format!("Shift of the draw of A with {} from that of B", index.factor);
            rows.field(format!("mixed_{}", index.factor.key()), about, |&at| mixed[at])
        })
}

impl DrawReport {
    pub(super) fn weights_table(&self) -> Rows<impl Sized> {
        Rows::table(
            "weights",
            "A row per indicator and segment",
            in_segments(&self.indicators, &self.segments),
        )
        .field("indicator", "Its id", |row| &row.indicator.id)
        .field("segment", "The segment", |row| row.segment)
        .field("today", "Today's weight, in the scorecard's own unit", |row| row.indicator.today[row.at])
        .field("drawn", "The drawn weight", |row| row.indicator.drawn[row.at])
    }
}
