//! A scorecard as data in `run.json`: titles, full marks, curves, rules.

use serde::{Deserialize, Serialize};

use super::formula::{Formula, Scope};
use crate::scorecard::{
    Condition, Curve, Direction, Indicator, Missing, Scorecard, Segment, Test, Treatment, Unknown,
};
use crate::words::Message;

/// Segments, indicators and conditions of a scorecard. Vectors per segment follow the order of `segments`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Described {
    /// Chinese title of the scorecard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_zh: Option<String>,
    /// Segments in order of precedence.
    pub segments: Vec<DescribedSegment>,
    /// Grades from best to worst.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<DescribedGrade>,
    /// Tops from best to worst.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tops: Vec<DescribedTop>,
    /// Indicators in the scorecard's order.
    pub indicators: Vec<DescribedIndicator>,
    /// Gates, then routes, then the pass rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<DescribedCondition>,
    /// Keys that order firms with equal points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tie_breakers: Vec<Formula>,
}

/// A segment of the cohort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DescribedSegment {
    /// Name on every output.
    pub id: String,
    /// Title for people.
    pub title: Message,
    /// Rule of membership; `None` for all remaining firms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Formula>,
}

/// A grade and its limit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DescribedGrade {
    /// Name on every output.
    pub id: String,
    /// Least published points, inclusive.
    pub at_least: f64,
}

/// A top by rank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DescribedTop {
    /// Name in tables.
    pub id: String,
    /// Title for people; `None` without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Message>,
}

/// An indicator, from raw value to points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DescribedIndicator {
    /// Name in rules and in `points.parquet`.
    pub id: String,
    /// Title for people.
    pub title: Message,
    /// Unit of the raw value: that of the scorecard, or of the field that the value is; `None` without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The raw value.
    pub value: Formula,
    /// The map from the raw value to a share of full marks.
    #[serde(flatten)]
    pub normalisation: Normalisation,
    /// Full marks per segment.
    pub full_marks: Vec<f64>,
    /// Whether points depend on other firms' values: on percentiles, extremes, means or quantiles.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub peers: bool,
}

/// The map from a raw value to a share of full marks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Normalisation {
    /// Whether more is better.
    pub direction: Direction,
    /// Steps between the raw value and the curve.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub treatment: Vec<Treatment>,
    /// Treatment of a missing raw value.
    pub missing: Missing,
    /// Map from the treated value to a share of full marks.
    pub curve: Curve,
}

impl Normalisation {
    /// Whether the share of a known value depends on other firms' values: percentiles, extremes, quantiles.
    pub fn is_relative(&self) -> bool {
        self.curve.population().is_some() || self.treatment.iter().any(Treatment::is_relative)
    }
}

/// The use of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConditionKind {
    /// Must be met before points count.
    Gate,
    /// Qualifies in place of the pass rule.
    Route,
    /// The pass rule.
    Pass,
}

/// A gate, a route or the pass rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DescribedCondition {
    /// Column of `conditions.parquet` with its result.
    pub column: String,
    /// Which of the three it is.
    pub kind: ConditionKind,
    /// Name in the scorecard; `None` without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Title for people; `None` without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Message>,
    /// Title and rule in words.
    pub asks: Message,
    /// Reason that people read if it is not met; `None` for the reasons of its parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Message>,
    /// Rules that it consists of, those of its parts included.
    pub rules: Vec<Formula>,
    /// Reasons that people may read if it is not met, those of its parts included.
    pub reasons: Vec<Message>,
    /// Treatment of an unknown value.
    pub unknown: Unknown,
    /// Fields that may be missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<String>,
}

impl Described {
    /// The scorecard as data.
    pub(super) fn of(scope: Scope<'_>) -> Described {
        let scorecard = scope.scorecard;
        Described {
            title_zh: scorecard.title_zh.clone(),
            segments: scorecard.segments.iter().map(|segment| DescribedSegment::of(segment, scope)).collect(),
            grades: scorecard
                .grades
                .iter()
                .map(|grade| DescribedGrade { id: grade.id.clone(), at_least: grade.at_least })
                .collect(),
            tops: scorecard
                .tops
                .iter()
                .map(|top| DescribedTop { id: top.id.clone(), title: top.title.clone() })
                .collect(),
            indicators: scorecard.indicators.iter().map(|one| DescribedIndicator::of(one, scope)).collect(),
            conditions: conditions(scorecard)
                .map(|(kind, at)| DescribedCondition::of(kind, at, scope))
                .collect(),
            tie_breakers: scorecard.tie_breakers.iter().map(|tie| scope.formula(&tie.by)).collect(),
        }
    }

    /// The indicator called `id`.
    pub fn indicator(&self, id: &str) -> Option<&DescribedIndicator> {
        self.indicators.iter().find(|one| one.id == id)
    }

    /// Every expression of the scorecard but definitions of derived values.
    pub fn formulas(&self) -> impl Iterator<Item = &Formula> {
        let segments = self.segments.iter().filter_map(|segment| segment.when.as_ref());
        let indicators = self.indicators.iter().map(|one| &one.value);
        let conditions = self.conditions.iter().flat_map(|condition| &condition.rules);
        segments.chain(indicators).chain(conditions).chain(&self.tie_breakers)
    }
}

/// The unit of the field that an indicator's value is, if it is nothing but a field.
fn unit_of_field(indicator: &Indicator, scope: Scope<'_>) -> Option<String> {
    let dictionary = &scope.firms.dictionary;
    dictionary.fields[dictionary.find(indicator.value.source().trim())?].unit.clone()
}

/// The conditions that are no parts of others, as positions: gates, routes, pass rule.
pub(super) fn conditions(scorecard: &Scorecard) -> impl Iterator<Item = (ConditionKind, usize)> {
    let of = |kind: ConditionKind| move |at: usize| (kind, at);
    let gates = scorecard.gates.iter().copied().map(of(ConditionKind::Gate));
    let routes = scorecard.routes.iter().copied().map(of(ConditionKind::Route));
    gates.chain(routes).chain(scorecard.pass.map(of(ConditionKind::Pass)))
}

/// The column of a condition; gates and routes have ids, and the pass rule needs none.
pub(super) fn column(kind: ConditionKind, condition: &Condition) -> String {
    let word = match kind {
        ConditionKind::Gate => "gate",
        ConditionKind::Route => "route",
        ConditionKind::Pass => return "pass".to_owned(),
    };
    format!("{word}_{}", condition.id.as_deref().unwrap_or_default())
}

impl DescribedSegment {
    fn of(segment: &Segment, scope: Scope<'_>) -> DescribedSegment {
        DescribedSegment {
            id: segment.id.clone(),
            title: Message::title(&segment.title, segment.title_zh.as_ref()),
            when: segment.when.as_ref().map(|when| scope.formula(when)),
        }
    }
}

impl DescribedIndicator {
    /// Its id in English and its title in Chinese.
    pub fn said(&self) -> Message {
        Message::id_or_title(&self.id, self.title.clone())
    }

    fn of(indicator: &Indicator, scope: Scope<'_>) -> DescribedIndicator {
        let normalisation = Normalisation {
            direction: indicator.direction,
            treatment: indicator.treatment.clone(),
            missing: indicator.missing,
            curve: indicator.curve.clone(),
        };
        let filled = matches!(indicator.missing, Missing::Mean(_) | Missing::Median(_));
        DescribedIndicator {
            id: indicator.id.clone(),
            title: Message::title(&indicator.title, indicator.title_zh.as_ref()),
            unit: indicator.unit.clone().or_else(|| unit_of_field(indicator, scope)),
            value: scope.formula(&indicator.value),
            full_marks: indicator.weight.clone(),
            peers: filled || normalisation.is_relative(),
            normalisation,
        }
    }
}

impl DescribedCondition {
    fn of(kind: ConditionKind, at: usize, scope: Scope<'_>) -> DescribedCondition {
        let Scope { scorecard, firms, .. } = scope;
        let condition = &scorecard.conditions[at];
        let all = with_parts(scorecard, condition);
        let accepted = all.iter().filter_map(|part| part.accepted.as_ref()).flat_map(|one| &one.fields);
        DescribedCondition {
            column: column(kind, condition),
            kind,
            id: condition.id.clone(),
            title: condition.title.clone(),
            asks: scorecard.condition_text(at),
            reason: condition.reason.clone(),
            rules: all.iter().filter_map(|part| rule(part)).map(|when| scope.formula(when)).collect(),
            reasons: all.iter().filter_map(|part| reason(part)).collect(),
            unknown: condition.unknown,
            accepted: accepted.map(|&field| firms.dictionary.fields[field].name.clone()).collect(),
        }
    }
}

fn rule(condition: &Condition) -> Option<&crate::expr::Expr> {
    match &condition.test {
        Test::Rule { when } => Some(when),
        _ => None,
    }
}

/// What people read of a condition that is not met; `None` if only its parts have words for that.
fn reason(condition: &Condition) -> Option<Message> {
    let when = rule(condition);
    match (&condition.reason, &condition.title) {
        (Some(reason), _) => Some(reason.clone()),
        (None, Some(title)) => when.map(|_| title.clone()),
        (None, None) => when.map(|when| Message::verbatim(when.source())),
    }
}

/// A condition, its parts, and theirs, in written order.
fn with_parts<'a>(scorecard: &'a Scorecard, condition: &'a Condition) -> Vec<&'a Condition> {
    let parts = condition.test.parts().iter();
    let inner = parts.flat_map(|&part| with_parts(scorecard, &scorecard.conditions[part]));
    std::iter::once(condition).chain(inner).collect()
}
