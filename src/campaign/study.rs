//! Common course of a campaign's studies: score and refer the cohort, then study it.

use std::path::{Path, PathBuf};

use super::summary::SupplementRows;
use super::{Assessed, Campaign, Causes, Wanted, carry_out, marks, per_firm};
use crate::finding::{Finding, Findings};
use crate::intake::Intake;
use crate::memory;
use crate::progress::Progress;
use crate::publish::{self, StudyFolder};
use crate::scoring::Scores;
use crate::studies::{Cohort, Report, Setting, Study, Subject};
use crate::words::{Language, say};

/// A study's report with its findings.
#[derive(Debug)]
pub struct Studied<T> {
    /// The study's own result.
    pub report: T,
    /// Findings of parameters and rows, in file order.
    pub findings: Findings,
    /// Numbers of quarantined rows by cause, unscorable firms included.
    pub quarantined: Causes,
    /// Rows of the cohort, or of both cohorts.
    pub rows: usize,
    /// Rows of supplements, of both campaigns if there are two.
    pub supplements: Vec<SupplementRows>,
}

impl<T> Studied<T> {
    /// The same findings with another report.
    pub fn map<U>(self, of: impl FnOnce(T) -> U) -> Studied<U> {
        let Studied { report, findings, quarantined, rows, supplements } = self;
        Studied { report: of(report), findings, quarantined, rows, supplements }
    }
}

/// Scores the campaign without writing files, and studies it. A search for weights adds a line to the log of
/// searches beside the campaign, and its report counts the earlier ones; an unreadable or unwritable log is a
/// warning.
///
/// # Errors
/// As [`Study::prepare`], [`assess`](super::assess) and [`Study::run`], in this order.
pub fn study<S: Study>(
    campaign: &Campaign,
    study: &S,
    progress: &dyn Progress,
) -> Result<Studied<S::Report>, Findings> {
    let input = study.prepare(&campaign.setting(), progress)?;
    let mut assessed = assess_in_detail(campaign, study, progress)?;
    let noticed = std::mem::take(&mut assessed.findings);
    let subject = Subject {
        cohort: campaign.cohort(&assessed.intake, &assessed.scores),
        intake: &assessed.intake,
        further: &marks(campaign, &assessed.scores, &assessed.further)[1..],
        institutions: &campaign.institutions,
        referrals: &assessed.referrals,
        frame: &assessed.frame(),
        granted: campaign.programmes.as_ref().zip(assessed.grants.as_ref()),
    };
    let (mut report, mut findings) = study.run(&subject, input, noticed, progress)?;
    if let Some(searches) = S::searches(&mut report) {
        findings.extend(campaign.record(searches));
    }
    let quarantined = Causes::of(&assessed.intake, Some(&assessed.scores));
    let supplements = SupplementRows::all(&assessed.intake);
    Ok(Studied { report, findings, quarantined, rows: assessed.intake.rows, supplements })
}

/// Scores the campaign without writing files, always with details. Reserves the study's memory before it
/// begins.
fn assess_in_detail<'a>(
    campaign: &'a Campaign,
    study: &impl Study,
    progress: &dyn Progress,
) -> Result<Assessed<'a>, Findings> {
    let intake = campaign.read_firms(progress)?;
    let firms = intake.firms.len;
    let scoring = firms.saturating_mul(per_firm(&intake.firms, campaign, true));
    let bytes = scoring.saturating_add(study.bytes(firms, campaign.scorecard.indicators.len()));
    memory::room(bytes, &intake.place())?;
    let wanted = Wanted { details: true, slots: study.slots(&campaign.institutions) };
    carry_out(campaign, intake, wanted, progress)
}

impl Campaign {
    /// The cohort under the leading scorecard.
    pub(super) fn cohort<'a>(&'a self, intake: &'a Intake, scores: &'a Scores) -> Cohort<'a> {
        Cohort {
            firms: &intake.firms,
            dictionary: &self.dictionary,
            scorecard: &self.scorecard,
            scores,
            as_of: self.as_of,
            file: &self.firms_name,
            parts: &intake.parts,
        }
    }

    /// The part of a study's setting that is known before the cohort is read.
    fn setting(&self) -> Setting<'_> {
        Setting {
            scorecard: &self.scorecard,
            dictionary: &self.dictionary,
            firms_file: &self.firms_file,
            as_of: self.as_of,
            programmes: self.programmes.as_ref(),
            source: &self.source,
            folder: self.folder(),
        }
    }

    /// Refuses a `target` that is an input of the campaign, its log of searches, or one of `besides`.
    ///
    /// # Errors
    /// As [`publish::refuse_inputs`].
    pub fn refuse_inputs(&self, target: &Path, besides: &[&Path]) -> Result<(), Finding> {
        let inputs = self.inputs();
        let log = self.searches();
        let firms = self.firms_paths();
        let own = firms.iter().map(PathBuf::as_path).chain([log.as_path()]);
        let names = inputs.iter().map(|input| Path::new(&input.name)).chain(own);
        publish::refuse_inputs(target, names.chain(besides.iter().copied()))
    }

    /// The output folder of the study `name`, for [`publish::write_study`].
    pub fn study_folder<'a, R: Report>(
        &'a self,
        name: &str,
        report: &'a R,
        language: Language,
    ) -> StudyFolder<'a, R> {
        StudyFolder {
            name: format!("{}-{name}", self.id),
            title: say!(
                campaign::study_title,
                title = self.called(),
                study = name,
                scorecard = &self.scorecard.id
            ),
            as_of: self.as_of,
            source: self.scorecard.source.as_deref(),
            summary: report,
            tables: report.tables(),
            language: self.language.unwrap_or(language),
        }
    }
}
