//! Euclidean projection onto bounds and a given sum.

/// The point nearest to `x` with `least_i ≤ w_i ≤ most_i` and `Σ w_i = total`:
/// `w_i = min(max(x_i − λ, least_i), most_i)` with the `λ` that gives the sum. The sum falls with `λ` and is
/// linear between the breakpoints `x_i − least_i` and `x_i − most_i`, so the two breakpoints around it are
/// found by bisection and `λ` between them by proportion (the continuous quadratic knapsack: Helgason,
/// Kennington and Lall 1980, Mathematical Programming 18).
///
/// If no weights within the bounds have this total, the result is the bounds nearest to it. Distance is
/// Euclidean.
///
/// # Panics
/// If the three slices differ in length.
pub fn project(x: &[f64], least: &[f64], most: &[f64], total: f64) -> Vec<f64> {
    assert!(x.len() == least.len() && x.len() == most.len(), "each number has its bounds");
    let breaks = x.iter().zip(least).chain(x.iter().zip(most)).map(|(x, bound)| x - bound).collect();
    between(breaks, total, |lambda| bounded(x.iter().map(|x| x - lambda), least, most))
}

/// The numbers proportional to `x`, each `x_i ≥ 0`, within bounds: `w_i = min(max(λ x_i, least_i), most_i)`
/// with the `λ` that gives `Σ w_i = total`, found as in [`project`].
///
/// If no `λ ≥ 0` gives this total, the result has the nearest total that some `λ ≥ 0` gives. A number with
/// `x_i = 0` stays at its least.
///
/// # Panics
/// If the three slices differ in length.
pub fn apportion(x: &[f64], least: &[f64], most: &[f64], total: f64) -> Vec<f64> {
    assert!(x.len() == least.len() && x.len() == most.len(), "each number has its bounds");
    let ends = x.iter().zip(least).chain(x.iter().zip(most)).filter(|(x, _)| **x > 0.0);
    // The parameter of `between` is `−λ`, since the sum must fall with it. Its last breakpoint is 0.
    let breaks: Vec<f64> = ends.map(|(x, bound)| -bound / x).chain([0.0]).collect();
    between(breaks, total, |lambda| bounded(x.iter().map(|x| -lambda * x), least, most))
}

fn bounded(x: impl Iterator<Item = f64>, least: &[f64], most: &[f64]) -> Vec<f64> {
    x.zip(least.iter().zip(most)).map(|(x, (least, most))| x.min(*most).max(*least)).collect()
}

/// The numbers with sum `total`, in a family whose sum falls with `λ` and is linear between the breakpoints.
fn between(mut breaks: Vec<f64>, total: f64, at: impl Fn(f64) -> Vec<f64>) -> Vec<f64> {
    let sum = |lambda: f64| at(lambda).iter().sum::<f64>();
    breaks.sort_unstable_by(f64::total_cmp);
    breaks.dedup();
    let beyond = breaks.partition_point(|&lambda| sum(lambda) >= total);
    let lambda = match (beyond.checked_sub(1).map(|before| breaks[before]), breaks.get(beyond)) {
        (Some(low), Some(&high)) => {
            let (above, below) = (sum(low), sum(high));
            if above > below { low + (high - low) * (above - total) / (above - below) } else { low }
        }
        (Some(low), None) => low,
        (None, Some(&high)) => high,
        (None, None) => return Vec::new(),
    };
    at(lambda)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_sum_is_shared_and_bounds_hold() {
        assert_eq!(project(&[1.0, 1.0], &[0.0; 2], &[9.0; 2], 4.0), [2.0, 2.0]);
        assert_eq!(project(&[5.0, 1.0, 0.0], &[0.0; 3], &[4.0; 3], 6.0), [4.0, 1.5, 0.5]);
        assert_eq!(project(&[3.0], &[1.0], &[2.0], 1.5), [1.5]);
        assert_eq!(project(&[3.0, 3.0], &[1.0, 2.0], &[1.0, 2.0], 9.0), [1.0, 2.0]);
        assert_eq!(project(&[], &[], &[], 1.0), [0.0; 0]);
    }

    #[test]
    fn proportions_are_kept_but_at_bounds() {
        assert_eq!(apportion(&[1.0, 3.0], &[0.0; 2], &[9.0; 2], 8.0), [2.0, 6.0]);
        assert_eq!(apportion(&[1.0, 3.0, 4.0], &[0.0; 3], &[9.0, 3.0, 9.0], 13.0), [2.0, 3.0, 8.0]);
        assert_eq!(apportion(&[2.0, 2.0], &[3.0, 0.0], &[5.0; 2], 4.0), [3.0, 1.0]);
        assert_eq!(apportion(&[0.0, 1.0], &[0.0; 2], &[4.0; 2], 3.0), [0.0, 3.0]);
        assert_eq!(apportion(&[0.0, 1.0], &[0.0; 2], &[4.0; 2], 7.0), [0.0, 4.0]);
        assert_eq!(apportion(&[], &[], &[], 1.0), [0.0; 0]);
    }

    proptest! {
        #[test]
        fn no_point_of_the_set_is_nearer(
            rows in prop::collection::vec((-9.0..9.0f64, -3.0..3.0f64, 0.0..4.0f64, 0.0..=1.0f64), 1..9),
            moves in prop::collection::vec((0usize..9, 0usize..9, 0.0..1.0f64), 20),
        ) {
            let x: Vec<f64> = rows.iter().map(|row| row.0).collect();
            let least: Vec<f64> = rows.iter().map(|row| row.1).collect();
            let most: Vec<f64> = rows.iter().map(|row| row.1 + row.2).collect();
            // A point of the set, so it is not empty.
            let inside: Vec<f64> = rows.iter().map(|row| row.1 + row.2 * row.3).collect();
            let total: f64 = inside.iter().sum();
            let found = project(&x, &least, &most, total);
            prop_assert!((found.iter().sum::<f64>() - total).abs() < 1e-9);
            prop_assert!((0..x.len()).all(|i| least[i] <= found[i] && found[i] <= most[i]));
            let distance = |w: &[f64]| w.iter().zip(&x).map(|(w, x)| (w - x).powi(2)).sum::<f64>();
            prop_assert!(distance(&found) <= distance(&inside) + 1e-9);
            // If one number falls and another rises by the same step, the point is no nearer either.
            for (from, to, step) in moves {
                let (from, to) = (from % x.len(), to % x.len());
                let step = step.min(found[from] - least[from]).min(most[to] - found[to]);
                let mut other = found.clone();
                other[from] -= step;
                other[to] += step;
                prop_assert!(distance(&found) <= distance(&other) + 1e-9);
            }
        }
    }
}
