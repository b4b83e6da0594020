//! Rows of a table as the XML of a worksheet.

use std::borrow::Cow;
use std::ops::Range;

use super::address::{address, column_name};
use super::archive::{Packer, Piece};
use super::columns::Column;
use super::measure::{height, lines};
use super::parts::PLAIN;
use super::text;
use crate::firms::Texts;
use crate::publish::cell::{is_formula, push_fixed, push_number};
use crate::publish::changed::Changed;
use crate::publish::table::{Data, Table};

/// The last day before a worksheet's days that has no fault: Excel takes 1900 for a leap year.
const FIRST_OF_MARCH_1900: jiff::civil::Date = jiff::civil::date(1900, 3, 1);

/// The markup around the cells of a column.
#[derive(Debug)]
pub(super) struct Markup {
    /// Name of the column, such as `AB`.
    pub name: String,
    /// Beginning of a cell up to the number of its row.
    begin: Vec<u8>,
    /// The rest of the tag for a text, a number and a day.
    text: Vec<u8>,
    number: Vec<u8>,
}

impl Markup {
    /// The markup of column `at`, whose cells have a style.
    pub(super) fn new(at: usize, style: usize) -> Markup {
        let style = if style == PLAIN { String::new() } else { format!(" s=\"{style}\"") };
        let name = column_name(at);
        Markup {
            begin: format!("<c r=\"{name}").into_bytes(),
            text: format!("\"{style} t=\"inlineStr\"><is><t").into_bytes(),
            number: format!("\"{style}><v>").into_bytes(),
            name,
        }
    }
}

const TEXT_ENDS: &[u8] = b"</t></is></c>";
const NUMBER_ENDS: &[u8] = b"</v></c>";

/// A text of a cell as XML, from the end of the tag's name.
#[derive(Debug, Default)]
struct Shown {
    xml: Vec<u8>,
    defused: bool,
    replaced: bool,
    cut: bool,
    /// Lines of a wrapped text.
    lines: usize,
}

impl Shown {
    /// The words of a code in a column, or else the code.
    fn new(code: &str, column: &Column) -> Shown {
        let mut shown = Shown::default();
        let text = column.words.get(code).map_or(code, String::as_str);
        shown.fill(text);
        shown.lines = column.wraps().map_or(1, |characters| lines(text, characters));
        shown
    }

    /// Replaces the content by another text, with an apostrophe where a spreadsheet would run it.
    fn fill(&mut self, text: &str) {
        self.xml.clear();
        (self.defused, self.replaced, self.cut) = (false, false, false);
        if text.is_empty() {
            return;
        }
        let mut harmless = Cow::Borrowed(text);
        if is_formula(text) {
            self.defused = true;
            harmless.to_mut().insert(0, '\'');
        }
        let text::Fit { text, replaced, cut } = text::fit(&harmless);
        (self.replaced, self.cut) = (replaced, cut);
        push_tag_end(&mut self.xml, text.as_bytes());
        text::push_xml(&mut self.xml, &text);
    }
}

/// Ends the tag of a text; readers drop blanks at its ends unless the tag keeps them.
#[inline]
fn push_tag_end(out: &mut Vec<u8>, text: &[u8]) {
    let is_blank = |byte: Option<&u8>| byte.is_some_and(|byte| *byte <= b' ');
    let keeps = is_blank(text.first()) || is_blank(text.last());
    out.extend_from_slice(if keeps { b" xml:space=\"preserve\">" } else { b">" });
}

/// A column prepared for fast writing.
enum Ready<'a> {
    /// Texts that XML holds as they are.
    Plain(&'a Texts),
    Escaped(&'a Texts),
    Label(&'a [u32], Vec<Shown>),
    /// The words of a flag, `no` first.
    Flag(&'a Data, [Shown; 2]),
    Data(&'a Data),
}

impl<'a> Ready<'a> {
    fn of(data: &'a Data, column: &Column) -> Ready<'a> {
        let texts = |texts: &'a Texts| {
            if text::is_plain(texts.all().as_bytes()) { Ready::Plain(texts) } else { Ready::Escaped(texts) }
        };
        match data {
            Data::Text(all) => texts(all),
            Data::Identity(all) => texts(all),
            Data::Label { codes, labels } => {
                Ready::Label(codes, labels.iter().map(|label| Shown::new(label, column)).collect())
            }
            Data::Flag { words, .. } => {
                Ready::Flag(data, [words.no, words.yes].map(|word| Shown::new(word, column)))
            }
            other => Ready::Data(other),
        }
    }
}

/// A table prepared for fast writing.
pub(super) struct Rows<'a> {
    ready: Vec<Ready<'a>>,
    /// Columns of wrapped texts, and the characters in a line of each.
    wrapped: Vec<(usize, usize)>,
}

/// Where rows stand on a worksheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position<'a> {
    pub markup: &'a [Markup],
    /// Number of the first row, from 1.
    pub first: usize,
    /// Name of the worksheet in addresses of cells; `None` where there is one worksheet.
    pub sheet: Option<&'a str>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(table: &'a Table, columns: &[Column]) -> Rows<'a> {
        let ready = table.columns.iter().zip(columns).map(|(data, column)| Ready::of(data, column));
        let wrapped = columns.iter().enumerate().filter_map(|(at, column)| Some((at, column.wraps()?)));
        Rows { ready: ready.collect(), wrapped: wrapped.collect() }
    }

    /// Lines of a row.
    fn lines(&self, row: usize) -> usize {
        let of = |&(at, characters): &(usize, usize)| match &self.ready[at] {
            Ready::Plain(texts) | Ready::Escaped(texts) => lines(texts.get_or_empty(row), characters),
            Ready::Label(codes, labels) => labels[codes[row] as usize].lines,
            Ready::Flag(..) | Ready::Data(_) => 1,
        };
        self.wrapped.iter().map(of).max().unwrap_or(1)
    }

    /// Fills `piece` with rows; returns the counts of altered cells.
    pub(super) fn pack(&self, piece: &mut Piece, rows: Range<usize>, position: Position<'_>) -> Changed {
        let mut packer = Packer::reusing(piece);
        let mut line =
            Line { position, number: Vec::new(), shown: Shown::default(), changed: Changed::default() };
        for (number, row) in (position.first..).zip(rows) {
            line.number.clear();
            push_fixed(&mut line.number, number as i64, 0);
            self.push(&mut packer.text, row, &mut line);
            packer.pass();
        }
        *piece = packer.finish();
        line.changed
    }

    fn push(&self, out: &mut Vec<u8>, row: usize, line: &mut Line<'_>) {
        out.extend_from_slice(b"<row r=\"");
        out.extend_from_slice(&line.number);
        out.push(b'"');
        if !self.wrapped.is_empty() {
            out.extend_from_slice(height(self.lines(row)).as_bytes());
        }
        out.push(b'>');
        for (ready, markup) in self.ready.iter().zip(line.position.markup) {
            match ready {
                Ready::Plain(texts) => line.push_plain(out, markup, texts.get_or_empty(row)),
                Ready::Escaped(texts) => line.push_text(out, markup, texts.get_or_empty(row)),
                Ready::Label(codes, labels) => line.push_shown(out, markup, &labels[codes[row] as usize]),
                Ready::Flag(Data::Flag { cells, .. }, words) => {
                    if let Some(value) = cells.get(row) {
                        line.push_shown(out, markup, &words[usize::from(value)]);
                    }
                }
                Ready::Data(data) | Ready::Flag(data, _) => line.push_value(out, markup, data, row),
            }
        }
        out.extend_from_slice(b"</row>");
    }
}

/// The row in the making.
struct Line<'a> {
    position: Position<'a>,
    /// Its number, in digits.
    number: Vec<u8>,
    /// Room for a text.
    shown: Shown,
    changed: Changed,
}

impl Line<'_> {
    #[inline]
    fn begin(&self, out: &mut Vec<u8>, markup: &Markup, rest: &[u8]) {
        out.extend_from_slice(&markup.begin);
        out.extend_from_slice(&self.number);
        out.extend_from_slice(rest);
    }

    fn push_plain(&mut self, out: &mut Vec<u8>, markup: &Markup, text: &str) {
        if text.is_empty() {
            return;
        }
        if text.len() > text::MOST || is_formula(text) {
            return self.push_text(out, markup, text);
        }
        self.begin(out, markup, &markup.text);
        push_tag_end(out, text.as_bytes());
        out.extend_from_slice(text.as_bytes());
        out.extend_from_slice(TEXT_ENDS);
    }

    fn push_text(&mut self, out: &mut Vec<u8>, markup: &Markup, text: &str) {
        let mut shown = std::mem::take(&mut self.shown);
        shown.fill(text);
        self.push_shown(out, markup, &shown);
        self.shown = shown;
    }

    fn push_shown(&mut self, out: &mut Vec<u8>, markup: &Markup, shown: &Shown) {
        if shown.xml.is_empty() {
            return;
        }
        self.begin(out, markup, &markup.text);
        out.extend_from_slice(&shown.xml);
        out.extend_from_slice(TEXT_ENDS);
        if shown.defused | shown.replaced | shown.cut {
            let number = String::from_utf8_lossy(&self.number);
            let cell = || address(self.position.sheet, &markup.name, &number);
            self.changed.defused += usize::from(shown.defused);
            self.changed.replaced.add(shown.replaced, cell);
            self.changed.cut.add(shown.cut, cell);
        }
    }

    fn push_value(&mut self, out: &mut Vec<u8>, markup: &Markup, data: &Data, row: usize) {
        let is_number = |value: &f64| value.is_finite();
        match data {
            Data::Count(counts) => {
                if let Some(count) = counts.get(row) {
                    self.push_number(out, markup, |out| push_fixed(out, i64::from(count), 0));
                }
            }
            Data::Fixed { units, decimals } => {
                if let Some(units) = units.get(row) {
                    self.push_number(out, markup, |out| push_fixed(out, units, *decimals));
                }
            }
            Data::Choice { codes, values } => {
                self.push_number(out, markup, |out| push_number(out, values[codes[row] as usize]));
            }
            Data::Number(cells) => {
                if let Some(value) = cells.get(row).filter(is_number) {
                    self.push_number(out, markup, |out| push_number(out, value));
                }
            }
            Data::Exact(cells) => {
                if let Some(value) = cells.get(row).filter(is_number) {
                    self.push_number(out, markup, |out| push_number(out, value));
                }
            }
            Data::Date(cells) => {
                if let Some(date) = cells.get(row) {
                    self.push_day(out, markup, date);
                }
            }
            // Texts, labels and flags are written from their prepared form.
            Data::Text(_) | Data::Identity(_) | Data::Label { .. } | Data::Flag { .. } => {}
        }
    }

    #[inline]
    fn push_number(&self, out: &mut Vec<u8>, markup: &Markup, push: impl FnOnce(&mut Vec<u8>)) {
        self.begin(out, markup, &markup.number);
        push(out);
        out.extend_from_slice(NUMBER_ENDS);
    }

    /// Appends a day. A day before 1900 is written as a text, since worksheets have no such days.
    fn push_day(&mut self, out: &mut Vec<u8>, markup: &Markup, date: jiff::civil::Date) {
        if date.year() < 1900 {
            return self.push_text(out, markup, &date.to_string());
        }
        let since = date.duration_since(FIRST_OF_MARCH_1900).as_hours() / 24;
        let serial = if since < 0 { since + 60 } else { since + 61 };
        self.push_number(out, markup, |out| push_fixed(out, serial, 0));
    }
}
