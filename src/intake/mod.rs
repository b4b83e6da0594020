//! file → [`Firms`] + quarantine: every row of a table either becomes a firm, repeats one, or is set aside
//! with all that is wrong with it.
//!
//! [`read`] goes through the file once: bytes to text, text to records, records to typed columns in parallel;
//! then checks within each firm, between firms, and of amounts against their peers. The text is kept, so that
//! any row can be shown as written.
//!
//! A row of nothing but delimiters is a blank line. Totals, remarks and repeated headers are no firms and are
//! set aside, unless the row holds a credit code or the campaign keeps its id or name. What nothing reads is
//! not judged: [`read_asked`] takes the fields that something reads, and counts faults of the others.
//!
//! [`read_outcomes`] reads later outcomes of firms in the same way, and [`read_sheet`] a small table that
//! is no cohort.
//!
//! Cells are taken as people and spreadsheets write them, full-width characters for half-width ones, blanks
//! around:
//!
//! | kind | accepted |
//! | --- | --- |
//! | number | `1234.5`, `1,234.5`, `1 234.5`, `-3`, `(3)`, `1.2E5`, `12%` in a field of percentages |
//! | amount | a number, also with a unit that wins over the column's: `60万元`, `1,000(万元人民币)`, `2.5亿元` |
//! | flag | 是, 有, √, Y, yes, T, true, 1, 1.0; 否, ×, N, no, F, false, 0, 0.0 |
//! | day | `2023-01-05`, `2023/1/5`, `2023.1.5`, `20230105`, `2023年1月5日`, also at midnight |
//! | moment | a time with its zone, `2019-12-31T16:00:00Z`, is China's day then |
//! | id | half-width, without blanks, unseen characters and apostrophes around |
//! | credit code | the same without any blank |
//! | any | also as a formula that gives a text (`="0123"`), and in quotation marks behind a blank |
//! | nothing known | an empty cell, or a mark of the dictionary or the campaign: `--`, `N/A`, `无` |

mod amend;
mod cells;
mod checks;
mod clock;
mod columns;
mod days;
mod delimiter;
mod duplicates;
mod encoding;
mod fields;
mod frame;
mod header;
mod help;
mod idle;
mod ids;
mod industry;
mod layout;
mod marks;
mod not_firms;
mod numbers;
mod outcome;
mod outcomes;
mod quarantine;
mod reading;
mod records;
mod remarks;
mod sheet;
mod slips;
mod source;
mod table;
mod units;
mod uscc;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::finding::{Finding, Findings, Place};
use crate::firms::width::folded;
use crate::firms::{Column, Dictionary, Firms};
use crate::parameters::{self, Spanned};
use crate::progress::Progress;
use quarantine::Body;

pub use amend::{Change, amended};
pub use frame::read_frame;
pub use layout::{Layout, ReadColumn};
pub use outcomes::read_outcomes;
pub use quarantine::{Fault, Quarantine, Quarantined};
pub use sheet::{Sheet, SheetRow, read_sheet, read_text};
pub use source::is_there;

/// The `[firms]` table of a campaign: which file, and how to read it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FirmsFile {
    /// The file, relative to the campaign's.
    pub path: Spanned<String>,
    /// How its bytes become text. Absent: `auto`.
    #[serde(default)]
    pub encoding: Encoding,
    /// Header → field, for headers the dictionary does not know (or should be bound otherwise).
    #[serde(default)]
    pub columns: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Field → unit, for columns whose header names none. `in-cell` where each amount carries its own.
    #[serde(default)]
    pub units: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Cells that mean "not known", besides the dictionary's. A day among them is the same day in any form.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Field of flags → cells that mean no in its column, though they mean "not known" elsewhere.
    #[serde(default)]
    pub no: BTreeMap<Spanned<String>, Vec<String>>,
    /// Ids or names of firms that read as a total, a remark, a header or no credit code, and are firms all
    /// the same.
    #[serde(default)]
    pub keep: Vec<String>,
    /// Headers of columns to leave out, whatever the dictionary takes them for.
    #[serde(default)]
    pub ignore: Vec<Spanned<String>>,
    /// Field → what its cells may say short of a whole day.
    #[serde(default)]
    pub dates: BTreeMap<Spanned<String>, Spanned<DateForm>>,
    /// Treatment of a row that ends before the header does. Absent: `aside`.
    #[serde(default)]
    pub short_rows: ShortRows,
    /// The column that identifies firms, if it is not the credit code: a field by name, title or alias, or
    /// any other header. Then only uniqueness is checked; it is kept half-width, so that `Ａ1` and `A1` are
    /// one firm.
    // Whoever reads the campaign makes it the dictionary's `primary_key`.
    #[serde(default)]
    pub id: Option<Spanned<String>>,
}

impl FirmsFile {
    /// A file whose headers are the dictionary's own.
    pub fn plain(path: &Path) -> FirmsFile {
        FirmsFile {
            path: Spanned::new(0..0, path.display().to_string()),
            encoding: Encoding::Auto,
            columns: BTreeMap::new(),
            units: BTreeMap::new(),
            missing: Vec::new(),
            no: BTreeMap::new(),
            keep: Vec::new(),
            ignore: Vec::new(),
            dates: BTreeMap::new(),
            short_rows: ShortRows::Aside,
            id: None,
        }
    }
}

/// Partial form of a day that a cell may have. A whole day is read as written in either form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DateForm {
    /// A year, which is its 1 January, or a year and a month, which is its first day.
    Year,
    /// A year and a month, which is its first day.
    Month,
}

/// Treatment of a row with fewer cells than the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ShortRows {
    /// Set aside, unless only columns without a header are cut off.
    #[default]
    Aside,
    /// Whole: the cells cut off are empty.
    Blank,
}

/// How bytes become text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// By byte order mark; else UTF-8 if the bytes are valid; else GB18030.
    #[default]
    Auto,
    /// UTF-8, with or without byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// GB18030, of which GBK and GB 2312 are parts.
    Gb18030,
    /// UTF-16, by byte order mark; little-endian without one.
    #[serde(rename = "utf-16")]
    Utf16,
}

impl Encoding {
    /// The name a campaign writes.
    pub fn as_str(self) -> &'static str {
        match self {
            Encoding::Auto => "auto",
            Encoding::Utf8 => "utf-8",
            Encoding::Gb18030 => "gb18030",
            Encoding::Utf16 => "utf-16",
        }
    }
}

/// The result of reading a cohort.
#[derive(Debug)]
pub struct Intake {
    /// The trusted firms, one row each, in file order.
    pub firms: Firms,
    /// The rows that could not be read or trusted.
    pub quarantine: Quarantine,
    /// Rows equal to another in every read column, merged into it.
    pub merged: usize,
    /// Rows of the file, the header not counted.
    pub rows: usize,
    /// Findings of the whole file, sorted.
    pub findings: Findings,
    /// Encoding, delimiter and columns of the file.
    pub layout: Layout,
    /// The file's own text, so that any row can be shown whole.
    pub text: InputText,
}

/// The decoded file with its hash and sizes.
#[derive(Debug)]
pub struct InputText {
    /// The file as the user named it.
    pub name: Arc<str>,
    /// SHA-256 of its bytes on disk, in hexadecimal.
    pub sha256: String,
    /// Size on disk in bytes.
    pub bytes: u64,
    /// Size unpacked in bytes.
    pub unpacked: usize,
    body: Arc<Body>,
}

impl InputText {
    /// The row that begins on physical line `line`, decoded, without its line end; empty if none begins
    /// there.
    pub fn row(&self, line: u32) -> &str {
        self.body.on_line(line).map_or("", |(_, record)| record)
    }
}

impl Intake {
    /// Bytes of memory of the file and of its columns.
    pub fn bytes(&self) -> usize {
        let per_row = size_of::<records::Row>() + size_of::<u32>();
        let columns: usize = self.firms.columns.iter().flatten().map(Column::bytes).sum();
        self.text.body.text.len() + self.rows * per_row + columns
    }

    /// Ids in the rows kept aside, as far as the rows can be split into cells.
    pub fn quarantined_ids(&self) -> BTreeSet<String> {
        let is_id = |column: &ReadColumn| column.field == Some(self.firms.id_field);
        let Some(column) = self.layout.columns.iter().position(is_id) else { return BTreeSet::new() };
        let delimiter = self.layout.delimiter as u8;
        let id = |(_, original): (u32, &str)| {
            let cell = records::cells(original, delimiter).nth(column)?;
            Some(folded(&cell).into_owned()).filter(|id| !id.is_empty())
        };
        self.quarantine.originals().filter_map(id).collect()
    }

    /// Frequency of each mark for "not known" in the column of the field at position `field`, over the rows
    /// that begin on `lines`; the most frequent first. Empty cells do not count.
    pub fn marks_written(&self, field: usize, lines: &[u32]) -> Vec<(String, usize)> {
        let Some(column) = self.layout.columns.iter().position(|column| column.field == Some(field)) else {
            return Vec::new();
        };
        let (delimiter, reading) = (self.layout.delimiter as u8, &self.text.body.noticed.reading);
        let mark = |line: &u32| {
            let cell = records::cells(self.text.row(*line), delimiter).nth(column)?;
            let cell = cell.trim();
            (!cell.is_empty() && reading.plan.marks.are(cell)).then(|| folded(cell).into_owned())
        };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let marks: Vec<String> = lines.par_iter().filter_map(mark).collect();
        marks.into_iter().for_each(|mark| *counts.entry(mark).or_default() += 1);
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }

    /// Findings of the row that begins on `line`, regardless of the rest of the file.
    pub fn noticed(&self, line: u32) -> Vec<Finding> {
        self.text.body.noticed_on(line, &Place::file(self.text.name.clone()))
    }
}

/// Reads the cohort in the file at `path`, as `file` and `dictionary` say, and judges every column that is a
/// field. `parameters` is the text of `file`, for places in the campaign.
///
/// The SHA-256 of the file is taken while its text is read. The result is the same for any number of threads.
///
/// # Errors
/// Faults of the file or its header, all at once. A fault of a row never stops the run.
pub fn read(
    path: &Path,
    file: &FirmsFile,
    parameters: &parameters::Source,
    dictionary: &Dictionary,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Intake, Findings> {
    let all: BTreeSet<usize> = (0..dictionary.fields.len()).collect();
    read_asked(path, file, parameters, dictionary, &all, as_of, progress)
}

/// The same, with only the fields in `asked`, positions in the dictionary, read by anything. A faulty cell of
/// another field is missing and costs its row nothing; a note counts those of each column.
///
/// # Errors
/// As [`read`].
pub fn read_asked(
    path: &Path,
    file: &FirmsFile,
    parameters: &parameters::Source,
    dictionary: &Dictionary,
    asked: &BTreeSet<usize>,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Intake, Findings> {
    let name: Arc<str> = path.display().to_string().into();
    let place = Place::file(name.clone());
    let source = source::Source::read(path, &place, file.encoding)?;
    progress.begin(&crate::words::say!(progress::reading), source.bytes.len() as u64);
    let (sha256, parsed) = rayon::join(
        || source.sha256(),
        || {
            let (text, encoding) = encoding::decode(&source.bytes, file.encoding, &place)?;
            let table =
                table::read(&text, source.bytes.len(), &place, file, parameters, dictionary, progress)?;
            let outcome = outcome::settle(table, &text, &place, asked, as_of);
            Ok::<_, Findings>((outcome, into_owned(text), encoding))
        },
    );
    let (outcome, decoded, encoding) = parsed?;
    let (bytes, unpacked) = (source.size, source.bytes.len());
    let (text, start) = match decoded {
        Some(text) => (text, 0),
        None => encoding::without_mark(source.bytes),
    };
    Ok(Input { name, sha256, bytes, unpacked, encoding }.intake(outcome, text, start))
}

struct Input {
    name: Arc<str>,
    sha256: String,
    bytes: u64,
    unpacked: usize,
    encoding: Encoding,
}

impl Input {
    /// The result of reading its `text`, whose rows count from byte `start`.
    fn intake(self, outcome: outcome::Outcome, text: Vec<u8>, start: usize) -> Intake {
        let outcome::Outcome { firms, aside, noticed, merged, findings, layout } = outcome;
        let delimiter = char::from(noticed.reading.plan.delimiter);
        let rows = noticed.rows.len();
        debug_assert_eq!(rows, firms.len + aside.len() + merged, "every row is accounted for");
        let body = Arc::new(Body { text, start, noticed });
        let Input { name, sha256, bytes, unpacked, encoding } = self;
        Intake {
            firms,
            quarantine: Quarantine::new(Arc::clone(&body), aside),
            merged,
            rows,
            findings,
            layout: Layout { encoding, delimiter, columns: layout },
            text: InputText { name, sha256, bytes, unpacked, body },
        }
    }
}

/// The bytes of a text other than the file's own.
fn into_owned(text: std::borrow::Cow<'_, str>) -> Option<Vec<u8>> {
    match text {
        std::borrow::Cow::Owned(text) => Some(text.into_bytes()),
        std::borrow::Cow::Borrowed(_) => None,
    }
}
