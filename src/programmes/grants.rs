//! Grants: what each referral is worth under the programmes in use.

use std::ops::Range;

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::account::{Absence, Account, Offer};
use super::bearer::BEARERS;
use super::in_use::Programmes;
use super::instrument::Payer;
use super::loss::Shares;
use super::money::Money;
use super::programme::Programme;
use crate::firms::Frame;
use crate::referral::{Institution, Institutions, Kind, Referrals};

/// Referrals per block of evaluation: their columns stay in the processor's cache.
const BLOCK: usize = 2_048;
/// Bytes of a grant with twenty programmes, of which four have terms for it: the sizes of its parts.
const BYTES: usize = 900;

/// The grants of all lists. Referrals of a firm to institutions of one kind with one credit line have one
/// grant, unless a programme reads the institution.
#[derive(Clone, Debug, Default)]
pub struct Grants {
    all: Vec<Grant>,
    /// For each institution the position of the grant of each firm of its list, first to last.
    lists: Vec<Vec<u32>>,
}

impl Grants {
    /// The grants of the list of the institution at position `at`, first to last.
    pub fn list(&self, at: usize) -> impl ExactSizeIterator<Item = &Grant> + Clone + '_ {
        self.of(&self.lists[at])
    }

    /// The grants of some places, from 0, of the list of the institution at position `at`.
    pub fn some(
        &self,
        at: usize,
        places: Range<usize>,
    ) -> impl ExactSizeIterator<Item = &Grant> + Clone + '_ {
        self.of(&self.lists[at][places])
    }

    /// The grants of all lists, list by list.
    pub fn iter(&self) -> impl Iterator<Item = &Grant> + '_ {
        (0..self.lists.len()).flat_map(|at| self.list(at))
    }

    fn of<'a>(&'a self, places: &'a [u32]) -> impl ExactSizeIterator<Item = &'a Grant> + Clone + 'a {
        places.iter().map(|&grant| &self.all[grant as usize])
    }
}

/// What one referral is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Sum that the firm asks for; `None` if it is unknown.
    pub demand: Option<Money>,
    /// The institution's credit line; `None` if there is none.
    pub credit_line: Option<Money>,
    /// Term in months; `None` if it is unknown.
    pub months: Option<u32>,
    /// Interest of the firm in % a year; `None` if it is unknown or not needed.
    pub rate: Option<Decimal>,
    /// The loan's principal: the least of demand and credit line; `None` if the demand is unknown.
    pub principal: Option<Money>,
    /// Sums of the programmes of the best combination that have a part in the loan.
    pub sums: Box<[PartSums]>,
    /// For each programme its part in the referral.
    pub parts: Box<[Part]>,
    /// The principal by bearer of its loss.
    pub borne: [Money; BEARERS],
    /// Subsidies of the central budget over the term.
    pub central: Money,
    /// Subsidies of the local budget over the term.
    pub local: Money,
    /// Subsidies of each year, from the first on.
    pub subsidies: Box<[Money]>,
    /// Fees of the firm over the term.
    pub fees: Money,
    /// Principal that the bank can borrow from the central bank.
    pub relent: Money,
    /// Cost of the bank's funds in the first year without and with re-lending; `None` if not reckoned.
    pub funding: Option<[Money; 2]>,
}

/// Sums of one programme in a referral, and what they follow from: the numbers of its [`Offer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartSums {
    /// Position of the programme.
    pub programme: u8,
    /// Supported principal.
    pub principal: Money,
    /// Supported months.
    pub months: u32,
    /// Shares of a loss in %; `None` if the programme shares none.
    pub shares: Option<Box<Shares>>,
    /// Fees over the term.
    pub fee: Money,
    /// Rate of the fee in % a year; 0 without a fee.
    pub fee_rate: Decimal,
    /// Premium a year, of a subsidy of premiums.
    pub premium: Money,
    /// Rate of the subsidy: points or share, in %; 0 without a subsidy.
    pub subsidy_rate: Decimal,
    /// Subsidised months.
    pub subsidy_months: u32,
    /// Subsidy of each year.
    pub subsidies: Box<[Money]>,
}

impl PartSums {
    fn of(programme: usize, offer: &Offer) -> PartSums {
        PartSums {
            programme: programme as u8,
            principal: offer.principal,
            months: offer.months,
            shares: offer.shares.map(Box::new),
            fee: offer.fee[1],
            fee_rate: offer.fee_rate,
            premium: offer.premium,
            subsidy_rate: offer.subsidy_rate,
            subsidy_months: offer.subsidy_months,
            subsidies: offer.subsidy.as_slice().into(),
        }
    }

    /// Subsidies over the term.
    pub fn subsidy(&self) -> Money {
        self.subsidies.iter().copied().sum()
    }
}

/// The part of a programme in a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is part of the best combination.
    Chosen,
    /// The referral is in it, but another combination is better.
    Open,
    /// The referral is not in it: the rule at this position is not met.
    Unmet(u8),
    /// The referral is not known to be in it: the rule at this position is unknown.
    Unknown(u8),
    /// A number is unknown.
    Lacking,
    /// The shares of a loss cannot be.
    Shares,
}

impl Part {
    /// Whether the referral is in the programme.
    pub fn is_in(self) -> bool {
        matches!(self, Part::Chosen | Part::Open)
    }

    fn of(offer: &Result<Offer, Vec<Absence>>, is_chosen: bool) -> Part {
        // A rule that is not met is a better reason than one that is unknown.
        let absence = |absences: &[Absence]| {
            let unmet = absences.iter().find(|one| matches!(one, Absence::Unmet(_)));
            unmet.or(absences.first()).copied()
        };
        match offer {
            Ok(_) if is_chosen => Part::Chosen,
            Ok(_) => Part::Open,
            Err(absences) => match absence(absences) {
                Some(Absence::Unmet(rule)) => Part::Unmet(rule as u8),
                Some(Absence::Unknown(rule)) => Part::Unknown(rule as u8),
                Some(Absence::Shares(_)) => Part::Shares,
                Some(Absence::Lacking(_)) | None => Part::Lacking,
            },
        }
    }
}

/// Institutions whose referrals of a firm have one grant: kind and credit line, and the id if a programme
/// reads it.
type Alike<'a> = (Kind, Option<&'a str>, Option<&'a str>);

impl Programmes {
    /// Grants of every referral. `frame` has the values of firms and results, at least in the slots of
    /// [`Programmes::slots_with`]. The outcome depends on neither the order of the cohort's rows nor the
    /// number of threads.
    pub fn grant(&self, institutions: &Institutions, referrals: &Referrals, frame: &Frame<'_>) -> Grants {
        let mut groups: Vec<(Alike<'_>, Vec<usize>)> = Vec::new();
        for (at, institution) in institutions.all.iter().enumerate() {
            let alike = self.alike(institution);
            match groups.iter_mut().find(|(known, _)| *known == alike) {
                Some((_, members)) => members.push(at),
                None => groups.push((alike, vec![at])),
            }
        }
        let mut grants = Grants { all: Vec::new(), lists: vec![Vec::new(); institutions.all.len()] };
        let mut place = vec![u32::MAX; frame.len];
        for (_, members) in groups {
            let mut firms: Vec<u32> = Vec::new();
            let first = grants.all.len() as u32;
            for firm in members.iter().flat_map(|&at| &referrals.lists[at].firms) {
                let place = &mut place[*firm as usize];
                if *place == u32::MAX {
                    *place = first + firms.len() as u32;
                    firms.push(*firm);
                }
            }
            let institution = &institutions.all[members[0]];
            let blocks = firms.par_chunks(BLOCK).map(|firms| {
                let accounts = self.accounts(frame, institution, firms);
                accounts.iter().map(|account| Grant::of(self, account)).collect::<Vec<_>>()
            });
            grants.all.par_extend(blocks.flatten_iter());
            for at in members {
                let list = referrals.lists[at].firms.iter();
                grants.lists[at] = list.map(|&firm| place[firm as usize]).collect();
            }
            firms.iter().for_each(|&firm| place[firm as usize] = u32::MAX);
        }
        grants
    }

    /// Bytes of the grants, at most: about 900 for a firm and kind of referral.
    pub fn grant_bytes(&self, institutions: &Institutions, referrals: &Referrals) -> usize {
        let listed = referrals.lists.iter().map(|list| list.firms.len());
        let mut groups: Vec<(Alike<'_>, usize)> = Vec::new();
        for (institution, firms) in institutions.all.iter().zip(listed.clone()) {
            let alike = self.alike(institution);
            match groups.iter_mut().find(|(known, _)| *known == alike) {
                Some((_, sum)) => *sum = referrals.referred.min(*sum + firms),
                None => groups.push((alike, firms)),
            }
        }
        let distinct: usize = groups.iter().map(|(_, firms)| firms).sum();
        distinct.saturating_mul(BYTES).saturating_add(listed.sum::<usize>().saturating_mul(size_of::<u32>()))
    }

    fn alike<'a>(&self, institution: &'a Institution) -> Alike<'a> {
        let line = institution.credit_line.as_ref().map(|line| line.source());
        (institution.kind, line, self.reads_institution().then_some(&*institution.id))
    }
}

impl Grant {
    /// The sums of an account.
    pub fn of(programmes: &Programmes, account: &Account) -> Grant {
        let parts = account.offers.iter().enumerate();
        let parts = parts.map(|(at, offer)| Part::of(offer, account.chosen >> at & 1 == 1));
        let taken = || account.taken().map(|(at, offer)| (&programmes.all[at], offer));
        let subsidies = |payer: Payer| {
            let paid = taken().filter(|(one, _)| one.subsidy_payer() == Some(payer));
            paid.flat_map(|(_, offer)| &offer.subsidy).copied().sum()
        };
        let by_firm = |one: &Programme| one.fee.as_ref().is_some_and(|fee| fee.payer == Payer::Firm);
        let saved: Money = taken().map(|(_, offer)| offer.saving[0]).sum();
        let first = |principal: Money| {
            let months = account.loan.months?.min(12);
            let without = principal.yearly(account.loan.funding?, months);
            Some([without, without - saved])
        };
        Grant {
            demand: account.loan.demand,
            credit_line: account.loan.credit_line,
            months: account.loan.months,
            principal: account.loan.principal,
            rate: account.loan.rate,
            sums: account
                .taken()
                .filter(|(at, _)| programmes.all[*at].has_terms())
                .map(|(at, offer)| PartSums::of(at, offer))
                .collect(),
            parts: parts.collect(),
            borne: account.borne(),
            central: subsidies(Payer::Central),
            local: subsidies(Payer::Local),
            subsidies: {
                let years = taken().map(|(_, offer)| offer.subsidy.len()).max().unwrap_or(0);
                let of =
                    |year: usize| taken().filter_map(|(_, offer)| offer.subsidy.get(year).copied()).sum();
                (0..years).map(of).collect()
            },
            fees: taken().filter(|(one, _)| by_firm(one)).map(|(_, offer)| offer.fee[1]).sum(),
            relent: taken().map(|(_, offer)| offer.relent).sum(),
            funding: account.loan.principal.and_then(first),
        }
    }

    /// Positions of the programmes of the best combination.
    pub fn chosen(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().enumerate().filter(|(_, part)| **part == Part::Chosen).map(|(at, _)| at)
    }
}
