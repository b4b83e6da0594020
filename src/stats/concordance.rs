//! Agreement of several rankings of the same objects.

use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::mean_ranks;

/// Largest number of arrangements of ranks that is enumerated.
const ARRANGEMENTS: f64 = 50_000.0;
/// Relative difference below which two sums of squares differ only by rounding.
const NOISE: f64 = 1e-9;

/// Kendall's coefficient of concordance, with its p-value among random rankings.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Concordance {
    /// Kendall's `W`, from 0 to 1; 1 if all rankings agree.
    pub w: f64,
    /// p-value: the chance of this `W` or a greater one among random rankings.
    pub p: f64,
    /// Whether `p` is exact, from all arrangements of the ranks. Otherwise it comes from `χ² = m (n − 1) W`,
    /// an approximation for large `n`.
    pub is_exact: bool,
}

/// Kendall's `W = 12 S / (m² (n³ − n) − m Σ T)` of `m` rankings of `n` objects (Kendall and Babington Smith
/// 1939; ties by Kendall 1945). `S` is the sum of squares of the rank sums about their mean `m (n + 1) / 2`.
/// `T = Σ (t³ − t)` over the ties of one ranking, and tied objects share the mean of their ranks. Greater
/// values rank higher.
///
/// The p-value is exact if there are at most 50,000 arrangements of the ranks, `(n!)^(m − 1)` with the ties
/// of each ranking. Otherwise it comes from the `χ²` law with `n − 1` degrees of freedom. `None` for fewer
/// than two rankings or objects, and if every ranking is constant.
///
/// # Panics
/// If the rankings differ in length.
pub fn concordance(rankings: &[&[f64]]) -> Option<Concordance> {
    let (m, n) = (rankings.len(), rankings.first()?.len());
    assert!(rankings.iter().all(|ranking| ranking.len() == n), "rankings are of the same things");
    if m < 2 || n < 2 {
        return None;
    }
    let ranks: Vec<Vec<f64>> = rankings.iter().map(|ranking| mean_ranks(ranking)).collect();
    let whole =
        (m * m * (n * n * n - n)) as f64 - m as f64 * ranks.iter().map(|ranks| ties(ranks)).sum::<f64>();
    if whole <= 0.0 {
        return None;
    }
    let sums = (0..n).map(|at| ranks.iter().map(|ranks| ranks[at]).sum()).collect::<Vec<f64>>();
    let w = (12.0 * squares(&sums, m) / whole).clamp(0.0, 1.0);
    let orders: f64 = (1..=n).map(|k| k as f64).product();
    let is_exact = orders.powi(m as i32 - 1) <= ARRANGEMENTS;
    let p = if is_exact {
        let [reached, all] = arranged(&ranks, squares(&sums, m));
        reached as f64 / all as f64
    } else {
        let chi_squared = m as f64 * (n - 1) as f64 * w;
        ChiSquared::new((n - 1) as f64).map_or(1.0, |law| law.sf(chi_squared))
    };
    Some(Concordance { w, p, is_exact })
}

/// `Σ (t³ − t)` over runs of equal ranks.
fn ties(ranks: &[f64]) -> f64 {
    let mut sorted = ranks.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.chunk_by(|a, b| a == b).map(|run| (run.len().pow(3) - run.len()) as f64).sum()
}

/// Sum of squares of the rank sums of `m` rankings about their mean `m (n + 1) / 2`.
fn squares(sums: &[f64], m: usize) -> f64 {
    let mean = m as f64 * (sums.len() + 1) as f64 / 2.0;
    sums.iter().map(|sum| (sum - mean) * (sum - mean)).sum()
}

/// Number of arrangements of all rankings except the first whose sum of squares is at least `least`, and
/// number of all arrangements.
fn arranged(ranks: &[Vec<f64>], least: f64) -> [u64; 2] {
    let (first, others) = (&ranks[0], &ranks[1..]);
    let orders: Vec<Vec<Vec<f64>>> = others.iter().map(|ranks| permutations(ranks)).collect();
    let mut counts = [0, 0];
    let mut chosen = vec![0; orders.len()];
    loop {
        let mut sums = first.clone();
        for (orders, &at) in orders.iter().zip(&chosen) {
            sums.iter_mut().zip(&orders[at]).for_each(|(sum, rank)| *sum += rank);
        }
        counts[0] += u64::from(squares(&sums, ranks.len()) >= least * (1.0 - NOISE));
        counts[1] += 1;
        let Some(next) = (0..chosen.len()).find(|&at| chosen[at] + 1 < orders[at].len()) else {
            return counts;
        };
        chosen[..next].fill(0);
        chosen[next] += 1;
    }
}

/// Every order of `values`; equal values count as distinct.
fn permutations(values: &[f64]) -> Vec<Vec<f64>> {
    let Some((first, rest)) = values.split_first() else { return vec![Vec::new()] };
    let with_first = |order: Vec<f64>| {
        (0..=order.len()).map(move |at| [&order[..at], &[*first], &order[at..]].concat()).collect::<Vec<_>>()
    };
    permutations(rest).into_iter().flat_map(with_first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rankings: &[&[f64]]) -> Concordance {
        concordance(rankings).expect("it is defined")
    }

    #[test]
    fn published_rankings_agree_as_published() {
        // Siegel (1956, Nonparametric Statistics, p. 230): three executives rank six applicants, W = 0.16.
        let executives: [&[f64]; 3] = [
            &[1.0, 6.0, 3.0, 2.0, 5.0, 4.0],
            &[1.0, 5.0, 6.0, 4.0, 2.0, 3.0],
            &[6.0, 3.0, 2.0, 5.0, 4.0, 1.0],
        ];
        let found = of(&executives);
        assert!((found.w - 12.0 * 25.5 / (9.0 * 210.0)).abs() < 1e-12 && !found.is_exact, "{found:?}");
        // Kendall (Rank Correlation Methods, ch. 6) with ties: S = 591, W = 0.828.
        let tied: [&[f64]; 3] = [
            &[1.0, 4.5, 2.0, 4.5, 3.0, 7.5, 6.0, 9.0, 7.5, 10.0],
            &[2.5, 1.0, 2.5, 4.5, 4.5, 8.0, 9.0, 6.5, 10.0, 6.5],
            &[2.0, 1.0, 4.5, 4.5, 4.5, 4.5, 8.0, 8.0, 8.0, 10.0],
        ];
        let found = of(&tied);
        assert!((found.w - 0.828).abs() < 5e-4, "{found:?}");
        // χ² of 3 · 9 · 0.828 with 9 degrees of freedom: between the 0.01 and 0.001 points, 21.67 and 27.88.
        assert!((0.001..0.01).contains(&found.p), "{found:?}");
    }

    #[test]
    fn few_arrangements_are_gone_through() {
        // Three rankings of three objects all agree in one of the 36 arrangements of the second and the
        // third.
        let one: &[f64] = &[3.0, 2.0, 1.0];
        let found = of(&[one, one, one]);
        assert_eq!((found.w, found.is_exact), (1.0, true));
        assert!((found.p - 1.0 / 36.0).abs() < 1e-15);
        // Two opposite rankings have the least agreement.
        let found = of(&[one, &[1.0, 2.0, 3.0]]);
        assert_eq!((found.w, found.p), (0.0, 1.0));
        // Enumerated independently: S = 14, which 8,970 of 13,824 arrangements reach.
        let rows: [&[f64]; 4] =
            [&[1.0, 2.0, 3.0, 4.0], &[1.0, 2.0, 3.0, 4.0], &[2.0, 3.0, 1.0, 4.0], &[4.0, 2.0, 3.0, 1.0]];
        let found = of(&rows);
        assert!((found.w - 12.0 * 14.0 / 960.0).abs() < 1e-15, "{found:?}");
        assert_eq!((found.p, found.is_exact), (8970.0 / 13824.0, true));
    }

    #[test]
    fn what_is_all_alike_has_no_concordance() {
        let alike: &[f64] = &[1.0, 1.0, 1.0];
        assert_eq!(concordance(&[alike, alike]), None);
        assert_eq!(concordance(&[&[1.0, 2.0]]), None);
        assert_eq!(concordance(&[]), None);
        let one = of(&[alike, &[1.0, 2.0, 3.0], &[1.0, 2.0, 3.0]]);
        assert!((one.w - 2.0 / 3.0).abs() < 1e-15, "{one:?}");
    }
}
