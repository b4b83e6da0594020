//! The programmes that a campaign has in use.

use super::assumptions::Assumptions;
use super::instrument::Prefer;
use super::programme::Programme;
use super::quantity::Quantity;
use crate::expr::{Expr, Scope};
use crate::referral::Institutions;
use crate::scorecard::WeightsBasis;
use crate::words::{Message, say};

/// The programmes in use, and the terms of the loans that they support.
#[derive(Clone, Debug)]
pub struct Programmes {
    /// Programmes in the order of the campaign; at most 64.
    pub all: Vec<Programme>,
    /// Terms of the loans.
    pub loan: LoanTerms,
    /// What makes a combination of programmes best.
    pub prefer: Prefer,
    /// Assumptions about losses; `None` if the campaign states none.
    pub assumptions: Option<Assumptions>,
    /// Names that rules and quantities may use: those of institutions' rules, and [`LOAN_NAMES`].
    pub scope: Scope,
}

/// Names that the scope adds to that of institutions' rules, in the order of their slots.
pub const LOAN_NAMES: [&str; 5] =
    ["institution.id", "institution.kind", "loan.credit_line", "loan.principal", "loan.months"];

/// Terms of the loans of a campaign.
#[derive(Clone, Debug)]
pub struct LoanTerms {
    /// Source of the rates; `None` if not stated.
    pub basis: Option<WeightsBasis>,
    /// Principal that a firm asks for, in 万元.
    pub principal: Quantity,
    /// Term in months.
    pub months: Quantity,
    /// Interest that the firm pays, in % a year; `None` if no programme needs it.
    pub rate: Option<Quantity>,
    /// Interest that the bank pays for its own funds, in % a year; `None` if no programme needs it.
    pub funding: Option<Quantity>,
}

impl LoanTerms {
    fn quantities(&self) -> impl Iterator<Item = &Quantity> {
        [&self.principal, &self.months].into_iter().chain(&self.rate).chain(&self.funding)
    }
}

impl Programmes {
    /// Titles of the programmes with made-up numbers, and of the loans' rates if these are made up.
    pub fn made_up(&self) -> Vec<Message> {
        let loan = self.loan.basis == Some(WeightsBasis::Illustrative);
        let all = self.all.iter().filter(|one| one.is_illustrative()).map(Programme::heading);
        all.chain(loan.then(|| say!(programmes::loan_rates))).collect()
    }

    /// The slots of institutions' scope that rules and quantities read.
    pub fn slots(&self) -> impl Iterator<Item = usize> {
        let first = self.first_slot();
        let own = self.all.iter().flat_map(Programme::expressions);
        let all = own.chain(self.loan_expressions());
        all.flat_map(|expr| expr.slots().iter().copied()).filter(move |slot| *slot < first)
    }

    /// The expressions of the loans' terms and of their classes.
    pub fn loan_expressions(&self) -> impl Iterator<Item = &Expr> {
        let classes = self.assumptions.iter().map(|assumptions| &assumptions.classes);
        self.loan.quantities().filter_map(Quantity::expr).chain(classes)
    }

    /// As [`Programmes::slots`], with those of the institutions' credit lines.
    pub fn slots_with(&self, institutions: &Institutions) -> impl Iterator<Item = usize> {
        let lines = institutions.all.iter().filter_map(|institution| institution.credit_line.as_ref());
        self.slots().chain(lines.flat_map(|line| line.slots().iter().copied()))
    }

    /// Whether a programme reads which institution it is, besides its kind.
    pub(super) fn reads_institution(&self) -> bool {
        let all = self.all.iter().flat_map(Programme::expressions).chain(self.loan_expressions());
        all.flat_map(|expr| expr.slots()).any(|slot| *slot == self.first_slot())
    }

    /// The slot of the first of [`LOAN_NAMES`].
    pub fn first_slot(&self) -> usize {
        self.scope.len() - LOAN_NAMES.len()
    }
}
