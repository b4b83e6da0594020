//! Other weights for a campaign's leading scorecard, and what they would cause.

use std::time::Instant;

use super::sensitivity::cohort;
use super::{Campaign, carry_out};
use crate::finding::Findings;
use crate::progress::Progress;
use crate::publish::Timings;
use crate::tuning::{self, Asked, Named, Proposal};

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
    let proposal = tuning::propose(&cohort(&assessed), asked, named, progress)?;
    Ok((proposal, assessed.findings))
}
