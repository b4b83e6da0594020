//! A distribution of losses, and what is read from it.

use super::bands::Bands;
use crate::stats::{Sum, sum};

/// Rounding error of a sum of masses that [`Distribution::quantile`] overlooks.
const ROUNDING: f64 = 1e-12;

/// Distribution of the loss of a portfolio, in whole units.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    /// Unit of loss in fen.
    pub unit: i64,
    /// Probabilities of losses of 0, 1, 2, … units. They sum to 1.
    pub masses: Vec<f64>,
    /// Whether losses were rounded to whole units.
    pub is_banded: bool,
    /// Whether similar probabilities and correlations were merged.
    pub is_pooled: bool,
    /// `Σ loss²` of the loans as rounded over that of the loans: 1 if nothing was rounded. The variance of
    /// the loss given the factor changes by about this ratio.
    pub squares: f64,
}

impl Distribution {
    /// The masses scaled to a sum of 1.
    pub(super) fn new(mut masses: Vec<f64>, bands: &Bands, is_pooled: bool) -> Distribution {
        let whole = sum(masses.iter().copied());
        masses.iter_mut().for_each(|mass| *mass /= whole);
        let Bands { unit, is_banded, squares, .. } = *bands;
        Distribution { unit, masses, is_banded, is_pooled, squares }
    }

    /// Expected loss, in fen.
    pub fn mean(&self) -> f64 {
        self.unit as f64 * self.mean_units()
    }

    fn mean_units(&self) -> f64 {
        sum(self.masses.iter().enumerate().map(|(units, mass)| units as f64 * mass))
    }

    /// Standard deviation of the loss, in fen.
    pub fn standard_deviation(&self) -> f64 {
        let mean = self.mean_units();
        let square = |(units, mass): (usize, &f64)| (units as f64 - mean).powi(2) * mass;
        self.unit as f64 * sum(self.masses.iter().enumerate().map(square)).sqrt()
    }

    /// The least loss `l` with `P(L ≤ l) ≥ level`, in fen: the value at risk.
    ///
    /// Compared as `P(L > l) ≤ 1 − level + 1e-12`, summed from the greatest loss down: the sum of many small
    /// masses has a rounding error, and without the allowance a level that a loss reaches exactly could fall
    /// to the next one. So no level above `1 − 1e-12` differs from it.
    pub fn quantile(&self, level: f64) -> i64 {
        let most = 1.0 - level + ROUNDING;
        let mut above = Sum::default();
        let reached = |mass: &f64| {
            above.add(*mass);
            above.total() > most
        };
        let from_above = self.masses.iter().rev().position(reached);
        self.fen(from_above.map_or(0, |at| self.masses.len() - 1 - at))
    }

    /// `P(L > amount)`, amount in fen.
    pub fn exceeds(&self, amount: i64) -> f64 {
        sum(self.beyond(amount).rev().map(|(_, mass)| mass)).clamp(0.0, 1.0)
    }

    /// `E[(L − amount)⁺]`, in fen: the expected loss of who bears what exceeds `amount`.
    pub fn above(&self, amount: i64) -> f64 {
        let excess = |(units, mass): (usize, f64)| {
            (i128::from(self.unit) * units as i128 - i128::from(amount)) as f64 * mass
        };
        sum(self.beyond(amount).rev().map(excess))
    }

    /// `P(L = loss)`, loss in fen.
    pub fn chance(&self, loss: i64) -> f64 {
        let units = usize::try_from(loss / self.unit).ok().filter(|_| loss % self.unit == 0);
        units.and_then(|units| self.masses.get(units)).copied().unwrap_or(0.0)
    }

    /// Points `(l, P(L > l))` for a chart, `l` in fen: at most `points` (2 or more), evenly spaced from 0 to
    /// the least loss exceeded with no more than the probability `least`.
    pub fn curve(&self, points: usize, least: f64) -> Vec<(i64, f64)> {
        let mut above = Sum::default();
        let mut exceeded = vec![0.0; self.masses.len()];
        for (exceeded, mass) in exceeded.iter_mut().zip(&self.masses).rev() {
            *exceeded = above.total().clamp(0.0, 1.0);
            above.add(*mass);
        }
        let last = exceeded.partition_point(|&chance| chance > least).min(exceeded.len() - 1);
        let steps = points.saturating_sub(1).clamp(1, last.max(1));
        let mut places: Vec<usize> =
            (0..=steps).map(|at| (at as u128 * last as u128 / steps as u128) as usize).collect();
        places.dedup();
        places.into_iter().map(|units| (self.fen(units), exceeded[units])).collect()
    }

    /// Masses of the losses greater than `amount`, with their units.
    fn beyond(&self, amount: i64) -> impl DoubleEndedIterator<Item = (usize, f64)> {
        let first = if amount < 0 {
            0
        } else {
            usize::try_from(amount / self.unit).map_or(usize::MAX, |units| units + 1)
        };
        let first = first.min(self.masses.len());
        self.masses[first..].iter().enumerate().map(move |(at, mass)| (first + at, *mass))
    }

    fn fen(&self, units: usize) -> i64 {
        i64::try_from(i128::from(self.unit) * units as i128).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(masses: &[f64]) -> Distribution {
        let masses = masses.to_vec();
        Distribution { unit: 10, masses, is_banded: false, is_pooled: false, squares: 1.0 }
    }

    #[test]
    fn a_known_distribution() {
        let found = of(&[0.5, 0.25, 0.0, 0.25]);
        assert_eq!(
            (found.mean(), found.chance(10), found.chance(15), found.chance(-10)),
            (10.0, 0.25, 0.0, 0.0)
        );
        assert!((found.standard_deviation() - 150.0f64.sqrt()).abs() < 1e-12);
        let exceeded = [-1, 0, 9, 10, 29, 30, i64::MAX, i64::MIN].map(|amount| found.exceeds(amount));
        assert_eq!(exceeded, [1.0, 0.5, 0.5, 0.25, 0.25, 0.0, 0.0, 1.0]);
        // 0.25 · (10 − 5) + 0.25 · (30 − 5), and all of the mean below 0.
        assert_eq!([5, 30, 0, -10].map(|amount| found.above(amount)), [7.5, 0.0, 10.0, 20.0]);
        let quantiles = [0.0, 0.5, 0.5001, 0.75, 0.7501, 1.0].map(|level| found.quantile(level));
        assert_eq!(quantiles, [0, 0, 10, 10, 30, 30]);
    }

    #[test]
    fn a_level_reached_exactly_is_not_missed_by_rounding() {
        let found = of(&[0.1; 10]);
        let levels = (1..=10).map(|at| f64::from(at) / 10.0);
        assert!(levels.zip(0..).all(|(level, units)| found.quantile(level) == 10 * units));
    }

    #[test]
    fn a_curve_ends_where_losses_hardly_exceed() {
        let found = of(&[0.5, 0.3, 0.15, 0.05 - 1e-7, 1e-7]);
        let curve = found.curve(10, 1e-4);
        assert_eq!(curve.iter().map(|point| point.0).collect::<Vec<_>>(), [0, 10, 20, 30]);
        assert!(curve.iter().all(|&(loss, chance)| (chance - found.exceeds(loss)).abs() < 1e-15));
        assert_eq!(found.curve(2, 0.0).iter().map(|point| point.0).collect::<Vec<_>>(), [0, 40]);
        assert_eq!(of(&[1.0]).curve(0, 0.0), [(0, 0.0)]);
    }

    proptest! {
        #[test]
        fn quantiles_rise_with_the_level(
            masses in prop::collection::vec(0.0..1.0f64, 1..50),
            mut levels in prop::collection::vec(0.0..1.0f64, 2..20),
        ) {
            let whole: f64 = masses.iter().sum::<f64>().max(1e-9);
            let found = of(&masses.iter().map(|mass| mass / whole).collect::<Vec<_>>());
            levels.sort_by(f64::total_cmp);
            let quantiles: Vec<i64> = levels.iter().map(|level| found.quantile(*level)).collect();
            prop_assert!(quantiles.is_sorted());
            for (level, quantile) in levels.iter().zip(quantiles) {
                prop_assert!(found.exceeds(quantile) <= 1.0 - level + 2.0 * ROUNDING);
                prop_assert!(quantile == 0 || found.exceeds(quantile - 1) > 1.0 - level);
            }
        }
    }
}
