//! Reasons why firms do not qualify, and the unknown facts about them.

use crate::firms::{Field, Firms, Value};
use crate::scorecard::Scorecard;
use crate::words::{Arg, Message, say};

use super::Scores;

/// The reasons why firms of a cohort do not qualify.
#[derive(Debug)]
pub struct Reasons<'a> {
    firms: &'a Firms,
    scorecard: &'a Scorecard,
    scores: &'a Scores,
    /// Per condition of a gate: the fields its rule reads, as positions in the dictionary.
    fields: Vec<Vec<usize>>,
}

/// Separates the fields of one gate from the next.
const END: usize = usize::MAX;

/// A key that is equal for firms with equal reasons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Alike {
    unmet: u64,
    unknown: u64,
    /// The missing fields of each gate with unknown value, followed by [`END`].
    missing: Vec<usize>,
}

impl<'a> Reasons<'a> {
    /// The reasons of `firms` with their `scores` under `scorecard`.
    pub fn new(firms: &'a Firms, scorecard: &'a Scorecard, scores: &'a Scores) -> Reasons<'a> {
        let read = |rule| scorecard.fields_of_rule(rule, firms.columns.len()).into_iter().collect();
        let fields = (0..scorecard.of_gates()).map(read);
        Reasons { firms, scorecard, scores, fields: fields.collect() }
    }

    /// The key shared by all firms that do not qualify for the same reasons as the firm at position `firm`.
    pub fn alike(&self, firm: usize) -> Alike {
        let (unmet, unknown) = (self.scores.unmet[firm], self.scores.unknown[firm]);
        let gates = self.scorecard.gates.iter().copied();
        let gates = gates.filter(|gate| (unmet & unknown) >> gate & 1 == 1);
        let missing = gates.flat_map(|gate| self.missing(gate, firm).into_iter().chain([END]));
        Alike { unmet, unknown, missing: missing.collect() }
    }

    /// The reasons why the firm at position `firm` does not qualify; empty if it does.
    pub fn of(&self, firm: usize) -> Vec<Message> {
        let (unmet, unknown) = (self.scores.unmet[firm], self.scores.unknown[firm]);
        self.scorecard.reasons(unmet, unknown, &|rules| self.facts(rules, firm))
    }

    /// The firm's missing fields that make gate `gate` unknown and that the campaign does not accept as
    /// missing, ascending.
    pub fn missing(&self, gate: usize, firm: usize) -> Vec<usize> {
        let rules = self.scorecard.unknown_rules(gate, self.scores.unmet[firm], self.scores.unknown[firm]);
        self.not_accepted(&rules, firm)
    }

    /// The firm's missing fields that the rules of gate `gate` read, whether they count as met or not;
    /// ascending.
    pub fn lacking(&self, gate: usize, firm: usize) -> Vec<usize> {
        let mut rules = self.scorecard.rules_of(gate);
        rules.retain(|rule| self.scores.unknown[firm] >> rule & 1 == 1);
        self.missing_of(&rules, firm)
    }

    /// The firm's missing fields that keep these rules unknown.
    fn not_accepted(&self, rules: &[usize], firm: usize) -> Vec<usize> {
        let accepted = |field: &usize| {
            let mut of_rules =
                rules.iter().filter_map(|&rule| self.scorecard.conditions[rule].accepted.as_ref());
            of_rules.any(|accepted| accepted.fields.contains(field))
        };
        let mut missing = self.missing_of(rules, firm);
        missing.retain(|field| !accepted(field));
        missing
    }

    fn missing_of(&self, rules: &[usize], firm: usize) -> Vec<usize> {
        let read = rules.iter().flat_map(|&rule| &self.fields[rule]).copied();
        let is_missing = |&field: &usize| {
            let column = self.firms.columns[field].as_ref();
            column.is_none_or(|column| column.value(firm) == Value::Missing)
        };
        let mut missing: Vec<usize> = read.filter(is_missing).collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// The unknown facts behind these rules: fields, or the rule itself if no field is missing, as for a
    /// quotient by 0.
    fn facts(&self, rules: &[usize], firm: usize) -> Arg {
        let missing = self.not_accepted(rules, firm);
        if missing.is_empty() {
            return Arg::items(rules.iter().map(|&rule| self.scorecard.condition_text(rule)));
        }
        Arg::items(missing.into_iter().map(|field| titled(&self.firms.dictionary.fields[field])))
    }
}

/// A field's name with its title: `dishonest (失信被执行人)`; `失信被执行人（dishonest）`.
pub fn titled(field: &Field) -> Message {
    let Field { name, title, .. } = field;
    if name == title {
        Message::verbatim(name.as_str())
    } else {
        say!(scorecard::field_named, name = name, title = title)
    }
}
