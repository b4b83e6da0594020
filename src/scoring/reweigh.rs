//! Points of a cohort under other weights, without reading it again: what makes tuning interactive.
//!
//! Where every group is a sum or a mean without cap and floor, a firm's points are linear in its shares of full marks:
//! `Σ c_i s_i`, with coefficients that depend on the weights, the firm's segment and which of its indicators are left
//! out. Firms that agree in both are a lot and have their coefficients in common, so that points of many draws of weights
//! are a product of two matrices. Other scorecards are combined group by group, as a run combines them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};
use rayon::prelude::*;

use super::curve::Member;
use super::rounding::{power_of_ten, publish, to_units};
use super::screen::Screened;
use super::{Detail, Scores, combine, finish, judge};
use crate::firms::Firms;
use crate::scorecard::{Combine, DEDUCTION, Group, Missing, Node, Scorecard};

/// Weights per indicator and segment, in the unit of [`Indicator::weight`](crate::scorecard::Indicator::weight).
pub type Weights = Vec<Vec<f64>>;

/// Firms whose shares lie together: all their indicators fit into the processor's second cache.
const BLOCK: usize = 1 << 10;
/// Draws of weights that are best weighed together: two panels of the matrix product, for which shares are packed once.
pub const DRAWS: usize = 16;
/// Points that are rounded together.
const LANES: usize = 8;
/// Added to a double below 2^31 it leaves its nearest whole number in the lowest bits.
const MAGIC: f64 = 6_755_399_441_055_744.0;
/// The greatest number of units that is found that way.
const MOST_PLAIN: f64 = (1_u64 << 31) as f64;
/// Points nearer to a half unit than this are rounded by [`to_units`] itself.
const NEAR: f64 = 1e-5;

/// A cohort's shares of full marks, ready to be weighed anew.
///
/// Who is scored, and in which segment, stays as it was: coverage is judged by the scorecard's own weights.
#[derive(Debug)]
pub struct Reweigher<'a> {
    card: &'a Scorecard,
    /// The scored firms, lot after lot.
    firms: Vec<u32>,
    /// Firms of the whole cohort.
    all: usize,
    way: Way,
}

#[derive(Debug)]
enum Way {
    Linear(Linear),
    /// Group by group over the whole cohort: shares per indicator, and where it is left out.
    Tree {
        segment: Vec<u16>,
        members: Vec<(Vec<f64>, Option<Vec<bool>>)>,
    },
}

/// Firms that have their coefficients in common.
#[derive(Debug)]
struct Lot {
    segment: usize,
    /// Whether each indicator is left out.
    absent: Vec<bool>,
}

#[derive(Debug)]
struct Linear {
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

impl<'a> Reweigher<'a> {
    /// Takes the shares of `scores`, which `card` made with details. [`Reweigher::firms`] keeps `order` within a lot.
    ///
    /// # Panics
    /// If the scores were made without details.
    pub fn new(card: &'a Scorecard, scores: &Scores, order: &[u32]) -> Reweigher<'a> {
        let details = scores.details.as_ref().expect("the scores keep their details");
        let skips = |at: usize| card.indicators[at].missing == Missing::Skip;
        let is_linear = card.groups.iter().all(|group| {
            matches!(group.combine, Combine::Sum | Combine::Mean | Combine::Whole)
                && group.cap.is_none()
                && group.floor.is_none()
        });
        let scored = order.iter().copied().filter(|&firm| scores.scored[firm as usize]);
        if !is_linear {
            let members = details
                .iter()
                .enumerate()
                .map(|(at, detail)| (detail.normalised.values.clone(), left_out(card, at, detail)));
            let way = Way::Tree { segment: scores.segment.clone(), members: members.collect() };
            return Reweigher { card, firms: scored.collect(), all: scores.scored.len(), way };
        }
        let skipping: Vec<usize> = (0..card.indicators.len()).filter(|&at| skips(at)).collect();
        let mut lots: BTreeMap<(u16, Vec<bool>), Vec<u32>> = BTreeMap::new();
        for firm in scored {
            let row = firm as usize;
            let absent = skipping.iter().map(|&at| !details[at].raw.present[row]).collect();
            lots.entry((scores.segment[row], absent)).or_default().push(firm);
        }
        let (mut known, mut blocks, mut firms) = (Vec::new(), Vec::new(), Vec::new());
        for ((segment, left_out), own) in lots {
            let mut absent = vec![false; card.indicators.len()];
            skipping.iter().zip(left_out).for_each(|(&at, out)| absent[at] = out);
            for start in (0..own.len()).step_by(BLOCK) {
                let len = BLOCK.min(own.len() - start);
                blocks.push(Block { lot: known.len(), start: firms.len() + start, len });
            }
            firms.extend(own);
            known.push(Lot { segment: usize::from(segment), absent });
        }
        let shares: Vec<f64> = blocks
            .par_iter()
            .flat_map_iter(|block| {
                let own = &firms[block.start..block.start + block.len];
                let lot = &known[block.lot];
                details.iter().enumerate().flat_map(move |(at, detail)| {
                    let absent = lot.absent[at];
                    own.iter()
                        .map(move |&firm| if absent { 0.0 } else { detail.normalised.values[firm as usize] })
                })
            })
            .collect();
        let deducts = card.groups.iter().any(|group| group.id == DEDUCTION);
        let way = Way::Linear(Linear { lots: known, blocks, shares, deducts });
        Reweigher { card, firms, all: scores.scored.len(), way }
    }

    /// The scored firms, as positions in the cohort, lot after lot.
    pub fn firms(&self) -> &[u32] {
        &self.firms
    }

    /// Whether points are linear in shares, and so many draws at once cost little more than one.
    pub fn is_linear(&self) -> bool {
        matches!(self.way, Way::Linear(_))
    }

    /// The published points, in units of `10^-decimals`, of every firm of the cohort; 0 for one that is not scored. They
    /// are those that [`score`](super::score) gives the [reweighed](Scorecard::reweighed) scorecard.
    ///
    /// # Panics
    /// If there is not one weight per indicator and segment.
    pub fn points(&self, weights: &Weights) -> Vec<i64> {
        let units = match &self.way {
            Way::Tree { segment, members } => {
                let points = self.by_groups(weights, segment, members);
                self.firms.iter().map(|&firm| points[firm as usize]).collect()
            }
            Way::Linear(linear) => {
                let draws: Vec<Vec<f64>> = self.coefficients(weights).into_iter().collect();
                let mut units = vec![0; self.firms.len()];
                let mut parts = Vec::with_capacity(linear.blocks.len());
                let mut rest = &mut units[..];
                for block in &linear.blocks {
                    let (own, others) = rest.split_at_mut(block.len);
                    parts.push((block, own));
                    rest = others;
                }
                parts.into_par_iter().with_min_len(8).for_each_init(Vec::new, |room, (block, own)| {
                    self.block(linear, block, &draws, room, &mut [own]);
                });
                units
            }
        };
        let mut points = vec![0; self.all];
        self.firms.iter().zip(units).for_each(|(&firm, units)| points[firm as usize] = units);
        points
    }

    /// Numbers that order the scored firms as their published points do, the same ones for the same points: a row per draw
    /// of weights, in the order of [`Reweigher::firms`]. They are the points themselves in units of `10^-decimals`, where
    /// those fit. Works on the calling thread alone, and fastest on [`DRAWS`] draws at a time.
    ///
    /// # Panics
    /// If there is not one weight per indicator and segment, or `out` has not a row as long as the firms per draw.
    pub fn keys(&self, draws: &[Weights], out: &mut [Vec<u32>]) {
        assert_eq!(draws.len(), out.len(), "a row per draw");
        match &self.way {
            Way::Linear(linear) if self.fits() => {
                let mut room = Vec::new();
                for (draws, out) in draws.chunks(DRAWS).zip(out.chunks_mut(DRAWS)) {
                    let draws: Vec<Vec<f64>> =
                        draws.iter().filter_map(|weights| self.coefficients(weights)).collect();
                    for block in &linear.blocks {
                        let rows = out.iter_mut().map(|row| &mut row[block.start..block.start + block.len]);
                        self.block(linear, block, &draws, &mut room, &mut rows.collect::<Vec<_>>());
                    }
                }
            }
            _ => {
                for (weights, out) in draws.iter().zip(out) {
                    let points = self.points(weights);
                    let own: Vec<i64> = self.firms.iter().map(|&firm| points[firm as usize]).collect();
                    if self.fits() {
                        out.iter_mut().zip(own).for_each(|(key, units)| *key = units as u32);
                        continue;
                    }
                    let mut known = own.clone();
                    known.sort_unstable();
                    known.dedup();
                    for (key, units) in out.iter_mut().zip(own) {
                        *key = known.partition_point(|other| *other < units) as u32;
                    }
                }
            }
        }
    }

    /// Whether [`Reweigher::keys`] are the points themselves: in their unit they are numbers of 31 bits, also where other
    /// weights raise full marks of `max` and the like.
    pub fn fits(&self) -> bool {
        let most = self.card.groups[0].full_marks.iter().copied().fold(self.card.scale, f64::max);
        most * power_of_ten(self.card.decimals) < f64::from(1 << 28)
    }

    /// Group by group, as a run combines them.
    fn by_groups(
        &self,
        weights: &Weights,
        segment: &[u16],
        members: &[(Vec<f64>, Option<Vec<bool>>)],
    ) -> Vec<i64> {
        let card = self.card.reweighed(weights);
        let members: Vec<Member> = members
            .par_iter()
            .zip(weights)
            .map(|((shares, left_out), weight)| member(shares, left_out.as_deref(), weight, segment))
            .collect();
        publish(&combine::combine(&card, segment, &members)[0], self.card.decimals)
    }

    /// What a share of each indicator is worth in points of `node`, lot after lot; nothing where points are not linear.
    pub fn node(&self, node: Node, weights: &Weights) -> Option<NodeWorth<'_>> {
        let Way::Linear(linear) = &self.way else { return None };
        let groups = self.card.groups_reweighed(weights);
        let indicators = self.card.indicators.len();
        let mut coefficients = vec![0.0; linear.lots.len() * indicators];
        for (lot, own) in linear.lots.iter().zip(coefficients.chunks_exact_mut(indicators)) {
            let spread = Spread { groups: &groups, weights, lot };
            match node {
                _ if spread.is_out(node) => {}
                Node::Group(at) => spread.group(at, 1.0, own),
                Node::Indicator(at) => own[at] = weights[at][lot.segment],
            }
        }
        Some(NodeWorth { linear, coefficients, indicators, decimals: self.card.decimals })
    }

    /// What a share of each indicator is worth in points of the whole, lot after lot.
    fn coefficients(&self, weights: &Weights) -> Option<Vec<f64>> {
        self.node(Node::Group(0), weights).map(|worth| worth.coefficients)
    }

    /// The points of a block's firms: a row per draw. `room` is to work in, to be used again.
    fn block<T: Units>(
        &self,
        linear: &Linear,
        block: &Block,
        draws: &[Vec<f64>],
        room: &mut Vec<f64>,
        out: &mut [&mut [T]],
    ) {
        let indicators = self.card.indicators.len();
        let shares = &linear.shares[block.start * indicators..(block.start + block.len) * indicators];
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
            if linear.deducts {
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

/// Keys below this are ranked by counting.
const MOST_COUNTED: usize = 1 << 20;

/// Ranks by falling keys, ties 1, 2, 2, 4. `counts` is room to work in, to be used again.
///
/// # Panics
/// If there is not a rank per key.
pub fn rank_keys(keys: &[u32], counts: &mut Vec<u32>, ranks: &mut [u32]) {
    assert_eq!(keys.len(), ranks.len(), "a rank per key");
    let most = keys.iter().copied().max().unwrap_or(0) as usize;
    if most >= MOST_COUNTED {
        return rank_sorted(keys, ranks);
    }
    counts.clear();
    counts.resize(most + 1, 0);
    keys.iter().for_each(|&key| counts[key as usize] += 1);
    let mut rank = 1;
    for count in counts.iter_mut().rev() {
        rank += std::mem::replace(count, rank);
    }
    ranks.iter_mut().zip(keys).for_each(|(rank, &key)| *rank = counts[key as usize]);
}

/// The same for numbers too great to be counted.
fn rank_sorted(keys: &[u32], ranks: &mut [u32]) {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    order.sort_unstable_by_key(|&at| Reverse(keys[at as usize]));
    let mut before = 0;
    for run in order.chunk_by(|&a, &b| keys[a as usize] == keys[b as usize]) {
        run.iter().for_each(|&at| ranks[at as usize] = before + 1);
        before += run.len() as u32;
    }
}

/// What other weights make of one group or indicator: see [`Reweigher::node`].
#[derive(Debug)]
pub struct NodeWorth<'a> {
    linear: &'a Linear,
    coefficients: Vec<f64>,
    indicators: usize,
    decimals: u8,
}

impl NodeWorth<'_> {
    /// The published points, in units of `10^-decimals`, of the firm at this position of [`Reweigher::firms`].
    pub fn units(&self, at: usize) -> i64 {
        let block = &self.linear.blocks[self.linear.blocks.partition_point(|block| block.start <= at) - 1];
        let own = &self.coefficients[block.lot * self.indicators..(block.lot + 1) * self.indicators];
        let shares = self.linear.shares[block.start * self.indicators..].chunks_exact(block.len);
        let points = own.iter().zip(shares).map(|(worth, shares)| worth * shares[at - block.start]).sum();
        to_units(points, self.decimals)
    }
}

/// One indicator of a cohort that was scored, under other weights.
fn member(shares: &[f64], left_out: Option<&[bool]>, weight: &[f64], segment: &[u16]) -> Member {
    let of = |firm: usize| weight[usize::from(segment[firm])];
    let points = shares.iter().enumerate().map(|(firm, share)| share * of(firm)).collect();
    let absent = (left_out.is_some() || weight.contains(&0.0)).then(|| {
        let out = |firm: usize| left_out.is_some_and(|out| out[firm]);
        (0..shares.len()).map(|firm| of(firm) == 0.0 || out(firm)).collect()
    });
    Member { points, absent, detail: None }
}

/// Where an indicator is left out for want of a value; nothing if it is not to be left out.
fn left_out(card: &Scorecard, at: usize, detail: &Detail) -> Option<Vec<bool>> {
    let skips = card.indicators[at].missing == Missing::Skip;
    skips.then(|| detail.raw.present.iter().map(|known| !known).collect())
}

/// What `card`, which is that of `scores` but for its weights, makes of a cohort that was scored with details: who is
/// scored, and in which segment, stays as it was. The new scores have none.
///
/// # Panics
/// If the scores were made without details.
pub fn rescore(firms: &Firms, card: &Scorecard, scores: &Scores, as_of: Date) -> Scores {
    let details = scores.details.as_ref().expect("the scores keep their details");
    let members: Vec<Member> = details
        .par_iter()
        .enumerate()
        .map(|(at, detail)| {
            let left_out = left_out(card, at, detail);
            let weight = &card.indicators[at].weight;
            member(&detail.normalised.values, left_out.as_deref(), weight, &scores.segment)
        })
        .collect();
    let screened = Screened {
        scored: scores.scored.clone(),
        segment: scores.segment.clone(),
        coverage: scores.coverage.clone(),
        rejected: scores.rejected.clone(),
    };
    // What gates said stays; what rests on points is said anew.
    let gates = judge::of_gates(card).len();
    let said = if gates < 64 { (1 << gates) - 1 } else { u64::MAX };
    let unmet = scores.unmet.iter().map(|unmet| unmet & said).collect();
    finish((firms, card, as_of), screened, unmet, members, false)
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

/// The nearest whole numbers of units, and whether they are those of [`to_units`]: near a half they may not be.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_keys_share_the_better_rank() {
        for high in [0, 1 << 24] {
            let keys: Vec<u32> = [5, 9, 5, 0, 7].iter().map(|key| key + high).collect();
            let mut ranks = [0; 5];
            rank_keys(&keys, &mut Vec::new(), &mut ranks);
            assert_eq!(ranks, [3, 1, 3, 5, 2]);
        }
        rank_keys(&[], &mut Vec::new(), &mut []);
    }
}
