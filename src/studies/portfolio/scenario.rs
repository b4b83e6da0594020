//! Two sets of parameters side by side: who gains, and what it costs.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::exposures::Exposures;
use super::in_use::ProgrammeRow;
use super::limits::{self, Limits};
use super::loans::Loan;
use super::pool::Pool;
use crate::programmes::{Bearer, Money, Payer, Programme};
use crate::words::Message;

/// Firms listed by name.
const NAMED: usize = 20;

/// Sums of a portfolio under one set of parameters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Totals {
    /// Sums of money.
    #[serde(flatten)]
    pub sums: Sums,
    /// Expected loss of the banks in yuan, after limits.
    pub banks: f64,
    /// Expected loss of the public bearers in yuan, after limits.
    pub public: f64,
}

/// Sums of money over the loans.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sums {
    /// Number of loans.
    pub loans: usize,
    /// Principal.
    pub principal: Money,
    /// Principal whose loss others than the banks bear.
    pub covered: Money,
    /// Principal that guarantees support: those whose loss a guarantor, the province or the fund shares.
    pub guaranteed: Money,
    /// Principal that banks can borrow from the central bank.
    pub relent: Money,
    /// Saving of the banks by it over the terms.
    pub saving: Money,
    /// Subsidies of the central budget over the terms.
    pub central: Money,
    /// Subsidies of the local budget over the terms.
    pub local: Money,
    /// Fees of the firms over the terms.
    pub fees: Money,
}

/// Sums of the loans and their expected losses after limits.
pub(super) fn totals(exposures: &Exposures<'_>, programmes: &[Programme], limits: &Limits) -> Totals {
    Totals {
        sums: sums(exposures.loans, programmes),
        banks: limits.expected[Bearer::Bank as usize],
        public: limits::public(&limits.expected),
    }
}

/// Sums of the loans.
pub(super) fn sums(loans: &[Loan], programmes: &[Programme]) -> Sums {
    let sum = |of: &dyn Fn(&Loan) -> Money| loans.iter().map(of).sum::<Money>();
    let by_guarantee = |loan: &Loan| {
        let bearers = [Bearer::Guarantor, Bearer::Province, Bearer::Fund];
        let is_shared = |borne: &[Money]| bearers.iter().any(|bearer| borne[*bearer as usize] > Money::ZERO);
        loan.parts.iter().filter(|part| is_shared(&part.borne)).map(|part| part.principal).sum()
    };
    Sums {
        loans: loans.len(),
        principal: sum(&|loan| loan.principal),
        covered: sum(&Loan::covered),
        guaranteed: sum(&by_guarantee),
        relent: sum(&Loan::relent),
        saving: sum(&Loan::saving),
        central: sum(&|loan| loan.subsidy(programmes, Payer::Central)),
        local: sum(&|loan| loan.subsidy(programmes, Payer::Local)),
        fees: sum(&|loan| loan.fees(programmes)),
    }
}

/// Share of the country's quota of cheap funds that the loans use under both sets of parameters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuotaUse {
    /// Id of the programme.
    pub programme: String,
    /// Title of the programme.
    #[serde(skip)]
    pub(super) title: Message,
    /// Share under the campaign's own parameters.
    pub own: f64,
    /// Share under the other parameters.
    pub other: f64,
}

/// The use of quotas under both sets of parameters.
pub(super) fn quotas(own: &[ProgrammeRow], other: &[ProgrammeRow]) -> Vec<QuotaUse> {
    let both = own.iter().filter_map(|own| Some((own, other.iter().find(|other| other.id == own.id)?)));
    both.filter_map(|(own, other)| {
        let (programme, title) = (own.id.clone(), own.title.clone());
        Some(QuotaUse { programme, title, own: own.quota?, other: other.quota? })
    })
    .collect()
}

/// A pool under both sets of parameters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PoolChange {
    /// Id of the programme whose pool it is.
    pub programme: String,
    /// Title of the programme.
    #[serde(skip)]
    pub(super) title: Message,
    /// Under the campaign's own parameters; `None` without loans.
    pub own: Option<PoolState>,
    /// Under the other parameters; `None` without loans.
    pub other: Option<PoolState>,
}

/// A pool under one set of parameters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PoolState {
    /// Size in yuan that suffices with the stated chance.
    pub needed: f64,
    /// Size in yuan: the one that is set, else the one needed.
    pub size: f64,
    /// Chance that it is exhausted.
    pub exhausted: f64,
}

impl From<&Pool> for PoolState {
    fn from(pool: &Pool) -> PoolState {
        PoolState { needed: pool.needed, size: pool.size, exhausted: pool.exhausted }
    }
}

/// The pools of both sets of parameters, those of the campaign's own first.
pub(super) fn pools(own: &[Pool], other: &[Pool]) -> Vec<PoolChange> {
    let of = |pools: &[Pool], id: &str| pools.iter().find(|pool| pool.programme == id).map(PoolState::from);
    let only_other = other.iter().filter(|pool| of(own, &pool.programme).is_none());
    let all = own.iter().chain(only_other);
    all.map(|pool| PoolChange {
        programme: pool.programme.clone(),
        title: pool.title.clone(),
        own: of(own, &pool.programme),
        other: of(other, &pool.programme),
    })
    .collect()
}

/// The change of one bank, over its loans under either set of parameters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BankChange {
    /// Id of the institution.
    pub institution: String,
    /// Name of the institution.
    #[serde(skip)]
    pub(super) name: Message,
    /// Change of the number of loans.
    pub loans: i64,
    /// Change of the principal.
    pub principal: Money,
    /// Change of the principal whose loss others bear.
    pub covered: Money,
    /// Change of its saving by re-lending over the terms.
    pub saving: Money,
    /// Change of its expected loss in yuan, after limits.
    pub expected: f64,
}

/// What a bank has under one set of parameters.
#[derive(Clone, Copy, Default, PartialEq)]
struct OfBank {
    loans: i64,
    principal: Money,
    covered: Money,
    saving: Money,
    expected: f64,
}

fn of_banks(exposures: &Exposures<'_>, limits: &Limits) -> BTreeMap<usize, OfBank> {
    let mut banks: BTreeMap<usize, OfBank> = BTreeMap::new();
    for (at, loan) in exposures.loans.iter().enumerate() {
        let bank = banks.entry(loan.institution).or_default();
        bank.loans += 1;
        bank.principal += loan.principal;
        bank.covered += loan.covered();
        bank.saving += loan.saving();
        bank.expected += limits.of_loan(exposures, at)[Bearer::Bank as usize];
    }
    banks
}

/// Changes of the banks with a loan, in the order of institutions; `called` gives id and name.
pub(super) fn banks(
    [before, after]: [(&Exposures<'_>, &[Programme], &Limits); 2],
    called: impl Fn(usize) -> (String, Message),
) -> Vec<BankChange> {
    let [before, after] = [before, after].map(|(exposures, _, limits)| of_banks(exposures, limits));
    let all: BTreeSet<usize> = before.keys().chain(after.keys()).copied().collect();
    let change = |at: usize| {
        let [old, new] = [&before, &after].map(|side| side.get(&at).copied().unwrap_or_default());
        let (institution, name) = called(at);
        BankChange {
            institution,
            name,
            loans: new.loans - old.loans,
            principal: new.principal - old.principal,
            covered: new.covered - old.covered,
            saving: new.saving - old.saving,
            expected: new.expected - old.expected,
        }
    };
    all.into_iter().map(change).collect()
}

/// The change of one firm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirmChange {
    /// Id of the firm.
    pub id: String,
    /// Change of subsidies less fees over the term.
    pub money: Money,
    /// Change of the principal whose loss others than the bank bear.
    pub covered: Money,
    /// Change of the bank's saving by re-lending over the term.
    pub saving: Money,
    /// Change of the public purse's cost in yuan: subsidies and expected losses.
    pub cost: f64,
}

/// The other set of parameters beside the campaign's own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scenario {
    /// The day whose values it has.
    pub as_of: String,
    /// The changes as written.
    pub changes: Vec<String>,
    /// Sums under it.
    pub totals: Totals,
    /// Pools under both sets.
    pub pools: Vec<PoolChange>,
    /// Changes of the banks.
    pub banks: Vec<BankChange>,
    /// Use of the country's quota of cheap funds, of programmes with a known one on both sides.
    pub quotas: Vec<QuotaUse>,
    /// Number of firms that gain: more money, or a greater covered principal.
    pub gain: usize,
    /// Number of firms that lose: less money, or a smaller covered principal.
    pub lose: usize,
    /// All firms with a change: from the greatest gain of money, then cover, then the bank's saving down;
    /// firms equal in these by the amount of the change in public cost.
    pub firms: Vec<FirmChange>,
}

impl Scenario {
    /// The firms that gain or lose most.
    pub(super) fn named(&self) -> Vec<&FirmChange> {
        if self.firms.len() <= 2 * NAMED {
            return self.firms.iter().collect();
        }
        self.firms[..NAMED].iter().chain(&self.firms[self.firms.len() - NAMED..]).collect()
    }
}

/// What one loan gives to its firm, its bank, and costs the public purse.
#[derive(Clone, Copy, Default)]
struct Worth {
    money: Money,
    covered: Money,
    saving: Money,
    cost: f64,
}

fn worths(exposures: &Exposures<'_>, programmes: &[Programme], limits: &Limits) -> BTreeMap<u32, Worth> {
    let all = exposures.loans.iter().enumerate();
    all.map(|(at, loan)| {
        let worth = Worth {
            money: loan.subsidies() - loan.fees(programmes),
            covered: loan.covered(),
            saving: loan.saving(),
            cost: limits.cost(exposures, at),
        };
        (loan.firm, worth)
    })
    .collect()
}

/// Changes of all firms from `before` to `after`, each with its programmes.
pub(super) fn changes(
    [before, after]: [(&Exposures<'_>, &[Programme], &Limits); 2],
    id: impl Fn(u32) -> String,
) -> Vec<FirmChange> {
    let [before, after] =
        [before, after].map(|(exposures, programmes, limits)| worths(exposures, programmes, limits));
    let mut firms: Vec<u32> = before.keys().chain(after.keys()).copied().collect();
    firms.sort_unstable();
    firms.dedup();
    let mut changes: Vec<FirmChange> = firms
        .into_iter()
        .filter_map(|firm| {
            let [old, new] = [&before, &after].map(|side| side.get(&firm).copied().unwrap_or_default());
            let change = FirmChange {
                id: id(firm),
                money: new.money - old.money,
                covered: new.covered - old.covered,
                saving: new.saving - old.saving,
                cost: new.cost - old.cost,
            };
            let is_same = [change.money, change.covered, change.saving] == [Money::ZERO; 3];
            (!is_same || change.cost != 0.0).then_some(change)
        })
        .collect();
    changes.sort_by(|a, b| {
        let key = |one: &FirmChange| (one.money, one.covered, one.saving);
        let by_cost = b.cost.abs().total_cmp(&a.cost.abs());
        key(b).cmp(&key(a)).then(by_cost).then_with(|| a.id.cmp(&b.id))
    });
    changes
}
