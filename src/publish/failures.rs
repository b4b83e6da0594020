//! Reasons against qualifying, as one text per combination that occurs.

use rustc_hash::FxHashMap;

use super::Scored;
use crate::scoring::{Alike, Reasons};
use crate::words::{Between, Language, Message};

/// The reason text of each firm, as a position in the distinct texts.
#[derive(Debug)]
pub(super) struct Failures {
    /// Position of each firm's text in `texts`.
    pub codes: Vec<u32>,
    /// Distinct reasons in one language; the first, empty, is for a qualified firm.
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
