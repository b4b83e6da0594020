//! Correlation of columns: Pearson, Spearman and Kendall, and the matrix of all pairs.
//!
//! Sums over firms are taken block by block in the given order, so the number of threads does not matter. For
//! results independent of the order of firms, callers sort the firms first.

use std::collections::HashMap;

use rayon::prelude::*;

use super::{Ascending, mean_ranks};

/// Number of firms per block of a sum.
const BLOCK: usize = 1 << 12;
/// Number of firms whose columns together fit into the processor's second cache.
const STRIP: usize = 1 << 10;
/// Rounding error of a correlation of −1 or 1, as of two columns that are equal except for their unit.
const LOST: f64 = 1e-12;

/// `Σ f(i)` for `i` in `0..len`, in blocks on several threads, the blocks added in order.
pub fn sum_over(len: usize, f: impl Fn(usize) -> f64 + Sync) -> f64 {
    let block = |block: usize| {
        let range = block * BLOCK..len.min((block + 1) * BLOCK);
        range.map(&f).sum::<f64>()
    };
    let sums: Vec<f64> = (0..len.div_ceil(BLOCK)).into_par_iter().map(block).collect();
    super::sum(sums.into_iter())
}

/// Pearson's `r = Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²)`, in −1..=1. `None` for fewer than two pairs,
/// and if one of the two is constant.
///
/// # Panics
/// If the two slices differ in length.
pub fn pearson(x: &[f64], y: &[f64]) -> Option<f64> {
    assert_eq!(x.len(), y.len(), "pairs have two sides");
    correlations(&[x, y]).remove(0).remove(1)
}

/// Spearman's ρ: [`pearson`] of the ranks; equal values share the mean of their ranks.
///
/// # Panics
/// If the two slices differ in length.
pub fn spearman(x: &[f64], y: &[f64]) -> Option<f64> {
    pearson(&mean_ranks(x), &mean_ranks(y))
}

/// Pearson's correlation of every pair of columns, as in [`pearson`]: 1 on the diagonal, `None` throughout
/// the row and the column of a constant.
///
/// # Panics
/// If the columns differ in length.
pub fn correlations(columns: &[&[f64]]) -> Vec<Vec<Option<f64>>> {
    let firms = columns.first().map_or(0, |column| column.len());
    assert!(columns.iter().all(|column| column.len() == firms), "columns have one length");
    let centred: Vec<Option<Centre>> = columns.par_iter().map(|column| Centre::of(column)).collect();
    let varying: Vec<(&[f64], &Centre)> = columns
        .iter()
        .zip(&centred)
        .filter_map(|(column, centre)| Some((*column, centre.as_ref()?)))
        .collect();
    let strips: Vec<Vec<f64>> = (0..firms.div_ceil(STRIP))
        .into_par_iter()
        .map(|strip| products(&varying, strip * STRIP..firms.min((strip + 1) * STRIP)))
        .collect();
    let pairs = varying.len() * varying.len().saturating_sub(1) / 2;
    let mut sums = vec![0.0; pairs];
    for strip in &strips {
        sums.iter_mut().zip(strip).for_each(|(sum, product)| *sum += product);
    }
    let places: Vec<usize> = (0..columns.len()).filter(|&at| centred[at].is_some()).collect();
    let mut matrix = vec![vec![None; columns.len()]; columns.len()];
    let mut sums = sums.into_iter();
    for (at, &i) in places.iter().enumerate() {
        matrix[i][i] = Some(1.0);
        for &j in &places[at + 1..] {
            let r = sums.next().map(snapped);
            (matrix[i][j], matrix[j][i]) = (r, r);
        }
    }
    matrix
}

/// A correlation, exactly −1 or 1 if it differs from that only by rounding.
pub(crate) fn snapped(r: f64) -> f64 {
    if r.abs() > 1.0 - LOST { r.signum() } else { r }
}

/// Transformation of a column to mean 0 and length 1.
struct Centre {
    mean: f64,
    length: f64,
}

impl Centre {
    /// `None` for a constant column.
    fn of(column: &[f64]) -> Option<Centre> {
        let first = *column.first()?;
        if column.iter().all(|value| *value == first) {
            return None;
        }
        let mean = sum_over(column.len(), |at| column[at]) / column.len() as f64;
        // In units of the greatest distance, so that no square exceeds the range of doubles.
        let unit = column.iter().fold(0.0, |unit: f64, value| unit.max((value - mean).abs()));
        let squares = sum_over(column.len(), |at| ((column[at] - mean) / unit).powi(2));
        Some(Centre { mean, length: unit * squares.sqrt() })
    }
}

/// The sums of products of every pair of columns over the firms in `range`, pair after pair.
fn products(columns: &[(&[f64], &Centre)], range: std::ops::Range<usize>) -> Vec<f64> {
    let centred: Vec<Vec<f64>> = columns
        .iter()
        .map(|(column, centre)| {
            column[range.clone()].iter().map(|value| (value - centre.mean) / centre.length).collect()
        })
        .collect();
    let pairs = (0..columns.len()).flat_map(|i| (i + 1..columns.len()).map(move |j| (i, j)));
    pairs.map(|(i, j)| dot(&centred[i], &centred[j])).collect()
}

/// `Σ x y` in four parallel sums, for the processor's vector units.
pub(crate) fn dot(x: &[f64], y: &[f64]) -> f64 {
    let (x, y) = (x.chunks_exact(4), y.chunks_exact(4));
    let rest: f64 = x.remainder().iter().zip(y.remainder()).map(|(x, y)| x * y).sum();
    let mut sums = [0.0; 4];
    for (x, y) in x.zip(y) {
        (0..4).for_each(|at| sums[at] += x[at] * y[at]);
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

/// Kendall's `τ-b = (C − D) / √((n₀ − n₁)(n₀ − n₂))`: `C` and `D` the concordant and discordant pairs of
/// firms, `n₀ = n(n − 1)/2`, `n₁` and `n₂` the pairs equal in `x` and in `y` (Kendall 1945), counted by
/// merging in `n log n` steps (Knight 1966). `None` for fewer than two pairs, and if one of the two is
/// constant.
///
/// # Panics
/// If the two slices differ in length.
pub fn kendall(x: &[f64], y: &[f64]) -> Option<f64> {
    assert_eq!(x.len(), y.len(), "pairs have two sides");
    // Whole numbers in the order of the values, so equal ones are equal whatever their sign of zero.
    let (x, y) = (dense_ranks(x), dense_ranks(y));
    let mut pairs: Vec<(u32, u32)> = x.iter().copied().zip(y.iter().copied()).collect();
    pairs.par_sort_unstable();
    let of_runs = |lengths: &mut dyn Iterator<Item = u64>| lengths.map(|n| n * (n - 1) / 2).sum::<u64>();
    let ties_x = of_runs(&mut pairs.chunk_by(|a, b| a.0 == b.0).map(|run| run.len() as u64));
    let ties_both = of_runs(&mut pairs.chunk_by(|a, b| a == b).map(|run| run.len() as u64));
    let mut counts: HashMap<u32, u64> = HashMap::new();
    y.iter().for_each(|rank| *counts.entry(*rank).or_default() += 1);
    let ties_y = of_runs(&mut counts.into_values());
    let n = pairs.len() as u64;
    let all = n * n.saturating_sub(1) / 2;
    if all == ties_x || all == ties_y {
        return None;
    }
    let mut order: Vec<u32> = pairs.into_iter().map(|(_, y)| y).collect();
    let swapped = inversions(&mut order);
    // `ties_x` and `ties_y` both count the pairs equal in both columns. These are added first, so that no
    // difference of whole numbers is below 0.
    let agreed = (all + ties_both - ties_x - ties_y) as f64 - 2.0 * swapped as f64;
    Some(snapped(agreed / ((all - ties_x) as f64 * (all - ties_y) as f64).sqrt()))
}

/// Consecutive ranks from 0; equal points share one.
pub(super) fn dense_ranks(values: &[f64]) -> Vec<u32> {
    let mut ranks = vec![0; values.len()];
    for (rank, run) in Ascending::of(values, 0..values.len() as u32).runs().enumerate() {
        run.for_each(|at| ranks[at] = rank as u32);
    }
    ranks
}

/// Number of pairs in falling order; sorts `values`.
fn inversions(values: &mut [u32]) -> u64 {
    let mut other = values.to_vec();
    let mut swapped = 0;
    let mut width = 1;
    while width < values.len() {
        for (from, to) in values.chunks(2 * width).zip(other.chunks_mut(2 * width)) {
            let (left, right) = from.split_at(width.min(from.len()));
            let (mut i, mut j) = (0, 0);
            for slot in to {
                let takes_right = i == left.len() || (j < right.len() && right[j] < left[i]);
                *slot = if takes_right { right[j] } else { left[i] };
                if takes_right {
                    swapped += (left.len() - i) as u64;
                    j += 1;
                } else {
                    i += 1;
                }
            }
        }
        values.copy_from_slice(&other);
        width *= 2;
    }
    swapped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn close(found: Option<f64>, expected: f64) {
        let found = found.expect("both vary");
        assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    }

    #[test]
    fn correlations_of_a_small_table() {
        // Computed by hand: covariances 5, variances 10 and 10 of the ranks 1..5 against 2, 1, 4, 3, 5.
        let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 1.0, 4.0, 3.0, 5.0]);
        close(pearson(&x, &y), 0.8);
        close(spearman(&x, &y), 0.8);
        close(kendall(&x, &y), 0.6);
        // With ties: 6 pairs, one equal in y; C = 3, D = 2, so 1 / √(6 · 5).
        close(kendall(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 3.0, 2.0]), 1.0 / 30.0_f64.sqrt());
        // The ties of the two columns together outnumber the pairs.
        let mostly_equal = [1.0, 1.0, 1.0, 1.0, 2.0];
        close(kendall(&mostly_equal, &mostly_equal), 1.0);
        close(pearson(&x, &x.map(|x| 7.0 - 1e-3 * x)), -1.0);
        assert_eq!(mean_ranks(&[3.0, 1.0, 3.0, -0.0, 0.0]), [4.5, 3.0, 4.5, 1.5, 1.5]);
    }

    #[test]
    fn a_constant_goes_with_nothing() {
        let (x, y) = ([1.0, 2.0, 4.0], [0.1, 0.1, 0.1]);
        for of in [pearson, spearman, kendall] {
            assert_eq!(of(&x, &y), None);
            assert_eq!(of(&[1.0], &[2.0]), None);
            assert_eq!(of(&[], &[]), None);
        }
        assert_eq!(correlations(&[&x, &y])[0], [Some(1.0), None]);
    }

    proptest! {
        #[test]
        fn fast_ways_agree_with_the_definitions(
            pairs in prop::collection::vec((-4i32..4, -50i32..50), 2..200),
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) =
                pairs.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).unzip();
            let n = x.len() as f64;
            let mean = |v: &[f64]| v.iter().sum::<f64>() / n;
            let product = |a: &[f64], b: &[f64]| {
                let (ma, mb) = (mean(a), mean(b));
                a.iter().zip(b).map(|(a, b)| (a - ma) * (b - mb)).sum::<f64>()
            };
            if let Some(r) = pearson(&x, &y) {
                let naive = product(&x, &y) / (product(&x, &x) * product(&y, &y)).sqrt();
                prop_assert!((r - naive).abs() < 1e-11);
            }
            let (mut agreed, mut x_parts, mut y_parts) = (0.0, 0.0, 0.0);
            for i in 0..x.len() {
                for j in 0..i {
                    let (a, b) = (x[i] - x[j], y[i] - y[j]);
                    agreed += (a * b).partial_cmp(&0.0).map_or(0.0, |order| f64::from(order as i8));
                    x_parts += f64::from(a != 0.0);
                    y_parts += f64::from(b != 0.0);
                }
            }
            match kendall(&x, &y) {
                Some(tau) => prop_assert!((tau - agreed / f64::sqrt(x_parts * y_parts)).abs() < 1e-12),
                None => prop_assert!(x_parts == 0.0 || y_parts == 0.0),
            }
        }
    }
}
