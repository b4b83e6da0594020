//! Whether deliveries are as they were handed over: files against the log, signatures, and what is in a sealed
//! list for whoever can open it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::envelope::envelope;
use super::keys::Keys;
use super::log::{LOG, Line, Log};
use super::names::{self, DELIVERIES, Name, SM3};
use super::secret::Secret;
use super::{Comment, pack};
use crate::finding::{Code, Finding, Findings, Place};
use crate::memory;
use crate::parameters::sha256;
use crate::words::{Message, say};

/// The result of a verification.
#[derive(Clone, Debug, Serialize)]
pub struct Verified {
    /// Deliveries that were checked.
    pub deliveries: Vec<Checked>,
    /// Number of lines of the log, if the log was checked.
    pub lines: Option<usize>,
    /// Hash of the log's last line, if the log was checked.
    pub head: Option<String>,
    /// Short name of the key by which signatures were checked; `None` if they were not.
    pub signer: Option<String>,
    /// Whatever is not as it was handed over.
    #[serde(serialize_with = "listed")]
    pub faults: Findings,
}

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

fn listed<S: serde::Serializer>(faults: &Findings, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(faults.iter())
}

/// What deliveries are checked by.
struct By<'a> {
    /// Public key of the bureau.
    key: Option<&'a str>,
    /// Secret key of the institution.
    identity: Option<&'a Secret>,
    /// Folder of the deliveries in the desk, beside the log.
    deliveries: PathBuf,
    /// Deliveries and file names by SHA-256.
    owners: BTreeMap<&'a str, (&'a str, &'a str)>,
}

/// Verifies one delivery: its folder, or its archive with the signature beside it. A folder of a desk is compared
/// with the desk's log.
///
/// # Errors
/// A path that is no delivery; a key that cannot be read; [`Code::OptionMissing`] if there is neither a key nor a
/// log to check by.
pub fn verify_delivery(
    path: &Path,
    desk: Option<&Path>,
    keys: Option<&Keys>,
    identity: Option<&Secret>,
) -> Result<Verified, Finding> {
    let signer = keys.map(Keys::checker).transpose()?;
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new(".")) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let whole = folder.canonicalize().map_err(|error| Finding::unreadable(place(path), &error))?;
    let name = whole.file_name().and_then(|name| Name::of(name.to_str()?));
    let own_desk = || {
        let above =
            whole.parent().filter(|above| above.file_name().is_some_and(|name| name == DELIVERIES))?;
        above.parent().filter(|desk| desk.join(LOG).is_file()).map(Path::to_owned)
    };
    let desk = desk.map(Path::to_owned).or_else(own_desk);
    let log = desk.as_deref().map(Log::read).transpose()?;
    if log.is_none() && signer.is_none() {
        return Err(Finding::new(Code::OptionMissing, place(path), say!(deliveries::no_means))
            .help(say!(deliveries::no_means_help)));
    }
    let by = By::new(signer.as_ref().map(|(key, _)| key.as_str()), identity, log.as_ref(), desk.as_deref());
    let mut faults = Findings::new();
    let line = match (&log, &name) {
        (Some(log), Some(name)) => {
            let of_this = |(_, line): &&(u32, Line)| line.delivery == name.folder();
            let line = log.lines.iter().find(of_this).map(|(_, line)| line);
            if line.is_none() {
                faults.push(altered(place(path), say!(deliveries::orphan), say!(deliveries::orphan_help)));
            }
            line
        }
        _ => None,
    };
    let checked = match line {
        Some(line) => by.in_desk(folder, line, &mut faults),
        None => by.alone(path, &mut faults)?,
    };
    faults.sort();
    Ok(Verified {
        deliveries: vec![checked],
        lines: None,
        head: None,
        signer: signer.map(|(_, name)| name),
        faults,
    })
}

/// Verifies the log of a desk and every delivery in it. `head` is the hash of a line that was noted down earlier.
///
/// # Errors
/// A log or a key that cannot be read.
pub fn verify_log(desk: &Path, keys: Option<&Keys>, head: Option<&str>) -> Result<Verified, Finding> {
    let signer = keys.map(Keys::checker).transpose()?;
    let path = desk.join(LOG);
    fs::metadata(&path).map_err(|error| Finding::unreadable(place(&path), &error))?;
    let log = Log::read(desk)?;
    let by = By::new(signer.as_ref().map(|(key, _)| key.as_str()), None, Some(&log), Some(desk));
    let mut faults = log.faults.clone();
    if let Some(Err(fault)) = head.map(|head| log.check_head(head)) {
        faults.push(fault);
    }
    let mut known = BTreeSet::new();
    let mut deliveries = Vec::new();
    for (number, line) in &log.lines {
        let name = Name::of(&line.delivery).filter(|name| {
            let is_own = name.institution == line.institution && name.as_of.to_string() == line.as_of;
            is_own && line.files.keys().all(|file| name.has(file))
        });
        let help = || say!(deliveries::line_help);
        if name.is_none() {
            faults.push(altered_line(log.place(*number), say!(deliveries::line_strange), help()));
        } else if !known.insert(line.delivery.as_str()) {
            faults.push(altered_line(log.place(*number), say!(deliveries::line_twice), help()));
        } else {
            let path = desk.join(DELIVERIES).join(&line.delivery);
            deliveries.push(by.in_desk(&path, line, &mut faults));
        }
    }
    by.orphans(&known, &mut faults);
    faults.sort();
    Ok(Verified {
        deliveries,
        lines: Some(log.lines.len()),
        head: Some(log.head().to_owned()),
        signer: signer.map(|(_, name)| name),
        faults,
    })
}

fn place(path: &Path) -> Place {
    Place::file(path.display().to_string())
}

fn altered(place: Place, message: Message, help: Message) -> Finding {
    Finding::new(Code::DeliveryAltered, place, message).help(help)
}

fn altered_line(place: Place, message: Message, help: Message) -> Finding {
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
    fn new(
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
    fn in_desk(&self, folder: &Path, line: &Line, faults: &mut Findings) -> Checked {
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
    fn alone(&self, path: &Path, faults: &mut Findings) -> Result<Checked, Finding> {
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
    fn orphans(&self, known: &BTreeSet<&str>, faults: &mut Findings) {
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

impl Comment {
    /// The comment of the delivery in this line.
    fn of(line: &Line, file: &str) -> Comment {
        Comment {
            campaign: line.campaign.clone(),
            as_of: line.as_of.clone(),
            institution: line.institution.clone(),
            seq: line.seq,
            file: file.to_owned(),
            previous: line.previous.clone(),
        }
    }

    /// The fault of a signature that belongs to another delivery.
    fn foreign(&self) -> Message {
        say!(
            deliveries::signature_of_other,
            seq = self.seq,
            institution = &self.institution,
            as_of = &self.as_of,
            file = &self.file
        )
    }
}
