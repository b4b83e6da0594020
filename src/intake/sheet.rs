//! Small tables of texts other than cohorts: rows of cells, each row with its line.

use std::path::Path;
use std::sync::Arc;

use super::Encoding;
use super::delimiter::{self, Delimiter};
use super::encoding::{self, TORN};
use super::records::{self, cells};
use super::source::{self, Accepted, Source};
use crate::finding::{Code, Finding, Place};
use crate::firms::width::folded;
use crate::parameters;
use crate::words::say;

/// Greatest number of bytes of such a table: a thousand rows of a kilobyte.
const MOST_BYTES: usize = 1 << 20;

/// A small table as written in its file.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The file as the user named it.
    pub name: Arc<str>,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// Rows in file order, blank ones omitted.
    pub rows: Vec<SheetRow>,
}

/// A row of a small table.
#[derive(Clone, Debug)]
pub struct SheetRow {
    /// Physical line from 1.
    pub line: u32,
    /// Cells in half-width form, trimmed.
    pub cells: Vec<String>,
}

/// The text of the table at `path`, in UTF-8, UTF-16 or GB18030, for callers that read its cells themselves.
///
/// # Errors
/// As [`read_sheet`], except for quotation marks.
pub fn read_text(path: &Path) -> Result<parameters::Source, Finding> {
    let Text { text, place, .. } = Text::read(path)?;
    if let Some((at, _)) = text.lines().enumerate().find(|(_, line)| line.contains(TORN)) {
        return Err(torn(place.at_line(u32::try_from(at + 1).unwrap_or(u32::MAX))));
    }
    Ok(parameters::Source::new(path.display().to_string(), text))
}

/// The decoded text of a file.
struct Text {
    source: Source,
    text: String,
    place: Place,
}

impl Text {
    fn read(path: &Path) -> Result<Text, Finding> {
        let place = Place::file(source::name(path));
        let source =
            Source::read(path, &place, Encoding::Auto, Accepted::Text).map_err(|fault| match fault.code {
                Code::FileEmpty => fault.help(say!(intake::sheet_empty_help)),
                _ => fault,
            })?;
        let text = encoding::decode(&source.bytes, Encoding::Auto, &place)?.0.to_string();
        if text.len() > MOST_BYTES {
            let message = say!(intake::sheet_too_long, most = MOST_BYTES);
            let help = say!(intake::sheet_too_long_help);
            return Err(Finding::new(Code::FileTooLarge, place, message).help(help));
        }
        Ok(Text { source, text, place })
    }
}

/// The fault of a row with invalid bytes.
fn torn(place: Place) -> Finding {
    Finding::new(Code::CellEncoding, place, say!(intake::row_torn)).help(say!(intake::save_again_help))
}

/// Reads the table at `path`: CSV with commas, tabs or semicolons, in UTF-8, UTF-16 or GB18030.
///
/// # Errors
/// As a cohort's file: unreadable, empty, binary, invalid bytes, unclosed quotation marks; also longer than 1
/// MiB.
pub fn read_sheet(path: &Path) -> Result<Sheet, Finding> {
    let Text { source, text, place } = Text::read(path)?;
    let name = source::name(path);
    let Delimiter { byte: delimiter, told } = delimiter::of(&text, &place)?;
    let found = records::rows(&text, delimiter);
    if let Some(&row) = found.unclosed.first() {
        let place = place.at_line(found.rows[row as usize].line);
        let help = say!(intake::help_quote_unclosed);
        return Err(Finding::new(Code::QuoteUnclosed, place, say!(intake::sheet_quote)).help(help));
    }
    let mut rows = Vec::with_capacity(found.rows.len());
    // The line that declares the delimiter is no row.
    for row in found.rows.iter().skip(usize::from(told)) {
        let record = row.of(&text);
        if record.contains(TORN) {
            return Err(torn(place.at_line(row.line)));
        }
        let cells: Vec<String> = cells(record, delimiter).map(|cell| folded(&cell).into_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(SheetRow { line: row.line, cells });
        }
    }
    let sha256 = source.sha256();
    Ok(Sheet { name, sha256, rows })
}
