//! Two sets of weights side by side, by indicator and segment.

use crate::figures::{Cell, Rows};
use crate::words::{Message, say};

/// An indicator's weights in one segment.
#[derive(Debug)]
pub(in crate::studies) struct InSegment<'a, I> {
    pub indicator: &'a I,
    /// Position of the segment in the scorecard.
    pub at: usize,
    pub segment: &'a str,
}

/// Every indicator in every segment, sorted by indicator, then by segment.
pub(in crate::studies) fn in_segments<'a, I>(
    indicators: &'a [I],
    segments: &'a [String],
) -> impl Iterator<Item = InSegment<'a, I>> {
    indicators.iter().flat_map(move |indicator| {
        segments.iter().enumerate().map(move |(at, segment)| InSegment { indicator, at, segment })
    })
}

/// A table for people: a row per indicator, and a column per segment with the cells that `weight` returns.
pub(in crate::studies) fn by_indicator<'a, I, C: Into<Cell>, S: Clone + Into<Message>>(
    indicators: &'a [I],
    segments: &[S],
    name: impl Fn(&'a I) -> C,
    weight: impl Fn(&I, usize) -> Cell,
) -> Rows<&'a I> {
    let rows = Rows::new(indicators).left(say!(calibrate::head_indicator), |indicator| name(indicator));
    rows.each(segments.iter().enumerate(), |rows, (at, segment)| {
        let header = if segments.len() == 1 { say!(calibrate::head_weight) } else { segment.clone().into() };
        rows.right(header, |indicator| weight(indicator, at))
    })
}

/// The change from today's weight to another, with its sign.
pub(in crate::studies) fn change(today: f64, other: f64, decimals: u32) -> Cell {
    let cell = |weight: f64| Cell::number(weight, decimals as usize);
    Cell::change(cell(today), cell(other))
}
