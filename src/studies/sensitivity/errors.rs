//! Measurement errors of a cohort: the value of each firm and indicator in each draw.

use rand::RngExt;
use rayon::prelude::*;

use super::draws::{fnv1a, stream};
use super::measurement::{CheckedErrors, CheckedExtent};
use crate::expr::Expr;
use crate::finding::{Code, Finding, Findings};
use crate::firms::Cells;
use crate::scorecard::Scorecard;
use crate::scoring::{Results, Scores, remeasure};
use crate::studies::study::Cohort;
use crate::words::say;

/// The bounds of a cohort's values.
pub(super) struct Errors<'a> {
    cohort: &'a Cohort<'a>,
    seed: u64,
    /// Bounds per indicator; `None` for exact ones.
    all: Vec<Option<Bounds>>,
    /// Per firm, the hash of its id.
    firms: Vec<u64>,
}

/// The bounds of an indicator's values.
enum Bounds {
    /// Relative distance from each value.
    Share(f64),
    /// Per firm of the cohort, the low end and the width; missing for a firm without bounds.
    Each(Cells<f64>, Vec<f64>),
}

impl<'a> Errors<'a> {
    /// Memory of one draw per firm and indicator, in bytes: raw and treated values, shares and points.
    pub const BYTES_PER_VALUE: usize = 64;

    /// Evaluates the bounds of every firm; `None` without errors. Warnings are added to `noticed`.
    ///
    /// # Errors
    /// A low end above its high end, firm by firm.
    pub fn of(
        checked: CheckedErrors,
        cohort: &'a Cohort<'a>,
        seed: u64,
        noticed: &mut Findings,
    ) -> Result<Option<Errors<'a>>, Findings> {
        if checked.all.is_empty() {
            return Ok(None);
        }
        let mut faults = Findings::new();
        let bounds = |(at, extent): (usize, Option<CheckedExtent>)| {
            Some(match extent? {
                CheckedExtent::Share(share) => Bounds::Share(share),
                CheckedExtent::Within(width) => each(cohort, at, &[width], &mut faults, noticed),
                CheckedExtent::Between(low, high) => each(cohort, at, &[low, high], &mut faults, noticed),
            })
        };
        let all = checked.all.into_iter().enumerate().map(bounds).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let ids = cohort.firms.ids();
        let firms = (0..cohort.firms.len).into_par_iter().map(|row| fnv1a(ids.get_or_empty(row).bytes()));
        Ok(Some(Errors { cohort, seed, all, firms: firms.collect() }))
    }

    /// `scores` recomputed with the values of draw `number`.
    pub fn measured(&self, card: &Scorecard, scores: &Scores, number: u64) -> Scores {
        let raw = |at: usize, raw: &Cells<f64>| {
            let bounds = self.all[at].as_ref()?;
            let mut random = stream(self.seed, number, &["value", &card.indicators[at].id]);
            Some(self.values(raw, bounds, random.random(), random.random()))
        };
        remeasure(self.cohort.firms, card, scores, raw)
    }

    /// An indicator's values in one draw, each uniform within its bounds. The position within the bounds is a
    /// hash of the firm's id and two keys of the draw.
    fn values(&self, raw: &Cells<f64>, bounds: &Bounds, key: u64, other: u64) -> Cells<f64> {
        let value = |firm: usize, known: &bool| {
            let value = raw.values[firm];
            if !known {
                return value;
            }
            let u = unit(mixed(mixed(self.firms[firm] ^ key) ^ other));
            match bounds {
                Bounds::Share(share) => value * (1.0 + share * (2.0 * u - 1.0)),
                Bounds::Each(low, width) if low.present[firm] => low.values[firm] + u * width[firm],
                Bounds::Each(..) => value,
            }
        };
        let values = raw.present.iter().enumerate().map(|(firm, known)| value(firm, known));
        Cells { values: values.collect(), present: raw.present.clone() }
    }
}

/// The bounds of each firm from `rules`: one for half the width, or two for the low and the high end.
fn each(
    cohort: &Cohort<'_>,
    at: usize,
    rules: &[Expr],
    faults: &mut Findings,
    noticed: &mut Findings,
) -> Bounds {
    let needed = rules.iter().flat_map(|rule| rule.slots()).copied();
    let results = Results::new(cohort.firms, &[(cohort.scorecard, cohort.scores)], cohort.as_of, needed);
    let frame = results.frame(cohort.firms);
    let ends: Vec<Cells<f64>> = rules.iter().map(|rule| rule.numbers(&frame, frame.rows())).collect();
    let id = &cohort.scorecard.indicators[at].id;
    let raw = cohort.scores.details.as_ref().map(|details| &details[at].raw);
    let (mut lows, mut widths) = (Cells::missing(cohort.firms.len), vec![0.0; cohort.firms.len]);
    for (firm, width) in widths.iter_mut().enumerate() {
        let Some(value) = raw.and_then(|raw| raw.get(firm)) else { continue };
        let place = || cohort.parts.place(cohort.firms.rows[firm]).in_column(id.as_str());
        let known: Option<Vec<f64>> = ends.iter().map(|end| end.get(firm)).collect();
        let Some(known) = known else {
            noticed.push_with(Code::BoundsDoubtful, &place(), || {
                let message = say!(sensitivity::bounds_unknown, indicator = id);
                Finding::new(Code::BoundsDoubtful, place(), message)
                    .help(say!(sensitivity::bounds_unknown_help))
            });
            continue;
        };
        let (low, high) = match known[..] {
            [low, high] => (low, high),
            _ => (value - known[0], value + known[0]),
        };
        if low > high {
            faults.push_with(Code::BoundsCrossed, &place(), || {
                let message = match known[..] {
                    [low, high] => {
                        let (low, high) = (low.to_string(), high.to_string());
                        say!(sensitivity::bounds_crossed, indicator = id, low = low, high = high)
                    }
                    _ => say!(sensitivity::bounds_below, indicator = id, width = known[0].to_string()),
                };
                Finding::new(Code::BoundsCrossed, place(), message)
                    .help(say!(sensitivity::bounds_crossed_help))
            });
        } else if !(low..=high).contains(&value) {
            noticed.push_with(Code::BoundsDoubtful, &place(), || {
                let message = say!(
                    sensitivity::bounds_outside,
                    indicator = id,
                    value = value.to_string(),
                    low = low.to_string(),
                    high = high.to_string()
                );
                Finding::new(Code::BoundsDoubtful, place(), message)
                    .help(say!(sensitivity::bounds_outside_help))
            });
        }
        (lows.values[firm], lows.present[firm], *width) = (low, true, high - low);
    }
    Bounds::Each(lows, widths)
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014; constants of Stafford's mix 13): each input bit
/// flips half of the output bits.
fn mixed(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number in 0..1 from the highest 53 bits.
fn unit(z: u64) -> f64 {
    (z >> 11) as f64 / (1_u64 << 53) as f64
}
