//! Point estimates with their intervals.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::stats::{self, decimals_apart};
use crate::words::{Message, say};

/// Confidence level of an interval.
const HELD: f64 = 0.95;

/// A point estimate with its bootstrap interval of 95 % over firms: percentiles, expanded for the number of
/// firms (Hesterberg 2015, The American Statistician 69: what teachers should know about the bootstrap).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// Point estimate from all firms.
    pub value: f64,
    /// Lower end of the interval; `None` without draws.
    pub low: Option<f64>,
    /// Upper end of the interval; `None` without draws.
    pub high: Option<f64>,
}

impl Estimate {
    /// Estimate of a value from its draws; the number of `firms` of the rarer kind sets the expansion.
    pub(super) fn of(value: f64, mut draws: Vec<f64>, firms: usize) -> Estimate {
        let tail = tail(firms);
        Estimate {
            value,
            low: stats::quantile(&mut draws, tail),
            high: stats::quantile(&mut draws, 1.0 - tail),
        }
    }

    /// The number with its interval, in at least `least` decimals and enough to distinguish each of them from
    /// `base`.
    pub fn text(&self, base: f64, least: usize, signed: bool) -> Message {
        let all = [Some(self.value), self.low, self.high];
        let decimals = decimals_apart(all.into_iter().flatten().map(|number| (number, base)), least);
        let number = |number: f64| {
            if signed { format!("{number:+.decimals$}") } else { format!("{number:.decimals$}") }
        };
        match (self.low, self.high) {
            (Some(low), Some(high)) => {
                say!(calibrate::estimate, value = number(self.value), low = number(low), high = number(high),)
            }
            _ => number(self.value).into(),
        }
    }
}

/// Share of draws on either side of an interval: `Φ(t √(n / (n − 1)))`, with `t` the 2.5 % quantile of
/// Student's law with `n − 1` degrees of freedom. The root corrects the variance of draws from `n` firms,
/// which is too small by the share `1 / n`; `t` allows for the uncertainty of that variance. For many firms
/// the share is 2.5 %.
fn tail(firms: usize) -> f64 {
    let normal = (1.0 - HELD) / 2.0;
    let n = firms.max(2) as f64;
    let law = StudentsT::new(0.0, 1.0, n - 1.0);
    law.map_or(normal, |law| stats::normal_cdf(law.inverse_cdf(normal) * (n / (n - 1.0)).sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn few_firms_have_longer_tails() {
        // scipy: norm.cdf(t.ppf(.025, n - 1) * (n / (n - 1)) ** .5)
        assert!((tail(20) - 0.015_880_83).abs() < 1e-7 && (tail(150) - 0.023_704_22).abs() < 1e-7);
        assert!((tail(1_000_000) - 0.025).abs() < 1e-5);
        assert!(tail(0) > 0.0 && (2..200).all(|firms| tail(firms) < tail(firms + 1)));
    }

    #[test]
    fn rounded_numbers_keep_their_side() {
        let estimate = |value, low, high| Estimate { value, low: Some(low), high: Some(high) };
        assert_eq!(
            estimate(0.021, 0.0034, 0.0376).text(0.0, 4, true).to_string(),
            "+0.0210 (+0.0034 to +0.0376)"
        );
        // To four decimals the lower end would read 0.
        let gain = estimate(0.000_21, 0.000_02, 0.000_4);
        let gain = gain.text(0.0, 4, true);
        assert_eq!(gain.to_string(), "+0.00021 (+0.00002 to +0.00040)");
        assert_eq!(gain.say(Language::Zh), "+0.00021（+0.00002 至 +0.00040）");
        assert_eq!(estimate(0.55, 0.499_9, 0.6).text(0.5, 3, false).to_string(), "0.5500 (0.4999 to 0.6000)");
        assert_eq!(Estimate { value: 0.5, low: None, high: None }.text(0.5, 3, false).to_string(), "0.500");
    }
}
