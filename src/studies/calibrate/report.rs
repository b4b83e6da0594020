//! What a calibration finds.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::directions::Shares;
use super::estimate::Estimate;
use super::evidence::{Evidence, of_all};
use super::fit::{FLAT, Maximise, Sample};
use super::heldout::{ByTime, Contest, Draw, HeldOut, first_later};
use super::outcomes::{Account, Fate, FileRows, FirmCounts, Observed, Window};
use super::quality::{Calibration, GradeRow, Lift, Predicted, grades, lift};
use super::selection::Selection;
use super::{Material, Searched};
use crate::figures::{Document, Table};
use crate::finding::MOST_ALIKE;
use crate::scorecard::Segment;
use crate::scoring::from_units;
use crate::stats;
use crate::studies::compare::Comparison;
use crate::studies::population::{CohortPoints, PopulationStability};
use crate::studies::searches::Searches;
use crate::studies::study::{self, About, Cohort};
use crate::words::{Message, say};

/// What a calibration finds.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The scorecard and the cohort.
    #[serde(flatten)]
    pub about: About,
    /// The file of outcomes.
    pub outcomes_file: String,
    /// SHA-256 of the file of outcomes.
    pub outcomes_sha256: String,
    /// Whether an outcome of 1 was taken as good.
    pub one_is_good: bool,
    /// What decides draws, folds and starts.
    pub seed: u64,
    /// Where the rows of the file ended.
    pub account: Account,
    /// The first hundred rows of each fate that do not count, but for those that repeat others.
    pub aside: Vec<Aside>,
    /// Bad outcomes among those that count.
    pub bad: usize,
    /// The firms that the outcomes are of.
    #[serde(flatten)]
    pub firms: FirmCounts,
    /// How much greater the variance of the bad rate is than that of as many independent outcomes
    /// ([`stats::design_effect`]).
    pub design_effect: f64,
    /// Firms with a number of outcomes that no other firm has: where outcomes are shuffled they keep theirs.
    pub firms_not_shuffled: usize,
    /// The windows, earliest first where days or names say.
    pub windows: Vec<Window>,
    /// How the firms with outcomes stand among all.
    pub standing: Standing,
    /// What the AUC of today's points may be over all firms scored; `None` where all have an outcome, and
    /// where all outcomes are of before the points: who was there to get credit is then not known.
    pub selection: Option<Selection>,
    /// Evidence of the points on outcomes, then of each indicator.
    pub evidence: Vec<Evidence>,
    /// The segments, in the scorecard's order.
    pub segments: Vec<String>,
    /// Their names for people.
    #[serde(skip)]
    pub segment_names: Vec<Message>,
    /// Segments that keep today's weights, since they have fewer than [`LEAST`](super::LEAST) bad or good
    /// firms, together with all segments of the same weights.
    pub segments_kept: Vec<String>,
    /// Their names for people.
    #[serde(skip)]
    pub kept_names: Vec<Message>,
    /// Today's weights and those found.
    pub weights: Vec<IndicatorWeights>,
    /// How they were found.
    pub fitted: Fitted,
    /// Held out by firm.
    pub by_firm: Option<Contest>,
    /// Why firms are not held out: all results held out are then missing.
    pub no_firm: Option<Message>,
    /// Held out by time.
    pub by_time: Option<ByTime>,
    /// Why not, where they are not.
    pub no_time: Option<Message>,
    /// Draws of the bootstrap.
    pub draws: usize,
    /// Draws that failed: one kind of outcome missing, or separated.
    pub draws_failed: usize,
    /// Chances that today's points stand for, held out.
    pub calibration_today: Option<Calibration>,
    /// Chances that points by the weights found stand for, held out.
    pub calibration_fitted: Option<Calibration>,
    /// Bad outcomes by today's points.
    pub lift_today: Vec<Lift>,
    /// The same by the points held out.
    pub lift_fitted: Vec<Lift>,
    /// Bad outcomes by today's grade.
    pub grades: Vec<GradeRow>,
    /// Whether the bad rate never falls from a grade to the next below it.
    pub grades_monotone: Option<bool>,
    /// Whether two cohorts have the points alike.
    pub stability: PopulationStability,
    /// Cautions about the numbers, the gravest first.
    pub cautions: Vec<Message>,
    /// Whether other weights are proposed, and why.
    pub verdict: Verdict,
    /// How many other searches on these firms and outcomes came before.
    pub searches: Searches,
    /// The effect of the proposal; `None` without one.
    pub effect: Option<Comparison>,
    /// Decimals of published points.
    pub decimals: u8,
    /// Decimals of proposed weights.
    pub weight_decimals: u32,
    /// The overlay that says the proposal.
    #[serde(skip)]
    pub overlay: Option<String>,
    /// Every row of the file.
    #[serde(skip)]
    pub rows: FileRows,
    /// Every outcome that counts.
    #[serde(skip)]
    pub outcomes: Vec<OutcomeRow>,
    /// The draws of the bootstrap.
    #[serde(skip)]
    pub drawn: Vec<Option<Draw>>,
}

impl study::Report for Report {
    /// Its tables; `rows` is what became of every row of the file.
    fn tables(&self) -> Vec<Table> {
        vec![
            self.evidence_table().into(),
            self.bins_table().into(),
            self.selection_table().into(),
            self.weights_table().into(),
            self.contests_table().into(),
            self.calibration_table().into(),
            self.lift_table().into(),
            self.grades_table().into(),
            self.stability.table(),
            self.draws_table().into(),
            self.outcomes_table().into(),
            self.rows_table().into(),
        ]
    }

    fn document(&self) -> Document {
        self.to_document()
    }
}

/// An outcome that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeRow {
    /// Id of the firm in the cohort.
    pub firm: String,
    /// Its window, if known.
    pub window: Option<String>,
    /// Whether it went bad.
    pub bad: bool,
    /// Its published points by today's weights.
    pub points: f64,
    /// What weights found without it say, if firms could be held out.
    pub held_out: Option<HeldOut>,
}

/// A row of outcomes that does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Aside {
    /// Physical line in the file, from 1.
    pub line: u32,
    /// Its firm, if that could be read.
    pub firm: String,
    /// Why it does not count.
    pub fate: Fate,
}

/// How the firms with outcomes stand among all: only firms that got credit have one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// Firms scored.
    pub scored: usize,
    /// Of them on an institution's list.
    pub referred: usize,
    /// Firms with an outcome.
    pub firms: usize,
    /// Of them on an institution's list.
    pub firms_referred: usize,
    /// The standard deviation of their points over that of all scored firms' points: below 1 their range is
    /// restricted, and areas under the ROC curve read lower than they would over all.
    pub deviation_ratio: Option<f64>,
}

/// One indicator's weights.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorWeights {
    /// Its id.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// What people see for it: the id, or the Chinese title.
    #[serde(skip)]
    pub name: Message,
    /// Today's weight per segment: the share of the scale it has, times the scale.
    pub today: Vec<f64>,
    /// The weight found per segment, with its interval.
    pub fitted: Vec<Estimate>,
    /// The weight proposed per segment, rounded; `None` without a proposal.
    pub proposed: Option<Vec<f64>>,
}

/// How weights were found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Fitted {
    /// Objective of the fit.
    pub maximise: Maximise,
    /// How far a weight might go, as a share of today's.
    pub reach: f64,
    /// How many weights are free, over all segments.
    pub free: usize,
    /// Firms of the rarer kind per free weight; `None` where none is free.
    pub per_weight: Option<f64>,
    /// Whether points have anything to do with outcomes, in the direction they should: else today's weights
    /// stay.
    pub tells: bool,
    /// The log-likelihood; `None` where the area was made great.
    pub log_likelihood: Option<f64>,
    /// No weights within the bounds have a log-likelihood more than this greater.
    pub gap: Option<f64>,
    /// Whether points are linear in weights for all these firms. Where values are left out, or within the
    /// bounds a floor may lift a group or deductions take all, they are not: the log-likelihood and its gap
    /// are then those of points as they change at today's weights.
    pub linear: bool,
    /// Folds held out in turn.
    pub folds: usize,
}

impl Fitted {
    /// How far a weight might go, in percent, as it was typed: `100 · 0.07` is not quite 7.
    pub fn reach_percent(&self) -> f64 {
        tidy(100.0 * self.reach)
    }
}

/// A number without the noise of its last digits: nine decimals.
fn tidy(number: f64) -> f64 {
    (1e9 * number).round() / 1e9
}

/// Whether other weights are proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether other weights are proposed.
    pub proposed: bool,
    /// Why, or why not.
    pub reason: Message,
}

impl Material<'_> {
    /// The report, without cautions and proposal.
    pub(super) fn report(&self, searched: &Searched, linear: bool) -> Report {
        let (card, outcomes) = (self.subject.cohort.scorecard, self.outcomes);
        let observed = &outcomes.observed;
        let bad: Vec<bool> = observed.iter().map(|one| one.bad).collect();
        let held_out = searched.held_out.as_ref().ok();
        let of_held_out = |of: fn(&HeldOut) -> f64| -> Option<Vec<f64>> {
            held_out.map(|all| all.iter().map(of).collect())
        };
        let units: Vec<usize> = observed.iter().map(|one| one.unit).collect();
        let firms = FirmCounts::of(observed);
        let rate = bad.iter().filter(|bad| **bad).count() as f64 / bad.len().max(1) as f64;
        let (grades, grades_monotone) = grades(card, self.subject.cohort.scores, observed);
        Report {
            about: self.subject.cohort.about(),
            outcomes_file: self.file.text.name.to_string(),
            outcomes_sha256: self.file.text.sha256.clone(),
            one_is_good: self.options.one_is_good,
            seed: self.options.seed,
            account: outcomes.account,
            aside: aside(&outcomes.rows),
            bad: bad.iter().filter(|bad| **bad).count(),
            firms,
            design_effect: stats::design_effect(&vec![rate; bad.len()], &bad, &units),
            firms_not_shuffled: not_shuffled(&units),
            windows: outcomes.windows.clone(),
            standing: self.standing(),
            selection: self.selection(&bad),
            evidence: of_all(card, self.subject.cohort.scores, &self.directions.members, observed),
            segments: card.segments.iter().map(|segment| segment.id.clone()).collect(),
            segment_names: card.segments.iter().map(name).collect(),
            segments_kept: self.segments_kept().map(|segment| segment.id.clone()).collect(),
            kept_names: self.segments_kept().map(name).collect(),
            weights: self.weights(searched, firms),
            fitted: self.fitted(searched, firms, linear),
            by_firm: searched.by_firm,
            no_firm: searched.held_out.as_ref().err().cloned(),
            by_time: searched.by_time.as_ref().ok().cloned(),
            no_time: searched.by_time.as_ref().err().cloned(),
            draws: searched.draws.len(),
            draws_failed: searched.draws.iter().filter(|draw| draw.is_none()).count(),
            calibration_today: held_out.map(|all| self.calibration(all, true)),
            calibration_fitted: held_out.map(|all| self.calibration(all, false)),
            lift_today: lift(&self.today, &bad, &units),
            lift_fitted: of_held_out(|one| one.points)
                .map_or_else(Vec::new, |points| lift(&points, &bad, &units)),
            grades,
            grades_monotone,
            stability: self.stability(),
            cautions: Vec::new(),
            verdict: searched.verdict.clone(),
            searches: Searches::default(),
            effect: None,
            decimals: card.decimals,
            weight_decimals: self.scale.decimals(),
            overlay: None,
            rows: outcomes.rows.clone(),
            outcomes: self.outcome_rows(held_out.map(Vec::as_slice)),
            drawn: searched.draws.clone(),
        }
    }

    /// Segments that keep today's weights for want of outcomes.
    fn segments_kept(&self) -> impl Iterator<Item = &Segment> {
        let segments = self.directions.card.segments.iter().zip(&self.directions.space.strata);
        segments.filter(|(_, stratum)| self.directions.few[**stratum]).map(|(segment, _)| segment)
    }

    /// Chances held out, of today's points or of those by the weights found, and what came.
    fn calibration(&self, held_out: &[HeldOut], is_today: bool) -> Calibration {
        let of = |((one, today), held_out): ((&Observed, &f64), &HeldOut)| {
            let (points, chance, slope) = match is_today {
                true => (*today, held_out.chance_today, held_out.slope_today),
                false => (held_out.points, held_out.chance, held_out.slope),
            };
            Predicted { firm: one.unit, points, chance, is_sloped: slope > FLAT, bad: one.bad }
        };
        let all: Vec<Predicted> =
            self.outcomes.observed.iter().zip(&self.today).zip(held_out).map(of).collect();
        Calibration::of(&all)
    }

    fn fitted(&self, searched: &Searched, firms: FirmCounts, linear: bool) -> Fitted {
        let free = self.directions.free();
        Fitted {
            maximise: self.options.maximise,
            reach: self.options.reach,
            free,
            per_weight: (free > 0).then(|| firms.rarer() as f64 / free as f64),
            tells: searched.found.tells,
            log_likelihood: searched.found.likelihood.map(|(likelihood, _)| likelihood),
            gap: searched.found.likelihood.map(|(_, gap)| gap),
            linear,
            folds: self.options.folds,
        }
    }

    fn outcome_rows(&self, held_out: Option<&[HeldOut]>) -> Vec<OutcomeRow> {
        let row = |(at, (one, today)): (usize, (&Observed, &f64))| OutcomeRow {
            firm: self.subject.cohort.firms.ids().get_or_empty(one.firm).to_owned(),
            window: one.window.map(|window| self.outcomes.windows[window].name.clone()),
            bad: one.bad,
            points: *today,
            held_out: held_out.map(|all| all[at]),
        };
        self.outcomes.observed.iter().zip(&self.today).enumerate().map(row).collect()
    }

    /// Today's weights and those found, with what the draws found.
    fn weights(&self, searched: &Searched, firms: FirmCounts) -> Vec<IndicatorWeights> {
        let (space, card) = (&self.directions.space, self.directions.card);
        let row = |&indicator: &usize| {
            let of = |shares: &Shares| -> Vec<f64> {
                let own = space.by_segment(indicator, shares).into_iter();
                own.map(|share| tidy(share.unwrap_or(0.0) * card.scale)).collect()
            };
            let drawn: Vec<Vec<f64>> = searched.draws.iter().flatten().map(|draw| of(&draw.shares)).collect();
            let found = of(&searched.found.shares).into_iter().enumerate();
            let fitted = found.map(|(segment, found)| {
                Estimate::of(found, drawn.iter().map(|weights| weights[segment]).collect(), firms.rarer())
            });
            IndicatorWeights {
                id: card.indicators[indicator].id.clone(),
                title: card.indicators[indicator].title.clone(),
                name: Message::title(
                    &card.indicators[indicator].id,
                    card.indicators[indicator].title_zh.as_ref(),
                ),
                today: of(&space.today),
                fitted: fitted.collect(),
                proposed: None,
            }
        };
        self.directions.members.iter().map(row).collect()
    }

    /// The firms with outcomes, each once, as positions in the cohort.
    fn firms(&self, of: impl Fn(&Observed) -> bool) -> Vec<usize> {
        let mut firms: Vec<usize> =
            self.outcomes.observed.iter().filter(|one| of(one)).map(|one| one.firm).collect();
        firms.dedup();
        firms
    }

    fn points(&self, firms: &[usize]) -> Vec<f64> {
        let Cohort { scorecard, scores, .. } = self.subject.cohort;
        firms.iter().map(|&firm| from_units(scores.points[firm], scorecard.decimals)).collect()
    }

    fn scored(&self) -> Vec<usize> {
        self.subject.cohort.scores.order.iter().map(|&firm| firm as usize).collect()
    }

    fn standing(&self) -> Standing {
        let is_referred = self.subject.referred();
        let referred = |firms: &[usize]| firms.iter().filter(|&&firm| is_referred[firm]).count();
        let (all, own) = (self.scored(), self.firms(|_| true));
        let deviation =
            |firms: &[usize]| stats::mean_and_deviation(&mut self.points(firms)).map(|both| both.1);
        let ratio = deviation(&own).zip(deviation(&all)).filter(|(_, all)| *all > 0.0);
        Standing {
            scored: all.len(),
            referred: referred(&all),
            firms: own.len(),
            firms_referred: referred(&own),
            deviation_ratio: ratio.map(|(own, all)| own / all),
        }
    }

    /// What the area over all firms scored may be.
    fn selection(&self, bad: &[bool]) -> Option<Selection> {
        let observed = &self.outcomes.observed;
        if self.outcomes.before_points == observed.len() {
            return None;
        }
        let own: HashSet<usize> = observed.iter().map(|one| one.firm).collect();
        let unseen: Vec<usize> = self.scored().into_iter().filter(|firm| !own.contains(firm)).collect();
        let scale = self.subject.cohort.scorecard.scale;
        let shares: Vec<f64> = self.today.iter().map(|points| points / scale).collect();
        let line = Sample::line(&shares, bad, &vec![1.0; bad.len()]).ok();
        let line = line.map(|(constant, slope)| (constant, slope / scale));
        Selection::of(observed, &self.today, &self.points(&unseen), line)
    }

    /// The earlier windows against the later ones, cut as [`ByTime`] is; without windows in time all firms
    /// against those with outcomes.
    fn stability(&self) -> PopulationStability {
        let windows = &self.outcomes.windows;
        if let Some(first) =
            self.outcomes.in_time.as_deref().and_then(|in_time| first_later(windows, in_time))
        {
            let of = |later: bool| self.firms(|one| one.window.is_some_and(|at| (at >= first) == later));
            let (before, after) = (of(false), of(true));
            let known: HashSet<usize> = before.iter().copied().collect();
            let shared = after.iter().filter(|firm| known.contains(firm)).count();
            let names = |windows: &[Window]| match windows {
                [first, .., last] => {
                    say!(calibrate::windows_range, first = &first.name, last = &last.name)
                }
                [one] => (&one.name).into(),
                [] => Message::default(),
            };
            let (earlier, later) = windows.split_at(first);
            return PopulationStability::between(
                &CohortPoints { cohort: names(earlier), points: &self.points(&before) },
                &CohortPoints { cohort: names(later), points: &self.points(&after) },
            )
            .sharing(shared);
        }
        let (all, own) = (self.points(&self.scored()), self.points(&self.firms(|_| true)));
        PopulationStability::between(
            &CohortPoints { cohort: say!(calibrate::all_scored), points: &all },
            &CohortPoints { cohort: say!(calibrate::all_with_outcomes), points: &own },
        )
        .sharing(own.len())
    }
}

/// A segment as people see it: its id, or its Chinese title.
fn name(segment: &Segment) -> Message {
    Message::title(&segment.id, segment.title_zh.as_ref())
}

/// Firms with a number of outcomes that no other has, `units` the firm of each outcome.
fn not_shuffled(units: &[usize]) -> usize {
    let mut counts: Vec<usize> = units.chunk_by(|a, b| a == b).map(<[usize]>::len).collect();
    counts.sort_unstable();
    counts.chunk_by(|a, b| a == b).filter(|alike| alike.len() == 1).count()
}

/// The first rows of each fate that do not count.
fn aside(rows: &FileRows) -> Vec<Aside> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let kept = rows.fates.iter().enumerate().filter(|(_, fate)| {
        let seen = seen.entry(fate.as_str()).or_default();
        *seen += 1;
        *seen <= MOST_ALIKE && !matches!(fate, Fate::Used | Fate::Repeated)
    });
    let aside = kept.map(|(at, fate)| Aside {
        line: rows.lines[at],
        firm: rows.firms.get_or_empty(at).to_owned(),
        fate: *fate,
    });
    aside.collect()
}
