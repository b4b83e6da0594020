//! Faults and notes on rows of a long table that enter no table of a field.

use super::rows::Unused;
use crate::finding::{Code, Finding, Findings, listed, nearest};
use crate::firms::{Dictionary, Field};
use crate::intake::options::{Long, Supplement};
use crate::intake::part::Origin;
use crate::intake::setting::Setting;
use crate::intake::supplement::left::{Fate, LeftOver};
use crate::intake::supplement::read::Table;
use crate::parameters::Spanned;
use crate::words::say;

/// The fault of a table of which no row gives a field: none can be used, or no item is a field.
pub(super) fn nothing(
    supplement: &Supplement,
    long: &Spanned<Long>,
    unused: &Unused,
    setting: Setting<'_>,
) -> Finding {
    let place = setting.parameters.place(long.span().start).in_column("long");
    let supplement = supplement.id();
    if let Some(LeftOver { part, line, fate: Fate::Faulty(reason), .. }) =
        unused.faulty.first().filter(|_| unused.items.is_empty())
    {
        let first = format!("{part}:{line}");
        let message = say!(
            intake::long_none_sound,
            supplement = supplement,
            count = unused.faulty.len(),
            first = first,
            reason = reason.clone()
        );
        return Finding::new(Code::KeyIdle, place, message).help(say!(intake::long_none_sound_help));
    }
    let message = say!(intake::supplement_gives_nothing, supplement = supplement);
    let items = listed(unused.items.keys(), unused.items.len());
    Finding::new(Code::KeyIdle, place, message).help(say!(intake::long_no_item_help, items = items))
}

/// The fault of a table that gives nothing and has no rows of `year`.
pub(super) fn no_such_year(
    supplement: &Supplement,
    long: &Spanned<Long>,
    year: i16,
    unused: &Unused,
    setting: Setting<'_>,
) -> Finding {
    let place = setting.parameters.place(long.span().start).in_column("long");
    let years = listed(unused.seen.iter().rev().map(i16::to_string), unused.seen.len());
    let last = unused.seen.last().copied().unwrap_or(year).to_string();
    let message =
        say!(intake::long_no_year, supplement = supplement.id(), year = year.to_string(), years = years);
    Finding::new(Code::ValueInvalid, place, message).help(say!(intake::long_no_year_help, last = last))
}

/// Notes on rows that enter no table, and on a table without rows of `year`.
pub(super) fn notes(
    supplement: &Supplement,
    year: i16,
    unused: &Unused,
    tables: &[Table],
    files: &[Origin],
    dictionary: &Dictionary,
) -> Findings {
    let place = files.first().map(|file| file.place.clone()).unwrap_or_default();
    let mut notes = Findings::new();
    if let Some(last) = unused.seen.last().filter(|last| **last < year) {
        let (year, last) = (year.to_string(), last.to_string());
        let message = say!(intake::long_only_before, supplement = supplement.id(), year = year, last = &last);
        let help = say!(intake::long_no_year_help, last = last);
        notes.push(Finding::new(Code::SupplementUnmatched, place.clone(), message).help(help));
    }
    let rows: usize = unused.years.values().sum();
    if rows > 0 {
        let years = listed(unused.years.keys().rev().map(i16::to_string), unused.years.len());
        let message =
            say!(intake::long_other_years, supplement = supplement.id(), count = rows, years = years);
        notes.push(Finding::new(Code::SupplementUnmatched, place.clone(), message));
    }
    let mut faulty: Vec<&LeftOver> =
        unused.faulty.iter().chain(tables.iter().flat_map(|table| &table.faulty)).collect();
    faulty.sort_by_key(|row| (&row.part, row.line));
    if let Some(LeftOver { part, line, fate: Fate::Faulty(reason), .. }) = faulty.first() {
        let message = say!(
            intake::long_faulty,
            supplement = supplement.id(),
            count = faulty.len(),
            reason = reason.clone()
        );
        let place = files.iter().find(|file| file.part() == *part).map(|file| file.place.clone());
        let place = place.unwrap_or_default().at_line(*line);
        let help = say!(intake::long_faulty_help);
        notes.push(Finding::new(Code::SupplementUnclear, place, message).help(help));
    }
    for (item, count) in &unused.items {
        let place = place.clone().in_column(item.as_str());
        let is_value = |field: &&Field| field.name != dictionary.primary_key && field.name != "name";
        let titles = dictionary.fields.iter().filter(is_value).flat_map(|field| field.headers());
        let near = nearest(item, titles)
            .and_then(|title| dictionary.fields.iter().find(|field| field.is_headed(title)));
        let message = say!(intake::long_no_field, count = *count);
        let help = match near {
            Some(field) => say!(intake::long_no_field_near_help, item = item, name = &field.name),
            None => say!(intake::long_no_field_help, item = item),
        };
        notes.push(Finding::new(Code::ColumnUnused, place, message).help(help));
    }
    notes
}
