//! Comparison of two campaigns, scorecards or finished runs.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::study::Studied;
use super::summary::SupplementRows;
use super::{Alone, Assessed, Campaign, Causes, Target, Wanted, carry_out};
use crate::desk::{Finished, read_run};
use crate::finding::{Code, Finding, Findings, Place};
use crate::intake::Intake;
use crate::memory;
use crate::progress::Progress;
use crate::publish::{self, Input};
use crate::scorecard::Scorecard;
use crate::scorecard::Trial;
use crate::studies::compare::{Comparison, Options, Report, Side, SideAbout, SideKind};
use crate::words::{Message, say};

/// Bytes of memory per firm of either side: measured, with a margin.
const BYTES_PER_FIRM: usize = 400;

/// The two sides of a comparison as a person names them.
#[derive(Clone, Debug)]
pub struct Sides {
    /// The first side: a campaign file, a scorecard (a built-in id or a file) or the output folder of a run.
    pub before: String,
    /// The second side, named likewise.
    pub after: String,
    /// Trial weights of the second side, the same campaign as the first.
    pub trial: Option<Trial>,
    /// The cohort for scorecards, where the other side is no campaign.
    pub firms: Option<PathBuf>,
    /// The column of that cohort that identifies firms, if that is not the credit code.
    pub id: Option<String>,
    /// The as-of day that replaces a campaign's. A finished run keeps its own day.
    pub as_of: Option<Date>,
    /// The as-of day if neither side has one.
    pub today: Date,
    /// The output folder, which must not be an input.
    pub target: Option<Target>,
    /// The output page, which must not be an input.
    pub page: Option<PathBuf>,
}

/// A side with its parameters read, not yet scored.
enum Loaded {
    Run(Box<Finished>),
    Campaign(Box<Campaign>),
    /// A scorecard in place of a campaign's own, and the institutions' faults under it.
    Under(Box<Campaign>, Findings),
    /// A scorecard for the cohort of [`Sides::firms`].
    Alone,
}

struct Prepared {
    about: SideAbout,
    side: Side,
    findings: Findings,
    note: Option<Message>,
    /// Rows of its cohort; 0 for a finished run.
    rows: usize,
    quarantined: Causes,
    supplements: Vec<SupplementRows>,
}

/// Scores or reads both sides and compares them. Returns the other findings too.
///
/// A scorecard scores the cohort of the other side's campaign and fills that campaign's lists, or else the
/// cohort of [`Sides::firms`], as of the day of the run on the other side. The parameters of both are
/// read before either is scored; one is scored after the other, so that only one cohort is held at a time.
///
/// # Errors
/// A side that is none of these, or cannot be scored or read; a scorecard without a cohort; a target that
/// exists and must not be replaced, or that is an input.
pub fn compare(
    sides: &Sides,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Studied<Report>, Findings> {
    options.check()?;
    let kinds = [SideKind::of(&sides.before)?, SideKind::of(&sides.after)?];
    let names = [sides.before.as_str(), sides.after.as_str()];
    let campaign = (0..2).find(|&at| kinds[at] == SideKind::Campaign).map(|at| names[at]);
    check_cohort(sides, kinds, campaign)?;
    if sides.trial.is_some() && kinds[0] != SideKind::Campaign {
        let message = say!(campaign::set_campaign, kind = kinds[0].as_str(), name = names[0]);
        return Err(Finding::new(Code::OptionIdle, Place::default(), message)
            .help(say!(campaign::set_campaign_help))
            .into());
    }
    let trial = |at: usize| sides.trial.as_ref().filter(|_| at == 1);
    let ready = |at: usize| ready(names[at], kinds[at], campaign, sides.as_of, trial(at));
    // Runs are read in parallel: they take little memory, and much of the work is one thread's.
    let (before, after) = rayon::join(|| ready(0), || ready(1));
    let (before, after) = (before?, after?);
    let folder = sides.target.as_ref().map(|target| &target.folder);
    for path in folder.into_iter().chain(&sides.page) {
        refuse_inputs(path, sides, [&before, &after])?;
    }
    if let Some(target) = &sides.target {
        publish::refuse_study(&target.folder, target.replace)?;
    }
    let day = [&before, &after].into_iter().find_map(day_of_run);
    let as_of = sides.as_of.or(day).unwrap_or(sides.today);
    let before = carry_out_side(before, names[0], sides, as_of, progress)?;
    let after = carry_out_side(after, names[1], sides, as_of, progress)?;
    progress.begin(&crate::words::say!(progress::comparing), 0);
    let firms = before.side.points.len() + after.side.points.len();
    memory::room(firms.saturating_mul(BYTES_PER_FIRM), &Place::file(names[1]))?;
    let comparison = Comparison::between(&before.side, &after.side, options);
    let (quarantined, rows) = together(&before, &after);
    // Two sides over one cohort repeat each other's findings.
    let mut supplements = before.supplements;
    let others: Vec<SupplementRows> =
        after.supplements.into_iter().filter(|one| !supplements.contains(one)).collect();
    supplements.extend(others);
    let mut findings = before.findings;
    findings.unite(after.findings);
    findings.sort();
    let mut notes: Vec<Message> = before.note.into_iter().chain(after.note).collect();
    notes.dedup();
    if notes.is_empty() && (before.about.lists.is_some() != after.about.lists.is_some()) {
        notes.push(say!(campaign::lists_one_side));
    }
    Ok(Studied {
        report: Report { before: before.about, after: after.about, notes, comparison },
        findings,
        quarantined,
        rows,
        supplements,
    })
}

/// Reads a side's parameters, or a finished run whole.
fn ready(
    named: &str,
    kind: SideKind,
    campaign: Option<&str>,
    as_of: Option<Date>,
    trial: Option<&Trial>,
) -> Result<Loaded, Findings> {
    Ok(match (kind, campaign) {
        (SideKind::Run, _) => Loaded::Run(Box::new(read_run(Path::new(named))?)),
        (SideKind::Campaign, _) => {
            Loaded::Campaign(Box::new(Campaign::load_with(Path::new(named), as_of, trial)?))
        }
        (SideKind::Scorecard, Some(campaign)) => {
            let (campaign, faults) = Campaign::under(Path::new(campaign), as_of, named)?;
            Loaded::Under(Box::new(campaign), faults)
        }
        (SideKind::Scorecard, None) => Loaded::Alone,
    })
}

/// Refuses a target that is one of the sides or of their inputs.
fn refuse_inputs(target: &Path, sides: &Sides, loaded: [&Loaded; 2]) -> Result<(), Finding> {
    let names = [&sides.before, &sides.after].map(Path::new);
    if names.iter().any(|named| publish::is_same_file(target, named)) {
        let place = Place::file(target.display().to_string());
        return Err(Finding::new(Code::TargetExists, place, say!(campaign::side_target))
            .help(say!(campaign::side_target_help)));
    }
    publish::refuse_inputs(target, names.into_iter().chain(sides.firms.as_deref()))?;
    loaded.into_iter().try_for_each(|side| match side {
        Loaded::Campaign(campaign) | Loaded::Under(campaign, _) => campaign.refuse_inputs(target, &[]),
        Loaded::Run(finished) => {
            publish::refuse_inputs(target, finished.inputs.iter().map(|input| Path::new(&input.name)))
        }
        Loaded::Alone => Ok(()),
    })
}

fn day_of_run(side: &Loaded) -> Option<Date> {
    match side {
        Loaded::Run(finished) => finished.as_of.parse().ok(),
        _ => None,
    }
}

/// Scores a side, unless it is a run; a scorecard without a campaign is scored as of `as_of`.
fn carry_out_side(
    side: Loaded,
    named: &str,
    sides: &Sides,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Prepared, Findings> {
    match side {
        Loaded::Run(finished) => Ok(of_run(*finished, named)),
        Loaded::Campaign(campaign) => assessed(&campaign, named, SideKind::Campaign, progress),
        Loaded::Under(campaign, faults) => under_scorecard(*campaign, &faults, named, progress),
        Loaded::Alone => {
            let firms = sides.firms.as_deref().unwrap_or(Path::new(""));
            let alone = Alone::score(firms, named, sides.id.as_deref(), as_of, progress)?;
            Ok(of_alone(&alone, named))
        }
    }
}

/// Causes of quarantine and rows of both sides. A shared cohort counts once, with the side that quarantines
/// more.
fn together(before: &Prepared, after: &Prepared) -> (Causes, usize) {
    if before.about.cohort_sha256 == after.about.cohort_sha256 {
        let more = [before, after].into_iter().rev().max_by_key(|side| side.quarantined.rows());
        return (
            more.map_or_else(Causes::default, |side| side.quarantined.clone()),
            before.rows.max(after.rows),
        );
    }
    let mut causes = before.quarantined.clone();
    causes.extend(&after.quarantined);
    (causes, before.rows + after.rows)
}

/// A scorecard needs one cohort; no other kind takes any.
fn check_cohort(sides: &Sides, kinds: [SideKind; 2], campaign: Option<&str>) -> Result<(), Finding> {
    let has_scorecard = kinds.contains(&SideKind::Scorecard);
    let refuse = |code: Code, message: Message, help: Message| {
        Err(Finding::new(code, Place::default(), message).help(help))
    };
    match (&sides.firms, campaign) {
        (None, None) if has_scorecard => {
            refuse(Code::OptionMissing, say!(campaign::firms_missing), say!(campaign::firms_missing_help))
        }
        (Some(_), Some(_)) => refuse(
            Code::OptionIdle,
            say!(campaign::firms_idle_campaign),
            say!(campaign::firms_idle_campaign_help),
        ),
        (Some(_), None) if !has_scorecard => {
            refuse(Code::OptionIdle, say!(campaign::firms_idle_runs), say!(campaign::firms_idle_runs_help))
        }
        _ if sides.as_of.is_some() && kinds == [SideKind::Run; 2] => {
            refuse(Code::OptionIdle, say!(campaign::as_of_idle), say!(campaign::as_of_idle_help))
        }
        (None, _) if sides.id.is_some() => {
            refuse(Code::OptionIdle, say!(campaign::id_idle), say!(campaign::id_idle_help))
        }
        _ => Ok(()),
    }
}

fn of_run(finished: Finished, folder: &str) -> Prepared {
    let cohort = finished.inputs.iter().find(|input| input.role == "firms");
    let about = SideAbout {
        named: folder.to_owned(),
        trial: None,
        kind: SideKind::Run,
        title: finished.title.to_string(),
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
    Prepared {
        about,
        side: finished.side,
        findings: Findings::new(),
        note: None,
        rows: 0,
        quarantined: Causes::default(),
        supplements: Vec::new(),
    }
}

fn about(
    named: &str,
    kind: SideKind,
    title: &str,
    scorecard: &Scorecard,
    as_of: Date,
    intake: &Intake,
    side: &Side,
) -> SideAbout {
    SideAbout {
        named: named.to_owned(),
        trial: None,
        kind,
        title: title.to_owned(),
        scorecard: scorecard.id.clone(),
        weights_basis: scorecard.weights_basis,
        scale: scorecard.scale,
        decimals: scorecard.decimals,
        as_of: as_of.to_string(),
        cohort: intake.name.to_string(),
        cohort_sha256: intake.parts.sha256().to_owned(),
        firms: side.points.len(),
        lists: side.lists.as_ref().map(|lists| lists.all.len()),
    }
}

fn assessed(
    campaign: &Campaign,
    named: &str,
    kind: SideKind,
    progress: &dyn Progress,
) -> Result<Prepared, Findings> {
    let intake = campaign.read_firms(progress)?;
    let assessed = carry_out(campaign, intake, Wanted::default(), progress)?;
    let Assessed { intake, scores, referrals, findings, .. } = assessed;
    let side = Side::of(&intake.firms, &campaign.scorecard, &scores)
        .referred(&scores, &campaign.institutions, &referrals)
        .read_from(&intake);
    let title = match kind {
        SideKind::Scorecard => title(&campaign.scorecard),
        _ => &campaign.title,
    };
    let about = SideAbout {
        trial: campaign.trial.as_ref().map(ToString::to_string),
        ..about(named, kind, title, &campaign.scorecard, campaign.as_of, &intake, &side)
    };
    let quarantined = Causes::of(&intake, Some(&scores));
    let supplements = SupplementRows::all(&intake);
    Ok(Prepared { about, side, findings, note: None, rows: intake.rows, quarantined, supplements })
}

/// A scorecard's title, the Chinese one if it exists.
fn title(scorecard: &Scorecard) -> &str {
    scorecard.title_zh.as_ref().unwrap_or(&scorecard.title)
}

/// A scorecard in place of a campaign's own; no lists where institutions ask for names that only the
/// campaign's own has.
fn under_scorecard(
    campaign: Campaign,
    faults: &Findings,
    scorecard: &str,
    progress: &dyn Progress,
) -> Result<Prepared, Findings> {
    let Some(fault) = faults.iter().next() else {
        return assessed(&campaign, scorecard, SideKind::Scorecard, progress);
    };
    let intake = campaign.read_firms(progress)?;
    let Campaign { scorecard: card, as_of, findings, .. } = campaign;
    let prepared = of_alone(&Alone::of(intake, card, as_of, findings, progress)?, scorecard);
    let (id, Finding { place, message, .. }) = (&prepared.about.scorecard, fault);
    let note = say!(campaign::lists_at_fault, scorecard = id, place = place.to_string(), fault = message);
    Ok(Prepared { note: Some(note), ..prepared })
}

fn of_alone(alone: &Alone, named: &str) -> Prepared {
    let Alone { intake, scorecard, scores, as_of, findings } = alone;
    let side = Side::of(&intake.firms, scorecard, scores).read_from(intake);
    let about = about(named, SideKind::Scorecard, title(scorecard), scorecard, *as_of, intake, &side);
    let quarantined = Causes::of(intake, Some(scores));
    let findings = findings.clone();
    let supplements = SupplementRows::all(intake);
    Prepared { about, side, findings, note: None, rows: intake.rows, quarantined, supplements }
}
