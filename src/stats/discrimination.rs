//! Discrimination between firms that went bad and firms that stayed good.

use std::cmp::Ordering;

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::{Ascending, Sum, chance};

/// Values in ascending order, each of a good or a bad firm, whose discrimination can be measured with any
/// multiplicities.
#[derive(Debug)]
pub struct Parting<'a> {
    bad: &'a [bool],
    /// Positions in ascending order of value.
    positions: Vec<u32>,
    /// End of each run of equal values in `positions`.
    ends: Vec<u32>,
}

/// Discrimination by a number: AUC and Kolmogorov–Smirnov distance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parted {
    /// Area under the ROC curve: the probability that a bad firm has less than a good one, with equal pairs
    /// counted half (Hanley and McNeil 1982). Above ½, good firms tend to have more. Programs with the
    /// opposite direction report `1 − auc`.
    pub auc: f64,
    /// Kolmogorov–Smirnov statistic: the greatest distance `|F_bad − F_good|` between the two distribution
    /// functions.
    pub ks: f64,
}

impl<'a> Parting<'a> {
    /// Sorts `values`; `bad` marks those of bad firms.
    ///
    /// # Panics
    /// If the two slices differ in length.
    pub fn of(values: &[f64], bad: &'a [bool]) -> Parting<'a> {
        assert_eq!(values.len(), bad.len(), "every value is a firm's");
        let ascending = Ascending::of(values, 0..values.len() as u32);
        let mut end = 0;
        let ends = ascending.runs().map(|run| {
            end += run.len() as u32;
            end
        });
        Parting { ends: ends.collect(), positions: ascending.positions().collect(), bad }
    }

    /// AUC and Kolmogorov–Smirnov distance, with the value at position `i` counted `times(i)` times:
    /// `auc = (P + T / 2) / (G B)` for `G` good and `B` bad values. Of the pairs of a bad and a good value,
    /// the bad one is less in `P` and equal in `T`. `None` unless both kinds occur.
    pub fn measure(&self, times: impl Fn(usize) -> u64) -> Option<Parted> {
        // Twice the ordered pairs, so a tie adds a whole number.
        let (mut pairs, mut good, mut bad) = (0u64, 0u64, 0u64);
        let mut curve = Vec::with_capacity(self.ends.len());
        let mut start = 0;
        for &end in &self.ends {
            let (mut more_good, mut more_bad) = (0, 0);
            for &at in &self.positions[start..end as usize] {
                let at = at as usize;
                *(if self.bad[at] { &mut more_bad } else { &mut more_good }) += times(at);
            }
            pairs += more_good * (2 * bad + more_bad);
            (good, bad) = (good + more_good, bad + more_bad);
            curve.push((good, bad));
            start = end as usize;
        }
        if good == 0 || bad == 0 {
            return None;
        }
        let (goods, bads) = (good as f64, bad as f64);
        let apart = |&(good, bad): &(u64, u64)| (bad as f64 / bads - good as f64 / goods).abs();
        Some(Parted {
            auc: pairs as f64 / (2.0 * goods * bads),
            ks: curve.iter().map(apart).fold(0.0, f64::max),
        })
    }
}

/// AUC and Kolmogorov–Smirnov distance of `values`, with `bad` marking the bad firms, each counted once.
/// `None` unless both kinds occur.
///
/// # Panics
/// If the two slices differ in length.
pub fn parted(values: &[f64], bad: &[bool]) -> Option<Parted> {
    Parting::of(values, bad).measure(|_| 1)
}

/// An area under the ROC curve with its standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// The area, as in [`parted`].
    pub auc: f64,
    /// Standard error of the area.
    pub error: f64,
    /// Degrees of freedom of the standard error.
    pub degrees: f64,
}

impl Area {
    /// Confidence interval of the area at `level`, on the scale of log-odds (Pepe 2003, section 5.2):
    /// `ln(A / (1 − A)) ± t · error / (A (1 − A))`, with `t` the quantile of Student's law with
    /// [`degrees`](Area::degrees) degrees of freedom. `None` for an area of 0 or 1, which has no log-odds.
    pub fn interval(&self, level: f64) -> Option<(f64, f64)> {
        let spread = self.auc * (1.0 - self.auc);
        let law = StudentsT::new(0.0, 1.0, self.degrees).ok().filter(|_| spread > 0.0)?;
        let reach = law.inverse_cdf(0.5 + level / 2.0) * self.error / spread;
        let odds = (self.auc / (1.0 - self.auc)).ln();
        Some((chance(odds - reach), chance(odds + reach)))
    }
}

/// Area under the ROC curve with outcomes clustered by firm, and the standard error of Obuchowski (1997,
/// Biometrics 53: nonparametric analysis of clustered ROC curve data).
///
/// The component `V` of a bad outcome is the share of good outcomes that have more; that of a good outcome is
/// the share of bad outcomes that have less. Equal outcomes count half. `A` is the area. `D_f` and `E_f` are
/// the sums of `V − A` over the bad and over the good outcomes of firm `f`. With `M` bad and `N` good
/// outcomes, `I` firms with a bad outcome, `J` with a good one and `F` firms in all, the squared error is
///
/// `a + b + 2 Σ D E · F / (F − 1) / (M N)`, where `a = Σ D² · I / (I − 1) / M²` and
/// `b = Σ E² · J / (J − 1) / N²`.
///
/// With one outcome per firm it is that of DeLong, DeLong and Clarke-Pearson (1988). The degrees of freedom
/// are `(a + b)² / (a² / (I − 1) + b² / (J − 1))` (Satterthwaite 1946).
///
/// `None` if fewer than two firms have a bad outcome, or a good one.
///
/// # Panics
/// If the three slices differ in length.
pub fn area(values: &[f64], bad: &[bool], firms: &[usize]) -> Option<Area> {
    assert_eq!(values.len(), bad.len(), "every value is a firm's");
    assert_eq!(values.len(), firms.len(), "every value is a firm's");
    let auc = parted(values, bad)?.auc;
    let bads = bad.iter().filter(|bad| **bad).count() as f64;
    let goods = bad.len() as f64 - bads;
    let count = firms.iter().max().map_or(0, |most| most + 1);
    // Per firm, `D` and `E`; `None` without such outcomes.
    let mut sums: Vec<[Option<f64>; 2]> = vec![[None; 2]; count];
    let (mut good, mut below) = (0.0, 0.0);
    for run in Ascending::of(values, 0..values.len() as u32).runs() {
        let own = run.clone().filter(|&at| bad[at]).count() as f64;
        let others = run.len() as f64 - own;
        let more = (goods - good - others / 2.0) / goods;
        let less = (below + own / 2.0) / bads;
        for at in run {
            let (kind, share) = if bad[at] { (0, more) } else { (1, less) };
            *sums[firms[at]][kind].get_or_insert(0.0) += share - auc;
        }
        (good, below) = (good + others, below + own);
    }
    let present: Vec<[Option<f64>; 2]> =
        sums.into_iter().filter(|of| of.iter().any(Option::is_some)).collect();
    let unbiased = |terms: Vec<f64>| {
        let firms = terms.len() as f64;
        (firms >= 2.0).then(|| (super::sum_sorted(terms) * firms / (firms - 1.0), firms - 1.0))
    };
    let squares = |kind: usize| present.iter().filter_map(|of| of[kind].map(|sum| sum * sum)).collect();
    let ((bad_squares, bad_degrees), (good_squares, good_degrees)) =
        (unbiased(squares(0))?, unbiased(squares(1))?);
    let products = present.iter().map(|of| of[0].unwrap_or(0.0) * of[1].unwrap_or(0.0)).collect();
    let (products, _) = unbiased(products)?;
    let (a, b) = (bad_squares / (bads * bads), good_squares / (goods * goods));
    let variance = (a + b + 2.0 * products / (bads * goods)).max(0.0);
    let degrees = (a + b).powi(2) / (a * a / bad_degrees + b * b / good_degrees);
    let fewest = bad_degrees.min(good_degrees);
    Some(Area { auc, error: variance.sqrt(), degrees: if degrees.is_finite() { degrees } else { fewest } })
}

/// Area under the ROC curve of firms that are good in part and bad in part: `Σ b_i g_j h_ij / (Σ b_i Σ g_j)`
/// over all pairs of firms, with the bad part `b`, the good part `g`, and `h_ij` 1 if firm `i` has less than
/// firm `j`, ½ if both have as much, 0 otherwise. A firm's own two parts count as a tie. `None` unless both
/// kinds occur.
pub fn weighted_area(mut firms: Vec<Weighed>) -> Option<f64> {
    // The sums must not depend on the order of equal values.
    let parts = |one: &Weighed| [one.value + 0.0, one.good, one.bad];
    firms.sort_unstable_by(|a, b| {
        parts(a)
            .iter()
            .zip(parts(b))
            .map(|(a, b)| a.total_cmp(&b))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    let (mut good, mut bad, mut pairs) = (Sum::default(), Sum::default(), Sum::default());
    for alike in firms.chunk_by(|a, b| a.value == b.value) {
        let goods = super::sum(alike.iter().map(|one| one.good));
        let bads = super::sum(alike.iter().map(|one| one.bad));
        pairs.add(goods * (bad.total() + bads / 2.0));
        good.add(goods);
        bad.add(bads);
    }
    let all = good.total() * bad.total();
    (all > 0.0).then(|| pairs.total() / all)
}

/// A firm with a value, part good and part bad.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighed {
    /// Value of the firm: more is better.
    pub value: f64,
    /// Good part of the firm, 0 or more.
    pub good: f64,
    /// Bad part of the firm, 0 or more.
    pub bad: f64,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    #[test]
    fn small_tables_by_hand() {
        let found = parted(&[1.0, 2.0, 2.0, 3.0], &[true, false, true, false]).expect("both kinds");
        // Pairs (bad, good): 1<2, 1<3, 2=2, 2<3.
        assert_eq!(found, Parted { auc: 3.5 / 4.0, ks: 0.5 });
        assert_eq!(parted(&[1.0, 1.0], &[true, false]), Some(Parted { auc: 0.5, ks: 0.0 }));
        assert_eq!(parted(&[1.0, 2.0], &[true, true]), None);
        assert_eq!(parted(&[], &[]), None);
    }

    #[test]
    fn the_error_of_an_area_by_hand() {
        // Bad firms at 1 and 3, good ones at 2 and 4: the components of either kind are 1 and ½, with a
        // variance of ⅛ over two firms.
        let each = [0, 1, 2, 3];
        let found = area(&[1.0, 2.0, 3.0, 4.0], &[true, false, true, false], &each).expect("two of each");
        assert!((found.error - 0.125f64.sqrt()).abs() < 1e-15 && found.auc == 0.75, "{found:?}");
        // Both parts are equal, with one degree of freedom each.
        assert!((found.degrees - 2.0).abs() < 1e-12, "{found:?}");
        let alike = area(&[1.0; 4], &[true, false, true, false], &each).expect("two of each");
        assert_eq!((alike.error, alike.interval(0.95)), (0.0, Some((0.5, 0.5))));
        assert_eq!(area(&[1.0, 2.0, 3.0], &[true, false, false], &each[..3]), None);
        // Log-odds of ln 3 with an error of 0.3536 / 0.1875, times Student's 4.3027.
        let (low, high) = found.interval(0.95).expect("within 0 to 1");
        let reach = 4.302_652_729_911_275 * 0.125f64.sqrt() / 0.1875;
        assert!(
            (low - chance(3f64.ln() - reach)).abs() < 1e-9 && (high - chance(3f64.ln() + reach)).abs() < 1e-9
        );
    }

    #[test]
    fn outcomes_said_again_leave_the_error_as_it_is() {
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        let values: Vec<f64> = (0..60).map(|_| (20.0 * rng.random::<f64>()).round()).collect();
        let bad: Vec<bool> = (0..60).map(|at| at % 4 == 0).collect();
        let once = area(&values, &bad, &(0..60).collect::<Vec<_>>()).expect("both kinds");
        let firms: Vec<usize> = (0..240).map(|at| at % 60).collect();
        let again = |of: &dyn Fn(usize) -> f64| firms.iter().map(|firm| of(*firm)).collect::<Vec<f64>>();
        let often: Vec<bool> = firms.iter().map(|firm| bad[*firm]).collect();
        let found = area(&again(&|firm| values[firm]), &often, &firms).expect("both kinds");
        assert!((found.error - once.error).abs() < 1e-14 && (found.auc - once.auc).abs() < 1e-14);
        assert!((found.degrees - once.degrees).abs() < 1e-9);
        // As 240 firms they would have half the error.
        let each = area(&again(&|firm| values[firm]), &often, &(0..240).collect::<Vec<_>>()).expect("both");
        assert!((each.error / once.error - 0.5).abs() < 0.02, "{each:?} {once:?}");
    }

    #[test]
    fn a_firm_of_both_kinds_counts_on_both_sides() {
        // Two firms, each bad once and good once; A has 1, B has 3. Of four pairs ½, 1, 0, ½ are in order.
        let found =
            area(&[1.0, 1.0, 3.0, 3.0], &[true, false, true, false], &[0, 0, 1, 1]).expect("two of each");
        // V of A's bad outcome is ¾, of B's ¼; of A's good one ¼, of B's ¾: D = ±¼, E = ∓¼. Either kind alone
        // has a variance of 1/16, and the covariance cancels both.
        assert_eq!((found.auc, found.error, found.degrees), (0.5, 0.0, 2.0));
    }

    /// Number of 95 % intervals, out of 400 samples of noise, that do not contain ½. The outcomes of one firm
    /// are equal.
    fn missed(firms: usize, bad: usize, windows: &[usize]) -> usize {
        let mut rng = ChaCha8Rng::seed_from_u64(9);
        (0..400)
            .filter(|_| {
                let (mut values, mut outcomes, mut of) = (Vec::new(), Vec::new(), Vec::new());
                for firm in 0..firms {
                    let value: f64 = rng.random();
                    for _ in 0..windows[rng.random_range(0..windows.len())] {
                        values.push(value);
                        outcomes.push(firm < bad);
                        of.push(firm);
                    }
                }
                let found = area(&values, &outcomes, &of).expect("both kinds");
                !found.interval(0.95).is_some_and(|(low, high)| low <= 0.5 && 0.5 <= high)
            })
            .count()
    }

    #[test]
    fn intervals_of_repeated_outcomes_hold_one_half() {
        for (firms, bad, windows) in [(100, 25, &[4][..]), (100, 20, &[2, 3, 4, 5, 6]), (60, 20, &[1])] {
            let missed = missed(firms, bad, windows);
            assert!((12..=28).contains(&missed), "{firms} firms: {missed} of 400");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_every_pair_counted(
            firms in prop::collection::vec((-3i32..3, any::<bool>(), 0u64..3), 0..60),
        ) {
            let values: Vec<f64> = firms.iter().map(|firm| f64::from(firm.0)).collect();
            let bad: Vec<bool> = firms.iter().map(|firm| firm.1).collect();
            let (mut won, mut pairs) = (0.0, 0.0);
            for &(x, is_bad, times) in &firms {
                for &(y, other_bad, other_times) in &firms {
                    if is_bad && !other_bad {
                        let times = (times * other_times) as f64;
                        pairs += times;
                        won += times * (f64::from(x < y) + 0.5 * f64::from(x == y));
                    }
                }
            }
            match Parting::of(&values, &bad).measure(|at| firms[at].2) {
                Some(found) => prop_assert!((found.auc - won / pairs).abs() < 1e-12),
                None => prop_assert_eq!(pairs, 0.0),
            }
        }

        #[test]
        fn firms_in_part_bad_agree_with_every_pair_counted(
            firms in prop::collection::vec((-3i32..3, 0u32..4, 0u32..4), 1..40),
        ) {
            let all: Vec<Weighed> = firms.iter().map(|&(value, good, bad)| {
                Weighed { value: f64::from(value), good: f64::from(good) / 3.0, bad: f64::from(bad) / 3.0 }
            }).collect();
            let (mut won, mut pairs) = (0.0, 0.0);
            for a in &all {
                for b in &all {
                    pairs += a.bad * b.good;
                    let order = f64::from(a.value < b.value) + 0.5 * f64::from(a.value == b.value);
                    won += a.bad * b.good * order;
                }
            }
            match weighted_area(all) {
                Some(found) => prop_assert!((found - won / pairs).abs() < 1e-12),
                None => prop_assert_eq!(pairs, 0.0),
            }
        }
    }
}
