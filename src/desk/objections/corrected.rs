//! Whether a run was corrected after accepted objections.

use std::path::Path;

use super::Decision;
use super::history::{KIND, cell};
use crate::desk::chain::{Chain, Row};
use crate::finding::Finding;

/// The correction of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// Number of the import of objections.
    pub import: String,
    /// SHA-256 of the corrected run's `run.json`.
    pub run: String,
}

/// The run with all corrections of the campaign and day of another run, whose `run.json` has the SHA-256
/// `run`, by the history in the folder `desk`; `None` if that run has them, or no objection was accepted.
///
/// # Errors
/// A history that cannot be read, or that other hands have edited.
pub fn corrected(desk: &Path, run: &str) -> Result<Option<Corrected>, Finding> {
    let (_, rows) = Chain::read(desk, &KIND)?;
    let names_run = |row: &&Row| [cell(row, "run_before"), cell(row, "run_after")].contains(&run);
    let Some(own) = rows.iter().find(names_run) else { return Ok(None) };
    let is_correction = |row: &&Row| {
        ["campaign", "as_of"].iter().all(|column| cell(row, column) == cell(own, column))
            && cell(row, "decision") == Decision::Accepted.as_str()
    };
    let number = |row: &Row| cell(row, "import").parse::<usize>().unwrap_or_default();
    // A run made later has them too, even if its own objections were rejected.
    let last = rows.iter().rfind(is_correction).filter(|last| {
        let made_later = |row: &Row| cell(row, "run_after") == run && number(row) >= number(last);
        !rows.iter().any(made_later)
    });
    Ok(last.map(|row| Corrected {
        import: cell(row, "import").to_owned(),
        run: cell(row, "run_after").to_owned(),
    }))
}
