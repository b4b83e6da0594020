//! Statistics of columns: order, ranks, quantiles, mean and standard deviation.
//!
//! Every result depends only on the values, not on their order or on the number of threads: sums are taken
//! over sorted values. `−0.0` equals `0.0`. All values must be finite, as the column types guarantee.

pub mod basel;
mod calibration;
mod concordance;
mod correlation;
mod decimals;
mod discrimination;
mod eigen;
mod evidence;
mod likelihood;
mod logistic;
pub mod loss;
mod moments;
mod overlap;
mod pareto;
mod proportion;
mod ranks;
mod regression;
mod rows;
mod significance;
mod simplex;
mod sobol;
mod spline;
mod weighted_tau;

use statrs::distribution::{ContinuousCDF, Normal};

use crate::decimal::{self, Fraction, Ratio, nearest, ratio, ratio_of_fraction};

pub use calibration::{Expected, GoodnessOfFit, brier, design_effect, hosmer_lemeshow};
pub use concordance::{Concordance, concordance};
pub use correlation::{correlations, kendall, pearson, spearman, sum_over};
pub(crate) use correlation::{dot, snapped};
pub use decimals::{decimals_apart, plain, short};
pub use discrimination::{Area, Parted, Parting, Weighed, area, parted, weighted_area};
pub use eigen::{Eigen, symmetric_eigen};
pub use evidence::{
    Binned, GoodBad, bins, information_by_chance_alone, information_value, information_value_by_chance,
    pooled, stability_index,
};
pub use likelihood::{Cases, chance};
pub use logistic::{End, Fit, Start, logistic};
pub use moments::{Tail, outlying, skew_and_kurtosis};
pub use overlap::{persistence, rank_biased_overlap, rank_biased_weight};
pub use pareto::{crowding, dominates, fronts};
pub use proportion::proportion_interval;
pub use ranks::{Ranks, mean_ranks, ranks, ranks_of_falling};
pub use regression::{Alpha, OnOthers, cronbach, on_others, standardised};
pub use rows::{Bound, Rows};
pub use significance::{adjusted_explained, benjamini_hochberg, correlation_p, difference_p, explained_p};
pub use simplex::{apportion, project};
pub use sobol::{SaltelliSample, SobolIndices, sobol};
pub use spline::{CorrelationRatio, Residuals, correlation_ratio, undersmoothed};
pub use weighted_tau::weighted_tau;

/// The standard normal distribution function `Φ(z)`.
pub fn normal_cdf(z: f64) -> f64 {
    Normal::standard().cdf(z)
}

/// The standard normal quantile `Φ⁻¹(p)`: infinite for 0 and 1, and for what lies beyond them.
pub fn normal_quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(if p > 0.0 { p.min(1.0) } else { 0.0 })
}

/// An integer with the same order as `x`.
///
/// The bits of a non-negative double ascend with its value, those of a negative one descend; flipping the
/// sign bit of the first and all bits of the second puts both in one order.
#[inline]
pub fn order_key(x: f64) -> u64 {
    let bits = (x + 0.0).to_bits();
    bits ^ (((bits as i64 >> 63) as u64) | (1 << 63))
}

/// First bytes of a text as a number with the same order, which suffices to distinguish most texts.
#[inline]
pub fn text_key(text: &str) -> u128 {
    let mut bytes = [0; size_of::<u128>()];
    let len = text.len().min(bytes.len());
    bytes[..len].copy_from_slice(&text.as_bytes()[..len]);
    u128::from_be_bytes(bytes)
}

/// Positions of numbers in ascending order of the numbers.
///
/// Built by a radix sort over the upper half of each number's order key, packed with its position into one
/// word, then a comparison sort of the runs with equal upper halves and different values: few, since that
/// half holds 20 bits of fraction.
#[derive(Debug)]
pub struct Ascending<'a> {
    values: &'a [f64],
    /// Upper half of the order key, position.
    words: Vec<u64>,
    /// Whether no lower half has a bit set, so equal upper halves mean equal numbers.
    upper_half_tells: bool,
}

impl<'a> Ascending<'a> {
    /// Sorts `positions` by the `values` at them. Equal values come in no particular order.
    pub fn of(values: &'a [f64], positions: impl Iterator<Item = u32>) -> Ascending<'a> {
        let mut low_bits = 0;
        let mut words: Vec<u64> = positions
            .map(|at| {
                let x = values[at as usize];
                low_bits |= (x + 0.0).to_bits() as u32;
                (order_key(x) & !u64::from(u32::MAX)) | u64::from(at)
            })
            .collect();
        sort_by_upper_half(&mut words);
        if low_bits != 0 {
            let value = |word: u64| values[word as u32 as usize];
            for run in words.chunk_by_mut(same_upper_half).filter(|run| run.len() > 1) {
                let first = value(run[0]);
                if run.iter().any(|&word| value(word) != first) {
                    run.sort_unstable_by_key(|&word| order_key(value(word)));
                }
            }
        }
        Ascending { values, words, upper_half_tells: low_bits == 0 }
    }

    /// Number of sorted positions.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are no positions.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Positions in ascending order of the values.
    pub fn positions(&self) -> impl ExactSizeIterator<Item = u32> + '_ {
        self.words.iter().map(|&word| word as u32)
    }

    /// Runs of positions whose values are equal.
    pub fn runs(&self) -> impl Iterator<Item = impl ExactSizeIterator<Item = usize> + Clone + '_> + '_ {
        let value = |word: u64| self.values[word as u32 as usize];
        let same = move |a: &u64, b: &u64| {
            same_upper_half(a, b) && (self.upper_half_tells || value(*a) == value(*b))
        };
        self.words.chunk_by(same).map(|run| run.iter().map(|&word| word as u32 as usize))
    }
}

fn same_upper_half(a: &u64, b: &u64) -> bool {
    a >> 32 == b >> 32
}

/// Sorts words by their upper 32 bits, least byte first; a byte that all words share costs nothing.
fn sort_by_upper_half(words: &mut Vec<u64>) {
    if words.len() < 1 << 10 {
        words.sort_unstable();
        return;
    }
    let byte = |word: u64, at: usize| usize::from((word >> 32).to_le_bytes()[at]);
    let mut counts = [[0usize; 256]; 4];
    for &word in words.iter() {
        (0..4).for_each(|at| counts[at][byte(word, at)] += 1);
    }
    let mut target = vec![0; words.len()];
    for (at, count) in counts.iter_mut().enumerate() {
        if count.contains(&words.len()) {
            continue;
        }
        let mut start = 0;
        for slot in count.iter_mut() {
            start += std::mem::replace(slot, start);
        }
        for &word in words.iter() {
            let slot = &mut count[byte(word, at)];
            target[*slot] = word;
            *slot += 1;
        }
        std::mem::swap(words, &mut target);
    }
}

/// The `q`-quantile (`q` in 0..=1) by linear interpolation, type 7 of Hyndman and Fan (1996): with `h = (n −
/// 1)·q` and the values `x` ascending from 0, `x_⌊h⌋ + (h − ⌊h⌋)(x_⌊h⌋₊₁ − x_⌊h⌋)`. `None` for no values.
/// Reorders `values`.
pub fn quantile(values: &mut [f64], q: f64) -> Option<f64> {
    quantile_of(values, q, ratio)
}

/// [`quantile`] of numbers with `values` as nearest doubles and their exact forms by `exact`.
pub fn quantile_of(values: &mut [f64], q: f64, exact: impl Fn(f64) -> Ratio) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    let (at, share) = place(values.len(), q);
    let (_, &mut lower, above) = values.select_nth_unstable_by(at, f64::total_cmp);
    if share == Fraction::ZERO {
        return Some(lower);
    }
    let upper = above.iter().copied().min_by(f64::total_cmp).unwrap_or(lower);
    Some(part_way(lower, upper, share, exact))
}

/// [`quantile`] of values in ascending order.
pub fn quantile_of_sorted(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let (at, share) = place(sorted.len(), q);
    Some(part_way(sorted[at], sorted[last.min(at + 1)], share, ratio))
}

/// `h = (n − 1) · q`, whole part and rest, computed in decimals: 0.07 · 100 is 7, but more than 7 in binary.
fn place(n: usize, q: f64) -> (usize, Fraction) {
    let h = Fraction::of(q).times(Fraction::whole(n as i64 - 1));
    if h.is_beyond() {
        let h = q * (n - 1) as f64;
        return (h as usize, Fraction::of(h.fract()));
    }
    (h.floor().nearest() as usize, h.minus(h.floor()))
}

/// The double nearest to the point a `share` of the way from `lower` to `upper`, with exact forms by `exact`.
fn part_way(lower: f64, upper: f64, share: Fraction, exact: impl Fn(f64) -> Ratio) -> f64 {
    if share == Fraction::ZERO || lower == upper {
        return lower;
    }
    let (from, share) = (exact(lower), ratio_of_fraction(share).unwrap_or_default());
    nearest(&(&from + (exact(upper) - &from) * share))
}

/// The median: the ½-quantile. `None` for no values. Reorders `values`.
pub fn median(values: &mut [f64]) -> Option<f64> {
    quantile(values, 0.5)
}

/// The mean `Σx / n` and the standard deviation `√(Σ(x − mean)² / n)` of a whole population. `None` for no
/// values. Sorts `values`.
pub fn mean_and_deviation(values: &mut [f64]) -> Option<(f64, f64)> {
    values.sort_unstable_by(f64::total_cmp);
    let (&least, &greatest) = (values.first()?, values.last()?);
    if least == greatest {
        return Some((least, 0.0));
    }
    let n = values.len() as f64;
    // A power of two keeps squares and sums of extreme values within range and changes no digit.
    let size = least.abs().max(greatest.abs());
    let scale = if (1e-100..1e100).contains(&size) { 1.0 } else { power_of_two_below(size) };
    let mean = sum(values.iter().map(|x| x / scale)) / n;
    let variance = sum(values.iter().map(|x| (x / scale - mean) * (x / scale - mean))) / n;
    Some((mean * scale, variance.sqrt() * scale))
}

/// [`mean_and_deviation`] of decimals, and the distance of any of them from the mean.
#[derive(Clone, Debug)]
pub struct Spread {
    /// The double nearest to the exact mean: 0.2 for 0.1, 0.2 and 0.3.
    pub mean: f64,
    /// The standard deviation; 0 if all are equal.
    pub deviation: f64,
    /// The least of decimals with a narrow range, and the mean of their distances from it.
    origin: Option<(Ratio, f64)>,
}

impl Spread {
    /// The spread of `values`; `None` for no values. Sorts `values`.
    pub fn of(values: &mut [f64]) -> Option<Spread> {
        let (_, deviation) = mean_and_deviation(values)?;
        let mean = |values: &[f64]| {
            values.iter().copied().collect::<decimal::Sum>().mean().map(|mean| nearest(&mean))
        };
        let whole = Spread { mean: mean(values)?, deviation, origin: None };
        let Some((origin, mut distances)) = moments::distances(values) else { return Some(whole) };
        let (_, deviation) = mean_and_deviation(&mut distances)?;
        let origin = Some((origin, mean(&distances)?));
        Some(Spread { deviation, origin, ..whole })
    }

    /// `(x − mean) / deviation`, of the decimal `x`; 0 if the deviation is 0.
    pub fn standard_score(&self, x: f64) -> f64 {
        if self.deviation == 0.0 {
            return 0.0;
        }
        let distance = match &self.origin {
            Some((origin, mean)) => nearest(&(ratio(x) - origin)) - mean,
            None => x - self.mean,
        };
        if distance.is_finite() {
            distance / self.deviation
        } else {
            x / self.deviation - self.mean / self.deviation
        }
    }
}

/// The power of two with the exponent of `x`, `x > 0`; the least normal one for a subnormal `x`.
fn power_of_two_below(x: f64) -> f64 {
    f64::from_bits((x.to_bits() & (0x7ff << 52)).max(1 << 52))
}

/// The sum in the order given, with the low digits that each step loses added at the end (Neumaier 1974).
pub fn sum(values: impl Iterator<Item = f64>) -> f64 {
    let mut sum = Sum::default();
    values.for_each(|x| sum.add(x));
    sum.total()
}

/// [`sum`] of values in ascending order; `values` may have any order.
pub fn sum_sorted(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    sum(values.into_iter())
}

/// Running [`sum`], value by value.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    /// Adds one value, and keeps the digits that the addition loses.
    #[inline]
    pub fn add(&mut self, x: f64) {
        let next = self.sum + x;
        self.lost += if self.sum.abs() >= x.abs() { (self.sum - next) + x } else { (x - next) + self.sum };
        self.sum = next;
    }

    /// Sum of the values so far.
    #[inline]
    pub fn total(self) -> f64 {
        self.sum + self.lost
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn numbers() -> impl Strategy<Value = Vec<f64>> {
        let number = prop_oneof![
            (-5i32..5).prop_map(f64::from),
            Just(-0.0),
            -1e3..1e3,
            // Numbers that differ only in the lower half of their bits.
            (0u64..50).prop_map(|low| f64::from_bits(1.5f64.to_bits() + low)),
            Just(f64::MAX),
            Just(f64::MIN),
            Just(f64::MIN_POSITIVE / 4.0),
        ];
        prop::collection::vec(number, 0..3000)
    }

    proptest! {
        #[test]
        fn ascending_agrees_with_a_comparison_sort(values in numbers()) {
            let positions = || (0..values.len() as u32).filter(|at| at % 7 != 3);
            let ascending = Ascending::of(&values, positions());
            let mut expected: Vec<f64> = positions().map(|at| values[at as usize] + 0.0).collect();
            expected.sort_by(f64::total_cmp);
            let found: Vec<f64> = ascending.positions().map(|at| values[at as usize] + 0.0).collect();
            prop_assert_eq!(&found, &expected);
            let mut once: Vec<u32> = ascending.positions().collect();
            once.sort_unstable();
            prop_assert_eq!(once, positions().collect::<Vec<_>>());
            let runs: Vec<usize> = ascending.runs().map(|run| run.len()).collect();
            prop_assert_eq!(runs, expected.chunk_by(|a, b| a == b).map(<[f64]>::len).collect::<Vec<_>>());
            prop_assert!(ascending.runs().flatten().eq(ascending.positions().map(|at| at as usize)));
        }

        #[test]
        fn statistics_are_finite_and_know_no_row_order(values in numbers(), q in 0.0..=1.0f64) {
            let mut reversed: Vec<f64> = values.iter().rev().copied().collect();
            let mut values = values;
            prop_assert_eq!(
                quantile(&mut values, q).map(f64::to_bits),
                quantile(&mut reversed, q).map(f64::to_bits)
            );
            let (forward, backward) = (mean_and_deviation(&mut values), mean_and_deviation(&mut reversed));
            prop_assert_eq!(forward, backward);
            let sorted = quantile_of_sorted(&values, q);
            prop_assert_eq!(sorted.map(f64::to_bits), quantile(&mut reversed, q).map(f64::to_bits));
            if let (Some((mean, deviation)), Some(quantile)) = (forward, sorted) {
                prop_assert!(mean.is_finite() && deviation.is_finite() && quantile.is_finite());
                prop_assert!(values[0] <= mean && mean <= values[values.len() - 1]);
            }
        }
    }

    #[test]
    fn large_columns_take_the_radix_path() {
        let values: Vec<f64> = (0..50_000u64).map(|i| ((i * 7919) % 50_021) as f64 / 3.0 - 5000.0).collect();
        let ascending = Ascending::of(&values, 0..values.len() as u32);
        let sorted: Vec<f64> = ascending.positions().map(|at| values[at as usize]).collect();
        assert!(sorted.is_sorted_by(|a, b| a < b));
        assert_eq!((ascending.len(), ascending.runs().count()), (values.len(), values.len()));
    }

    #[test]
    fn quantiles_are_those_of_type_7() {
        // R: quantile(c(1, 2, 4, 8), c(0, .1, .5, .9, 1), type = 7)
        let quantiles = [(0.0, 1.0), (0.1, 1.3), (0.5, 3.0), (0.9, 6.8), (1.0, 8.0)];
        for (q, expected) in quantiles {
            let found = quantile(&mut [8.0, 1.0, 4.0, 2.0], q).unwrap();
            assert!((found - expected).abs() < 1e-12, "{q}: {found}");
        }
        assert_eq!(quantile(&mut [], 0.5), None);
        assert_eq!(quantile(&mut [7.0], 0.3), Some(7.0));
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), Some(2.0));
    }

    #[test]
    fn mean_and_deviation_of_a_population() {
        assert_eq!(mean_and_deviation(&mut [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]), Some((5.0, 2.0)));
        assert_eq!(mean_and_deviation(&mut [0.1; 10]), Some((0.1, 0.0)));
        assert_eq!(mean_and_deviation(&mut []), None);
        assert!(Spread::of(&mut []).is_none());
        let (mean, deviation) = mean_and_deviation(&mut [1e300, 3e300]).unwrap();
        assert!((mean / 2e300 - 1.0).abs() < 1e-15 && (deviation / 1e300 - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_narrow_spread_is_that_of_the_decimals() {
        let scores = |values: &[f64]| {
            let spread = Spread::of(&mut values.to_vec()).unwrap();
            values.iter().map(|x| spread.standard_score(*x)).collect::<Vec<f64>>()
        };
        let alike = |values: &[f64], others: &[f64]| {
            let pairs = scores(values).into_iter().zip(scores(others));
            pairs.for_each(|(a, b)| assert!((a - b).abs() < 1e-14, "{values:?}: {a}, {b}"));
        };
        // As doubles they are evenly apart.
        let last_digits = [-2.0, -1.999_999_999_999_999_6, -1.999_999_999_999_999_1];
        alike(&last_digits, &[0.0, 4.0, 9.0]);
        assert!((scores(&last_digits)[2] - 1.267_500_444_595_259_4).abs() < 1e-14);
        alike(&[1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.3], &[0.1, 0.2, 0.3]);
        assert_eq!(scores(&[1e9 + 0.1, 1e9 + 0.2, 1e9 + 0.3])[1], 0.0);
        alike(&[f64::MAX, f64::MAX.next_down()], &[1.0, 0.0]);
        alike(&[f64::MAX, f64::MIN], &[1.0, 0.0]);
        assert_eq!(scores(&[1e-310; 3]), [0.0; 3]);
    }

    #[test]
    fn skew_and_kurtosis_of_a_sample() {
        // The examples of Excel's SKEW and KURT.
        let (skew, kurtosis) =
            skew_and_kurtosis(&[2.0, 3.0, 3.0, 4.0, 4.0, 4.0, 5.0, 5.0, 6.0, 7.0]).unwrap();
        assert!((skew - 0.359_543_071).abs() < 1e-9 && (kurtosis + 0.151_799_637).abs() < 1e-9);
        assert_eq!(skew_and_kurtosis(&[1.0, 2.0, 3.0]), None);
        assert_eq!(skew_and_kurtosis(&[7.0; 9]), None);
        // Neither depends on the unit, and skew changes sign with the values.
        let (far, wide) = skew_and_kurtosis(&[1e300, 2e300, 2e300, 9e300]).unwrap();
        let (near, flat) = skew_and_kurtosis(&[-9.0, -2.0, -2.0, -1.0]).unwrap();
        assert!((far + near).abs() < 1e-12 && (wide - flat).abs() < 1e-12);
    }

    #[test]
    fn small_terms_survive_a_large_one() {
        assert_eq!(sum([1.0, 1e100, 1.0, -1e100].into_iter()), 2.0);
    }

    #[test]
    fn the_normal_distribution_has_its_known_values() {
        assert_eq!(normal_cdf(0.0), 0.5);
        assert!((normal_cdf(1.959_963_984_540_054) - 0.975).abs() < 1e-10);
        assert!((normal_cdf(-1.0) - 0.158_655_253_931_457).abs() < 1e-10);
    }
}
