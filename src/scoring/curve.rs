//! From treated values to points: one indicator over all firms.

use std::sync::Arc;

use super::derive::Raw;
use super::formula::Column;
use super::population::{Cohort, Strata};
use super::treat::{impute, treat};
use super::{Detail, percentile};
use crate::decimal::{Fraction, nearest, ratio};
use crate::firms::Cells;
use crate::scorecard::{Curve, Direction, Indicator, Missing};
use crate::stats;

/// One indicator's points over all firms, ready for its group.
pub(super) struct Member {
    /// Points, or those of [`Blank`] if no firm has any. Absent for firms in whose segment the weight is 0,
    /// and for firms with a missing value that is skipped.
    pub column: Column,
    /// Raw, treated and normalised values, kept on request.
    pub detail: Option<Detail>,
}

/// Columns of zeros and missing cells, shared by all indicators without values and groups without points.
pub(super) struct Blank {
    /// Zero points for every firm.
    pub points: Arc<Vec<f64>>,
    /// Missing cells, kept with details only.
    cells: Arc<Cells<f64>>,
    /// Shares of an indicator without values that is left out for no firm: 0 for each scored firm.
    shares: Arc<Cells<f64>>,
}

impl Blank {
    /// Blank columns for a cohort with these `scored` firms.
    pub fn new(scored: &[bool], keep_details: bool) -> Blank {
        let len = if keep_details { scored.len() } else { 0 };
        let shares = Cells { values: vec![0.0; len], present: scored[..len].to_vec() };
        Blank {
            points: Arc::new(vec![0.0; scored.len()]),
            cells: Arc::new(Cells::missing(len)),
            shares: Arc::new(shares),
        }
    }

    /// The member of an indicator without values.
    fn member(&self, raw: Option<Arc<Cells<f64>>>, absent: Option<Vec<bool>>, scored: &[bool]) -> Member {
        let detail = raw.map(|raw| Detail {
            raw,
            treated: Arc::clone(&self.cells),
            normalised: match &absent {
                None => Arc::clone(&self.shares),
                Some(absent) => {
                    let left_in = scored.iter().zip(absent).map(|(scored, absent)| *scored && !absent);
                    Arc::new(Cells { values: vec![0.0; scored.len()], present: left_in.collect() })
                }
            },
        });
        Member { column: Column { points: Arc::clone(&self.points), blank: true, absent }, detail }
    }
}

/// An indicator's points from its raw values; `None` where no firm has a value.
pub(super) fn member(
    indicator: &Indicator,
    raw: Option<Raw>,
    cohort: &Cohort<'_>,
    blank: &Blank,
    keep_detail: bool,
) -> Member {
    let scored = cohort.scored;
    let is_filled = matches!(indicator.missing, Missing::Value(_));
    let Raw { mut cells, exact } = match raw {
        Some(raw) => raw,
        None if is_filled => Raw { cells: Cells::missing(scored.len()), exact: None },
        None => {
            let raw = keep_detail.then(|| Arc::clone(&blank.cells));
            return blank.member(raw, absent(indicator, None, cohort), scored);
        }
    };
    // From here on, a firm that is not scored has no value and does not count in any statistic.
    cells.present.iter_mut().zip(scored).for_each(|(present, scored)| *present &= scored);
    let raw = keep_detail.then(|| Arc::new(cells.clone()));
    let absent = absent(indicator, Some(&cells), cohort);
    impute(&mut cells, exact.as_ref(), indicator.missing, cohort);
    treat(&mut cells, exact.as_ref(), &indicator.treatment, cohort);
    if !cells.present.contains(&true) {
        return blank.member(raw, absent, scored);
    }
    // Values that are neither imputed nor treated are stored once.
    let is_raw = indicator.treatment.is_empty()
        && matches!(indicator.missing, Missing::Zero | Missing::Skip | Missing::Reject);
    let treated = raw.as_ref().map(|raw| if is_raw { Arc::clone(raw) } else { Arc::new(cells.clone()) });

    let full = table_marks(&indicator.curve);
    let mut marks = marks(indicator, cells, cohort);
    let detail = raw.zip(treated).map(|(raw, treated)| {
        let shares = marks.iter().map(|marks| full.map_or(*marks, |full| marks / full)).collect();
        let left_in = |firm: usize| scored[firm] && absent.as_ref().is_none_or(|absent| !absent[firm]);
        let present = (0..scored.len()).map(left_in).collect();
        Detail { raw, treated, normalised: Arc::new(Cells { values: shares, present }) }
    });
    for (marks, segment) in marks.iter_mut().zip(cohort.segment) {
        let weight = indicator.weight[usize::from(*segment)];
        *marks = match full {
            None => *marks * weight,
            // Points of a table keep every bit of the table's number.
            Some(full) if weight == full => *marks,
            Some(full) => *marks * weight / full,
        };
    }
    if let Some(absent) = &absent {
        marks.iter_mut().zip(absent).filter(|(_, absent)| **absent).for_each(|(points, _)| *points = 0.0);
    }
    Member { column: Column { points: Arc::new(marks), blank: false, absent }, detail }
}

/// The firms for which the indicator is left out.
fn absent(indicator: &Indicator, raw: Option<&Cells<f64>>, cohort: &Cohort<'_>) -> Option<Vec<bool>> {
    let skips = indicator.missing == Missing::Skip;
    let weightless: Vec<bool> = indicator.weight.iter().map(|weight| *weight == 0.0).collect();
    if !skips && !weightless.contains(&true) {
        return None;
    }
    let is_known = |firm: usize| raw.is_some_and(|raw| raw.present[firm]);
    let segments = cohort.segment.iter().enumerate();
    let left_out =
        segments.map(|(firm, segment)| weightless[usize::from(*segment)] || (skips && !is_known(firm)));
    Some(left_out.collect())
}

/// Full marks of a curve that gives points from a table instead of shares.
fn table_marks(curve: &Curve) -> Option<f64> {
    match curve {
        Curve::Tiers { full, .. } | Curve::Classes { full, .. } => Some(*full),
        Curve::PerUnit { cap, .. } => Some(*cap),
        _ => None,
    }
}

/// Each firm's share of full marks, or its points for a curve with [`table_marks`]; 0 for a missing value.
fn marks(indicator: &Indicator, cells: Cells<f64>, cohort: &Cohort<'_>) -> Vec<f64> {
    let lower = indicator.direction == Direction::Lower;
    match &indicator.curve {
        Curve::Tiers { tiers, otherwise, .. } => {
            each(cells, |_, x| tier(tiers, x, lower).map_or(*otherwise, |at| tiers[at].1))
        }
        Curve::Linear { low, high, log: false } => each(cells, |firm, x| {
            let segment = usize::from(cohort.segment[firm]);
            let (low, high) = (low[segment], high[segment]);
            turned(way(x.max(low).min(high), low, high), lower)
        }),
        Curve::Linear { low, high, log: true } => {
            let ways = low.iter().zip(high).map(|(low, high)| (low.ln(), high.ln() - low.ln()));
            let ways: Vec<(f64, f64)> = ways.collect();
            each(cells, |firm, x| {
                let (low, range) = ways[usize::from(cohort.segment[firm])];
                if x > 0.0 { turned(((x.ln() - low) / range).clamp(0.0, 1.0), lower) } else { 0.0 }
            })
        }
        Curve::Reference { reference } => each(cells, |firm, x| {
            let reference = reference[usize::from(cohort.segment[firm])];
            match lower {
                false => (x / reference).clamp(0.0, 1.0),
                true if x > 0.0 => (reference / x).min(1.0),
                true => 1.0,
            }
        }),
        Curve::Piecewise { knots } => each(cells, |_, x| piecewise(knots, x)),
        Curve::PerUnit { unit, points, cap } => {
            each(cells, |_, x| if x <= 0.0 { 0.0 } else { per_unit(x, *unit, *points).clamp(0.0, *cap) })
        }
        Curve::Classes { .. } => each(cells, |_, points| points),
        Curve::Flag => each(cells, |_, x| turned(x, lower)),
        Curve::Percentile { within, ties } => {
            percentile::shares(&cells, cohort.strata(*within), *ties, lower)
        }
        Curve::MinMax { within } => minmax(cells, cohort.strata(*within), lower),
        Curve::ZScore { within } => zscore(cells, cohort.strata(*within), lower),
    }
}

/// The first tier that `x` reaches.
#[inline]
pub(super) fn tier(tiers: &[(f64, f64)], x: f64, lower: bool) -> Option<usize> {
    let reaches = |bound: f64| if lower { x <= bound } else { x >= bound };
    tiers.iter().position(|(bound, _)| reaches(*bound))
}

/// Replaces each present value by `marks(firm, x)` and each missing one by 0.
fn each(cells: Cells<f64>, marks: impl Fn(usize, f64) -> f64) -> Vec<f64> {
    let Cells { mut values, present } = cells;
    for (firm, (x, present)) in values.iter_mut().zip(present).enumerate() {
        *x = if present { marks(firm, *x) } else { 0.0 };
    }
    values
}

/// `⌊x / unit⌋ · points`, computed in decimals.
fn per_unit(x: f64, unit: f64, points: f64) -> f64 {
    let marks = Fraction::of(x).over(Fraction::of(unit)).floor().times(Fraction::of(points));
    if marks.is_beyond() {
        return nearest(&((ratio(x) / ratio(unit)).floor() * ratio(points)));
    }
    marks.nearest()
}

/// A difference of doubles has all published digits if the larger end point of the interval is at most this
/// multiple of the interval's length.
const SHORT: f64 = 64.0;

/// `(x − from) / (to − from)` for `from ≤ x ≤ to` and `from < to`; computed in decimals if the interval is so
/// short or so long that the difference of doubles is inaccurate.
#[inline]
fn way(x: f64, from: f64, to: f64) -> f64 {
    let range = to - from;
    let is_plain = range.is_finite() && from.abs().max(to.abs()) <= SHORT * range;
    if is_plain { (x - from) / range } else { decimal_way(x, from, to) }
}

#[cold]
fn decimal_way(x: f64, from: f64, to: f64) -> f64 {
    let range = Fraction::of(to).minus(Fraction::of(from));
    let share = Fraction::of(x).minus(Fraction::of(from)).over(range);
    if share.is_number() {
        return share.nearest();
    }
    nearest(&((ratio(x) - ratio(from)) / (ratio(to) - ratio(from))))
}

#[inline]
fn turned(share: f64, lower: bool) -> f64 {
    if lower { 1.0 - share } else { share }
}

/// The line through `knots` at `x`, flat outside them.
fn piecewise(knots: &[(f64, f64)], x: f64) -> f64 {
    let right = knots.partition_point(|(knot, _)| *knot <= x);
    let (first, last) = (knots[0].1, knots[knots.len() - 1].1);
    if right == 0 {
        return first;
    }
    if right == knots.len() {
        return last;
    }
    let ((x0, s0), (x1, s1)) = (knots[right - 1], knots[right]);
    s0 + (s1 - s0) * way(x, x0, x1)
}

fn minmax(cells: Cells<f64>, strata: &Strata, lower: bool) -> Vec<f64> {
    let mut extremes = vec![(f64::INFINITY, f64::NEG_INFINITY); strata.count];
    for (firm, x) in cells.values.iter().enumerate().filter(|(firm, _)| cells.present[*firm]) {
        let (min, max) = &mut extremes[strata.of(firm)];
        (*min, *max) = (min.min(*x), max.max(*x));
    }
    each(cells, |firm, x| {
        let (min, max) = extremes[strata.of(firm)];
        if min == max { 0.5 } else { turned(way(x, min, max), lower) }
    })
}

fn zscore(cells: Cells<f64>, strata: &Strata, lower: bool) -> Vec<f64> {
    let mut split = strata.split(&cells.values, &cells.present);
    let spreads: Vec<Option<stats::Spread>> =
        split.iter_mut().map(|values| stats::Spread::of(values)).collect();
    each(cells, |firm, x| {
        let z = spreads[strata.of(firm)].as_ref().map_or(0.0, |spread| spread.standard_score(x));
        stats::normal_cdf(if lower { -z } else { z })
    })
}
