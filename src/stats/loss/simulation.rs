//! The distribution of the loss by simulation: a check of the recursion.

use std::collections::BTreeMap;

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Exp1, StandardNormal};
use rayon::prelude::*;

use super::classes::{Class, Classes};
use super::convolution::binomial;
use super::loan::Loan;
use crate::stats::{normal_cdf, sum};

/// Scenarios of one random stream.
const CHUNK: usize = 256;
/// Width of the cells of [`Cluster::all`].
const CELL: f64 = 1.0 / 16.0;

/// Simulated losses.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulated {
    /// Loss of each scenario in fen, ascending.
    pub losses: Vec<i64>,
}

/// An estimate with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
}

/// A simulated quantile with a confidence interval, in fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The quantile of the simulated losses.
    pub value: i64,
    /// Lower end; 0 if no simulated loss is low enough to be one.
    pub low: i64,
    /// Upper end; `None` if no simulated loss is high enough to be one.
    pub high: Option<i64>,
}

/// Losses of independent scenarios in the model of [`exact`](super::exact), without bands.
///
/// Each scenario draws the common factor, and then visits the loans that default. Where loans have one
/// probability `q`, the number of loans between two defaults is geometric, `⌊E / −ln(1 − q)⌋` for an
/// exponential `E`, and those between are passed over. Loans of similar probabilities are visited with the
/// greatest `q` among them, and a visit counts with the probability `q_i / q` (thinning). If more than half
/// default, the others are visited. Random numbers are ChaCha8's, a stream for each 256 scenarios, so the
/// losses depend neither on the order of the loans nor on the number of threads.
pub fn simulate(loans: &[Loan], scenarios: usize, seed: u64) -> Simulated {
    let clusters = Cluster::all(&Classes::of(loans));
    let chunk = |chunk: usize| {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(chunk as u64);
        let mut scenario = || {
            let z: f64 = StandardNormal.sample(&mut random);
            let own = clusters.iter().map(|cluster| cluster.loss(z, &mut random));
            own.fold(0, i64::saturating_add)
        };
        let losses: Vec<i64> = (0..CHUNK.min(scenarios - chunk * CHUNK)).map(|_| scenario()).collect();
        losses
    };
    let mut losses: Vec<i64> = (0..scenarios.div_ceil(CHUNK)).into_par_iter().flat_map_iter(chunk).collect();
    losses.par_sort_unstable();
    Simulated { losses }
}

/// Loans of similar conditional probabilities.
struct Cluster {
    classes: Vec<Class>,
    /// Class and loss of each loan.
    loans: Vec<(u32, i64)>,
    /// Sum of the losses.
    whole: i64,
    /// Ranges of the classes' levels and slopes.
    levels: (f64, f64),
    slopes: (f64, f64),
}

impl Cluster {
    /// Classes by cells of level and slope.
    fn all(all: &Classes) -> Vec<Cluster> {
        let mut cells: BTreeMap<(i64, i64), Cluster> = BTreeMap::new();
        for (class, losses) in all.classes.iter().zip(&all.losses) {
            let place = |x: f64| (x / CELL).round() as i64;
            let new = || Cluster {
                classes: Vec::new(),
                loans: Vec::new(),
                whole: 0,
                levels: (f64::INFINITY, f64::NEG_INFINITY),
                slopes: (f64::INFINITY, f64::NEG_INFINITY),
            };
            let cluster = cells.entry((place(class.level), place(class.slope))).or_insert_with(new);
            let at = cluster.classes.len() as u32;
            cluster.classes.push(*class);
            cluster.loans.extend(losses.iter().map(|&loss| (at, loss)));
            cluster.whole = losses.iter().fold(cluster.whole, |sum, &loss| sum.saturating_add(loss));
            let with = |(low, high): (f64, f64), x: f64| (low.min(x), high.max(x));
            cluster.levels = with(cluster.levels, class.level);
            cluster.slopes = with(cluster.slopes, class.slope);
        }
        cells.into_values().collect()
    }

    /// Loss in one scenario, given the factor.
    fn loss(&self, z: f64, random: &mut impl Rng) -> i64 {
        let shifts = (-z * self.slopes.0, -z * self.slopes.1);
        let greatest = self.levels.1 + shifts.0.max(shifts.1);
        if greatest <= 0.0 {
            return self.visited(normal_cdf(greatest), |class| normal_cdf(class.argument(z)), random);
        }
        let least = self.levels.0 + shifts.0.min(shifts.1);
        self.whole - self.visited(normal_cdf(-least), |class| normal_cdf(-class.argument(z)), random)
    }

    /// Sum of the losses of which each is taken with its own probability, at most `most`.
    fn visited(&self, most: f64, chance: impl Fn(&Class) -> f64, random: &mut impl Rng) -> i64 {
        let rate = -(-most).ln_1p();
        if rate <= 0.0 {
            return 0;
        }
        let mut sum = 0i64;
        let mut rest = &self.loans[..];
        loop {
            let exponential: f64 = Exp1.sample(random);
            let gap = exponential / rate;
            if gap >= rest.len() as f64 {
                return sum;
            }
            let (class, loss) = rest[gap as usize];
            rest = &rest[gap as usize + 1..];
            let is_alone = self.classes.len() == 1;
            if is_alone || random.random::<f64>() * most < chance(&self.classes[class as usize]) {
                sum = sum.saturating_add(loss);
            }
        }
    }
}

impl Simulated {
    /// Mean loss in fen, with the standard error `s / √n`, `s² = Σ(x − mean)² / (n − 1)`. Both are no number
    /// without scenarios, the error for one.
    pub fn mean(&self) -> Estimate {
        let n = self.losses.len() as f64;
        let whole: i128 = self.losses.iter().map(|&loss| i128::from(loss)).sum();
        let value = whole as f64 / n;
        let squares = sum(self.losses.iter().map(|&loss| (loss as f64 - value).powi(2)));
        Estimate { value, error: (squares / (n - 1.0) / n).sqrt() }
    }

    /// The least simulated loss that at least the share `level` of the scenarios do not exceed, with an
    /// interval of the given confidence that assumes no form of the distribution.
    ///
    /// The number of scenarios at or below the true quantile is binomial, `B(n, level)`, or greater where the
    /// quantile has a mass. So the `r`-th loss exceeds the quantile with at most `P(B < r)`, and the `s`-th
    /// lies below it with at most `P(B ≥ s)`; `r` is the greatest and `s` the least rank for which that is
    /// `(1 − confidence) / 2` (David and Nagaraja 2003, Order statistics, 7.1). `None` without scenarios.
    pub fn quantile(&self, level: f64, confidence: f64) -> Option<Interval> {
        let n = self.losses.len();
        let last = n.checked_sub(1)?;
        let tail = (1.0 - confidence) / 2.0;
        let counts = binomial(n as u64, level, 1e-18);
        let share = |masses: &mut dyn Iterator<Item = &f64>| {
            let mut sum = 0.0;
            masses.take_while(|mass| (sum + **mass <= tail).then(|| sum += **mass).is_some()).count()
        };
        // `P(B < r)` and `P(B ≥ s)` sum the masses below and above.
        let below = counts.offset + share(&mut counts.masses.iter());
        let above = counts.offset + counts.masses.len() - share(&mut counts.masses.iter().rev());
        let rank = ((level * n as f64 - 1e-9).ceil().max(1.0) as usize).min(n);
        Some(Interval {
            value: self.losses[rank - 1],
            low: below.checked_sub(1).map_or(0, |at| self.losses[at.min(last)]),
            high: above.checked_sub(1).map_or(self.losses.first(), |at| self.losses.get(at)).copied(),
        })
    }

    /// Share `q` of the scenarios with a loss greater than `amount` fen, with the standard error
    /// `√(q (1 − q) / n)`. No number without scenarios.
    pub fn exceeds(&self, amount: i64) -> Estimate {
        let n = self.losses.len() as f64;
        let value = (self.losses.len() - self.losses.partition_point(|&loss| loss <= amount)) as f64 / n;
        Estimate { value, error: (value * (1.0 - value) / n).sqrt() }
    }
}

#[cfg(test)]
mod tests {
    use rayon::ThreadPoolBuilder;

    use super::*;

    fn grades(many: usize) -> Vec<Loan> {
        let loan = |at: usize| Loan {
            default: [0.005, 0.02, 0.6, 1.0, 0.0][at % 5],
            correlation: [0.0, 0.1, 0.3][at % 3],
            loss: 1 + (at * at % 17) as i64,
        };
        (0..many).map(loan).collect()
    }

    #[test]
    fn threads_and_order_change_no_loss() {
        let mut loans = grades(100);
        let on = |threads: usize, loans: &[Loan]| {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| simulate(loans, 1000, 5))
        };
        let found = on(1, &loans);
        loans.reverse();
        assert_eq!(on(4, &loans), found);
        assert_ne!(simulate(&loans, 1000, 6), found);
        assert!(found.losses.is_sorted() && found.losses.len() == 1000);
    }

    #[test]
    fn every_loan_is_lost_with_its_probability() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        // Each loan is a digit of its own.
        let loan = |(default, loss)| Loan { default, correlation: 0.2, loss };
        let similar = [0.05, 0.0501, 0.0502, 0.0503, 0.95, 0.9501, 1e-90, 1.0];
        let loans: Vec<Loan> = similar.into_iter().zip((0..).map(|at| 10i64.pow(at))).map(loan).collect();
        let clusters = Cluster::all(&Classes::of(&loans));
        assert_eq!(clusters.len(), 4);
        for z in [-9.0, -2.0, 0.0, 1.5, 9.0] {
            let mut counts = [0.0; 8];
            for _ in 0..4000 {
                let sum: i64 = clusters.iter().map(|cluster| cluster.loss(z, &mut random)).sum();
                (0..8).for_each(|at| counts[at] += (sum / loans[at].loss % 10) as f64);
            }
            for (count, loan) in counts.iter().zip(&loans) {
                let chance = Classes::of(&[*loan]).classes[0].chance(z);
                let error = (4000.0 * chance * (1.0 - chance)).sqrt();
                assert!((count - 4000.0 * chance).abs() <= 4.0 * error + 1e-3, "{z} {loan:?}: {count}");
            }
        }
    }

    #[test]
    fn a_quantile_lies_between_order_statistics() {
        // R: qbinom(0.025, 1000, 0.9) is 881 and qbinom(0.975, 1000, 0.9) is 918.
        let drawn = Simulated { losses: (1..=1000).collect() };
        assert_eq!(drawn.quantile(0.9, 0.95), Some(Interval { value: 900, low: 881, high: Some(919) }));
        // Of 1,000 scenarios all lie below the 99.9 % quantile with a probability of 0.37.
        let high = drawn.quantile(0.999, 0.95).expect("there are scenarios");
        assert_eq!((high.value, high.high), (999, None));
        let least = drawn.quantile(0.0, 0.95).expect("there are scenarios");
        assert_eq!((least.value, least.low), (1, 0));
        assert_eq!(Simulated { losses: Vec::new() }.quantile(0.9, 0.95), None);
    }

    #[test]
    fn standard_errors_are_those_of_means_and_shares() {
        let drawn = Simulated { losses: vec![0, 0, 0, 8] };
        assert_eq!(drawn.mean(), Estimate { value: 2.0, error: 2.0 });
        assert_eq!(drawn.exceeds(7), Estimate { value: 0.25, error: (0.25f64 * 0.75 / 4.0).sqrt() });
        assert_eq!(drawn.exceeds(8).value, 0.0);
    }

    #[test]
    fn certain_losses_are_simulated_exactly() {
        let loans =
            [(1.0, 0.3), (0.0, 0.3)].map(|(default, correlation)| Loan { default, correlation, loss: 7 });
        assert_eq!(simulate(&loans, 3, 1).losses, [7, 7, 7]);
        assert_eq!(simulate(&[], 2, 1).losses, [0, 0]);
        assert!(simulate(&loans, 0, 1).losses.is_empty());
    }
}
