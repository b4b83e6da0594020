//! Unknown facts that gates need: which firms they hold, and which they let pass.

use std::collections::BTreeSet;

use super::condition::mask;
use super::{Accepted, Condition, Scorecard, Test, Unknown};
use crate::expr::Expr;
use crate::firms::Dictionary;

impl Scorecard {
    /// Number of conditions of gates, parts included. They are the first of all conditions.
    pub fn of_gates(&self) -> usize {
        self.gates.last().map_or(0, |last| last + 1)
    }

    /// Conditions that can hold a firm, a bit each.
    pub fn holding(&self) -> u64 {
        let holds = |condition: &Condition| condition.unknown == Unknown::Hold;
        let gates = self.conditions[..self.of_gates()].iter().enumerate();
        gates.fold(0, |mask, (bit, condition)| mask | u64::from(holds(condition)) << bit)
    }

    /// Whether any gate can hold a firm.
    pub fn can_hold(&self) -> bool {
        self.holding() & mask(&self.gates) != 0
    }

    /// The gates that hold a firm with the conditions `unmet` and `unknown`, as positions in the conditions.
    pub fn held_by(&self, unmet: u64, unknown: u64) -> impl Iterator<Item = usize> + '_ {
        let held = unmet & unknown & self.holding();
        self.gates.iter().copied().filter(move |gate| held >> gate & 1 == 1)
    }

    /// Whether only unknown values keep a firm with the conditions `unmet` and `unknown` from qualifying.
    pub fn is_held(&self, unmet: u64, unknown: u64) -> bool {
        let held = unmet & unknown & self.holding() & mask(&self.gates);
        held != 0 && self.qualifies(unmet & !held)
    }

    /// Bits of all conditions that are not met. `known` has the bits of gates and of single rules; those of
    /// combinations follow from their parts.
    pub fn conditions_unmet(&self, known: u64) -> u64 {
        let mut unmet = known;
        // The parts of a condition stand before it.
        for (bit, condition) in self.conditions.iter().enumerate().skip(self.of_gates()) {
            if !condition.test.parts().is_empty() {
                let fails = condition.test.of_parts(unmet, 0) != Some(true);
                unmet = unmet & !(1 << bit) | u64::from(fails) << bit;
            }
        }
        unmet
    }

    /// The gates that a firm with the conditions `unmet` and `unknown` passes only because an unknown value
    /// counts as met, one bit per gate. The first mask has the gates waived by the campaign
    /// ([`Scorecard::accept_unknown`]), the second those waived by the scorecard.
    pub fn waived(&self, unmet: u64, unknown: u64) -> [u64; 2] {
        let passed = unknown & !unmet;
        if passed == 0 {
            return [0; 2];
        }
        let gates = mask(&self.gates) & !unmet;
        let accepted = gates & self.unmet_without(passed & self.holding(), unmet, unknown);
        let all = gates & self.unmet_without(passed, unmet, unknown);
        [accepted, all & !accepted]
    }

    /// The conditions of gates that would not be met if those in `doubted` were not met.
    fn unmet_without(&self, doubted: u64, mut unmet: u64, mut unknown: u64) -> u64 {
        unmet |= doubted;
        unknown |= doubted;
        let holding = self.holding();
        for (bit, condition) in self.conditions[..self.of_gates()].iter().enumerate() {
            if condition.test.parts().is_empty() || doubted >> bit & 1 == 1 {
                continue;
            }
            // A doubted part counts as unknown, whatever its policy.
            let held = unmet & unknown & (holding | doubted);
            let value = condition.test.of_parts(unmet & !held, held);
            let fails = value.map_or(condition.unknown != Unknown::Pass, |met| !met);
            unmet = unmet & !(1 << bit) | u64::from(fails) << bit;
            unknown = unknown & !(1 << bit) | u64::from(value.is_none()) << bit;
        }
        unmet
    }

    /// Positions of the rules within condition `at` whose value is unknown and does not count as met.
    pub fn unknown_rules(&self, at: usize, unmet: u64, unknown: u64) -> Vec<usize> {
        let mut rules = self.rules_of(at);
        rules.retain(|&rule| (unmet & unknown) >> rule & 1 == 1);
        rules
    }

    /// Positions of the rules within condition `at`, in written order.
    pub fn rules_of(&self, at: usize) -> Vec<usize> {
        match self.conditions[at].test.parts() {
            [] => vec![at],
            parts => parts.iter().flat_map(|&part| self.rules_of(part)).collect(),
        }
    }

    /// Fields that gates read, as positions in a dictionary of `fields`.
    pub fn fields_of_gates(&self, fields: usize) -> BTreeSet<usize> {
        self.rules_of_gates().into_iter().flat_map(|(at, _)| self.fields_of_rule(at, fields)).collect()
    }

    /// Fields that segments' rules read, as positions in a dictionary of `fields`.
    pub fn fields_of_segments(&self, fields: usize) -> BTreeSet<usize> {
        let rules = self.segments.iter().filter_map(|segment| segment.when.as_ref());
        rules.flat_map(|when| self.fields_of(when, fields)).collect()
    }

    /// Fields that [`Scorecard::accept_unknown`] has an effect on: gates read them, and a missing value holds
    /// a firm.
    pub fn acceptable(&self, fields: usize) -> BTreeSet<usize> {
        let holding = self.rules_of_gates().into_iter().filter(|(_, holds)| *holds);
        holding.flat_map(|(at, _)| self.fields_of_rule(at, fields)).collect()
    }

    /// Positions of the rules of gates, each with whether an unknown value would hold a firm.
    fn rules_of_gates(&self) -> Vec<(usize, bool)> {
        let mut rules = Vec::new();
        let mut left: Vec<(usize, bool)> = self.gates.iter().map(|&gate| (gate, true)).collect();
        while let Some((at, above)) = left.pop() {
            let condition = &self.conditions[at];
            let holds = above && condition.unknown == Unknown::Hold;
            match condition.test.parts() {
                [] => rules.push((at, holds)),
                parts => left.extend(parts.iter().map(|&part| (part, holds))),
            }
        }
        rules
    }

    /// Lets firms pass the rules of gates if, of the fields that a rule reads, they lack only fields in
    /// `accepted` (positions in `dictionary`). Conditions with `unknown = "pass"` or `"fail"` are not
    /// changed.
    pub fn accept_unknown(&mut self, accepted: &BTreeSet<usize>, dictionary: &Dictionary) {
        let fields = dictionary.fields.len();
        for (at, holds) in self.rules_of_gates() {
            let read = self.fields_of_rule(at, fields);
            let (own, others): (Vec<usize>, Vec<usize>) =
                read.into_iter().partition(|field| accepted.contains(field));
            if holds && !own.is_empty() {
                let kinds = own.iter().map(|&field| (field, dictionary.fields[field].kind())).collect();
                self.conditions[at].accepted = Some(Accepted { fields: own, kinds, others });
            }
        }
    }

    /// The fields that the rule at position `at` reads, as positions in a dictionary of `fields`; empty for a
    /// combination.
    pub fn fields_of_rule(&self, at: usize, fields: usize) -> BTreeSet<usize> {
        match &self.conditions[at].test {
            Test::Rule { when } => self.fields_of(when, fields),
            _ => BTreeSet::new(),
        }
    }

    /// The fields that a rule reads, directly or through derived values, as positions in a dictionary of
    /// `fields`.
    pub fn fields_of(&self, rule: &Expr, fields: usize) -> BTreeSet<usize> {
        let slots = self.slots(fields);
        let mut read = BTreeSet::new();
        let mut left = rule.slots().to_vec();
        // A derived value reads only earlier ones, so the loop ends.
        while let Some(slot) = left.pop() {
            if slots.derived.contains(&slot) {
                left.extend(self.derived[slot - slots.derived.start].value.slots());
            } else if slots.fields.contains(&slot) {
                read.insert(slot);
            }
        }
        read
    }
}
