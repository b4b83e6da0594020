//! Feasible directions of weights: each weight within a share of today's, each group's sum fixed.
//!
//! A firm's points are `P + Σ δ_i x_i`: `P` today's, `δ_i` the change of the weight of indicator `i`, and
//! `x_i` the value of a unit of that weight to the firm. In a group with full marks `W`, whose members have
//! weights `w_j` and shares `s_j`, it is `x_i = W (s_i − S) / Σ w_j`, with `S` the weighted mean of the
//! shares; both sums are over the members that are not left out. If no member is left out, this is exact for
//! any weights of the same sum. Otherwise the other members carry the weight of those left out, and it is the
//! tangent at today's weights. Reported points never use it: they come from scoring with the fitted weights.

use std::collections::HashSet;

use super::LEAST;
use crate::finding::{Code, Finding, Place};
use crate::scorecard::{Group, Node, Scorecard};
use crate::scoring::Scores;
use crate::studies::weights::space::{Block, Slot, Space, within_reach};
use crate::studies::weights::units::{Scale, WholeWeights};
use crate::words::{Message, say};

/// Columns before those of the directions: the constant and the slope.
pub(super) const FIRST: usize = 2;

/// Weights as shares of the scale, by slot of [`Directions::space`].
pub(super) type Shares = Vec<f64>;

/// Feasible directions of weights. Of the `k` weights of a block, `k − 1` are free, and the last takes the
/// rest. The directions are columns from [`FIRST`] on, block after block.
#[derive(Clone, Debug)]
pub(super) struct Directions<'a> {
    pub card: &'a Scorecard,
    /// Indicators whose weights add up to the scale.
    pub members: Vec<usize>,
    /// The weights, and the blocks in which they may move, one group each. Segments of equal weights are one
    /// stratum, and keep equal weights.
    pub space: Space<f64>,
    /// Largest relative change of a weight.
    pub reach: f64,
    /// Per stratum: whether it has too few firms of either kind for weights of its own.
    pub few: Vec<bool>,
    /// Per slot, the group of its indicator.
    parent: Vec<usize>,
    /// Per block, its first column.
    columns: Vec<usize>,
}

/// Outcomes by firm, as two parallel slices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Observations<'a> {
    /// Positions in the cohort.
    pub firms: &'a [usize],
    pub bad: &'a [bool],
}

impl<'a> Directions<'a> {
    /// Directions of the weights of `members` in `card` within `reach` of today's, as a share in 0..=1, for
    /// firms with outcomes. An indicator that is constant over a stratum's firms keeps its weight there. A
    /// stratum with fewer than [`LEAST`] bad or good firms keeps all of its weights.
    ///
    /// # Errors
    /// A group in which points are not linear in weights.
    pub fn new(
        card: &'a Scorecard,
        members: Vec<usize>,
        reach: f64,
        scores: &Scores,
        observations: Observations<'_>,
    ) -> Result<Directions<'a>, Finding> {
        refuse_bent(card)?;
        let mut space = Space::todays(card, &members, strata(card, &members));
        for (slot, today) in space.today.iter().enumerate() {
            (space.least[slot], space.most[slot]) = (today * (1.0 - reach), today * (1.0 + reach));
        }
        let parent = |slot: &Slot| card.parent(Node::Indicator(slot.indicator)).unwrap_or(0);
        let parent: Vec<usize> = space.slots.iter().map(parent).collect();
        let few = few(&space, scores, observations);
        let is_free = |at: usize| {
            let slot = space.slots[at];
            !few[slot.stratum] && space.today[at] > 0.0 && varies(&space, scores, observations.firms, slot)
        };
        let mut groups = space.grouped(|slot| is_free(slot).then_some(parent[slot]));
        groups.retain(|slots| slots.len() > 1 && reach > 0.0);
        let block =
            |slots: Vec<usize>| Block { total: slots.iter().map(|&slot| space.today[slot]).sum(), slots };
        space.blocks = groups.into_iter().map(block).collect();
        let mut next = FIRST;
        let columns = space.blocks.iter().map(|block| {
            next += block.slots.len() - 1;
            next + 1 - block.slots.len()
        });
        Ok(Directions { card, members, columns: columns.collect(), space, reach, few, parent })
    }

    /// Why no weight is free; `None` if some are.
    pub fn why_fixed(&self) -> Option<Message> {
        if self.free() > 0 {
            return None;
        }
        // Whether a group has two indicators with weight in the same stratum.
        let weighs = |slot: usize| (self.space.today[slot] > 0.0).then_some(self.parent[slot]);
        let groups = self.space.grouped(weighs);
        let has_choice = |stratum: usize| {
            let own = |slots: &&Vec<usize>| self.space.slots[slots[0]].stratum == stratum;
            groups.iter().filter(own).any(|slots| slots.len() > 1)
        };
        let strata = 0..self.few.len();
        let why = if !strata.clone().any(has_choice) {
            say!(calibrate::fixed_single)
        } else if self.reach <= 0.0 {
            say!(calibrate::fixed_bounds)
        } else if strata.filter(|stratum| has_choice(*stratum)).all(|stratum| self.few[stratum]) {
            match self.few.len() {
                1 => say!(calibrate::fixed_few, least = LEAST),
                _ => say!(calibrate::fixed_few_segments, least = LEAST),
            }
        } else {
            say!(calibrate::fixed_alike)
        };
        Some(why)
    }

    /// Number of free weights.
    pub fn free(&self) -> usize {
        self.space.blocks.iter().map(|block| block.slots.len() - 1).sum()
    }

    /// The blocks, each with its first column.
    pub fn blocks(&self) -> impl Iterator<Item = (&Block<f64>, usize)> {
        self.space.blocks.iter().zip(self.columns.iter().copied())
    }

    /// Per column of a segment's directions, the value of a unit of weight moved from its indicator to the
    /// last of the block; `worth` is the value of a unit of an indicator's weight.
    pub fn differences(
        &self,
        segment: usize,
        worth: impl Fn(usize) -> f64 + Copy,
    ) -> impl Iterator<Item = (usize, f64)> {
        let stratum = self.space.strata[segment];
        let own = self.blocks().filter(move |(block, _)| self.space.slots[block.slots[0]].stratum == stratum);
        own.flat_map(move |(block, column)| {
            let of = move |slot: usize| worth(self.space.slots[slot].indicator);
            let (last, free) = block.slots.split_last().map_or((0, &[][..]), |(last, free)| (*last, free));
            free.iter().enumerate().map(move |(at, &slot)| (column + at, of(last) - of(slot)))
        })
    }

    /// Weights of coefficients. A barrier method only approaches bounds, so a weight that is nearer to a
    /// bound than the share `near` of its reach is moved to it; the others of its block take the rest.
    pub fn shares(&self, coefficients: &[f64], near: f64) -> Shares {
        let slope = coefficients[1];
        let mut shares = self.space.today.clone();
        for (block, column) in self.blocks() {
            let Some((&last, free)) = block.slots.split_last() else { continue };
            for (at, &slot) in free.iter().enumerate() {
                let more = coefficients[column + at] / slope;
                shares[slot] += more;
                shares[last] -= more;
            }
            let (mut inside, mut moved) = (Vec::new(), 0.0);
            for &slot in &block.slots {
                let today = self.space.today[slot];
                let bound = today + (self.reach * today).copysign(shares[slot] - today);
                if (shares[slot] - bound).abs() < near * self.reach * today {
                    moved += bound - shares[slot];
                    shares[slot] = bound;
                } else {
                    inside.push(slot);
                }
            }
            inside.iter().for_each(|&slot| shares[slot] -= moved / inside.len() as f64);
            if inside.is_empty() {
                shares = self.space.nearest(&shares);
            }
        }
        shares
    }

    /// Coefficients of weights with a slope of 1 and no constant: the points are `−Σ` over them, as a share
    /// of the scale.
    pub fn coefficients(&self, shares: &Shares) -> Vec<f64> {
        let mut coefficients = vec![0.0; FIRST + self.free()];
        coefficients[1] = 1.0;
        for (block, column) in self.blocks() {
            for (at, &slot) in block.slots.iter().enumerate().take(block.slots.len() - 1) {
                coefficients[column + at] = shares[slot] - self.space.today[slot];
            }
        }
        coefficients
    }

    /// The scorecard's own weights, for all indicators and segments, of `shares`.
    pub fn weights(&self, shares: &Shares) -> Vec<Vec<f64>> {
        let mut weights: Vec<Vec<f64>> =
            self.card.indicators.iter().map(|indicator| indicator.weight.clone()).collect();
        for (segment, stratum) in self.space.strata.iter().enumerate() {
            for (at, slot) in self.space.slots.iter().enumerate().filter(|(_, slot)| slot.stratum == *stratum)
            {
                let today = self.space.today[at];
                if today > 0.0 {
                    weights[slot.indicator][segment] *= shares[at] / today;
                }
            }
        }
        weights
    }

    /// Weights in whole units: each group's sum is today's, rounded so that they add up to the scale, and
    /// within it each weight keeps its bounds.
    pub fn whole(&self, shares: &Shares, scale: Scale) -> WholeWeights {
        let of_scale = |share: f64| share * scale.units() as f64;
        let mut space = Space::of_shares(&self.space, scale);
        for (slot, &share) in self.space.today.iter().enumerate() {
            let bounds = within_reach(of_scale(share), space.today[slot], self.reach, scale);
            (space.least[slot], space.most[slot]) = bounds;
        }
        for stratum in 0..self.few.len() {
            let groups = self
                .space
                .grouped(|slot| (self.space.slots[slot].stratum == stratum).then_some(self.parent[slot]));
            let sum = |slots: &Vec<usize>| slots.iter().map(|&slot| self.space.today[slot]).sum();
            let totals = scale.split(&groups.iter().map(sum).collect::<Vec<f64>>());
            space.blocks.extend(groups.into_iter().zip(totals).map(|(slots, total)| Block { slots, total }));
        }
        let exact: Vec<f64> = shares.iter().map(|share| of_scale(*share)).collect();
        space.whole(self.card, &self.members, scale, &space.rounded(&exact))
    }
}

/// Refuses groups in which points are not linear in weights, although their weights add up to full marks.
/// Other groups were refused when the members were chosen, or belong to the bonus or the deduction.
fn refuse_bent(card: &Scorecard) -> Result<(), Finding> {
    let bent = |group: &Group| group.combine.fold().departure().filter(|how| how.sums_weights());
    let found = card.groups.iter().find_map(|group| Some((group, bent(group)?)));
    let Some((group, how)) = found else { return Ok(()) };
    let message = say!(calibrate::bent, group = &group.id, card = &card.id, how = how.phrase());
    Err(Finding::new(Code::WeightsNonlinear, Place::file(card.text.name.clone()), message)
        .help(say!(calibrate::bent_help)))
}

/// Stratum of each segment: segments with equal shares of the whole for all `members` are one.
fn strata(card: &Scorecard, members: &[usize]) -> Vec<usize> {
    let shares = card.weight_shares();
    let mut known: Vec<Vec<f64>> = Vec::new();
    let of = |segment: usize| {
        // Equal weights of an equal whole have equal shares, to the last bit.
        let own: Vec<f64> = members.iter().map(|&at| shares[at][segment]).collect();
        known.iter().position(|other| *other == own).unwrap_or_else(|| {
            known.push(own);
            known.len() - 1
        })
    };
    (0..card.segments.len()).map(of).collect()
}

/// Per stratum, whether it has fewer than [`LEAST`] firms with a bad outcome, or with a good one.
fn few(space: &Space<f64>, scores: &Scores, observations: Observations<'_>) -> Vec<bool> {
    let strata = space.strata.iter().map(|stratum| stratum + 1).max().unwrap_or(0);
    let mut kinds = vec![[HashSet::new(), HashSet::new()]; strata];
    for (&firm, bad) in observations.firms.iter().zip(observations.bad) {
        kinds[space.strata[usize::from(scores.segment[firm])]][usize::from(*bad)].insert(firm);
    }
    kinds.iter().map(|kinds| kinds.iter().any(|firms| firms.len() < LEAST)).collect()
}

/// Whether the shares of full marks of a slot's firms differ.
fn varies(space: &Space<f64>, scores: &Scores, firms: &[usize], slot: Slot) -> bool {
    let details = scores.details.as_deref().unwrap_or_default();
    let is_own = |firm: &&usize| space.strata[usize::from(scores.segment[**firm])] == slot.stratum;
    let mut shares = firms.iter().filter(is_own).map(|&firm| details[slot.indicator].normalised.get(firm));
    shares.next().is_some_and(|first| shares.any(|share| share != first))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{CARD, scored, within_half};
    use super::*;

    #[test]
    fn coefficients_and_weights_say_the_same() {
        let (card, scores) = &scored(CARD);
        let twice: Vec<usize> = (0..120).map(|at| at % 60).collect();
        let bad: Vec<bool> = (0..120).map(|at| at < 60).collect();
        let directions = within_half(card, scores, &twice, &bad);
        assert_eq!(directions.few, [false, false]);
        // Constant values leave no free weight, nor do few outcomes.
        let one = within_half(card, scores, &[3; 120], &bad);
        assert_eq!(one.free(), 0);
        let few = within_half(card, scores, &twice, &[true; 120]);
        assert_eq!((few.free(), few.few.as_slice()), (0, &[true, true][..]));
        let mut shares = directions.space.today.clone();
        for block in &directions.space.blocks {
            shares[block.slots[0]] *= 1.2;
        }
        let shares = directions.space.nearest(&shares);
        let mut coefficients = directions.coefficients(&shares);
        coefficients.iter_mut().for_each(|coefficient| *coefficient *= 7.0);
        let back = directions.shares(&coefficients, 1e-9);
        for (a, b) in shares.iter().zip(&back) {
            assert!((a - b).abs() < 1e-12);
        }
        assert!(directions.linear_bounds().iter().all(|bound| bound.slack(&coefficients) > 0.0));
        // A step beyond the bounds breaks one.
        coefficients[FIRST] = 7.0 * 0.51 * directions.space.today[directions.space.blocks[0].slots[0]];
        assert!(directions.linear_bounds().iter().any(|bound| bound.slack(&coefficients) < 0.0));
    }
}
