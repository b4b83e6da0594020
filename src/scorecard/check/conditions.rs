//! Gates, routes and the pass rule: compiled into one list of conditions, parts included.

use std::ops::Range;

use super::Checker;
use super::rules::Rules;
use crate::finding::Code;
use crate::parameters::Spanned;
use crate::scorecard::written::{self, Pass};
use crate::scorecard::{Condition, Test, Unknown};
use crate::words::{Message, say};

/// Greatest number of conditions of a scorecard, parts included: each has one bit of a `u64`.
const MOST: usize = 64;

/// The conditions so far, each after its parts.
#[derive(Default)]
pub(super) struct Conditions {
    pub all: Vec<Condition>,
}

/// What a condition belongs to, directly or as a part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// A gate, which can hold a firm.
    Gate,
    /// A route or the pass rule, which cannot hold a firm.
    Rest,
}

impl Conditions {
    /// Adds the gates, and returns their positions. Each must have an id and a reason.
    pub fn gates(
        &mut self,
        checker: &mut Checker<'_>,
        rules: &Rules,
        written: &[Spanned<written::Condition>],
    ) -> Vec<usize> {
        for gate in written {
            named(checker, gate, say!(scorecard::gate_id_help));
            if gate.get_ref().reason.is_none() {
                let message = say!(scorecard::key_missing, key = "reason");
                let help = say!(scorecard::gate_reason_help);
                checker.fault(Code::KeyMissing, &gate.span(), "reason", message, help);
            }
        }
        let add = |gate: &Spanned<written::Condition>| {
            self.add(checker, rules, Of::Gate, gate.get_ref(), &gate.span())
        };
        written.iter().filter_map(add).collect()
    }

    /// Adds the routes, and returns their positions. Each must have an id and a title.
    pub fn routes(
        &mut self,
        checker: &mut Checker<'_>,
        rules: &Rules,
        written: &written::Scorecard,
    ) -> Vec<usize> {
        for route in &written.route {
            named(checker, route, say!(scorecard::route_id_help));
            if route.get_ref().title.is_none() {
                let message = say!(scorecard::key_missing, key = "title");
                let help = say!(scorecard::route_title_help);
                checker.fault(Code::KeyMissing, &route.span(), "title", message, help);
            }
        }
        if let Some(route) = written.route.first().filter(|_| written.pass.is_none()) {
            let help = say!(scorecard::route_without_pass_help);
            let message = say!(scorecard::route_without_pass);
            checker.fault(Code::KeyIdle, &route.span(), "route", message, help);
        }
        let routes = written.route.iter();
        routes
            .filter_map(|route| self.add(checker, rules, Of::Rest, route.get_ref(), &route.span()))
            .collect()
    }

    /// Adds the pass rule, if there is one, and returns its position.
    pub fn pass(
        &mut self,
        checker: &mut Checker<'_>,
        rules: &Rules,
        written: Option<&Spanned<Pass>>,
    ) -> Option<usize> {
        let written = written?;
        match written.get_ref() {
            Pass::Rule(rule) => {
                let rule = Spanned::new(written.span(), rule.clone());
                let when = rules.parting(checker, &rule, "pass", "pass", false)?;
                self.push(checker, &written.span(), None, Unknown::Fail, Test::Rule { when })
            }
            Pass::Condition(condition) => self.add(checker, rules, Of::Rest, condition, &written.span()),
        }
    }

    /// Adds a condition and its parts, and returns its position; `None` after a fault.
    fn add(
        &mut self,
        checker: &mut Checker<'_>,
        rules: &Rules,
        of: Of,
        written: &written::Condition,
        span: &Range<usize>,
    ) -> Option<usize> {
        let unknown = policy(checker, of, written);
        let test = match (&written.when, &written.all_of, &written.any_of, &written.at_least) {
            (Some(when), None, None, None) => {
                let when = rules.parting(checker, when, "when", "condition", unknown == Unknown::Pass)?;
                Test::Rule { when }
            }
            (None, Some(parts), None, None) => {
                Test::All(self.parts(checker, rules, of, parts.get_ref(), &parts.span())?)
            }
            (None, None, Some(parts), None) => {
                Test::Any(self.parts(checker, rules, of, parts.get_ref(), &parts.span())?)
            }
            (None, None, None, Some(least)) => self.at_least(checker, rules, of, least)?,
            _ => {
                let message = say!(scorecard::condition_choice);
                let help = say!(scorecard::condition_choice_help);
                checker.fault(Code::KeyChoice, span, "when", message, help);
                return None;
            }
        };
        self.push(checker, span, Some(written), unknown, test)
    }

    fn parts(
        &mut self,
        checker: &mut Checker<'_>,
        rules: &Rules,
        of: Of,
        written: &[Spanned<written::Condition>],
        span: &Range<usize>,
    ) -> Option<Vec<usize>> {
        if written.is_empty() {
            let (message, help) = (say!(scorecard::condition_empty), say!(scorecard::condition_empty_help));
            checker.fault(Code::ValueEmpty, span, "of", message, help);
            return None;
        }
        let parts: Vec<Option<usize>> =
            written.iter().map(|part| self.add(checker, rules, of, part.get_ref(), &part.span())).collect();
        parts.into_iter().collect()
    }

    fn at_least(
        &mut self,
        checker: &mut Checker<'_>,
        rules: &Rules,
        of: Of,
        written: &Spanned<written::AtLeast>,
    ) -> Option<Test> {
        let least = written.get_ref();
        let parts = self.parts(checker, rules, of, &least.of, &written.span())?;
        let count = *least.count.get_ref();
        if count == 0 || count > parts.len() {
            let count = count.to_string();
            let message = say!(scorecard::condition_count, count = count, of = parts.len());
            let help = say!(scorecard::condition_count_help, of = parts.len());
            checker.fault(Code::ValueInvalid, &least.count.span(), "count", message, help);
            return None;
        }
        Some(Test::AtLeast(count as u32, parts))
    }

    fn push(
        &mut self,
        checker: &mut Checker<'_>,
        span: &Range<usize>,
        written: Option<&written::Condition>,
        unknown: Unknown,
        test: Test,
    ) -> Option<usize> {
        if self.all.len() == MOST {
            let message = say!(scorecard::conditions_too_many, most = MOST);
            let help = say!(scorecard::conditions_too_many_help);
            checker.fault(Code::TooMany, span, "when", message, help);
            return None;
        }
        self.all.push(Condition {
            id: written.and_then(|written| Some(written.id.as_ref()?.get_ref().clone())),
            title: written.and_then(|one| named_in_both(one.title.as_ref(), one.title_zh.as_ref())),
            reason: written.and_then(|one| named_in_both(one.reason.as_ref(), one.reason_zh.as_ref())),
            test,
            unknown,
            accepted: None,
        });
        Some(self.all.len() - 1)
    }
}

/// A text in both languages; `None` without either.
fn named_in_both(text: Option<&String>, chinese: Option<&String>) -> Option<Message> {
    text.or(chinese).map(|text| Message::title(text, chinese))
}

/// The treatment of an unknown value. Absent: hold for a gate, fail for a route and the pass rule.
fn policy(checker: &mut Checker<'_>, of: Of, written: &written::Condition) -> Unknown {
    let Some(unknown) = &written.unknown else {
        return if of == Of::Gate { Unknown::Hold } else { Unknown::Fail };
    };
    if of == Of::Rest && *unknown.get_ref() == Unknown::Hold {
        let (message, help) = (say!(scorecard::hold_idle), say!(scorecard::hold_idle_help));
        checker.fault(Code::ValueInvalid, &unknown.span(), "unknown", message, help);
    } else if of == Of::Rest && written.when.is_none() {
        let (message, help) = (say!(scorecard::unknown_idle), say!(scorecard::unknown_idle_help));
        checker.fault(Code::KeyIdle, &unknown.span(), "unknown", message, help);
    }
    *unknown.get_ref()
}

/// Reports a missing id: outputs refer to gates and routes by id.
fn named(checker: &mut Checker<'_>, written: &Spanned<written::Condition>, help: Message) {
    if written.get_ref().id.is_none() {
        let message = say!(scorecard::key_missing, key = "id");
        checker.fault(Code::KeyMissing, &written.span(), "id", message, help);
    }
}
