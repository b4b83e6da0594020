//! Two campaigns, scorecards or finished runs, set side by side.

use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::civil::Date;
use serde::Serialize;

use super::{Alone, Assessed, Campaign, carry_out};
use crate::finding::{Code, Finding, Findings, Place};
use crate::intake::Intake;
use crate::parameters::{FileKind, is_toml};
use crate::progress::Progress;
use crate::publish::{self, Input, Timings};
use crate::scorecard::{Scorecard, WeightsBasis, catalogue};
use crate::tuning::compare::{self, Comparison, Side};

/// Two sides as a person names them, and what is asked of them.
#[derive(Clone, Debug)]
pub struct Comparing {
    /// The first side: a campaign file, a scorecard (a built-in id or a file) or the output folder of a run.
    pub before: String,
    /// The second.
    pub after: String,
    /// The cohort that scorecards without a campaign on the other side score.
    pub firms: Option<PathBuf>,
    /// The column of that cohort that tells firms apart, if that is not the credit code.
    pub id: Option<String>,
    /// The day firms are judged as of, in place of the campaign's; of a finished run its own stays.
    pub as_of: Option<Date>,
    /// The day that holds where no campaign names one.
    pub today: Date,
    /// What is asked of the comparison.
    pub asked: compare::Asked,
}

/// A comparison with what it is of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// The first side.
    pub before: About,
    /// The second.
    pub after: About,
    /// Why something is not compared.
    pub notes: Vec<String>,
    /// What changes from the first to the second.
    #[serde(flatten)]
    pub comparison: Comparison,
}

/// What a side is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct About {
    /// What the person named.
    pub named: String,
    /// What that is.
    pub kind: SideKind,
    /// The campaign's or run's title, or the scorecard's.
    pub title: String,
    /// The scorecard's id.
    pub scorecard: String,
    /// Where its weights come from.
    pub weights_basis: WeightsBasis,
    /// Its full marks.
    pub scale: f64,
    /// Decimals its points are published with.
    pub decimals: u8,
    /// The as-of day.
    pub as_of: String,
    /// The cohort's file.
    pub cohort: String,
    /// Its SHA-256.
    pub cohort_sha256: String,
    /// Scored firms.
    pub firms: usize,
    /// How many institutions have a list; nothing where nobody was referred.
    pub lists: Option<usize>,
}

/// What a side can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SideKind {
    /// A campaign, carried out.
    Campaign,
    /// A scorecard over a cohort.
    Scorecard,
    /// A run that is finished.
    Run,
}

impl SideKind {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            SideKind::Campaign => "campaign",
            SideKind::Scorecard => "scorecard",
            SideKind::Run => "run",
        }
    }

    /// What `named` is.
    fn of(named: &str) -> Result<SideKind, Finding> {
        let path = Path::new(named);
        let refuse = |code, message: String, help: &str| {
            Err(Finding::new(code, Place::file(named), message).help(help))
        };
        if path.is_dir() {
            return Ok(SideKind::Run);
        }
        match FileKind::of(path) {
            Some(FileKind::Campaign) => Ok(SideKind::Campaign),
            Some(FileKind::Scorecard) if path.extension().is_some_and(|extension| extension == "toml") => {
                Ok(SideKind::Scorecard)
            }
            Some(FileKind::Scorecard) => refuse(
                Code::FileKind,
                "is a scorecard whose name does not end in .toml".to_owned(),
                "name it so: other names are those of built-in scorecards",
            ),
            Some(kind @ FileKind::Institutions) => refuse(
                Code::FileKind,
                format!(
                    "is {}, where a campaign, a scorecard or the output of a run is needed",
                    kind.as_str()
                ),
                "lists are compared as parts of campaigns: give two campaigns, each with one of the files",
            ),
            Some(FileKind::Table) => refuse(
                Code::FileKind,
                "is no TOML, where a campaign, a scorecard or the output of a run is needed".to_owned(),
                "give a run's whole folder, not a file in it; firms for two scorecards are named by --firms",
            ),
            None if is_toml(path) || path.components().count() > 1 => refuse(
                Code::FileUnreadable,
                "no file or folder is called so".to_owned(),
                "check the name and the folder: paths are relative to where you are",
            ),
            None => catalogue::find(named, Place::default()).map(|_| SideKind::Scorecard).map_err(|fault| {
                Finding {
                    message: format!("`{named}` is neither a file nor a folder nor a built-in scorecard"),
                    ..fault
                }
            }),
        }
    }
}

/// A side, ready to be compared.
struct Told {
    about: About,
    side: Side,
    findings: Findings,
    note: Option<String>,
}

/// Carries out or reads both sides and compares them. Returns what was noticed beside.
///
/// A scorecard scores the cohort of the other side's campaign and fills that campaign's lists, or else the cohort of
/// [`Comparing::firms`]. One side is scored after the other, so that only one cohort is held at a time.
///
/// # Errors
/// A side that is none of these, or cannot be carried out or read; a scorecard without a cohort.
pub fn compare(comparing: &Comparing, progress: &dyn Progress) -> Result<(Compared, Findings), Findings> {
    let kinds = [SideKind::of(&comparing.before)?, SideKind::of(&comparing.after)?];
    let names = [comparing.before.as_str(), comparing.after.as_str()];
    let campaign = (0..2).find(|&at| kinds[at] == SideKind::Campaign).map(|at| names[at]);
    check_cohort(comparing, kinds, campaign)?;
    let tell = |at: usize| match (kinds[at], campaign) {
        (SideKind::Run, _) => run(names[at]),
        (SideKind::Campaign, _) => whole_campaign(names[at], comparing.as_of, progress),
        (SideKind::Scorecard, Some(campaign)) => {
            under_scorecard(names[at], campaign, comparing.as_of, progress)
        }
        (SideKind::Scorecard, None) => alone(names[at], comparing, progress),
    };
    // Runs are read side by side: they take little room, and much of it is one thread's work.
    let (before, after) = if kinds == [SideKind::Run; 2] {
        let (before, after) = rayon::join(|| run(names[0]), || run(names[1]));
        (before?, after?)
    } else {
        (tell(0)?, tell(1)?)
    };
    progress.begin("comparison", 0);
    let comparison = Comparison::between(&before.side, &after.side, &comparing.asked);
    let mut findings: Vec<Finding> = before.findings.into_iter().chain(after.findings).collect();
    // Of one cohort the same is noticed twice.
    findings.sort();
    findings.dedup();
    let mut notes: Vec<String> = before.note.into_iter().chain(after.note).collect();
    notes.dedup();
    if notes.is_empty() && (before.about.lists.is_some() != after.about.lists.is_some()) {
        notes.push("lists are not compared: one side has none".to_owned());
    }
    let compared = Compared { before: before.about, after: after.about, notes, comparison };
    Ok((compared, findings.into_iter().collect()))
}

/// A scorecard needs one cohort, and nothing else does.
fn check_cohort(comparing: &Comparing, kinds: [SideKind; 2], campaign: Option<&str>) -> Result<(), Finding> {
    let has_scorecard = kinds.contains(&SideKind::Scorecard);
    let refuse = |message: &str, help: &str| {
        Err(Finding::new(Code::ValueInvalid, Place::default(), message).help(help))
    };
    match (&comparing.firms, campaign) {
        (None, None) if has_scorecard => refuse(
            "a scorecard has no firms of its own",
            "give a campaign as the other side, or a cohort with --firms",
        ),
        (Some(_), Some(_)) => refuse(
            "--firms is for scorecards without a campaign",
            "leave it out: the campaign names its firms",
        ),
        (Some(_), None) if !has_scorecard => {
            refuse("--firms is for scorecards, and neither side is one", "leave it out: a run has its firms")
        }
        _ if comparing.as_of.is_some() && kinds == [SideKind::Run; 2] => refuse(
            "--as-of is for sides that are scored, and both are finished runs",
            "leave it out: a run stays as of its own day",
        ),
        (None, _) if comparing.id.is_some() => {
            refuse("--id is for the cohort of --firms", "leave it out: a campaign says it under [firms]")
        }
        _ => Ok(()),
    }
}

fn run(folder: &str) -> Result<Told, Findings> {
    let finished = publish::read_run(Path::new(folder))?;
    let cohort = finished.inputs.iter().find(|input| input.role == "firms");
    let about = About {
        named: folder.to_owned(),
        kind: SideKind::Run,
        title: finished.title,
        scorecard: finished.scorecard,
        weights_basis: finished.weights_basis,
        scale: finished.side.scale,
        decimals: finished.side.decimals,
        as_of: finished.as_of,
        cohort: cohort.map_or_else(String::new, |input: &Input| input.name.clone()),
        cohort_sha256: cohort.map_or_else(String::new, |input| input.sha256.clone()),
        firms: finished.side.points.len(),
        lists: finished.side.lists.as_ref().map(|lists| lists.all.len()),
    };
    Ok(Told { about, side: finished.side, findings: Findings::new(), note: None })
}

fn about(
    named: &str,
    kind: SideKind,
    title: &str,
    scorecard: &Scorecard,
    as_of: Date,
    intake: &Intake,
    side: &Side,
) -> About {
    About {
        named: named.to_owned(),
        kind,
        title: title.to_owned(),
        scorecard: scorecard.id.clone(),
        weights_basis: scorecard.weights_basis,
        scale: scorecard.scale,
        decimals: scorecard.decimals,
        as_of: as_of.to_string(),
        cohort: intake.text.name.to_string(),
        cohort_sha256: intake.text.sha256.clone(),
        firms: side.points.len(),
        lists: side.lists.as_ref().map(|lists| lists.all.len()),
    }
}

fn assessed(
    campaign: &Campaign,
    named: &str,
    kind: SideKind,
    progress: &dyn Progress,
) -> Result<Told, Findings> {
    let intake = campaign.read_firms(progress)?;
    let assessed = carry_out(campaign, intake, false, Timings::default(), Instant::now(), progress)?;
    let Assessed { intake, scores, referrals, findings, .. } = assessed;
    let side = Side::of(&intake.firms, &campaign.scorecard, &scores).referred(
        &scores,
        &campaign.institutions,
        &referrals,
    );
    let title = match kind {
        SideKind::Scorecard => title(&campaign.scorecard),
        _ => &campaign.title,
    };
    let about = about(named, kind, title, &campaign.scorecard, campaign.as_of, &intake, &side);
    Ok(Told { about, side, findings, note: None })
}

/// A scorecard's title, Chinese if it has one.
fn title(scorecard: &Scorecard) -> &str {
    scorecard.title_zh.as_ref().unwrap_or(&scorecard.title)
}

fn whole_campaign(path: &str, as_of: Option<Date>, progress: &dyn Progress) -> Result<Told, Findings> {
    let campaign = Campaign::load(Path::new(path), as_of)?;
    assessed(&campaign, path, SideKind::Campaign, progress)
}

/// A scorecard in the place of a campaign's own; without lists, where institutions ask for what only the other has.
fn under_scorecard(
    scorecard: &str,
    campaign: &str,
    as_of: Option<Date>,
    progress: &dyn Progress,
) -> Result<Told, Findings> {
    let (campaign, faults) = Campaign::under(Path::new(campaign), as_of, scorecard)?;
    if faults.is_empty() {
        return assessed(&campaign, scorecard, SideKind::Scorecard, progress);
    }
    let intake = campaign.read_firms(progress)?;
    let Campaign { scorecard: card, as_of, findings, .. } = campaign;
    let mut told = of_alone(&Alone::of(intake, card, as_of, findings, progress)?, scorecard);
    told.note = faults.iter().next().map(|fault| {
        let (id, Finding { place, message, .. }) = (&told.about.scorecard, fault);
        format!("lists are not compared: under {id} the institutions' rules are at fault: {place}: {message}")
    });
    Ok(told)
}

fn alone(scorecard: &str, comparing: &Comparing, progress: &dyn Progress) -> Result<Told, Findings> {
    let firms = comparing.firms.as_deref().unwrap_or(Path::new(""));
    let as_of = comparing.as_of.unwrap_or(comparing.today);
    let alone = Alone::score(firms, scorecard, comparing.id.as_deref(), as_of, progress)?;
    Ok(of_alone(&alone, scorecard))
}

fn of_alone(alone: &Alone, named: &str) -> Told {
    let Alone { intake, scorecard, scores, as_of, findings } = alone;
    let side = Side::of(&intake.firms, scorecard, scores);
    let about = about(named, SideKind::Scorecard, title(scorecard), scorecard, *as_of, intake, &side);
    Told { about, side, findings: findings.clone(), note: None }
}
