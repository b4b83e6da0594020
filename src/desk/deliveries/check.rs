//! Checks of one delivery, by the log, the bureau's key and the institution's.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::comment::Comment;
use super::envelope::envelope;
use super::keys::Checker;
use super::log::{Line, Log};
use super::names::{self, DELIVERIES, Name, SM3};
use super::pack::{self, Content};
use super::secret::Secret;
use crate::finding::{Code, Finding, Findings, Place};
use crate::memory;
use crate::parameters::sha256;
use crate::publish::is_litter;
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
    /// Public keys of the bureau, the present one first; none to check no signatures.
    keys: &'a [Checker],
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

/// Whether a fault is about the delivery: a key that does not open it says nothing of it.
fn is_changed(faults: &Findings) -> bool {
    faults.iter().any(|fault| fault.code != Code::KeyUnfit)
}

/// Names of a folder's entries.
fn entries(folder: &Path) -> io::Result<BTreeSet<String>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

/// Whether `file` is one of the delivery's, sealed or not.
fn has(name: &Name, file: &str) -> bool {
    [true, false].iter().any(|&is_sealed| name.files(is_sealed).contains(file))
}

impl Checked {
    /// The delivery of a line, of which nothing is checked yet.
    fn of(line: &Line) -> Checked {
        Checked {
            delivery: line.delivery.clone(),
            seq: Some(line.seq),
            institution: Some(line.institution.clone()),
            as_of: Some(line.as_of.clone()),
            firms: Some(line.firms),
            is_sealed: line.recipient.is_some(),
            is_opened: false,
            is_unchanged: false,
        }
    }

    /// An archive of which only the name is known.
    fn unknown(archive: &str) -> Checked {
        Checked {
            delivery: archive.to_owned(),
            seq: None,
            institution: None,
            as_of: None,
            firms: None,
            is_sealed: names::is_sealed(archive),
            is_opened: false,
            is_unchanged: false,
        }
    }
}

impl<'a> By<'a> {
    pub(super) fn new(
        keys: &'a [Checker],
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
        By { keys, identity, deliveries, owners }
    }

    /// Checks a folder of the desk against its line, whose name is that of a delivery.
    pub(super) fn in_desk(&self, folder: &Path, line: &Line, faults: &mut Findings) -> Checked {
        let mut found = Findings::new();
        let contents = self.files(folder, line, &mut found);
        let mut checked = Checked::of(line);
        let archive = line.archive();
        let content = |name: &str| contents.get(name).map(Vec::as_slice);
        let signature = names::signature(&archive);
        if let (Some(bytes), Some(signature_bytes)) = (content(&archive), content(&signature)) {
            let fault = self.comment(bytes, signature_bytes).and_then(|comment| match comment {
                Ok(comment) => comment.fault(line, &archive),
                Err(message) => Some(message),
            });
            if let Some(message) = fault {
                let place = place(&folder.join(&signature));
                found.push(altered(place, message, say!(deliveries::altered_help)));
            }
        }
        if let Some(bytes) = content(&archive) {
            let expected = Some((line.institution.as_str(), line.as_of.as_str()));
            self.open(bytes, expected, &folder.join(&archive), &mut checked, &mut found);
        }
        checked.is_unchanged = !is_changed(&found);
        faults.extend(found);
        checked
    }

    /// Compares the files of a folder with those of a line, and returns those that are equal.
    fn files<'l>(&self, folder: &Path, line: &'l Line, found: &mut Findings) -> BTreeMap<&'l str, Vec<u8>> {
        let mut contents = BTreeMap::new();
        let Ok(there) = entries(folder) else {
            let place = place(folder);
            found.push(altered(place, say!(deliveries::folder_missing), say!(deliveries::missing_help)));
            return contents;
        };
        let is_other = |name: &&String| !line.files.contains_key(*name) && !is_litter(name);
        for other in there.iter().filter(is_other) {
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
                    None => drop(contents.insert(file.as_str(), bytes)),
                },
            }
        }
        contents
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
        let theirs = Name::of(delivery).filter(|name| has(name, other)).and_then(|name| {
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
        let text = String::from_utf8_lossy(signature);
        let check = |key: &Checker| envelope().check(bytes, &text, &key.public);
        let first = check(self.keys.first()?);
        // The fault of the present key, unless another one fits.
        let others = self.keys.iter().skip(1).map(check).find(Result::is_ok);
        let comment = if first.is_ok() { first } else { others.unwrap_or(first) };
        Some(
            comment
                .and_then(|text| serde_json::from_str(&text).map_err(|_| say!(deliveries::comment_strange))),
        )
    }

    /// Opens an archive if it can be opened, and checks its content; `expected` is its institution and
    /// as-of day, if known.
    fn open(
        &self,
        bytes: &[u8],
        expected: Option<(&str, &str)>,
        archive: &Path,
        checked: &mut Checked,
        faults: &mut Findings,
    ) {
        let help = || say!(deliveries::altered_help);
        let unpacked = match (checked.is_sealed, self.identity) {
            (false, _) => pack::unpack(bytes),
            (true, None) => return,
            (true, Some(identity)) => match envelope().open(bytes, identity) {
                Ok(bytes) => pack::unpack(&bytes),
                Err(unopened) => {
                    let help = if unopened.is_key { say!(deliveries::identity_other_help) } else { help() };
                    let code = if unopened.is_key { Code::KeyUnfit } else { Code::DeliveryAltered };
                    faults.push(Finding::new(code, place(archive), unopened.message).help(help));
                    return;
                }
            },
        };
        let content = unpacked.and_then(|content| {
            let own = (content.institution.as_str(), content.as_of.as_str());
            if expected.is_some_and(|expected| expected != own) {
                let Content { institution, as_of, .. } = content;
                return Err(say!(deliveries::content_foreign, institution = institution, as_of = as_of));
            }
            match checked.firms {
                Some(firms) if firms != content.firms => {
                    Err(say!(deliveries::content_firms, firms = content.firms))
                }
                _ => Ok(content),
            }
        });
        match content {
            Ok(content) => (checked.firms, checked.is_opened) = (Some(content.firms), true),
            Err(message) => faults.push(altered(place(archive), message, help())),
        }
    }

    /// Checks a delivery outside its desk: its signature by the key, archive and signature by the line of
    /// the archive, and the content if it can be opened.
    ///
    /// # Errors
    /// A path that is no delivery; [`Code::OptionMissing`] without a key and without a line.
    pub(super) fn alone(
        &self,
        path: &Path,
        log: Option<&Log>,
        faults: &mut Findings,
    ) -> Result<Checked, Finding> {
        let archive = if path.is_dir() { archive_in(path)? } else { path.to_owned() };
        let name = archive.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if !names::is_archive(&name) {
            return Err(Finding::new(Code::FileKind, place(path), say!(deliveries::no_delivery))
                .help(say!(deliveries::no_delivery_help)));
        }
        let bytes = read(&archive)?;
        let digest = sha256(&bytes);
        let has_archive =
            |line: &&Line| line.files.get(&line.archive()).is_some_and(|file| file.sha256 == digest);
        let line = log.and_then(|log| log.lines.iter().map(|(_, line)| line).find(has_archive));
        if line.is_none() && self.keys.is_empty() {
            let message = say!(deliveries::archive_unlogged);
            return Err(Finding::new(Code::OptionMissing, place(&archive), message)
                .help(say!(deliveries::archive_unlogged_help)));
        }
        let mut found = Findings::new();
        let mut checked = line.map_or_else(|| Checked::unknown(&name), Checked::of);
        checked.delivery.clone_from(&name);
        let signature = archive.with_file_name(names::signature(&name));
        let comment = match read(&signature) {
            Ok(signature_bytes) => self.signed(&bytes, &signature_bytes, line, &name),
            Err(fault) if fault.code == Code::FileUnreadable => {
                let place = place(&signature);
                let help = say!(deliveries::signature_missing_help);
                found.push(altered(place, say!(deliveries::file_missing), help));
                Ok(None)
            }
            Err(fault) => return Err(fault),
        };
        match comment {
            Ok(Some(comment)) => {
                if log.is_some() && line.is_none() {
                    let place = place(&archive);
                    found.push(altered(place, say!(deliveries::orphan), say!(deliveries::orphan_help)));
                }
                checked.seq = Some(comment.seq);
                (checked.institution, checked.as_of) = (Some(comment.institution), Some(comment.as_of));
            }
            Ok(None) => {}
            Err(message) => {
                found.push(altered(place(&signature), message, say!(deliveries::altered_help)));
            }
        }
        let known = checked.institution.clone().zip(checked.as_of.clone());
        let expected = known.as_ref().map(|(institution, as_of)| (institution.as_str(), as_of.as_str()));
        self.open(&bytes, expected, &archive, &mut checked, &mut found);
        let sums = archive.with_file_name(SM3);
        if !checked.is_sealed && sums.is_file() {
            let find = |other: &str| (other == name).then_some(bytes.as_slice());
            if let Err(message) = pack::check_sums(&read(&sums)?, &[&name], find) {
                found.push(altered(place(&sums), message, say!(deliveries::altered_help)));
            }
        }
        checked.is_unchanged = !is_changed(&found) && !is_changed(faults);
        faults.extend(found);
        Ok(checked)
    }

    /// The comment of a signature of the archive `name`, checked by the key and by the line as far as there
    /// are any; `None` without a key.
    fn signed(
        &self,
        bytes: &[u8],
        signature: &[u8],
        line: Option<&Line>,
        name: &str,
    ) -> Result<Option<Comment>, Message> {
        let comment = self.comment(bytes, signature).transpose()?;
        if let Some(comment) = comment.as_ref().filter(|comment| comment.file != name) {
            return Err(comment.foreign());
        }
        let Some(line) = line else { return Ok(comment) };
        let own = line.files.get(&names::signature(&line.archive()));
        if own.is_none_or(|own| own.sha256 != sha256(signature)) {
            return Err(say!(deliveries::file_altered));
        }
        match comment.as_ref().and_then(|comment| comment.fault(line, name)) {
            Some(message) => Err(message),
            None => Ok(comment),
        }
    }

    /// Notes deliveries that no line of the log names.
    pub(super) fn orphans(&self, known: &BTreeSet<&str>, faults: &mut Findings) {
        for other in entries(&self.deliveries).unwrap_or_default() {
            // Hidden ones are the system's or a running delivery's.
            if known.contains(other.as_str()) || other.starts_with('.') {
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
    let is_archive = |name: &String| names::is_archive(name) && !name.starts_with('.');
    let mut archives = names.into_iter().filter(is_archive);
    match (archives.next(), archives.next()) {
        (Some(archive), None) => Ok(folder.join(archive)),
        _ => Err(Finding::new(Code::FileKind, place(folder), say!(deliveries::no_delivery))
            .help(say!(deliveries::no_delivery_help))),
    }
}
