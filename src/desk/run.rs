//! A finished run's description of itself, and how its firms stand.

use polars::prelude::DataFrame;
use serde::Deserialize;

use super::finished::texts;
use crate::finding::Finding;
use crate::firms::Texts;
use crate::publish::{Described, Output, ProgrammeTerms};
use crate::scorecard::WeightsBasis;
use crate::words::{Message, say};

/// The keys of `run.json` that the desk reads besides those of a [`Finished`](super::Finished) run.
#[derive(Debug, Deserialize)]
pub(super) struct Run {
    pub campaign: String,
    title: String,
    title_zh: String,
    pub as_of: String,
    pub scorecard: Card,
    pub note: Option<Message>,
    pub lists: Vec<ListEntry>,
    /// Programmes in use; empty if the campaign names none.
    #[serde(default)]
    pub programmes: Vec<ProgrammeTerms>,
}

impl Run {
    pub fn title(&self) -> Message {
        Message::both(&self.title, &self.title_zh)
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Card {
    pub id: String,
    title: String,
    pub weights_basis: WeightsBasis,
    pub scale: f64,
    pub decimals: u8,
    pub groups: Vec<Group>,
    #[serde(flatten)]
    pub described: Described,
}

impl Card {
    pub fn title(&self) -> Message {
        Message::title(&self.title, self.described.title_zh.as_ref())
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Group {
    pub id: String,
    pub title: Message,
    /// Full marks per segment.
    pub full_marks: Vec<f64>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ListEntry {
    pub institution: String,
    #[serde(default)]
    pub tell_firms: bool,
}

/// Columns of `scores.parquet` besides those of [`Finished`].
#[derive(Debug)]
pub(super) struct Standing {
    /// Name of the column that identifies firms.
    pub id_column: String,
    pub segment_rank: Vec<u32>,
    pub grade: Texts,
    pub qualified: Vec<bool>,
    /// `None` if no gate can hold a firm.
    pub held: Option<Vec<bool>>,
    /// `None` without tops.
    pub top: Option<Texts>,
}

impl Standing {
    /// Reads the table of a run with this number of `firms`.
    ///
    /// # Errors
    /// A file that is absent, changed or of another form.
    pub fn read(output: &Output, firms: usize) -> Result<Standing, Finding> {
        let scores = output.stored("scores.parquet")?;
        let table = scores.rows(0..firms)?;
        let lacks = || scores.strange(say!(desk::strange_column, column = "segment_rank"));
        Standing::of(&table).ok_or_else(lacks)
    }

    /// `None` if a column is missing or of another type.
    fn of(table: &DataFrame) -> Option<Standing> {
        let flags =
            |name: &str| -> Option<Vec<bool>> { table.column(name).ok()?.bool().ok()?.iter().collect() };
        let has = |name: &str| table.column(name).is_ok();
        let ranks: Option<Vec<u32>> = table.column("segment_rank").ok()?.u32().ok()?.iter().collect();
        Some(Standing {
            id_column: table.get_column_names().first()?.to_string(),
            segment_rank: ranks?,
            grade: texts(table, "grade")?,
            qualified: flags("qualified")?,
            held: if has("held") { Some(flags("held")?) } else { None },
            top: if has("top") { Some(texts(table, "top")?) } else { None },
        })
    }
}
