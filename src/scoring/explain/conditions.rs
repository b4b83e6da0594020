//! Gates, routes and the pass rule of one firm: met, not met, or not known.

use serde::Serialize;

use super::{Explainer, Input};
use crate::scorecard::{Test, Unknown};
use crate::words::Message;

/// A condition with the firm's result, and its parts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConditionAccount {
    /// Id in the scorecard; `None` for a part without one.
    pub id: Option<String>,
    /// Title in both languages; `None` without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Message>,
    /// Title or rule in words, in both languages.
    pub asks: Message,
    /// Whether the firm meets the condition; `None` for a gate, or a part of one, with an unknown value.
    pub met: Option<bool>,
    /// The treatment of an unknown value; `None` where the value is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<NotKnown>,
    /// Fields and values of the firm that the rule reads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<Input>,
    /// Conditions that this one combines; empty for a rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ConditionAccount>,
}

/// The treatment of a gate whose value is unknown for a firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NotKnown {
    /// Unknown: the gate holds the firm.
    Held,
    /// Met: the campaign accepts the missing fact (`accept_unknown`).
    Accepted,
    /// Met: the scorecard says `unknown = "pass"`.
    Passes,
    /// Not met: the scorecard says `unknown = "fail"`.
    Fails,
}

impl Explainer<'_> {
    /// The firm's result on condition `at` and on its parts.
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
            title: condition.title.clone(),
            asks: self.scorecard.condition_text(at),
            met: (!is_unknown).then_some(met),
            unknown,
            inputs,
            parts,
        }
    }
}
