//! `firms.csv`, the firms of a delivery by their ids: written by `jifen deliver`, read back by the desk.

use crate::finding::{Code, Finding, Place};
use crate::publish::{push_text, without_apostrophe};
use crate::words::{Message, say};

/// Columns of the table; the second has the name of the campaign's id.
const COLUMNS: [&str; 8] = ["place", "", "firm_name", "segment", "region", "industry", "points", "grade"];
/// Position of the column with ids.
const ID: usize = 1;
/// Mark by which spreadsheets recognise UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

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

/// A firm as it is written: its id, name, segment, region and industry, points as published, and grade.
pub(super) struct Row<'a> {
    pub id: &'a str,
    pub before: [&'a str; 4],
    pub points: String,
    pub grade: &'a str,
}

/// The table of these firms, by place; `id` is the header of their ids.
pub(super) fn write<'a>(id: &str, firms: impl Iterator<Item = Row<'a>>) -> Vec<u8> {
    let mut text = BYTE_ORDER_MARK.to_string().into_bytes();
    for (at, column) in COLUMNS.iter().enumerate() {
        if at > 0 {
            text.push(b',');
        }
        push_text(&mut text, if at == ID { id } else { column });
    }
    text.push(b'\n');
    for (place, firm) in (1_usize..).zip(firms) {
        text.extend_from_slice(format!("{place},").as_bytes());
        push_text(&mut text, firm.id);
        for cell in firm.before {
            text.push(b',');
            push_text(&mut text, cell);
        }
        text.extend_from_slice(format!(",{},", firm.points).as_bytes());
        push_text(&mut text, firm.grade);
        text.push(b'\n');
    }
    text
}

/// The rows of a delivery's table at `place`, and the header of its ids.
///
/// # Errors
/// [`Code::TargetEdited`] for any other table.
pub(in crate::desk) fn read(text: &str, place: &Place) -> Result<(String, Vec<DeliveredFirm>), Finding> {
    let strange = |line: u32| edited(place.clone().at_line(line), say!(answers::firms_strange));
    let mut reader = csv::Reader::from_reader(text.trim_start_matches(BYTE_ORDER_MARK).as_bytes());
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

/// Finding for a file of the desk that is not as it was written.
pub(in crate::desk) fn edited(place: Place, message: Message) -> Finding {
    Finding::new(Code::TargetEdited, place, message).help(say!(answers::restore_help))
}
