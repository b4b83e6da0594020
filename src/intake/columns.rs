//! Records to typed columns: blocks of rows in parallel, each written directly into its part of every column.

pub(super) mod typed;

use std::borrow::Cow;

use jiff::civil::Date;
use memchr::{memchr, memchr_iter, memmem};
use rayon::prelude::*;

use super::cells::{self, shown};
use super::encoding::TORN;
use super::fields::{DateRule, FlagRule, Memo, NumberRule, Rule, TextRule};
use super::marks::Marks;
use super::numbers::plain;
use super::records::{self, MOST_BYTES, Row, Rows};
use crate::finding::Code;
use crate::firms::{Cells, Column, Kind, Texts};
use crate::progress::Progress;
use crate::words::{Message, say};

/// Rows per block: few enough that a block's part of every column stays in the processor's cache.
const BLOCK: usize = 4096;
/// Blocks per thread and wave.
const WAVE: usize = 16;

/// Faults of a block, and its rows with more cells than headers.
type Faulty<T> = (Vec<T>, Vec<u32>);

/// A fault of a row in eight bytes: a file may be at fault in every cell. Its message is made again by
/// reading the row again, see [`Reading`](super::reading::Reading).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Mark {
    /// The row's position in the file, from 0.
    pub row: u32,
    /// The file's column at fault; [`u16::MAX`] for none.
    column: u16,
    pub code: Code,
}

impl Mark {
    /// A fault of kind `code` in `row`, and in `column` if one is at fault.
    pub fn new(row: u32, code: Code, column: Option<usize>) -> Mark {
        // A header has at most 16,384 columns.
        let column = column.and_then(|column| u16::try_from(column).ok()).unwrap_or(u16::MAX);
        Mark { row, column, code }
    }

    /// The file's column at fault, if one is.
    pub fn column(self) -> Option<usize> {
        (self.column != u16::MAX).then_some(usize::from(self.column))
    }

    /// The same fault with the row at another position.
    pub fn at(self, row: u32) -> Mark {
        Mark { row, ..self }
    }
}

/// Turns the mark and the message of a fault into the record that is kept.
pub(super) type Keep<T> = fn(Mark, Message) -> T;

#[derive(Debug)]
pub(super) struct Plan {
    /// The byte between cells.
    pub delimiter: u8,
    /// Cells that mean a missing value.
    pub marks: Marks,
    /// One per column of the file.
    pub rules: Vec<Rule>,
    /// Least number of cells in a row. Further cells may be absent and count as blank.
    pub least: usize,
    /// Whether the rows are those of a worksheet.
    pub in_workbook: bool,
    /// Whether days count from 1904, as workbooks may say.
    pub since_1904: bool,
    /// Whether a column of texts may hold values of any type, which are read as they are written.
    pub as_texts: bool,
}

impl Plan {
    /// Bytes of the columns for this many rows, texts excluded.
    pub fn bytes(&self, rows: usize) -> usize {
        let cell = |rule: &Rule| match rule.kind() {
            None => 0,
            Some(Kind::Number) => size_of::<f64>() + size_of::<bool>(),
            Some(Kind::Flag) => 2 * size_of::<bool>(),
            Some(Kind::Date) => size_of::<Date>() + size_of::<bool>(),
            Some(Kind::Text) => size_of::<u32>(),
        };
        rows.saturating_mul(self.rules.iter().map(cell).sum())
    }
}

/// The file's columns (`None` if not read) and the faults of rows, in file order.
#[derive(Debug)]
pub(super) struct Table<T> {
    /// One per column of the file.
    pub columns: Vec<Option<Column>>,
    /// Faults in the order of rows.
    pub faults: Vec<T>,
    /// Rows reported as too wide but read: all cells beyond the header are blank.
    pub wide: Vec<u32>,
}

/// Reads the rows of `text`. `keep` makes the record of each fault. A row that is faulty as a whole has only
/// missing cells.
pub(super) fn read<T: Send>(
    text: &str,
    rows: &Rows,
    plan: &Plan,
    progress: &dyn Progress,
    keep: Keep<T>,
) -> Table<T> {
    let len = rows.rows.len();
    let mut columns: Vec<Option<Column>> =
        plan.rules.iter().map(|rule| rule.kind().map(|kind| Column::missing(kind, len))).collect();
    let mut blocks: Vec<Block<'_, T>> =
        (0..len).step_by(BLOCK).map(|first| Block::new(text, rows, first, plan, keep)).collect();
    for (rule, column) in plan.rules.iter().zip(&mut columns) {
        for (block, lane) in blocks.iter_mut().zip(lanes(rule, column.as_mut())) {
            block.lanes.push(lane);
        }
    }
    let mut texts: Vec<Texts> = Vec::new();
    let (mut faults, mut wide) = (Vec::new(), Vec::new());
    let mut blocks = blocks.into_iter();
    // Blocks in waves, so that the memory of one wave's texts serves the next.
    let wave = WAVE * rayon::current_num_threads();
    loop {
        let read: Vec<(Vec<Texts>, Faulty<T>)> = blocks
            .by_ref()
            .take(wave)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|block| block.finish(progress))
            .collect();
        if read.is_empty() {
            break;
        }
        let (parts, noticed): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        append(&mut texts, parts, len);
        for (of_block, wide_rows) in noticed {
            faults.extend(of_block);
            wide.extend(wide_rows);
        }
    }
    let text_columns = columns.iter_mut().flatten().filter(|column| column.texts().is_some());
    text_columns.zip(texts).for_each(|(column, texts)| *column = Column::Text(texts));
    Table { columns, faults, wide }
}

/// Appends the texts of one wave's blocks to `columns`, which will have `len` texts each.
fn append(columns: &mut Vec<Texts>, blocks: Vec<Vec<Texts>>, len: usize) {
    if columns.is_empty() {
        // The first wave shows how much room the whole is likely to need.
        let rows: usize = blocks.iter().filter_map(|block| block.first()).map(Texts::len).sum();
        let bytes = |at: usize| blocks.iter().map(|block| block[at].bytes()).sum::<usize>();
        let room = |at: usize| (bytes(at) as f64 / rows.max(1) as f64 * len as f64) as usize;
        let count = blocks.first().map_or(0, Vec::len);
        columns.extend((0..count).map(|at| Texts::with_capacity(len, room(at) + room(at) / 16)));
    }
    columns.par_iter_mut().enumerate().for_each(|(at, column)| {
        blocks.iter().for_each(|block| column.append(&block[at]));
    });
}

/// One block's part of one column, with its rule.
enum Lane<'a> {
    /// The column is skipped.
    Skip,
    Number {
        rule: &'a NumberRule,
        values: &'a mut [f64],
        present: &'a mut [bool],
    },
    Flag {
        rule: &'a FlagRule,
        values: &'a mut [bool],
        present: &'a mut [bool],
    },
    Date {
        rule: &'a DateRule,
        values: &'a mut [Date],
        present: &'a mut [bool],
    },
    Text {
        rule: &'a TextRule,
        texts: Texts,
        memo: Memo,
    },
}

/// The lanes of one column, block by block.
fn lanes<'a>(rule: &'a Rule, column: Option<&'a mut Column>) -> Box<dyn Iterator<Item = Lane<'a>> + 'a> {
    match (rule, column) {
        (Rule::Number(rule), Some(Column::Number(cells))) => {
            Box::new(chunks(cells).map(move |(values, present)| Lane::Number { rule, values, present }))
        }
        (Rule::Flag(rule), Some(Column::Flag(cells))) => {
            Box::new(chunks(cells).map(move |(values, present)| Lane::Flag { rule, values, present }))
        }
        (Rule::Date(rule), Some(Column::Date(cells))) => {
            Box::new(chunks(cells).map(move |(values, present)| Lane::Date { rule, values, present }))
        }
        (Rule::Text(rule), Some(Column::Text(_))) => {
            let text = move || Lane::Text {
                rule,
                texts: Texts::with_capacity(BLOCK, 16 * BLOCK),
                memo: Memo::of(BLOCK),
            };
            Box::new(std::iter::repeat_with(text))
        }
        _ => Box::new(std::iter::repeat_with(|| Lane::Skip)),
    }
}

fn chunks<T>(cells: &mut Cells<T>) -> impl Iterator<Item = (&mut [T], &mut [bool])> {
    cells.values.chunks_mut(BLOCK).zip(cells.present.chunks_mut(BLOCK))
}

/// Rows that one thread reads at a time.
struct Block<'a, T> {
    text: &'a str,
    plan: &'a Plan,
    /// Position of the first row.
    first: usize,
    rows: &'a [Row],
    /// Positions of rows with an unclosed quotation mark.
    unclosed: &'a [u32],
    lanes: Vec<Lane<'a>>,
    keep: Keep<T>,
    faults: Vec<T>,
    wide: Vec<u32>,
    /// Buffer for the cells of one record with quotation marks.
    cells: Vec<Cow<'a, str>>,
}

impl<'a, T> Block<'a, T> {
    fn new(text: &'a str, rows: &'a Rows, first: usize, plan: &'a Plan, keep: Keep<T>) -> Block<'a, T> {
        let end = rows.rows.len().min(first + BLOCK);
        let unclosed = &rows.unclosed;
        let from = unclosed.partition_point(|&row| (row as usize) < first);
        let to = unclosed.partition_point(|&row| (row as usize) < end);
        Block {
            text,
            plan,
            first,
            rows: &rows.rows[first..end],
            unclosed: &unclosed[from..to],
            lanes: Vec::with_capacity(plan.rules.len()),
            keep,
            faults: Vec::new(),
            wide: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// Reads the block: the texts of each text column, faults, and rows that are merely too wide.
    fn finish(mut self, progress: &dyn Progress) -> (Vec<Texts>, Faulty<T>) {
        self.read();
        let bytes = self.rows.last().map_or(0, |row| row.end) - self.rows.first().map_or(0, |row| row.start);
        progress.advance(u64::from(bytes));
        let texts = self.lanes.into_iter().filter_map(|lane| match lane {
            Lane::Text { texts, .. } => Some(texts),
            _ => None,
        });
        (texts.collect(), (self.faults, self.wide))
    }

    fn read(&mut self) {
        let (Some(first), Some(last)) = (self.rows.first(), self.rows.last()) else { return };
        let bytes = &self.text.as_bytes()[first.start as usize..last.end as usize];
        let torn = memmem::find(bytes, TORN.as_bytes()).is_some() || memchr(0, bytes).is_some();
        let quoted = memchr(b'"', bytes).is_some();
        for (at, row) in self.rows.iter().enumerate() {
            let record = row.of(self.text);
            if let Some((code, message)) = self.broken(at, record, torn) {
                self.fault(at, code, None, message);
                self.skip_row();
            } else if quoted && memchr(b'"', record.as_bytes()).is_some() {
                self.read_parted(at, record);
            } else {
                self.read_plain(at, record);
            }
        }
    }

    /// The fault of the row as a whole, which makes its cells meaningless.
    fn broken(&self, at: usize, record: &str, torn: bool) -> Option<(Code, Message)> {
        let is_unclosed = self.unclosed.binary_search(&((self.first + at) as u32)).is_ok();
        let code = broken(record, is_unclosed, torn)?;
        let message = match code {
            Code::QuoteUnclosed => say!(intake::quote_unclosed),
            Code::RecordTooLong => too_long(record),
            _ if memchr(0, record.as_bytes()).is_some() => say!(intake::row_zero_byte),
            _ => say!(intake::row_torn),
        };
        Some((code, message))
    }

    fn fault(&mut self, at: usize, code: Code, column: Option<usize>, message: Message) {
        self.faults.push((self.keep)(Mark::new((self.first + at) as u32, code, column), message));
    }

    /// Every lane keeps one cell per row; only texts need a push.
    fn skip_row(&mut self) {
        for lane in &mut self.lanes {
            if let Lane::Text { texts, .. } = lane {
                texts.push("");
            }
        }
    }

    fn read_plain(&mut self, at: usize, record: &'a str) {
        let delimiter = self.plan.delimiter;
        let bytes = record.as_bytes();
        let width = memchr_iter(delimiter, bytes).count() + 1;
        if width != self.lanes.len() {
            return self.read_parted(at, record);
        }
        let mut from = 0;
        for (column, lane) in self.lanes.iter_mut().enumerate() {
            let rest = bytes.get(from..).unwrap_or_default();
            if let Lane::Number { rule, values, present } = lane
                && let Some((value, length)) =
                    rule.unseen_power.and_then(|power| plain(rest, delimiter, power))
                && rule.admits(value)
            {
                values[at] = value;
                present[at] = true;
                from += length + 1;
                continue;
            }
            if let Lane::Flag { rule, values, present } = lane
                && let Some((value, length)) = cells::plain_flag(rest, delimiter).filter(|_| rule.plain)
            {
                values[at] = value;
                present[at] = true;
                from += length + 1;
                continue;
            }
            let length = memchr(delimiter, rest).unwrap_or(rest.len());
            let cell = &record[from..from + length];
            lane.read(cell, at, self.plan, |code, message| {
                let mark = Mark::new((self.first + at) as u32, code, Some(column));
                self.faults.push((self.keep)(mark, message));
            });
            from += length + 1;
        }
    }

    /// Reads a row cell by cell: one with quotation marks, or with another width than the header. Missing
    /// cells of columns without a header are blank.
    fn read_parted(&mut self, at: usize, record: &'a str) {
        let mut cells = std::mem::take(&mut self.cells);
        cells.clear();
        cells.extend(records::cells(record, self.plan.delimiter));
        let (width, whole) = (cells.len(), self.lanes.len());
        let fits = if width > whole {
            cells[whole..].iter().all(|cell| cell.trim().is_empty())
        } else {
            width >= self.plan.least
        };
        if fits {
            cells.resize(whole, Cow::Borrowed(""));
            let (before, mut moved) = (self.faults.len(), false);
            for (column, (lane, cell)) in self.lanes.iter_mut().zip(&cells).enumerate() {
                lane.read(unwrapped(cell), at, self.plan, |code, message| {
                    moved |= code.sets_aside();
                    let mark = Mark::new((self.first + at) as u32, code, Some(column));
                    self.faults.push((self.keep)(mark, message));
                });
            }
            if width > whole {
                // The extra cells are blank, but a stray delimiter may have shifted the others. Therefore
                // only the width is reported, not the faults of cells.
                self.faults.truncate(before);
                self.fault(at, Code::RowWidth, None, of_width(width, whole));
                if !moved {
                    self.wide.push((self.first + at) as u32);
                }
            }
        } else {
            self.fault(at, Code::RowWidth, None, of_width(width, whole));
            self.skip_row();
        }
        self.cells = cells;
    }
}

/// The message for a row of this many cells.
fn of_width(width: usize, header: usize) -> Message {
    say!(intake::row_width, width = width, header = header)
}

/// The text of a formula that consists of a text only (`="0123"`), which keeps leading zeros in spreadsheets.
fn unwrapped(cell: &str) -> &str {
    let inside = cell.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inside.filter(|inside| !inside.contains('"')).unwrap_or(cell)
}

/// The message for a row that is too long.
pub(super) fn too_long(record: &str) -> Message {
    say!(intake::row_too_long, bytes = record.len(), most = MOST_BYTES)
}

/// The code of a row that is faulty as a whole, regardless of its cells. If `torn` is true, invalid bytes are
/// searched for.
pub(super) fn broken(record: &str, is_unclosed: bool, torn: bool) -> Option<Code> {
    if is_unclosed {
        return Some(Code::QuoteUnclosed);
    }
    if record.len() > MOST_BYTES {
        return Some(Code::RecordTooLong);
    }
    let is_torn = || memchr(0, record.as_bytes()).is_some() || record.contains(TORN);
    (torn && is_torn()).then_some(Code::CellEncoding)
}

impl Lane<'_> {
    /// Reads one cell. A fault goes to `fault`, and an unusable cell stays missing.
    #[inline]
    fn read(&mut self, cell: &str, at: usize, plan: &Plan, mut fault: impl FnMut(Code, Message)) {
        let cell = trimmed(cell);
        let missing = plan.marks.are(cell);
        if !missing
            && matches!(cell.as_bytes().first(), Some(b'#' | b'='))
            && let Some((code, message)) = cells::of_spreadsheet(cell, plan.in_workbook)
        {
            return self.leave_out(code, message, fault);
        }
        match self {
            Lane::Skip => {}
            Lane::Number { rule, values, present } if !missing => {
                match rule.plain(cell).map_or_else(|| rule.read(cell), Ok) {
                    Ok(value) => (values[at], present[at]) = (value, true),
                    Err((code, message)) => fault(code, message),
                }
            }
            Lane::Flag { rule: FlagRule { no: Some(no), .. }, values, present }
                if !cell.is_empty() && no.are(cell) =>
            {
                (values[at], present[at]) = (false, true);
            }
            Lane::Flag { values, present, .. } if !missing => match cells::flag(cell) {
                Some(value) => (values[at], present[at]) = (value, true),
                None => fault(Code::CellFlag, say!(intake::flag_neither, cell = shown(cell))),
            },
            Lane::Date { rule, values, present } if !missing => match rule.read(cell) {
                Ok(Some(value)) => (values[at], present[at]) = (value, true),
                Ok(None) if rule.required => fault(Code::CellMissing, absent(cell)),
                Ok(None) => {}
                Err(reason) => fault(Code::CellDate, reason.message(cell, plan.since_1904)),
            },
            Lane::Text { rule, texts, memo } if !missing => {
                rule.read(cell, texts, memo, |code, message| match code {
                    Code::IdScientific if plan.in_workbook => {
                        fault(Code::IdRounded, say!(intake::id_rounded, cell = shown(cell)));
                    }
                    _ => fault(code, message),
                });
            }
            Lane::Number { rule: NumberRule { required, .. }, .. }
            | Lane::Flag { rule: FlagRule { required, .. }, .. }
            | Lane::Date { rule: DateRule { required, .. }, .. } => {
                if *required {
                    fault(Code::CellMissing, absent(cell));
                }
            }
            Lane::Text { rule, texts, .. } => {
                texts.push("");
                if rule.required {
                    fault(Code::CellMissing, absent(cell));
                }
            }
        }
    }
}

impl Lane<'_> {
    /// Leaves a cell missing with this fault; an idle column's cell has none.
    fn leave_out(&mut self, code: Code, message: Message, mut fault: impl FnMut(Code, Message)) {
        match self {
            Lane::Skip => return,
            Lane::Text { texts, .. } => texts.push(""),
            Lane::Number { .. } | Lane::Flag { .. } | Lane::Date { .. } => {}
        }
        fault(code, message);
    }
}

fn absent(cell: &str) -> Message {
    if cell.is_empty() { say!(intake::cell_empty) } else { say!(intake::cell_mark, cell = shown(cell)) }
}

/// As `cell.trim()`, but immediate if neither end can be a blank. In UTF-8 every blank beyond ASCII begins
/// with a byte below 0xE4, and no Chinese character does.
#[inline]
fn trimmed(cell: &str) -> &str {
    let bytes = cell.as_bytes();
    let begins = bytes.first().is_none_or(|&byte| byte.is_ascii_graphic() || byte >= 0xE4);
    let ends = bytes.last().is_none_or(u8::is_ascii_graphic)
        || bytes.iter().rev().nth(2).is_some_and(|&byte| byte >= 0xE4);
    if begins && ends { cell } else { cell.trim() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_takes_eight_bytes_and_gives_back_what_it_was_made_of() {
        assert_eq!(size_of::<Mark>(), 8);
        for column in [None, Some(0), Some((1 << 14) - 1)] {
            let mark = Mark::new(7, Code::CellFlag, column);
            assert_eq!((mark.row, mark.code, mark.column()), (7, Code::CellFlag, column));
        }
    }
}
