//! Loans by class: one default probability, one correlation.

use std::collections::BTreeMap;

use super::loan::Loan;
use crate::stats::{normal_cdf, normal_quantile};

/// Least default probability that differs from 0.
const LEAST: f64 = 1e-100;
/// Greatest correlation: beyond it the conditional probability is a step that a quadrature would miss.
const GREATEST: f64 = 0.9999;
/// First width of the cells of [`Classes::pooled`], in the threshold and in `√ρ`.
const CELL: f64 = 1.0 / 64.0;

/// Default probability and correlation of a class.
#[derive(Clone, Copy, Debug)]
pub(super) struct Class {
    /// Unconditional probability `p` of default.
    pub default: f64,
    /// `√ρ`.
    root: f64,
    /// `Φ⁻¹(p) / √(1 − ρ)`.
    pub level: f64,
    /// `√(ρ / (1 − ρ))`.
    pub slope: f64,
}

impl Class {
    fn new(default: f64, root: f64) -> Class {
        let own = (1.0 - root * root).sqrt();
        Class { default, root, level: normal_quantile(default) / own, slope: root / own }
    }

    /// `(Φ⁻¹(p) − √ρ z) / √(1 − ρ)`, infinite if the default is certain.
    pub fn argument(&self, z: f64) -> f64 {
        self.level - self.slope * z
    }

    /// Probability of default given the factor.
    pub fn chance(&self, z: f64) -> f64 {
        if self.slope == 0.0 { self.default } else { normal_cdf(self.argument(z)) }
    }

    /// Factor below which hardly any of the loans' defaults happen: given a default, `Z` has the mean `√ρ
    /// Φ⁻¹(p)` and, where `p` is small, about the variance `1 − ρ`.
    pub fn reach(&self, deviations: f64) -> f64 {
        let own = (1.0 - self.root * self.root).sqrt();
        if self.slope == 0.0 { 0.0 } else { self.root * self.level * own - deviations * own }
    }
}

/// The loans that can be lost, by class in ascending order of probability and then of correlation.
#[derive(Debug)]
pub(super) struct Classes {
    pub classes: Vec<Class>,
    /// Losses of each class, ascending.
    pub losses: Vec<Vec<i64>>,
    /// Whether classes were merged.
    pub is_pooled: bool,
}

impl Classes {
    pub fn of(loans: &[Loan]) -> Classes {
        let within = |x: f64, end: f64| if x > 0.0 { x.min(end) } else { 0.0 };
        let key = |loan: &Loan| {
            let default = within(loan.default, 1.0);
            // What is certain depends on no factor.
            let correlation = if default < 1.0 { within(loan.correlation, GREATEST) } else { 0.0 };
            // The bits of positive numbers ascend with them.
            (default.to_bits(), correlation.to_bits(), loan.loss)
        };
        let counts = |loan: &&Loan| loan.loss > 0 && loan.default >= LEAST;
        let mut keys: Vec<_> = loans.iter().filter(counts).map(key).collect();
        keys.sort_unstable();
        let mut all = Classes { classes: Vec::new(), losses: Vec::new(), is_pooled: false };
        for run in keys.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (default, correlation, _) = run[0];
            all.classes.push(Class::new(f64::from_bits(default), f64::from_bits(correlation).sqrt()));
            all.losses.push(run.iter().map(|key| key.2).collect());
        }
        all
    }

    /// At most `most` classes. More are merged by cells of the threshold `Φ⁻¹(p)` and of `√ρ`, as wide as
    /// needed; a merged class has the mean `p` and `√ρ` of its loans, weighted by loss, so that the expected
    /// loss stays.
    pub fn pooled(self, most: usize) -> Classes {
        let mut cell = CELL;
        let mut cells = BTreeMap::new();
        loop {
            if self.classes.len() <= most {
                return self;
            }
            cells.clear();
            for (at, class) in self.classes.iter().enumerate() {
                let place = |x: f64| (x / cell).round() as i64;
                let key = (place(normal_quantile(class.default)), place(class.root));
                cells.entry(key).or_insert_with(Vec::new).push(at);
            }
            if cells.len() <= most {
                break;
            }
            cell *= 1.5;
        }
        let merge = |members: &Vec<usize>| {
            let (mut whole, mut default, mut root) = (0.0, 0.0, 0.0);
            let mut losses: Vec<i64> = Vec::new();
            for &at in members {
                let own: f64 = self.losses[at].iter().map(|&loss| loss as f64).sum();
                whole += own;
                default += own * self.classes[at].default;
                root += own * self.classes[at].root;
                losses.extend(&self.losses[at]);
            }
            losses.sort_unstable();
            (Class::new((default / whole).min(1.0), root / whole), losses)
        };
        let mut merged: Vec<(Class, Vec<i64>)> = cells.values().map(merge).collect();
        merged.sort_by(|(a, _), (b, _)| a.default.total_cmp(&b.default).then(a.root.total_cmp(&b.root)));
        let (classes, losses) = merged.into_iter().unzip();
        Classes { classes, losses, is_pooled: true }
    }

    /// Sum of all losses.
    pub fn whole(&self) -> i128 {
        self.losses.iter().flatten().map(|&loss| i128::from(loss)).sum()
    }

    /// Expected number of defaults.
    pub fn expected(&self) -> f64 {
        self.classes.iter().zip(&self.losses).map(|(class, losses)| class.default * losses.len() as f64).sum()
    }
}
