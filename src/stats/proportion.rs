//! Interval of a proportion.

use statrs::distribution::{Beta, ContinuousCDF};

/// The exact interval of Clopper and Pearson (1934) for the chance of an event that occurred in `events` of
/// `trials`: the quantiles of `Beta(k, n − k + 1)` at `α / 2` and of `Beta(k + 1, n − k)` at `1 − α / 2`,
/// with `α = 1 − confidence`; 0 for no event, 1 for no other outcome. `(0, 1)` without trials.
pub fn proportion_interval(events: u64, trials: u64, confidence: f64) -> (f64, f64) {
    let events = events.min(trials);
    let tail = (1.0 - confidence) / 2.0;
    let quantile = |a: u64, b: u64, level: f64| {
        Beta::new(a as f64, b as f64).map_or(f64::NAN, |beta| beta.inverse_cdf(level))
    };
    let low = if events == 0 { 0.0 } else { quantile(events, trials - events + 1, tail) };
    let high = if events == trials { 1.0 } else { quantile(events + 1, trials - events, 1.0 - tail) };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_those_of_the_tails() {
        // Without events the upper end is 1 − (α/2)^(1/n).
        let (low, high) = proportion_interval(0, 20, 0.95);
        assert!(low == 0.0 && (high - (1.0 - 0.025_f64.powf(0.05))).abs() < 1e-9);
        // 10 of 100, a usual example: 4.90 % to 17.62 %.
        let (low, high) = proportion_interval(10, 100, 0.95);
        assert!((low - 0.049_0).abs() < 1e-4 && (high - 0.176_2).abs() < 1e-4, "{low} {high}");
        assert_eq!(proportion_interval(0, 0, 0.95), (0.0, 1.0));
        let (low, high) = proportion_interval(5, 5, 0.95);
        assert!(high == 1.0 && (low - 0.025_f64.powf(0.2)).abs() < 1e-9);
    }
}
