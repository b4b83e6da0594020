//! Normal equations of the spline that is added to the regression line.

use super::places::{INTERVALS, Moments, Place, Places};

/// Number `m` of cubic B-splines over the intervals.
const SPLINES: usize = INTERVALS + 3;
/// Ridge on coefficients that lie on a straight line. They have no penalty; if `u` rises linearly with `x`,
/// they have no effect on the fit either, and without the ridge the equations would be singular.
const RIDGE: f64 = 1e-10;

/// Coefficients of the second difference.
const SECOND: [f64; 3] = [1.0, -2.0, 1.0];

type Matrix = Box<[[f64; SPLINES]; SPLINES]>;

/// `G = B̃ᵀB̃ / n` and `B̃ᵀe / n`, without penalty: `B̃` and `e` are the residuals of the B-splines and of
/// `y` on 1 and `x`, as in [`correlation_ratio`](super::correlation_ratio).
pub(super) struct Equations {
    gram: Matrix,
    right: [f64; SPLINES],
    /// Slope of the straight line.
    pub slope: f64,
    /// Means of the B-splines, and their slopes over `x`.
    lines: [[f64; SPLINES]; 2],
}

/// A fitted curve under one penalty.
pub(super) struct Curve {
    coefficients: [f64; SPLINES],
    /// Reduction of the mean square of the residuals.
    pub gain: f64,
    /// Cholesky factor `L` of the matrix: `L Lᵀ` is the matrix of the equations.
    factor: Matrix,
    penalty: f64,
}

fn zeros() -> Matrix {
    Box::new([[0.0; SPLINES]; SPLINES])
}

impl Equations {
    pub fn of<T>(places: &Places<T>, moments: &Moments) -> Equations {
        let mut gram = zeros();
        let [mut mean, mut slopes, mut right] = [[0.0; SPLINES]; 3];
        // A constant `x` has no slope.
        let over_x = if moments.xx > 0.0 { moments.xx.recip() } else { 0.0 };
        let slope = moments.xy * over_x;
        for (place, [share, x, y]) in places.places.iter().zip(&moments.at) {
            for (i, a) in (place.first..).zip(place.basis) {
                mean[i] += share * a;
                slopes[i] += x * a * over_x;
                right[i] += (y - slope * x) * a;
                for (j, b) in (place.first..).zip(place.basis) {
                    gram[i][j] += share * a * b;
                }
            }
        }
        for i in 0..SPLINES {
            for j in 0..SPLINES {
                gram[i][j] -= mean[i] * mean[j] + slopes[i] * slopes[j] * moments.xx;
            }
        }
        Equations { gram, right, slope, lines: [mean, slopes] }
    }

    /// Difference of the curve from the line at a place, for the given `x`.
    pub fn beside_line(&self, curve: &Curve, place: &Place, x: f64) -> f64 {
        let own: f64 = curve.coefficients[place.first..].iter().zip(place.basis).map(|(a, b)| a * b).sum();
        let [mean, slope] = self.lines.each_ref().map(|line| dot(&curve.coefficients, line));
        own - mean - slope * x
    }

    /// The curve under a penalty; `None` if rounding makes the equations singular.
    pub fn fit(&self, penalty: f64) -> Option<Curve> {
        let mut matrix = self.gram.clone();
        for at in 0..SPLINES - 2 {
            for (i, a) in SECOND.into_iter().enumerate() {
                for (j, b) in SECOND.into_iter().enumerate() {
                    matrix[at + i][at + j] += penalty * a * b;
                }
            }
        }
        for (column, times) in fixed() {
            for (row, own) in matrix.iter_mut().zip(column) {
                row.iter_mut().zip(column).for_each(|(cell, other)| *cell += times * own * other);
            }
        }
        let factor = cholesky(&matrix)?;
        let a = solve(&factor, self.right);
        let variance: f64 = a.iter().zip(self.gram.iter()).map(|(own, row)| own * dot(row, &a)).sum();
        Some(Curve { gain: 2.0 * dot(&a, &self.right) - variance, coefficients: a, factor, penalty })
    }
}

impl Curve {
    /// Degrees of freedom beyond the line: `tr M⁻¹ G = m − tr M⁻¹ (λP + F)`, with `M = G + λP + F = L Lᵀ` and
    /// `F` from [`fixed`]. The trace on the right is the sum of `|L⁻¹ c|²` over the columns `c` with
    /// `Σ c cᵀ = λP + F`.
    pub fn freedom(&self) -> f64 {
        let squares = |first: usize, column: [f64; SPLINES]| -> f64 {
            forward(&self.factor, first, column).iter().map(|x| x * x).sum()
        };
        let second = |at: usize| {
            let mut column = [0.0; SPLINES];
            column[at..at + 3].copy_from_slice(&SECOND);
            squares(at, column)
        };
        let penalised: f64 = (0..SPLINES - 2).map(second).sum();
        let fixed: f64 = fixed().into_iter().map(|(column, times)| times * squares(0, column)).sum();
        SPLINES as f64 - self.penalty * penalised - fixed
    }
}

/// Columns `c` with a factor each; `F = Σ factor · c cᵀ` is added to the equations. The first column selects,
/// among coefficients with the same fit, those with sum 0, since the line contains the constant. The second
/// is the ridge; the centred positions of the coefficients have the squared length `(m³ − m) / 12`.
fn fixed() -> [([f64; SPLINES], f64); 2] {
    let m = SPLINES as f64;
    let centred = std::array::from_fn(|i| i as f64 - (m - 1.0) / 2.0);
    [([1.0; SPLINES], 1.0 / m), (centred, RIDGE * 12.0 / (m * m * m - m))]
}

fn dot(x: &[f64; SPLINES], y: &[f64; SPLINES]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// Cholesky factor `L` of the matrix, `L Lᵀ`; `None` unless the matrix is positive definite.
fn cholesky(matrix: &Matrix) -> Option<Matrix> {
    let mut factor = zeros();
    for i in 0..SPLINES {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            let rest = matrix[i][j] - dot;
            if i == j {
                if rest <= 0.0 {
                    return None;
                }
                factor[i][i] = rest.sqrt();
            } else {
                factor[i][j] = rest / factor[j][j];
            }
        }
    }
    Some(factor)
}

/// The solution of `L Lᵀ a = right`.
fn solve(factor: &Matrix, right: [f64; SPLINES]) -> [f64; SPLINES] {
    let mut a = forward(factor, 0, right);
    for i in (0..SPLINES).rev() {
        let dot: f64 = (i + 1..SPLINES).map(|k| factor[k][i] * a[k]).sum();
        a[i] = (a[i] - dot) / factor[i][i];
    }
    a
}

/// The solution of `L a = right`, where `right` is 0 before `first`.
fn forward(factor: &Matrix, first: usize, right: [f64; SPLINES]) -> [f64; SPLINES] {
    let mut a = right;
    for i in first..SPLINES {
        let dot: f64 = (first..i).map(|k| factor[i][k] * a[k]).sum();
        a[i] = (a[i] - dot) / factor[i][i];
    }
    a
}
