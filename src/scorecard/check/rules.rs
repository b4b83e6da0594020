//! Rules in scope: compiled, with their faults placed in the file.

use super::Checker;
use super::domain::{Cases, Domain};
use crate::expr::{Bounds, Expr, Scope};
use crate::finding::Code;
use crate::firms::{Dictionary, Kind};
use crate::parameters::Spanned;
use crate::scorecard::scope::firm_scope;

/// The names rules may use so far.
pub(super) struct Rules {
    /// Fields, `as_of` and the derived values read so far.
    pub scope: Scope,
    /// What each name of the scope can be.
    pub domains: Vec<Domain>,
    /// Derived values whose own rule is at fault: rules that use them are not blamed for it.
    pub broken: Vec<String>,
}

impl Rules {
    /// The fields of `dictionary` and `as_of`.
    pub fn new(dictionary: &Dictionary) -> Rules {
        let fields = dictionary.fields.iter().map(Domain::of_field);
        let domains = fields.chain([Domain::day()]).collect();
        Rules { scope: firm_scope(dictionary, &[]), domains, broken: Vec::new() }
    }

    /// Adds the derived value `id`.
    pub fn derive(&mut self, id: &str, value: &Expr) {
        self.domains.push(Domain::of_rule(value, &self.domains));
        self.scope.add(id, value.kind());
    }

    /// The name at `slot`.
    pub fn name(&self, slot: usize) -> &str {
        self.scope.names().nth(slot).unwrap_or_default()
    }

    /// A rule that parts firms: as [`Rules::compile`] of a flag, with a warning where it is the same for all.
    /// What is unknown may be told from what does not hold, if `unknown_parts`.
    pub fn parting(
        &self,
        checker: &mut Checker<'_>,
        written: &Spanned<String>,
        key: &str,
        what: &str,
        unknown_parts: bool,
    ) -> Option<Expr> {
        let when = self.compile(checker, written, key, Some(Kind::Flag))?;
        let verdict = self.verdict(&when, &self.domains);
        let said = match verdict {
            Some(Some(true)) => "holds for every firm",
            Some(Some(false)) => "holds for no firm",
            // Nobody meets it, but whoever is unknown may pass.
            Some(None) if unknown_parts && !when.is_constant() => return Some(when),
            Some(None) if when.is_constant() => "is known of no firm",
            Some(None) => "holds for no firm",
            None => return Some(when),
        };
        let message = format!("{what} `{}` {said}", written.get_ref());
        let help = match self.decisive(&when, verdict) {
            _ if when.is_constant() => "name a field of the firm in it, or remove it".to_owned(),
            Some(limit) => format!("change its limits, or remove it: {limit}"),
            None => "change its limits, or remove it".to_owned(),
        };
        checker.fault(Code::RuleConstant, &written.span(), key, message, help);
        Some(when)
    }

    /// What `when` says of every firm whose values lie in `domains`, `Some(None)` where it is true of none
    /// but may be unknown; `None` where it parts firms, or does more than compare names with constants.
    fn verdict(&self, when: &Expr, domains: &[Domain]) -> Option<Option<bool>> {
        let cases = Cases::new(when.compared().unwrap_or_default(), domains)?;
        if when.compared().is_none() && !when.is_constant() {
            return None;
        }
        let said = cases.judge(when);
        if said.iter().all(|said| *said == Some(true)) {
            return Some(Some(true));
        }
        if said.contains(&Some(true)) {
            return None;
        }
        Some(if said.contains(&None) { None } else { Some(false) })
    }

    /// The limit of a name that brings the verdict about: one that does so alone, else one without which it
    /// falls.
    fn decisive(&self, when: &Expr, verdict: Option<Option<bool>>) -> Option<String> {
        let limited = |keep: &dyn Fn(usize) -> bool| {
            let mut domains = self.domains.clone();
            for slot in when.slots().iter().filter(|slot| !keep(**slot)) {
                domains[*slot].bounds = Bounds::ANY;
            }
            self.verdict(when, &domains)
        };
        if limited(&|_| false) == verdict {
            return None;
        }
        let alone = |slot: &&usize| limited(&|other| other == **slot) == verdict;
        let needed = |slot: &&usize| limited(&|other| other != **slot) != verdict;
        let slot = when.slots().iter().find(alone).or_else(|| when.slots().iter().find(needed))?;
        let (name, bounds) = (self.name(*slot), self.domains[*slot].bounds);
        let mut broken = self.domains.clone();
        broken[*slot].bounds.whole = false;
        if bounds.whole && self.verdict(when, &broken) != verdict {
            return Some(format!("`{name}` is a whole number"));
        }
        match (bounds.low.is_finite(), bounds.high.is_finite()) {
            (true, true) => Some(format!("`{name}` is from {} to {}", bounds.low, bounds.high)),
            (true, false) => Some(format!("`{name}` is never below {}", bounds.low)),
            (false, true) => Some(format!("`{name}` is never above {}", bounds.high)),
            (false, false) => None,
        }
    }

    /// The rule written under `key`; of type `kind`, if one is asked for. `None` if it is at fault, which is
    /// then told.
    pub fn compile(
        &self,
        checker: &mut Checker<'_>,
        written: &Spanned<String>,
        key: &str,
        kind: Option<Kind>,
    ) -> Option<Expr> {
        let rule = written.get_ref();
        let compiled = match kind {
            Some(kind) => Expr::compile_as(rule, &self.scope, kind),
            None => Expr::compile(rule, &self.scope),
        };
        let faults = match compiled {
            Ok(expr) => return Some(expr),
            Err(faults) => faults,
        };
        for fault in faults {
            let name = rule.get(fault.span.clone()).unwrap_or_default();
            if fault.code == Code::NameUnknown && self.broken.iter().any(|broken| broken == name) {
                continue;
            }
            checker.findings.push(fault.into_finding(checker.source, written.span().start, key));
        }
        None
    }
}
