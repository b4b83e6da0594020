//! The weights that may be: within bounds and adding up, in whole units of the scale.

use num_traits::{ToPrimitive, Zero};

use super::super::overlay::Scale;
use super::goal::Goals;
use super::written::{Freedom, GroupSums};
use crate::decimal::{Ratio, ratio, significant};
use crate::finding::{Code, Finding};
use crate::scorecard::Scorecard;
use crate::scoring::Weights;
use crate::stats;

/// What the way to the nearest weights, which is one of doubles, may take from a whole unit.
const LOST: f64 = 1e-6;

/// Weights as whole units: segment after segment, the indicators that weigh in it.
pub(super) type Units = Vec<u64>;

/// One weight: an indicator in a segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub indicator: usize,
    pub segment: usize,
}

/// The set of weights to search.
///
/// A search moves *wishes*: numbers that need keep neither bounds nor sums. With segments that move each by
/// itself a wish is a weight in units; with segments that move alike it is a factor of an indicator's weights
/// of today. [`Space::weights`] makes weights of them within bounds and sums, rounded to whole units: the
/// nearest ([`stats::project`]), of factors those that keep the proportions ([`stats::apportion`]).
#[derive(Debug)]
pub(super) struct Space {
    pub slots: Vec<Slot>,
    /// Per slot: today's units, the least and the most.
    pub today: Units,
    pub least: Units,
    pub most: Units,
    /// Slots that add up to what they weigh today.
    pub(super) blocks: Vec<Vec<usize>>,
    /// Which wish each slot follows.
    wish_of: Vec<usize>,
    /// Per wish: what one unit of weight is worth, the least and the most it may be, and the wishes it may
    /// trade with by number.
    pub scale_of: Vec<f64>,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
    pub trades: Vec<usize>,
    pub(super) alike: bool,
}

impl Space {
    /// The weights that `goals` allow the `members` of `card`.
    ///
    /// # Errors
    /// Bounds between which no weights add up.
    pub fn new(card: &Scorecard, members: &[usize], scale: Scale, goals: &Goals) -> Result<Space, Finding> {
        let shares = card.weight_shares();
        let mut space = Space {
            slots: Vec::new(),
            today: Vec::new(),
            least: Vec::new(),
            most: Vec::new(),
            blocks: Vec::new(),
            wish_of: Vec::new(),
            scale_of: Vec::new(),
            low: Vec::new(),
            high: Vec::new(),
            trades: Vec::new(),
            // One segment moves by itself.
            alike: goals.weights == Freedom::Alike && card.segments.len() > 1,
        };
        let groups = card.branches();
        let group_of = |at: usize| groups.iter().position(|group| group.indicators.contains(&at));
        for (segment, _) in card.segments.iter().enumerate() {
            let own: Vec<usize> =
                members.iter().copied().filter(|&at| card.indicators[at].weight[segment] > 0.0).collect();
            let exact: Vec<f64> = own.iter().map(|&at| shares[at][segment]).collect();
            let first = space.slots.len();
            for ((&indicator, today), share) in own.iter().zip(scale.split(&exact)).zip(&exact) {
                let (least, most) = bounds(goals, indicator, today, share * scale.units() as f64, scale);
                space.slots.push(Slot { indicator, segment });
                space.today.push(today);
                space.least.push(least);
                space.most.push(most);
            }
            let all: Vec<usize> = (first..space.slots.len()).collect();
            let of = |slot: &usize| group_of(space.slots[*slot].indicator);
            match goals.groups {
                GroupSums::Free => space.blocks.push(all),
                GroupSums::Fixed => {
                    let mut known: Vec<Option<usize>> = all.iter().map(of).collect();
                    known.sort_unstable();
                    known.dedup();
                    for group in known {
                        space.blocks.push(all.iter().copied().filter(|slot| of(slot) == group).collect());
                    }
                }
            }
        }
        space.blocks.retain(|block| !block.is_empty());
        space.check(card, scale, goals)?;
        space.wishes(members, &|indicator| match goals.groups {
            GroupSums::Free => 0,
            GroupSums::Fixed => group_of(indicator).unwrap_or(0),
        });
        Ok(space)
    }

    /// Which wishes there are.
    fn wishes(&mut self, members: &[usize], group: &dyn Fn(usize) -> usize) {
        if !self.alike {
            self.wish_of = (0..self.slots.len()).collect();
            self.scale_of = vec![1.0; self.slots.len()];
            self.low = self.least.iter().map(|units| *units as f64).collect();
            self.high = self.most.iter().map(|units| *units as f64).collect();
            self.trades = vec![0; self.slots.len()];
            for (at, block) in self.blocks.iter().enumerate() {
                block.iter().for_each(|&slot| self.trades[slot] = at);
            }
            return;
        }
        let place = |slot: &Slot| members.iter().position(|&at| at == slot.indicator).unwrap_or(0);
        self.wish_of = self.slots.iter().map(place).collect();
        self.trades = members.iter().map(|&at| group(at)).collect();
        let mean = |wish: usize| {
            let own = (0..self.slots.len()).filter(|&slot| self.wish_of[slot] == wish);
            let (sum, count) = own.fold((0, 0), |(sum, count), slot| (sum + self.today[slot], count + 1));
            if sum == 0 { 0.0 } else { f64::from(count) / sum as f64 }
        };
        self.scale_of = (0..members.len()).map(mean).collect();
        (self.low, self.high) = (vec![1.0; members.len()], vec![1.0; members.len()]);
        for (slot, &wish) in self.wish_of.iter().enumerate().filter(|(slot, _)| self.today[*slot] > 0) {
            let today = self.today[slot] as f64;
            self.low[wish] = self.low[wish].min(self.least[slot] as f64 / today);
            self.high[wish] = self.high[wish].max(self.most[slot] as f64 / today);
        }
    }

    /// Whether the bounds leave anything.
    fn check(&self, card: &Scorecard, scale: Scale, goals: &Goals) -> Result<(), Finding> {
        let own = |slot: usize| {
            goals.between.iter().find(|own| own.indicator == self.slots[slot].indicator).map(|own| own.at)
        };
        for (at, (least, most)) in self.least.iter().zip(&self.most).enumerate() {
            if least > most {
                let id = &card.indicators[self.slots[at].indicator].id;
                let message =
                    format!("no weight of {} decimals is between the bounds of `{id}`", scale.decimals());
                let place = goals.source.place(own(at).unwrap_or(goals.at));
                return Err(Finding::new(Code::WeightsInfeasible, place, message)
                    .help("widen its bounds in `between`, or name it in `keep`"));
            }
        }
        let groups = card.branches();
        for block in &self.blocks {
            let sum = |of: &Units| block.iter().map(|&slot| of[slot]).sum::<u64>();
            let (least, most, today) = (sum(&self.least), sum(&self.most), sum(&self.today));
            if (least..=most).contains(&today) {
                continue;
            }
            let first = self.slots[block[0]];
            let group = groups.iter().find(|group| group.indicators.contains(&first.indicator));
            let group = group
                .filter(|_| goals.groups == GroupSums::Fixed)
                .map_or(String::new(), |group| format!(" and group `{}`", card.groups[group.group].id));
            let message = format!(
                "in segment `{}`{group} the bounds add up to {} to {}, never to {}",
                card.segments[first.segment].id,
                scale.text(least),
                scale.text(most),
                scale.text(today)
            );
            // Bounds of indicators of their own are at fault; those of all always have today between them.
            let place = goals.source.place(block.iter().find_map(|&slot| own(slot)).unwrap_or(goals.at));
            return Err(Finding::new(Code::WeightsInfeasible, place, message)
                .help("widen `bounds` or `between`, or keep fewer indicators"));
        }
        Ok(())
    }

    /// How many wishes there are.
    pub fn len(&self) -> usize {
        self.scale_of.len()
    }

    /// The wishes that weights come from: exactly, where segments move each by itself; else those that come
    /// nearest.
    pub fn wishes_of(&self, units: &Units) -> Vec<f64> {
        if !self.alike {
            return units.iter().map(|units| *units as f64).collect();
        }
        let mut sums = vec![(0.0, 0.0); self.len()];
        for (slot, &wish) in self.wish_of.iter().enumerate() {
            sums[wish].0 += units[slot] as f64;
            sums[wish].1 += self.today[slot] as f64;
        }
        sums.into_iter().map(|(sum, today)| if today > 0.0 { sum / today } else { 1.0 }).collect()
    }

    /// The weights nearest to wishes.
    pub fn weights(&self, wishes: &[f64]) -> Units {
        let mut units = vec![0; self.slots.len()];
        for block in &self.blocks {
            let wish = |&slot: &usize| match wishes[self.wish_of[slot]] {
                factor if self.alike => factor.max(0.0) * self.today[slot] as f64,
                weight => weight,
            };
            let bound = |of: &Units| block.iter().map(|&slot| of[slot] as f64).collect::<Vec<f64>>();
            let x: Vec<f64> = block.iter().map(wish).collect();
            let total: u64 = block.iter().map(|&slot| self.today[slot]).sum();
            let fit = if self.alike { stats::apportion } else { stats::project };
            let exact = fit(&x, &bound(&self.least), &bound(&self.most), total as f64);
            self.round(block, &exact, total, &mut units);
        }
        units
    }

    /// Rounds to whole units that add up to `total`: down, and one more for those that lose most by it and
    /// have room.
    fn round(&self, block: &[usize], exact: &[f64], total: u64, units: &mut Units) {
        for (&slot, exact) in block.iter().zip(exact) {
            units[slot] = ((exact + LOST).floor() as u64).clamp(self.least[slot], self.most[slot]);
        }
        let mut order: Vec<usize> = (0..block.len()).collect();
        let rest = |at: usize| exact[at] - units[block[at]] as f64;
        order.sort_by(|&a, &b| rest(b).total_cmp(&rest(a)).then(a.cmp(&b)));
        let mut given: u64 = block.iter().map(|&slot| units[slot]).sum();
        // Once around is enough but for noise; the bounds have room for the total, so that this ends.
        for &at in order.iter().cycle() {
            if given == total {
                break;
            }
            let slot = block[at];
            if given < total && units[slot] < self.most[slot] {
                units[slot] += 1;
                given += 1;
            } else if given > total && units[slot] > self.least[slot] {
                units[slot] -= 1;
                given -= 1;
            }
        }
    }

    /// The weights as a reweigher takes them: `others` for what is not searched.
    pub fn for_scoring(&self, units: &Units, scale: Scale, others: &Weights) -> Weights {
        let mut weights = others.clone();
        for (slot, units) in self.slots.iter().zip(units) {
            weights[slot.indicator][slot.segment] = scale.number(*units);
        }
        weights
    }

    /// Units that went from one indicator to another: half of `Σ |w − today|`.
    pub fn moved(&self, units: &Units) -> u64 {
        units.iter().zip(&self.today).map(|(units, today)| units.abs_diff(*today)).sum::<u64>() / 2
    }

    /// Units that weights so far apart may be called different: a fiftieth of all.
    pub fn moved_far(&self) -> u64 {
        self.today.iter().sum::<u64>() / 50
    }

    /// Whether weights keep bounds and sums.
    pub fn allows(&self, units: &Units) -> bool {
        let sum = |block: &Vec<usize>, of: &Units| block.iter().map(|&slot| of[slot]).sum::<u64>();
        (0..units.len()).all(|slot| (self.least[slot]..=self.most[slot]).contains(&units[slot]))
            && self.blocks.iter().all(|block| sum(block, units) == sum(block, &self.today))
    }
}

/// Least and most units of an indicator that has `exact` of them today, `today` as whole ones.
fn bounds(goals: &Goals, indicator: usize, today: u64, exact: f64, scale: Scale) -> (u64, u64) {
    if goals.keep.contains(&indicator) {
        return (today, today);
    }
    if let Some(own) = goals.between.iter().find(|own| own.indicator == indicator) {
        let one = Ratio::from_integer(10.into()).pow(scale.decimals() as i32);
        return whole(&(ratio(own.least) * &one), &(ratio(own.most) * one), scale.units());
    }
    // Today's share is a quotient of weights, whose units have no last digit; how far it may move has one.
    let (exact, far) = (ratio(significant(exact)), ratio(goals.bounds));
    let (least, most) = whole(&(&exact - &exact * &far), &(&exact + &exact * far), scale.units());
    // What today is when rounded stays within.
    (least.min(today), most.max(today))
}

/// The least and the most whole units from `least` to `most`, of `units` in all.
fn whole(least: &Ratio, most: &Ratio, units: u64) -> (u64, u64) {
    let whole = |exact: Ratio| {
        if exact < Ratio::zero() { 0 } else { exact.to_integer().to_u64().unwrap_or(units).min(units) }
    };
    (whole(least.ceil()), whole(most.floor()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn space(rows: &[(u64, u64, u64)], split: usize, alike: bool) -> Space {
        let n = rows.len();
        let blocks = [(0..split).collect(), (split..n).collect::<Vec<usize>>()];
        Space {
            slots: (0..n).map(|indicator| Slot { indicator, segment: 0 }).collect(),
            today: rows.iter().map(|row| row.0).collect(),
            least: rows.iter().map(|row| row.0.saturating_sub(row.1)).collect(),
            most: rows.iter().map(|row| row.0 + row.2).collect(),
            blocks: blocks.into_iter().filter(|block: &Vec<usize>| !block.is_empty()).collect(),
            wish_of: (0..n).collect(),
            scale_of: rows.iter().map(|row| if alike { 1.0 / row.0.max(1) as f64 } else { 1.0 }).collect(),
            low: vec![0.0; n],
            high: vec![1.0; n],
            trades: (0..n).map(|at| usize::from(at >= split)).collect(),
            alike,
        }
    }

    #[test]
    fn bounds_are_decimals() {
        let of = |least: f64, most: f64| {
            whole(&(ratio(least) * ratio(100.0)), &(ratio(most) * ratio(100.0)), 1000)
        };
        // In binary 0.57 · 100 is less than 57, and 1.1 · 100 more than 110.
        assert_eq!((of(0.57, 0.57), of(1.1, 1.1)), ((57, 57), (110, 110)));
        assert_eq!(of(0.570_000_001, 1.099_999_999), (58, 109));
        assert_eq!((of(-1.0, 99.0), of(0.0, -0.5)), ((0, 1000), (0, 0)));
    }

    proptest! {
        #[test]
        fn whatever_is_wished_bounds_and_sums_hold_exactly(
            rows in prop::collection::vec((0u64..4000, 0u64..3000, 0u64..3000), 1..12),
            split in 0usize..12,
            wishes in prop::collection::vec(-9e3..9e3f64, 12),
            alike in any::<bool>(),
        ) {
            let space = space(&rows, split.min(rows.len()), alike);
            let wishes: Vec<f64> = wishes[..rows.len()].iter().map(|w| if alike { w / 3e3 } else { *w }).collect();
            let units = space.weights(&wishes);
            prop_assert!(space.allows(&units), "{units:?}");
            prop_assert_eq!(space.weights(&space.wishes_of(&space.today)), space.today.as_slice());
            if !alike {
                prop_assert_eq!(space.weights(&space.wishes_of(&units)), units);
            }
        }
    }
}
