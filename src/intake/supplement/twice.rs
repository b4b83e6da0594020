//! Fields that a supplement gives though something else gives them already.

use std::collections::BTreeSet;

use super::given::Target;
use crate::finding::{Code, Finding, Findings};
use crate::intake::options::Supplement;
use crate::intake::part::Draft;
use crate::intake::setting::Setting;
use crate::words::say;

/// Refuses targets whose field is `given`: by a column of `drafts`, by another supplement, or by another item
/// of the same one.
pub(super) fn refuse(
    supplement: &Supplement,
    targets: &[Target],
    given: &BTreeSet<usize>,
    drafts: &[Draft],
    setting: Setting<'_>,
) -> Result<(), Findings> {
    let twice = targets.iter().filter(|target| given.contains(&target.field));
    let fault =
        |target: &Target| {
            let place = setting.parameters.place(target.written.unwrap_or(supplement.path.span().start));
            let place = place.in_column("supplement");
            let name = &setting.dictionary.fields[target.field].name;
            let fields = if supplement.fields.is_empty() { "all" } else { "named" };
            let headers = of_cohort(drafts, target.field);
            let finding = |message| Finding::new(Code::ColumnAmbiguous, place, message);
            match headers.is_empty() {
                true => finding(say!(intake::given_twice, name = name))
                    .help(say!(intake::given_twice_help, fields = fields)),
                false => finding(say!(intake::given_twice_cohort, name = name, headers = &headers))
                    .help(say!(intake::given_twice_help_cohort, headers = headers, fields = fields)),
            }
        };
    twice.map(fault).collect::<Findings>().or_stop(()).map(|_| ())
}

/// The headers of the cohort's own columns of `field`, as TOML lists them; empty without any.
fn of_cohort(drafts: &[Draft], field: usize) -> String {
    let header = |draft: &Draft| {
        let reading = &draft.table.reading;
        let column = reading.bound.iter().position(|&bound| bound == Some(field))?;
        reading.own_headers().get(column).map(|header| format!("{:?}", &**header))
    };
    let headers: BTreeSet<String> = drafts.iter().filter_map(header).collect();
    headers.into_iter().collect::<Vec<String>>().join(", ")
}
