//! Sums of the loans by programme and by year.

use serde::Serialize;

use super::exposures::yuan;
use super::loans::{Loan, open_in};
use crate::programmes::{Grants, Money, Payer, Programme, Programmes};
use crate::words::Message;

/// A programme in the portfolio.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProgrammeRow {
    /// Id.
    pub id: String,
    /// Title in both languages.
    #[serde(skip)]
    pub title: Message,
    /// Number of referrals that are in it.
    pub referrals: usize,
    /// Number of loans that are in it.
    pub open: usize,
    /// Number of loans whose best combination has it.
    pub chosen: usize,
    /// Supported principal of these loans.
    pub principal: Money,
    /// Subsidies over the terms.
    pub subsidies: Money,
    /// Fees over the terms.
    pub fees: Money,
    /// Principal that banks can borrow.
    pub relent: Money,
    /// Share of the country's quota of such funds; `None` without a known quota.
    pub quota: Option<f64>,
}

/// Money of one year, counted from each loan's beginning.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct YearRow {
    /// Year from 1.
    pub year: u32,
    /// Interest of the firms.
    pub interest: Money,
    /// Subsidies of the central budget.
    pub central: Money,
    /// Subsidies of the local budget.
    pub local: Money,
}

/// The programmes in use with their sums over the loans.
pub(super) fn programme_rows(loans: &[Loan], programmes: &Programmes, grants: &Grants) -> Vec<ProgrammeRow> {
    let row = |(at, programme): (usize, &Programme)| {
        let parts = || loans.iter().flat_map(|loan| &loan.parts).filter(move |part| part.programme == at);
        let relent: Money = parts().map(|part| part.relent).sum();
        let quota = programme.relending.as_ref().and_then(|relending| relending.quota);
        ProgrammeRow {
            id: programme.id.clone(),
            title: programme.heading(),
            referrals: grants.iter().filter(|grant| open_in(grant, at)).count(),
            open: loans.iter().filter(|loan| loan.open >> at & 1 == 1).count(),
            chosen: loans.iter().filter(|loan| loan.chosen >> at & 1 == 1).count(),
            principal: parts().map(|part| part.principal).sum(),
            subsidies: parts().flat_map(|part| &part.subsidy).copied().sum(),
            fees: parts().map(|part| part.fee).sum(),
            relent,
            // 亿元.
            quota: quota.map(|quota| yuan(relent) / (quota * 1e8)),
        }
    };
    programmes.all.iter().enumerate().map(row).collect()
}

/// Money by year.
pub(super) fn years(loans: &[Loan], programmes: &[Programme]) -> Vec<YearRow> {
    let of_loan = |loan: &Loan| {
        let subsidies = loan.parts.iter().map(|part| part.subsidy.len()).max().unwrap_or(0);
        loan.interest.len().max(subsidies)
    };
    let last = loans.iter().map(of_loan).max().unwrap_or(0);
    let of = |payer: Payer, year: usize| {
        let parts = loans.iter().flat_map(|loan| &loan.parts);
        let paid = parts.filter(|part| programmes[part.programme].subsidy_payer() == Some(payer));
        paid.filter_map(|part| part.subsidy.get(year).copied()).sum::<Money>()
    };
    let row = |year: usize| YearRow {
        year: year as u32 + 1,
        interest: loans.iter().filter_map(|loan| loan.interest.get(year).copied()).sum(),
        central: of(Payer::Central, year),
        local: of(Payer::Local, year),
    };
    (0..last).map(row).collect()
}
