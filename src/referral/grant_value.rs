//! Values of a referral's grant that a list may show, beside fields and results.

use crate::parameters::{Keyword, keywords};
use crate::words::{Message, say};

/// A value of the grant of a referral: what it is worth under the campaign's programmes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrantValue {
    /// Programmes of the best combination.
    Programmes,
    /// Sum that the firm asks for.
    Demand,
    /// The institution's credit line.
    CreditLine,
    /// Principal of the loan.
    Principal,
    /// Principal whose loss the bank bears.
    Bank,
    /// Principal whose loss the local pool bears.
    Pool,
    /// Principal whose loss the guarantor bears.
    Guarantor,
    /// Principal whose loss the province's re-guarantor bears.
    Province,
    /// Principal whose loss the national fund bears.
    Fund,
    /// Principal whose loss an insurer bears.
    Insurer,
    /// Subsidies of the central budget.
    Central,
    /// Subsidies of the local budget.
    Local,
    /// Subsidies of each year.
    Subsidies,
    /// Fees of the firm.
    Fees,
    /// Principal that the bank can borrow from the central bank.
    Relent,
    /// Cost of the bank's funds in the first year without re-lending.
    Funding,
    /// Cost of the bank's funds in the first year with re-lending.
    FundingRelent,
}

keywords! { GrantValue {
    Programmes "grant.programmes" referral::grant_programmes;
    Demand "grant.demand" referral::grant_demand;
    CreditLine "grant.credit_line" referral::grant_credit_line;
    Principal "grant.principal" referral::grant_principal;
    Bank "grant.bank" referral::grant_bank;
    Pool "grant.pool" referral::grant_pool;
    Guarantor "grant.guarantor" referral::grant_guarantor;
    Province "grant.province" referral::grant_province;
    Fund "grant.fund" referral::grant_fund;
    Insurer "grant.insurer" referral::grant_insurer;
    Central "grant.central" referral::grant_central;
    Local "grant.local" referral::grant_local;
    Subsidies "grant.subsidies" referral::grant_subsidies;
    Fees "grant.fees" referral::grant_fees;
    Relent "grant.relent" referral::grant_relent;
    Funding "grant.funding" referral::grant_funding;
    FundingRelent "grant.funding_relent" referral::grant_funding_relent;
} }

impl GrantValue {
    /// The title above a column of the value, without its unit.
    pub fn title(self) -> Message {
        match self {
            GrantValue::Programmes => say!(referral::grant_title_programmes),
            GrantValue::Demand => say!(referral::grant_title_demand),
            GrantValue::CreditLine => say!(referral::grant_title_credit_line),
            GrantValue::Principal => say!(referral::grant_title_principal),
            GrantValue::Bank => say!(referral::grant_title_bank),
            GrantValue::Pool => say!(referral::grant_title_pool),
            GrantValue::Guarantor => say!(referral::grant_title_guarantor),
            GrantValue::Province => say!(referral::grant_title_province),
            GrantValue::Fund => say!(referral::grant_title_fund),
            GrantValue::Insurer => say!(referral::grant_title_insurer),
            GrantValue::Central => say!(referral::grant_title_central),
            GrantValue::Local => say!(referral::grant_title_local),
            GrantValue::Subsidies => say!(referral::grant_title_subsidies),
            GrantValue::Fees => say!(referral::grant_title_fees),
            GrantValue::Relent => say!(referral::grant_title_relent),
            GrantValue::Funding => say!(referral::grant_title_funding),
            GrantValue::FundingRelent => say!(referral::grant_title_funding_relent),
        }
    }

    /// Whether it is a text: names of programmes, or sums of several years.
    pub fn is_text(self) -> bool {
        matches!(self, GrantValue::Programmes | GrantValue::Subsidies)
    }

    /// The value called `word`; `None` for other words.
    pub(super) fn called(word: &str) -> Option<GrantValue> {
        GrantValue::ALL.iter().copied().find(|value| value.word() == word)
    }
}
