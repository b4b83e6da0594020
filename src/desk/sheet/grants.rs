//! What a firm's referrals are worth, at the institutions that permit it to know.

use csv::StringRecord;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::desk::run::Run;
use crate::figures::Section;
use crate::finding::Finding;
use crate::parameters::Keyword;
use crate::programmes::{Bearer, Loan, Money, Offer, Part, SubsidyOf, Terms, apportion};
use crate::publish::{
    GRANTS, MONTHS, Output, PART, PartValue, ProgrammeTerms, RATE, shares_of, without_apostrophe,
};
use crate::referral::GrantValue;
use crate::words::{Arg, Message, say};

/// Most months of a loan.
const MOST_MONTHS: u32 = 1_200;

/// A grant as a firm may know it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SheetGrant {
    /// Name of the institution.
    pub institution: Message,
    /// Sum that the firm asks for; `None` if it is unknown.
    pub demand: Option<Money>,
    /// Principal; `None` if the demand is unknown.
    pub principal: Option<Money>,
    /// Term and interest, as far as they are known.
    pub terms: Option<Message>,
    /// Principal by bearer of its loss, for bearers with a part.
    pub borne: Vec<(Bearer, Money)>,
    /// Subsidies of all programmes by year, from the first on.
    pub subsidies: Vec<Money>,
    /// Every programme of the run.
    pub programmes: Vec<SheetProgramme>,
}

/// The part of a programme in a grant.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SheetProgramme {
    /// Title.
    pub title: Message,
    /// Whether it changes money or risk of the loan.
    pub effect: bool,
    /// Whether the firm is in it, and in the best combination.
    pub open: bool,
    /// Whether it is part of the best combination.
    pub chosen: bool,
    /// Why the firm is not in it; `None` if it is.
    pub reason: Option<Message>,
    /// Whether it pays a subsidy for the loan.
    pub subsidises: bool,
    /// What it gives to the loan, step by step; empty unless it is part of the best combination.
    pub working: Vec<Message>,
}

/// Grants by list and id, of the lists whose firms may know.
#[derive(Debug)]
pub(super) struct Told {
    rows: FxHashMap<(usize, String), StringRecord>,
    header: StringRecord,
    output: Output,
}

impl Told {
    /// Reads the table of a run, if it has one and a firm may know of it.
    ///
    /// # Errors
    /// A table that cannot be understood.
    pub fn read(output: &Output, run: &Run) -> Result<Told, Finding> {
        let tells = run.lists.iter().any(|list| list.tell_firms);
        let mut rows = FxHashMap::default();
        if run.programmes.is_empty() || !tells {
            return Ok(Told { rows, header: StringRecord::new(), output: output.clone() });
        }
        let odd = || output.strange(GRANTS, say!(desk::strange_no_table));
        let mut reader = output.csv(GRANTS)?;
        let header = reader.headers().map_err(|_| odd())?.clone();
        let mut record = StringRecord::new();
        while reader.read_record(&mut record).map_err(|_| odd())? {
            let cell = |at: usize| without_apostrophe(record.get(at).unwrap_or_default());
            let list = run.lists.iter().position(|list| list.institution == cell(0)).ok_or_else(odd)?;
            if run.lists[list].tell_firms {
                rows.insert((list, cell(2).to_owned()), record.clone());
            }
        }
        Ok(Told { rows, header, output: output.clone() })
    }

    /// The grant of the firm `id` on the list at position `list`; `None` without one.
    ///
    /// # Errors
    /// A value that cannot be understood.
    pub fn of(
        &self,
        list: usize,
        id: &str,
        name: &Message,
        run: &Run,
    ) -> Result<Option<SheetGrant>, Finding> {
        let Some(cells) = self.rows.get(&(list, id.to_owned())) else { return Ok(None) };
        let row = Row { header: &self.header, cells };
        let grant = row.grant(name, run).map_err(|Unread { column }| {
            self.output.strange(GRANTS, say!(desk::strange_cell, column = column, id = id))
        });
        grant.map(Some)
    }
}

/// A row of the table.
struct Row<'a> {
    header: &'a StringRecord,
    cells: &'a StringRecord,
}

/// A cell whose value cannot be understood.
struct Unread {
    column: String,
}

impl Row<'_> {
    fn grant(&self, name: &Message, run: &Run) -> Result<SheetGrant, Unread> {
        let mut borne = Vec::new();
        for bearer in Bearer::ALL {
            let sum = self.money(&format!("grant.{}", bearer.word()))?;
            borne.extend(sum.filter(|sum| *sum > Money::ZERO).map(|sum| (*bearer, sum)));
        }
        let loan = Loan {
            demand: self.money(GrantValue::Demand.word())?,
            principal: self.money(GrantValue::Principal.word())?,
            months: self.count(MONTHS)?,
            rate: self.number(RATE)?,
            ..Loan::default()
        };
        let programmes = run.programmes.iter().map(|one| SheetProgramme::of(one, &loan, self));
        Ok(SheetGrant {
            institution: name.clone(),
            demand: loan.demand,
            principal: loan.principal,
            terms: loan.terms(),
            borne,
            subsidies: self.sums(GrantValue::Subsidies.word())?,
            programmes: programmes.collect::<Result<_, _>>()?,
        })
    }

    /// The text in a column; `None` if it is empty or the column absent.
    fn text(&self, column: &str) -> Option<&str> {
        let at = self.header.iter().position(|name| without_apostrophe(name) == column)?;
        self.cells.get(at).map(without_apostrophe).filter(|cell| !cell.is_empty())
    }

    /// The value in a column as `read` understands it; `None` if the cell is empty or the column absent.
    fn read<T>(&self, column: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Unread> {
        let Some(text) = self.text(column) else { return Ok(None) };
        read(text).map(Some).ok_or_else(|| Unread { column: column.to_owned() })
    }

    fn money(&self, column: &str) -> Result<Option<Money>, Unread> {
        self.read(column, Money::of_yuan)
    }

    /// A number of months.
    fn count(&self, column: &str) -> Result<Option<u32>, Unread> {
        self.read(column, |text| text.parse().ok().filter(|months| *months <= MOST_MONTHS))
    }

    /// A rate in %; greater ones than a run writes cannot be.
    fn number(&self, column: &str) -> Result<Option<Decimal>, Unread> {
        let range = Decimal::ZERO..=Decimal::ONE_HUNDRED;
        self.read(column, |text| text.parse().ok().filter(|number| range.contains(number)))
    }

    /// Sums with `;` between them.
    fn sums(&self, column: &str) -> Result<Vec<Money>, Unread> {
        let sums = self.read(column, |text| text.split(';').map(Money::of_yuan).collect::<Option<_>>())?;
        Ok(sums.unwrap_or_default())
    }

    /// What the programme `id` gives, as far as the table says; the bank's own gains are not for firms.
    fn offer(&self, id: &str) -> Result<Offer, Unread> {
        let column = |value: PartValue| value.column(id);
        let principal = self.money(&column(PartValue::Supported))?.unwrap_or_default();
        let shares = self.read(&column(PartValue::Shares), shares_of)?;
        let months = self.count(&column(PartValue::Months))?.unwrap_or_default();
        let fee_rate = self.number(&column(PartValue::FeeRate))?.unwrap_or_default();
        let whole = self.money(&column(PartValue::Fee))?.unwrap_or_default();
        Ok(Offer {
            principal,
            months,
            borne: shares.map(|shares| apportion(principal, &shares)).unwrap_or_default(),
            shares,
            fee: [principal.yearly(fee_rate, months.min(12)), whole],
            fee_rate,
            subsidy: self.sums(&column(PartValue::Subsidies))?,
            subsidy_rate: self.number(&column(PartValue::SubsidyRate))?.unwrap_or_default(),
            subsidy_months: self.count(&column(PartValue::SubsidyMonths))?.unwrap_or_default(),
            premium: self.money(&column(PartValue::Premium))?.unwrap_or_default(),
            ..Offer::default()
        })
    }
}

impl SheetProgramme {
    fn of(terms: &ProgrammeTerms, loan: &Loan, row: &Row<'_>) -> Result<SheetProgramme, Unread> {
        let column = format!("{PART}{}", terms.id);
        let Some(part) = row.read(&column, Part::read)? else { return Err(Unread { column }) };
        let reason = |rule: u8| terms.rules.get(usize::from(rule)).map(|rule| rule.reason.clone());
        let working = match part {
            Part::Chosen if terms.effect => kinds(terms).working(loan, &row.offer(&terms.id)?),
            _ => Vec::new(),
        };
        let subsidy = row.money(&PartValue::Subsidy.column(&terms.id))?;
        Ok(SheetProgramme {
            title: terms.title.clone(),
            effect: terms.effect,
            open: part.is_in(),
            chosen: part == Part::Chosen,
            reason: match part {
                Part::Chosen | Part::Open => None,
                Part::Unmet(rule) => reason(rule),
                Part::Unknown(rule) => reason(rule).map(|reason| say!(sheet::grant_unknown, reason = reason)),
                Part::Lacking => Some(say!(sheet::grant_lacking)),
                Part::Shares => Some(say!(sheet::grant_shares)),
            },
            subsidises: part == Part::Chosen && subsidy.is_some_and(|sum| sum > Money::ZERO),
            working,
        })
    }
}

/// The kinds of a programme's terms, by the keys of its quantities. Cheap funds of the bank are left out.
fn kinds(terms: &ProgrammeTerms) -> Terms {
    let has = |key: &str| terms.quantities.contains_key(key);
    let subsidy = match (has("subsidy.points"), has("subsidy.share"), has("subsidy.premium")) {
        (true, ..) => Some((SubsidyOf::Interest, true)),
        (_, true, true) => Some((SubsidyOf::Premium, false)),
        (_, true, false) => Some((SubsidyOf::Interest, false)),
        _ => None,
    };
    Terms { has_cap: has("loan.cap"), fee_payer: terms.fee_payer, subsidy, has_relending: false }
}

/// The grants line by line.
pub(super) fn section(grants: &[SheetGrant]) -> Section {
    let mut section = Section::new();
    for grant in grants {
        let mut items: Vec<(usize, Message)> = Vec::new();
        items.push((
            1,
            match (grant.demand, grant.principal) {
                (Some(demand), Some(principal)) => {
                    say!(sheet::grant_principal, demand = demand.said(), principal = principal.said())
                }
                _ => say!(sheet::grant_no_demand),
            },
        ));
        items.extend(grant.terms.clone().map(|terms| (1, terms)));
        for one in grant.programmes.iter().filter(|one| one.chosen && one.effect) {
            items.push((1, one.title.clone()));
            items.extend(one.working.iter().map(|line| (2, line.clone())));
        }
        // The working of a lone programme has its subsidies already.
        if grant.programmes.iter().filter(|one| one.subsidises).count() > 1 {
            let years = (1_u32..).zip(&grant.subsidies);
            let years = years.map(|(year, sum)| say!(programmes::work_year, year = year, sum = sum.said()));
            items.push((1, say!(sheet::grant_subsidies, years = Arg::items(years))));
        }
        let shares = grant.borne.iter();
        let shares: Vec<Message> = shares
            .map(|(bearer, sum)| say!(sheet::grant_share, bearer = bearer.about(), sum = sum.said()))
            .collect();
        if shares.len() > 1 {
            items.push((1, say!(sheet::grant_borne, shares = Arg::items(shares))));
        }
        let titles = |chosen: bool, effect: bool| {
            let all = grant.programmes.iter();
            let all = all.filter(move |one| one.open && one.chosen == chosen && one.effect == effect);
            all.map(|one| one.title.clone()).collect::<Vec<Message>>()
        };
        let routes = titles(true, false);
        if !routes.is_empty() {
            items.push((1, say!(sheet::grant_routes, titles = Arg::items(routes))));
        }
        let others: Vec<Message> = [titles(false, true), titles(false, false)].concat();
        if !others.is_empty() {
            items.push((1, say!(sheet::grant_others, titles = Arg::items(others))));
        }
        for one in &grant.programmes {
            if let Some(reason) = &one.reason {
                items.push((1, say!(sheet::grant_absent, title = &one.title, reason = reason)));
            }
        }
        section = section.heading(say!(sheet::grant, institution = &grant.institution)).items(items);
    }
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A value that cannot be read is a fault of its column; an empty cell or an absent column is none.
    #[test]
    fn no_unreadable_value_counts_as_nothing() {
        let header =
            StringRecord::from(vec!["grant.rate", "months.a", "supported.a", "shares.a", "subsidies.a"]);
        let read = |cells: [&str; 5]| {
            let cells = StringRecord::from(cells.to_vec());
            let row = Row { header: &header, cells: &cells };
            let offer = row.offer("a").map_err(|unread| unread.column);
            let rate = row.number(RATE).map_err(|unread| unread.column);
            rate.and_then(|rate| Ok((rate, offer?)))
        };
        let (rate, offer) =
            read(["3.45", "18", "1000000.00", "bank=20;pool=80", "10.50;0.25"]).expect("sound");
        assert_eq!((rate, offer.months), (Some(Decimal::new(345, 2)), 18));
        assert_eq!(offer.borne[Bearer::Pool as usize], Money::of_fen(80_000_000));
        assert_eq!(offer.subsidy, [1_050, 25].map(Money::of_fen));
        let (rate, offer) = read(["", "", "", "", ""]).expect("sound");
        assert_eq!((rate, offer), (None, Offer::default()));
        for (cells, column) in [
            (["3,45", "", "", "", ""], "grant.rate"),
            (["101", "", "", "", ""], "grant.rate"),
            (["", "6.5", "", "", ""], "months.a"),
            (["", "", "1e", "", ""], "supported.a"),
            (["", "", "", "bank=20", ""], "shares.a"),
            (["", "", "", "", "1;x"], "subsidies.a"),
        ] {
            assert_eq!(read(cells).map(|_| ()), Err(column.to_owned()));
        }
    }
}
