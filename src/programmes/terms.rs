//! Terms of the loans of a campaign, checked against what its programmes need.

use super::check::{Checker, PERCENT, TIME, WAN};
use super::in_use::LoanTerms;
use super::instrument::SubsidyOf;
use super::programme::Programme;
use super::quantity::Quantity;
use super::written::{self, ProgrammesEntry};
use crate::finding::{Code, Finding, Place};
use crate::parameters::Spanned;
use crate::words::say;

/// Whether programmes need a rate of the loans.
enum Need<'a> {
    /// This one does.
    By(&'a Programme),
    /// None does.
    None,
    /// A programme is faulty, so that it is not known.
    Unknown,
}

impl<'a> Need<'a> {
    fn of(all: Option<&'a [Programme]>, needs: impl Fn(&Programme) -> bool) -> Need<'a> {
        let Some(all) = all else { return Need::Unknown };
        all.iter().find(|one| needs(one)).map_or(Need::None, Need::By)
    }
}

impl Checker<'_> {
    /// The terms that `entry` states. A rate is needed if one of the programmes reads it, else it must be
    /// absent; `None` for programmes if one of them is faulty. `None` after a fault, which is reported.
    pub(super) fn loan(&mut self, entry: &ProgrammesEntry, all: Option<&[Programme]>) -> Option<LoanTerms> {
        let place = self.source.place(entry.used.span().start).in_column("programmes.loan");
        let entry = &entry.loan;
        let usual =
            |this: &mut Self, written: Option<&Spanned<written::Quantity>>, field: &str, key, bounds| {
                let usual = Spanned::new(0..0, written::Quantity::Text(field.to_owned()));
                this.quantity(written.unwrap_or(&usual), None, key, bounds)
            };
        let principal = usual(self, entry.principal.as_ref(), "loan_demand", "principal", WAN);
        let months = usual(self, entry.months.as_ref(), "loan_term", "months", TIME);
        let of_interest =
            |one: &Programme| one.subsidy.as_ref().is_some_and(|subsidy| subsidy.of == SubsidyOf::Interest);
        let needs_rate = Need::of(all, of_interest);
        let needs_funding = Need::of(all, |one| one.relending.is_some());
        let rate = self.needed(entry.rate.as_ref(), "rate", needs_rate, &place);
        let funding = self.needed(entry.funding.as_ref(), "funding", needs_funding, &place);
        Some(LoanTerms { basis: entry.basis, principal: principal?, months: months?, rate, funding })
    }

    /// A rate of the loan, if it is needed; `place` is that of a missing one.
    fn needed(
        &mut self,
        written: Option<&Spanned<written::Quantity>>,
        key: &'static str,
        need: Need<'_>,
        place: &Place,
    ) -> Option<Quantity> {
        match (written, need) {
            (Some(written), Need::By(_) | Need::Unknown) => self.quantity(written, None, key, PERCENT),
            (Some(written), Need::None) => {
                let message = say!(programmes::rate_idle, key = key);
                self.fault(Code::KeyIdle, written, key, message, say!(programmes::rate_idle_help));
                None
            }
            (None, Need::By(programme)) => {
                let message = say!(programmes::rate_missing, key = key, programme = &programme.id);
                let help = say!(programmes::rate_missing_help, key = key);
                self.findings.push(Finding::new(Code::KeyMissing, place.clone(), message).help(help));
                None
            }
            (None, Need::None | Need::Unknown) => None,
        }
    }
}
