//! A workbook of rows as they came, with notes on cells, and a summary. It is meant to be corrected and sent
//! back, so texts stay as they are: no apostrophe stands before one that looks like a formula, since a cell
//! in the format of a text stays a text when a person changes it.

use std::fmt::Write;

use super::address::{address, column_name};
use super::archive::{Archive, Packer, Piece};
use super::columns::{self, width_of};
use super::layout::{ROWS, sheet_name};
use super::measure::{height, lines, width};
use super::notes::{self, Placed};
use super::parts::{
    self, COUNT, FAULTY, FOOTER, HEADER, LABEL, PLAIN, Sheet, TEXT, WORDS, Whole, page, sheet_begins,
    sheet_ends, text_cell,
};
use super::text;
use crate::finding::Finding;
use crate::publish::changed::Changed;
use crate::publish::sink::{Folder, Written, in_order};

/// Rows of a worksheet below its header.
const BELOW: usize = ROWS - 1;
/// Most rows of a workbook whose cells have notes: spreadsheets take minutes to open several times as many.
pub(in crate::publish) const NOTED: usize = 20_000;

/// A row as it came.
#[derive(Clone, Debug, Default)]
pub(in crate::publish) struct NotedRow {
    /// Its cells as written; they may be fewer or more than the headers.
    pub cells: Vec<String>,
    /// Its number in its file.
    pub line: u32,
    /// Notes on cells, by column, at most one for each.
    pub notes: Vec<Note>,
}

/// A note on a cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::publish) struct Note {
    pub column: usize,
    pub text: String,
}

/// What a workbook of rows holds, known before the first row.
#[derive(Clone, Debug)]
pub(in crate::publish) struct Noted {
    /// Name of the worksheet, as far as it can be, and in its place.
    pub sheet: String,
    pub untitled: String,
    /// Name of the summary's worksheet.
    pub summary: String,
    /// Headers as written; empty for a column without one.
    pub headers: Vec<String>,
    /// Header of the column of rows' numbers, behind all cells.
    pub lines: String,
    /// Columns that say which firm a row is of.
    pub firm: Vec<usize>,
    /// Columns of cells: those of the header, or more if a row has more cells.
    pub width: usize,
    /// Number of rows.
    pub rows: usize,
    /// Title and remark of the document.
    pub title: String,
    pub remark: String,
}

/// The summary of a workbook: its advice, its headers, and a row for each kind of fault.
#[derive(Clone, Debug)]
pub(in crate::publish) struct Summary {
    pub advice: String,
    pub headers: Vec<String>,
    pub rows: Vec<Vec<SummaryCell>>,
}

/// A cell of a summary.
#[derive(Clone, Debug)]
pub(in crate::publish) enum SummaryCell {
    Words(String),
    Count(usize),
}

/// Writes the workbook `path`. `make` gives block `n` of `size` rows, on any thread.
pub(in crate::publish) fn write(
    folder: &Folder,
    path: String,
    noted: &Noted,
    size: usize,
    make: impl Fn(usize) -> Vec<NotedRow> + Sync,
    summary: &Summary,
) -> Result<(Written, Changed), Finding> {
    let mut sheets = noted.sheets();
    let sample = if noted.rows > 0 { make(0) } else { Vec::new() };
    let columns = noted.columns(&sample);
    let widths: Vec<usize> = columns.iter().map(|(width, _)| *width).collect();
    let leading = columns::leading(&widths, |at| noted.firm.contains(&at));
    let pages = columns::pages(&widths, leading);
    let last = sheets.len() - 1;
    sheets[..last].iter_mut().for_each(|sheet| sheet.leading = leading);
    let mut archive = Archive::new(folder.file(path)?);
    let Noted { title, remark, .. } = noted;
    for (path, content) in parts::all(Whole { sheets: &sheets, active: 0, title, remark, formats: &[] }) {
        archive.entry(path, &content)?;
    }
    let (mut changed, mut block) = (Changed::default(), 1);
    for (at, sheet) in sheets[..last].iter().enumerate() {
        let name = (last > 1).then_some(sheet.name.as_str());
        let first = at * BELOW;
        let rows = first..noted.rows.min(first + BELOW);
        archive.begin(&parts::sheet_path(at))?;
        archive.text(&noted.top(&columns, leading, at == 0))?;
        let blocks: Vec<usize> = (rows.start / size..rows.end.div_ceil(size)).collect();
        let pack = |nth: usize, packed: &mut Packed| {
            let start = blocks[nth] * size;
            let all = make(blocks[nth]);
            let own = (start..).zip(&all).filter(|(row, _)| rows.contains(row));
            packed.fill(own.map(|(row, all)| (row, row - first + 1, all)), noted, name);
        };
        let mut placed = Vec::new();
        in_order(blocks.len(), pack, |packed: &Packed| {
            changed.extend(&packed.changed);
            placed.extend(packed.notes.iter().cloned());
            archive.piece(&packed.piece)
        })?;
        let filtered = sheet.filtered.as_ref().map(|cells| cells.replace('$', ""));
        archive.text(&sheet_ends(filtered.as_deref(), sheet.noted, pages))?;
        archive.end()?;
        if sheet.noted {
            let (path, relations) = parts::relations_of_sheet(at);
            archive.entry(&path, &relations)?;
            archive.entry(&parts::comments_path(at), &notes::comments(&placed))?;
            let (drawing, next) = notes::drawing(&placed, block);
            block = next;
            archive.entry(&parts::drawing_path(at), &drawing)?;
        }
    }
    archive.entry(&parts::sheet_path(last), &summary.xml())?;
    Ok((archive.finish()?, changed))
}

/// Rows as the XML of a worksheet, with their notes.
#[derive(Debug, Default)]
struct Packed {
    piece: Piece,
    notes: Vec<Placed>,
    changed: Changed,
}

impl Packed {
    /// Fills it with rows, each with its position in the table and that on its worksheet, from 0.
    fn fill<'r>(
        &mut self,
        rows: impl Iterator<Item = (usize, usize, &'r NotedRow)>,
        noted: &Noted,
        sheet: Option<&str>,
    ) {
        (self.notes, self.changed) = (Vec::new(), Changed::default());
        let mut packer = Packer::reusing(&mut self.piece);
        for (at, row, NotedRow { cells, line, notes }) in rows {
            let number = row + 1;
            let mut out = format!("<row r=\"{number}\">");
            let mut next = notes.iter().peekable();
            for column in 0..noted.width {
                let note = next.next_if(|note| note.column == column);
                let text = cells.get(column).map_or("", String::as_str);
                let name = column_name(column);
                if let Some(note) = note.filter(|_| at < NOTED) {
                    self.notes.push(Placed { row, column, text: note.text.clone() });
                }
                let style = if note.is_some() { FAULTY } else { TEXT };
                if text.is_empty() && note.is_some() {
                    let _ = write!(out, "<c r=\"{name}{number}\" s=\"{style}\"/>");
                    continue;
                }
                out += &text_cell(&format!("{name}{number}"), text, style);
                let fit = text::fit(text);
                self.changed.replaced.add(fit.replaced, || address(sheet, &name, number));
                self.changed.cut.add(fit.cut, || address(sheet, &name, number));
            }
            // Cells beyond the last column that a worksheet has.
            let is_cut = cells.len() > noted.width;
            self.changed.cut.add(is_cut, || address(sheet, &column_name(noted.width), number));
            let name = column_name(noted.width);
            let _ = write!(out, "<c r=\"{name}{number}\"><v>{line}</v></c></row>");
            packer.text.extend_from_slice(out.as_bytes());
            packer.pass();
        }
        self.piece = packer.finish();
    }
}

impl Noted {
    /// The address of a cell of row `at` of the table, with the number of its worksheet behind the first.
    pub(in crate::publish) fn address(at: usize, column: usize) -> String {
        let (sheet, row) = (at / BELOW, at % BELOW + 2);
        let sheet = (sheet > 0).then(|| (sheet + 1).to_string());
        address(sheet.as_deref(), &column_name(column), row)
    }

    /// The worksheets: one or more of rows, then the summary.
    fn sheets(&self) -> Vec<Sheet> {
        let last = column_name(self.width);
        let sheet = |at: usize| {
            let rows = self.rows.saturating_sub(at * BELOW).min(BELOW);
            Sheet {
                name: self.name(at),
                header: 1,
                leading: 0,
                filtered: (rows > 0).then(|| format!("$A$1:${last}${}", rows + 1)),
                noted: rows > 0 && at * BELOW < NOTED,
            }
        };
        let summary = Sheet { name: self.summary.clone(), header: 2, ..Sheet::default() };
        (0..self.rows.div_ceil(BELOW).max(1)).map(sheet).chain([summary]).collect()
    }

    /// The name of worksheet `at`: that of the source as it is, if it can be.
    fn name(&self, at: usize) -> String {
        let fit = sheet_name(&self.sheet, &self.untitled, &self.summary, at + 1);
        let is_whole = self.sheet.starts_with(&fit) && self.sheet.encode_utf16().count() <= 31;
        let is_plain = !self.sheet.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']);
        if at == 0 && is_whole && is_plain { self.sheet.clone() } else { fit }
    }

    /// Width and style of each column, that of the rows' numbers last.
    fn columns(&self, sample: &[NotedRow]) -> Vec<(usize, usize)> {
        let column = |at: usize| {
            let header = self.headers.get(at).map_or("", String::as_str);
            let cells = sample.iter().filter_map(|row| row.cells.get(at));
            (width_of(header, cells.map(String::as_str)), TEXT)
        };
        (0..self.width).map(column).chain([(width(&self.lines).max(8) + 2, PLAIN)]).collect()
    }

    /// A worksheet up to its header, which stays in sight.
    fn top(&self, columns: &[(usize, usize)], leading: usize, is_first: bool) -> String {
        let headers = (0..self.width).map(|at| self.headers.get(at).map_or("", String::as_str));
        let headers: Vec<&str> = headers.chain([self.lines.as_str()]).collect();
        let high = headers.iter().zip(columns).map(|(header, (width, _))| lines(header, width - 3)).max();
        let header = parts::row(1, headers.iter().map(|text| (*text, HEADER)), high.unwrap_or(1));
        sheet_begins((1, leading), is_first) + &parts::columns(columns) + "<sheetData>" + &header
    }
}

impl Summary {
    fn xml(&self) -> String {
        let columns = SUMMARY.map(|width| (width, WORDS));
        let mut out = sheet_begins((2, 0), false) + &parts::columns(&columns) + "<sheetData>";
        let all = SUMMARY.iter().sum::<usize>();
        let high = lines(&self.advice, all * 9 / 10);
        out += &parts::row(1, std::iter::once((self.advice.as_str(), LABEL)), high);
        out += &parts::row(2, self.headers.iter().map(|header| (header.as_str(), HEADER)), 1);
        for (number, row) in (3..).zip(&self.rows) {
            let lines = row.iter().zip(SUMMARY).map(|(cell, width)| match cell {
                SummaryCell::Words(words) => lines(words, width * 9 / 10),
                SummaryCell::Count(_) => 1,
            });
            let _ = write!(out, "<row r=\"{number}\"{}>", height(lines.max().unwrap_or(1)));
            for (at, cell) in row.iter().enumerate() {
                let address = format!("{}{number}", column_name(at));
                match cell {
                    SummaryCell::Words(words) => out += &text_cell(&address, words, WORDS),
                    SummaryCell::Count(count) => {
                        let _ = write!(out, "<c r=\"{address}\" s=\"{COUNT}\"><v>{count}</v></c>");
                    }
                }
            }
            out += "</row>";
        }
        let last = column_name(self.headers.len().saturating_sub(1));
        let merged = format!("<mergeCells count=\"1\"><mergeCell ref=\"A1:{last}1\"/></mergeCells>");
        out + "</sheetData>" + &merged + &page("landscape", 1) + FOOTER + "</worksheet>"
    }
}

/// Widths of a summary's columns, in characters.
const SUMMARY: [usize; 6] = [20, 44, 8, 8, 12, 60];

#[cfg(test)]
mod tests {
    use super::*;

    fn noted(rows: usize, sheet: &str) -> Noted {
        Noted {
            sheet: sheet.to_owned(),
            untitled: "名单".to_owned(),
            summary: "问题汇总".to_owned(),
            headers: vec!["代码".to_owned()],
            lines: "原行号".to_owned(),
            firm: vec![0],
            width: 2,
            rows,
            title: String::new(),
            remark: String::new(),
        }
    }

    #[test]
    fn more_rows_than_a_worksheet_holds_continue_on_another() {
        let sheets = |rows: usize| {
            let sheets = noted(rows, "企业").sheets().into_iter();
            sheets
                .map(|sheet| (sheet.name, sheet.filtered.unwrap_or_default(), sheet.noted))
                .collect::<Vec<_>>()
        };
        let summary = ("问题汇总".to_owned(), String::new(), false);
        assert_eq!(sheets(BELOW), [("企业".into(), "$A$1:$C$1048576".into(), true), summary.clone()]);
        let two = [
            ("企业".into(), "$A$1:$C$1048576".into(), true),
            ("企业 2".into(), "$A$1:$C$2".into(), false),
            summary,
        ];
        assert_eq!(sheets(BELOW + 1), two);
        assert_eq!(Noted::address(BELOW - 1, 1), "B1048576");
        assert_eq!(Noted::address(BELOW, 1), "2!B2");
    }

    #[test]
    fn a_worksheet_has_the_name_of_its_source() {
        let name = |sheet: &str| noted(1, sheet).name(0);
        for whole in ["企业数据", "A-1 (2)", &"x".repeat(31)] {
            assert_eq!(name(whole), whole);
        }
        for other in ["问题汇总", "a/b", "History", &"x".repeat(32), "_x0041_", ""] {
            assert_ne!(name(other), other);
        }
    }
}
