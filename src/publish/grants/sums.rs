//! Sums of a grant, and their columns.

use crate::parameters::Keyword;
use crate::programmes::{Bearer, Grant, Money, PartSums, Programme, Programmes};
use crate::referral::GrantValue;
use crate::words::{Message, say};

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
pub(super) const MONTHS: &str = "grant.months";

/// A sum of one programme in a referral, in yuan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumOf {
    /// Supported principal.
    Supported,
    /// Subsidies over the term.
    Subsidy,
    /// Fees over the term.
    Fee,
}

/// The values of a grant that are sums, in the order of their columns.
pub(super) fn amounts() -> impl Iterator<Item = GrantValue> {
    GrantValue::ALL.iter().copied().filter(|value| !value.is_text())
}

impl SumOf {
    /// Beginning of its columns' names, before the programme's id.
    pub fn prefix(self) -> &'static str {
        match self {
            SumOf::Supported => "supported.",
            SumOf::Subsidy => "subsidy.",
            SumOf::Fee => "fee.",
        }
    }

    pub(super) fn meaning(self, programme: &Programme) -> Message {
        let title = programme.heading();
        match self {
            SumOf::Supported => say!(publish::grant_supported, title = title),
            SumOf::Subsidy => say!(publish::grant_subsidy, title = title),
            SumOf::Fee => say!(publish::grant_fee, title = title),
        }
    }

    pub(super) fn of(self, sums: &PartSums) -> Money {
        match self {
            SumOf::Supported => sums.principal,
            SumOf::Subsidy => sums.subsidy,
            SumOf::Fee => sums.fee,
        }
    }
}

/// The sums of each programme that it can have, with its position.
pub(super) fn sums_of(programmes: &Programmes) -> Vec<(usize, SumOf)> {
    let mut all = Vec::new();
    for (at, programme) in programmes.all.iter().enumerate() {
        let has = [
            (SumOf::Supported, programme.has_terms()),
            (SumOf::Subsidy, programme.subsidy.is_some()),
            (SumOf::Fee, programme.fee.is_some()),
        ];
        all.extend(has.into_iter().filter(|(_, has)| *has).map(|(of, _)| (at, of)));
    }
    all
}
