//! Quadrature over the common factor.

use super::classes::{Class, Classes};
use crate::stats::{Sum, normal_cdf};

/// Error that the quadrature may leave in a probability.
const ERROR: f64 = 1e-13;
/// Mass cut off at either end of a conditional distribution, of the whole mass.
const CUT: f64 = 1e-18;
/// Greatest part of a conditional distribution cut off, however little its node weighs.
const MOST_CUT: f64 = 1e-8;
/// Range of the factor, beyond which it has the probability 1e-15.
const RANGE: f64 = 8.0;
/// Range of the factor given a default, in conditional standard deviations.
const RANGE_OF_DEFAULTS: f64 = 6.5;
/// Least number of nodes a unit of the factor.
const LEAST: f64 = 6.0;
/// Most nodes, and most evaluations of conditional probabilities.
const MOST: f64 = 8192.0;
const MOST_EVALUATIONS: f64 = 4e8;
/// Width of the grid on which the density of nodes is found, at slopes up to 1.
const GRID: f64 = 0.25;
/// Points of the grid over which the density is smoothed, as a standard deviation and as a range on either
/// side, and of which the densest counts.
const SMOOTH: f64 = 3.0;
const REACH: usize = 24;
const NEAR: i64 = 2;

/// A value of the factor and its weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Node {
    pub z: f64,
    pub weight: f64,
    /// Mass that may be cut off at either end of a conditional distribution.
    pub cut: f64,
}

impl Node {
    /// What is cut off counts by the weight.
    fn new(z: f64, weight: f64, rarity: f64) -> Node {
        Node { z, weight, cut: rarity * (CUT / weight).min(MOST_CUT) }
    }
}

/// Nodes and weights for `E f(Z) ≈ Σ w_i f(z_i)`, `Σ w_i = 1`; one node if no class depends on the factor.
///
/// The trapezoidal rule after the substitution `u = N(z)`: nodes `N(z_i) = i + ½`, weights `φ(z_i) / n(z_i)`
/// with `n = N'`, the density of nodes. It converges exponentially once each factor of the integrand is
/// resolved (Trefethen and Weideman 2014). A Gaussian of the standard deviation `s` takes the density
/// `√(2E) / (2π s)` for a relative error of `e^(−E)`.
///
/// Factors are the density of `Z`, of the width 1, with `E = −ln(error) − z²/2`; the conditional distribution
/// of the loss, which moves by its own standard deviation `σ` while `z` moves by `σ / |dμ/dz|` (unresolved,
/// it makes the sum a staircase); and `p(z)`, of the width `1 / slope`. For the first two together,
/// `1/s² = 1 + (μ' / σ)²`. Few large loans widen `σ`, but the distribution within each of their outcomes is
/// as narrow as without them, so `μ' / σ` is the greatest of all loans up to any size.
///
/// `n(z)` is smooth, or the rule would lose its order: a sum of normal densities over grids, `N` the same sum
/// of distribution functions.
pub(super) fn nodes(all: &Classes) -> Vec<Node> {
    let steepest = all.classes.iter().map(|class| class.slope).fold(0.0, f64::max);
    if steepest == 0.0 {
        return vec![Node::new(0.0, 1.0, rarity(all))];
    }
    let least = all.classes.iter().map(|class| class.reach(RANGE_OF_DEFAULTS)).fold(-RANGE, f64::min);
    let density = Density::new(all, least, steepest);
    let many = density.below(RANGE).floor() as usize;
    let mut z = least;
    let mut weights: Vec<(f64, f64)> = Vec::new();
    let mut whole = Sum::default();
    for at in 0..many {
        z = density.place(at as f64 + 0.5, z);
        let weight = (-z * z / 2.0).exp() / density.at(z);
        whole.add(weight);
        weights.push((z, weight));
    }
    let (whole, rarity) = (whole.total(), rarity(all));
    weights.iter().map(|(z, weight)| Node::new(*z, weight / whole, rarity)).collect()
}

/// Size of the probabilities that matter: small only if all defaults are rare.
fn rarity(all: &Classes) -> f64 {
    all.expected().min(1.0)
}

/// Density of nodes: the least one everywhere, and layers above it.
///
/// Each layer takes the density to twice what it is below, and is smoothed over several times the distance
/// of nodes there, so that the density changes little from node to node. The last one takes what is left.
struct Density {
    /// Least value of the factor.
    first: f64,
    least: f64,
    layers: Vec<Layer>,
}

impl Density {
    fn new(all: &Classes, first: f64, steepest: f64) -> Density {
        let sizes: Vec<Sizes> =
            all.classes.iter().zip(&all.losses).map(|(class, losses)| Sizes::of(class, losses)).collect();
        let layers = steepest.max(1.0).log2().ceil() as usize + 1;
        let width = GRID / (1 << (layers - 1)) as f64;
        let error = ERROR * rarity(all);
        let cells = ((RANGE - first) / width).ceil() as usize;
        let needed: Vec<f64> =
            (0..=cells).map(|cell| needed(&sizes, first + width * cell as f64, width, error)).collect();
        let layer = |at: usize| {
            let low = LEAST * (1 << at) as f64;
            let high = if at + 1 < layers { 2.0 * low } else { f64::INFINITY };
            Layer::new(first, GRID / (1 << at) as f64, 1 << (layers - 1 - at), &needed, (low, high))
        };
        let mut density = Density { first, least: LEAST, layers: (0..layers).map(layer).collect() };
        let most = MOST.min((MOST_EVALUATIONS / sizes.len() as f64).max(256.0));
        let share = most / density.below(RANGE);
        if share < 1.0 {
            density.least *= share;
            let nodes =
                density.layers.iter_mut().flat_map(|layer| layer.nodes.iter_mut().chain(&mut layer.before));
            nodes.for_each(|nodes| *nodes *= share);
        }
        density
    }

    /// `n(z)`.
    fn at(&self, z: f64) -> f64 {
        self.least + self.layers.iter().map(|layer| layer.at(z)).sum::<f64>()
    }

    /// `N(z)`.
    fn below(&self, z: f64) -> f64 {
        let layer = |layer: &Layer| layer.below(z) - layer.below(self.first);
        self.least * (z - self.first) + self.layers.iter().map(layer).sum::<f64>()
    }

    /// The `z` with `N(z) = count`, not below `low`: Newton's method, and bisection where it leaves the
    /// interval.
    fn place(&self, count: f64, mut low: f64) -> f64 {
        let (mut high, mut z) = (RANGE, low);
        for _ in 0..100 {
            let over = self.below(z) - count;
            if over > 0.0 {
                high = z;
            } else {
                low = z;
            }
            let step = over / self.at(z);
            let next = if (low..=high).contains(&(z - step)) { z - step } else { (low + high) / 2.0 };
            if (next - z).abs() < 1e-14 {
                break;
            }
            z = next;
        }
        z
    }
}

/// A sum of normal densities over a grid.
struct Layer {
    /// First point of the grid, and its width.
    first: f64,
    width: f64,
    /// Nodes that each point of the grid brings.
    nodes: Vec<f64>,
    /// Sum of the nodes of all points before each one.
    before: Vec<f64>,
}

impl Layer {
    /// The part between `low` and `high` of the density `needed` on the finest grid, which has `finer` points
    /// for one of this layer's.
    fn new(first: f64, width: f64, finer: usize, needed: &[f64], (low, high): (f64, f64)) -> Layer {
        let points = needed.len().div_ceil(finer) + 2 * REACH + 1;
        // As dense as any point near demands.
        let densest = |point: usize| {
            let place = |point: i64| {
                ((point - REACH as i64) * finer as i64).clamp(0, needed.len() as i64 - 1) as usize
            };
            let near = place(point as i64 - NEAR)..=place(point as i64 + NEAR);
            let most = needed[near].iter().copied().fold(0.0, f64::max);
            width * (most.min(high) - low).max(0.0)
        };
        let nodes: Vec<f64> = (0..points).map(densest).collect();
        let before =
            nodes.iter().scan(0.0, |sum, nodes| Some(std::mem::replace(sum, *sum + nodes))).collect();
        Layer { first: first - width * REACH as f64, width, nodes, before }
    }

    /// Points of the grid near `z`, with their distances in standard deviations of the smoothing.
    fn near(&self, z: f64) -> (usize, impl Iterator<Item = (f64, f64)>) {
        let place = (z - self.first) / self.width;
        let middle = (place.round().max(0.0) as usize).min(self.nodes.len() - 1);
        let start = middle.saturating_sub(REACH);
        let end = (middle + REACH + 1).min(self.nodes.len());
        let near = self.nodes[start..end].iter().zip(start..);
        (start, near.map(move |(nodes, point)| (*nodes, (place - point as f64) / SMOOTH)))
    }

    /// Density of the layer's nodes.
    fn at(&self, z: f64) -> f64 {
        let normal = (SMOOTH * self.width * std::f64::consts::TAU.sqrt()).recip();
        self.near(z).1.map(|(nodes, away)| nodes * normal * (-away * away / 2.0).exp()).sum()
    }

    /// Number of the layer's nodes.
    fn below(&self, z: f64) -> f64 {
        let (start, near) = self.near(z);
        let brought = near.filter(|(nodes, _)| *nodes > 0.0);
        self.before[start] + brought.map(|(nodes, away)| nodes * normal_cdf(away)).sum::<f64>()
    }
}

/// Loans of a class by the power of two of their losses.
struct Sizes {
    class: Class,
    /// The power of two, the sum of losses and that of their squares.
    sizes: Vec<(usize, f64, f64)>,
}

/// Powers of two of losses.
const SIZES: usize = 64;

impl Sizes {
    fn of(class: &Class, losses: &[i64]) -> Sizes {
        let size = |loss: &i64| loss.ilog2() as usize;
        let sums = |run: &[i64]| {
            let (mut sum, mut squares) = (0.0, 0.0);
            for loss in run.iter().map(|&loss| loss as f64) {
                sum += loss;
                squares += loss * loss;
            }
            (size(&run[0]), sum, squares)
        };
        let sizes = losses.chunk_by(|a, b| size(a) == size(b)).map(sums).collect();
        Sizes { class: *class, sizes }
    }
}

/// Density of nodes that the integrand demands at `z`, for a grid of some width.
fn needed(all: &[Sizes], z: f64, width: f64, error: f64) -> f64 {
    let (mut slopes, mut variances) = ([0.0; SIZES], [0.0; SIZES]);
    let height = (-error.ln() - z * z / 2.0).max(1.0);
    let mut steepest = 0.0f64;
    for Sizes { class, sizes } in all {
        let x = class.argument(z);
        let chance = normal_cdf(x);
        let slope = class.slope * (-x * x / 2.0).exp() / std::f64::consts::TAU.sqrt();
        for &(size, sum, squares) in sizes {
            slopes[size] += slope * sum;
            variances[size] += chance * (1.0 - chance) * squares;
        }
        // The transition may lie between this point and the next.
        let x = (x.abs() - class.slope * width).max(0.0);
        steepest = steepest.max((height - x * x / 2.0).max(0.0) * class.slope * class.slope);
    }
    let (mut slope, mut variance, mut ratio) = (0.0, 0.0, 0.0f64);
    for (own, own_variance) in slopes.iter().zip(&variances) {
        slope += own;
        variance += own_variance;
        if variance > 0.0 {
            ratio = ratio.max(slope * slope / variance);
        }
    }
    let square = height * (1.0 + 1.2 * ratio);
    (2.0 * square.max(height + steepest)).sqrt() / std::f64::consts::TAU
}

#[cfg(test)]
mod tests {
    use super::super::loan::Loan;
    use super::*;
    use crate::stats::sum;

    fn nodes_of(loans: &[(usize, f64, f64)]) -> Vec<Node> {
        let loan = |&(many, default, correlation)| vec![Loan { default, correlation, loss: 1 }; many];
        nodes(&Classes::of(&loans.iter().flat_map(loan).collect::<Vec<_>>()))
    }

    #[test]
    fn moments_of_the_factor_are_exact() {
        let portfolios: [&[(usize, f64, f64)]; 4] = [
            &[(1, 0.02, 0.1)],
            &[(5000, 0.02, 0.1), (50, 0.3, 0.5)],
            &[(10, 0.02, 0.999)],
            &[(100, 0.5, 0.9999), (100, 0.01, 0.0)],
        ];
        for portfolio in portfolios {
            let found = nodes_of(portfolio);
            let moment = |power| sum(found.iter().map(|node| node.weight * node.z.powi(power)));
            for (power, exact) in [(0, 1.0), (1, 0.0), (2, 1.0), (3, 0.0), (4, 3.0)] {
                assert!((moment(power) - exact).abs() < 1e-9, "{portfolio:?} {power}: {}", moment(power));
            }
            assert!(found.is_sorted_by(|a, b| a.z < b.z));
        }
    }

    #[test]
    fn nodes_are_dense_where_many_loans_change_together() {
        let found = nodes_of(&[(10_000, 0.02, 0.2)]);
        let within = |from: f64, to: f64| found.iter().filter(|node| (from..to).contains(&node.z)).count();
        assert!(within(-3.0, -2.0) > 2 * within(2.0, 3.0), "{}", found.len());
        assert!(found.len() < 1000, "{}", found.len());
        assert_eq!(nodes_of(&[(10, 0.02, 0.0), (10, 1.0, 0.9)]).len(), 1);
        assert_eq!(nodes_of(&[]).len(), 1);
    }

    #[test]
    fn the_number_of_nodes_is_bounded() {
        assert!(nodes_of(&[(100_000, 0.5, 0.9999)]).len() as f64 <= MOST);
    }
}
