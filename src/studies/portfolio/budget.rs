//! How far down the list public money reaches.

use serde::Serialize;

use super::exposures::{Exposures, yuan};
use super::limits::Limits;
use crate::programmes::Money;

/// Shares of the whole cost that are reported without a budget.
const SHARES: [f64; 4] = [0.25, 0.5, 0.75, 1.0];
/// Points of the curve.
const POINTS: usize = 60;
/// A million yuan.
const MILLION: f64 = 1e6;

/// What a sum of public money reaches, with the firms in the order of their ranks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BudgetRow {
    /// Public money in yuan.
    pub money: f64,
    /// Number of firms whose loans it pays for.
    pub firms: usize,
    /// Rank of the last of them; `None` without any.
    pub rank: Option<u32>,
    /// Principal of their loans.
    pub principal: Money,
    /// Principal in yuan that the next million yuan supports.
    pub next_million: f64,
}

/// Costs of the public purse along the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Budget {
    /// Whole cost in yuan: subsidies over the term, and expected losses of public bearers.
    pub whole: f64,
    /// Principal of all loans per yuan of this cost (放大倍数); `None` without cost.
    pub leverage: Option<f64>,
    /// The sums that are reported, ascending.
    pub rows: Vec<BudgetRow>,
    /// Whether a sum was asked for, the only row.
    pub is_asked: bool,
    /// Points of public money and principal, both in yuan, for a chart.
    #[serde(skip)]
    pub curve: Vec<(f64, f64)>,
}

/// The costs along the list, with `ranks` of the loans' firms.
pub(super) fn budget(
    exposures: &Exposures<'_>,
    limits: &Limits,
    ranks: &[u32],
    asked: Option<Money>,
) -> Budget {
    let mut spent = Vec::with_capacity(exposures.loans.len());
    let mut reached = Vec::with_capacity(exposures.loans.len());
    let (mut sum, mut principal) = (0.0, Money::ZERO);
    for (at, loan) in exposures.loans.iter().enumerate() {
        sum += limits.cost(exposures, at);
        principal += loan.principal;
        spent.push(sum);
        reached.push(principal);
    }
    // A firm is paid for if the whole of its cost is within the sum, up to rounding.
    let within = |money: f64| spent.partition_point(|cost| *cost <= money + 1e-6);
    let principal_of = |firms: usize| firms.checked_sub(1).map_or(Money::ZERO, |last| reached[last]);
    // A loan paid for in part counts in part, so that the next million is not a matter of one large loan.
    let reach = |money: f64| {
        let firms = within(money);
        let paid = firms.checked_sub(1).map_or(0.0, |last| spent[last]);
        let next = spent.get(firms).zip(exposures.loans.get(firms));
        let part =
            next.map_or(0.0, |(cost, loan)| (money - paid).max(0.0) / (cost - paid) * yuan(loan.principal));
        yuan(principal_of(firms)) + part
    };
    let row = |money: f64| {
        let firms = within(money);
        BudgetRow {
            money,
            firms,
            rank: firms.checked_sub(1).map(|last| ranks[last]),
            principal: principal_of(firms),
            next_million: reach(money + MILLION) - reach(money),
        }
    };
    let rows = match asked {
        Some(money) => vec![row(yuan(money))],
        None => SHARES.iter().map(|share| row(share * sum)).collect(),
    };
    let step = spent.len().div_ceil(POINTS).max(1);
    let last = spent.len().checked_sub(1);
    let points = (0..spent.len()).step_by(step).chain(last);
    let curve = points.map(|at| (spent[at], yuan(reached[at]))).collect();
    let leverage = (sum > 0.0).then(|| yuan(principal) / sum);
    Budget { whole: sum, leverage, rows, is_asked: asked.is_some(), curve }
}
