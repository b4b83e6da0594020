//! Consents of firms, and lists of firms, read as a cohort is.

use std::path::Path;

use jiff::civil::Date;

use super::side::read_beside;
use super::{FirmsFile, Intake};
use crate::finding::{Code, Finding, Findings};
use crate::firms::Dictionary;
use crate::progress::Progress;
use crate::words::say;

/// The dictionary in `schemas/consents.json`; the field that identifies firms is the cohort's own.
const CONSENTS: &str = include_str!("../../schemas/consents.json");

/// A dictionary without fields: a list has only the field that identifies firms.
const LIST: &str = r#"{"$schema": "", "fields": [], "primaryKey": "", "missingValues": []}"#;

/// Reads the ledger of consents (授权台账) at `path`: a row per consent, with `institution`, `given`, `until`
/// and `withdrawn`. Firms are identified as in `cohort`, whose fields are in `dictionary`. A firm may have
/// several rows.
///
/// # Errors
/// Faults of the file or its header; a file without `given`; a row that cannot be read, which might withdraw
/// a consent.
pub fn read_consents(
    path: &Path,
    cohort: &FirmsFile,
    dictionary: &Dictionary,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Intake, Findings> {
    let intake = read_beside(CONSENTS, path, cohort, dictionary, as_of, progress)?;
    if intake.firms.column("given").is_none() {
        let place = intake.place().at_line(1);
        let message = say!(intake::consents_absent);
        return Err(Finding::new(Code::ColumnMissing, place, message)
            .help(say!(intake::consents_absent_help))
            .into());
    }
    complete(intake)
}

/// Reads the list of firms at `path`, which needs only the column that identifies firms in `cohort`.
///
/// # Errors
/// Faults of the file or its header; a row that cannot be read, which might be any firm.
pub fn read_list(
    path: &Path,
    cohort: &FirmsFile,
    dictionary: &Dictionary,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Intake, Findings> {
    complete(read_beside(LIST, path, cohort, dictionary, as_of, progress)?)
}

/// Words in a ledger for every institution.
const EVERY: [&str; 6] = ["", "*", "全部", "全部机构", "所有机构", "all"];

/// Whether a cell of the ledger means every institution.
pub fn is_every_institution(cell: &str) -> bool {
    EVERY.contains(&cell.trim())
}

/// `intake`, all of whose rows could be read.
fn complete(intake: Intake) -> Result<Intake, Findings> {
    let aside = intake.quarantine.len();
    if aside == 0 {
        return Ok(intake);
    }
    let message = say!(intake::rows_needed, rows = aside);
    let mut findings = intake.findings.clone();
    findings
        .push(Finding::new(Code::RowsNeeded, intake.place(), message).help(say!(intake::rows_needed_help)));
    Err(findings)
}

#[cfg(test)]
mod tests {
    use super::super::side::fields;
    use super::*;

    #[test]
    fn the_embedded_dictionaries_read_and_have_the_cohorts_id_first() {
        let cohort = FirmsFile::plain(Path::new("x.csv"));
        for (embedded, names) in
            [(CONSENTS, &["institution", "given", "until", "withdrawn"][..]), (LIST, &[][..])]
        {
            let own = fields(embedded, &cohort, &Dictionary::built_in());
            let all: Vec<&str> = own.fields.iter().map(|field| field.name.as_str()).collect();
            assert_eq!(all, [&["credit_code"], names].concat());
            assert!(!own.fields[0].constraints.unique);
        }
    }
}
