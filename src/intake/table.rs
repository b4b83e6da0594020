//! The text as a table: delimiter, header, records, typed columns.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use memchr::memchr;

use super::columns::typed::{self, Unfit};
use super::columns::{self, Mark, Plan, broken};
use super::days;
use super::delimiter::{self, Delimiter};
use super::encoding::TORN;
use super::fields::{DateRule, Rule};
use super::header::found::{self, Known, SOUGHT, TopRow};
use super::header::years::Dated;
use super::header::{self, Binding};
use super::marks::Marks;
use super::reading::Reading;
use super::records::{self, MOST_BYTES, Row, Rows};
use super::values::{Columnar, DELIMITER};
use super::{FirmsFile, ReadColumn, ShortRows, ids, source};
use crate::finding::{Code, Finding, Findings, Place};
use crate::firms::width::key;
use crate::firms::{Column, Dictionary, Value};
use crate::memory;
use crate::parameters::Source;
use crate::progress::Progress;
use crate::words::{Message, say};

/// Most columns of a file: a spreadsheet's limit.
const MOST_COLUMNS: usize = 1 << 14;
/// Most bytes of a row during reading, cells excluded: measured.
const PER_ROW: usize = 64;

/// The file, read but not judged.
#[derive(Debug)]
pub(super) struct Table {
    /// The rules its rows are read by.
    pub reading: Reading,
    /// The field and unit of each column of the file.
    pub layout: Vec<ReadColumn>,
    /// Per column of the file: its cells.
    pub columns: Vec<Option<Column>>,
    /// The position of each row of `columns`.
    pub rows: Vec<Row>,
    /// Rows without columns, if there are any.
    pub short: Option<Short>,
    /// Faults of rows and cells, in row order.
    pub marks: Vec<Mark>,
    /// Findings of the header, none of them an error.
    pub findings: Findings,
    /// Columns whose headers name a year.
    pub dated: Vec<Dated>,
    /// Filled cells of each column that a field claims, once the rows are judged.
    pub filled: Vec<Option<usize>>,
    /// The place of the header.
    pub header: Place,
    /// The first rows above the header.
    pub titles: Vec<TopRow>,
    /// Entries of the campaign that name what the table lacks, by their position in the campaign.
    pub idle_entries: Vec<(usize, Finding)>,
    /// Positions of the entries of the campaign that name what the table has.
    pub used: BTreeSet<usize>,
}

/// Rows with fewer bytes than a row has delimiters, which get no place in columns: for a file of broken lines
/// the columns would be many times as large as the file.
#[derive(Debug, Default)]
pub(super) struct Short {
    /// All rows of the file.
    pub all: Vec<Row>,
    /// Per row of the columns: its position among all.
    pub at: Vec<u32>,
    /// A mark for each row that is too short, at its position among all.
    pub marks: Vec<Mark>,
}

/// Headers and records of a table, cells not read yet.
#[derive(Debug)]
pub(super) struct Records<'a> {
    pub text: &'a str,
    /// Bytes of the unpacked file.
    pub unpacked: usize,
    /// The byte between cells.
    pub delimiter: u8,
    pub header: Place,
    /// Headers as written.
    pub headers: Vec<String>,
    /// Records below the header.
    pub rows: Rows,
    /// Whether they are the rows of a worksheet, in which a number has at most 15 digits and a formula may
    /// have no value.
    pub in_workbook: bool,
    /// Whether its days count from 1904.
    pub since_1904: bool,
}

impl Table {
    /// Whether the table has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.short.is_none()
    }

    /// All rows, those without columns included.
    pub fn all(&self) -> &[Row] {
        self.short.as_ref().map_or(&self.rows, |short| &short.all)
    }

    /// Each row with columns: its position in these, and among all rows.
    pub fn in_columns(&self) -> impl Iterator<Item = (u32, u32)> {
        let all = |row: u32| self.short.as_ref().map_or(row, |short| short.at[row as usize]);
        (0..self.rows.len() as u32).map(move |row| (row, all(row)))
    }

    /// Refuses a table that is a cohort of its own: one without rows, and entries of the campaign that name
    /// what it lacks.
    ///
    /// # Errors
    /// All of these.
    pub fn refuse_idle(&mut self) -> Result<(), Findings> {
        let mut faults: Findings = self.idle_entries.drain(..).map(|(_, finding)| finding).collect();
        if self.is_empty() {
            faults.push(header_only(self.header.clone()));
        }
        faults.sort();
        faults.or_stop(()).map(|_| ())
    }
}

/// Reads `text`, the file at `place` of `unpacked` bytes.
///
/// # Errors
/// Faults of the header; a file without a header or without rows; all at once.
pub(super) fn read(
    text: &str,
    unpacked: usize,
    place: &Place,
    file: &FirmsFile,
    parameters: &Source,
    dictionary: &Dictionary,
    progress: &dyn Progress,
) -> Result<Table, Findings> {
    let Delimiter { byte: delimiter, told } = delimiter::of(text, place)?;
    let body = without_end_mark(text);
    let fixed = memory::PROGRAM + text.len();
    let most = memory::most_rows(unpacked, fixed, PER_ROW).saturating_add(1);
    let Some(mut rows) = records::rows_up_to(most, body, delimiter) else {
        // The first line is the header.
        let count = records::count(body, delimiter).saturating_sub(1);
        let rows = memory::Rows { count, unpacked };
        return Err(rows.refused(fixed + count.saturating_mul(PER_ROW), place).into());
    };
    if told {
        without_first(&mut rows, 1);
    }
    let titles = titles(text, &rows, delimiter, dictionary, file);
    let top = rows.rows.iter().take(titles.min(SOUGHT)).map(|row| top_row(text, row, delimiter)).collect();
    without_first(&mut rows, titles);
    let (header, headers) = header_cells(text, &rows, delimiter, place)?;
    if let Some(row) = file.header_row.as_ref().filter(|row| Some(*row.get_ref()) != header.line) {
        return Err(no_header_row(*row.get_ref(), parameters.place(row.span().start)).into());
    }
    if let Some(fault) = delimiter::foreign(&headers, &header, dictionary, file) {
        return Err(fault.into());
    }
    without_first(&mut rows, 1);
    let at = header.line.unwrap_or(1);
    let (in_workbook, since_1904) = (false, false);
    let records = Records { text, unpacked, delimiter, header, headers, rows, in_workbook, since_1904 };
    let mut table = read_records(records, place, file, parameters, dictionary, progress)?;
    if titles > 0 && file.header_row.is_none() {
        table.findings.push(below_titles(place.clone().at_line(at), titles));
    }
    Ok(Table { titles: top, ..table })
}

/// The fault of a header row that the campaign names but the file lacks.
pub(super) fn no_header_row(row: u32, place: Place) -> Finding {
    Finding::new(
        Code::ValueInvalid,
        place.in_column("header_row"),
        say!(intake::header_row_absent, row = row),
    )
    .help(say!(intake::header_row_help))
}

/// The note on a header below titles.
pub(super) fn below_titles(place: Place, titles: usize) -> Finding {
    Finding::new(Code::HeaderBelow, place, say!(intake::header_below, titles = titles))
        .help(say!(intake::header_below_help))
}

/// Number of rows above the header.
fn titles(text: &str, rows: &Rows, delimiter: u8, dictionary: &Dictionary, file: &FirmsFile) -> usize {
    let row_at = file.header_row.as_ref().map(|row| *row.get_ref());
    if let Some(line) = row_at {
        return rows.rows.iter().position(|row| row.line >= line).unwrap_or(0);
    }
    let is_plain = |row: &&Row| (row.end - row.start) as usize <= MOST_BYTES;
    let cells = |row: &Row| top_row(text, row, delimiter);
    let top: Vec<TopRow> = rows.rows.iter().take(SOUGHT).take_while(is_plain).map(cells).collect();
    let known = Known::new(dictionary, file);
    found::find(&top, &[], &known, None).map_or(0, |found| found.above)
}

fn top_row(text: &str, row: &Row, delimiter: u8) -> TopRow {
    let cells = records::cells(row.of(text), delimiter).take(MOST_COLUMNS);
    TopRow { line: row.line, cells: cells.map(Cow::into_owned).collect() }
}

/// Reads the records of the table at `place`, which may have no rows.
///
/// # Errors
/// Faults of the header, all at once; of a table without rows also that.
pub(super) fn read_records(
    records: Records<'_>,
    place: &Place,
    file: &FirmsFile,
    parameters: &Source,
    dictionary: &Dictionary,
    progress: &dyn Progress,
) -> Result<Table, Findings> {
    let Records { text, unpacked, delimiter, header, headers, rows, in_workbook, since_1904 } = records;
    let binding = bound(&headers, &header, rows.rows.is_empty(), dictionary, file, parameters)?;
    let plan = Plan { in_workbook, since_1904, ..plan(&binding, file, place, delimiter)? };
    let all = rows.rows.len();
    let (rows, short) = without_short(text, rows, plan.least.saturating_sub(1));
    let fixed = memory::PROGRAM + text.len();
    let needed = fixed + all.saturating_mul(PER_ROW).saturating_add(plan.bytes(rows.rows.len()));
    memory::Rows { count: all, unpacked }.admit(needed, place)?;
    memory::room(plan.bytes(rows.rows.len()) + text.len() / 4, place)?;
    let columns::Table { columns, faults: mut marks, wide } =
        columns::read(text, &rows, &plan, progress, |mark, _| mark);
    if is_harmless(&wide, all, &columns, &marks, &binding.headed) {
        marks.retain(|mark| mark.code != Code::RowWidth || wide.binary_search(&mark.row).is_err());
    }
    Ok(Table { short, ..Table::new(binding, plan, header, file, columns, rows.rows, marks) })
}

/// A table whose columns are typed.
pub(super) struct Typed<'a> {
    pub values: &'a dyn Columnar,
    /// The names of the columns.
    pub headers: &'a [String],
    /// Bytes of all columns once unpacked.
    pub unpacked: usize,
    /// Whether columns of any type may be texts, for their looks alone.
    pub as_texts: bool,
}

/// Reads the rows of `typed`, the table at `place`.
///
/// # Errors
/// As [`read_records`]; a column of a type that its field cannot have.
pub(super) fn read_columns(
    typed: &Typed<'_>,
    place: &Place,
    file: &FirmsFile,
    parameters: &Source,
    dictionary: &Dictionary,
) -> Result<Table, Findings> {
    let &Typed { values, headers, unpacked, as_texts } = typed;
    let len = values.len();
    let binding = bound(headers, place, len == 0, dictionary, file, parameters)?;
    let plan = Plan { as_texts, ..plan(&binding, file, place, DELIMITER)? };
    let needed = plan.bytes(len).saturating_add(len.saturating_mul(PER_ROW));
    let fixed = memory::PROGRAM + unpacked;
    memory::Rows { count: len, unpacked }.admit(fixed.saturating_add(needed), place)?;
    memory::room(needed, place)?;
    let typed::Read { columns, marks, unfit } = typed::read(values, &plan);
    refuse_unfit(&unfit, values, &binding, place)?;
    Ok(Table::new(binding, plan, place.clone(), file, columns, values.rows(), marks))
}

/// The columns of a header bound to fields.
fn bound(
    headers: &[String],
    header: &Place,
    is_empty: bool,
    dictionary: &Dictionary,
    file: &FirmsFile,
    parameters: &Source,
) -> Result<Binding, Findings> {
    header::bind(headers, header, dictionary, file, parameters).map_err(|mut findings| {
        if is_empty {
            findings.push(header_only(header.clone()));
        }
        findings.sort();
        findings
    })
}

impl Table {
    fn new(
        binding: Binding,
        plan: Plan,
        header: Place,
        file: &FirmsFile,
        columns: Vec<Option<Column>>,
        rows: Vec<Row>,
        marks: Vec<Mark>,
    ) -> Table {
        let read = binding.headers.iter().enumerate().zip(&binding.columns);
        let read = read.map(|((at, header), bound)| ReadColumn {
            header: header.clone(),
            field: bound.as_ref().map(|bound| bound.field),
            near: binding.near.get(&at).copied(),
            unit: bound.as_ref().and_then(|bound| bound.unit.clone()),
            unit_origin: bound.as_ref().and_then(|bound| bound.unit_origin),
        });
        let layout = read.collect();
        let bound: Vec<Option<usize>> =
            binding.columns.iter().map(|bound| bound.as_ref().map(|bound| bound.field)).collect();
        let Binding { dictionary, id_field, headers, dated, findings, idle: idle_entries, used, .. } =
            binding;
        let idle = vec![false; bound.len()];
        let keep = file.keep.iter().map(|name| key(&ids::cleaned(name.trim()))).collect();
        let (is_supplement, given) = (file.is_supplement, Vec::new());
        let reading =
            Reading { plan, headers, bound, idle, dictionary, id_field, keep, is_supplement, given };
        Table {
            reading,
            layout,
            header,
            titles: Vec::new(),
            columns,
            rows,
            short: None,
            marks,
            filled: Vec::new(),
            findings,
            dated,
            idle_entries,
            used,
        }
    }
}

/// Refuses every column of a type that its field excludes.
fn refuse_unfit(
    unfit: &[Unfit],
    values: &dyn Columnar,
    binding: &Binding,
    place: &Place,
) -> Result<(), Findings> {
    let fault = |&Unfit { column, first }: &Unfit| {
        let field = &binding.dictionary.fields[binding.columns[column].as_ref()?.field];
        let line = u32::try_from(first + 1).unwrap_or(u32::MAX);
        let kind = field.kind().as_str();
        let dtype = values.dtype(column);
        let message = say!(intake::column_kind, dtype = dtype, name = &field.name, kind = kind);
        let help = say!(intake::column_kind_help, kind = kind);
        let place = place.clone().at_line(line).in_column(Arc::clone(&binding.headers[column]));
        Some(Finding::new(Code::ValueType, place, message).help(help))
    };
    let mut faults: Findings = unfit.iter().filter_map(fault).collect();
    faults.sort();
    faults.or_stop(()).map(|_| ())
}

/// The fault of a table without rows.
pub(super) fn header_only(header: Place) -> Finding {
    Finding::new(Code::FileHeaderOnly, header, say!(intake::header_only)).help(say!(intake::header_only_help))
}

/// Separates `rows` shorter than `least` bytes, which cannot have all required cells, from the others.
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

/// The place and the cells of the header.
fn header_cells(
    text: &str,
    rows: &Rows,
    delimiter: u8,
    place: &Place,
) -> Result<(Place, Vec<String>), Finding> {
    let Some(&row) = rows.rows.first() else {
        return Err(source::empty(place, say!(intake::blank_lines)));
    };
    let place = place.clone().at_line(row.line);
    let record = row.of(text);
    let fault =
        |code, message: Message, help: Message| Err(Finding::new(code, place.clone(), message).help(help));
    if record.len() > MOST_BYTES {
        let message = say!(intake::header_too_long, most = MOST_BYTES);
        return fault(Code::RecordTooLong, message, say!(intake::header_first_help));
    }
    if rows.unclosed.first() == Some(&0) {
        return fault(Code::QuoteUnclosed, say!(intake::header_quote), say!(intake::help_quote_unclosed));
    }
    if record.contains(TORN) {
        return fault(Code::FileEncoding, say!(intake::header_torn), say!(intake::save_again_help));
    }
    if memchr(0, record.as_bytes()).is_some() {
        let help = say!(intake::header_zero_byte_help);
        return fault(Code::FileBinary, say!(intake::header_zero_byte), help);
    }
    let columns = records::cells(record, delimiter).count();
    if columns > MOST_COLUMNS {
        let message = say!(intake::header_too_wide, columns = columns, most = MOST_COLUMNS);
        return fault(Code::RecordTooLong, message, say!(intake::header_too_wide_help));
    }
    Ok((place.clone(), records::cells(record, delimiter).map(|cell| cell.into_owned()).collect()))
}

/// Whether the blank cells beyond the header in the `wide` rows of `all` are harmless. A stray delimiter
/// within such a row would have shifted its cells unnoticed if its last was blank: so the header or half the
/// rows must end in blanks too, or no other row be blank under the last header.
fn is_harmless(
    wide: &[u32],
    all: usize,
    columns: &[Option<Column>],
    marks: &[Mark],
    headed: &[bool],
) -> bool {
    let is_usual = headed.last() == Some(&false) || 2 * wide.len() >= all;
    let Some(Some(last)) = columns.last().filter(|_| !wide.is_empty() && !is_usual) else { return is_usual };
    let of_row = |row: u32| {
        let from = marks.partition_point(|mark| mark.row < row);
        marks[from..].iter().take_while(move |mark| mark.row == row)
    };
    let is_faulty = |row: u32| of_row(row).any(|mark| mark.code.sets_aside());
    (0..last.len()).all(|row| last.value(row) != Value::Missing || is_faulty(row as u32))
}

/// Removes the first `count` records, the header or lines before it.
fn without_first(rows: &mut Rows, count: usize) {
    rows.rows.drain(..count.min(rows.rows.len()));
    rows.unclosed.retain(|row| *row as usize >= count);
    rows.unclosed.iter_mut().for_each(|row| *row -= count as u32);
}

/// The text without an old program's end mark (0x1A) or block padding (0).
fn without_end_mark(text: &str) -> &str {
    let end = text.trim_end_matches(['\u{1A}', '\0', '\n', '\r', ' ']);
    // Line ends alone belong to the text.
    if text[end.len()..].contains(['\u{1A}', '\0']) { end } else { text }
}

fn plan(binding: &Binding, file: &FirmsFile, place: &Place, delimiter: u8) -> Result<Plan, Findings> {
    let marks = binding.dictionary.missing_values.iter().chain(&file.missing);
    let marks = Marks::new(marks.map(String::as_str));
    let days: Vec<Date> = file.missing.iter().filter_map(|mark| days::day(mark.trim()).ok()).collect();
    let mut findings = Findings::new();
    let rules = binding.columns.iter().map(|bound| {
        let Some(bound) = bound else { return Rule::Skip };
        let field = &binding.dictionary.fields[bound.field];
        let form = file.dates.iter().find(|(name, _)| *name.get_ref() == field.name);
        let dates = DateRule {
            required: field.constraints.required,
            form: form.map(|(_, form)| *form.get_ref()),
            unknown: days.clone(),
        };
        let no = file.no.iter().find(|(name, _)| *name.get_ref() == field.name);
        let no = no.map(|(_, cells)| Marks::new(cells.iter().map(String::as_str)));
        let is_id = field.name == binding.dictionary.primary_key;
        Rule::new(field, is_id, bound, &marks, dates, no, place).unwrap_or_else(|finding| {
            findings.push(finding);
            Rule::Skip
        })
    });
    let rules: Vec<Rule> = rules.collect();
    let least = match file.short_rows {
        ShortRows::Aside => binding.headed.iter().rposition(|headed| *headed).map_or(0, |last| last + 1),
        ShortRows::Blank => 1,
    };
    let plan =
        Plan { delimiter, marks, rules, least, in_workbook: false, since_1904: false, as_texts: false };
    findings.or_stop(plan).map(|(plan, _)| plan)
}
