//! Calibration: evidence of points and indicators on outcomes of firms, better weights within bounds, and
//! their performance on firms held out of the fit.
//!
//! Conventions. An outcome of 1 is bad, a default, unless stated otherwise. More is better everywhere: an
//! area under the ROC curve above ½ means that bad firms have less. Logarithms are natural. Intervals are
//! bootstrap intervals of 95 %. Outcomes of one firm in several windows depend on each other, so they are
//! drawn together: the firm is the unit of every test, interval, threshold and fold.

mod auc;
mod cautions;
mod design;
mod directions;
mod document;
mod estimate;
mod evidence;
mod fit;
mod heldout;
mod logged;
mod options;
mod outcomes;
mod period;
mod quality;
mod report;
mod selection;
mod tables;
mod verdict;

pub use estimate::Estimate;
pub use evidence::{Bin, Evidence, Strength, evidence};
pub use fit::Maximise;
pub use heldout::{ByTime, Contest, Draw, HeldOut};
pub use options::Options;
pub use outcomes::{Account, Fate, FileRows, FirmCounts, Observed, Outcomes, Window};
pub use quality::{Calibration, GradeRow, Lift, Predicted, Tenth, lift};
pub use report::{Aside, Fitted, IndicatorWeights, OutcomeRow, Report, Standing, Verdict};
pub use selection::Selection;

use self::directions::{Directions, Observations};
use self::fit::{Sample, Solution, Trouble};
use self::heldout::{Validation, bootstrap, folds};
use super::searches::Searches;
use super::study::{Setting, Study, Subject};
use super::weights::proposal::{Origin, Proposer};
use super::weights::space;
use super::weights::units::Scale;
use crate::finding::{Code, Finding, Findings};
use crate::intake::{self, Intake};
use crate::progress::Progress;
use crate::scoring::{Reweigher, from_units};
use crate::words::{Message, say};

/// Fewest firms with a bad outcome, and with a good one. With fewer, a fold would have hardly any.
pub const LEAST: usize = 20;
/// Firms of the rarer kind per free weight below which the report warns (Peduzzi et al. 1996).
pub const PER_WEIGHT: f64 = 10.0;

impl Study for Options {
    const NAME: &'static str = "calibrate";
    const BYTES_PER_VALUE: usize = 80;
    type Input = Intake;
    type Report = Report;

    fn searches(report: &mut Report) -> Option<&mut Searches> {
        Some(&mut report.searches)
    }

    fn prepare(&self, setting: &Setting<'_>, progress: &dyn Progress) -> Result<Intake, Findings> {
        self.check()?;
        let Setting { firms_file, dictionary, as_of, .. } = *setting;
        intake::read_outcomes(&self.outcomes, firms_file, dictionary, as_of, progress)
    }

    fn run(
        &self,
        subject: &Subject<'_>,
        mut file: Intake,
        mut noticed: Findings,
        progress: &dyn Progress,
    ) -> Result<(Report, Findings), Findings> {
        noticed.extend(std::mem::take(&mut file.findings));
        match calibrate(subject, &file, self, &mut noticed, progress) {
            Ok(report) => Ok((report, noticed)),
            Err(faults) => {
                noticed.extend(faults);
                Err(noticed)
            }
        }
    }
}

/// Compares the cohort's points with outcomes, fits other weights, and proposes them if they do better on
/// held-out firms. Findings on the rows of outcomes go to `noticed`.
///
/// # Errors
/// A scorecard that cannot be reweighted; outcomes that are too few, all alike or separated; an unsound
/// overlay.
fn calibrate(
    subject: &Subject<'_>,
    file: &Intake,
    options: &Options,
    noticed: &mut Findings,
    progress: &dyn Progress,
) -> Result<Report, Findings> {
    let (card, scores) = (subject.cohort.scorecard, subject.cohort.scores);
    let members = space::members(card)?;
    let scale = Scale::of(card)?;
    let (outcomes, own) = outcomes::matched(subject, file, options.one_is_good)?;
    noticed.extend(own);
    let observed = &outcomes.observed;
    let firms: Vec<usize> = observed.iter().map(|one| one.firm).collect();
    let bad: Vec<bool> = observed.iter().map(|one| one.bad).collect();
    let observations = Observations { firms: &firms, bad: &bad };
    let directions = Directions::new(card, members, options.reach, scores, observations)?;
    known(file, &outcomes)?;
    enough(file, &outcomes, options.one_is_good)?;
    let points_of = |firm: usize| from_units(scores.points[firm], card.decimals);
    let today: Vec<f64> = firms.iter().map(|&firm| points_of(firm)).collect();
    if today.iter().all(|points| *points == today[0]) {
        let (message, help) = (say!(calibrate::points_equal), say!(calibrate::points_equal_help));
        return Err(fault(file, Code::WeightsUnidentified, message, help).into());
    }
    let (table, linear) = directions.rows(scores, &firms);
    let material =
        Material { subject, file, options, directions: &directions, outcomes: &outcomes, today, scale };
    // The evidence of points and indicators needs no other weights.
    let searched = match directions.why_fixed() {
        Some(why) => Searched::none(&material, &bad, why),
        None => material.search(&Sample::new(&directions, table, bad), progress)?,
    };
    let mut report = material.report(&searched, linear);
    report.cautions = cautions::cautions(&report, outcomes.before_points, subject.cohort.as_of);
    if report.verdict.proposed {
        material.propose(&searched.found, &mut report, progress)?;
    }
    report.searches = logged::logged(&subject.cohort, options, &report);
    Ok(report)
}

/// The inputs of a calibration.
struct Material<'a> {
    subject: &'a Subject<'a>,
    file: &'a Intake,
    options: &'a Options,
    directions: &'a Directions<'a>,
    outcomes: &'a Outcomes,
    /// Today's published points, per outcome.
    today: Vec<f64>,
    scale: Scale,
}

/// Result of the search for other weights.
struct Searched {
    found: Solution,
    /// Held-out predictions by firm, or the reason for none.
    held_out: Result<Vec<HeldOut>, Message>,
    by_firm: Option<Contest>,
    by_time: Result<ByTime, Message>,
    draws: Vec<Option<Draw>>,
    verdict: Verdict,
}

impl Searched {
    /// The result with today's weights if no weight is free.
    fn none(material: &Material<'_>, bad: &[bool], why: Message) -> Searched {
        let why = say!(calibrate::no_weight_free, why = why);
        Searched {
            found: Solution::todays(material.directions, &material.today, bad),
            held_out: Err(why.clone()),
            by_firm: None,
            by_time: Err(why.clone()),
            draws: Vec::new(),
            verdict: Verdict { proposed: false, reason: why },
        }
    }
}

impl Material<'_> {
    /// Fits other weights, and tests them on held-out firms and windows.
    fn search(&self, sample: &Sample<'_>, progress: &dyn Progress) -> Result<Searched, Finding> {
        let (card, scores) = (self.subject.cohort.scorecard, self.subject.cohort.scores);
        let (options, outcomes) = (self.options, self.outcomes);
        let observed = &outcomes.observed;
        progress.begin(&crate::words::say!(progress::searching), 0);
        let found = sample.find(&vec![1.0; observed.len()], options.maximise, options.seed);
        let found = found.map_err(|trouble| hopeless(self.file, trouble))?;
        let reweigher = Reweigher::new(card, scores, &scores.order);
        let validation = Validation {
            sample,
            reweigher: &reweigher,
            observed,
            today: &self.today,
            maximise: options.maximise,
            seed: options.seed,
        };
        // Evidence is reported even if no firms can be held out.
        let held_out = validation.cross_validated(&self.fold_of(), options.folds);
        let by_time =
            validation.by_time(&outcomes.windows, outcomes.in_time.as_deref(), options.draws, LEAST);
        let (by_firm, draws) =
            bootstrap(&validation, &found, held_out.as_deref().ok(), options.draws, progress);
        let verdict = verdict::verdict(by_firm.as_ref(), by_time.as_ref().ok(), found.tells);
        Ok(Searched { found, held_out, by_firm, by_time, draws, verdict })
    }

    /// Fold of each firm with outcomes, by its number.
    fn fold_of(&self) -> Vec<usize> {
        let mut ids = vec![""; self.outcomes.units];
        let mut ever_bad = vec![false; self.outcomes.units];
        for one in &self.outcomes.observed {
            ids[one.unit] = self.subject.cohort.firms.ids().get_or_empty(one.firm);
            ever_bad[one.unit] |= one.bad;
        }
        folds(&ids, &ever_bad, self.options.folds, self.options.seed)
    }

    /// Adds the fitted weights to the report as an overlay, with its effect.
    ///
    /// # Errors
    /// If the overlay is unsound.
    fn propose(
        &self,
        found: &Solution,
        report: &mut Report,
        progress: &dyn Progress,
    ) -> Result<(), Findings> {
        let weights = self.directions.whole(&found.shares, self.scale);
        let proposer = Proposer { cohort: &self.subject.cohort, named: &self.options.named };
        let origin = Origin {
            command: Options::NAME,
            suffix: "calibrated",
            title: say!(calibrate::overlay_title),
            method: say!(
                calibrate::overlay_method,
                goal = report.fitted.maximise.as_str(),
                reach = report.fitted.reach_percent().to_string(),
            ),
            inputs: vec![
                say!(
                    calibrate::overlay_outcomes,
                    outcomes = report.account.used,
                    bad = report.bad,
                    firms = report.firms.firms,
                    bad_firms = report.firms.bad_firms,
                    file = &report.outcomes_file,
                    sha256 = &report.outcomes_sha256,
                ),
                say!(calibrate::overlay_seed, seed = report.seed.to_string()),
            ],
        };
        let proposal = proposer.score(proposer.overlay(&weights, &origin), false, progress)?;
        for (row, &indicator) in report.weights.iter_mut().zip(&self.directions.members) {
            row.proposed = Some(weights.numbers(indicator));
        }
        report.effect = Some(proposer.effect(&proposal));
        report.overlay = Some(proposal.overlay);
        Ok(())
    }
}

fn fault(file: &Intake, code: Code, message: Message, help: Message) -> Finding {
    Finding::new(code, file.place(), message).help(help)
}

/// Refuses a file in which most outcomes belong to unknown firms.
fn known(file: &Intake, outcomes: &Outcomes) -> Result<(), Finding> {
    let Account { rows, unknown, .. } = outcomes.account;
    if 2 * unknown <= rows {
        return Ok(());
    }
    let message = say!(calibrate::foreign, unknown = unknown, rows = rows);
    Err(fault(file, Code::OutcomesForeign, message, say!(calibrate::foreign_help)))
}

/// Refuses outcomes that are too few or all alike.
fn enough(file: &Intake, outcomes: &Outcomes, one_is_good: bool) -> Result<(), Finding> {
    let bad = outcomes.observed.iter().filter(|one| one.bad).count();
    let good = outcomes.observed.len() - bad;
    let firms = FirmCounts::of(&outcomes.observed);
    if bad + good > 0 && bad.min(good) == 0 {
        let message = match bad {
            0 => say!(calibrate::all_good, outcomes = good),
            _ => say!(calibrate::all_bad, outcomes = bad),
        };
        let help = match one_is_good {
            true => say!(calibrate::one_is_good_help),
            false => say!(calibrate::one_is_bad_help),
        };
        return Err(fault(file, Code::OutcomesFew, message, help));
    }
    if firms.rarer() < LEAST {
        let FirmCounts { bad_firms, good_firms, .. } = firms;
        let message = say!(calibrate::few, bad = bad_firms, good = good_firms, least = LEAST);
        let Account { unreadable, used, .. } = outcomes.account;
        let help = match unreadable > used {
            true => say!(calibrate::few_unreadable_help),
            false => say!(calibrate::few_help),
        };
        return Err(fault(file, Code::OutcomesFew, message, help));
    }
    Ok(())
}

/// Finding for outcomes to which no weights can be fitted.
fn hopeless(file: &Intake, trouble: Trouble) -> Finding {
    let (message, help) = match trouble {
        Trouble::Separated => (say!(calibrate::separated), say!(calibrate::separated_help)),
        Trouble::Unsettled => (say!(calibrate::unsettled), say!(calibrate::unsettled_help)),
    };
    fault(file, Code::WeightsUnidentified, message, help)
}

#[cfg(test)]
mod fixture;
