//! The tables of firms near a cut-off, each declared once for files and for people.

use super::report::{BANDS, CutOff, NearFirm, WeightToday};
use crate::figures::{Cell, Rows};
use crate::words::{Message, say};

/// Column names of the bands in files.
const BAND_NAMES: [&str; BANDS] =
    ["to_half", "to_nine_tenths", "to_cut_off", "to_eleven_tenths", "to_three_halves", "beyond"];

/// Descriptions of the bands' columns.
fn band_abouts() -> [Message; BANDS] {
    [
        say!(sensitivity::about_to_half),
        say!(sensitivity::about_to_nine_tenths),
        say!(sensitivity::about_to_cut_off),
        say!(sensitivity::about_to_eleven_tenths),
        say!(sensitivity::about_to_three_halves),
        say!(sensitivity::about_beyond),
    ]
}

/// Headers of the bands for people.
fn band_headers() -> [Message; BANDS] {
    let beyond = say!(sensitivity::header_beyond);
    ["≤c/2".into(), "c/2–.9c".into(), ".9c–c".into(), "c–1.1c".into(), "1.1–1.5c".into(), beyond]
}

/// The cut-off and one firm near it.
type Row<'a> = (&'a CutOff, &'a NearFirm);

fn rows(cut_offs: &[CutOff]) -> impl Iterator<Item = Row<'_>> {
    cut_offs.iter().flat_map(|cut_off| cut_off.firms.iter().map(move |firm| (cut_off, firm)))
}

/// Rank acceptability, one row per firm near a cut-off.
pub(in super::super) fn acceptability_table(cut_offs: &[CutOff]) -> Rows<Row<'_>> {
    Rows::table("acceptability", say!(sensitivity::about_acceptability), rows(cut_offs))
        .field("cut_off", say!(sensitivity::about_of), |(of, _)| &of.id)
        .field("cut_off_rank", say!(sensitivity::about_of_rank), |(of, _)| of.rank)
        .field("firm", say!(sensitivity::about_firm), |(_, one)| &one.firm)
        .field("name", say!(sensitivity::about_name), |(_, one)| &one.name)
        .field("segment", say!(sensitivity::about_segment), |(_, one)| &one.segment)
        .field("points", say!(sensitivity::about_points), |(_, one)| one.points)
        .field("rank", say!(sensitivity::about_rank), |(_, one)| one.rank)
        .field("today", say!(sensitivity::about_is_in), |(_, one)| one.today)
        .field("draws", say!(sensitivity::about_ins), |(_, one)| one.draws)
        .field("chance", say!(sensitivity::about_chance), |(_, one)| one.chance)
        .each(BAND_NAMES.iter().zip(band_abouts()).enumerate(), |rows, (at, (name, about))| {
            rows.field(format!("rank_{name}"), about, |(_, one)| one.bands[at])
        })
}

/// Central weights: one row per firm near a cut-off that is in for some draw, indicator and segment.
pub(in super::super) fn central_table<'a>(
    cut_offs: &'a [CutOff],
    today: &'a [WeightToday],
) -> Rows<(Row<'a>, &'a WeightToday, f64)> {
    let weights = |row: Row<'a>| {
        let central = row.1.central.as_deref().unwrap_or_default();
        today.iter().zip(central).map(move |(today, &central)| (row, today, central))
    };
    Rows::table("central_weights", say!(sensitivity::about_central), rows(cut_offs).flat_map(weights))
        .field("cut_off", say!(sensitivity::about_of), |((of, _), ..)| &of.id)
        .field("firm", say!(sensitivity::about_firm), |((_, one), ..)| &one.firm)
        .field("draws", say!(sensitivity::about_ins), |((_, one), ..)| one.draws)
        .field("indicator", say!(sensitivity::about_indicator), |(_, today, _)| &today.indicator)
        .field("segment", say!(sensitivity::about_segment_id), |(_, today, _)| &today.segment)
        .field("today", say!(sensitivity::about_today), |(_, today, _)| today.weight)
        .field("central", say!(sensitivity::about_central_weight), |(.., central)| *central)
}

/// For people: the firms next to every cut-off, `each` on both sides.
pub(super) fn near_table(cut_offs: &[CutOff], each: usize) -> Rows<Row<'_>> {
    let next = |of: &CutOff| {
        let ins = of.firms.iter().filter(|firm| firm.today).count();
        ins.saturating_sub(each)..(ins + each).min(of.firms.len())
    };
    let shown = cut_offs.iter().flat_map(|of| of.firms[next(of)].iter().map(move |firm| (of, firm)));
    let mut before = None;
    Rows::new(shown)
        .left(say!(sensitivity::header_near), |(of, _)| {
            let is_first = before.replace(of.id.clone()).is_none_or(|before| before != of.id);
            if is_first {
                say!(sensitivity::near_of, cut_off = &of.label, rank = of.rank)
            } else {
                Message::default()
            }
        })
        .left(
            say!(sensitivity::header_firm),
            |(_, one)| {
                if one.name.is_empty() { &*one.firm } else { &*one.name }
            },
        )
        .count(say!(sensitivity::header_rank), |(_, one)| one.rank as usize)
        .left(say!(sensitivity::header_today), |(_, one)| {
            if one.today { say!(sensitivity::is_in) } else { say!(sensitivity::is_out) }
        })
        .right(say!(sensitivity::header_in), |(_, one)| Cell::share(one.chance))
        .each(band_headers().into_iter().enumerate(), |rows, (at, header)| {
            rows.right(header, |(_, one)| Cell::share_to(one.bands[at], 0))
        })
}
