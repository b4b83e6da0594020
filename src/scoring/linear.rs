//! Points as products of two matrices, for scorecards in which every group is a sum or a mean without cap and
//! floor.
//!
//! A firm's points are then linear in its shares of full marks, `Σ c_i s_i`. The coefficients `c_i` depend on
//! the weights, on the firm's segment and on the indicators that are left out for it. Firms with the same
//! segment and the same indicators left out form a lot, and share their coefficients.

use std::collections::BTreeMap;

use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};
use rayon::prelude::*;

use super::formula::{Formula, Under};
use super::rounding::{power_of_ten, to_units};
use super::{Detail, Scores};
use crate::scorecard::{Missing, Node, Scorecard};

/// Firms per block: the shares of all their indicators fit into the processor's second-level cache.
const BLOCK: usize = 1 << 10;
/// Number of draws of weights in one matrix product at which a draw takes the least time: two panels, for
/// which the shares are packed once.
pub const DRAWS: usize = 16;
/// Number of points rounded together.
const LANES: usize = 8;
/// `1.5 · 2^52`: added to a double below 2^31, it leaves the nearest whole number in the lowest bits.
const MAGIC: f64 = 6_755_399_441_055_744.0;
/// Greatest number of units that [`MAGIC`] rounds.
const MOST_PLAIN: f64 = (1_u64 << 31) as f64;
/// Points that are nearer than this to half a unit, in units, are rounded by [`to_units`].
const NEAR: f64 = 1e-4;

/// Weights per indicator and segment, in the unit of
/// [`Indicator::weight`](crate::scorecard::Indicator::weight).
pub type Weights = Vec<Vec<f64>>;

/// Firms that share their coefficients: one segment, one set of absent indicators.
#[derive(Debug)]
struct Lot {
    segment: usize,
    /// Per indicator, whether it is left out.
    absent: Vec<bool>,
}

/// Shares of full marks, lot after lot.
#[derive(Debug)]
pub(super) struct Linear<'a> {
    card: &'a Scorecard,
    formula: Formula,
    lots: Vec<Lot>,
    blocks: Vec<Block>,
    /// Block after block: the shares of its firms, one indicator after another.
    shares: Vec<f64>,
}

/// Consecutive firms of one lot.
#[derive(Clone, Copy, Debug)]
struct Block {
    lot: usize,
    start: usize,
    len: usize,
}

impl<'a> Linear<'a> {
    /// Collects the shares of the firms `scored`. Also returns these firms, lot after lot, and in the given
    /// order within a lot.
    pub fn new(
        card: &'a Scorecard,
        formula: Formula,
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
        (Linear { card, formula, lots, blocks, shares }, firms)
    }

    /// The coefficients of the points of `node`: one per indicator, lot after lot.
    pub fn node(&self, node: Node, weights: &Weights) -> NodeWorth<'_> {
        let marks = self.card.marks_reweighed(weights);
        let indicators = self.card.indicators.len();
        let mut coefficients = vec![0.0; self.lots.len() * indicators];
        for (lot, own) in self.lots.iter().zip(coefficients.chunks_exact_mut(indicators)) {
            let left_out = |at: usize| lot.absent[at];
            let under = Under { marks: &marks, segment: lot.segment, left_out: &left_out };
            if self.formula.is_out(node, &marks, lot.segment, &left_out) {
                continue;
            }
            let mut visit = |node: Node, worth: f64| {
                if let Node::Indicator(at) = node {
                    own[at] = worth * weights[at][lot.segment];
                }
                true
            };
            match node {
                Node::Group(at) => self.formula.slopes(at, &under, 1.0, &mut visit),
                Node::Indicator(_) => _ = visit(node, 1.0),
            }
        }
        NodeWorth { linear: self, coefficients, indicators, decimals: self.card.decimals }
    }

    /// The coefficients of the points of the whole: one per indicator, lot after lot.
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

    /// Published points in units of `10^-decimals` as `u32`, which must hold them: a row per draw of weights.
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

    /// Computes the points of a block's firms: a row per draw. `room` is scratch space for reuse.
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
        let (unit, root) = (power_of_ten(self.card.decimals), &self.formula.steps[0]);
        for (mut points, out) in points.rows_mut().into_iter().zip(out) {
            let Some(points) = points.as_slice_mut() else { continue };
            if root.is_limited() {
                points.iter_mut().for_each(|points| *points = root.limited(*points));
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

/// Points of one group or indicator under other weights: see [`Reweigher::node`](super::Reweigher::node).
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

/// A whole-number type for points.
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

/// For points that fit into 32 bits.
impl Units for u32 {
    fn plain(units: u32) -> u32 {
        units
    }
    fn exact(units: i64) -> u32 {
        units as u32
    }
}

/// The nearest whole numbers of units, and whether they are certainly those of [`to_units`]: near half a unit
/// they may differ.
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
