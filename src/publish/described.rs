//! A scorecard as data in `run.json`, for readers without its file: titles, full marks, curves, conditions.

use serde::{Deserialize, Serialize};

use super::terms::ConditionKind;
use crate::scorecard::{Condition, Curve, Direction, Indicator, Missing, Scorecard, Treatment};
use crate::words::Message;

/// Titles, curves and conditions of a scorecard. Vectors per segment follow the order of `segments`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Described {
    /// Chinese title of the scorecard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_zh: Option<String>,
    /// Titles of the segments.
    pub segment_titles: Vec<Message>,
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
    /// Unit of the raw value; `None` if the scorecard names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Whether more is better.
    pub direction: Direction,
    /// Steps between the raw value and the curve.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub treatment: Vec<Treatment>,
    /// Treatment of a missing raw value.
    pub missing: Missing,
    /// Map from the treated value to a share of full marks.
    pub curve: Curve,
    /// Full marks per segment.
    pub full_marks: Vec<f64>,
}

/// A gate, a route or the pass rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DescribedCondition {
    /// Column of `conditions.parquet` with its result.
    pub column: String,
    /// Which of the three it is.
    pub kind: ConditionKind,
    /// Title for people; `None` without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Message>,
    /// Title and rule in words.
    pub asks: Message,
    /// Reason that people read if it is not met; `None` for the reasons of its parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Message>,
}

impl Described {
    /// The scorecard as data.
    pub fn of(scorecard: &Scorecard) -> Described {
        Described {
            title_zh: scorecard.title_zh.clone(),
            segment_titles: scorecard
                .segments
                .iter()
                .map(|segment| Message::title(&segment.title, segment.title_zh.as_ref()))
                .collect(),
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
            indicators: scorecard.indicators.iter().map(DescribedIndicator::of).collect(),
            conditions: conditions(scorecard)
                .map(|(kind, at)| DescribedCondition::of(scorecard, kind, at))
                .collect(),
        }
    }
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

impl DescribedIndicator {
    fn of(indicator: &Indicator) -> DescribedIndicator {
        DescribedIndicator {
            id: indicator.id.clone(),
            title: Message::title(&indicator.title, indicator.title_zh.as_ref()),
            unit: indicator.unit.clone(),
            direction: indicator.direction,
            treatment: indicator.treatment.clone(),
            missing: indicator.missing,
            curve: indicator.curve.clone(),
            full_marks: indicator.weight.clone(),
        }
    }
}

impl DescribedCondition {
    fn of(scorecard: &Scorecard, kind: ConditionKind, at: usize) -> DescribedCondition {
        let condition = &scorecard.conditions[at];
        let [english, chinese] = scorecard.condition_text(at).in_both();
        DescribedCondition {
            column: column(kind, condition),
            kind,
            title: condition.title.clone(),
            asks: Message::both(english, chinese),
            reason: condition.reason.clone(),
        }
    }
}
