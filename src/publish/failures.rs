//! Why a firm does not qualify, as one text per combination that occurs.

use rustc_hash::FxHashMap;

use crate::scorecard::Scorecard;
use crate::scoring::Scores;

/// Why each firm does not qualify, as a position in the texts.
#[derive(Debug)]
pub(super) struct Failures {
    /// Per firm of the cohort: its text.
    pub codes: Vec<u32>,
    /// The reasons, `; ` between them; the first, empty, is for a firm that qualifies.
    pub texts: Vec<String>,
}

impl Failures {
    pub(super) fn new(scorecard: &Scorecard, scores: &Scores) -> Failures {
        let mut texts = vec![String::new()];
        let mut known = FxHashMap::from_iter([(0, 0)]);
        let codes = scores
            .unmet
            .iter()
            .zip(&scores.scored)
            .map(|(&unmet, &scored)| {
                if unmet == 0 || !scored {
                    return 0;
                }
                *known.entry(unmet).or_insert_with(|| {
                    let reasons = scorecard.reasons(unmet);
                    if reasons.is_empty() {
                        return 0;
                    }
                    texts.push(reasons.join("; "));
                    texts.len() as u32 - 1
                })
            })
            .collect();
        Failures { codes, texts }
    }
}
