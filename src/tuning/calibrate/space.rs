//! The weights that may be chosen: each within a share of today's, each group's sum as it is, none negative.
//!
//! A firm's points are `P + Σ δ_i x_i`: `P` today's, `δ_i` what indicator `i` weighs more than today, and `x_i` what a unit of
//! its weight is worth to the firm. Within a group of full marks `W`, whose members of weights `w_j` have the shares `s_j`,
//! `x_i = W (s_i − S) / Σ w_j` over the members that are not left out, `S` their weighted mean. Where none is left out this is
//! exact for any weights of the same sum; where some are, the others carry their weight, and it is the tangent at today's
//! weights. Points that are told are never made so: they come from scoring with the weights found.

use crate::finding::{Code, Finding, Place};
use crate::firms::Cells;
use crate::scorecard::{BASE, Combine, Node, Scorecard};
use crate::scoring::{Detail, Scores};
use crate::stats::Rows;

/// Two segments whose weights differ by less than this share of the scale have the same weights.
const SAME: f64 = 1e-12;
/// Columns before those of the directions: the constant and the slope.
pub(super) const FIRST: usize = 2;

/// Weights as shares of the scale: by stratum, then by member.
pub(super) type Shares = Vec<Vec<f64>>;

/// The choice of weights.
#[derive(Clone, Debug)]
pub(super) struct Space<'a> {
    pub card: &'a Scorecard,
    /// The indicators whose weights add up to the scale.
    pub members: Vec<usize>,
    /// Per segment: its stratum. Segments of equal weights are one, and keep equal weights.
    pub strata: Vec<usize>,
    /// Today's weights.
    pub today: Shares,
    /// How far a weight may go, as a share of today's.
    pub reach: f64,
    /// Where there is a choice.
    pub blocks: Vec<Block>,
    /// The group an indicator of `members` stands in.
    pub parent: Vec<usize>,
}

/// Members of one group, at least two, whose weights in a stratum have a fixed sum. Of `k` members `k − 1` are free: the last
/// takes what the others leave.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub stratum: usize,
    /// Positions in [`Space::members`].
    pub members: Vec<usize>,
    /// The column of the first member; the others follow, but for the last, which has none.
    pub column: usize,
}

impl<'a> Space<'a> {
    /// Of the weights of `members` in `card` within `reach` of today's, as a share in 0..=1.
    ///
    /// # Errors
    /// A group in which points are not linear in weights.
    pub fn new(card: &'a Scorecard, members: Vec<usize>, reach: f64) -> Result<Space<'a>, Finding> {
        for group in &card.groups {
            if matches!(group.combine, Combine::Geometric | Combine::Harmonic) {
                let message = format!(
                    "group `{}` of `{}` takes a geometric or harmonic mean: its points are no sum by weights",
                    group.id, card.id
                );
                return Err(Finding::new(Code::ValueInvalid, Place::file(card.text.name.clone()), message)
                    .help("weights are calibrated where all groups are sums or arithmetic means"));
            }
        }
        let shares = card.weight_shares();
        let of = |segment: usize| members.iter().map(|&at| shares[at][segment]).collect::<Vec<f64>>();
        let (mut today, mut strata): (Shares, Vec<usize>) = (Vec::new(), Vec::new());
        for segment in 0..card.segments.len() {
            let own = of(segment);
            let alike = |other: &Vec<f64>| other.iter().zip(&own).all(|(a, b)| (a - b).abs() < SAME);
            strata.push(today.iter().position(alike).unwrap_or(today.len()));
            if strata[segment] == today.len() {
                today.push(own);
            }
        }
        let parent = |indicator: &usize| {
            let holds = |node: &Node| *node == Node::Indicator(*indicator);
            card.groups.iter().position(|group| group.members.iter().any(holds)).unwrap_or(0)
        };
        let parent: Vec<usize> = members.iter().map(parent).collect();
        let mut blocks = Vec::new();
        let mut column = FIRST;
        for (stratum, weights) in today.iter().enumerate() {
            for group in 0..card.groups.len() {
                let own = (0..members.len()).filter(|&at| parent[at] == group && weights[at] > 0.0);
                let own: Vec<usize> = own.collect();
                if own.len() > 1 && reach > 0.0 {
                    column += own.len() - 1;
                    blocks.push(Block { stratum, column: column + 1 - own.len(), members: own });
                }
            }
        }
        Ok(Space { card, members, strata, today, reach, blocks, parent })
    }

    /// How many weights are free.
    pub fn free(&self) -> usize {
        self.blocks.iter().map(|block| block.members.len() - 1).sum()
    }

    /// The least and the most a member may weigh.
    pub fn bounds(&self, stratum: usize, member: usize) -> (f64, f64) {
        let today = self.today[stratum][member];
        (today * (1.0 - self.reach), today * (1.0 + self.reach))
    }

    /// What makes the log-odds of going bad, a row per firm: a constant, today's points with the opposite sign, and by direction
    /// what a unit of weight more for one member and less for the last is worth, likewise.
    pub fn rows(&self, scores: &Scores, firms: &[usize]) -> Rows {
        let details = scores.details.as_deref().unwrap_or_default();
        let shares = self.card.weight_shares();
        let base = self.card.groups.iter().position(|group| group.id == BASE).unwrap_or(0);
        let whole = self.card.groups[0].combine == Combine::Whole;
        let mut rows = Rows::default();
        for &firm in firms {
            let segment = usize::from(scores.segment[firm]);
            let mut walk = Walk {
                space: self,
                details,
                shares: &shares,
                firm,
                segment,
                worth: vec![0.0; self.card.indicators.len()],
            };
            walk.worths(if whole { base } else { 0 }, 1.0);
            let stratum = self.strata[segment];
            let worth = |member: usize| walk.worth[self.members[member]];
            let directions = self.blocks.iter().filter(|block| block.stratum == stratum).flat_map(|block| {
                let (last, free) =
                    block.members.split_last().map_or((0, &[][..]), |(last, free)| (*last, free));
                let entry =
                    move |(at, &member): (usize, &usize)| (block.column + at, worth(last) - worth(member));
                free.iter().enumerate().map(entry)
            });
            let points = scores.group_points[0][firm] / self.card.scale;
            rows.push([(0, 1.0), (1, -points)].into_iter().chain(directions.filter(|(_, x)| *x != 0.0)));
        }
        rows
    }

    /// The bounds of the weights in the coefficients of [`Space::rows`]: `β` the slope and `β δ_i` the directions, so that they are
    /// linear. The slope is above 0: more points are never worse.
    pub fn linear_bounds(&self) -> Vec<Vec<(usize, f64)>> {
        let mut bounds = Vec::new();
        for block in &self.blocks {
            for (at, &member) in block.members.iter().enumerate() {
                let reach = self.reach * self.today[block.stratum][member];
                let last = block.members.len() - 1;
                for sign in [1.0, -1.0] {
                    let mut bound = vec![(1, reach)];
                    if at < last {
                        bound.push((block.column + at, sign));
                    } else {
                        bound.extend((0..last).map(|other| (block.column + other, sign)));
                    }
                    bounds.push(bound);
                }
            }
        }
        if bounds.is_empty() {
            bounds.push(vec![(1, 1.0)]);
        }
        bounds
    }

    /// The weights of coefficients.
    pub fn shares(&self, coefficients: &[f64]) -> Shares {
        let slope = coefficients[1];
        let mut shares = self.today.clone();
        for block in &self.blocks {
            let Some((&last, free)) = block.members.split_last() else { continue };
            for (at, &member) in free.iter().enumerate() {
                let more = coefficients[block.column + at] / slope;
                shares[block.stratum][member] += more;
                shares[block.stratum][last] -= more;
            }
        }
        self.within(shares)
    }

    /// The coefficients of weights with a slope of 1 and no constant: `−Σ` of them is the points, as a share of the scale.
    pub fn coefficients(&self, shares: &Shares) -> Vec<f64> {
        let mut coefficients = vec![0.0; FIRST + self.free()];
        coefficients[1] = 1.0;
        for block in &self.blocks {
            for (at, &member) in block.members.iter().enumerate().take(block.members.len() - 1) {
                coefficients[block.column + at] =
                    shares[block.stratum][member] - self.today[block.stratum][member];
            }
        }
        coefficients
    }

    /// The weights nearest to `shares` that keep within the bounds and the groups' sums.
    pub fn within(&self, mut shares: Shares) -> Shares {
        for block in &self.blocks {
            let of = |at: usize| self.bounds(block.stratum, block.members[at]);
            let whole: f64 = block.members.iter().map(|&at| self.today[block.stratum][at]).sum();
            let own: Vec<f64> = block.members.iter().map(|&at| shares[block.stratum][at]).collect();
            let bounds: Vec<(f64, f64)> = (0..own.len()).map(of).collect();
            for (&at, share) in block.members.iter().zip(nearest(&own, &bounds, whole)) {
                shares[block.stratum][at] = share;
            }
        }
        shares
    }

    /// The scorecard's own weights, of all indicators and segments, that stand for `shares`.
    pub fn weights(&self, shares: &Shares) -> Vec<Vec<f64>> {
        let mut weights: Vec<Vec<f64>> =
            self.card.indicators.iter().map(|indicator| indicator.weight.clone()).collect();
        for (segment, &stratum) in self.strata.iter().enumerate() {
            for (member, &at) in self.members.iter().enumerate() {
                let today = self.today[stratum][member];
                if today > 0.0 {
                    weights[at][segment] *= shares[stratum][member] / today;
                }
            }
        }
        weights
    }
}

/// The point nearest to `wanted` within `bounds` that adds up to `whole`: all moved by the same and held at their bounds, the move
/// found by halving.
fn nearest(wanted: &[f64], bounds: &[(f64, f64)], whole: f64) -> Vec<f64> {
    let moved = |by: f64| wanted.iter().zip(bounds).map(move |(x, (low, high))| (x + by).clamp(*low, *high));
    let reach = |x: &f64, bound: f64| bound - x;
    let mut low = wanted.iter().zip(bounds).map(|(x, b)| reach(x, b.0)).fold(f64::INFINITY, f64::min);
    let mut high = wanted.iter().zip(bounds).map(|(x, b)| reach(x, b.1)).fold(f64::NEG_INFINITY, f64::max);
    // As often as doubles have digits.
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if moved(middle).sum::<f64>() < whole { low = middle } else { high = middle }
    }
    moved(f64::midpoint(low, high)).collect()
}

/// One firm's way through the tree.
struct Walk<'a> {
    space: &'a Space<'a>,
    details: &'a [Detail],
    shares: &'a [Vec<f64>],
    firm: usize,
    segment: usize,
    /// Per indicator of the scorecard: what a unit of its weight is worth.
    worth: Vec<f64>,
}

impl Walk<'_> {
    fn share(&self, at: usize) -> Option<f64> {
        let cells: &Cells<f64> = &self.details[at].normalised;
        cells.get(self.firm)
    }

    /// A member's weight and its share of full marks; nothing of one that weighs nothing or is left out.
    fn member(&self, node: Node) -> Option<(f64, f64)> {
        match node {
            Node::Indicator(at) => {
                let weight = self.shares[at][self.segment];
                self.share(at).filter(|_| weight > 0.0).map(|share| (weight, share))
            }
            Node::Group(at) => {
                let (weight, points, _) = self.group(at);
                (weight > 0.0).then(|| (self.full(at), points / weight))
            }
        }
    }

    /// What all indicators below a group weigh.
    fn full(&self, at: usize) -> f64 {
        let of = |node: &Node| match *node {
            Node::Indicator(at) => self.shares[at][self.segment],
            Node::Group(inner) => self.full(inner),
        };
        self.space.card.groups[at].members.iter().map(of).sum()
    }

    /// The weights of the members that are there, their weighted shares added up, and whether any is.
    fn group(&self, at: usize) -> (f64, f64, bool) {
        let members = self.space.card.groups[at].members.iter().filter_map(|&node| self.member(node));
        members.fold((0.0, 0.0, false), |(weight, points, _), (w, s)| (weight + w, points + w * s, true))
    }

    /// Notes what is worth what below a group that has the share `full` of the whole.
    fn worths(&mut self, at: usize, full: f64) {
        let (weight, points, any) = self.group(at);
        if !any {
            return;
        }
        let mean = points / weight;
        let nodes = self.space.card.groups[at].members.clone();
        for node in nodes {
            let Some((own, share)) = self.member(node) else { continue };
            match node {
                Node::Indicator(indicator) => self.worth[indicator] = full * (share - mean) / weight,
                Node::Group(inner) => self.worths(inner, full * own / weight),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_nearest_point_keeps_bounds_and_sum(
            parts in prop::collection::vec((0.1f64..5.0, -3.0f64..8.0), 2..8), reach in 0.01f64..1.0,
        ) {
            let today: Vec<f64> = parts.iter().map(|part| part.0).collect();
            let wanted: Vec<f64> = parts.iter().map(|part| part.1).collect();
            let bounds: Vec<(f64, f64)> = today.iter().map(|w| (w * (1.0 - reach), w * (1.0 + reach))).collect();
            let whole: f64 = today.iter().sum();
            let found = nearest(&wanted, &bounds, whole);
            prop_assert!((found.iter().sum::<f64>() - whole).abs() < 1e-12 * whole);
            let distance = |x: &[f64]| x.iter().zip(&wanted).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
            // No exchange between two members that keeps within the bounds comes nearer.
            for i in 0..found.len() {
                prop_assert!(bounds[i].0 <= found[i] && found[i] <= bounds[i].1);
                for j in 0..found.len() {
                    let step = 1e-3 * (bounds[i].1 - found[i]).min(found[j] - bounds[j].0);
                    let mut other = found.clone();
                    other[i] += step;
                    other[j] -= step;
                    prop_assert!(i == j || distance(&other) >= distance(&found) - 1e-12);
                }
            }
        }
    }
}
