//! A log of lines beside a file, such as the searches beside a campaign.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::finding::{Code, Finding, Findings, Place, cause};
use crate::words::{Message, say};

/// Most bytes of a line that are read: this program writes no longer one.
const LONGEST: u64 = 1 << 20;
/// Longest wait for another process to release the log.
const PATIENCE: Duration = Duration::from_secs(2);
/// Pause between two attempts at the lock.
const PAUSE: Duration = Duration::from_millis(5);

/// A log, locked until it is dropped, so that no other process reads it before a line is added. A line is
/// added by a single write at the file's end, so that it stays whole even without a lock.
#[derive(Debug)]
pub struct Log {
    place: Place,
    /// The open file; `None` if it can neither be read nor created.
    file: Option<File>,
    /// The reason no line can be added.
    fault: Option<Finding>,
    /// Whether the last line lacks its line break.
    is_open_ended: bool,
}

impl Log {
    /// The log called `name` in the folder of the file `path`; if absent, an empty one is made where
    /// possible.
    ///
    /// # Errors
    /// A `path` without a folder, being no regular file but a pipe or the like; an existing log that cannot
    /// be read.
    pub fn beside(path: &Path, name: &str) -> Result<Log, Finding> {
        let log = path.with_file_name(name);
        let place = Place::file(log.display().to_string());
        if !fs::metadata(path).is_ok_and(|found| found.is_file()) {
            let message = say!(publish::log_no_file, campaign = path.display().to_string());
            return Err(
                Finding::new(Code::SearchUnrecorded, place, message).help(say!(publish::log_no_file_help))
            );
        }
        if fs::metadata(&log).is_ok_and(|found| !found.is_file()) {
            return Err(Finding::new(Code::SearchUnrecorded, place, say!(publish::log_irregular))
                .help(say!(publish::log_irregular_help)));
        }
        let (file, fault) = match File::options().read(true).append(true).create(true).open(&log) {
            Ok(file) => (Some(file), None),
            Err(error) => {
                let fault = unwritten(&place, &error);
                match File::open(&log) {
                    Ok(file) => (Some(file), Some(fault)),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => (None, Some(fault)),
                    Err(error) => return Err(unread(&place, &error)),
                }
            }
        };
        file.iter().for_each(hold);
        Ok(Log { place, file, fault, is_open_ended: false })
    }

    /// Passes every line that is not blank to `read`, without its end. A line that is too long or that `read`
    /// refuses, with the reason, becomes a warning.
    pub fn read(&mut self, mut read: impl FnMut(&[u8]) -> Result<(), Message>) -> Findings {
        let mut findings = Findings::new();
        let Some(file) = &self.file else { return findings };
        let mut reader = BufReader::new(file);
        let mut line = Vec::new();
        for number in 1.. {
            let (is_ended, is_long) = match next(&mut reader, &mut line) {
                Ok(Some(ending)) => ending,
                Ok(None) => break,
                Err(error) => {
                    findings.push(unread(&self.place, &error));
                    self.is_open_ended = true;
                    break;
                }
            };
            self.is_open_ended = !is_ended;
            let text = line.trim_ascii();
            let done = match () {
                () if is_long => Err(say!(publish::log_long_line, bytes = LONGEST)),
                () if text.is_empty() => Ok(()),
                () => read(text).map_err(|why| say!(publish::log_bad_line, why = why)),
            };
            if let Err(why) = done {
                let place = self.place.clone().at_line(number);
                findings.push_with(Code::SearchUnread, &place, || {
                    Finding::new(Code::SearchUnread, place.clone(), why)
                        .help(say!(publish::log_bad_line_help))
                });
            }
        }
        findings
    }

    /// Adds a line, ending an unfinished last line first. Call it after all lines were read.
    ///
    /// # Errors
    /// A failure to write the log.
    pub fn append(self, line: &str) -> Result<(), Finding> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let start = if self.is_open_ended { "\n" } else { "" };
        let whole = format!("{start}{line}\n");
        let mut file = self.file.as_ref();
        file.as_mut()
            .map_or(Ok(()), |file| file.write_all(whole.as_bytes()))
            .map_err(|error| unwritten(&self.place, &error))
    }
}

/// Locks the log until the file is closed. If there are no locks, or another process keeps its lock, the log
/// is read unlocked.
fn hold(file: &File) {
    let start = Instant::now();
    while matches!(file.try_lock(), Err(TryLockError::WouldBlock)) && start.elapsed() < PATIENCE {
        thread::sleep(PAUSE);
    }
}

/// The next line with its end: whether it has one, and whether `line` is only part of a line that is too
/// long.
fn next(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<(bool, bool)>> {
    let mut is_long = false;
    loop {
        line.clear();
        let read = reader.by_ref().take(LONGEST).read_until(b'\n', line)?;
        if read == 0 {
            return Ok(is_long.then_some((false, true)));
        }
        if line.last() == Some(&b'\n') {
            return Ok(Some((true, is_long)));
        }
        if (read as u64) < LONGEST {
            return Ok(Some((false, is_long)));
        }
        is_long = true;
    }
}

fn unread(place: &Place, error: &io::Error) -> Finding {
    Finding::new(Code::SearchUnread, place.clone(), say!(publish::log_unread, cause = cause(error)))
        .help(say!(publish::log_unread_help))
}

fn unwritten(place: &Place, error: &io::Error) -> Finding {
    Finding::new(Code::SearchUnrecorded, place.clone(), say!(publish::unwritable, cause = cause(error)))
        .help(say!(publish::log_unwritten_help))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The log's lines, refusals of those that hold `x`, and warnings, before `line` is added.
    fn read_and_add(folder: &Path, line: &str) -> (Vec<String>, Vec<String>) {
        let mut log = Log::beside(&folder.join("of.toml"), "log.jsonl").expect("it can be read");
        let mut lines = Vec::new();
        let findings = log.read(|line| {
            let line = String::from_utf8_lossy(line).into_owned();
            if line.contains('x') {
                return Err("holds an x".into());
            }
            lines.push(line);
            Ok(())
        });
        log.append(line).expect("it can be written");
        (lines, findings.iter().map(|finding| finding.place.to_string()).collect())
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("of.toml"), "").expect("it can be written");
        folder
    }

    #[test]
    fn a_line_without_an_end_is_left_as_it_is() {
        let folder = folder();
        let log = folder.path().join("log.jsonl");
        assert_eq!(read_and_add(folder.path(), "one").0, Vec::<String>::new());
        fs::write(&log, "one\n\n  \nx").expect("it can be written");
        let (lines, warned) = read_and_add(folder.path(), "two");
        assert_eq!((lines, warned), (vec!["one".to_owned()], vec![format!("{}:4", log.display())]));
        assert_eq!(fs::read_to_string(&log).expect("it is there"), "one\n\n  \nx\ntwo\n");
        fs::write(&log, b"\xFF\xFE\none\n").expect("it can be written");
        assert_eq!(read_and_add(folder.path(), "two").0.len(), 2);
    }

    #[test]
    fn a_line_of_any_length_takes_bounded_memory() {
        let folder = folder();
        let log = folder.path().join("log.jsonl");
        for (more, ending) in [(0, ""), (0, "\n"), (1, "\n"), (LONGEST as usize + 5, "")] {
            let long = "o".repeat(LONGEST as usize + more);
            fs::write(&log, format!("one\n{long}{ending}")).expect("it can be written");
            let (lines, warned) = read_and_add(folder.path(), "two");
            assert_eq!((lines.len(), warned.len()), (1, 1), "{more} {ending:?}");
            let text = fs::read_to_string(&log).expect("it is there");
            assert!(text.ends_with("o\ntwo\n"), "{more} {ending:?}");
        }
    }

    #[test]
    fn what_is_no_file_is_not_opened() {
        let folder = folder();
        fs::create_dir(folder.path().join("log.jsonl")).expect("it can be made");
        let fault = Log::beside(&folder.path().join("of.toml"), "log.jsonl").expect_err("a folder");
        assert_eq!(fault.code, Code::SearchUnrecorded);
        let fault = Log::beside(&folder.path().join("none.toml"), "other.jsonl").expect_err("nothing");
        assert!(fault.to_string().contains("not a regular file"), "{fault}");
        assert!(!folder.path().join("other.jsonl").exists());
    }
}
