//! Which gates a firm fails, as one text per combination that occurs.

use rustc_hash::FxHashMap;

use crate::scorecard::Scorecard;
use crate::scoring::{PASS_RULE, Scores};

/// Every firm's failed gates, as a position in the texts.
#[derive(Debug)]
pub(super) struct Failures {
    /// Per firm of the cohort: its text.
    pub codes: Vec<u32>,
    /// The reasons of the failed gates, `; ` between them; the first, empty, is for a firm that fails none.
    pub texts: Vec<String>,
}

impl Failures {
    pub(super) fn new(scorecard: &Scorecard, scores: &Scores) -> Failures {
        let mut texts = vec![String::new()];
        let mut known = FxHashMap::from_iter([(0, 0)]);
        let codes = scores
            .failed
            .iter()
            .zip(&scores.scored)
            .map(|(&failed, &scored)| {
                if failed == 0 || !scored {
                    return 0;
                }
                *known.entry(failed).or_insert_with(|| {
                    texts.push(describe(scorecard, failed));
                    texts.len() as u32 - 1
                })
            })
            .collect();
        Failures { codes, texts }
    }
}

fn describe(scorecard: &Scorecard, failed: u64) -> String {
    let gates = scorecard.gates.iter().enumerate().filter(|(at, _)| failed >> at & 1 == 1);
    let mut reasons: Vec<String> = gates.map(|(_, gate)| gate.reason.clone()).collect();
    if failed >> PASS_RULE & 1 == 1 {
        let rule = scorecard.pass.as_ref().map_or("", |rule| rule.source());
        reasons.push(format!("does not pass {rule}"));
    }
    reasons.join("; ")
}
