//! How much of one column another explains, whatever the shape: the correlation ratio by a penalised spline.

/// Equal bins the range of `x` is split into where there are more firms; firms of a bin stand at the mean of
/// their `x`.
const BINS: usize = 1 << 10;
/// Equal intervals of the spline over the range of `x`.
const INTERVALS: usize = 20;
/// Cubic B-splines over them.
const SPLINES: usize = INTERVALS + 3;
/// Penalties tried: `10^(k/2)` for `k` from the greatest to the least.
const PENALTIES: std::ops::RangeInclusive<i32> = -12..=8;
/// What a degree of freedom costs in the criterion (Kim and Gu 2004).
const COST: f64 = 1.4;
/// The least mean square of residuals, as a share of the variance of `y`, that sums of doubles leave apart
/// from 0: curves that fit as closely are equal, and the smoother is taken.
const FITTED: f64 = 1e-12;
/// What a curve must be better by, as a share, to replace a smoother one: more than sums of doubles lose.
const BETTER: f64 = 1e-9;

/// What a curve over one column explains of another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CorrelationRatio {
    /// `S = Var(E[y|x]) / Var(y)`, in 0..=1, never below [`CorrelationRatio::linear`].
    pub ratio: f64,
    /// What the straight line explains: `R² = r²`, the square of Pearson's correlation.
    pub linear: f64,
    /// Effective degrees of freedom of the curve: 2 for the straight line, 1 where `x` is constant.
    pub freedom: f64,
}

/// The correlation ratio `S = Var(E[y|x]) / Var(y)` (Pearson 1905; as a measure of importance Paruolo,
/// Saisana and Saltelli 2013), with `E[y|x]` a penalised cubic spline (Eilers and Marx 1996).
///
/// The curve is the least-squares line plus `g(x) = Σ a_k B_k(x)`, with cubic B-splines on 20 equal intervals
/// from the least to the greatest `x`, fitted to the residuals `e` of that line: `a` minimises
/// `Σ(e − g(x))² / n + λ Σ(a_k − 2 a_(k−1) + a_(k−2))²`. That is the same as one penalised fit of `y`, since
/// the penalty leaves lines alone, and so `S = R² + Var(g) / Var(y)`. `λ` is the one of
/// `10^4, 10^3.5, …, 10^−6` or infinity (the line) with the least `RSS / (1 − 1.4 · df / n)²`: generalised
/// cross-validation (Craven and Wahba 1979) in which a degree of freedom, `df = tr (G + λP)⁻¹ G`, costs 1.4
/// (Kim and Gu 2004), so that a few firms do not bend the curve. Of equals the smoother wins.
///
/// So that many firms take one pass, of more than 1,024 those whose `x` lies in the same of 1,024 equal bins
/// stand at the mean of their `x`; the line and all variances are exact. `x` with few different values, such
/// as tiers, is not rounded by it. Where `x` is constant it explains nothing: 0. `None` of fewer than two
/// pairs and where `y` is constant.
///
/// Sums are taken in the order given: who needs the same bits for any order of firms puts them in one of
/// their own.
///
/// # Panics
/// If the two differ in length.
pub fn correlation_ratio(x: &[f64], y: &[f64]) -> Option<CorrelationRatio> {
    assert_eq!(x.len(), y.len(), "pairs have two sides");
    let constant = |values: &[f64]| values.iter().all(|value| *value == values[0]);
    if y.len() < 2 || constant(y) {
        return None;
    }
    if constant(x) {
        return Some(CorrelationRatio { ratio: 0.0, linear: 0.0, freedom: 1.0 });
    }
    let (x, y) = (in_unit_range(x), in_unit_range(y));
    let n = x.len() as f64;
    let mean = |values: &[f64]| super::sum(values.iter().copied()) / n;
    let (x_mean, y_mean) = (mean(&x), mean(&y));
    let [mut xx, mut xy, mut yy] = [0.0; 3];
    for (x, y) in x.iter().zip(&y) {
        let (x, y) = (x - x_mean, y - y_mean);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    let [xx, xy, yy] = [xx / n, xy / n, yy / n];
    let slope = xy / xx;
    let linear = (xy * xy / (xx * yy)).min(1.0);
    let bins = Bins::of(&x, |at| y[at] - y_mean - slope * (x[at] - x_mean));
    let left = (yy * (1.0 - linear)).max(0.0);
    let criterion = |rest: f64, freedom: f64| {
        let kept = 1.0 - COST * freedom / n;
        (kept > 0.0).then(|| rest.max(FITTED * yy) / (kept * kept))
    };
    let mut best = CorrelationRatio { ratio: linear, linear, freedom: 2.0 };
    let Some(mut least) = criterion(left, 2.0) else { return Some(best) };
    let system = System::of(&bins);
    for exponent in PENALTIES.rev() {
        let Some(curve) = system.fit(&bins, 10f64.powf(f64::from(exponent) / 2.0)) else { break };
        let rest = left - bins.explained() + curve.missed;
        let Some(found) = criterion(rest, curve.freedom) else { break };
        if found < least * (1.0 - BETTER) {
            least = found;
            let ratio = (linear + curve.variance / yy).min(1.0);
            best = CorrelationRatio { ratio, linear, freedom: curve.freedom };
        }
    }
    Some(best)
}

/// The values brought to 0..=1 by their least and greatest.
fn in_unit_range(values: &[f64]) -> Vec<f64> {
    let [least, most] = values
        .iter()
        .fold([f64::INFINITY, f64::NEG_INFINITY], |[least, most], x| [least.min(*x), most.max(*x)]);
    let range = most - least;
    if range.is_finite() {
        return values.iter().map(|x| ((x - least) / range).clamp(0.0, 1.0)).collect();
    }
    // Halves, so that no difference leaves the range of doubles.
    let range = most / 2.0 - least / 2.0;
    values.iter().map(|x| ((x / 2.0 - least / 2.0) / range).clamp(0.0, 1.0)).collect()
}

/// Firms of like `x`: what share of all they are, the mean of their `x` and of what is to be fitted.
struct Bins {
    share: Vec<f64>,
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Bins {
    fn of(x: &[f64], y: impl Fn(usize) -> f64) -> Bins {
        let mut sums = vec![[0.0; 3]; BINS];
        for (at, value) in x.iter().enumerate() {
            let place = if x.len() <= BINS { at } else { ((value * BINS as f64) as usize).min(BINS - 1) };
            let bin = &mut sums[place];
            bin[0] += 1.0;
            bin[1] += value;
            bin[2] += y(at);
        }
        sums.retain(|[count, ..]| *count > 0.0);
        Bins {
            share: sums.iter().map(|[count, ..]| count / x.len() as f64).collect(),
            x: sums.iter().map(|[count, x, _]| x / count).collect(),
            y: sums.iter().map(|[count, _, y]| y / count).collect(),
        }
    }

    /// The variance between bins.
    fn explained(&self) -> f64 {
        self.share.iter().zip(&self.y).map(|(share, y)| share * y * y).sum()
    }
}

type Matrix = [[f64; SPLINES]; SPLINES];

/// The normal equations of the spline, without penalty.
struct System {
    gram: Matrix,
    right: [f64; SPLINES],
}

/// A fitted curve.
struct Curve {
    /// Variance of its values over the firms.
    variance: f64,
    /// Mean square of what it misses of the bins' means.
    missed: f64,
    freedom: f64,
}

impl System {
    fn of(bins: &Bins) -> System {
        let mut system = System { gram: [[0.0; SPLINES]; SPLINES], right: [0.0; SPLINES] };
        for ((share, x), y) in bins.share.iter().zip(&bins.x).zip(&bins.y) {
            let (first, basis) = splines(*x);
            for (i, a) in basis.iter().enumerate() {
                system.right[first + i] += share * a * y;
                for (j, b) in basis.iter().enumerate() {
                    system.gram[first + i][first + j] += share * a * b;
                }
            }
        }
        system
    }

    /// The curve under a penalty; `None` where rounding leaves the equations without a solution.
    fn fit(&self, bins: &Bins, penalty: f64) -> Option<Curve> {
        let mut matrix = self.gram;
        for k in 2..SPLINES {
            for (i, a) in [1.0, -2.0, 1.0].into_iter().enumerate() {
                for (j, b) in [1.0, -2.0, 1.0].into_iter().enumerate() {
                    matrix[k - 2 + i][k - 2 + j] += penalty * a * b;
                }
            }
        }
        let factor = cholesky(matrix)?;
        let a = solve(&factor, self.right);
        let column = |j: usize| std::array::from_fn(|i| self.gram[i][j]);
        let freedom = (0..SPLINES).map(|j| solve(&factor, column(j))[j]).sum();
        let at = |x: f64| {
            let (first, basis) = splines(x);
            basis.iter().zip(&a[first..]).map(|(b, a)| b * a).sum::<f64>()
        };
        let values: Vec<f64> = bins.x.iter().map(|x| at(*x)).collect();
        let weighed = |f: &dyn Fn(usize) -> f64| {
            bins.share.iter().enumerate().map(|(at, share)| share * f(at)).sum::<f64>()
        };
        let mean = weighed(&|at| values[at]);
        Some(Curve {
            variance: weighed(&|at| (values[at] - mean).powi(2)),
            missed: weighed(&|at| (bins.y[at] - values[at]).powi(2)),
            freedom,
        })
    }
}

/// The four cubic B-splines that are not 0 at `x` in 0..=1, and the place of the first.
fn splines(x: f64) -> (usize, [f64; 4]) {
    let at = x * INTERVALS as f64;
    let first = (at as usize).min(INTERVALS - 1);
    let t = at - first as f64;
    let s = 1.0 - t;
    let basis = [
        s * s * s / 6.0,
        (3.0 * t * t * t - 6.0 * t * t + 4.0) / 6.0,
        (3.0 * s * s * s - 6.0 * s * s + 4.0) / 6.0,
        t * t * t / 6.0,
    ];
    (first, basis)
}

/// `L` with `L Lᵀ` the matrix; nothing unless it is positive definite.
fn cholesky(matrix: Matrix) -> Option<Matrix> {
    let mut factor = [[0.0; SPLINES]; SPLINES];
    for i in 0..SPLINES {
        for j in 0..=i {
            let dot: f64 = (0..j).map(|k| factor[i][k] * factor[j][k]).sum();
            let rest = matrix[i][j] - dot;
            if i == j {
                if rest <= 0.0 {
                    return None;
                }
                factor[i][i] = rest.sqrt();
            } else {
                factor[i][j] = rest / factor[j][j];
            }
        }
    }
    Some(factor)
}

/// The solution of `L Lᵀ a = right`.
fn solve(factor: &Matrix, right: [f64; SPLINES]) -> [f64; SPLINES] {
    let mut a = right;
    for i in 0..SPLINES {
        let dot: f64 = (0..i).map(|k| factor[i][k] * a[k]).sum();
        a[i] = (a[i] - dot) / factor[i][i];
    }
    for i in (0..SPLINES).rev() {
        let dot: f64 = (i + 1..SPLINES).map(|k| factor[k][i] * a[k]).sum();
        a[i] = (a[i] - dot) / factor[i][i];
    }
    a
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{Rng, RngExt, SeedableRng};

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
        // A few independent firms bend nothing either.
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
