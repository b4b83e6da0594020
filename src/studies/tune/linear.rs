//! Linear importance: fast enough to evaluate for thousands of weights.

use std::ops::Range;

use super::super::Cohort;
use crate::firms::Cells;
use crate::scoring::Weights;

/// Variance over mean square of a column. At this ratio or below it, cancellation hides the variance.
const CANCELLED: f64 = 1e-12;

/// Shares of full marks of some firms, to compare with any points.
///
/// The linear importance of an indicator or group is its `R²`: the square of Pearson's correlation of its
/// share of full marks with the points, over the firms whose share is known. As a share it is
/// `f R² / Σ f R²`, where `f` is the share of the firms for which it has weight; the sum is over the
/// indicators, or over the groups below the root that are part of the scale. A group's share of full marks is
/// the weighted mean of its indicators' known shares. [`audit`](crate::studies::audit) uses the correlation
/// ratio `S` in place of `R²`: it includes nonlinear dependence and is at least `R²`.
#[derive(Debug)]
pub(super) struct Linear {
    shares: Vec<Cells<f64>>,
    /// Runs of firms of one segment.
    runs: Vec<(usize, Range<usize>)>,
    /// Id and member indicators of each group.
    groups: Vec<(String, Vec<usize>)>,
    indicators: Vec<(String, Vec<usize>)>,
    firms: usize,
}

/// Linear importance as a share, of the indicators and groups that goals need.
pub(super) struct Shares {
    indicators: Vec<(String, f64)>,
    groups: Vec<(String, f64)>,
}

impl Shares {
    /// Share of an indicator or a group; `None` for constant points.
    pub fn of(&self, id: &str, is_group: bool) -> Option<f64> {
        let all = if is_group { &self.groups } else { &self.indicators };
        all.iter().find(|(known, _)| known == id).map(|(_, share)| *share)
    }
}

/// Sums over firms: how many, `Σx`, `Σx²`, `Σy`, `Σy²`, `Σxy`.
#[derive(Clone, Copy, Default)]
struct Sums {
    n: f64,
    x: f64,
    xx: f64,
    y: f64,
    yy: f64,
    xy: f64,
}

impl Sums {
    fn add(&mut self, x: f64, y: f64) {
        self.n += 1.0;
        self.x += x;
        self.xx += x * x;
        self.y += y;
        self.yy += y * y;
        self.xy += x * y;
    }

    fn squared(&self) -> f64 {
        let (of_x, of_y) = (self.n * self.xx - self.x * self.x, self.n * self.yy - self.y * self.y);
        if of_x <= CANCELLED * self.n * self.xx || of_y <= CANCELLED * self.n * self.yy {
            return 0.0;
        }
        let both = self.n * self.xy - self.x * self.y;
        (both * both / (of_x * of_y)).min(1.0)
    }
}

impl Linear {
    /// Shares of the firms at these positions of the cohort, for groups, for indicators, or for both.
    pub fn new(cohort: &Cohort<'_>, firms: &[u32], of_groups: bool, of_indicators: bool) -> Linear {
        let (card, scores) = (cohort.scorecard, cohort.scores);
        let details = scores.details.as_deref().expect("the scores keep their details");
        let nominal = card.weight_shares();
        let weighs = |at: &usize| nominal[*at].iter().any(|share| *share > 0.0);
        let groups = card.branches().into_iter().filter(|_| of_groups).filter_map(|branch| {
            let own: Vec<usize> = branch.indicators.into_iter().filter(weighs).collect();
            (!own.is_empty()).then(|| (card.groups[branch.group].id.clone(), own))
        });
        let indicators = (0..card.indicators.len()).filter(|_| of_indicators).filter(weighs);
        let segment = |firm: u32| usize::from(scores.segment[firm as usize]);
        let mut runs = Vec::new();
        let mut start = 0;
        for run in firms.chunk_by(|a, b| segment(*a) == segment(*b)) {
            runs.push((segment(run[0]), start..start + run.len()));
            start += run.len();
        }
        Linear {
            shares: details.iter().map(|detail| detail.normalised.take(firms)).collect(),
            runs,
            groups: groups.collect(),
            indicators: indicators.map(|at| (card.indicators[at].id.clone(), vec![at])).collect(),
            firms: firms.len(),
        }
    }

    /// Number of groups, or of indicators, among which importance is divided.
    pub fn count(&self, of_groups: bool) -> usize {
        if of_groups { self.groups.len() } else { self.indicators.len() }
    }

    /// Linear importance of `points` (any unit) scored with these `weights`.
    pub fn shares(&self, points: &[i64], weights: &Weights) -> Shares {
        let whole: i128 = points.iter().map(|points| i128::from(*points)).sum();
        let mean = whole as f64 / points.len().max(1) as f64;
        let y: Vec<f64> = points.iter().map(|points| *points as f64 - mean).collect();
        let (mut marks, mut counted) = (vec![0.0; self.firms], vec![0.0; self.firms]);
        let mut of = |sets: &[(String, Vec<usize>)]| {
            let mut found: Vec<(String, f64)> = sets
                .iter()
                .map(|(id, members)| {
                    (id.clone(), self.squared(members, &y, weights, &mut marks, &mut counted))
                })
                .collect();
            let whole: f64 = found.iter().map(|(_, squared)| squared).sum();
            found.iter_mut().for_each(|(_, squared)| *squared /= whole);
            if whole > 0.0 { found } else { Vec::new() }
        };
        Shares { indicators: of(&self.indicators), groups: of(&self.groups) }
    }

    /// `R²` of the mean share of `members` with `y`, times the share of the firms for which at least one of
    /// them has weight.
    fn squared(
        &self,
        members: &[usize],
        y: &[f64],
        weights: &Weights,
        marks: &mut [f64],
        counted: &mut [f64],
    ) -> f64 {
        marks.fill(0.0);
        counted.fill(0.0);
        let mut sums = Sums::default();
        let mut weighed = 0;
        for (segment, range) in &self.runs {
            if members.iter().any(|&member| weights[member][*segment] > 0.0) {
                weighed += range.len();
            }
            for &member in members {
                let weight = weights[member][*segment];
                let shares = &self.shares[member];
                for firm in range.clone().filter(|_| weight > 0.0) {
                    let weight = if shares.present[firm] { weight } else { 0.0 };
                    marks[firm] += weight * shares.values[firm];
                    counted[firm] += weight;
                }
            }
            for firm in range.clone().filter(|&firm| counted[firm] > 0.0) {
                sums.add(marks[firm] / counted[firm], y[firm]);
            }
        }
        sums.squared() * weighed as f64 / self.firms.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_give_the_square_of_pearsons_correlation() {
        let (x, y) = ([1.0, 2.0, 3.0, 4.0, 5.0], [2.0, 1.0, 4.0, 3.0, 5.0]);
        let mut sums = Sums::default();
        x.iter().zip(y).for_each(|(x, y)| sums.add(*x, y));
        assert!((sums.squared() - 0.64).abs() < 1e-12);
        let mut constant = Sums::default();
        y.iter().for_each(|y| constant.add(0.1, *y));
        assert_eq!((constant.squared(), Sums::default().squared()), (0.0, 0.0));
    }
}
