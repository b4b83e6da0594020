//! The fields of the cohort that the run reads: only a faulty cell of such a field quarantines its row.

use std::collections::BTreeSet;

use crate::firms::Dictionary;
use crate::programmes::Programmes;
use crate::referral::{CONSENT, Institutions};
use crate::scorecard::Scorecard;

/// Positions in `dictionary` of the fields that the run reads:
///
/// - fields in an expression of one of the `scorecards` or `programmes`, or in a rule, order or named column
///   of an institution
/// - the firm's id and name, and its consent if there are `institutions`
/// - fields that a scorecard declares, and required fields
///
/// The usual columns of lists add no field: they show a value if it is known.
pub(super) fn fields<'a>(
    scorecards: impl IntoIterator<Item = &'a Scorecard>,
    institutions: Option<&Institutions>,
    programmes: Option<&Programmes>,
    dictionary: &Dictionary,
) -> BTreeSet<usize> {
    let mut asked: BTreeSet<usize> = institutions.map(Institutions::slots_asked).unwrap_or_default();
    asked.extend(programmes.iter().flat_map(|programmes| programmes.slots()));
    let mut names = vec![dictionary.primary_key.as_str(), "name"];
    names.extend(institutions.map(|_| CONSENT));
    for scorecard in scorecards {
        asked.extend(scorecard.expressions().flat_map(|rule| rule.slots()));
    }
    asked.extend(names.into_iter().filter_map(|name| dictionary.position(name)));
    // A scorecard's own fields are added to the joint dictionary, so all fields beyond the built-in ones
    // count.
    let base = Dictionary::built_in();
    let own = dictionary.fields.iter().enumerate().filter(|(_, field)| base.position(&field.name).is_none());
    asked.extend(own.map(|(at, _)| at));
    let required = dictionary.fields.iter().enumerate().filter(|(_, field)| field.constraints.required);
    asked.extend(required.map(|(at, _)| at));
    // In the scope the as-of day and the results follow the fields.
    asked.retain(|&slot| slot < dictionary.fields.len());
    asked
}
