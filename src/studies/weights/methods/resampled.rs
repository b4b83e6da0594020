//! Weights of bootstrap replicates: the sampling distribution of a method's weights.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::critic::{self, Correlation};
use super::entropy::x_ln_x;
use super::merec::Removal;
use super::{in_proportion, known, pca, stddev, varies};
use crate::firms::Cells;
use crate::stats;

/// Greatest and least number of replicates.
pub const REPLICATES: [usize; 2] = [1000, 200];
/// Budget of products for all replicates, as long as it allows the least number: some seconds.
const PRODUCTS: usize = 10_000_000_000;
/// Cost of drawing a firm, in products.
const DRAWING: usize = 16;
/// Replicates computed side by side, and firms per block.
const LANES: usize = 8;
const STRIP: usize = 256;
/// Variance, in units of the cohort's, below which an indicator is constant in a replicate: rounding of sums.
const CONSTANT: f64 = 1e-12;
/// The seed of all replicates, each of which is one stream.
const SEED: u64 = 1;

/// A method that reads firms, with its parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// Standard deviations, as in [`stddev`](super::stddev::stddev).
    StdDev,
    /// Entropies, as in [`entropy`](super::entropy::entropy).
    Entropy,
    /// CRITIC with its correlation, as in [`critic`](super::critic::critic).
    Critic(Correlation),
    /// MEREC with its least share, as in [`merec`](super::merec::merec).
    Merec(f64),
    /// Principal components, as in [`pca`](super::pca::pca).
    Pca,
}

/// The weights of each bootstrap replicate; each row adds up to 1.
///
/// A replicate draws as many firms as the cohort has, uniformly with replacement (Efron 1979), and weighs
/// them by `rule`. The cohort fixes the curves, the ranks of Spearman's ρ among known shares, CRITIC's range
/// and MEREC's least share: goalposts, since extremes have no bootstrap (Bickel and Freedman 1981). Every
/// method then needs only sums over firms, which one pass takes for several replicates. There are `most` of
/// them, fewer for large cohorts, but at least 200: see `replicates`. The result depends on the order of the
/// firms, not on the number of threads. Empty without firms or indicators.
pub fn resampled(columns: &[Cells<f64>], rule: Rule, most: usize) -> Vec<Vec<f64>> {
    let firms = columns.first().map_or(0, Cells::len);
    if firms == 0 {
        return Vec::new();
    }
    let sums = Sums::of(columns, rule);
    let count = replicates(firms, sums.terms.len()).min(most);
    let weights = Weigher::of(columns, rule, &sums);
    sums.replicates(firms, count).into_par_iter().map(|sums| weights.of_sums(&sums)).collect()
}

/// Number of replicates for `firms` and `sums`: 1,000, or for large cohorts the number that needs 10 billion
/// products, but at least 200.
fn replicates(firms: usize, sums: usize) -> usize {
    let [most, fewest] = REPLICATES;
    (PRODUCTS / (firms * (sums + DRAWING))).clamp(fewest, most)
}

/// The column that is summed over firms, or the two columns whose product is.
type Term = (usize, Option<usize>);

/// The sums that each replicate takes over its firms.
struct Sums {
    /// A value per firm, 0 if missing.
    columns: Vec<Vec<f64>>,
    terms: Vec<Term>,
    /// Per pair, the positions of `n`, `Σx`, `Σy`, `Σx²`, `Σy²` and `Σxy` among the sums.
    pairs: Vec<[usize; 6]>,
    /// Per indicator, mean and deviation of its values before they are standardised.
    scale: Vec<[f64; 2]>,
}

impl Sums {
    fn of(columns: &[Cells<f64>], rule: Rule) -> Sums {
        let m = columns.len();
        match rule {
            Rule::Merec(least_share) => {
                let (removal, firms) = (Removal::of(columns, least_share), columns[0].len());
                let effects = |j: usize| (0..firms).map(|firm| removal.effect(j, firm)).collect();
                Sums::of_columns((0..m).into_par_iter().map(effects).collect())
            }
            Rule::Entropy => {
                let parts: Vec<Vec<f64>> = (0..2 * m)
                    .into_par_iter()
                    .map(|at| values(&columns[at % m], if at < m { |x: f64| x.max(0.0) } else { x_ln_x }))
                    .collect();
                let mut sums = Sums::of_columns(parts);
                let known: Vec<Term> = columns.iter().map(|column| (sums.presence(column), None)).collect();
                sums.terms.extend(known);
                sums
            }
            Rule::Critic(Correlation::Spearman) => {
                let ranks: Vec<Cells<f64>> = columns.par_iter().map(ranked).collect();
                Sums::of_moments(columns, Some(&ranks), false)
            }
            Rule::StdDev | Rule::Critic(_) | Rule::Pca => {
                Sums::of_moments(columns, None, rule == Rule::StdDev)
            }
        }
    }

    /// One sum per column, without products.
    fn of_columns(columns: Vec<Vec<f64>>) -> Sums {
        let terms = (0..columns.len()).map(|at| (at, None)).collect();
        Sums { columns, terms, pairs: Vec::new(), scale: Vec::new() }
    }

    /// The sums behind deviations of `columns` and, unless `alone`, correlations of `read`.
    ///
    /// Per indicator `Σ 1`, `Σ z` and `Σ z²` of its standardised values `z`; per pair `Σ z z'`, and if one of
    /// the two lacks shares, the sums of each over the firms with both.
    fn of_moments(columns: &[Cells<f64>], read: Option<&[Cells<f64>]>, alone: bool) -> Sums {
        let m = columns.len();
        let scale: Vec<[f64; 2]> = columns.par_iter().map(scale_of).collect();
        let mut sums = Sums { columns: Vec::new(), terms: Vec::new(), pairs: Vec::new(), scale };
        let own = columns.par_iter().zip(&sums.scale).map(|(column, scale)| scaled(column, *scale));
        sums.columns = own.collect();
        let known: Vec<usize> = columns.iter().map(|column| sums.presence(column)).collect();
        for (j, &known) in known.iter().enumerate() {
            sums.terms.extend([(known, None), (j, None), (j, Some(j))]);
        }
        if alone {
            return sums;
        }
        let (mut z, mut of_own) = (0, 0);
        if let Some(read) = read {
            (z, of_own) = (sums.columns.len(), sums.terms.len());
            sums.columns.extend(read.iter().map(|column| scaled(column, scale_of(column))));
            for (j, &known) in known.iter().enumerate() {
                sums.terms.extend([(known, None), (z + j, None), (z + j, Some(z + j))]);
            }
        }
        let is_whole: Vec<bool> = columns.iter().map(is_whole).collect();
        let squares = sums.columns.len();
        if is_whole.contains(&false) {
            let square = |j: usize| sums.columns[z + j].iter().map(|z| z * z).collect();
            let all: Vec<Vec<f64>> = (0..m).map(square).collect();
            sums.columns.extend(all);
        }
        for (i, j) in pairs(m) {
            let at = sums.terms.len();
            sums.terms.push((z + i, Some(z + j)));
            if is_whole[i] && is_whole[j] {
                let [i, j] = [i, j].map(|j| of_own + 3 * j);
                sums.pairs.push([i, i + 1, j + 1, i + 2, j + 2, at]);
                continue;
            }
            sums.terms.extend([
                (known[i], Some(known[j])),
                (z + i, Some(known[j])),
                (z + j, Some(known[i])),
                (squares + i, Some(known[j])),
                (squares + j, Some(known[i])),
            ]);
            sums.pairs.push([at + 1, at + 2, at + 3, at + 4, at + 5, at]);
        }
        sums
    }

    /// The position of the column that is 1 for a known share; indicators without missing shares have one in
    /// common.
    fn presence(&mut self, column: &Cells<f64>) -> usize {
        let ones = |known: &Vec<f64>| known.iter().all(|known| *known == 1.0);
        let shared = || self.columns.iter().position(ones);
        if let Some(at) = is_whole(column).then(shared).flatten() {
            return at;
        }
        self.columns.push(column.present.iter().map(|present| f64::from(*present)).collect());
        self.columns.len() - 1
    }

    /// The sums of `count` replicates: each firm is multiplied by the number of times it was drawn.
    fn replicates(&self, firms: usize, count: usize) -> Vec<Vec<f64>> {
        let groups: Vec<Vec<Vec<f64>>> = (0..count.div_ceil(LANES))
            .into_par_iter()
            .map(|group| {
                let streams = group * LANES..count.min((group + 1) * LANES);
                let drawn: Vec<Vec<u16>> = streams.map(|stream| draw(firms, stream as u64)).collect();
                self.weighted(&drawn)
            })
            .collect();
        groups.into_iter().flatten().collect()
    }

    /// The sums for each vector of factors, firm by firm.
    fn weighted(&self, factors: &[Vec<u16>]) -> Vec<Vec<f64>> {
        let firms = factors.first().map_or(0, Vec::len);
        let mut sums = vec![vec![0.0; self.terms.len()]; factors.len()];
        let mut counts = vec![[0.0; STRIP]; factors.len()];
        let mut product = [0.0; STRIP];
        for from in (0..firms).step_by(STRIP) {
            let strip = from..firms.min(from + STRIP);
            let width = strip.len();
            for (counts, factors) in counts.iter_mut().zip(factors) {
                counts.iter_mut().zip(&factors[strip.clone()]).for_each(|(x, n)| *x = f64::from(*n));
            }
            for (term, &(first, second)) in self.terms.iter().enumerate() {
                let first = &self.columns[first][strip.clone()];
                let values = match second {
                    Some(second) => {
                        let both = first.iter().zip(&self.columns[second][strip.clone()]);
                        product.iter_mut().zip(both).for_each(|(x, (a, b))| *x = a * b);
                        &product[..width]
                    }
                    None => first,
                };
                for (sums, counts) in sums.iter_mut().zip(&counts) {
                    sums[term] += stats::dot(&counts[..width], values);
                }
            }
        }
        sums
    }
}

/// Number of times a replicate draws each firm.
fn draw(firms: usize, stream: u64) -> Vec<u16> {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    random.set_stream(stream);
    let mut counts = vec![0u16; firms];
    for _ in 0..firms {
        let count = &mut counts[random.random_range(0..firms as u32) as usize];
        *count = count.saturating_add(1);
    }
    counts
}

/// Computes weights from the sums of a replicate.
struct Weigher {
    rule: Rule,
    indicators: usize,
    /// Per indicator, a deviation of 1 in units after min-max scaling (CRITIC), or in shares.
    units: Vec<f64>,
    /// Whether each indicator varies in the cohort, not in the replicate.
    vary: Vec<bool>,
    /// Positions of sums, as in [`Sums`].
    pairs: Vec<[usize; 6]>,
}

impl Weigher {
    fn of(columns: &[Cells<f64>], rule: Rule, sums: &Sums) -> Weigher {
        let range = |column: &Cells<f64>| match rule {
            Rule::Critic(_) => critic::range(column),
            _ => 1.0,
        };
        let units = sums.scale.iter().zip(columns).map(|([_, deviation], column)| deviation / range(column));
        let vary = columns.par_iter().map(varies).collect();
        Weigher { rule, indicators: columns.len(), units: units.collect(), vary, pairs: sums.pairs.clone() }
    }

    fn of_sums(&self, sums: &[f64]) -> Vec<f64> {
        let m = self.indicators;
        match self.rule {
            Rule::Merec(_) => in_proportion(sums, &self.vary),
            Rule::Entropy => {
                let spread = |j: usize| {
                    let (whole, logs, known) = (sums[j], sums[m + j], sums[2 * m + j]);
                    let entropy = (whole.ln() - logs / whole) / known.ln();
                    // The entropy is undefined if all shares are 0, and for a single firm.
                    if entropy.is_finite() { (1.0 - entropy).clamp(0.0, 1.0) } else { 0.0 }
                };
                let spread: Vec<f64> =
                    (0..m).map(spread).map(|x| if x > CONSTANT { x } else { 0.0 }).collect();
                in_proportion(&spread, &self.vary)
            }
            Rule::StdDev | Rule::Critic(_) | Rule::Pca => {
                let variances: Vec<f64> =
                    sums[..3 * m].chunks_exact(3).map(|sums| variance(sums[0], sums[1], sums[2])).collect();
                let vary: Vec<bool> = variances.iter().map(|variance| *variance > 0.0).collect();
                let deviations: Vec<f64> = variances
                    .iter()
                    .zip(&self.units)
                    .map(|(variance, unit)| variance.sqrt() * unit)
                    .collect();
                match self.rule {
                    Rule::StdDev => in_proportion(&deviations, &vary),
                    Rule::Pca => pca::of_correlations(&correlations(sums, &self.pairs, m), &vary).weights,
                    _ => critic::of_moments(deviations, correlations(sums, &self.pairs, m), &vary).weights,
                }
            }
        }
    }
}

/// `Σz²/n − (Σz/n)²` of values that have mean 0 and variance 1 in the cohort; 0 for a constant.
fn variance(known: f64, sum: f64, squares: f64) -> f64 {
    let mean = sum / known;
    let variance = squares / known - mean * mean;
    if variance > CONSTANT { variance } else { 0.0 }
}

/// Pearson's correlations of all pairs by the positions of six sums each; `None` if one is constant.
fn correlations(sums: &[f64], places: &[[usize; 6]], m: usize) -> Vec<Vec<Option<f64>>> {
    let mut matrix = vec![vec![None; m]; m];
    for ((i, j), places) in pairs(m).zip(places) {
        let [known, x, y, xx, yy, xy] = places.map(|at| sums[at]);
        let product = variance(known, x, xx) * variance(known, y, yy);
        let r =
            (product > 0.0).then(|| stats::snapped((xy / known - x / known * (y / known)) / product.sqrt()));
        (matrix[i][j], matrix[j][i]) = (r, r);
    }
    matrix
}

fn pairs(m: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..m).flat_map(move |i| (i + 1..m).map(move |j| (i, j)))
}

/// `f` of each known share; 0 for a missing one.
fn values(column: &Cells<f64>, f: impl Fn(f64) -> f64) -> Vec<f64> {
    column.iter().map(|share| share.map_or(0.0, &f)).collect()
}

/// Whether every firm has a known share.
fn is_whole(column: &Cells<f64>) -> bool {
    column.present.iter().all(|present| *present)
}

/// Mean and deviation of the known shares; 0 and 0 without variation.
fn scale_of(column: &Cells<f64>) -> [f64; 2] {
    if !varies(column) {
        return [0.0; 2];
    }
    [super::sum_of(column, |x| x) / known(column) as f64, stddev::deviation(column)]
}

fn scaled(column: &Cells<f64>, [mean, deviation]: [f64; 2]) -> Vec<f64> {
    values(column, |x| if deviation > 0.0 { (x - mean) / deviation } else { 0.0 })
}

/// Ranks of the known shares; ties have their mean rank.
fn ranked(column: &Cells<f64>) -> Cells<f64> {
    let known: Vec<f64> = column.iter().flatten().collect();
    let mut ranks = stats::mean_ranks(&known).into_iter();
    let rank = |present: &bool| if *present { ranks.next().unwrap_or_default() } else { 0.0 };
    Cells { values: column.present.iter().map(rank).collect(), present: column.present.clone() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{entropy, merec};
    use super::*;

    const RULES: [Rule; 6] = [
        Rule::StdDev,
        Rule::Entropy,
        Rule::Critic(Correlation::Pearson),
        Rule::Critic(Correlation::Spearman),
        Rule::Merec(0.01),
        Rule::Pca,
    ];

    fn derived(columns: &[Cells<f64>], rule: Rule) -> Vec<f64> {
        match rule {
            Rule::StdDev => stddev::stddev(columns).weights,
            Rule::Entropy => entropy::entropy(columns).weights,
            Rule::Critic(correlation) => critic::critic(columns, correlation).weights,
            Rule::Merec(least_share) => merec::merec(columns, least_share).weights,
            Rule::Pca => pca::pca(columns).weights,
        }
    }

    proptest! {
        /// With each firm drawn once, the sums give the method's own weights, whatever is missing or
        /// constant.
        #[test]
        fn sums_make_the_weights_of_the_method(
            rows in
                prop::collection::vec(prop::collection::vec(prop::option::weighted(0.9, 0..40u32), 4), 6..60),
            whole in any::<bool>(),
        ) {
            let cell = |row: &Vec<Option<u32>>, j: usize| match row[j] {
                None if whole => Some(0.3),
                cell => cell.map(|x| f64::from(x) / 40.0),
            };
            let columns: Vec<Cells<f64>> = (0..4)
                .map(|j| {
                    let mut cells = Cells::default();
                    rows.iter().for_each(|row| cells.push(cell(row, j)));
                    cells
                })
                .collect();
            // The method ranks a pair among the firms with both shares, a replicate within each column.
            let are_whole = columns.iter().all(is_whole);
            let is_fit = |rule: &&Rule| are_whole || **rule != Rule::Critic(Correlation::Spearman);
            for &rule in RULES.iter().filter(is_fit) {
                let sums = Sums::of(&columns, rule);
                let once = sums.weighted(&[vec![1; rows.len()]]);
                let found = Weigher::of(&columns, rule, &sums).of_sums(&once[0]);
                for (found, expected) in found.iter().zip(derived(&columns, rule)) {
                    prop_assert!((found - expected).abs() < 1e-8, "{rule:?}: {found} is not {expected}");
                }
            }
        }
    }

    #[test]
    fn replicates_are_few_only_of_many_firms() {
        assert_eq!(replicates(10, 3), 1000);
        assert_eq!(replicates(520_000, 171 + 54), 200);
        assert!((201..1000).contains(&replicates(70_000, 171 + 54)));
        let counts = draw(1000, 3);
        assert_eq!(counts.iter().map(|count| usize::from(*count)).sum::<usize>(), 1000);
        assert_ne!(counts, draw(1000, 4));
    }
}
