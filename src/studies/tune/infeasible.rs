//! Infeasible goals, proved only by numbers of firms.

use super::goal::{Goal, Measured};
use super::measure::{Known, NONE, Yardstick};
use super::written::{Qualified, RankShift};
use crate::stats::plain;
use crate::words::{Message, say};

/// Range of a goal's value under any weights, with the reason.
struct Range {
    least: f64,
    most: f64,
    why: Message,
}

impl Yardstick<'_> {
    /// Proof that no weights can meet a goal, if known: no firm meets its rule, or the range of its value
    /// excludes the target. The range is known only if the scored firms do not depend on weights.
    pub fn impossible(&self, goal: usize) -> Option<Message> {
        if self.holds_for_none[goal] && self.goals[goal].at_least.is_some_and(|least| least > 0.0) {
            return Some(say!(tune::holds_for_none));
        }
        // Without scored firms, no range is known.
        if !self.is_settled || self.firms.is_empty() {
            return None;
        }
        let (goal, known) = (&self.goals[goal], &self.known[goal]);
        let Range { least, most, why } = self.range(goal, known)?;
        let never = goal.at_least.is_some_and(|bound| most < bound)
            || goal.at_most.is_some_and(|bound| least > bound);
        never.then(|| say!(tune::never, why = why, least = plain(least, 3), most = plain(most, 3)))
    }

    /// Range of a goal's value under any weights; `None` if unknown.
    fn range(&self, goal: &Goal, known: &Known) -> Option<Range> {
        let firms = self.firms.len();
        let first = goal.what.first().unwrap_or(firms).min(firms);
        let share = |part: usize| part as f64 / first as f64;
        match (&goal.what, known) {
            (Measured::Holds { .. }, Known::Holds(holds)) => {
                let held = holds.iter().filter(|holds| **holds).count();
                Some(Range {
                    least: share(first.saturating_sub(firms - held)),
                    most: share(held.min(first)),
                    why: say!(tune::why_holds, held = held, firms = firms),
                })
            }
            (Measured::Largest { .. }, Known::Value(values, labels)) => {
                let count = labels.len();
                let mut sizes = vec![0; count];
                values.iter().filter(|value| **value != NONE).for_each(|&value| sizes[value as usize] += 1);
                let unknown = values.iter().filter(|value| **value == NONE).count();
                let (least, values) = least_greatest(&mut sizes.clone(), first.saturating_sub(unknown));
                let most = sizes.iter().copied().max().unwrap_or(0).min(first);
                let why = say!(tune::why_largest, values = count, firms = firms, most = most, first = first);
                Some(Range { least: least as f64 / (values * first) as f64, most: share(most), why })
            }
            (Measured::Importance { is_group, .. }, _) => {
                let alone = self.linear.as_ref()?.count(*is_group) == 1;
                let why = match is_group {
                    true => say!(tune::why_only_group),
                    false => say!(tune::why_only_indicator),
                };
                alone.then_some(Range { least: 1.0, most: 1.0, why })
            }
            (Measured::Shift(shift), _) => {
                let far = |firm| {
                    let rank = self.before.rank(firm) as usize;
                    (rank - 1).max(firms - rank)
                };
                let most = match shift {
                    RankShift::Mean => (0..firms).map(far).sum::<usize>() as f64 / firms as f64,
                    RankShift::Greatest => (0..firms).map(far).max().unwrap_or(0) as f64,
                };
                Some(Range { least: 0.0, most, why: say!(tune::why_ranks, firms = firms) })
            }
            (Measured::Qualified(count), _) => {
                let most = self.qualifier.as_ref()?.eligible(&self.firms);
                let why = say!(tune::why_gates, passing = most, firms = firms);
                let most = if *count == Qualified::Share { share(most) } else { most as f64 };
                Some(Range { least: 0.0, most, why })
            }
            _ => None,
        }
    }
}

/// Least possible size of the greatest part, if parts of at most the `sizes` make up `firms` firms: whole
/// firms or, for firms tied at the edge, fractions. As numerator and denominator.
fn least_greatest(sizes: &mut [usize], firms: usize) -> (usize, usize) {
    sizes.sort_unstable();
    let mut left = firms;
    for (at, &size) in sizes.iter().enumerate() {
        let values = sizes.len() - at;
        if left <= size * values {
            return (left, values);
        }
        left -= size;
    }
    (firms, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_firms_bring_the_greatest_part_lower_than_whole_ones() {
        // Two firms for each of seven values, ten of them first: tied at the edge, each value has ten
        // sevenths.
        assert_eq!(least_greatest(&mut [2; 7], 10), (10, 7));
        // The small groups are included completely.
        assert_eq!(least_greatest(&mut [9, 1], 6), (5, 1));
        assert_eq!(least_greatest(&mut [4, 4], 8), (8, 2));
        assert_eq!(least_greatest(&mut [3, 5], 0), (0, 2));
    }
}
