//! The cohort as populations: the firms compared with one another.

use rustc_hash::FxHashMap;

use crate::firms::Firms;
use crate::scorecard::{Curve, Missing, Scorecard, Treatment, Within};

/// Field whose first three characters, section and division of GB/T 4754, form the industry.
const INDUSTRY: &str = "industry";

/// The scored firms, in the strata of the scorecard's statistics.
pub(super) struct Cohort<'a> {
    /// Whether each firm is scored.
    pub scored: &'a [bool],
    /// Position of each firm's segment.
    pub segment: &'a [u16],
    strata: Vec<(Within, Strata)>,
}

/// A partition of the firms.
pub(super) struct Strata {
    /// Each firm's stratum; `None` for a single stratum.
    of: Option<Vec<u32>>,
    /// Number of strata.
    pub count: usize,
}

impl Strata {
    /// Strata given firm by firm, for tests.
    #[cfg(test)]
    pub fn for_test(of: Vec<u32>, count: usize) -> Strata {
        Strata { of: Some(of), count }
    }

    /// The stratum of a firm.
    #[inline]
    pub fn of(&self, firm: usize) -> usize {
        self.of.as_ref().map_or(0, |of| of[firm] as usize)
    }

    /// Per stratum, the firms for which `keep` is true, in order.
    pub fn members(&self, keep: &[bool]) -> Vec<Vec<u32>> {
        let mut members = vec![Vec::new(); self.count];
        for (firm, _) in keep.iter().enumerate().filter(|(_, keep)| **keep) {
            members[self.of(firm)].push(firm as u32);
        }
        members
    }

    /// Per stratum, the values of the firms for which `keep` is true, in the firms' order.
    pub fn split(&self, values: &[f64], keep: &[bool]) -> Vec<Vec<f64>> {
        let mut split = vec![Vec::new(); self.count];
        for (firm, (value, _)) in values.iter().zip(keep).enumerate().filter(|(_, (_, keep))| **keep) {
            split[self.of(firm)].push(*value);
        }
        split
    }
}

impl<'a> Cohort<'a> {
    /// All strata over which `scorecard` takes statistics.
    pub fn new(firms: &Firms, scorecard: &Scorecard, scored: &'a [bool], segment: &'a [u16]) -> Cohort<'a> {
        let mut strata: Vec<(Within, Strata)> = Vec::new();
        for within in scorecard.indicators.iter().flat_map(populations) {
            if strata.iter().all(|(known, _)| *known != within) {
                strata.push((within, partition(firms, segment, scorecard.segments.len(), within)));
            }
        }
        Cohort { scored, segment, strata }
    }

    /// The strata of `within`.
    pub fn strata(&self, within: Within) -> &Strata {
        let found = self.strata.iter().find(|(known, _)| *known == within);
        &found.expect("every population of the scorecard was partitioned").1
    }
}

/// The populations of an indicator's statistics.
fn populations(indicator: &crate::scorecard::Indicator) -> impl Iterator<Item = Within> + '_ {
    let missing = match indicator.missing {
        Missing::Mean(within) | Missing::Median(within) => Some(within),
        _ => None,
    };
    let curve = match indicator.curve {
        Curve::Percentile { within, .. } | Curve::MinMax { within } | Curve::ZScore { within } => {
            Some(within)
        }
        _ => None,
    };
    let treatment = indicator.treatment.iter().filter_map(|step| match step {
        Treatment::Winsorise { within, .. } | Treatment::DrawIn { within, .. } => Some(*within),
        _ => None,
    });
    missing.into_iter().chain(treatment).chain(curve)
}

fn partition(firms: &Firms, segment: &[u16], segments: usize, within: Within) -> Strata {
    let (industry, industries) = if within.industry { industries(firms) } else { (None, 1) };
    let segments = if within.segment { segments } else { 1 };
    let of = (within.segment || industry.is_some()).then(|| {
        let segment = |firm: usize| if within.segment { u32::from(segment[firm]) } else { 0 };
        let industry = |firm: usize| industry.as_ref().map_or(0, |industry| industry[firm]);
        (0..firms.len).map(|firm| segment(firm) * industries as u32 + industry(firm)).collect()
    });
    Strata { of, count: segments * industries }
}

/// Each firm's industry as a number, and the number of industries. Firms of unknown industry form one
/// industry. `None` and 1 if the cohort has no industries.
fn industries(firms: &Firms) -> (Option<Vec<u32>>, usize) {
    let Some(texts) = firms.column(INDUSTRY).and_then(|column| column.texts()) else { return (None, 1) };
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let of = texts
        .iter()
        .map(|industry| {
            let division = industry.get(..3).unwrap_or(industry);
            let next = numbers.len() as u32;
            *numbers.entry(division).or_insert(next)
        })
        .collect();
    (Some(of), numbers.len().max(1))
}
