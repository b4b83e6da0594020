//! Conditions: gates, routes and the pass rule, and the reasons why a firm does not qualify.
//!
//! A condition of a firm is met, not met or unknown. An unknown value of a gate [holds](Unknown::Hold) the
//! firm unless the scorecard says otherwise. Two `u64` per firm have one bit per condition: bit c of `unmet`
//! is set if condition c does not count as met, bit c of `unknown` if its value is unknown.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Scorecard;
use crate::expr::Expr;
use crate::firms::Kind;
use crate::words::{Arg, Between, Message, say};

/// A test of a firm, with the texts that explain it.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Stable id; `None` for a part or pass rule without one.
    pub id: Option<String>,
    /// Title for people; `None` to describe the condition by its test.
    pub title: Option<Message>,
    /// Reason that people read if the condition is not met; `None` for the reasons of its parts.
    pub reason: Option<Message>,
    /// Rule, or combination of other conditions.
    pub test: Test,
    /// Treatment of an unknown value.
    pub unknown: Unknown,
    /// Fields that a gate's rule reads and that may be missing; see [`Scorecard::accept_unknown`].
    pub accepted: Option<Accepted>,
}

/// What a condition counts as if its value is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Unknown {
    /// As unknown: the gate keeps the firm off every list until the fact is known. Only for gates and their
    /// parts.
    Hold,
    /// As met.
    Pass,
    /// As not met.
    Fail,
}

impl Unknown {
    /// The word in scorecards: `hold`, `pass` or `fail`.
    pub fn as_str(self) -> &'static str {
        match self {
            Unknown::Hold => "hold",
            Unknown::Pass => "pass",
            Unknown::Fail => "fail",
        }
    }
}

/// The fields that a gate's rule reads, directly or through derived values, as positions in the dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// Fields that may be missing: a firm passes if it lacks some of these fields and none of `others`.
    pub fields: Vec<usize>,
    /// Types of the accepted fields.
    pub kinds: BTreeMap<usize, Kind>,
    /// Fields that may not be missing.
    pub others: Vec<usize>,
}

/// The test of a condition. Parts are positions in [`Scorecard::conditions`]; each part stands before the
/// condition.
#[derive(Clone, Debug)]
pub enum Test {
    /// A single rule, without parts.
    Rule {
        /// Flag expression of the rule.
        when: Expr,
    },
    /// All of these parts must be met.
    All(Vec<usize>),
    /// At least one of these parts must be met.
    Any(Vec<usize>),
    /// At least this number of these parts must be met.
    AtLeast(u32, Vec<usize>),
}

impl Test {
    /// The parts of a combination; empty for a rule.
    pub fn parts(&self) -> &[usize] {
        match self {
            Test::Rule { .. } => &[],
            Test::All(parts) | Test::Any(parts) | Test::AtLeast(_, parts) => parts,
        }
    }

    /// The value of a combination, if the conditions in `failed` are not met and those in `held` are unknown,
    /// one bit per condition. `Some(true)` for a rule, which has no parts.
    pub(crate) fn of_parts(&self, failed: u64, held: u64) -> Option<bool> {
        let mask = mask(self.parts());
        let (failed, held) = (failed & mask, held & mask);
        let met = self.parts().len() as u32 - (failed | held).count_ones();
        let least = match self {
            Test::Rule { .. } => return Some(true),
            Test::All(parts) => parts.len() as u32,
            Test::Any(_) => 1,
            Test::AtLeast(count, _) => *count,
        };
        if met >= least {
            Some(true)
        } else if met + held.count_ones() >= least {
            None
        } else {
            Some(false)
        }
    }
}

/// A mask in which the bits of these conditions are set.
pub(super) fn mask(conditions: &[usize]) -> u64 {
    conditions.iter().fold(0, |mask, at| mask | 1_u64 << at)
}

impl Scorecard {
    /// Condition `at` in words: its title, if any, and its rule or parts.
    pub fn condition_text(&self, at: usize) -> Message {
        let condition = &self.conditions[at];
        let parts = |parts: &[usize]| {
            Arg::list(Between::Clauses, parts.iter().map(|&part| self.condition_text(part)))
        };
        let asks = match &condition.test {
            Test::Rule { when } => Message::verbatim(format!("`{}`", when.source())),
            Test::All(all) => say!(scorecard::asks_all, parts = parts(all)),
            Test::Any(any) => say!(scorecard::asks_any, parts = parts(any)),
            Test::AtLeast(count, of) => say!(scorecard::asks_some, count = *count, parts = parts(of)),
        };
        match &condition.title {
            Some(title) => say!(scorecard::asks_titled, title = title, asks = asks),
            None => asks,
        }
    }

    /// Whether a firm qualifies: it meets all gates, and the pass rule or a route. Without a pass rule the
    /// gates suffice. Bit c of `unmet` is set if condition c is not met.
    pub fn qualifies(&self, unmet: u64) -> bool {
        let met = |&at: &usize| unmet >> at & 1 == 0;
        self.gates.iter().all(met) && (self.pass.as_ref().is_none_or(met) || self.routes.iter().any(met))
    }

    /// The first route that is not in `unmet`, as a position in [`Scorecard::routes`].
    pub fn route(&self, unmet: u64) -> Option<usize> {
        self.routes.iter().position(|at| unmet >> at & 1 == 0)
    }

    /// Why a firm with the conditions `unmet` and `unknown` does not qualify; empty if it does. Each gate
    /// that is not met gives its reason; a gate with unknown value gives the facts that `facts` returns for
    /// the positions of its rules. The pass rule gives its reason if no route is met.
    pub fn reasons(&self, unmet: u64, unknown: u64, facts: &dyn Fn(&[usize]) -> Arg) -> Vec<Message> {
        let is_set = |bits: u64, at: usize| bits >> at & 1 == 1;
        let mut reasons = Vec::new();
        for &gate in self.gates.iter().filter(|&&gate| is_set(unmet, gate)) {
            if is_set(unknown, gate) {
                let facts = facts(&self.unknown_rules(gate, unmet, unknown));
                reasons.push(say!(scorecard::reason_unknown, facts = facts));
            } else {
                self.reason(gate, unmet, &mut reasons);
            }
        }
        if let Some(pass) = self.pass.filter(|&pass| is_set(unmet, pass) && self.route(unmet).is_none()) {
            self.reason(pass, unmet, &mut reasons);
        }
        reasons
    }

    /// Adds the reason of condition `at`, which is not met.
    fn reason(&self, at: usize, unmet: u64, reasons: &mut Vec<Message>) {
        let condition = &self.conditions[at];
        if let Some(reason) = &condition.reason {
            return reasons.push(reason.clone());
        }
        let of = |parts: &[usize]| {
            let mut found = Vec::new();
            for &part in parts.iter().filter(|&&part| unmet >> part & 1 == 1) {
                self.reason(part, unmet, &mut found);
            }
            found
        };
        match &condition.test {
            Test::Rule { when } => reasons.push(match &condition.title {
                Some(title) => say!(scorecard::reason_not_met, title = title),
                None => say!(scorecard::reason_rule, rule = when.source()),
            }),
            Test::All(parts) => reasons.extend(of(parts)),
            Test::Any(parts) => reasons.push(say!(scorecard::reason_none, parts = Arg::items(of(parts)))),
            Test::AtLeast(count, all) => {
                let parts = Arg::items(of(all));
                reasons.push(say!(scorecard::reason_fewer, count = *count, of = all.len(), parts = parts));
            }
        }
    }
}
