//! One firm's rows of the tables.

use super::{Condition, Value};
use crate::figures::number::short;
use crate::publish::{ConditionKind, DescribedCondition, DescribedIndicator, Formula};
use crate::scorecard::Curve;
use crate::scoring::ConditionState;
use crate::words::{Message, say};

/// A firm's values and results, in the scorecard's order.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// Raw value per indicator.
    pub raw: Vec<Option<f64>>,
    /// Value per indicator that the curve reads.
    pub treated: Vec<Option<f64>>,
    /// Share of full marks per indicator; `None` where it is left out.
    pub share: Vec<Option<f64>>,
    /// Unrounded points per indicator.
    pub points: Vec<f64>,
    /// Result per condition.
    pub states: Vec<ConditionState>,
}

impl Record {
    /// The raw value of the indicator at `at`.
    pub fn value(&self, at: usize, indicator: &DescribedIndicator) -> Value {
        match (self.raw[at], &indicator.normalisation.curve) {
            (None, _) => Value::Missing,
            (Some(_), Curve::Classes { .. }) => Value::Class,
            (Some(x), Curve::Flag) => Value::Flag(x > 0.0),
            (Some(x), _) => Value::Number(x, indicator.unit.clone()),
        }
    }

    /// The results with the conditions' words.
    pub fn conditions(&self, described: &[DescribedCondition]) -> Vec<Condition> {
        let condition = |(condition, &state): (&DescribedCondition, &ConditionState)| Condition {
            kind: condition.kind,
            title: condition.title.clone().unwrap_or_else(|| rule_in_words(condition)),
            excludes: match condition.kind {
                ConditionKind::Gate if condition.title.is_none() => condition.reason.clone(),
                _ => None,
            },
            state,
        };
        described.iter().zip(&self.states).map(condition).collect()
    }
}

/// A rule without a title: a bound on the points in words, any other as written.
fn rule_in_words(condition: &DescribedCondition) -> Message {
    let bound = |rule: &Formula| -> Option<f64> {
        let (left, right) = rule.text.split_once(">=")?;
        let right = right.trim().parse().ok().filter(|bound: &f64| bound.is_finite());
        right.filter(|_| left.trim() == "points")
    };
    match (condition.kind, &*condition.rules) {
        (ConditionKind::Pass, [rule]) => match bound(rule) {
            Some(points) => say!(sheet::least_points, points = short(points)),
            None => condition.asks.clone(),
        },
        _ => condition.asks.clone(),
    }
}
