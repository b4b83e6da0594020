//! Options of `jifen weights`.

use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::Source;
use crate::studies::study::unfit;
use crate::studies::weights::methods::ahp::RandomIndex;
use crate::studies::weights::methods::critic::Correlation;
use crate::studies::weights::{Method, Named};

/// A weight method and its parameters.
#[derive(Clone, Debug)]
pub struct Options {
    /// The method.
    pub method: Method,
    /// How CRITIC compares two indicators; by value, if nothing is said.
    pub correlation: Option<Correlation>,
    /// Whether each segment has weights of its own firms.
    pub within_segment: bool,
    /// What people say, for a method that asks them; a file for each person, and of AHP also several.
    pub judgements: Vec<Source>,
    /// The table AHP takes consistency ratios by, if not the one that the judgements name.
    pub random_index: Option<RandomIndex>,
    /// The share that lesser ones count as in MEREC, above 0 and below 1;
    /// [`LEAST_SHARE`](crate::studies::weights::methods::merec::LEAST_SHARE), if nothing is said.
    pub least_share: Option<f64>,
    /// The scorecard that is to have the weights.
    pub named: Named,
}

impl Options {
    /// Refuses what the method does not read, and judgements that it lacks or cannot take.
    pub(super) fn check(&self) -> Result<(), Findings> {
        if let Some(share) = self.least_share.filter(|share| !(*share > 0.0 && *share < 1.0)) {
            return Err(unfit(share, "least share", "above 0 and below 1"));
        }
        let method = self.method.as_str();
        let idle = [
            (self.correlation.is_some() && self.method != Method::Critic, "correlation", "critic"),
            (self.random_index.is_some() && self.method != Method::Ahp, "random-index", "ahp"),
            (self.least_share.is_some() && self.method != Method::Merec, "least-share", "merec"),
        ];
        let mut faults = Findings::new();
        for (_, option, reader) in idle.into_iter().filter(|(is_idle, ..)| *is_idle) {
            let message = format!("`--{option}` is read by `{reader}`, not by `{method}`");
            let help = format!("leave --{option} out, or choose {reader}");
            faults.push(Finding::new(Code::OptionIdle, Place::default(), message).help(help));
        }
        faults.or_stop(())?;
        let (code, message, help) = match (self.judgements.is_empty(), self.method.is_judged()) {
            (false, false) => (
                Code::OptionIdle,
                "asks data, not people",
                "leave --judgements out, or choose ahp, bwm, roc or swing",
            ),
            (true, true) => (
                Code::JudgementsMissing,
                "needs judgements",
                "give a file with --judgements; docs/weights.md shows one",
            ),
            (false, true) if self.within_segment => (
                Code::OptionIdle,
                "knows no firms, and so no segments",
                "leave --within out; judgements hold for all",
            ),
            _ => return Ok(()),
        };
        Err(Finding::new(code, Place::default(), format!("`{method}` {message}")).help(help).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_least_share_lies_between_0_and_1() {
        let is_fit = |share| {
            let named = Named { file: String::new(), extends: String::new() };
            Options {
                method: Method::Merec,
                correlation: None,
                random_index: None,
                least_share: Some(share),
                within_segment: false,
                judgements: Vec::new(),
                named,
            }
            .check()
            .is_ok()
        };
        assert!(is_fit(0.01) && is_fit(0.99));
        assert!([0.0, 1.0, -1.0, f64::NAN].into_iter().all(|share| !is_fit(share)));
    }
}
