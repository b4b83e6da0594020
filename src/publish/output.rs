//! The output folder of a finished run, read back.
//!
//! Each file must have the SHA-256 that the folder's package names, so that all of them come from one run,
//! unedited.

use std::borrow::Cow;
use std::fs;
use std::io::Cursor;
use std::ops::Range;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

use polars::prelude::{DataFrame, PolarsError};
use polars_io::prelude::{ParquetReader, SerReader};
use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::cell::is_formula;
use super::package::{self, read_whole};
use super::table::BYTE_ORDER_MARK;
use crate::finding::{Code, Finding, Place, cause};
use crate::memory;
use crate::parameters;
use crate::words::{Language, Message, say};

/// Memory for a table and its reading, as a multiple of its Parquet file: measured, with room to spare.
const UNPACKED: usize = 16;

/// The output folder of a finished run, with its hashes.
#[derive(Clone, Debug)]
pub struct Output {
    folder: PathBuf,
    /// SHA-256 per file, by path.
    digests: FxHashMap<String, String>,
}

/// A Parquet file of an output, of which some rows at a time are read.
#[derive(Clone, Debug)]
pub struct Stored {
    output: Output,
    name: String,
    bytes: Vec<u8>,
}

impl Stored {
    /// The rows at these positions.
    ///
    /// # Errors
    /// A table that cannot be understood.
    pub fn rows(&self, range: Range<usize>) -> Result<DataFrame, Finding> {
        let reader = ParquetReader::new(Cursor::new(self.bytes.as_slice()));
        let reader = reader.with_slice(Some((range.start, range.len())));
        self.output.finished(&self.name, || reader.finish())
    }

    /// The finding on content that only another version of the program can have written.
    pub fn strange(&self, what: impl Into<Message>) -> Finding {
        self.output.strange(&self.name, what)
    }
}

/// The part of a Parquet file to read: a column or all, the first `rows` or all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extent<'a> {
    /// Name of the one column; `None` for all.
    pub column: Option<&'a str>,
    /// Number of first rows; `None` for all.
    pub rows: Option<usize>,
}

/// An object of a Data Package.
pub type Entry = serde_json::Map<String, serde_json::Value>;

/// A Data Package as JSON: the keys that are read, and all others unchanged.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Package {
    /// Its title, in the language of the run.
    pub title: String,
    /// The basis of its contents in a few sentences, in the language of the run.
    pub description: String,
    /// A description of each file.
    pub resources: Vec<Entry>,
    /// All other keys.
    #[serde(flatten)]
    pub others: Entry,
}

impl Package {
    /// The language of its texts.
    pub fn language(&self) -> Language {
        // The title of this file is the program's own; the user's titles may be in either language.
        let of_run = |entry: &&Entry| entry.get("path").is_some_and(|path| path == "run.json");
        let title = self.resources.iter().find(of_run).and_then(|entry| entry.get("title")?.as_str());
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        if title.is_some_and(|title| title.contains(is_han)) { Language::Zh } else { Language::En }
    }
}

impl Output {
    /// Opens the folder of a finished run.
    ///
    /// # Errors
    /// No such folder; one without a package of this program, `run.json` and `scores.parquet`.
    pub fn open(folder: &Path) -> Result<Output, Finding> {
        let place = Place::file(folder.display().to_string());
        let found = fs::metadata(folder).map_err(|error| Finding::unreadable(place.clone(), &error))?;
        if !found.is_dir() {
            return Err(Finding::new(Code::FileKind, place, say!(publish::no_run_file))
                .help(say!(publish::no_run_help)));
        }
        let output = Output { folder: folder.to_owned(), digests: package::digests(folder) };
        if output.has("run.json") && output.has("scores.parquet") {
            return Ok(output);
        }
        let message = say!(publish::no_run);
        Err(Finding::new(Code::FileKind, place, message).help(say!(publish::no_run_help)))
    }

    /// Whether `path` may be an output: an output is a folder, and any other side of a comparison is a file.
    pub fn may_be(path: &Path) -> bool {
        path.is_dir()
    }

    /// Whether the run wrote the file called `name`.
    pub fn has(&self, name: &str) -> bool {
        self.digests.contains_key(name)
    }

    /// The finding on a file that only another version of the program can have written.
    pub fn strange(&self, name: &str, what: impl Into<Message>) -> Finding {
        Finding::new(Code::FileKind, self.place(name), say!(publish::other_version, what = what.into()))
            .help(say!(publish::other_version_help))
    }

    /// The parsed content of a JSON file.
    ///
    /// # Errors
    /// A file that is absent, unreadable, changed since the run, or of another form.
    pub fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T, Finding> {
        serde_json::from_slice(&self.bytes(name)?)
            .map_err(|error| self.strange(name, say!(publish::not_understood, cause = cause(&error))))
    }

    /// The text of a CSV file, without its byte order mark.
    ///
    /// # Errors
    /// A file that is absent, unreadable or changed since the run.
    pub fn csv(&self, name: &str) -> Result<csv::Reader<Cursor<Vec<u8>>>, Finding> {
        let bytes = self.bytes(name)?;
        let start = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let mut text = Cursor::new(bytes);
        text.set_position(start as u64);
        Ok(csv::Reader::from_reader(text))
    }

    /// The rows of a Parquet file, or part of them.
    ///
    /// # Errors
    /// As [`Output::json`]; a table too large for memory.
    pub fn parquet(&self, name: &str, extent: Extent<'_>) -> Result<DataFrame, Finding> {
        self.table(name, |reader| {
            let reader = reader.with_columns(extent.column.map(|column| vec![column.to_owned()]));
            reader.with_slice(extent.rows.map(|rows| (0, rows))).finish()
        })
    }

    /// The columns of a Parquet file whose names are `wanted`.
    ///
    /// # Errors
    /// As [`Output::parquet`].
    pub fn parquet_of(&self, name: &str, wanted: impl Fn(&str) -> bool) -> Result<DataFrame, Finding> {
        self.table(name, |mut reader| {
            let schema = reader.schema()?;
            let names = schema.iter_names().map(|name| name.to_string());
            reader.with_columns(Some(names.filter(|name| wanted(name)).collect())).finish()
        })
    }

    fn table(
        &self,
        name: &str,
        read: impl FnOnce(ParquetReader<Cursor<Vec<u8>>>) -> Result<DataFrame, PolarsError>,
    ) -> Result<DataFrame, Finding> {
        let bytes = self.bytes(name)?;
        memory::room(bytes.len().saturating_mul(UNPACKED), &self.place(name))?;
        self.finished(name, || read(ParquetReader::new(Cursor::new(bytes))))
    }

    /// A Parquet file, of which some rows at a time are to be read.
    ///
    /// # Errors
    /// As [`Output::json`].
    pub fn stored(&self, name: &str) -> Result<Stored, Finding> {
        Ok(Stored { output: self.clone(), name: name.to_owned(), bytes: self.bytes(name)? })
    }

    /// The SHA-256 of a file as the run wrote it, in hexadecimal; `None` for a file it did not write.
    pub fn digest(&self, name: &str) -> Option<&str> {
        self.digests.get(name).map(String::as_str)
    }

    /// What `read` returns, a failure as a finding on the file.
    fn finished(
        &self,
        name: &str,
        read: impl FnOnce() -> Result<DataFrame, PolarsError>,
    ) -> Result<DataFrame, Finding> {
        match without_panic(read) {
            Some(table) => table
                .map_err(|error| self.strange(name, say!(publish::table_unreadable, cause = cause(&error)))),
            None => Err(Finding::new(Code::FileKind, self.place(name), say!(publish::table_contradictory))
                .help(say!(publish::table_contradictory_help))),
        }
    }

    /// The bytes of a file, if unchanged since the run.
    ///
    /// # Errors
    /// A file that is absent, unreadable or changed since the run.
    pub fn file(&self, name: &str) -> Result<Vec<u8>, Finding> {
        self.bytes(name)
    }

    /// The folder's package: title, description and resources as the run wrote them.
    ///
    /// # Errors
    /// A package that is unreadable or of another form.
    pub fn package(&self) -> Result<Package, Finding> {
        let bytes = read_whole(&self.folder.join(package::PATH))
            .map_err(|error| Finding::unreadable(self.place(package::PATH), &error))?;
        serde_json::from_slice(&bytes).map_err(|error| {
            self.strange(package::PATH, say!(publish::not_understood, cause = cause(&error)))
        })
    }

    fn place(&self, name: &str) -> Place {
        Place::file(self.folder.join(name).display().to_string())
    }

    /// The bytes of a file, if unchanged since the run.
    fn bytes(&self, name: &str) -> Result<Vec<u8>, Finding> {
        let bytes = read_whole(&self.folder.join(name))
            .map_err(|error| Finding::unreadable(self.place(name), &error))?;
        match self.digests.get(name) {
            Some(digest) if *digest == parameters::sha256(&bytes) => Ok(bytes),
            _ => Err(Finding::new(Code::FileKind, self.place(name), say!(publish::hash_differs))
                .help(say!(publish::hash_differs_help))),
        }
    }
}

/// A cell of a CSV file, with an apostrophe if a spreadsheet would run it as a formula.
pub fn with_apostrophe(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { format!("'{cell}").into() } else { Cow::Borrowed(cell) }
}

/// A cell of a CSV file without the apostrophe of a defused formula.
pub fn without_apostrophe(cell: &str) -> &str {
    if is_formula(cell) { cell.strip_prefix('\'').unwrap_or(cell) } else { cell }
}

/// The result of `read`; `None` where it panics, as the reader of Parquet files does on some that are
/// damaged. The panic is no fault of the program and goes unreported, on any thread.
fn without_panic<T>(read: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    static READING: AtomicUsize = AtomicUsize::new(0);
    HOOK.call_once(|| {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if READING.load(Ordering::Relaxed) == 0 {
                hook(info);
            }
        }));
    });
    READING.fetch_add(1, Ordering::Relaxed);
    let found = panic::catch_unwind(AssertUnwindSafe(read));
    READING.fetch_sub(1, Ordering::Relaxed);
    found.ok()
}
