//! The log of deliveries, `deliveries.jsonl`: append-only, each line with the hash of the line before.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use super::names::{self, DELIVERIES, Name};
use crate::finding::{Code, Finding, Findings, Place};
use crate::memory;
use crate::parameters;
use crate::publish;
use crate::words::{Message, say};

/// Name of the log in the desk's folder.
pub const LOG: &str = "deliveries.jsonl";

/// The hash before the first line.
pub const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Memory for a log, as a multiple of its bytes.
const UNPACKED: usize = 4;

/// One delivery in the log. The line in the file is this object without blanks, its keys in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Number of the line, from 1.
    pub seq: u64,
    /// Time of the delivery, RFC 3339 with China's offset.
    pub at: String,
    /// Id of the campaign.
    pub campaign: String,
    /// As-of day of the run.
    pub as_of: String,
    /// SHA-256 of `run.json`.
    pub run: String,
    /// Id of the institution.
    pub institution: String,
    /// Name of the delivery's folder.
    pub delivery: String,
    /// Digests of its files, by name.
    pub files: BTreeMap<String, Digests>,
    /// Number of firms on the list.
    pub firms: usize,
    /// The public key that the list was encrypted to; `None` if it is not encrypted.
    pub recipient: Option<String>,
    /// The bureau's public key that the signature is checked by.
    pub key: String,
    /// Hash of the line before; [`NO_HASH`] for the first.
    pub previous: String,
    /// SHA-256 of this line without this key.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hash: String,
}

/// Digests of a file, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digests {
    /// SHA-256.
    pub sha256: String,
    /// SM3, for deliveries that are not encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sm3: Option<String>,
}

impl Line {
    /// The line as the file has it, without a line break.
    fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn hash(&self) -> String {
        parameters::sha256(Line { hash: String::new(), ..self.clone() }.text())
    }

    /// Day of the delivery in China; `None` if the line has no time.
    pub fn day(&self) -> Option<Date> {
        let at: Timestamp = self.at.parse().ok()?;
        Some(Offset::constant(8).to_datetime(at).date())
    }

    /// Name of its archive.
    pub(super) fn archive(&self) -> String {
        let name = Name::of(&self.delivery);
        name.map(|name| name.archive(self.recipient.is_some())).unwrap_or_default()
    }

    /// SHA-256 of this line without its hash and the signature's digests: what the signature can name.
    pub(super) fn signed_hash(&self) -> String {
        let mut line = self.clone();
        line.files.remove(&names::signature(&self.archive()));
        line.hash()
    }

    /// The delivery's name; `None` if it is not that of this institution and day, or the files are not
    /// exactly those of a delivery.
    pub fn name(&self) -> Option<Name> {
        let name = Name::of(&self.delivery)?;
        let is_own = name.institution == self.institution && name.as_of.to_string() == self.as_of;
        let files = name.files(self.recipient.is_some());
        (is_own && self.files.keys().eq(files.iter())).then_some(name)
    }
}

/// A log as read, with what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// The log for people.
    shown: String,
    /// Its lines that can be read, with their numbers in the file.
    pub lines: Vec<(u32, Line)>,
    /// [`Code::LogAltered`], one for each line that is not as it was written.
    pub faults: Findings,
}

impl Log {
    /// Reads the log of a desk; an absent one has no lines.
    ///
    /// # Errors
    /// [`Code::LogAltered`] if it is absent although the desk has deliveries;
    /// [`Code::FileUnreadable`], [`Code::MemoryShort`].
    pub fn read(desk: &Path) -> Result<Log, Finding> {
        let path = desk.join(LOG);
        match File::open(&path) {
            Ok(mut file) => Log::of(&mut file, &path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                refuse_gone(desk, &path)?;
                Ok(Log { shown: path.display().to_string(), ..Log::default() })
            }
            Err(error) => Err(Finding::unreadable(place(&path), &error)),
        }
    }

    fn of(file: &mut File, path: &Path) -> Result<Log, Finding> {
        let unreadable = |error: io::Error| Finding::unreadable(place(path), &error);
        let bytes = file.metadata().map_err(unreadable)?.len();
        memory::room(usize::try_from(bytes).unwrap_or(usize::MAX).saturating_mul(UNPACKED), &place(path))?;
        let mut content = Vec::new();
        file.read_to_end(&mut content).map_err(unreadable)?;
        Ok(Log::parse(&content, path.display().to_string()))
    }

    fn parse(content: &[u8], shown: String) -> Log {
        let mut log = Log { shown, ..Log::default() };
        let mut lines = (1..).zip(content.split(|&byte| byte == b'\n')).peekable();
        while let Some((number, bytes)) = lines.next() {
            let is_last = lines.peek().is_none();
            if is_last && bytes.is_empty() {
                break;
            }
            let line = serde_json::from_slice::<Line>(bytes).ok();
            match line.filter(|line| line.text().as_bytes() == bytes) {
                _ if is_last => {
                    log.fault(number, say!(deliveries::line_half), say!(deliveries::line_half_help));
                }
                None => log.fault(number, say!(deliveries::line_unread), say!(deliveries::line_help)),
                Some(line) => {
                    if line.hash != line.hash() {
                        log.fault(number, say!(deliveries::line_edited), say!(deliveries::line_help));
                    }
                    log.lines.push((number, line));
                }
            }
        }
        log.check_order();
        log.check_names();
        log.faults.sort();
        log
    }

    fn fault(&mut self, number: u32, message: Message, help: Message) {
        let place = Place::file(self.shown.as_str()).at_line(number);
        self.faults.push(Finding::new(Code::LogAltered, place, message).help(help));
    }

    /// Notes each line that does not follow the one before it.
    fn check_order(&mut self) {
        let by_hash: BTreeMap<String, u32> =
            self.lines.iter().rev().map(|(number, line)| (line.hash.clone(), *number)).collect();
        let (mut previous, mut seq) = (NO_HASH.to_owned(), 1);
        let mut faults = Vec::new();
        // An unreadable line before has its own fault, and no hash that the next could name.
        let mut expected = 1;
        for (number, line) in &self.lines {
            let follows_unread = *number != expected;
            let elsewhere = by_hash.get(&line.previous).filter(|&&other| other != *number);
            if line.previous == previous && line.seq != seq {
                faults.push((*number, say!(deliveries::line_number, seq = line.seq, expected = seq)));
            } else if line.previous != previous && !follows_unread {
                faults.push(match elsewhere {
                    _ if line.previous == NO_HASH => (*number, say!(deliveries::line_first)),
                    Some(&other) if by_hash.get(&line.hash).is_some_and(|first| first != number) => (
                        *number,
                        say!(
                            deliveries::line_repeated,
                            other = by_hash.get(&line.hash).copied().unwrap_or(other)
                        ),
                    ),
                    Some(&other) => (*number, say!(deliveries::line_moved, other = other)),
                    None => (*number, say!(deliveries::line_dropped)),
                });
            }
            (previous, seq, expected) = (line.hash.clone(), line.seq.saturating_add(1), number + 1);
        }
        for (number, message) in faults {
            self.fault(number, message, say!(deliveries::line_help));
        }
    }

    /// Notes each line whose delivery or files no delivery can have, or that names one a second time.
    fn check_names(&mut self) {
        let mut known = BTreeSet::new();
        let mut faults = Vec::new();
        for (number, line) in &self.lines {
            if line.name().is_none() {
                faults.push((*number, say!(deliveries::line_strange)));
            } else if line.day().is_none() {
                faults.push((*number, say!(deliveries::line_time)));
            } else if !known.insert(line.delivery.as_str()) {
                faults.push((*number, say!(deliveries::line_twice)));
            }
        }
        for (number, message) in faults {
            self.fault(number, message, say!(deliveries::line_help));
        }
    }

    /// Hash of the last line; [`NO_HASH`] of an empty log.
    pub fn head(&self) -> &str {
        self.lines.last().map_or(NO_HASH, |(_, line)| &line.hash)
    }

    /// The place of a line.
    pub fn place(&self, number: u32) -> Place {
        Place::file(self.shown.as_str()).at_line(number)
    }

    /// Checks a head that was noted down earlier.
    ///
    /// # Errors
    /// [`Code::LogAltered`] if no line has this hash.
    pub fn check_head(&self, head: &str) -> Result<(), Finding> {
        let head = head.trim().to_ascii_lowercase();
        if head == NO_HASH || self.lines.iter().any(|(_, line)| line.hash == head) {
            return Ok(());
        }
        let message = say!(deliveries::head_unknown, head = head.chars().take(64).collect::<String>());
        Err(Finding::new(Code::LogAltered, Place::file(self.shown.as_str()), message)
            .help(say!(deliveries::head_unknown_help)))
    }
}

/// A log under its lock, to be appended to.
#[derive(Debug)]
pub struct Appender {
    file: File,
    path: PathBuf,
    /// The log as it was found.
    log: Log,
    /// Bytes of whole lines.
    bytes: u64,
    /// Number and hash of the last line, those not written yet included.
    last: (u64, String),
    /// Lines that are not written yet.
    text: String,
}

impl Appender {
    /// Takes the lock of the desk's log, which is made if it is absent. A desk left without a delivery is
    /// removed again.
    ///
    /// # Errors
    /// [`Code::TargetUnwritable`] if another process has the lock or the log cannot be written;
    /// [`Code::LogAltered`] if it is not as it was written.
    pub fn open(desk: &Path) -> Result<Appender, Findings> {
        let path = desk.join(LOG);
        let unwritable = |error: &io::Error| publish::unwritable(place(&path), error);
        let busy = || {
            Finding::new(Code::TargetUnwritable, place(&path), say!(deliveries::log_busy))
                .help(say!(deliveries::log_busy_help))
        };
        if !path.exists() {
            refuse_gone(desk, &path)?;
        }
        fs::create_dir_all(desk).map_err(|error| publish::unwritable(place(desk), &error))?;
        let mut options = OpenOptions::new();
        let mut file =
            options.read(true).append(true).create(true).open(&path).map_err(|error| unwritable(&error))?;
        file.try_lock().map_err(|error| match error {
            TryLockError::Error(error) => unwritable(&error),
            TryLockError::WouldBlock => busy(),
        })?;
        // Another process may have removed an empty log while it had the lock.
        if !is_at(&file, &path) {
            return Err(busy().into());
        }
        let log = Log::of(&mut file, &path)?;
        log.faults.clone().or_stop(())?;
        let bytes = file.metadata().map_err(|error| unwritable(&error))?.len();
        let last =
            log.lines.last().map_or((0, NO_HASH.to_owned()), |(_, line)| (line.seq, line.hash.clone()));
        Ok(Appender { file, path, log, bytes, last, text: String::new() })
    }

    /// The log as it was found.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Number of the next line and hash of the last one.
    pub fn next(&self) -> (u64, &str) {
        (self.last.0.saturating_add(1), &self.last.1)
    }

    /// Adds a line with its number and hashes to those that [`Appender::commit`] writes.
    pub fn add(&mut self, line: Line) -> Line {
        let (seq, previous) = self.next();
        let mut line = Line { seq, previous: previous.to_owned(), hash: String::new(), ..line };
        line.hash = line.hash();
        self.text += &line.text();
        self.text.push('\n');
        self.last = (seq, line.hash.clone());
        line
    }

    /// Appends the lines that were added, and waits until they are on disk. After an error the log is as
    /// before.
    ///
    /// # Errors
    /// [`Code::TargetUnwritable`].
    pub fn commit(mut self) -> Result<(), Finding> {
        let written = self.file.write_all(self.text.as_bytes()).and_then(|()| self.file.sync_all());
        if let Err(error) = written {
            // If this fails too, the next reader reports half a line.
            let _ = self.file.set_len(self.bytes).and_then(|()| self.file.sync_all());
            return Err(publish::unwritable(place(&self.path), &error));
        }
        self.bytes += self.text.len() as u64;
        Ok(())
    }
}

impl Drop for Appender {
    fn drop(&mut self) {
        // Elsewhere the next process could not see that its log was removed.
        if cfg!(unix) && self.bytes == 0 {
            let _ = fs::remove_file(&self.path);
            // A folder with other files stays.
            let desk = self.path.parent().unwrap_or(Path::new("."));
            let _ = fs::remove_dir(desk.join(DELIVERIES));
            let _ = fs::remove_dir(desk);
        }
    }
}

/// Refuses a desk whose log is gone, although it has deliveries.
fn refuse_gone(desk: &Path, path: &Path) -> Result<(), Finding> {
    let mut entries = fs::read_dir(desk.join(DELIVERIES)).into_iter().flatten().flatten();
    if entries.any(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
        return Err(Finding::new(Code::LogAltered, place(path), say!(deliveries::log_gone))
            .help(say!(deliveries::log_gone_help)));
    }
    Ok(())
}

/// Whether the path still leads to this open file.
fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let key = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
        let [own, there] = [file.metadata(), fs::metadata(path)].map(|found| found.ok().map(key));
        own.is_some() && own == there
    }
    #[cfg(not(unix))]
    {
        let _ = (file, path);
        true
    }
}

fn place(path: &Path) -> Place {
    Place::file(path.display().to_string())
}
