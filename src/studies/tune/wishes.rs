//! Search variables (wishes), and the feasible weights nearest to them.

use super::goal::Goals;
use super::written::{Freedom, GroupSums};
use crate::decimal::{Ratio, ratio};
use crate::finding::{Code, Finding};
use crate::scorecard::Scorecard;
use crate::scoring::Weights;
use crate::studies::weights::space::{Block, Space, between, within_reach};
use crate::studies::weights::units::Scale;
use crate::words::say;

/// Weights in whole units, by slot of [`Wishes::space`].
pub(super) type Units = Vec<u64>;

/// The wishes of a search: unconstrained variables.
///
/// With independent segments a wish is a weight in units; with segments that move alike it is a factor of an
/// indicator's weights of today. [`Wishes::weights`] maps wishes to whole units within bounds and sums:
/// weights to the nearest ones ([`Space::nearest`]), factors to ones in proportion
/// ([`Space::in_proportion`]).
#[derive(Debug)]
pub(super) struct Wishes {
    /// Feasible weights: a stratum is a segment, and all slots are in blocks.
    pub space: Space<u64>,
    /// Per slot, its wish.
    wish_of: Vec<usize>,
    /// Per wish: the units of weight per unit of the wish, the least and the greatest value, and the number
    /// of its class. Wishes of the same class may trade.
    pub scale_of: Vec<f64>,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
    pub trades: Vec<usize>,
    pub alike: bool,
}

impl Wishes {
    /// Wishes for the weights that `goals` allow the `members` of `card`.
    ///
    /// # Errors
    /// Bounds between which no weights add up.
    pub fn new(card: &Scorecard, members: &[usize], scale: Scale, goals: &Goals) -> Result<Wishes, Finding> {
        let shares = Space::todays(card, members, (0..card.segments.len()).collect());
        let mut space = Space::of_shares(&shares, scale);
        for (at, share) in shares.today.iter().enumerate() {
            let (indicator, exact) = (space.slots[at].indicator, share * scale.units() as f64);
            (space.least[at], space.most[at]) = bounds(goals, indicator, space.today[at], exact, scale);
        }
        let is_fixed = goals.groups == GroupSums::Fixed;
        let blocks =
            space.grouped(|slot| Some(is_fixed.then(|| card.branch_of(space.slots[slot].indicator))));
        let block =
            |slots: Vec<usize>| Block { total: slots.iter().map(|&slot| space.today[slot]).sum(), slots };
        space.blocks = blocks.into_iter().map(block).collect();
        let rules = Rules { card, scale, goals };
        rules.check_bounds(&space)?;
        rules.check_sums(&space)?;
        // A single segment is independent.
        Ok(if goals.weights == Freedom::Alike && card.segments.len() > 1 {
            let trades = |at: &usize| if is_fixed { card.branch_of(*at) } else { 0 };
            Wishes::alike(space, members, members.iter().map(trades).collect())
        } else {
            Wishes::per_segment(space)
        })
    }

    /// One wish per slot: its weight.
    fn per_segment(space: Space<u64>) -> Wishes {
        let mut trades = vec![0; space.slots.len()];
        for (at, block) in space.blocks.iter().enumerate() {
            block.slots.iter().for_each(|&slot| trades[slot] = at);
        }
        Wishes {
            wish_of: (0..space.slots.len()).collect(),
            scale_of: vec![1.0; space.slots.len()],
            low: space.least.iter().map(|units| *units as f64).collect(),
            high: space.most.iter().map(|units| *units as f64).collect(),
            trades,
            alike: false,
            space,
        }
    }

    /// One wish per member: the factor of its weights.
    fn alike(space: Space<u64>, members: &[usize], trades: Vec<usize>) -> Wishes {
        let wish_of: Vec<usize> = space
            .slots
            .iter()
            .map(|slot| members.iter().position(|&at| at == slot.indicator).unwrap_or(0))
            .collect();
        let mean = |wish: usize| {
            let own = (0..space.slots.len()).filter(|&slot| wish_of[slot] == wish);
            let (sum, count) = own.fold((0, 0), |(sum, count), slot| (sum + space.today[slot], count + 1));
            if sum == 0 { 0.0 } else { f64::from(count) / sum as f64 }
        };
        let scale_of = (0..members.len()).map(mean).collect();
        let (mut low, mut high) = (vec![1.0_f64; members.len()], vec![1.0_f64; members.len()]);
        for (slot, &wish) in wish_of.iter().enumerate().filter(|(slot, _)| space.today[*slot] > 0) {
            let today = space.today[slot] as f64;
            low[wish] = low[wish].min(space.least[slot] as f64 / today);
            high[wish] = high[wish].max(space.most[slot] as f64 / today);
        }
        Wishes { space, wish_of, scale_of, low, high, trades, alike: true }
    }

    pub fn len(&self) -> usize {
        self.scale_of.len()
    }

    /// Wishes of weights: exact for independent segments; otherwise the nearest.
    pub fn of(&self, units: &Units) -> Vec<f64> {
        if !self.alike {
            return units.iter().map(|units| *units as f64).collect();
        }
        let mut sums = vec![(0.0, 0.0); self.len()];
        for (slot, &wish) in self.wish_of.iter().enumerate() {
            sums[wish].0 += units[slot] as f64;
            sums[wish].1 += self.space.today[slot] as f64;
        }
        sums.into_iter().map(|(sum, today)| if today > 0.0 { sum / today } else { 1.0 }).collect()
    }

    /// The feasible weights nearest to `wishes`.
    pub fn weights(&self, wishes: &[f64]) -> Units {
        let wish = |slot: usize| match wishes[self.wish_of[slot]] {
            factor if self.alike => factor.max(0.0) * self.space.today[slot] as f64,
            weight => weight,
        };
        let wanted: Vec<f64> = (0..self.wish_of.len()).map(wish).collect();
        let fitted = if self.alike { self.space.in_proportion(&wanted) } else { self.space.nearest(&wanted) };
        self.space.rounded(&fitted)
    }

    /// The weights in the form of a reweigher, with `others` for indicators outside the search.
    pub fn for_scoring(&self, units: &Units, scale: Scale, others: &Weights) -> Weights {
        let mut weights = others.clone();
        for (slot, units) in self.space.slots.iter().zip(units) {
            weights[slot.indicator][slot.stratum] = scale.number(*units);
        }
        weights
    }

    /// Units moved between indicators: half of `Σ |w − today|`.
    pub fn moved(&self, units: &Units) -> u64 {
        units.iter().zip(&self.space.today).map(|(units, today)| units.abs_diff(*today)).sum::<u64>() / 2
    }

    /// Distance in units above which weights count as different: a fiftieth of all.
    pub fn moved_far(&self) -> u64 {
        self.space.today.iter().sum::<u64>() / 50
    }

    /// Number of segments with weights to search.
    pub fn segments(&self) -> usize {
        let mut segments: Vec<usize> = self.space.slots.iter().map(|slot| slot.stratum).collect();
        segments.dedup();
        segments.len()
    }
}

/// Least and greatest units of an indicator that has `exact` units today, rounded to `today`.
fn bounds(goals: &Goals, indicator: usize, today: u64, exact: f64, scale: Scale) -> (u64, u64) {
    if goals.keep.contains(&indicator) {
        return (today, today);
    }
    if let Some(own) = goals.between.iter().find(|own| own.indicator == indicator) {
        let one = Ratio::from_integer(10.into()).pow(scale.decimals() as i32);
        return between(&(ratio(own.least) * &one), &(ratio(own.most) * one), scale.units());
    }
    within_reach(exact, today, goals.bounds, scale)
}

/// Feasibility checks of the goals' bounds.
struct Rules<'a> {
    card: &'a Scorecard,
    scale: Scale,
    goals: &'a Goals,
}

impl Rules<'_> {
    /// Position of the indicator's own bounds in the goals, if any.
    fn own(&self, indicator: usize) -> Option<usize> {
        self.goals.between.iter().find(|own| own.indicator == indicator).map(|own| own.at)
    }

    /// Whether each weight has a whole unit between its bounds.
    fn check_bounds(&self, space: &Space<u64>) -> Result<(), Finding> {
        let is_empty = |slot: &usize| space.least[*slot] > space.most[*slot];
        let Some(slot) = (0..space.slots.len()).find(is_empty) else { return Ok(()) };
        let indicator = space.slots[slot].indicator;
        let id = &self.card.indicators[indicator].id;
        let message = say!(tune::no_unit, decimals = self.scale.decimals(), indicator = id);
        let place = self.goals.source.place(self.own(indicator).unwrap_or(self.goals.at));
        Err(Finding::new(Code::WeightsInfeasible, place, message).help(say!(tune::no_unit_help)))
    }

    /// Whether bounds let each block have its sum.
    fn check_sums(&self, space: &Space<u64>) -> Result<(), Finding> {
        let sum = |slots: &[usize], of: &Units| slots.iter().map(|&slot| of[slot]).sum::<u64>();
        let bounds = |block: &Block<u64>| (sum(&block.slots, &space.least), sum(&block.slots, &space.most));
        let fits = |block: &Block<u64>| {
            let (least, most) = bounds(block);
            (least..=most).contains(&block.total)
        };
        let Some(block) = space.blocks.iter().find(|block| !fits(block)) else { return Ok(()) };
        let (least, most) = bounds(block);
        let first = space.slots[block.slots[0]];
        let groups = self.card.branches();
        let group = groups.iter().find(|group| group.indicators.contains(&first.indicator));
        let group = group.filter(|_| self.goals.groups == GroupSums::Fixed);
        let segment = &self.card.segments[first.stratum].id;
        let [least, most, total] = [least, most, block.total].map(|units| self.scale.text(units));
        let message = match group.map(|group| &self.card.groups[group.group].id) {
            None => say!(tune::sums_apart, segment = segment, least = least, most = most, total = total),
            Some(group) => say!(
                tune::sums_apart_group,
                segment = segment,
                group = group,
                least = least,
                most = most,
                total = total,
            ),
        };
        // If an indicator has bounds of its own, these are at fault, since the general bounds always contain
        // today's weights.
        let own = block.slots.iter().find_map(|&slot| self.own(space.slots[slot].indicator));
        let place = self.goals.source.place(own.unwrap_or(self.goals.at));
        Err(Finding::new(Code::WeightsInfeasible, place, message).help(say!(tune::sums_apart_help)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::studies::weights::space::Slot;

    fn wishes(rows: &[(u64, u64, u64)], split: usize, alike: bool) -> Wishes {
        let n = rows.len();
        let blocks = [(0..split).collect(), (split..n).collect::<Vec<usize>>()];
        let block = |slots: Vec<usize>| Block { total: slots.iter().map(|&slot| rows[slot].0).sum(), slots };
        let space = Space {
            strata: vec![0],
            slots: (0..n).map(|indicator| Slot { indicator, stratum: 0 }).collect(),
            today: rows.iter().map(|row| row.0).collect(),
            least: rows.iter().map(|row| row.0.saturating_sub(row.1)).collect(),
            most: rows.iter().map(|row| row.0 + row.2).collect(),
            blocks: blocks.into_iter().filter(|slots: &Vec<usize>| !slots.is_empty()).map(block).collect(),
        };
        let members: Vec<usize> = (0..n).collect();
        if alike { Wishes::alike(space, &members, vec![0; n]) } else { Wishes::per_segment(space) }
    }

    proptest! {
        #[test]
        fn whatever_is_wished_bounds_and_sums_hold_exactly(
            rows in prop::collection::vec((0u64..4000, 0u64..3000, 0u64..3000), 1..12),
            split in 0usize..12,
            wanted in prop::collection::vec(-9e3..9e3f64, 12),
            alike in any::<bool>(),
        ) {
            let wishes = wishes(&rows, split.min(rows.len()), alike);
            let unit = if alike { 3e3 } else { 1.0 };
            let wanted: Vec<f64> = wanted[..rows.len()].iter().map(|wish| wish / unit).collect();
            let units = wishes.weights(&wanted);
            prop_assert!(wishes.space.allows(&units), "{units:?}");
            prop_assert_eq!(wishes.weights(&wishes.of(&wishes.space.today)), wishes.space.today.as_slice());
            if !alike {
                prop_assert_eq!(wishes.weights(&wishes.of(&units)), units);
            }
        }
    }
}
