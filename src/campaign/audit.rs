//! A look into a campaign's leading scorecard by what it does to the cohort.

use std::time::Instant;

use super::{Campaign, Target, carry_out};
use crate::finding::{Code, Finding, Findings, Place};
use crate::progress::Progress;
use crate::publish::{self, Study, Timings};
use crate::tuning::Cohort;
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
) -> Result<(Audit, Findings), Findings> {
    if let Some(target) = target {
        publish::refuse(&target.folder, target.force)?;
    }
    let card = &campaign.scorecard;
    if card.indicators.is_empty() {
        let message = format!("`{}` has no indicators to look into", card.id);
        return Err(Finding::new(Code::ValueInvalid, Place::file(card.text.name.clone()), message)
            .help("only a scorecard that gives points can be audited")
            .into());
    }
    let intake = campaign.read_firms(progress)?;
    let assessed = carry_out(campaign, intake, true, Timings::default(), Instant::now(), progress)?;
    let cohort = Cohort {
        firms: &assessed.intake.firms,
        dictionary: &campaign.dictionary,
        scorecard: card,
        scores: &assessed.scores,
        as_of: campaign.as_of,
        file: campaign.firms_file.path.get_ref(),
        sha256: &assessed.intake.text.sha256,
    };
    let told = audit::audit(&cohort, asked, progress);
    if let Some(target) = target {
        let study = Study {
            name: format!("{}-audit", campaign.id),
            title: format!("{}: audit of {}", campaign.title, card.id),
            as_of: campaign.as_of,
            source: card.source.as_deref(),
            summary: &told,
            tables: &told.tables(),
        };
        publish::write_study(&target.folder, target.force, &study)?;
    }
    Ok((told, assessed.findings))
}
