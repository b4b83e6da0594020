//! Columns whose headers name a year, as fields of this year and of the year before.

use super::roles::Table;
use crate::firms::Dictionary;
use crate::intake::SurveyedColumn;

/// Makes columns of `table` that name a year the fields of that year: of the current one, and of the year
/// before. The current year is `as_of` or that of the table's name if a column names it, else the greatest.
/// A field that another column is already has no second one.
pub(super) fn settle(table: &mut Table, dictionary: &Dictionary, as_of: Option<i16>) {
    let columns = table.columns();
    let years = || columns.iter().filter_map(|column| Some(column.dated.as_ref()?.year));
    let named = |year: Option<i16>| year.filter(|year| years().any(|one| one == *year));
    let Some(current) = named(as_of).or_else(|| named(table.year)).or_else(|| years().max()) else { return };
    let target = |column: &SurveyedColumn| {
        let dated = column.dated.as_ref()?;
        let name = match current - dated.year {
            0 => dated.field.clone(),
            1 => format!("{}_prev", dated.field),
            _ => return None,
        };
        dictionary.position(&name).is_some().then_some(name)
    };
    let targets: Vec<Option<String>> = columns.iter().map(target).collect();
    let is_plain = |name: &str| {
        columns.iter().any(|column| column.dated.is_none() && column.field.as_deref() == Some(name))
    };
    let is_single = |name: &str| targets.iter().flatten().filter(|other| *other == name).count() == 1;
    let bound = targets.iter().enumerate().filter_map(|(at, name)| Some((at, name.clone()?)));
    let bound: Vec<(usize, String)> = bound.filter(|(_, name)| is_single(name) && !is_plain(name)).collect();
    if bound.is_empty() {
        return;
    }
    for (at, column) in table.surveyed.columns.iter_mut().enumerate() {
        let Some(dated) = &column.dated else { continue };
        if let Some((_, name)) = bound.iter().find(|(bound, _)| *bound == at) {
            (column.field, column.unit, column.near) = (Some(name.clone()), dated.unit.clone(), None);
        } else if bound.iter().any(|(_, name)| column.field.as_ref() == Some(name)) {
            // A column of another year is not the field.
            column.field = None;
        }
    }
    table.year = table.year.or(Some(current));
    table.dated = Some((current, bound.into_iter().map(|(at, _)| at).collect()));
}
