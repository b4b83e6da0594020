//! Worksheets of a table: where its rows stand, the columns' widths, and everything around the rows.

use std::borrow::Cow;
use std::ops::Range;

use super::address::address;
use super::archive::Archive;
use super::columns::{self, Column};
use super::measure::lines;
use super::parts::{self, HEADER, HEADER_OF_NUMBERS, NOTICE, Sheet, row, sheet_begins, sheet_ends};
use super::rows::{Markup, Position};
use super::{About, text};
use crate::finding::Finding;
use crate::publish::changed::Changed;
use crate::publish::table::Field;
use crate::words::{Message, say};

/// Greatest number of rows in a worksheet.
pub(super) const ROWS: usize = 1_048_576;

/// Everything known before the first row.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    pub fields: &'a [Field],
    /// Notice above every header.
    notice: Option<String>,
    /// Rows of the table.
    pub rows: usize,
    pub columns: Vec<Column>,
    /// Columns that stay in sight, and pages side by side.
    leading: usize,
    pages: usize,
    markup: Vec<Markup>,
    pub sheets: Vec<Sheet>,
    /// Number of worksheets before those of the table.
    pub before: usize,
}

/// Some rows of a table: of block `block` the rows `rows`, the first at place `at` of the table.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub block: usize,
    pub rows: Range<usize>,
    pub at: usize,
}

impl<'a> Layout<'a> {
    pub(super) fn new(
        about: &About<'_>,
        fields: &'a [Field],
        rows: usize,
        columns: Vec<Column>,
    ) -> Layout<'a> {
        let language = about.language;
        let said = |message: Message| message.say(language).into_owned();
        let markup = columns.iter().enumerate().map(|(at, column)| Markup::new(at, column.style));
        let widths: Vec<usize> = columns.iter().map(|column| column.width).collect();
        let leading = columns::leading(&widths, |at| fields[at].shown.identifies);
        let mut layout = Layout {
            fields,
            notice: about.notice.clone().map(said),
            rows,
            markup: markup.collect(),
            leading,
            pages: columns::pages(&widths, leading),
            columns,
            sheets: Vec::new(),
            before: usize::from(!about.is_public),
        };
        let base = about.sheet.map_or_else(|| about.title.say(language), Cow::Borrowed);
        let taken = said(say!(publish::cover));
        let untitled = said(say!(publish::list_untitled));
        let count = rows.div_ceil(layout.rows_of_sheet()).max(1);
        layout.sheets = (0..count)
            .map(|at| Sheet {
                name: sheet_name(&base, &untitled, &taken, at + 1),
                header: layout.header(),
                leading,
                filtered: layout.range(at, "$"),
                noted: false,
            })
            .collect();
        layout
    }

    /// Number of the header's row, from 1.
    fn header(&self) -> usize {
        1 + usize::from(self.notice.is_some())
    }

    /// Greatest number of the table's rows in a worksheet.
    pub(super) fn rows_of_sheet(&self) -> usize {
        ROWS - self.header()
    }

    /// Where row `at` of the table stands.
    pub(super) fn position(&self, at: usize) -> Position<'_> {
        let (sheet, row) = (at / self.rows_of_sheet(), at % self.rows_of_sheet());
        let name = (sheet > 0).then(|| self.sheets[sheet].name.as_str());
        Position { markup: &self.markup, first: self.header() + row + 1, sheet: name }
    }

    /// The cells of the header and the rows of worksheet `at`, such as `A2:R9`, with `mark` before letters
    /// and numbers; `None` without rows or columns.
    fn range(&self, at: usize, mark: &str) -> Option<String> {
        let rows = self.rows.saturating_sub(at * self.rows_of_sheet()).min(self.rows_of_sheet());
        let (last, header) = (self.markup.last()?, self.header());
        let name = &last.name;
        (rows > 0).then(|| format!("{mark}A{mark}{header}:{mark}{name}{mark}{}", header + rows))
    }

    /// Ends the worksheet that is open and begins worksheet `sheet`, unless it is the open one.
    pub(super) fn turn_to(
        &self,
        archive: &mut Archive<'_>,
        open: &mut Option<usize>,
        sheet: usize,
        changed: &mut Changed,
    ) -> Result<(), Finding> {
        if *open == Some(sheet) {
            return Ok(());
        }
        if let Some(open) = *open {
            self.end(archive, open)?;
        }
        *open = Some(sheet);
        let name = (sheet > 0).then(|| self.sheets[sheet].name.as_str());
        for (markup, column) in self.markup.iter().zip(&self.columns) {
            let fit = text::fit(&column.header);
            let cell = || address(name, &markup.name, self.header());
            changed.replaced.add(fit.replaced, cell);
            changed.cut.add(fit.cut, cell);
        }
        archive.begin(&parts::sheet_path(sheet + self.before))?;
        archive.text(&self.top(sheet))
    }

    /// A worksheet up to its header: the header stays in sight.
    fn top(&self, sheet: usize) -> String {
        let columns: Vec<(usize, usize)> =
            self.columns.iter().map(|column| (column.width, column.style)).collect();
        let frozen = (self.header(), self.leading);
        let mut out = sheet_begins(frozen, sheet == 0) + &parts::columns(&columns) + "<sheetData>";
        if let Some(notice) = &self.notice {
            out += &row(1, std::iter::once((notice.as_str(), NOTICE)), 1);
        }
        let style = |column: &Column| if column.is_number { HEADER_OF_NUMBERS } else { HEADER };
        let headers = self.columns.iter().map(|column| (column.header.as_str(), style(column)));
        let high = self.columns.iter().map(|column| lines(&column.header, column.width - 3)).max();
        out += &row(self.header(), headers, high.unwrap_or(1));
        out
    }

    /// Ends worksheet `sheet`: rows can be filtered by any column, a printed page holds every column, header
    /// rows repeat on every page, and pages are numbered.
    pub(super) fn end(&self, archive: &mut Archive<'_>, sheet: usize) -> Result<(), Finding> {
        archive.text(&sheet_ends(self.range(sheet, "").as_deref(), false, self.pages))?;
        archive.end()
    }
}

/// Blocks of rows, cut where a worksheet of `most` rows ends. `starts` has the number of rows before each
/// block, `rows` is that of all, and `written` is that of rows before the first block.
pub(super) fn split(starts: &[usize], rows: usize, written: usize, most: usize) -> Vec<Part> {
    let mut parts = Vec::with_capacity(starts.len());
    let ends = starts.iter().skip(1).copied().chain([rows]);
    for (block, (&start, end)) in starts.iter().zip(ends).enumerate() {
        let mut first = start;
        while first < end {
            let at = written + first;
            let last = end.min(first + most - at % most);
            parts.push(Part { block, rows: first - start..last - start, at });
            first = last;
        }
    }
    parts
}

/// A valid name of a worksheet: at most 31 UTF-16 units, without characters that formulas use or that no
/// workbook can hold, not `History`, which Excel reserves, and not `taken`, the name of the cover. Further
/// sheets of a table end with their number.
pub(super) fn sheet_name(title: &str, untitled: &str, taken: &str, number: usize) -> String {
    let is_allowed = |c: &char| {
        !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'')
            && !c.is_control()
            && !text::is_forbidden(*c)
    };
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= 24
    };
    // A spreadsheet would read `_x0041_` as `A`.
    let is_escaped = text::has_escape(title);
    let title = if is_escaped { Cow::Owned(title.replace("_x", "_ x")) } else { Cow::Borrowed(title) };
    let name: String = title.chars().filter(is_allowed).take_while(fits).collect();
    let is_taken = |name: &str| ["", "history", taken].iter().any(|taken| name.eq_ignore_ascii_case(taken));
    let name = if is_taken(name.trim()) { untitled } else { name.trim() };
    if number == 1 { name.to_owned() } else { format!("{name} {number}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_cut_where_a_worksheet_ends() {
        let parts = split(&[0, 4, 4, 9], 12, 7, 5);
        let cut: Vec<_> = parts.iter().map(|part| (part.block, part.rows.clone(), part.at)).collect();
        let expected = [(0, 0..3, 7), (0, 3..4, 10), (2, 0..4, 11), (2, 4..5, 15), (3, 0..3, 16)];
        assert_eq!(cut, expected);
        assert!(split(&[], 0, 0, 5).is_empty());
    }

    #[test]
    fn a_worksheet_is_called_after_its_list_as_far_as_it_can_be() {
        let named = |title: &str, number| sheet_name(title, "名单", "说明", number);
        assert_eq!(named("中国工商银行", 1), "中国工商银行");
        assert_eq!(named("中国工商银行", 2), "中国工商银行 2");
        assert_eq!(named("A/B: [x]", 1), "AB x");
        assert_eq!(named("'*'", 1), "名单");
        assert!(named(&"长".repeat(90), 123_456).encode_utf16().count() <= 31);
        assert_eq!((named("history", 1), named("说明", 1)), ("名单".into(), "名单".into()));
        assert_eq!(named("a\u{ffff}\u{1}b", 1), "ab");
        assert_eq!((named("_x0041_", 1), named("a_x12", 1)), ("_ x0041_".into(), "a_x12".into()));
        assert_eq!(named(&"𠀀".repeat(30), 1).encode_utf16().count(), 24);
    }
}
