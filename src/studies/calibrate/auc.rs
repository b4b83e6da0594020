//! Weights of the greatest area under the ROC curve.
//!
//! The area counts pairs and has no slope, so a smooth surrogate is maximised: each pair of a good and a bad
//! firm counts `(d + h) / 2h`, clipped to 0..=1, where the good firm has `d` points more. The half-width `h`
//! falls step by step, until the surrogate is nearly the area itself (Yan et al. 2003 have a similar
//! surrogate, for pairs in the wrong order). It may have several local maxima, so the climb begins at several
//! points, and the area itself decides between their ends.

use rayon::prelude::*;

use super::directions::{Directions, FIRST, Shares};
use crate::stats::{self, Ascending, Parting, Rows};

/// Half-widths, as shares of the points' standard deviation.
const WIDTHS: [f64; 4] = [1.0, 0.5, 0.2, 0.1];
/// Half-widths of a climb that begins near the top, from which a wide one would lead away.
const NARROW: [f64; 2] = [0.2, 0.1];
/// Gradient steps tried at one half-width.
const STEPS: usize = 25;
/// Step height that ends a climb: far below the difference between bootstrap replicates.
const GAIN: f64 = 1e-6;
/// Least number of climbs that continue at the next half-width. If there are more, the better half continues.
const GO_ON: usize = 2;

/// Firms with outcomes: rows, marks and multiplicities.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slope<'a> {
    pub directions: &'a Directions<'a>,
    pub rows: &'a Rows,
    pub bad: &'a [bool],
    /// Multiplicity of each row.
    pub times: &'a [f64],
}

impl Slope<'_> {
    /// The weights with the greatest area among `starts` and the ends of the climbs from them; the first of
    /// equal ones.
    pub fn climb(&self, starts: &[Shares]) -> Shares {
        self.over(&WIDTHS, starts)
    }

    /// As [`Slope::climb`], from `starts` near the top.
    pub fn climb_on(&self, starts: &[Shares]) -> Shares {
        self.over(&NARROW, starts)
    }

    fn over(&self, widths: &[f64], starts: &[Shares]) -> Shares {
        let deviation = stats::mean_and_deviation(&mut self.points(&starts[0])).map_or(0.0, |both| both.1);
        let mut climbs: Vec<(f64, Shares)> = starts.iter().map(|start| (0.0, start.clone())).collect();
        for width in widths.iter().filter(|_| deviation > 0.0) {
            climbs = climbs.par_iter().map(|(_, from)| self.from(from, width * deviation)).collect();
            // Ties keep the order of starts.
            climbs.sort_by(|a, b| b.0.total_cmp(&a.0));
            climbs.truncate(climbs.len().div_ceil(2).max(GO_ON));
        }
        let mut best = (f64::NEG_INFINITY, starts[0].clone());
        for shares in starts.iter().chain(climbs.iter().map(|(_, shares)| shares)) {
            let area = self.area(shares);
            if area > best.0 {
                best = (area, shares.clone());
            }
        }
        best.1
    }

    /// The points of all rows, as shares of the scale.
    fn points(&self, shares: &Shares) -> Vec<f64> {
        let mut points = self.rows.products(&self.directions.coefficients(shares));
        points.iter_mut().for_each(|points| *points = -*points);
        points
    }

    /// The area itself; ½ with outcomes of one kind only.
    fn area(&self, shares: &Shares) -> f64 {
        let parted = Parting::of(&self.points(shares), self.bad).measure(|at| self.times[at] as u64);
        parted.map_or(0.5, |parted| parted.auc)
    }

    /// Climbs from one point at one half-width: projected gradient ascent, with a longer step after a gain
    /// and half the step after a loss. Returns the surrogate's height with the weights.
    fn from(&self, start: &Shares, half: f64) -> (f64, Shares) {
        let mut shares = start.clone();
        let (mut height, mut slope) = self.stand_in(&shares, half);
        let mut length = 1.0;
        for _ in 0..STEPS {
            let steepest = slope[FIRST..].iter().fold(0.0, |most: f64, x| most.max(x.abs()));
            if steepest == 0.0 || length < 1e-6 {
                break;
            }
            let tried = self.moved(&shares, &slope, length / steepest);
            let (to, next) = self.stand_in(&tried, half);
            if to > height {
                let gain = to - height;
                (shares, height, slope) = (tried, to, next);
                length *= 1.5;
                if gain < GAIN {
                    break;
                }
            } else {
                length /= 2.0;
            }
        }
        (height, shares)
    }

    /// Weights moved along the slope by `length` times the mean reach of a weight, then projected onto the
    /// bounds.
    fn moved(&self, shares: &Shares, slope: &[f64], length: f64) -> Shares {
        let mut moved = shares.clone();
        for (block, column) in self.directions.blocks() {
            let reach = self.directions.reach * block.total / block.slots.len() as f64;
            for (at, &slot) in block.slots.iter().enumerate().take(block.slots.len() - 1) {
                moved[slot] += length * reach * slope[column + at];
            }
        }
        self.directions.space.nearest(&moved)
    }

    /// The surrogate for the area, and its slope along each direction.
    fn stand_in(&self, shares: &Shares, half: f64) -> (f64, Vec<f64>) {
        let points = self.points(shares);
        let (mut goods, mut bads) = (Kind::default(), Kind::default());
        for at in Ascending::of(&points, 0..points.len() as u32).positions() {
            let at = at as usize;
            (if self.bad[at] { &mut bads } else { &mut goods }).add(at, points[at], self.times[at]);
        }
        let (all, pairs) = (goods.count(), goods.count() * bads.count());
        // Derivative of the surrogate by the points of each firm.
        let mut pull = vec![0.0; points.len()];
        // Sums over the good firms that are behind by `half` or more, and over those that are not ahead by
        // `half` or more.
        let (mut behind, mut near) = (Sum::default(), Sum::default());
        let mut height = 0.0;
        for (&at, (&own, &times)) in bads.at.iter().zip(bads.points.iter().zip(&bads.times)) {
            near.add_while(&goods, |points| points < own + half);
            behind.add_while(&goods, |points| points <= own - half);
            let (count, sum) = (near.count - behind.count, near.points - behind.points);
            let ahead = (sum - count * (own - half)) / (2.0 * half);
            height += times * (all - near.count + ahead);
            pull[at] = -times * count / (2.0 * half) / pairs;
        }
        let (mut below, mut above) = (Sum::default(), Sum::default());
        for (&at, (&own, &times)) in goods.at.iter().zip(goods.points.iter().zip(&goods.times)) {
            above.add_while(&bads, |points| points < own + half);
            below.add_while(&bads, |points| points <= own - half);
            pull[at] = times * (above.count - below.count) / (2.0 * half) / pairs;
        }
        let mut slope = self.rows.weighted(&pull, FIRST + self.directions.free());
        // Points are the negative sum over the coefficients.
        slope.iter_mut().for_each(|slope| *slope = -*slope);
        (height / pairs, slope)
    }
}

/// Firms of one kind, by points.
#[derive(Debug, Default)]
struct Kind {
    at: Vec<usize>,
    points: Vec<f64>,
    times: Vec<f64>,
}

impl Kind {
    fn add(&mut self, at: usize, points: f64, times: f64) {
        self.at.push(at);
        self.points.push(points);
        self.times.push(times);
    }

    fn count(&self) -> f64 {
        self.times.iter().sum()
    }
}

/// Count and sum of points of the first firms of a kind.
#[derive(Debug, Default)]
struct Sum {
    firms: usize,
    count: f64,
    points: f64,
}

impl Sum {
    /// Adds the next firms of `kind` while their points satisfy the condition.
    fn add_while(&mut self, kind: &Kind, is_such: impl Fn(f64) -> bool) {
        while kind.points.get(self.firms).is_some_and(|points| is_such(*points)) {
            self.count += kind.times[self.firms];
            self.points += kind.times[self.firms] * kind.points[self.firms];
            self.firms += 1;
        }
    }
}
