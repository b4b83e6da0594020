//! Eigenvalues and eigenvectors of a symmetric matrix.

/// Eigenvalues with their eigenvectors, greatest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Eigen {
    /// Eigenvalues in descending order.
    pub values: Vec<f64>,
    /// Eigenvectors of length 1, in the order of `values`; the sum of each is at least 0.
    pub vectors: Vec<Vec<f64>>,
}

/// Number of sweeps, far above any need: convergence is quadratic.
const SWEEPS: usize = 64;

/// Eigenvalues and eigenvectors of a symmetric matrix, by plane rotations that set one off-diagonal pair of
/// entries after another to 0 (Jacobi 1846), row by row until all are 0. Only the part above the diagonal is
/// read. The error is about `n` units in the last place of the greatest eigenvalue. Suitable for some hundred
/// rows.
///
/// # Panics
/// If the matrix is not square.
pub fn symmetric_eigen(matrix: &[Vec<f64>]) -> Eigen {
    let n = matrix.len();
    assert!(matrix.iter().all(|row| row.len() == n), "the matrix is square");
    let mut a: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| matrix[i.min(j)][i.max(j)]).collect()).collect();
    let mut vectors: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(i == j)).collect()).collect();
    // An entry negligible beside the greatest one counts as 0.
    let nothing =
        a.iter().flatten().fold(0.0, |most: f64, entry| most.max(entry.abs())) * f64::EPSILON / 16.0;
    for _ in 0..SWEEPS {
        let mut turned = false;
        for p in 0..n {
            for q in p + 1..n {
                if a[p][q].abs() > nothing {
                    rotate(&mut a, &mut vectors, p, q);
                    turned = true;
                }
            }
        }
        if !turned {
            break;
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&i, &j| a[j][j].total_cmp(&a[i][i]));
    let upright = |mut vector: Vec<f64>| {
        if vector.iter().sum::<f64>() < 0.0 {
            vector.iter_mut().for_each(|part| *part = -*part);
        }
        vector
    };
    Eigen {
        values: order.iter().map(|&i| a[i][i]).collect(),
        vectors: order.iter().map(|&i| upright(vectors[i].clone())).collect(),
    }
}

/// Rotates the plane of axes `p` and `q` to zero their entry, which is not 0.
fn rotate(a: &mut [Vec<f64>], vectors: &mut [Vec<f64>], p: usize, q: usize) {
    let off = a[p][q];
    let theta = (a[q][q] - a[p][p]) / (2.0 * off);
    // Tangent of the smaller of the two angles.
    let t = theta.signum() / (theta.abs() + theta.hypot(1.0));
    let cos = 1.0 / t.hypot(1.0);
    let sin = t * cos;
    a[p][p] -= t * off;
    a[q][q] += t * off;
    (a[p][q], a[q][p]) = (0.0, 0.0);
    for k in (0..a.len()).filter(|&k| k != p && k != q) {
        let (kp, kq) = (a[k][p], a[k][q]);
        (a[k][p], a[k][q]) = (cos * kp - sin * kq, sin * kp + cos * kq);
        (a[p][k], a[q][k]) = (a[k][p], a[k][q]);
    }
    let (before, after) = vectors.split_at_mut(q);
    for (vp, vq) in before[p].iter_mut().zip(&mut after[0]) {
        (*vp, *vq) = (cos * *vp - sin * *vq, sin * *vp + cos * *vq);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_matrices() {
        let eigen = symmetric_eigen(&[vec![2.0, 1.0], vec![1.0, 2.0]]);
        assert!((eigen.values[0] - 3.0).abs() < 1e-15 && (eigen.values[1] - 1.0).abs() < 1e-15);
        assert!((eigen.vectors[0][0] - 0.5_f64.sqrt()).abs() < 1e-15);
        assert_eq!(symmetric_eigen(&[]), Eigen { values: Vec::new(), vectors: Vec::new() });
        assert_eq!(symmetric_eigen(&[vec![0.0, 0.0], vec![0.0, 0.0]]).values, [0.0, 0.0]);
    }

    proptest! {
        #[test]
        fn the_matrix_is_what_its_eigenvectors_make_of_it(
            entries in prop::collection::vec(-9i32..9, 36), n in 1usize..=6,
        ) {
            let entry = |i: usize, j: usize| f64::from(entries[i.min(j) * 6 + i.max(j)]);
            let matrix: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| entry(i, j)).collect()).collect();
            let Eigen { values, vectors } = symmetric_eigen(&matrix);
            prop_assert!(values.is_sorted_by(|a, b| a >= b));
            for i in 0..n {
                for j in 0..n {
                    let made: f64 = (0..n).map(|k| values[k] * vectors[k][i] * vectors[k][j]).sum();
                    prop_assert!((made - matrix[i][j]).abs() < 1e-12, "{made} is not {}", matrix[i][j]);
                    let dot: f64 = (0..n).map(|k| vectors[i][k] * vectors[j][k]).sum();
                    prop_assert!((dot - f64::from(i == j)).abs() < 1e-13);
                }
            }
        }
    }
}
