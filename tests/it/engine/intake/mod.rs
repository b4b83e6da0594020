//! From file to firms: every fault, every encoding, real lists, and rows of noise.

mod beside;
mod contents;
mod corrections;
mod days;
mod doubtful_keys;
mod duplicates;
mod faults;
mod forms;
mod lists;
mod long;
mod mutants;
mod not_firms;
mod odd_files;
mod parts;
mod properties;
mod real;
mod row_faults;
mod slips;
mod supplement_units;
mod supplements;
mod workbooks;
mod years;

use std::io::Write;

use jifen::finding::Findings;
use jifen::firms::Dictionary;
use jifen::intake::{self, FirmsFile, Intake};
use jifen::parameters::Source;
use jifen::progress::Silent;
use jiff::civil::date;

/// Reads `bytes` as a file, with the `[firms]` table `table` after its path.
fn read(bytes: &[u8], table: &str) -> Result<Intake, Findings> {
    read_by(&Dictionary::built_in(), bytes, table)
}

/// The same with a dictionary of one's own.
fn read_by(dictionary: &Dictionary, bytes: &[u8], table: &str) -> Result<Intake, Findings> {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes).expect("a temporary file takes bytes");
    read_path(dictionary, file.path(), table)
}

/// Reads the file at `path` with the `[firms]` table `table`.
pub(crate) fn read_path(
    dictionary: &Dictionary,
    path: &std::path::Path,
    table: &str,
) -> Result<Intake, Findings> {
    let text = format!("path = \"firms.csv\"\n{table}");
    let source = Source::new("campaign.toml", text);
    let file: FirmsFile = source.parse().expect("the test's own table");
    let mut dictionary = dictionary.clone();
    if let Some(id) = &file.id {
        if dictionary.find(id.get_ref()).is_none() {
            dictionary.add_text(id.get_ref());
        }
        let field = dictionary.find(id.get_ref()).expect("it was just added");
        dictionary.identify_by(field);
    }
    let intake = intake::read(path, &file, &source, &dictionary, date(2025, 6, 30), &Silent)?;
    assert_eq!(intake.rows, intake.firms.len + intake.quarantine.len() + intake.merged, "a row is lost");
    for column in intake.firms.columns.iter().flatten() {
        assert_eq!(column.len(), intake.firms.len);
    }
    Ok(intake)
}

/// How often each code was found.
fn counts(intake: &Intake) -> Vec<(&'static str, usize)> {
    intake.findings.counts().into_iter().collect()
}

/// A number of the firm at `row`.
fn number(intake: &Intake, field: &str, row: usize) -> Option<f64> {
    intake.firms.column(field).and_then(|column| column.numbers()).and_then(|cells| cells.get(row))
}
