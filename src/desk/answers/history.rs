//! The history of answers, `answers.csv`: one row per answer, only ever added to.
//!
//! Each row has a check: the SHA-256 of the check of the row before and of its own cells. A row that was
//! removed, added or edited by other hands breaks the chain. Rows cut off at the end do not, so
//! `answers.head` has the number of rows and the last check. It is written after the history: if it is older,
//! its check is that of an earlier row.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::decision::Decision;
use crate::finding::{Code, Finding, Place};
use crate::memory;
use crate::parameters::sha256;
use crate::publish::{Replace, with_apostrophe, without_apostrophe, write_file};
use crate::words::{Message, say};

/// The history in a desk's folder, and the file with its last check.
pub(super) const FILE: &str = "answers.csv";
const HEAD: &str = "answers.head";
/// Columns of the history; the last has the check.
const COLUMNS: [&str; 15] = [
    "received",
    "institution",
    "delivery",
    "ID",
    "firm_name",
    "decision",
    "amount(万元)",
    "drawn(万元)",
    "rate(%)",
    "term(months)",
    "date",
    "reason",
    "file",
    "sha256",
    "check",
];
/// Cells of a row without its check.
const CELLS: usize = COLUMNS.len() - 1;
/// The check before the first row.
const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Mark by which spreadsheets recognise UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';
/// Bytes of memory per byte of the file: measured, with a margin.
const UNPACKED: usize = 4;

/// One answer in the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Day on which the reply was received.
    pub received: Date,
    /// Id of the institution.
    pub institution: String,
    /// Folder of the delivery that it answers.
    pub delivery: String,
    /// The firm's id, as delivered.
    pub id: String,
    /// The firm's name, as delivered.
    pub name: String,
    /// The answer.
    pub answer: Answer,
    /// Name of the reply's file, without folders.
    pub file: String,
    /// SHA-256 of the reply's file.
    pub sha256: String,
}

impl Entry {
    /// The day it counts from.
    pub fn day(&self) -> Date {
        self.answer.day(self.received)
    }

    fn cells(&self) -> [String; CELLS] {
        let Answer { decision, amount, drawn, rate, term, date, reason } = &self.answer;
        let number = |number: &Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        [
            self.received.to_string(),
            self.institution.clone(),
            self.delivery.clone(),
            self.id.clone(),
            self.name.clone(),
            decision.as_str().to_owned(),
            number(amount),
            number(drawn),
            number(rate),
            number(term),
            date.map(|date| date.to_string()).unwrap_or_default(),
            reason.clone(),
            self.file.clone(),
            self.sha256.clone(),
        ]
    }

    /// The entry of a row's cells; `None` if one has another form.
    fn of(cells: &[String; CELLS]) -> Option<Entry> {
        let [received, institution, delivery, id, name, decision, rest @ ..] = cells;
        let [amount, drawn, rate, term, date, reason, file, sha256] = rest;
        let number = |cell: &String| match &**cell {
            "" => Some(None),
            cell => cell.parse().ok().filter(|number: &f64| number.is_finite()).map(Some),
        };
        Some(Entry {
            received: received.parse().ok()?,
            institution: institution.clone(),
            delivery: delivery.clone(),
            id: id.clone(),
            name: name.clone(),
            answer: Answer {
                decision: Decision::of_word(decision)?,
                amount: number(amount)?,
                drawn: number(drawn)?,
                rate: number(rate)?,
                term: number(term)?,
                date: if date.is_empty() { None } else { Some(date.parse().ok()?) },
                reason: reason.clone(),
            },
            file: file.clone(),
            sha256: sha256.clone(),
        })
    }
}

/// The check of a row of `cells` that follows the row with the check `before`.
fn check(before: &str, cells: &[String; CELLS]) -> String {
    // Texts as JSON, so that no two different rows are the same text.
    sha256(format!("{before}\n{}", serde_json::json!(cells)))
}

/// The end of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Number of rows.
    pub rows: usize,
    /// Check of the last row.
    pub check: String,
}

/// The history of a desk.
#[derive(Clone, Debug)]
pub struct History {
    path: PathBuf,
    /// The file as it was read; empty if there is none.
    bytes: Vec<u8>,
    /// The answers in the order in which they were added.
    pub entries: Vec<Entry>,
    /// The end of the history.
    pub head: Head,
}

impl History {
    /// Reads the history in the folder `desk`; one without a file is empty.
    ///
    /// # Errors
    /// A file that cannot be read, or that other hands have edited.
    pub fn read(desk: &Path) -> Result<History, Finding> {
        let path = desk.join(FILE);
        let place = Place::file(path.display().to_string());
        // Before the history: another import may end in between.
        let known =
            fs::read(desk.join(HEAD)).ok().and_then(|text| serde_json::from_slice::<Head>(&text).ok());
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(Finding::unreadable(place, &error)),
        };
        memory::room(bytes.len().saturating_mul(UNPACKED), &place)?;
        let head = Head { rows: 0, check: BEGINNING.to_owned() };
        let mut history = History { path, bytes, entries: Vec::new(), head };
        let checks = history.parse(&place)?;
        if let Some(known) = known {
            compare(&known, &checks, &place)?;
        }
        Ok(history)
    }

    /// Reads the rows; returns their checks.
    fn parse(&mut self, place: &Place) -> Result<Vec<String>, Finding> {
        let mut checks = Vec::new();
        let Ok(text) = std::str::from_utf8(&self.bytes) else {
            return Err(edited(place.clone(), say!(answers::history_strange)));
        };
        if text.is_empty() {
            return Ok(checks);
        }
        let strange = |line: u64| {
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            edited(place.clone().at_line(line), say!(answers::history_strange))
        };
        let mut reader = csv::Reader::from_reader(text.trim_start_matches(BYTE_ORDER_MARK).as_bytes());
        if reader.headers().map_err(|_| strange(1))?.iter().ne(COLUMNS) {
            return Err(strange(1));
        }
        let mut record = csv::StringRecord::new();
        loop {
            let line = reader.position().line();
            if !reader.read_record(&mut record).map_err(|_| strange(line))? {
                return Ok(checks);
            }
            let cell = |at: usize| without_apostrophe(record.get(at).unwrap_or_default()).to_owned();
            let cells: [String; CELLS] = std::array::from_fn(cell);
            let own = check(&self.head.check, &cells);
            if own != cell(CELLS) {
                let line = u32::try_from(line).unwrap_or(u32::MAX);
                return Err(edited(place.clone().at_line(line), say!(answers::history_chain)));
            }
            self.entries.push(Entry::of(&cells).ok_or_else(|| strange(line))?);
            self.head = Head { rows: self.entries.len(), check: own.clone() };
            checks.push(own);
        }
    }

    /// Adds `entries` at the end and writes the history, whole or not at all.
    ///
    /// # Errors
    /// A file that cannot be written, or that changed since it was read.
    pub fn add(&mut self, entries: Vec<Entry>) -> Result<(), Finding> {
        let mut text = if self.bytes.is_empty() {
            let header = COLUMNS.join(",");
            format!("{BYTE_ORDER_MARK}{header}\n").into_bytes()
        } else {
            self.bytes.clone()
        };
        // A spreadsheet may have saved it without the last line break.
        if text.last() != Some(&b'\n') {
            text.push(b'\n');
        }
        let mut head = self.head.clone();
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(text);
        for entry in &entries {
            let cells = entry.cells();
            head = Head { rows: head.rows + 1, check: check(&head.check, &cells) };
            let row = cells.iter().map(|cell| with_apostrophe(cell)).chain([head.check.as_str().into()]);
            let row: Vec<_> = row.collect();
            let written = writer.write_record(row.iter().map(|cell| cell.as_bytes()));
            written.map_err(|error| self.unwritable(&io::Error::other(error)))?;
        }
        let text =
            writer.into_inner().map_err(|error| self.unwritable(&io::Error::other(error.to_string())))?;
        write_file(&self.path, Replace::Edited, |out| {
            // Under the lock: another import may have added answers meanwhile.
            let now = match fs::read(&self.path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
                now => now?,
            };
            if now != self.bytes {
                return Err(io::Error::other(say!(answers::history_meanwhile)));
            }
            out.write_all(&text)
        })?;
        (self.bytes, self.head) = (text, head);
        self.entries.extend(entries);
        let head = serde_json::json!(self.head).to_string();
        write_file(&self.path.with_file_name(HEAD), Replace::Edited, |out| writeln!(out, "{head}"))
    }

    fn unwritable(&self, error: &io::Error) -> Finding {
        let place = Place::file(self.path.display().to_string());
        Finding::new(Code::TargetUnwritable, place, say!(answers::history_unwritable))
            .help(crate::finding::cause(error))
    }
}

/// Compares the `checks` of all rows with the last `known` end.
fn compare(known: &Head, checks: &[String], place: &Place) -> Result<(), Finding> {
    let is_there = match known.rows {
        0 => true,
        rows => checks.get(rows - 1) == Some(&known.check),
    };
    if is_there {
        return Ok(());
    }
    let message = say!(answers::history_cut, known = known.rows, rows = checks.len());
    Err(edited(place.clone(), message))
}

/// Finding for a history that is not as it was written.
fn edited(place: Place, message: Message) -> Finding {
    Finding::new(Code::TargetEdited, place, message).help(say!(answers::history_help))
}
