//! Accepted objections as parts that correct the parts of the cohort.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Decision, Objection};
use crate::finding::Finding;
use crate::intake::objections::{OBJECTOR, PAPER};
use crate::intake::{Intake, Part, ROW_NUMBER};
use crate::publish::{Replace, write_file};

/// A part that corrects another.
#[derive(Clone, Debug, PartialEq)]
pub struct Correcting {
    /// Its file.
    pub path: PathBuf,
    /// The part that it corrects, as a campaign names it.
    pub corrects: String,
}

/// Files of corrections, in order, and the number of the import in their names.
#[derive(Debug)]
pub struct Written {
    /// Number of the import in the desk's folder, from 1.
    pub number: usize,
    /// The parts.
    pub parts: Vec<Correcting>,
    /// Whether the files stay.
    is_kept: bool,
}

impl Written {
    /// Keeps the files. Without this call they are removed again.
    pub fn keep(&mut self) {
        self.is_kept = true;
    }

    /// Name of the file that corrects the cell of an objection; `None` unless it was accepted.
    pub fn file_of(&self, objection: &Objection) -> Option<String> {
        let is_of = |part: &&Correcting| part.corrects == objection.part;
        let part = self.parts.iter().filter(|_| objection.decision == Decision::Accepted).find(is_of)?;
        part.path.file_name().map(|name| name.to_string_lossy().into_owned())
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        if !self.is_kept {
            // Files that cannot be removed belong to no run, and are named so.
            self.parts.iter().for_each(|part| _ = fs::remove_file(&part.path));
        }
    }
}

/// Writes the accepted `objections` as files in `folder`, one for each part of the cohort with such firms. A
/// file has the headers of its part, a row for each firm with the claimed cells, the number of the row, and
/// the references of papers and the objectors.
///
/// # Errors
/// A file that cannot be written.
pub fn write_corrections(
    folder: &Path,
    cohort: &Intake,
    objections: &[Objection],
) -> Result<Written, Finding> {
    let number = next_number(folder);
    let mut written = Written { number, parts: Vec::new(), is_kept: false };
    let mut by_part: BTreeMap<String, Vec<&Objection>> = BTreeMap::new();
    for one in objections.iter().filter(|one| one.decision == Decision::Accepted) {
        by_part.entry(one.part.clone()).or_default().push(one);
    }
    for (at, (corrects, objections)) in by_part.into_iter().enumerate() {
        let Some(part) = cohort.parts.part_of(cohort.firms.rows[objections[0].at]) else { continue };
        let path = folder.join(format!("{number}-corrections-{}.csv", at + 1));
        let text = table(cohort, part, &objections);
        write_file(&path, Replace::Never, |out| out.write_all(&text))?;
        written.parts.push(Correcting { path, corrects });
    }
    Ok(written)
}

/// The first number that no import in the folder has.
fn next_number(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let number = |entry: fs::DirEntry| -> Option<usize> {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    entries.filter_map(number).max().map_or(1, |last| last.saturating_add(1))
}

/// The corrected rows of a part, with its headers.
fn table(cohort: &Intake, part: &Part, objections: &[&Objection]) -> Vec<u8> {
    // What a part says of earlier objections is not said of these.
    let is_of_firm = |at: &usize| {
        let column = &part.layout.columns[*at];
        Some(*at) != part.row_numbers()
            && (column.field.is_some() || ![PAPER, OBJECTOR].contains(&&*column.header))
    };
    let columns: Vec<usize> = (0..part.layout.columns.len()).filter(is_of_firm).collect();
    let header = |at: &usize| {
        let header = part.layout.columns[*at].header.to_string();
        if header == format!("#{}", at + 1) { String::new() } else { header }
    };
    let own = [PAPER, OBJECTOR, ROW_NUMBER].map(str::to_owned);
    let mut rows: BTreeMap<u32, Vec<&Objection>> = BTreeMap::new();
    for &one in objections {
        rows.entry(cohort.firms.rows[one.at]).or_default().push(one);
    }
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    // Writing to memory never fails.
    let _ = out.write_record(columns.iter().map(header).chain(own));
    for (row, claims) in rows {
        let record = cohort.parts.record(row);
        let cells: Vec<String> = part.cells(&record).map(|cell| cell.into_owned()).collect();
        let cell = |at: &usize| {
            let claimed = claims.iter().find(|one| one.column == *at).map(|one| one.claimed.clone());
            claimed.or_else(|| cells.get(*at).cloned()).unwrap_or_default()
        };
        let joined = |text: fn(&Objection) -> &str| {
            let mut all: Vec<&str> =
                claims.iter().map(|one| text(one)).filter(|text| !text.is_empty()).collect();
            all.dedup();
            all.join("; ")
        };
        let line = cohort.parts.place(row).line.unwrap_or_default().to_string();
        let told = [joined(|one| &one.paper), joined(|one| &one.objector), line];
        let _ = out.write_record(columns.iter().map(cell).chain(told));
    }
    out.into_inner().unwrap_or_default()
}
