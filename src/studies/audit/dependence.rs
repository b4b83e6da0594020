//! Dependence: correlations inside and across groups, and internal consistency of groups.

use rayon::prelude::*;
use serde::Serialize;

use super::chance::{Chance, tested};
use super::stratum::Stratum;
use crate::firms::Cells;
use crate::scorecard::Branch;
use crate::stats;
use crate::studies::weights::methods::critic::{Correlation, correlations};

/// Internal consistency of a group's indicators.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Consistency {
    /// Number of firms whose shares are all known.
    pub firms: usize,
    /// Number of indicators that vary over these firms; 0 if fewer than two do.
    pub items: usize,
    /// Cronbach's α of the shares of full marks, see [`stats::cronbach`]; `None` with fewer than two
    /// indicators.
    pub alpha: Option<f64>,
    /// α of shares scaled to one standard deviation, as in the handbook of the OECD and the JRC.
    pub standardised: Option<f64>,
    /// Per indicator, α of the other indicators.
    pub without: Vec<Option<f64>>,
}

/// Cronbach's α of columns over the firms that have all of them; columns without any value are left out.
pub fn consistency(columns: &[&Cells<f64>]) -> Consistency {
    let used: Vec<usize> = (0..columns.len()).filter(|&at| columns[at].present.contains(&true)).collect();
    let all = columns.first().map_or(0, |column| column.len());
    let whole: Vec<u32> =
        (0..all as u32).filter(|&firm| used.iter().all(|&at| columns[at].present[firm as usize])).collect();
    let values: Vec<Vec<f64>> = used.par_iter().map(|&at| columns[at].take(&whole).values).collect();
    let mut without = vec![None; columns.len()];
    let firms = if used.is_empty() { 0 } else { whole.len() };
    let Some(alpha) = stats::cronbach(&values.iter().map(|values| &**values).collect::<Vec<_>>()) else {
        return Consistency { firms, without, ..Consistency::default() };
    };
    used.iter().zip(alpha.without).for_each(|(&at, alpha)| without[at] = alpha);
    Consistency {
        firms,
        items: alpha.items,
        alpha: Some(alpha.alpha),
        standardised: alpha.standardised,
        without,
    }
}

/// Pearson's correlations of all pairs of columns, each over the firms with both values; `None` with a
/// constant column.
pub(super) fn matrix(columns: &[Cells<f64>]) -> Vec<Vec<Option<f64>>> {
    correlations(columns, Correlation::Pearson)
}

/// Number of firms with both values, for each pair of columns.
pub(super) fn pairs(columns: &[Cells<f64>]) -> Vec<Vec<usize>> {
    let both = |x: &Cells<f64>, y: &Cells<f64>| {
        x.present.iter().zip(&y.present).map(|(x, y)| usize::from(x & y)).sum::<usize>()
    };
    columns.par_iter().map(|x| columns.iter().map(|y| both(x, y)).collect()).collect()
}

/// p-values of each correlation of a `matrix` over its `firms`, adjusted among all pairs; `None` on the
/// diagonal.
pub(super) fn chances(matrix: &[Vec<Option<f64>>], firms: &[Vec<usize>]) -> Vec<Vec<Option<Chance>>> {
    let above: Vec<(usize, usize)> =
        (0..matrix.len()).flat_map(|i| (i + 1..matrix.len()).map(move |j| (i, j))).collect();
    let p = |&(i, j): &(usize, usize)| stats::correlation_p(matrix[i][j]?, firms[i][j]);
    let tested = tested(&above.iter().map(p).collect::<Vec<_>>());
    let mut chances = vec![vec![None; matrix.len()]; matrix.len()];
    for (&(i, j), chance) in above.iter().zip(tested) {
        (chances[i][j], chances[j][i]) = (chance, chance);
    }
    chances
}

/// Correlation of an indicator with a group.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Fit {
    /// Pearson's `r` with the weighted mean of the shares of the group's indicators; for its own group, of
    /// the other indicators (the corrected item–total correlation). `None` for a group without another
    /// indicator, and if either is constant.
    pub correlation: Option<f64>,
    /// Firms with both values.
    pub firms: usize,
    /// p-value of the correlation, adjusted among all indicators and groups.
    pub chance: Option<Chance>,
    /// p-value of the difference from the correlation with the indicator's own group, adjusted among all
    /// indicators and other groups. `None` for its own group and for groups without weight.
    pub apart: Option<Chance>,
}

/// Correlation of each indicator with each group. The difference of two correlations is tested by Fisher's
/// transformation of both, each over its own firms, taking the two as independent.
pub(super) fn fit(stratum: &Stratum<'_>, branches: &[Branch]) -> Vec<Vec<Fit>> {
    let scores: Vec<Cells<f64>> = branches.iter().map(|branch| stratum.mean_shares(branch, None)).collect();
    let indicator = |at: usize| -> Vec<Fit> {
        let with = |(branch, score): (&Branch, &Cells<f64>)| {
            if branch.indicators.contains(&at) {
                together(&stratum.shares[at], &stratum.mean_shares(branch, Some(at)))
            } else {
                together(&stratum.shares[at], score)
            }
        };
        branches.iter().zip(&scores).map(with).collect()
    };
    let mut all: Vec<Vec<Fit>> = (0..stratum.shares.len()).into_par_iter().map(indicator).collect();
    let places: Vec<(usize, usize)> =
        (0..all.len()).flat_map(|at| (0..branches.len()).map(move |group| (at, group))).collect();
    let p = |&(at, group): &(usize, usize)| {
        let fit: &Fit = &all[at][group];
        stats::correlation_p(fit.correlation?, fit.firms)
    };
    let apart = |&(at, group): &(usize, usize)| {
        let own = branches.iter().position(|branch| branch.indicators.contains(&at))?;
        let weighs = |branch: &Branch| branch.indicators.iter().any(|&member| stratum.weighs(member));
        let is_test = group != own && stratum.weighs(at) && weighs(&branches[group]);
        let known = |group: usize| Some((all[at][group].correlation?, all[at][group].firms));
        if is_test { stats::difference_p(known(group)?, known(own)?) } else { None }
    };
    let chances = tested(&places.iter().map(p).collect::<Vec<_>>());
    let apart = tested(&places.iter().map(apart).collect::<Vec<_>>());
    for (&(at, group), (chance, apart)) in places.iter().zip(chances.into_iter().zip(apart)) {
        (all[at][group].chance, all[at][group].apart) = (chance, apart);
    }
    all
}

fn together(x: &Cells<f64>, y: &Cells<f64>) -> Fit {
    let (x, y): (Vec<f64>, Vec<f64>) = x.iter().zip(y.iter()).filter_map(|(x, y)| x.zip(y)).unzip();
    Fit { correlation: stats::pearson(&x, &y), firms: x.len(), ..Fit::default() }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};

    use super::super::chance::is_significant;
    use super::*;

    /// Every cohort has significant pairs among 190 pairs of pure noise if these are tested one by one; after
    /// the correction, 5 % of the cohorts have any.
    #[test]
    fn noise_has_no_significant_pair() {
        let cohorts = 200;
        let [mut one_by_one, mut corrected] = [0; 2];
        for seed in 0..cohorts {
            let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
            let column = |_| Cells::known((0..40).map(|_| random.random_range(0.0..1.0)).collect());
            let columns: Vec<Cells<f64>> = (0..20).map(column).collect();
            let chances = chances(&matrix(&columns), &pairs(&columns));
            let all = || chances.iter().flatten().flatten();
            assert_eq!(all().count(), 380);
            one_by_one += usize::from(all().any(|chance| chance.p < 0.05));
            corrected += usize::from(all().any(|chance| is_significant(Some(*chance))));
        }
        assert_eq!(one_by_one, cohorts as usize);
        // The expected number is 10, ± 3.
        assert!((3..=17).contains(&corrected), "{corrected} of {cohorts}");
    }

    #[test]
    fn alpha_is_taken_over_firms_known_wholly() {
        let x: Cells<f64> = [1.0, 2.0, 3.0, 4.0, 5.0, 9.0].map(Some).into_iter().collect();
        let y: Cells<f64> =
            [Some(2.0), Some(1.0), Some(4.0), Some(3.0), Some(5.0), None].into_iter().collect();
        let told = consistency(&[&x, &Cells::missing(6), &y]);
        assert_eq!((told.firms, told.items, told.without.len()), (5, 2, 3));
        assert!((told.alpha.unwrap_or(0.0) - 8.0 / 9.0).abs() < 1e-12);
        for none in [consistency(&[]), consistency(&[&x]), consistency(&[&Cells::missing(2)])] {
            assert_eq!((none.items, none.alpha), (0, None));
        }
    }
}
