//! Scores of a cohort under other raw values of its indicators.

use super::curve::{Blank, member};
use super::derive::Raw;
use super::population::Cohort;
use super::{Detail, Scores};
use crate::firms::{Cells, Firms};
use crate::scorecard::Scorecard;

/// `scores`, which `card` made with details, with the details of other raw values: each indicator's missing
/// policy, treatment and curve run again, also where these read the whole cohort. `raw` gives the new values
/// of the indicator at a position from its old ones, known for the same firms; `None` keeps the old ones.
///
/// The scored firms, their segments and the gates' verdicts stay: gates and segments read fields. Results
/// that depend on points are still the old ones: a [`Reweigher`](super::Reweigher) and
/// [`rescore`](super::rescore) compute them from the details. Indicators follow one another, on the calling
/// thread except where a curve itself is parallel.
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
