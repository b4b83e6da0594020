//! Nonlinear dependence of one column on another: the correlation ratio by a penalised spline.

mod equations;
mod places;

use self::equations::Equations;
use self::places::{Moments, Places};

/// Exponents of the penalties `10^(k/2)`, tried from the greatest to the least.
const PENALTIES: std::ops::RangeInclusive<i32> = -12..=8;
/// Cost of a degree of freedom in the criterion (Kim and Gu 2004).
const COST: f64 = 1.4;
/// Least mean square of residuals, as a share of the variance of `y`, that sums of doubles distinguish from
/// 0. Curves with a closer fit count as equal, and the smoother one is chosen.
const FITTED: f64 = 1e-12;
/// Relative improvement required to replace a smoother curve: more than the rounding error of sums.
const BETTER: f64 = 1e-9;
/// The penalty of [`undersmoothed`] over that of [`correlation_ratio`].
const UNDERSMOOTHED: f64 = 0.01;

/// Variance of one column explained by a curve over another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CorrelationRatio {
    /// `S = Var(E[y|x]) / Var(y)`, in 0..=1, never below [`CorrelationRatio::linear`].
    pub ratio: f64,
    /// `R² = r²`, the square of Pearson's correlation: the share a straight line explains.
    pub linear: f64,
    /// Effective degrees of freedom of the curve: 2 for the straight line, 1 where `x` is constant.
    pub freedom: f64,
}

/// The correlation ratio `S = Var(E[y|x]) / Var(y)` (Pearson 1905; as a measure of importance Paruolo,
/// Saisana and Saltelli 2013), with `E[y|x]` a straight line and a penalised cubic spline over the ranks of
/// `x`, its knots at quantiles (Eilers and Marx 1996; Ruppert 2002).
///
/// `E[y|x]` is invariant under increasing functions of `x`, so the spline is over `u`, the mid-rank of `x`
/// from 0 to 1: the share of the observations below it and half of those equal to it. Each of the 40
/// intervals of the spline then has the same number of observations, even if `x` is skewed; equal intervals
/// of `x` itself would leave most observations in one. A value shared by more than a 40th of the observations
/// counts as a 40th, so that it fills no more than one interval.
///
/// The curve is `α + β x + Σ a_k B_k(u)`, with cubic B-splines `B_k`, and minimises
/// `Σ(y − curve)² / n + λ Σ(a_k − 2 a_(k−1) + a_(k−2))²`. With `B̃` the residuals of `B` on 1 and `x`, and
/// `e` those of `y`, `a` solves `(B̃ᵀB̃ / n + λP) a = B̃ᵀe / n`. Of `10^4, 10^3.5, …, 10^−6` and infinity
/// (the line alone), `λ` is the one with the least `RSS / (1 − 1.4 · df / n)²`: generalised cross-validation
/// (Craven and Wahba 1979) in which a degree of freedom costs 1.4 (Kim and Gu 2004), so that a few firms do
/// not bend the curve. The degrees of freedom are `df = 2 + tr (B̃ᵀB̃/n + λP)⁻¹ B̃ᵀB̃/n`. Of equal curves the
/// smoother one is chosen.
///
/// `S` is the coefficient of determination adjusted for the degrees of freedom, `1 − (RSS / (n − df)) / (Σ(y
/// − ȳ)² / (n − 1))`, but at least the `R²` of the line: the variance of the curve itself would be biased
/// down by the penalty, and up by noise.
///
/// For speed, more than 1,024 different `x` are pooled: neighbours share a place of the spline, a 1,024th of
/// the observations; the line and all variances are exact. For a constant `x`, `S` is 0. `None` for fewer
/// than two pairs and for a constant `y`. The order of the pairs does not matter.
///
/// # Panics
/// If the two slices differ in length.
pub fn correlation_ratio(x: &[f64], y: &[f64]) -> Option<CorrelationRatio> {
    assert_eq!(x.len(), y.len(), "pairs have two sides");
    let pairs = x.iter().zip(y).map(|(x, y)| (*x, *y, ()));
    Some(Smoother::of(pairs)?.found)
}

/// Residuals of a curve over one column, pair by pair.
#[derive(Clone, Debug)]
pub struct Residuals {
    /// Squared residual of each pair, as a share of the variance of `y`.
    pub squares: Vec<f64>,
    /// Effective degrees of freedom of the curve.
    pub freedom: f64,
}

/// The residuals of a curve with a hundredth of the penalty of [`correlation_ratio`]. That lowers the bias of
/// `S`, which confidence intervals do not cover, below its standard error (undersmoothing: Hall 1992, The
/// bootstrap and Edgeworth expansion, 4.4). For a constant `x`, they are the residuals from the mean. `None`
/// for a constant `y`, and for fewer than two pairs.
///
/// # Panics
/// If the two slices differ in length.
pub fn undersmoothed(x: &[f64], y: &[f64]) -> Option<Residuals> {
    assert_eq!(x.len(), y.len(), "pairs have two sides");
    let pairs = (0..).zip(x.iter().zip(y)).map(|(at, (x, y))| (*x, *y, at));
    let Smoother { places, moments, penalty, found } = Smoother::<u32>::of(pairs)?;
    let equations = Equations::of(&places, &moments);
    let bent = penalty.and_then(|penalty| equations.fit(penalty * UNDERSMOOTHED));
    // A few pairs do not allow a lower penalty.
    let curve =
        bent.filter(|curve| 2.0 + curve.freedom() < moments.count / 2.0).or_else(|| equations.fit(penalty?));
    let mut squares = vec![0.0; x.len()];
    places.for_each(|at, place, [x, y]| {
        let bent = curve.as_ref().map_or(0.0, |curve| equations.beside_line(curve, place, x));
        squares[at as usize] = (y - equations.slope * x - bent).powi(2) / moments.yy;
    });
    let freedom = curve.map_or(found.freedom, |curve| 2.0 + curve.freedom());
    Some(Residuals { squares, freedom })
}

/// Adjusted `S` of `n` observations: `1 − rest (n − 1) / (n − df)`, at least `linear`, with `rest` the share
/// of the variance in the residuals.
fn adjusted(linear: f64, rest: f64, freedom: f64, n: f64) -> f64 {
    (1.0 - rest.max(0.0) * (n - 1.0) / (n - freedom)).max(linear)
}

/// The curve with the least cross-validation criterion.
#[derive(Debug)]
struct Smoother<T> {
    places: Places<T>,
    moments: Moments,
    /// Penalty of the spline; `None` for the straight line.
    penalty: Option<f64>,
    found: CorrelationRatio,
}

impl<T: Copy> Smoother<T> {
    fn of(pairs: impl Iterator<Item = (f64, f64, T)>) -> Option<Smoother<T>> {
        let places = Places::of(pairs)?;
        let moments = places.moments();
        let linear = moments.linear()?;
        let (penalty, found) = Smoother::choose(&places, &moments, linear);
        Some(Smoother { places, moments, penalty, found })
    }

    /// The penalty with the least cross-validation criterion, and its curve.
    fn choose(places: &Places<T>, moments: &Moments, linear: f64) -> (Option<f64>, CorrelationRatio) {
        if moments.xx == 0.0 {
            return (None, CorrelationRatio { ratio: 0.0, linear: 0.0, freedom: 1.0 });
        }
        let yy = moments.yy;
        let left = (yy * (1.0 - linear)).max(0.0);
        let criterion = |rest: f64, freedom: f64| {
            let kept = 1.0 - COST * freedom / moments.count;
            (kept > 0.0).then(|| rest.max(FITTED * yy) / (kept * kept))
        };
        let mut best = (None, CorrelationRatio { ratio: linear, linear, freedom: 2.0 });
        let Some(mut least) = criterion(left, 2.0) else { return best };
        let equations = Equations::of(places, moments);
        for exponent in PENALTIES.rev() {
            let penalty = 10f64.powf(f64::from(exponent) / 2.0);
            let Some(curve) = equations.fit(penalty) else { continue };
            let freedom = 2.0 + curve.freedom();
            let rest = left - curve.gain;
            let Some(found) = criterion(rest, freedom) else { break };
            if found < least * (1.0 - BETTER) {
                least = found;
                let ratio = adjusted(linear, rest / yy, freedom, moments.count);
                best = (Some(penalty), CorrelationRatio { ratio, linear, freedom });
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{Rng, RngExt, SeedableRng};
    use rand_distr::{Distribution, StandardNormal};

    use super::*;

    fn uniform(n: usize, random: &mut impl Rng) -> Vec<f64> {
        (0..n).map(|_| random.random_range(-1.0..1.0)).collect()
    }

    fn ratio(x: &[f64], y: &[f64]) -> CorrelationRatio {
        correlation_ratio(x, y).expect("both vary")
    }

    #[test]
    fn known_shapes() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(1);
        let x = uniform(20_000, &mut random);
        let line = ratio(&x, &x.iter().map(|x| 3.0 - 2e-3 * x).collect::<Vec<_>>());
        assert!((line.ratio - 1.0).abs() < 1e-12 && line.freedom == 2.0, "{line:?}");
        let square = ratio(&x, &x.iter().map(|x| x * x).collect::<Vec<_>>());
        assert!(square.linear < 1e-3 && square.ratio > 0.9999, "{square:?}");
        let step = ratio(&x, &x.iter().map(|x| f64::from(*x > 0.0)).collect::<Vec<_>>());
        assert!(step.linear < 0.76 && step.ratio > 0.95, "{step:?}");
        let noise = ratio(&x, &uniform(20_000, &mut random));
        assert!(noise.ratio < 1e-3, "{noise:?}");
        // Noise over a few firms does not bend the curve either.
        let few: f64 =
            (0..200).map(|_| ratio(&uniform(30, &mut random), &uniform(30, &mut random)).ratio).sum();
        assert!(few / 200.0 < 0.07, "{few}");
    }

    #[test]
    fn a_sum_of_independent_parts_splits_by_their_variances() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(2);
        let parts: Vec<Vec<f64>> = (0..3).map(|_| uniform(100_000, &mut random)).collect();
        let weights = [0.5, 0.3, 0.2];
        let y: Vec<f64> = (0..100_000).map(|at| (0..3).map(|j| weights[j] * parts[j][at]).sum()).collect();
        let whole: f64 = weights.iter().map(|weight| weight * weight).sum();
        for (part, weight) in parts.iter().zip(weights) {
            let found = ratio(part, &y).ratio;
            assert!((found - weight * weight / whole).abs() < 0.01, "{found} for {weight}");
        }
    }

    /// For `x = exp(σ z)` and `y = ρ z + √(1 − ρ²) e` with normal `z` and `e`, `S = ρ²` for any `σ`, and a
    /// curve over equal intervals of `x` finds half of it.
    #[test]
    fn skew_hides_nothing() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(5);
        for (n, within) in [(400, 0.06), (6000, 0.02)] {
            let z: Vec<[f64; 2]> =
                (0..n).map(|_| std::array::from_fn(|_| StandardNormal.sample(&mut random))).collect();
            for (rho, sigma) in [(0.8f64, 1.0), (0.8, 3.0), (0.95, 2.0), (-0.95, 3.0)] {
                let x: Vec<f64> = z.iter().map(|[z, _]| (sigma * z).exp()).collect();
                let y: Vec<f64> = z.iter().map(|[z, e]| rho * z + (1.0 - rho * rho).sqrt() * e).collect();
                let found = ratio(&x, &y);
                assert!((found.ratio - rho * rho).abs() < within, "{found:?} for {rho}, {sigma}, {n}");
                assert!(sigma < 3.0 || found.linear < 0.3, "{found:?}");
            }
        }
    }

    /// Most firms have 0, and the few others differ: they are not pooled.
    #[test]
    fn a_value_that_most_have_leaves_room_for_the_others() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(6);
        let x: Vec<f64> =
            (0..4000).map(|at| if at % 10 == 0 { random.random::<f64>() } else { 0.0 }).collect();
        let wave = |x: f64| if x == 0.0 { 0.0 } else { (12.0 * x).sin() };
        let y: Vec<f64> = x.iter().map(|x| wave(*x)).collect();
        let found = ratio(&x, &y);
        assert!(found.ratio > 0.99 && found.linear < 0.1, "{found:?}");
    }

    #[test]
    fn the_order_of_pairs_leaves_no_trace() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(7);
        for n in [50, 3000] {
            let x: Vec<f64> = uniform(n, &mut random).iter().map(|x| (x * 40.0).round()).collect();
            let y: Vec<f64> = x.iter().map(|x| x * x + random.random::<f64>()).collect();
            let turned = |values: &[f64]| values.iter().rev().copied().collect::<Vec<f64>>();
            assert_eq!(ratio(&turned(&x), &turned(&y)), ratio(&x, &y));
        }
    }

    #[test]
    fn residuals_are_those_of_the_curve() {
        let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(8);
        for n in [500, 3000] {
            let x = uniform(n, &mut random);
            let y: Vec<f64> = x.iter().map(|x| 2.0 * x.abs() + 0.3 * random.random::<f64>()).collect();
            let left = undersmoothed(&x, &y).expect("both vary");
            let rest = left.squares.iter().sum::<f64>() / (n as f64 - left.freedom);
            let found = ratio(&x, &y);
            assert!((1.0 - rest - found.ratio).abs() < 0.003, "{rest} {found:?}");
            assert!(left.freedom > found.freedom);
            // Noise is uniform in a width of 0.3; |x| has the variance 1/12.
            let noise = 0.09 / 12.0;
            assert!((rest - noise / (noise + 4.0 / 12.0)).abs() < 0.002, "{rest}");
        }
        // A constant explains nothing, so all variance is left.
        let left = undersmoothed(&[1.0; 4], &[1.0, 2.0, 3.0, 4.0]).expect("y varies");
        assert!((left.squares.iter().sum::<f64>() - 4.0).abs() < 1e-12 && left.freedom == 1.0);
        assert!(undersmoothed(&[1.0, 2.0], &[3.0, 3.0]).is_none());
    }

    #[test]
    fn tiers_have_the_means_of_their_firms() {
        // Without noise the ratio of groups: variance of (1, 5, 2) over that of all, four firms each and ±1
        // about them.
        let x: Vec<f64> = (0..1200).map(|at| f64::from(at % 3)).collect();
        let y: Vec<f64> =
            (0..1200).map(|at| [1.0, 5.0, 2.0][at % 3] + if at / 3 % 2 == 0 { 1.0 } else { -1.0 }).collect();
        let between =
            ((1.0f64 - 8.0 / 3.0).powi(2) + (5.0f64 - 8.0 / 3.0).powi(2) + (2.0f64 - 8.0 / 3.0).powi(2))
                / 3.0;
        let found = ratio(&x, &y);
        assert!((found.ratio - between / (between + 1.0)).abs() < 1e-3, "{found:?}");
    }

    #[test]
    fn what_does_not_vary_is_defined() {
        assert_eq!(correlation_ratio(&[], &[]), None);
        assert_eq!(correlation_ratio(&[1.0], &[2.0]), None);
        assert_eq!(correlation_ratio(&[1.0, 2.0], &[3.0, 3.0]), None);
        let nothing = CorrelationRatio { ratio: 0.0, linear: 0.0, freedom: 1.0 };
        assert_eq!(correlation_ratio(&[1.0, 1.0], &[3.0, 4.0]), Some(nothing));
        assert_eq!(ratio(&[1.0, 2.0], &[3.0, 4.0]).ratio, 1.0);
        assert!(ratio(&[f64::MIN, 0.0, f64::MAX], &[1.0, 2.0, 3.0]).ratio > 0.999);
    }

    proptest! {
        #[test]
        fn it_is_a_share_at_least_the_line_and_knows_no_unit(
            pairs in prop::collection::vec((-20i32..20, -50i32..50), 2..300), by in 1e-3..1e3f64, flip: bool,
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) =
                pairs.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).unzip();
            let Some(found) = correlation_ratio(&x, &y) else { return Ok(()) };
            prop_assert!((0.0..=1.0).contains(&found.ratio) && found.linear <= found.ratio);
            let r = super::super::pearson(&x, &y).unwrap_or(0.0);
            prop_assert!((found.linear - r * r).abs() < 1e-11);
            let sign = if flip { -by } else { by };
            let other = ratio(&x.iter().map(|x| 7.0 + sign * x).collect::<Vec<_>>(), &y);
            prop_assert!((other.ratio - found.ratio).abs() < 1e-3, "{found:?} {other:?}");
        }
    }
}
