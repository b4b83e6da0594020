//! Result of a calibration.

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

/// Evidence, fitted weights, their validation, and a verdict.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The scorecard and cohort calibrated.
    #[serde(flatten)]
    pub about: About,
    /// Path of the file of outcomes.
    pub outcomes_file: String,
    /// SHA-256 of the file of outcomes.
    pub outcomes_sha256: String,
    /// Whether an outcome of 1 was taken as good.
    pub one_is_good: bool,
    /// Seed of replicates, folds and starts.
    pub seed: u64,
    /// Rows of the file by disposition.
    pub account: Account,
    /// The first hundred rows of each disposition that does not count, except repeated rows.
    pub aside: Vec<Aside>,
    /// Number of bad outcomes among those that count.
    pub bad: usize,
    /// Numbers of firms with outcomes.
    #[serde(flatten)]
    pub firms: FirmCounts,
    /// Variance of the bad rate over that of independent outcomes ([`stats::design_effect`]).
    pub design_effect: f64,
    /// Number of firms whose number of outcomes no other firm has: permutations do not move their outcomes.
    pub firms_not_shuffled: usize,
    /// The windows, earliest first if days or names give an order.
    pub windows: Vec<Window>,
    /// The firms with outcomes compared with all scored firms.
    pub standing: Standing,
    /// Bounds of the AUC of today's points over all scored firms. `None` if all have an outcome, and if all
    /// outcomes date from before the points, since the pool of applicants is then unknown.
    pub selection: Option<Selection>,
    /// Evidence of the points on outcomes, then of each indicator.
    pub evidence: Vec<Evidence>,
    /// Ids of the segments, in the scorecard's order.
    pub segments: Vec<String>,
    /// Names of the segments for people.
    #[serde(skip)]
    pub segment_names: Vec<Message>,
    /// Segments that keep today's weights, because they and all segments with the same weights have fewer
    /// than [`LEAST`](super::LEAST) bad or good firms together.
    pub segments_kept: Vec<String>,
    /// Names of those segments for people.
    #[serde(skip)]
    pub kept_names: Vec<Message>,
    /// Today's and the fitted weights, per indicator.
    pub weights: Vec<IndicatorWeights>,
    /// Objective, bounds and convergence of the fit.
    pub fitted: Fitted,
    /// Performance on firms held out in folds.
    pub by_firm: Option<Contest>,
    /// Why no firms are held out, and all held-out results are missing; `None` if some are.
    pub no_firm: Option<Message>,
    /// Performance on later windows.
    pub by_time: Option<ByTime>,
    /// Why no windows are held out; `None` if some are.
    pub no_time: Option<Message>,
    /// Number of bootstrap replicates.
    pub draws: usize,
    /// Number of replicates without a fit: outcomes are of one kind only, or separated.
    pub draws_failed: usize,
    /// Calibration of held-out chances by today's points.
    pub calibration_today: Option<Calibration>,
    /// Calibration of held-out chances by points of the fitted weights.
    pub calibration_fitted: Option<Calibration>,
    /// Lift table by today's points.
    pub lift_today: Vec<Lift>,
    /// Lift table by held-out points.
    pub lift_fitted: Vec<Lift>,
    /// Bad outcomes by today's grade.
    pub grades: Vec<GradeRow>,
    /// Whether the bad rate never falls from a grade to the next lower one.
    pub grades_monotone: Option<bool>,
    /// Population stability of the points between two cohorts.
    pub stability: PopulationStability,
    /// Cautions about the numbers, the gravest first.
    pub cautions: Vec<Message>,
    /// Whether other weights are proposed, with the reason.
    pub verdict: Verdict,
    /// Earlier searches on the same firms and outcomes.
    pub searches: Searches,
    /// The effect of the proposal; `None` without a proposal.
    pub effect: Option<Comparison>,
    /// Number of decimals of published points.
    pub decimals: u8,
    /// Number of decimals of proposed weights.
    pub weight_decimals: u32,
    /// TOML overlay with the proposed weights.
    #[serde(skip)]
    pub overlay: Option<String>,
    /// Every row of the file, in order.
    #[serde(skip)]
    pub rows: FileRows,
    /// Every outcome that counts.
    #[serde(skip)]
    pub outcomes: Vec<OutcomeRow>,
    /// Bootstrap replicates, in order; `None` where the fit failed.
    #[serde(skip)]
    pub drawn: Vec<Option<Draw>>,
}

impl study::Report for Report {
    /// Tables of the report; `rows` lists the disposition of every row of the file.
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

/// An outcome that counts, with its points.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeRow {
    /// Id of the firm in the cohort.
    pub firm: String,
    /// Name of its window; `None` if unknown.
    pub window: Option<String>,
    /// Whether the outcome is bad.
    pub bad: bool,
    /// Published points by today's weights.
    pub points: f64,
    /// Prediction by weights fitted without the firm; `None` if no firms are held out.
    pub held_out: Option<HeldOut>,
}

/// A row of outcomes that does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Aside {
    /// Physical line in the file, from 1.
    pub line: u32,
    /// Id of the firm; empty if the row is unreadable.
    pub firm: String,
    /// Disposition: why the row does not count.
    pub fate: Fate,
}

/// The firms with outcomes compared with all scored firms: only firms that got credit have an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// Number of firms scored.
    pub scored: usize,
    /// Number of scored firms on an institution's list.
    pub referred: usize,
    /// Number of firms with an outcome.
    pub firms: usize,
    /// Number of firms with an outcome that are on an institution's list.
    pub firms_referred: usize,
    /// Standard deviation of the points of firms with an outcome over that of all scored firms. Below 1, the
    /// range is restricted, and areas under the ROC curve are lower than over all firms.
    pub deviation_ratio: Option<f64>,
}

/// Today's, fitted and proposed weights of one indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorWeights {
    /// Id in the scorecard.
    pub id: String,
    /// Title in English, from the scorecard.
    pub title: String,
    /// Displayed name: the id, or the Chinese title.
    #[serde(skip)]
    pub name: Message,
    /// Today's weight per segment: its share of the scale, times the scale.
    pub today: Vec<f64>,
    /// Fitted weight per segment, with its interval.
    pub fitted: Vec<Estimate>,
    /// Proposed weight per segment, rounded; `None` without a proposal.
    pub proposed: Option<Vec<f64>>,
}

/// Objective, bounds and convergence of a fit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Fitted {
    /// Objective of the fit.
    pub maximise: Maximise,
    /// Largest relative change of a weight, as a share, 0..=1.
    pub reach: f64,
    /// Number of free weights, over all segments.
    pub free: usize,
    /// Firms of the rarer kind per free weight; `None` without a free weight.
    pub per_weight: Option<f64>,
    /// Whether points are related to outcomes with the right sign. If not, today's weights stay.
    pub tells: bool,
    /// The log-likelihood; `None` if the area was maximised.
    pub log_likelihood: Option<f64>,
    /// Upper bound on how much greater the log-likelihood of any weights within the bounds can be.
    pub gap: Option<f64>,
    /// Whether points are linear in weights for all firms with outcomes. They are not if values are left out,
    /// or if within the bounds of the weights a group may reach its floor or deductions may take all points.
    /// The log-likelihood and its gap are then those of the tangent at today's weights.
    pub linear: bool,
    /// Number of folds held out in turn.
    pub folds: usize,
}

impl Fitted {
    /// Largest relative change of a weight, in per cent, without floating-point noise: `100 · 0.07` is not
    /// exactly 7.
    pub fn reach_percent(&self) -> f64 {
        tidy(100.0 * self.reach)
    }
}

/// A number rounded to nine decimals, without floating-point noise.
fn tidy(number: f64) -> f64 {
    (1e9 * number).round() / 1e9
}

/// Decision on the proposal, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether other weights are proposed.
    pub proposed: bool,
    /// The reason for or against, as a sentence.
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
            outcomes_file: self.file.name.to_string(),
            outcomes_sha256: self.file.parts.sha256().to_owned(),
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

    /// Segments that keep today's weights because they have too few outcomes.
    fn segments_kept(&self) -> impl Iterator<Item = &Segment> {
        let segments = self.directions.card.segments.iter().zip(&self.directions.space.strata);
        segments.filter(|(_, stratum)| self.directions.few[**stratum]).map(|(segment, _)| segment)
    }

    /// Calibration of held-out chances, by today's points or by those of the fitted weights.
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

    /// Today's and the fitted weights, with intervals from the replicates.
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

    /// Firms with outcomes, each once, as positions in the cohort.
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

    /// Bounds of the area over all scored firms.
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

    /// Stability of the points between the earlier and the later windows, divided as in [`ByTime`]. Without
    /// an order of windows in time, stability between all firms and those with outcomes.
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

/// Displayed name of a segment: its id, or its Chinese title.
fn name(segment: &Segment) -> Message {
    Message::title(&segment.id, segment.title_zh.as_ref())
}

/// Number of firms whose number of outcomes no other firm has; `units` has the firm of each outcome.
fn not_shuffled(units: &[usize]) -> usize {
    let mut counts: Vec<usize> = units.chunk_by(|a, b| a == b).map(<[usize]>::len).collect();
    counts.sort_unstable();
    counts.chunk_by(|a, b| a == b).filter(|alike| alike.len() == 1).count()
}

/// The first rows of each disposition that does not count.
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
