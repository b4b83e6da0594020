//! What every study of a campaign's weights has in common: the cohort it looks at, and what its folder says of itself.

use std::time::Instant;

use super::{Assessed, Campaign, carry_out};
use crate::finding::Findings;
use crate::progress::Progress;
use crate::publish::{Study, Timings};
use crate::tuning::{Cohort, Table};

/// Carries the campaign out but for its files; scores keep their details, whatever the campaign says.
pub(super) fn assess_in_detail<'a>(
    campaign: &'a Campaign,
    progress: &dyn Progress,
) -> Result<Assessed<'a>, Findings> {
    let intake = campaign.read_firms(progress)?;
    carry_out(campaign, intake, true, Timings::default(), Instant::now(), progress)
}

impl Assessed<'_> {
    /// The cohort as studies see it.
    pub(super) fn cohort(&self) -> Cohort<'_> {
        let campaign = self.campaign;
        Cohort {
            firms: &self.intake.firms,
            dictionary: &campaign.dictionary,
            scorecard: &campaign.scorecard,
            scores: &self.scores,
            as_of: campaign.as_of,
            file: campaign.firms_file.path.get_ref(),
            sha256: &self.intake.text.sha256,
        }
    }
}

impl Campaign {
    /// A study of the leading scorecard, `kind` being its command, as its folder is [written](crate::publish::write_study).
    pub fn study<'a, S>(&'a self, kind: &str, summary: &'a S, tables: &'a [Table]) -> Study<'a, S> {
        Study {
            name: format!("{}-{kind}", self.id),
            title: format!("{}: {kind} of {}", self.title, self.scorecard.id),
            as_of: self.as_of,
            source: self.scorecard.source.as_deref(),
            summary,
            tables,
        }
    }
}
