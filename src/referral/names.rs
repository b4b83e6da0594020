//! The names in scope for an institutions file, and the places of its faults.

use crate::expr::{Expr, Scope};
use crate::finding::Findings;
use crate::firms::{Dictionary, Kind};
use crate::parameters::{Source, Spanned};

/// The file, the scope of its rules and the dictionary.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub source: &'a Source,
    pub scope: &'a Scope,
    pub dictionary: &'a Dictionary,
}

impl Names<'_> {
    /// Compiles a rule, of type `kind` if given; its faults are placed on its line.
    pub fn compile(
        &self,
        rule: &Spanned<String>,
        kind: Option<Kind>,
        key: &'static str,
        findings: &mut Findings,
    ) -> Option<Expr> {
        let compiled = match kind {
            Some(kind) => Expr::compile_as(rule.get_ref(), self.scope, kind),
            None => Expr::compile(rule.get_ref(), self.scope),
        };
        match compiled {
            Ok(expr) => Some(expr),
            Err(faults) => {
                let at = rule.span().start;
                findings.extend(
                    faults.into_iter().map(|fault| fault.into_finding(self.source, at, key)).collect(),
                );
                None
            }
        }
    }
}
