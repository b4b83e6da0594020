//! A stratum: the firms analysed together, with their points and shares.

use rayon::prelude::*;

use super::importance::Weight;
use crate::firms::Cells;
use crate::scorecard::{Branch, Scorecard};
use crate::scoring::{Detail, Scores};

/// Scored firms of the whole cohort or of a segment, best first, so that the order of rows does not matter.
pub(super) struct Stratum<'a> {
    /// The segment; `None` for the whole cohort.
    pub segment: Option<usize>,
    pub rows: Vec<u32>,
    pub card: &'a Scorecard,
    pub scores: &'a Scores,
    /// Points before rounding, per firm.
    pub points: Vec<f64>,
    /// Shares of full marks, per indicator and firm.
    pub shares: Vec<Cells<f64>>,
    /// Each indicator's mean share of the scale over the firms, by their segments.
    pub nominal: Vec<f64>,
    /// Each indicator's share of the scale, per segment.
    pub weights: Vec<Vec<f64>>,
}

impl<'a> Stratum<'a> {
    /// Stratum of a segment, or of all scored firms.
    ///
    /// # Panics
    /// If the scores were made without details.
    pub fn new(card: &'a Scorecard, scores: &'a Scores, segment: Option<usize>) -> Stratum<'a> {
        let of =
            |firm: &u32| segment.is_none_or(|segment| usize::from(scores.segment[*firm as usize]) == segment);
        let rows: Vec<u32> = scores.order.iter().copied().filter(of).collect();
        let weights = card.weight_shares();
        let mut counts = vec![0usize; card.segments.len()];
        rows.iter().for_each(|&firm| counts[usize::from(scores.segment[firm as usize])] += 1);
        let mean = |weights: &Vec<f64>| {
            let all = weights.iter().zip(&counts).map(|(weight, count)| weight * *count as f64);
            if rows.is_empty() { 0.0 } else { all.sum::<f64>() / rows.len() as f64 }
        };
        let nominal = match segment {
            Some(segment) => weights.iter().map(|weights| weights[segment]).collect(),
            None => weights.iter().map(mean).collect(),
        };
        let shares = details(scores).par_iter().map(|detail| detail.normalised.take(&rows)).collect();
        let points = rows.iter().map(|&firm| scores.group_points[0][firm as usize]).collect();
        Stratum { segment, rows, card, scores, points, shares, nominal, weights }
    }

    /// The raw values of an indicator.
    pub fn raw(&self, indicator: usize) -> Cells<f64> {
        details(self.scores)[indicator].raw.take(&self.rows)
    }

    pub fn segment_of(&self, at: usize) -> usize {
        usize::from(self.scores.segment[self.rows[at] as usize])
    }

    /// Whether the indicator counts for each firm: has weight in the firm's segment.
    pub fn counts(&self, indicator: usize) -> Vec<bool> {
        let weight = &self.card.indicators[indicator].weight;
        (0..self.rows.len()).map(|at| weight[self.segment_of(at)] > 0.0).collect()
    }

    /// Part of the firms, 0..=1, in whose segment at least one of these indicators has weight.
    pub fn counted(&self, indicators: &[usize]) -> f64 {
        let weighs = |at: &usize| {
            let segment = self.segment_of(*at);
            indicators.iter().any(|&indicator| self.weights[indicator][segment] > 0.0)
        };
        (0..self.rows.len()).filter(weighs).count() as f64 / self.rows.len().max(1) as f64
    }

    /// Nominal weight per indicator.
    pub fn given(&self) -> Vec<Weight> {
        let of = |at: usize| Weight::of(self.nominal[at], self.counted(&[at]));
        (0..self.nominal.len()).map(of).collect()
    }

    /// Whether an indicator has weight here; false for bonus and deduction.
    pub fn weighs(&self, indicator: usize) -> bool {
        self.nominal[indicator] > 0.0
    }

    /// A group's share of its full marks; missing if the whole group is left out for the firm.
    pub fn group_shares(&self, branch: &Branch) -> Cells<f64> {
        let full = &self.card.groups[branch.group].full_marks;
        let points = &self.scores.group_points[branch.group];
        let share = |at: usize| {
            let full = full[self.segment_of(at)];
            let known = branch.indicators.iter().any(|&indicator| self.shares[indicator].present[at]);
            (known && full > 0.0).then(|| points[self.rows[at] as usize] / full)
        };
        (0..self.rows.len()).map(share).collect()
    }

    /// Per firm, the weighted mean of the known shares of a group's indicators, without the indicator
    /// `left_out`.
    pub fn mean_shares(&self, branch: &Branch, left_out: Option<usize>) -> Cells<f64> {
        let members: Vec<usize> =
            branch.indicators.iter().copied().filter(|&at| Some(at) != left_out).collect();
        let mean = |at: usize| {
            let segment = self.segment_of(at);
            let (mut sum, mut whole) = (0.0, 0.0);
            for &indicator in &members {
                if let Some(share) = self.shares[indicator].get(at) {
                    sum += self.weights[indicator][segment] * share;
                    whole += self.weights[indicator][segment];
                }
            }
            (whole > 0.0).then(|| sum / whole)
        };
        (0..self.rows.len()).into_par_iter().map(mean).collect::<Vec<_>>().into_iter().collect()
    }
}

fn details(scores: &Scores) -> &[Detail] {
    scores.details.as_deref().unwrap_or_else(|| unreachable!("scores keep their details"))
}
