//! The tables of a study of sensitivity, each declared once for files and for people.

use super::acceptability::{acceptability_table, central_table};
use super::names::Names;
use super::report::{DrawReport, Explained, Index, Report, Stability, WeightSpread};
use crate::figures::number::percent;
use crate::figures::{Cell, Rows, Table};
use crate::stats::SaltelliSample;
use crate::studies::weights::side_by_side::in_segments;
use crate::words::{Between, Message, say};

/// Width of an interval's chart, in characters.
const WIDE: usize = 24;

impl Report {
    pub(super) fn firms_table(&self) -> Rows<impl Sized> {
        Rows::table("sensitivity", say!(sensitivity::about_firms), &self.each)
            .field("firm", say!(sensitivity::about_firm), |one| &one.firm)
            .field("name", say!(sensitivity::about_name), |one| &one.name)
            .field("segment", say!(sensitivity::about_segment), |one| &one.segment)
            .field("points", say!(sensitivity::about_points), |one| one.points)
            .field("rank", say!(sensitivity::about_rank), |one| one.rank)
            .field("mean_rank", say!(sensitivity::about_mean_rank), |one| one.mean_rank)
            .field("rank_low", say!(sensitivity::about_rank_low), |one| one.rank_low)
            .field("rank_high", say!(sensitivity::about_rank_high), |one| one.rank_high)
            .field("chance_any_list", say!(sensitivity::about_chance_any), |one| one.referred)
            .each(self.tops.iter().enumerate(), |rows, (at, top)| {
                let name = format!("chance_top_{}", top.capacity.unwrap_or_default());
                rows.field(name, say!(sensitivity::about_chance_top), |one| one.in_top[at])
            })
            .each(self.lists.iter().enumerate(), |rows, (at, list)| {
                let about = say!(sensitivity::about_chance_list, institution = &list.name);
                rows.field(format!("chance_{}", list.id), about, |one| one.on_list[at])
            })
    }

    pub(super) fn draws_table(&self) -> Rows<impl Sized> {
        Rows::table("draws", say!(sensitivity::about_draws), &self.drawn)
            .field("draw", say!(sensitivity::about_draw), |one| one.draw)
            .field("shift", say!(sensitivity::about_shift), |one| one.shift)
            .each(self.choices.iter().enumerate(), |rows, (at, choice)| {
                rows.field(&choice.id, say!(sensitivity::about_choice), |one| &one.choices[at])
            })
            .each(self.weight_names.iter().enumerate(), |rows, (at, name)| {
                rows.field(format!("weight_{name}"), say!(sensitivity::about_weight), |one| {
                    one.weights.iter().flatten().nth(at).copied()
                })
            })
    }

    /// Stability of each list, of all lists together, and of the tops.
    pub(super) fn lists_table(&self) -> Rows<&Stability> {
        let decimals = usize::from(self.decimals);
        let points = |points: f64| format!("{points:.decimals$}");
        let all = self.lists.iter().chain([&self.referred]).chain(&self.tops);
        Rows::table("lists", say!(sensitivity::about_lists), all)
            .field("list", say!(sensitivity::about_list), |one| &one.id)
            .left(say!(sensitivity::header_list), |one| &one.label)
            .field("name", say!(sensitivity::about_list_name), |one| &one.name)
            .field("capacity", say!(sensitivity::about_capacity), |one| one.capacity)
            .field("today", say!(sensitivity::about_list_today), |one| one.today)
            .shown(say!(sensitivity::header_today))
            .field("core", say!(sensitivity::about_core), |one| one.core)
            .shown(say!(sensitivity::header_core))
            .field("contested", say!(sensitivity::about_contested), |one| one.contested)
            .shown(say!(sensitivity::header_contested))
            .field("doubtful", say!(sensitivity::about_doubtful), |one| one.doubtful)
            .shown(say!(sensitivity::header_doubtful))
            .field("waiting", say!(sensitivity::about_waiting), |one| one.waiting)
            .shown(say!(sensitivity::header_waiting))
            .field("cut_off", say!(sensitivity::about_cut_off), |one| one.cut_off)
            .shown_to(say!(sensitivity::header_cut_off), decimals)
            .field("contested_from", say!(sensitivity::about_contested_from), |one| {
                one.contested_points.map(|zone| zone.0)
            })
            .field("contested_to", say!(sensitivity::about_contested_to), |one| {
                one.contested_points.map(|zone| zone.1)
            })
            .left(say!(sensitivity::header_contested_zone), |one| {
                one.contested_points.map_or(Cell::Missing, |(from, to)| {
                    say!(sensitivity::contested_zone, from = points(from), to = points(to)).into()
                })
            })
    }

    /// Rank acceptability and central weights; `None` without firms near a cut-off.
    pub(super) fn near_tables(&self) -> Option<[Table; 2]> {
        let central = central_table(&self.acceptability, &self.weights_today);
        let tables = [acceptability_table(&self.acceptability).into(), central.into()];
        (!self.acceptability.is_empty()).then_some(tables)
    }

    /// Shares of rank variance explained, and the spread of weights; `None` if ranks do not move.
    pub(super) fn explained_tables(&self) -> Option<[Table; 2]> {
        let all = self.explained.as_ref()?;
        Some([explained_table(all, &self.names).into(), weights_table(all).into()])
    }

    /// The Sobol indices and their sample; `None` without indices.
    pub(super) fn indices_tables(&self) -> Option<[Table; 2]> {
        let (indices, sample) = self.indices.as_ref().zip(self.sample.as_ref())?;
        let shown = indices_table(indices, say!(sensitivity::header_input), &self.names);
        Some([shown.into(), sobol_table(indices, sample, &self.names).into()])
    }
}

/// Share of the rank variance explained by each input; for people also the spread of its weight, if all
/// segments have the same.
pub(super) fn explained_table<'a>(
    all: impl IntoIterator<Item = &'a Explained>,
    names: &Names,
) -> Rows<&'a Explained> {
    let all: Vec<_> = all.into_iter().collect();
    let is_alone = all.iter().all(|one| one.weights.len() < 2);
    let most = all.iter().fold(1.0, |most: f64, one| most.max(one.interval.1));
    Rows::table("explained", say!(sensitivity::about_explained), all)
        .field("factor", say!(sensitivity::about_factor), |one| one.factor.to_string())
        .left(say!(sensitivity::header_input), |one| names.factor(&one.factor))
        .field("share", say!(sensitivity::about_share), |one| one.share)
        .shown_to(say!(sensitivity::header_explains), 3)
        .field("share_low", say!(sensitivity::about_share_low), |one| one.interval.0)
        .field("share_high", say!(sensitivity::about_share_high), |one| one.interval.1)
        .right(say!(sensitivity::header_interval), |one| interval(one.interval))
        .left("", |one| Cell::interval([one.interval.0, one.share, one.interval.1], 0.0..=most, WIDE))
        .when(is_alone, |rows| {
            rows.share(say!(sensitivity::header_today), |one| one.weights.first().map(|own| own.today))
                .share(say!(sensitivity::header_deviation), |one| {
                    one.weights.first().map(|own| own.deviation)
                })
                .share(say!(sensitivity::header_relative), |one| {
                    one.weights.first().and_then(WeightSpread::relative)
                })
        })
}

fn interval((low, high): (f64, f64)) -> Message {
    say!(sensitivity::interval, low = format!("{low:.3}"), high = format!("{high:.3}"))
}

/// The spread of each weight, segment by segment.
fn weights_table(all: &[Explained]) -> Rows<impl Sized> {
    let weights = all.iter().flat_map(|one| one.weights.iter().map(move |weight| (one, weight)));
    Rows::table("weights", say!(sensitivity::about_weights), weights)
        .field("factor", say!(sensitivity::about_weight_factor), |(one, _)| one.factor.to_string())
        .field("segment", say!(sensitivity::about_weight_segment), |(_, weight)| &weight.segment)
        .field("today", say!(sensitivity::about_weight_today), |(_, weight)| weight.today)
        .field("mean", say!(sensitivity::about_weight_mean), |(_, weight)| weight.mean)
        .field("deviation", say!(sensitivity::about_weight_deviation), |(_, weight)| weight.deviation)
        .field("relative", say!(sensitivity::about_weight_relative), |(_, weight)| weight.relative())
        .field("share", say!(sensitivity::about_weight_share), |(_, weight)| weight.share)
        .field("share_low", say!(sensitivity::about_share_low), |(_, weight)| weight.interval.0)
        .field("share_high", say!(sensitivity::about_share_high), |(_, weight)| weight.interval.1)
}

/// For people: today's weights with their spread, one column per segment.
pub(super) fn spreads<'a>(all: &'a [Explained], names: &Names) -> Rows<&'a Explained> {
    let weighed: Vec<&Explained> = all.iter().filter(|one| !one.weights.is_empty()).collect();
    let segments: Vec<String> =
        weighed.iter().take(1).flat_map(|one| &one.weights).map(|own| own.segment.clone()).collect();
    let rows = Rows::new(weighed).left(say!(sensitivity::header_weight), |one| names.factor(&one.factor));
    rows.each(segments.into_iter().enumerate(), |rows, (at, segment)| {
        rows.right(names.titles.segment(&segment), |one| {
            let own = &one.weights[at];
            let [today, deviation] = [own.today, own.deviation].map(|share| Message::from(percent(share)));
            Message::joined(Between::Words, [today, "±".into(), deviation])
        })
    })
}

/// The Sobol indices of every uncertain input.
pub(super) fn indices_table<'a>(
    indices: impl IntoIterator<Item = &'a Index>,
    header: Message,
    names: &Names,
) -> Rows<&'a Index> {
    let indices: Vec<_> = indices.into_iter().collect();
    let most = indices.iter().fold(0.0, |most: f64, one| most.max(one.indices.total_interval.1));
    Rows::table("indices", say!(sensitivity::about_indices), indices)
        .field("factor", say!(sensitivity::about_input), |one| one.factor.to_string())
        .left(header, |one| names.factor(&one.factor))
        .field("first", say!(sensitivity::about_first), |one| one.indices.first)
        .shown_to(say!(sensitivity::header_first), 3)
        .field("first_low", say!(sensitivity::about_share_low), |one| one.indices.first_interval.0)
        .field("first_high", say!(sensitivity::about_share_high), |one| one.indices.first_interval.1)
        .right(say!(sensitivity::header_first_interval), |one| interval(one.indices.first_interval))
        .field("total", say!(sensitivity::about_total), |one| one.indices.total)
        .shown_to(say!(sensitivity::header_total), 3)
        .field("total_low", say!(sensitivity::about_share_low), |one| one.indices.total_interval.0)
        .field("total_high", say!(sensitivity::about_share_high), |one| one.indices.total_interval.1)
        .right(say!(sensitivity::header_total_interval), |one| interval(one.indices.total_interval))
        .left("", |one| {
            let (low, high) = one.indices.total_interval;
            Cell::interval([low, one.indices.total, high], 0.0..=most, WIDE)
        })
}

fn sobol_table(indices: &[Index], sample: &SaltelliSample, names: &Names) -> Rows<impl Sized> {
    Rows::table("sobol", say!(sensitivity::about_sobol), 0..sample.a.len())
        .field("row", say!(sensitivity::about_row), |at| at + 1)
        .field("a", say!(sensitivity::about_a), |&at| sample.a[at])
        .field("b", say!(sensitivity::about_b), |&at| sample.b[at])
        .each(indices.iter().zip(&sample.mixed), |rows, (index, mixed)| {
            let about = say!(sensitivity::about_mixed, input = names.factor(&index.factor));
            rows.field(format!("mixed_{}", index.factor.key()), about, |&at| mixed[at])
        })
}

impl DrawReport {
    pub(super) fn weights_table(&self) -> Rows<impl Sized> {
        Rows::table(
            "weights",
            say!(sensitivity::about_one_draw),
            in_segments(&self.indicators, &self.segments),
        )
        .field("indicator", say!(sensitivity::about_indicator), |row| &row.indicator.id)
        .field("segment", say!(sensitivity::about_segment_id), |row| row.segment)
        .field("today", say!(sensitivity::about_today), |row| row.indicator.today[row.at])
        .field("drawn", say!(sensitivity::about_drawn), |row| row.indicator.drawn[row.at])
    }
}
