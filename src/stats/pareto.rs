//! Pareto fronts and crowding distances for minimisation.

/// Whether `a` dominates `b`: `a` is greater in no dimension and less in at least one.
///
/// # Panics
/// If the two slices differ in length.
pub fn dominates(a: &[f64], b: &[f64]) -> bool {
    assert_eq!(a.len(), b.len(), "points have one dimension");
    a.iter().zip(b).all(|(a, b)| a <= b) && a.iter().zip(b).any(|(a, b)| a < b)
}

/// Positions of points by Pareto front, ascending within a front. Points of the first front are not
/// dominated, points of the second only by points of the first, and so on. It is the fast non-dominated sort
/// of Deb, Pratap, Agarwal and Meyarivan (2002, A fast and elitist multiobjective genetic algorithm: NSGA-II,
/// IEEE Transactions on Evolutionary Computation 6). `before(a, b)` returns whether the point at `a`
/// dominates the point at `b`; it must be a strict order.
pub fn fronts(count: usize, before: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut above = vec![0usize; count];
    for a in 0..count {
        for b in a + 1..count {
            let (winner, loser) = match (before(a, b), before(b, a)) {
                (true, _) => (a, b),
                (_, true) => (b, a),
                _ => continue,
            };
            below[winner].push(loser);
            above[loser] += 1;
        }
    }
    let mut fronts = Vec::new();
    let mut front: Vec<usize> = (0..count).filter(|&at| above[at] == 0).collect();
    while !front.is_empty() {
        let mut next = Vec::new();
        for &winner in &front {
            for &loser in &below[winner] {
                above[loser] -= 1;
                if above[loser] == 0 {
                    next.push(loser);
                }
            }
        }
        next.sort_unstable();
        fronts.push(std::mem::replace(&mut front, next));
    }
    fronts
}

/// The crowding distance of each point among `points` (Deb et al. 2002):
/// `Σ_d (next_d − previous_d) / (max_d − min_d)` over the dimensions `d`, with the neighbours in ascending
/// order of the dimension; infinite for the first and the last point of a dimension. A constant dimension
/// adds 0. Of several equal numbers the first counts as the least.
///
/// # Panics
/// If the points differ in length.
pub fn crowding(points: &[&[f64]]) -> Vec<f64> {
    let dimensions = points.first().map_or(0, |point| point.len());
    let mut distance = vec![0.0; points.len()];
    for dimension in 0..dimensions {
        let value = |at: usize| points[at][dimension];
        let mut order: Vec<usize> = (0..points.len()).collect();
        order.sort_by(|&a, &b| value(a).total_cmp(&value(b)).then(a.cmp(&b)));
        let (first, last) = (order[0], order[order.len() - 1]);
        let range = value(last) - value(first);
        if range <= 0.0 {
            continue;
        }
        (distance[first], distance[last]) = (f64::INFINITY, f64::INFINITY);
        for three in order.windows(3) {
            distance[three[1]] += (value(three[2]) - value(three[0])) / range;
        }
    }
    distance
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fronts_of_a_few_points() {
        let points = [[1.0, 4.0], [2.0, 2.0], [2.0, 3.0], [4.0, 1.0], [4.0, 4.0], [2.0, 2.0]];
        let found = fronts(points.len(), |a, b| dominates(&points[a], &points[b]));
        assert_eq!(found, [vec![0, 1, 3, 5], vec![2], vec![4]]);
        assert_eq!(fronts(0, |_, _| false), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn ends_are_kept_and_gaps_are_shares_of_the_range() {
        let points: [&[f64]; 4] = [&[0.0, 1.0], &[0.5, 1.0], &[0.75, 1.0], &[1.0, 1.0]];
        assert_eq!(crowding(&points), [f64::INFINITY, 0.75, 0.5, f64::INFINITY]);
        assert_eq!(crowding(&[&[3.0], &[3.0]]), [0.0, 0.0]);
        assert_eq!(crowding(&[]), [0.0; 0]);
    }

    proptest! {
        #[test]
        fn fronts_are_those_of_taking_the_best_away_again_and_again(
            points in prop::collection::vec([0u8..6, 0u8..6, 0u8..6].prop_map(|p| p.map(f64::from)), 0..60),
        ) {
            let found = fronts(points.len(), |a, b| dominates(&points[a], &points[b]));
            let mut left: Vec<usize> = (0..points.len()).collect();
            let mut naive = Vec::new();
            while !left.is_empty() {
                let is_best = |at: &usize| !left.iter().any(|&other| dominates(&points[other], &points[*at]));
                let best: Vec<usize> = left.iter().copied().filter(is_best).collect();
                left.retain(|at| !best.contains(at));
                naive.push(best);
            }
            prop_assert_eq!(found, naive);
        }
    }
}
