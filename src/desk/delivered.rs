//! Deliveries read back from a desk's folder: the log `deliveries.jsonl`, and the firms of each delivery.
//!
//! Each line of the log names the hash of the line before, so that lines that were removed or reordered are
//! noticed. The hash of a line's own content, and the seal, are for `jifen verify` to check.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use jiff::civil::Date;
use serde::Deserialize;

use crate::finding::{Code, Finding, Findings, Place, cause};
use crate::memory;
use crate::parameters::sha256;
use crate::publish::without_apostrophe;
use crate::words::{Message, say};

/// The log of deliveries in a desk's folder.
pub(super) const LOG: &str = "deliveries.jsonl";
/// The folder of deliveries, and the table of firms in each of them.
const FOLDER: &str = "deliveries";
const FIRMS: &str = "firms.csv";
/// Columns of that table; the second has the name of the campaign's id.
const COLUMNS: [&str; 8] = ["place", "", "firm_name", "segment", "region", "industry", "points", "grade"];
/// Position of the column with ids.
const ID: usize = 1;
/// Hash before the first line.
const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Bytes of memory per byte of a file: measured, with a margin.
const UNPACKED: usize = 4;

/// One delivery of a list to an institution.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivered {
    /// Position in the log, from 1.
    pub seq: u32,
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

/// A firm of a delivery.
#[derive(Clone, Debug, PartialEq)]
pub struct DeliveredFirm {
    /// Place on the list, from 1.
    pub place: u32,
    /// The firm's id.
    pub id: String,
    /// Registered name; empty if unknown.
    pub name: String,
    /// Id of the segment; empty without one.
    pub segment: String,
    /// Code of the region; empty if unknown.
    pub region: String,
    /// Code of the industry; empty if unknown.
    pub industry: String,
    /// Published points.
    pub points: Option<f64>,
    /// Grade; empty without one.
    pub grade: String,
}

/// The keys of a line that are read.
#[derive(Deserialize)]
struct Line {
    seq: u32,
    at: String,
    campaign: String,
    as_of: String,
    institution: String,
    delivery: String,
    files: BTreeMap<String, Digest>,
    firms: usize,
    previous: String,
    hash: String,
}

/// Digests of a file: SHA-256 alone, or by name.
#[derive(Deserialize)]
#[serde(untagged)]
enum Digest {
    Sha256(String),
    Named { sha256: String },
}

impl Digest {
    fn sha256(&self) -> &str {
        match self {
            Digest::Sha256(digest) | Digest::Named { sha256: digest } => digest,
        }
    }
}

/// Reads every delivery in the desk's folder, in the order of the log.
///
/// # Errors
/// No log; lines that are no delivery, do not follow one another, or whose firms are missing or changed: all
/// at once.
pub fn read_deliveries(desk: &Path) -> Result<Vec<Delivered>, Findings> {
    let path = desk.join(LOG);
    let place = Place::file(path.display().to_string());
    let text = read_text(&path, &place)
        .map_err(|fault| if path.exists() { fault } else { fault.help(say!(answers::no_deliveries_help)) })?;
    let (mut all, mut faults) = (Vec::new(), Findings::new());
    let mut previous = BEGINNING.to_owned();
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    for (seq, (at, line)) in (1..).zip(lines) {
        let place = place.clone().at_line(at);
        let line: Line = match serde_json::from_str(line) {
            Ok(line) => line,
            Err(_) => {
                faults.push(edited(place, say!(answers::log_line)));
                break;
            }
        };
        if line.previous != previous || line.seq != seq {
            faults.push(edited(place, say!(answers::log_chain)));
            break;
        }
        previous.clone_from(&line.hash);
        match delivery(desk, line, place) {
            Ok(delivery) => all.push(delivery),
            Err(fault) => faults.push(fault),
        }
    }
    if all.is_empty() && !faults.has_errors() {
        let message = say!(answers::log_empty);
        faults.push(Finding::new(Code::FileEmpty, place, message).help(say!(answers::no_deliveries_help)));
    }
    faults.or_stop(all).map(|(all, _)| all)
}

/// The delivery of a line at `place`, with its firms.
fn delivery(desk: &Path, line: Line, place: Place) -> Result<Delivered, Finding> {
    // RFC 3339 begins with the day.
    let days = (line.at.get(..10).and_then(|day| day.parse::<Date>().ok()), line.as_of.parse::<Date>());
    let (Some(day), Ok(as_of)) = days else { return Err(edited(place, say!(answers::log_line))) };
    if !is_plain(&line.delivery) {
        return Err(edited(place, say!(answers::log_folder, folder = &line.delivery)));
    }
    let path = desk.join(FOLDER).join(&line.delivery).join(FIRMS);
    let of_firms = Place::file(path.display().to_string());
    let text = read_text(&path, &of_firms)?;
    let digest = line.files.get(FIRMS).map(Digest::sha256);
    if digest.is_some_and(|digest| digest != sha256(text.as_bytes())) {
        return Err(edited(of_firms, say!(answers::firms_changed)));
    }
    let (id_header, firms) = firms(&text, &of_firms)?;
    if firms.len() != line.firms {
        let message = say!(answers::firms_counted, firms = firms.len(), said = line.firms);
        return Err(edited(of_firms, message));
    }
    let Line { seq, campaign, institution, delivery, .. } = line;
    Ok(Delivered { seq, day, campaign, as_of, institution, delivery, id_header, firms })
}

/// Whether `name` is the name of a single folder, on any system.
fn is_plain(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let is_one =
        matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name);
    is_one && !name.contains(['\\', ':', '\0'])
}

/// The rows of a delivery's table, and the header of its ids.
fn firms(text: &str, place: &Place) -> Result<(String, Vec<DeliveredFirm>), Finding> {
    let strange = |line: u32| edited(place.clone().at_line(line), say!(answers::firms_strange));
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().map_err(|_| strange(1))?.clone();
    let is_column = |(at, (own, name)): (usize, (&str, &&str))| at == ID || own == *name;
    if header.len() != COLUMNS.len() || !header.iter().zip(&COLUMNS).enumerate().all(is_column) {
        return Err(strange(1));
    }
    let mut firms = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let line = u32::try_from(reader.position().line()).unwrap_or(u32::MAX);
        if !reader.read_record(&mut record).map_err(|_| strange(line))? {
            break;
        }
        let cell = |at: usize| without_apostrophe(record.get(at).unwrap_or_default()).to_owned();
        let points = match record.get(6).unwrap_or_default() {
            "" => None,
            points => {
                Some(points.parse::<f64>().ok().filter(|x| x.is_finite()).ok_or_else(|| strange(line))?)
            }
        };
        firms.push(DeliveredFirm {
            place: record.get(0).and_then(|place| place.parse().ok()).ok_or_else(|| strange(line))?,
            id: Some(cell(ID)).filter(|id| !id.is_empty()).ok_or_else(|| strange(line))?,
            name: cell(2),
            segment: cell(3),
            region: cell(4),
            industry: cell(5),
            points,
            grade: cell(7),
        });
    }
    let id = header.get(ID).map(without_apostrophe).filter(|id| !id.is_empty()).ok_or_else(|| strange(1))?;
    Ok((id.to_owned(), firms))
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

/// Finding for a file of the desk that is not as it was written.
fn edited(place: Place, message: Message) -> Finding {
    Finding::new(Code::TargetEdited, place, message).help(say!(answers::restore_help))
}
