//! Regression of each column on the others, and Cronbach's alpha, from the correlation matrix.

use super::{correlations, sum_over};

/// Residual share of variance below which a column is a linear combination of the others.
const COLLINEAR: f64 = 1e-9;

/// Least-squares regression of one column on the others.
#[derive(Clone, Debug, PartialEq)]
pub struct OnOthers {
    /// `R²`: the share of the column's variance that the others explain; exactly 1 if it is within 10⁻⁹ of 1.
    pub explained: f64,
    /// Number of regressors, without those that are linear combinations of others.
    pub others: usize,
    /// Standardised coefficients, one per column: the effect of one standard deviation, in standard
    /// deviations. 0 for the regressed column, for constant columns and for linear combinations of the
    /// others.
    pub coefficients: Vec<f64>,
}

/// Each column regressed on all others, with a constant, by sweeping the correlation matrix (Beaton 1964;
/// Goodnight 1979). A column that is a linear combination of those before it, with a residual variance of at
/// most 10⁻⁹ of its own, is left out, so that collinear columns do no harm. `None` for a constant column.
///
/// # Panics
/// If the columns differ in length.
pub fn on_others(columns: &[&[f64]]) -> Vec<Option<OnOthers>> {
    let matrix = correlations(columns);
    let entry = |i: usize, j: usize| matrix[i][j].unwrap_or(0.0);
    let whole: Vec<Vec<f64>> =
        (0..columns.len()).map(|i| (0..columns.len()).map(|j| entry(i, j)).collect()).collect();
    (0..columns.len())
        .map(|i| {
            matrix[i][i]?;
            let mut swept = whole.clone();
            let mut used = vec![false; columns.len()];
            for j in (0..columns.len()).filter(|&j| j != i) {
                if swept[j][j] > COLLINEAR {
                    sweep(&mut swept, j);
                    used[j] = true;
                }
            }
            let left = swept[i][i];
            let explained = if left <= COLLINEAR { 1.0 } else { (1.0 - left).max(0.0) };
            let coefficient = |j: usize| if used[j] { swept[j][i] } else { 0.0 };
            let others = used.iter().filter(|used| **used).count();
            Some(OnOthers { explained, others, coefficients: (0..columns.len()).map(coefficient).collect() })
        })
        .collect()
}

/// The sweep of a symmetric matrix by its diagonal entry `k`, which is not 0.
fn sweep(matrix: &mut [Vec<f64>], k: usize) {
    let pivot = matrix[k][k];
    let row: Vec<f64> = matrix[k].iter().map(|entry| entry / pivot).collect();
    for (_, line) in matrix.iter_mut().enumerate().filter(|(i, _)| *i != k) {
        let factor = line[k];
        line.iter_mut().zip(&row).for_each(|(entry, row)| *entry -= factor * row);
        line[k] = -factor / pivot;
    }
    matrix[k] = row;
    matrix[k][k] = 1.0 / pivot;
}

/// Internal consistency of columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Alpha {
    /// Number of columns that vary.
    pub items: usize,
    /// Cronbach's α of the unscaled values.
    pub alpha: f64,
    /// α of standardised values: `k r̄ / (1 + (k − 1) r̄)` with the mean correlation `r̄`.
    pub standardised: Option<f64>,
    /// Per column: `alpha` of the others. `None` for a constant column, and where fewer than two others vary.
    pub without: Vec<Option<f64>>,
}

/// Cronbach's `α = k / (k − 1) · (1 − Σ Var(x_j) / Var(Σ x_j))` of `k` columns (Cronbach 1951); the divisor
/// of the variances does not matter. Constant columns do not count, since they would only raise `k`. `α` is
/// negative if most correlations are negative. `None` for fewer than two columns that vary, and for a
/// constant sum.
///
/// # Panics
/// If the columns differ in length.
pub fn cronbach(columns: &[&[f64]]) -> Option<Alpha> {
    let matrix = correlations(columns);
    let deviations: Vec<f64> = columns.iter().map(|column| deviation(column)).collect();
    let unit = super::power_of_two_below(deviations.iter().copied().fold(0.0, f64::max));
    let deviations: Vec<f64> = deviations.into_iter().map(|deviation| deviation / unit).collect();
    let varying: Vec<usize> = (0..columns.len()).filter(|&at| matrix[at][at].is_some()).collect();
    let entry = |i: usize, j: usize| matrix[i][j].unwrap_or(0.0);
    let of = |items: &[usize]| {
        let k = items.len() as f64;
        let own = super::sum(items.iter().map(|&i| deviations[i] * deviations[i]));
        let pairs = items.iter().flat_map(|&i| items.iter().map(move |&j| (i, j)));
        let whole = super::sum(pairs.map(|(i, j)| entry(i, j) * deviations[i] * deviations[j]));
        (items.len() > 1 && whole > own * 1e-12).then(|| k / (k - 1.0) * (1.0 - own / whole))
    };
    let alpha = of(&varying)?;
    let k = varying.len() as f64;
    let pairs = varying.iter().flat_map(|&i| varying.iter().map(move |&j| (i, j)));
    let mean = super::sum(pairs.filter(|(i, j)| i != j).map(|(i, j)| entry(i, j))) / (k * (k - 1.0));
    let rest = 1.0 + (k - 1.0) * mean;
    let without = |at: usize| {
        let others: Vec<usize> = varying.iter().copied().filter(|other| *other != at).collect();
        (others.len() < varying.len()).then(|| of(&others)).flatten()
    };
    Some(Alpha {
        items: varying.len(),
        alpha,
        standardised: (rest > 1e-12).then(|| k * mean / rest),
        without: (0..columns.len()).map(without).collect(),
    })
}

/// Standardised values `(x − mean) / sd`; 0 for a constant column.
pub fn standardised(column: &[f64]) -> Vec<f64> {
    match Spread::of(column) {
        Some(Spread { mean, unit, deviation }) => {
            column.iter().map(|value| (value - mean) / unit / deviation).collect()
        }
        None => vec![0.0; column.len()],
    }
}

/// The standard deviation with divisor `n`; 0 for no values.
fn deviation(column: &[f64]) -> f64 {
    Spread::of(column).map_or(0.0, |spread| spread.deviation * spread.unit)
}

/// Mean and standard deviation of a column that varies.
struct Spread {
    mean: f64,
    /// Power of two that is the unit of the deviation. It changes no digit, and no square exceeds the range
    /// of doubles.
    unit: f64,
    deviation: f64,
}

impl Spread {
    fn of(column: &[f64]) -> Option<Spread> {
        let first = column.first()?;
        if column.iter().all(|value| value == first) {
            return None;
        }
        let n = column.len();
        let mean = sum_over(n, |at| column[at]) / n as f64;
        let most = column.iter().fold(0.0, |most: f64, value| most.max((value - mean).abs()));
        let unit = super::power_of_two_below(most);
        let squares = sum_over(n, |at| ((column[at] - mean) / unit).powi(2));
        Some(Spread { mean, unit, deviation: (squares / n as f64).sqrt() })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_column_its_others_make_up_is_explained() {
        let (a, b) = ([1.0, 2.0, 3.0, 4.0, 7.0], [2.0, -1.0, 0.0, 5.0, 1.0]);
        let sum: Vec<f64> = a.iter().zip(&b).map(|(a, b)| 2.0 * a - b).collect();
        let found = on_others(&[&a, &sum, &b, &[3.0; 5]]);
        assert!(found[..3].iter().all(|found| found.as_ref().is_some_and(|found| found.explained == 1.0)));
        assert_eq!(found[3], None);
        // A duplicate column is passed over, without harm to the others.
        let twice = on_others(&[&a, &b, &b]);
        let once = on_others(&[&a, &b]);
        assert_eq!(twice[0].as_ref().map(|f| f.explained), once[0].as_ref().map(|f| f.explained));
    }

    #[test]
    fn alpha_of_a_small_table() {
        // Variances 2, 2 and their sum's 4 + 2 · 1.6 = 7.2 (r = 0.8): 2 (1 − 4 / 7.2).
        let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 1.0, 4.0, 3.0, 5.0]);
        let found = cronbach(&[&x, &y, &[9.0; 5]]).expect("two vary");
        assert!((found.alpha - 8.0 / 9.0).abs() < 1e-12, "{found:?}");
        assert_eq!((found.items, &found.without[..]), (2, &[None, None, None][..]));
        assert!((found.standardised.unwrap_or(0.0) - 1.6 / 1.8).abs() < 1e-12);
        assert_eq!(cronbach(&[&x]), None);
        assert_eq!(cronbach(&[&x, &x.map(|x| -x)]), None);
        assert_eq!(cronbach(&[]), None);
        let three = cronbach(&[&x, &y, &x]).expect("all vary");
        assert!((three.without[1].unwrap_or(0.0) - 1.0).abs() < 1e-12);
        assert!((three.without[0].unwrap_or(0.0) - 8.0 / 9.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn residuals_go_with_no_other_column(
            entries in prop::collection::vec(-9i32..9, 60), m in 2usize..=5,
        ) {
            let columns: Vec<Vec<f64>> = (0..m)
                .map(|j| entries[j * 12..(j + 1) * 12].iter().map(|x| f64::from(*x)).collect())
                .collect();
            let views: Vec<&[f64]> = columns.iter().map(|column| &**column).collect();
            for (i, found) in on_others(&views).into_iter().enumerate() {
                let Some(found) = found else { continue };
                prop_assert!((0.0..=1.0).contains(&found.explained));
                let deviation: Vec<f64> = views.iter().map(|column| super::deviation(column)).collect();
                let residual: Vec<f64> = (0..12)
                    .map(|at| {
                        let others = (0..m).filter(|&j| deviation[j] > 0.0);
                        columns[i][at] / deviation[i]
                            - others
                                .map(|j| found.coefficients[j] * columns[j][at] / deviation[j])
                                .sum::<f64>()
                    })
                    .collect();
                let mean = residual.iter().sum::<f64>() / 12.0;
                for (j, column) in columns.iter().enumerate().filter(|(j, _)| *j != i) {
                    let dot: f64 = residual.iter().zip(column).map(|(r, x)| (r - mean) * x).sum();
                    prop_assert!(dot.abs() < 1e-4, "{dot} of {i} with {j}");
                }
                let left = residual.iter().map(|r| (r - mean).powi(2)).sum::<f64>() / 12.0;
                prop_assert!((left - (1.0 - found.explained)).abs() < 1e-8);
            }
        }
    }
}
