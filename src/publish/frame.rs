//! Scores as polars frames: the tables of a run, in memory.

use polars::prelude::{
    Column, DataFrame, Float64Chunked, IntoColumn, NewChunkedArray, PlSmallStr, PolarsError, StringChunked,
    UInt32Chunked,
};

use super::failures::Failures;
use super::identities::Identities;
use super::table::{Data, Field, Table};
use super::{Scored, points, scores};
use crate::firms::frame::{days, flags, numbers, texts};
use crate::scoring::from_units;
use crate::words::Language;

impl Scored<'_> {
    /// The table of `scores.parquet`: a row per scored firm, first to last, with its id, segment, points,
    /// points per group, ranks, grade, qualification and the reasons against it.
    ///
    /// # Errors
    /// An error of polars: two columns of one name.
    pub fn to_frame(&self) -> Result<DataFrame, PolarsError> {
        let fields = scores::fields(self);
        let mut whole = Whole::default();
        let (failures, identities) = (Failures::new(self, Language::En), Identities::new(self));
        scores::each_step(self, &failures, &identities, |table| whole.add(&fields, table))?;
        whole.frame(&fields)
    }

    /// The table of `points.parquet`: a row per scored firm, first to last, and indicator, from raw value to
    /// points. `None` where scoring kept no [details](crate::scoring::Scores::details).
    ///
    /// # Errors
    /// As [`Scored::to_frame`].
    pub fn points_to_frame(&self) -> Result<Option<DataFrame>, PolarsError> {
        let Some(details) = &self.scores.details else { return Ok(None) };
        let (fields, identities) = (points::fields(self), Identities::new(self));
        let mut whole = Whole::default();
        points::chunks(self, details, &identities).try_for_each(|table| whole.add(&fields, &table))?;
        whole.frame(&fields).map(Some)
    }
}

/// The rows gathered so far.
#[derive(Default)]
struct Whole(Option<DataFrame>);

impl Whole {
    /// Appends the rows of `table`.
    fn add(&mut self, fields: &[Field], table: &Table) -> Result<(), PolarsError> {
        let columns = fields.iter().zip(&table.columns).map(|(field, data)| column(&field.name, data));
        let frame = DataFrame::new(table.rows, columns.collect())?;
        match &mut self.0 {
            Some(whole) => whole.vstack_mut(&frame).map(|_| ()),
            None => {
                self.0 = Some(frame);
                Ok(())
            }
        }
    }

    /// All rows; an empty frame with the columns if there are none.
    fn frame(self, fields: &[Field]) -> Result<DataFrame, PolarsError> {
        if let Some(whole) = self.0 {
            return Ok(whole);
        }
        let empty = |field: &Field| Column::new_empty(PlSmallStr::from(field.name.as_str()), &field.dtype());
        DataFrame::new(0, fields.iter().map(empty).collect())
    }
}

fn column(name: &str, data: &Data) -> Column {
    let name_of = PlSmallStr::from(name);
    match data {
        Data::Text(cells) => texts(name, cells),
        Data::Identity(cells) => texts(name, cells),
        Data::Label { codes, labels } => {
            let labels =
                codes.iter().map(|&code| Some(labels[code as usize].as_str()).filter(|l| !l.is_empty()));
            StringChunked::from_iter_options(name_of, labels).into_column()
        }
        Data::Choice { codes, values } => {
            let values = codes.iter().map(|&code| Some(values[code as usize]));
            Float64Chunked::from_iter_options(name_of, values).into_column()
        }
        Data::Count(cells) => UInt32Chunked::from_iter_options(name_of, cells.iter()).into_column(),
        Data::Fixed { units, decimals } => {
            let values = units.iter().map(|units| units.map(|units| from_units(units, *decimals)));
            Float64Chunked::from_iter_options(name_of, values).into_column()
        }
        Data::Number(cells) => numbers(name, cells),
        Data::Exact(cells) => numbers(name, cells),
        Data::Flag { cells, .. } => flags(name, cells),
        Data::Date(cells) => days(name, cells),
    }
}
