//! Worksheets of a workbook as parts of a cohort.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::body::Body;
use super::columns::Mark;
use super::encoding::MOST;
use super::files::{CohortFile, EVERY};
use super::header::found::{self, Found, Known, Merged, SOUGHT, TopRow};
use super::layout::Form;
use super::options::{Encoding, FirmsFile};
use super::part::{Draft, Origin};
use super::records::{self, Row, Rows};
use super::setting::Setting;
use super::source::{self, Accepted, MOST_TIMES, Source, UNPACKED};
use super::stray;
use super::table::{self, Records, Table};
use super::workbook::{Book, Fault, Kind, Limits, Sheet, SheetName, Visibility};
use super::workbook_faults::finding;
use crate::finding::{Code, Finding, Findings, MOST_NAMED, Place, listed, nearest};
use crate::memory;
use crate::parameters::Spanned;
use crate::words::{Message, say};

/// The byte between the cells of a record.
const DELIMITER: u8 = b',';

/// Reads the worksheets of the workbook `source` at `place` that the campaign means.
///
/// # Errors
/// A file that is no workbook, or a damaged one; no such worksheet, or none with a header; faults of headers.
pub(super) fn drafts(
    file: &CohortFile,
    place: Place,
    source: Source,
    setting: Setting<'_>,
) -> Result<Vec<Draft>, Findings> {
    let room = |bytes: usize| memory::room(bytes, &place).is_ok();
    let most = (MOST_TIMES * source.size).clamp(UNPACKED, MOST);
    let limits = Limits { text: most as usize, unpacked: MOST, room: &room };
    let stop = |fault: &Fault, place: &Place| Findings::from(finding(fault, place));
    let book = Book::open(&source.bytes, limits).map_err(|fault| stop(&fault, &place))?;
    let workbook = Workbook {
        file,
        place: &place,
        sha256: source.sha256(),
        bytes: source.size,
        since_1904: book.is_since_1904(),
        setting,
    };
    let Chosen { sheets, by } = workbook.chosen(book.sheets())?;
    let read = |at: usize| {
        let name = &book.sheets()[at].name;
        let place = place.clone().in_sheet(name);
        book.read(at).map_err(|fault| stop(&fault, &place)).map(|sheet| (name, place, sheet))
    };
    let (mut drafts, mut faults, mut without, mut notes) =
        (Vec::new(), Findings::new(), Vec::new(), Findings::new());
    for at in sheets {
        let (name, place, sheet) = match read(at) {
            Ok(read) => read,
            Err(fault) => {
                faults.extend(fault);
                continue;
            }
        };
        let options = file.options_of(name);
        match workbook.header(&sheet, &options)? {
            Some(found) => match workbook.draft(place, sheet, found, &options) {
                Ok(draft) => drafts.push(draft),
                Err(found) => faults.unite(found),
            },
            None => without.push((place, sheet.rows.is_empty())),
        }
    }
    if faults.has_errors() {
        return Err(faults);
    }
    if let (By::Header, [first, _, ..]) = (by, &drafts[..]) {
        let names = drafts.iter().filter_map(|draft| draft.origin.place.sheet_name());
        let message = say!(intake::sheets_several, sheets = listed(names, drafts.len()));
        let place = Place::file(first.origin.place.file.clone());
        let name = first.origin.place.sheet_name().unwrap_or_default();
        return Err(Finding::new(Code::SheetUnclear, place, message)
            .help(say!(intake::sheets_several_help, sheet = format!("{:?}", name)))
            .into());
    }
    if drafts.is_empty() {
        return Err(workbook.without_header(&without, book.sheets()).into());
    }
    let skipped = without.iter().filter(|(_, is_empty)| !is_empty).map(|(place, _)| place);
    notes.extend(workbook.skipped(skipped, book.sheets(), by));
    if let Some(first) = drafts.first_mut() {
        first.table.findings.extend(notes);
    }
    Ok(drafts)
}

/// Names of the worksheets of the workbook at `path`, and whether each is visible; none of another file.
///
/// # Errors
/// A file that cannot be read, or a damaged workbook.
pub(super) fn names(path: &Path, place: &Place) -> Result<Vec<(String, bool)>, Findings> {
    let source = Source::read(path, place, Encoding::Auto, Accepted::Tables)?;
    if source.form() != source::Form::Workbook {
        return Ok(Vec::new());
    }
    let room = |bytes: usize| memory::room(bytes, place).is_ok();
    let limits = Limits { text: MOST as usize, unpacked: MOST, room: &room };
    let book = Book::open(&source.bytes, limits).map_err(|fault| finding(&fault, place))?;
    let worksheets = book.sheets().iter().filter(|sheet| sheet.kind == Kind::Worksheet);
    Ok(worksheets.map(|sheet| (sheet.name.clone(), sheet.visibility == Visibility::Visible)).collect())
}

/// How worksheets were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// By name.
    Name,
    /// All visible ones.
    Every,
    /// The one that has a header.
    Header,
}

/// Worksheets to read, by position.
struct Chosen {
    sheets: Vec<usize>,
    by: By,
}

struct Workbook<'a> {
    file: &'a CohortFile,
    place: &'a Place,
    sha256: String,
    bytes: u64,
    since_1904: bool,
    setting: Setting<'a>,
}

impl Workbook<'_> {
    fn chosen(&self, sheets: &[SheetName]) -> Result<Chosen, Findings> {
        let own: Vec<&Spanned<String>> =
            self.file.parts.iter().filter_map(|part| part.sheet.as_ref()).collect();
        // Worksheets that parts name stand in place of the common one, which a correction need not have.
        let is_there = |name: &str| name == EVERY || sheets.iter().any(|sheet| sheet.name == name);
        let is_common = |name: &&Spanned<String>| !self.file.is_correction() || is_there(name.get_ref());
        let common = self.file.common.sheet.as_ref().filter(|_| own.is_empty()).filter(is_common);
        let named: Vec<&Spanned<String>> =
            own.iter().copied().chain(common).filter(|name| name.get_ref() != EVERY).collect();
        let visible = || {
            let all = sheets.iter().enumerate();
            let seen = all.filter(|(_, sheet)| {
                (sheet.visibility, sheet.kind) == (Visibility::Visible, Kind::Worksheet)
            });
            seen.map(|(at, _)| at).collect::<Vec<usize>>()
        };
        let every = own.into_iter().chain(common).any(|name| name.get_ref() == EVERY);
        if every || named.is_empty() {
            let by = if every { By::Every } else { By::Header };
            return Ok(Chosen { sheets: visible(), by });
        }
        let (mut chosen, mut faults) = (Vec::new(), Findings::new());
        for name in named {
            match sheets
                .iter()
                .position(|sheet| sheet.name == *name.get_ref() && sheet.kind == Kind::Worksheet)
            {
                Some(at) => chosen.push(at),
                None => faults.push(self.unknown(name, sheets)),
            }
        }
        chosen.sort_unstable();
        chosen.dedup();
        faults.or_stop(Chosen { sheets: chosen, by: By::Name }).map(|(chosen, _)| chosen)
    }

    fn unknown(&self, name: &Spanned<String>, sheets: &[SheetName]) -> Finding {
        let worksheets =
            || sheets.iter().filter(|sheet| sheet.kind == Kind::Worksheet).map(|sheet| &*sheet.name);
        let place = self.setting.parameters.place(name.span().start).in_column("sheet");
        let file = &*self.place.file;
        let message = say!(intake::sheet_unknown, sheet = name.get_ref(), file = file);
        let near = nearest(name.get_ref(), worksheets());
        let mut names: Vec<&str> = worksheets().collect();
        // The most similar one first.
        names.sort_by_key(|one| Some(*one) != near);
        let help = match names.len() {
            0 => say!(intake::workbook_sheetless_help),
            count => say!(intake::sheet_unknown_help, sheets = listed(names.iter().copied(), count)),
        };
        Finding::new(Code::NameUnknown, place, message).help(help)
    }

    /// The header of a worksheet; `None` if no row names a field.
    ///
    /// # Errors
    /// The row that the campaign names has no cells.
    fn header(&self, sheet: &Sheet, options: &FirmsFile) -> Result<Option<Found>, Findings> {
        let line = options.header_row.as_ref().map(|row| *row.get_ref());
        // A header that the campaign names may stand anywhere.
        let sought = |row: &&super::workbook::Row| {
            line.is_none_or(|line| row.line <= line.saturating_add(SOUGHT as u32))
        };
        let most = if line.is_some() { usize::MAX } else { SOUGHT };
        let top = sheet.rows.iter().take_while(sought).take(most).map(|row| top_row(sheet, *row));
        let top: Vec<TopRow> = match line {
            Some(line) => top.filter(|row| row.line + 4 > line).collect(),
            None => top.collect(),
        };
        let first = top.first().map_or(0, |top| sheet.rows.partition_point(|row| row.line < top.line));
        let merged: Vec<Merged> = sheet.merges.iter().take(1 << 12).map(merged).collect();
        let known = Known::new(self.setting.dictionary, options);
        let found = found::find(&top, &merged, &known, line);
        if let (None, Some(row)) = (&found, &options.header_row) {
            let at = self.setting.parameters.place(row.span().start);
            return Err(table::no_header_row(*row.get_ref(), at).into());
        }
        let is_header = |found: &Found| line.is_some() || found.headers.iter().any(|header| known.is(header));
        let found = found.filter(is_header);
        Ok(found.map(|found| Found { rows: found.rows + first, above: found.above + first, ..found }))
    }

    fn draft(
        &self,
        place: Place,
        mut sheet: Sheet,
        mut found: Found,
        options: &FirmsFile,
    ) -> Result<Draft, Findings> {
        let Setting { parameters, dictionary, progress, .. } = self.setting;
        stray::leave_out(&mut sheet, &mut found.headers, found.rows, DELIMITER);
        let row = |row: &super::workbook::Row| Row { start: row.start, end: row.end, line: row.line };
        let rows = sheet.rows.iter().skip(found.rows).map(row).collect();
        let unpacked = sheet.text.len();
        let records = Records {
            text: &sheet.text,
            unpacked,
            delimiter: DELIMITER,
            header: place.clone().at_line(found.line),
            headers: found.headers.clone(),
            rows: Rows { rows, unclosed: Vec::new() },
            in_workbook: true,
            since_1904: self.since_1904,
        };
        let mut table = table::read_records(records, &place, options, parameters, dictionary, progress)?;
        table.titles =
            sheet.rows.iter().take(found.above.min(SOUGHT)).map(|row| top_row(&sheet, *row)).collect();
        if found.above > 0 && options.header_row.is_none() {
            table.findings.push(table::below_titles(place.clone().at_line(found.line), found.above));
        }
        notes(&sheet, &table, &place).into_iter().for_each(|note| table.findings.push(note));
        let last = sheet.rows.get(found.rows.saturating_sub(1)).map_or(found.line, |row| row.line);
        let (marks, told) = merged_cells(&sheet, &table, self.setting.asked, last);
        table.marks.extend(marks);
        let origin = Origin {
            place,
            name: self.file.name.clone(),
            sha256: self.sha256.clone(),
            bytes: self.bytes,
            unpacked,
        };
        let body = Body::Text { text: sheet.text.into_bytes(), start: 0 };
        Ok(Draft { told, ..Draft::new(origin, Form::Worksheet, table, body) })
    }

    /// The fault of a workbook in which no worksheet has a header.
    fn without_header(&self, without: &[(Place, bool)], sheets: &[SheetName]) -> Finding {
        let place = match without {
            [(place, _)] => place.clone(),
            _ => self.place.clone(),
        };
        let filled = without.iter().filter(|(_, is_empty)| !is_empty).count();
        if filled == 0 {
            let hidden = hidden(sheets);
            let message = match hidden.is_empty() {
                true => say!(intake::sheets_empty),
                false => {
                    say!(intake::sheets_empty_hidden, sheets = listed(hidden.iter().copied(), hidden.len()))
                }
            };
            return Finding::new(Code::FileEmpty, place, message).help(say!(intake::empty_help));
        }
        Finding::new(Code::SheetUnclear, place, say!(intake::sheet_without_header))
            .help(say!(intake::sheet_without_header_help))
    }

    /// Notes on worksheets that are not read: those without a header, and hidden ones.
    fn skipped<'p>(
        &self,
        without: impl Iterator<Item = &'p Place> + Clone,
        sheets: &[SheetName],
        by: By,
    ) -> Findings {
        let mut notes = Findings::new();
        let note = |sheets: Message, why: &str| {
            let message = say!(intake::sheets_skipped, sheets = sheets, why = why);
            Finding::new(Code::SheetSkipped, self.place.clone(), message)
                .help(say!(intake::sheets_skipped_help))
        };
        let names: Vec<&str> = without.filter_map(Place::sheet_name).collect();
        if !names.is_empty() {
            notes.push(note(listed(names.iter().copied(), names.len()), "headerless"));
        }
        let hidden = hidden(sheets);
        if by != By::Name && !hidden.is_empty() {
            notes.push(note(listed(hidden.iter().copied(), hidden.len()), "hidden"));
        }
        notes
    }
}

fn hidden(sheets: &[SheetName]) -> Vec<&str> {
    let is_hidden =
        |sheet: &&SheetName| sheet.visibility != Visibility::Visible && sheet.kind == Kind::Worksheet;
    sheets.iter().filter(is_hidden).map(|sheet| &*sheet.name).collect()
}

fn cells(sheet: &Sheet, row: super::workbook::Row) -> records::CellsOf<'_> {
    records::cells(sheet.text.get(row.start as usize..row.end as usize).unwrap_or_default(), DELIMITER)
}

fn top_row(sheet: &Sheet, row: super::workbook::Row) -> TopRow {
    TopRow { line: row.line, cells: cells(sheet, row).map(Cow::into_owned).collect() }
}

fn merged(merge: &super::workbook::Merge) -> Merged {
    Merged {
        lines: (merge.first.row, merge.last.row),
        columns: (merge.first.column as usize, merge.last.column as usize),
    }
}

/// Notes on what people see otherwise than it is read.
fn notes(sheet: &Sheet, table: &Table, place: &Place) -> Vec<Finding> {
    let mut notes = Vec::new();
    let headers = &table.reading.headers;
    let hidden_columns: Vec<String> = sheet
        .hidden_columns
        .iter()
        .filter(|range| (range.first as usize) < headers.len())
        .map(|range| {
            let last = (range.last as usize).min(headers.len() - 1);
            let [first, last] = [range.first as usize, last].map(|at| place.clone().at_position(at));
            let letters = |place: Place| place.address().unwrap_or_default();
            let [first, last] = [letters(first), letters(last)];
            let last = last.rsplit(':').next().unwrap_or_default();
            format!("{}:{last}", first.split(':').next().unwrap_or_default())
        })
        .collect();
    let rows = &sheet.notes.hidden_rows;
    if rows.count > 0 {
        let first = rows.first.iter().take(MOST_NAMED).map(u32::to_string);
        let count = usize::try_from(rows.count).unwrap_or(usize::MAX);
        let message = say!(intake::rows_hidden, rows = listed(first, count), count = count);
        notes.push(Finding::new(Code::SheetHidden, place.clone(), message).help(say!(intake::hidden_help)));
    }
    if !hidden_columns.is_empty() {
        let count = hidden_columns.len();
        let message = say!(intake::columns_hidden, columns = listed(hidden_columns.into_iter(), count));
        notes.push(Finding::new(Code::SheetHidden, place.clone(), message).help(say!(intake::hidden_help)));
    }
    let at = |tally: &super::workbook::Tally| {
        tally.first.map(|first| place.clone().at_line(first.row).at_position(first.column as usize))
    };
    let count = |tally: &super::workbook::Tally| usize::try_from(tally.count).unwrap_or(usize::MAX);
    let beyond = &sheet.notes.beyond;
    if let Some(first) = at(beyond) {
        let message = say!(intake::cells_beyond, count = count(beyond));
        notes.push(Finding::new(Code::CellsBeyond, first, message).help(say!(intake::cells_beyond_help)));
    }
    let scaled = &sheet.notes.scaled;
    if let Some(first) = at(scaled) {
        let message = say!(intake::format_scaled, count = count(scaled));
        notes.push(Finding::new(Code::FormatScaled, first, message).help(say!(intake::format_scaled_help)));
    }
    notes
}

/// A fault for each row below line `last` in which a merged cell touches a column that is read, and its
/// message: one per row, however many ranges there are.
fn merged_cells(
    sheet: &Sheet,
    table: &Table,
    asked: &BTreeSet<usize>,
    last: u32,
) -> (Vec<Mark>, BTreeMap<Mark, Message>) {
    let (mut marks, mut told) = (Vec::new(), BTreeMap::new());
    // The next row at or behind each that has no mark yet.
    let mut next: Vec<u32> = (0..=table.rows.len() as u32).collect();
    for merge in sheet.merges.iter().filter(|merge| merge.last.row > last) {
        let columns = merge.first.column as usize..=merge.last.column as usize;
        let is_read = |field: &usize| asked.contains(field) || *field == table.reading.id_field;
        let mut bound = table.reading.bound.iter().enumerate();
        let touched = bound.find(|(at, bound)| bound.as_ref().is_some_and(is_read) && columns.contains(at));
        let Some((column, _)) = touched else { continue };
        let from = table.rows.partition_point(|row| row.line < merge.first.row.max(last + 1));
        let to = table.rows.partition_point(|row| row.line <= merge.last.row);
        let mut at = unmarked(&mut next, from as u32);
        while (at as usize) < to {
            let mark = Mark::new(at, Code::CellMerged, Some(column));
            marks.push(mark);
            let range = format!("{}:{}", merge.first, merge.last);
            told.insert(mark, say!(intake::cell_merged, range = range));
            next[at as usize] = at + 1;
            at = unmarked(&mut next, at + 1);
        }
    }
    (marks, told)
}

/// The first row at or behind `at` without a mark; paths are halved on the way.
fn unmarked(next: &mut [u32], mut at: u32) -> u32 {
    while next[at as usize] != at {
        let further = next[next[at as usize] as usize];
        next[at as usize] = further;
        at = further;
    }
    at
}
