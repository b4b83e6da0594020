//! Whether other weights are proposed.

use super::heldout::{ByTime, Contest};
use super::report::Verdict;

/// Whether there is a case for other weights: on firms held out the whole intervals of the AUC and of its
/// gain lie above ½ and above 0, and on later windows, where there are any, there is no loss. Without
/// firms held out there is none.
pub(super) fn verdict(by_firm: Option<&Contest>, by_time: Option<&ByTime>, tells: bool) -> Verdict {
    let Some(by_firm) = by_firm else {
        let reason = "no weights can be held against firms that took no part in finding them";
        return Verdict { proposed: false, reason: reason.to_owned() };
    };
    let gain = &by_firm.gain;
    let text = gain.text(0.0, 4, true);
    let (proposed, reason) = if !tells {
        (
            false,
            "points by no weights within the bounds are higher on average for good firms than for bad ones"
                .to_owned(),
        )
    } else if gain.low.is_none_or(|low| low <= 0.0) {
        (false, format!("on firms held out the gain in AUC is {text}, an interval that does not lie above 0"))
    } else if by_firm.auc_fitted.low.is_none_or(|low| low <= 0.5) {
        let auc = by_firm.auc_fitted.text(0.5, 3, false);
        (false, format!("on firms held out the AUC is {auc}, an interval that does not lie above one half"))
    } else if let Some(loss) = by_time.map(|time| &time.contest.gain).filter(|gain| gain.value < 0.0) {
        let loss = loss.text(0.0, 4, true);
        (false, format!("on firms held out the gain in AUC is {text}, but on later windows it is {loss}"))
    } else {
        (true, format!("on firms held out the gain in AUC is {text}, all of it above 0"))
    };
    Verdict { proposed, reason }
}
