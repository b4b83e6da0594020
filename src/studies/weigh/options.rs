//! Options of `jifen weights`: a method and its parameters.

use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::Source;
use crate::studies::weights::methods::ahp::RandomIndex;
use crate::studies::weights::methods::critic::Correlation;
use crate::studies::weights::{Method, Named};
use crate::words::say;

/// A weight method and its parameters.
#[derive(Clone, Debug)]
pub struct Options {
    /// The method that derives the weights.
    pub method: Method,
    /// The correlation coefficient of CRITIC; Pearson's by default.
    pub correlation: Option<Correlation>,
    /// Whether weights are derived separately for each segment, from its own firms.
    pub within_segment: bool,
    /// Files of people's judgements: one per person, for AHP one or several. Empty for methods that read
    /// data.
    pub judgements: Vec<Source>,
    /// AHP's table of random indices; by default the one that the judgements name.
    pub random_index: Option<RandomIndex>,
    /// MEREC's lower bound of shares, above 0 and below 1; by default
    /// [`LEAST_SHARE`](crate::studies::weights::methods::merec::LEAST_SHARE).
    pub least_share: Option<f64>,
    /// Name and place of the new scorecard.
    pub named: Named,
}

impl Options {
    /// Refuses parameters that the method does not read, and missing or surplus judgements.
    pub(super) fn check(&self) -> Result<(), Findings> {
        if let Some(share) = self.least_share.filter(|share| !(*share > 0.0 && *share < 1.0)) {
            let message = say!(weigh::least_share, share = share.to_string());
            return Err(Finding::new(Code::ValueInvalid, Place::default(), message)
                .help(say!(weigh::least_share_help))
                .into());
        }
        let method = self.method.as_str();
        let idle = [
            (self.correlation.is_some() && self.method != Method::Critic, "correlation", "critic"),
            (self.random_index.is_some() && self.method != Method::Ahp, "random-index", "ahp"),
            (self.least_share.is_some() && self.method != Method::Merec, "least-share", "merec"),
        ];
        let mut faults = Findings::new();
        for (_, option, reader) in idle.into_iter().filter(|(is_idle, ..)| *is_idle) {
            let message = say!(weigh::option_idle, option = option, reader = reader, method = method);
            let help = say!(weigh::option_idle_help, option = option, reader = reader);
            faults.push(Finding::new(Code::OptionIdle, Place::default(), message).help(help));
        }
        faults.or_stop(())?;
        let (code, message, help) = match (self.judgements.is_empty(), self.method.is_judged()) {
            (false, false) => {
                (Code::OptionIdle, say!(weigh::not_judged, method = method), say!(weigh::not_judged_help))
            }
            (true, true) => (
                Code::JudgementsMissing,
                say!(weigh::judgements_missing, method = method),
                say!(weigh::judgements_missing_help),
            ),
            (false, true) if self.within_segment => {
                (Code::OptionIdle, say!(weigh::within_idle, method = method), say!(weigh::within_idle_help))
            }
            _ => return Ok(()),
        };
        Err(Finding::new(code, Place::default(), message).help(help).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_least_share_lies_between_0_and_1() {
        let is_fit = |share| {
            let named = Named { file: String::new(), extends: String::new(), language: Language::En };
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
