//! Sums of a grant, and their columns.

use crate::parameters::Keyword;
use crate::programmes::{Bearer, Grant, Money};
use crate::referral::GrantValue;

/// The sum of a grant, in fen, that a value shows; `None` for texts.
pub(in crate::publish) fn amount_of(value: GrantValue) -> Option<impl Fn(&Grant) -> Option<i64>> {
    let bearer = match value {
        GrantValue::Bank => Some(Bearer::Bank),
        GrantValue::Pool => Some(Bearer::Pool),
        GrantValue::Guarantor => Some(Bearer::Guarantor),
        GrantValue::Province => Some(Bearer::Province),
        GrantValue::Fund => Some(Bearer::Fund),
        GrantValue::Insurer => Some(Bearer::Insurer),
        _ => None,
    };
    let of = move |grant: &Grant| {
        match value {
            GrantValue::Demand => return grant.demand,
            GrantValue::CreditLine => return grant.credit_line,
            _ => {}
        }
        let known = grant.principal?;
        Some(match value {
            GrantValue::Central => grant.central,
            GrantValue::Local => grant.local,
            GrantValue::Fees => grant.fees,
            GrantValue::Relent => grant.relent,
            GrantValue::Funding => grant.funding?[0],
            GrantValue::FundingRelent => grant.funding?[1],
            _ => bearer.map_or(known, |bearer| grant.borne[bearer as usize]),
        })
    };
    (!value.is_text()).then_some(move |grant: &Grant| of(grant).map(Money::fen))
}

/// Column with the term of the loan.
pub const MONTHS: &str = "grant.months";
/// Column with the interest of the loan.
pub const RATE: &str = "grant.rate";

/// The values of a grant that are sums, in the order of their columns.
pub(super) fn amounts() -> impl Iterator<Item = GrantValue> {
    GrantValue::ALL.iter().copied().filter(|value| !value.is_text())
}
