//! Points as products of two matrices, where every group is a sum or a mean without cap and floor.
//!
//! A firm's points are then linear in its shares of full marks: `Σ c_i s_i`, with coefficients that depend on
//! the weights, the firm's segment and which of its indicators are left out. Firms that agree in both are a
//! lot and have their coefficients in common.

use std::collections::BTreeMap;

use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};
use rayon::prelude::*;

use super::rounding::{power_of_ten, to_units};
use super::{Detail, Scores};
use crate::scorecard::{Combine, DEDUCTION, Group, Missing, Node, Scorecard};

/// Firms whose shares lie together: all their indicators fit into the processor's second cache.
const BLOCK: usize = 1 << 10;
/// Draws of weights that are best weighed together: two panels of the matrix product, for which shares are
/// packed once.
pub const DRAWS: usize = 16;
/// Points that are rounded together.
const LANES: usize = 8;
/// Added to a double below 2^31 it leaves its nearest whole number in the lowest bits.
const MAGIC: f64 = 6_755_399_441_055_744.0;
/// The greatest number of units that is found that way.
const MOST_PLAIN: f64 = (1_u64 << 31) as f64;
/// Points nearer to a half unit than this are rounded by [`to_units`] itself.
const NEAR: f64 = 1e-4;

/// Weights per indicator and segment, in the unit of
/// [`Indicator::weight`](crate::scorecard::Indicator::weight).
pub type Weights = Vec<Vec<f64>>;

/// Firms that have their coefficients in common.
#[derive(Debug)]
struct Lot {
    segment: usize,
    /// Whether each indicator is left out.
    absent: Vec<bool>,
}

/// Shares of full marks, lot after lot.
#[derive(Debug)]
pub(super) struct Linear<'a> {
    card: &'a Scorecard,
    lots: Vec<Lot>,
    blocks: Vec<Block>,
    /// Block after block: the shares of its firms, indicator after indicator.
    shares: Vec<f64>,
    /// Whether points may come out below 0, where they are 0.
    deducts: bool,
}

/// Firms of one lot.
#[derive(Clone, Copy, Debug)]
struct Block {
    lot: usize,
    start: usize,
    len: usize,
}

impl<'a> Linear<'a> {
    /// Whether points by `card` are linear in shares.
    pub fn is_for(card: &Scorecard) -> bool {
        card.groups.iter().all(|group| {
            matches!(group.combine, Combine::Sum | Combine::Mean | Combine::Whole)
                && group.cap.is_none()
                && group.floor.is_none()
        })
    }

    /// The shares of the firms `scored`, which keep their order within a lot; and those firms, lot after lot.
    pub fn new(
        card: &'a Scorecard,
        scores: &Scores,
        details: &[Detail],
        scored: impl Iterator<Item = u32>,
    ) -> (Linear<'a>, Vec<u32>) {
        let skips = |at: &usize| card.indicators[*at].missing == Missing::Skip;
        let skipping: Vec<usize> = (0..card.indicators.len()).filter(skips).collect();
        let mut members: BTreeMap<(u16, Vec<bool>), Vec<u32>> = BTreeMap::new();
        for firm in scored {
            let row = firm as usize;
            let absent = skipping.iter().map(|&at| !details[at].raw.present[row]).collect();
            members.entry((scores.segment[row], absent)).or_default().push(firm);
        }
        let (mut lots, mut blocks, mut firms) = (Vec::new(), Vec::new(), Vec::new());
        for ((segment, left_out), own) in members {
            let mut absent = vec![false; card.indicators.len()];
            skipping.iter().zip(left_out).for_each(|(&at, out)| absent[at] = out);
            for start in (0..own.len()).step_by(BLOCK) {
                let len = BLOCK.min(own.len() - start);
                blocks.push(Block { lot: lots.len(), start: firms.len() + start, len });
            }
            firms.extend(own);
            lots.push(Lot { segment: usize::from(segment), absent });
        }
        let shares = |block: &Block| {
            let own = &firms[block.start..block.start + block.len];
            let lot: &Lot = &lots[block.lot];
            details.iter().zip(&lot.absent).flat_map(move |(detail, &absent)| {
                own.iter()
                    .map(move |&firm| if absent { 0.0 } else { detail.normalised.values[firm as usize] })
            })
        };
        let shares = blocks.par_iter().flat_map_iter(shares).collect();
        let deducts = card.groups.iter().any(|group| group.id == DEDUCTION);
        (Linear { card, lots, blocks, shares, deducts }, firms)
    }

    /// What a share of each indicator is worth in points of `node`, lot after lot.
    pub fn node(&self, node: Node, weights: &Weights) -> NodeWorth<'_> {
        let groups = self.card.groups_reweighed(weights);
        let indicators = self.card.indicators.len();
        let mut coefficients = vec![0.0; self.lots.len() * indicators];
        for (lot, own) in self.lots.iter().zip(coefficients.chunks_exact_mut(indicators)) {
            let spread = Spread { groups: &groups, weights, lot };
            match node {
                _ if spread.is_out(node) => {}
                Node::Group(at) => spread.group(at, 1.0, own),
                Node::Indicator(at) => own[at] = weights[at][lot.segment],
            }
        }
        NodeWorth { linear: self, coefficients, indicators, decimals: self.card.decimals }
    }

    /// What a share of each indicator is worth in points of the whole, lot after lot.
    fn coefficients(&self, weights: &Weights) -> Vec<f64> {
        self.node(Node::Group(0), weights).coefficients
    }

    /// The published points of every firm, in units of `10^-decimals`.
    pub fn units(&self, weights: &Weights) -> Vec<i64> {
        let draws = [self.coefficients(weights)];
        let mut units = vec![0; self.blocks.iter().map(|block| block.len).sum()];
        let mut parts = Vec::with_capacity(self.blocks.len());
        let mut rest = &mut units[..];
        for block in &self.blocks {
            let (own, others) = rest.split_at_mut(block.len);
            parts.push((block, own));
            rest = others;
        }
        parts.into_par_iter().with_min_len(8).for_each_init(Vec::new, |room, (block, own)| {
            self.block(block, &draws, room, &mut [own]);
        });
        units
    }

    /// The same as numbers of 32 bits, where they fit: a row per draw of weights.
    pub fn keys(&self, draws: &[Weights], out: &mut [Vec<u32>]) {
        let mut room = Vec::new();
        for (draws, out) in draws.chunks(DRAWS).zip(out.chunks_mut(DRAWS)) {
            let draws: Vec<Vec<f64>> = draws.iter().map(|weights| self.coefficients(weights)).collect();
            for block in &self.blocks {
                let rows = out.iter_mut().map(|row| &mut row[block.start..block.start + block.len]);
                self.block(block, &draws, &mut room, &mut rows.collect::<Vec<_>>());
            }
        }
    }

    /// The points of a block's firms: a row per draw. `room` is to work in, to be used again.
    fn block<T: Units>(&self, block: &Block, draws: &[Vec<f64>], room: &mut Vec<f64>, out: &mut [&mut [T]]) {
        let indicators = self.card.indicators.len();
        let shares = &self.shares[block.start * indicators..(block.start + block.len) * indicators];
        let lot = block.lot * indicators..(block.lot + 1) * indicators;
        let own: Vec<f64> = draws.iter().flat_map(|draw| &draw[lot.clone()]).copied().collect();
        room.resize(draws.len() * block.len, 0.0);
        let (Ok(worth), Ok(shares), Ok(mut points)) = (
            ArrayView2::from_shape((draws.len(), indicators), &own),
            ArrayView2::from_shape((indicators, block.len), shares),
            ArrayViewMut2::from_shape((draws.len(), block.len), room),
        ) else {
            unreachable!("all have as many numbers as their shapes say");
        };
        general_mat_mul(1.0, &worth, &shares, 0.0, &mut points);
        let unit = power_of_ten(self.card.decimals);
        for (mut points, out) in points.rows_mut().into_iter().zip(out) {
            let Some(points) = points.as_slice_mut() else { continue };
            if self.deducts {
                points.iter_mut().for_each(|points| *points = points.max(0.0));
            }
            let (lanes, rest) = points.as_chunks::<LANES>();
            let (outs, out_rest) = out.as_chunks_mut::<LANES>();
            for (points, out) in lanes.iter().zip(outs) {
                let (units, plain) = rounded(points, unit);
                if plain {
                    *out = units.map(T::plain);
                } else {
                    *out = points.map(|points| T::exact(to_units(points, self.card.decimals)));
                }
            }
            for (points, out) in rest.iter().zip(out_rest) {
                *out = T::exact(to_units(*points, self.card.decimals));
            }
        }
    }
}

/// What other weights make of one group or indicator: see [`Reweigher::node`](super::Reweigher::node).
#[derive(Debug)]
pub struct NodeWorth<'a> {
    linear: &'a Linear<'a>,
    coefficients: Vec<f64>,
    indicators: usize,
    decimals: u8,
}

impl NodeWorth<'_> {
    /// The published points, in units of `10^-decimals`, of the firm at this position of
    /// [`Reweigher::firms`](super::Reweigher::firms).
    pub fn units(&self, at: usize) -> i64 {
        let block = &self.linear.blocks[self.linear.blocks.partition_point(|block| block.start <= at) - 1];
        let own = &self.coefficients[block.lot * self.indicators..(block.lot + 1) * self.indicators];
        let shares = self.linear.shares[block.start * self.indicators..].chunks_exact(block.len);
        let points = own.iter().zip(shares).map(|(worth, shares)| worth * shares[at - block.start]).sum();
        to_units(points, self.decimals)
    }
}

/// Numbers that points are given as.
trait Units: Copy {
    fn plain(units: u32) -> Self;
    fn exact(units: i64) -> Self;
}

impl Units for i64 {
    fn plain(units: u32) -> i64 {
        i64::from(units)
    }
    fn exact(units: i64) -> i64 {
        units
    }
}

/// Where they fit.
impl Units for u32 {
    fn plain(units: u32) -> u32 {
        units
    }
    fn exact(units: i64) -> u32 {
        units as u32
    }
}

/// The nearest whole numbers of units, and whether they are those of [`to_units`]: near a half they may not
/// be.
#[inline(always)]
fn rounded(points: &[f64; LANES], unit: f64) -> ([u32; LANES], bool) {
    let mut units = [0; LANES];
    let mut far = [0; LANES];
    for ((units, far), points) in units.iter_mut().zip(&mut far).zip(points) {
        let exact = points * unit;
        let moved = exact + MAGIC;
        *units = moved.to_bits() as u32;
        *far = u32::from((exact - (moved - MAGIC)).abs() > 0.5 - NEAR) | u32::from(exact > MOST_PLAIN);
    }
    (units, far == [0; LANES])
}

/// A reweighed tree on its way from the root to the leaves of one lot.
struct Spread<'a> {
    groups: &'a [Group],
    weights: &'a Weights,
    lot: &'a Lot,
}

impl Spread<'_> {
    /// Adds what shares below a group are worth, if a point of the group is worth `factor`.
    fn group(&self, at: usize, factor: f64, coefficients: &mut [f64]) {
        let group = &self.groups[at];
        let present = || group.members.iter().copied().filter(|&node| !self.is_out(node));
        let each = |node: Node, factor: f64, coefficients: &mut [f64]| match node {
            Node::Indicator(indicator) => {
                coefficients[indicator] += factor * self.weights[indicator][self.lot.segment];
            }
            Node::Group(inner) => self.group(inner, factor, coefficients),
        };
        if group.combine == Combine::Mean {
            let whole: f64 = present().map(|node| self.weight(node)).sum();
            for node in present().filter(|_| whole > 0.0) {
                // A member's share of its full marks counts by its weight.
                let share = self.full(at) * self.weight(node) / whole;
                each(node, factor * share / self.marks(node), coefficients);
            }
            return;
        }
        let all: f64 = group.members.iter().map(|&node| self.marks(node)).sum();
        let left: f64 = present().map(|node| self.marks(node)).sum();
        let carried =
            if group.combine == Combine::Sum && 0.0 < left && left < all { all / left } else { 1.0 };
        for node in present() {
            let is_deducted = group.combine == Combine::Whole
                && matches!(node, Node::Group(inner) if self.groups[inner].id == DEDUCTION);
            each(node, if is_deducted { -factor } else { factor * carried }, coefficients);
        }
    }

    fn full(&self, at: usize) -> f64 {
        self.groups[at].full_marks[self.lot.segment]
    }

    fn marks(&self, node: Node) -> f64 {
        match node {
            Node::Indicator(indicator) => self.weights[indicator][self.lot.segment],
            Node::Group(inner) => self.full(inner),
        }
    }

    fn weight(&self, node: Node) -> f64 {
        match node {
            Node::Indicator(indicator) => self.weights[indicator][self.lot.segment],
            Node::Group(inner) => self.groups[inner].weight[self.lot.segment],
        }
    }

    /// Whether the member is left out for the lot, as [`combine`] has it.
    fn is_out(&self, node: Node) -> bool {
        match node {
            Node::Indicator(at) => self.lot.absent[at] || self.weights[at][self.lot.segment] == 0.0,
            Node::Group(at) => {
                let group = &self.groups[at];
                let all_out = !group.members.is_empty()
                    && group.reserved == 0.0
                    && group.members.iter().all(|&node| self.is_out(node));
                self.weight(node) == 0.0 || self.full(at) == 0.0 || all_out
            }
        }
    }
}
