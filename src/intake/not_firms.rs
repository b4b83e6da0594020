//! Rows that are no firms: totals, remarks, signatures and repeated headers.
//!
//! A row with a credit code, or with an id or name that the campaign keeps, is always a firm. Any other row
//! is judged by its id, else by its name, else by its first cell that is not blank.

use std::borrow::Cow;

use rayon::prelude::*;

use super::body::Body;
use super::cells::shown;
use super::checks::Fields;
use super::columns::Mark;
use super::records::{self, Row};
use super::remarks::{Remark, remark};
use super::units::{self, bracketed};
use super::{ids, uscc};
use crate::finding::Code;
use crate::firms::Texts;
use crate::firms::width::{half_width, key};
use crate::words::{Message, say};

/// Rows checked at a time by one thread.
const BLOCK: usize = 4096;

/// State of the search for rows that are no firms.
pub(super) struct Look<'a> {
    /// The byte between cells.
    delimiter: u8,
    /// The file's columns of the id and of the name.
    id: usize,
    name: Option<usize>,
    ids: &'a Texts,
    names: Option<&'a Texts>,
    /// Whether the id is the credit code.
    by_code: bool,
    /// The keys of each column: of its own header and of its field's name, title and aliases.
    headers: Vec<Vec<String>>,
    /// Keys of ids and names that always mean a firm.
    keep: &'a [String],
}

struct NoFirm {
    code: Code,
    /// The column whose cell shows that the row is no firm; `None` if the whole row does.
    column: Option<usize>,
    message: Message,
}

/// A mark for each of `rows` that is no firm, in ascending order. `broken` has the faults of form of the
/// rows: a row that cannot be split into cells gets no mark.
pub(super) fn find(look: &Look<'_>, body: &Body, rows: &[Row], broken: &[Mark]) -> Vec<Mark> {
    let of_row = |row: u32| {
        let from = broken.partition_point(|fault| fault.row < row);
        broken[from..].iter().take_while(move |fault| fault.row == row)
    };
    let is_torn = |row: u32| of_row(row).any(|fault| is_torn(fault.code));
    let is_parted = |row: u32| of_row(row).all(|fault| fault.code != Code::RowWidth);
    let starts: Vec<usize> = (0..rows.len()).step_by(BLOCK).collect();
    let blocks = starts.into_par_iter().flat_map_iter(|start| {
        let block = start..rows.len().min(start + BLOCK);
        let mut faults =
            broken[broken.partition_point(|fault| (fault.row as usize) < start)..].iter().peekable();
        let doubtful = block.filter(|&row| {
            while faults.next_if(|fault| (fault.row as usize) < row).is_some() {}
            let is_faultless = faults.peek().is_none_or(|fault| fault.row as usize != row);
            !(is_faultless && look.has_code(row)) && look.is_doubtful(row) && !is_torn(row as u32)
        });
        doubtful
            .filter_map(|row| look.mark(row, &body.record(rows[row]), is_parted(row as u32)))
            .collect::<Vec<_>>()
    });
    blocks.collect()
}

/// Looks at rows that were too short to become cells of columns. If such a row is no firm, its mark in
/// `marks` is replaced. The marks have positions in `all`.
pub(super) fn find_short(look: &Look<'_>, body: &Body, all: &[Row], marks: &mut [Mark]) {
    marks.par_iter_mut().filter(|mark| !is_torn(mark.code)).for_each(|mark| {
        if let Some(NoFirm { code, column, .. }) = look.what(&body.record(all[mark.row as usize]), false) {
            *mark = Mark::new(mark.row, code, column);
        }
    });
}

/// Whether the code means that a row is no firm.
pub(super) fn is_told(code: Code) -> bool {
    code.says_no_firm() || code == Code::IdText
}

/// Whether a row with this fault cannot be split into cells.
fn is_torn(code: Code) -> bool {
    matches!(code, Code::QuoteUnclosed | Code::RecordTooLong | Code::CellEncoding)
}

impl<'a> Look<'a> {
    /// The search state for rows of `fields`, with firms identified by the field `id_field`; `None` without
    /// an id. Ids and names with a key in `keep` always mean a firm.
    pub fn new(fields: &Fields<'a>, id_field: usize, delimiter: u8, keep: &'a [String]) -> Option<Look<'a>> {
        let &Fields { dictionary, bound: bindings, columns, headers, .. } = fields;
        let column = |field: usize| bindings.iter().position(|&bound| bound == Some(field));
        let texts = |at: usize| columns[at].as_ref().and_then(|column| column.texts());
        let id = column(id_field)?;
        let name = dictionary.position("name").and_then(column).filter(|&at| at != id);
        let names_of = |(at, header): (usize, &std::sync::Arc<str>)| {
            let field = bindings[at].map(|field| &dictionary.fields[field]);
            let of_field = field.into_iter().flat_map(|field| {
                [&field.name, &field.title].into_iter().chain(&field.aliases).map(|name| key(name))
            });
            let own = key(header);
            let base = bracketed(&own).map(|(base, _)| base.to_owned());
            std::iter::once(own).chain(base).chain(of_field).collect()
        };
        Some(Look {
            delimiter,
            id,
            name,
            ids: texts(id)?,
            names: name.and_then(texts),
            by_code: dictionary.primary_key == "credit_code",
            headers: headers.iter().enumerate().map(names_of).collect(),
            keep,
        })
    }

    /// Whether the row has a credit code, provided that it is without a fault: an id in the form of one. The
    /// faults of rows that are too wide are not known.
    fn has_code(&self, row: usize) -> bool {
        let id = self.ids.get_or_empty(row).as_bytes();
        self.by_code && id.len() == 18 && id[2..8].iter().all(u8::is_ascii_digit)
    }

    /// Whether the row may be no firm. The test is cheap, since most rows are firms.
    fn is_doubtful(&self, row: usize) -> bool {
        let id = self.ids.get_or_empty(row);
        if self.by_code && matches!(uscc::check(id), None | Some(uscc::Fault::Check(_))) {
            return false;
        }
        let is_remark = |texts: &Texts| remark(texts.get_or_empty(row)).is_some();
        let is_header =
            |at: usize, text: &str| text.len() < 100 && self.may_mean(at, text) && self.means(at, text);
        id.is_empty()
            || is_header(self.id, id)
            || remark(id).is_some()
            || self.names.is_some_and(is_remark)
            || self.by_code && (no_code(id).is_some() || id.len() <= MOST_DIGITS)
    }

    /// Whether `cell` begins like the header of the column at `at`.
    fn may_mean(&self, at: usize, cell: &str) -> bool {
        let is_left_out = |c: &char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}');
        let Some(first) = cell.chars().map(half_width).find(|c| !is_left_out(c)) else { return false };
        let begins = |name: &String| name.starts_with(first.to_ascii_lowercase());
        !first.is_alphanumeric() || self.headers.get(at).is_some_and(|names| names.iter().any(begins))
    }

    /// Whether `cell` is the header of the column at `at` rather than a value.
    fn means(&self, at: usize, cell: &str) -> bool {
        let cell = key(cell);
        let is_one =
            |text: &str| self.headers.get(at).is_some_and(|names| names.iter().any(|name| name == text));
        is_one(&cell) || bracketed(&cell).is_some_and(|(base, _)| is_one(base))
    }

    /// The mark of the row `record` at position `row`, if the row is no firm. `parted` if the row has as many
    /// cells as the header; an empty id in `ids` is then a missing-value mark.
    fn mark(&self, row: usize, record: &str, parted: bool) -> Option<Mark> {
        let NoFirm { code, column, .. } =
            self.what(record, parted && self.ids.get_or_empty(row).is_empty())?;
        Some(Mark::new(row as u32, code, column))
    }

    /// The message for the row `record` at position `row`, marked with `code`.
    pub fn message(&self, row: usize, record: &str, code: Code) -> Option<Message> {
        let unknown = self.ids.get_or_empty(row).is_empty();
        let mut what = [unknown, !unknown].into_iter().filter_map(|unknown| self.what(record, unknown));
        what.find(|what| what.code == code).map(|what| what.message)
    }

    /// Why the row `record` is no firm; `None` if it is a firm. `unknown` if its id is a missing-value mark.
    fn what(&self, record: &str, unknown: bool) -> Option<NoFirm> {
        // A row may be wider than the header.
        let written: Vec<Cow<'_, str>> =
            records::cells(record, self.delimiter).take(self.headers.len() + 1).collect();
        let mut cells: Vec<String> =
            written.iter().map(|cell| ids::cleaned(cell.trim()).into_owned()).collect();
        if unknown {
            cells.iter_mut().skip(self.id).take(1).for_each(String::clear);
        }
        let at = |column: usize| cells.get(column).map_or("", String::as_str);
        let (id, name) = (at(self.id), self.name.map_or("", at));
        // An id that is masked as a whole says nothing; the name beside it does.
        let is_masked = !id.contains(char::is_alphanumeric) && name.contains(char::is_alphanumeric);
        let id = if is_masked { "" } else { id };
        let is_kept = |cell: &str| !cell.is_empty() && self.keep.contains(&key(cell));
        if is_kept(id) || is_kept(name) {
            return None;
        }
        let filled = || cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        let (first, _) = filled().next()?;
        let subject = match self.name {
            _ if !id.is_empty() => self.id,
            Some(at) if !name.is_empty() => at,
            _ => first,
        };
        let fault = |code, column: Option<usize>, message: Message| {
            let column = column.filter(|&column| column < self.headers.len());
            Some(NoFirm { code, column, message })
        };
        if self.is_header(&cells) {
            return fault(Code::HeaderRow, None, say!(intake::row_header));
        }
        let has_code = cells.iter().any(|cell| is_credit_code(cell));
        for column in std::iter::once(subject).chain(self.name).filter(|_| !has_code) {
            let cell = written.get(column).map_or("", |cell| cell);
            // The name of a firm with an id may be masked (***).
            if column != subject && !cell.contains(char::is_alphanumeric) {
                continue;
            }
            let (code, message) = match remark(cell) {
                Some(Remark::Total) => (Code::TotalRow, say!(intake::row_total, cell = shown(cell))),
                Some(Remark::Note) => (Code::NoteRow, say!(intake::row_note, cell = shown(cell))),
                None => continue,
            };
            return fault(code, Some(column), message);
        }
        let why = if !self.by_code || id.is_empty() { None } else { no_code(id) };
        let message = match why? {
            NoCode::Digitless => say!(intake::id_without_digit, cell = shown(id)),
            NoCode::Text => say!(intake::id_text, cell = shown(id)),
        };
        fault(Code::IdText, Some(self.id), message)
    }

    /// Whether the row is a header: most cells match the headers of their columns, in the words of the file
    /// or of the dictionary, or the row is a second header line with units.
    fn is_header(&self, cells: &[String]) -> bool {
        let mut filled = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        let id = cells.get(self.id).map_or("", String::as_str);
        let names_id = !id.is_empty() && self.means(self.id, id);
        if self.by_code && (names_id || is_numbering(cells)) {
            return true;
        }
        // A row with an id that is no header is a firm. Most rows are.
        if !names_id && !id.is_empty() {
            return false;
        }
        let means = |(at, cell): &(usize, &String)| self.means(*at, cell);
        let count = filled.clone().count();
        let meant = filled.clone().filter(means).count();
        let is_unit = |cell: &str| {
            let cell = key(cell);
            let unit = cell.trim_start_matches('(').trim_end_matches(')');
            units::is_unit(unit.trim_start_matches("单位").trim_start_matches(':'))
        };
        let is_all = |found: usize| found == count || (found > 1 && 2 * found >= count);
        meant > 0 && is_all(meant)
            || id.is_empty() && filled.all(|(at, cell)| is_unit(cell) || self.means(at, cell))
    }
}

/// Digits of the number of a column.
const MOST_DIGITS: usize = 3;

/// Whether the row numbers the columns, as forms do below their headers: 栏次, 1, 2, 3.
fn is_numbering(cells: &[String]) -> bool {
    let number = |cell: &String| cell.parse::<u32>().ok().filter(|_| cell.len() <= MOST_DIGITS);
    let mut filled = cells.iter().filter(|cell| !cell.is_empty()).peekable();
    // The first may say what the numbers are; letters stand for columns of texts: 甲, 乙, 1, 2.
    let is_word = |cell: &&String| cell.chars().count() <= 3 && number(cell).is_none();
    let words = std::iter::from_fn(|| filled.next_if(is_word)).count();
    let numbers: Vec<Option<u32>> = filled.map(number).collect();
    let follow = |pair: &[Option<u32>]| pair[0].zip(pair[1]).is_some_and(|(one, next)| one + 1 == next);
    words <= 4
        && numbers.len() > 1
        && numbers[0].is_some_and(|first| first <= 5)
        && numbers.windows(2).all(follow)
}

/// Whether the cell is a firm's credit code.
fn is_credit_code(cell: &str) -> bool {
    if cell.len() < 18 {
        return false;
    }
    let code: String = cell.chars().map(half_width).filter(|c| !c.is_whitespace()).take(40).collect();
    let code = ids::undashed(&code).unwrap_or(code);
    uscc::check(&code.to_ascii_uppercase()).is_none()
}

/// Why a text is no credit code.
enum NoCode {
    /// It has no digit.
    Digitless,
    /// It is text with a digit.
    Text,
}

/// Why a text is no credit code at all. `None` for a faulty credit code and for a registration number from
/// before credit codes (企合苏总字第000063).
fn no_code(id: &str) -> Option<NoCode> {
    let digits = id.chars().filter(char::is_ascii_digit).count();
    if digits == 0 {
        return Some(NoCode::Digitless);
    }
    let is_foreign = |c: &char| !c.is_ascii() && c.is_alphabetic();
    let (foreign, all) = (id.chars().filter(is_foreign).count(), id.chars().count());
    let is_old_number = id.split_once('字').is_some_and(|_| digits >= 4);
    let is_text = 4 * foreign > all && !is_old_number;
    is_text.then_some(NoCode::Text)
}
