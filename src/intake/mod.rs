//! Reads a file into [`Firms`] and a quarantine. Every row of a table becomes a firm, is merged with an equal
//! row, or is quarantined with all its faults.
//!
//! [`read`] goes through the file once: it decodes bytes to text, splits the text into records and parses the
//! records into typed columns in parallel. It then checks each firm, compares firms with one another, and
//! compares amounts with those of other firms. The text is kept, so that any row can be shown as written.
//!
//! A row that consists only of delimiters is a blank line. Totals, remarks and repeated headers are no firms
//! and are quarantined, unless the row contains a credit code or the campaign keeps its id or name.
//! [`read_asked`] judges only the fields that the run reads and counts the faults of other fields.
//!
//! [`read_outcomes`] reads later outcomes of firms in the same way, [`read_answers`] what institutions answer
//! to a list. [`read_sheet`] reads a small table that is no cohort.
//!
//! Cells are accepted as people and spreadsheets write them. Full-width characters count as half-width ones,
//! and blanks around a cell are ignored:
//!
//! | kind | accepted |
//! | --- | --- |
//! | number | `1234.5`, `1,234.5`, `1 234.5`, `-3`, `(3)`, `1.2E5`, `12%` in a field of percentages |
//! | amount | a number; a unit in the cell overrides the column's: `60万元`, `1,000(万元人民币)`, `2.5亿元` |
//! | flag | 是, 有, √, 同意, 已授权, Y, yes, T, true, 1, 1.0; 否, ×, 不同意, 未授权, N, no, F, false, 0, 0.0 |
//! | day | `2023-01-05`, `2023/1/5`, `2023.1.5`, `20230105`, `2023年1月5日`, also at midnight |
//! | time with zone | `2019-12-31T16:00:00Z`: the day in China at this time |
//! | id | any text; invisible characters, surrounding blanks, quotation marks and apostrophes are removed |
//! | credit code | as an id; blanks within it are removed as well |
//! | any | also a formula that gives a text (`="0123"`), or quotation marks after a blank |
//! | missing | an empty cell, or a mark of the dictionary or the campaign: `--`, `N/A`, `无` |

mod amend;
mod answers;
mod body;
mod cells;
mod checks;
mod clock;
mod columns;
mod corrections;
mod days;
mod delimiter;
mod drafts;
mod duplicates;
mod encoding;
mod fields;
mod files;
mod frame;
mod header;
mod help;
mod idle;
mod ids;
mod industry;
mod joint;
mod layout;
mod lists;
mod marks;
mod not_firms;
mod numbers;
pub mod objections;
mod options;
mod outcome;
mod outcomes;
mod packed;
mod parquet;
mod part;
mod profile;
mod quarantine;
mod reading;
mod records;
mod remarks;
mod setting;
mod sheet;
mod sheets;
mod side;
mod slips;
mod source;
mod stray;
mod supplement;
mod survey;
mod table;
mod title_units;
mod units;
mod uscc;
mod values;
mod workbook;
mod workbook_faults;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::finding::{Findings, Place};
use crate::firms::width::folded;
use crate::firms::{Column, Dictionary, Firms};
use crate::parameters;
use crate::progress::Progress;
use files::CohortFile;
use jiff::civil::Date;
use rayon::prelude::*;
use setting::Setting;

pub use amend::{Change, amended};
pub use answers::{AnswersTable, read_answers};
pub use corrections::{
    CellChange, Corrected, Correction, CorrectionOutcome, Corrections, ROW_NUMBER, row_number_title,
};
pub use files::{paths, position};
pub use frame::read_frame;
pub use layout::{Form, Layout, ReadColumn, UnitOrigin};
pub use lists::{is_every_institution, read_consents, read_list};
pub use objections::read_objections;
pub use options::{
    DateForm, Encoding, FirmsFile, Given, Key, Long, PartOptions, Paths, ShortRows, Supplement,
};
pub use outcomes::read_outcomes;
pub use packed::is_unpacking;
pub use part::{Origin, Part, Parts};
pub use profile::{Contents, Profile};
pub use quarantine::{Fault, Quarantine, Quarantined};
pub use sheet::{Sheet, SheetRow, read_sheet, read_text};
pub use source::{is_stdin, is_there, located};
pub use supplement::{Fate, How, LeftOver, SupplementPart, Supplemented, Use};
pub use survey::{LeftOut, Surveyed, SurveyedColumn, SurveyedFile, SurveyedYear, id_key, name_key, survey};
pub use title_units::TitleUnit;

/// The result of reading a cohort.
#[derive(Debug)]
pub struct Intake {
    /// The cohort's file or files, as the user named them.
    pub name: Arc<str>,
    /// The trusted firms, one row each, part by part in file order.
    pub firms: Firms,
    /// The rows that could not be read or trusted.
    pub quarantine: Quarantine,
    /// Number of rows that were merged into another row, equal in every column that is read.
    pub merged: usize,
    /// Number of rows of all parts without headers. Rows that others correct do not count.
    pub rows: usize,
    /// Findings of all parts, sorted.
    pub findings: Findings,
    /// The files and worksheets that were read, with their rows as written.
    pub parts: Arc<Parts>,
    /// What became of the rows of each supplement.
    pub supplements: Vec<Supplemented>,
    /// Further files that were read about the firms, each with its role in the run.
    pub beside: Vec<(&'static str, Origin)>,
    /// Rows that correct others, and the rows they replaced, which are among none of the above.
    pub corrections: Corrections,
}

impl Intake {
    /// Bytes of memory that the text of the files and their columns occupy.
    pub fn bytes(&self) -> usize {
        let columns: usize = self.firms.columns.iter().flatten().map(Column::bytes).sum();
        let parts: usize = self.parts.iter().map(Part::bytes).sum();
        parts + self.rows * size_of::<u32>() + columns
    }

    /// Bytes of all files after decompression.
    pub fn unpacked(&self) -> usize {
        self.parts.iter().map(|part| part.origin.unpacked).sum()
    }

    /// The place of the cohort as a whole.
    pub fn place(&self) -> Place {
        match self.parts.only() {
            Some(part) => part.place().clone(),
            None => Place::file(Arc::clone(&self.name)),
        }
    }

    /// The place of the row of the firm at position `firm`.
    pub fn place_of(&self, firm: usize) -> Place {
        self.parts.place(self.firms.rows[firm])
    }

    /// The line of the row of the firm at position `firm` in its file, from 1.
    pub fn line_of(&self, firm: usize) -> u32 {
        self.place_of(firm).line.unwrap_or(0)
    }

    /// Ids of the quarantined rows that can be split into cells.
    pub fn quarantined_ids(&self) -> BTreeSet<String> {
        let is_id = |column: &ReadColumn| column.field == Some(self.firms.id_field);
        let id = |(row, original): (u32, Cow<'_, str>)| {
            let layout = &self.parts.of(row)?.0.layout;
            let column = layout.columns.iter().position(is_id)?;
            let cell = records::cells(&original, layout.delimiter as u8).nth(column)?;
            Some(folded(&cell).into_owned()).filter(|id| !id.is_empty())
        };
        self.quarantine.originals().filter_map(id).collect()
    }

    /// Marks for "not known" in the column of the field at position `field`, in `rows`. Each mark has its
    /// number of cells, the most frequent first. Empty cells do not count.
    pub fn marks_written(&self, field: usize, rows: &[u32]) -> Vec<(String, usize)> {
        let mark = |row: &u32| {
            let (part, at) = self.parts.of(*row)?;
            let column = part.layout.columns.iter().position(|column| column.field == Some(field))?;
            let record = part.record(at);
            let cell = records::cells(&record, part.reading.plan.delimiter).nth(column)?;
            let cell = cell.trim();
            (!cell.is_empty() && part.reading.plan.marks.are(cell)).then(|| folded(cell).into_owned())
        };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let marks: Vec<String> = rows.par_iter().filter_map(mark).collect();
        marks.into_iter().for_each(|mark| *counts.entry(mark).or_default() += 1);
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }
}

/// Reads the cohort in the file at `path` according to `file` and `dictionary`, and judges every column that
/// is a field. `parameters` is the campaign's text that `file` was read from, for the places of faults in it.
///
/// The SHA-256 of the file is computed while its text is read. The result is the same for any number of
/// threads.
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

/// As [`read`], but only the fields in `asked` are judged, which are positions in the dictionary. A faulty
/// cell of another field counts as missing and does not quarantine its row. A note per column reports the
/// number of such cells.
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
    let setting = Setting::new(parameters, dictionary, asked, progress);
    let files = [CohortFile::alone(path, file)];
    joined(source::name(path), &files, &[], Path::new(""), setting, as_of)
}

/// As [`read_asked`], for all files that `file` names, whose paths are relative to `folder`. Each file or
/// worksheet is a part of the cohort. Neither the order of files nor that of parts has an effect.
///
/// # Errors
/// As [`read`]; a path without a file.
pub fn read_all(
    folder: &Path,
    file: &FirmsFile,
    parameters: &parameters::Source,
    dictionary: &Dictionary,
    asked: &BTreeSet<usize>,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Intake, Findings> {
    let setting = Setting::new(parameters, dictionary, asked, progress);
    all(folder, file, setting, as_of)
}

/// As [`read_all`], and with the contents of all columns of supplements, which are otherwise not kept.
///
/// # Errors
/// As [`read_all`].
pub fn inspect_all(
    folder: &Path,
    file: &FirmsFile,
    parameters: &parameters::Source,
    dictionary: &Dictionary,
    asked: &BTreeSet<usize>,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Intake, Findings> {
    let setting = Setting { inspects: true, ..Setting::new(parameters, dictionary, asked, progress) };
    all(folder, file, setting, as_of)
}

fn all(folder: &Path, file: &FirmsFile, setting: Setting<'_>, as_of: Date) -> Result<Intake, Findings> {
    let files = files::of(folder, file, setting.parameters)?;
    let name = match &files[..] {
        [only] => source::name(&only.path),
        _ => file.path.get_ref().sorted().into(),
    };
    joined(name, &files, &file.supplement, folder, setting, as_of)
}

fn joined(
    name: Arc<str>,
    files: &[CohortFile],
    supplements: &[Supplement],
    folder: &Path,
    setting: Setting<'_>,
    as_of: Date,
) -> Result<Intake, Findings> {
    let mut drafts = drafts::of(files, setting)?;
    let corrections = corrections::apply(&mut drafts, setting)?;
    let (joined, findings) = supplement::join(&mut drafts, supplements, folder, setting, as_of)?;
    let mut intake = Intake::of(name, outcome::settle(drafts, setting.dictionary, setting.asked, as_of));
    intake.findings.extend(findings);
    intake.findings.sort();
    Ok(Intake { supplements: joined, corrections, ..intake })
}

impl Intake {
    /// The result of reading the file or files called `name`.
    fn of(name: Arc<str>, outcome: outcome::Outcome) -> Intake {
        let outcome::Outcome { firms, parts, aside, merged, findings } = outcome;
        let rows = parts.iter().map(Part::len).sum();
        debug_assert_eq!(rows, firms.len + aside.len() + merged, "every row is accounted for");
        let parts = Arc::new(parts);
        let quarantine = Quarantine::new(Arc::clone(&parts), aside);
        let (supplements, corrections) = (Vec::new(), Corrections::default());
        let beside = Vec::new();
        Intake { name, firms, quarantine, merged, rows, findings, parts, supplements, beside, corrections }
    }
}
