//! A top-weighted rank correlation: exchanges near the top weigh more than those near the bottom.

use rayon::prelude::*;

use super::correlation::{dense_ranks, snapped};

/// The weighted τ of Vigna (2015) with additive hyperbolic weights: greater values come first, and an
/// exchange of the values at places `i` and `j`, counted from 0, weighs `1/(i + 1) + 1/(j + 1)`.
///
/// With `⟨r, s⟩ = Σ_{i<j} sgn(r_i − r_j) sgn(s_i − s_j) (1/(ρ_i + 1) + 1/(ρ_j + 1))` for places `ρ`, it is
/// `⟨x, y⟩ / √(⟨x, x⟩ ⟨y, y⟩)`, in −1..=1: an equal pair counts as in Kendall's τ-b. It is computed with
/// places by falling `x`, ties by falling `y`, and with `x` and `y` exchanged; the result is the mean of the
/// two and so symmetric (as in scipy with `rank=True`; Vigna also allows the places of only one of the two).
/// Discordant pairs are weighed while merging, in `n log n` steps (after Knight 1966). `None` for fewer than
/// two pairs, and if one of the two is constant.
///
/// # Panics
/// If the two slices differ in length.
pub fn weighted_tau(x: &[f64], y: &[f64]) -> Option<f64> {
    assert_eq!(x.len(), y.len(), "pairs have two sides");
    let (x, y) = rayon::join(|| dense_ranks(x), || dense_ranks(y));
    let is_constant = |ranks: &[u32]| ranks.iter().all(|rank| *rank == 0);
    if is_constant(&x) || is_constant(&y) {
        return None;
    }
    let (one, other) = rayon::join(|| by_places_of(&x, &y), || by_places_of(&y, &x));
    Some(snapped((one + other) / 2.0))
}

/// The weighted τ with places by falling `x`, ties by falling `y`; both are consecutive ranks from 0.
fn by_places_of(x: &[u32], y: &[u32]) -> f64 {
    let mut pairs: Vec<(u32, u32)> = x.iter().copied().zip(y.iter().copied()).collect();
    pairs.par_sort_unstable_by(|a, b| b.cmp(a));
    let weight = |place: usize| 1.0 / (place + 1) as f64;
    // Among all pairs of m firms, each firm is in m − 1 pairs.
    let all_pairs = |firms: usize, weights: f64| (firms.max(1) - 1) as f64 * weights;
    let of_runs = |same: fn(&(u32, u32), &(u32, u32)) -> bool| {
        let mut before = 0;
        let runs = pairs.chunk_by(same).map(|run| {
            let weights: f64 = (before..before + run.len()).map(weight).sum();
            before += run.len();
            all_pairs(run.len(), weights)
        });
        super::sum(runs)
    };
    let ties_x = of_runs(|a, b| a.0 == b.0);
    let ties_both = of_runs(|a, b| a == b);
    let mut of_y = vec![(0, 0.0); pairs.len()];
    for (place, (_, y)) in pairs.iter().enumerate() {
        let (firms, weights) = &mut of_y[*y as usize];
        *firms += 1;
        *weights += weight(place);
    }
    let ties_y = super::sum(of_y.into_iter().map(|(firms, weights)| all_pairs(firms, weights)));
    let all = all_pairs(pairs.len(), super::sum((0..pairs.len()).map(weight)));
    let mut rows: Vec<(u32, f64)> =
        pairs.iter().enumerate().map(|(place, (_, y))| (*y, weight(place))).collect();
    let agreed = all - ties_x - ties_y + ties_both - 2.0 * exchanges(&mut rows);
    agreed / ((all - ties_x) * (all - ties_y)).sqrt()
}

/// Total weight of the pairs in rising order; sorts `rows` by falling value.
fn exchanges(rows: &mut [(u32, f64)]) -> f64 {
    let mut other = rows.to_vec();
    let mut swapped = 0.0;
    let mut width = 1;
    while width < rows.len() {
        for (from, to) in rows.chunks(2 * width).zip(other.chunks_mut(2 * width)) {
            let (left, right) = from.split_at(width.min(from.len()));
            let mut waiting: f64 = left.iter().map(|(_, weight)| weight).sum();
            let (mut i, mut j) = (0, 0);
            for slot in to {
                let takes_right = i == left.len() || (j < right.len() && right[j].0 > left[i].0);
                *slot = if takes_right { right[j] } else { left[i] };
                if takes_right {
                    if i < left.len() {
                        swapped += waiting + (left.len() - i) as f64 * right[j].1;
                    }
                    j += 1;
                } else {
                    waiting -= left[i].1;
                    i += 1;
                }
            }
        }
        rows.copy_from_slice(&other);
        width *= 2;
    }
    swapped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition, pair by pair.
    fn naive(x: &[f64], y: &[f64]) -> f64 {
        let one_way = |first: &[f64], second: &[f64]| {
            let mut order: Vec<usize> = (0..first.len()).collect();
            order.sort_by(|&a, &b| (second[b], first[b]).partial_cmp(&(second[a], first[a])).unwrap());
            order.sort_by(|&a, &b| first[b].partial_cmp(&first[a]).unwrap());
            let sign = |v: &[f64], i: usize, j: usize| f64::from(v[i] > v[j]) - f64::from(v[i] < v[j]);
            let product = |r: &[f64], s: &[f64]| {
                let mut sum = 0.0;
                for (a, &i) in order.iter().enumerate() {
                    for (b, &j) in order.iter().enumerate().skip(a + 1) {
                        let weight = 1.0 / (a + 1) as f64 + 1.0 / (b + 1) as f64;
                        sum += sign(r, i, j) * sign(s, i, j) * weight;
                    }
                }
                sum
            };
            product(first, second) / (product(first, first) * product(second, second)).sqrt()
        };
        (one_way(x, y) + one_way(y, x)) / 2.0
    }

    #[test]
    fn exchanges_at_the_top_weigh_more() {
        let order = [5.0, 4.0, 3.0, 2.0, 1.0];
        assert_eq!(weighted_tau(&order, &order), Some(1.0));
        assert_eq!(weighted_tau(&order, &[1.0, 2.0, 3.0, 4.0, 5.0]), Some(-1.0));
        let top = weighted_tau(&order, &[4.0, 5.0, 3.0, 2.0, 1.0]).unwrap();
        let bottom = weighted_tau(&order, &[5.0, 4.0, 3.0, 1.0, 2.0]).unwrap();
        // All pairs together weigh 4 (1 + 1/2 + 1/3 + 1/4 + 1/5) = 137/15, the pair exchanged at the top 3/2,
        // the pair exchanged at the bottom 9/20.
        assert!((top - (1.0 - 3.0 * 15.0 / 137.0)).abs() < 1e-12, "{top}");
        assert!((bottom - (1.0 - 0.9 * 15.0 / 137.0)).abs() < 1e-12, "{bottom}");
        assert_eq!(weighted_tau(&order, &[2.0; 5]), None);
        assert_eq!(weighted_tau(&[1.0], &[1.0]), None);
        assert_eq!(weighted_tau(&[], &[]), None);
    }

    proptest! {
        #[test]
        fn merging_agrees_with_the_definition(
            pairs in prop::collection::vec((-4i32..4, -20i32..20), 2..60), by in 0usize..60,
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) =
                pairs.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).unzip();
            let found = weighted_tau(&x, &y);
            if let Some(tau) = found {
                prop_assert!((tau - naive(&x, &y)).abs() < 1e-12, "{} is not {}", tau, naive(&x, &y));
            }
            prop_assert_eq!(found, weighted_tau(&y, &x));
            let turned = |values: &[f64]| {
                let mut values = values.to_vec();
                values.rotate_left(by % pairs.len());
                values
            };
            prop_assert_eq!(found, weighted_tau(&turned(&x), &turned(&y)));
            prop_assert_eq!(found.is_some().then_some(1.0), found.and_then(|_| weighted_tau(&x, &x)));
        }
    }
}
