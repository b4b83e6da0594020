//! What a run makes beside its target `NAME`: `.NAME.lock`, `.NAME.partial` and, for a moment, `.NAME.old` or
//! `.NAME.abandoned`.
//!
//! The lock file bears a mark. A killed run leaves it behind, and only where it stands may the next run clear the others
//! or take them back: without it they are somebody else's.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// What a lock file of ours holds.
const MARK: &[u8] = b"jifen\n";
/// What a killed run may leave beside its lock file.
const LEFT: [&str; 3] = ["partial", "old", "abandoned"];

/// `.NAME.SUFFIX` beside `target`.
pub(super) fn sibling(target: &Path, suffix: &str) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".");
    name.push(suffix);
    target.with_file_name(name)
}

/// Whether anything bears the name, a broken link included.
pub(super) fn stands(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Removes the file or folder at `path`, if there is one.
pub(super) fn clear(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => fs::remove_file(path),
        other => other,
    }
}

/// The name of the first thing in the way beside `target` that no run of ours left there.
pub(super) fn stranger(target: &Path) -> Option<String> {
    let lock = sibling(target, "lock");
    let in_the_way = match fs::read(&lock) {
        Ok(content) if content == MARK => None,
        Ok(content) if !content.is_empty() => Some(lock),
        // Where locks keep readers out too, a run is at it, and its lock will tell.
        Err(error) if error.kind() != io::ErrorKind::NotFound => None,
        _ => LEFT.into_iter().map(|suffix| sibling(target, suffix)).find(|path| stands(path)),
    };
    Some(in_the_way?.file_name()?.to_string_lossy().into_owned())
}

/// Removes the lock file of the target whose output in the making is, or was, at `partial`.
pub(super) fn unlock(partial: &Path) {
    // A lock file that stays is in nobody's way.
    let _ = fs::remove_file(partial.with_extension("lock"));
}

/// Held while an output is being made.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    /// Whether a killed run left it.
    pub was_left: bool,
}

impl Lock {
    /// Takes the lock of `target`. A run that ends removes its lock file, so the file locked must still be the one the
    /// path names.
    pub(super) fn take(target: &Path) -> Result<Lock, TryLockError> {
        let path = sibling(target, "lock");
        let mut options = File::options();
        options.create(true).truncate(false).read(true).write(true);
        loop {
            let mut file = options.open(&path).map_err(TryLockError::Error)?;
            file.try_lock()?;
            if is_at(&file, &path) {
                let mut content = Vec::new();
                file.read_to_end(&mut content).map_err(TryLockError::Error)?;
                return Ok(Lock { file, was_left: content == MARK });
            }
        }
    }

    /// Marks what will be made as ours.
    pub(super) fn mark(&mut self) -> io::Result<()> {
        if self.was_left { Ok(()) } else { self.file.write_all(MARK) }
    }

    /// Lets others take it.
    pub(super) fn release(&self) {
        // It is released at the latest when the program ends.
        let _ = self.file.unlock();
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

/// Clears what a killed run left beside `target`, and puts back an old output it had put aside.
pub(super) fn tidy(target: &Path) -> io::Result<()> {
    let old = sibling(target, "old");
    if stands(&old) && !stands(target) {
        fs::rename(&old, target)?;
    }
    LEFT.into_iter().try_for_each(|suffix| clear(&sibling(target, suffix)))
}
