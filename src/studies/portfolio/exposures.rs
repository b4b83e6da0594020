//! Losses of the loans by bearer.

use rayon::prelude::*;
use serde::Serialize;

use super::defaults::{Chance, Chances};
use super::loans::{Loan, PartOf};
use crate::parameters::Keyword;
use crate::programmes::{Assumptions, BEARERS, Bearer, Money, Programme};
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

/// What a bearer loses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BearerRow {
    /// The bearer; `None` for all together.
    pub bearer: Option<Bearer>,
    /// Principal whose loss it bears.
    pub principal: Money,
    /// Expected loss in yuan, before caps.
    pub expected: f64,
    /// Standard deviation of the loss in yuan.
    pub deviation: f64,
    /// Quantiles of the loss at [`LEVELS`], in yuan.
    pub quantiles: [f64; 3],
    /// Expected loss in yuan that caps move: to the bank above 0, from other bearers below 0.
    pub moved: f64,
}

/// The losses of all bearers with a part, then of all together. Also the distributions of the pool and of
/// all.
pub(super) fn bearers(exposures: &Exposures<'_>) -> (Vec<BearerRow>, Distribution, Distribution) {
    let principal = |bearer: usize| exposures.loans.iter().map(|loan| loan.borne[bearer]).sum::<Money>();
    let present: Vec<usize> = (0..BEARERS).filter(|&bearer| principal(bearer) > Money::ZERO).collect();
    let mut found: Vec<Distribution> = present
        .par_iter()
        .map(|&bearer| exposures.distribution(End::Point, |loan| loan.borne[bearer]))
        .collect();
    let whole = exposures.distribution(End::Point, |loan| loan.principal);
    // The distribution may count in coarser units; the expected loss is that of the loans.
    let expected = |of: &dyn Fn(&Loan) -> Money| -> f64 {
        let all = exposures.loans.iter().enumerate();
        all.map(|(at, loan)| exposures.expected(at, of(loan))).sum()
    };
    let row = |bearer: Option<Bearer>, principal, of: &Distribution| BearerRow {
        bearer,
        principal,
        expected: expected(&|loan| bearer.map_or(loan.principal, |bearer| loan.borne[bearer as usize])),
        deviation: yuan_of(of.standard_deviation()),
        quantiles: LEVELS.map(|level| yuan_of(of.quantile(level) as f64)),
        moved: 0.0,
    };
    let mut rows: Vec<BearerRow> = present
        .iter()
        .zip(&found)
        .map(|(&bearer, of)| row(Some(Bearer::ALL[bearer]), principal(bearer), of))
        .collect();
    rows.push(row(None, exposures.loans.iter().map(|loan| loan.principal).sum(), &whole));
    let pool = present.iter().position(|&bearer| bearer == Bearer::Pool as usize);
    let pool = pool.map(|at| found.swap_remove(at));
    let pool = pool.unwrap_or_else(|| loss::exact(&[]));
    (rows, pool, whole)
}

/// A limit of a programme's compensation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CapRow {
    /// Position of the programme.
    #[serde(skip)]
    pub(super) at: usize,
    /// Id of the programme.
    pub programme: String,
    /// Title of the programme.
    #[serde(skip)]
    pub title: crate::words::Message,
    /// Limit in % of the covered principal.
    pub percent: f64,
    /// Principal that the programme covers.
    pub principal: Money,
    /// Limit of the compensation in yuan.
    pub limit: f64,
    /// Expected compensation in yuan, before the limit.
    pub expected: f64,
    /// Quantiles of the compensation at [`LEVELS`], in yuan, before the limit.
    pub quantiles: [f64; 3],
    /// Chance that the compensation exceeds the limit.
    pub chance: f64,
    /// Expected compensation above the limit in yuan, which the bank bears.
    pub excess: f64,
}

/// The limits of all programmes in use that have one.
pub(super) fn caps(exposures: &Exposures<'_>, programmes: &[Programme]) -> Vec<CapRow> {
    let capped = programmes
        .iter()
        .enumerate()
        .filter_map(|(at, programme)| Some((at, programme, programme.loss.as_ref()?.cap?)));
    let capped: Vec<_> = capped.collect();
    capped
        .into_par_iter()
        .map(|(at, programme, percent)| {
            let part = |loan: &Loan| loan.parts.iter().find(|part| part.programme == at).cloned();
            let others = |part: &PartOf| part.borne.iter().skip(1).copied().sum::<Money>();
            let compensated = |loan: &Loan| part(loan).map_or(Money::ZERO, |part| others(&part));
            let principal: Money = exposures.loans.iter().filter_map(part).map(|part| part.principal).sum();
            let of = exposures.distribution(End::Point, compensated);
            let limit = yuan(principal) * percent / 100.0;
            let fen = (limit * 100.0).round() as i64;
            CapRow {
                at,
                programme: programme.id.clone(),
                title: programme.heading(),
                percent,
                principal,
                limit,
                expected: yuan_of(of.mean()),
                quantiles: LEVELS.map(|level| yuan_of(of.quantile(level) as f64)),
                chance: of.exceeds(fen),
                excess: yuan_of(of.above(fen)),
            }
        })
        .collect()
}
