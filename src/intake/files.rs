//! The files of a cohort: paths and patterns of a campaign, each file with its options.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::options::{FirmsFile, PartOptions};
use super::source::{is_there, located};
use crate::finding::{Code, Finding, Findings, PathBase, Remedy};
use crate::parameters::Source;
use crate::words::say;

/// One file of a cohort.
#[derive(Clone, Debug)]
pub(super) struct CohortFile {
    /// Its path; `-` is standard input.
    pub path: PathBuf,
    /// Its path as the campaign names it, in published tables.
    pub name: String,
    /// Options of all files.
    pub common: FirmsFile,
    /// Options of this file, or of its worksheets.
    pub parts: Vec<PartOptions>,
}

impl CohortFile {
    /// The only file of a cohort.
    pub fn alone(path: &Path, file: &FirmsFile) -> CohortFile {
        let name = published(&file.path.get_ref().joined());
        CohortFile { path: path.to_owned(), name, common: file.clone(), parts: file.part.clone() }
    }

    /// Options for the file as a whole.
    pub fn options(&self) -> FirmsFile {
        self.common.with(self.parts.iter().filter(|part| part.sheet.is_none()))
    }

    /// Options for the worksheet `sheet`.
    pub fn options_of(&self, sheet: &str) -> FirmsFile {
        let is_of = |part: &&PartOptions| part.sheet.as_ref().is_none_or(|name| name.get_ref() == sheet);
        self.common.with(self.parts.iter().filter(is_of))
    }
}

/// A file's name in published tables: the path as written, or only its last part if it is a place of this
/// machine.
pub(super) fn published(written: &str) -> String {
    let path = Path::new(written);
    let last = path.file_name().filter(|_| path.is_absolute());
    last.map_or_else(|| written.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The paths that a `[firms]` table in `folder` and its supplements name, as far as they exist.
pub fn paths(folder: &Path, file: &FirmsFile) -> Vec<PathBuf> {
    let supplements = file.supplement.iter().map(|supplement| &supplement.path);
    let written = std::iter::once(&file.path).chain(supplements).flat_map(|paths| paths.get_ref().all());
    written.flat_map(|written| matches(folder, written)).map(|(path, _)| path).collect()
}

/// The files that a `[firms]` table in `folder` names, each once, by name.
///
/// # Errors
/// A path or pattern without a file, and a part that is none of the files.
pub(super) fn of(folder: &Path, file: &FirmsFile, parameters: &Source) -> Result<Vec<CohortFile>, Findings> {
    let mut faults = Findings::new();
    let place = parameters.place(file.path.span().start).in_column("path");
    let mut found: Vec<(PathBuf, String)> = Vec::new();
    for written in file.path.get_ref().all() {
        let matched = matches(folder, written);
        if matched.is_empty() {
            let message = match is_pattern(written) {
                true => say!(intake::pattern_unmatched, pattern = written),
                false => say!(intake::firms_absent, path = written),
            };
            let remedy = Remedy::Path(PathBase::Campaign);
            faults.push(Finding::new(Code::FileUnreadable, place.clone(), message).help(remedy));
        }
        found.extend(matched);
    }
    found.sort_by(|a, b| a.1.cmp(&b.1));
    let mut known = BTreeSet::new();
    found.retain(|(path, _)| known.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.clone())));
    let mut used = vec![false; file.part.len()];
    let files = found.into_iter().map(|(path, name)| {
        let is_meant = |part: &PartOptions| {
            let written = part.path.get_ref();
            located(folder, written) == path
                || glob::Pattern::new(written).is_ok_and(|pattern| pattern.matches(&name))
        };
        let own = file.part.iter().zip(&mut used).filter(|(part, _)| is_meant(part));
        let parts = own.map(|(part, used)| {
            *used = true;
            part.clone()
        });
        let parts = parts.collect();
        CohortFile { path, name: published(&name), common: file.clone(), parts }
    });
    let files = files.collect();
    for (part, _) in file.part.iter().zip(used).filter(|(_, used)| !*used) {
        let place = parameters.place(part.path.span().start).in_column("path");
        let message = say!(intake::part_unmatched, path = part.path.get_ref());
        faults.push(Finding::new(Code::NameUnknown, place, message).help(say!(intake::part_unmatched_help)));
    }
    faults.or_stop(files).map(|(files, _)| files)
}

fn is_pattern(written: &str) -> bool {
    written.contains(['*', '?', '['])
}

/// The files that `written` means in `folder`, with their names relative to it. A file of that very name
/// comes first, since downloads are called `firms[1].csv`. Hidden files and the lock files of spreadsheets
/// (`~$firms.xlsx`) match no pattern.
fn matches(folder: &Path, written: &str) -> Vec<(PathBuf, String)> {
    let path = located(folder, written);
    if is_there(&path) {
        return vec![(path, written.to_owned())];
    }
    if !is_pattern(written) {
        return Vec::new();
    }
    let pattern = Path::new(&glob::Pattern::escape(&folder.to_string_lossy())).join(written);
    let options = glob::MatchOptions {
        require_literal_leading_dot: true,
        require_literal_separator: true,
        ..Default::default()
    };
    let found = glob::glob_with(&pattern.to_string_lossy(), options).into_iter().flatten().flatten();
    let is_meant = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.is_file() && !name.starts_with("~$")
    };
    let named = |path: PathBuf| {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        (path, name)
    };
    found.filter(is_meant).map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_tables_and_no_lock_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("区县")).expect("a temporary folder takes folders");
        for name in ["区县/东区.xlsx", "区县/~$东区.xlsx", "区县/.西区.xlsx", "区县/西区.xlsx", "late[1].csv"]
        {
            std::fs::write(folder.path().join(name), "x").expect("a temporary folder takes files");
        }
        let names = |written: &str| -> Vec<String> {
            matches(folder.path(), written).into_iter().map(|(_, name)| name).collect()
        };
        assert_eq!(names("区县/*.xlsx"), ["区县/东区.xlsx", "区县/西区.xlsx"]);
        assert_eq!(names("late[1].csv"), ["late[1].csv"]);
        assert_eq!(names("*.xlsx"), [""; 0]);
        assert_eq!(names("-"), ["-"]);
    }
}
