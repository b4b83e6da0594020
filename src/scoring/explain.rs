//! One firm's way from raw values to points: what an auditor, a bank or the firm itself asks about.

use jiff::civil::Date;
use serde::Serialize;

use super::columns::{self, derived};
use super::formula::NodePoints;
use super::population::Cohort;
use super::{Detail, Reasons, Scores, from_units, rules};
use crate::expr::Expr;
use crate::firms::{Column, Firms, Frame, Value};
use crate::scorecard::{Curve, Direction, Indicator, Node, Scorecard, Treatment, WeightsBasis};
use crate::stats;
use crate::words::Message;

mod conditions;
mod place;
mod tree;

pub use conditions::{ConditionAccount, NotKnown};
pub use place::{CurvePlace, Step};

/// All that a scorecard says of one firm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Account {
    /// The scorecard's id.
    pub scorecard: String,
    /// The scorecard's title.
    pub title: Message,
    /// Decimals points are published with.
    pub decimals: u8,
    /// Published points.
    pub points: f64,
    /// Full marks of the whole.
    pub scale: f64,
    /// Where the weights come from.
    pub weights_basis: WeightsBasis,
    /// What else is to be said of illustrative ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights_note: Option<Message>,
    /// The segment's id.
    pub segment: String,
    /// The segment's title, Chinese if it has one.
    pub segment_title: String,
    /// Rank over the cohort, ties 1, 2, 2, 4.
    pub rank: u32,
    /// How many firms are scored.
    pub firms: usize,
    /// Rank within the segment.
    pub segment_rank: u32,
    /// How many firms the segment has.
    pub segment_firms: usize,
    /// Share of the other firms with fewer points, in per cent.
    pub percentile: f64,
    /// Share of weight whose raw values are known, 0..=1.
    pub coverage: f64,
    /// The grade's id.
    pub grade: Option<String>,
    /// The top the firm is in.
    pub top: Option<String>,
    /// Whether every gate holds, and the pass rule or a route does.
    pub qualified: bool,
    /// Whether only what is not known of the firm keeps it from qualifying.
    pub held: bool,
    /// Why it does not qualify; empty if it does.
    pub reasons: Vec<Message>,
    /// Every indicator, in the scorecard's order.
    pub indicators: Vec<IndicatorAccount>,
    /// Every group, the root first.
    pub groups: Vec<GroupAccount>,
    /// What must hold before points can qualify a firm.
    pub gates: Vec<ConditionAccount>,
    /// What qualifies a firm without points.
    pub routes: Vec<ConditionAccount>,
    /// What points must satisfy.
    pub pass: Option<ConditionAccount>,
    /// The firm with the fewest points above this one in its segment; none above the first.
    pub above: Option<Above>,
}

/// One indicator, from raw input to points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorAccount {
    /// Its id.
    pub id: String,
    /// Its title, Chinese if it has one.
    pub title: String,
    /// The rule that makes the raw value.
    pub rule: String,
    /// What the rule reads, by way of derived values too.
    pub inputs: Vec<Input>,
    /// What the raw value counts.
    pub unit: Option<String>,
    /// The rule's value; of a flag 1 for yes and 0 for no, of a class its points. `None` where it is missing.
    pub raw: Option<f64>,
    /// What the curve saw: after the missing policy and the treatment.
    pub treated: Option<f64>,
    /// Where that lies on the curve; nowhere without a value.
    pub place: Option<CurvePlace>,
    /// Whether less is better.
    pub lower_is_better: bool,
    /// Steps of treatment, by name.
    pub treatment: Vec<&'static str>,
    /// Share of full marks, 0..=1; `None` where the indicator is left out for the firm.
    pub share: Option<f64>,
    /// Full marks in the firm's segment.
    pub weight: f64,
    /// Points, not rounded.
    pub points: f64,
    /// Whether they are taken off.
    pub deducted: bool,
    /// Whether they do not count, since of its group, or of one above it, only the most (or fewest) points of
    /// any member do, and those are another's.
    pub outdone: bool,
    /// Median share of the segment's firms.
    pub segment_median: Option<f64>,
    /// `(share − median) · weight`, negative for a deduction: points this indicator puts the firm ahead of
    /// the segment's middle.
    pub ahead: Option<f64>,
}

/// A value of the firm that a rule reads.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Input {
    /// The field or derived value.
    pub name: String,
    /// The field's title.
    pub title: Option<String>,
    /// What a number counts.
    pub unit: Option<String>,
    /// The value; `None` where it is missing.
    pub value: Option<Given>,
}

/// A value as programs have it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Given {
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A text, or a day as `2025-12-31`.
    Text(String),
}

impl Given {
    /// The value, unless it is missing.
    pub fn of(value: Value<'_>) -> Option<Given> {
        Some(match value {
            Value::Missing => return None,
            Value::Number(number) => Given::Number(number),
            Value::Flag(yes) => Given::Flag(yes),
            Value::Date(day) => Given::Text(day.to_string()),
            Value::Text(text) => Given::Text(text.to_owned()),
        })
    }
}

/// A group's subtotal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupAccount {
    /// Its id.
    pub id: String,
    /// Its title, Chinese if it has one.
    pub title: String,
    /// How deep it lies in the tree; the root is at 0.
    pub depth: usize,
    /// Its points, not rounded.
    pub points: f64,
    /// Whether they are taken off.
    pub deducted: bool,
    /// The most it can have in the firm's segment.
    pub full_marks: f64,
    /// What its members make before its cap or floor, where one of them changed it; of the whole also before
    /// 0, below which no deduction leads.
    pub before_limit: Option<f64>,
    /// Whether it is left out for the firm.
    pub left_out: bool,
}

/// The firm next above, which is not named: an explanation may leave the house.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Above {
    /// Its published points.
    pub points: f64,
    /// Its rank within the segment.
    pub segment_rank: u32,
    /// What it has more points of, most first.
    pub more: Vec<More>,
}

/// Something another firm has more points of: an indicator, or a group whose points are not the sum of its
/// members' (the better of two ways, or one that a cap or floor changed).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct More {
    /// Its id.
    pub id: String,
    /// How many more; of a deduction, how many fewer are taken off.
    pub points: f64,
}

/// What `scorecard` says of the firm at position `firm`, and why. `None` if it is not scored, or the scores
/// keep no details.
pub fn explain(
    firms: &Firms,
    scorecard: &Scorecard,
    scores: &Scores,
    as_of: Date,
    firm: usize,
) -> Option<Account> {
    let details = scores.details.as_ref().filter(|_| scores.scored[firm])?;
    let alone = alone(firms, firm);
    let frame_of = derived(&alone, scorecard, as_of, all_slots(scorecard));
    let segment = usize::from(scores.segment[firm]);
    let (indicators, groups) = tree::evaluate(scorecard, scores, details, firm);
    let explainer = Explainer {
        firms,
        own: columns::firm_frame(&alone, &frame_of, as_of),
        scorecard,
        scores,
        details,
        firm,
        segment,
        indicators,
        groups,
    };
    let all = || (0..scores.points.len()).filter(|&at| scores.scored[at]);
    let peers: Vec<usize> = all().filter(|&at| scores.segment[at] == scores.segment[firm]).collect();
    let cohort = Cohort::new(firms, scorecard, &scores.scored, &scores.segment);
    let own = &scorecard.segments[explainer.segment];
    let condition = |at: &usize| explainer.condition(*at);
    Some(Account {
        scorecard: scorecard.id.clone(),
        title: Message::title(&scorecard.title, scorecard.title_zh.as_ref()),
        decimals: scorecard.decimals,
        points: explainer.published(firm),
        scale: scorecard.scale,
        weights_basis: scorecard.weights_basis,
        weights_note: scorecard
            .weights_note
            .as_ref()
            .map(|note| Message::title(note, scorecard.weights_note_zh.as_ref())),
        segment: own.id.clone(),
        segment_title: own.label().to_owned(),
        rank: scores.rank[firm],
        firms: scores.order.len(),
        segment_rank: scores.segment_rank[firm],
        segment_firms: peers.len(),
        percentile: scores.percentile[firm],
        coverage: scores.coverage[firm],
        grade: scores.grade[firm].map(|grade| scorecard.grades[usize::from(grade)].id.clone()),
        top: scores.top[firm].map(|top| scorecard.tops[usize::from(top)].id.clone()),
        qualified: scores.qualified[firm],
        held: scores.held[firm],
        reasons: Reasons::new(firms, scorecard, scores).of(firm),
        indicators: (0..scorecard.indicators.len())
            .map(|at| explainer.indicator(at, details, &cohort, &peers))
            .collect(),
        groups: explainer.groups(),
        gates: scorecard.gates.iter().map(condition).collect(),
        routes: scorecard.routes.iter().map(condition).collect(),
        pass: scorecard.pass.as_ref().map(condition),
        above: explainer.above(&peers),
    })
}

/// One firm of a cohort, whose points are explained.
struct Explainer<'a> {
    firms: &'a Firms,
    /// The firm alone, under the firm scope.
    own: Frame<'a>,
    scorecard: &'a Scorecard,
    scores: &'a Scores,
    details: &'a [Detail],
    firm: usize,
    segment: usize,
    /// What each indicator gives the firm.
    indicators: Vec<NodePoints>,
    /// What each group makes of that.
    groups: Vec<NodePoints>,
}

/// The cohort of this one firm.
fn alone(firms: &Firms, firm: usize) -> Firms {
    Firms {
        len: 1,
        dictionary: firms.dictionary.clone(),
        columns: firms.columns.iter().map(|column| Some(column.as_ref()?.take(&[firm as u32]))).collect(),
        id_field: firms.id_field,
        lines: vec![firms.lines[firm]],
    }
}

/// Every slot of the firm scope that the scorecard's rules read.
fn all_slots(scorecard: &Scorecard) -> Vec<usize> {
    let values = scorecard.indicators.iter().map(|indicator| &indicator.value);
    let rules = rules(&scorecard.conditions);
    values.chain(rules).flat_map(|rule| rule.slots()).copied().collect()
}

fn label(title: &str, title_zh: Option<&String>) -> String {
    title_zh.map_or(title, String::as_str).to_owned()
}

/// The name of a step of treatment, as scorecards write it.
fn step(step: &Treatment) -> &'static str {
    match step {
        Treatment::Winsorise { .. } => "winsorise",
        Treatment::Ln => "ln",
        Treatment::Ln1p => "ln1p",
        Treatment::DrawIn { .. } => "draw_in",
    }
}

/// The value of a column in a row.
fn given(column: &Column, row: usize) -> Option<Given> {
    Given::of(column.value(row))
}

impl Explainer<'_> {
    fn published(&self, firm: usize) -> f64 {
        from_units(self.scores.points[firm], self.scorecard.decimals)
    }

    fn indicator(
        &self,
        at: usize,
        details: &[Detail],
        cohort: &Cohort<'_>,
        peers: &[usize],
    ) -> IndicatorAccount {
        let (indicator, detail) = (&self.scorecard.indicators[at], &details[at]);
        let deducted = self.deducted(Node::Indicator(at));
        let (weight, share) = (indicator.weight[self.segment], detail.normalised.get(self.firm));
        let mut shares: Vec<f64> = peers.iter().filter_map(|&peer| detail.normalised.get(peer)).collect();
        let median = stats::median(&mut shares);
        let treated = detail.treated.get(self.firm);
        IndicatorAccount {
            id: indicator.id.clone(),
            title: label(&indicator.title, indicator.title_zh.as_ref()),
            rule: indicator.value.source().trim().to_owned(),
            inputs: self.inputs(&indicator.value),
            unit: indicator.unit.clone(),
            raw: detail.raw.get(self.firm),
            treated,
            place: treated.map(|x| {
                let class = || match self.value_of(&indicator.value) {
                    Some(Given::Text(class)) => class,
                    _ => String::new(),
                };
                place::place(indicator, x, self.segment, &self.population(indicator, detail, cohort), class)
            }),
            lower_is_better: indicator.direction == Direction::Lower,
            treatment: indicator.treatment.iter().map(step).collect(),
            share,
            weight,
            points: self.scores.indicator_points[at][self.firm],
            deducted,
            outdone: self.outdone(Node::Indicator(at)),
            segment_median: median,
            ahead: share.zip(median).map(|(share, median)| {
                let ahead = (share - median) * weight;
                if deducted { -ahead } else { ahead }
            }),
        }
    }

    /// The treated values the indicator's curve compares the firm's with.
    fn population(&self, indicator: &Indicator, detail: &Detail, cohort: &Cohort<'_>) -> Vec<f64> {
        let within = match indicator.curve {
            Curve::Percentile { within, .. } | Curve::MinMax { within } | Curve::ZScore { within } => within,
            _ => return Vec::new(),
        };
        let strata = cohort.strata(within);
        let own = strata.of(self.firm);
        (0..self.firms.len)
            .filter(|&firm| strata.of(firm) == own)
            .filter_map(|firm| detail.treated.get(firm))
            .collect()
    }

    /// The value of a rule of the firm scope for the firm.
    fn value_of(&self, rule: &Expr) -> Option<Given> {
        given(&rule.evaluate(&self.own, 0..1), 0)
    }

    /// The fields a rule reads, each once, and the derived values they come by.
    fn inputs(&self, rule: &Expr) -> Vec<Input> {
        let slots = self.scorecard.slots(self.firms.columns.len());
        let mut inputs: Vec<Input> = Vec::new();
        let mut waiting: Vec<usize> = rule.slots().iter().rev().copied().collect();
        while let Some(slot) = waiting.pop() {
            let input = if slots.fields.contains(&slot) {
                let field = &self.firms.dictionary.fields[slot];
                let value = self.firms.columns[slot].as_ref().and_then(|column| given(column, self.firm));
                Input {
                    name: field.name.clone(),
                    title: Some(field.title.clone()),
                    unit: field.unit.clone(),
                    value,
                }
            } else if slots.derived.contains(&slot) {
                let value = &self.scorecard.derived[slot - slots.derived.start];
                waiting.extend(value.value.slots().iter().rev());
                Input {
                    name: value.id.clone(),
                    title: value.title.clone(),
                    unit: None,
                    value: self.value_of(&value.value),
                }
            } else {
                continue;
            };
            if inputs.iter().all(|known| known.name != input.name) {
                inputs.push(input);
            }
        }
        inputs
    }
}
