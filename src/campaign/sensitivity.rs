//! How firm a campaign's ranks and lists are.

use super::Campaign;
use super::study::{Needs, Studied, assess_in_detail};
use crate::finding::Findings;
use crate::progress::Progress;
use crate::referral::Lists;
use crate::scorecard::Scorecard;
use crate::scoring::Scores;
use crate::studies::sensitivity::{self as studies, Asked, Drawn, Sensitivity};

/// Bytes that the study takes of each firm and indicator, ranks of draws apart: measured, with room to spare.
const BYTES_PER_VALUE: usize = 80;
/// The same of a variant of the scorecard: a share of full marks, and whether it is known.
const BYTES_PER_SHARE: usize = 9;

/// Carries the campaign out once, and then by every draw. Returns what was noticed beside.
///
/// # Errors
/// As [`assess`](super::assess) and [`sensitivity`](studies::sensitivity).
pub fn sensitivity(
    campaign: &Campaign,
    asked: &Asked,
    progress: &dyn Progress,
) -> Result<Studied<Sensitivity>, Findings> {
    let shares = (asked.choices.variants() - 1).saturating_mul(BYTES_PER_SHARE);
    let per_value = BYTES_PER_VALUE.saturating_add(shares);
    let needs = Needs { per_value, besides: &|firms| studies::bytes(firms, asked) };
    let assessed = assess_in_detail(campaign, &needs, progress)?;
    let frame = assessed.frame();
    let lists = Lists { institutions: &campaign.institutions, referrals: &assessed.referrals, frame: &frame };
    let further: Vec<(&Scorecard, &Scores)> = campaign.further.iter().zip(&assessed.further).collect();
    let found = studies::sensitivity(&assessed.cohort(), &lists, &further, asked, progress)?;
    Ok(assessed.studied(found))
}

/// One draw by its number.
///
/// # Errors
/// As [`sensitivity`].
pub fn draw(
    campaign: &Campaign,
    asked: &Asked,
    number: u32,
    progress: &dyn Progress,
) -> Result<Studied<Drawn>, Findings> {
    let assessed = assess_in_detail(campaign, &Needs::per_value(BYTES_PER_VALUE), progress)?;
    let drawn = studies::draw(&assessed.cohort(), asked, number)?;
    Ok(assessed.studied(drawn))
}
