//! Weights for a campaign's leading scorecard that bring about what is wanted of it.

use super::Campaign;
use super::study::{Needs, Studied, assess_in_detail};
use crate::finding::Findings;
use crate::parameters::Source;
use crate::progress::Progress;
use crate::studies::tune::{self, Goals, Tuned};
use crate::studies::weights::Named;

/// Bytes that the study takes of each firm and indicator: measured, with room to spare.
const BYTES_PER_VALUE: usize = 120;

/// Scores the campaign's cohort and looks for weights that meet the goals in `source`. Returns what was
/// noticed beside.
///
/// # Errors
/// As [`assess`](super::assess), [`Goals::read`] and [`tune`](tune::tune).
pub fn tune(
    campaign: &Campaign,
    source: &Source,
    named: &Named,
    progress: &dyn Progress,
) -> Result<Studied<Tuned>, Findings> {
    // Goals that cannot be read are told before the cohort is.
    let goals = Goals::read(source, &campaign.scorecard, &campaign.dictionary)?;
    let assessed = assess_in_detail(campaign, &Needs::per_value(BYTES_PER_VALUE), progress)?;
    let tuned = tune::tune(&assessed.cohort(), &goals, named, progress)?;
    Ok(assessed.studied(tuned))
}
