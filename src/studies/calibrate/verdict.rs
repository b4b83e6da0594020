//! Verdict: whether other weights are proposed.

use super::heldout::{ByTime, Contest};
use super::report::Verdict;
use crate::words::say;

/// Whether other weights are justified. On held-out firms, the whole interval of the AUC must lie above ½ and
/// that of its gain above 0; on later windows, if any, there must be no loss. Without held-out firms, other
/// weights are not justified.
pub(super) fn verdict(by_firm: Option<&Contest>, by_time: Option<&ByTime>, tells: bool) -> Verdict {
    let Some(by_firm) = by_firm else {
        return Verdict { proposed: false, reason: say!(calibrate::verdict_untested) };
    };
    let gain = &by_firm.gain;
    let text = gain.text(0.0, 4, true);
    let (proposed, reason) = if !tells {
        (false, say!(calibrate::verdict_backwards))
    } else if gain.low.is_none_or(|low| low <= 0.0) {
        (false, say!(calibrate::verdict_gain_unclear, gain = text))
    } else if by_firm.auc_fitted.low.is_none_or(|low| low <= 0.5) {
        let auc = by_firm.auc_fitted.text(0.5, 3, false);
        (false, say!(calibrate::verdict_auc_unclear, auc = auc))
    } else if let Some(loss) = by_time.map(|time| &time.contest.gain).filter(|gain| gain.value < 0.0) {
        let loss = loss.text(0.0, 4, true);
        (false, say!(calibrate::verdict_later_loss, gain = text, loss = loss))
    } else {
        (true, say!(calibrate::verdict_gain, gain = text))
    };
    Verdict { proposed, reason }
}
