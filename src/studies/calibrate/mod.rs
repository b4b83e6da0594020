//! Points set against what became of firms: what each indicator says of outcomes, whether other weights
//! within bounds would say more, and whether that holds on firms that took no part in finding them.
//!
//! Conventions. An outcome of 1 is bad, a default, unless it is said otherwise. More is better everywhere: an
//! area under the ROC curve above ½ says that bad firms have less. Logarithms are natural. Intervals hold 95
//! % and come from drawing firms with replacement, a firm's outcomes together.

mod area;
mod document;
mod estimate;
mod evidence;
mod fit;
mod heldout;
mod nearest;
mod options;
mod outcomes;
mod period;
mod propose;
mod quality;
mod reading;
mod space;
mod study;
mod tables;
mod worth;

pub use estimate::Estimate;
pub use evidence::{Bin, Evidence, Strength, evidence};
pub use fit::Maximise;
pub use heldout::{ByTime, Contest, Draw, HeldOut};
pub use options::Options;
pub use outcomes::{Account, Fate, FileRows, Observed, Outcomes, Window, matched};
pub use quality::{Calibration, GradeRow, Lift, Tenth, lift};
pub use study::{Aside, Fitted, OutcomeRow, Standing, Study, Verdict, WeightRow};

use std::collections::BTreeSet;

use fit::{Found, Sample, Trouble};
use heldout::{Trial, bootstrap, folds};
use space::Space;

use super::overlay;
use super::{Cohort, Named};
use crate::finding::{Code, Finding, Findings, Place};
use crate::intake::Intake;
use crate::progress::Progress;
use crate::scoring::{Reweigher, from_units};

/// Fewest outcomes of either kind: with fewer a fold has hardly any.
pub const LEAST: usize = 20;
/// Outcomes of the rarer kind per free weight below which a fit is warned of (Peduzzi et al. 1996).
pub const PER_WEIGHT: f64 = 10.0;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Whether an outcome of 1, or an amount above 0, is a good one.
    pub one_is_good: bool,
    /// How far a weight may go, as a share of today's in 0..=1.
    pub reach: f64,
    /// What the weights are to make great.
    pub maximise: Maximise,
    /// Parts of the firms that are held out in turn; at least 2.
    pub folds: usize,
    /// Draws of the bootstrap.
    pub draws: usize,
    /// What decides draws, folds and starts.
    pub seed: u64,
}

/// Outcomes of a cohort's firms.
#[derive(Clone, Debug)]
pub struct Against<'a> {
    /// The cohort, its scores with details.
    pub cohort: Cohort<'a>,
    /// The file of outcomes, as it was read.
    pub file: &'a Intake,
    /// Per firm of the cohort: whether it is on an institution's list.
    pub referred: &'a [bool],
    /// Ids of the cohort's rows that could not be read or trusted.
    pub quarantined: BTreeSet<String>,
}

/// Sets the cohort's points against outcomes, searches for other weights, and proposes them if they do better
/// on firms held out. Returns what was noticed in the rows of outcomes beside.
///
/// # Errors
/// A scorecard that cannot be reweighted; outcomes that are too few, all alike or separated; an overlay that
/// is not sound.
pub fn calibrate(
    against: &Against<'_>,
    asked: &Asked,
    named: &Named,
    progress: &dyn Progress,
) -> Result<(Study, Findings), Findings> {
    let Cohort { scorecard: card, scores, .. } = against.cohort;
    let members = overlay::members(card)?;
    let scale = overlay::Scale::of(card)?;
    let (outcomes, noticed) = matched(against, asked.one_is_good)?;
    let refuse = |finding: Finding| {
        let mut findings = noticed.clone();
        findings.push(finding);
        findings
    };
    let observed = &outcomes.observed;
    let rows: Vec<usize> = observed.iter().map(|one| one.firm).collect();
    let bad: Vec<bool> = observed.iter().map(|one| one.bad).collect();
    let space = Space::new(card, members, asked.reach, scores, (&rows, &bad)).map_err(refuse)?;
    known(against.file, &outcomes).map_err(refuse)?;
    enough(against.file, &outcomes, asked.one_is_good).map_err(refuse)?;
    let points_of = |firm: usize| from_units(scores.points[firm], card.decimals);
    let today: Vec<f64> = observed.iter().map(|one| points_of(one.firm)).collect();
    if today.iter().all(|points| *points == today[0]) {
        let message = "all firms with an outcome have the same points";
        return Err(refuse(fault(
            against.file,
            Code::WeightsUnidentified,
            message,
            "there is nothing to set against outcomes",
        )));
    }
    let (table, linear) = space.rows(scores, &rows);
    // What points and indicators say of outcomes needs no other weights.
    let searched = match space.why_fixed() {
        Some(why) => Searched::none(&space, &today, &bad, &why),
        None => {
            let sample = Sample::new(&space, table, bad);
            search(against, asked, &sample, (&outcomes, &today), progress).map_err(refuse)?
        }
    };
    let before_points = outcomes.before_points;
    let parts = study::Parts { against, asked, space: &space, scale, linear, outcomes, today, searched };
    let mut study = parts.study();
    study.cautions = reading::cautions(&study, before_points);
    study.propose(&space, &against.cohort, named, progress)?;
    Ok((study, noticed))
}

/// What a search for other weights came to.
struct Searched {
    found: Found,
    /// Held out by firm, or why not.
    held_out: Result<Vec<HeldOut>, String>,
    by_firm: Option<Contest>,
    by_time: Result<ByTime, String>,
    draws: Vec<Option<Draw>>,
    verdict: Verdict,
}

impl Searched {
    /// Today's weights, since none is free.
    fn none(space: &Space<'_>, today: &[f64], bad: &[bool], why: &str) -> Searched {
        let why = format!("no weight is free: {why}");
        Searched {
            found: Found::todays(space, today, bad),
            held_out: Err(why.clone()),
            by_firm: None,
            by_time: Err(why.clone()),
            draws: Vec::new(),
            verdict: Verdict { proposed: false, reason: why },
        }
    }
}

/// Searches for other weights, and holds them against firms and windows that took no part.
fn search(
    against: &Against<'_>,
    asked: &Asked,
    sample: &Sample<'_>,
    (outcomes, today): (&Outcomes, &[f64]),
    progress: &dyn Progress,
) -> Result<Searched, Finding> {
    let Cohort { scorecard: card, scores, .. } = against.cohort;
    let observed = &outcomes.observed;
    let stop = |trouble: Trouble| hopeless(against.file, trouble);
    progress.begin("weights", 0);
    let found = sample.find(&vec![1.0; observed.len()], asked.maximise, asked.seed).map_err(stop)?;
    let reweigher = Reweigher::new(card, scores, &scores.order);
    let trial =
        Trial { sample, reweigher: &reweigher, observed, today, maximise: asked.maximise, seed: asked.seed };
    let fold_of = fold_of(against, outcomes, asked);
    // What cannot be held out is still evidence.
    let held_out = trial.cross_validated(&fold_of, asked.folds);
    let by_time = trial.by_time(&outcomes.windows, outcomes.in_time.as_deref(), asked.draws, LEAST);
    let (by_firm, draws) = bootstrap(&trial, &found, held_out.as_deref().ok(), asked.draws, progress);
    let verdict = reading::verdict(by_firm.as_ref(), by_time.as_ref().ok(), found.tells);
    Ok(Searched { found, held_out, by_firm, by_time, draws, verdict })
}

/// The fold of each firm with outcomes, by its number.
fn fold_of(against: &Against<'_>, outcomes: &Outcomes, asked: &Asked) -> Vec<usize> {
    let mut ids = vec![""; outcomes.units];
    let mut ever_bad = vec![false; outcomes.units];
    for one in &outcomes.observed {
        ids[one.unit] = against.cohort.firms.ids().get_or_empty(one.firm);
        ever_bad[one.unit] |= one.bad;
    }
    folds(&ids, &ever_bad, asked.folds, asked.seed)
}

fn fault(file: &Intake, code: Code, message: &str, help: &str) -> Finding {
    Finding::new(code, Place::file(file.text.name.clone()), message).help(help)
}

/// Refuses outcomes most of which are of other firms.
fn known(file: &Intake, outcomes: &Outcomes) -> Result<(), Finding> {
    let Account { rows, unknown, .. } = outcomes.account;
    if 2 * unknown <= rows {
        return Ok(());
    }
    let message = format!("{unknown} of {rows} rows are of firms not in the cohort");
    Err(fault(
        file,
        Code::OutcomesForeign,
        &message,
        "these are other firms: name the campaign they were scored in, and write ids as there",
    ))
}

/// Refuses outcomes that are too few or all alike.
fn enough(file: &Intake, outcomes: &Outcomes, one_is_good: bool) -> Result<(), Finding> {
    let bad = outcomes.observed.iter().filter(|one| one.bad).count();
    let good = outcomes.observed.len() - bad;
    let (one, zero) = if one_is_good { ("good", "bad") } else { ("bad", "good") };
    if bad + good > 0 && bad.min(good) == 0 {
        let kind = if bad == 0 { "good" } else { "bad" };
        let message = format!("all {} outcomes that count are {kind}", bad + good);
        let help = format!(
            "1 is taken as {one} and 0 as {zero}, see --good; both are needed to tell one from the other"
        );
        return Err(fault(file, Code::OutcomesFew, &message, &help));
    }
    if bad.min(good) < LEAST {
        let message = format!("{bad} bad and {good} good outcomes count, but it takes {LEAST} of each");
        let Account { unreadable, used, .. } = outcomes.account;
        let help = if unreadable > used {
            "mend the cells that could not be read: an outcome is 1 or 0, 是 or 否, or an amount"
        } else {
            "add outcomes of other windows or institutions, or wait for more"
        };
        return Err(fault(file, Code::OutcomesFew, &message, help));
    }
    Ok(())
}

/// What is said where no weights can be found.
fn hopeless(file: &Intake, trouble: Trouble) -> Finding {
    match trouble {
        Trouble::Separated => fault(
            file,
            Code::WeightsUnidentified,
            "some weights within the bounds tell all bad firms from all good ones, or all but those with one number of points",
            "outcomes that are decided by the points themselves prove nothing: see how they came about, or add more",
        ),
        Trouble::Unsettled => fault(
            file,
            Code::WeightsUnidentified,
            "the search for weights did not come to rest",
            "narrow --bounds, or leave out indicators that are nearly the same",
        ),
    }
}
