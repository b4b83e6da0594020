//! The best-worst judgements of a file, checked for completeness.

use super::{Judgements, MOST_TIMES, Reader, Written};
use crate::parameters::Spanned;
use crate::studies::weights::methods::bwm::{BestWorst, bwm};
use crate::words::{Message, say};

impl Reader<'_> {
    /// The `bwm` judgements of the file being read; `None` after a fault.
    pub(super) fn best_worst(&mut self, written: &Written) -> Option<Judgements> {
        let mut named = |key: &str, name: &Option<Spanned<String>>| {
            let name = self.needed(key, name.as_ref())?;
            self.find(name.get_ref(), name.span().start)
        };
        let (best, worst) = (named("best", &written.best), named("worst", &written.worst));
        let range = 1.0..=MOST_TIMES;
        let too_fine = || say!(weights::too_fine_help);
        let to_best = self.of_each("best_to_others", written.best_to_others.as_ref(), &range, too_fine);
        let to_worst = self.of_each("others_to_worst", written.others_to_worst.as_ref(), &range, too_fine);
        let (best, worst, to_best, to_worst) = (best?, worst?, to_best?, to_worst?);
        if best == worst && self.indicators.len() > 1 {
            let message = say!(weights::best_is_worst);
            self.fault(to_worst.at[worst], message, say!(weights::best_is_worst_help));
            return None;
        }
        let whole = to_best.values[worst];
        for (each, own) in [(&to_best, best), (&to_worst, worst)] {
            if each.values[own] != 1.0 {
                let times = each.values[own].to_string();
                let message = say!(weights::times_itself, id = self.indicators[own], times = times);
                self.fault(each.at[own], message, say!(weights::best_worst_help));
            }
        }
        if to_worst.values[best] != whole {
            let other = to_worst.values[best].to_string();
            let message = say!(weights::best_to_worst, one = whole.to_string(), other = other);
            self.fault(to_worst.at[best], message, say!(weights::best_worst_help));
            return None;
        }
        let (first, last) = (self.indicators[best], self.indicators[worst]);
        let whole_text = || whole.to_string();
        let beyond = |one: &str, other: &str, ratio: f64| -> Message {
            let ratio = ratio.to_string();
            say!(weights::beyond_best_worst, one = one, other = other, ratio = ratio, whole = whole_text())
        };
        for at in 0..self.indicators.len() {
            let id = self.indicators[at];
            let said = [(&to_best, [first, id]), (&to_worst, [id, last])];
            for (each, [one, other]) in said.into_iter().filter(|(each, _)| each.values[at] > whole) {
                let help =
                    say!(weights::beyond_best_worst_help, whole = whole_text(), best = first, worst = last);
                self.fault(each.at[at], beyond(one, other, each.values[at]), help);
            }
        }
        let said =
            BestWorst { best, worst, best_to_others: to_best.values, others_to_worst: to_worst.values };
        self.faults.is_empty().then(|| Judgements::Bwm(bwm(&said)))
    }
}
