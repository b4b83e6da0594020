//! Weights in whole units of the last digit of a scorecard's scale, so their sums are exact.

use crate::decimal::{Ratio, ratio};
use crate::finding::{Code, Finding, Place};
use crate::scorecard::Scorecard;
use crate::words::say;

/// Least number of units in the scale: a weight has at least four digits.
const FINE: u64 = 10_000;
/// Greatest number of decimals of a weight.
const MOST_DECIMALS: u32 = 9;
/// Rounding tolerance below a whole number for a product of doubles.
pub const NOISE: f64 = 1e-6;

/// The scale as a whole number of units of `10^-decimals`.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    units: u64,
    decimals: u32,
}

impl Scale {
    /// The coarsest units that split the scale of `card` into 10,000 or more.
    ///
    /// # Errors
    /// A scorecard without points, or a scale with too many digits for whole units.
    pub fn of(card: &Scorecard) -> Result<Scale, Finding> {
        Scale::with(card, 0)
    }

    /// The coarsest such units with at least `decimals` decimals.
    ///
    /// # Errors
    /// The same faults as [`Scale::of`].
    pub fn with(card: &Scorecard, decimals: u32) -> Result<Scale, Finding> {
        (decimals..=MOST_DECIMALS)
            .filter_map(|decimals| Scale::in_decimals(card, decimals))
            .find(|scale| scale.units >= FINE)
            .ok_or_else(|| no_scale(card))
    }

    /// The scale in units of `10^-decimals`, for given weights. `None` if the scale is 0, has more decimals,
    /// or exceeds 64 bits.
    pub fn in_decimals(card: &Scorecard, decimals: u32) -> Option<Scale> {
        let units = ratio(card.scale) * Ratio::from_integer(10u64.pow(decimals).into());
        let units = units.is_integer().then(|| u64::try_from(units.to_integer()).ok())??;
        (units > 0).then_some(Scale { units, decimals })
    }

    /// Units in proportion to `shares`, which add up to 1, by largest remainder. They add up to the scale.
    pub fn split(self, shares: &[f64]) -> Vec<u64> {
        split(self.units, shares)
    }

    /// `units` as a decimal number of the scale, exact to its last digit.
    pub fn text(self, units: impl Into<u128>) -> String {
        let (units, one) = (units.into(), 10u128.pow(self.decimals));
        let text = format!("{}.{:0width$}", units / one, units % one, width = self.decimals as usize);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// Number of units in the whole scale.
    pub fn units(self) -> u64 {
        self.units
    }

    /// Number of decimals of a unit.
    pub fn decimals(self) -> u32 {
        self.decimals
    }

    /// `units` as a floating-point number of the scale.
    pub fn number(self, units: u64) -> f64 {
        units as f64 / 10f64.powi(self.decimals as i32)
    }
}

/// The fault of a scorecard whose weights cannot add up to its scale.
pub fn no_scale(card: &Scorecard) -> Finding {
    let message = say!(weights::no_scale, scale = card.scale.to_string(), card = &card.id);
    Finding::new(Code::ScaleIndivisible, Place::file(card.text.name.clone()), message)
        .help(say!(weights::no_scale_help))
}

/// Weights of a scorecard's indicators in whole units, per segment.
#[derive(Clone, Debug)]
pub struct WholeWeights {
    /// The scale that defines a unit.
    pub scale: Scale,
    /// Per indicator of the scorecard, by segment; `None` for an unchanged one.
    units: Vec<Option<Vec<u64>>>,
}

impl WholeWeights {
    /// Weight 0 in every segment for each of `members`; the other indicators of `card` are unchanged.
    pub fn zero(card: &Scorecard, scale: Scale, members: &[usize]) -> WholeWeights {
        let mut units = vec![None; card.indicators.len()];
        members.iter().for_each(|&at| units[at] = Some(vec![0; card.segments.len()]));
        WholeWeights { scale, units }
    }

    /// Sets the weight of one of the members.
    pub fn set(&mut self, indicator: usize, segment: usize, units: u64) {
        self.units[indicator].iter_mut().for_each(|own| own[segment] = units);
    }

    /// An indicator's units per segment; `None` for an unchanged one.
    pub fn of(&self, indicator: usize) -> Option<&[u64]> {
        self.units[indicator].as_deref()
    }

    /// An indicator's weights per segment as numbers of the scale; empty for an unchanged one.
    pub fn numbers(&self, indicator: usize) -> Vec<f64> {
        self.of(indicator).into_iter().flatten().map(|units| self.scale.number(*units)).collect()
    }
}

/// `whole` units in proportion to `weights`; equal shares if all weights are 0.
pub fn in_proportion(whole: u64, weights: &[f64]) -> Vec<u64> {
    let sum: f64 = weights.iter().sum();
    let even = 1.0 / weights.len().max(1) as f64;
    let shares: Vec<f64> = weights.iter().map(|weight| if sum > 0.0 { weight / sum } else { even }).collect();
    split(whole, &shares)
}

/// `whole` units in proportion to `shares`, which add up to 1, by largest remainder.
fn split(whole: u64, shares: &[f64]) -> Vec<u64> {
    let exact: Vec<f64> = shares.iter().map(|share| share * whole as f64).collect();
    rounded(&exact, &vec![(0, u64::MAX); exact.len()], whole)
}

/// Whole numbers near `exact` that add up to `whole`, by largest remainder: each is rounded down within its
/// bounds, then raised or lowered one by one with the least error, the first of ties first. Bounds hold as
/// long as the sum can be reached within them.
pub fn rounded(exact: &[f64], bounds: &[(u64, u64)], whole: u64) -> Vec<u64> {
    let start =
        |(exact, (least, most)): (&f64, &(u64, u64))| ((exact + NOISE).floor() as u64).max(*least).min(*most);
    let mut units: Vec<u64> = exact.iter().zip(bounds).map(start).collect();
    let mut sum: u64 = units.iter().sum();
    while sum != whole {
        let grows = sum < whole;
        let choice = (0..units.len()).filter(|&at| grows || units[at] > 0).max_by(|&a, &b| {
            let fits = |at: usize| if grows { units[at] < bounds[at].1 } else { units[at] > bounds[at].0 };
            let lost = |at: usize| (exact[at] - units[at] as f64) * if grows { 1.0 } else { -1.0 };
            fits(a).cmp(&fits(b)).then(lost(a).total_cmp(&lost(b))).then(b.cmp(&a))
        });
        let Some(at) = choice else { break };
        (units[at], sum) = if grows { (units[at] + 1, sum + 1) } else { (units[at] - 1, sum - 1) };
    }
    units
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::stats;

    #[test]
    fn units_in_proportion_add_up() {
        assert_eq!(in_proportion(100, &[1.0, 1.0, 1.0]), [34, 33, 33]);
        assert_eq!(in_proportion(10, &[0.0, 0.0]), [5, 5]);
        assert_eq!(in_proportion(0, &[1.0, 2.0]), [0, 0]);
        assert_eq!(in_proportion(3, &[]), [0; 0]);
    }

    #[test]
    fn a_bound_holds_while_another_can_give_way() {
        assert_eq!(rounded(&[3.5, 3.5, 3.0], &[(0, 9); 3], 10), [4, 3, 3]);
        assert_eq!(rounded(&[3.9, 3.6, 2.5], &[(0, 3), (0, 9), (0, 9)], 10), [3, 4, 3]);
        assert_eq!(rounded(&[5.25, 4.75], &[(6, 9), (0, 9)], 10), [6, 4]);
        // The sum takes precedence over the bounds.
        assert_eq!(rounded(&[3.5, 3.5], &[(4, 3); 2], 7), [4, 3]);
        assert_eq!(rounded(&[2.0, 3.0], &[(0, 9); 2], 4), [1, 3]);
        assert_eq!(rounded(&[], &[], 0), [0; 0]);
    }

    proptest! {
        #[test]
        fn bounds_that_bind_are_kept_wherever_they_leave_room(
            parts in prop::collection::vec((1u64..90, 0.0f64..4.0, 0.0f64..4.0, 0.0f64..=1.0), 2..9),
        ) {
            // Today's weights are whole and within the bounds, so a whole solution exists.
            let least: Vec<f64> = parts.iter().map(|part| (part.0 as f64 - part.1).max(0.0)).collect();
            let most: Vec<f64> = parts.iter().map(|part| part.0 as f64 + part.2).collect();
            let whole: u64 = parts.iter().map(|part| part.0).sum();
            let inside =
                |((low, high), part): ((&f64, &f64), &(u64, f64, f64, f64))| low + part.3 * (high - low);
            let wanted: Vec<f64> = least.iter().zip(&most).zip(&parts).map(inside).collect();
            let exact = stats::project(&wanted, &least, &most, whole as f64);
            let bounds: Vec<(u64, u64)> =
                least.iter().zip(&most).map(|(low, high)| (low.ceil() as u64, high.floor() as u64)).collect();
            let units = rounded(&exact, &bounds, whole);
            prop_assert_eq!(units.iter().sum::<u64>(), whole);
            for (units, (low, high)) in units.iter().zip(&bounds) {
                prop_assert!((low..=high).contains(&units), "{units} {low} {high}");
            }
        }

        #[test]
        fn rounding_keeps_the_sum_and_errs_by_less_than_one(
            parts in prop::collection::vec(0.0f64..50.0, 1..9),
        ) {
            let sum: f64 = parts.iter().sum();
            let whole = sum.round();
            let factor = if sum > 0.0 { whole / sum } else { 0.0 };
            let exact: Vec<f64> = parts.iter().map(|part| part * factor).collect();
            let units = rounded(&exact, &vec![(0, u64::MAX); exact.len()], whole as u64);
            prop_assert_eq!(units.iter().sum::<u64>(), whole as u64);
            let errs = |(units, exact): (&u64, &f64)| (*units as f64 - exact).abs();
            prop_assert!(units.iter().zip(&exact).map(errs).all(|error| error < 1.0 + NOISE));
        }
    }
}
