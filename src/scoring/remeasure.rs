//! Scores of a cohort under other raw values of its indicators.

use super::curve::{Blank, member};
use super::derive::Raw;
use super::population::Cohort;
use super::{Detail, Scores};
use crate::firms::{Cells, Firms};
use crate::scorecard::Scorecard;

/// The `scores` of `card`, with their details recomputed from other raw values. The missing policy, the
/// treatment and the curve of each indicator run again; their statistics are those of the new values. `raw`
/// gives the new values of the indicator at a position from its old ones, for the same firms; `None` keeps
/// the old ones.
///
/// The scored firms, their segments and the verdicts of gates are unchanged, since gates and segments read
/// fields. Results that depend on points are unchanged too: [`Reweigher`](super::Reweigher) and
/// [`rescore`](super::rescore) recompute them from the details. Indicators are computed one after another on
/// the calling thread; only a curve may use several threads.
///
/// # Panics
/// If the scores have no details.
pub fn remeasure(
    firms: &Firms,
    card: &Scorecard,
    scores: &Scores,
    raw: impl Fn(usize, &Cells<f64>) -> Option<Cells<f64>>,
) -> Scores {
    let details = scores.details.as_ref().expect("the scores keep their details");
    let cohort = Cohort::new(firms, card, &scores.scored, &scores.segment);
    let blank = Blank::new(&scores.scored, true);
    let detail = |(at, detail): (usize, &Detail)| {
        // New values are decimals, as they are printed.
        let values = raw(at, &detail.raw).map(|cells| Raw { cells, exact: None });
        let made =
            values.and_then(|raw| member(&card.indicators[at], Some(raw), &cohort, &blank, true).detail);
        made.unwrap_or_else(|| detail.clone())
    };
    let details = details.iter().enumerate().map(detail).collect();
    Scores { details: Some(details), ..scores.clone() }
}
