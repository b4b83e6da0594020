//! Why a firm does not qualify, as one text per combination that occurs.

use rustc_hash::FxHashMap;

use super::Scored;
use crate::scoring::{Alike, Reasons};
use crate::words::{Between, Language, Message};

/// Why each firm does not qualify, as a position in the texts.
#[derive(Debug)]
pub(super) struct Failures {
    /// Per firm of the cohort: its text.
    pub codes: Vec<u32>,
    /// The reasons in one language; the first, empty, is for a firm that qualifies.
    pub texts: Vec<String>,
}

impl Failures {
    pub(super) fn new(scored: &Scored<'_>, language: Language) -> Failures {
        let Scored { intake, scorecard, scores, .. } = scored;
        let reasons = Reasons::new(&intake.firms, scorecard, scores);
        let mut texts = vec![String::new()];
        let mut known: FxHashMap<Alike, u32> = FxHashMap::default();
        let code = |firm: usize| {
            if scores.unmet[firm] == 0 || !scores.scored[firm] {
                return 0;
            }
            *known.entry(reasons.alike(firm)).or_insert_with(|| match reasons.of(firm) {
                none if none.is_empty() => 0,
                reasons => {
                    texts.push(Message::joined(Between::Clauses, reasons).say(language).into_owned());
                    texts.len() as u32 - 1
                }
            })
        };
        let codes = (0..scores.unmet.len()).map(code).collect();
        Failures { codes, texts }
    }
}
