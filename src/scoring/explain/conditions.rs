//! Gates, routes and the pass rule of one firm: met, not met, or not known.

use serde::{Deserialize, Serialize};

use super::{Explainer, Input};
use crate::scorecard::{Scorecard, Test, Unknown};
use crate::scoring::Scores;
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

/// A firm's result on a condition, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionState {
    /// Met.
    Met,
    /// Not met.
    Unmet,
    /// Unknown: the gate holds the firm.
    Held,
    /// Unknown, and met: the campaign accepts the missing fact.
    Accepted,
    /// Unknown, and met: the scorecard says `unknown = "pass"`.
    Passes,
    /// Unknown, and not met: the scorecard says `unknown = "fail"`.
    Fails,
}

impl ConditionState {
    /// All states, in the order of their declaration.
    pub const ALL: [ConditionState; 6] = [
        ConditionState::Met,
        ConditionState::Unmet,
        ConditionState::Held,
        ConditionState::Accepted,
        ConditionState::Passes,
        ConditionState::Fails,
    ];

    /// The state of condition `at` of `scorecard` for the firm at position `firm`.
    ///
    /// # Panics
    /// If there is no such condition or firm.
    pub fn of(scorecard: &Scorecard, scores: &Scores, firm: usize, at: usize) -> ConditionState {
        let met = scores.unmet[firm] >> at & 1 == 0;
        let is_unknown = scores.unknown[firm] >> at & 1 == 1;
        match (is_unknown, met, scorecard.conditions[at].unknown) {
            (false, true, _) => ConditionState::Met,
            (false, false, _) => ConditionState::Unmet,
            (true, true, Unknown::Hold) => ConditionState::Accepted,
            (true, true, _) => ConditionState::Passes,
            (true, false, Unknown::Hold) => ConditionState::Held,
            (true, false, _) => ConditionState::Fails,
        }
    }

    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            ConditionState::Met => "met",
            ConditionState::Unmet => "unmet",
            ConditionState::Held => "held",
            ConditionState::Accepted => "accepted",
            ConditionState::Passes => "passes",
            ConditionState::Fails => "fails",
        }
    }

    /// The state with this word; `None` for another word.
    pub fn named(word: &str) -> Option<ConditionState> {
        ConditionState::ALL.into_iter().find(|state| state.as_str() == word)
    }
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
        let (met, unknown) = match ConditionState::of(self.scorecard, self.scores, self.firm, at) {
            ConditionState::Met => (Some(true), None),
            ConditionState::Unmet => (Some(false), None),
            ConditionState::Held => (None, Some(NotKnown::Held)),
            ConditionState::Accepted => (None, Some(NotKnown::Accepted)),
            ConditionState::Passes => (None, Some(NotKnown::Passes)),
            ConditionState::Fails => (None, Some(NotKnown::Fails)),
        };
        ConditionAccount {
            id: condition.id.clone(),
            title: condition.title.clone(),
            asks: self.scorecard.condition_text(at),
            met,
            unknown,
            inputs,
            parts,
        }
    }
}
