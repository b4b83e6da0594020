//! How firm a campaign's ranks and lists are.

use std::time::Instant;

use super::{Assessed, Campaign, carry_out};
use crate::finding::Findings;
use crate::progress::Progress;
use crate::publish::Timings;
use crate::scorecard::Scorecard;
use crate::scoring::Scores;
use crate::tuning::Cohort;
use crate::tuning::sensitivity::{self as tuning, Asked, Drawn, Lists, Sensitivity};

/// Carries the campaign out once, and then by every draw. Returns what was noticed beside.
///
/// # Errors
/// As [`assess`](super::assess) and [`sensitivity`](tuning::sensitivity).
pub fn sensitivity(
    campaign: &Campaign,
    asked: &Asked,
    progress: &dyn Progress,
) -> Result<(Sensitivity, Findings), Findings> {
    with_details(campaign, progress, |assessed| {
        let frame = assessed.frame();
        let lists =
            Lists { institutions: &campaign.institutions, referrals: &assessed.referrals, frame: &frame };
        let further: Vec<(&Scorecard, &Scores)> = campaign.further.iter().zip(&assessed.further).collect();
        tuning::sensitivity(&cohort(assessed), &lists, &further, asked, progress)
    })
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
) -> Result<(Drawn, Findings), Findings> {
    with_details(campaign, progress, |assessed| tuning::draw(&cohort(assessed), asked, number))
}

fn with_details<T>(
    campaign: &Campaign,
    progress: &dyn Progress,
    study: impl FnOnce(&Assessed<'_>) -> Result<T, Findings>,
) -> Result<(T, Findings), Findings> {
    let intake = campaign.read_firms(progress)?;
    let assessed = carry_out(campaign, intake, true, Timings::default(), Instant::now(), progress)?;
    Ok((study(&assessed)?, assessed.findings))
}

/// The campaign's cohort as studies see it.
pub(super) fn cohort<'a>(assessed: &'a Assessed<'_>) -> Cohort<'a> {
    let campaign = assessed.campaign;
    Cohort {
        firms: &assessed.intake.firms,
        dictionary: &campaign.dictionary,
        scorecard: &campaign.scorecard,
        scores: &assessed.scores,
        as_of: campaign.as_of,
        file: campaign.firms_file.path.get_ref(),
        sha256: &assessed.intake.text.sha256,
    }
}
