//! Other weights for a campaign's leading scorecard, and what they would cause.

use super::Campaign;
use super::study::{Needs, Studied, assess_in_detail};
use crate::finding::Findings;
use crate::progress::Progress;
use crate::studies::weights::Named;
use crate::studies::{self, Asked, Proposal};

/// Bytes that the study takes of each firm and indicator: measured, with room to spare.
const BYTES_PER_VALUE: usize = 80;

/// Scores the campaign's cohort, weighs its indicators as asked, and scores it again. Returns what was
/// noticed beside.
///
/// # Errors
/// As [`assess`](super::assess) and [`propose`](studies::propose).
pub fn weigh(
    campaign: &Campaign,
    asked: &Asked,
    named: &Named,
    progress: &dyn Progress,
) -> Result<Studied<Proposal>, Findings> {
    let assessed = assess_in_detail(campaign, &Needs::per_value(BYTES_PER_VALUE), progress)?;
    let (proposal, noticed) = studies::propose(&assessed.cohort(), asked, named, progress)?;
    let mut studied = assessed.studied(proposal);
    studied.findings.extend(noticed);
    Ok(studied)
}
