//! The text as a table: delimiter, header, records, typed columns.

use std::sync::Arc;

use memchr::memchr;

use super::columns::{self, Plan, RowFault};
use super::encoding::TORN;
use super::fields::Rule;
use super::header::{self, Binding};
use super::marks::Marks;
use super::records::{self, MOST_BYTES, QUOTE, Row, Rows, closing};
use super::{FirmsFile, ReadColumn, source};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Column, Dictionary};
use crate::parameters::Source;
use crate::progress::Progress;

/// What stands between cells, most usual first.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// The most columns of a file: what a spreadsheet holds.
const MOST_COLUMNS: usize = 1 << 14;

/// The file, read but not yet judged.
#[derive(Debug)]
pub(super) struct Table {
    /// The fields of this run.
    pub dictionary: Dictionary,
    /// The field that tells firms apart.
    pub id_field: usize,
    /// The headers as messages name them.
    pub headers: Vec<Arc<str>>,
    /// What each column of the file was taken for.
    pub layout: Vec<ReadColumn>,
    /// Per column of the file: the field it is bound to.
    pub bound: Vec<Option<usize>>,
    /// Per column of the file: its cells.
    pub columns: Vec<Option<Column>>,
    /// Where each row stands.
    pub rows: Vec<Row>,
    /// What is wrong with rows and cells, in the order of rows.
    pub faults: Vec<RowFault>,
    /// What is wrong with the header, none of it an error.
    pub findings: Findings,
    /// What stands between cells.
    pub delimiter: u8,
}

/// Reads `text`, the file at `place`.
///
/// # Errors
/// Faults of the header, and of a file without one or without rows, all at once.
pub(super) fn read(
    text: &str,
    place: &Place,
    file: &FirmsFile,
    parameters: &Source,
    dictionary: &Dictionary,
    progress: &dyn Progress,
) -> Result<Table, Findings> {
    let delimiter = delimiter(text);
    let mut rows = records::rows(text, delimiter);
    let (header_place, headers) = header_cells(text, &rows, delimiter, place)?;
    let bound = header::bind(&headers, &header_place, dictionary, file, parameters);
    let is_empty = rows.rows.len() < 2;
    let binding = match (bound, is_empty) {
        (Ok(binding), false) => binding,
        (bound, is_empty) => {
            let mut findings = bound.map_or_else(|findings| findings, |_| Findings::new());
            if is_empty {
                findings.push(
                    Finding::new(Code::FileHeaderOnly, header_place, "holds a header and no row")
                        .help("export the table again with its rows: a filter may have let none through"),
                );
            }
            findings.sort();
            return Err(findings);
        }
    };
    without_header(&mut rows);
    let plan = plan(&binding, file, place, delimiter)?;
    let columns::Table { columns, faults } = columns::read(text, &rows, &plan, progress);
    let read = binding.headers.iter().zip(&binding.columns).map(|(header, bound)| ReadColumn {
        header: header.clone(),
        field: bound.as_ref().map(|bound| bound.field),
        unit: bound.as_ref().and_then(|bound| bound.unit.clone()),
    });
    Ok(Table {
        layout: read.collect(),
        bound: binding.columns.iter().map(|bound| bound.as_ref().map(|bound| bound.field)).collect(),
        dictionary: binding.dictionary,
        id_field: binding.id_field,
        headers: binding.headers,
        columns,
        rows: rows.rows,
        faults,
        findings: binding.findings,
        delimiter,
    })
}

/// The delimiter the header holds most often outside quotation marks; a comma if it holds none.
fn delimiter(text: &str) -> u8 {
    let header = header_onwards(text.as_bytes());
    let mut counts = [0; DELIMITERS.len()];
    let mut at = 0;
    let (mut begins_cell, mut closes) = (true, true);
    while let Some(&byte) = header.get(at).filter(|byte| !matches!(byte, b'\n' | b'\r')) {
        let quoted = begins_cell && byte == QUOTE && closes;
        let quoted_end = if quoted { closing(header, at + 1) } else { None };
        // A mark that does not close is a fault told later: what stands behind it is not searched for another.
        closes &= !quoted || quoted_end.is_some();
        let delimiter = DELIMITERS.iter().position(|&delimiter| delimiter == byte);
        delimiter.into_iter().for_each(|found| counts[found] += 1);
        begins_cell = delimiter.is_some();
        at = quoted_end.unwrap_or(at) + 1;
    }
    // Of equal counts the last is the greatest, and the most usual delimiter is to win.
    let most = (0..DELIMITERS.len()).rev().max_by_key(|&at| counts[at]);
    DELIMITERS[most.unwrap_or(0)]
}

/// The text from its first line that is not blank, as far as a header may reach.
fn header_onwards(bytes: &[u8]) -> &[u8] {
    let is_line_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let text = bytes.iter().position(|byte| *byte != b' ' && !is_line_end(byte)).unwrap_or(bytes.len());
    let start = bytes[..text].iter().rposition(is_line_end).map_or(0, |end| end + 1);
    &bytes[start..bytes.len().min(start + MOST_BYTES)]
}

/// The header's place and cells.
fn header_cells(
    text: &str,
    rows: &Rows,
    delimiter: u8,
    place: &Place,
) -> Result<(Place, Vec<String>), Finding> {
    let Some(&row) = rows.rows.first() else {
        return Err(source::empty(place, "holds nothing but blank lines"));
    };
    let place = place.clone().at_line(row.line);
    let record = row.of(text);
    let fault = |code, message: &str, help: &str| Err(Finding::new(code, place.clone(), message).help(help));
    if record.len() > MOST_BYTES {
        let message = format!("the header is longer than {MOST_BYTES} bytes");
        return Err(
            Finding::new(Code::RecordTooLong, place, message).help("the first line must hold the headers")
        );
    }
    if rows.unclosed.first() == Some(&0) {
        let message = "a quotation mark opens in the header and does not close";
        return fault(Code::QuoteUnclosed, message, "close it, or double one that is text");
    }
    if record.contains(TORN) {
        let message = "the header holds bytes that are no text in the file's encoding";
        return fault(Code::FileEncoding, message, "save the file again as UTF-8 or GB18030");
    }
    if memchr(0, record.as_bytes()).is_some() {
        let message = "the header holds zero bytes, which are no text";
        return fault(Code::FileBinary, message, "export the table again as CSV");
    }
    let columns = records::cells(record, delimiter).count();
    if columns > MOST_COLUMNS {
        let message = format!("the header has {columns} columns, and at most {MOST_COLUMNS} are read");
        let help = "export the columns that the scorecard and the lists need";
        return Err(Finding::new(Code::RecordTooLong, place, message).help(help));
    }
    Ok((place.clone(), records::cells(record, delimiter).map(|cell| cell.into_owned()).collect()))
}

fn without_header(rows: &mut Rows) {
    rows.rows.remove(0);
    rows.unclosed.iter_mut().for_each(|row| *row -= 1);
}

fn plan(binding: &Binding, file: &FirmsFile, place: &Place, delimiter: u8) -> Result<Plan, Findings> {
    let marks = binding.dictionary.missing_values.iter().chain(&file.missing);
    let marks = Marks::new(marks.map(String::as_str));
    let mut findings = Findings::new();
    let rules = binding.columns.iter().map(|bound| {
        let Some(bound) = bound else { return Rule::Skip };
        let field = &binding.dictionary.fields[bound.field];
        Rule::new(field, field.name == binding.dictionary.primary_key, bound, &marks, place).unwrap_or_else(
            |finding| {
                findings.push(finding);
                Rule::Skip
            },
        )
    });
    let rules = rules.collect();
    findings.or_stop(Plan { delimiter, marks, rules }).map(|(plan, _)| plan)
}
