//! Rules in scope: compiled, with their faults placed in the file.

use super::Checker;
use crate::expr::{Expr, Scope};
use crate::finding::Code;
use crate::firms::{Dictionary, Frame, Kind};
use crate::parameters::Spanned;
use crate::scorecard::scope::firm_scope;

/// The names rules may use so far.
pub(super) struct Rules {
    /// Fields, `as_of` and the derived values read so far.
    pub scope: Scope,
    /// Derived values whose own rule is at fault: rules that use them are not blamed for it.
    pub broken: Vec<String>,
}

impl Rules {
    /// The fields of `dictionary` and `as_of`.
    pub fn new(dictionary: &Dictionary) -> Rules {
        Rules { scope: firm_scope(dictionary, &[]), broken: Vec::new() }
    }

    /// A rule that parts firms: as [`Rules::compile`] of a flag, with a warning where it is the same for all.
    pub fn parting(
        &self,
        checker: &mut Checker<'_>,
        written: &Spanned<String>,
        key: &str,
        what: &str,
    ) -> Option<Expr> {
        let when = self.compile(checker, written, key, Some(Kind::Flag))?;
        if when.is_constant() {
            let frame = Frame { len: 1, slots: Vec::new() };
            let holds = match when.flags(&frame, 0..1).get(0) {
                Some(true) => "holds for every firm",
                Some(false) => "holds for no firm",
                None => "is known of no firm",
            };
            let message = format!("{what} `{}` {holds}", written.get_ref());
            let help = "name a field of the firm in it, or remove it";
            checker.fault(Code::RuleConstant, &written.span(), key, message, help);
        }
        Some(when)
    }

    /// The rule written under `key`; of type `kind`, if one is asked for. `None` if it is at fault, which is then told.
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
