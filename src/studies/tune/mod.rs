//! Goal-driven search for weights: least total shortfall, then least change.
//!
//! [`Goals`] has the goals and the bounds of weights; [`tune`] searches for weights. Each goal has a value
//! under any weights, and a shortfall: its distance to the bound, times its weight. The search minimises the
//! sum of shortfalls, mandatory goals first, then the move away from today: the share of the weights moved to
//! other indicators, `½ Σ |w − w₀| / scale`, the mean over the segments. It begins at today's weights, goes
//! straight towards each goal, runs a genetic algorithm (NSGA-II) and simulated annealing, and refines the
//! result by small trades. If the evaluations suffice for all feasible weights, it enumerates them instead.
//! See `search.rs`.
//!
//! Weights are always whole units of the scale's last digit: every candidate keeps the bounds and adds up
//! exactly, and the written weights are those that were measured. The best weights are written as an overlay,
//! which is read again, and the cohort is scored with it; the values reported as found are those of this full
//! scoring. The search assumes that the scored firms do not change. If other weights change which firms have
//! enough coverage, the full scoring may miss a goal that the search met. The search then continues a few
//! times with targets raised by the miss, and reports a miss that remains.
//!
//! Measures of the goals:
//!
//! - `among_first` with `when`: the share of the first K firms by published points for which a rule holds;
//!   firms tied at the edge count in part, by the room left;
//! - `among_first` with `of`: the largest share of the first K with one value; missing values are not
//!   counted;
//! - `importance_of`: `R² / Σ R²`, `R²` of the published points by the share of full marks, among groups or
//!   among indicators;
//! - `rank_correlation`: Spearman's ρ or Kendall's τ-b of the published points with today's;
//! - `rank_shift`: mean or greatest `|rank − rank today|`, ties 1, 2, 2, 4;
//! - `qualified`: scored firms that pass gates and pass rule, or a route.

mod anneal;
mod archive;
mod candidate;
mod check;
mod document;
mod enumeration;
mod goal;
mod infeasible;
mod linear;
mod logged;
mod measure;
mod options;
mod ranking;
mod refine;
mod report;
mod search;
mod tables;
mod tightening;
mod wishes;
mod written;

pub use self::goal::{Goal, Goals, Measured, Unit, schema};
pub use self::options::Options;
pub use self::report::{Conflict, GoalOutcome, GoalValue, IndicatorWeights, Report, Trade, Verdict};
pub use self::written::{Freedom, GroupSums, Qualified, RankCorrelation, RankShift};

use self::candidate::Evaluator;
use self::measure::{Points, Yardstick};
use self::ranking::Ranking;
use self::report::Material;
use self::search::Search;
use self::wishes::{Units, Wishes};
use super::audit;
use super::searches::Searches;
use super::study::{Cohort, Setting, Study, Subject};
use super::weights::proposal::{Origin, Proposal, Proposer};
use super::weights::units::{Scale, WholeWeights};
use super::weights::{Named, space};
use crate::finding::{Code, Finding, Findings, Place};
use crate::progress::Progress;
use crate::scorecard::Scorecard;
use crate::scoring::{Reweigher, Scores, Weights};
use crate::words::{Message, say};

impl Study for Options {
    const NAME: &'static str = "tune";
    const BYTES_PER_VALUE: usize = 120;
    type Input = Goals;
    type Report = Report;

    fn searches(report: &mut Report) -> Option<&mut Searches> {
        Some(&mut report.searches)
    }

    fn prepare(&self, setting: &Setting<'_>, _: &dyn Progress) -> Result<Goals, Findings> {
        Goals::read(&self.goals, setting.scorecard, setting.dictionary)
    }

    fn run(
        &self,
        subject: &Subject<'_>,
        goals: Goals,
        noticed: Findings,
        progress: &dyn Progress,
    ) -> Result<(Report, Findings), Findings> {
        Ok((tune(&subject.cohort, &goals, &self.named, progress)?, noticed))
    }
}

/// Searches for weights of the scorecard of `cohort` that meet `goals`, and scores the cohort with the best.
///
/// # Errors
/// A scorecard that cannot be reweighted; bounds between which no weights add up; an unsound overlay.
///
/// # Panics
/// If the scores were made without details.
pub fn tune(
    cohort: &Cohort<'_>,
    goals: &Goals,
    named: &Named,
    progress: &dyn Progress,
) -> Result<Report, Findings> {
    let card = cohort.scorecard;
    let scale = Scale::of(card)?;
    let members = space::members(card)?;
    if members.is_empty() {
        return Err(nothing_to_weigh(card).into());
    }
    let wishes = Wishes::new(card, &members, scale, goals)?;
    let scorer =
        Scorer { goals, proposer: Proposer { cohort, named }, members: &members, wishes: &wishes, scale };
    // Today's weights in the unit of the proposal, so that all candidates have the same unit.
    let plain = scorer.proposer.load(&scorer.overlay(&wishes.space.today, say!(tune::overlay_today)))?;
    let others: Weights = plain.indicators.iter().map(|indicator| indicator.weight.clone()).collect();
    let reweigher = Reweigher::new(&plain, cohort.scores, &cohort.scores.order);
    let yardstick = Yardstick::new(cohort, goals, reweigher.firms().to_vec());
    let evaluator = Evaluator {
        goals,
        wishes: &wishes,
        yardstick: &yardstick,
        reweigher: &reweigher,
        scale,
        others: &others,
        segments: wishes.segments(),
    };
    let today = measured(cohort, goals, &yardstick, cohort.scores, card);
    let is_met = today.iter().all(|goal| goal.met);
    let is_hopeless = (0..goals.all.len()).any(|goal| yardstick.impossible(goal).is_some());
    let mut found = Search::new(&evaluator, progress).run(is_met, is_hopeless);
    let mut after = scorer.score(&found.best.units, progress)?;
    if is_met && found.best.moved == 0 {
        after.values.clone_from(&today);
    } else {
        let score = |units: &Units| scorer.score(units, progress);
        tightening::search_on(&evaluator, &mut found, &mut after, &score, progress)?;
    }
    let met = after.values.iter().filter(|value| value.met).count();
    let Proposal { card: new_card, scores, .. } = &after.proposal;
    let material = Material {
        cohort,
        goals,
        evaluator: &evaluator,
        members: &members,
        today,
        largest_today: largest(cohort, goals, cohort.scores, card),
        largest_found: largest(cohort, goals, scores, new_card),
        audited: audited(cohort, goals, scores, new_card, progress),
        effect: scorer.proposer.effect(&after.proposal),
        after: after.values,
        overlay: scorer
            .overlay(&found.best.units, say!(tune::overlay_met, met = met, goals = goals.all.len())),
    };
    let report = material.report(found);
    Ok(Report { searches: logged::logged(cohort, goals, &report), ..report })
}

fn nothing_to_weigh(card: &Scorecard) -> Finding {
    let message = say!(tune::nothing_to_weigh, card = &card.id);
    Finding::new(Code::IndicatorsAbsent, Place::file(card.text.name.clone()), message)
        .help(say!(tune::nothing_to_weigh_help))
}

/// The cohort scored with found weights.
struct Scored {
    proposal: Proposal,
    values: Vec<GoalValue>,
}

/// Scores the cohort with the weights of a search.
struct Scorer<'a> {
    goals: &'a Goals,
    proposer: Proposer<'a>,
    members: &'a [usize],
    wishes: &'a Wishes,
    scale: Scale,
}

impl Scorer<'_> {
    /// Whole units as weights of the scorecard.
    fn whole(&self, units: &Units) -> WholeWeights {
        let card = self.proposer.cohort.scorecard;
        self.wishes.space.whole(card, self.members, self.scale, units)
    }

    /// The overlay of weights found by `method`.
    fn overlay(&self, units: &Units, method: Message) -> String {
        let goals = self.goals;
        let digest = crate::parameters::sha256(goals.source.text.as_bytes());
        let origin = Origin {
            command: Options::NAME,
            suffix: "tuned",
            title: say!(tune::overlay_title),
            method,
            inputs: vec![say!(
                tune::overlay_goals,
                file = &goals.source.name,
                sha256 = digest,
                seed = goals.seed.to_string()
            )],
        };
        self.proposer.overlay(&self.whole(units), &origin)
    }

    /// The cohort scored with weights, with the values of the goals.
    fn score(&self, units: &Units, progress: &dyn Progress) -> Result<Scored, Findings> {
        let proposal = self.proposer.score(self.overlay(units, say!(tune::overlay_trial)), true, progress)?;
        let values = by_scoring(self.proposer.cohort, self.goals, &proposal.scores, &proposal.card);
        Ok(Scored { proposal, values })
    }
}

/// The value with the largest share, for each goal of that kind, over all scored firms.
fn largest(cohort: &Cohort<'_>, goals: &Goals, scores: &Scores, card: &Scorecard) -> Vec<Option<String>> {
    let own = Cohort { scorecard: card, scores, ..*cohort };
    let yardstick = Yardstick::new(&own, goals, scores.order.clone());
    let units: Vec<i64> = yardstick.firms.iter().map(|&firm| scores.points[firm as usize]).collect();
    let ranking = Ranking::of_points(&units);
    (0..goals.all.len()).map(|goal| yardstick.largest(goal, &ranking)).collect()
}

/// Each goal's value under a full scoring.
fn measured(
    cohort: &Cohort<'_>,
    goals: &Goals,
    yardstick: &Yardstick<'_>,
    scores: &Scores,
    card: &Scorecard,
) -> Vec<GoalValue> {
    let units: Vec<i64> = yardstick.firms.iter().map(|&firm| scores.points[firm as usize]).collect();
    let weights: Weights = card.weight_shares();
    let ranking = Ranking::of_points(&units);
    let values = yardstick.measure(&Points { ranking: &ranking, units: &units, weights: &weights });
    let firms = cohort.scores.order.len();
    let one = |(goal, value): (&Goal, Option<f64>)| {
        let shortfall = goal.shortfall(value, firms);
        GoalValue { value, shortfall, met: shortfall == 0.0 }
    };
    goals.all.iter().zip(values).map(one).collect()
}

/// Each goal's value under a full scoring with other weights, over all firms that it scores; for comparisons
/// with today's ranks, over the firms scored both times.
fn by_scoring(cohort: &Cohort<'_>, goals: &Goals, after: &Scores, card: &Scorecard) -> Vec<GoalValue> {
    let own = Cohort { scorecard: card, scores: after, ..*cohort };
    let all = measured(&own, goals, &Yardstick::new(&own, goals, after.order.clone()), after, card);
    let is_both = |firm: &u32| after.scored[*firm as usize];
    let both: Vec<u32> = cohort.scores.order.iter().copied().filter(is_both).collect();
    let both = measured(cohort, goals, &Yardstick::new(cohort, goals, both), after, card);
    let one = |(goal, (all, both)): (&Goal, (GoalValue, GoalValue))| match goal.what {
        Measured::Correlation(_) | Measured::Shift(_) => both,
        _ => all,
    };
    goals.all.iter().zip(all.into_iter().zip(both)).map(one).collect()
}

/// Audited importance under the found weights, for each goal of importance: the share of the correlation
/// ratios.
fn audited(
    cohort: &Cohort<'_>,
    goals: &Goals,
    after: &Scores,
    card: &Scorecard,
    progress: &dyn Progress,
) -> Vec<Option<f64>> {
    let asks = |goal: &Goal| matches!(goal.what, Measured::Importance { .. });
    if !goals.all.iter().any(asks) {
        return vec![None; goals.all.len()];
    }
    let report = audit::audit(
        &Cohort { scorecard: card, scores: after, ..*cohort },
        &audit::Options::default(),
        progress,
    );
    let one = |goal: &Goal| {
        let Measured::Importance { id, is_group, .. } = &goal.what else { return None };
        let whole = report.parts.first()?;
        if *is_group {
            return whole.groups.iter().find(|group| group.id == *id)?.importance.share;
        }
        whole.indicators.iter().find(|indicator| indicator.id == *id)?.importance.share
    };
    goals.all.iter().map(one).collect()
}
