//! Result of a simulation of the portfolio.

use serde::Serialize;

use super::budget::Budget;
use super::defaults::Chance;
use super::in_use::{ProgrammeRow, YearRow};
use super::layers::{Concentration, LayerRow};
use super::limits::{BearerRow, CapRow};
use super::pool::Pool;
use super::scenario::{Scenario, Totals};
use crate::figures::{Document, Table};
use crate::programmes::Money;
use crate::scorecard::WeightsBasis;
use crate::studies::study::{self, About};
use crate::words::Message;

/// The result: sums, losses, the pools, the budget and a scenario.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Scorecard, day and cohort.
    pub about: About,
    /// Ids and titles of segments.
    #[serde(skip)]
    pub(super) segments: Vec<(String, Message)>,
    /// Source of the assumptions about losses.
    pub basis: WeightsBasis,
    /// Titles of programmes with made-up numbers; empty if there are none.
    #[serde(skip)]
    pub(super) made_up: Vec<Message>,
    /// Share of the principal that is lost at default, in %.
    pub loss_given_default: String,
    /// Number of referred firms without a known demand, which have no loan.
    pub without: usize,
    /// Sums.
    pub totals: Totals,
    /// Classes of loans with one probability of default.
    pub classes: Vec<ClassRow>,
    /// Programmes in use.
    pub programmes: Vec<ProgrammeRow>,
    /// Money by year of the loans.
    pub years: Vec<YearRow>,
    /// Losses by bearer, those of all together last.
    pub bearers: Vec<BearerRow>,
    /// Limits of compensations.
    pub caps: Vec<CapRow>,
    /// Local pools of the programmes.
    pub pools: Vec<Pool>,
    /// Loss curves: of all loans, then of each pool.
    #[serde(skip)]
    pub(super) curves: Vec<Curve>,
    /// Contributions to the losses.
    pub layers: Vec<LayerRow>,
    /// How few loans hold the principal; `None` without principal.
    pub concentration: Option<Concentration>,
    /// Reach of public money.
    pub budget: Budget,
    /// Simulation of the same losses; `None` if there is none.
    pub check: Option<Check>,
    /// Unit of the exact distribution of all losses, in yuan.
    pub unit: f64,
    /// Whether losses were rounded to whole units.
    pub is_banded: bool,
    /// The other set of parameters; `None` without one.
    pub scenario: Option<Scenario>,
}

/// Chances of losses greater than some.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    /// `all`, or the id of the programme whose pool it is.
    pub id: String,
    /// Name for people.
    pub title: Message,
    /// Loss in yuan, and the chance of a greater one.
    pub points: Vec<(f64, f64)>,
}

/// A class of loans.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassRow {
    /// Name; empty for loans without a class.
    pub class: String,
    /// Number of loans.
    pub loans: usize,
    /// Principal.
    pub principal: Money,
    /// Probability of default.
    #[serde(flatten)]
    pub chance: Chance,
    /// Asset correlation.
    pub correlation: f64,
    /// Risk weight of the Basel framework, as a share; `None` if its correlation is not used.
    pub risk_weight: Option<f64>,
}

/// A simulation of the losses of all loans beside the exact distribution.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Check {
    /// Number of scenarios.
    pub draws: usize,
    /// Seed.
    pub seed: u64,
    /// Exact expected loss in yuan.
    pub exact: f64,
    /// Mean of the scenarios in yuan.
    pub mean: f64,
    /// Its standard error in yuan.
    pub error: f64,
    /// Quantiles.
    pub quantiles: Vec<Simulated>,
}

/// A simulated quantile with its interval of 99 % confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Simulated {
    /// Level of the quantile.
    pub level: f64,
    /// Exact quantile in yuan.
    pub exact: f64,
    /// Simulated quantile in yuan; `None` with too few scenarios.
    pub simulated: Option<f64>,
    /// Lower end of the interval in yuan.
    pub low: Option<f64>,
    /// Upper end of the interval in yuan; `None` if it is beyond the greatest scenario.
    pub high: Option<f64>,
}

impl Simulated {
    /// Whether the exact quantile is within the interval.
    pub fn agrees(&self) -> bool {
        self.low.is_none_or(|low| low <= self.exact) && self.high.is_none_or(|high| self.exact <= high)
    }
}

impl study::Report for Report {
    fn tables(&self) -> Vec<Table> {
        self.to_tables()
    }

    fn document(&self) -> Document {
        self.to_document()
    }
}
