//! A polars frame as a cohort: its cells pass every check of a file's cells.

use std::sync::Arc;

use jiff::civil::Date;
use polars::prelude::DataFrame;

use super::body::Body;

use super::layout::Form;
use super::part::{Draft, Origin};
use super::table;
use super::values::Frame;
use super::{FirmsFile, Intake, outcome};
use crate::finding::{Findings, Place};
use crate::firms::{Dictionary, Firms};
use crate::parameters::{self, Source};
use crate::progress::{Progress, Silent};

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
    let name: Arc<str> = file.path.get_ref().joined().into();
    let place = Place::file(Arc::clone(&name));
    progress.begin(&crate::words::say!(progress::reading), frame.height() as u64);
    let headers: Vec<String> = frame.columns().iter().map(|column| column.name().to_string()).collect();
    let values = Frame::of(frame);
    let bytes = values.bytes;
    let typed = table::Typed { values: &values, headers: &headers, unpacked: bytes, as_texts: false };
    let mut table = table::read_columns(&typed, &place, file, parameters, dictionary)?;
    table.refuse_idle()?;
    let all = (0..dictionary.fields.len()).collect();
    let origin =
        Origin { place, name: name.to_string(), sha256: hash(&values), bytes: bytes as u64, unpacked: bytes };
    let draft = Draft::new(origin, Form::Frame, table, Body::Frame(values));
    Ok(Intake::of(name, outcome::settle(vec![draft], dictionary, &all, as_of)))
}

/// SHA-256 of the rows as text, in hexadecimal.
fn hash(frame: &Frame) -> String {
    let text: String = (0..frame.len).map(|row| frame.record(row) + "\n").collect();
    parameters::sha256(text.as_bytes())
}
