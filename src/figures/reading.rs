//! Verbal readings of statistics, in a few words each, with the bounds and sources of this table.
//!
//! | statistic | bounds | source |
//! |---|---|---|
//! | correlation ρ, r | 0.2, 0.4, 0.6, 0.8 | Evans 1996 |
//! | Kendall's τ | none: `(1 + τ) / 2` of the pairs stand in the same order | Kendall 1938 |
//! | Kendall's W | 0.1, 0.3, 0.5, 0.7, 0.9 | Schmidt 1997, Decision Sciences 28 |
//! | population stability index | 0.1, 0.25 | Siddiqi 2006, Credit Risk Scorecards |
//! | information value | 0.02, 0.1, 0.3, 0.5 | Siddiqi 2006 |
//! | KS | none: the greatest gap between two shares | Kolmogorov 1933, Smirnov 1939 |
//! | AUC | 0.7, 0.8, 0.9 | Hosmer, Lemeshow and Sturdivant 2013, Applied Logistic Regression |
//! | Brier score | that of the base rate, `p (1 − p)` | Brier 1950 |
//! | Sobol index | none: a share of the variance | Sobol 1993 |
//! | consistency ratio | 0.05, 0.08, 0.1 for 3, 4, 5 members | Saaty 1994, Fundamentals of Decision Making |

use super::number::{number, percent, percent_to};
use crate::words::{Message, say};

/// A statistic with a verbal reading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Statistic {
    /// A correlation of values or ranks, −1 to 1.
    Correlation,
    /// Kendall's τ of two orders, −1 to 1.
    Tau,
    /// Kendall's W of several orders, 0 to 1.
    Concordance,
    /// The population stability index (PSI), from 0.
    Stability,
    /// The information value (IV), from 0.
    Information,
    /// The Kolmogorov–Smirnov statistic (KS), 0 to 1.
    KolmogorovSmirnov,
    /// The area under the ROC curve (AUC), 0 to 1; ½ is chance.
    Area,
    /// The Brier score of predictions.
    Brier {
        /// Brier score of the base rate `p` as everyone's chance: `p (1 − p)`.
        base_rate: f64,
    },
    /// A Sobol index: a share of the variance, 0 to 1.
    Sobol,
    /// The consistency ratio of pairwise judgements, from 0.
    Consistency {
        /// Upper limit of consistency: 0.1, less for 3 and 4 members.
        most: f64,
    },
}

impl Statistic {
    /// The reading of `value`, without the number; `None` unless finite.
    pub fn reading(self, value: f64) -> Option<Message> {
        value.is_finite().then(|| match self {
            Statistic::Correlation => correlation(value),
            Statistic::Tau => say!(readings::tau, share = percent_to((1.0 + value) / 2.0, 0)),
            Statistic::Concordance => concordance(value),
            Statistic::Stability => match value {
                v if v < 0.1 => say!(readings::psi_stable),
                v if v <= 0.25 => say!(readings::psi_shifted),
                _ => say!(readings::psi_different),
            },
            Statistic::Information => match value {
                v if v < 0.02 => say!(readings::iv_none),
                v if v < 0.1 => say!(readings::iv_weak),
                v if v < 0.3 => say!(readings::iv_medium),
                v if v <= 0.5 => say!(readings::iv_strong),
                _ => say!(readings::iv_suspicious),
            },
            Statistic::KolmogorovSmirnov => say!(readings::ks, points = number(100.0 * value, 0)),
            Statistic::Area => area(value),
            Statistic::Brier { base_rate } => brier(value, base_rate),
            Statistic::Sobol => say!(readings::sobol, share = percent(value)),
            Statistic::Consistency { most } if value <= most => say!(readings::cr_consistent),
            Statistic::Consistency { .. } => say!(readings::cr_inconsistent),
        })
    }

    /// The formatted `value` with its reading: `0.03 (hardly related)`.
    pub fn read(self, value: f64, decimals: usize) -> Message {
        let shown = number(value, decimals);
        match self.reading(value) {
            Some(reading) => say!(readings::read, value = shown, reading = reading),
            None => Message::verbatim(shown),
        }
    }

    /// The bounds of all readings with their source, as a line below a table.
    pub fn legend(self) -> Message {
        match self {
            Statistic::Correlation => say!(readings::correlation_legend),
            Statistic::Tau => say!(readings::tau_legend),
            Statistic::Concordance => say!(readings::concordance_legend),
            Statistic::Stability => say!(readings::psi_legend),
            Statistic::Information => say!(readings::iv_legend),
            Statistic::KolmogorovSmirnov => say!(readings::ks_legend),
            Statistic::Area => say!(readings::auc_legend),
            Statistic::Brier { .. } => say!(readings::brier_legend),
            Statistic::Sobol => say!(readings::sobol_legend),
            Statistic::Consistency { .. } => say!(readings::cr_legend),
        }
    }
}

fn correlation(value: f64) -> Message {
    let is_negative = value < 0.0;
    match value.abs() {
        size if size < 0.2 => say!(readings::correlation_hardly),
        size if size < 0.4 && is_negative => say!(readings::correlation_weak_opposed),
        size if size < 0.4 => say!(readings::correlation_weak),
        size if size < 0.6 && is_negative => say!(readings::correlation_moderate_opposed),
        size if size < 0.6 => say!(readings::correlation_moderate),
        size if size < 0.8 && is_negative => say!(readings::correlation_strong_opposed),
        size if size < 0.8 => say!(readings::correlation_strong),
        _ if is_negative => say!(readings::correlation_very_strong_opposed),
        _ => say!(readings::correlation_very_strong),
    }
}

fn concordance(value: f64) -> Message {
    match value {
        w if w < 0.1 => say!(readings::concordance_none),
        w if w < 0.3 => say!(readings::concordance_very_weak),
        w if w < 0.5 => say!(readings::concordance_weak),
        w if w < 0.7 => say!(readings::concordance_moderate),
        w if w < 0.9 => say!(readings::concordance_strong),
        _ => say!(readings::concordance_very_strong),
    }
}

fn area(value: f64) -> Message {
    let pairs = number(100.0 * value, 0);
    match value {
        area if area < 0.5 => say!(readings::auc_reversed, pairs = pairs),
        area if area < 0.7 => say!(readings::auc_poor, pairs = pairs),
        area if area < 0.8 => say!(readings::auc_acceptable, pairs = pairs),
        area if area < 0.9 => say!(readings::auc_excellent, pairs = pairs),
        _ => say!(readings::auc_outstanding, pairs = pairs),
    }
}

fn brier(value: f64, base_rate: f64) -> Message {
    let base = number(base_rate, 4);
    if base_rate - value > 1e-9 {
        say!(readings::brier_better, base = base)
    } else {
        say!(readings::brier_no_better, base = base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_value_at_a_bound_is_read_as_its_source_says() {
        let read = |statistic: Statistic, value| statistic.reading(value).map(|one| one.to_string());
        let is = |statistic, value, text: &str| assert_eq!(read(statistic, value).as_deref(), Some(text));
        is(Statistic::Correlation, 0.03, "hardly related");
        is(Statistic::Correlation, -0.2, "weakly related, in the opposite direction");
        is(Statistic::Correlation, 0.8, "very strongly related");
        is(Statistic::Tau, 0.8, "90 % of pairs in the same order");
        is(Statistic::Stability, 0.0999, "hardly shifted");
        is(Statistic::Stability, 0.25, "somewhat shifted");
        is(Statistic::Information, 0.5, "strong");
        is(Statistic::Information, 0.51, "suspiciously strong");
        is(Statistic::Consistency { most: 0.1 }, 0.1, "consistent enough");
        is(Statistic::Brier { base_rate: 0.09 }, 0.09, "no better than the base rate's 0.0900");
        assert_eq!(read(Statistic::Area, f64::NAN), None);
        let zh = Statistic::Correlation.read(0.03, 2).say(Language::Zh).into_owned();
        assert_eq!(zh, "0.03（几乎不相关）");
    }
}
