//! The file that names it all, and [`run`]: one straight list of calls.

mod absent;
mod accepted;
mod alone;
mod asked;
mod cards;
mod compare;
mod consent;
mod covered;
mod explain;
mod facts;
mod foreign;
mod init;
mod load;
mod notices;
mod objections;
mod readers;
mod reading;
mod searches;
mod side_kind;
mod since;
mod study;
mod summary;
mod vetoes;

use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::civil::Date;
use serde::Serializer;

pub use alone::{Alone, AloneSummary, read_under};
pub use compare::{Sides, compare};
pub use consent::{ConsentReport, Noted, State, consents};
pub use covered::{public_list, refuse_uncovered_lists};
pub use explain::{
    Explanation, FailedRule, FurtherAccount, GrantAccount, ListOutcome, ListPlace, ProgrammeAccount,
    Standing, Supposed, explain,
};
pub use init::{Begun, Inputs, begin};
pub use load::{Campaign, schema};
pub use objections::{ObjectionsImport, object};
pub use reading::Reading;
pub use since::since;
pub use study::{Studied, study};
pub use summary::{
    Causes, FurtherPoints, HeldBy, ListSummary, SegmentPoints, Standings, Summary, SupplementRows, TopFirm,
};

use crate::desk;
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Dictionary, Firms, Frame};
use crate::intake::{self, FirmsFile, Intake};
use crate::memory;
use crate::parameters::Source;
use crate::programmes::{Grants, Programmes};
use crate::progress::Progress;
use crate::publish::{self, Granted, Publication, Published, Replace, Scored, Timings, Waiver};
use crate::referral::{self, Referrals};
use crate::scorecard::{Indicator, Scorecard};
use crate::scoring::{self, Results, Scores};
use crate::studies::{Subject, portfolio};
use crate::words::{Language, Message, say};

/// The output folder with its policy and language.
#[derive(Clone, Debug)]
pub struct Target {
    /// The output folder, complete or absent.
    pub folder: PathBuf,
    /// Policy for an existing folder.
    pub replace: Replace,
    /// The output's language, unless the campaign names one.
    pub language: Language,
}

/// The result of a complete run.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The run's numbers for people and programs.
    pub summary: Summary,
    /// Findings of parameters and rows.
    pub findings: Findings,
    /// The output folder as written.
    pub folder: PathBuf,
    /// Whether the folder holds `points.parquet`.
    pub detail: bool,
    /// Whether the folder holds `conditions.parquet`.
    pub conditions: bool,
}

/// A campaign scored and referred, nothing written yet.
#[derive(Debug)]
pub struct Assessed<'a> {
    /// The campaign that was scored.
    pub campaign: &'a Campaign,
    /// The cohort as read.
    pub intake: Intake,
    /// Points and ranks under the leading scorecard.
    pub scores: Scores,
    /// Points under the further scorecards, in the campaign's order.
    pub further: Vec<Scores>,
    /// Result columns that institutions ask for.
    results: Results,
    /// Lists of all institutions.
    pub referrals: Referrals,
    /// What each referral is worth; `None` if the campaign names no programmes.
    pub grants: Option<Grants>,
    /// Sums of the referred loans; `None` if the campaign names no programmes.
    pub portfolio: Option<portfolio::Brief>,
    /// Gates that firms pass despite a missing fact.
    pub waivers: Vec<Waiver>,
    /// Findings of parameters and rows, in file order.
    pub findings: Findings,
    /// Seconds spent in each stage.
    pub timings: Timings,
}

/// Scores the campaign's cohort, refers it, and writes the output folder.
///
/// # Errors
/// Faults of a file or of its header, a cohort without a firm that can be scored, an output that exists,
/// holds an input or cannot be written, rows unaccounted for.
pub fn run(campaign: &Campaign, target: &Target, progress: &dyn Progress) -> Result<Outcome, Findings> {
    publish::refuse(&target.folder, target.replace)?;
    // A workbook to correct, for example, that was corrected where the last run left it.
    campaign.refuse_inputs(&target.folder, &[])?;
    let mut assessed = assess(campaign, progress)?;
    let (published, mut summary) = rayon::join(|| assessed.publish(target, progress), || assessed.summary());
    assessed.findings.extend(published?.findings);
    summary.findings = assessed.findings.counts();
    let Assessed { intake, scores, further, results, referrals, grants, findings, .. } = assessed;
    // Freeing half a gigabyte takes a few hundredths of a second: two threads are faster.
    rayon::join(|| drop(intake), || drop((scores, further, results, referrals, grants)));
    let conditions = campaign.detail && !campaign.scorecard.conditions.is_empty();
    Ok(Outcome { summary, findings, folder: target.folder.clone(), detail: campaign.detail, conditions })
}

/// Everything [`run`] does except writing.
///
/// # Errors
/// As [`run`]; also a gate's field without a column if no firm can be referred therefore, or with a nearly
/// matching header.
pub fn assess<'a>(campaign: &'a Campaign, progress: &dyn Progress) -> Result<Assessed<'a>, Findings> {
    let clock = Instant::now();
    let intake = campaign.read_firms(progress)?;
    assess_read(campaign, intake, clock, progress)
}

/// A campaign assessed, with the columns of its cohort.
#[derive(Debug)]
pub struct Inspected<'a> {
    /// What [`assess`] returns.
    pub assessed: Assessed<'a>,
    /// Columns of the cohort and of supplements.
    pub reading: Reading,
}

/// The faults that stop a campaign, and as much of its cohort as was read.
#[derive(Debug)]
pub struct Stopped {
    /// All findings; at least one of them stops the campaign.
    pub findings: Findings,
    /// Columns of the cohort and of supplements; `None` if a file or its header is at fault.
    pub reading: Option<Box<Reading>>,
}

impl From<Findings> for Stopped {
    fn from(findings: Findings) -> Stopped {
        Stopped { findings, reading: None }
    }
}

/// As [`assess`], with the contents of all columns, those of supplements included.
///
/// # Errors
/// As [`assess`].
pub fn inspect<'a>(campaign: &'a Campaign, progress: &dyn Progress) -> Result<Inspected<'a>, Stopped> {
    let clock = Instant::now();
    let intake = campaign.inspect_firms(progress)?;
    let reading = Reading::of_campaign(campaign, &intake);
    match assess_read(campaign, intake, clock, progress) {
        Ok(assessed) => Ok(Inspected { assessed, reading }),
        Err(findings) => Err(Stopped { findings, reading: Some(Box::new(reading)) }),
    }
}

/// Assesses a cohort whose reading began at `clock`.
fn assess_read<'a>(
    campaign: &'a Campaign,
    intake: Intake,
    mut clock: Instant,
    progress: &dyn Progress,
) -> Result<Assessed<'a>, Findings> {
    let mut timings = Timings::default();
    timings.lap("intake", &mut clock);
    let wanted = Wanted { details: campaign.detail, ..Wanted::default() };
    let mut assessed = carry_out_timed(campaign, intake, wanted, timings, clock, progress)?;
    if vetoes::refuse(&mut assessed) {
        return Err(assessed.findings);
    }
    assessed.portfolio = assessed.brief()?;
    Ok(assessed)
}

/// What a command wants of a campaign carried out.
#[derive(Clone, Debug, Default)]
struct Wanted {
    /// Whether scores keep their details.
    details: bool,
    /// Slots of the institutions' scope to be built besides those that the campaign reads.
    slots: Vec<usize>,
}

impl Wanted {
    /// Scores with details.
    fn detailed() -> Wanted {
        Wanted { details: true, ..Wanted::default() }
    }
}

/// Scores and refers the cohort.
fn carry_out<'a>(
    campaign: &'a Campaign,
    intake: Intake,
    wanted: Wanted,
    progress: &dyn Progress,
) -> Result<Assessed<'a>, Findings> {
    carry_out_timed(campaign, intake, wanted, Timings::default(), Instant::now(), progress)
}

/// Scores and refers a cohort whose next stage began at `clock`, after those in `timings`.
fn carry_out_timed<'a>(
    campaign: &'a Campaign,
    intake: Intake,
    wanted: Wanted,
    mut timings: Timings,
    mut clock: Instant,
    progress: &dyn Progress,
) -> Result<Assessed<'a>, Findings> {
    let Wanted { details, slots } = wanted;
    let mut lap = |stage| timings.lap(stage, &mut clock);
    let firms = &intake.firms;
    room(&intake, per_firm(firms, campaign, details))?;
    let score = |scorecard| scoring::score(firms, scorecard, campaign.as_of, details, progress);
    let scores = score(&campaign.scorecard);
    let further: Vec<Scores> = campaign.further.iter().map(score).collect();
    lap("scoring");
    account(&intake, &scores)?;
    further.iter().try_for_each(|scores| account_further(&intake, scores))?;
    let mut findings = campaign.findings.clone();
    findings.extend(intake.findings.clone());
    findings.extend(scores.findings.clone());
    findings.extend(notices::turned_away(&intake, &scores, campaign.firms_file.leaves_out()));
    for (scorecard, scores) in campaign.further.iter().zip(&further) {
        findings.extend(scores.findings.clone());
        findings.extend(notices::without_points(&intake, scorecard, scores));
    }
    findings.extend(absent::fields(campaign, &intake, &scores, &further));
    findings.extend(vetoes::held(campaign, &intake, &scores, &further));
    findings.extend(notices::blank_programmes(campaign, &intake));
    if let Some(fault) = notices::nobody_scored(&intake, &scores) {
        findings.push(fault);
        findings.sort();
        return Err(findings);
    }
    let mut needed = campaign.institutions.slots();
    needed.extend(slots);
    needed.extend(campaign.programmes.iter().flat_map(|all| all.slots_with(&campaign.institutions)));
    let marks = marks(campaign, &scores, &further);
    let results = Results::new(firms, &marks, campaign.as_of, needed);
    let referrals = referral::refer(firms, &scores, &campaign.institutions, &results.frame(firms));
    findings.extend(notices::empty_lists(campaign, &referrals, &results.frame(firms)));
    findings.extend(notices::unmet_floors(campaign, &referrals));
    findings.extend(notices::unknown_preferences(campaign, &intake, &results.frame(firms)));
    lap("referral");
    if let Some(programmes) = &campaign.programmes {
        memory::room(programmes.grant_bytes(&campaign.institutions, &referrals), &intake.place())?;
    }
    let grants = campaign.programmes.as_ref();
    let grants = grants.map(|all| all.grant(&campaign.institutions, &referrals, &results.frame(firms)));
    if grants.is_some() {
        lap("programmes");
    }

    findings.sort();
    let scored =
        Scored { intake: &intake, scorecard: &campaign.scorecard, scores: &scores, further: &marks[1..] };
    let waivers = Waiver::all(&scored, &referrals);
    Ok(Assessed {
        campaign,
        intake,
        scores,
        further,
        results,
        referrals,
        grants,
        portfolio: None,
        waivers,
        findings,
        timings,
    })
}

/// Bytes of a firm's results under any scorecard: measured.
const BYTES_PER_FIRM: usize = 125;
/// Bytes per firm and list.
const BYTES_PER_LIST: usize = 4;

/// Bytes of a firm's results under `scorecard`. Indicators without any column take none.
fn bytes_per_firm(firms: &Firms, scorecard: &Scorecard, details: bool) -> usize {
    let fields = |indicator: &Indicator| scorecard.fields_of(&indicator.value, firms.columns.len());
    let has_column = |indicator: &&Indicator| {
        let fields = fields(indicator);
        fields.is_empty() || fields.into_iter().any(|field| firms.columns[field].is_some())
    };
    let indicators = scorecard.indicators.iter().filter(has_column).count();
    BYTES_PER_FIRM + 8 * scorecard.groups.len() + indicators * if details { 45 } else { 18 }
}

/// Bytes per firm of all scorecards and lists.
fn per_firm(firms: &Firms, campaign: &Campaign, details: bool) -> usize {
    let all = std::iter::once(&campaign.scorecard).chain(&campaign.further);
    let lists = campaign.institutions.all.len();
    all.map(|card| bytes_per_firm(firms, card, details)).sum::<usize>() + BYTES_PER_LIST * lists
}

/// Reserves the bytes of every firm before scoring.
///
/// # Errors
/// More than the system has, or than a cohort of its size may take.
fn room(intake: &Intake, per_firm: usize) -> Result<(), Finding> {
    let place = intake.place();
    let needed = intake.firms.len.saturating_mul(per_firm);
    let rows = memory::Rows { count: intake.rows, unpacked: intake.unpacked() };
    rows.admit(memory::PROGRAM.saturating_add(intake.bytes()).saturating_add(needed), &place)?;
    memory::room(needed, &place)
}

/// The campaign's scorecards with their scores, the leading one first.
fn marks<'a>(
    campaign: &'a Campaign,
    scores: &'a Scores,
    further: &'a [Scores],
) -> Vec<(&'a Scorecard, &'a Scores)> {
    std::iter::once((&campaign.scorecard, scores)).chain(campaign.further.iter().zip(further)).collect()
}

impl Assessed<'_> {
    /// Firms and results in the slots that institutions' rules read.
    pub fn frame(&self) -> Frame<'_> {
        self.results.frame(&self.intake.firms)
    }

    /// The sums of the referred loans; `None` without programmes.
    fn brief(&self) -> Result<Option<portfolio::Brief>, Findings> {
        let Assessed { campaign, intake, scores, further, referrals, grants, .. } = self;
        let subject = Subject {
            cohort: campaign.cohort(intake, scores),
            intake,
            further: &marks(campaign, scores, further)[1..],
            institutions: &campaign.institutions,
            referrals,
            frame: &self.frame(),
            granted: campaign.programmes.as_ref().zip(grants.as_ref()),
        };
        portfolio::brief(&subject, &campaign.source, campaign.folder())
    }

    /// Writes the output folder.
    ///
    /// # Errors
    /// The target exists or cannot be written; it then stays as it was.
    pub fn publish(&self, target: &Target, progress: &dyn Progress) -> Result<Published, Finding> {
        let campaign = self.campaign;
        let language = campaign.language.unwrap_or(target.language);
        let title = campaign.called();
        let mut inputs = campaign.inputs();
        inputs.extend(publish::inputs(&self.intake));
        let desk = campaign.desk.as_deref().and_then(|desk| desk::relative(&target.folder, desk));
        // Deliveries look into the ledger again.
        let campaign_file = campaign.consents.as_ref();
        let campaign_file = campaign_file.and_then(|_| desk::relative(&target.folder, &campaign.path));
        let publication = Publication {
            campaign: &campaign.id,
            title: &title,
            as_of: campaign.as_of,
            scored: Scored {
                intake: &self.intake,
                scorecard: &campaign.scorecard,
                scores: &self.scores,
                further: &marks(campaign, &self.scores, &self.further)[1..],
            },
            institutions: &campaign.institutions,
            referrals: &self.referrals,
            granted: campaign.programmes.as_ref().zip(self.grants.as_ref()).map(granted),
            waivers: &self.waivers,
            frame: &self.frame(),
            inputs: &inputs,
            findings: &self.findings,
            detail: campaign.detail,
            firms: campaign.keeps_firms,
            workbooks: &campaign.workbooks,
            trial: campaign.trial.as_ref(),
            timings: &self.timings,
            desk: desk.as_deref(),
            campaign_file: campaign_file.as_deref(),
            language,
        };
        publish::publish(&target.folder, target.replace, &publication, progress)
    }
}

fn granted<'a>((programmes, grants): (&'a Programmes, &'a Grants)) -> Granted<'a> {
    Granted { programmes, grants }
}

/// A day as programs read it.
fn written_day<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

/// Reads a cohort without a campaign, by the dictionary's headers. `id` is the column that identifies firms,
/// if not the credit code.
///
/// # Errors
/// Faults of the file or of its header.
pub fn read_cohort(
    path: &Path,
    id: Option<&str>,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Intake, Findings> {
    let file = FirmsFile::plain(path);
    let nothing = Source::new("", "");
    let mut dictionary = Dictionary::built_in();
    if let Some(id) = id {
        if dictionary.find(id).is_none() {
            dictionary.add_text(id);
        }
        cards::identify(&mut dictionary, id).map_err(|fault| fault(Place::default()))?;
    }
    intake::read(path, &file, &nothing, &dictionary, as_of, progress).map_err(alone::without_id)
}

/// Rows of `intake` quarantined, by cause.
pub fn causes(intake: &Intake) -> Causes {
    Causes::of(intake, None)
}

/// Checks that every firm has points under a further scorecard or a reason why not.
fn account_further(intake: &Intake, scores: &Scores) -> Result<(), Findings> {
    let (scored, rejected) = (scores.order.len(), scores.rejected.len());
    if intake.firms.len == scored + rejected {
        return Ok(());
    }
    let firms = intake.firms.len;
    Err(lost(intake, say!(campaign::firms_lost, firms = firms, scored = scored, rejected = rejected)))
}

/// Checks that no row is lost: `rows = scored + quarantined + merged`.
fn account(intake: &Intake, scores: &Scores) -> Result<(), Findings> {
    let scored = scores.order.len();
    let quarantined = intake.quarantine.len() + scores.rejected.len();
    if intake.rows == scored + quarantined + intake.merged {
        return Ok(());
    }
    let message = say!(
        campaign::rows_lost,
        rows = intake.rows,
        scored = scored,
        quarantined = quarantined,
        merged = intake.merged
    );
    Err(lost(intake, message))
}

fn lost(intake: &Intake, message: Message) -> Findings {
    Finding::new(Code::RowsLost, intake.place(), message).help(say!(campaign::lost_help)).into()
}
