//! Objections to published data, read as a cohort is: a row for each field that is said to be wrong.

use std::path::Path;

use jiff::civil::Date;

use super::side::{fields, read_beside};
use super::{FirmsFile, Intake};
use crate::finding::{Code, Finding, Findings};
use crate::firms::Dictionary;
use crate::progress::Progress;
use crate::words::say;

/// The dictionary in `schemas/objections.json`; the field that identifies firms is the cohort's own.
const BUILT_IN: &str = include_str!("../../schemas/objections.json");

/// Title of the column with references of papers.
pub const PAPER: &str = "证明材料编号";
/// Title of the column of those who object.
pub const OBJECTOR: &str = "异议人";

/// Cells that accept an objection.
pub const ACCEPTED: [&str; 5] = ["accepted", "采纳", "予以采纳", "成立", "属实"];
/// Cells that reject one.
pub const REJECTED: [&str; 5] = ["rejected", "不采纳", "不予采纳", "不成立", "不属实"];
/// Cells of an objection that is not decided.
pub const PENDING: [&str; 5] = ["", "pending", "待定", "待核", "未决"];

/// Fields without which a row claims nothing.
const NEEDED: [&str; 2] = ["objected_field", "claimed"];

/// Reads the objections in the file at `path`: CSV, a workbook or Parquet. Firms are identified as in
/// `cohort`, whose fields are in `dictionary`. A firm may have several rows.
///
/// # Errors
/// Faults of the file, of its header or of any row.
pub fn read_objections(
    path: &Path,
    cohort: &FirmsFile,
    dictionary: &Dictionary,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Intake, Findings> {
    let mut intake = read_beside(BUILT_IN, path, cohort, dictionary, as_of, progress)?;
    let fields = fields(BUILT_IN, cohort, dictionary);
    let mut faults = std::mem::take(&mut intake.findings);
    for name in NEEDED.iter().filter(|name| intake.firms.column(name).is_none()) {
        let title = fields.field(name).map(|field| field.title.clone()).unwrap_or_default();
        let message = say!(objections::column_missing, title = title);
        let fault = Finding::new(Code::ColumnMissing, intake.place().at_line(1), message);
        faults.push(fault.help(say!(objections::column_missing_help)));
    }
    if faults.has_errors() {
        faults.sort();
        return Err(faults);
    }
    intake.findings = faults;
    Ok(intake)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_dictionary_reads_and_shares_no_header_with_the_cohorts() {
        let cohort = Dictionary::built_in();
        let own = fields(BUILT_IN, &FirmsFile::plain(Path::new("x.csv")), &cohort);
        assert!(NEEDED.iter().all(|name| own.position(name).is_some()));
        let title = |name: &str| own.field(name).map(|field| field.title.clone());
        assert_eq!(
            [title("paper"), title("objector")],
            [PAPER, OBJECTOR].map(|title| Some(title.to_owned()))
        );
        for field in &own.fields[1..] {
            for header in [&field.name, &field.title].into_iter().chain(&field.aliases) {
                assert_eq!(cohort.find(header), None, "{header}");
            }
        }
    }
}
