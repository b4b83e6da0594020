//! The lists of a run, sealed, signed and logged.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::Offset;
use rayon::prelude::*;
use serde::Serialize;

use super::comment::Comment;
use super::envelope::envelope;
use super::keys::{Keys, Recipient, Signer};
use super::lists::{List, Lists};
use super::log::{Appender, Digests, Line};
use super::names::{self, DELIVERIES, FIRMS, Name, SM3};
use super::pack;
use super::secret::Secret;
use crate::desk::{desk_of, relative};
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::sha256;
use crate::progress::Progress;
use crate::publish::{NewFolder, Output};
use crate::words::say;

/// What to deliver.
#[derive(Clone, Debug)]
pub struct Options {
    /// Output folder of a finished run.
    pub run: PathBuf,
    /// The desk's folder; `None` for `desk` beside the run's folder.
    pub desk: Option<PathBuf>,
    /// Ids of the institutions; empty for all.
    pub to: Vec<String>,
    /// The keys folder.
    pub keys: PathBuf,
    /// Time of the deliveries in the log; `None` for now.
    pub at: Option<Timestamp>,
}

/// Deliveries that were made.
#[derive(Clone, Debug, Serialize)]
pub struct Delivered {
    /// The desk's folder.
    pub desk: PathBuf,
    /// Lines of the log, in the order of the run's lists.
    pub lines: Vec<Line>,
    /// Hash of the log's last line.
    pub head: String,
    /// Short name of the key that signed.
    pub signer: String,
}

/// A delivery whose list is sealed, but not signed or logged yet.
struct Sealed {
    name: Name,
    folder: NewFolder,
    archive: String,
    sealed: PathBuf,
    files: BTreeMap<String, Digests>,
    firms: usize,
    recipient: Option<String>,
}

/// Seals, signs and logs the lists of a run. Every list is sealed before the first one is signed, so that a
/// fault leaves the desk as it was; then each delivery appears whole, followed by its line in the log.
///
/// # Errors
/// A folder that is no run's output; keys that are missing, unfit or the same for two institutions; a log
/// that is not as it was written; [`Code::TargetUnwritable`].
pub fn deliver(
    options: &Options,
    passphrase: Option<Secret>,
    progress: &dyn Progress,
) -> Result<Delivered, Findings> {
    let output = Output::open(&options.run)?;
    let package = output.package()?;
    let lists = Lists::read(&output, &options.to)?;
    let keys = Keys::new(&options.keys);
    let (signer, recipients) = keys_of(&keys, &lists, passphrase)?;
    let desk = desk(options, &lists)?;
    let mut log = Appender::open(&desk)?;
    progress.begin(&say!(deliveries::sealing), lists.all.len() as u64);
    let pairs = lists.all.par_iter().zip(&recipients);
    let sealed: Result<Vec<Sealed>, Finding> = pairs
        .map(|(list, recipient)| {
            let name = next_name(&desk, &lists, list);
            let archive = name.archive(*recipient != Recipient::Unsealed);
            let about = pack::About {
                output: &output,
                package: &package,
                lists: &lists,
                signer: &signer.name,
                archive: &archive,
                is_sealed: *recipient != Recipient::Unsealed,
            };
            let sealed = seal(&desk, about, list, &name, recipient);
            progress.advance(1);
            sealed
        })
        .collect();
    let mut lines = Vec::new();
    for one in sealed? {
        let at = options.at.unwrap_or_else(Timestamp::now);
        lines.push(hand_over(one, &lists, &signer, at, &mut log)?);
    }
    Ok(Delivered { head: log.next().1.to_owned(), desk, lines, signer: signer.name })
}

/// The desk's folder: the one asked for, else that beside the run.
///
/// # Errors
/// The campaign names another desk: it would not find the deliveries there.
fn desk(options: &Options, lists: &Lists) -> Result<PathBuf, Finding> {
    if let Some(desk) = &options.desk {
        return Ok(desk.clone());
    }
    let beside = desk_of(&options.run);
    match &lists.desk {
        Some(named) if relative(&options.run, &beside).as_ref() != Some(named) => {
            let message = say!(deliveries::desk_other, desk = named, beside = beside.display().to_string());
            let place = Place::file(options.run.join("run.json").display().to_string()).in_column("desk");
            let folder = options.run.join(named).display().to_string();
            Err(Finding::new(Code::OptionMissing, place, message)
                .help(say!(deliveries::desk_other_help, desk = folder)))
        }
        _ => Ok(beside),
    }
}

/// The keys that are needed; their faults are reported together.
fn keys_of(
    keys: &Keys,
    lists: &Lists,
    passphrase: Option<Secret>,
) -> Result<(Signer, Vec<Recipient>), Findings> {
    let mut faults = Findings::new();
    let mut recipients: Vec<Recipient> = Vec::new();
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for list in &lists.all {
        match keys.recipient(&list.institution) {
            Err(fault) => faults.push(fault),
            Ok(recipient) => {
                if let Recipient::Sealed(key) = &recipient
                    && let Some(other) = owners.insert(key.clone(), &list.institution)
                {
                    let file = keys.recipient_file(&list.institution).display().to_string();
                    let message = say!(deliveries::recipient_shared, other = other);
                    faults.push(
                        Finding::new(Code::KeyUnfit, Place::file(file), message)
                            .help(say!(deliveries::recipient_shared_help)),
                    );
                }
                recipients.push(recipient);
            }
        }
    }
    // A key that does not sign is found before any work.
    let signer = keys.signer(passphrase).and_then(|signer| signer.sign(&[], "").map(|_| signer));
    match signer {
        Ok(signer) => faults.or_stop((signer, recipients)).map(|(found, _)| found),
        Err(fault) => {
            faults.push(fault);
            Err(faults)
        }
    }
}

/// The first name that no delivery of this institution and day has.
fn next_name(desk: &Path, lists: &Lists, list: &List) -> Name {
    let name = |number| Name { as_of: lists.as_of, institution: list.institution.clone(), number };
    let is_free = |name: &Name| desk.join(DELIVERIES).join(name.folder()).symlink_metadata().is_err();
    (1..u32::MAX).map(name).find(is_free).unwrap_or_else(|| name(u32::MAX))
}

fn seal(
    desk: &Path,
    about: pack::About<'_>,
    list: &List,
    name: &Name,
    recipient: &Recipient,
) -> Result<Sealed, Finding> {
    let packed = pack::pack(about, list)?;
    let target = desk.join(DELIVERIES).join(name.folder());
    let folder = NewFolder::begin(&target)?;
    let mut files = BTreeMap::new();
    let is_sealed = about.is_sealed;
    let mut put = |file: &str, bytes: &[u8]| {
        folder.write(file, bytes)?;
        let sm3 = (!is_sealed).then(|| pack::sm3(bytes));
        files.insert(file.to_owned(), Digests { sha256: sha256(bytes), sm3 });
        Ok::<(), Finding>(())
    };
    let recipient = match recipient {
        Recipient::Sealed(key) => {
            let unfit = |cause| Finding::new(Code::KeyUnfit, Place::file(about.archive), cause);
            put(about.archive, &envelope().seal(&packed, key).map_err(unfit)?)?;
            Some(key.clone())
        }
        Recipient::Unsealed => {
            put(about.archive, &packed)?;
            put(SM3, pack::sum(&packed, about.archive).as_bytes())?;
            None
        }
    };
    put(FIRMS, &about.lists.firms(list))?;
    let (name, archive) = (name.clone(), about.archive.to_owned());
    let sealed = folder.path(&archive);
    Ok(Sealed { name, folder, archive, sealed, files, firms: list.firms.len(), recipient })
}

/// Signs a sealed list, lets its folder appear and appends its line to the log.
fn hand_over(
    one: Sealed,
    lists: &Lists,
    signer: &Signer,
    at: Timestamp,
    log: &mut Appender,
) -> Result<Line, Finding> {
    let Sealed { name, folder, archive, sealed, mut files, firms, recipient } = one;
    let (seq, previous) = log.next();
    let comment = Comment {
        campaign: lists.campaign.clone(),
        as_of: name.as_of.to_string(),
        institution: name.institution.clone(),
        seq,
        file: archive.clone(),
        previous: previous.to_owned(),
    };
    let comment = serde_json::to_string(&comment).unwrap_or_default();
    let bytes = std::fs::read(&sealed)
        .map_err(|error| Finding::unreadable(Place::file(sealed.display().to_string()), &error))?;
    let signature = signer.sign(&bytes, &comment)?;
    let file = names::signature(&archive);
    folder.write(&file, signature.as_bytes())?;
    let sm3 = recipient.is_none().then(|| pack::sm3(signature.as_bytes()));
    files.insert(file, Digests { sha256: sha256(signature.as_bytes()), sm3 });
    folder.finish()?;
    log.append(Line {
        seq,
        at: in_china(at),
        campaign: lists.campaign.clone(),
        as_of: name.as_of.to_string(),
        run: lists.run.clone(),
        institution: name.institution.clone(),
        delivery: name.folder(),
        files,
        firms,
        recipient,
        previous: String::new(),
        hash: String::new(),
    })
}

/// A time in China, to the second.
fn in_china(at: Timestamp) -> String {
    let at = Timestamp::from_second(at.as_second()).unwrap_or(at);
    at.display_with_offset(Offset::constant(8)).to_string()
}
