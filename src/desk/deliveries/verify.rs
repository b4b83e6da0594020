//! Whether deliveries are as they were handed over: files against the log, signatures, and the content of a
//! sealed list for whoever can open it.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use super::check::{By, Checked, altered, place};
use super::keys::Keys;
use super::log::{LOG, Line, Log};
use super::names::{DELIVERIES, Name};
use super::secret::Secret;
use crate::finding::{Code, Finding, Findings};
use crate::words::say;

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

fn listed<S: serde::Serializer>(faults: &Findings, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(faults.iter())
}

/// Verifies one delivery: its folder, or its archive with the signature beside it. A folder of a desk is
/// compared with the desk's log.
///
/// # Errors
/// A path that is no delivery; a key that cannot be read; [`Code::OptionMissing`] if there is neither a key
/// nor a log to check by.
pub fn verify_delivery(
    path: &Path,
    desk: Option<&Path>,
    keys: Option<&Keys>,
    identity: Option<&Secret>,
) -> Result<Verified, Finding> {
    let checkers = keys.map(Keys::checkers).transpose()?.unwrap_or_default();
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
    if let Some(desk) = desk.as_deref().filter(|desk| is_new(desk)) {
        return Err(no_delivery_yet(desk));
    }
    if log.is_none() && checkers.is_empty() {
        return Err(Finding::new(Code::OptionMissing, place(path), say!(deliveries::no_means))
            .help(say!(deliveries::no_means_help)));
    }
    let by = By::new(&checkers, identity, log.as_ref(), desk.as_deref());
    let mut faults = log.as_ref().map(|log| log.faults.clone()).unwrap_or_default();
    let line = match (&log, &name) {
        (Some(log), Some(name)) => {
            let of_this = |(_, line): &&(u32, Line)| line.delivery == name.folder();
            let line = log.lines.iter().find(of_this).map(|(_, line)| line);
            if line.is_none() {
                faults.push(altered(place(path), say!(deliveries::orphan), say!(deliveries::orphan_help)));
            }
            // Another name than a delivery's reaches no path.
            line.filter(|line| line.name().is_some())
        }
        _ => None,
    };
    let checked = match line {
        Some(line) => by.in_desk(folder, line, &mut faults),
        None => by.alone(path, log.as_ref(), &mut faults)?,
    };
    faults.sort();
    Ok(Verified {
        deliveries: vec![checked],
        lines: None,
        head: None,
        signer: checkers.into_iter().next().map(|key| key.name),
        faults,
    })
}

/// Whether a desk has neither a log nor deliveries.
fn is_new(desk: &Path) -> bool {
    !desk.join(LOG).exists() && !desk.join(DELIVERIES).exists()
}

/// The fault of a desk without deliveries.
fn no_delivery_yet(desk: &Path) -> Finding {
    Finding::new(Code::FileUnreadable, place(desk), say!(deliveries::no_log))
        .help(say!(deliveries::no_log_help))
}

/// Verifies the log of a desk and every delivery in it. `head` is a line's hash that was noted down earlier.
///
/// # Errors
/// A log or a key that cannot be read.
pub fn verify_log(desk: &Path, keys: Option<&Keys>, head: Option<&str>) -> Result<Verified, Finding> {
    let checkers = keys.map(Keys::checkers).transpose()?.unwrap_or_default();
    if is_new(desk) {
        return Err(no_delivery_yet(desk));
    }
    let log = Log::read(desk)?;
    let by = By::new(&checkers, None, Some(&log), Some(desk));
    let mut faults = log.faults.clone();
    if let Some(Err(fault)) = head.map(|head| log.check_head(head)) {
        faults.push(fault);
    }
    let mut known = BTreeSet::new();
    let mut deliveries = Vec::new();
    for (_, line) in &log.lines {
        // Other names have their faults in the log, and reach no path.
        if line.name().is_some() && known.insert(line.delivery.as_str()) {
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
        signer: checkers.into_iter().next().map(|key| key.name),
        faults,
    })
}
