//! What must hold: gates, routes, the pass rule, and why a firm does not qualify.

use super::Scorecard;
use crate::expr::Expr;

/// Something that holds for a firm or not.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Stable id, if it has one; gates and routes do.
    pub id: Option<String>,
    /// What it asks, for people.
    pub title: Option<String>,
    /// What a person reads when it fails; if absent, what its parts say.
    pub reason: Option<String>,
    /// What it rests on.
    pub test: Test,
}

/// What a condition rests on. Parts are positions in [`Scorecard::conditions`], before the condition's own.
#[derive(Clone, Debug)]
pub enum Test {
    /// A rule.
    Rule {
        /// The rule. Unknown counts as not met unless `unknown_passes`.
        when: Expr,
        /// Whether it counts as met where the rule's value is unknown.
        unknown_passes: bool,
    },
    /// All of these hold.
    All(Vec<usize>),
    /// One of these holds.
    Any(Vec<usize>),
    /// So many of these hold.
    AtLeast(u32, Vec<usize>),
}

impl Scorecard {
    /// What condition `at` asks, in words: its title, or its rule, or its parts.
    pub fn condition_text(&self, at: usize) -> String {
        let condition = &self.conditions[at];
        let parts = |parts: &[usize]| {
            parts.iter().map(|&part| self.condition_text(part)).collect::<Vec<_>>().join("; ")
        };
        let asked = match &condition.test {
            Test::Rule { when, .. } => format!("`{}`", when.source()),
            Test::All(all) => format!("all of ({})", parts(all)),
            Test::Any(any) => format!("one of ({})", parts(any)),
            Test::AtLeast(count, of) => format!("{count} of ({})", parts(of)),
        };
        match &condition.title {
            Some(title) => format!("{title}: {asked}"),
            None => asked,
        }
    }

    /// The bits of all conditions that are not met, from those of the conditions that are rules.
    pub fn conditions_unmet(&self, rules: u64) -> u64 {
        let mask = |parts: &[usize]| parts.iter().fold(0, |mask, part| mask | 1_u64 << part);
        let mut unmet = rules;
        // The parts of a condition stand before it.
        for (bit, condition) in self.conditions.iter().enumerate() {
            let fails = match &condition.test {
                Test::Rule { .. } => continue,
                Test::All(parts) => unmet & mask(parts) != 0,
                Test::Any(parts) => unmet & mask(parts) == mask(parts),
                Test::AtLeast(count, parts) => (!unmet & mask(parts)).count_ones() < *count,
            };
            unmet = unmet & !(1 << bit) | u64::from(fails) << bit;
        }
        unmet
    }

    /// Whether a firm with the conditions `unmet` (bit c for condition c) qualifies: every gate holds, and the pass rule
    /// or a route does.
    pub fn qualifies(&self, unmet: u64) -> bool {
        let met = |&at: &usize| unmet >> at & 1 == 0;
        self.gates.iter().all(met) && (self.pass.as_ref().is_none_or(met) || self.routes.iter().any(met))
    }

    /// The first route a firm with the conditions `unmet` meets, as a position in [`Scorecard::routes`].
    pub fn route(&self, unmet: u64) -> Option<usize> {
        self.routes.iter().position(|at| unmet >> at & 1 == 0)
    }

    /// Why a firm with the conditions `unmet` does not qualify: what each gate it fails says, then what the pass rule
    /// says if no route is met either. Empty if it qualifies.
    pub fn reasons(&self, unmet: u64) -> Vec<String> {
        let fails = |at: usize| unmet >> at & 1 == 1;
        let mut reasons = Vec::new();
        for &gate in self.gates.iter().filter(|&&gate| fails(gate)) {
            self.reason(gate, unmet, &mut reasons);
        }
        if let Some(pass) = self.pass.filter(|&pass| fails(pass) && self.route(unmet).is_none()) {
            self.reason(pass, unmet, &mut reasons);
        }
        reasons
    }

    /// Adds why condition `at`, which fails, does.
    fn reason(&self, at: usize, unmet: u64, reasons: &mut Vec<String>) {
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
            Test::Rule { when, .. } => reasons.push(match &condition.title {
                Some(title) => format!("not met: {title}"),
                None => format!("does not pass {}", when.source()),
            }),
            Test::All(parts) => reasons.extend(of(parts)),
            Test::Any(parts) => reasons.push(format!("none of: {}", of(parts).join(", "))),
            Test::AtLeast(count, parts) => {
                reasons.push(format!("fewer than {count} of {}: {}", parts.len(), of(parts).join(", ")));
            }
        }
    }
}
