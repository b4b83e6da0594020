//! Profile of one indicator's values: missing values, distribution, outliers.

use serde::Serialize;

use crate::firms::Cells;
use crate::stats;

/// Absolute skew above which, together with [`KURTOSIS`], a column is skewed by outliers: the rule of thumb
/// by which the JRC screens composite indicators.
pub const SKEW: f64 = 2.0;
/// Excess kurtosis above which, together with [`SKEW`], a column is skewed by outliers.
pub const KURTOSIS: f64 = 3.5;
/// Distances from the quartiles, in interquartile ranges, beyond which a value is outside and far out (Tukey
/// 1977).
pub const FENCES: [f64; 2] = [1.5, 3.0];

/// An indicator's values over the firms it counts for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Profile {
    /// Firms with weight on the indicator in their segment.
    pub firms: usize,
    /// Share of those firms whose raw value is missing.
    pub missing: Option<f64>,
    /// Share of the known raw values that are 0; of a flag, of `no`.
    pub zero: Option<f64>,
    /// Share of the known shares of full marks that are 0.
    pub floor: Option<f64>,
    /// Share of the known shares that are 1: full marks.
    pub ceiling: Option<f64>,
    /// Number of different shares of full marks.
    pub distinct: usize,
    /// Distribution of the known raw values; `None` without any.
    pub raw: Option<Distribution>,
    /// Distribution of the shares of full marks; missing raw values count as the scorecard says.
    pub shares: Option<Distribution>,
}

/// Location, spread and shape of values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Distribution {
    /// Number of values, 1 or more.
    pub count: usize,
    /// Least of the values.
    pub least: f64,
    /// The first quartile, by linear interpolation (type 7 of Hyndman and Fan 1996).
    pub first_quartile: f64,
    /// Median, by the same interpolation as the quartiles.
    pub median: f64,
    /// Third quartile, by linear interpolation (type 7).
    pub third_quartile: f64,
    /// Greatest of the values.
    pub greatest: f64,
    /// Arithmetic mean of the values.
    pub mean: f64,
    /// The standard deviation with divisor `n`, the cohort being the population.
    pub deviation: f64,
    /// Sample-adjusted skew `G1` (Joanes and Gill 1998, type 2); `None` with fewer than four values or equal
    /// ones.
    pub skew: Option<f64>,
    /// Sample-adjusted excess kurtosis `G2`; `None` as for the skew.
    pub kurtosis: Option<f64>,
    /// Share of values more than 1.5 interquartile ranges beyond the quartiles (Tukey 1977). `None` if the
    /// quartiles are equal: every other value would then lie outside.
    pub outside: Option<f64>,
    /// Share of values more than 3 interquartile ranges beyond the quartiles.
    pub far_out: Option<f64>,
    /// Whether `|G1| > 2` and `G2 > 3.5`, the JRC's rule for outliers that need a treatment.
    pub is_skewed: bool,
}

/// Profile of an indicator from its raw values and shares of full marks, over the firms marked in `counts`.
///
/// # Panics
/// If the three slices differ in length.
pub fn profile(raw: &Cells<f64>, shares: &Cells<f64>, counts: &[bool]) -> Profile {
    assert!(raw.len() == counts.len() && shares.len() == counts.len());
    let known = |cells: &Cells<f64>| -> Vec<f64> {
        let counted = cells.iter().zip(counts).filter(|(_, counts)| **counts);
        counted.filter_map(|(value, _)| value).collect()
    };
    let (raw, mut shares) = (known(raw), known(shares));
    shares.sort_unstable_by(f64::total_cmp);
    let firms = counts.iter().filter(|counts| **counts).count();
    let part = |count: usize, of: usize| (of > 0).then(|| count as f64 / of as f64);
    let among = |values: &[f64], is: &dyn Fn(f64) -> bool| {
        part(values.iter().filter(|value| is(**value)).count(), values.len())
    };
    Profile {
        firms,
        missing: part(firms - raw.len(), firms),
        zero: among(&raw, &|value| value == 0.0),
        floor: among(&shares, &|share| share <= 0.0),
        ceiling: among(&shares, &|share| share >= 1.0),
        distinct: shares.chunk_by(|a, b| a == b).count(),
        raw: distribution(raw),
        shares: distribution(shares),
    }
}

/// Distribution of `values`; `None` without any.
pub fn distribution(mut values: Vec<f64>) -> Option<Distribution> {
    // Reorders `values`: ascending.
    let (mean, deviation) = stats::mean_and_deviation(&mut values)?;
    let (skew, kurtosis) = stats::skew_and_kurtosis(&values).unzip();
    let (least, greatest) = (values[0], values[values.len() - 1]);
    let [first, median, third] =
        [0.25, 0.5, 0.75].map(|q| stats::quantile_of_sorted(&values, q).unwrap_or(least));
    let beyond = |times: f64| {
        let range = third - first;
        let (low, high) = (first - times * range, third + times * range);
        let outside = values.iter().filter(|value| **value < low || **value > high).count();
        (range > 0.0 && range.is_finite()).then(|| outside as f64 / values.len() as f64)
    };
    Some(Distribution {
        count: values.len(),
        least,
        first_quartile: first,
        median,
        third_quartile: third,
        greatest,
        mean,
        deviation,
        skew,
        kurtosis,
        outside: beyond(FENCES[0]),
        far_out: beyond(FENCES[1]),
        is_skewed: skew.is_some_and(|skew| skew.abs() > SKEW)
            && kurtosis.is_some_and(|kurtosis| kurtosis > KURTOSIS),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_a_column() {
        let raw: Cells<f64> = [Some(0.0), Some(3.0), None, Some(9.0), Some(5.0)].into_iter().collect();
        let shares = Cells::known(vec![0.0, 0.3, 0.0, 1.0, 0.9]);
        let told = profile(&raw, &shares, &[true, true, true, true, false]);
        assert_eq!((told.firms, told.missing, told.zero), (4, Some(0.25), Some(1.0 / 3.0)));
        assert_eq!((told.floor, told.ceiling, told.distinct), (Some(0.5), Some(0.25), 3));
        let raw = told.raw.expect("some are known");
        assert_eq!((raw.count, raw.least, raw.median, raw.greatest, raw.mean), (3, 0.0, 3.0, 9.0, 4.0));
        assert_eq!((raw.first_quartile, raw.third_quartile, raw.skew), (1.5, 6.0, None));
        // These quantiles agree with those elsewhere to the last digit.
        let tenths = distribution(vec![0.9, 0.9, 0.95, 1.0]).expect("there are some");
        assert_eq!(Some(tenths.third_quartile), stats::quantile(&mut [0.9, 0.9, 0.95, 1.0], 0.75));
    }

    #[test]
    fn only_full_marks_are_at_the_ceiling_and_only_none_at_the_floor() {
        let shares = Cells::known(vec![1.0, 1.0 - 1e-13, 1e-13, 0.0]);
        let told = profile(&Cells::missing(4), &shares, &[true; 4]);
        assert_eq!((told.floor, told.ceiling), (Some(0.25), Some(0.25)));
    }

    #[test]
    fn one_value_far_away_is_an_outlier_by_both_rules() {
        let mut values: Vec<f64> = (0..40).map(|at| f64::from(at % 10)).collect();
        let plain = distribution(values.clone()).expect("there are some");
        assert!(!plain.is_skewed && plain.far_out == Some(0.0), "{plain:?}");
        // Quartiles 2 and 7: fences at 14.5 and 22.
        values.extend([15.0, 500.0]);
        let told = distribution(values).expect("there are some");
        assert!(told.is_skewed, "{told:?}");
        assert_eq!((told.outside, told.far_out), (Some(2.0 / 42.0), Some(1.0 / 42.0)));
    }

    #[test]
    fn nothing_is_told_of_nothing() {
        let none = profile(&Cells::missing(3), &Cells::missing(3), &[true; 3]);
        assert_eq!((none.firms, none.missing, none.zero, none.floor), (3, Some(1.0), None, None));
        assert_eq!((none.distinct, none.raw, none.shares), (0, None, None));
        assert_eq!(profile(&Cells::missing(0), &Cells::missing(0), &[]).missing, None);
        let constant = distribution(vec![0.4; 9]).expect("there are some");
        assert_eq!((constant.deviation, constant.skew, constant.outside), (0.0, None, None));
    }
}
