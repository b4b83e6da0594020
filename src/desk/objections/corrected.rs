//! Whether a run was corrected after accepted objections.

use std::path::Path;

use super::Decision;
use super::history::{KIND, cell};
use crate::desk::chain::Chain;
use crate::finding::Finding;

/// The correction of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// Number of the import of objections.
    pub import: String,
    /// SHA-256 of the corrected run's `run.json`.
    pub run: String,
}

/// The last correction of the run whose `run.json` has the SHA-256 `run`, by the history in the folder
/// `desk`; `None` if no objection to it was accepted.
///
/// # Errors
/// A history that cannot be read, or that other hands have edited.
pub fn corrected(desk: &Path, run: &str) -> Result<Option<Corrected>, Finding> {
    let (_, rows) = Chain::read(desk, &KIND)?;
    let is_correction = |column: &dyn Fn(&str) -> String| {
        column("run_before") == run
            && column("decision") == Decision::Accepted.as_str()
            && column("run_after") != run
    };
    let last = rows.iter().rfind(|row| is_correction(&|column| cell(row, column).to_owned()));
    Ok(last.map(|row| Corrected {
        import: cell(row, "import").to_owned(),
        run: cell(row, "run_after").to_owned(),
    }))
}
