//! The as-of day of a new campaign, with its grounds.

use jiff::civil::{Date, date};

use super::Inputs;
use super::roles::{Gives, Role, Table};
use crate::words::{Message, say};

/// The as-of day with its grounds.
pub(super) struct Day {
    pub as_of: Date,
    pub grounds: Message,
}

impl Day {
    /// The day that the user names; else the last day of the year of `tables`, or of last year; in a year
    /// that is not over, the last day of last month.
    pub fn new(inputs: &Inputs<'_>, tables: &[Table]) -> Day {
        let last_day = |year: i16| date(year, 12, 31);
        let today = inputs.today;
        if let Some(as_of) = inputs.as_of {
            return Day { as_of, grounds: say!(init::as_of_given) };
        }
        // The year of the firms comes before that of other tables.
        let of_firms = || tables.iter().filter(|table| table.is_firms()).filter_map(|table| table.year).max();
        let of_values = || tables.iter().filter_map(of_values).max();
        let after = || tables.iter().filter_map(year_before).max().map(|year| year + 1);
        let named = of_firms().or_else(of_values).map(|year| (year, false));
        let (as_of, grounds) = match named.or_else(|| after().map(|year| (year, true))) {
            Some((year, _)) if last_day(year) > today => {
                (today.first_of_month().yesterday().unwrap_or(today), say!(init::as_of_month))
            }
            Some((year, false)) => (last_day(year), say!(init::as_of_year, year = year.to_string())),
            Some((year, true)) => {
                let before = (year - 1).to_string();
                (last_day(year), say!(init::as_of_after, year = year.to_string(), before = before))
            }
            None => (last_day(today.year() - 1), say!(init::as_of_last)),
        };
        Day { as_of, grounds }
    }

    pub fn year(&self) -> i16 {
        self.as_of.year()
    }
}

/// The year of a supplement with values of the current year.
fn of_values(table: &Table) -> Option<i16> {
    let Role::Supplement(supplement) = &table.role else { return None };
    match &supplement.gives {
        Gives::Values(_) => table.year,
        Gives::Long(long, _) => long.latest,
        Gives::PreviousYear(_) | Gives::Listed(_) | Gives::Counts(_) => None,
    }
}

/// The year of a supplement with values of the year before.
fn year_before(table: &Table) -> Option<i16> {
    let Role::Supplement(supplement) = &table.role else { return None };
    table.year.filter(|_| matches!(supplement.gives, Gives::PreviousYear(_)))
}
