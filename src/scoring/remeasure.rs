//! A cohort that was scored, under other raw values of its indicators.

use super::curve::{Blank, member};
use super::derive::Raw;
use super::population::Cohort;
use super::{Detail, Scores};
use crate::firms::{Cells, Firms};
use crate::scorecard::Scorecard;

/// `scores`, which `card` made with details, with the details of other raw values: each indicator's missing
/// policy, treatment and curve run again, also where these read the whole cohort. `raw` gives the values of
/// the indicator at a position from those it had, known for the same firms; `None` leaves it as it was.
///
/// Who is scored, in which segment, and what gates say stays: gates and segments read fields. What rests on
/// points is still that of the old values: a [`Reweigher`](super::Reweigher) and
/// [`rescore`](super::rescore) say it anew from the details. Indicators follow one another, on the calling
/// thread but for what a curve shares out itself.
///
/// # Panics
/// If the scores were made without details.
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
        // New values are decimals as they stand.
        let values = raw(at, &detail.raw).map(|cells| Raw { cells, exact: None });
        let made =
            values.and_then(|raw| member(&card.indicators[at], Some(raw), &cohort, &blank, true).detail);
        made.unwrap_or_else(|| detail.clone())
    };
    let details = details.iter().enumerate().map(detail).collect();
    Scores { details: Some(details), ..scores.clone() }
}
