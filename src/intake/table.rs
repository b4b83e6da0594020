//! The text as a table: delimiter, header, records, typed columns.

use memchr::memchr;

use super::columns::{self, Mark, Plan, broken};
use super::encoding::TORN;
use super::fields::Rule;
use super::header::{self, Binding};
use super::marks::Marks;
use super::reading::Reading;
use super::records::{self, MOST_BYTES, QUOTE, Row, Rows, closing};
use super::{FirmsFile, ReadColumn, source};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::{Column, Dictionary};
use crate::memory;
use crate::parameters::Source;
use crate::progress::Progress;

/// What stands between cells, most usual first.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// The most columns of a file: what a spreadsheet holds.
const MOST_COLUMNS: usize = 1 << 14;

/// The file, read but not yet judged.
#[derive(Debug)]
pub(super) struct Table {
    /// How its rows are read.
    pub reading: Reading,
    /// The field that tells firms apart.
    pub id_field: usize,
    /// What each column of the file was taken for.
    pub layout: Vec<ReadColumn>,
    /// Per column of the file: its cells.
    pub columns: Vec<Option<Column>>,
    /// Where each row of `columns` stands.
    pub rows: Vec<Row>,
    /// The rows that are in no column, if there are any.
    pub short: Option<Short>,
    /// What is wrong with rows and cells, in the order of rows.
    pub marks: Vec<Mark>,
    /// What is wrong with the header, none of it an error.
    pub findings: Findings,
}

/// Rows of fewer bytes than a row has delimiters, which have no place in columns: of a file of broken lines the columns would
/// be many times as large as the file.
#[derive(Debug, Default)]
pub(super) struct Short {
    /// All rows of the file.
    pub all: Vec<Row>,
    /// Per row of the columns: its position among all.
    pub at: Vec<u32>,
    /// A mark for each row that is too short, at its position among all.
    pub marks: Vec<Mark>,
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
    let named = headers.iter().rposition(|header| !header.trim().is_empty()).unwrap_or_default();
    let (rows, short) = without_short(text, rows, named);
    memory::room(plan.bytes(rows.rows.len()) + text.len() / 4, place)?;
    let columns::Table { columns, faults: marks } =
        columns::read(text, &rows, &plan, progress, |mark, _| mark);
    let read = binding.headers.iter().zip(&binding.columns).map(|(header, bound)| ReadColumn {
        header: header.clone(),
        field: bound.as_ref().map(|bound| bound.field),
        unit: bound.as_ref().and_then(|bound| bound.unit.clone()),
    });
    let layout = read.collect();
    let bound = binding.columns.iter().map(|bound| bound.as_ref().map(|bound| bound.field)).collect();
    let Binding { dictionary, id_field, headers, findings, .. } = binding;
    let reading = Reading { plan, headers, bound, dictionary };
    Ok(Table { reading, id_field, layout, columns, rows: rows.rows, short, marks, findings })
}

/// Parts `rows` of fewer than `least` bytes, which cannot have a cell under each named header, from the others.
fn without_short(text: &str, rows: Rows, least: usize) -> (Rows, Option<Short>) {
    let is_short = |row: &Row| ((row.end - row.start) as usize) < least;
    if !rows.rows.iter().any(is_short) {
        return (rows, None);
    }
    let (mut whole, mut short) = (Rows::default(), Short::default());
    let mut unclosed = rows.unclosed.iter().copied().peekable();
    for (at, row) in (0..).zip(&rows.rows) {
        let is_unclosed = unclosed.next_if_eq(&at).is_some();
        if is_short(row) {
            let code = broken(row.of(text), is_unclosed, true).unwrap_or(Code::RowWidth);
            short.marks.push(Mark::new(at, code, None));
            continue;
        }
        if is_unclosed {
            whole.unclosed.push(whole.rows.len() as u32);
        }
        whole.rows.push(*row);
        short.at.push(at);
    }
    short.all = rows.rows;
    (whole, Some(short))
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
