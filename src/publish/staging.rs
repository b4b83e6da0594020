//! The folder an output is made in before it appears: whole, or not at all.
//!
//! Files are written into a hidden sibling of the target, on the same file system, and the folder is renamed at the
//! end. A run killed at any moment leaves the target as it was; the next run clears what it left behind.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::finding::{Code, Finding, Place};

/// Folders being made by this process: what [`abandon`] removes.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes every unfinished output of this process. For a signal handler's thread, just before the process ends: files
/// still being written fail.
pub fn abandon() {
    // The list stays locked, so that no output appears while the process ends.
    let mut unfinished = unfinished();
    for partial in unfinished.drain(..) {
        // Under another name no new file can be made in it while it is removed.
        let aside = partial.with_extension("abandoned");
        let folder = if fs::rename(&partial, &aside).is_ok() { aside } else { partial.clone() };
        let _ = fs::remove_dir_all(folder);
        let _ = fs::remove_file(lock_of(&partial));
    }
}

/// An output folder in the making. Dropped before [`Staging::finish`], it is removed.
#[derive(Debug)]
pub(super) struct Staging {
    /// The target as the user named it.
    shown: PathBuf,
    /// Where it is, links followed.
    target: PathBuf,
    partial: PathBuf,
    replace: bool,
    /// Held while the folder is being made.
    lock: File,
}

impl Staging {
    /// Makes the folder that will become `target`. What a killed run left there is cleared.
    ///
    /// # Errors
    /// As [`refuse`]; [`Code::TargetUnwritable`] if another run is making the same target, or the folder cannot
    /// be made.
    pub(super) fn begin(target: &Path, force: bool) -> Result<Staging, Finding> {
        // Locked, so that a signal finds either nothing made yet or all that is to be removed.
        let mut unfinished = unfinished();
        let found = look_at(target, force)?;
        let unwritable = |error: &io::Error| unwritable(target, error);
        let parent = found.path.parent().filter(|parent| !parent.as_os_str().is_empty());
        if let Some(parent) = parent {
            fs::create_dir_all(parent).map_err(|error| unwritable(&error))?;
        }
        let partial = sibling(&found.path, "partial");
        let lock = take_lock(&lock_of(&partial)).map_err(|error| match error {
            TryLockError::Error(error) => unwritable(&error),
            TryLockError::WouldBlock => Finding::new(
                Code::TargetUnwritable,
                Place::file(target.display().to_string()),
                "another run is writing this folder",
            )
            .help("wait for it to end, or choose another folder"),
        })?;
        // Under the lock the target is looked at once more.
        let made = restore(&found.path)
            .map_err(|error| unwritable(&error))
            .and_then(|()| look_at(target, force))
            .and_then(|found| {
                let made = clear(&partial).and_then(|()| fs::create_dir(&partial));
                made.map(|()| found).map_err(|error| unwritable(&error))
            });
        match made {
            Ok(Found { path, exists }) => {
                unfinished.push(partial.clone());
                Ok(Staging { shown: target.to_owned(), target: path, partial, replace: exists, lock })
            }
            Err(fault) => {
                let _ = fs::remove_file(lock_of(&partial));
                Err(fault)
            }
        }
    }

    /// The folder to write into.
    pub(super) fn path(&self) -> &Path {
        &self.partial
    }

    /// The target, as the user named it.
    pub(super) fn shown(&self) -> &Path {
        &self.shown
    }

    /// Puts the folder in the target's place, in one step.
    ///
    /// # Errors
    /// [`Code::TargetExists`] if a target appeared meanwhile, [`Code::TargetUnwritable`]; the target is then as it was.
    pub(super) fn finish(self) -> Result<(), Finding> {
        // Locked, so that a signal comes before the step or after it.
        let unfinished = unfinished();
        if !unfinished.contains(&self.partial) {
            return Err(unwritable(&self.shown, &io::Error::from(io::ErrorKind::Interrupted)));
        }
        if self.replace {
            exchange(&self.partial, &self.target).map_err(|error| unwritable(&self.shown, &error))?;
        } else {
            if fs::symlink_metadata(&self.target).is_ok() {
                return Err(exists(&self.shown));
            }
            fs::rename(&self.partial, &self.target).map_err(|error| unwritable(&self.shown, &error))?;
        }
        // What is left at the partial's name is the old output; dropping removes it.
        Ok(())
    }
}

/// Removes what is at `partial`, if anything is.
fn clear(partial: &Path) -> io::Result<()> {
    match fs::remove_dir_all(partial) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => fs::remove_file(partial),
        other => other,
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let mut unfinished = unfinished();
        unfinished.retain(|partial| *partial != self.partial);
        // Nothing is lost if this fails: the next run clears it.
        let _ = clear(&self.partial);
        let _ = fs::remove_file(lock_of(&self.partial));
        let _ = self.lock.unlock();
    }
}

/// Says whether a run may write `target`, before any work.
///
/// # Errors
/// [`Code::TargetExists`] if it exists and `force` is not given, or if it is nothing this program wrote;
/// [`Code::TargetUnwritable`] if it can be no folder's name.
pub fn refuse(target: &Path, force: bool) -> Result<(), Finding> {
    look_at(target, force).map(|_| ())
}

struct Found {
    path: PathBuf,
    exists: bool,
}

fn look_at(target: &Path, force: bool) -> Result<Found, Finding> {
    let no = |code, message: &str, help: &str| {
        Err(Finding::new(code, Place::file(target.display().to_string()), message).help(help))
    };
    if target.file_name().is_none() {
        return no(Code::TargetUnwritable, "is no name for an output folder", "name a folder of its own");
    }
    let metadata = match fs::symlink_metadata(target) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Found { path: target.to_owned(), exists: false });
        }
        Err(error) => return Err(unwritable(target, &error)),
    };
    // A link stays a link; the folder it leads to is what gets replaced.
    let path = if metadata.is_symlink() {
        fs::canonicalize(target).map_err(|error| unwritable(target, &error))?
    } else {
        target.to_owned()
    };
    if !path.is_dir() {
        return no(Code::TargetExists, "is a file, not a folder", "choose another folder");
    }
    if path.file_name().is_none() {
        return no(Code::TargetUnwritable, "is no name for an output folder", "name a folder of its own");
    }
    if !force {
        return Err(exists(target));
    }
    match strange_entry(&path).map_err(|error| unwritable(target, &error))? {
        Some(entry) => {
            let message = format!("holds `{entry}`, which no run wrote, and is not replaced");
            no(Code::TargetExists, &message, "move it away, or choose another folder")
        }
        None => Ok(Found { path, exists: true }),
    }
}

fn exists(target: &Path) -> Finding {
    Finding::new(Code::TargetExists, Place::file(target.display().to_string()), "the output folder exists")
        .help("choose another folder, or replace this one with --force")
}

fn unwritable(target: &Path, error: &io::Error) -> Finding {
    let place = Place::file(target.display().to_string());
    Finding::new(Code::TargetUnwritable, place, format!("cannot be written: {error}"))
}

/// The first entry, by name, that an earlier run did not write: everything, where the folder has no package of ours.
fn strange_entry(folder: &Path) -> io::Result<Option<String>> {
    /// What file browsers leave behind.
    const LITTER: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];
    let listed = super::package::paths_in(folder);
    let mut found = Vec::new();
    walk(folder, "", &mut found)?;
    found.sort_unstable();
    let is_ours = |path: &String| {
        let name = path.rsplit('/').next().unwrap_or(path);
        listed.contains(path) || LITTER.contains(&name)
    };
    Ok(found.into_iter().find(|path| !is_ours(path)))
}

/// The paths of all files below `folder`, and of links and empty folders.
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

/// `.NAME.SUFFIX` beside `target`.
fn sibling(target: &Path, suffix: &str) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".");
    name.push(suffix);
    target.with_file_name(name)
}

fn lock_of(partial: &Path) -> PathBuf {
    partial.with_extension("lock")
}

/// Opens and locks the file at `path`. A run that ends removes its lock file, so the file locked must still be the
/// one the path names.
fn take_lock(path: &Path) -> Result<File, TryLockError> {
    loop {
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(TryLockError::Error)?;
        file.try_lock()?;
        if is_at(&file, path) {
            return Ok(file);
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(named)) => (held.dev(), held.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// Puts an old output back that a run killed between the two steps of [`exchange`] left aside.
fn restore(target: &Path) -> io::Result<()> {
    let aside = sibling(target, "old");
    match (fs::symlink_metadata(&aside), fs::symlink_metadata(target)) {
        (Err(_), _) => Ok(()),
        (Ok(_), Ok(_)) => fs::remove_dir_all(aside),
        (Ok(_), Err(_)) => fs::rename(aside, target),
    }
}

/// Swaps two folders, in one step where the system has one.
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            // Some file systems cannot.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let aside = sibling(old, "old");
    fs::rename(old, &aside)?;
    if let Err(error) = fs::rename(new, old) {
        fs::rename(&aside, old)?;
        return Err(error);
    }
    // The new output stands; an old one that cannot be moved on is litter, not a failure.
    let _ = fs::rename(&aside, new).or_else(|_| fs::remove_dir_all(&aside));
    Ok(())
}
