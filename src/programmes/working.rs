//! The working of a grant, line by line.

use rust_decimal::Decimal;

use super::account::{Absence, Loan, Offer, by_year};
use super::bearer::Bearer;
use super::instrument::{Payer, SubsidyOf};
use super::money::Money;
use super::programme::{Programme, SubsidyRate};
use crate::figures::number::{short, thousands};
use crate::parameters::Keyword;
use crate::words::{Arg, Between, Message, say};

/// Fen of a yuan.
const FEN: i64 = 100;

impl Money {
    /// The exact sum in words: in 万元 with at most four decimals, else in yuan with two.
    pub fn said(self) -> Message {
        if self.fen() % FEN == 0 {
            return say!(programmes::wan, sum = short(self.wan()));
        }
        let (whole, fen) = (self.fen().unsigned_abs() / FEN as u64, self.fen().unsigned_abs() % FEN as u64);
        let sign = if self.fen() < 0 { "-" } else { "" };
        say!(programmes::yuan, sum = format!("{sign}{}.{fen:02}", thousands(whole)))
    }
}

impl Loan {
    /// How the principal follows from demand and credit line.
    pub fn working(&self) -> Message {
        if self.is_line_unknown {
            return say!(programmes::work_line_unknown);
        }
        match (self.demand, self.credit_line, self.principal) {
            (None, ..) => say!(programmes::work_no_demand),
            (Some(demand), Some(line), Some(principal)) => say!(
                programmes::work_principal_line,
                demand = demand.said(),
                line = line.said(),
                principal = principal.said()
            ),
            (Some(demand), Some(line), None) => {
                say!(programmes::work_no_line, demand = demand.said(), line = line.said())
            }
            (Some(_), None, principal) => {
                say!(programmes::work_principal, principal = principal.unwrap_or_default().said())
            }
        }
    }

    /// Term and rates, as far as they are known.
    pub fn terms(&self) -> Option<Message> {
        let months = self.months.map(|months| say!(programmes::work_months, months = months));
        let rate = self.rate.map(|rate| say!(programmes::work_rate, rate = rate.normalize().to_string()));
        let all: Vec<Message> = months.into_iter().chain(rate).collect();
        (!all.is_empty()).then(|| Message::joined(Between::Items, all))
    }
}

/// Terms of a programme, without their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Whether it limits the supported principal.
    pub has_cap: bool,
    /// Who pays its fee; `None` without one.
    pub fee_payer: Option<Payer>,
    /// What it subsidises, and whether by percentage points of the principal; `None` without a subsidy.
    pub subsidy: Option<(SubsidyOf, bool)>,
    /// Whether it lends cheap funds to the bank.
    pub has_relending: bool,
}

impl Programme {
    /// What the programme gives to a loan, step by step. Empty for a route.
    pub fn working(&self, loan: &Loan, offer: &Offer) -> Vec<Message> {
        let terms = Terms {
            has_cap: self.cap.is_some(),
            fee_payer: self.fee.as_ref().map(|fee| fee.payer),
            subsidy: self.subsidy.as_ref().map(|one| (one.of, matches!(one.rate, SubsidyRate::Points(_)))),
            has_relending: self.relending.is_some(),
        };
        terms.working(loan, offer)
    }
}

impl Terms {
    /// What a programme with these terms gives to a loan, step by step. Empty without terms.
    pub fn working(&self, loan: &Loan, offer: &Offer) -> Vec<Message> {
        let mut lines = Vec::new();
        let principal = loan.principal.unwrap_or_default();
        if self.has_cap {
            lines.push(match offer.principal < principal {
                true => say!(programmes::work_cap, supported = offer.principal.said()),
                false => say!(programmes::work_within_cap, principal = principal.said()),
            });
        }
        if let Some(shares) = offer.shares {
            let parts = Bearer::ALL.iter().filter(|bearer| shares[**bearer as usize] > Decimal::ZERO);
            let parts = parts.map(|bearer| {
                say!(
                    programmes::work_share,
                    bearer = bearer.about(),
                    share = shares[*bearer as usize].normalize().to_string(),
                    sum = offer.borne[*bearer as usize].said()
                )
            });
            lines.push(say!(
                programmes::work_loss,
                supported = offer.principal.said(),
                shares = Arg::items(parts)
            ));
            let beyond = principal - offer.principal;
            if beyond > Money::ZERO {
                lines.push(say!(programmes::work_beyond, beyond = beyond.said()));
            }
        }
        if let Some(payer) = self.fee_payer {
            lines.push(say!(
                programmes::work_fee,
                supported = offer.principal.said(),
                rate = offer.fee_rate.normalize().to_string(),
                fee = offer.fee[0].said(),
                whole = offer.fee[1].said(),
                payer = payer.about()
            ));
        }
        if let Some(subsidy) = self.subsidy {
            lines.push(subsidy_working(subsidy, loan, offer));
            lines.extend(is_cut(subsidy, loan, offer).then(|| say!(programmes::work_cut)));
        }
        if self.has_relending {
            lines.push(say!(
                programmes::work_relending,
                relent = offer.relent.said(),
                rate = offer.relending_rate.normalize().to_string(),
                funding = loan.funding.unwrap_or_default().normalize().to_string(),
                saving = offer.saving[0].said()
            ));
        }
        lines
    }
}

/// Whether a subsidy is less than its rate gives, by the programme's cap or since interest is less.
fn is_cut((of, by_points): (SubsidyOf, bool), loan: &Loan, offer: &Offer) -> bool {
    let (sum, rate) = match of {
        SubsidyOf::Premium => (offer.premium, offer.subsidy_rate),
        SubsidyOf::Interest if by_points => (offer.principal, offer.subsidy_rate),
        SubsidyOf::Interest => {
            let interest = loan.rate.unwrap_or_default();
            (offer.principal, interest * offer.subsidy_rate / Decimal::ONE_HUNDRED)
        }
    };
    let full = by_year(offer.subsidy_months, |months| sum.yearly(rate, months));
    offer.subsidy.iter().copied().sum::<Money>() < full.into_iter().sum()
}

fn subsidy_working((of, by_points): (SubsidyOf, bool), loan: &Loan, offer: &Offer) -> Message {
    let rate = offer.subsidy_rate.normalize().to_string();
    let years = (1_u32..).zip(&offer.subsidy);
    let years =
        Arg::items(years.map(|(year, sum)| say!(programmes::work_year, year = year, sum = sum.said())));
    let whole: Money = offer.subsidy.iter().copied().sum();
    let (supported, months, whole) = (offer.principal.said(), offer.subsidy_months, whole.said());
    match (of, by_points) {
        (SubsidyOf::Interest, true) => say!(
            programmes::work_points,
            supported = supported,
            rate = rate,
            months = months,
            years = years,
            whole = whole
        ),
        (SubsidyOf::Interest, false) => say!(
            programmes::work_interest,
            supported = supported,
            interest = loan.rate.unwrap_or_default().normalize().to_string(),
            rate = rate,
            months = months,
            years = years,
            whole = whole
        ),
        (SubsidyOf::Premium, _) => say!(
            programmes::work_premium,
            premium = offer.premium.said(),
            rate = rate,
            months = months,
            years = years,
            whole = whole
        ),
    }
}

impl Programme {
    /// Why a loan is not in the programme.
    pub fn absence(&self, absence: &Absence) -> Message {
        match absence {
            Absence::Unmet(rule) => self.rules[*rule].reason.clone(),
            Absence::Unknown(rule) => {
                say!(programmes::absent_unknown, reason = self.rules[*rule].reason.clone())
            }
            Absence::Lacking(key) => say!(programmes::absent_lacking, key = *key),
            Absence::Shares(fault) => fault.said(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A subsidy by a rate of the interest, by points, or of a premium is cut if it is below what the rate
    /// gives, by a fen or more.
    #[test]
    fn a_subsidy_is_cut_below_its_full_rate() {
        let yuan = |yuan: i64| Money::of_fen(100 * yuan);
        let loan = Loan { rate: Some(Decimal::new(4, 0)), ..Loan::default() };
        let offer = Offer {
            principal: yuan(1_000_000),
            premium: yuan(30_000),
            subsidy_rate: Decimal::new(50, 0),
            subsidy_months: 18,
            ..Offer::default()
        };
        for (kind, full) in [
            ((SubsidyOf::Interest, false), [20_000, 10_000]),
            ((SubsidyOf::Interest, true), [500_000, 250_000]),
            ((SubsidyOf::Premium, false), [15_000, 7_500]),
        ] {
            let paid = |second: Money| Offer { subsidy: vec![yuan(full[0]), second], ..offer.clone() };
            let whole = yuan(full[1]);
            assert!(!is_cut(kind, &loan, &paid(whole)), "{kind:?}");
            assert!(is_cut(kind, &loan, &paid(whole - Money::of_fen(1))), "{kind:?}");
            let terms = Terms { subsidy: Some(kind), ..Terms::default() };
            let lines = |offer: &Offer| terms.working(&loan, offer).len();
            assert_eq!([lines(&paid(whole)), lines(&paid(Money::ZERO))], [1, 2]);
        }
    }
}
