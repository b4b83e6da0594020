//! What the texts of an institutions file may refer to, and where they stand.

use toml::Spanned;

use crate::expr::{Expr, Scope};
use crate::finding::{Finding, Findings};
use crate::firms::{Dictionary, Kind};
use crate::parameters::Source;

/// The file, and the names it may use.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub source: &'a Source,
    pub scope: &'a Scope,
    pub dictionary: &'a Dictionary,
}

impl Names<'_> {
    /// Compiles a rule whose values must be of type `kind`, if told; its faults are placed on their own line.
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
                for fault in faults {
                    let at = offset(&self.source.text, rule, fault.span.start);
                    let place = self.source.place(at).in_column(key);
                    let mut finding = Finding::new(fault.code, place, fault.message);
                    finding.help = fault.help;
                    findings.push(finding);
                }
                None
            }
        }
    }
}

/// Where byte `within` of a rule stands in the file: exact to the line for a string over several lines, which begins
/// after its first line break.
fn offset(text: &str, rule: &Spanned<String>, within: usize) -> usize {
    let start = rule.span().start;
    let value = rule.get_ref();
    let written = text.get(rule.span()).unwrap_or_default();
    match written.find(value.as_str()) {
        Some(opening) => start + opening + within.min(value.len()),
        None => start,
    }
}
