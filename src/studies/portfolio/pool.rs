//! Size of the local risk pool.

use serde::Serialize;

use super::exposures::{End, Exposures, LEVELS, yuan, yuan_of};
use crate::programmes::{Bearer, Money};
use crate::stats::loss::Distribution;
use crate::stats::plain;
use crate::words::Percent;

/// The local pool: what it must hold, and what it carries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pool {
    /// Principal whose loss it bears.
    pub principal: Money,
    /// Principal of the loans that it supports.
    pub supported: Money,
    /// Expected loss in yuan.
    pub expected: f64,
    /// Chance with which it must suffice.
    pub level: f64,
    /// Sizes in yuan that suffice with [`LEVELS`].
    pub sizes: [f64; 3],
    /// Size in yuan that suffices with `level`.
    pub needed: f64,
    /// The same at the lower and upper ends of the default probabilities' intervals; `None` without
    /// intervals.
    pub interval: Option<[f64; 2]>,
    /// Size in yuan: the one that is set, else the one needed.
    pub size: f64,
    /// Whether the size is set.
    pub is_set: bool,
    /// Chance that it is exhausted: so much of one more yuan is used, on average.
    pub exhausted: f64,
    /// Expected loss in yuan above its size, which the banks bear.
    pub excess: f64,
    /// Yuan of supported loans per yuan in the pool (放大倍数).
    pub leverage: f64,
    /// Yuan of further loans of the same kind that one more yuan supports with the chance `level`.
    pub per_yuan: f64,
}

impl Pool {
    /// The chance with which it must suffice, in per cent.
    pub fn level(&self) -> Percent {
        Percent::new(plain(100.0 * self.level, 2))
    }
}

/// The pool of the portfolio; `None` if no programme in use has one.
pub(super) fn pool(exposures: &Exposures<'_>, of: &Distribution, set: Option<Money>) -> Option<Pool> {
    let pool = Bearer::Pool as usize;
    let principal: Money = exposures.loans.iter().map(|loan| loan.borne[pool]).sum();
    if principal == Money::ZERO {
        return None;
    }
    let in_pool = exposures.loans.iter().flat_map(|loan| &loan.parts);
    let supported: Money =
        in_pool.filter(|part| part.borne[pool] > Money::ZERO).map(|part| part.principal).sum();
    let level = exposures.assumptions.level;
    let needed = of.quantile(level);
    let at_end = |end| exposures.distribution(end, |loan| loan.borne[pool]).quantile(level);
    let has_interval = exposures.chances.iter().any(|chance| chance.interval.is_some());
    let interval = has_interval.then(|| [End::Low, End::High].map(|end| yuan_of(at_end(end) as f64)));
    let size = set.map_or(needed, Money::fen);
    let per = |fen: i64| if fen > 0 { yuan(supported) / yuan_of(fen as f64) } else { 0.0 };
    Some(Pool {
        principal,
        supported,
        expected: yuan_of(of.mean()),
        level,
        sizes: LEVELS.map(|level| yuan_of(of.quantile(level) as f64)),
        needed: yuan_of(needed as f64),
        interval,
        size: yuan_of(size as f64),
        is_set: set.is_some(),
        exhausted: of.exceeds(size),
        excess: yuan_of(of.above(size)),
        leverage: per(size),
        per_yuan: per(needed),
    })
}
