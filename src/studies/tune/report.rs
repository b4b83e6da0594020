//! Result of a search for weights.

use serde::Serialize;

use super::candidate::{Candidate, Evaluator, GoalSet};
use super::goal::{Goals, Unit};
use super::measure::missed;
use super::search::Solution;
use super::wishes::Units;
use super::written::{Freedom, GroupSums};
use crate::figures::{Document, Table};
use crate::studies::compare::Comparison;
use crate::studies::searches::Searches;
use crate::studies::study::{self, About, Cohort};
use crate::words::Message;

/// Number of rows shown of the Pareto front.
const FRONT: usize = 12;

/// The best weights found for the goals, with their effect.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The scorecard and cohort of the search.
    #[serde(flatten)]
    pub about: About,
    /// Path of the goal file.
    pub goal_file: String,
    /// SHA-256 of the goal file.
    pub goal_sha256: String,
    /// Number of scored firms.
    pub firms: usize,
    /// Ids of the segments, in the scorecard's order.
    pub segments: Vec<String>,
    /// Names of the segments for people.
    #[serde(skip)]
    pub segment_names: Vec<Message>,
    /// Number of decimals of published points.
    pub decimals: u8,
    /// Number of decimals of weights.
    pub weight_decimals: u32,
    /// Largest relative change of a weight, 0..=1.
    pub bounds: f64,
    /// Whether weights may move from group to group.
    pub groups: GroupSums,
    /// Whether segments have independent weights.
    pub weights: Freedom,
    /// Seed of the random numbers.
    pub seed: u64,
    /// Number of sets of weights evaluated.
    pub evaluations: usize,
    /// Whether all feasible weights were evaluated and the scored firms do not depend on weights, so that the
    /// result is proved.
    pub is_whole: bool,
    /// Whether the goals are met, or can be.
    pub verdict: Verdict,
    /// Earlier searches on the same firms.
    pub searches: Searches,
    /// The goals, in the file's order.
    pub goals: Vec<GoalOutcome>,
    /// Pairs of goals that were each met alone, but never together.
    pub conflicts: Vec<Conflict>,
    /// Today's and the found weights, which add up to the scale in each segment.
    pub indicators: Vec<IndicatorWeights>,
    /// Share of the weights moved: `½ Σ |w − w₀| / scale`, the mean over the segments.
    pub moved: f64,
    /// Pareto front of the evaluated weights, by each goal's shortfall and by the share moved; all meet the
    /// mandatory goals if the found ones do. A spread-out selection, from the least moved to the most,
    /// including the found ones.
    pub front: Vec<Trade>,
    /// Effect of the found weights on ranks and lists.
    pub effect: Comparison,
    /// TOML overlay with the found weights.
    #[serde(skip)]
    pub overlay: String,
}

impl study::Report for Report {
    /// Tables of goals, weights, the Pareto front with its weights, and the effect of the found weights.
    fn tables(&self) -> Vec<Table> {
        let (goals, front) = (self.goals_table().into(), self.front_table().into());
        let own = [goals, self.weights_table().into(), front, self.front_weights().into()];
        own.into_iter().chain(self.effect.tables()).collect()
    }

    fn document(&self) -> Document {
        self.to_document()
    }
}

/// Result of a search, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Today's weights meet every goal.
    Today,
    /// The found weights meet every goal.
    Met,
    /// No evaluated weights meet every goal, without proof that none do.
    NoneFound,
    /// No weights meet every goal, proved by numbers of firms or by enumeration of all feasible weights.
    Impossible,
}

impl Verdict {
    /// The word in files, in kebab case.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Today => "today",
            Verdict::Met => "met",
            Verdict::NoneFound => "none-found",
            Verdict::Impossible => "impossible",
        }
    }
}

/// A goal's value under some weights, with its shortfall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct GoalValue {
    /// Measured value; `None` if undefined.
    pub value: Option<f64>,
    /// Distance to the bound, times the goal's weight; for ranks and firms as a share of the firms.
    pub shortfall: f64,
    /// Whether the goal is met.
    pub met: bool,
}

/// A goal with its values today and found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GoalOutcome {
    /// Displayed title, in both languages.
    pub title: Message,
    /// Unit of the values and bounds.
    pub unit: Unit,
    /// Lower target bound; `None` without one.
    pub at_least: Option<f64>,
    /// Upper target bound; `None` without one.
    pub at_most: Option<f64>,
    /// Weight of the shortfall, above 0.
    pub weight: f64,
    /// Whether the goal is mandatory.
    pub must: bool,
    /// Value under today's weights.
    pub today: GoalValue,
    /// Value under the found weights, by a full scoring.
    pub found: GoalValue,
    /// Value under the evaluated weights that are nearest to this goal, whatever the other goals.
    pub nearest: GoalValue,
    /// The value with the largest share under today's weights; `None` for other measures.
    pub largest_today: Option<String>,
    /// The value with the largest share under the found weights; `None` for other measures.
    pub largest_found: Option<String>,
    /// Whether the leading group includes all scored firms, whatever the weights.
    pub takes_all: bool,
    /// Whether the measure is about the leading firms.
    #[serde(skip)]
    pub counts_first: bool,
    /// Whether its rule holds for no firm of the cohort.
    pub holds_for_none: bool,
    /// Whether the goal was met in the search, over the firms scored today, but is not met in the full
    /// scoring with the found weights, which scores other firms.
    pub slipped: bool,
    /// Proof that no weights can meet it, if known.
    pub impossible: Option<Message>,
    /// For importance, the share of correlation ratios by `jifen audit` under the found weights.
    pub audited: Option<f64>,
}

impl GoalOutcome {
    /// The bounds that a value misses, the lower and the upper.
    pub fn missed(&self, value: f64) -> [Option<f64>; 2] {
        missed(value, self.at_least, self.at_most)
    }
}

/// Two goals that were each met alone, but never together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conflict {
    /// Position of the first goal.
    pub one: usize,
    /// Position of the second goal.
    pub other: usize,
    /// Value of the first goal under the weights nearest to both goals.
    pub value_of_one: Option<f64>,
    /// Value of the second goal under the same weights.
    pub value_of_other: Option<f64>,
}

/// Today's and found weights of one indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorWeights {
    /// Id in the scorecard.
    pub id: String,
    /// Title in English, from the scorecard.
    pub title: String,
    /// Title in Chinese; `None` if the scorecard has only one.
    pub title_zh: Option<String>,
    /// Id of its group below the root.
    pub group: String,
    /// Today's weight per segment: its share of the scale, times the scale.
    pub today: Vec<f64>,
    /// Found weight per segment, in the unit of the scale.
    pub found: Vec<f64>,
    /// Least allowed weight per segment.
    pub least: Vec<f64>,
    /// Greatest allowed weight per segment.
    pub most: Vec<f64>,
}

impl IndicatorWeights {
    /// Displayed name of the indicator: its id, or its Chinese title.
    pub fn name(&self) -> Message {
        Message::title(&self.id, self.title_zh.as_ref())
    }
}

/// A point of the Pareto front of goals and closeness to today.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trade {
    /// Whether these are the found weights.
    pub found: bool,
    /// Share of the weights moved, 0..=1.
    pub moved: f64,
    /// Number of goals met.
    pub met: usize,
    /// Sum of the goals' shortfalls.
    pub shortfall: f64,
    /// Values and shortfalls of the goals, in their order.
    pub goals: Vec<GoalValue>,
    /// Per indicator, in the order of [`Report::indicators`], the weight per segment.
    pub weights: Vec<Vec<f64>>,
}

/// Inputs of a report besides the result of the search.
pub(super) struct Material<'a> {
    pub cohort: &'a Cohort<'a>,
    pub goals: &'a Goals,
    pub evaluator: &'a Evaluator<'a>,
    pub members: &'a [usize],
    /// Values of the goals today.
    pub today: Vec<GoalValue>,
    /// Values of the goals by the scoring with the found weights.
    pub after: Vec<GoalValue>,
    /// Per goal, the value with the largest share today.
    pub largest_today: Vec<Option<String>>,
    /// Per goal, the value with the largest share under the found weights.
    pub largest_found: Vec<Option<String>>,
    /// Per goal of importance, its share of the correlation ratios.
    pub audited: Vec<Option<f64>>,
    pub effect: Comparison,
    pub overlay: String,
}

impl Report {
    /// Whether a goal was proved impossible before any search.
    pub fn is_hopeless(&self) -> bool {
        self.goals.iter().any(|goal| goal.impossible.is_some())
    }
}

impl Material<'_> {
    pub fn report(self, found: Solution) -> Report {
        let (cohort, card, goals) = (self.cohort, self.cohort.scorecard, self.goals);
        let scale = self.evaluator.scale;
        let outcomes: Vec<GoalOutcome> = (0..goals.all.len()).map(|at| self.goal(at, &found)).collect();
        let yardstick = self.evaluator.yardstick;
        let is_proved = found.is_whole && yardstick.is_settled;
        let all_met = outcomes.iter().all(|goal| goal.found.met);
        Report {
            about: cohort.about(),
            goal_file: goals.source.name.to_string(),
            goal_sha256: crate::parameters::sha256(goals.source.text.as_bytes()),
            firms: yardstick.firms.len(),
            segments: card.segments.iter().map(|segment| segment.id.clone()).collect(),
            segment_names: card
                .segments
                .iter()
                .map(|segment| Message::title(&segment.id, segment.title_zh.as_ref()))
                .collect(),
            decimals: card.decimals,
            weight_decimals: scale.decimals(),
            bounds: goals.bounds,
            groups: goals.groups,
            weights: goals.weights,
            seed: goals.seed,
            evaluations: found.evaluations,
            is_whole: is_proved,
            verdict: self.verdict(&outcomes, found.best.moved == 0, is_proved),
            searches: Searches::default(),
            conflicts: if all_met { Vec::new() } else { self.conflicts(&found) },
            goals: outcomes,
            indicators: self.indicators(&found.best.units),
            moved: self.evaluator.share(found.best.moved),
            front: found
                .archive
                .spread(&GoalSet::all(goals), &found.best, FRONT)
                .iter()
                .map(|one| self.trade(one, &found.best))
                .collect(),
            effect: self.effect,
            overlay: self.overlay,
        }
    }

    /// Verdict from outcomes. `stays`: the weights are today's; `is_proved`: all feasible weights were
    /// evaluated.
    fn verdict(&self, outcomes: &[GoalOutcome], stays: bool, is_proved: bool) -> Verdict {
        if outcomes.iter().any(|goal| goal.impossible.is_some()) {
            Verdict::Impossible
        } else if outcomes.iter().any(|goal| !goal.found.met) {
            if is_proved { Verdict::Impossible } else { Verdict::NoneFound }
        } else if stays && self.today.iter().all(|goal| goal.met) {
            // Today's weights may be finer than the scale's last digit; rounded, they may meet goals that
            // they miss unrounded.
            Verdict::Today
        } else {
            Verdict::Met
        }
    }

    fn goal(&self, at: usize, found: &Solution) -> GoalOutcome {
        let goal = &self.goals.all[at];
        let nearest = found.nearest.of(&[at]).map_or_else(GoalValue::default, |one| value(one, at));
        // The found weights have a full scoring.
        let nearest = if self.after[at].shortfall < nearest.shortfall { self.after[at] } else { nearest };
        GoalOutcome {
            title: goal.title.clone(),
            unit: goal.what.unit(),
            at_least: goal.at_least,
            at_most: goal.at_most,
            weight: goal.weight,
            must: goal.must,
            today: self.today[at],
            found: self.after[at],
            nearest,
            largest_today: self.largest_today[at].clone(),
            largest_found: self.largest_found[at].clone(),
            takes_all: goal.what.first().is_some_and(|first| first >= self.evaluator.yardstick.firms.len()),
            counts_first: goal.what.first().is_some(),
            holds_for_none: self.evaluator.yardstick.holds_for_none[at],
            slipped: found.best.objectives[at] == 0.0 && !self.after[at].met,
            impossible: self.evaluator.yardstick.impossible(at),
            audited: self.audited[at],
        }
    }

    /// Pairs of goals that were each met, but never together.
    fn conflicts(&self, found: &Solution) -> Vec<Conflict> {
        let count = self.goals.all.len();
        let pairs = (0..count).flat_map(|one| (one + 1..count).map(move |other| (one, other)));
        pairs
            .filter(|&(one, other)| found.nearest.is_met(&[one]) && found.nearest.is_met(&[other]))
            .filter(|&(one, other)| !found.nearest.is_met(&[one, other]))
            .map(|(one, other)| {
                let nearest = found.nearest.of(&[one, other]);
                let at = |goal: usize| nearest.and_then(|nearest| nearest.values[goal]);
                Conflict { one, other, value_of_one: at(one), value_of_other: at(other) }
            })
            .collect()
    }

    fn indicators(&self, units: &Units) -> Vec<IndicatorWeights> {
        let card = self.cohort.scorecard;
        let shares = card.weight_shares();
        let groups = card.branches();
        let space = &self.evaluator.wishes.space;
        let one = |&at: &usize| {
            let group = groups.iter().find(|group| group.indicators.contains(&at));
            IndicatorWeights {
                id: card.indicators[at].id.clone(),
                title: card.indicators[at].title.clone(),
                title_zh: card.indicators[at].title_zh.clone(),
                group: group.map_or_else(String::new, |group| card.groups[group.group].id.clone()),
                today: shares[at].iter().map(|share| share * card.scale).collect(),
                found: self.by_segment(at, units),
                least: self.by_segment(at, &space.least),
                most: self.by_segment(at, &space.most),
            }
        };
        self.members.iter().map(one).collect()
    }

    /// Weight of an indicator per segment; 0 in segments without it.
    fn by_segment(&self, indicator: usize, units: &Units) -> Vec<f64> {
        let weights = self.evaluator.wishes.space.by_segment(indicator, units).into_iter();
        weights.map(|units| units.map_or(0.0, |units| self.evaluator.scale.number(units))).collect()
    }

    fn trade(&self, one: &Candidate, best: &Candidate) -> Trade {
        let is_found = one.units == best.units;
        let of = |at: usize| if is_found { self.after[at] } else { value(one, at) };
        let goals: Vec<GoalValue> = (0..self.goals.all.len()).map(of).collect();
        Trade {
            found: is_found,
            moved: self.evaluator.share(one.moved),
            met: goals.iter().filter(|goal| goal.met).count(),
            shortfall: goals.iter().map(|goal| goal.shortfall).sum(),
            goals,
            weights: self.members.iter().map(|&at| self.by_segment(at, &one.units)).collect(),
        }
    }
}

fn value(one: &Candidate, goal: usize) -> GoalValue {
    let shortfall = one.objectives[goal];
    GoalValue { value: one.values[goal], shortfall, met: shortfall == 0.0 }
}
