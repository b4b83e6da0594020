//! A campaign's points set against what became of its firms.

use std::path::Path;

use super::Campaign;
use super::study::{Needs, Studied, assess_in_detail};
use crate::finding::Findings;
use crate::intake;
use crate::progress::Progress;
use crate::studies::calibrate::{self, Against, Asked, Study};
use crate::studies::weights::Named;

/// Bytes that the study takes of each firm and indicator: measured, with room to spare.
const BYTES_PER_VALUE: usize = 80;

/// Scores the campaign's cohort and sets its points against the outcomes in the file at `path`. Returns what
/// was noticed beside.
///
/// # Errors
/// As [`assess`](super::assess), [`read_outcomes`](intake::read_outcomes) and
/// [`calibrate`](calibrate::calibrate()).
pub fn calibrate(
    campaign: &Campaign,
    path: &Path,
    asked: &Asked,
    named: &Named,
    progress: &dyn Progress,
) -> Result<Studied<Study>, Findings> {
    // A file of outcomes that cannot be read is told before the cohort is.
    let (like, dictionary) = (&campaign.firms_file, &campaign.dictionary);
    let mut file = intake::read_outcomes(path, like, dictionary, campaign.as_of, progress)?;
    let mut assessed = assess_in_detail(campaign, &Needs::per_value(BYTES_PER_VALUE), progress)?;
    let mut findings = std::mem::take(&mut assessed.findings);
    findings.extend(std::mem::take(&mut file.findings));
    let mut referred = vec![false; assessed.intake.firms.len];
    for list in &assessed.referrals.lists {
        list.firms.iter().for_each(|&firm| referred[firm as usize] = true);
    }
    let quarantined = assessed.intake.quarantined_ids();
    let against = Against { cohort: assessed.cohort(), file: &file, referred: &referred, quarantined };
    match calibrate::calibrate(&against, asked, named, progress) {
        Ok((study, noticed)) => {
            findings.extend(noticed);
            assessed.findings = findings;
            Ok(assessed.studied(study))
        }
        Err(faults) => {
            findings.extend(faults);
            Err(findings)
        }
    }
}
