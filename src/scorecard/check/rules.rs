//! Rules in scope: compiled, with their faults placed in the file.

use super::Checker;
use super::domain::{Cases, Domain};
use crate::expr::{Bounds, Expr, Scope};
use crate::finding::Code;
use crate::firms::{Dictionary, Kind};
use crate::parameters::Spanned;
use crate::scorecard::scope::firm_scope;
use crate::words::{Message, say};

/// The names rules may use so far.
pub(super) struct Rules {
    /// Fields, `as_of` and the derived values read so far.
    pub scope: Scope,
    /// Domain of each name of the scope, by slot.
    pub domains: Vec<Domain>,
    /// Derived values with a faulty rule: rules that use them get no fault for it.
    pub broken: Vec<String>,
}

impl Rules {
    /// A scope of the fields of `dictionary` and `as_of`.
    pub fn new(dictionary: &Dictionary) -> Rules {
        let fields = dictionary.fields.iter().map(Domain::of_field);
        let domains = fields.chain([Domain::day()]).collect();
        Rules { scope: firm_scope(dictionary, &[]), domains, broken: Vec::new() }
    }

    /// Adds the derived value `id`, which later rules may also call by its title.
    pub fn derive(&mut self, id: &str, title: Option<&String>, value: &Expr) {
        self.domains.push(Domain::of_rule(value, &self.domains));
        self.scope.add(id, value.kind());
        title.iter().for_each(|title| self.scope.alias(title.as_str(), self.scope.len() - 1));
    }

    /// The name at `slot` of the scope.
    pub fn name(&self, slot: usize) -> &str {
        self.scope.names().nth(slot).unwrap_or_default()
    }

    /// A rule that divides firms: [`Rules::compile`] for a flag, with a warning if the verdict is the same
    /// for all firms. `what` is `pass`, `segment` or `condition`. With `unknown_parts`, an unknown value
    /// counts as a verdict different from false.
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
            Some(Some(true)) => "all",
            Some(Some(false)) => "none",
            // No firm meets it, but an unknown value may pass.
            Some(None) if unknown_parts && !when.is_constant() => return Some(when),
            Some(None) if when.is_constant() => "unknown",
            Some(None) => "none",
            None => return Some(when),
        };
        let rule = written.get_ref();
        let message = say!(scorecard::rule_constant, what = what, rule = rule, verdict = said);
        let help = match self.decisive(&when, verdict) {
            _ if when.is_constant() => say!(scorecard::rule_constant_help),
            Some(limit) => say!(scorecard::rule_limited_by_help, limit = limit),
            None => say!(scorecard::rule_limited_help),
        };
        checker.fault(Code::RuleConstant, &written.span(), key, message, help);
        Some(when)
    }

    /// The constant verdict of `when` on every firm with values in `domains`, `Some(None)` where it is never
    /// true but may be unknown; `None` where it divides firms, or does more than compare names with
    /// constants.
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

    /// The limit of a name that causes the verdict: one that is sufficient alone, otherwise one that is
    /// necessary.
    fn decisive(&self, when: &Expr, verdict: Option<Option<bool>>) -> Option<Message> {
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
        let (name, bounds) = (self.name(*slot), &self.domains[*slot].bounds);
        let mut broken = self.domains.clone();
        broken[*slot].bounds.whole = false;
        if bounds.whole && self.verdict(when, &broken) != verdict {
            return Some(say!(scorecard::limit_whole, name = name));
        }
        let finite = |x: f64| x.is_finite().then(|| x.to_string());
        match (finite(bounds.low.nearest()), finite(bounds.high.nearest())) {
            (Some(low), Some(high)) => {
                Some(say!(scorecard::limit_between, name = name, low = low, high = high))
            }
            (Some(low), None) => Some(say!(scorecard::limit_least, name = name, low = low)),
            (None, Some(high)) => Some(say!(scorecard::limit_most, name = name, high = high)),
            (None, None) => None,
        }
    }

    /// The rule written under `key`, of type `kind` if given. `None` after a fault, which is reported.
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::firms::{Cells, Column, Exact, Frame, Slot};

    /// Definitions tried for the derived value `d`.
    const DERIVED: [&str; 16] = [
        "1 / 3",
        "a / 3",
        "a / c",
        "COALESCE(c / a, 0)",
        "FLOOR(LEAST(a / c, 0.57) * 100)",
        "a * 0.1",
        "a + b - c",
        "ROUND(b * 1.005, 2)",
        "SQRT(a)",
        "LN(a)",
        "POWER(a, 1 / 3)",
        "ABS(b) % 0.3",
        "GREATEST(COALESCE(c, 0), b)",
        "CASE WHEN a > b THEN a / 3 ELSE 0.1 + 0.2 END",
        "a * a * a * a * b",
        "COALESCE(b, -0.3) * 3",
    ];
    /// Numbers that names are compared with, and their values.
    const NUMBERS: [f64; 14] = [
        0.0,
        0.1,
        0.3,
        0.30000000000000004,
        0.333333333333333,
        0.3333333333333333,
        0.3333333333333334,
        0.57,
        1.0,
        3.0,
        57.0,
        -0.3,
        -2.5,
        1e200,
    ];
    const NAMES: [&str; 4] = ["a", "b", "c", "d"];
    const RELATIONS: [&str; 6] = ["<", "<=", ">", ">=", "=", "<>"];

    /// A field with a range from one of the numbers to another: its domain, and the numbers it can take.
    fn field(low: usize, high: usize, whole: bool, required: bool) -> (Domain, Vec<Option<f64>>) {
        let (low, high) = (NUMBERS[low].min(NUMBERS[high]), NUMBERS[low].max(NUMBERS[high]));
        let kind = if whole { "integer" } else { "number" };
        let fits = |x: &f64| low <= *x && *x <= high && (!whole || x.fract() == 0.0);
        let mut values: Vec<Option<f64>> = NUMBERS.into_iter().filter(fits).map(Some).collect();
        let required = required && !values.is_empty();
        values.extend((!required).then_some(None));
        let field = serde_json::json!({
            "name": "x", "title": "X", "type": kind,
            "constraints": { "minimum": low, "maximum": high, "required": required },
        });
        (Domain::of_field(&serde_json::from_value(field).unwrap()), values)
    }

    fn comparison() -> impl Strategy<Value = String> {
        (0..4_usize, 0..6_usize, 0..14_usize, 0..8_u8).prop_map(|(name, relation, number, form)| {
            let (name, number) = (NAMES[name], NUMBERS[number]);
            match form {
                0 => format!("{name} IS NULL"),
                1 => format!("{name} BETWEEN {number} AND 1"),
                2 => format!("{name} IN ({number}, 0.3)"),
                3 => format!("(NOT {name} > {number})"),
                _ => format!("{name} {} {number}", RELATIONS[relation]),
            }
        })
    }

    fn rule() -> impl Strategy<Value = String> {
        (comparison(), comparison(), 0..4_u8).prop_map(|(one, other, join)| match join {
            0 => one,
            1 => format!("({one}) AND ({other})"),
            _ => format!("({one}) OR ({other})"),
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        /// A verdict for every firm, or for none, holds on every row.
        #[test]
        fn no_verdict_is_at_odds_with_a_firm(
            derived in 0..DERIVED.len(),
            fields in prop::array::uniform3((0..14_usize, 0..14_usize, any::<bool>(), any::<bool>())),
            rule in rule(),
            picks in prop::collection::vec(prop::array::uniform3(any::<prop::sample::Index>()), 12),
        ) {
            let fields = fields.map(|(low, high, whole, required)| field(low, high, whole, required));
            let mut rules = Rules { scope: Scope::default(), domains: Vec::new(), broken: Vec::new() };
            for (name, (domain, _)) in NAMES.into_iter().zip(&fields) {
                rules.scope.add(name, Kind::Number);
                rules.domains.push(domain.clone());
            }
            let value = Expr::compile(DERIVED[derived], &rules.scope).unwrap();
            rules.derive("d", None, &value);
            let when = Expr::compile_as(&rule, &rules.scope, Kind::Flag).unwrap();
            let verdict = rules.verdict(&when, &rules.domains);

            let columns: [Column; 3] = std::array::from_fn(|at| {
                let cells: Cells<f64> = picks.iter().map(|row| *row[at].get(&fields[at].1)).collect();
                Column::Number(cells)
            });
            let mut frame = Frame { len: picks.len(), slots: columns.iter().map(Slot::Column).collect() };
            let (cells, exact) = value.exact_numbers(&frame, frame.rows());
            for row in frame.rows().filter(|row| cells.get(*row).is_some()) {
                let double = || Exact::of(&cells).get(row);
                let number = exact.as_ref().map_or_else(double, |exact| exact.get(row));
                prop_assert!(rules.domains[3].bounds.holds(&number), "{} is {}", DERIVED[derived], number);
            }
            let column = Column::Number(cells);
            let slot = exact.as_ref().map_or(Slot::Column(&column), |exact| Slot::Exact(&column, exact));
            frame.slots.push(slot);
            for said in when.flags(&frame, frame.rows()).iter() {
                let agrees = match verdict {
                    Some(Some(always)) => said == Some(always),
                    Some(None) => said != Some(true),
                    None => true,
                };
                prop_assert!(agrees, "{}, d {}: {:?}, not {:?}", rule, DERIVED[derived], said, verdict);
            }
        }
    }
}
