//! One file of the output: bytes go to disk and through SHA-256 in order, while the next ones are made.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::finding::{Code, Finding, Place, cause};
use crate::parameters::hex;
use crate::words::say;

/// The folder in which the output is made, and its name for people.
#[derive(Debug)]
pub(super) struct Folder {
    /// Path under which files are written before the final rename.
    partial: PathBuf,
    /// The target, as the user named it.
    shown: String,
}

/// A finished file, with its size and hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its path within the output, `/` between folders.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Folder {
    pub(super) fn new(partial: &Path, target: &Path) -> Folder {
        Folder { partial: partial.to_owned(), shown: target.display().to_string() }
    }

    /// Makes a folder within the output.
    pub(super) fn folder(&self, path: &str) -> Result<(), Finding> {
        std::fs::create_dir(self.partial.join(path)).map_err(|error| self.unwritable(path, &error))
    }

    /// Makes a file within the output.
    pub(super) fn file(&self, path: impl Into<String>) -> Result<Sink<'_>, Finding> {
        let path = path.into();
        match File::create_new(self.partial.join(&path)) {
            Ok(file) => Ok(Sink { folder: self, path, file, hash: Sha256::new(), bytes: 0 }),
            Err(error) => Err(self.unwritable(&path, &error)),
        }
    }

    pub(super) fn unwritable(&self, path: &str, error: &(dyn std::error::Error + 'static)) -> Finding {
        let place = Place::file(format!("{}/{path}", self.shown.trim_end_matches('/')));
        unwritable(place, error)
    }
}

/// The finding on a failure to write the output.
pub fn unwritable(place: Place, error: &(dyn std::error::Error + 'static)) -> Finding {
    Finding::new(Code::TargetUnwritable, place, say!(publish::unwritable, cause = cause(error)))
        .help(say!(publish::unwritable_help))
}

/// A file in the making, hashed as it grows.
#[derive(Debug)]
pub(super) struct Sink<'a> {
    folder: &'a Folder,
    path: String,
    file: File,
    hash: Sha256,
    bytes: u64,
}

/// Makes `blocks` blocks, on any thread, and puts them in order: while a few are put, the next few are made.
/// `make` fills a block that was put before, or a new one.
pub(super) fn in_order<T: Default + Send + Sync>(
    blocks: usize,
    make: impl Fn(usize, &mut T) + Sync,
    mut put: impl FnMut(&T) -> Result<(), Finding> + Send,
) -> Result<(), Finding> {
    let wave = rayon::current_num_threads() * 2;
    let make = |first: usize, buffers: &mut Vec<T>| {
        let count = wave.min(blocks.saturating_sub(first));
        buffers.resize_with(count, T::default);
        // A lone block needs no other thread.
        match buffers.as_mut_slice() {
            [] => {}
            [buffer] => make(first, buffer),
            many => many.par_iter_mut().enumerate().for_each(|(at, buffer)| make(first + at, buffer)),
        }
    };
    let (mut ready, mut next) = (Vec::new(), Vec::new());
    make(0, &mut ready);
    let mut first = 0;
    while !ready.is_empty() {
        first += ready.len();
        let (written, ()) = rayon::join(|| ready.iter().try_for_each(&mut put), || make(first, &mut next));
        written?;
        std::mem::swap(&mut ready, &mut next);
    }
    Ok(())
}

impl Sink<'_> {
    /// Writes `blocks` blocks in order. `format` appends block `n` to a buffer, on any thread.
    pub(super) fn blocks(
        &mut self,
        blocks: usize,
        format: impl Fn(usize, &mut Vec<u8>) + Sync,
    ) -> Result<(), Finding> {
        let fill = |block: usize, buffer: &mut Vec<u8>| {
            buffer.clear();
            format(block, buffer);
        };
        in_order(blocks, fill, |buffer| self.put(buffer))
    }

    /// Appends bytes and hashes them.
    pub(super) fn put(&mut self, bytes: &[u8]) -> Result<(), Finding> {
        self.write_all(bytes).map_err(|error| self.unwritable(&error))
    }

    /// Its path within the output.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The finding on a failure to write this file.
    pub(super) fn unwritable(&self, error: &(dyn std::error::Error + 'static)) -> Finding {
        self.folder.unwritable(&self.path, error)
    }

    /// Closes the file and returns its size and hash.
    pub(super) fn finish(self) -> Written {
        let sha256 = hex(&self.hash.finalize());
        Written { path: self.path, bytes: self.bytes, sha256 }
    }
}

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
