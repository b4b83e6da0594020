//! Gates, routes and the pass rule of one firm: met, not met, or not known.

use serde::Serialize;

use super::{Explainer, Input};
use crate::scorecard::{Test, Unknown};
use crate::words::Message;

/// A condition, and the parts it consists of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConditionAccount {
    /// Its id, if it has one.
    pub id: Option<String>,
    /// What it asks.
    pub asks: Message,
    /// Whether the firm meets it; `None` where a gate, or a part of one, is not known of it.
    pub met: Option<bool>,
    /// What it counts as then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<NotKnown>,
    /// What it reads of the firm.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<Input>,
    /// Its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ConditionAccount>,
}

/// What a condition counts as that is not known of a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NotKnown {
    /// As not known: a gate holds the firm.
    Held,
    /// As met, since the campaign accepts that the fact is not known.
    Accepted,
    /// As met, since the scorecard says so.
    Passes,
    /// As not met, since the scorecard says so.
    Fails,
}

impl Explainer<'_> {
    /// What the firm makes of condition `at`, and of its parts.
    pub(super) fn condition(&self, at: usize) -> ConditionAccount {
        let condition = &self.scorecard.conditions[at];
        let (inputs, parts) = match &condition.test {
            Test::Rule { when } => (self.inputs(when), Vec::new()),
            Test::All(parts) | Test::Any(parts) | Test::AtLeast(_, parts) => {
                (Vec::new(), parts.iter().map(|&part| self.condition(part)).collect())
            }
        };
        let met = self.scores.unmet[self.firm] >> at & 1 == 0;
        let is_unknown = self.scores.unknown[self.firm] >> at & 1 == 1;
        let unknown = is_unknown.then_some(match (met, condition.unknown) {
            (true, Unknown::Hold) => NotKnown::Accepted,
            (true, _) => NotKnown::Passes,
            (false, Unknown::Hold) => NotKnown::Held,
            (false, _) => NotKnown::Fails,
        });
        ConditionAccount {
            id: condition.id.clone(),
            asks: self.scorecard.condition_text(at),
            met: (!is_unknown).then_some(met),
            unknown,
            inputs,
            parts,
        }
    }
}
