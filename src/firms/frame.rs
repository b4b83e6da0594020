//! The cohort as a polars frame.

use jiff::civil::{Date, date};
use polars::prelude::{
    BooleanChunked, Column as FrameColumn, DataFrame, Float64Chunked, Int32Chunked, IntoColumn,
    NewChunkedArray, PlSmallStr, PolarsError, StringChunked,
};

use super::{Cells, Column, Field, Firms, Texts};

impl Firms {
    /// The cohort as a frame with a row per firm and a column per field of the cohort. [`Firms::from_frame`]
    /// reads this form. A column has the field's name; amounts of money have their unit as well
    /// (`revenue(万元)`). Missing values are null.
    ///
    /// # Errors
    /// Errors of polars: two fields of one name, or columns of different lengths.
    pub fn to_frame(&self) -> Result<DataFrame, PolarsError> {
        let fields = self.dictionary.fields.iter().zip(&self.columns);
        let columns = fields.filter_map(|(field, column)| Some((header(field), column.as_ref()?)));
        let columns = columns.map(|(header, column)| match column {
            Column::Number(cells) => numbers(&header, cells),
            Column::Text(cells) => texts(&header, cells),
            Column::Flag(cells) => flags(&header, cells),
            Column::Date(cells) => days(&header, cells),
        });
        DataFrame::new(self.len, columns.collect())
    }
}

/// The header of the field's column, with its unit.
fn header(field: &Field) -> String {
    match &field.unit {
        Some(unit) if field.is_money() => format!("{}({unit})", field.name),
        _ => field.name.clone(),
    }
}

pub(crate) fn numbers(name: &str, cells: &Cells<f64>) -> FrameColumn {
    Float64Chunked::from_iter_options(PlSmallStr::from(name), cells.iter()).into_column()
}

pub(crate) fn texts(name: &str, texts: &Texts) -> FrameColumn {
    let texts = (0..texts.len()).map(|row| texts.get(row));
    StringChunked::from_iter_options(PlSmallStr::from(name), texts).into_column()
}

pub(crate) fn flags(name: &str, cells: &Cells<bool>) -> FrameColumn {
    BooleanChunked::from_iter_options(PlSmallStr::from(name), cells.iter()).into_column()
}

pub(crate) fn days(name: &str, cells: &Cells<Date>) -> FrameColumn {
    let epoch = date(1970, 1, 1);
    // The number of days between any two days of the calendar fits into 32 bits.
    let since = |day: Date| (day.duration_since(epoch).as_hours() / 24) as i32;
    let days = cells.iter().map(|day| day.map(since));
    Int32Chunked::from_iter_options(PlSmallStr::from(name), days).into_date().into_column()
}
