//! Top-weighted overlap of two rankings with different items.

/// Number of bisections that reduce the interval of a persistence to the resolution of doubles near 1.
const HALVINGS: u32 = 60;

/// Rank-biased overlap, extrapolated (`RBO_EXT` of Webber, Moffat and Zobel 2010): the overlap of the first
/// `d` ranks, averaged over all depths `d` with weights `(1 − p) p^(d − 1)`. 1 for equal rankings, 0 for
/// disjoint ones.
///
/// `a` and `b` are the ranks, from 1, of all items of each ranking; `shared` is a pair of ranks for each item
/// of both. The agreement at depth `d` is `A_d = 2 X_d / (S_d + L_d)`: `S_d` and `L_d` items of rank `d` or
/// less, `X_d` of them in both. Tied items share the least of their ranks (1, 2, 2, 4) and so enter together,
/// as in Webber et al. (variant `w` of Corsi and Urbano 2024, whose variants `a` and `b` count ties
/// differently). With `s` items in the shorter ranking and `l` in the longer,
///
/// `RBO = (1 − p)/p · Σ_{d≤l} A_d p^d + A_l p^l`, where `A_d = 2 (X_d + (d − s) A_s) / (L_d + d)` for
/// `d > s`,
///
/// so the agreement of unseen ranks is that of the last seen ones. Without ties this is equation 32 of Webber
/// et al. `p` between 0 and 1 sets the depth: see [`rank_biased_weight`]. `None` for an empty ranking.
///
/// # Panics
/// If a rank is 0 or greater than the longer ranking has items.
pub fn rank_biased_overlap(
    a: &[u32],
    b: &[u32],
    shared: impl IntoIterator<Item = (u32, u32)>,
    p: f64,
) -> Option<f64> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return None;
    }
    let depth = long.len();
    let mut coming = vec![(0u32, 0u32, 0u32); depth + 1];
    short.iter().for_each(|&rank| coming[rank as usize].0 += 1);
    long.iter().for_each(|&rank| coming[rank as usize].1 += 1);
    let mut common = 0u32;
    for (one, other) in shared {
        coming[one.max(other) as usize].2 += 1;
        common += 1;
    }
    if common == 0 {
        return Some(0.0);
    }
    // Sums the disagreement, exactly 0 for equal rankings: all weights together are 1.
    let mut missing = 0.0;
    let (mut in_short, mut in_long, mut in_both) = (0.0, 0.0, 0.0);
    let (mut agreement, mut at_end_of_short) = (0.0, 0.0);
    let mut weight = 1.0 - p;
    for (d, (short_items, long_items, both)) in coming.into_iter().enumerate().skip(1) {
        in_short += f64::from(short_items);
        in_long += f64::from(long_items);
        in_both += f64::from(both);
        agreement = if d <= short.len() {
            2.0 * in_both / (in_short + in_long)
        } else {
            2.0 * (in_both + (d - short.len()) as f64 * at_end_of_short) / (in_long + d as f64)
        };
        if d == short.len() {
            at_end_of_short = agreement;
        }
        missing += weight * (1.0 - agreement);
        weight *= p;
    }
    let beyond = weight / (1.0 - p);
    Some((1.0 - missing - beyond * (1.0 - agreement)).clamp(0.0, 1.0))
}

/// Share of the weight of [`rank_biased_overlap`] with `p` on the first `depth` ranks (Webber et al. 2010,
/// equation 21): `1 − p^(d−1) + (1 − p)/p · d · (ln 1/(1 − p) − Σ_{i<d} p^i / i)`. For `p` of 0.9 the first
/// ten have 0.856.
pub fn rank_biased_weight(p: f64, depth: usize) -> f64 {
    if depth == 0 {
        return 0.0;
    }
    let (mut power, mut sum) = (1.0, 0.0);
    for i in 1..depth {
        power *= p;
        sum += power / i as f64;
    }
    let rest = -(-p).ln_1p() - sum;
    (1.0 - power + (1.0 - p) / p * depth as f64 * rest).clamp(0.0, 1.0)
}

/// The `p` for which the first `depth` ranks, at least one, have `share` of the weight of
/// [`rank_biased_overlap`].
pub fn persistence(depth: usize, share: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        // The weight of the first ranks falls as `p` rises.
        if rank_biased_weight(middle, depth.max(1)) > share { low = middle } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Ranks of the items from 1 and the pairs of ranks of those in both.
    fn rankings(a: &[u32], b: &[u32]) -> (Vec<u32>, Vec<u32>, Vec<(u32, u32)>) {
        let rank = |at: usize| at as u32 + 1;
        let place = |item: &u32| b.iter().position(|other| other == item).map(rank);
        let shared = a.iter().enumerate().filter_map(|(at, item)| Some((rank(at), place(item)?))).collect();
        ((0..a.len()).map(rank).collect(), (0..b.len()).map(rank).collect(), shared)
    }

    fn of(a: &[u32], b: &[u32], p: f64) -> Option<f64> {
        let (a, b, shared) = rankings(a, b);
        rank_biased_overlap(&a, &b, shared, p)
    }

    #[test]
    fn overlap_of_short_rankings() {
        assert_eq!(of(&[1, 2, 3], &[1, 2, 3], 0.7), Some(1.0));
        assert_eq!(of(&[1, 2, 3], &[4, 5, 6], 0.9), Some(0.0));
        assert_eq!(of(&[], &[1], 0.9), None);
        assert_eq!(of(&[1], &[1], 0.9), Some(1.0));
        // Agreements 0, 1, 1: only the first rank, of weight 1 − p, disagrees.
        assert!((of(&[1, 2, 3], &[2, 1, 3], 0.9).unwrap() - 0.9).abs() < 1e-15);
        // Equation 32 by hand, s = 1, l = 2: agreements 0 and, unseen, (1 + 0)/2.
        assert!((of(&[1], &[2, 1], 0.5).unwrap() - (0.5 * 0.5 * 0.5 + 0.25 * 0.5)).abs() < 1e-15);
        // Both tied at the first rank enter together; the other ranking has them one by one: agreement 2/3,
        // then 1.
        let tied = rank_biased_overlap(&[1, 1], &[1, 2], [(1, 1), (1, 2)], 0.9).unwrap();
        assert!((tied - (1.0 - 0.1 / 3.0)).abs() < 1e-15, "{tied}");
    }

    #[test]
    fn the_first_ranks_have_the_weight_they_are_known_for() {
        assert!((rank_biased_weight(0.9, 10) - 0.8556).abs() < 5e-5);
        assert!((rank_biased_weight(0.5, 1) - 2.0_f64.ln()).abs() < 1e-15);
        assert_eq!(rank_biased_weight(0.9, 0), 0.0);
        for (depth, share) in [(1, 0.9), (10, 0.8556), (600, 0.9), (100_000, 0.5)] {
            let p = persistence(depth, share);
            assert!((rank_biased_weight(p, depth) - share).abs() < 1e-6, "{depth}: {p}");
        }
    }

    proptest! {
        #[test]
        fn overlap_is_a_share_that_knows_no_first_and_second(
            a in prop::sample::subsequence((0..30).collect::<Vec<u32>>(), 1..30).prop_shuffle(),
            b in prop::sample::subsequence((0..30).collect::<Vec<u32>>(), 1..30).prop_shuffle(),
            p in 0.01..0.999f64,
        ) {
            let overlap = of(&a, &b, p).unwrap();
            prop_assert!((0.0..=1.0).contains(&overlap));
            prop_assert!((overlap - of(&b, &a, p).unwrap()).abs() < 1e-12);
            prop_assert_eq!(of(&a, &a, p), Some(1.0));
        }
    }
}
