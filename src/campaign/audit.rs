//! A look into a campaign's leading scorecard by what it does to the cohort.

use super::study::{Studied, assess_in_detail};
use super::{Campaign, Target};
use crate::finding::{Code, Finding, Findings, Place};
use crate::progress::Progress;
use crate::publish;
use crate::tuning::audit::{self, Asked, Audit};

/// Scores the campaign's cohort, looks into its leading scorecard, and writes the study where it is told to. Returns what
/// was noticed beside.
///
/// # Errors
/// As [`assess`](super::assess); a scorecard without indicators; a target that exists and may not be replaced, or cannot be written.
pub fn audit(
    campaign: &Campaign,
    asked: &Asked,
    target: Option<&Target>,
    progress: &dyn Progress,
) -> Result<Studied<Audit>, Findings> {
    if let Some(target) = target {
        publish::refuse_study(&target.folder, target.force)?;
    }
    let card = &campaign.scorecard;
    if card.indicators.is_empty() {
        let message = format!("`{}` has no indicators to look into", card.id);
        return Err(Finding::new(Code::ValueInvalid, Place::file(card.text.name.clone()), message)
            .help("only a scorecard that gives points can be audited")
            .into());
    }
    let assessed = assess_in_detail(campaign, progress)?;
    let told = audit::audit(&assessed.cohort(), asked, progress);
    if let Some(target) = target {
        let tables = told.tables();
        publish::write_study(&target.folder, target.force, &campaign.study("audit", &told, &tables))?;
    }
    Ok(assessed.studied(told))
}
