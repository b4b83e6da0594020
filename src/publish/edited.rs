//! Edits of an output by other hands: each file is compared with its size and SHA-256 in the package beside
//! it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::package::{self, Known};
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::hex;
use crate::words::say;

/// Overwrite policy of an output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Replace {
    /// An existing output stays, and writing fails.
    #[default]
    Never,
    /// An output is replaced if all its files are unedited.
    Unedited,
    /// An output is replaced together with any edits to its files.
    Edited,
}

/// Bytes read at a time.
const PART: usize = 1 << 16;

/// Refuses to replace the folder at `path`, shown to people as `shown`, if any of its files was edited.
///
/// # Errors
/// [`Code::TargetEdited`] for each such file, by path; the fault of a file that cannot be read.
pub(super) fn refuse_folder(path: &Path, shown: &Path) -> Result<(), Findings> {
    refuse(package::known_in(path), path, shown)
}

/// Refuses to replace the single file at `path` if it belongs to an output (its package in the same folder,
/// or one above as for a list) and was edited.
///
/// # Errors
/// As [`refuse_folder`].
pub(super) fn refuse_file(path: &Path, shown: &Path) -> Result<(), Findings> {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return Ok(()) };
    // A path without a folder lies in the working directory.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let inner = folder.canonicalize().ok().and_then(|folder| Some(folder.file_name()?.to_str()?.to_owned()));
    let beside = (folder.to_owned(), name.to_owned());
    let above = inner.map(|inner| (folder.join(".."), format!("{inner}/{name}")));
    for (root, listed) in std::iter::once(beside).chain(above) {
        let entry: Vec<Known> =
            package::known_in(&root).into_iter().filter(|one| one.path == listed).collect();
        if let [entry] = entry.as_slice() {
            return if is_edited(path, entry).map_err(|error| unreadable(shown, &error))? {
                Err(edited(shown).into())
            } else {
                Ok(())
            };
        }
    }
    Ok(())
}

fn refuse(known: Vec<Known>, path: &Path, shown: &Path) -> Result<(), Findings> {
    let look = |entry: &Known| {
        let file = shown.join(&entry.path);
        match is_edited(&path.join(&entry.path), entry) {
            Ok(true) => Some(edited(&file)),
            Ok(false) => None,
            Err(error) => Some(unreadable(&file, &error)),
        }
    };
    let mut faults: Findings =
        known.par_iter().filter_map(look).collect::<Vec<Finding>>().into_iter().collect();
    faults.sort();
    faults.or_stop(()).map(|_| ())
}

fn edited(file: &Path) -> Finding {
    let place = Place::file(file.display().to_string());
    Finding::new(Code::TargetEdited, place, say!(publish::edited)).help(say!(publish::edited_help))
}

fn unreadable(file: &Path, error: &io::Error) -> Finding {
    Finding::unreadable(Place::file(file.display().to_string()), error)
}

/// Whether the file at `path` differs from the one written; a missing file, or one without a hash, counts as
/// unedited.
fn is_edited(path: &Path, written: &Known) -> io::Result<bool> {
    let Some(digest) = &written.digest else { return Ok(false) };
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    if written.bytes.is_some_and(|bytes| file.metadata().is_ok_and(|found| found.len() != bytes)) {
        return Ok(true);
    }
    let (mut hash, mut part) = (Sha256::new(), vec![0; PART]);
    loop {
        match file.read(&mut part)? {
            0 => return Ok(hex(&hash.finalize()) != *digest),
            count => hash.update(&part[..count]),
        }
    }
}

/// The first entry, by name, that no earlier run wrote; any entry, where the folder has no package of this
/// program.
pub(super) fn strange_entry(folder: &Path) -> io::Result<Option<String>> {
    let listed = package::paths_in(folder);
    let mut found = Vec::new();
    walk(folder, "", &mut found)?;
    // Lock files of spreadsheets come first: they explain the others.
    found.sort_unstable_by_key(|path| (!is_open(path), path.clone()));
    let is_ours = |path: &String| listed.contains(path) || is_litter(name_of(path));
    Ok(found.into_iter().find(|path| !is_ours(path)))
}

/// Whether file browsers create files of this name.
pub fn is_litter(name: &str) -> bool {
    [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&name)
}

/// The last part of a path within an output.
fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether the path is a lock file of a spreadsheet: Excel and WPS `~$list.xlsx`, LibreOffice
/// `.~lock.list.xlsx#`, WPS `.~list.xlsx`.
pub(super) fn is_open(path: &str) -> bool {
    let name = name_of(path);
    name.starts_with("~$") || name.starts_with(".~")
}

/// The paths of all files, links and empty folders below `folder`.
fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            let before = found.len();
            walk(&entry.path(), &format!("{path}/"), found)?;
            if found.len() > before {
                continue;
            }
        }
        found.push(path);
    }
    Ok(())
}
