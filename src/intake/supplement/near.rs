//! Columns of a supplement whose header is nearly the name of a field that nothing gives.

use std::collections::BTreeSet;

use super::fields;
use super::read::{Read, Table};
use crate::finding::{Code, Finding, Findings};
use crate::firms::Field;
use crate::firms::width::key;
use crate::intake::header::near::Names;
use crate::intake::options::Supplement;
use crate::intake::setting::Setting;
use crate::words::say;

/// A warning for each column of a supplement without `fields` that is no field, and is headed nearly as one
/// that nothing has `given`.
pub(super) fn remarks(
    supplement: &Supplement,
    read: &Read,
    given: &BTreeSet<usize>,
    setting: Setting<'_>,
) -> Findings {
    if !supplement.fields.is_empty() || supplement.long.is_some() {
        return Findings::new();
    }
    let dictionary = setting.dictionary;
    let is_free = |field: &&Field| {
        let gives = match supplement.as_previous_year {
            true => dictionary.position(&format!("{}_prev", field.name)),
            false => dictionary.position(&field.name),
        };
        let is_key = field.name == "name" || field.name == dictionary.primary_key;
        gives.is_some_and(|at| !given.contains(&at)) && !is_key
    };
    let names = Names::new(dictionary.fields.iter().filter(is_free));
    let is_key =
        |header: &str| supplement.key.as_ref().is_some_and(|named| key(named.get_ref()) == key(header));
    let warning = |table: &Table, header: &String| {
        let is_other = fields::field_of(supplement, header, dictionary).is_none() && !is_key(header);
        let field = names.nearest(&key(header)).filter(|_| is_other)?;
        let (name, title) = (&field.name, &field.title);
        let place = table.intake.parts.iter().next()?.place().clone().in_column(header.as_str());
        let line = format!("{header:?} = {name:?}");
        let help = say!(intake::supplement_near_help, title = title, name = name, line = line);
        Some(Finding::new(Code::ColumnNear, place, say!(intake::column_near, name = name)).help(help))
    };
    let headers = read.tables.iter().flat_map(|table| table.headers.iter().map(move |one| (table, one)));
    headers.filter_map(|(table, header)| warning(table, header)).collect()
}
