//! The tables of firms near a cut-off, each declared once for files and for people.

use super::report::{BANDS, CutOff, NearFirm, WeightToday};
use crate::figures::{Cell, Rows};

/// The bands in words: name of the column, header for people, meaning.
const IN_WORDS: [(&str, &str, &str); BANDS] = [
    ("to_half", "≤c/2", "ranks up to half the cut-off rank"),
    ("to_nine_tenths", "≤.9c", "ranks beyond, up to nine tenths of it"),
    ("to_cut_off", "≤c", "ranks beyond, up to the cut-off rank"),
    ("to_eleven_tenths", "≤1.1c", "ranks beyond, up to eleven tenths of it"),
    ("to_three_halves", "≤1.5c", "ranks beyond, up to one and a half times as much"),
    ("beyond", "more", "ranks beyond that"),
];

/// A firm near a cut-off.
type Row<'a> = (&'a CutOff, &'a NearFirm);

fn rows(cut_offs: &[CutOff]) -> impl Iterator<Item = Row<'_>> {
    cut_offs.iter().flat_map(|cut_off| cut_off.firms.iter().map(move |firm| (cut_off, firm)))
}

/// Rank acceptability, a row per firm near a cut-off.
pub(in super::super) fn acceptability_table(cut_offs: &[CutOff]) -> Rows<Row<'_>> {
    let about = "Rank acceptability: a row per cut-off and firm near it, in today's place order";
    Rows::table("acceptability", about, rows(cut_offs))
        .field("cut_off", "The institution's id, or the top", |(of, _)| &of.id)
        .field("cut_off_rank", "Today's rank of the last firm in", |(of, _)| of.rank)
        .field("firm", "What distinguishes it from others", |(_, one)| &one.firm)
        .field("name", "Its name, where the cohort has one", |(_, one)| &one.name)
        .field("segment", "Its segment", |(_, one)| &one.segment)
        .field("points", "Today's published points", |(_, one)| one.points)
        .field("rank", "Today's rank", |(_, one)| one.rank)
        .field("today", "Whether it is in today", |(_, one)| one.today)
        .field("draws", "Draws in which it is in", |(_, one)| one.draws)
        .field("chance", "Share of draws in which it is in", |(_, one)| one.chance)
        .each(IN_WORDS.iter().enumerate(), |rows, (at, (name, _, about))| {
            rows.field(format!("rank_{name}"), format!("Share of draws with {about}"), |(_, one)| {
                one.bands[at]
            })
        })
}

/// Central weights, a row per firm near a cut-off that is in somewhere, indicator and segment.
pub(in super::super) fn central_table<'a>(
    cut_offs: &'a [CutOff],
    today: &'a [WeightToday],
) -> Rows<(Row<'a>, &'a WeightToday, f64)> {
    let weights = |row: Row<'a>| {
        let central = row.1.central.as_deref().unwrap_or_default();
        today.iter().zip(central).map(move |(today, &central)| (row, today, central))
    };
    let about = "Central weights: mean weights of the draws in which a firm near a cut-off is in, a row per \
        cut-off, firm, indicator and segment; a firm that is in nowhere has none";
    Rows::table("central_weights", about, rows(cut_offs).flat_map(weights))
        .field("cut_off", "The institution's id, or the top", |((of, _), ..)| &of.id)
        .field("firm", "What distinguishes it from others", |((_, one), ..)| &one.firm)
        .field("draws", "Draws in which it is in", |((_, one), ..)| one.draws)
        .field("indicator", "The indicator's id", |(_, today, _)| &today.indicator)
        .field("segment", "The segment's id", |(_, today, _)| &today.segment)
        .field("today", "Today's weight, in the scorecard's own unit", |(_, today, _)| today.weight)
        .field("central", "The mean weight", |(.., central)| *central)
}

/// For people: the firms next to every cut-off, `each` on either side.
pub(super) fn near_table(cut_offs: &[CutOff], each: usize) -> Rows<Row<'_>> {
    let next = |of: &CutOff| {
        let ins = of.firms.iter().filter(|firm| firm.today).count();
        ins.saturating_sub(each)..(ins + each).min(of.firms.len())
    };
    let shown = cut_offs.iter().flat_map(|of| of.firms[next(of)].iter().map(move |firm| (of, firm)));
    let mut before = None;
    Rows::new(shown)
        .left("cut-off", |(of, _)| {
            let is_first = before.replace(of.id.clone()).is_none_or(|before| before != of.id);
            if is_first { format!("{} (c = {})", of.id, of.rank) } else { String::new() }
        })
        .left("firm", |(_, one)| if one.name.is_empty() { &*one.firm } else { &*one.name })
        .count("rank", |(_, one)| one.rank as usize)
        .left("today", |(_, one)| if one.today { "in" } else { "out" })
        .right("in", |(_, one)| Cell::share(one.chance))
        .each(IN_WORDS.iter().enumerate(), |rows, (at, (_, header, _))| {
            rows.right(*header, |(_, one)| Cell::share_to(one.bands[at], 0))
        })
}
