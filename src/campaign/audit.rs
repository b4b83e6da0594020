//! A look into a campaign's leading scorecard by what it does to the cohort.

use super::Campaign;
use super::study::{Needs, Studied, assess_in_detail};
use crate::finding::{Code, Finding, Findings, Place};
use crate::progress::Progress;
use crate::studies::audit::{self, ALL_MISSING, Asked, Audit, Remark};

/// Bytes that the study takes of each firm and indicator: measured, with room to spare.
const BYTES_PER_VALUE: usize = 60;

/// Scores the campaign's cohort and looks into its leading scorecard. Returns what was noticed beside.
///
/// # Errors
/// As [`assess`](super::assess); a scorecard without indicators.
pub fn audit(
    campaign: &Campaign,
    asked: &Asked,
    progress: &dyn Progress,
) -> Result<Studied<Audit>, Findings> {
    let card = &campaign.scorecard;
    if card.indicators.is_empty() {
        let message = format!("`{}` has no indicators to look into", card.id);
        return Err(Finding::new(Code::ValueInvalid, Place::file(card.text.name.clone()), message)
            .help("only a scorecard that gives points can be audited")
            .into());
    }
    let mut assessed = assess_in_detail(campaign, &Needs::per_value(BYTES_PER_VALUE), progress)?;
    let mut told = audit::audit(&assessed.cohort(), asked, progress);
    assessed.findings = not_told_twice(&mut told, &assessed.scores.findings, assessed.findings);
    Ok(assessed.studied(told))
}

/// What was noticed, but for indicators without any value, of which `own` are those of the scorecard: the
/// remark on them says so, and now which column is not there.
fn not_told_twice(audit: &mut Audit, own: &Findings, mut findings: Findings) -> Findings {
    let is_told = |remark: &&mut Remark| remark.key == ALL_MISSING && remark.segment.is_none();
    let mut told: Vec<&Finding> = Vec::new();
    for remark in audit.remarks.iter_mut().filter(is_told) {
        let same = |finding: &&Finding| {
            finding.code == Code::IndicatorBlank
                && finding.place.column.as_deref() == remark.subjects.first().map(String::as_str)
        };
        if let Some(finding) = own.iter().find(same) {
            finding.help.iter().for_each(|help| remark.message += &format!(": {help}"));
            told.push(finding);
        }
    }
    findings.retain(|finding| !told.contains(&finding));
    findings
}
