//! Segments and raw values: every rule of the firm scope, a block of firms at a time.

use std::ops::Range;

use rayon::prelude::*;

use crate::expr::Expr;
use crate::firms::{Cells, Column, Exact, Frame, Kind, Texts};
use crate::progress::Progress;
use crate::scorecard::{Curve, Indicator, Missing, Scorecard, Treatment};

/// Firms per block: the few columns a rule works on stay in the processor's cache.
pub(super) const BLOCK: usize = 1 << 13;

/// Position of the segment of a firm that fits no segment.
pub(super) const NO_SEGMENT: u16 = u16::MAX;

/// The values of `expr` for all rows, with exact numbers if any double is not exact as printed.
pub(super) fn column(expr: &Expr, frame: &Frame<'_>) -> (Column, Option<Exact>) {
    match expr.kind() {
        Kind::Number => {
            let (cells, exact) = exact_numbers(expr, frame);
            (Column::Number(cells), exact)
        }
        Kind::Flag => (Column::Flag(cells(frame.len, |rows| expr.flags(frame, rows))), None),
        Kind::Text | Kind::Date => (rest(expr, frame), None),
    }
}

/// The numbers of `expr` for all rows, with exact ones if any double is not exact as printed.
fn exact_numbers(expr: &Expr, frame: &Frame<'_>) -> (Cells<f64>, Option<Exact>) {
    let blocks: Vec<(Cells<f64>, Option<Exact>)> =
        blocks(frame).map(|rows| expr.exact_numbers(frame, rows)).collect();
    let mut whole = Cells { values: Vec::with_capacity(frame.len), present: Vec::with_capacity(frame.len) };
    let mut exact = blocks.iter().any(|(_, exact)| exact.is_some()).then(Exact::default);
    for (cells, of_block) in blocks {
        if let Some(exact) = &mut exact {
            let first = whole.values.len() as u32;
            let of_block = of_block.unwrap_or_else(|| Exact::of(&cells));
            exact.fractions.extend(of_block.fractions);
            exact.others.extend(of_block.others.into_iter().map(|(row, other)| (first + row, other)));
        }
        whole.values.extend(cells.values);
        whole.present.extend(cells.present);
    }
    (whole, exact)
}

/// The rows of a frame, block by block.
fn blocks(frame: &Frame<'_>) -> impl IndexedParallelIterator<Item = Range<usize>> + use<> {
    let len = frame.len;
    (0..len.div_ceil(BLOCK)).into_par_iter().map(move |block| block * BLOCK..((block + 1) * BLOCK).min(len))
}

fn cells<T: Copy + Default + Send>(
    len: usize,
    evaluate: impl Fn(Range<usize>) -> Cells<T> + Sync,
) -> Cells<T> {
    let mut cells = Cells::missing(len);
    let values = cells.values.par_chunks_mut(BLOCK);
    values.zip(cells.present.par_chunks_mut(BLOCK)).enumerate().for_each(|(block, (values, present))| {
        let start = block * BLOCK;
        let found = evaluate(start..start + values.len());
        values.copy_from_slice(&found.values);
        present.copy_from_slice(&found.present);
    });
    cells
}

/// Texts and days: types that only derived values have.
fn rest(expr: &Expr, frame: &Frame<'_>) -> Column {
    let blocks: Vec<Column> = blocks(frame).map(|rows| expr.evaluate(frame, rows)).collect();
    let mut whole = Column::missing(expr.kind(), 0);
    for block in blocks {
        match (&mut whole, block) {
            (Column::Text(texts), Column::Text(block)) => Texts::append(texts, &block),
            (Column::Date(days), Column::Date(block)) => {
                days.values.extend(block.values);
                days.present.extend(block.present);
            }
            (_, other) => unreachable!("a rule of {:?} gave {:?}", expr.kind(), other.kind()),
        }
    }
    whole
}

/// Each firm's segment: the first whose rule is true, [`NO_SEGMENT`] if none is.
pub(super) fn segments(frame: &Frame<'_>, scorecard: &Scorecard) -> Vec<u16> {
    let mut segments = vec![NO_SEGMENT; frame.len];
    segments.par_chunks_mut(BLOCK).enumerate().for_each(|(block, segments)| {
        let rows = block * BLOCK..block * BLOCK + segments.len();
        for (at, segment) in scorecard.segments.iter().enumerate() {
            let Some(when) = &segment.when else {
                segments
                    .iter_mut()
                    .filter(|found| **found == NO_SEGMENT)
                    .for_each(|found| *found = at as u16);
                break;
            };
            let holds = when.flags(frame, rows.clone());
            for ((found, holds), known) in segments.iter_mut().zip(holds.values).zip(holds.present) {
                if *found == NO_SEGMENT && known && holds {
                    *found = at as u16;
                }
            }
        }
    });
    segments
}

/// One indicator's raw values: a flag as 1 or 0, a class as its points.
pub(super) struct Raw {
    /// The nearest double of each.
    pub cells: Cells<f64>,
    /// Exact numbers, kept if a statistic reads them and any of them is not a decimal.
    pub exact: Option<Exact>,
}

/// The raw values of every indicator: 1 or 0 for a flag, its points for a class. `None` where no firm has a
/// value: most scorecards read columns that a file lacks, and an absent column takes no memory.
pub(super) fn raw(frame: &Frame<'_>, scorecard: &Scorecard, progress: &dyn Progress) -> Vec<Option<Raw>> {
    let one = |indicator: &Indicator| {
        let has_column = indicator.value.slots().iter().any(|slot| frame.slots[*slot].column().is_some());
        let is_blank = !has_column && !values(indicator, frame, 0..frame.len.min(1)).present.contains(&true);
        let whole = || {
            let (cells, exact) = match indicator.value.kind() {
                Kind::Number if has_statistics(indicator) => exact_numbers(&indicator.value, frame),
                _ => (cells(frame.len, |rows| values(indicator, frame, rows)), None),
            };
            Raw { cells, exact }
        };
        let raw = (!is_blank).then(whole);
        progress.advance(1);
        raw.filter(|raw| raw.cells.present.contains(&true))
    };
    scorecard.indicators.par_iter().map(one).collect()
}

/// Whether the indicator takes a statistic (mean, quantile, rank) over all firms, which is exact.
fn has_statistics(indicator: &Indicator) -> bool {
    matches!(indicator.missing, Missing::Mean(_) | Missing::Median(_))
        || matches!(indicator.treatment.first(), Some(Treatment::Winsorise { .. }))
}

/// The raw values of one indicator for some rows.
fn values(indicator: &Indicator, frame: &Frame<'_>, rows: Range<usize>) -> Cells<f64> {
    match &indicator.curve {
        Curve::Flag => {
            let flags = indicator.value.flags(frame, rows);
            let values =
                flags.values.iter().zip(&flags.present).map(|(yes, known)| f64::from(*yes && *known));
            Cells { values: values.collect(), present: flags.present }
        }
        Curve::Classes { classes, otherwise, .. } => {
            let points = |class: &str| {
                let found = classes.iter().find(|(known, _)| known == class);
                (!class.is_empty()).then(|| found.map_or(*otherwise, |(_, points)| *points))
            };
            match indicator.value.evaluate(frame, rows) {
                Column::Text(texts) => texts.iter().map(points).collect(),
                other => Cells::missing(other.len()),
            }
        }
        _ => indicator.value.numbers(frame, rows),
    }
}
