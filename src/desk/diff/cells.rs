//! Values of firms in two runs, compared cell by cell.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{DataFrame, DataType};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::super::finished::texts;
use crate::finding::Finding;
use crate::firms::{Cells, Column, Dictionary, Firms, Texts, Value};
use crate::publish::{FieldTerms, Output, Terms};
use crate::scoring::Given;
use crate::studies::compare::Both;
use crate::words::{Message, say};

/// File of a run that holds the values.
const NAME: &str = "firms.parquet";

/// Values of a run's firms by field, in the order of the scores. Days are texts.
#[derive(Clone, Debug, Default)]
pub struct Values {
    columns: BTreeMap<String, Column>,
}

impl Values {
    /// The values that a run of `firms` kept of the `wanted` fields; `None` if it kept none.
    pub(super) fn read(
        output: &Output,
        firms: usize,
        wanted: &BTreeSet<String>,
    ) -> Result<Option<Values>, Finding> {
        if !output.has(NAME) {
            return Ok(None);
        }
        let table = output.parquet_of(NAME, |name| wanted.contains(name))?;
        let column = |name: &str| Some((name.to_owned(), column(&table, name)?));
        let columns: Option<BTreeMap<String, Column>> =
            table.get_column_names().into_iter().map(|name| column(name.as_str())).collect();
        let fits = |columns: &BTreeMap<String, Column>| columns.values().all(|column| column.len() == firms);
        match columns.filter(fits) {
            Some(columns) => Ok(Some(Values { columns })),
            None => Err(output.strange(NAME, say!(desk::strange_unlike))),
        }
    }

    /// The values of a cohort's firms, of those in `order`.
    pub fn of(firms: &Firms, order: &[u32]) -> Values {
        let fields = firms.dictionary.fields.iter().zip(&firms.columns);
        let known = fields.filter_map(|(field, column)| Some((field.name.clone(), column.as_ref()?)));
        let taken = |column: &Column| match column.take(order) {
            Column::Date(days) => {
                let mut texts = Texts::with_capacity(days.len(), 0);
                days.iter().for_each(|day| texts.push(&day.map_or(String::new(), |day| day.to_string())));
                Column::Text(texts)
            }
            column => column,
        };
        Values { columns: known.map(|(name, column)| (name, taken(column))).collect() }
    }
}

/// A column of the table as a cohort's column; `None` for a type that no run writes.
fn column(table: &DataFrame, name: &str) -> Option<Column> {
    let column = table.column(name).ok()?;
    Some(match column.dtype() {
        DataType::Float64 => Column::Number(column.f64().ok()?.iter().collect::<Cells<f64>>()),
        DataType::Boolean => Column::Flag(column.bool().ok()?.iter().collect::<Cells<bool>>()),
        _ => Column::Text(texts(table, name)?),
    })
}

/// Columns of two runs, field by field; `None` for a field that a run did not read.
#[derive(Debug)]
pub(super) struct Pairs<'a> {
    positions: FxHashMap<&'a str, usize>,
    columns: Vec<Both<Option<&'a Column>>>,
}

/// A changed value of a firm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CellChange {
    /// Name of the field.
    pub field: String,
    /// Title of the field.
    pub title: Message,
    /// Unit of a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The value in the first run; `None` if missing.
    pub before: Option<Given>,
    /// The value in the second run; `None` if missing.
    pub after: Option<Given>,
    /// Whether a supplement gives the field in either run.
    pub supplement: bool,
}

impl<'a> Pairs<'a> {
    /// The columns of these fields.
    pub(super) fn of(before: &'a Values, after: &'a Values, fields: &'a BTreeSet<String>) -> Pairs<'a> {
        let (mut positions, mut columns) = (FxHashMap::default(), Vec::new());
        for field in fields {
            let pair = Both { before: before.columns.get(field), after: after.columns.get(field) };
            if pair.before.is_some() || pair.after.is_some() {
                positions.insert(field.as_str(), columns.len());
                columns.push(pair);
            }
        }
        Pairs { positions, columns }
    }

    /// The position of a field that either run read.
    pub(super) fn position(&self, field: &str) -> Option<usize> {
        self.positions.get(field).copied()
    }

    /// The values of a field for the firm in these rows.
    fn values(&self, at: usize, rows: Both<u32>) -> Both<Value<'a>> {
        let value = |column: Option<&'a Column>, row: u32| {
            column.map_or(Value::Missing, |column| column.value(row as usize))
        };
        let Both { before, after } = self.columns[at];
        Both { before: value(before, rows.before), after: value(after, rows.after) }
    }

    /// Whether a field's value differs.
    pub(super) fn differs(&self, at: usize, rows: Both<u32>) -> bool {
        let values = self.values(at, rows);
        values.before != values.after
    }

    /// All changed values of the firm in these rows, by field.
    pub(super) fn changes(&self, rows: Both<u32>, titles: &FieldTitles<'_>) -> Vec<CellChange> {
        let mut names: Vec<(&str, usize)> = self.positions.iter().map(|(name, at)| (*name, *at)).collect();
        names.sort_unstable();
        let changed = names.into_iter().filter(|(_, at)| self.differs(*at, rows));
        changed.map(|(name, at)| titles.change(name, self.values(at, rows))).collect()
    }
}

/// Titles and units of fields, and which of them supplements give.
#[derive(Debug)]
pub(super) struct FieldTitles<'a> {
    terms: Both<&'a Terms>,
    dictionary: Dictionary,
}

impl<'a> FieldTitles<'a> {
    pub(super) fn of(terms: Both<&'a Terms>) -> FieldTitles<'a> {
        FieldTitles { terms, dictionary: Dictionary::built_in() }
    }

    pub(super) fn is_supplemented(&self, field: &str) -> bool {
        self.terms.before.is_supplemented(field) || self.terms.after.is_supplemented(field)
    }

    fn field(&self, name: &str) -> Option<&FieldTerms> {
        let Both { before, after } = self.terms;
        let fields = before.judged.fields.iter().chain(&after.judged.fields);
        fields.into_iter().find(|field| field.name == name)
    }

    /// The title of a field.
    pub(super) fn title(&self, name: &str) -> Message {
        match (self.field(name), self.dictionary.field(name)) {
            (Some(field), _) => field.title.clone(),
            (None, Some(field)) => field.label(),
            (None, None) => name.into(),
        }
    }

    fn change(&self, name: &str, values: Both<Value<'_>>) -> CellChange {
        CellChange {
            field: name.to_owned(),
            title: self.title(name),
            unit: self.field(name).and_then(|field| field.unit.clone()),
            before: Given::of(values.before),
            after: Given::of(values.after),
            supplement: self.is_supplemented(name),
        }
    }
}
