//! Weights for a campaign's leading scorecard that bring about what is wanted of it.

use std::time::Instant;

use super::{Campaign, Target, carry_out};
use crate::finding::Findings;
use crate::parameters::Source;
use crate::progress::Progress;
use crate::publish::{self, Study, Timings};
use crate::tuning::tune::{Goals, Tuned, tune as search};
use crate::tuning::{Cohort, Named};

/// Scores the campaign's cohort, looks for weights that meet the goals in `source`, and writes the study where it is told to.
/// Returns what was noticed beside.
///
/// # Errors
/// As [`assess`](super::assess), [`Goals::read`] and [`tune`](search); a target that exists and may not be replaced, or
/// cannot be written.
pub fn tune(
    campaign: &Campaign,
    source: &Source,
    named: &Named,
    target: Option<&Target>,
    progress: &dyn Progress,
) -> Result<(Tuned, Findings), Findings> {
    if let Some(target) = target {
        publish::refuse(&target.folder, target.force)?;
    }
    let card = &campaign.scorecard;
    let goals = Goals::read(source, card, &campaign.dictionary)?;
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
    let tuned = search(&cohort, &goals, named, progress)?;
    if let Some(target) = target {
        let study = Study {
            name: format!("{}-tune", campaign.id),
            title: format!("{}: weights of {} tuned", campaign.title, card.id),
            as_of: campaign.as_of,
            source: card.source.as_deref(),
            summary: &tuned,
            tables: &tuned.tables(),
        };
        publish::write_study(&target.folder, target.force, &study)?;
    }
    Ok((tuned, assessed.findings))
}
