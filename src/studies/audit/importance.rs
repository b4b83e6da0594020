//! What indicators really do to the points, beside the weight they are given.

use rayon::prelude::*;
use serde::Serialize;

use crate::firms::Cells;
use crate::stats::{self, OnOthers};

/// Firms below which what is taken over them says too little to judge by.
pub(super) const FEW: usize = 30;

/// Whether `known` firms of `all` are too few to judge by what they show: fewer than 30, where there are 30
/// or more. Where there are fewer altogether, [`Remark`](super::Remark) says so once.
pub fn are_few(known: usize, all: usize) -> bool {
    known < FEW && all >= FEW
}

/// Nominal weight and real importance of an indicator or a group: `x` its share of full marks, `y` the
/// points.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Importance {
    /// The weight it is given: its share of the scale, 0..=1, the mean over the firms. 0 for bonus and
    /// deduction, which are no part of the scale, and for what has no weight.
    pub nominal: f64,
    /// Firms whose share is known: those `correlation`, `ratio` and `linear` are taken over.
    pub firms: usize,
    /// Pearson's `r` of `x` and `y`; `None` where either is constant.
    pub correlation: Option<f64>,
    /// Main effect: the correlation ratio `S = Var(E[y|x]) / Var(y)`, see [`stats::correlation_ratio`].
    pub ratio: Option<f64>,
    /// Effective degrees of freedom of the curve behind it; 2 is a straight line.
    pub freedom: Option<f64>,
    /// What a straight line explains: `R² = r²`.
    pub linear: Option<f64>,
    /// `f S / Σ f S` over what has weight, `f` the share of the firms it has weight for: the importance as a
    /// share, as weights are. Nothing where `S` is taken over fewer than 30 of 30 firms or more; it is no
    /// part of `Σ f S` then.
    pub share: Option<f64>,
    /// `share / (nominal / Σ nominal)`, both sums over what has a share: 1 where importance is as the weights
    /// say; nothing without weight.
    pub over_nominal: Option<f64>,
    /// Firms that the split of `R²` is taken over: those of which all shares that take part in it are known.
    /// 0 for what takes no part.
    pub split_firms: usize,
    /// `R²` of `x` on all others: how much of it they say already.
    pub explained_by_others: Option<f64>,
    /// `R²_u`: `R²` of `y` by `z`, the residual of `x` on all others: what it has of its own.
    pub uncorrelated: Option<f64>,
    /// `R² − R²_u`: what it has by going with others. Negative where going against others hides what it has
    /// of its own.
    pub correlated: Option<f64>,
}

/// The importance of each of `columns`, shares of full marks that have these `nominal` weights, for the
/// `points`. Each counts for a part of the firms, `counted`, from 0 to 1: those for which it has weight.
///
/// `S` and `R²` are taken over the firms whose share is known. The main effect says by how much the variance
/// of the points would fall, on average, if the indicator were fixed (Paruolo, Saisana and Saltelli 2013,
/// Ratings and rankings: voodoo or science?, JRSS A 176). Becker, Saisana, Paruolo and Vandecasteele (2017,
/// Weights and importance in composite indicators: closing the gap, Ecological Indicators 80) set `S / Σ S`
/// against the weights, and so does [`Importance::over_nominal`]. A nominal weight is a mean over all firms,
/// to which a firm without weight adds 0; so each `S` is multiplied by the part of the firms that it counts
/// for, which is the mean of `S` with 0 for the others. From them is the split: `x` is regressed linearly on
/// all other columns, and what the residual `z` explains of the points is its own; the rest of what `x`
/// explains it has by correlation.
///
/// The split is that of the linear `R²`. The paper also smooths `y` over `z`; that asks for `z` to be
/// independent of the other indicators and not only uncorrelated with them. Where most firms have no marks,
/// `z` is for them minus what the others say of `x`, and a curve through it would count the others' part as
/// its own.
///
/// The split is taken over the firms of which all shares are known, [`Importance::split_firms`]. Columns
/// known of fewer than 30 of 30 firms or more take no part, nor do columns without any known share. `R²` in
/// `R² − R²_u` is that of the same firms. It needs two firms more than there are columns, else there is none.
/// What the others make up wholly has nothing of its own: 0. A constant column has an importance of 0, and
/// where the points are constant nothing has any. Of a weighted sum of uncorrelated columns
/// `R² = R²_u = w² Var(x) / Var(y)`, and of independent ones `S` is the same.
///
/// # Panics
/// If columns and points differ in length.
pub fn importance(
    columns: &[Cells<f64>],
    nominal: &[f64],
    counted: &[f64],
    points: &[f64],
) -> Vec<Importance> {
    assert!(columns.iter().all(|column| column.len() == points.len()), "a share per firm");
    let mut found: Vec<Importance> = columns
        .par_iter()
        .zip(nominal)
        .map(|(column, nominal)| main_effect(column, *nominal, points))
        .collect();
    // A curve through a few firms hits them all: its S of nearly 1 would take from the shares of the others.
    let counts =
        |one: &Importance| one.nominal > 0.0 && one.ratio.is_some() && !are_few(one.firms, points.len());
    let mean = |one: &Importance, counted: &f64| one.ratio.unwrap_or(0.0) * counted;
    let all = found.iter().zip(counted).filter(|(one, _)| counts(one));
    let whole = stats::sum(all.map(|(one, counted)| mean(one, counted)));
    let weight = stats::sum(found.iter().filter(|one| counts(one)).map(|one| one.nominal));
    let all = found.iter_mut().zip(counted);
    for (one, counted) in all.filter(|(one, _)| counts(one) && whole > 0.0) {
        one.share = Some(mean(one, counted) / whole);
        one.over_nominal = one.share.map(|share| share / (one.nominal / weight));
    }
    split(columns, points, &mut found);
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

/// Adds what each column has of its own, and what by going with others.
fn split(columns: &[Cells<f64>], points: &[f64], found: &mut [Importance]) {
    let used: Vec<usize> = (0..columns.len())
        .filter(|&at| found[at].firms > 0 && !are_few(found[at].firms, points.len()))
        .collect();
    let whole: Vec<usize> =
        (0..points.len()).filter(|&firm| used.iter().all(|&at| columns[at].present[firm])).collect();
    used.iter().for_each(|&at| found[at].split_firms = whole.len());
    if whole.len() < used.len() + 2 {
        return;
    }
    let of = |values: &[f64]| whole.iter().map(|&firm| values[firm]).collect::<Vec<f64>>();
    let y = of(points);
    if y.iter().all(|points| *points == y[0]) {
        return;
    }
    let x: Vec<Vec<f64>> = used.par_iter().map(|&at| stats::standardised(&of(&columns[at].values))).collect();
    let on_others = stats::on_others(&x.iter().map(|x| &**x).collect::<Vec<_>>());
    let parts: Vec<_> = on_others
        .par_iter()
        .enumerate()
        .map(|(at, on_others)| {
            let z = on_others.as_ref().map_or_else(|| vec![0.0; y.len()], |others| residual(&x, at, others));
            (squared(&x[at], &y), squared(&z, &y))
        })
        .collect();
    for ((&at, on_others), (all, own)) in used.iter().zip(on_others).zip(parts) {
        let one = &mut found[at];
        one.explained_by_others = on_others.map(|others| others.explained);
        one.uncorrelated = Some(own);
        one.correlated = Some(all - own);
    }
}

/// `r²`; 0 where the first is constant.
fn squared(x: &[f64], y: &[f64]) -> f64 {
    stats::pearson(x, y).map_or(0.0, |r| r * r)
}

/// What the others leave of a standardised column; 0 throughout where they make it up wholly.
fn residual(columns: &[Vec<f64>], at: usize, others: &OnOthers) -> Vec<f64> {
    if others.explained >= 1.0 {
        return vec![0.0; columns[at].len()];
    }
    let mut left = columns[at].clone();
    for (column, coefficient) in columns.iter().zip(&others.coefficients).filter(|(_, c)| **c != 0.0) {
        left.iter_mut().zip(column).for_each(|(left, x)| *left -= coefficient * x);
    }
    left
}

#[cfg(test)]
mod tests {
    use rand::{Rng, RngExt, SeedableRng};

    use super::*;

    const FIRMS: usize = 20_000;

    fn uniform(random: &mut impl Rng) -> Vec<f64> {
        (0..FIRMS).map(|_| random.random_range(0.0..1.0)).collect()
    }

    fn weighted(columns: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
        let firm = |at: usize| columns.iter().zip(weights).map(|(column, w)| w * column[at]).sum();
        (0..FIRMS).map(firm).collect()
    }

    /// Points and shares have no unit: in another one everything is the same, however near it is to the end
    /// of the range of doubles.
    #[test]
    fn importance_does_not_depend_on_the_unit() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(3);
        let columns: Vec<Vec<f64>> = (0..3).map(|_| uniform(&mut random)).collect();
        let points = weighted(&columns, &[3.0, 2.0, 1.0]);
        let by = |unit: f64| {
            let scaled = |column: &Vec<f64>| column.iter().map(|x| x * unit).collect::<Vec<f64>>();
            let cells: Vec<Cells<f64>> = columns.iter().map(|column| Cells::known(scaled(column))).collect();
            importance(&cells, &[0.5, 0.3, 0.2], &[1.0; 3], &scaled(&points))
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
        for (found, w) in importance(&cells, &weights, &[1.0; 3], &points).iter().zip(weights) {
            near(found.ratio, w * w / whole, 0.02);
            near(found.over_nominal, w / whole, 0.05);
            // All of it is its own.
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
        // b goes with a; all of what twin has is a's.
        let b: Vec<f64> = a.iter().zip(&b).map(|(a, b)| 0.8 * a + 0.6 * b).collect();
        let columns = [a, b, c, twin];
        let points = weighted(&columns, &[1.0, 1.0, 1.0, 0.0]);
        let cells: Vec<Cells<f64>> = columns.map(Cells::known).into();
        let found = importance(&cells, &[0.25; 4], &[1.0; 4], &points);
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
        let one = importance(&[a.clone(), b.clone(), c.clone()], &[0.5, 0.2, 0.3], &[1.0; 3], &points);
        let other =
            importance(&[back(&c), back(&a), back(&b)], &[0.3, 0.5, 0.2], &[1.0; 3], &turned(&points));
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
        let found = importance(&columns, &[0.5, 0.5, 0.0, 0.0], &[1.0; 4], &points);
        near(found[0].linear, 1.0, 1e-12);
        assert_eq!(
            (found[1].ratio, found[1].correlation, found[1].over_nominal),
            (Some(0.0), None, Some(0.0))
        );
        assert_eq!((found[2].ratio, found[2].share), (None, None));
        assert_eq!((found[3].share, found[3].over_nominal), (None, None));
        // Four firms are too few for three columns.
        assert_eq!(found[0].uncorrelated, None);
        let flat = importance(&columns, &[0.5, 0.5, 0.0, 0.0], &[1.0; 4], &[7.0; 5]);
        assert!(flat.iter().all(|one| one.ratio.is_none() && one.share.is_none()));
        let alone = columns.map(|column| column.take(&[0]));
        assert!(importance(&alone, &[1.0; 4], &[1.0; 4], &[1.0])[0].ratio.is_none());
        assert!(importance(&[], &[], &[], &[]).is_empty());
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
            let found = importance(&columns, &[0.4, 0.4, 0.2], &[1.0; 3], &points);
            assert_eq!(found.iter().map(|one| one.split_firms).collect::<Vec<_>>(), [500, 500, 0]);
            near(found[0].uncorrelated, 0.5, 0.1);
            assert_eq!(found[2].uncorrelated, None);
        }
    }
}
