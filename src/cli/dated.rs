//! Parameter files with dated values: checked on every day on which one changes, and printed with their days.

use jiff::civil::Date;

use crate::finding::{Code, Findings};
use crate::parameters::InForce;
use crate::words::{Message, say};

/// Loads a file on the day before the first of `days`, on each of `days`, and without a day; returns what was
/// loaded last. Before the first day no value need be in force.
///
/// # Errors
/// The faults of the first day that has any.
pub(super) fn on_every_day<T>(
    days: Vec<Date>,
    load: impl Fn(Option<Date>) -> Result<T, Findings>,
) -> Result<T, Findings> {
    let before = days.first().and_then(|first| first.yesterday().ok());
    if let Some(Err(findings)) = before.map(|day| load(Some(day)))
        && findings.iter().any(|finding| finding.code != Code::ValueNotInForce)
    {
        return Err(findings);
    }
    for day in days {
        load(Some(day))?;
    }
    load(None)
}

/// Dated values in force, each with its first day and its document.
pub(super) fn in_force(values: &[InForce]) -> impl Iterator<Item = Message> {
    values.iter().map(|dated| {
        let key = &dated.key;
        let value = dated.value.split_whitespace().collect::<Vec<_>>().join(" ");
        match (dated.valid_from, &dated.source) {
            (Some(day), Some(source)) => {
                say!(scorecards::dated_since_source, key = key, value = value, day = day, source = source)
            }
            (Some(day), None) => say!(scorecards::dated_since, key = key, value = value, day = day),
            (None, Some(source)) => {
                say!(scorecards::dated_always_source, key = key, value = value, source = source)
            }
            (None, None) => say!(scorecards::dated_always, key = key, value = value),
        }
    })
}
