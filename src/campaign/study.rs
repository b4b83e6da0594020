//! What every study of a campaign's weights has in common: the cohort it looks at, and what its folder says
//! of itself.

use std::time::Instant;

use std::path::Path;

use super::{Assessed, Campaign, Causes, carry_out, notices, per_firm};
use crate::figures::Table;
use crate::finding::{Finding, Findings, Place};
use crate::memory;
use crate::progress::Progress;
use crate::publish::{self, Study, Timings};
use crate::studies::Cohort;

/// What a study found, and what was noticed on the way.
#[derive(Debug)]
pub struct Studied<T> {
    /// What it found.
    pub found: T,
    /// Everything noticed, parameters and rows, in the order of the files.
    pub findings: Findings,
    /// Why rows of the cohort were kept aside, firms that could not be scored among them.
    pub quarantined: Causes,
    /// Rows of the cohort; of two that differ, of both.
    pub rows: usize,
}

impl<T> Studied<T> {
    /// The same of something else that was found.
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Studied<U> {
        let Studied { found, findings, quarantined, rows } = self;
        Studied { found: of(found), findings, quarantined, rows }
    }
}

/// Bytes that a study takes beyond what scoring does.
pub(super) struct Needs<'n> {
    /// Of each firm and indicator: measured over a cohort's size, not counted.
    pub per_value: usize,
    /// Besides, of so many firms.
    pub besides: &'n dyn Fn(usize) -> usize,
}

impl Needs<'_> {
    /// Only of firms and indicators.
    pub fn per_value(per_value: usize) -> Needs<'static> {
        Needs { per_value, besides: &|_| 0 }
    }
}

/// Carries the campaign out but for its files; scores keep their details, whatever the campaign says. Asks
/// for the memory of the study that follows before it begins.
pub(super) fn assess_in_detail<'a>(
    campaign: &'a Campaign,
    needs: &Needs<'_>,
    progress: &dyn Progress,
) -> Result<Assessed<'a>, Findings> {
    let intake = campaign.read_firms(progress)?;
    let indicators = campaign.scorecard.indicators.len();
    let firms = intake.firms.len;
    let per_firm =
        per_firm(&intake.firms, campaign, true).saturating_add(indicators.saturating_mul(needs.per_value));
    let bytes = firms.saturating_mul(per_firm).saturating_add((needs.besides)(firms));
    memory::room(bytes, &Place::file(intake.text.name.clone()))?;
    carry_out(campaign, intake, true, Timings::default(), Instant::now(), progress)
}

impl Assessed<'_> {
    /// A study's result beside what was noticed and kept aside on the way to it.
    pub(super) fn studied<T>(self, found: T) -> Studied<T> {
        Studied {
            found,
            quarantined: Causes(notices::causes(&self.intake, Some(&self.scores))),
            rows: self.intake.rows,
            findings: self.findings,
        }
    }

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
    /// Refuses a `target` that is one of the files the campaign is made from, or of those `besides`.
    ///
    /// # Errors
    /// As [`publish::refuse_inputs`].
    pub fn refuse_inputs(&self, target: &Path, besides: &[&Path]) -> Result<(), Finding> {
        let inputs = self.inputs();
        let names = inputs.iter().map(|input| Path::new(&input.name)).chain([self.firms_path.as_path()]);
        publish::refuse_inputs(target, names.chain(besides.iter().copied()))
    }

    /// A study of the leading scorecard, `kind` being its command, as its folder is
    /// [written](publish::write_study).
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
