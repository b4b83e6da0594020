//! Findings of the faults of a workbook.

use super::workbook::{Bound, Damage, Fault, Foreign};
use crate::finding::{Code, Finding, Place};
use crate::memory;
use crate::words::say;

/// The finding of `fault` in the workbook or worksheet at `place`.
pub(super) fn finding(fault: &Fault, place: &Place) -> Finding {
    match fault {
        Fault::Foreign(kind) => {
            let kind = foreign(*kind);
            let message = say!(intake::workbook_foreign, kind = kind);
            Finding::new(Code::FileBinary, place.clone(), message)
                .help(say!(intake::workbook_foreign_help, kind = kind))
        }
        Fault::NoWorkbook | Fault::NoWorksheet { .. } => damaged(place, "", "missing", ""),
        Fault::Damaged { part, damage } => {
            let (kind, detail) = damage_of(damage);
            damaged(place, part, kind, &detail)
        }
        Fault::TooLarge { part, bound } => {
            let (kind, most) = match *bound {
                Bound::Unpacked(most) => ("unpacked", most),
                Bound::Text(most) => ("text", most as u64),
                Bound::Stretch(most) => ("stretch", most as u64),
                Bound::Merges(most) => ("merges", most as u64),
                Bound::Entries(most) => ("entries", most as u64),
                Bound::Listed(most) => ("listed", most as u64),
            };
            let message = say!(intake::workbook_too_large, part = part, kind = kind, most = most);
            Finding::new(Code::FileTooLarge, place.clone(), message)
                .help(say!(intake::workbook_too_large_help))
        }
        Fault::Memory { bytes } => memory::short(place, Some(*bytes)),
    }
}

fn damaged(place: &Place, part: &str, kind: &str, detail: &str) -> Finding {
    let message = match part {
        "" => say!(intake::workbook_damaged, kind = kind, detail = detail),
        part => say!(intake::workbook_part_damaged, part = part, kind = kind, detail = detail),
    };
    Finding::new(Code::FileUnreadable, place.clone(), message).help(say!(intake::workbook_damaged_help))
}

fn foreign(kind: Foreign) -> &'static str {
    match kind {
        Foreign::Unknown => "unknown",
        Foreign::Password => "password",
        Foreign::OldExcel => "xls",
        Foreign::Compound => "compound",
        Foreign::Binary => "xlsb",
        Foreign::Macros => "macros",
        Foreign::OpenDocument => "ods",
        Foreign::Document => "document",
        Foreign::Slides => "slides",
        Foreign::Archive => "zip",
    }
}

/// The kind of damage, and the text that says more about it.
fn damage_of(damage: &Damage) -> (&'static str, String) {
    match damage {
        Damage::Directory(_) => ("directory", String::new()),
        Damage::Duplicate => ("duplicate", String::new()),
        Damage::Encrypted => ("encrypted", String::new()),
        Damage::Compression(name) => ("compression", name.clone()),
        Damage::Cut => ("cut", String::new()),
        Damage::Deflate => ("deflate", String::new()),
        Damage::Checksum => ("checksum", String::new()),
        Damage::Encoding(name) => ("encoding", name.clone()),
        Damage::Utf8 { at } => ("utf8", at.to_string()),
        Damage::Xml { at, .. } => ("xml", at.to_string()),
        Damage::Root(name) => ("root", name.clone()),
        Damage::Missing(name) => ("absent", name.clone()),
        Damage::Reference(text) => ("reference", text.clone()),
        Damage::Cell(cell) => ("cell", cell.to_string()),
        Damage::Row(row) => ("row", row.to_string()),
        Damage::SharedString { cell, .. } => ("string", cell.to_string()),
        Damage::Style { cell, .. } => ("style", cell.to_string()),
    }
}
