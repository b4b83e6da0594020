//! The files of a cohort: paths and patterns of a campaign, each file with its options.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::options::{Encoding, FirmsFile, PartOptions};
use super::source::{self, is_there, located};
use crate::finding::{Code, Finding, Findings, PathBase, Place, Remedy, listed, nearest, shown_path};
use crate::parameters::{Source, Spanned};
use crate::words::say;

/// The name that stands for every visible worksheet.
pub(super) const EVERY: &str = "*";

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
    /// For a file that corrects another: the options that the other is read by.
    inherited: Vec<PartOptions>,
}

impl CohortFile {
    /// The only file of a cohort.
    pub fn alone(path: &Path, file: &FirmsFile) -> CohortFile {
        let name = published(&file.path.get_ref().joined());
        let inherited = Vec::new();
        CohortFile { path: path.to_owned(), name, common: file.clone(), parts: file.part.clone(), inherited }
    }

    /// Options for the file as a whole.
    pub fn options(&self) -> FirmsFile {
        self.common.with(self.all().filter(|part| part.sheet.is_none()))
    }

    /// Options for the worksheet `sheet`.
    pub fn options_of(&self, sheet: &str) -> FirmsFile {
        let is_of = |part: &&PartOptions| part.sheet.as_ref().is_none_or(|name| name.get_ref() == sheet);
        self.common.with(self.all().filter(is_of))
    }

    /// The part that the file, or its worksheet `sheet`, corrects, as the campaign names it.
    pub fn corrects(&self, sheet: Option<&str>) -> Option<&Spanned<String>> {
        let is_of = |part: &&PartOptions| {
            let own = part.sheet.as_ref().map(|name| name.get_ref().as_str());
            own.is_none() || own == sheet || own == Some(EVERY)
        };
        self.parts.iter().filter(is_of).filter_map(|part| part.corrects.as_ref()).next_back()
    }

    /// Whether the file corrects another.
    pub fn is_correction(&self) -> bool {
        self.parts.iter().any(|part| part.corrects.is_some())
    }

    /// Options of the file, those of its own last.
    fn all(&self) -> impl Iterator<Item = &PartOptions> {
        self.inherited.iter().chain(&self.parts)
    }

    /// Whether `written` names the file.
    fn is_named(&self, written: &str) -> bool {
        is_named(written, &self.name, &source::name(&self.path))
    }
}

/// Whether `written` names a file: as published, or as a place shows it.
pub(super) fn is_named(written: &str, name: &str, shown: &str) -> bool {
    let cleaned = shown_path(Path::new(written));
    [written, &*cleaned].iter().any(|written| *written == name || *written == shown)
}

/// The file and the worksheet that `written` names, such as `east.xlsx[企业数据]`. Names of files may have
/// brackets too.
pub(super) fn file_and_sheet(written: &str, is_file: impl Fn(&str) -> bool) -> Option<(&str, Option<&str>)> {
    if is_file(written) {
        return Some((written, None));
    }
    let inner = written.strip_suffix(']')?;
    let split = |(at, _): (usize, &str)| Some((&inner[..at], Some(&inner[at + 1..])));
    inner.match_indices('[').filter(|(at, _)| is_file(&inner[..*at])).find_map(split)
}

/// Reads a file that corrects another as the other is read, but for its form: it comes back with its own
/// header, as a text or a workbook.
fn inherit(files: &mut [CohortFile]) {
    let inherited: Vec<Vec<PartOptions>> =
        (0..files.len()).map(|at| inherited(files, at, files.len())).collect();
    for (file, inherited) in files.iter_mut().zip(inherited).filter(|(file, _)| file.is_correction()) {
        file.inherited = inherited;
        file.common.header_row = None;
        file.common.encoding = Encoding::Auto;
    }
}

/// The options of the files that the file at `at` corrects, which may correct others, up to `deep` files.
fn inherited(files: &[CohortFile], at: usize, deep: usize) -> Vec<PartOptions> {
    let Some(deeper) = deep.checked_sub(1) else { return Vec::new() };
    let of = |part: &PartOptions| {
        let written = part.corrects.as_ref()?.get_ref();
        let (file, sheet) = file_and_sheet(written, |name| files.iter().any(|file| file.is_named(name)))?;
        let of = files.iter().position(|other| other.is_named(file))?;
        let is_of = |other: &&PartOptions| {
            let named = other.sheet.as_ref().map(|name| name.get_ref().as_str());
            named.is_none() || sheet.is_none() || named == sheet
        };
        let before = inherited(files, of, deeper);
        let own = before.iter().chain(&files[of].parts).filter(is_of).cloned();
        let as_here = |other: PartOptions| {
            let sheet = part.sheet.clone();
            PartOptions { sheet, header_row: None, encoding: None, corrects: None, ..other }
        };
        Some(own.map(as_here).collect::<Vec<_>>())
    };
    files[at].parts.iter().filter_map(of).flatten().collect()
}

/// A file's name in published tables: the path as written, or only its last part if it is a place of this
/// machine.
pub(super) fn published(written: &str) -> String {
    let path = Path::new(written);
    let last = path.file_name().filter(|_| path.is_absolute());
    last.map_or_else(|| shown_path(path), |name| name.to_string_lossy().into_owned())
}

/// The paths that a `[firms]` table in `folder` and its supplements name, as far as they exist.
pub fn paths(folder: &Path, file: &FirmsFile) -> Vec<PathBuf> {
    let supplements = file.supplement.iter().map(|supplement| &supplement.path);
    let corrections = file.part.iter().filter(|part| part.corrects.is_some()).map(|part| part.path.get_ref());
    let written = std::iter::once(&file.path).chain(supplements).flat_map(|paths| paths.get_ref().all());
    written.chain(corrections).flat_map(|written| matches(folder, written)).map(|(path, _)| path).collect()
}

/// The files that a `[firms]` table in `folder` names, and those that correct others, each once, by name.
///
/// # Errors
/// A path or pattern without a file, and a part that is none of the files.
pub(super) fn of(folder: &Path, file: &FirmsFile, parameters: &Source) -> Result<Vec<CohortFile>, Findings> {
    let mut faults = Findings::new();
    let place = parameters.place(file.path.span().start).in_column("path");
    let mut found: Vec<(PathBuf, String)> = Vec::new();
    let mut seek = |written: &str, place: &Place| {
        if file.is_supplement && source::is_stdin(Path::new(written)) {
            let message = say!(intake::supplement_stdin);
            let fault = Finding::new(Code::FileUnreadable, place.clone(), message);
            faults.push(fault.help(say!(intake::supplement_stdin_help)));
            return false;
        }
        let matched = matches(folder, written);
        if matched.is_empty() {
            let message = match is_pattern(written) {
                true => say!(intake::pattern_unmatched, pattern = written),
                false => say!(intake::firms_absent, path = written),
            };
            let remedy = Remedy::Path(PathBase::Campaign);
            faults.push(Finding::new(Code::FileUnreadable, place.clone(), message).help(remedy));
        }
        let is_found = !matched.is_empty();
        for (path, name) in matched {
            match path.is_dir() {
                true => faults.push(is_folder(&path, written, place.clone())),
                false => found.push((path, name)),
            }
        }
        is_found
    };
    file.path.get_ref().all().iter().for_each(|written| _ = seek(written, &place));
    let mut used = vec![false; file.part.len()];
    for (part, used) in file.part.iter().zip(&mut used).filter(|(part, _)| part.corrects.is_some()) {
        // Its absence is reported once.
        *used = !seek(part.path.get_ref(), &parameters.place(part.path.span().start).in_column("path"));
    }
    found.sort_by(|a, b| a.1.cmp(&b.1));
    let mut known = BTreeSet::new();
    found.retain(|(path, _)| known.insert(std::fs::canonicalize(path).unwrap_or_else(|_| path.clone())));
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
        let inherited = Vec::new();
        CohortFile { path, name: published(&name), common: file.clone(), parts, inherited }
    });
    let mut files: Vec<CohortFile> = files.collect();
    // A part may be one of the files that are not found.
    if faults.has_errors() {
        return Err(faults);
    }
    faults.extend(unnamed(&files, parameters));
    inherit(&mut files);
    for (part, _) in file.part.iter().zip(used).filter(|(_, used)| !*used) {
        let place = parameters.place(part.path.span().start).in_column("path");
        let message = say!(intake::part_unmatched, path = part.path.get_ref());
        faults.push(Finding::new(Code::NameUnknown, place, message).help(say!(intake::part_unmatched_help)));
    }
    faults.or_stop(files).map(|(files, _)| files)
}

/// Endings of tables, in the order in which a pattern of them is offered.
const ENDINGS: [&str; 6] = ["parquet", "csv", "xlsx", "tsv", "txt", "gz"];

/// The fault of a folder in place of its files; the pattern of those that are most frequent in it is offered.
fn is_folder(folder: &Path, written: &str, place: Place) -> Finding {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let endings: Vec<String> =
        entries.filter_map(|path| Some(path.extension()?.to_str()?.to_ascii_lowercase())).collect();
    let count = |ending: &str| endings.iter().filter(|other| *other == ending).count();
    // Of equally frequent ones the first.
    let frequent = ENDINGS.iter().rev().max_by_key(|ending| count(ending)).filter(|ending| count(ending) > 0);
    let help = match frequent {
        Some(ending) => {
            let pattern = format!("{}/*.{ending}", written.trim_end_matches(['/', '\\']));
            say!(intake::folder_help, pattern = pattern)
        }
        None => say!(finding::is_directory_help),
    };
    Finding::new(Code::FileUnreadable, place, say!(intake::is_folder, path = written)).help(help)
}

/// A fault for each part that corrects none of the files. Without the other's options it could not be read,
/// and other faults would hide this one.
fn unnamed(files: &[CohortFile], parameters: &Source) -> Findings {
    let written = files.iter().flat_map(|file| &file.parts).filter_map(|part| part.corrects.as_ref());
    let is_file = |name: &str| files.iter().any(|file| file.is_named(name));
    let names: Vec<String> =
        files.iter().filter(|file| !file.is_correction()).map(|file| file.name.clone()).collect();
    let absent = written.filter(|written| file_and_sheet(written.get_ref(), is_file).is_none());
    absent.map(|written| unknown_part(written, &names, parameters)).collect()
}

/// The fault of a name of no part; `names` are those it may mean.
pub(super) fn unknown_part(written: &Spanned<String>, names: &[String], parameters: &Source) -> Finding {
    let name = written.get_ref();
    let near = nearest(name, names.iter().map(String::as_str));
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    // The most similar one first.
    names.sort_by_key(|one| Some(*one) != near);
    let help = match names.is_empty() {
        true => say!(intake::corrects_nothing_help),
        false => say!(intake::corrects_unknown_help, parts = listed(names.iter().copied(), names.len())),
    };
    let place = parameters.place(written.span().start).in_column("corrects");
    Finding::new(Code::NameUnknown, place, say!(intake::corrects_unknown, name = name)).help(help)
}

/// The position of the path or pattern of `file` that names the file called `name`; a file that none of them
/// names, such as one that corrects another, comes last.
pub fn position(file: &FirmsFile, name: &str) -> usize {
    let plain = |written: &str| {
        let written = shown_path(Path::new(written));
        written.strip_prefix("./").unwrap_or(&written).replace('\\', "/")
    };
    let is_it = |written: &String| {
        let (written, name) = (plain(written), plain(name));
        written == name || glob::Pattern::new(&written).is_ok_and(|pattern| pattern.matches(&name))
    };
    file.path.get_ref().all().iter().position(is_it).unwrap_or(usize::MAX)
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
        path.is_file() && !name.starts_with(source::LOCK)
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
