//! Partial identification of the area under the ROC curve over all scored firms, if only some have an
//! outcome.
//!
//! Only firms that got credit have an outcome, and points influenced which firms got credit. The outcomes of
//! the others are not in the data, so the area over all firms is partially identified: it lies between bounds
//! that more firms of the same kind do not make narrower (Manski 1989, Journal of Human Resources 24: anatomy
//! of the selection problem; Manski 2003, Partial Identification of Probability Distributions). Imputing the
//! outcomes from a model of the firms seen is extrapolation, not evidence (reject inference: Hand and Henley
//! 1993, IMA Journal of Mathematics Applied in Business and Industry 5; Crook and Banasik 2004, Journal of
//! Banking & Finance 28).

use serde::Serialize;

use super::outcomes::Observed;
use crate::stats::{self, Weighed, chance, weighted_area};

/// Areas under the ROC curve of today's points over all scored firms, by assumed outcomes of the unseen
/// firms, which have no outcome.
///
/// A firm counts once, whatever the number of its outcomes. A seen firm has a bad part, the share of its bad
/// outcomes, and a good part, the rest; an unseen firm has the parts stated below. The area is the share of
/// pairs of a bad and a good part in which the bad part has fewer points; equal points count half.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Selection {
    /// Number of firms scored.
    pub firms: usize,
    /// Firms without an outcome that counts.
    pub unseen: usize,
    /// Area over only the firms with an outcome.
    pub seen_only: f64,
    /// Area over all firms if all unseen ones are good.
    pub all_good: f64,
    /// Area over all firms if all unseen ones are bad.
    pub all_bad: f64,
    /// Area over all firms if the bad part of each unseen firm is the default probability at its points,
    /// fitted to the seen firms. `None` if points separate the seen firms.
    pub by_points: Option<f64>,
    /// Least area under any outcomes of the unseen firms: those above a certain number of points are bad.
    pub least: f64,
    /// Greatest area under any outcomes of the unseen firms: those with the fewest points are bad.
    pub greatest: f64,
}

impl Selection {
    /// Areas from the outcomes `observed`, the published `points` of their firms, and the points of the
    /// `unseen`. `line` has the constant and the slope of the log-odds of going bad over points, if any.
    /// `None` if no firm is unseen, and if only one kind of outcome occurs.
    pub(super) fn of(
        observed: &[Observed],
        points: &[f64],
        unseen: &[f64],
        line: Option<(f64, f64)>,
    ) -> Option<Selection> {
        if unseen.is_empty() {
            return None;
        }
        let seen = seen(observed, points);
        let over_all = |bad: &dyn Fn(f64) -> f64| {
            let others = unseen.iter().map(|&value| {
                let bad = bad(value);
                Weighed { value, good: 1.0 - bad, bad }
            });
            weighted_area(seen.iter().copied().chain(others).collect())
        };
        let extremes = |of_most: bool| Extremes::of(&seen, unseen, of_most);
        Some(Selection {
            firms: seen.len() + unseen.len(),
            unseen: unseen.len(),
            seen_only: weighted_area(seen.clone())?,
            all_good: over_all(&|_| 0.0)?,
            all_bad: over_all(&|_| 1.0)?,
            by_points: line
                .and_then(|(constant, slope)| over_all(&|points| chance(constant - slope * points))),
            least: extremes(true).least(),
            greatest: 1.0 - extremes(false).least(),
        })
    }

    /// Least and greatest of the three areas over all firms.
    pub fn range(&self) -> (f64, f64) {
        let three = [Some(self.all_good), Some(self.all_bad), self.by_points];
        let ends = |fold: fn(f64, f64) -> f64, start| three.into_iter().flatten().fold(start, fold);
        (ends(f64::min, f64::INFINITY), ends(f64::max, f64::NEG_INFINITY))
    }
}

/// Firms with outcomes, each once. The outcomes of one firm are adjacent in `observed`.
fn seen(observed: &[Observed], points: &[f64]) -> Vec<Weighed> {
    let rows: Vec<(&Observed, f64)> = observed.iter().zip(points.iter().copied()).collect();
    let of = |own: &[(&Observed, f64)]| {
        let bad = own.iter().filter(|(one, _)| one.bad).count() as f64 / own.len() as f64;
        Weighed { value: own[0].1, good: 1.0 - bad, bad }
    };
    rows.chunk_by(|(a, _), (b, _)| a.unit == b.unit).map(of).collect()
}

/// Extremes of the area over all outcomes of the unseen firms.
///
/// If `k` of the unseen firms are bad, the area is least if these have the most points: exchanging a bad firm
/// with a good one that has more points only loses pairs. So every `k` is checked. The greatest area is 1
/// minus the least area of the points with the opposite sign.
struct Extremes {
    /// `seen`: number of ordered pairs among the seen firms. `as_good`, `as_bad`: number of ordered pairs of
    /// each unseen firm with the seen ones, if it is good and if it is bad, in the order in which unseen
    /// firms become bad.
    seen: f64,
    as_good: Vec<f64>,
    as_bad: Vec<f64>,
    /// Start and length of the run of equal values of each unseen firm.
    run: Vec<(usize, usize)>,
    /// Sums of the good parts and of the bad parts of the seen firms.
    good: f64,
    bad: f64,
}

impl Extremes {
    /// With `of_most` the firms with the most points become bad first. Otherwise points have the opposite
    /// sign, and those with the fewest do.
    fn of(seen: &[Weighed], unseen: &[f64], of_most: bool) -> Extremes {
        let signed = |value: f64| if of_most { value } else { -value };
        let mut known: Vec<Weighed> =
            seen.iter().map(|one| Weighed { value: signed(one.value), ..*one }).collect();
        known.sort_unstable_by(|a, b| {
            a.value.total_cmp(&b.value).then(a.good.total_cmp(&b.good)).then(a.bad.total_cmp(&b.bad))
        });
        let mut values: Vec<f64> = unseen.iter().map(|value| signed(*value)).collect();
        values.sort_unstable_by(|a, b| b.total_cmp(a));
        // Cumulative good and bad parts of the firms seen, in order.
        let sums = |of: fn(&Weighed) -> f64| {
            let mut sum = stats::Sum::default();
            let so_far = known.iter().map(|one| {
                sum.add(of(one));
                sum.total()
            });
            std::iter::once(0.0).chain(so_far.collect::<Vec<f64>>()).collect::<Vec<f64>>()
        };
        let (goods, bads) = (sums(|one| one.good), sums(|one| one.bad));
        let (good, bad) = (goods[known.len()], bads[known.len()]);
        let around = |value: f64| {
            let below = known.partition_point(|one| one.value < value);
            (below, known.partition_point(|one| one.value <= value))
        };
        let as_good = |&value: &f64| {
            let (below, to) = around(value);
            (bads[below] + bads[to]) / 2.0
        };
        let as_bad = |&value: &f64| {
            let (below, to) = around(value);
            good - (goods[below] + goods[to]) / 2.0
        };
        let mut run = Vec::with_capacity(values.len());
        for alike in values.chunk_by(|a, b| a == b) {
            run.extend((0..alike.len()).map(|place| (place, alike.len())));
        }
        Extremes {
            seen: weighted_area(known.clone()).unwrap_or(0.0) * good * bad,
            as_good: values.iter().map(as_good).collect(),
            as_bad: values.iter().map(as_bad).collect(),
            run,
            good,
            bad,
        }
    }

    /// Least area over all numbers of bad unseen firms.
    fn least(&self) -> f64 {
        let count = self.run.len();
        let mut pairs = self.seen + stats::sum(self.as_good.iter().copied());
        let mut least = f64::INFINITY;
        for bad in 0..=count {
            // Among unseen firms only equal points make pairs that count, half each.
            let ties = match self.run.get(bad) {
                Some(&(place, length)) => (place * (length - place)) as f64 / 2.0,
                None => 0.0,
            };
            let all = (self.bad + bad as f64) * (self.good + (count - bad) as f64);
            if all > 0.0 {
                least = least.min((pairs + ties) / all);
            }
            if bad < count {
                pairs += self.as_bad[bad] - self.as_good[bad];
            }
        }
        least
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One firm for each list of outcomes, in order.
    fn observed(firms: &[Vec<bool>]) -> Vec<Observed> {
        let of = |(unit, outcomes): (usize, &Vec<bool>)| -> Vec<Observed> {
            outcomes.iter().map(|&bad| Observed { firm: unit, unit, bad, window: None }).collect()
        };
        firms.iter().enumerate().flat_map(of).collect()
    }

    /// The area pair by pair: value, good part and bad part of each firm.
    fn naive(all: &[(f64, f64, f64)]) -> f64 {
        let (mut won, mut pairs) = (0.0, 0.0);
        for (x, _, bad) in all {
            for (y, good, _) in all {
                pairs += bad * good;
                won += bad * good * (f64::from(u8::from(x < y)) + 0.5 * f64::from(u8::from(x == y)));
            }
        }
        won / pairs
    }

    proptest! {
        #[test]
        fn areas_over_all_firms_are_those_of_every_pair(
            firms in prop::collection::vec((0i32..6, prop::collection::vec(any::<bool>(), 1..4)), 2..12),
            others in prop::collection::vec(0i32..6, 1..7),
        ) {
            let outcomes: Vec<Vec<bool>> = firms.iter().map(|firm| firm.1.clone()).collect();
            let observed = observed(&outcomes);
            prop_assume!(observed.iter().any(|one| one.bad) && observed.iter().any(|one| !one.bad));
            let points: Vec<f64> = observed.iter().map(|one| f64::from(firms[one.unit].0)).collect();
            let unseen: Vec<f64> = others.iter().map(|points| f64::from(*points)).collect();
            let line = (0.3, 0.4);
            let found = Selection::of(&observed, &points, &unseen, Some(line)).expect("some are unseen");
            let seen: Vec<(f64, f64, f64)> = firms.iter().map(|(points, outcomes)| {
                let bad = outcomes.iter().filter(|bad| **bad).count() as f64 / outcomes.len() as f64;
                (f64::from(*points), 1.0 - bad, bad)
            }).collect();
            let over_all = |bad: &dyn Fn(usize) -> f64| {
                let others = unseen.iter().enumerate().map(|(at, points)| (*points, 1.0 - bad(at), bad(at)));
                naive(&seen.iter().copied().chain(others).collect::<Vec<_>>())
            };
            let mut ends = (f64::INFINITY, f64::NEG_INFINITY);
            for assigned in 0..1u32 << unseen.len() {
                let area = over_all(&|at| f64::from(assigned >> at & 1));
                ends = (ends.0.min(area), ends.1.max(area));
            }
            for (found, expected) in [
                (found.seen_only, naive(&seen)),
                (found.all_good, over_all(&|_| 0.0)),
                (found.all_bad, over_all(&|_| 1.0)),
                (found.by_points.expect("a line"), over_all(&|at| chance(line.0 - line.1 * unseen[at]))),
                (found.least, ends.0),
                (found.greatest, ends.1),
            ] {
                prop_assert!((found - expected).abs() < 1e-12, "{found} {expected}");
            }
            prop_assert_eq!((found.firms, found.unseen), (firms.len() + others.len(), others.len()));
        }
    }

    #[test]
    fn where_all_are_seen_there_are_no_bounds() {
        let observed = observed(&[vec![true], vec![false]]);
        assert_eq!(Selection::of(&observed, &[1.0, 2.0], &[], None), None);
        let found = Selection::of(&observed, &[1.0, 2.0], &[3.0], None).expect("one is unseen");
        // If good, the firm above both is in order with the bad one; if bad, it is not in order with the good
        // one.
        assert_eq!((found.all_good, found.all_bad, found.by_points), (1.0, 0.5, None));
        assert_eq!((found.range(), found.least, found.greatest), ((0.5, 1.0), 0.5, 1.0));
    }
}
