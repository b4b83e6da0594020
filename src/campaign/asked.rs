//! Fields of the cohort that something reads: only faults in these set a row aside.

use std::collections::BTreeSet;

use crate::firms::Dictionary;
use crate::referral::{CONSENT, Institutions};
use crate::scorecard::Scorecard;

/// Positions in `dictionary` of the fields that a rule or value of one of the `scorecards` reads, an
/// institution's rule, order or column, or the firm's id, name or consent; and of those that a scorecard
/// declares or that are required. The usual columns of lists ask for none: they show what is known.
pub(super) fn fields<'a>(
    scorecards: impl IntoIterator<Item = &'a Scorecard>,
    institutions: Option<&Institutions>,
    dictionary: &Dictionary,
) -> BTreeSet<usize> {
    let mut asked: BTreeSet<usize> = institutions.map(Institutions::slots_asked).unwrap_or_default();
    let mut names = vec![dictionary.primary_key.as_str(), "name"];
    names.extend(institutions.map(|_| CONSENT));
    for scorecard in scorecards {
        asked.extend(scorecard.expressions().flat_map(|rule| rule.slots()));
    }
    asked.extend(names.into_iter().filter_map(|name| dictionary.position(name)));
    // Scorecards that are checked together have their own fields in the dictionary only.
    let base = Dictionary::built_in();
    let own = dictionary.fields.iter().enumerate().filter(|(_, field)| base.position(&field.name).is_none());
    asked.extend(own.map(|(at, _)| at));
    let required = dictionary.fields.iter().enumerate().filter(|(_, field)| field.constraints.required);
    asked.extend(required.map(|(at, _)| at));
    // Behind the fields the scope has the day and results.
    asked.retain(|&slot| slot < dictionary.fields.len());
    asked
}
