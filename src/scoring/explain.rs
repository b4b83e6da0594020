//! One firm's account from raw values to points, for auditors, banks and the firm itself.

use jiff::civil::Date;
use serde::Serialize;

use super::columns::{self, derived};
use super::formula::NodePoints;
use super::population::Cohort;
use super::{Detail, Reasons, Scores, from_units, rules};
use crate::expr::Expr;
use crate::firms::{Column, Firms, Frame, Value};
use crate::scorecard::{Direction, Indicator, Node, Scorecard, Treatment, WeightsBasis};
use crate::stats;
use crate::words::Message;

mod conditions;
mod place;
mod tree;

pub use conditions::{ConditionAccount, ConditionState, NotKnown};
pub use place::{CurvePlace, Step, place_on_curve};

/// A firm's full account under one scorecard: points, rank, and every step between.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Account {
    /// Id of the scorecard that made the account.
    pub scorecard: String,
    /// Title of that scorecard, in both languages.
    pub title: Message,
    /// Decimals of published points, 0 to 6.
    pub decimals: u8,
    /// Published points: rounded, as lists show them.
    pub points: f64,
    /// Full marks of the whole, the same in every segment.
    pub scale: f64,
    /// Source of the weights: official, local, derived or illustrative.
    pub weights_basis: WeightsBasis,
    /// Further remark on illustrative weights; `None` for others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights_note: Option<Message>,
    /// Id of the firm's segment, `all` without segments.
    pub segment: String,
    /// The segment's title.
    pub segment_title: Message,
    /// Rank over the cohort, ties 1, 2, 2, 4.
    pub rank: u32,
    /// Number of scored firms in the cohort.
    pub firms: usize,
    /// Rank within the segment.
    pub segment_rank: u32,
    /// Number of scored firms in the segment.
    pub segment_firms: usize,
    /// Share of the other firms with fewer points, in per cent.
    pub percentile: f64,
    /// Share of weight whose raw values are known, 0..=1.
    pub coverage: f64,
    /// Id of the firm's grade; `None` below the last.
    pub grade: Option<String>,
    /// Id of the firm's top; `None` outside all of them.
    pub top: Option<String>,
    /// Whether all gates are met, and the pass rule or a route. Without a pass rule the gates suffice.
    pub qualified: bool,
    /// Whether only unknown facts keep the firm from qualifying.
    pub held: bool,
    /// Reasons against qualifying; empty for a qualified firm.
    pub reasons: Vec<Message>,
    /// Every indicator, in the scorecard's order.
    pub indicators: Vec<IndicatorAccount>,
    /// Every group, the root first.
    pub groups: Vec<GroupAccount>,
    /// Conditions that must be met before points can qualify a firm.
    pub gates: Vec<ConditionAccount>,
    /// Routes that qualify a firm without points.
    pub routes: Vec<ConditionAccount>,
    /// The pass rule; `None` if the scorecard has none.
    pub pass: Option<ConditionAccount>,
    /// The segment's firm with the fewest points above this one; `None` for the first.
    pub above: Option<Above>,
}

/// One indicator, from raw input to points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorAccount {
    /// Id of the indicator, as rules name it.
    pub id: String,
    /// Title of the indicator.
    pub title: Message,
    /// Expression of the raw value, as the scorecard writes it.
    pub rule: String,
    /// Fields and derived values that the rule reads, directly or indirectly.
    pub inputs: Vec<Input>,
    /// Unit of the raw value; `None` if the scorecard names none.
    pub unit: Option<String>,
    /// Raw value: 1 or 0 for a flag, its points for a class; `None` where missing.
    pub raw: Option<f64>,
    /// Value after the missing policy and the treatment, which the curve reads.
    pub treated: Option<f64>,
    /// Position of the treated value on the curve; `None` without a value.
    pub place: Option<CurvePlace>,
    /// Whether less is better.
    pub lower_is_better: bool,
    /// Names of the treatment's steps, in order.
    pub treatment: Vec<&'static str>,
    /// Share of full marks, 0..=1; `None` where the indicator is left out for the firm.
    pub share: Option<f64>,
    /// Full marks in the firm's segment.
    pub weight: f64,
    /// Unrounded points, before any cap of a group.
    pub points: f64,
    /// Whether the points are subtracted, as those below a deduction are.
    pub deducted: bool,
    /// Whether the points do not count because a group above takes only its greatest or least member, and
    /// that is another member.
    pub outdone: bool,
    /// Median share of the segment's firms.
    pub segment_median: Option<f64>,
    /// `(share − median) · weight`, with the opposite sign for a deduction: the firm's lead over the
    /// segment's median in this indicator, in points.
    pub ahead: Option<f64>,
}

/// A firm's value that a rule reads.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Input {
    /// Name of the field or derived value.
    pub name: String,
    /// Title of the field, in English its description; `None` for a derived value without one.
    pub title: Option<Message>,
    /// Unit of a number; `None` for other types.
    pub unit: Option<String>,
    /// The firm's value; `None` where it is missing.
    pub value: Option<Given>,
}

/// A value in the types that JSON knows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Given {
    /// A number, always finite.
    Number(f64),
    /// A flag, true or false.
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

/// A group's subtotal, with limits and full marks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupAccount {
    /// Id of the group; `total` for the root.
    pub id: String,
    /// Title of the group.
    pub title: Message,
    /// Depth in the tree, 0 for the root.
    pub depth: usize,
    /// Unrounded points, within cap and floor.
    pub points: f64,
    /// Whether the points are subtracted, as those of a deduction are.
    pub deducted: bool,
    /// Full marks in the firm's segment.
    pub full_marks: f64,
    /// Points before the cap or floor, where one of them changed the result; for the root also before the
    /// limit at 0.
    pub before_limit: Option<f64>,
    /// Whether the group is left out for the firm.
    pub left_out: bool,
}

/// The next firm above, without its name: an explanation may be passed on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Above {
    /// Published points of that firm.
    pub points: f64,
    /// Rank of that firm within the segment.
    pub segment_rank: u32,
    /// Indicators and groups in which it leads, widest lead first.
    pub more: Vec<More>,
}

/// A lead of the firm above: an indicator, or a group whose points are not the sum of its members' (a
/// maximum, or a capped or floored group).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct More {
    /// Id of the indicator or group.
    pub id: String,
    /// Difference in points; for a deduction, the difference in points subtracted.
    pub points: f64,
}

/// The account of the firm at position `firm` under `scorecard`. `None` if it is not scored, or the scores
/// have no details.
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
        segment_title: Message::title(&own.title, own.title_zh.as_ref()),
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

/// One firm of a cohort, with the columns its account reads.
struct Explainer<'a> {
    firms: &'a Firms,
    /// A frame of only this firm, in the firm scope.
    own: Frame<'a>,
    scorecard: &'a Scorecard,
    scores: &'a Scores,
    details: &'a [Detail],
    firm: usize,
    segment: usize,
    /// Points per indicator for the firm.
    indicators: Vec<NodePoints>,
    /// Points per group for the firm, the root first.
    groups: Vec<NodePoints>,
}

/// A cohort of this one firm.
fn alone(firms: &Firms, firm: usize) -> Firms {
    Firms {
        len: 1,
        dictionary: firms.dictionary.clone(),
        columns: firms.columns.iter().map(|column| Some(column.as_ref()?.take(&[firm as u32]))).collect(),
        id_field: firms.id_field,
        rows: vec![firms.rows[firm]],
        facts: firms.facts.iter().map(|column| column.take(&[firm as u32])).collect(),
    }
}

/// Every slot of the firm scope that the scorecard's rules read.
fn all_slots(scorecard: &Scorecard) -> Vec<usize> {
    let values = scorecard.indicators.iter().map(|indicator| &indicator.value);
    let rules = rules(&scorecard.conditions);
    values.chain(rules).flat_map(|rule| rule.slots()).copied().collect()
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

/// The value of a column in a row, in JSON's types.
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
            title: Message::title(&indicator.title, indicator.title_zh.as_ref()),
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
                let peers = self.population(indicator, detail, cohort);
                place_on_curve(&indicator.curve, indicator.direction, x, self.segment, &peers, class)
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

    /// The treated values with which the indicator's curve compares the firm's.
    fn population(&self, indicator: &Indicator, detail: &Detail, cohort: &Cohort<'_>) -> Vec<f64> {
        let Some(within) = indicator.curve.population() else { return Vec::new() };
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

    /// The fields a rule reads, each once, with the derived values in between.
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
                    title: Some(field.label()),
                    unit: field.unit.clone(),
                    value,
                }
            } else if slots.derived.contains(&slot) {
                let value = &self.scorecard.derived[slot - slots.derived.start];
                waiting.extend(value.value.slots().iter().rev());
                Input {
                    name: value.id.clone(),
                    title: value.title.as_ref().map(|title| Message::title(title, value.title_zh.as_ref())),
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
