//! Scores of a cohort under other weights, the same as a full scoring gives.

use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::curve::Member;
use super::formula::Column;
use super::screen::Screened;
use super::{Detail, Scores, finish, judge};
use crate::firms::Firms;
use crate::scorecard::{Missing, Scorecard};

/// One indicator's points in a scored cohort, under other weights.
pub(super) fn column(shares: &[f64], left_out: Option<&[bool]>, weight: &[f64], segment: &[u16]) -> Column {
    let of = |firm: usize| weight[usize::from(segment[firm])];
    let points = shares.iter().enumerate().map(|(firm, share)| share * of(firm)).collect();
    let absent = (left_out.is_some() || weight.contains(&0.0)).then(|| {
        let out = |firm: usize| left_out.is_some_and(|out| out[firm]);
        (0..shares.len()).map(|firm| of(firm) == 0.0 || out(firm)).collect()
    });
    Column { points: Arc::new(points), blank: false, absent }
}

/// The firms for which an indicator is left out because its value is missing; `None` if its missing policy is
/// not `skip`.
pub(super) fn left_out(card: &Scorecard, at: usize, detail: &Detail) -> Option<Vec<bool>> {
    let skips = card.indicators[at].missing == Missing::Skip;
    skips.then(|| detail.raw.present.iter().map(|known| !known).collect())
}

/// The scores under `card`, which differs from the scorecard of `scores` only in weights: the scored firms
/// and their segments are the same. The new scores have no details.
///
/// # Panics
/// If `scores` has no details.
pub fn rescore(firms: &Firms, card: &Scorecard, scores: &Scores, as_of: Date) -> Scores {
    let details = scores.details.as_ref().expect("the scores keep their details");
    let members: Vec<Member> = details
        .par_iter()
        .enumerate()
        .map(|(at, detail)| {
            let left_out = left_out(card, at, detail);
            let weight = &card.indicators[at].weight;
            let column = column(&detail.normalised.values, left_out.as_deref(), weight, &scores.segment);
            Member { column, detail: None }
        })
        .collect();
    let screened = Screened {
        scored: scores.scored.clone(),
        segment: scores.segment.clone(),
        coverage: scores.coverage.clone(),
        rejected: scores.rejected.clone(),
    };
    // The verdicts of gates are the same; everything that depends on points is computed anew.
    let said = judge::mask_of_gates(card);
    let unmet = scores.unmet.iter().map(|unmet| unmet & said).collect();
    let gates = judge::Verdicts { unmet, unknown: scores.unknown.clone() };
    finish(firms, card, as_of, screened, gates, members, false)
}
