//! Columns that nothing reads: their faulty cells cost no row, and are counted.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::RowFault;
use super::table::Table;
use crate::finding::{Code, Finding, Findings, Place};

/// Per column of the file: whether it is read, though nothing asks for its field.
pub(super) fn columns(table: &Table, asked: &BTreeSet<usize>) -> Vec<bool> {
    let is_idle = |field: &usize| !asked.contains(field) && *field != table.id_field;
    table.bound.iter().map(|field| field.as_ref().is_some_and(is_idle)).collect()
}

/// Takes the faults of `idle` columns out of `faults`, and notes how many there are in each.
pub(super) fn noted(faults: &mut Vec<RowFault>, idle: &[bool], table: &Table, place: &Place) -> Findings {
    let mut of: BTreeMap<usize, (usize, RowFault)> = BTreeMap::new();
    faults.retain(|fault| {
        let column = fault.column.filter(|&column| idle[column]);
        let Some(column) = column else { return true };
        of.entry(column).and_modify(|(count, _)| *count += 1).or_insert_with(|| (1, fault.clone()));
        false
    });
    of.into_iter().map(|(column, (count, first))| note(table, place, column, count, &first)).collect()
}

fn note(table: &Table, place: &Place, column: usize, count: usize, first: &RowFault) -> Finding {
    let header = &table.headers[column];
    let field = table.bound[column].map_or("", |field| &table.dictionary.fields[field].name);
    let cells =
        if count == 1 { "1 cell".to_owned() } else { format!("{count} cells, this the first of them,") };
    let message = format!(
        "{}; {cells} cannot be used, and no rule, list or check reads the field `{field}`",
        first.message
    );
    let place = place.clone().at_line(table.rows[first.row as usize].line).in_column(header.clone());
    Finding::new(Code::ColumnIdle, place, message)
        .help(format!("no row is set aside for it; to leave the column out: ignore = [\"{header}\"] in the campaign's [firms]"))
}
