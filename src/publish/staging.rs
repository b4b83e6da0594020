//! The hidden sibling in which an output is made before it appears: whole, or not at all.
//!
//! Files are written into a hidden sibling of the target, on the same file system, which is renamed at the
//! end. A run killed at any moment leaves the target unchanged; the next run clears the remains.
//!
//! Nothing waits for the disk: to sync a national round's 165 MB takes a tenth as long as the run itself on a
//! fast disk, and much longer on a slow one. After a power cut, check an output against the hashes of its
//! package.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::beside::{self, Lock, Parents};
use super::edited::{self, Replace};
use super::{manifest, sink};
use crate::finding::{Code, Finding, Findings, Place};
use crate::words::{Message, say};

/// File that every study has and no run.
pub(super) const SUMMARY: &str = "summary.json";

/// Outputs this process is making, for [`abandon`] to remove.
static UNFINISHED: Mutex<Vec<Unfinished>> = Mutex::new(Vec::new());

/// An unfinished output, with the paths that [`abandon`] removes.
struct Unfinished {
    /// Path of the hidden sibling.
    partial: PathBuf,
    /// Folders made to hold it.
    parents: Vec<PathBuf>,
}

fn unfinished() -> MutexGuard<'static, Vec<Unfinished>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether an output of this process is finished.
static FINISHED: AtomicBool = AtomicBool::new(false);

/// Removes every unfinished output of this process, and returns whether one is finished already. Call it in
/// the thread of a signal handler, just before the process ends: later writes to these files fail.
pub fn abandon() -> bool {
    // The list stays locked for good, so that no output appears while the process ends.
    let mut unfinished = ManuallyDrop::new(unfinished());
    for Unfinished { partial, parents } in unfinished.drain(..) {
        // The output is renamed first, so that no new file can appear in it during its removal.
        let aside = partial.with_extension("abandoned");
        let left = if fs::rename(&partial, &aside).is_ok() { aside } else { partial.clone() };
        if beside::clear(&left).is_ok() {
            beside::unlock(&partial);
            Parents::remove(&parents);
        }
    }
    FINISHED.load(Ordering::Relaxed)
}

/// The kind of an output: a run's folder, a study's, or a single file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Folder of a run, with `run.json`.
    Run,
    /// Folder of a study, with `summary.json`.
    Study,
    File,
}

/// An output in the making. Dropping it before [`Staging::finish`] removes it.
#[derive(Debug)]
pub(super) struct Staging {
    /// The target as the user named it.
    shown: PathBuf,
    /// The target's path, links followed.
    target: PathBuf,
    partial: PathBuf,
    shape: Shape,
    replace: bool,
    /// Lock of the target while the output is made.
    lock: Lock,
    /// Folders made to hold the output.
    parents: Parents,
}

impl Staging {
    /// Makes the future `target`: an empty folder, or a path for a file. Remains of a killed run are cleared.
    ///
    /// # Errors
    /// As [`refuse`]; [`Code::TargetUnwritable`] if another run is writing to the same target, or no file can
    /// be created there.
    pub(super) fn begin(target: &Path, replace: Replace, shape: Shape) -> Result<Staging, Finding> {
        // Locked, so that a signal finds either no file or a complete record of the files to remove.
        let mut unfinished = unfinished();
        let found = look_at(target, replace, shape)?;
        let unwritable = |error: &io::Error| unwritable(target, error);
        let parent = found.path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parents = parent.map(Parents::make).transpose().map_err(|error| unwritable(&error))?;
        let parents = parents.unwrap_or_default();
        let partial = beside::sibling(&found.path, "partial");
        let mut lock = Lock::take(&found.path).map_err(|error| match error {
            TryLockError::Error(error) => unwritable(&error),
            TryLockError::WouldBlock => Finding::new(
                Code::TargetUnwritable,
                Place::file(target.display().to_string()),
                say!(publish::busy),
            )
            .help(say!(publish::busy_help)),
        })?;
        if lock.was_left {
            // If this fails the lock file stays, as the mark of the remains.
            beside::tidy(&found.path).map_err(|error| unwritable(&error))?;
        }
        // The target is inspected again under the lock.
        let made = look_at(target, replace, shape).and_then(|found| {
            // All edits were reported before any work; here the first one stops the run.
            refuse_edited(&found, target, replace, shape)
                .map_err(|faults| faults.into_iter().next().unwrap_or_else(|| exists(target, shape)))?;
            let made = lock.mark().and_then(|()| match shape {
                Shape::Run | Shape::Study => fs::create_dir(&partial),
                Shape::File => Ok(()),
            });
            made.map(|()| found).map_err(|error| unwritable(&error))
        });
        match made {
            Ok(Destination { path, exists }) => {
                unfinished.push(Unfinished { partial: partial.clone(), parents: parents.paths().to_owned() });
                let shown = target.to_owned();
                Ok(Staging { shown, target: path, partial, shape, replace: exists, lock, parents })
            }
            Err(fault) => {
                beside::unlock(&partial);
                Err(fault)
            }
        }
    }

    /// The folder or file to write.
    pub(super) fn path(&self) -> &Path {
        &self.partial
    }

    /// The target, as the user named it.
    pub(super) fn shown(&self) -> &Path {
        &self.shown
    }

    /// Renames the output to the target, in one step.
    ///
    /// # Errors
    /// [`Code::TargetExists`] if a target appeared meanwhile, [`Code::TargetUnwritable`]; the target is then
    /// unchanged.
    pub(super) fn finish(mut self) -> Result<(), Finding> {
        // Locked, so that a signal comes before the step or after it.
        let unfinished = unfinished();
        if !unfinished.iter().any(|one| one.partial == self.partial) {
            return Err(unwritable(&self.shown, &io::Error::from(io::ErrorKind::Interrupted)));
        }
        if !self.replace && beside::stands(&self.target) {
            return Err(exists(&self.shown, self.shape));
        }
        let done = match self.shape {
            Shape::Run | Shape::Study if self.replace => exchange(&self.partial, &self.target),
            Shape::Run | Shape::Study | Shape::File => fs::rename(&self.partial, &self.target),
        };
        // The partial's name now holds the old output; dropping removes it.
        done.map_err(|error| unwritable(&self.shown, &error))?;
        self.parents.keep();
        FINISHED.store(true, Ordering::Relaxed);
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let mut unfinished = unfinished();
        unfinished.retain(|one| one.partial != self.partial);
        // After a failure the lock file stays, and the next run clears the files.
        if beside::clear(&self.partial).is_ok() {
            beside::unlock(&self.partial);
        }
        self.lock.release();
    }
}

/// A folder in the making, which appears whole or not at all. Dropping it before [`NewFolder::finish`]
/// removes it, and so does [`abandon`].
#[derive(Debug)]
pub struct NewFolder(Staging);

impl NewFolder {
    /// Makes an empty folder that is later renamed to `target`.
    ///
    /// # Errors
    /// [`Code::TargetExists`] if there is a target; [`Code::TargetUnwritable`] if another process is writing
    /// it, or no folder can be made there.
    pub fn begin(target: &Path) -> Result<NewFolder, Finding> {
        Staging::begin(target, Replace::Never, Shape::Study).map(NewFolder)
    }

    /// Writes the file `name` in the folder, and waits until it is on disk.
    ///
    /// # Errors
    /// [`Code::TargetUnwritable`], placed at the file's future path.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Finding> {
        let written = File::create_new(self.0.path().join(name)).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
        written.map_err(|error| unwritable(&self.0.shown().join(name), &error))
    }

    /// Path of the file `name` while the folder is in the making.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Renames the folder to its target, in one step.
    ///
    /// # Errors
    /// [`Code::TargetExists`] if a target appeared meanwhile, [`Code::TargetUnwritable`].
    pub fn finish(self) -> Result<(), Finding> {
        self.0.finish()
    }
}

/// Writes the file `target`, whole or not at all: the output of `write` appears once it is complete.
///
/// # Errors
/// [`Code::TargetExists`] if it exists and may not be replaced, or is no file; [`Code::TargetEdited`];
/// [`Code::TargetUnwritable`] if another process is writing it, or something cannot be written. The target is
/// then unchanged.
pub fn write_file<T>(
    target: &Path,
    replace: Replace,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<T>,
) -> Result<T, Finding> {
    let (staging, value) = stage_file(target, replace, write)?;
    staging.finish()?;
    Ok(value)
}

/// Makes the file that [`write_file`] renames to the target.
pub(super) fn stage_file<T>(
    target: &Path,
    replace: Replace,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<T>,
) -> Result<(Staging, T), Finding> {
    let staging = Staging::begin(target, replace, Shape::File)?;
    let written = File::create_new(staging.path()).and_then(|file| {
        let mut out = BufWriter::with_capacity(1 << 20, file);
        let value = write(&mut out)?;
        out.flush()?;
        Ok(value)
    });
    let value = written.map_err(|error| unwritable(target, &error))?;
    Ok((staging, value))
}

/// Checks that a run may write `target`, before any work.
///
/// # Errors
/// [`Code::TargetExists`] if it exists and may not be replaced, or if this program did not write it;
/// [`Code::TargetEdited`] for each of its files that was edited, unless edits may be replaced too;
/// [`Code::TargetUnwritable`] if no folder can have its name.
pub fn refuse(target: &Path, replace: Replace) -> Result<(), Findings> {
    refuse_shape(target, replace, Shape::Run)
}

/// Checks that a study may write `target`, before any work.
///
/// # Errors
/// As [`refuse`].
pub fn refuse_study(target: &Path, replace: Replace) -> Result<(), Findings> {
    refuse_shape(target, replace, Shape::Study)
}

/// Whether two paths lead to one existing file.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Refuses a `target` that is one of the input files, or a folder that holds one: results must not replace
/// their own inputs.
///
/// # Errors
/// [`Code::TargetExists`], placed at the target.
pub fn refuse_inputs<'a>(target: &Path, inputs: impl IntoIterator<Item = &'a Path>) -> Result<(), Finding> {
    let Ok(canonical) = fs::canonicalize(target) else { return Ok(()) };
    let read = inputs.into_iter().filter_map(|input| fs::canonicalize(input).ok());
    let Some(input) = read.into_iter().find(|input| input.starts_with(&canonical)) else { return Ok(()) };
    let message = if input == canonical {
        say!(publish::is_input)
    } else {
        let file = input.strip_prefix(&canonical).unwrap_or(&input);
        say!(publish::holds_input, file = file.display().to_string())
    };
    let place = Place::file(target.display().to_string());
    Err(Finding::new(Code::TargetExists, place, message).help(say!(publish::is_input_help)))
}

/// Checks that [`write_file`] may write `target`, before any work.
///
/// # Errors
/// As [`refuse`].
pub fn refuse_file(target: &Path, replace: Replace) -> Result<(), Findings> {
    refuse_shape(target, replace, Shape::File)
}

fn refuse_shape(target: &Path, replace: Replace, shape: Shape) -> Result<(), Findings> {
    let found = look_at(target, replace, shape)?;
    refuse_edited(&found, target, replace, shape)
}

/// Refuses edited files, unless edits may be replaced.
fn refuse_edited(found: &Destination, target: &Path, replace: Replace, shape: Shape) -> Result<(), Findings> {
    match shape {
        _ if !found.exists || replace != Replace::Unedited => Ok(()),
        Shape::Run | Shape::Study => edited::refuse_folder(&found.path, target),
        Shape::File => edited::refuse_file(&found.path, target),
    }
}

/// The path to be written, links followed.
struct Destination {
    path: PathBuf,
    exists: bool,
}

fn look_at(target: &Path, replace: Replace, shape: Shape) -> Result<Destination, Finding> {
    let found = look_at_target(target, replace, shape)?;
    match beside::stranger(&found.path) {
        None => Ok(found),
        Some(name) => {
            let message = say!(publish::stranger, name = name);
            Err(Finding::new(Code::TargetExists, Place::file(target.display().to_string()), message)
                .help(say!(publish::stranger_help)))
        }
    }
}

fn look_at_target(target: &Path, replace: Replace, shape: Shape) -> Result<Destination, Finding> {
    let no = |code, message: Message, help: Message| {
        Finding::new(code, Place::file(target.display().to_string()), message).help(help)
    };
    let nameless = |path: &Path| match path.file_name() {
        Some(_) => Ok(()),
        None => Err(no(Code::TargetUnwritable, say!(publish::nameless), say!(publish::nameless_help))),
    };
    nameless(target)?;
    let metadata = match fs::symlink_metadata(target) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Destination { path: target.to_owned(), exists: false });
        }
        Err(error) => return Err(unwritable(target, &error)),
    };
    // A link stays a link. The folder that it refers to is replaced.
    let path = if metadata.is_symlink() {
        fs::canonicalize(target).map_err(|error| unwritable(target, &error))?
    } else {
        target.to_owned()
    };
    match shape {
        Shape::Run | Shape::Study if !path.is_dir() => {
            return Err(no(Code::TargetExists, say!(publish::not_folder), say!(publish::other_folder)));
        }
        Shape::File if !path.is_file() => {
            return Err(no(Code::TargetExists, say!(publish::not_file), say!(publish::other_name)));
        }
        _ => nameless(&path)?,
    }
    if replace == Replace::Never {
        return Err(exists(target, shape));
    }
    if shape == Shape::File {
        return Ok(Destination { path, exists: true });
    }
    match edited::strange_entry(&path).map_err(|error| unwritable(target, &error))? {
        Some(entry) => {
            let message = say!(publish::foreign_entry, entry = &entry);
            let help = match edited::is_open(&entry) {
                true => say!(publish::foreign_open),
                false => say!(publish::foreign_help),
            };
            Err(no(Code::TargetExists, message, help))
        }
        None if other_kind(&path, shape) => {
            let message = match shape {
                Shape::Run => say!(publish::holds_study),
                _ => say!(publish::holds_run),
            };
            Err(no(Code::TargetExists, message, say!(publish::other_folder)))
        }
        None => Ok(Destination { path, exists: true }),
    }
}

/// Whether a folder written by this program is of another kind than the new one.
fn other_kind(folder: &Path, shape: Shape) -> bool {
    let listed = super::package::paths_in(folder);
    match shape {
        Shape::Run => !listed.is_empty() && !listed.contains(manifest::PATH),
        _ => listed.contains(manifest::PATH),
    }
}

fn exists(target: &Path, shape: Shape) -> Finding {
    let (message, help) = match shape {
        Shape::Run | Shape::Study => (say!(publish::folder_exists), say!(publish::folder_exists_help)),
        Shape::File => (say!(publish::file_exists), say!(publish::file_exists_help)),
    };
    Finding::new(Code::TargetExists, Place::file(target.display().to_string()), message).help(help)
}

fn unwritable(target: &Path, error: &io::Error) -> Finding {
    let place = Place::file(target.display().to_string());
    // A folder in a layer of a container's image is writable and removable, but cannot be renamed.
    if error.kind() == io::ErrorKind::CrossesDevices {
        return Finding::new(Code::TargetUnwritable, place, say!(publish::not_renamed))
            .help(say!(publish::not_renamed_help));
    }
    sink::unwritable(place, error)
}

/// Swaps two folders, in one step where the system can.
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            // Some file systems cannot swap.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let aside = beside::sibling(old, "old");
    fs::rename(old, &aside)?;
    if let Err(error) = fs::rename(new, old) {
        fs::rename(&aside, old)?;
        return Err(error);
    }
    // The new output stands; an old one that cannot be moved on is litter, not a failure.
    let _ = fs::rename(&aside, new).or_else(|_| fs::remove_dir_all(&aside));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_renamed_is_told_with_what_to_do() {
        let fault = unwritable(Path::new("out"), &io::Error::from(io::ErrorKind::CrossesDevices)).to_string();
        assert!(fault.contains("out: cannot be replaced") && fault.contains("mounted folder"), "{fault}");
        let fault = unwritable(Path::new("out"), &io::Error::from(io::ErrorKind::StorageFull)).to_string();
        assert!(fault.contains("free some space"), "{fault}");
    }
}
