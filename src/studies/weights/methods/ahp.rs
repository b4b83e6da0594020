//! The analytic hierarchy process: weights from pairwise comparisons.

use serde::{Deserialize, Serialize};

use crate::parameters::keywords;
use crate::words::{Message, say};

/// The table of random indices that divides the consistency index: the mean consistency index of random
/// reciprocal matrices, whose judgements are uniform over 1/9, 1/8, …, 1, …, 9. Published tables differ, and
/// consistency ratios with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RandomIndex {
    /// Saaty (2005, Theory and Applications of the Analytic Network Process, p. 31), up to 15 rows; Alonso
    /// and Lamata's line beyond.
    #[default]
    Saaty,
    /// Donegan and Dodd (1991), up to 100 rows, interpolated linearly between the published sizes. From 4
    /// rows on, the index is about 6 % below the mean of random matrices, so consistency ratios are about 6 %
    /// greater.
    DoneganDodd,
    /// Alonso and Lamata (2006): `(2.7699 n − 4.3513 − n) / (n − 1)`, for any size.
    AlonsoLamata,
}

keywords! { RandomIndex {
    Saaty "saaty" weights::choice_random_index_saaty;
    DoneganDodd "donegan-dodd" weights::choice_random_index_donegan_dodd;
    AlonsoLamata "alonso-lamata" weights::choice_random_index_alonso_lamata;
} }

/// Number of rows and random index (Saaty 2005).
const SAATY: [(usize, f64); 13] = [
    (3, 0.52),
    (4, 0.89),
    (5, 1.11),
    (6, 1.25),
    (7, 1.35),
    (8, 1.40),
    (9, 1.45),
    (10, 1.49),
    (11, 1.52),
    (12, 1.54),
    (13, 1.56),
    (14, 1.58),
    (15, 1.59),
];

/// Number of rows and random index (Donegan and Dodd 1991).
const DONEGAN_DODD: [(usize, f64); 27] = [
    (3, 0.4914),
    (4, 0.8286),
    (5, 1.0591),
    (6, 1.1797),
    (7, 1.2519),
    (8, 1.3171),
    (9, 1.3733),
    (10, 1.4055),
    (11, 1.4213),
    (12, 1.4497),
    (13, 1.4643),
    (14, 1.4822),
    (15, 1.4969),
    (16, 1.5078),
    (17, 1.5153),
    (18, 1.5262),
    (19, 1.5313),
    (20, 1.5371),
    (25, 1.5619),
    (30, 1.5772),
    (40, 1.5976),
    (50, 1.6102),
    (60, 1.6178),
    (70, 1.6237),
    (80, 1.6277),
    (90, 1.6213),
    (100, 1.6339),
];

impl RandomIndex {
    /// Authors of the index for matrices of `n` rows.
    pub fn of_whom(self, n: usize) -> Message {
        match self.table(n) {
            RandomIndex::DoneganDodd => say!(weights::random_index_donegan_dodd),
            RandomIndex::Saaty => say!(weights::random_index_saaty),
            RandomIndex::AlonsoLamata => say!(weights::random_index_alonso_lamata),
        }
    }

    /// The table used for `n` rows: beyond the rows of Saaty's table, that of Alonso and Lamata.
    fn table(self, n: usize) -> RandomIndex {
        let is_beyond = self == RandomIndex::Saaty && SAATY.last().is_some_and(|(rows, _)| n > *rows);
        if is_beyond { RandomIndex::AlonsoLamata } else { self }
    }

    /// The index for matrices of `n` rows; `None` beyond the table, and below 3 rows, where every matrix is
    /// consistent.
    pub fn of(self, n: usize) -> Option<f64> {
        let table: &[(usize, f64)] = match self.table(n) {
            RandomIndex::Saaty => &SAATY,
            RandomIndex::DoneganDodd => &DONEGAN_DODD,
            RandomIndex::AlonsoLamata => {
                let n = n as f64;
                return (n > 2.0).then(|| (2.7699 * n - 4.3513 - n) / (n - 1.0));
            }
        };
        let (above, index) = *table.iter().find(|(rows, _)| *rows >= n)?;
        let (below, before) = *table.iter().rev().find(|(rows, _)| *rows <= n)?;
        let part = if above > below { (n - below) as f64 / (above - below) as f64 } else { 0.0 };
        Some(before + part * (index - before))
    }
}

/// The greatest acceptable consistency ratio of a matrix of `n` rows: 0.05 for 3 rows, 0.08 for 4, 0.10 for 5
/// and more (Saaty 1994, Fundamentals of Decision Making and Priority Theory, p. 85). Small matrices have few
/// judgements that could contradict one another, and each error falls on fewer weights.
pub fn most_inconsistent(n: usize) -> f64 {
    match n {
        ..=3 => 0.05,
        4 => 0.08,
        _ => 0.10,
    }
}

/// Weights and consistency of one pairwise comparison matrix.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ahp {
    /// The principal eigenvector, scaled to add up to 1.
    pub weights: Vec<f64>,
    /// The principal eigenvalue `λ_max`; `n` for a consistent matrix.
    pub lambda_max: f64,
    /// `CI = (λ_max − n) / (n − 1)`; 0 for fewer than three rows.
    pub consistency_index: f64,
    /// `CR = CI / RI`; above `consistency_limit` the comparisons are too inconsistent. `None` beyond the
    /// table.
    pub consistency_ratio: Option<f64>,
    /// The greatest acceptable ratio for a matrix of this size: [`most_inconsistent`].
    pub consistency_limit: f64,
    /// The table that `RI` is taken from.
    pub random_index: RandomIndex,
    /// The judgement to revisit; `None` for a consistent matrix.
    pub revisit: Option<Revisit>,
}

/// The judgement whose replacement by the ratio of weights lowers the inconsistency most.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Revisit {
    /// Row of the entry, from 0.
    pub row: usize,
    /// Column of the entry, greater than `row`.
    pub column: usize,
    /// The stated ratio: the importance of the row over that of the column.
    pub said: f64,
    /// The ratio of the derived weights, `w_row / w_column`.
    pub derived: f64,
    /// The consistency index after the replacement.
    pub consistency_index: f64,
    /// The consistency ratio after the replacement; `None` beyond the table.
    pub consistency_ratio: Option<f64>,
}

/// Rounding bound of the eigenvalue: a smaller consistency index, or gain in one, is 0.
const NOISE: f64 = 1e-12;

/// Weights as the principal right eigenvector of a reciprocal matrix, scaled to add up to 1, and the
/// consistency of the judgements (Saaty 1977).
///
/// `matrix[i][j]` is the importance of indicator `i` over that of `j`, and `matrix[j][i]` is its reciprocal.
/// The eigenvector is found by power iteration, which converges for a positive matrix. The geometric mean of
/// the rows would give other weights for inconsistent judgements. The judgement to revisit is the `a_ij`
/// whose replacement by `w_i / w_j` lowers `CR` the most. A matrix of one row has the weight 1; an empty
/// matrix has no weights.
///
/// # Panics
/// If the matrix is not square.
pub fn ahp(matrix: &[Vec<f64>], random_index: RandomIndex) -> Ahp {
    let n = matrix.len();
    assert!(matrix.iter().all(|row| row.len() == n));
    let (weights, lambda_max) = principal(matrix);
    let index = |lambda: f64| if n < 3 { 0.0 } else { ((lambda - n as f64) / (n - 1) as f64).max(0.0) };
    let ratio = |index: f64| if n < 3 { Some(0.0) } else { random_index.of(n).map(|ri| index / ri) };
    let consistency_index = index(lambda_max);
    let mut revisit: Option<Revisit> = None;
    if consistency_index > NOISE {
        for (row, column) in (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))) {
            let derived = weights[row] / weights[column];
            let mut other = matrix.to_vec();
            (other[row][column], other[column][row]) = (derived, 1.0 / derived);
            let lower = index(principal(&other).1);
            if lower < revisit.as_ref().map_or(consistency_index, |best| best.consistency_index) - NOISE {
                let said = matrix[row][column];
                let consistency_ratio = ratio(lower);
                revisit =
                    Some(Revisit { row, column, said, derived, consistency_index: lower, consistency_ratio });
            }
        }
    }
    let consistency_ratio = ratio(consistency_index);
    let consistency_limit = most_inconsistent(n);
    Ahp {
        weights,
        lambda_max,
        consistency_index,
        consistency_ratio,
        consistency_limit,
        random_index,
        revisit,
    }
}

impl Ahp {
    /// Whether the ratio exceeds its limit, or the index is above 0 and no random index is published.
    pub fn is_inconsistent(&self) -> bool {
        match self.consistency_ratio {
            Some(ratio) => ratio > self.consistency_limit,
            None => self.consistency_index > 0.0,
        }
    }
}

/// Judgements of several people merged: each entry is the geometric mean of theirs, `(Π_k a_ij^(k))^(1/K)`.
/// The matrix stays reciprocal; a single matrix is returned unchanged.
///
/// # Panics
/// If there is no matrix, or if they are not square and of one size.
pub fn merged(matrices: &[Vec<Vec<f64>>]) -> Vec<Vec<f64>> {
    let (first, others) = matrices.split_first().unwrap_or_else(|| unreachable!("there is a matrix"));
    let mut merged = first.clone();
    if others.is_empty() {
        return merged;
    }
    for (i, j) in (0..first.len()).flat_map(|i| (i + 1..first.len()).map(move |j| (i, j))) {
        let logarithms: f64 = matrices.iter().map(|matrix| matrix[i][j].ln()).sum();
        merged[i][j] = (logarithms / matrices.len() as f64).exp();
        merged[j][i] = 1.0 / merged[i][j];
    }
    merged
}

/// The principal eigenvector, scaled to 1, and its eigenvalue.
fn principal(matrix: &[Vec<f64>]) -> (Vec<f64>, f64) {
    /// More iterations than any matrix of judgements needs.
    const STEPS: usize = 10_000;
    let n = matrix.len();
    let mut vector = vec![1.0 / n as f64; n];
    let mut lambda = n as f64;
    for _ in 0..STEPS {
        let product: Vec<f64> =
            matrix.iter().map(|row| row.iter().zip(&vector).map(|(a, w)| a * w).sum()).collect();
        lambda = product.iter().sum();
        let next: Vec<f64> = product.iter().map(|part| part / lambda).collect();
        let change = next.iter().zip(&vector).fold(0.0, |most: f64, (a, b)| most.max((a - b).abs()));
        vector = next;
        // Smaller changes are below the rounding of weights that add up to 1: converged.
        if change < 1e-16 {
            break;
        }
    }
    (vector, lambda)
}
