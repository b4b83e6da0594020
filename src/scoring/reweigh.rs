//! Points of a cohort under other weights, without reading it again, for interactive tuning.
//!
//! If every group is a sum or a mean without cap and floor, points of many draws of weights are a product of
//! two matrices. Other scorecards are combined group by group, as a run combines them.

use rayon::prelude::*;

use super::formula::{Column, Formula};
use super::linear::{Linear, NodeWorth, Weights};
use super::rescore::{column, left_out};
use super::rounding::{power_of_ten, publish};
use super::{Detail, Scores, group_points};
use crate::scorecard::{Node, Scorecard};

/// A cohort's shares of full marks, ready for other weights.
///
/// The scored firms and their segments are fixed: coverage is measured by the scorecard's own weights.
#[derive(Debug)]
pub struct Reweigher<'a> {
    card: &'a Scorecard,
    /// The scored firms, lot after lot.
    firms: Vec<u32>,
    /// Number of firms in the whole cohort.
    all: usize,
    way: Way<'a>,
}

#[derive(Debug)]
enum Way<'a> {
    Linear(Linear<'a>),
    /// Group by group over the whole cohort: shares per indicator, and the firms for which it is left out.
    Tree {
        formula: Formula,
        segment: Vec<u16>,
        members: Vec<(Vec<f64>, Option<Vec<bool>>)>,
    },
}

impl<'a> Reweigher<'a> {
    /// Takes the shares of `scores`, which `card` made with details. [`Reweigher::firms`] keeps `order`
    /// within a lot.
    ///
    /// # Panics
    /// If the scores have no details.
    pub fn new(card: &'a Scorecard, scores: &Scores, order: &[u32]) -> Reweigher<'a> {
        let details = scores.details.as_ref().expect("the scores keep their details");
        let all = scores.scored.len();
        let scored = order.iter().copied().filter(|&firm| scores.scored[firm as usize]);
        let formula = Formula::of(card);
        if formula.is_linear() {
            let (linear, firms) = Linear::new(card, formula, scores, details, scored);
            return Reweigher { card, firms, all, way: Way::Linear(linear) };
        }
        let member =
            |(at, detail): (usize, &Detail)| (detail.normalised.values.clone(), left_out(card, at, detail));
        let members = details.iter().enumerate().map(member).collect();
        let way = Way::Tree { formula, segment: scores.segment.clone(), members };
        Reweigher { card, firms: scored.collect(), all, way }
    }

    /// The scorecard with its own weights.
    pub fn scorecard(&self) -> &'a Scorecard {
        self.card
    }

    /// The scored firms as positions in the cohort, lot after lot.
    pub fn firms(&self) -> &[u32] {
        &self.firms
    }

    /// Whether points are linear in shares, so that many draws at once cost little more than one.
    pub fn is_linear(&self) -> bool {
        matches!(self.way, Way::Linear(_))
    }

    /// The published points, in units of `10^-decimals`, of every firm of the cohort; 0 for one that is not
    /// scored. They equal those that [`score`](super::score) gives the [reweighed](Scorecard::reweighed)
    /// scorecard.
    ///
    /// # Panics
    /// If there is not one weight per indicator and segment.
    pub fn points(&self, weights: &Weights) -> Vec<i64> {
        let units = match &self.way {
            Way::Tree { formula, segment, members } => {
                let points = self.by_groups(formula, weights, segment, members);
                self.firms.iter().map(|&firm| points[firm as usize]).collect()
            }
            Way::Linear(linear) => linear.units(weights),
        };
        let mut points = vec![0; self.all];
        self.firms.iter().zip(units).for_each(|(&firm, units)| points[firm as usize] = units);
        points
    }

    /// Numbers in the order of the scored firms' published points, equal for equal points: a row per draw of
    /// weights, in the order of [`Reweigher::firms`]. They are the points themselves in units of
    /// `10^-decimals`, if those fit. Works only on the calling thread, and fastest on [`DRAWS`](super::DRAWS)
    /// draws at a time.
    ///
    /// # Panics
    /// If there is not one weight per indicator and segment, or `out` does not have one row per draw, as long
    /// as the firms.
    pub fn keys(&self, draws: &[Weights], out: &mut [Vec<u32>]) {
        assert_eq!(draws.len(), out.len(), "a row per draw");
        match &self.way {
            Way::Linear(linear) if self.fits() => linear.keys(draws, out),
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

    /// Whether [`Reweigher::keys`] are the points themselves: they fit into 31 bits, even if other weights
    /// raise full marks, as those of `max`.
    pub fn fits(&self) -> bool {
        let most = self.card.groups[0].full_marks.iter().copied().fold(self.card.scale, f64::max);
        most * power_of_ten(self.card.decimals) < f64::from(1 << 28)
    }

    /// Group by group, as a run combines them.
    fn by_groups(
        &self,
        formula: &Formula,
        weights: &Weights,
        segment: &[u16],
        members: &[(Vec<f64>, Option<Vec<bool>>)],
    ) -> Vec<i64> {
        let marks = self.card.marks_reweighed(weights);
        let columns: Vec<Column> = members
            .par_iter()
            .zip(weights)
            .map(|((shares, left_out), weight)| column(shares, left_out.as_deref(), weight, segment))
            .collect();
        let columns: Vec<&Column> = columns.iter().collect();
        publish(&group_points(formula, &marks, segment, &columns)[0], self.card.decimals)
    }

    /// The points of `node` under other weights; `None` if points are not linear.
    pub fn node(&self, node: Node, weights: &Weights) -> Option<NodeWorth<'_>> {
        match &self.way {
            Way::Linear(linear) => Some(linear.node(node, weights)),
            Way::Tree { .. } => None,
        }
    }
}
