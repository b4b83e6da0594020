//! The reading of a file: form, columns and units, for a person to verify.

use std::sync::Arc;

use serde::Serialize;

use super::Encoding;

/// The form of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text in this encoding; never [`Encoding::Auto`].
    Text(Encoding),
    /// A worksheet of a workbook.
    Worksheet,
    /// A Parquet file.
    Parquet,
    /// A frame in memory.
    Frame,
}

impl Form {
    /// The form's word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Form::Text(_) => "text",
            Form::Worksheet => "worksheet",
            Form::Parquet => "parquet",
            Form::Frame => "frame",
        }
    }
}

/// The form and the columns of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The form of the part.
    pub form: Form,
    /// The character between cells; a comma in records of forms without one.
    pub delimiter: char,
    /// Columns in the file's order.
    pub columns: Vec<ReadColumn>,
}

/// The field and unit of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadColumn {
    /// The header as written; `#3` for the third if blank.
    pub header: Arc<str>,
    /// The position of its field in the dictionary; `None` for an unclaimed column, which is not read.
    pub field: Option<usize>,
    /// For a column that is not read: the position of a field without a column whose name is similar to the
    /// header.
    pub near: Option<usize>,
    /// The unit of its cells, as the header or the campaign names it; `None` if neither does.
    pub unit: Option<String>,
    /// Where the unit is named; `None` without one.
    pub unit_origin: Option<UnitOrigin>,
}

/// The place that names the unit of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitOrigin {
    /// The header: `营业收入(万元)`.
    Header,
    /// The campaign, under `units`.
    Campaign,
}
