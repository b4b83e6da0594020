//! Which firms are scored: those that fit a segment, have what the scorecard insists on and are known well
//! enough.

use rayon::prelude::*;

use super::derive::{BLOCK, NO_SEGMENT};
use crate::finding::Code;
use crate::firms::{Cells, Firms};
use crate::scorecard::{Missing, Scorecard};

/// Who goes on, and who does not.
pub(super) struct Screened {
    /// Whether the firm is scored.
    pub scored: Vec<bool>,
    /// Each firm's segment; 0 for a firm that has none, so that it can be an index.
    pub segment: Vec<u16>,
    /// Share of weight whose raw values are known.
    pub coverage: Vec<f64>,
    /// The others: position, reason, one line.
    pub rejected: Vec<(usize, Code, String)>,
}

impl Screened {
    /// Says of firms that fit no segment which of the fields that segments ask for have no column.
    pub fn name_absent(&mut self, firms: &Firms, scorecard: &Scorecard) {
        let asked = scorecard.fields_of_segments(firms.columns.len()).into_iter();
        let absent = asked.filter(|&field| firms.columns[field].is_none());
        let named = absent.map(|field| format!("`{}`", firms.dictionary.fields[field].name));
        let named = named.collect::<Vec<_>>().join(", ");
        if named.is_empty() {
            return;
        }
        for (_, code, reason) in &mut self.rejected {
            if *code == Code::SegmentNone {
                *reason = format!("{reason}, and no column is {named}, which the segments' rules ask for");
            }
        }
    }
}

/// Screens firms by their raw values, before any statistic is taken.
///
/// Coverage of a firm in segment `s` is `Σ known share_i(s) / Σ share_i(s)` with
/// [`weight_shares`](Scorecard::weight_shares), added in the scorecard's order, to twelve decimals; 1 where
/// no indicator has weight.
pub(super) fn screen(scorecard: &Scorecard, mut segment: Vec<u16>, raw: &[Cells<f64>]) -> Screened {
    let shares = scorecard.weight_shares();
    let segments = scorecard.segments.len();
    let whole: Vec<f64> = (0..segments).map(|s| shares.iter().map(|share| share[s]).sum()).collect();
    let mut coverage = vec![0.0; segment.len()];
    let mut scored = vec![true; segment.len()];
    let mut rejected: Vec<(usize, Code, String)> = coverage
        .par_chunks_mut(BLOCK)
        .zip(scored.par_chunks_mut(BLOCK))
        .zip(segment.par_chunks_mut(BLOCK))
        .enumerate()
        .flat_map_iter(|(block, ((coverage, scored), segment))| {
            let start = block * BLOCK;
            let rows = start..start + segment.len();
            // Written before it is read, as memory fresh from the system should be.
            coverage.fill(0.0);
            let fits: Vec<bool> = segment.iter().map(|segment| *segment != NO_SEGMENT).collect();
            segment.iter_mut().zip(&fits).filter(|(_, fits)| !**fits).for_each(|(segment, _)| *segment = 0);
            for (raw, share) in raw.iter().zip(&shares) {
                for ((sum, known), segment) in
                    coverage.iter_mut().zip(&raw.present[rows.clone()]).zip(&*segment)
                {
                    *sum += if *known { share[usize::from(*segment)] } else { 0.0 };
                }
            }
            let mut rejected = Vec::new();
            for at in 0..fits.len() {
                let whole = whole[usize::from(segment[at])];
                coverage[at] = if whole > 0.0 { twelve_decimals(coverage[at] / whole) } else { 1.0 };
                let reason = if fits[at] {
                    insists(scorecard, &shares, raw, start + at, usize::from(segment[at]))
                        .or_else(|| too_little(scorecard, coverage[at]))
                } else {
                    Some((Code::SegmentNone, "fits no segment".to_owned()))
                };
                if let Some((code, message)) = reason {
                    scored[at] = false;
                    rejected.push((start + at, code, message));
                }
            }
            rejected
        })
        .collect();
    rejected.sort_by_key(|(at, ..)| *at);
    Screened { scored, segment, coverage, rejected }
}

/// The indicators that must have a value and have none. One that counts for nothing in the segment need not.
fn insists(
    scorecard: &Scorecard,
    shares: &[Vec<f64>],
    raw: &[Cells<f64>],
    firm: usize,
    segment: usize,
) -> Option<(Code, String)> {
    let indicators = scorecard.indicators.iter().zip(shares).zip(raw);
    let lacks = indicators.filter(|((indicator, share), raw)| {
        indicator.missing == Missing::Reject && share[segment] > 0.0 && !raw.present[firm]
    });
    let names: Vec<String> = lacks.map(|((indicator, _), _)| format!("`{}`", indicator.id)).collect();
    let (verb, code) = (if names.len() == 1 { "has" } else { "have" }, Code::IndicatorMissing);
    (!names.is_empty()).then(|| (code, format!("{} {verb} no value", names.join(", "))))
}

/// A share of weight to twelve decimals, which leaves nothing of how binary sums are rounded: exactly half is
/// half.
fn twelve_decimals(share: f64) -> f64 {
    (share * 1e12).round() / 1e12
}

/// Whether less is known than must be.
fn too_little(scorecard: &Scorecard, coverage: f64) -> Option<(Code, String)> {
    let least = scorecard.minimum_coverage;
    (coverage < least).then(|| {
        let message =
            format!("{:.1} % of the weight is known, {:.1} % must be", coverage * 100.0, least * 100.0);
        (Code::CoverageLow, message)
    })
}
