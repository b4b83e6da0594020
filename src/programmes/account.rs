//! Accounts of referrals: for each programme whether the referral is in it and what it gives, and the best
//! combination.
//!
//! A loan is repaid at the end of its term, so that its interest is the same in each year. Amounts of a year
//! with `m` months are `principal · rate · m / 12`, rounded to the fen once, halves away from zero.

use rust_decimal::Decimal;

use super::bearer::{BEARERS, Bearer};
use super::combine::{Candidate, best};
use super::in_use::Programmes;
use super::instrument::{Payer, SubsidyOf};
use super::loss::{LossFault, Shares};
use super::money::{Money, apportion};
use super::programme::{Programme, SubsidyRate};
use super::quantity::{Quantity, Values};
use crate::expr::Expr;
use crate::firms::{Cells, Column, Frame, Slot, Taken, Value};
use crate::referral::Institution;

/// Most months of a loan that are reckoned with.
const MOST_MONTHS: u32 = 1_200;

/// The loan of a referral.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loan {
    /// Sum that the firm asks for; `None` if unknown or 0.
    pub demand: Option<Money>,
    /// The institution's credit line; `None` if there is none.
    pub credit_line: Option<Money>,
    /// Whether the institution has a credit line that is not known for the firm.
    pub is_line_unknown: bool,
    /// The lesser of demand and credit line; `None` if either is unknown, or 0.
    pub principal: Option<Money>,
    /// Term in months; `None` if unknown.
    pub months: Option<u32>,
    /// Interest of the firm in % a year; `None` if unknown or not needed.
    pub rate: Option<Decimal>,
    /// Interest of the bank's own funds in % a year; `None` if unknown or not needed.
    pub funding: Option<Decimal>,
}

/// Why a referral is not in a programme, or a part of it cannot be reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// The rule at this position is not met.
    Unmet(usize),
    /// The rule at this position is not known to be met.
    Unknown(usize),
    /// A number is unknown; its key.
    Lacking(&'static str),
    /// The shares of a loss cannot be.
    Shares(LossFault),
}

/// What a programme gives to one referral.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// Supported principal: the least of the loan's principal and the programme's cap.
    pub principal: Money,
    /// Supported months; 0 if the loan's are unknown and nothing depends on them.
    pub months: u32,
    /// Shares of a loss in %; `None` if the programme shares none.
    pub shares: Option<Shares>,
    /// Supported principal by bearer of its loss; zeros if the programme shares none.
    pub borne: [Money; BEARERS],
    /// Fee in the first year, and over the supported months.
    pub fee: [Money; 2],
    /// Rate of the fee in % a year; 0 without a fee.
    pub fee_rate: Decimal,
    /// Subsidy of each year.
    pub subsidy: Vec<Money>,
    /// Rate of the subsidy: points or share, in %; 0 without a subsidy.
    pub subsidy_rate: Decimal,
    /// Subsidised months.
    pub subsidy_months: u32,
    /// Premium a year, of a subsidy of premiums.
    pub premium: Money,
    /// Principal that the bank can borrow.
    pub relent: Money,
    /// Rate of these funds in % a year; 0 without any.
    pub relending_rate: Decimal,
    /// Saving of the bank in the first year, and over the supported months.
    pub saving: [Money; 2],
}

/// The account of one referral.
#[derive(Clone, Debug)]
pub struct Account {
    /// The loan.
    pub loan: Loan,
    /// Interest of each year.
    pub interest: Vec<Money>,
    /// For each programme what it gives, or all that keeps the referral out of it.
    pub offers: Vec<Result<Offer, Vec<Absence>>>,
    /// Bits of the programmes of the best combination.
    pub chosen: u64,
}

impl Account {
    /// The offers of the best combination, with the positions of their programmes.
    pub fn taken(&self) -> impl Iterator<Item = (usize, &Offer)> {
        let all = self.offers.iter().enumerate().filter(|(at, _)| self.chosen >> at & 1 == 1);
        all.filter_map(|(at, offer)| Some((at, offer.as_ref().ok()?)))
    }

    /// The loan's principal by bearer of its loss under the best combination. The bank bears what no
    /// programme covers.
    pub fn borne(&self) -> [Money; BEARERS] {
        let principal = self.loan.principal.unwrap_or_default();
        let mut borne = [Money::ZERO; BEARERS];
        borne[Bearer::Bank as usize] = principal;
        for (_, offer) in self.taken().filter(|(_, offer)| offer.shares.is_some()) {
            borne = offer.borne;
            borne[Bearer::Bank as usize] += principal - offer.principal;
        }
        borne
    }
}

/// The quantities of a programme over a block of referrals.
struct Given<'a> {
    programme: &'a Programme,
    rules: Vec<Cells<bool>>,
    cap: Option<Values>,
    months: Option<Values>,
    shares: Vec<(Bearer, Values)>,
    fee: Option<Values>,
    subsidy: Option<Values>,
    premium: Option<Values>,
    years: Option<Values>,
    subsidy_cap: Option<Values>,
    relending: Option<[Values; 2]>,
}

impl Programmes {
    /// The accounts of referrals of `firms` to `institution`. `frame` has the values of firms and results in
    /// the slots of [`Programmes::slots`] and of the institution's credit line.
    pub fn accounts(&self, frame: &Frame<'_>, institution: &Institution, firms: &[u32]) -> Vec<Account> {
        let slots = self.slots().chain(institution.credit_line.iter().flat_map(|line| line.slots().to_vec()));
        let taken = Taken::of(frame, slots, firms);
        let mut frame = taken.frame(frame);
        frame.slots.truncate(self.first_slot());
        let rows = 0..firms.len();
        let line = institution.credit_line.as_ref().map(|line: &Expr| line.numbers(&frame, rows.clone()));
        let line = line.unwrap_or_else(|| Cells::missing(firms.len()));
        frame.slots.push(Slot::Constant(Value::Text(&institution.id)));
        frame.slots.push(Slot::Constant(Value::Text(institution.kind.as_str())));
        let lines = Column::Number(line);
        frame.slots.push(Slot::Column(&lines));
        // Terms of the loan do not read its principal and months.
        let mut early = frame.clone();
        early.slots.extend([Slot::Constant(Value::Missing); 2]);
        let over = |quantity: &Quantity| quantity.over(&early, rows.clone());
        let [demand, months] = [&self.loan.principal, &self.loan.months].map(over);
        let [rate, funding] = [&self.loan.rate, &self.loan.funding].map(|rate| rate.as_ref().map(over));
        let has_line = institution.credit_line.is_some();
        let line_at = |row: usize| match lines.numbers().and_then(|lines| lines.get(row)) {
            Some(line) => Line::Of(line),
            None if has_line => Line::Unknown,
            None => Line::None,
        };
        let loans: Vec<Loan> = rows
            .clone()
            .map(|row| Loan {
                rate: rate.as_ref().and_then(|rate| rate.get(row)),
                funding: funding.as_ref().and_then(|funding| funding.get(row)),
                ..Loan::of(demand.get(row), line_at(row), months.get(row))
            })
            .collect();
        let principals = loans.iter().map(|loan| loan.principal.map(Money::wan)).collect();
        let months = loans.iter().map(|loan| loan.months.map(f64::from)).collect();
        let (principals, months) = (Column::Number(principals), Column::Number(months));
        frame.slots.extend([Slot::Column(&principals), Slot::Column(&months)]);
        let given: Vec<Given<'_>> = self.all.iter().map(|one| Given::of(one, &frame)).collect();
        loans.into_iter().enumerate().map(|(row, loan)| self.account(&given, loan, row)).collect()
    }

    fn account(&self, given: &[Given<'_>], loan: Loan, row: usize) -> Account {
        let interest = match (loan.principal, loan.rate, loan.months) {
            (Some(principal), Some(rate), Some(months)) => by_year(months, |m| principal.yearly(rate, m)),
            _ => Vec::new(),
        };
        let mut offers: Vec<_> = given.iter().map(|given| given.offer(&loan, row)).collect();
        let found = self.all.iter().zip(&offers).enumerate();
        let found = found.filter_map(|(at, (one, offer))| Some((at, one, offer.as_ref().ok()?)));
        let mut chosen = 0;
        let mut candidates = Vec::new();
        for (at, programme, offer) in found {
            // A route takes nothing from another programme, unless it excludes one.
            if !programme.has_effect() && programme.exclusive == 0 {
                chosen |= 1 << at;
            } else {
                candidates.push(candidate(at, programme, offer));
            }
        }
        chosen |= best(&candidates, &interest, self.prefer);
        self.cut_to_interest(&mut offers, chosen, &interest);
        Account { loan, interest, offers, chosen }
    }
}

impl Programmes {
    /// Takes the fen by which rounded subsidies of interest together exceed the interest of a year from the
    /// last of them.
    fn cut_to_interest(&self, offers: &mut [Result<Offer, Vec<Absence>>], chosen: u64, interest: &[Money]) {
        let is_part = |at: usize| chosen >> at & 1 == 1 && is_of_interest(&self.all[at]);
        for (year, interest) in interest.iter().enumerate() {
            let mut left = *interest;
            for (_, offer) in offers.iter_mut().enumerate().filter(|(at, _)| is_part(*at)) {
                let Ok(offer) = offer else { continue };
                if let Some(paid) = offer.subsidy.get_mut(year) {
                    *paid = (*paid).min(left);
                    left = left - *paid;
                }
            }
        }
    }
}

fn is_of_interest(programme: &Programme) -> bool {
    programme.subsidy.as_ref().is_some_and(|one| one.of == SubsidyOf::Interest)
}

fn candidate<'a>(at: usize, programme: &Programme, offer: &'a Offer) -> Candidate<'a> {
    let of_interest = is_of_interest(programme);
    let is_paid_by_firm = programme.fee.as_ref().is_some_and(|fee| fee.payer == Payer::Firm);
    let fee = if is_paid_by_firm { offer.fee[1] } else { Money::ZERO };
    Candidate {
        programme: at,
        exclusive: programme.exclusive,
        divides: offer.shares.is_some(),
        covered: offer.borne.iter().skip(1).copied().sum(),
        money: offer.subsidy.iter().copied().sum::<Money>() - fee,
        saving: offer.saving[1],
        route: (!programme.has_effect()).then_some(offer.principal),
        interest: if of_interest { &offer.subsidy } else { &[] },
    }
}

/// The institution's credit line for a firm, in 万元.
#[derive(Clone, Copy)]
enum Line {
    /// The institution has none.
    None,
    /// It is not known for the firm.
    Unknown,
    /// A sum; a negative one counts as 0.
    Of(f64),
}

impl Loan {
    /// A loan of `demand` in 万元 and at most `line`. With an unknown line the principal is unknown.
    fn of(demand: Option<Decimal>, line: Line, months: Option<Decimal>) -> Loan {
        let demand = demand.and_then(money).filter(|demand| *demand > Money::ZERO);
        let credit_line = match line {
            Line::None | Line::Unknown => None,
            Line::Of(line) => Some(Money::of_wan(line.max(0.0)).unwrap_or_default()),
        };
        let is_unknown = matches!(line, Line::Unknown);
        let principal = demand.map(|demand| credit_line.map_or(demand, |line| demand.min(line)));
        Loan {
            demand,
            credit_line,
            is_line_unknown: is_unknown,
            principal: principal.filter(|principal| *principal > Money::ZERO && !is_unknown),
            months: months.map(whole).filter(|months| *months > 0),
            ..Loan::default()
        }
    }

    /// The key of what keeps the principal unknown, or 0.
    fn lacking(&self) -> &'static str {
        match self.demand {
            Some(_) if self.is_line_unknown || self.credit_line.is_some() => "loan.credit_line",
            _ => "loan.principal",
        }
    }
}

/// A sum in 万元, not negative.
fn money(wan: Decimal) -> Option<Money> {
    Money::of_wan(f64_of(wan))
}

fn f64_of(number: Decimal) -> f64 {
    f64::try_from(number).unwrap_or(f64::NAN)
}

/// A number of months, rounded down; a negative one counts as 0.
fn whole(months: Decimal) -> u32 {
    u32::try_from(months.floor()).unwrap_or(0).min(MOST_MONTHS)
}

/// Amounts of `months` by year, from the first on.
pub(super) fn by_year(months: u32, of: impl Fn(u32) -> Money) -> Vec<Money> {
    (0..months.div_ceil(12)).map(|year| of((months - 12 * year).min(12))).collect()
}

impl<'a> Given<'a> {
    fn of(programme: &'a Programme, frame: &Frame<'_>) -> Given<'a> {
        let rows = frame.rows();
        let over = |quantity: &Quantity| quantity.over(frame, rows.clone());
        let subsidy = programme.subsidy.as_ref();
        Given {
            programme,
            rules: programme.rules.iter().map(|rule| rule.when.flags(frame, rows.clone())).collect(),
            cap: programme.cap.as_ref().map(over),
            months: programme.months.as_ref().map(over),
            shares: programme
                .loss
                .iter()
                .flat_map(|loss| loss.shares.iter().map(|(bearer, share)| (*bearer, over(share))))
                .collect(),
            fee: programme.fee.as_ref().map(|fee| over(&fee.rate)),
            subsidy: subsidy.map(|subsidy| match &subsidy.rate {
                SubsidyRate::Points(rate) | SubsidyRate::Share(rate) => over(rate),
            }),
            premium: subsidy.and_then(|subsidy| subsidy.premium.as_ref()).map(over),
            years: subsidy.and_then(|subsidy| subsidy.years.as_ref()).map(over),
            subsidy_cap: subsidy.and_then(|subsidy| subsidy.cap.as_ref()).map(over),
            relending: programme.relending.as_ref().map(|one| [over(&one.rate), over(&one.share)]),
        }
    }

    fn offer(&self, loan: &Loan, row: usize) -> Result<Offer, Vec<Absence>> {
        let absences: Vec<Absence> = self
            .rules
            .iter()
            .enumerate()
            .filter_map(|(at, holds)| match holds.get(row) {
                Some(true) => None,
                Some(false) => Some(Absence::Unmet(at)),
                None => Some(Absence::Unknown(at)),
            })
            .collect();
        if !absences.is_empty() {
            return Err(absences);
        }
        if !self.programme.has_terms() {
            return Ok(Offer::default());
        }
        self.reckoned(loan, row).map_err(|absence| vec![absence])
    }

    fn reckoned(&self, loan: &Loan, row: usize) -> Result<Offer, Absence> {
        if self.programme.subsidy.as_ref().is_some_and(|subsidy| subsidy.of == SubsidyOf::Premium) {
            return self.premium_subsidy(row);
        }
        let principal = loan.principal.ok_or(Absence::Lacking(loan.lacking()))?;
        let cap = known(&self.cap, row, "loan.cap")?.and_then(money);
        let principal = cap.map_or(principal, |cap| principal.min(cap));
        let mut offer = Offer { principal, ..Offer::default() };
        if let Some(loss) = &self.programme.loss {
            let mut stated = Vec::with_capacity(self.shares.len());
            for (bearer, share) in &self.shares {
                stated.push((*bearer, share.get(row).ok_or(Absence::Lacking(bearer.key()))?));
            }
            let shares = loss.divide(&stated).map_err(Absence::Shares)?;
            (offer.borne, offer.shares) = (apportion(principal, &shares), Some(shares));
        }
        let most = known(&self.months, row, "loan.months")?.map(whole);
        let supported = loan.months.map(|months| most.map_or(months, |most| months.min(most)));
        offer.months = supported.unwrap_or_default();
        if self.fee.is_none() && self.subsidy.is_none() && self.relending.is_none() {
            return Ok(offer);
        }
        offer.months = supported.ok_or(Absence::Lacking("loan.months"))?;
        self.with_fee(&mut offer, row)?;
        self.with_subsidy(&mut offer, loan, row)?;
        self.with_relending(&mut offer, loan, row)?;
        Ok(offer)
    }

    fn with_fee(&self, offer: &mut Offer, row: usize) -> Result<(), Absence> {
        let Some(rate) = known(&self.fee, row, "fee.rate")? else { return Ok(()) };
        let years = by_year(offer.months, |months| offer.principal.yearly(rate, months));
        offer.fee = [years.first().copied().unwrap_or_default(), years.iter().copied().sum()];
        offer.fee_rate = rate;
        Ok(())
    }

    /// A subsidy of interest: in no year more than the loan's interest.
    fn with_subsidy(&self, offer: &mut Offer, loan: &Loan, row: usize) -> Result<(), Absence> {
        let Some(subsidy) = &self.programme.subsidy else { return Ok(()) };
        let interest = loan.rate.ok_or(Absence::Lacking("loan.rate"))?;
        let months = self.subsidised(offer.months, row)?;
        let (key, of_principal): (_, fn(Decimal, Decimal) -> Decimal) = match subsidy.rate {
            SubsidyRate::Points(_) => ("subsidy.points", |points, _| points),
            SubsidyRate::Share(_) => {
                ("subsidy.share", |share, interest| interest * share / Decimal::ONE_HUNDRED)
            }
        };
        let rate = known(&self.subsidy, row, key)?.unwrap_or_default();
        (offer.subsidy_rate, offer.subsidy_months) = (rate, months);
        let (rate, principal) = (of_principal(rate, interest).min(interest), offer.principal);
        let yearly = by_year(months, |months| principal.yearly(rate, months));
        offer.subsidy = self.within_cap(yearly, row)?;
        Ok(())
    }

    /// A subsidy of a premium, which is no part of a loan: of one year, unless the programme says how many.
    fn premium_subsidy(&self, row: usize) -> Result<Offer, Absence> {
        let premium = known(&self.premium, row, "subsidy.premium")?.and_then(money);
        let premium = premium.ok_or(Absence::Lacking("subsidy.premium"))?;
        let subsidy_rate = known(&self.subsidy, row, "subsidy.share")?.unwrap_or_default();
        let years = known(&self.years, row, "subsidy.years")?;
        let subsidy_months = years.map_or(12, |years| whole(years * Decimal::from(12)));
        let yearly = by_year(subsidy_months, |months| premium.yearly(subsidy_rate, months));
        let subsidy = self.within_cap(yearly, row)?;
        Ok(Offer { premium, subsidy_rate, subsidy_months, subsidy, ..Offer::default() })
    }

    /// Months of `supported` that are subsidised.
    fn subsidised(&self, supported: u32, row: usize) -> Result<u32, Absence> {
        let years = known(&self.years, row, "subsidy.years")?;
        Ok(years.map_or(supported, |years| supported.min(whole(years * Decimal::from(12)))))
    }

    /// The amounts of years, cut where their sum reaches the programme's cap.
    fn within_cap(&self, yearly: Vec<Money>, row: usize) -> Result<Vec<Money>, Absence> {
        let cap = known(&self.subsidy_cap, row, "subsidy.cap")?.and_then(money);
        Ok(cap.map_or_else(|| yearly.clone(), |cap| within(&yearly, cap)))
    }

    fn with_relending(&self, offer: &mut Offer, loan: &Loan, row: usize) -> Result<(), Absence> {
        let Some([rate, share]) = &self.relending else { return Ok(()) };
        let rate = rate.get(row).ok_or(Absence::Lacking("relending.rate"))?;
        let share = share.get(row).ok_or(Absence::Lacking("relending.share"))?;
        let funding = loan.funding.ok_or(Absence::Lacking("loan.funding"))?;
        offer.relent = offer.principal.percent(share);
        offer.relending_rate = rate;
        let years = by_year(offer.months, |months| offer.relent.yearly(funding - rate, months));
        offer.saving = [years.first().copied().unwrap_or_default(), years.iter().copied().sum()];
        Ok(())
    }
}

/// The value at `row` of a quantity that may be absent.
fn known(values: &Option<Values>, row: usize, key: &'static str) -> Result<Option<Decimal>, Absence> {
    let Some(values) = values else { return Ok(None) };
    values.get(row).map(Some).ok_or(Absence::Lacking(key))
}

/// The amounts of years, cut where their sum reaches `cap`.
fn within(years: &[Money], cap: Money) -> Vec<Money> {
    let mut left = cap;
    let cut = |year: &Money| {
        let paid = (*year).min(left);
        left = left - paid;
        paid
    };
    years.iter().map(cut).collect()
}
