//! Other weights for a campaign's leading scorecard, and what they would cause.

use std::time::Instant;

use super::{Campaign, carry_out};
use crate::finding::Findings;
use crate::progress::Progress;
use crate::publish::Timings;
use crate::tuning::{self, Asked, Cohort, Named, Proposal};

/// Scores the campaign's cohort, weighs its indicators as asked, and scores it again. Returns what was noticed beside.
///
/// # Errors
/// As [`assess`](super::assess) and [`propose`](tuning::propose).
pub fn weigh(
    campaign: &Campaign,
    asked: &Asked,
    named: &Named,
    progress: &dyn Progress,
) -> Result<(Proposal, Findings), Findings> {
    let intake = campaign.read_firms(progress)?;
    let assessed = carry_out(campaign, intake, true, Timings::default(), Instant::now(), progress)?;
    let cohort = Cohort {
        firms: &assessed.intake.firms,
        dictionary: &campaign.dictionary,
        scorecard: &campaign.scorecard,
        scores: &assessed.scores,
        as_of: campaign.as_of,
        file: campaign.firms_file.path.get_ref(),
        sha256: &assessed.intake.text.sha256,
    };
    let proposal = tuning::propose(&cohort, asked, named, progress)?;
    Ok((proposal, assessed.findings))
}
