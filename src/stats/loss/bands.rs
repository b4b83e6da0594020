//! Losses in whole units, and the choice of the unit.

use super::classes::{Class, Classes};
use super::nodes::Node;

/// Most units the whole portfolio has: the length of a distribution.
const LENGTH: i128 = 1 << 20;
/// Multiplications and additions that may always be spent, and further ones for each loan up to a limit.
const WORK: f64 = 5e7;
const WORK_PER_LOAN: f64 = 1e5;
const MOST_WORK: f64 = 7e9;
/// Nodes at which the work is estimated.
const SAMPLE: usize = 12;
/// Events that a window of rare ones takes beyond its standard deviations.
const EVENTS: f64 = 8.0;
/// Work on each number of a window beside the convolution, and on each window.
const OVERHEAD: f64 = 8.0;
/// Round multiples, tenths.
const ROUND: [i64; 10] = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80];

/// Loans of one loss.
#[derive(Debug)]
pub(super) struct Band {
    /// Loss in units, positive.
    pub units: usize,
    /// Class and number of loans, by class.
    pub groups: Vec<(usize, u64)>,
}

/// Loans by loss in whole units, ascending.
#[derive(Debug)]
pub(super) struct Bands {
    /// Fen.
    pub unit: i64,
    pub bands: Vec<Band>,
    /// Whether losses were rounded.
    pub is_banded: bool,
    /// `Σ loss²` in whole units over `Σ loss²`.
    pub squares: f64,
}

impl Bands {
    /// Losses in the finest unit whose work is affordable: their greatest common divisor, so that nothing is
    /// rounded, or a round multiple of it.
    pub fn affordable(all: &Classes, nodes: &[Node]) -> Bands {
        let divisor = all.losses.iter().flatten().fold(0, |divisor, &loss| gcd(divisor, loss)).max(1);
        let loans: usize = all.losses.iter().map(Vec::len).sum();
        let budget = (WORK + WORK_PER_LOAN * loans as f64).min(MOST_WORK);
        let chances = Chances::of(all, nodes);
        let whole = all.whole();
        let is_short = |unit: i64| whole / i128::from(unit) < LENGTH;
        let affordable = |unit: i64| {
            let bands = Bands::new(all, unit);
            (chances.work(&bands) <= budget).then_some(bands)
        };
        if is_short(divisor)
            && let Some(bands) = affordable(divisor)
        {
            return bands;
        }
        let units: Vec<i64> = round_multiples(divisor, whole).filter(|&unit| is_short(unit)).collect();
        // The work falls with the unit: the least affordable one lies between what was found too dear and
        // what was not.
        let (mut low, mut high) = (0, units.len());
        let mut best = None;
        while low < high {
            let middle = low + (high - low) / 2;
            match affordable(units[middle]) {
                Some(bands) => (high, best) = (middle, Some(bands)),
                None => low = middle + 1,
            }
        }
        best.unwrap_or_else(|| Bands::new(all, units.last().copied().unwrap_or(i64::MAX)))
    }

    /// Losses rounded to whole units. The remainder is carried from loan to loan, in the order of
    /// probability, correlation and loss, so that the sums of the portfolio, of each class and of the
    /// expected loss stay within a unit.
    fn new(all: &Classes, unit: i64) -> Bands {
        let (mut sum, mut before) = (0i128, 0i128);
        let (mut exact, mut rounded) = (0.0, 0.0);
        let mut is_banded = false;
        let mut groups: Vec<(usize, usize, u64)> = Vec::new();
        for (class, losses) in all.losses.iter().enumerate() {
            let start = groups.len();
            for &loss in losses {
                sum += i128::from(loss);
                let after = (2 * sum + i128::from(unit)) / (2 * i128::from(unit));
                let units = (after - before) as usize;
                before = after;
                is_banded |= loss % unit != 0;
                exact += loss as f64 * loss as f64;
                rounded += (units as f64 * unit as f64).powi(2);
                // Equal losses take turns between two numbers of units.
                let recent = groups.len().saturating_sub(2).max(start);
                match groups[recent..].iter_mut().find(|group| group.0 == units) {
                    Some(group) => group.2 += 1,
                    None => groups.push((units, class, 1)),
                }
            }
        }
        groups.sort_unstable();
        let band = |run: &[(usize, usize, u64)]| {
            let same = run.chunk_by(|a, b| a.1 == b.1);
            let groups = same.map(|same| (same[0].1, same.iter().map(|group| group.2).sum())).collect();
            Band { units: run[0].0, groups }
        };
        let runs = groups.chunk_by(|a, b| a.0 == b.0).filter(|run| run[0].0 > 0);
        let squares = if exact > 0.0 { rounded / exact } else { 1.0 };
        Bands { unit, bands: runs.map(band).collect(), is_banded, squares }
    }
}

/// Conditional probabilities of all classes at some of the nodes.
struct Chances {
    /// Of each class, node by node.
    chances: Vec<Vec<f64>>,
    /// Width of a normal distribution with the node's ends cut off, in standard deviations.
    widths: Vec<f64>,
    nodes: f64,
}

impl Chances {
    fn of(all: &Classes, nodes: &[Node]) -> Chances {
        let many = nodes.len().min(SAMPLE);
        let sample: Vec<&Node> =
            (0..many).map(|place| &nodes[(2 * place + 1) * nodes.len() / (2 * many)]).collect();
        let of = |class: &Class| sample.iter().map(|node| class.chance(node.z)).collect();
        let chances = all.classes.iter().map(of).collect();
        let widths = sample.iter().map(|node| 2.0 * (-2.0 * node.cut.ln()).max(1.0).sqrt()).collect();
        Chances { chances, widths, nodes: nodes.len() as f64 }
    }

    /// Estimated multiplications and additions at all nodes.
    fn work(&self, bands: &Bands) -> f64 {
        let mut work = 0.0;
        for (place, width) in self.widths.iter().enumerate() {
            let (mut window, mut variance, mut sum) = (1.0, 0.0, 0.0);
            for Band { units, groups } in &bands.bands {
                let units = *units as f64;
                let (mut spread, mut all) = (0.0, 0.0);
                for &(class, many) in groups {
                    let (chance, many) = (self.chances[class][place], many as f64);
                    (spread, all) = (spread + many * chance * (1.0 - chance), all + many);
                }
                // Counts of classes are added in pairs, these in pairs and so on.
                let mut parts = groups.len() as f64;
                let support = |parts: f64| (all / parts).min(width * (spread / parts).sqrt() + EVENTS) + 1.0;
                while parts > 1.0 {
                    work += parts / 2.0 * (OVERHEAD + support(parts).powi(2));
                    parts /= 2.0;
                }
                work += groups.len() as f64 * OVERHEAD + (support(1.0) + OVERHEAD) * window;
                variance += spread * units * units;
                sum += all * units;
                window = sum.min(width * variance.sqrt() + EVENTS * units) + 1.0;
            }
            work += OVERHEAD * window;
        }
        work / self.widths.len() as f64 * self.nodes
    }
}

/// Multiples of `divisor` with at most two digits that count, ascending, up to one of at least `whole`.
fn round_multiples(divisor: i64, whole: i128) -> impl Iterator<Item = i64> {
    let powers = std::iter::successors(Some(1i64), |power| power.checked_mul(10));
    let multiples = powers.flat_map(|power| ROUND.map(|tenths| (tenths, power)));
    let whole_ones = multiples.filter(|(tenths, power)| *power > 1 || tenths % 10 == 0);
    let units = whole_ones.map_while(move |(tenths, power)| {
        let multiple = if power > 1 { tenths.checked_mul(power / 10)? } else { tenths / 10 };
        divisor.checked_mul(multiple)
    });
    let mut is_enough = false;
    units.take_while(move |&unit| !std::mem::replace(&mut is_enough, i128::from(unit) >= whole))
}

fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::super::loan::Loan;
    use super::*;

    #[test]
    fn each_class_keeps_its_sum_to_a_unit() {
        let loan = |at: i64| Loan {
            default: [0.01, 0.02, 0.05][(at % 3) as usize],
            correlation: 0.1,
            loss: 1 + at * at % 1009,
        };
        let all = Classes::of(&(0..500).map(loan).collect::<Vec<_>>());
        for unit in [1, 7, 100, 5000] {
            let bands = Bands::new(&all, unit);
            assert_eq!(bands.is_banded, unit > 1);
            let mut sums = [0; 3];
            for band in &bands.bands {
                band.groups.iter().for_each(|&(class, many)| sums[class] += band.units as i64 * many as i64);
            }
            for (sum, losses) in sums.iter().zip(&all.losses) {
                assert!((sum * unit - losses.iter().sum::<i64>()).abs() <= unit, "{unit}: {sums:?}");
            }
            let loans: u64 = bands.bands.iter().flat_map(|band| &band.groups).map(|group| group.1).sum();
            assert!(loans <= 500 && (unit > 1 || loans == 500 && bands.squares == 1.0));
            assert!(bands.bands.is_sorted_by(|a, b| a.units < b.units));
        }
    }

    #[test]
    fn units_are_round_multiples() {
        let units: Vec<i64> = round_multiples(3, 60).collect();
        assert_eq!(units, [3, 6, 9, 12, 15, 18, 24, 30, 36, 45, 60]);
        assert_eq!(round_multiples(1, i128::MAX).last(), Some(8_000_000_000_000_000_000));
        assert_eq!((gcd(12, 18), gcd(0, 5), gcd(7, 0)), (6, 5, 7));
    }
}
