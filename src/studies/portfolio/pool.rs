//! Size of a local risk pool.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use super::exposures::{End, Exposures, LEVELS, PoolLoss, yuan, yuan_of};
use super::loans::Loan;
use crate::programmes::{Bearer, Money, Programme};
use crate::stats::loss::Distribution;
use crate::stats::plain;
use crate::words::{Message, Percent};

/// The local pool of a programme: what it must hold, and what it carries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pool {
    /// Position of the programme.
    #[serde(skip)]
    pub(super) at: usize,
    /// Id of the programme.
    pub programme: String,
    /// Title of the programme.
    #[serde(skip)]
    pub title: Message,
    /// Principal whose loss it bears.
    pub principal: Money,
    /// Principal of the loans that it supports.
    pub supported: Money,
    /// Expected loss in yuan, after the programme's cap.
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
    /// The most that the programme's cap lets it pay; `None` without a cap.
    pub most: Option<Money>,
    /// Size in yuan: the one that is set, else the one needed.
    pub size: f64,
    /// Whether the size is set.
    pub is_set: bool,
    /// Chance that it is exhausted: so much of one more yuan is used, on average.
    pub exhausted: f64,
    /// Expected loss in yuan above `size`, which the banks bear.
    pub excess: f64,
    /// Whether its part of the compensation is the same for all loans, or no cap limits it. If not, `sizes`,
    /// `needed` and `exhausted` are upper bounds, and `excess` is approximate.
    pub is_exact: bool,
    /// Yuan of supported loans per yuan in the pool (放大倍数); `None` without a yuan.
    pub leverage: Option<f64>,
    /// Yuan of further loans of the same kind that one more yuan supports with the chance `level`; `None` if
    /// no yuan is needed.
    pub per_yuan: Option<f64>,
}

impl Pool {
    /// The chance with which it must suffice, in per cent.
    pub fn level(&self) -> Percent {
        Percent::new(plain(100.0 * self.level, 2))
    }
}

/// What limits a pool.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    /// Share of its expected loss that the programme's cap leaves to it.
    pub kept: f64,
    /// The cap of the programme's compensation; `None` without one.
    pub cap: Option<Money>,
    /// The sum that it holds; `None` if none is set.
    pub set: Option<Money>,
}

/// The pool of `programme`, whose loss before limits is `loss`.
///
/// Losses under the cap are `min(P, a·cap)`, `P` the loss before limits and `a` the pool's part of the
/// compensation: exact if `a` is the same for all loans. Otherwise the loss `P·min(1, cap / C)`, `C` the
/// whole compensation, is at most `min(P, cap)`, which gives upper bounds of the sizes and of the chance of
/// exhaustion; the excess above the size is approximate.
pub(super) fn pool(
    exposures: &Exposures<'_>,
    programme: &Programme,
    loss: &PoolLoss,
    Limit { kept, cap, set }: Limit,
) -> Pool {
    let PoolLoss { programme: at, of } = loss;
    let of_pool = exposures.loans.iter().flat_map(|loan| &loan.parts);
    let of_pool = of_pool.filter(|part| part.programme == *at);
    let supported = of_pool.filter(|part| part.in_pool() > Money::ZERO);
    let supported: Money = supported.map(|part| part.principal).sum();
    let level = exposures.assumptions.level;
    let part = cap.and_then(|_| alike(exposures.loans, *at));
    let is_exact = cap.is_none() || part.is_some();
    let cap = cap.map(|cap| part.map_or(cap, |part| part.of(cap)));
    let quantile = |of: &Distribution, level| {
        let fen = of.quantile(level);
        cap.map_or(fen, |cap| fen.min(cap.fen()))
    };
    let needed = quantile(of, level);
    let at_end = |end| {
        let of = exposures.borne_by_pool(*at, end);
        yuan_of(of.map_or(0, |of| quantile(&of, level)) as f64)
    };
    let has_interval = exposures.chances.iter().any(|chance| chance.interval.is_some());
    let size = set.map_or(needed, Money::fen);
    let per = |fen: i64| (fen > 0).then(|| yuan(supported) / yuan_of(fen as f64));
    let before = exposures.loans.iter().enumerate();
    let before: f64 = before.map(|(row, loan)| exposures.expected(row, loan.in_pool(*at))).sum();
    // What the cap has moved to the banks does not fall on them once more.
    let moved = before * (1.0 - kept);
    Pool {
        at: *at,
        programme: programme.id.clone(),
        title: programme.heading(),
        principal: exposures.loans.iter().map(|loan| loan.in_pool(*at)).sum(),
        supported,
        expected: before - moved,
        level,
        sizes: LEVELS.map(|level| yuan_of(quantile(of, level) as f64)),
        needed: yuan_of(needed as f64),
        interval: has_interval.then(|| [End::Low, End::High].map(at_end)),
        most: cap,
        size: yuan_of(size as f64),
        is_set: set.is_some(),
        exhausted: if cap.is_some_and(|cap| cap.fen() <= size) { 0.0 } else { of.exceeds(size) },
        excess: (yuan_of(of.above(size)) - moved).max(0.0),
        is_exact,
        leverage: per(size),
        per_yuan: per(needed),
    }
}

/// The pool's part of a programme's compensation: `pool` of `all`, in % of the supported principal.
#[derive(Clone, Copy, Debug)]
struct PartOfCap {
    pool: Decimal,
    all: Decimal,
}

impl PartOfCap {
    /// Its part of `cap`, rounded up to the fen.
    fn of(self, cap: Money) -> Money {
        let fen = (Decimal::from(cap.fen()) * self.pool / self.all).ceil();
        fen.to_i64().map_or(cap, Money::of_fen).min(cap)
    }
}

/// The pool's part of the compensation of the programme at position `at`, if it is the same in all loans.
fn alike(loans: &[Loan], at: usize) -> Option<PartOfCap> {
    let parts = loans.iter().flat_map(|loan| &loan.parts).filter(|part| part.programme == at);
    let mut shares = parts.filter_map(|part| part.shares).map(|shares| PartOfCap {
        pool: shares[Bearer::Pool as usize],
        all: Decimal::ONE_HUNDRED - shares[Bearer::Bank as usize],
    });
    let first = shares.find(|part| !part.all.is_zero())?;
    let is_alike = |part: PartOfCap| part.pool * first.all == first.pool * part.all;
    shares.all(is_alike).then_some(first)
}
