//! A table to publish, or some rows of one: typed columns in row order, for CSV, Parquet and workbooks, and
//! the schema of their meaning.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use polars::prelude::DataType;
use rayon::prelude::*;
use serde::Serialize;

use super::cell::{
    is_formula, needs_quotes, push_date, push_fixed, push_number, push_plain, push_quoted, push_text,
};
use super::shown::Shown;
use crate::firms::{self, Cells, Texts};
use crate::words::{Language, Message};

/// The meaning of a column: a field of a Frictionless Table Schema.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Field {
    /// Header of the column in files.
    pub name: String,
    #[serde(skip_serializing_if = "Message::is_empty")]
    pub title: Message,
    #[serde(skip_serializing_if = "Message::is_empty")]
    pub description: Message,
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Unit of a numeric column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub true_values: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub false_values: Vec<&'static str>,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    pub constraints: Constraints,
    /// How a workbook shows it.
    #[serde(skip)]
    pub shown: Shown,
}

/// Constraints on every value of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Constraints {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unique: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<u32>,
}

impl Constraints {
    fn is_empty(&self) -> bool {
        *self == Constraints::default()
    }
}

impl Field {
    /// A field whose name is defused as texts are, so that files and schemas agree.
    pub(super) fn new(name: impl Into<String>, kind: &'static str, description: impl Into<Message>) -> Field {
        let mut name = name.into();
        if is_formula(&name) {
            name.insert(0, '\'');
        }
        Field { name, kind, description: description.into(), ..Field::default() }
    }

    /// The field with its words in one language only.
    pub(super) fn settled(&self, language: Language) -> Field {
        let (title, description) = (self.title.settled(language), self.description.settled(language));
        Field { title, description, ..self.clone() }
    }

    pub(super) fn title(mut self, title: impl Into<Message>) -> Field {
        self.title = title.into();
        self
    }

    pub(super) fn unit(mut self, unit: Option<String>) -> Field {
        self.unit = unit;
        self
    }

    pub(super) fn required(mut self) -> Field {
        self.constraints.required = true;
        self
    }

    pub(super) fn unique(mut self) -> Field {
        self.constraints.unique = true;
        self
    }

    pub(super) fn from(mut self, minimum: u32) -> Field {
        self.constraints.minimum = Some(minimum);
        self
    }

    pub(super) fn to(mut self, maximum: u32) -> Field {
        self.constraints.maximum = Some(maximum);
        self
    }

    /// The field with words for people in place of its codes.
    pub(super) fn words(mut self, words: impl IntoIterator<Item = (String, Message)>) -> Field {
        self.shown.words = words.into_iter().collect();
        self
    }

    /// The field as a share of one.
    pub(super) fn share(mut self) -> Field {
        self.shown.is_share = true;
        self
    }

    /// The field with this number of decimals for people.
    pub(super) fn decimals(mut self, decimals: u8) -> Field {
        self.shown.decimals = Some(decimals);
        self
    }

    /// The field as one that says which firm a row is of.
    pub(super) fn identifying(mut self) -> Field {
        self.shown.identifies = true;
        self
    }

    /// The Arrow type of its values in Parquet files and frames.
    pub(super) fn dtype(&self) -> DataType {
        match self.kind {
            "integer" => DataType::UInt32,
            "number" => DataType::Float64,
            "boolean" => DataType::Boolean,
            _ => DataType::String,
        }
    }

    /// The field with flags in words other than `true` and `false`.
    pub(super) fn flags(mut self, words: &FlagWords) -> Field {
        self.true_values = vec![words.yes];
        self.false_values = vec![words.no];
        self
    }
}

/// The words for a flag's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FlagWords {
    pub yes: &'static str,
    pub no: &'static str,
}

/// Words for programs, as in JSON.
pub(super) const TRUE_FALSE: FlagWords = FlagWords { yes: "true", no: "false" };
/// Words for people at institutions (是 yes, 否 no).
pub(super) const SHI_FOU: FlagWords = FlagWords { yes: "是", no: "否" };

/// Values of one column, in the table's row order. Missing ones become empty cells.
#[derive(Clone, Debug)]
pub(super) enum Data {
    /// Texts in which repetitions are common.
    Text(Texts),
    /// Texts that are mostly distinct, so that no dictionary is built. Tables may share them.
    Identity(Arc<Texts>),
    /// One of few texts, by position; an empty text is missing.
    Label { codes: Vec<u32>, labels: Vec<String> },
    /// One of few numbers, by position.
    Choice { codes: Vec<u32>, values: Vec<f64> },
    /// Whole numbers from 0.
    Count(Cells<u32>),
    /// Numbers in units of `10^-decimals`.
    Fixed { units: Cells<i64>, decimals: u8 },
    /// Numbers in their shortest exact form.
    Number(Cells<f64>),
    /// Numbers that are mostly distinct, in shortest exact form. Columns may share their cells.
    Exact(Arc<Cells<f64>>),
    /// Flags in the given words.
    Flag { cells: Cells<bool>, words: FlagWords },
    /// Days of the calendar.
    Date(Cells<jiff::civil::Date>),
}

/// Rows of a table.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub rows: usize,
    pub columns: Vec<Data>,
}

/// Rows of a table with each column prepared for fast writing.
pub(super) struct CsvRows<'a> {
    table: &'a Table,
    ready: Vec<Ready<'a>>,
}

enum Ready<'a> {
    /// Texts that need no quotes.
    Plain(&'a Texts),
    Quoted(&'a Texts),
    /// The labels as bytes, each with whether it was defused.
    Label(&'a [u32], Vec<(Vec<u8>, bool)>),
    Data(&'a Data),
}

impl<'a> Ready<'a> {
    fn texts(texts: &'a Texts) -> Ready<'a> {
        if needs_quotes(texts.all().as_bytes()) { Ready::Quoted(texts) } else { Ready::Plain(texts) }
    }
}

impl Table {
    /// Scans the texts once, so that rows are written without a check of each.
    pub(super) fn csv(&self) -> CsvRows<'_> {
        let ready = self.columns.iter().map(|data| match data {
            Data::Text(texts) => Ready::texts(texts),
            Data::Identity(texts) => Ready::texts(texts),
            Data::Label { codes, labels } => {
                let shown = labels.iter().map(|label| {
                    let mut bytes = Vec::new();
                    let defused = push_text(&mut bytes, label);
                    (bytes, defused)
                });
                Ready::Label(codes, shown.collect())
            }
            other => Ready::Data(other),
        });
        CsvRows { table: self, ready: ready.collect() }
    }
}

impl CsvRows<'_> {
    /// Appends rows. Adds the number of defused cells to `defused`.
    pub(super) fn push(&self, out: &mut Vec<u8>, rows: Range<usize>, defused: &AtomicUsize) {
        debug_assert!(rows.end <= self.table.rows);
        let mut count = 0;
        for row in rows {
            let start = out.len();
            for (at, ready) in self.ready.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                match ready {
                    Ready::Plain(texts) => count += usize::from(push_plain(out, texts.get_or_empty(row))),
                    Ready::Quoted(texts) => count += usize::from(push_text(out, texts.get_or_empty(row))),
                    Ready::Label(codes, labels) => {
                        let (bytes, was_defused) = &labels[codes[row] as usize];
                        out.extend_from_slice(bytes);
                        count += usize::from(*was_defused);
                    }
                    Ready::Data(data) => push_value(out, data, row),
                }
            }
            if out.len() == start {
                // An empty line would not count as a row.
                out.extend_from_slice(b"\"\"");
            }
            out.push(b'\n');
        }
        if count > 0 {
            defused.fetch_add(count, Ordering::Relaxed);
        }
    }
}

fn push_value(out: &mut Vec<u8>, data: &Data, row: usize) {
    match data {
        Data::Count(counts) => {
            if let Some(count) = counts.get(row) {
                push_fixed(out, i64::from(count), 0);
            }
        }
        Data::Fixed { units, decimals } => {
            if let Some(units) = units.get(row) {
                push_fixed(out, units, *decimals);
            }
        }
        Data::Choice { codes, values } => push_number(out, values[codes[row] as usize]),
        Data::Number(cells) => push_known(out, cells.get(row)),
        Data::Exact(cells) => push_known(out, cells.get(row)),
        Data::Flag { cells, words } => {
            if let Some(value) = cells.get(row) {
                out.extend_from_slice(if value { words.yes } else { words.no }.as_bytes());
            }
        }
        Data::Date(cells) => {
            if let Some(date) = cells.get(row) {
                push_date(out, date);
            }
        }
        // Texts and labels are written from their prepared form.
        Data::Text(_) | Data::Identity(_) | Data::Label { .. } => {}
    }
}

fn push_known(out: &mut Vec<u8>, value: Option<f64>) {
    if let Some(value) = value {
        push_number(out, value);
    }
}

/// The header line of a CSV table.
pub(super) fn header(fields: &[Field]) -> Vec<u8> {
    let mut out = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        push_quoted(&mut out, b"", &field.name);
    }
    out.push(b'\n');
    out
}

/// Byte order mark, by which spreadsheets recognize UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A byte order mark and the header.
pub(super) fn marked_header(fields: &[Field]) -> Vec<u8> {
    let mut out = BYTE_ORDER_MARK.to_vec();
    out.extend(header(fields));
    out
}

impl Data {
    /// Whether both columns share one allocation.
    pub(super) fn is_shared(&self, other: &Data) -> bool {
        matches!((self, other), (Data::Exact(one), Data::Exact(other)) if Arc::ptr_eq(one, other))
    }

    /// A cohort's column, with flags in `words`.
    pub(super) fn of(column: firms::Column, words: FlagWords) -> Data {
        match column {
            firms::Column::Number(cells) => Data::Number(cells),
            firms::Column::Text(texts) => Data::Text(texts),
            firms::Column::Flag(cells) => Data::Flag { cells, words },
            firms::Column::Date(cells) => Data::Date(cells),
        }
    }
}

/// A function that makes one column.
pub(super) type Maker<'a> = Box<dyn Fn() -> Data + Send + Sync + 'a>;

/// Columns made in parallel, in order.
pub(super) fn columns(makers: &[Maker<'_>]) -> Vec<Data> {
    makers.par_iter().map(|make| make()).collect()
}
