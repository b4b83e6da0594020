//! The loans of a portfolio: each firm once, at one institution.

use rayon::prelude::*;

use crate::firms::{Column, Frame, Slot, Value};
use crate::parameters::Keyword;
use crate::programmes::{
    Account, BEARERS, Bearer, Grant, Grants, Money, Part, Payer, Prefer, Programme, Programmes, Shares,
};
use crate::referral;
use crate::referral::Kind;
use crate::studies::study::Subject;

/// Firms per block of evaluation.
const BLOCK: usize = 2_048;
/// Field with the institutions that a firm prefers.
const PREFERRED: &str = "preferred_institutions";

/// A loan of the portfolio.
#[derive(Clone, Debug)]
pub struct Loan {
    /// The firm, as a position in the cohort.
    pub firm: u32,
    /// The institution, by position.
    pub institution: usize,
    /// Principal.
    pub principal: Money,
    /// Principal by bearer of its loss.
    pub borne: [Money; BEARERS],
    /// Interest of each year.
    pub interest: Vec<Money>,
    /// Programmes of the best combination that have a part in it.
    pub parts: Vec<PartOf>,
    /// Bits of the programmes that the loan is in.
    pub open: u64,
    /// Bits of the programmes of the best combination.
    pub chosen: u64,
}

/// The part of a programme in a loan.
#[derive(Clone, Debug)]
pub struct PartOf {
    /// Position of the programme.
    pub programme: usize,
    /// Supported principal.
    pub principal: Money,
    /// Supported principal by bearer of its loss; zeros if the programme shares none.
    pub borne: [Money; BEARERS],
    /// Shares of a loss by bearer in %, before sums are rounded to the fen; `None` if the programme shares
    /// none.
    pub shares: Option<Shares>,
    /// Subsidy of each year.
    pub subsidy: Vec<Money>,
    /// Fee over the term.
    pub fee: Money,
    /// Principal that the bank can borrow.
    pub relent: Money,
    /// Saving of the bank over the term.
    pub saving: Money,
}

impl PartOf {
    /// Principal whose loss others than the bank bear.
    pub fn compensated(&self) -> Money {
        let others = Bearer::ALL.iter().filter(|bearer| **bearer != Bearer::Bank);
        others.map(|bearer| self.borne[*bearer as usize]).sum()
    }

    /// Principal whose loss the programme's local pool bears.
    pub fn in_pool(&self) -> Money {
        self.borne[Bearer::Pool as usize]
    }
}

impl Loan {
    fn of(programmes: &Programmes, firm: u32, institution: usize, account: &Account) -> Loan {
        let open = account.offers.iter().enumerate().filter(|(_, offer)| offer.is_ok());
        let parts = account.taken().filter(|(at, _)| programmes.all[*at].has_terms());
        Loan {
            firm,
            institution,
            principal: account.loan.principal.unwrap_or_default(),
            borne: account.borne(),
            interest: account.interest.clone(),
            parts: parts
                .map(|(programme, offer)| PartOf {
                    programme,
                    principal: offer.principal,
                    borne: offer.borne,
                    shares: offer.shares,
                    subsidy: offer.subsidy.clone(),
                    fee: offer.fee[1],
                    relent: offer.relent,
                    saving: offer.saving[1],
                })
                .collect(),
            open: open.fold(0, |bits, (at, _)| bits | 1 << at),
            chosen: account.chosen,
        }
    }

    /// Subsidies over the term that `payer` pays.
    pub fn subsidy(&self, programmes: &[Programme], payer: Payer) -> Money {
        let paid = self.parts.iter().filter(|part| programmes[part.programme].subsidy_payer() == Some(payer));
        paid.flat_map(|part| &part.subsidy).copied().sum()
    }

    /// All subsidies over the term.
    pub fn subsidies(&self) -> Money {
        self.parts.iter().flat_map(|part| &part.subsidy).copied().sum()
    }

    /// Fees of the firm over the term.
    pub fn fees(&self, programmes: &[Programme]) -> Money {
        let by_firm = |part: &&PartOf| {
            programmes[part.programme].fee.as_ref().is_some_and(|fee| fee.payer == Payer::Firm)
        };
        self.parts.iter().filter(by_firm).map(|part| part.fee).sum()
    }

    /// The part of the programme at position `programme`.
    pub fn part_of(&self, programme: usize) -> Option<&PartOf> {
        self.parts.iter().find(|part| part.programme == programme)
    }

    /// Principal whose loss the local pool of the programme at position `programme` bears.
    pub fn in_pool(&self, programme: usize) -> Money {
        self.part_of(programme).map_or(Money::ZERO, PartOf::in_pool)
    }

    /// Principal that the bank can borrow from the central bank.
    pub fn relent(&self) -> Money {
        self.parts.iter().map(|part| part.relent).sum()
    }

    /// Saving of the bank over the term.
    pub fn saving(&self) -> Money {
        self.parts.iter().map(|part| part.saving).sum()
    }

    /// Principal whose loss others than the bank bear.
    pub fn covered(&self) -> Money {
        self.principal - self.borne[Bearer::Bank as usize]
    }
}

/// The loans of all referred firms with a known demand, in the order of ranks, and the number of referred
/// firms without one.
///
/// A firm borrows once: from the institution that it prefers among the banks that list it, else from the bank
/// where its best combination of programmes is best, the first in the file's order among equals. A firm on
/// the list of a guarantee fund alone borrows from a bank that is not known. Insurers and investors do not
/// lend.
pub(super) fn loans(
    subject: &Subject<'_>,
    programmes: &Programmes,
    grants: &Grants,
    frame: &Frame<'_>,
) -> (Vec<Loan>, usize) {
    let (chosen, without) = places(subject, programmes.prefer, grants);
    let mut by_institution: Vec<Vec<u32>> = vec![Vec::new(); subject.institutions.all.len()];
    for (firm, institution) in chosen.iter().enumerate().filter_map(|(firm, at)| Some((firm, (*at)?))) {
        by_institution[institution].push(firm as u32);
    }
    let blocks: Vec<(usize, &[u32])> = by_institution
        .iter()
        .enumerate()
        .flat_map(|(at, firms)| firms.chunks(BLOCK).map(move |block| (at, block)))
        .collect();
    let found: Vec<Vec<Loan>> = blocks
        .into_par_iter()
        .map(|(at, firms)| {
            let accounts = programmes.accounts(frame, &subject.institutions.all[at], firms);
            let all = firms.iter().zip(&accounts);
            all.map(|(&firm, account)| Loan::of(programmes, firm, at, account)).collect()
        })
        .collect();
    let mut place = vec![u32::MAX; subject.cohort.firms.len];
    for (rank, &firm) in (0..).zip(&subject.cohort.scores.order) {
        place[firm as usize] = rank;
    }
    let mut loans: Vec<Loan> = found.into_iter().flatten().collect();
    loans.sort_unstable_by_key(|loan| place[loan.firm as usize]);
    (loans, without)
}

/// Rank of an offer to a firm: the greater the better.
type Rank = (bool, std::cmp::Reverse<usize>, Money, Money, std::cmp::Reverse<usize>);

/// The institution of each firm's loan; `None` for firms without one. Also the number of referred firms
/// without a known demand.
fn places(subject: &Subject<'_>, prefer: Prefer, grants: &Grants) -> (Vec<Option<usize>>, usize) {
    let firms = subject.cohort.firms;
    let institutions = &subject.institutions.all;
    let wishes = firms.column(PREFERRED).and_then(Column::texts);
    let mut best: Vec<Option<Rank>> = vec![None; firms.len];
    let mut is_referred = vec![false; firms.len];
    for (at, list) in subject.referrals.lists.iter().enumerate() {
        for (&firm, grant) in list.firms.iter().zip(grants.list(at)) {
            let firm = firm as usize;
            is_referred[firm] = true;
            let Some(principal) = grant.principal else { continue };
            let wishes = wishes.map(|wishes| wishes.get_or_empty(firm)).unwrap_or_default();
            let wished = referral::preferences(wishes).position(|wish| institutions[at].is_called(wish));
            let covered = principal - grant.borne[Bearer::Bank as usize];
            let money = grant.central + grant.local - grant.fees;
            let (first, second) = match prefer {
                Prefer::Cover => (covered, money),
                Prefer::Money => (money, covered),
            };
            let is_bank = institutions[at].kind == Kind::Bank;
            if !is_bank && institutions[at].kind != Kind::GuaranteeFund {
                continue;
            }
            let place = std::cmp::Reverse(wished.unwrap_or(usize::MAX));
            let rank = (is_bank, place, first, second, std::cmp::Reverse(at));
            if best[firm].is_none_or(|known| rank > known) {
                best[firm] = Some(rank);
            }
        }
    }
    let without =
        is_referred.iter().zip(&best).filter(|(referred, best)| **referred && best.is_none()).count();
    (best.into_iter().map(|rank| rank.map(|(.., at)| at.0)).collect(), without)
}

/// The frame with another as-of day.
pub(super) fn on_day<'a>(frame: &Frame<'a>, programmes: &Programmes, day: jiff::civil::Date) -> Frame<'a> {
    let mut frame = frame.clone();
    if let Some(slot) = programmes.scope.slot("as_of") {
        frame.slots[slot] = Slot::Constant(Value::Date(day));
    }
    frame
}

/// Whether a part of a grant is that of a programme that the referral is in.
pub(super) fn open_in(grant: &Grant, programme: usize) -> bool {
    grant.parts.get(programme).is_some_and(|part| Part::is_in(*part))
}
