//! The ledger of consents (授权台账): who may receive a firm's data, judged on a day.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// A row of the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// Position of the institution; `None` for every institution.
    pub institution: Option<usize>,
    /// First day on which the consent holds; `None` for a row that only withdraws.
    pub given: Option<Date>,
    /// Last day on which it holds; `None` for no end.
    pub until: Option<Date>,
    /// Day from which consents given up to it no longer hold; `None` if none is withdrawn.
    pub withdrawn: Option<Date>,
}

/// A firm's consent on a day, from the weakest to the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// No consent was ever given.
    Absent,
    /// The first consent holds from this later day.
    Later(Date),
    /// The last consent ended on this day.
    Ended(Date),
    /// The last consent was withdrawn on this day.
    Withdrawn(Date),
    /// A consent holds.
    Given {
        /// Its last day; [`Date::MAX`] without an end.
        until: Date,
        /// Day on which it was given.
        since: Date,
    },
}

impl Standing {
    /// Whether data may pass.
    pub fn holds(self) -> bool {
        matches!(self, Standing::Given { .. })
    }
}

/// The consents of firms, by the firm's id.
#[derive(Clone, Debug, Default)]
pub struct Consents {
    of: FxHashMap<String, Vec<Consent>>,
}

impl Consents {
    /// Adds a row.
    pub fn add(&mut self, firm: &str, consent: Consent) {
        match self.of.get_mut(firm) {
            Some(all) => all.push(consent),
            None => drop(self.of.insert(firm.to_owned(), vec![consent])),
        }
    }

    /// Number of firms with a row.
    pub fn firms(&self) -> usize {
        self.of.len()
    }

    /// The rows of a firm, in the order of the ledger.
    pub fn rows(&self, firm: &str) -> &[Consent] {
        self.of.get(firm).map_or(&[], Vec::as_slice)
    }

    /// The ids of all firms with a row, in unspecified order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.of.keys().map(String::as_str)
    }

    /// The standing of a firm at an institution on a day.
    ///
    /// A consent for every institution or for this one holds from the day it is given to its last day. A
    /// withdrawal, general or for this institution, ends every such consent that was given on its day or
    /// before. A consent given again afterwards holds again.
    pub fn at(&self, firm: &str, institution: usize, day: Date) -> Standing {
        standing(self.rows(firm), |one| one.is_none_or(|at| at == institution), day)
    }

    /// The standing of a firm on a day at the one of so many `institutions` where it is best.
    pub fn anywhere(&self, firm: &str, institutions: usize, day: Date) -> Standing {
        let scopes = self.scopes(firm, institutions);
        scopes.map(|scope| self.within(firm, scope, day)).max().unwrap_or(Standing::Absent)
    }

    /// The scopes of a firm's consents at so many `institutions`: those without rows of their own (`None`) if
    /// there are any, then each of the others.
    pub fn scopes(&self, firm: &str, institutions: usize) -> impl Iterator<Item = Option<usize>> {
        let mut own: Vec<usize> = self.rows(firm).iter().filter_map(|row| row.institution).collect();
        own.sort_unstable();
        own.dedup();
        let rest = (own.len() < institutions).then_some(None);
        rest.into_iter().chain(own.into_iter().map(Some))
    }

    /// The standing of a firm on a day at an institution, or at those without rows of their own.
    pub fn within(&self, firm: &str, scope: Option<usize>, day: Date) -> Standing {
        match scope {
            Some(at) => self.at(firm, at, day),
            None => standing(self.rows(firm), |one| one.is_none(), day),
        }
    }

    /// The last day of an unbroken consent that holds on a day; `None` if none holds or there is no end.
    pub fn ends(&self, firm: &str, scope: Option<usize>, day: Date) -> Option<Date> {
        let mut last = None;
        let mut day = day;
        while let Standing::Given { until, .. } = self.within(firm, scope, day) {
            last = Some(until);
            day = until.tomorrow().ok()?;
        }
        last
    }
}

/// The standing by the rows whose institution `counts`.
fn standing(rows: &[Consent], counts: impl Fn(Option<usize>) -> bool, day: Date) -> Standing {
    let own = || rows.iter().filter(|row| counts(row.institution));
    let withdrawals = || own().filter_map(|row| row.withdrawn);
    let withdrawn = withdrawals().filter(|&on| on <= day).max();
    let of_row = |row: &Consent| {
        let given = row.given?;
        let until = row.until.filter(|&until| until < day);
        Some(match (withdrawn.filter(|&on| on >= given), until) {
            _ if given > day => Standing::Later(given),
            (Some(on), _) => Standing::Withdrawn(on),
            (None, Some(until)) => Standing::Ended(until),
            (None, None) => {
                // Withdrawals may be entered ahead of their day.
                let ahead = withdrawals().filter(|&on| on > day && on >= given).min();
                let last = ahead.and_then(|on| on.yesterday().ok());
                let until = [row.until, last].into_iter().flatten().min().unwrap_or(Date::MAX);
                Standing::Given { until, since: given }
            }
        })
    };
    let best = own().filter_map(of_row).max().unwrap_or(Standing::Absent);
    match (best, withdrawn) {
        // A withdrawal counts although the row of the consent is missing.
        (Standing::Absent | Standing::Later(_), Some(on)) => Standing::Withdrawn(on),
        (best, _) => best,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    /// `institution given until withdrawn`, `-` for none.
    fn consents(rows: &[&str]) -> Consents {
        let mut all = Consents::default();
        for row in rows {
            let cells: Vec<&str> = row.split(' ').collect();
            let date = |at: usize| Some(cells[at]).filter(|cell| *cell != "-").map(day);
            let institution = cells[0].parse().ok();
            let consent = Consent { institution, given: date(1), until: date(2), withdrawn: date(3) };
            all.add("A", consent);
        }
        all
    }

    #[test]
    fn a_consent_holds_from_its_first_to_its_last_day() {
        let all = consents(&["- 2025-01-10 2025-06-30 -"]);
        let (given, until) = (day("2025-01-10"), day("2025-06-30"));
        assert_eq!(all.at("A", 0, day("2025-01-09")), Standing::Later(given));
        for on in ["2025-01-10", "2025-03-01", "2025-06-30"] {
            assert_eq!(all.at("A", 0, day(on)), Standing::Given { until, since: given }, "{on}");
        }
        assert_eq!(all.at("A", 0, day("2025-07-01")), Standing::Ended(until));
        assert_eq!(all.at("B", 0, day("2025-03-01")), Standing::Absent);
    }

    #[test]
    fn a_withdrawal_ends_what_was_given_before_and_not_what_is_given_again() {
        let all = consents(&["- 2025-01-10 - 2025-03-01", "- 2025-03-02 - -"]);
        assert!(all.at("A", 0, day("2025-02-28")).holds());
        assert_eq!(all.at("A", 0, day("2025-03-01")), Standing::Withdrawn(day("2025-03-01")));
        assert!(all.at("A", 0, day("2025-03-02")).holds());
        // On the day of the withdrawal the withdrawal counts.
        assert!(!consents(&["- 2025-03-01 - 2025-03-01"]).at("A", 0, day("2025-03-01")).holds());
    }

    #[test]
    fn a_withdrawal_entered_ahead_is_the_end_of_the_consent() {
        let all = consents(&["- 2025-01-10 - 2025-03-01", "1 2025-01-10 2025-02-10 -"]);
        assert_eq!(all.ends("A", None, day("2025-02-01")), Some(day("2025-02-28")));
        assert_eq!(all.ends("A", Some(1), day("2025-02-01")), Some(day("2025-02-28")));
        // Given again on a later day, it lasts.
        let again = consents(&["- 2025-01-10 - 2025-03-01", "- 2025-03-02 - -"]);
        assert_eq!(
            again.ends("A", None, day("2025-02-01")),
            Some(day("2025-03-01").yesterday().unwrap_or_default())
        );
    }

    #[test]
    fn a_general_withdrawal_ends_consents_for_one_institution_too() {
        let all = consents(&["1 2025-01-10 - -", "- - - 2025-03-01"]);
        assert!(all.at("A", 1, day("2025-02-28")).holds());
        assert_eq!(all.at("A", 0, day("2025-02-28")), Standing::Absent);
        assert_eq!(all.anywhere("A", 3, day("2025-03-01")), Standing::Withdrawn(day("2025-03-01")));
    }

    #[test]
    fn a_withdrawal_at_one_institution_leaves_the_others() {
        let all = consents(&["- 2025-01-10 - -", "1 - - 2025-03-01"]);
        let on = day("2025-03-01");
        assert_eq!(all.at("A", 1, on), Standing::Withdrawn(on));
        assert!(all.at("A", 0, on).holds() && all.anywhere("A", 2, on).holds());
        // No institution is left.
        assert!(!consents(&["- 2025-01-10 - -", "0 - - 2025-03-01"]).anywhere("A", 1, on).holds());
    }

    #[test]
    fn a_consent_that_is_renewed_in_time_ends_with_the_last() {
        let all = consents(&["- 2025-01-01 2025-01-31 -", "- 2025-02-01 2025-02-28 -", "- 2025-04-01 - -"]);
        assert_eq!(all.ends("A", None, day("2025-01-10")), Some(day("2025-02-28")));
        assert_eq!(all.ends("A", None, day("2025-03-10")), None);
        assert_eq!(all.ends("A", None, day("2025-04-10")), None);
    }
}
