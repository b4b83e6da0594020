//! Points of a cohort under other weights, without reading it again: what makes tuning interactive.
//!
//! Where every group is a sum or a mean without cap and floor, a firm's points are linear in its shares of full marks:
//! `Σ c_i s_i`, with coefficients that depend on the weights, the firm's segment and which of its indicators are left
//! out. Firms that agree in both are a lot and have their coefficients in common, so that points of many draws of weights
//! are a product of two matrices. Other scorecards are combined group by group, as a run combines them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::Scores;
use super::combine;
use super::curve::Member;
use super::rounding::{power_of_ten, publish, to_units};
use crate::scorecard::{Combine, DEDUCTION, Group, Missing, Node, Scorecard};

/// Weights per indicator and segment, in the unit of [`Indicator::weight`](crate::scorecard::Indicator::weight).
pub type Weights = Vec<Vec<f64>>;

/// Firms whose shares lie together: all their indicators fit into the processor's second cache.
const BLOCK: usize = 1 << 10;
/// Firms, and draws of weights, whose points are carried on in registers.
const FIRMS: usize = 8;
/// See [`FIRMS`].
pub const DRAWS: usize = 4;
/// Added to a double below 2^31 it leaves its nearest whole number in the lowest bits.
const MAGIC: f64 = 6_755_399_441_055_744.0;
/// Times a number of more than 31 bits it is more than a half.
const BEYOND: f64 = 0.5 / (1_u64 << 31) as f64;
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
            let members = details.iter().enumerate().map(|(at, detail)| {
                let absent = skips(at).then(|| detail.raw.present.iter().map(|known| !known).collect());
                (detail.normalised.values.clone(), absent)
            });
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

    /// The scored firms, as positions in the cohort, in the order that [`Reweigher::units`] has them.
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
                let draws = [self.coefficients(linear, weights)];
                let mut units = vec![0; self.firms.len()];
                let mut parts = Vec::with_capacity(linear.blocks.len());
                let mut rest = &mut units[..];
                for block in &linear.blocks {
                    let (own, others) = rest.split_at_mut(block.len);
                    parts.push((block, own));
                    rest = others;
                }
                parts.into_par_iter().with_min_len(8).for_each(|(block, own)| {
                    self.block(linear, block, &draws, |_, at, units| own[at] = units);
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
                for (draws, out) in draws.chunks(DRAWS).zip(out.chunks_mut(DRAWS)) {
                    let draws: Vec<Vec<f64>> =
                        draws.iter().map(|weights| self.coefficients(linear, weights)).collect();
                    for block in &linear.blocks {
                        self.block(linear, block, &draws, |draw, at, units| {
                            out[draw][block.start + at] = units as u32;
                        });
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
            .map(|((shares, left_out), weight)| {
                let of = |firm: usize| weight[usize::from(segment[firm])];
                let points = shares.iter().enumerate().map(|(firm, share)| share * of(firm)).collect();
                let absent = (left_out.is_some() || weight.contains(&0.0)).then(|| {
                    let out = |firm: usize| left_out.as_ref().is_some_and(|out| out[firm]);
                    (0..shares.len()).map(|firm| of(firm) == 0.0 || out(firm)).collect()
                });
                Member { points, absent, detail: None }
            })
            .collect();
        publish(&combine::combine(&card, segment, &members)[0], self.card.decimals)
    }

    /// Lot after lot, what a share of each indicator is worth.
    fn coefficients(&self, linear: &Linear, weights: &Weights) -> Vec<f64> {
        let groups = self.card.groups_reweighed(weights);
        let indicators = self.card.indicators.len();
        let mut all = vec![0.0; linear.lots.len() * indicators];
        for (lot, own) in linear.lots.iter().zip(all.chunks_exact_mut(indicators)) {
            let spread = Spread { groups: &groups, weights, lot };
            if !spread.is_out(Node::Group(0)) {
                spread.group(0, 1.0, own);
            }
        }
        all
    }

    /// Passes the points of a block's firms to `put(draw, firm of the block, units)`.
    #[inline]
    fn block(
        &self,
        linear: &Linear,
        block: &Block,
        draws: &[Vec<f64>],
        mut put: impl FnMut(usize, usize, i64),
    ) {
        let indicators = self.card.indicators.len();
        let shares = &linear.shares[block.start * indicators..(block.start + block.len) * indicators];
        let lot = block.lot * indicators..(block.lot + 1) * indicators;
        let unit = power_of_ten(self.card.decimals);
        // A row of coefficients per indicator, an entry per draw; those of no draw are 0.
        let mut rows = [[0.0; DRAWS]; 64];
        let rows = match rows.get_mut(..indicators) {
            Some(rows) => rows,
            None => &mut vec![[0.0; DRAWS]; indicators],
        };
        for (draw, coefficients) in draws.iter().enumerate() {
            rows.iter_mut().zip(&coefficients[lot.clone()]).for_each(|(row, c)| row[draw] = *c);
        }
        for first in (0..block.len).step_by(FIRMS) {
            let len = FIRMS.min(block.len - first);
            let mut sums = [[0.0; FIRMS]; DRAWS];
            if len == FIRMS {
                for (own, row) in shares.chunks_exact(block.len).zip(&*rows) {
                    add(&mut sums, own[first..].first_chunk(), row);
                }
            } else {
                for (own, row) in shares.chunks_exact(block.len).zip(&*rows) {
                    let mut few = [0.0; FIRMS];
                    few[..len].copy_from_slice(&own[first..]);
                    add(&mut sums, Some(&few), row);
                }
            }
            for (draw, sums) in sums.iter_mut().enumerate().take(draws.len()) {
                if linear.deducts {
                    sums.iter_mut().for_each(|sum| *sum = sum.max(0.0));
                }
                let (units, plain) = rounded(sums, unit);
                for (at, (units, points)) in units.iter().zip(&*sums).enumerate().take(len) {
                    put(draw, first + at, if plain { *units } else { to_units(*points, self.card.decimals) });
                }
            }
        }
    }
}

/// Adds one indicator of [`FIRMS`] firms, weighed by each draw.
#[inline(always)]
fn add(sums: &mut [[f64; FIRMS]; DRAWS], shares: Option<&[f64; FIRMS]>, row: &[f64; DRAWS]) {
    let Some(shares) = shares else { return };
    for (sums, coefficient) in sums.iter_mut().zip(row) {
        for (sum, share) in sums.iter_mut().zip(shares) {
            *sum += coefficient * share;
        }
    }
}

/// The nearest whole numbers of units, and whether they are those of [`to_units`]: near a half they may not be.
#[inline(always)]
fn rounded(points: &[f64; FIRMS], unit: f64) -> ([i64; FIRMS], bool) {
    let mut units = [0; FIRMS];
    let mut farthest: f64 = 0.0;
    for (units, points) in units.iter_mut().zip(points) {
        let exact = points * unit;
        let moved = exact + MAGIC;
        *units = i64::from(moved.to_bits() as u32);
        farthest = farthest.max((exact - (moved - MAGIC)).abs()).max(exact * BEYOND);
    }
    (units, farthest < 0.5 - NEAR)
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
