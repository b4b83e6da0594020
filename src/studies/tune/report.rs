//! What a search for weights finds.

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

/// How many weights of the trade-off are shown.
const FRONT: usize = 12;

/// The best weights found for goals, and the values they give.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The scorecard and the cohort.
    #[serde(flatten)]
    pub about: About,
    /// The goals' file.
    pub goal_file: String,
    /// Its SHA-256.
    pub goal_sha256: String,
    /// Scored firms.
    pub firms: usize,
    /// The segments, in the scorecard's order.
    pub segments: Vec<String>,
    /// Their names for people.
    #[serde(skip)]
    pub segment_names: Vec<Message>,
    /// Decimals of published points.
    pub decimals: u8,
    /// Decimals of weights.
    pub weight_decimals: u32,
    /// How far a weight may move either way, as a share of today's.
    pub bounds: f64,
    /// Whether weights may move from group to group.
    pub groups: GroupSums,
    /// Whether each segment's weights move on their own.
    pub weights: Freedom,
    /// Where chance began.
    pub seed: u64,
    /// Weights tried.
    pub evaluations: usize,
    /// Whether these are all the weights there are, and who is scored does not move with them: what is found
    /// is proved then.
    pub is_whole: bool,
    /// Whether the goals are met, or can be.
    pub verdict: Verdict,
    /// How many other searches on these firms came before.
    pub searches: Searches,
    /// The goals, in the file's order.
    pub goals: Vec<GoalOutcome>,
    /// Goals that were met alone, but never together.
    pub conflicts: Vec<Conflict>,
    /// Today's weights and the found ones, which add up to the scale in each segment.
    pub indicators: Vec<IndicatorWeights>,
    /// The share of the weights that moved: `½ Σ |w − w₀| / scale`, the mean over the segments.
    pub moved: f64,
    /// Goals against closeness to today: weights none of which another here surpasses in every goal's
    /// shortfall and in how little it moves, and that have all that must be met if the found ones have. A few
    /// of those that were tried, spread out, from the least moved to the most; the found ones among them.
    pub front: Vec<Trade>,
    /// What the found weights would cause.
    pub effect: Comparison,
    /// The overlay that says them.
    #[serde(skip)]
    pub overlay: String,
}

impl study::Report for Report {
    /// Goals, weights, the trade-off with its weights, and all that the found weights would cause.
    fn tables(&self) -> Vec<Table> {
        let (goals, front) = (self.goals_table().into(), self.front_table().into());
        let own = [goals, self.weights_table().into(), front, self.front_weights().into()];
        own.into_iter().chain(self.effect.tables()).collect()
    }

    fn document(&self) -> Document {
        self.to_document()
    }
}

/// The result of a search in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Today's weights meet every goal.
    Today,
    /// The found weights meet every goal.
    Met,
    /// None were found that do. That is no proof that there are none.
    NoneFound,
    /// There are none: a goal cannot be met by any weights, as numbers of firms prove, or all weights there
    /// are were tried.
    Impossible,
}

impl Verdict {
    /// The word files have.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Today => "today",
            Verdict::Met => "met",
            Verdict::NoneFound => "none-found",
            Verdict::Impossible => "impossible",
        }
    }
}

/// A goal's value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct GoalValue {
    /// It; `None` where it has none.
    pub value: Option<f64>,
    /// Its distance to the bound, times the goal's weight; of ranks and firms as a share of the firms.
    pub shortfall: f64,
    /// Whether it is met.
    pub met: bool,
}

/// A goal and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GoalOutcome {
    /// What people call it.
    pub title: Message,
    /// Its unit.
    pub unit: Unit,
    /// The least it is to be.
    pub at_least: Option<f64>,
    /// The most it is to be.
    pub at_most: Option<f64>,
    /// How much a shortfall counts.
    pub weight: f64,
    /// Whether it comes before those that need not be met.
    pub must: bool,
    /// Under today's weights.
    pub today: GoalValue,
    /// Under the found ones, by a scoring of its own.
    pub found: GoalValue,
    /// Where it came nearest, whatever else.
    pub nearest: GoalValue,
    /// Of a largest share, the value that has it under today's weights.
    pub largest_today: Option<String>,
    /// And under the found ones.
    pub largest_found: Option<String>,
    /// Whether as many firms as are scored, or more, count as first: all of them, whatever the weights.
    pub takes_all: bool,
    /// Whether it is a goal of the first so many firms.
    #[serde(skip)]
    pub counts_first: bool,
    /// Whether its rule holds for no firm of the cohort.
    pub holds_for_none: bool,
    /// Whether the search had it met among the firms scored today, and the scoring with the found weights, of
    /// other firms, has not.
    pub slipped: bool,
    /// Why no weights can meet it, where that is proved.
    pub impossible: Option<Message>,
    /// Of importance, the share of the correlation ratios that `jifen audit` finds under the found weights.
    pub audited: Option<f64>,
}

impl GoalOutcome {
    /// The bounds that a value misses, the least and the most.
    pub fn missed(&self, value: f64) -> [Option<f64>; 2] {
        missed(value, self.at_least, self.at_most)
    }
}

/// Two goals of which each was met, but never both.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conflict {
    /// Position of the one among the goals.
    pub one: usize,
    /// And of the other.
    pub other: usize,
    /// The value of the one where both together came nearest.
    pub value_of_one: Option<f64>,
    /// And of the other.
    pub value_of_other: Option<f64>,
}

/// One indicator's weights.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorWeights {
    /// Its id.
    pub id: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: Option<String>,
    /// The group below the root it is in.
    pub group: String,
    /// Today's weight per segment: the share of the scale it has, times the scale.
    pub today: Vec<f64>,
    /// The found weight per segment.
    pub found: Vec<f64>,
    /// The least weight per segment.
    pub least: Vec<f64>,
    /// The greatest.
    pub most: Vec<f64>,
}

impl IndicatorWeights {
    /// The indicator as people see it: its id, or its Chinese title.
    pub fn name(&self) -> Message {
        Message::title(&self.id, self.title_zh.as_ref())
    }
}

/// Weights of the trade-off between goals and closeness to today.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trade {
    /// Whether they are the found ones.
    pub found: bool,
    /// The share of the weights that moved.
    pub moved: f64,
    /// Goals that are met.
    pub met: usize,
    /// What the goals miss together.
    pub shortfall: f64,
    /// Each goal.
    pub goals: Vec<GoalValue>,
    /// Per indicator, in the order of [`Report::indicators`], the weight per segment.
    pub weights: Vec<Vec<f64>>,
}

/// What a report is made of, besides what the search found.
pub(super) struct Material<'a> {
    pub cohort: &'a Cohort<'a>,
    pub goals: &'a Goals,
    pub evaluator: &'a Evaluator<'a>,
    pub members: &'a [usize],
    /// Each goal's value today.
    pub today: Vec<GoalValue>,
    /// Each goal's value by the scoring with the found weights.
    pub after: Vec<GoalValue>,
    /// Per goal of a largest share, the value that has it today.
    pub largest_today: Vec<Option<String>>,
    /// And under the found weights.
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

    /// The verdict on outcomes, of weights that stay or not, where all possible weights were tried or not.
    fn verdict(&self, outcomes: &[GoalOutcome], stays: bool, is_proved: bool) -> Verdict {
        if outcomes.iter().any(|goal| goal.impossible.is_some()) {
            Verdict::Impossible
        } else if outcomes.iter().any(|goal| !goal.found.met) {
            if is_proved { Verdict::Impossible } else { Verdict::NoneFound }
        } else if stays && self.today.iter().all(|goal| goal.met) {
            // Weights finer than the scale's last digit are rounded, and may meet what today's do not.
            Verdict::Today
        } else {
            Verdict::Met
        }
    }

    fn goal(&self, at: usize, found: &Solution) -> GoalOutcome {
        let goal = &self.goals.all[at];
        let nearest = found.nearest.of(&[at]).map_or_else(GoalValue::default, |one| value(one, at));
        // Of the found weights their own scoring is known.
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

    /// Pairs of which each is met, but never both.
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

    /// An indicator's weight per segment; 0 where it has none.
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
