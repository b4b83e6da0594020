//! Weights that make the area under the ROC curve great.
//!
//! The area counts pairs and has no slope, so that a smooth stand-in is climbed: each pair of a good and a bad firm counts
//! `(d + h) / 2h` of a whole, held to 0..=1, for `d` points that the good one is ahead. The half-width `h` falls step by step, so
//! that the last stand-in is nearly the area itself (Yan et al. 2003 have a stand-in alike, for pairs in the wrong order). It
//! may have several tops: the climb begins at several points, and the area itself decides between their ends.

use rayon::prelude::*;

use super::space::{FIRST, Shares, Space};
use crate::stats::{self, Parting, Rows};

/// Half-widths, as shares of the points' standard deviation.
const WIDTHS: [f64; 4] = [1.0, 0.5, 0.2, 0.1];
/// Steps tried at one half-width.
const STEPS: usize = 25;

/// Firms with outcomes, ready to be climbed over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slope<'a> {
    pub space: &'a Space<'a>,
    pub rows: &'a Rows,
    pub bad: &'a [bool],
    /// How often each counts.
    pub times: &'a [f64],
}

impl Slope<'_> {
    /// The weights of the greatest area among those that climbing from each of `starts` ends at and the starts themselves; the
    /// first of equals.
    pub fn climb(&self, starts: &[Shares]) -> Shares {
        let ends: Vec<Shares> = starts.par_iter().map(|start| self.from(start)).collect();
        let mut best = (f64::NEG_INFINITY, starts[0].clone());
        for shares in starts.iter().chain(&ends) {
            let area = self.area(shares);
            if area > best.0 {
                best = (area, shares.clone());
            }
        }
        best.1
    }

    /// The points of all rows, as shares of the scale.
    fn points(&self, shares: &Shares) -> Vec<f64> {
        let coefficients = self.space.coefficients(shares);
        (0..self.rows.len()).map(|at| -self.rows.dot(at, &coefficients)).collect()
    }

    /// The area itself; ½ where only one kind is there.
    fn area(&self, shares: &Shares) -> f64 {
        let parted = Parting::of(&self.points(shares), self.bad).measure(|at| self.times[at] as u64);
        parted.map_or(0.5, |parted| parted.auc)
    }

    /// Climbs from one point: along the stand-in's slope, back into the bounds, farther after a step up and half as far after
    /// one that is none.
    fn from(&self, start: &Shares) -> Shares {
        let mut shares = start.clone();
        let deviation =
            stats::mean_and_deviation(&mut self.points(start)).map_or(0.0, |(_, deviation)| deviation);
        if deviation == 0.0 {
            return shares;
        }
        for width in WIDTHS {
            let half = width * deviation;
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
                    (shares, height, slope) = (tried, to, next);
                    length *= 1.5;
                } else {
                    length /= 2.0;
                }
            }
        }
        shares
    }

    /// Weights moved along the slope by `length` times the mean reach of a weight, and brought back within the bounds.
    fn moved(&self, shares: &Shares, slope: &[f64], length: f64) -> Shares {
        let mut moved = shares.clone();
        for block in &self.space.blocks {
            let today = |at: &usize| self.space.today[block.stratum][*at];
            let whole: f64 = block.members.iter().map(today).sum();
            let reach = self.space.reach * whole / block.members.len() as f64;
            for (at, &member) in block.members.iter().enumerate().take(block.members.len() - 1) {
                moved[block.stratum][member] += length * reach * slope[block.column + at];
            }
        }
        self.space.within(moved)
    }

    /// The stand-in for the area, and its slope along each direction.
    fn stand_in(&self, shares: &Shares, half: f64) -> (f64, Vec<f64>) {
        let points = self.points(shares);
        let mut order: Vec<usize> = (0..points.len()).filter(|&at| self.times[at] > 0.0).collect();
        order.sort_by(|&a, &b| points[a].total_cmp(&points[b]).then(a.cmp(&b)));
        let of =
            |bad: bool| -> Vec<usize> { order.iter().copied().filter(|&at| self.bad[at] == bad).collect() };
        let (goods, bads) = (of(false), of(true));
        let count = |firms: &[usize]| firms.iter().map(|&at| self.times[at]).sum::<f64>();
        let pairs = count(&goods) * count(&bads);
        let mut pull = vec![0.0; points.len()];
        // Good firms so far behind, and those not farther ahead, with their points added up.
        let (mut behind, mut near) = (Sum::default(), Sum::default());
        let (mut first, mut last) = (0, 0);
        let all = count(&goods);
        let mut height = 0.0;
        for &bad in &bads {
            while last < goods.len() && points[goods[last]] < points[bad] + half {
                near.add(self.times[goods[last]], points[goods[last]]);
                last += 1;
            }
            while first < goods.len() && points[goods[first]] <= points[bad] - half {
                behind.add(self.times[goods[first]], points[goods[first]]);
                first += 1;
            }
            let (count, sum) = (near.count - behind.count, near.points - behind.points);
            let ahead = (sum - count * (points[bad] - half)) / (2.0 * half);
            height += self.times[bad] * (all - near.count + ahead);
            pull[bad] = -self.times[bad] * count / (2.0 * half);
        }
        let (mut below, mut above, mut first, mut last) = (0.0, 0.0, 0, 0);
        for &good in &goods {
            while last < bads.len() && points[bads[last]] < points[good] + half {
                above += self.times[bads[last]];
                last += 1;
            }
            while first < bads.len() && points[bads[first]] <= points[good] - half {
                below += self.times[bads[first]];
                first += 1;
            }
            pull[good] = self.times[good] * (above - below) / (2.0 * half);
        }
        let mut slope = vec![0.0; FIRST + self.space.free()];
        for (at, pull) in pull.iter().enumerate().filter(|(_, pull)| **pull != 0.0) {
            // Points are the coefficients' sum with the opposite sign.
            self.rows.add_to(at, -pull / pairs, &mut slope);
        }
        (height / pairs, slope)
    }
}

/// Firms counted, and their points added up.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    count: f64,
    points: f64,
}

impl Sum {
    fn add(&mut self, times: f64, points: f64) {
        self.count += times;
        self.points += times * points;
    }
}
