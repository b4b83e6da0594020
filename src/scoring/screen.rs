//! The scored firms: those that fit a segment, have all required values and reach the minimum coverage.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Scores;
use super::derive::{BLOCK, NO_SEGMENT, Raw};
use crate::finding::Code;
use crate::firms::Firms;
use crate::scorecard::{Missing, Scorecard};
use crate::words::{Arg, Message, say};

/// The scored firms and the rejected ones.
pub(super) struct Screened {
    /// Whether each firm is scored.
    pub scored: Vec<bool>,
    /// Each firm's segment; 0 for a firm without one, so that it is a valid index.
    pub segment: Vec<u16>,
    /// Share of weight with known raw values, 0..=1.
    pub coverage: Vec<f64>,
    /// The firms that are not scored, each with its reason.
    pub rejected: Rejections,
}

/// The firms that could not be scored, in the cohort's order: eight bytes each, since all firms may be
/// rejected.
#[derive(Clone, Debug, Default)]
pub struct Rejections {
    firms: Vec<(u32, Why)>,
    /// Missing indicators in words, each list once.
    lacking: Vec<Message>,
    /// Minimum coverage of the scorecard.
    least: f64,
    /// Fields that segments read and for which the cohort has no column.
    absent: Vec<String>,
}

/// The reason why a firm is rejected.
#[derive(Clone, Copy, Debug)]
enum Why {
    /// The firm fits no segment.
    NoSegment,
    /// Required indicators are missing: the list at this position.
    Lacks(u32),
    /// The coverage is below the minimum.
    Coverage,
}

impl Rejections {
    /// Number of rejected firms.
    pub fn len(&self) -> usize {
        self.firms.len()
    }

    /// Whether every firm was scored.
    pub fn is_empty(&self) -> bool {
        self.firms.is_empty()
    }

    /// Each firm's position and the kind of its reason.
    pub fn codes(&self) -> impl ExactSizeIterator<Item = (usize, Code)> + '_ {
        self.firms.iter().map(|&(firm, why)| (firm as usize, why.code()))
    }

    /// Records the fields that segments read and for which the cohort has no column: they explain why firms
    /// fit no segment.
    pub(super) fn name_absent(&mut self, firms: &Firms, scorecard: &Scorecard) {
        let asked = scorecard.fields_of_segments(firms.columns.len()).into_iter();
        let absent = asked.filter(|&field| firms.columns[field].is_none());
        self.absent = absent.map(|field| firms.dictionary.fields[field].name.clone()).collect();
    }

    /// The reason of the rejection at position `at`, in one line. `coverage` is that of all firms.
    fn reason(&self, at: usize, coverage: &[f64]) -> Message {
        let (firm, why) = self.firms[at];
        match why {
            Why::NoSegment if self.absent.is_empty() => say!(scoring::no_segment),
            Why::NoSegment => say!(scoring::no_segment_absent, fields = quoted(self.absent.iter())),
            Why::Lacks(list) => self.lacking[list as usize].clone(),
            Why::Coverage => {
                let per_cent = |share: f64| format!("{:.1}", share * 100.0);
                let (known, least) = (per_cent(coverage[firm as usize]), per_cent(self.least));
                say!(scoring::coverage_low, known = known, least = least)
            }
        }
    }
}

impl Why {
    fn code(self) -> Code {
        match self {
            Why::NoSegment => Code::SegmentNone,
            Why::Lacks(_) => Code::IndicatorMissing,
            Why::Coverage => Code::CoverageLow,
        }
    }
}

impl Scores {
    /// The rejection at position `at` of [`Scores::rejected`]: the firm's position, the kind of its reason,
    /// and the reason in one line.
    pub fn rejection(&self, at: usize) -> (usize, Code, Message) {
        let (firm, why) = self.rejected.firms[at];
        (firm as usize, why.code(), self.rejected.reason(at, &self.coverage))
    }

    /// What those who delivered the row do about a rejection of the kind `code`.
    pub fn rejection_advice(code: Code) -> Option<Message> {
        Some(match code {
            Code::CoverageLow => say!(scoring::coverage_low_advice),
            Code::IndicatorMissing => say!(scoring::indicator_missing_advice),
            Code::SegmentNone => say!(scoring::segment_none_advice),
            _ => return None,
        })
    }

    /// What to do about a rejection of the kind `code`.
    pub fn rejection_help(code: Code) -> Option<Message> {
        Some(match code {
            Code::CoverageLow => say!(scoring::coverage_low_help),
            Code::IndicatorMissing => say!(scoring::indicator_missing_help),
            Code::SegmentNone => say!(scoring::segment_none_help),
            _ => return None,
        })
    }

    /// Every rejection, in the form of [`Scores::rejection`].
    pub fn rejections(&self) -> impl ExactSizeIterator<Item = (usize, Code, Message)> + '_ {
        (0..self.rejected.len()).map(|at| self.rejection(at))
    }

    /// The reason why the firm at position `firm` was rejected; `None` if it was not.
    pub fn rejection_of(&self, firm: usize) -> Option<(Code, Message)> {
        let at = self.rejected.firms.binary_search_by_key(&firm, |&(at, _)| at as usize).ok()?;
        let (_, code, reason) = self.rejection(at);
        Some((code, reason))
    }
}

/// Screens firms by their raw values, before any statistic is taken.
///
/// Coverage of a firm in segment `s` is `Σ known share_i(s) / Σ share_i(s)` with
/// [`weight_shares`](Scorecard::weight_shares), added in the scorecard's order, to twelve decimals; 1 if no
/// indicator has weight.
pub(super) fn screen(scorecard: &Scorecard, mut segment: Vec<u16>, raw: &[Option<Raw>]) -> Screened {
    let shares = scorecard.weight_shares();
    let segments = scorecard.segments.len();
    let insisting: Vec<usize> = scorecard
        .indicators
        .iter()
        .enumerate()
        .filter(|(_, indicator)| indicator.missing == Missing::Reject)
        .map(|(at, _)| at)
        .collect();
    let whole: Vec<f64> = (0..segments).map(|s| shares.iter().map(|share| share[s]).sum()).collect();
    let mut coverage = vec![0.0; segment.len()];
    let mut scored = vec![true; segment.len()];
    let turned_away: Vec<OfBlock> = coverage
        .par_chunks_mut(BLOCK)
        .zip(scored.par_chunks_mut(BLOCK))
        .zip(segment.par_chunks_mut(BLOCK))
        .enumerate()
        .map(|(block, ((coverage, scored), segment))| {
            let start = block * BLOCK;
            let rows = start..start + segment.len();
            // Fresh memory is written before it is read, which saves a page fault per page.
            coverage.fill(0.0);
            let fits: Vec<bool> = segment.iter().map(|segment| *segment != NO_SEGMENT).collect();
            segment.iter_mut().zip(&fits).filter(|(_, fits)| !**fits).for_each(|(segment, _)| *segment = 0);
            let known = raw.iter().zip(&shares).filter_map(|(raw, share)| Some((raw.as_ref()?, share)));
            for (raw, share) in known {
                for ((sum, known), segment) in
                    coverage.iter_mut().zip(&raw.cells.present[rows.clone()]).zip(&*segment)
                {
                    *sum += if *known { share[usize::from(*segment)] } else { 0.0 };
                }
            }
            let (mut rejected, mut lacking) = (Vec::new(), Lists::default());
            for at in 0..fits.len() {
                let whole = whole[usize::from(segment[at])];
                coverage[at] = if whole > 0.0 { twelve_decimals(coverage[at] / whole) } else { 1.0 };
                let lacks: Vec<usize> = lacks(&insisting, &shares, raw, start + at, usize::from(segment[at]));
                let why = if !fits[at] {
                    Why::NoSegment
                } else if !lacks.is_empty() {
                    Why::Lacks(lacking.position(lacks))
                } else if coverage[at] < scorecard.minimum_coverage {
                    Why::Coverage
                } else {
                    continue;
                };
                scored[at] = false;
                rejected.push(((start + at) as u32, why));
            }
            (rejected, lacking.lists)
        })
        .collect();
    Screened { scored, segment, coverage, rejected: joined(turned_away, scorecard) }
}

/// Positions of missing indicators, each list once.
#[derive(Default)]
struct Lists {
    lists: Vec<Vec<usize>>,
    positions: FxHashMap<Vec<usize>, u32>,
}

impl Lists {
    fn position(&mut self, list: Vec<usize>) -> u32 {
        let next = self.lists.len() as u32;
        *self.positions.entry(list).or_insert_with_key(|list| {
            self.lists.push(list.clone());
            next
        })
    }
}

/// The rejections in a block, and the lists of indicators these firms lack.
type OfBlock = (Vec<(u32, Why)>, Vec<Vec<usize>>);

/// The rejections of all blocks as those of the cohort.
fn joined(blocks: Vec<OfBlock>, scorecard: &Scorecard) -> Rejections {
    let mut firms = Vec::with_capacity(blocks.iter().map(|(firms, _)| firms.len()).sum());
    let mut lacking = Lists::default();
    for (of_block, lists) in blocks {
        let positions: Vec<u32> = lists.into_iter().map(|list| lacking.position(list)).collect();
        firms.extend(of_block.into_iter().map(|(firm, why)| match why {
            Why::Lacks(list) => (firm, Why::Lacks(positions[list as usize])),
            why => (firm, why),
        }));
    }
    let lacking = lacking.lists.iter().map(|lacks| without(scorecard, lacks)).collect();
    Rejections { firms, lacking, least: scorecard.minimum_coverage, absent: Vec::new() }
}

/// The required indicators without a value. An indicator without weight in the segment is not required.
fn lacks(
    insisting: &[usize],
    shares: &[Vec<f64>],
    raw: &[Option<Raw>],
    firm: usize,
    segment: usize,
) -> Vec<usize> {
    let is_known = |at: usize| raw[at].as_ref().is_some_and(|raw| raw.cells.present[firm]);
    insisting.iter().copied().filter(|&at| shares[at][segment] > 0.0 && !is_known(at)).collect()
}

/// The reason of a firm without these indicators.
fn without(scorecard: &Scorecard, lacks: &[usize]) -> Message {
    let ids = lacks.iter().map(|&at| &scorecard.indicators[at].id);
    say!(scoring::indicators_missing, indicators = quoted(ids), count = lacks.len())
}

/// Names in quotation marks, by the rules of the language.
fn quoted<'a>(names: impl Iterator<Item = &'a String>) -> Arg {
    Arg::items(names.map(|name| say!(scoring::quoted, name = name)))
}

/// A share of weight to twelve decimals, without binary rounding: exactly half is half.
fn twelve_decimals(share: f64) -> f64 {
    // Half up, as an integer, which saves a call per firm.
    (share * 1e12 + 0.5) as i64 as f64 / 1e12
}
