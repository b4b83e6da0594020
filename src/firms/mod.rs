//! The cohort as typed columns, and the dictionary that says what each column means.

mod column;
mod dictionary;
pub(crate) mod frame;
mod unit;
pub(crate) mod width;

pub use column::{Cells, Column, Exact, Frame, Kind, Slot, Texts, Value};
pub use dictionary::{Constraints, Dictionary, Field, FieldType, Headers};
pub use unit::Unit;

/// The firms of one run: one column per bound field, one row per firm, all columns equally long.
#[derive(Clone, Debug)]
pub struct Firms {
    /// How many firms.
    pub len: usize,
    /// The fields the columns answer to.
    pub dictionary: Dictionary,
    /// One per field of the dictionary, in its order; `None` where the file has no such column.
    pub columns: Vec<Option<Column>>,
    /// The dictionary's position of the field that tells firms apart.
    pub id_field: usize,
    /// Where each firm's row stands in the file: its physical line, from 1.
    pub lines: Vec<u32>,
}

impl Firms {
    /// The column of a field, by name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns[self.dictionary.position(name)?].as_ref()
    }

    /// Each firm's id: the credit code, or the column the campaign names. Intake admits no firm without one.
    pub fn ids(&self) -> &Texts {
        match &self.columns[self.id_field] {
            Some(Column::Text(texts)) => texts,
            _ => unreachable!("intake binds the id to a column of texts"),
        }
    }

    /// One slot per field of the dictionary, in its order: what rules over firms read.
    pub fn slots(&self) -> impl Iterator<Item = Slot<'_>> {
        self.columns.iter().map(|column| match column {
            Some(column) => Slot::Column(column),
            None => Slot::Constant(Value::Missing),
        })
    }
}
