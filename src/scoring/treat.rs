//! From raw to treated values: the missing policy, then the treatment.

use super::population::{Cohort, Strata};
use crate::decimal::{self, Fraction, Ratio, nearest, ratio};
use crate::firms::{Cells, Exact};
use crate::scorecard::{Missing, Treatment};
use crate::stats::{self, Tail};

/// Fills in missing raw values by the indicator's policy; `zero`, `skip` and `reject` fill in none. `exact`
/// has the exact raw values, if any of them is not a decimal.
pub(super) fn impute(raw: &mut Cells<f64>, exact: Option<&Exact>, policy: Missing, cohort: &Cohort<'_>) {
    match policy {
        Missing::Zero | Missing::Skip | Missing::Reject => {}
        Missing::Value(value) => fill(raw, cohort, |_| Some(value)),
        Missing::Mean(within) => {
            let strata = cohort.strata(within);
            let means: Vec<Option<f64>> = means(raw, exact, strata);
            fill(raw, cohort, |firm| means[strata.of(firm)]);
        }
        Missing::Median(within) => {
            let strata = cohort.strata(within);
            let medians = quantiles(raw, exact, strata, 0.5);
            fill(raw, cohort, |firm| medians[strata.of(firm)]);
        }
    }
}

/// The mean of the present values of each stratum.
fn means(cells: &Cells<f64>, exact: Option<&Exact>, strata: &Strata) -> Vec<Option<f64>> {
    let mut sums = vec![decimal::Sum::default(); strata.count];
    for (firm, x) in cells.iter().enumerate() {
        let (Some(x), sum) = (x, &mut sums[strata.of(firm)]) else { continue };
        match exact {
            Some(exact) if Fraction::of(x) != exact.fractions[firm] => {
                sum.add_ratio(&number(exact, firm, x));
            }
            _ => sum.add(x),
        }
    }
    sums.iter().map(|sum| sum.mean().map(|mean| nearest(&mean))).collect()
}

/// The exact value of a firm with the double `x`; the decimal of `x` if it was imputed.
fn number(exact: &Exact, firm: usize, x: f64) -> Ratio {
    let known = exact.get(firm);
    if nearest(&known) == x { known } else { ratio(x) }
}

/// A quantile of the present values of each stratum.
fn quantiles(cells: &Cells<f64>, exact: Option<&Exact>, strata: &Strata, q: f64) -> Vec<Option<f64>> {
    let Some(exact) = exact else {
        return per_stratum(cells, strata, |values| stats::quantile(values, q));
    };
    let of_firms = |firms: &Vec<u32>| {
        let value = |firm: &&u32| cells.values[**firm as usize];
        let mut values: Vec<f64> = firms.iter().map(|firm| value(&firm)).collect();
        stats::quantile_of(&mut values, q, |x| {
            let firm = firms.iter().find(|firm| value(firm) == x);
            firm.map_or_else(|| ratio(x), |firm| number(exact, *firm as usize, x))
        })
    };
    strata.members(&cells.present).iter().map(of_firms).collect()
}

/// A statistic of the present values of each stratum.
fn per_stratum<T>(cells: &Cells<f64>, strata: &Strata, statistic: impl Fn(&mut [f64]) -> T) -> Vec<T> {
    strata.split(&cells.values, &cells.present).iter_mut().map(|values| statistic(values)).collect()
}

fn fill(raw: &mut Cells<f64>, cohort: &Cohort<'_>, value: impl Fn(usize) -> Option<f64>) {
    for firm in (0..raw.len()).filter(|&firm| cohort.scored[firm]) {
        if !raw.present[firm]
            && let Some(value) = value(firm)
        {
            raw.values[firm] = value;
            raw.present[firm] = true;
        }
    }
}

/// Applies the steps of `treatment` in order. A step takes its statistics over the values present at that
/// step. `exact` has the exact values before the first step, if any of them is not a decimal.
pub(super) fn treat(
    cells: &mut Cells<f64>,
    mut exact: Option<&Exact>,
    treatment: &[Treatment],
    cohort: &Cohort<'_>,
) {
    for step in treatment {
        match *step {
            Treatment::Ln => each(cells, |x| (x > 0.0).then(|| x.ln())),
            Treatment::Ln1p => each(cells, |x| (x > -1.0).then(|| x.ln_1p())),
            Treatment::Winsorise { lower, upper, within } => {
                let strata = cohort.strata(within);
                let [lower, upper] = [lower, upper].map(|q| quantiles(cells, exact, strata, q));
                let bounds: Vec<Option<(f64, f64)>> =
                    lower.into_iter().zip(upper).map(|(lower, upper)| lower.zip(upper)).collect();
                draw_in(cells, strata, &bounds);
            }
            Treatment::DrawIn { skew, kurtosis, most, within } => {
                let strata = cohort.strata(within);
                let bounds =
                    per_stratum(cells, strata, |values| without_outliers(values, skew, kurtosis, most));
                draw_in(cells, strata, &bounds);
            }
        }
        exact = None;
    }
}

/// Clips every value to its stratum's bounds.
fn draw_in(cells: &mut Cells<f64>, strata: &Strata, bounds: &[Option<(f64, f64)>]) {
    for (firm, x) in cells.values.iter_mut().enumerate().filter(|(firm, _)| cells.present[*firm]) {
        if let Some((lower, upper)) = bounds[strata.of(firm)] {
            *x = x.max(lower).min(upper);
        }
    }
}

/// The least and the greatest value after outliers are drawn in: see [`Treatment::DrawIn`]. Sorts `values`.
fn without_outliers(values: &mut [f64], skew: f64, kurtosis: f64, most: usize) -> Option<(f64, f64)> {
    values.sort_unstable_by(f64::total_cmp);
    for _ in 0..most {
        let (least, greatest) = (*values.first()?, *values.last()?);
        match stats::outlying(values, skew, kurtosis) {
            None => break,
            Some(Tail::Upper) => {
                let next = values.partition_point(|x| *x < greatest).checked_sub(1)?;
                let level = values[next];
                values[next + 1..].fill(level);
            }
            Some(Tail::Lower) => {
                let next = values.partition_point(|x| *x <= least);
                let level = *values.get(next)?;
                values[..next].fill(level);
            }
        }
    }
    Some((*values.first()?, *values.last()?))
}

fn each(cells: &mut Cells<f64>, step: impl Fn(f64) -> Option<f64>) {
    for (x, present) in cells.values.iter_mut().zip(&mut cells.present).filter(|(_, present)| **present) {
        match step(*x) {
            Some(treated) => *x = treated,
            None => *present = false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn outliers_are_drawn_in_one_at_a_time() {
        let column = || vec![1.0, 2.0, 2.0, 3.0, 3.0, 3.0, 4.0, 4.0, 5.0, 90.0];
        assert_eq!(without_outliers(&mut column(), 2.0, 3.5, 6), Some((1.0, 5.0)));
        let mut turned: Vec<f64> = column().iter().map(|x| -x).collect();
        assert_eq!(without_outliers(&mut turned, 2.0, 3.5, 6), Some((-5.0, -1.0)));
        // Two adjacent outliers: the first step makes them equal, the second draws both in.
        let two = || [column(), vec![95.0], vec![3.0; 30]].concat();
        assert_eq!(without_outliers(&mut two(), 2.0, 3.5, 1), Some((1.0, 90.0)));
        assert_eq!(without_outliers(&mut two(), 2.0, 3.5, 2), Some((1.0, 5.0)));
        // Skewed but not peaked, or all equal: unchanged.
        assert_eq!(without_outliers(&mut column(), 2.0, 100.0, 6), Some((1.0, 90.0)));
        assert_eq!(without_outliers(&mut [4.0; 7], 2.0, 3.5, 6), Some((4.0, 4.0)));
        assert_eq!(without_outliers(&mut [], 2.0, 3.5, 6), None);
    }

    #[test]
    fn outliers_do_not_depend_on_the_unit() {
        for x in 1..3000 {
            let x = f64::from(x) / 10.0;
            assert_eq!(without_outliers(&mut [0.0, x, 0.0, 0.0], 2.0, 3.5, 1), Some((0.0, 0.0)), "{x}");
            assert_eq!(without_outliers(&mut [0.0, x, x, x], 2.0, 4.0, 1), Some((x, x)), "{x}");
        }
    }

    proptest! {
        #[test]
        fn what_is_drawn_in_stays_within_the_column(
            values in prop::collection::vec(prop_oneof![-5.0..5.0, -1e6..1e6], 1..60),
            most in 1_usize..8,
        ) {
            let (least, greatest) =
                values.iter().fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(*x), b.max(*x)));
            let bounds = without_outliers(&mut values.clone(), 2.0, 3.5, most);
            let mut reversed: Vec<f64> = values.iter().rev().copied().collect();
            prop_assert_eq!(bounds, without_outliers(&mut reversed, 2.0, 3.5, most));
            let (low, high) = bounds.unwrap();
            prop_assert!(least <= low && low <= high && high <= greatest);
            prop_assert!(values.contains(&low) && values.contains(&high));
        }
    }
}
