//! A history in the desk's folder: a table to which rows are only ever added.
//!
//! Each row has a check: the SHA-256 of the check of the row before and of its own cells. A row that was
//! removed, added or edited by other hands breaks the chain. Rows cut off at the end do not, so a file beside
//! the table, its head, has the number of rows and the last check. It is written after the table: if it is
//! older, its check is that of an earlier row.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::finding::{Code, Finding, Place};
use crate::memory;
use crate::parameters::sha256;
use crate::publish::{Replace, with_apostrophe, without_apostrophe, write_file};
use crate::words::{Message, say};

/// Last column of every chain.
const CHECK: &str = "check";
/// The check before the first row.
const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Mark by which spreadsheets recognise UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';
/// Bytes of memory per byte of the file: measured, with a margin.
const UNPACKED: usize = 4;

/// The form of a history.
#[derive(Debug)]
pub(super) struct Kind {
    /// Name of the table.
    pub file: &'static str,
    /// Name of the file with the last check.
    pub head: &'static str,
    /// Columns before the check.
    pub columns: &'static [&'static str],
    /// What is said of a file that is no such history.
    pub strange: fn() -> Message,
    /// What to do with a history that is not as it was written.
    pub help: fn() -> Message,
}

/// The end of a history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Number of rows.
    pub rows: usize,
    /// Check of the last row.
    pub check: String,
}

/// A row as it was read.
#[derive(Debug)]
pub(super) struct Row {
    /// Cells without the check, as many as the history has columns.
    pub cells: Vec<String>,
    /// First line.
    line: u64,
}

/// A history as it was read, to which rows can be added.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    kind: &'static Kind,
    path: PathBuf,
    /// The file as it was read; empty if there is none.
    bytes: Vec<u8>,
    /// The end of the history.
    pub head: Head,
}

impl Chain {
    /// Reads the history in the folder `desk` with its rows; one without a file is empty.
    ///
    /// # Errors
    /// A file that cannot be read, or that other hands have edited.
    pub fn read(desk: &Path, kind: &'static Kind) -> Result<(Chain, Vec<Row>), Finding> {
        let path = desk.join(kind.file);
        let place = Place::file(path.display().to_string());
        // Before the table: another import may end in between.
        let known =
            fs::read(desk.join(kind.head)).ok().and_then(|text| serde_json::from_slice::<Head>(&text).ok());
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Finding::unreadable(place, &error)),
        };
        memory::room(bytes.len().saturating_mul(UNPACKED), &place)?;
        let head = Head { rows: 0, check: BEGINNING.to_owned() };
        let mut chain = Chain { kind, path, bytes, head };
        let (rows, checks) = chain.parse()?;
        match known {
            Some(known) => chain.compare(&known, &checks).map(|()| (chain, rows)),
            None => Ok((chain, rows)),
        }
    }

    /// The rows and their checks.
    fn parse(&mut self) -> Result<(Vec<Row>, Vec<String>), Finding> {
        let (mut rows, mut checks) = (Vec::new(), Vec::new());
        let Ok(text) = std::str::from_utf8(&self.bytes) else {
            return Err(self.edited(self.place(), (self.kind.strange)()));
        };
        if text.is_empty() {
            return Ok((rows, checks));
        }
        let mut reader = csv::Reader::from_reader(text.trim_start_matches(BYTE_ORDER_MARK).as_bytes());
        let columns = self.kind.columns.iter().copied().chain([CHECK]);
        if reader.headers().map_err(|_| self.strange_at(1))?.iter().ne(columns) {
            return Err(self.strange_at(1));
        }
        let mut record = csv::StringRecord::new();
        let count = self.kind.columns.len();
        loop {
            let line = reader.position().line();
            if !reader.read_record(&mut record).map_err(|_| self.strange_at(line))? {
                return Ok((rows, checks));
            }
            let cell = |at: usize| without_apostrophe(record.get(at).unwrap_or_default()).to_owned();
            let cells: Vec<String> = (0..count).map(cell).collect();
            let own = check(&self.head.check, &cells);
            if own != cell(count) {
                return Err(self.edited(self.at_line(line), say!(desk::history_chain)));
            }
            rows.push(Row { cells, line });
            self.head = Head { rows: rows.len(), check: own.clone() };
            checks.push(own);
        }
    }

    /// Adds rows at the end and writes the history, whole or not at all.
    ///
    /// # Errors
    /// A file that cannot be written, or that changed since it was read.
    pub fn add(&mut self, rows: &[Vec<String>]) -> Result<(), Finding> {
        let mut text = if self.bytes.is_empty() {
            let header: Vec<&str> = self.kind.columns.iter().copied().chain([CHECK]).collect();
            format!("{BYTE_ORDER_MARK}{}\n", header.join(",")).into_bytes()
        } else {
            self.bytes.clone()
        };
        // A spreadsheet may have saved it without the last line break.
        if text.last() != Some(&b'\n') {
            text.push(b'\n');
        }
        let mut head = self.head.clone();
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(text);
        for cells in rows {
            head = Head { rows: head.rows + 1, check: check(&head.check, cells) };
            let row = cells.iter().map(|cell| with_apostrophe(cell)).chain([head.check.as_str().into()]);
            let row: Vec<_> = row.collect();
            let written = writer.write_record(row.iter().map(|cell| cell.as_bytes()));
            written.map_err(|error| self.unwritable(&io::Error::other(error)))?;
        }
        let text =
            writer.into_inner().map_err(|error| self.unwritable(&io::Error::other(error.to_string())))?;
        write_file(&self.path, Replace::Edited, |out| {
            // Under the lock: another import may have added rows meanwhile.
            let now = match fs::read(&self.path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
                now => now?,
            };
            if now != self.bytes {
                return Err(io::Error::other(say!(desk::history_meanwhile)));
            }
            out.write_all(&text)
        })?;
        (self.bytes, self.head) = (text, head);
        let head = serde_json::json!(self.head).to_string();
        let path = self.path.with_file_name(self.kind.head);
        write_file(&path, Replace::Edited, |out| writeln!(out, "{head}"))
    }

    /// Compares the `checks` of all rows with the last `known` end.
    fn compare(&self, known: &Head, checks: &[String]) -> Result<(), Finding> {
        let is_there = match known.rows {
            0 => true,
            rows => checks.get(rows - 1) == Some(&known.check),
        };
        if is_there {
            return Ok(());
        }
        let message = say!(desk::history_cut, known = known.rows, rows = checks.len());
        Err(self.edited(self.place(), message))
    }

    /// Finding for a row whose cells have another form than the program writes.
    pub fn strange(&self, row: &Row) -> Finding {
        self.strange_at(row.line)
    }

    fn strange_at(&self, line: u64) -> Finding {
        self.edited(self.at_line(line), (self.kind.strange)())
    }

    /// Finding for a history that is not as it was written.
    fn edited(&self, place: Place, message: Message) -> Finding {
        Finding::new(Code::TargetEdited, place, message).help((self.kind.help)())
    }

    fn unwritable(&self, error: &io::Error) -> Finding {
        Finding::new(Code::TargetUnwritable, self.place(), say!(desk::history_unwritable))
            .help(crate::finding::cause(error))
    }

    fn place(&self) -> Place {
        Place::file(self.path.display().to_string())
    }

    fn at_line(&self, line: u64) -> Place {
        self.place().at_line(u32::try_from(line).unwrap_or(u32::MAX))
    }
}

/// The check of a row of `cells` that follows the row with the check `before`.
fn check(before: &str, cells: &[String]) -> String {
    // Texts as JSON, so that no two different rows are the same text.
    sha256(format!("{before}\n{}", serde_json::json!(cells)))
}
