//! Later outcomes of firms: banks' feedback and default files, read as a cohort is.

use std::path::Path;

use jiff::civil::Date;

use super::side::{fields, read_beside};
use super::{FirmsFile, Intake};
use crate::finding::{Code, Finding, Findings, nearest};
use crate::firms::Dictionary;
use crate::progress::Progress;
use crate::words::{Arg, say};

/// The dictionary in `schemas/outcomes.json`; the field that identifies firms is the cohort's own.
const BUILT_IN: &str = include_str!("../../schemas/outcomes.json");

/// Outcome fields: a file must have one of them.
const ANSWERS: [&str; 2] = ["outcome", "default_amount"];

/// Greatest number of headers that a message names; the others are only counted.
const NAMED: usize = 30;

/// Reads the outcomes in the file at `path`. Firms are identified as in `cohort`, whose fields are in
/// `dictionary`. Headers that the cohort's campaign binds to the id are known here too, and so are its marks
/// for "not known".
///
/// A firm may have several rows; the caller decides which of them contradict each other.
///
/// # Errors
/// Faults of the file or its header; a file without an outcome field. The help does not name the campaign,
/// since its `columns` and `units` apply only to the cohort's file.
pub fn read_outcomes(
    path: &Path,
    cohort: &FirmsFile,
    dictionary: &Dictionary,
    as_of: Date,
    progress: &dyn Progress,
) -> Result<Intake, Findings> {
    let intake = read_beside(BUILT_IN, path, cohort, dictionary, as_of, progress)?;
    let fields = fields(BUILT_IN, cohort, dictionary);
    if ANSWERS.iter().any(|name| intake.firms.column(name).is_some()) {
        return Ok(intake);
    }
    let place = intake.place().at_line(1);
    let columns = || intake.parts.iter().flat_map(|part| &part.layout.columns);
    let headers: Vec<&str> = columns().map(|column| &*column.header).collect();
    let named = Arg::items(headers.iter().take(NAMED).map(|header| say!(intake::quoted, text = header)));
    let message = match headers.len().saturating_sub(NAMED) {
        0 => say!(intake::outcomes_absent, headers = named),
        more => say!(intake::outcomes_absent_more, headers = named, more = more),
    };
    let answers = ANSWERS.iter().filter_map(|name| fields.field(name));
    let known: Vec<&str> = answers
        .flat_map(|field| [&field.name, &field.title].into_iter().chain(&field.aliases))
        .map(String::as_str)
        .collect();
    let unread = columns().filter(|column| column.field.is_none());
    let near = unread.filter_map(|column| nearest(&column.header, known.iter().copied())).next();
    let help = match near {
        Some(near) => say!(intake::outcomes_near_help, near = near),
        None => say!(intake::outcomes_help),
    };
    Err(Finding::new(Code::ColumnMissing, place, message).help(help).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_dictionary_reads_and_shares_no_header_with_the_cohorts() {
        let cohort = Dictionary::built_in();
        let own = fields(BUILT_IN, &FirmsFile::plain(Path::new("x.csv")), &cohort);
        assert!(ANSWERS.iter().all(|name| own.position(name).is_some()));
        assert_eq!((own.fields[0].name.as_str(), own.fields[0].constraints.unique), ("credit_code", false));
        for field in &own.fields[1..] {
            for header in [&field.name, &field.title].into_iter().chain(&field.aliases) {
                assert_eq!(cohort.find(header), None, "{header}");
            }
        }
    }
}
