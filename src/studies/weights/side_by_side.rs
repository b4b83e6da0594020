//! Weights beside today's, indicator by indicator and segment by segment.

use crate::figures::{Cell, Rows};
use crate::words::{Message, say};

/// An indicator in a segment.
#[derive(Debug)]
pub(in crate::studies) struct InSegment<'a, I> {
    /// The indicator.
    pub indicator: &'a I,
    /// Position of the segment.
    pub at: usize,
    /// Its id.
    pub segment: &'a str,
}

/// Every indicator in every segment, the segments of an indicator together.
pub(in crate::studies) fn in_segments<'a, I>(
    indicators: &'a [I],
    segments: &'a [String],
) -> impl Iterator<Item = InSegment<'a, I>> {
    indicators.iter().flat_map(move |indicator| {
        segments.iter().enumerate().map(move |(at, segment)| InSegment { indicator, at, segment })
    })
}

/// For people: a row per indicator under its name, and a column per segment with what `weight` shows of its
/// weight there.
pub(in crate::studies) fn by_indicator<'a, 's, I, N: Into<Message>, S>(
    indicators: &'a [I],
    segments: &'s [S],
    name: impl Fn(&'a I) -> N,
    weight: impl Fn(&I, usize) -> Cell,
) -> Rows<&'a I>
where
    &'s S: Into<Message>,
{
    let rows =
        Rows::new(indicators).left(say!(calibrate::head_indicator), |indicator| name(indicator).into());
    rows.each(segments.iter().enumerate(), |rows, (at, segment)| {
        let header = if segments.len() == 1 { say!(calibrate::head_weight) } else { segment.into() };
        rows.right(header, |indicator| weight(indicator, at))
    })
}

/// Today's weight and another.
pub(in crate::studies) fn change(today: f64, other: f64, decimals: u32) -> Cell {
    let cell = |weight: f64| Cell::number(weight, decimals as usize);
    Cell::change(cell(today), cell(other))
}
