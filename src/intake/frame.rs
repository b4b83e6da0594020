//! A polars frame as a cohort: written as the text of a table, so that its cells pass every check of a file's
//! cells.

mod text;

use std::sync::Arc;

use jiff::civil::Date;
use polars::prelude::{DataFrame, DataType, Series};

use super::body::Body;
use super::header::{self, Binding};
use super::part::{Draft, Origin};
use super::table::{self, Records};
use super::{Encoding, FirmsFile, Intake, outcome};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Dictionary, Firms, Kind};
use crate::parameters::{self, Source};
use crate::progress::{Progress, Silent};
use crate::words::say;

impl Firms {
    /// Reads the cohort in `frame`, with columns called as a file's are: by a field's name, title or alias,
    /// amounts of money with their unit (`revenue(万元)`). Messages call it `frame`.
    ///
    /// # Errors
    /// As [`read_frame`].
    pub fn from_frame(frame: &DataFrame, dictionary: &Dictionary, as_of: Date) -> Result<Intake, Findings> {
        let file = FirmsFile::plain("frame".as_ref());
        read_frame(frame, &file, &Source::new("", ""), dictionary, as_of, &Silent)
    }
}

/// Reads the cohort in `frame` as [`read`](super::read) reads a file, which messages call as `file.path` has
/// it. Its rows, from 1, are the lines of places and messages.
///
/// | field | columns |
/// | --- | --- |
/// | number | numbers, texts |
/// | flag | booleans, numbers (1 and 0), texts |
/// | day | days, instants (at midnight; with a zone, China's day then), texts |
/// | text, id | texts and categories alone: a number has lost the zeros it began with |
///
/// Texts are read as a file's cells are. A null is missing, and a column of nulls is of any type. Of a column
/// that no field claims and that has no such type, the cells are empty wherever a row is shown.
///
/// # Errors
/// Faults of the column names, or every column of a type that its field cannot have, at its first value; a
/// frame without rows. A fault of a row never stops the run.
pub fn read_frame(
    frame: &DataFrame,
    file: &FirmsFile,
    parameters: &Source,
    dictionary: &Dictionary,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Intake, Findings> {
    let name: Arc<str> = file.path.get_ref().as_str().into();
    let place = Place::file(Arc::clone(&name));
    let headers: Vec<String> = frame.columns().iter().map(|column| column.name().to_string()).collect();
    let series: Vec<Series> =
        frame.columns().iter().map(|column| column.as_materialized_series().rechunk()).collect();
    check_types(&series, &header::bind(&headers, &place, dictionary, file, parameters)?, &place)?;
    let (text, rows) = text::of(&series, frame.height(), &place)?;
    progress.begin(&crate::words::say!(progress::reading), text.len() as u64);
    let delimiter = text::DELIMITER;
    let unpacked = text.len();
    let records = Records { text: &text, unpacked, delimiter, header: place.clone(), headers, rows };
    let table = table::read_records(records, &place, file, parameters, dictionary, progress)?;
    let all = (0..dictionary.fields.len()).collect();
    let sha256 = parameters::sha256(text.as_bytes());
    let origin =
        Origin { place, name: file.path.get_ref().clone(), sha256, bytes: unpacked as u64, unpacked };
    let body = Body { text: text.into_bytes(), start: 0 };
    let draft = Draft { origin, encoding: Encoding::Utf8, table, body };
    Ok(Intake::of(name, outcome::settle(vec![draft], dictionary, &all, as_of)))
}

/// Refuses every column of a type that its field excludes.
fn check_types(series: &[Series], binding: &Binding, place: &Place) -> Result<(), Findings> {
    let bound = series.iter().zip(&binding.columns).zip(&binding.headers);
    let faults = bound.filter_map(|((series, bound), header)| {
        let field = &binding.dictionary.fields[bound.as_ref()?.field];
        let first = series.is_not_null().first_true_idx()?;
        if holds(field.kind(), series.dtype()) {
            return None;
        }
        let line = u32::try_from(first + 1).unwrap_or(u32::MAX);
        let (dtype, kind) = (series.dtype().to_string(), field.kind().as_str());
        let message = say!(intake::column_kind, dtype = dtype, name = &field.name, kind = kind);
        let help = say!(intake::column_kind_help, kind = kind);
        let place = place.clone().at_line(line).in_column(Arc::clone(header));
        Some(Finding::new(Code::ValueType, place, message).help(help))
    });
    let mut faults: Findings = faults.collect();
    faults.sort();
    faults.or_stop(()).map(|_| ())
}

/// Whether a column of this type can hold a field of this kind.
fn holds(kind: Kind, dtype: &DataType) -> bool {
    let is_text = dtype.is_string() || dtype.is_categorical() || dtype.is_enum();
    let is_number = dtype.is_primitive_numeric() || dtype.is_decimal();
    is_text
        || match kind {
            Kind::Text => false,
            Kind::Number => is_number,
            Kind::Flag => is_number || dtype.is_bool(),
            Kind::Date => dtype.is_date() || dtype.is_datetime(),
        }
}
