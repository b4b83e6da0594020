//! Expressions of scorecards and institutions in `run.json`, each with all that its value depends on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::expr::Expr;
use crate::firms::Firms;
use crate::referral::{About, Institutions};
use crate::scorecard::Scorecard;

/// An expression with all that its value depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    /// The expression as written.
    pub text: String,
    /// Fields that it reads, directly or through derived values.
    pub fields: Vec<String>,
    /// Definitions of the derived values that it reads, directly or through others.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub derived: BTreeMap<String, String>,
    /// Whether it reads the as-of day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub day: bool,
    /// Whether it reads results of scoring: points, ranks, segments.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub results: bool,
    /// Facts about a firm and an institution that it reads.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<About>,
}

/// Parameters in whose scope expressions are described.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub scorecard: &'a Scorecard,
    pub firms: &'a Firms,
    /// The institutions for their own expressions; `None` for those of the scorecard.
    pub institutions: Option<&'a Institutions>,
}

impl Scope<'_> {
    pub fn formula(&self, expr: &Expr) -> Formula {
        let Scope { scorecard, firms, institutions } = *self;
        let slots = scorecard.slots(firms.columns.len());
        let (mut fields, mut derived, mut facts) = (Vec::new(), BTreeMap::new(), Vec::new());
        let (mut day, mut results) = (false, false);
        let mut left = expr.slots().to_vec();
        // A derived value reads only earlier ones, so the loop ends.
        while let Some(slot) = left.pop() {
            if slots.derived.contains(&slot) {
                let inner = &scorecard.derived[slot - slots.derived.start];
                derived.insert(inner.id.clone(), inner.value.source().trim().to_owned());
                left.extend(inner.value.slots());
            } else if slots.fields.contains(&slot) {
                fields.push(firms.dictionary.fields[slot].name.clone());
            } else if slot == slots.as_of {
                day = true;
            } else if let Some(fact) = institutions.and_then(|all| all.fact(slot)) {
                facts.push(fact.about);
            } else {
                results = true;
            }
        }
        fields.sort();
        fields.dedup();
        Formula { text: expr.source().trim().to_owned(), fields, derived, day, results, facts }
    }
}
