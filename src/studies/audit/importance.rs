//! Real importance of indicators for the points, beside their nominal weight.

use rayon::prelude::*;

use super::chance::tested;
use super::effect::{Importance, are_few};
use super::own;
use crate::firms::Cells;
use crate::stats;

/// Nominal weight of an indicator or a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// Share of the scale, 0..=1, the mean over the firms.
    pub nominal: f64,
    /// Share of the firms that it counts for, 0..=1.
    pub counted: f64,
    /// Expected part of the variance of the points if indicators were independent and their marks had the
    /// same variance, in units of that variance: `w² / f` with `w` [`Weight::nominal`] and `f`
    /// [`Weight::counted`]; for a group, the sum over its indicators.
    pub alone: f64,
}

impl Weight {
    /// Weight of an indicator from its mean share of the scale and the share of the firms that it counts for.
    pub fn of(nominal: f64, counted: f64) -> Weight {
        Weight { nominal, counted, alone: square(nominal, counted) }
    }

    /// Weight of a group of `indicators` that counts for the share `counted` of the firms.
    pub fn of_group(indicators: &[Weight], counted: f64) -> Weight {
        Weight {
            nominal: stats::sum(indicators.iter().map(|one| one.nominal)),
            counted,
            alone: stats::sum(indicators.iter().map(|one| one.alone)),
        }
    }
}

/// `w² / f`, that is `f (w / f)²`: for the share `f` of the firms that it counts for, an indicator has the
/// weight `w / f`.
fn square(nominal: f64, counted: f64) -> f64 {
    if counted > 0.0 { nominal * nominal / counted } else { 0.0 }
}

/// Importance of each of `columns`, shares of full marks with their nominal weights, for the `points`.
///
/// `S` and `R²` are taken over the firms whose share is known. The main effect `S` is the expected reduction
/// of the variance of the points if the indicator were fixed (Paruolo, Saisana and Saltelli 2013, Ratings and
/// rankings: voodoo or science?, JRSS A 176). Becker, Saisana, Paruolo and Vandecasteele (2017, Weights and
/// importance in composite indicators: closing the gap, Ecological Indicators 80) compare `S / Σ S` with the
/// weights, and so does [`Importance::over_nominal`]. A nominal weight is a mean over all firms, to which a
/// firm without weight adds 0. So each `S` is multiplied by the share of the firms that the indicator counts
/// for, which is the mean of `S` with 0 for the other firms.
///
/// Importance is in proportion to squared weights: for a weighted sum of independent columns
/// `S = w² Var(x) / Var(y)`. So weights of 60, 30 and 10 % give importances of 78, 20 and 2 % even if nothing
/// is wrong, and [`Importance::over_expected`] compares the share with these. The reference assumes the same
/// variance for all columns, since a weight is meant to state how much marks count: with the actual
/// variances, marks that hardly vary would appear to be right. [`Importance::spread`] is the part of
/// `over_expected` that is due to the variance; the rest is due to positive or negative correlation with
/// other columns. A column has the weight `w / f` for the share `f` of the firms, hence `f (w / f)²`. The
/// reference of a group assumes that its indicators are independent too.
///
/// `S` is split as in the paper of 2017: `x` is regressed linearly on all other columns. The uncorrelated
/// part of `S` is what the residual `z` explains of the points; the correlated part is the rest. For a
/// weighted sum, the line of `y` on `z` has the slope `w`, whatever the dependence, and
/// `R²_u = w² Var(z) / Var(y)`. The paper also smooths `y` over `z`, which requires that `z` is independent
/// of the other indicators, not only uncorrelated with them. If most firms have no marks, `z` is for these
/// firms the negative prediction of `x` from the others, and a curve over `z` would attribute the part of the
/// others to `x`. So the part that a curve over `x` explains beyond the line, `S − R²`, is split in the
/// proportion in which the variance of `x` is: `S_u = R²_u + (S − R²)(1 − R²_x)`, with `R²_x` that of `x` on
/// the others. Independent columns have `S_u = S`; a column that the others determine completely has
/// `S_u = 0`.
///
/// The split, including its `S`, uses the firms whose shares are all known, [`Importance::split_firms`].
/// Columns known for fewer than 30 of at least 30 firms are left out, as are columns without a known share.
/// The split is `None` unless there are at least two firms more than columns. A constant column has an
/// importance of 0; if the points are constant, every importance is 0.
///
/// # Panics
/// If columns and points differ in length.
pub fn importance(columns: &[Cells<f64>], weights: &[Weight], points: &[f64]) -> Vec<Importance> {
    assert!(columns.iter().all(|column| column.len() == points.len()));
    let mut found: Vec<Importance> = columns
        .par_iter()
        .zip(weights)
        .map(|(column, weight)| main_effect(column, weight.nominal, points))
        .collect();
    let p = |one: &Importance| one.correlation.and_then(|r| stats::correlation_p(r, one.firms));
    let chances = tested(&found.iter().map(p).collect::<Vec<_>>());
    found.iter_mut().zip(chances).for_each(|(one, chance)| one.correlation_chance = chance);
    shares(columns, weights, points.len(), &mut found);
    own::split(columns, points, &mut found);
    found
}

fn main_effect(column: &Cells<f64>, nominal: f64, points: &[f64]) -> Importance {
    let (x, y): (Vec<f64>, Vec<f64>) = column.iter().zip(points).filter_map(|(x, y)| Some((x?, *y))).unzip();
    let of = stats::correlation_ratio(&x, &y);
    Importance {
        nominal,
        firms: x.len(),
        correlation: stats::pearson(&x, &y),
        ratio: of.map(|of| of.ratio),
        freedom: of.map(|of| of.freedom),
        linear: of.map(|of| of.linear),
        ..Importance::default()
    }
}

/// Adds the importance as a share, and the expected share.
fn shares(columns: &[Cells<f64>], weights: &[Weight], firms: usize, found: &mut [Importance]) {
    // A curve through a few firms fits all of them: its S of nearly 1 would reduce the shares of the others.
    let counts: Vec<bool> = found
        .iter()
        .map(|one| one.nominal > 0.0 && one.ratio.is_some() && !are_few(one.firms, firms))
        .collect();
    let all = || (0..counts.len()).filter(|&at| counts[at]);
    let mean: Vec<f64> =
        found.iter().zip(weights).map(|(one, weight)| one.ratio.unwrap_or(0.0) * weight.counted).collect();
    let deviation = |column: &Cells<f64>| {
        let spread = stats::mean_and_deviation(&mut column.iter().flatten().collect::<Vec<f64>>());
        spread.map_or(0.0, |(_, deviation)| deviation)
    };
    let deviations: Vec<f64> = columns.par_iter().map(deviation).collect();
    // In units of the greatest, so that no square exceeds the range of doubles.
    let unit = deviations.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let added: Vec<f64> = deviations
        .iter()
        .zip(weights)
        .map(|(deviation, weight)| square(weight.nominal, weight.counted) * (deviation / unit).powi(2))
        .collect();
    let sum = |of: &dyn Fn(usize) -> f64| stats::sum(all().map(of));
    let whole = sum(&|at| mean[at]);
    let (nominal, alone, spread) =
        (sum(&|at| weights[at].nominal), sum(&|at| weights[at].alone), sum(&|at| added[at]));
    for at in all().filter(|_| whole > 0.0) {
        let (share, expected) = (mean[at] / whole, weights[at].alone / alone);
        let one = &mut found[at];
        one.share = Some(share);
        one.over_nominal = Some(share / (one.nominal / nominal));
        one.expected = Some(expected);
        one.over_expected = Some(share / expected);
        one.spread = (spread > 0.0).then(|| added[at] / spread / expected);
    }
}

#[cfg(test)]
mod tests {
    use rand::{Rng, RngExt, SeedableRng};

    use super::*;

    const FIRMS: usize = 20_000;

    fn uniform(random: &mut impl Rng) -> Vec<f64> {
        (0..FIRMS).map(|_| random.random_range(0.0..1.0)).collect()
    }

    /// The weights of indicators that count for all firms.
    fn everywhere(nominal: &[f64]) -> Vec<Weight> {
        nominal.iter().map(|nominal| Weight::of(*nominal, 1.0)).collect()
    }

    fn weighted(columns: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
        let firm = |at: usize| columns.iter().zip(weights).map(|(column, w)| w * column[at]).sum();
        (0..FIRMS).map(firm).collect()
    }

    /// Points and shares have no unit: scaling leaves every result the same, up to the end of the range of
    /// doubles.
    #[test]
    fn importance_does_not_depend_on_the_unit() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(3);
        let columns: Vec<Vec<f64>> = (0..3).map(|_| uniform(&mut random)).collect();
        let points = weighted(&columns, &[3.0, 2.0, 1.0]);
        let by = |unit: f64| {
            let scaled = |column: &Vec<f64>| column.iter().map(|x| x * unit).collect::<Vec<f64>>();
            let cells: Vec<Cells<f64>> = columns.iter().map(|column| Cells::known(scaled(column))).collect();
            importance(&cells, &everywhere(&[0.5, 0.3, 0.2]), &scaled(&points))
        };
        for unit in [1e-300, 1e-200, 1e200, 1e300] {
            for (found, expected) in by(unit).iter().zip(by(1.0)) {
                near(found.correlation, expected.correlation.unwrap_or(f64::NAN), 1e-9);
                near(found.ratio, expected.ratio.unwrap_or(f64::NAN), 1e-9);
                near(found.uncorrelated, expected.uncorrelated.unwrap_or(f64::NAN), 1e-9);
                near(found.explained_by_others, expected.explained_by_others.unwrap_or(f64::NAN), 1e-9);
            }
        }
    }

    fn near(found: Option<f64>, expected: f64, within: f64) {
        let found = found.expect("it is known");
        assert!((found - expected).abs() < within, "{found} is not {expected}");
    }

    #[test]
    fn independent_indicators_matter_by_the_squares_of_their_weights() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(3);
        let columns: Vec<Vec<f64>> = (0..3).map(|_| uniform(&mut random)).collect();
        let weights = [0.6, 0.3, 0.1];
        let points = weighted(&columns, &weights);
        let cells: Vec<Cells<f64>> = columns.into_iter().map(Cells::known).collect();
        let whole: f64 = weights.iter().map(|w| w * w).sum();
        for (found, w) in importance(&cells, &everywhere(&weights), &points).iter().zip(weights) {
            near(found.ratio, w * w / whole, 0.02);
            near(found.over_nominal, w / whole, 0.05);
            // The whole importance is uncorrelated.
            near(found.uncorrelated, w * w / whole, 0.02);
            near(found.correlated, 0.0, 0.02);
            near(found.explained_by_others, 0.0, 0.01);
        }
    }

    #[test]
    fn what_an_indicator_has_by_going_with_others_is_told_apart() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(4);
        let (a, b, c) = (uniform(&mut random), uniform(&mut random), uniform(&mut random));
        let twin = a.clone();
        // b correlates with a; all of twin's variance is a's.
        let b: Vec<f64> = a.iter().zip(&b).map(|(a, b)| 0.8 * a + 0.6 * b).collect();
        let columns = [a, b, c, twin];
        let points = weighted(&columns, &[1.0, 1.0, 1.0, 0.0]);
        let cells: Vec<Cells<f64>> = columns.map(Cells::known).into();
        let found = importance(&cells, &everywhere(&[0.25; 4]), &points);
        for at in [0, 3] {
            near(found[at].explained_by_others, 1.0, 1e-9);
            near(found[at].uncorrelated, 0.0, 1e-12);
            near(found[at].ratio, found[0].ratio.unwrap_or(0.0), 1e-12);
        }
        // Var y = 1.8² + 0.6² + 1 in units of one column's variance; b's own part is 0.6 of it.
        near(found[1].uncorrelated, 0.36 / 4.6, 0.01);
        near(found[1].linear, (1.8f64 * 0.8 + 0.36).powi(2) / 4.6, 0.02);
        near(found[2].uncorrelated, 1.0 / 4.6, 0.02);
    }

    #[test]
    fn another_order_of_indicators_or_firms_is_another_order_of_results() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(5);
        let a = uniform(&mut random);
        let b: Vec<f64> = a.iter().zip(uniform(&mut random)).map(|(a, b)| (a + b).powi(2)).collect();
        let columns = [a, b, uniform(&mut random)];
        let points = weighted(&columns, &[0.5, 0.2, 0.3]);
        let turned = |values: &[f64]| values.iter().rev().copied().collect::<Vec<f64>>();
        let [a, b, c] = columns.map(Cells::known);
        let back = |cells: &Cells<f64>| Cells::known(turned(&cells.values));
        let one = importance(&[a.clone(), b.clone(), c.clone()], &everywhere(&[0.5, 0.2, 0.3]), &points);
        let other =
            importance(&[back(&c), back(&a), back(&b)], &everywhere(&[0.3, 0.5, 0.2]), &turned(&points));
        for (one, other) in one.iter().zip([&other[1], &other[2], &other[0]]) {
            near(one.ratio, other.ratio.unwrap_or(f64::NAN), 1e-11);
            near(one.over_nominal, other.over_nominal.unwrap_or(f64::NAN), 1e-11);
            near(one.uncorrelated, other.uncorrelated.unwrap_or(f64::NAN), 1e-11);
        }
    }

    #[test]
    fn what_has_no_answer_is_defined() {
        let shares: Cells<f64> = [Some(0.1), None, Some(0.3), Some(0.9), Some(0.2)].into_iter().collect();
        let columns = [
            shares,
            Cells::known(vec![0.5; 5]),
            Cells::missing(5),
            Cells::known(vec![0.0, 1.0, 1.0, 0.0, 1.0]),
        ];
        let points = [1.0, 9.0, 3.0, 9.0, 2.0];
        let found = importance(&columns, &everywhere(&[0.5, 0.5, 0.0, 0.0]), &points);
        near(found[0].linear, 1.0, 1e-12);
        assert_eq!(
            (found[1].ratio, found[1].correlation, found[1].over_nominal),
            (Some(0.0), None, Some(0.0))
        );
        assert_eq!((found[2].ratio, found[2].share), (None, None));
        assert_eq!((found[3].share, found[3].over_nominal), (None, None));
        // Four firms are too few for three columns.
        assert_eq!(found[0].uncorrelated, None);
        let flat = importance(&columns, &everywhere(&[0.5, 0.5, 0.0, 0.0]), &[7.0; 5]);
        assert!(flat.iter().all(|one| one.ratio.is_none() && one.share.is_none()));
        let alone = columns.map(|column| column.take(&[0]));
        assert!(importance(&alone, &everywhere(&[1.0; 4]), &[1.0])[0].ratio.is_none());
        assert!(importance(&[], &[], &[]).is_empty());
    }

    #[test]
    fn what_is_known_of_few_firms_takes_no_part_in_the_split() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(6);
        let [a, b, rare] = [(); 3].map(|()| uniform(&mut random)[..500].to_vec());
        let points: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a + b).collect();
        for known in [4, 8, 29] {
            let rare: Cells<f64> =
                rare.iter().enumerate().map(|(at, x)| (at < known).then_some(*x)).collect();
            let columns = [Cells::known(a.clone()), Cells::known(b.clone()), rare];
            let found = importance(&columns, &everywhere(&[0.4, 0.4, 0.2]), &points);
            assert_eq!(found.iter().map(|one| one.split_firms).collect::<Vec<_>>(), [500, 500, 0]);
            near(found[0].uncorrelated, 0.5, 0.1);
            assert_eq!(found[2].uncorrelated, None);
        }
    }
}
