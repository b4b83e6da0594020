//! Missing facts that the campaign accepts.

use std::collections::BTreeSet;

use crate::finding::{Code, Finding, Findings, nearest};
use crate::firms::Dictionary;
use crate::parameters::{Source, Spanned};
use crate::scorecard::Scorecard;
use crate::words::{Arg, say};

/// Lets firms pass gates of the scorecards although the fields `names` are missing, as the campaign `source`
/// says. Returns the fields' positions in the dictionary. Without the campaign's own gates, a name that no
/// gate holds firms for is left out.
///
/// # Errors
/// Names of no such field, and names written twice.
pub(super) fn accept(
    source: &Source,
    names: &[Spanned<String>],
    scorecards: &mut [Scorecard],
    dictionary: &Dictionary,
    is_own: bool,
) -> Result<BTreeSet<usize>, Findings> {
    let fields = dictionary.fields.len();
    let acceptable: BTreeSet<usize> =
        scorecards.iter().flat_map(|scorecard| scorecard.acceptable(fields)).collect();
    let mut accepted = BTreeSet::new();
    let mut findings = Findings::new();
    for name in names {
        let place = || source.place(name.span().start).in_column("accept_unknown");
        let name = name.get_ref();
        match dictionary.find(name).filter(|field| acceptable.contains(field)) {
            Some(field) if accepted.insert(field) => {}
            Some(_) => {
                let message = say!(campaign::accepted_twice, name = name);
                let help = say!(campaign::accepted_twice_help);
                findings.push(Finding::new(Code::NameRepeated, place(), message).help(help));
            }
            None if is_own => {
                let known = || acceptable.iter().map(|&field| dictionary.fields[field].name.as_str());
                let message = say!(campaign::accepted_idle, name = name);
                let help = match (nearest(name, known()), acceptable.len()) {
                    (_, 0) => say!(campaign::accepted_none_help),
                    (Some(near), _) => say!(campaign::did_you_mean, name = near),
                    (None, _) => say!(campaign::accepted_known_help, names = Arg::items(known())),
                };
                findings.push(Finding::new(Code::NameUnknown, place(), message).help(help));
            }
            None => {}
        }
    }
    for scorecard in scorecards {
        scorecard.accept_unknown(&accepted, dictionary);
    }
    findings.or_stop(accepted).map(|(accepted, _)| accepted)
}
