//! The files a run makes beside its target `NAME`: `.NAME.lock`, `.NAME.partial` and, for a moment,
//! `.NAME.old` or `.NAME.abandoned`.
//!
//! The lock file contains a mark. A killed run does not remove it. The next run clears or restores the other
//! files only if the lock file has this mark: otherwise they belong to another program.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Content of a lock file of this program.
const MARK: &[u8] = b"jifen\n";
/// Suffixes of files that a killed run may leave beside its lock file.
const LEFT: [&str; 3] = ["partial", "old", "abandoned"];

/// The path `.NAME.SUFFIX` beside `target`.
pub(super) fn sibling(target: &Path, suffix: &str) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".");
    name.push(suffix);
    target.with_file_name(name)
}

/// Whether anything is at the path, even a broken link.
pub(super) fn stands(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Removes the file or folder at `path`, if present.
pub(super) fn clear(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => fs::remove_file(path),
        other => other,
    }
}

/// The name of the first file beside `target` that is in the way and that no run of this program left there.
pub(super) fn stranger(target: &Path) -> Option<String> {
    let lock = sibling(target, "lock");
    // A link or a pipe by that name is not opened: its target belongs to someone else.
    let is_file = fs::symlink_metadata(&lock).map(|lock| lock.is_file());
    let in_the_way =
        match is_file.and_then(|is_file| if is_file { content(&lock).map(Some) } else { Ok(None) }) {
            Ok(None) => Some(lock),
            Ok(Some(content)) if content == MARK => None,
            Ok(Some(content)) if !content.is_empty() => Some(lock),
            // On systems where a lock also excludes readers, another run is active, and taking the lock
            // fails.
            Err(error) if error.kind() != io::ErrorKind::NotFound => None,
            _ => LEFT.into_iter().map(|suffix| sibling(target, suffix)).find(|path| stands(path)),
        };
    Some(in_the_way?.file_name()?.to_string_lossy().into_owned())
}

/// The beginning of a file: the mark's length and one byte more.
fn content(path: &Path) -> io::Result<Vec<u8>> {
    let mut content = Vec::new();
    File::open(path)?.take(MARK.len() as u64 + 1).read_to_end(&mut content)?;
    Ok(content)
}

/// Removes the lock file that belongs to the output at `partial`.
pub(super) fn unlock(partial: &Path) {
    // If the removal fails, the lock file blocks no later run.
    let _ = fs::remove_file(partial.with_extension("lock"));
}

/// The lock of a target, held while its output is made.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    /// Whether a killed run left the lock file.
    pub was_left: bool,
}

impl Lock {
    /// Takes the lock of `target`. A finished run removes its lock file, so the locked file must still be the
    /// one at the path.
    pub(super) fn take(target: &Path) -> Result<Lock, TryLockError> {
        let path = sibling(target, "lock");
        let mut options = File::options();
        options.create(true).truncate(false).read(true).write(true);
        follow_no_link(&mut options);
        loop {
            let mut file = options.open(&path).map_err(TryLockError::Error)?;
            file.try_lock()?;
            if is_at(&file, &path) {
                let mut content = Vec::new();
                (&mut file)
                    .take(MARK.len() as u64 + 1)
                    .read_to_end(&mut content)
                    .map_err(TryLockError::Error)?;
                return Ok(Lock { file, was_left: content == MARK });
            }
        }
    }

    /// Marks the files to be made as this program's.
    pub(super) fn mark(&mut self) -> io::Result<()> {
        if self.was_left { Ok(()) } else { self.file.write_all(MARK) }
    }

    /// Releases the lock to other runs.
    pub(super) fn release(&self) {
        // The lock is released at the latest when the program ends.
        let _ = self.file.unlock();
    }
}

/// Refuses a link that appeared since the target was inspected: it must not lead to another file.
#[cfg(unix)]
fn follow_no_link(options: &mut fs::OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits() as i32);
}

#[cfg(not(unix))]
fn follow_no_link(_options: &mut fs::OpenOptions) {}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(named)) => (held.dev(), held.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

/// Clears the files a killed run left beside `target`, and restores an old output it had put aside.
pub(super) fn tidy(target: &Path) -> io::Result<()> {
    let old = sibling(target, "old");
    if stands(&old) && !stands(target) {
        fs::rename(&old, target)?;
    }
    LEFT.into_iter().try_for_each(|suffix| clear(&sibling(target, suffix)))
}

/// The folders made to hold an output, the innermost first. Dropping removes the empty ones.
#[derive(Debug, Default)]
pub(super) struct Parents(Vec<PathBuf>);

impl Parents {
    /// Makes `folder` and its missing parents.
    pub(super) fn make(folder: &Path) -> io::Result<Parents> {
        let missing = folder.ancestors().filter(|folder| !folder.as_os_str().is_empty());
        let missing: Vec<PathBuf> =
            missing.take_while(|folder| !stands(folder)).map(Path::to_owned).collect();
        let made = Parents(missing);
        // If one cannot be made, those made before it are removed.
        fs::create_dir_all(folder).map(|()| made)
    }

    /// Keeps the folders when the value is dropped.
    pub(super) fn keep(&mut self) {
        self.0.clear();
    }

    /// Paths of the folders made, the innermost first.
    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.0
    }

    /// Removes the empty folders among `made`.
    pub(super) fn remove(made: &[PathBuf]) {
        for folder in made {
            // A folder that has been filled meanwhile stays, and so do its parents.
            let _ = fs::remove_dir(folder);
        }
    }
}

impl Drop for Parents {
    fn drop(&mut self) {
        Parents::remove(&self.0);
    }
}
