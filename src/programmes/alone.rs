//! A programme by itself, without a campaign.

use jiff::civil::Date;

use super::check::{Checker, scope_of};
use super::draft::Draft;
use super::in_use::Programmes;
use super::programme::Programme;
use crate::expr::Scope;
use crate::finding::{Findings, Place};
use crate::firms::Dictionary;
use crate::parameters::Source;
use crate::scorecard::{SCORECARDS, Scorecard, run_scope};

/// The scorecard whose results rules are checked against.
const SCORECARD: &str = "mst-2022";

impl Programmes {
    /// The programme in `source`, with the values in force on `day`, or the latest ones without a day. Its
    /// rules may use the built-in dictionary, its own fields and the results of `mst-2022`.
    ///
    /// # Errors
    /// Every fault of the programme. Numbers that a campaign must give are none: see
    /// [`Programme::required`].
    pub fn load_alone(source: &Source, day: Option<Date>) -> Result<(Draft, Programme, Findings), Findings> {
        let draft = Draft::open(source, Place::default(), None, day)?;
        let base = Dictionary::built_in();
        let card = SCORECARDS.find(SCORECARD, Place::default())?;
        let (card, _) = Scorecard::load(&card, &base, None)?;
        let mut dictionary = card.dictionary(&base);
        for field in draft.fields() {
            if dictionary.position(&field.name).is_none() {
                dictionary.fields.push(field.clone());
            }
        }
        let (programme, findings) = Programmes::check_alone(&draft, &run_scope(&card, &[], &dictionary))?;
        Ok((draft, programme, findings))
    }

    /// Compiles one draft by itself. `scope` has the names of institutions' rules.
    ///
    /// # Errors
    /// As [`Programmes::load_alone`].
    pub fn check_alone(draft: &Draft, scope: &Scope) -> Result<(Programme, Findings), Findings> {
        let of_firms = scope;
        let scope = scope_of(scope);
        let mut findings = Findings::new();
        let mut checker = Checker::new(&draft.text, of_firms, &scope, &mut findings);
        checker.is_alone = true;
        let programme = checker.programme(draft, &mut Vec::new());
        findings.sort();
        match programme {
            Some(programme) => findings.or_stop(programme),
            None => Err(findings),
        }
    }
}
