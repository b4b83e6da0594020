//! How firm a campaign's ranks and lists are.

use super::Campaign;
use super::study::{Studied, assess_in_detail};
use crate::finding::Findings;
use crate::progress::Progress;
use crate::scorecard::Scorecard;
use crate::scoring::Scores;
use crate::tuning::sensitivity::{self as tuning, Asked, Drawn, Lists, Sensitivity};

/// Carries the campaign out once, and then by every draw. Returns what was noticed beside.
///
/// # Errors
/// As [`assess`](super::assess) and [`sensitivity`](tuning::sensitivity).
pub fn sensitivity(
    campaign: &Campaign,
    asked: &Asked,
    progress: &dyn Progress,
) -> Result<Studied<Sensitivity>, Findings> {
    let assessed = assess_in_detail(campaign, progress)?;
    let frame = assessed.frame();
    let lists = Lists { institutions: &campaign.institutions, referrals: &assessed.referrals, frame: &frame };
    let further: Vec<(&Scorecard, &Scores)> = campaign.further.iter().zip(&assessed.further).collect();
    let found = tuning::sensitivity(&assessed.cohort(), &lists, &further, asked, progress)?;
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
    let assessed = assess_in_detail(campaign, progress)?;
    let drawn = tuning::draw(&assessed.cohort(), asked, number)?;
    Ok(assessed.studied(drawn))
}
