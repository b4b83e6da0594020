//! Writes lists as workbooks: ids are texts, numbers are numbers, the header stays in sight, and a printed
//! page holds every column. Equal lists give equal bytes.

use std::borrow::Cow;

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::cell::is_formula;
use super::sheet_text::{self, is_forbidden};
use super::table::{Data, Field, Table};
use crate::scoring::from_units;

/// Greatest number of rows in a worksheet.
const ROWS: usize = 1_048_576;

/// Number of rows whose texts determine the width of a column.
const LOOKED_AT: usize = 1000;
/// The widest column, in characters.
const WIDEST: usize = 60;
/// Greatest width that a header requires, in characters. A longer header is wrapped.
const WIDEST_HEADER: usize = 14;
/// Code of A4 paper.
const A4: u8 = 9;
/// Number of altered cells whose addresses are named per kind.
const NAMED: usize = 3;

/// Title and remarks of a workbook.
#[derive(Clone, Copy, Debug)]
pub(super) struct About<'a> {
    /// Base of its worksheets' names.
    pub title: &'a str,
    /// Base of the names if no worksheet can have the title.
    pub untitled: &'a str,
    /// Remark among the document's properties.
    pub comment: &'a str,
    /// Notice above the header of every worksheet.
    pub notice: Option<&'a str>,
}

/// Counts of altered cells, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Changed {
    /// Texts that were defused, since a spreadsheet would run them as formulas.
    pub defused: usize,
    /// Texts in which characters that no workbook can hold were replaced.
    pub replaced: Named,
    /// Texts that were cut, since they are too long for a cell.
    pub cut: Named,
}

/// Count of cells, with the addresses of the first few, such as `B7`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub count: usize,
    pub first: Vec<String>,
}

impl Named {
    fn add(&mut self, is_one: bool, name: impl FnOnce() -> String) {
        self.count += usize::from(is_one);
        if is_one && self.first.len() < NAMED {
            self.first.push(name());
        }
    }
}

/// The workbook's bytes, and counts of altered cells. A list too long for a worksheet continues on another.
pub(super) fn write(
    fields: &[Field],
    table: &Table,
    about: About<'_>,
) -> Result<(Vec<u8>, Changed), XlsxError> {
    let mut book = Workbook::new();
    // A fixed creation date: with the current day equal runs would differ.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let comment = sheet_text::clean(about.comment).0;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day).set_comment(comment));
    let header = u32::from(about.notice.is_some());
    let rows = ROWS - header as usize - 1;
    let mut changed = Changed::default();
    let mut first = 0;
    loop {
        let end = table.rows.min(first + rows);
        let number = first / rows + 1;
        let name = sheet_name(about.title, about.untitled, number);
        let sheet = book.add_worksheet();
        sheet.set_name(&name)?;
        let mut page = Page { sheet, name: (number > 1).then_some(name), header, changed: &mut changed };
        page.write_top(about.notice, fields, &table.columns)?;
        for (at, data) in table.columns.iter().enumerate() {
            // A list has a few dozen columns; a worksheet has room for 16,384.
            page.write_column(at as u16, data, first, end)?;
        }
        page.set_up(table.columns.len() as u16, end - first)?;
        first = end;
        if first == table.rows {
            break;
        }
    }
    Ok((book.save_to_buffer()?, changed))
}

/// Whether the system lets the program start a thread. The sheets of a workbook are assembled on separate
/// threads.
pub(super) fn has_thread() -> bool {
    std::thread::Builder::new().spawn(|| {}).is_ok()
}

/// A valid name of a worksheet: at most 31 UTF-16 units, without characters that formulas use or that no
/// workbook can hold, and not `History`, which Excel reserves. Further sheets of a list end with their
/// number.
fn sheet_name(title: &str, untitled: &str, number: usize) -> String {
    let is_allowed = |c: &char| {
        !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control() && !is_forbidden(*c)
    };
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= 24
    };
    // A spreadsheet would read `_x0041_` as `A`.
    let title = if has_escape(title) { Cow::Owned(title.replace("_x", "_ x")) } else { Cow::Borrowed(title) };
    let name: String = title.chars().filter(is_allowed).take_while(fits).collect();
    let name = match name.trim() {
        "" => untitled,
        history if history.eq_ignore_ascii_case("history") => untitled,
        name => name,
    };
    if number == 1 { name.to_owned() } else { format!("{name} {number}") }
}

/// Whether the text contains a workbook's escape for a character, such as `_x0041_`.
fn has_escape(text: &str) -> bool {
    text.as_bytes().windows(7).any(|part| {
        part.starts_with(b"_x") && part[2..6].iter().all(u8::is_ascii_hexdigit) && part.ends_with(b"_")
    })
}

/// The width of a text in characters; a Chinese character counts as two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The greatest width among the first texts of a column; 0 for other types.
fn widest_text(data: &Data) -> usize {
    let widest = match data {
        Data::Text(texts) => texts.iter().take(LOOKED_AT).map(width).max(),
        Data::Identity(texts) => texts.iter().take(LOOKED_AT).map(width).max(),
        Data::Label { labels, .. } => labels.iter().map(|label| width(label)).max(),
        _ => None,
    };
    widest.unwrap_or(0)
}

/// One worksheet in the making.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    /// Sheet name in cell addresses; `None` in a workbook of one worksheet.
    name: Option<String>,
    /// Row of the header, from 0.
    header: u32,
    changed: &'a mut Changed,
}

impl Page<'_> {
    /// Writes a text of the cohort, with an apostrophe where a spreadsheet would run it.
    fn write_text(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        if is_formula(text) {
            self.changed.defused += 1;
            return self.write_harmless(row, column, &format!("'{text}"), format);
        }
        self.write_harmless(row, column, text, format)
    }

    /// Writes as much of a text as fits into a cell. An empty text leaves the cell empty.
    fn write_harmless(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if text.is_empty() {
            return Ok(());
        }
        let fit = sheet_text::fit(text);
        self.sheet.write_string_with_format(row, column, &*fit.text, format)?;
        let cell = || {
            let cell = row_col_to_cell(row, column);
            self.name.as_ref().map_or_else(|| cell.clone(), |sheet| format!("{sheet}!{cell}"))
        };
        self.changed.replaced.add(fit.replaced, cell);
        self.changed.cut.add(fit.cut, cell);
        Ok(())
    }

    /// Writes the notice, if any, and the header below it.
    fn write_top(
        &mut self,
        notice: Option<&str>,
        fields: &[Field],
        columns: &[Data],
    ) -> Result<(), XlsxError> {
        if let Some(notice) = notice {
            self.write_harmless(0, 0, notice, &Format::new().set_bold().set_font_color(Color::Red))?;
        }
        let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        for (at, (field, data)) in fields.iter().zip(columns).enumerate() {
            // Headers were defused when the field was created.
            self.write_harmless(self.header, at as u16, &field.name, &bold)?;
            // Numbers, days and flags need ten characters. The arrow of the filter takes two.
            let header = width(&field.name).min(WIDEST_HEADER) + 2;
            let widest = header.max(widest_text(data) + 2).clamp(10, WIDEST);
            self.sheet.set_column_width(at as u16, widest as f64)?;
        }
        Ok(())
    }

    /// Sets up the view and the printed page: header rows stay in sight and repeat on every page, rows can be
    /// filtered by any column, a page holds every column, and pages are numbered.
    fn set_up(&mut self, columns: u16, rows: usize) -> Result<(), XlsxError> {
        self.sheet.set_freeze_panes(self.header + 1, 0)?;
        if let (1.., Some(last)) = (rows, columns.checked_sub(1)) {
            self.sheet.autofilter(self.header, 0, self.header + rows as u32, last)?;
        }
        self.sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        self.sheet.set_repeat_rows(0, self.header)?;
        self.sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        self.sheet.set_footer("&L&A&R&P / &N");
        Ok(())
    }

    /// Writes the rows `first..end` of a column.
    fn write_column(&mut self, column: u16, data: &Data, first: usize, end: usize) -> Result<(), XlsxError> {
        // The format keeps a code of 18 digits a text, even if a person types it again.
        let text = Format::new().set_num_format("@");
        let plain = Format::new();
        let fixed = match data {
            Data::Fixed { decimals: decimals @ 1.., .. } => {
                Format::new().set_num_format(format!("0.{}", "0".repeat(usize::from(*decimals))))
            }
            _ => Format::new(),
        };
        let day = Format::new().set_num_format("yyyy-mm-dd");
        for row in first..end {
            let line = self.header + (row - first) as u32 + 1;
            match data {
                Data::Text(texts) => self.write_text(line, column, texts.get_or_empty(row), &text)?,
                Data::Identity(texts) => self.write_text(line, column, texts.get_or_empty(row), &text)?,
                Data::Label { codes, labels } => {
                    self.write_text(line, column, &labels[codes[row] as usize], &plain)?;
                }
                Data::Count(counts) => {
                    if let Some(count) = counts.get(row) {
                        self.sheet.write_number(line, column, count)?;
                    }
                }
                Data::Fixed { units, decimals } => {
                    if let Some(units) = units.get(row) {
                        let value = from_units(units, *decimals);
                        self.sheet.write_number_with_format(line, column, value, &fixed)?;
                    }
                }
                Data::Choice { codes, values } => {
                    self.sheet.write_number(line, column, values[codes[row] as usize])?;
                }
                Data::Number(cells) => self.write_number(line, column, cells.get(row))?,
                Data::Exact(cells) => self.write_number(line, column, cells.get(row))?,
                Data::Flag { cells, words } => {
                    if let Some(value) = cells.get(row) {
                        self.write_text(line, column, if value { words.yes } else { words.no }, &plain)?;
                    }
                }
                Data::Date(cells) => {
                    if let Some(date) = cells.get(row) {
                        self.write_day(line, column, date, &day)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn write_number(&mut self, line: u32, column: u16, value: Option<f64>) -> Result<(), XlsxError> {
        if let Some(value) = value {
            self.sheet.write_number(line, column, value)?;
        }
        Ok(())
    }

    /// Writes a day. A day before 1900 is written as a text, since worksheets have no such days.
    fn write_day(
        &mut self,
        line: u32,
        column: u16,
        date: jiff::civil::Date,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let year = u16::try_from(date.year()).unwrap_or(0);
        match ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs()) {
            Ok(value) => self.sheet.write_datetime_with_format(line, column, value, format)?,
            Err(_) => self.sheet.write_string(line, column, date.to_string())?,
        };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worksheet_is_called_after_its_list_as_far_as_it_can_be() {
        let named = |title: &str, number| sheet_name(title, "名单", number);
        assert_eq!(named("中国工商银行", 1), "中国工商银行");
        assert_eq!(named("中国工商银行", 2), "中国工商银行 2");
        assert_eq!(named("A/B: [x]", 1), "AB x");
        assert_eq!(named("'*'", 1), "名单");
        let long = named(&"长".repeat(90), 123_456);
        assert!(Worksheet::new().set_name(long).is_ok());
        assert_eq!(named("history", 1), "名单");
        assert_eq!(named("a\u{ffff}\u{1}b", 1), "ab");
        assert_eq!((named("_x0041_", 1), named("a_x12", 1)), ("_ x0041_".into(), "a_x12".into()));
        assert_eq!(named(&"𠀀".repeat(30), 1).encode_utf16().count(), 24);
    }
}
