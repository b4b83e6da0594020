//! Deliveries read back from a desk's folder: each line of its log with the firms of that delivery.
//!
//! Signatures, and archives against their digests, are for `jifen verify` to check.

use std::fs;
use std::path::Path;

use jiff::civil::Date;

pub use super::deliveries::DeliveredFirm;
use super::deliveries::{DELIVERIES, FIRMS, LOG, Line, Log, edited, read_firms};
use crate::finding::{Code, Finding, Findings, Place, cause};
use crate::memory;
use crate::parameters::sha256;
use crate::words::say;

/// Bytes of memory per byte of a file: measured, with a margin.
const UNPACKED: usize = 4;

/// One delivery of a list to an institution.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivered {
    /// Position in the log, from 1.
    pub seq: u64,
    /// Day it was handed over, in the log's own time zone.
    pub day: Date,
    /// Id of the campaign.
    pub campaign: String,
    /// As-of day of the list.
    pub as_of: Date,
    /// Id of the institution.
    pub institution: String,
    /// Name of its folder.
    pub delivery: String,
    /// Header of the firms' ids.
    pub id_header: String,
    /// Its firms, by place.
    pub firms: Vec<DeliveredFirm>,
}

/// Reads every delivery in the desk's folder, in the order of the log.
///
/// # Errors
/// No log; lines that are not as they were written; firms that are missing or changed: all at once.
pub fn read_deliveries(desk: &Path) -> Result<Vec<Delivered>, Findings> {
    let log = Log::read(desk)?;
    let path = desk.join(LOG);
    if log.lines.is_empty() && log.faults.is_empty() {
        let place = Place::file(path.display().to_string());
        let help = say!(answers::no_deliveries_help);
        let fault = match fs::metadata(&path) {
            Err(error) => Finding::unreadable(place, &error),
            Ok(_) => Finding::new(Code::FileEmpty, place, say!(answers::log_empty)),
        };
        return Err(fault.help(help).into());
    }
    let mut faults = log.faults.clone();
    faults = faults.or_stop(()).map(|((), faults)| faults)?;
    let mut all = Vec::new();
    for (number, line) in &log.lines {
        match delivery(desk, line, log.place(*number)) {
            Ok(delivery) => all.push(delivery),
            Err(fault) => faults.push(fault),
        }
    }
    faults.or_stop(all).map(|(all, _)| all)
}

/// The delivery of a line at `place`, with its firms.
fn delivery(desk: &Path, line: &Line, place: Place) -> Result<Delivered, Finding> {
    let strange = || edited(place.clone(), say!(answers::log_line));
    let name = line.name().ok_or_else(strange)?;
    let day = line.day().ok_or_else(strange)?;
    let path = desk.join(DELIVERIES).join(name.folder()).join(FIRMS);
    let of_firms = Place::file(path.display().to_string());
    let text = read_text(&path, &of_firms)?;
    if line.files.get(FIRMS).is_none_or(|digests| digests.sha256 != sha256(text.as_bytes())) {
        return Err(edited(of_firms, say!(answers::firms_changed)));
    }
    let (id_header, firms) = read_firms(&text, &of_firms)?;
    if firms.len() != line.firms {
        let message = say!(answers::firms_counted, firms = firms.len(), said = line.firms);
        return Err(edited(of_firms, message));
    }
    Ok(Delivered {
        seq: line.seq,
        day,
        campaign: line.campaign.clone(),
        as_of: name.as_of,
        delivery: name.folder(),
        institution: name.institution,
        id_header,
        firms,
    })
}

/// The text of a regular file that fits into memory.
fn read_text(path: &Path, place: &Place) -> Result<String, Finding> {
    let unreadable = |error: std::io::Error| Finding::unreadable(place.clone(), &error);
    let found = fs::metadata(path).map_err(unreadable)?;
    if !found.is_file() {
        return Err(Finding::new(Code::FileKind, place.clone(), say!(answers::no_file))
            .help(say!(answers::restore_help)));
    }
    memory::room(usize::try_from(found.len()).unwrap_or(usize::MAX).saturating_mul(UNPACKED), place)?;
    let bytes = fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes)
        .map_err(|error| edited(place.clone(), say!(answers::not_text, cause = cause(&error.utf8_error()))))
}
