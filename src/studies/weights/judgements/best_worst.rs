//! Comparisons with the best and the worst.

use super::{Judgements, MOST_TIMES, Reader, TOO_FINE, Written};
use crate::parameters::Spanned;
use crate::studies::weights::methods::bwm::{BestWorst, bwm};

impl Reader<'_> {
    /// Weights by the best and the worst indicator.
    pub(super) fn best_worst(&mut self, written: &Written) -> Option<Judgements> {
        let mut named = |key: &str, name: &Option<Spanned<String>>| {
            let name = self.needed(key, name.as_ref())?;
            self.find(name.get_ref(), name.span().start)
        };
        let (best, worst) = (named("best", &written.best), named("worst", &written.worst));
        let range = 1.0..=MOST_TIMES;
        let to_best = self.of_each("best_to_others", written.best_to_others.as_ref(), &range, TOO_FINE);
        let to_worst = self.of_each("others_to_worst", written.others_to_worst.as_ref(), &range, TOO_FINE);
        let (best, worst, to_best, to_worst) = (best?, worst?, to_best?, to_worst?);
        if best == worst && self.indicators.len() > 1 {
            self.fault(to_worst.at[worst], "the best is the worst", "name two different indicators");
            return None;
        }
        let whole = to_best.values[worst];
        let itself = "the best is 1 times itself, so is the worst, and both lists say the same of the two";
        for (each, own) in [(&to_best, best), (&to_worst, worst)] {
            if each.values[own] != 1.0 {
                let message = format!("`{}` is `{}` times itself", self.indicators[own], each.values[own]);
                self.fault(each.at[own], message, itself);
            }
        }
        if to_worst.values[best] != whole {
            let message = format!(
                "the best is `{whole}` times the worst in one list and `{}` times in the other",
                to_worst.values[best]
            );
            self.fault(to_worst.at[best], message, itself);
            return None;
        }
        let (first, last) = (self.indicators[best], self.indicators[worst]);
        let help =
            format!("revisit it, or the `{whole}` that `{first}` is to `{last}`: nothing is further apart");
        for at in 0..self.indicators.len() {
            let id = self.indicators[at];
            let said =
                [(&to_best, format!("`{first}` to `{id}`")), (&to_worst, format!("`{id}` to `{last}`"))];
            for (each, pair) in said.into_iter().filter(|(each, _)| each.values[at] > whole) {
                let value = each.values[at];
                let message = format!("{pair} is `{value}`, above that of the best to the worst, `{whole}`");
                self.fault(each.at[at], message, help.clone());
            }
        }
        let said =
            BestWorst { best, worst, best_to_others: to_best.values, others_to_worst: to_worst.values };
        self.faults.is_empty().then(|| Judgements::Bwm(bwm(&said)))
    }
}
