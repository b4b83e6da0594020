//! How well a number parts firms that went bad from firms that stayed good.

use super::Ascending;

/// Numbers in ascending order with a mark for each that is bad, ready to be measured under any
/// multiplicities.
#[derive(Debug)]
pub struct Parting<'a> {
    bad: &'a [bool],
    /// Positions by value.
    positions: Vec<u32>,
    /// Where each run of equal values ends in `positions`.
    ends: Vec<u32>,
}

/// How well more of a number goes with good firms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parted {
    /// The area under the ROC curve: the chance that a bad firm has less than a good one, an equal pair
    /// counting half (Hanley and McNeil 1982). Above ½ more goes with good; a peer that takes more for worse
    /// has 1 less this.
    pub auc: f64,
    /// The statistic of Kolmogorov and Smirnov: the greatest distance `|F_bad − F_good|` between the two
    /// distribution functions.
    pub ks: f64,
}

impl<'a> Parting<'a> {
    /// Of `values`, of which those marked in `bad` are the bad firms'.
    ///
    /// # Panics
    /// If the two differ in length.
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

    /// Measures firms that count `times` each, in whole numbers. `None` unless both kinds are there.
    pub fn measure(&self, times: impl Fn(usize) -> u64) -> Option<Parted> {
        // Twice the pairs in order, so that equal ones count a whole half.
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

/// How well `values` part the firms marked in `bad`, each counted once. `None` unless both kinds are there.
///
/// # Panics
/// If the two differ in length.
pub fn parted(values: &[f64], bad: &[bool]) -> Option<Parted> {
    Parting::of(values, bad).measure(|_| 1)
}

/// The standard error of the area under the ROC curve that [`parted`] has (DeLong, DeLong and Clarke-Pearson
/// 1988): `√(s²_bad / bad + s²_good / good)`, where `s²_bad` is the variance over bad firms of the share of
/// good ones that have more, and `s²_good` over good firms that of the share of bad ones that have less,
/// equal ones counting half. `None` with fewer than two of either kind.
///
/// # Panics
/// If the two differ in length.
pub fn auc_error(values: &[f64], bad: &[bool]) -> Option<f64> {
    assert_eq!(values.len(), bad.len(), "every value is a firm's");
    let bads = bad.iter().filter(|bad| **bad).count() as f64;
    let goods = bad.len() as f64 - bads;
    if bads < 2.0 || goods < 2.0 {
        return None;
    }
    let ascending = Ascending::of(values, 0..values.len() as u32);
    let (mut good_shares, mut bad_shares) = (Vec::new(), Vec::new());
    let (mut good, mut below) = (0.0, 0.0);
    for run in ascending.runs() {
        let own = run.clone().filter(|&at| bad[at]).count();
        let others = run.len() - own;
        let more = (goods - good - others as f64 / 2.0) / goods;
        let less = (below + own as f64 / 2.0) / bads;
        bad_shares.extend(std::iter::repeat_n(more, own));
        good_shares.extend(std::iter::repeat_n(less, others));
        (good, below) = (good + others as f64, below + own as f64);
    }
    let part = |shares: &mut Vec<f64>, count: f64| {
        // The deviation is that of a population: a sample's variance is greater.
        super::mean_and_deviation(shares).map_or(0.0, |(_, deviation)| deviation * deviation / (count - 1.0))
    };
    Some((part(&mut bad_shares, bads) + part(&mut good_shares, goods)).sqrt())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
        // Bad firms at 1 and 3, good ones at 2 and 4: shares of 1 and ½ for either kind, a variance of ⅛ each
        // over two.
        let error = auc_error(&[1.0, 2.0, 3.0, 4.0], &[true, false, true, false]).expect("two of each");
        assert!((error - 0.125f64.sqrt()).abs() < 1e-15, "{error}");
        assert_eq!(auc_error(&[1.0, 1.0, 1.0, 1.0], &[true, false, true, false]), Some(0.0));
        assert_eq!(auc_error(&[1.0, 2.0, 3.0], &[true, false, false]), None);
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
    }
}
