//! The cohort as typed columns, and the dictionary of their meanings.

mod cells;
mod column;
mod dictionary;
pub(crate) mod frame;
mod slot;
mod texts;
mod unit;
pub(crate) mod width;

pub use cells::Cells;
pub use column::{Column, Kind, Value};
pub use dictionary::{Constraints, Dictionary, Field, FieldType, Headers};
pub use slot::{Exact, Frame, Slot, Taken};
pub use texts::Texts;
pub use unit::Unit;

/// The firms of one run: one column per bound field, one row per firm, all columns equally long.
#[derive(Clone, Debug)]
pub struct Firms {
    /// Number of firms in the cohort.
    pub len: usize,
    /// The dictionary of the columns.
    pub dictionary: Dictionary,
    /// One per field of the dictionary, in its order; `None` for a field without a column.
    pub columns: Vec<Option<Column>>,
    /// The dictionary's position of the field that identifies firms.
    pub id_field: usize,
    /// The position of each firm's row among all rows that were read, from 0.
    pub rows: Vec<u32>,
    /// Columns of facts from other sources than the cohort's files. Rules read them behind the results of
    /// scoring.
    pub facts: Vec<Column>,
}

impl Firms {
    /// The column of the field `name`; `None` without one.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns[self.dictionary.position(name)?].as_ref()
    }

    /// Each firm's id: the credit code, or the value of the column that the campaign names. Intake admits no
    /// firm without an id.
    pub fn ids(&self) -> &Texts {
        match &self.columns[self.id_field] {
            Some(Column::Text(texts)) => texts,
            _ => unreachable!("intake binds the id to a column of texts"),
        }
    }

    /// The slots that rules over firms read: one per field of the dictionary, in the dictionary's order.
    pub fn slots(&self) -> impl Iterator<Item = Slot<'_>> {
        self.columns.iter().map(|column| match column {
            Some(column) => Slot::Column(column),
            None => Slot::Constant(Value::Missing),
        })
    }
}
