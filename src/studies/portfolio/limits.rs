//! Limits of what others than the banks pay: compensation caps of programmes, and sizes of their pools.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::exposures::{Distributions, End, Exposures, LEVELS, PoolLoss, yuan, yuan_of};
use super::loans::{Loan, PartOf};
use super::pool::{self, Limit, Pool};
use crate::parameters::Keyword;
use crate::programmes::{BEARERS, Bearer, Money, Programme};
use crate::stats::loss::Distribution;
use crate::words::Message;

/// A limit of a programme's compensation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CapRow {
    /// Position of the programme.
    #[serde(skip)]
    at: usize,
    /// Id of the programme.
    pub programme: String,
    /// Title of the programme.
    #[serde(skip)]
    pub title: Message,
    /// Limit in % of the supported principal.
    pub percent: f64,
    /// Principal that the programme supports.
    pub principal: Money,
    /// Limit of the compensation, to the fen.
    pub limit: Money,
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
fn caps(exposures: &Exposures<'_>, programmes: &[Programme]) -> Vec<CapRow> {
    let capped = programmes
        .iter()
        .enumerate()
        .filter_map(|(at, programme)| Some((at, programme, programme.loss.as_ref()?.cap?)));
    let capped: Vec<_> = capped.collect();
    capped
        .into_par_iter()
        .map(|(at, programme, percent)| {
            let compensated = |loan: &Loan| loan.part_of(at).map_or(Money::ZERO, PartOf::compensated);
            let parts = exposures.loans.iter().filter_map(|loan| loan.part_of(at));
            let principal: Money = parts.map(|part| part.principal).sum();
            let of = exposures.distribution(End::Point, compensated);
            let limit = principal.percent(percent);
            CapRow {
                at,
                programme: programme.id.clone(),
                title: programme.heading(),
                percent: f64::try_from(percent).unwrap_or(f64::NAN),
                principal,
                limit,
                expected: yuan_of(of.mean()),
                quantiles: LEVELS.map(|level| yuan_of(of.quantile(level) as f64)),
                chance: of.exceeds(limit.fen()),
                excess: yuan_of(of.above(limit.fen())),
            }
        })
        .collect()
}

/// Limits, and the share of the expected losses that stays with others than the banks.
///
/// A compensation above its cap falls back to the banks: each bearer of the programme keeps the share
/// `1 − E[(C − cap)⁺] / E[C]` of its expected loss, `C` the compensation before the cap: the sum is exact,
/// its division among loans and bearers is in proportion. What the cap leaves to the programme's pool is then
/// limited by the pool's size. A loan has at most one programme that shares its loss, so no loss is lowered
/// by the limits of two programmes.
pub(super) struct Limits {
    /// Caps of the programmes.
    pub caps: Vec<CapRow>,
    /// Pools of the programmes.
    pub pools: Vec<Pool>,
    /// What each programme's bearers keep, by position.
    kept: Vec<Kept>,
    /// Expected losses of all loans by bearer, in yuan, after limits.
    pub expected: [f64; BEARERS],
}

/// Shares of the expected losses of a programme that stay with its bearers.
#[derive(Clone, Copy)]
struct Kept {
    /// Under its cap.
    by_all: f64,
    /// Of what the cap leaves to the pool, within the pool's size.
    by_pool: f64,
}

impl Limits {
    /// The limits of `programmes`, with `sums` in their pools. `losses` are those of the pools before limits.
    pub fn of(
        exposures: &Exposures<'_>,
        programmes: &[Programme],
        losses: &[PoolLoss],
        sums: &BTreeMap<usize, Money>,
    ) -> Limits {
        let caps = caps(exposures, programmes);
        let mut kept = vec![Kept { by_all: 1.0, by_pool: 1.0 }; programmes.len()];
        for cap in caps.iter().filter(|cap| cap.expected > 0.0) {
            kept[cap.at].by_all = 1.0 - cap.excess / cap.expected;
        }
        let mut pools = Vec::with_capacity(losses.len());
        for loss in losses {
            let cap = caps.iter().find(|cap| cap.at == loss.programme).map(|cap| cap.limit);
            let kept = &mut kept[loss.programme];
            let limit = Limit { kept: kept.by_all, cap, set: sums.get(&loss.programme).copied() };
            let pool = pool::pool(exposures, &programmes[loss.programme], loss, limit);
            if pool.expected > 0.0 {
                kept.by_pool = 1.0 - (pool.excess / pool.expected).min(1.0);
            }
            pools.push(pool);
        }
        let mut limits = Limits { caps, pools, kept, expected: [0.0; BEARERS] };
        limits.expected = limits.sums(exposures);
        limits
    }

    fn sums(&self, exposures: &Exposures<'_>) -> [f64; BEARERS] {
        let mut sums = [0.0; BEARERS];
        for at in 0..exposures.loans.len() {
            sums.iter_mut().zip(self.of_loan(exposures, at)).for_each(|(sum, one)| *sum += one);
        }
        sums
    }

    /// Expected losses in yuan of one loan by bearer, after limits. The bank bears what others do not.
    pub fn of_loan(&self, exposures: &Exposures<'_>, at: usize) -> [f64; BEARERS] {
        let loan = &exposures.loans[at];
        let mut all = loan.borne.map(|borne| exposures.expected(at, borne));
        for part in &loan.parts {
            for bearer in Bearer::ALL.iter().copied().filter(|bearer| *bearer != Bearer::Bank) {
                let before = exposures.expected(at, part.borne[bearer as usize]);
                let kept = self.kept[part.programme];
                let of_pool = if bearer == Bearer::Pool { kept.by_pool } else { 1.0 };
                let moved = before * (1.0 - kept.by_all * of_pool);
                all[bearer as usize] -= moved;
                all[Bearer::Bank as usize] += moved;
            }
        }
        all
    }

    /// Cost of one loan to the public purse in yuan: subsidies over its term, and the expected losses of
    /// public bearers after limits.
    pub fn cost(&self, exposures: &Exposures<'_>, at: usize) -> f64 {
        yuan(exposures.loans[at].subsidies()) + public(&self.of_loan(exposures, at))
    }
}

/// The part of the public bearers in losses by bearer.
pub(super) fn public(by_bearer: &[f64; BEARERS]) -> f64 {
    Bearer::ALL.iter().filter(|bearer| bearer.is_public()).map(|bearer| by_bearer[*bearer as usize]).sum()
}

/// What a bearer loses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BearerRow {
    /// The bearer; `None` for all together.
    pub bearer: Option<Bearer>,
    /// Principal whose loss it bears.
    pub principal: Money,
    /// Expected loss in yuan, before limits.
    pub expected: f64,
    /// Standard deviation of the loss in yuan, before limits.
    pub deviation: f64,
    /// Quantiles of the loss at [`LEVELS`], in yuan, before limits.
    pub quantiles: [f64; 3],
    /// Expected loss in yuan that limits move: to the bank above 0, from other bearers below 0.
    pub moved: f64,
}

/// The losses of all bearers with a part, then of all together.
pub(super) fn bearers(exposures: &Exposures<'_>, of: &Distributions, limits: &Limits) -> Vec<BearerRow> {
    // A distribution may count in coarser units; the expected loss is that of the loans.
    let row = |bearer: Option<Bearer>, of: &Distribution| {
        let part = |loan: &Loan| bearer.map_or(loan.principal, |bearer| loan.borne[bearer as usize]);
        let expected =
            exposures.loans.iter().enumerate().map(|(at, loan)| exposures.expected(at, part(loan)));
        let expected = expected.sum();
        let after = bearer.map(|bearer| limits.expected[bearer as usize]);
        BearerRow {
            bearer,
            principal: exposures.loans.iter().map(part).sum(),
            expected,
            deviation: yuan_of(of.standard_deviation()),
            quantiles: LEVELS.map(|level| yuan_of(of.quantile(level) as f64)),
            moved: after.map_or(0.0, |after: f64| after - expected),
        }
    };
    let each = Bearer::ALL.iter().zip(&of.bearers);
    let each = each.filter_map(|(bearer, of)| Some(row(Some(*bearer), of.as_ref()?)));
    each.chain([row(None, &of.whole)]).collect()
}
