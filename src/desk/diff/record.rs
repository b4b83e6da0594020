//! One run as a difference needs it: what [`read_run`](super::super::read_run) reads, raw values, cells, and
//! rows put aside.

use std::collections::BTreeSet;
use std::path::Path;

use super::super::aside::Asides;
use super::super::finished::{Finished, read_run};
use super::cells::Values;
use crate::finding::Finding;
use crate::publish::{Extent, Output, Terms};
use crate::words::{Message, say};

/// One run, with all that it holds of its firms.
#[derive(Clone, Debug)]
pub struct Record {
    /// The folder, or the campaign, as the user named it.
    pub named: String,
    /// Points, lists, places and terms.
    pub run: Finished,
    /// Raw values of indicators; `None` if the run kept none.
    pub raw: Option<Raw>,
    /// Values of fields; `None` if the run kept none.
    pub values: Option<Values>,
    /// Rows that are not among its firms.
    pub aside: Asides,
}

/// Raw values of a run's indicators, firm by firm in the order of the scores; missing ones are NaN.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    /// Ids of the indicators.
    pub indicators: Vec<String>,
    /// The values of each firm's indicators, firm by firm.
    pub values: Vec<f64>,
}

impl Raw {
    /// The raw value of the indicator at position `at` for the firm in `row`; NaN if missing.
    #[inline]
    pub fn value(&self, at: usize, row: u32) -> f64 {
        self.values[row as usize * self.indicators.len() + at]
    }
}

impl Record {
    /// Reads a finished run, with the values of the fields that it or the `other` terms name.
    ///
    /// # Errors
    /// As [`read_run`]; a further file of the run that is unreadable or changed since.
    pub fn read(folder: &Path, other: &Terms) -> Result<Record, Finding> {
        let run = read_run(folder)?;
        let fields = fields([&run.terms, other]);
        Record::with_values(folder, run, &fields)
    }

    /// Reads two finished runs.
    ///
    /// # Errors
    /// As [`Record::read`].
    pub fn read_both(before: &Path, after: &Path) -> Result<[Record; 2], Finding> {
        let (one, other) = rayon::join(|| read_run(before), || read_run(after));
        let (one, other) = (one?, other?);
        let fields = fields([&one.terms, &other.terms]);
        let (one, other) = rayon::join(
            || Record::with_values(before, one, &fields),
            || Record::with_values(after, other, &fields),
        );
        Ok([one?, other?])
    }

    fn with_values(folder: &Path, run: Finished, fields: &BTreeSet<String>) -> Result<Record, Finding> {
        let output = Output::open(folder)?;
        let (raw, values) =
            rayon::join(|| raw(&output, &run), || Values::read(&output, run.side.ids.len(), fields));
        let named = folder.display().to_string();
        Ok(Record { named, raw: raw?, values: values?, aside: Asides::Output(output), run })
    }

    /// Title of the segment of the firm in `row`.
    pub(super) fn segment_title(&self, row: u32) -> Message {
        let segment = self.run.side.segments.codes[row as usize] as usize;
        self.run.terms.scorecard.segments[segment].title.clone()
    }

    /// What the run does not hold, with the option that would keep it.
    pub(super) fn lacks(&self) -> impl Iterator<Item = Message> {
        let run = &self.named;
        let raw = self.raw.is_none().then(|| say!(diff::no_points, run = run));
        let values = self.values.is_none().then(|| say!(diff::no_firms, run = run));
        raw.into_iter().chain(values)
    }
}

/// All fields that these terms name.
pub(super) fn fields(terms: [&Terms; 2]) -> BTreeSet<String> {
    terms.into_iter().flat_map(Terms::fields_read).collect()
}

/// The raw values in `points.parquet`.
fn raw(output: &Output, run: &Finished) -> Result<Option<Raw>, Finding> {
    const NAME: &str = "points.parquet";
    let Some(indicators) = &run.side.indicators else { return Ok(None) };
    let table = output.parquet(NAME, Extent { column: Some("raw"), rows: None })?;
    let strange = || output.strange(NAME, say!(desk::strange_column, column = "raw"));
    let cells = table.column("raw").ok().and_then(|column| column.f64().ok()).ok_or_else(strange)?;
    let values: Vec<f64> = cells.iter().map(|value| value.unwrap_or(f64::NAN)).collect();
    if values.len() != indicators.len() * run.side.ids.len() {
        return Err(output.strange(NAME, say!(desk::strange_rows)));
    }
    Ok(Some(Raw { indicators: indicators.iter().map(|part| part.id.clone()).collect(), values }))
}
