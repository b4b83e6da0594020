//! Losses of the loans.

use rayon::prelude::*;

use super::defaults::{Chance, Chances};
use super::loans::Loan;
use crate::parameters::Keyword;
use crate::programmes::{Assumptions, Bearer, Money, Programme};
use crate::stats::loss::{self, Distribution};

/// Levels of the quantiles that are reported.
pub const LEVELS: [f64; 3] = [0.95, 0.99, 0.999];

/// The loans with their probabilities of default.
pub(super) struct Exposures<'a> {
    pub loans: &'a [Loan],
    /// Class of each loan; empty for loans without one.
    pub classes: Vec<String>,
    /// Probability of default of each loan.
    pub chances: Vec<Chance>,
    pub assumptions: &'a Assumptions,
}

/// End of the interval of a probability of default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Point,
    Low,
    High,
}

impl<'a> Exposures<'a> {
    /// # Errors
    /// The classes without a probability of default.
    pub fn of(
        loans: &'a [Loan],
        classes: Vec<String>,
        chances: &Chances,
        assumptions: &'a Assumptions,
    ) -> Result<Exposures<'a>, Vec<String>> {
        let found: Vec<Option<Chance>> = classes.iter().map(|class| chances.get(class).copied()).collect();
        let mut missing: Vec<String> = classes
            .iter()
            .zip(&found)
            .filter(|(_, found)| found.is_none())
            .map(|(class, _)| class.clone())
            .collect();
        missing.sort_unstable();
        missing.dedup();
        if !missing.is_empty() {
            return Err(missing);
        }
        Ok(Exposures { loans, classes, chances: found.into_iter().flatten().collect(), assumptions })
    }

    /// Money lost of `principal` at default, to the fen.
    pub fn lost(&self, principal: Money) -> Money {
        principal.percent(self.assumptions.loss_given_default)
    }

    /// Losses of all loans, of which `of` has the part that counts.
    pub fn losses(&self, end: End, of: impl Fn(&Loan) -> Money) -> Vec<loss::Loan> {
        let all = self.loans.iter().zip(&self.chances);
        all.map(|(loan, chance)| {
            let default = match (end, chance.interval) {
                (End::Low, Some([low, _])) => low,
                (End::High, Some([_, high])) => high,
                _ => chance.default,
            };
            let correlation = self.assumptions.correlation.of(default);
            loss::Loan { default, correlation, loss: self.lost(of(loan)).fen() }
        })
        .collect()
    }

    /// The distribution of the loss of what `of` has of each loan.
    pub fn distribution(&self, end: End, of: impl Fn(&Loan) -> Money) -> Distribution {
        loss::exact(&self.losses(end, of))
    }

    /// The distribution of what a bearer loses; `None` if it has no part in any loan.
    pub fn borne_by(&self, bearer: Bearer, end: End) -> Option<Distribution> {
        let borne = |loan: &Loan| loan.borne[bearer as usize];
        let has_part = self.loans.iter().any(|loan| borne(loan) > Money::ZERO);
        has_part.then(|| self.distribution(end, borne))
    }

    /// The distribution of what the pool of the programme at position `programme` loses; `None` if it has no
    /// part in any loan.
    pub fn borne_by_pool(&self, programme: usize, end: End) -> Option<Distribution> {
        let has_part = self.loans.iter().any(|loan| loan.in_pool(programme) > Money::ZERO);
        has_part.then(|| self.distribution(end, |loan| loan.in_pool(programme)))
    }

    /// Expected loss of one loan, in yuan.
    pub fn expected(&self, at: usize, part: Money) -> f64 {
        self.chances[at].default * yuan(self.lost(part))
    }

    /// Expected loss of one loan in a bad year, in yuan: given the common factor at its 1-in-100 value.
    pub fn stressed(&self, at: usize, part: Money) -> f64 {
        let default = self.chances[at].default;
        let correlation = self.assumptions.correlation.of(default);
        loss::vasicek::quantile(default, correlation, 0.99) * yuan(self.lost(part))
    }
}

/// A sum in yuan as the nearest double.
pub(super) fn yuan(money: Money) -> f64 {
    crate::decimal::shifted(money.fen() as f64, -2)
}

/// A sum in fen as yuan.
pub(super) fn yuan_of(fen: f64) -> f64 {
    fen / 100.0
}

/// The loss of a programme's local pool, before limits.
pub(super) struct PoolLoss {
    /// Position of the programme.
    pub programme: usize,
    pub of: Distribution,
}

/// The losses of the local pools in use.
pub(super) fn pools(exposures: &Exposures<'_>, programmes: &[Programme]) -> Vec<PoolLoss> {
    let with_pool: Vec<usize> = (0..programmes.len()).filter(|at| programmes[*at].has_pool()).collect();
    let of = |programme| Some(PoolLoss { programme, of: exposures.borne_by_pool(programme, End::Point)? });
    with_pool.into_par_iter().filter_map(of).collect()
}

/// The losses before limits, of each bearer, of each pool and of all loans.
pub(super) struct Distributions {
    /// By position of the bearer; `None` without a part.
    pub bearers: Vec<Option<Distribution>>,
    pub pools: Vec<PoolLoss>,
    pub whole: Distribution,
}

impl Distributions {
    pub fn of(exposures: &Exposures<'_>, programmes: &[Programme]) -> Distributions {
        Distributions {
            pools: pools(exposures, programmes),
            bearers: Bearer::ALL.par_iter().map(|bearer| exposures.borne_by(*bearer, End::Point)).collect(),
            whole: exposures.distribution(End::Point, |loan| loan.principal),
        }
    }
}
