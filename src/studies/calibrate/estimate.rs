//! Numbers with their intervals.

use serde::Serialize;

use crate::stats::{self, decimals_apart};

/// The share of draws an interval holds.
const HELD: f64 = 0.95;

/// A number with the interval that holds 95 % of the draws of the bootstrap: the percentiles 2.5 and 97.5
/// (Efron 1979).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The number itself.
    pub value: f64,
    /// The lower end; nothing without draws.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
}

impl Estimate {
    /// Of a value and its draws.
    pub(super) fn of(value: f64, mut draws: Vec<f64>) -> Estimate {
        let tail = (1.0 - HELD) / 2.0;
        Estimate {
            value,
            low: stats::quantile(&mut draws, tail),
            high: stats::quantile(&mut draws, 1.0 - tail),
        }
    }

    /// The number with its interval, in `least` decimals or as many as it takes to distinguish each of them
    /// from `base`.
    pub fn text(&self, base: f64, least: usize, signed: bool) -> String {
        let all = [Some(self.value), self.low, self.high];
        let decimals = decimals_apart(all.into_iter().flatten().map(|number| (number, base)), least);
        let number = |number: f64| {
            if signed { format!("{number:+.decimals$}") } else { format!("{number:.decimals$}") }
        };
        match (self.low, self.high) {
            (Some(low), Some(high)) => {
                format!("{} ({} to {})", number(self.value), number(low), number(high))
            }
            _ => number(self.value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_numbers_keep_their_side() {
        let estimate = |value, low, high| Estimate { value, low: Some(low), high: Some(high) };
        assert_eq!(estimate(0.021, 0.0034, 0.0376).text(0.0, 4, true), "+0.0210 (+0.0034 to +0.0376)");
        // To four decimals the lower end would read as 0.
        let gain = estimate(0.000_21, 0.000_02, 0.000_4);
        assert_eq!(gain.text(0.0, 4, true), "+0.00021 (+0.00002 to +0.00040)");
        assert_eq!(estimate(0.55, 0.499_9, 0.6).text(0.5, 3, false), "0.5500 (0.4999 to 0.6000)");
        assert_eq!(Estimate { value: 0.5, low: None, high: None }.text(0.5, 3, false), "0.500");
    }
}
