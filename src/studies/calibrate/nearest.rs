//! The nearest weights that keep bounds and a sum.

/// The point nearest to `wanted` within `bounds` that adds up to `whole`: all moved by the same and held at
/// their bounds, the move found by halving.
pub(super) fn nearest(wanted: &[f64], bounds: &[(f64, f64)], whole: f64) -> Vec<f64> {
    let moved = |by: f64| wanted.iter().zip(bounds).map(move |(x, (low, high))| (x + by).clamp(*low, *high));
    let reach = |x: &f64, bound: f64| bound - x;
    let mut low = wanted.iter().zip(bounds).map(|(x, b)| reach(x, b.0)).fold(f64::INFINITY, f64::min);
    let mut high = wanted.iter().zip(bounds).map(|(x, b)| reach(x, b.1)).fold(f64::NEG_INFINITY, f64::max);
    // As often as doubles have digits.
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if moved(middle).sum::<f64>() < whole { low = middle } else { high = middle }
    }
    moved(f64::midpoint(low, high)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_nearest_point_keeps_bounds_and_sum(
            parts in prop::collection::vec((0.1f64..5.0, -3.0f64..8.0), 2..8), reach in 0.01f64..1.0,
        ) {
            let today: Vec<f64> = parts.iter().map(|part| part.0).collect();
            let wanted: Vec<f64> = parts.iter().map(|part| part.1).collect();
            let bounds: Vec<(f64, f64)> = today.iter().map(|w| (w * (1.0 - reach), w * (1.0 + reach))).collect();
            let whole: f64 = today.iter().sum();
            let found = nearest(&wanted, &bounds, whole);
            prop_assert!((found.iter().sum::<f64>() - whole).abs() < 1e-12 * whole);
            let distance = |x: &[f64]| x.iter().zip(&wanted).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
            // No exchange between two members that keeps within the bounds comes nearer.
            for i in 0..found.len() {
                prop_assert!(bounds[i].0 <= found[i] && found[i] <= bounds[i].1);
                for j in 0..found.len() {
                    let step = 1e-3 * (bounds[i].1 - found[i]).min(found[j] - bounds[j].0);
                    let mut other = found.clone();
                    other[i] += step;
                    other[j] -= step;
                    prop_assert!(i == j || distance(&other) >= distance(&found) - 1e-12);
                }
            }
        }
    }
}
