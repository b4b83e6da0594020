//! The distribution of the loss by recursion, given the common factor, and quadrature over it.

use rayon::prelude::*;

use super::bands::Bands;
use super::classes::{Class, Classes};
use super::convolution::{Window, binomial};
use super::distribution::Distribution;
use super::loan::Loan;
use super::nodes::{Node, nodes};

/// Most classes of default probability and correlation; more are merged.
const CLASSES: usize = 512;
/// Masses held at a time: the nodes of a round are computed in parallel and added in their order.
const ROUND: usize = 1 << 24;
const MOST_NODES: usize = 64;

/// The distribution of the sum of losses.
///
/// Given the common factor, the distribution is built band by band (Andersen, Sidenius and Basu 2003; Hull
/// and White 2004): the loans of one loss and one class default in a binomial number, and bands are convolved
/// from the least loss to the greatest. The conditional distributions are averaged over the factor by a
/// trapezoidal rule that resolves them.
///
/// Losses are counted in a unit. It is their greatest common divisor where the work is affordable, which
/// grows with the number of loans and has a limit; the result is then exact to about 1e-10, the accuracy of
/// `Φ`. Otherwise it is a round multiple, losses are rounded with the remainder carried on, and
/// [`Distribution::is_banded`]; expected losses change by at most a unit. Of more than 512 classes, similar
/// ones are merged, and [`Distribution::is_pooled`].
///
/// The result depends neither on the order of the loans nor on the number of threads.
pub fn exact(loans: &[Loan]) -> Distribution {
    let all = Classes::of(loans).pooled(CLASSES);
    let nodes = nodes(&all);
    let bands = Bands::affordable(&all, &nodes);
    let mut masses: Vec<f64> = Vec::new();
    let mut rest = &nodes[..];
    let mut many = 2;
    while !rest.is_empty() {
        let (round, after) = rest.split_at(many.min(rest.len()));
        let windows: Vec<Window> =
            round.par_iter().map(|node| conditional(&all.classes, &bands, *node)).collect();
        let mut widest = 1;
        for (node, Window { offset, masses: own }) in round.iter().zip(&windows) {
            widest = widest.max(own.len());
            masses.resize(masses.len().max(offset + own.len()), 0.0);
            masses[*offset..].iter_mut().zip(own).for_each(|(sum, mass)| *sum += node.weight * mass);
        }
        // Neighbouring nodes have windows of similar widths.
        many = (ROUND / (4 * widest)).clamp(2, MOST_NODES);
        rest = after;
    }
    Distribution::new(masses, &bands, all.is_pooled)
}

/// Distribution of the loss in units, given the factor.
fn conditional(classes: &[Class], bands: &Bands, Node { z, cut, .. }: Node) -> Window {
    let chances: Vec<f64> = classes.iter().map(|class| class.chance(z)).collect();
    let mut window = Window::zero();
    for band in &bands.bands {
        let mut counts: Vec<Window> =
            band.groups.iter().map(|&(class, many)| binomial(many, chances[class], cut)).collect();
        // In pairs, so that most sums are of narrow windows.
        while counts.len() > 1 {
            let sum = |pair: &[Window]| match pair {
                [one, other] => one.plus(1, other, cut),
                _ => pair[0].clone(),
            };
            counts = counts.chunks(2).map(sum).collect();
        }
        if let Some(counts) = counts.first() {
            window = window.plus(band.units, counts, cut);
        }
    }
    window
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;
    use rayon::ThreadPoolBuilder;

    use super::super::{simulate, vasicek};
    use super::*;
    use crate::stats::{normal_cdf, normal_quantile};

    fn equal(many: usize, default: f64, correlation: f64, loss: i64) -> Vec<Loan> {
        vec![Loan { default, correlation, loss }; many]
    }

    fn expected(loans: &[Loan]) -> f64 {
        loans.iter().map(|loan| loan.default * loan.loss as f64).sum()
    }

    /// `E f(Z)` by the trapezoidal rule over −10..10.
    fn averaged(nodes: usize, length: usize, f: impl Fn(f64) -> Vec<f64>) -> Vec<f64> {
        let step = 20.0 / nodes as f64;
        let mut masses = vec![0.0; length];
        for at in 0..nodes {
            let z = (at as f64 + 0.5) * step - 10.0;
            let weight = step * (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt();
            masses.iter_mut().zip(f(z)).for_each(|(mass, own)| *mass += weight * own);
        }
        masses
    }

    fn conditional_chance(loan: &Loan, z: f64) -> f64 {
        let Loan { default, correlation, .. } = *loan;
        normal_cdf((normal_quantile(default) - correlation.sqrt() * z) / (1.0 - correlation).sqrt())
    }

    /// Loan by loan, without groups, windows or units.
    fn naive(loans: &[Loan]) -> Vec<f64> {
        let length = 1 + loans.iter().map(|loan| loan.loss as usize).sum::<usize>();
        averaged(1000, length, |z| {
            let mut masses = vec![0.0; length];
            masses[0] = 1.0;
            for loan in loans.iter().filter(|loan| loan.loss > 0) {
                let chance = if loan.default == 0.0 || loan.default == 1.0 {
                    loan.default
                } else {
                    conditional_chance(loan, z)
                };
                for at in (0..length).rev() {
                    let before = at.checked_sub(loan.loss as usize).map_or(0.0, |at| masses[at]);
                    masses[at] = masses[at] * (1.0 - chance) + before * chance;
                }
            }
            masses
        })
    }

    fn loan() -> impl Strategy<Value = Loan> {
        let default = prop_oneof![1 => Just(0.0), 1 => Just(1.0), 2 => Just(0.02), 2 => 0.0001..0.9999f64];
        let correlation = prop_oneof![1 => Just(0.0), 2 => Just(0.15), 2 => 0.0..0.95f64];
        let loss = prop_oneof![1 => Just(0i64), 2 => Just(6), 4 => 1i64..12];
        (default, correlation, loss).prop_map(|(default, correlation, loss)| Loan {
            default,
            correlation,
            loss,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn small_portfolios_agree_with_a_naive_recursion(loans in prop::collection::vec(loan(), 0..9)) {
            let (found, expected) = (exact(&loans), naive(&loans));
            prop_assert!(!found.is_banded && !found.is_pooled && found.squares == 1.0);
            for (loss, mass) in expected.iter().enumerate() {
                let chance = found.chance(loss as i64);
                prop_assert!((chance - mass).abs() < 2e-10, "{}: {} against {}", loss, chance, mass);
            }
            let mean = super::tests::expected(&loans);
            prop_assert!((found.mean() - mean).abs() <= 1e-9 * mean, "{} against {}", found.mean(), mean);
            prop_assert!((found.masses.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            let mut turned = loans;
            turned.reverse();
            prop_assert_eq!(exact(&turned), found);
        }
    }

    #[test]
    fn a_hundred_equal_loans_have_known_losses() {
        let found = exact(&equal(100, 0.02, 0.1, 45_000_000));
        assert_eq!((found.unit, found.is_banded), (45_000_000, false));
        assert!(
            (found.chance(0) - 0.270_717).abs() < 5e-7 && (found.chance(45_000_000) - 0.252_739).abs() < 5e-7
        );
        let quantiles = [0.95, 0.99, 0.999].map(|level| found.quantile(level) / found.unit);
        assert_eq!(quantiles, [6, 10, 15]);
    }

    #[test]
    fn without_correlation_the_number_of_defaults_is_binomial() {
        let found = exact(&equal(50, 0.1, 0.0, 7));
        let counts = binomial(50, 0.1, 0.0);
        for (k, mass) in counts.masses.iter().enumerate() {
            assert!((found.chance(7 * k as i64) - mass).abs() < 1e-14, "{k}");
        }
    }

    /// To the order `1 / n`, `n` loans move the quantile `x` of the limit by the granularity adjustment
    /// `−(f(x) x (1 − x))' / (2n f(x))` (Gordy 2003), with `f` the density of the limit; and a count of
    /// defaults is whole.
    #[test]
    fn many_equal_loans_come_near_the_closed_form() {
        let (many, p, rho) = (100_000.0, 0.02, 0.15f64);
        let found = exact(&equal(many as usize, p, rho, 100));
        let density = |x: f64| {
            let own = normal_quantile(x);
            let z = ((1.0 - rho).sqrt() * own - normal_quantile(p)) / rho.sqrt();
            ((1.0 - rho) / rho).sqrt() * ((own * own - z * z) / 2.0).exp()
        };
        for level in [0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 0.9999] {
            let limit = vasicek::quantile(p, rho, level);
            let spread = |x: f64| density(x) * x * (1.0 - x);
            let aside = 1e-4 * limit;
            let slope = (spread(limit + aside) - spread(limit - aside)) / (2.0 * aside);
            let near = limit - slope / (2.0 * many * density(limit));
            let share = found.quantile(level) as f64 / 100.0 / many;
            assert!((share - near).abs() < 1.01 / many, "{level}: {share} against {limit} and {near}");
            let above = found.exceeds((near * 100.0 * many) as i64);
            let most = 1.01 / many * density(limit);
            assert!((above - (1.0 - level)).abs() < most, "{level}: {above}");
        }
    }

    /// A huge loan widens the conditional distribution a hundredfold, but small loans beside it still need
    /// nodes as close as without it.
    #[test]
    fn a_huge_loan_beside_many_small_ones_is_resolved() {
        let (small, huge) = (1000, 5000);
        let mut loans = equal(small, 0.03, 0.2, 1);
        loans.push(Loan { default: 0.1, correlation: 0.3, loss: huge });
        let expected = averaged(4000, small + 1 + huge as usize, |z| {
            let counts = binomial(small as u64, conditional_chance(&loans[0], z), 1e-18);
            let chance = conditional_chance(&loans[small], z);
            let mut masses = vec![0.0; small + 1 + huge as usize];
            for (mass, at) in counts.masses.iter().zip(counts.offset..) {
                masses[at] = mass * (1.0 - chance);
                masses[at + huge as usize] = mass * chance;
            }
            masses
        });
        let found = exact(&loans);
        assert!(!found.is_banded);
        for (loss, mass) in expected.iter().enumerate() {
            let chance = found.chance(loss as i64);
            assert!((chance - mass).abs() < 2e-10, "{loss}: {chance} against {mass}");
        }
    }

    fn drawn(seed: u64) -> Vec<Loan> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let many = random.random_range(1..200);
        let grades: Vec<(f64, f64)> = (0..random.random_range(1..5))
            .map(|_| (random.random_range(0.001..0.3), random.random_range(0.0..0.5)))
            .collect();
        let step = [1, 450_000, 999_983][random.random_range(0..3)];
        let loan = |random: &mut ChaCha8Rng| {
            let (default, correlation) = grades[random.random_range(0..grades.len())];
            Loan { default, correlation, loss: random.random_range(1..300) * step }
        };
        (0..many).map(|_| loan(&mut random)).collect()
    }

    /// Of 200 comparisons none is 4.5 standard errors off (chance 0.1 %).
    #[test]
    fn simulations_agree() {
        let scenarios = if cfg!(debug_assertions) { 2_000 } else { 50_000 };
        for seed in 0..50 {
            let loans = drawn(seed);
            let (found, drawn) = (exact(&loans), simulate(&loans, scenarios, seed));
            let mean = drawn.mean();
            // Expected losses may be a unit off.
            let near = 4.5 * mean.error + found.unit as f64;
            assert!((found.mean() - mean.value).abs() < near, "{seed}: {} {mean:?}", found.mean());
            for level in [0.5, 0.9, 0.99] {
                // Halfway between losses in units, for a banded loss is a few units off.
                let amount = found.quantile(level);
                let aside = if found.is_banded { 3 * found.unit } else { 0 };
                let (most, least) = (found.exceeds(amount - aside), found.exceeds(amount + aside));
                let share = drawn.exceeds(amount).value;
                let near = |chance: f64| 4.5 * (chance * (1.0 - chance) / scenarios as f64).sqrt();
                let range = least - near(least)..=most + near(most);
                assert!(range.contains(&share), "{seed} {level}: {share} not in {range:?}");
            }
        }
    }

    #[test]
    fn threads_and_order_change_no_bit() {
        let mut loans = drawn(3);
        let on = |threads: usize, loans: &[Loan]| {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            pool.install(|| exact(loans))
        };
        let found = on(1, &loans);
        loans.reverse();
        assert_eq!(on(4, &loans), found);
    }

    #[test]
    fn degenerate_portfolios_have_a_distribution() {
        let none = exact(&[]);
        assert_eq!((none.masses.as_slice(), none.quantile(0.999), none.mean()), (&[1.0][..], 0, 0.0));
        assert_eq!(exact(&equal(10, 0.0, 0.2, 50)).masses, [1.0]);
        let certain = exact(&equal(10, 1.0, 0.2, 50));
        assert_eq!((certain.chance(500), certain.quantile(0.5), certain.mean()), (1.0, 500, 500.0));
        let one = exact(&equal(1, 0.3, 0.2, 50));
        assert!((one.chance(50) - 0.3).abs() < 1e-10 && one.masses.len() == 2, "{one:?}");
        for (correlation, default) in [(0.999, 0.3), (0.9999, 0.5), (1.0, 0.01), (1e-12, 0.02), (1e-300, 0.7)]
        {
            let found = exact(&equal(100, default, correlation, 50));
            assert!(
                (found.mean() / (5000.0 * default) - 1.0).abs() < 1e-9,
                "{correlation}: {}",
                found.mean()
            );
        }
        // Beside a correlation near 1 all loans default together.
        let together = exact(&equal(100, 0.3, 0.9999, 50));
        assert!((together.chance(0) - 0.7).abs() < 0.02 && (together.chance(5000) - 0.3).abs() < 0.02);
        for default in [1e-9, 1e-20, 1e-80] {
            let rare = exact(&equal(20, default, 0.3, 50));
            assert!((rare.mean() / (1000.0 * default) - 1.0).abs() < 1e-9, "{default}: {}", rare.mean());
        }
        let wrong = [(f64::NAN, 0.2), (0.2, f64::NAN), (-1.0, 0.2), (2.0, 2.0), (0.5, -1.0)];
        let wrong = wrong.map(|(default, correlation)| Loan { default, correlation, loss: 1 });
        assert!((exact(&wrong).mean() - 1.7).abs() < 1e-12);
    }

    /// Work is bounded whatever the losses: this test is short.
    #[test]
    fn hostile_losses_are_banded() {
        let mut uneven = equal(2000, 0.02, 0.1, 1);
        uneven.push(Loan { default: 0.01, correlation: 0.2, loss: 1_000_000_000_000_000 });
        let greatest = equal(3, 0.5, 0.3, i64::MAX - 1).into_iter().chain(equal(2, 0.5, 0.3, i64::MAX));
        let powers = (0..60).map(|power| Loan { default: 0.05, correlation: 0.2, loss: 1 << power });
        let distinct = (0..1000).map(|at| Loan {
            default: 0.01 + f64::from(at) / 2e4,
            correlation: 0.12 + f64::from(at % 7) / 50.0,
            loss: 1_000_003 + 1009 * i64::from(at),
        });
        for loans in [uneven, greatest.collect(), powers.collect(), distinct.collect()] {
            let found = exact(&loans);
            assert!(found.is_banded && found.masses.len() <= 1 << 20);
            let away = (found.mean() - expected(&loans)).abs() / found.unit as f64;
            assert!(away < 1.0, "{} units of {}", away, found.unit);
            assert!((found.squares - 1.0).abs() < 0.01, "{}", found.squares);
        }
    }
}
