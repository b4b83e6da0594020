//! Checks of one delivery, by the log, the bureau's key and the institution's.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::comment::Comment;
use super::envelope::envelope;
use super::log::{Line, Log};
use super::names::{self, DELIVERIES, Name, SM3};
use super::pack;
use super::secret::Secret;
use crate::finding::{Code, Finding, Findings, Place};
use crate::memory;
use crate::parameters::sha256;
use crate::words::{Message, say};

/// A delivery that was checked.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// Name of its folder, or of its archive outside a desk.
    pub delivery: String,
    /// Number of its line in the log, or in the signature's comment.
    pub seq: Option<u64>,
    /// Id of the institution.
    pub institution: Option<String>,
    /// As-of day.
    pub as_of: Option<String>,
    /// Number of firms, by the log or the opened archive.
    pub firms: Option<usize>,
    /// Whether the archive is encrypted.
    pub is_sealed: bool,
    /// Whether the archive was opened and its content compared with its digests.
    pub is_opened: bool,
    /// Whether all of it is as it was handed over.
    pub is_unchanged: bool,
}

/// What deliveries are checked by.
pub(super) struct By<'a> {
    /// Public key of the bureau.
    key: Option<&'a str>,
    /// Secret key of the institution.
    identity: Option<&'a Secret>,
    /// Folder of the deliveries in the desk, beside the log.
    deliveries: PathBuf,
    /// Deliveries and file names by SHA-256.
    owners: BTreeMap<&'a str, (&'a str, &'a str)>,
}

/// The place of a file.
pub(super) fn place(path: &Path) -> Place {
    Place::file(path.display().to_string())
}

/// The fault of a delivery.
pub(super) fn altered(place: Place, message: Message, help: Message) -> Finding {
    Finding::new(Code::DeliveryAltered, place, message).help(help)
}

/// The fault of a line of the log.
pub(super) fn altered_line(place: Place, message: Message, help: Message) -> Finding {
    Finding::new(Code::LogAltered, place, message).help(help)
}

/// The bytes of a regular file.
fn read(path: &Path) -> Result<Vec<u8>, Finding> {
    let unreadable = |error: io::Error| Finding::unreadable(place(path), &error);
    let metadata = fs::symlink_metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(altered(place(path), say!(deliveries::no_file), say!(deliveries::altered_help)));
    }
    memory::room(usize::try_from(metadata.len()).unwrap_or(usize::MAX).saturating_mul(2), &place(path))?;
    fs::read(path).map_err(unreadable)
}

/// Names of a folder's entries but for hidden ones, which are the system's or a running delivery's.
fn entries(folder: &Path) -> io::Result<BTreeSet<String>> {
    let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let names: io::Result<BTreeSet<String>> = names.collect();
    Ok(names?.into_iter().filter(|name| !name.starts_with('.')).collect())
}

impl<'a> By<'a> {
    pub(super) fn new(
        key: Option<&'a str>,
        identity: Option<&'a Secret>,
        log: Option<&'a Log>,
        desk: Option<&Path>,
    ) -> By<'a> {
        let lines = log.map(|log| log.lines.as_slice()).unwrap_or_default();
        let files = lines.iter().flat_map(|(_, line)| line.files.iter().map(move |file| (line, file)));
        let owners = files
            .map(|(line, (file, digests))| (digests.sha256.as_str(), (line.delivery.as_str(), file.as_str())))
            .collect();
        let deliveries = desk.unwrap_or(Path::new(".")).join(DELIVERIES);
        By { key, identity, deliveries, owners }
    }

    /// Checks a folder of the desk against its line.
    pub(super) fn in_desk(&self, folder: &Path, line: &Line, faults: &mut Findings) -> Checked {
        let mut found = Findings::new();
        let mut contents: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        match entries(folder) {
            Err(_) => {
                let place = place(folder);
                found.push(altered(place, say!(deliveries::folder_missing), say!(deliveries::missing_help)));
            }
            Ok(there) => {
                for other in there.iter().filter(|name| !line.files.contains_key(*name)) {
                    let place = place(&folder.join(other));
                    found.push(altered(place, say!(deliveries::stranger), say!(deliveries::stranger_help)));
                }
                for (file, digests) in &line.files {
                    let path = folder.join(file);
                    if !there.contains(file) {
                        let message = say!(deliveries::file_missing);
                        found.push(altered(place(&path), message, say!(deliveries::missing_help)));
                        continue;
                    }
                    match read(&path) {
                        Err(fault) => found.push(fault),
                        Ok(bytes) => match self.compare(line, file, &bytes, &digests.sha256) {
                            Some(message) => {
                                found.push(altered(place(&path), message, say!(deliveries::altered_help)));
                            }
                            None => drop(contents.insert(file, bytes)),
                        },
                    }
                }
            }
        }
        let archive = line.files.keys().find(|name| names::is_archive(name)).map(String::as_str);
        let mut checked = Checked {
            delivery: line.delivery.clone(),
            seq: Some(line.seq),
            institution: Some(line.institution.clone()),
            as_of: Some(line.as_of.clone()),
            firms: Some(line.firms),
            is_sealed: line.recipient.is_some(),
            is_opened: false,
            is_unchanged: false,
        };
        match archive {
            None => {
                let place = place(folder);
                found.push(altered(place, say!(deliveries::no_archive), say!(deliveries::altered_help)));
            }
            Some(archive) => {
                let content = |name: &str| contents.get(name).map(Vec::as_slice);
                let signature = names::signature(archive);
                if let (Some(bytes), Some(signature_bytes)) = (content(archive), content(&signature)) {
                    let path = folder.join(&signature);
                    if let Some(Err(message)) = self.comment(bytes, signature_bytes).map(|comment| {
                        let comment = comment?;
                        if comment == Comment::of(line, archive) { Ok(()) } else { Err(comment.foreign()) }
                    }) {
                        found.push(altered(place(&path), message, say!(deliveries::altered_help)));
                    }
                }
                if let Some(bytes) = content(archive) {
                    let path = folder.join(archive);
                    let expected = (line.institution.as_str(), line.as_of.as_str());
                    self.open(bytes, archive, expected, &place(&path), &mut checked, &mut found);
                }
            }
        }
        checked.is_unchanged = found.is_empty();
        faults.extend(found);
        checked
    }

    /// What differs about a file of a line; `None` if nothing does.
    fn compare(&self, line: &Line, file: &str, bytes: &[u8], digest: &str) -> Option<Message> {
        let actual = sha256(bytes);
        if actual == digest {
            return None;
        }
        let Some(&(delivery, other)) =
            self.owners.get(actual.as_str()).filter(|owner| owner.0 != line.delivery)
        else {
            return Some(say!(deliveries::file_altered));
        };
        // Names of a log are not trusted.
        let theirs = Name::of(delivery).filter(|name| name.has(other)).and_then(|name| {
            let path = self.deliveries.join(name.folder()).join(other);
            fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
            fs::read(path).ok()
        });
        let is_swapped = theirs.is_some_and(|bytes| sha256(bytes) == digest);
        Some(match is_swapped {
            true => say!(deliveries::file_swapped, delivery = delivery, file = file),
            false => say!(deliveries::file_replayed, delivery = delivery, file = other),
        })
    }

    /// The signed comment; `None` without a key to check by.
    fn comment(&self, bytes: &[u8], signature: &[u8]) -> Option<Result<Comment, Message>> {
        let key = self.key?;
        let text = String::from_utf8_lossy(signature);
        let comment = envelope().check(bytes, &text, key);
        Some(
            comment
                .and_then(|text| serde_json::from_str(&text).map_err(|_| say!(deliveries::comment_strange))),
        )
    }

    /// Opens an archive if it can be opened, and checks its content.
    fn open(
        &self,
        bytes: &[u8],
        archive: &str,
        (institution, as_of): (&str, &str),
        place: &Place,
        checked: &mut Checked,
        faults: &mut Findings,
    ) {
        let opened = match (names::is_sealed(archive), self.identity) {
            (false, _) => pack::unpack(bytes),
            (true, Some(identity)) => envelope().open(bytes, identity).and_then(|bytes| pack::unpack(&bytes)),
            (true, None) => return,
        };
        let content = opened.and_then(|content| {
            let is_own = content.institution == institution && content.as_of == as_of;
            let differs = checked.firms.is_some_and(|firms| firms != content.firms);
            match (is_own, differs) {
                (true, false) => Ok(content),
                (true, true) => Err(say!(deliveries::content_firms, firms = content.firms)),
                (false, _) => Err(say!(
                    deliveries::content_foreign,
                    institution = content.institution,
                    as_of = content.as_of
                )),
            }
        });
        match content {
            Ok(content) => (checked.firms, checked.is_opened) = (Some(content.firms), true),
            Err(message) => faults.push(altered(place.clone(), message, say!(deliveries::altered_help))),
        }
    }

    /// Checks a delivery without a line: its signature, and the content if it can be opened.
    pub(super) fn alone(&self, path: &Path, faults: &mut Findings) -> Result<Checked, Finding> {
        let archive = if path.is_dir() { archive_in(path)? } else { path.to_owned() };
        let archive_name = archive.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if !names::is_archive(&archive_name) {
            return Err(Finding::new(Code::FileKind, place(path), say!(deliveries::no_delivery))
                .help(say!(deliveries::no_delivery_help)));
        }
        let bytes = read(&archive)?;
        let signature = archive.with_file_name(names::signature(&archive_name));
        let mut checked = Checked {
            delivery: archive_name.clone(),
            seq: None,
            institution: None,
            as_of: None,
            firms: None,
            is_sealed: names::is_sealed(&archive_name),
            is_opened: false,
            is_unchanged: false,
        };
        let mut found = Findings::new();
        let comment = match read(&signature) {
            Ok(signature_bytes) => self.comment(&bytes, &signature_bytes),
            Err(fault) if fault.code == Code::FileUnreadable => {
                let message = say!(deliveries::file_missing);
                found.push(altered(place(&signature), message, say!(deliveries::signature_missing_help)));
                None
            }
            Err(fault) => return Err(fault),
        };
        match comment {
            Some(Ok(comment)) => {
                if comment.file != archive_name {
                    found.push(altered(place(&archive), comment.foreign(), say!(deliveries::altered_help)));
                }
                let expected = (comment.institution.as_str(), comment.as_of.as_str());
                self.open(&bytes, &archive_name, expected, &place(&archive), &mut checked, &mut found);
                checked.seq = Some(comment.seq);
                (checked.institution, checked.as_of) = (Some(comment.institution), Some(comment.as_of));
            }
            Some(Err(message)) => {
                found.push(altered(place(&signature), message, say!(deliveries::altered_help)));
            }
            None => {}
        }
        let sums = archive.with_file_name(SM3);
        if !checked.is_sealed && sums.is_file() {
            let find = |name: &str| (name == archive_name).then_some(bytes.as_slice());
            if let Err(message) = pack::check_sums(&read(&sums)?, find) {
                found.push(altered(place(&sums), message, say!(deliveries::altered_help)));
            }
        }
        checked.is_unchanged = found.is_empty() && faults.is_empty();
        faults.extend(found);
        Ok(checked)
    }

    /// Notes deliveries that no line of the log names.
    pub(super) fn orphans(&self, known: &BTreeSet<&str>, faults: &mut Findings) {
        for other in entries(&self.deliveries).unwrap_or_default() {
            if known.contains(other.as_str()) {
                continue;
            }
            let path = self.deliveries.join(&other);
            let Some(name) = Name::of(&other) else {
                faults.push(altered(
                    place(&path),
                    say!(deliveries::stranger),
                    say!(deliveries::stranger_help),
                ));
                continue;
            };
            let message = match self.seq_of(&path, &name) {
                Some(seq) => say!(deliveries::orphan_of, seq = seq),
                None => say!(deliveries::orphan),
            };
            faults.push(altered(place(&path), message, say!(deliveries::orphan_help)));
        }
    }

    /// The line's number that a delivery's signature gives.
    fn seq_of(&self, path: &Path, name: &Name) -> Option<u64> {
        [true, false].into_iter().find_map(|is_sealed| {
            let archive = name.archive(is_sealed);
            let bytes = read(&path.join(&archive)).ok()?;
            let signature = read(&path.join(names::signature(&archive))).ok()?;
            Some(self.comment(&bytes, &signature)?.ok()?.seq)
        })
    }
}

/// The one archive in a folder.
fn archive_in(folder: &Path) -> Result<PathBuf, Finding> {
    let names = entries(folder).map_err(|error| Finding::unreadable(place(folder), &error))?;
    let mut archives = names.into_iter().filter(|name| names::is_archive(name));
    match (archives.next(), archives.next()) {
        (Some(archive), None) => Ok(folder.join(archive)),
        _ => Err(Finding::new(Code::FileKind, place(folder), say!(deliveries::no_delivery))
            .help(say!(deliveries::no_delivery_help))),
    }
}
