//! Values of one programme in a grant, and their columns: its sums, and what they follow from.

use rust_decimal::Decimal;

use super::{FEN, texts};
use crate::firms::Cells;
use crate::parameters::Keyword;
use crate::programmes::{Bearer, Grant, PartSums, Programme, Programmes, Shares};
use crate::publish::table::{Data, Field};
use crate::referral::YUAN;
use crate::words::{Message, say};

/// A value of one programme in a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartValue {
    /// Supported principal, in yuan.
    Supported,
    /// Shares of a loss: `bank=20;guarantor=80`, in %.
    Shares,
    /// Supported months.
    Months,
    /// Rate of the fee, in % a year.
    FeeRate,
    /// Fees over the term, in yuan.
    Fee,
    /// Premium a year, in yuan.
    Premium,
    /// Rate of the subsidy: points or share, in %.
    SubsidyRate,
    /// Subsidised months.
    SubsidyMonths,
    /// Subsidies of each year in yuan, `;` between them.
    Subsidies,
    /// Subsidies over the term, in yuan.
    Subsidy,
}

/// The values that each programme can have, with its position.
pub(super) fn values_of(programmes: &Programmes) -> Vec<(usize, PartValue)> {
    let all = programmes.all.iter().enumerate();
    all.flat_map(|(at, programme)| PartValue::all_of(programme).map(move |value| (at, value))).collect()
}

impl PartValue {
    fn all_of(programme: &Programme) -> impl Iterator<Item = PartValue> {
        let (has_fee, has_subsidy) = (programme.fee.is_some(), programme.subsidy.is_some());
        let has_premium = programme.subsidy.as_ref().is_some_and(|subsidy| subsidy.premium.is_some());
        let has = [
            (PartValue::Supported, programme.has_terms()),
            (PartValue::Shares, programme.loss.is_some()),
            (PartValue::Months, has_fee),
            (PartValue::FeeRate, has_fee),
            (PartValue::Fee, has_fee),
            (PartValue::Premium, has_premium),
            (PartValue::SubsidyRate, has_subsidy),
            (PartValue::SubsidyMonths, has_subsidy),
            (PartValue::Subsidies, has_subsidy),
            (PartValue::Subsidy, has_subsidy),
        ];
        has.into_iter().filter(|(_, has)| *has).map(|(value, _)| value)
    }

    /// Name of its column for the programme `id`.
    pub fn column(self, id: &str) -> String {
        let prefix = match self {
            PartValue::Supported => "supported",
            PartValue::Shares => "shares",
            PartValue::Months => "months",
            PartValue::FeeRate => "fee_rate",
            PartValue::Fee => "fee",
            PartValue::Premium => "premium",
            PartValue::SubsidyRate => "subsidy_rate",
            PartValue::SubsidyMonths => "subsidy_months",
            PartValue::Subsidies => "subsidies",
            PartValue::Subsidy => "subsidy",
        };
        format!("{prefix}.{id}")
    }

    fn meaning(self, programme: &Programme) -> Message {
        let title = programme.heading();
        match self {
            PartValue::Supported => say!(publish::grant_supported, title = title),
            PartValue::Shares => say!(publish::grant_part_shares, title = title),
            PartValue::Months => say!(publish::grant_part_months, title = title),
            PartValue::FeeRate => say!(publish::grant_fee_rate, title = title),
            PartValue::Fee => say!(publish::grant_fee, title = title),
            PartValue::Premium => say!(publish::grant_premium, title = title),
            PartValue::SubsidyRate => say!(publish::grant_subsidy_rate, title = title),
            PartValue::SubsidyMonths => say!(publish::grant_subsidy_months, title = title),
            PartValue::Subsidies => say!(publish::grant_part_subsidies, title = title),
            PartValue::Subsidy => say!(publish::grant_subsidy, title = title),
        }
    }

    fn kind(self) -> &'static str {
        match self {
            PartValue::Months | PartValue::SubsidyMonths => "integer",
            PartValue::Shares | PartValue::Subsidies => "string",
            _ => "number",
        }
    }

    pub(super) fn field(self, programme: &Programme) -> Field {
        let meaning = self.meaning(programme);
        let field = Field::new(self.column(&programme.id), self.kind(), meaning.clone()).title(meaning);
        match self {
            PartValue::Supported | PartValue::Fee | PartValue::Premium | PartValue::Subsidy => {
                field.unit(Some(YUAN.to_owned())).decimals(FEN)
            }
            PartValue::FeeRate | PartValue::SubsidyRate => field.unit(Some("%".to_owned())),
            _ => field,
        }
    }

    /// The column of the programme at position `programme`.
    pub(super) fn data(self, programme: usize, grants: &[&Grant]) -> Data {
        let sums = || {
            grants
                .iter()
                .map(|grant| grant.sums.iter().find(|sums| usize::from(sums.programme) == programme))
                .collect::<Vec<Option<&PartSums>>>()
        };
        let fen = |of: fn(&PartSums) -> i64| Data::Fixed {
            units: sums().into_iter().map(|sums| sums.map(of)).collect(),
            decimals: FEN,
        };
        let count =
            |of: fn(&PartSums) -> u32| Data::Count(sums().into_iter().map(|sums| sums.map(of)).collect());
        let rate =
            |of: fn(&PartSums) -> Decimal| Data::Number(numbers(sums().into_iter().map(|sums| sums.map(of))));
        let text = |of: fn(&PartSums) -> String| {
            Data::Text(texts(sums().into_iter().map(|sums| sums.map(of).unwrap_or_default())))
        };
        match self {
            PartValue::Supported => fen(|sums| sums.principal.fen()),
            PartValue::Shares => text(|sums| sums.shares.as_deref().map(stated).unwrap_or_default()),
            PartValue::Months => count(|sums| sums.months),
            PartValue::FeeRate => rate(|sums| sums.fee_rate),
            PartValue::Fee => fen(|sums| sums.fee.fen()),
            PartValue::Premium => fen(|sums| sums.premium.fen()),
            PartValue::SubsidyRate => rate(|sums| sums.subsidy_rate),
            PartValue::SubsidyMonths => count(|sums| sums.subsidy_months),
            PartValue::Subsidies => text(|sums| super::by_year(&sums.subsidies)),
            PartValue::Subsidy => fen(|sums| sums.subsidy().fen()),
        }
    }
}

/// Decimals as the nearest doubles, whose shortest form is the decimal.
pub(super) fn numbers(all: impl Iterator<Item = Option<Decimal>>) -> Cells<f64> {
    all.map(|number| number.and_then(|number| f64::try_from(number).ok())).collect()
}

/// Shares above 0 in %, by bearer.
fn stated(shares: &Shares) -> String {
    let all = Bearer::ALL.iter().map(|bearer| (bearer, shares[*bearer as usize].normalize()));
    let some = all.filter(|(_, share)| *share > Decimal::ZERO);
    some.map(|(bearer, share)| format!("{}={share}", bearer.word())).collect::<Vec<_>>().join(";")
}

/// Shares as [`PartValue::Shares`] writes them; `None` for another text.
pub fn shares_of(text: &str) -> Option<Shares> {
    let mut shares = [Decimal::ZERO; crate::programmes::BEARERS];
    for share in text.split(';') {
        let (word, number) = share.split_once('=')?;
        let bearer = Bearer::ALL.iter().find(|bearer| bearer.word() == word)?;
        shares[*bearer as usize] = number.parse().ok().filter(|share| *share >= Decimal::ZERO)?;
    }
    (shares.iter().all(|share| *share <= Decimal::ONE_HUNDRED)
        && shares.iter().sum::<Decimal>() == Decimal::ONE_HUNDRED)
        .then_some(shares)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_as_they_are_written() {
        for text in ["bank=100", "bank=20;guarantor=45;province=20;fund=15", "bank=66.67;pool=33.33"] {
            let shares = shares_of(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(stated(&shares), text);
        }
        for text in [
            "",
            "bank",
            "bank=",
            "bank=20",
            "bank=120",
            "bank=120;pool=-20",
            "bank=20;pool=80.01",
            "bank=20;pol=80",
            "bank=20;pool=80;",
            "bank=1x",
            "bank=20,pool=80",
        ] {
            assert_eq!(shares_of(text), None, "{text}");
        }
    }
}
