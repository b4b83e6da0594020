//! `objections.csv`: every objection that was imported, with its decision; rows are only added.

use std::fs;
use std::path::Path;

use super::Objection;
use crate::desk::sheet::Sheet;
use crate::figures::{Rows, Table};
use crate::finding::{Code, Finding, Place};
use crate::publish::{Replace, csv_text, read_whole, write_file};
use crate::words::{Language, say};

/// An objection with what came of it.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    /// The objection.
    pub objection: &'a Objection,
    /// Whether it was received within the period of publicity; `None` if not known.
    pub is_in_period: Option<bool>,
    /// The firm's sheet before; `None` if it had no points.
    pub before: Option<Sheet>,
    /// The firm's sheet after.
    pub after: Option<Sheet>,
}

/// Name of the history in the desk's folder.
const NAME: &str = "objections.csv";

/// Adds records to the history in the folder `desk`. `import` is the number of the import, `file` the SHA-256
/// of the file of objections, `runs` those of both runs.
///
/// # Errors
/// A history that is no history, cannot be read or cannot be written; it then stays as it was.
pub fn append(
    desk: &Path,
    records: &[Record<'_>],
    import: usize,
    file: &str,
    runs: [&str; 2],
) -> Result<(), Finding> {
    let path = desk.join(NAME);
    let place = || Place::file(path.display().to_string());
    let table = table(records, import, file, runs);
    let header = csv_text(&table, Language::En, true);
    let header = header.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default().to_vec();
    let mut text = match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => header.clone(),
        _ => read_whole(&path).map_err(|error| Finding::unreadable(place(), &error))?,
    };
    if !text.starts_with(&header) {
        return Err(Finding::new(Code::FileKind, place(), say!(objections::history))
            .help(say!(objections::history_help)));
    }
    if !text.ends_with(b"\n") {
        text.push(b'\n');
    }
    text.extend(csv_text(&table, Language::En, false));
    write_file(&path, Replace::Edited, |out| out.write_all(&text))
}

fn table(records: &[Record<'_>], import: usize, file: &str, [before, after]: [&str; 2]) -> Table {
    let text = |text: &str| text.to_owned();
    Rows::table("objections", "", records)
        .field("import", "", |_| import)
        .field("line", "", |one| one.objection.line)
        .field("firm", "", |one| text(&one.objection.firm))
        .field("firm_name", "", |one| text(&one.objection.name))
        .field("field", "", |one| text(&one.objection.field))
        .field("before", "", |one| text(&one.objection.before))
        .field("claimed", "", |one| text(&one.objection.claimed))
        .field("paper", "", |one| text(&one.objection.paper))
        .field("objector", "", |one| text(&one.objection.objector))
        .field("objected_on", "", |one| one.objection.day.map(|day| day.to_string()).unwrap_or_default())
        .field("in_period", "", |one| one.is_in_period)
        .field("decision", "", |one| one.objection.decision.as_str())
        .field("reason", "", |one| text(&one.objection.reason))
        .field("points_before", "", |one| one.before.as_ref().map(|sheet| sheet.points))
        .field("points_after", "", |one| one.after.as_ref().map(|sheet| sheet.points))
        .field("segment_rank_before", "", |one| one.before.as_ref().map(|sheet| sheet.rank))
        .field("segment_rank_after", "", |one| one.after.as_ref().map(|sheet| sheet.rank))
        .field("file_sha256", "", |_| text(file))
        .field("run_before", "", |_| text(before))
        .field("run_after", "", |_| text(after))
        .into()
}
