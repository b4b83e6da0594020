//! The lists of a run, sealed, signed and logged.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::Offset;
use rayon::prelude::*;
use serde::Serialize;

use super::before::Before;
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
use crate::publish::{NewFolder, Output, unwritable};
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
    /// Whether lists are delivered that were delivered before, or whose run was corrected since.
    pub again: bool,
    /// Whether keys may differ from those of earlier deliveries.
    pub new_keys: bool,
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
    target: PathBuf,
    archive: String,
    sealed: PathBuf,
    files: BTreeMap<String, Digests>,
    firms: usize,
    recipient: Option<String>,
}

/// Seals, signs and logs the lists of a run: all or none. Every list is sealed and signed before the first
/// delivery appears, and the log gets all lines at once; what fails takes the others away again.
///
/// # Errors
/// A folder that is no run's output; keys that are missing, unfit, the same for two institutions or other
/// than before; a list that was delivered before; a log that is not as it was written;
/// [`Code::TargetUnwritable`].
pub fn deliver(
    options: &Options,
    passphrase: Option<&Secret>,
    progress: &dyn Progress,
) -> Result<Delivered, Findings> {
    let output = Output::open(&options.run)?;
    let package = output.package()?;
    let lists = Lists::read(&output, &options.to)?;
    let keys = Keys::new(&options.keys);
    let (signer, recipients) = keys_of(&keys, &lists, passphrase)?;
    let desk = desk(options, &lists)?;
    let mut log = Appender::open(&desk)?;
    let before = Before { desk: &desk, log: log.log() };
    if !options.again {
        before.refuse_again(&options.run, &lists)?;
    }
    if !options.new_keys {
        before.refuse_new_keys(&keys, &signer, &lists, &recipients)?;
    }
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
    let (mut lines, mut folders) = (Vec::new(), Vec::new());
    for one in sealed? {
        let at = options.at.unwrap_or_else(Timestamp::now);
        let (line, folder, target) = sign(one, &lists, &signer, at, &log)?;
        lines.push(log.add(line));
        folders.push((folder, target));
    }
    let head = log.next().1.to_owned();
    appear(folders, log)?;
    Ok(Delivered { head, desk, lines, signer: signer.name })
}

/// Lets the folders appear and writes their lines. After a fault neither is there.
fn appear(folders: Vec<(NewFolder, PathBuf)>, log: Appender) -> Result<(), Findings> {
    let mut made: Vec<PathBuf> = Vec::new();
    let finished = folders.into_iter().try_for_each(|(folder, target)| {
        folder.finish()?;
        made.push(target);
        Ok::<(), Finding>(())
    });
    let Err(fault) = finished.and_then(|()| log.commit()) else { return Ok(()) };
    let mut faults = Findings::from(fault);
    for target in made {
        if let Err(error) = std::fs::remove_dir_all(&target) {
            faults.push(unwritable(Place::file(target.display().to_string()), &error));
        }
    }
    Err(faults)
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
    passphrase: Option<&Secret>,
) -> Result<(Signer, Vec<Recipient>), Findings> {
    let mut faults = Findings::new();
    let mut recipients: Vec<Recipient> = Vec::new();
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    let is_missing = |id: &&str| !keys.recipient_file(id).exists();
    let missing: Vec<&str> =
        lists.all.iter().map(|list| list.institution.as_str()).filter(is_missing).collect();
    for list in &lists.all {
        match keys.recipient(&list.institution) {
            Err(fault) if missing.contains(&list.institution.as_str()) => {
                faults.push(fault.help(keys.missing_help(&missing)));
            }
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
    match keys.signer(passphrase) {
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
    Ok(Sealed { name, folder, target, archive, sealed, files, firms: list.firms.len(), recipient })
}

/// Signs a sealed list. Returns its line, which lacks only its own hash, and its folder and target.
fn sign(
    one: Sealed,
    lists: &Lists,
    signer: &Signer,
    at: Timestamp,
    log: &Appender,
) -> Result<(Line, NewFolder, PathBuf), Finding> {
    let Sealed { name, folder, target, archive, sealed, files, firms, recipient } = one;
    let (seq, previous) = log.next();
    let mut line = Line {
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
        key: signer.key().to_owned(),
        previous: previous.to_owned(),
        hash: String::new(),
    };
    let comment = serde_json::to_string(&Comment::of(&line, &archive)).unwrap_or_default();
    let bytes = std::fs::read(&sealed)
        .map_err(|error| Finding::unreadable(Place::file(sealed.display().to_string()), &error))?;
    let signature = signer.sign(&bytes, &comment)?;
    let file = names::signature(&archive);
    folder.write(&file, signature.as_bytes())?;
    let sm3 = line.recipient.is_none().then(|| pack::sm3(signature.as_bytes()));
    line.files.insert(file, Digests { sha256: sha256(signature.as_bytes()), sm3 });
    Ok((line, folder, target))
}

/// A time in China, to the second.
fn in_china(at: Timestamp) -> String {
    let at = Timestamp::from_second(at.as_second()).unwrap_or(at);
    at.display_with_offset(Offset::constant(8)).to_string()
}
