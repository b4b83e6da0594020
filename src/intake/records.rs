//! The bounds of each record, and its cells (RFC 4180, as lenient as spreadsheets are).
//!
//! Records are found in parallel: every physical line counts as a record at first. Then, sequentially, only
//! lines that leave a quotation mark open are joined with the lines that follow.

use std::borrow::Cow;

use std::sync::atomic::{AtomicUsize, Ordering};

use memchr::{memchr, memchr2};
use rayon::prelude::*;

/// Greatest number of physical lines of one record.
const MOST_LINES: u32 = 100;
/// Greatest number of bytes of one record.
pub(super) const MOST_BYTES: usize = 1 << 20;
/// Bytes searched at a time by one thread.
const PIECE: usize = 1 << 21;
pub(super) const QUOTE: u8 = b'"';

/// A record's position in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Position of the first byte.
    pub start: u32,
    /// Position after the last byte, line end excluded.
    pub end: u32,
    /// The physical line it begins on, from 1.
    pub line: u32,
}

impl Row {
    /// The text of the record.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// All records except blank lines and rows of blank cells. Records with an unclosed quotation mark are listed
/// as well.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Records in file order.
    pub rows: Vec<Row>,
    /// Positions in `rows`, ascending.
    pub unclosed: Vec<u32>,
}

/// The result of one thread's piece.
#[derive(Default)]
struct Piece {
    rows: Vec<Row>,
    /// Rows that end within quotation marks.
    open: Vec<u32>,
    lines: u32,
}

/// Finds the records of `text`, with cells separated by `delimiter`. Lines end with LF, CRLF or CR.
pub(super) fn rows(text: &str, delimiter: u8) -> Rows {
    rows_up_to(usize::MAX, text, delimiter).expect("no text has so many rows")
}

/// As [`rows`]; `None` for more than `most` lines that are not blank. Memory then holds at most `most` rows
/// and those of a few pieces.
pub(super) fn rows_up_to(most: usize, text: &str, delimiter: u8) -> Option<Rows> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    while bytes.len() - starts[starts.len() - 1] > PIECE {
        let least = starts[starts.len() - 1] + PIECE;
        match memchr2(b'\n', b'\r', &bytes[least..]) {
            Some(at) => starts.push(after_line_end(bytes, least + at)),
            None => break,
        }
    }
    starts.push(bytes.len());
    let ranges: Vec<(usize, usize)> = starts.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let found = AtomicUsize::new(0);
    let pieces = ranges.par_iter().map(|&(start, end)| {
        let piece = piece(bytes, start, end, delimiter);
        let before = found.fetch_add(piece.rows.len(), Ordering::Relaxed);
        (before + piece.rows.len() <= most).then_some(piece)
    });
    let pieces: Vec<Piece> = pieces.collect::<Option<_>>()?;
    let mut rows = Vec::with_capacity(pieces.iter().map(|piece| piece.rows.len()).sum());
    let mut open = Vec::new();
    let mut lines = 0;
    for piece in pieces {
        open.extend(piece.open.iter().map(|at| at + rows.len() as u32));
        rows.extend(piece.rows.iter().map(|row| Row { line: row.line + lines, ..*row }));
        lines += piece.lines;
    }
    Some(match open.is_empty() {
        true => Rows { rows, unclosed: Vec::new() },
        false => joined(bytes, rows, &open, delimiter),
    })
}

fn after_line_end(bytes: &[u8], end: usize) -> usize {
    let is_pair = bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n');
    end + 1 + usize::from(is_pair)
}

/// An upper bound of the rows of `text`: its lines that are not blank.
pub(super) fn count(text: &str, delimiter: u8) -> usize {
    let lines = text.as_bytes().split(|byte| matches!(byte, b'\n' | b'\r'));
    lines.filter(|line| !is_blank(line, delimiter)).count()
}

/// The lines of `bytes[start..end]`, which begins and ends between lines.
fn piece(bytes: &[u8], start: usize, end: usize, delimiter: u8) -> Piece {
    let mut piece = Piece::default();
    let quoted = memchr(QUOTE, &bytes[start..end]).is_some();
    let mut at = start;
    while at < end {
        let stop = memchr2(b'\n', b'\r', &bytes[at..end]).map_or(end, |found| at + found);
        piece.lines += 1;
        let line = &bytes[at..stop];
        if !is_blank(line, delimiter) {
            if quoted && ends_open(line, delimiter) {
                piece.open.push(piece.rows.len() as u32);
            }
            piece.rows.push(Row { start: at as u32, end: stop as u32, line: piece.lines });
        }
        at = if stop < end { after_line_end(bytes, stop) } else { end };
    }
    piece
}

/// Whether `line` has only blanks and delimiters, as spreadsheets write cleared rows.
#[inline]
fn is_blank(line: &[u8], delimiter: u8) -> bool {
    // Most lines begin with another character.
    let blank = |&byte: &u8| byte == b' ' || byte == b'\t' || byte == delimiter;
    line.iter().all(|byte| blank(byte) || *byte == QUOTE) && {
        // A mark that opens here may close on a line that is not blank.
        let mut cells = line.split(|byte| *byte == delimiter);
        cells.all(|cell| matches!(cell.trim_ascii(), b"" | b"\"\""))
    }
}

/// Whether a quotation mark opened on `line` is still open at its end.
fn ends_open(line: &[u8], delimiter: u8) -> bool {
    if memchr(QUOTE, line).is_none() {
        return false;
    }
    let mut at = 0;
    loop {
        if line.get(at) == Some(&QUOTE) {
            match closing(line, at + 1) {
                Some(close) => at = close + 1,
                None => return true,
            }
        }
        match memchr(delimiter, &line[at..]) {
            Some(found) => at += found + 1,
            None => return false,
        }
    }
}

/// The position of the quotation mark that closes the one opened before `from`; doubled marks are text.
pub(super) fn closing(bytes: &[u8], mut from: usize) -> Option<usize> {
    loop {
        let mark = from + memchr(QUOTE, &bytes[from..])?;
        if bytes.get(mark + 1) != Some(&QUOTE) {
            return Some(mark);
        }
        from = mark + 2;
    }
}

/// Joins each open row with the lines it spans. One that does not close stays unchanged and is listed in
/// `unclosed`: its quotation marks close beyond [`MOST_LINES`] or [`MOST_BYTES`] or never, or in the middle
/// of a cell, as when a forgotten mark meets the next opening one.
fn joined(bytes: &[u8], rows: Vec<Row>, open: &[u32], delimiter: u8) -> Rows {
    let mut joined = Rows { rows: Vec::with_capacity(rows.len()), unclosed: Vec::new() };
    let mut ends = Ends { bytes, rows: &rows, delimiter, known: vec![UNKNOWN; rows.len()] };
    let mut open = open.iter().copied().peekable();
    let mut at = 0;
    while at < rows.len() {
        while open.next_if(|&next| (next as usize) < at).is_some() {}
        let next_open = open.peek().map_or(rows.len(), |&next| next as usize);
        joined.rows.extend_from_slice(&rows[at..next_open]);
        at = next_open;
        let Some(&first) = rows.get(at) else { break };
        at += 1;
        let is_record = |last: &Row| {
            last.line - first.line < MOST_LINES && ((last.end - first.start) as usize) < MOST_BYTES
        };
        match ends.of_quoted(at).filter(|&last| is_record(&rows[last])) {
            Some(last) => {
                joined.rows.push(Row { end: rows[last].end, ..first });
                at = last + 1;
            }
            None => {
                joined.unclosed.push(joined.rows.len() as u32);
                joined.rows.push(first);
            }
        }
    }
    joined
}

/// Entry of a line that is not checked yet.
const UNKNOWN: u32 = u32::MAX;
/// Entry of a line if a record that is within quotation marks at its start has no end.
const NEVER: u32 = u32::MAX - 1;

/// The line that ends a record which is within quotation marks at the start of a line. It does not depend on
/// the record's own start, so that each line is checked once, however many marks are open.
struct Ends<'a> {
    bytes: &'a [u8],
    rows: &'a [Row],
    delimiter: u8,
    /// For each line: the line that ends such a record, [`NEVER`] or [`UNKNOWN`].
    known: Vec<u32>,
}

/// The effect of a line on a record within quotation marks.
enum Line {
    /// The line closes the marks in the middle of a cell.
    Breaks,
    /// The line ends the record.
    Ends,
    /// The line leaves marks open, its own or those of earlier lines.
    Runs,
}

impl Ends<'_> {
    /// The position of the line that ends a record which is within quotation marks at the start of line
    /// `first`.
    fn of_quoted(&mut self, first: usize) -> Option<usize> {
        let mut at = first;
        let end = loop {
            match self.known.get(at) {
                None => break NEVER,
                Some(&UNKNOWN) => match self.line(self.rows[at]) {
                    Line::Breaks => break NEVER,
                    Line::Ends => break at as u32,
                    Line::Runs => at += 1,
                },
                Some(&known) => break known,
            }
        };
        let last = self.known.len().min(at + 1);
        self.known.get_mut(first..last).unwrap_or_default().fill(end);
        (end != NEVER).then_some(end as usize)
    }

    fn line(&self, row: Row) -> Line {
        let line = &self.bytes[row.start as usize..row.end as usize];
        let Some(close) = closing(line, 0) else { return Line::Runs };
        match line.get(close + 1) {
            None => Line::Ends,
            Some(&next) if next == self.delimiter => match ends_open(&line[close + 2..], self.delimiter) {
                true => Line::Runs,
                false => Line::Ends,
            },
            Some(_) => Line::Breaks,
        }
    }
}

/// The cells of one record without their quotation marks.
#[derive(Clone, Debug)]
pub(super) struct CellsOf<'a> {
    rest: Option<&'a str>,
    delimiter: u8,
}

/// The cells of `record`.
pub(super) fn cells(record: &str, delimiter: u8) -> CellsOf<'_> {
    CellsOf { rest: Some(record), delimiter }
}

impl<'a> Iterator for CellsOf<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Cow<'a, str>> {
        let text = self.rest?;
        let bytes = text.as_bytes();
        if bytes.first() == Some(&b' ')
            && let Some(cell) = self.behind_blanks(text)
        {
            return Some(cell);
        }
        let quoted_end =
            if bytes.first() == Some(&QUOTE) { closing(bytes, 1).or(Some(bytes.len())) } else { None };
        // Text after a closing mark belongs to the cell and is unchanged.
        let tail = quoted_end.map_or(0, |close| (close + 1).min(bytes.len()));
        let stop = memchr(self.delimiter, &bytes[tail..]).map(|found| tail + found);
        self.rest = stop.map(|stop| &text[stop + 1..]);
        let end = stop.unwrap_or(bytes.len());
        let Some(close) = quoted_end else { return Some(Cow::Borrowed(&text[..end])) };
        let inner = &text[1..close];
        if end > tail || memchr(QUOTE, inner.as_bytes()).is_some() {
            return Some(Cow::Owned(inner.replace("\"\"", "\"") + &text[tail..end]));
        }
        Some(Cow::Borrowed(inner))
    }
}

impl<'a> CellsOf<'a> {
    /// The cell at the start of `text`, if it is in quotation marks after blanks (`, "1,000"`), as some
    /// programs write it. In the standard such marks are text.
    fn behind_blanks(&mut self, text: &'a str) -> Option<Cow<'a, str>> {
        let quoted = text.trim_start_matches(' ');
        if !quoted.starts_with('"') {
            return None;
        }
        let close = closing(quoted.as_bytes(), 1)?;
        let behind = quoted[close + 1..].trim_start_matches(' ');
        let is_end = behind.is_empty() || behind.as_bytes()[0] == self.delimiter;
        if !is_end {
            return None;
        }
        self.rest = behind.get(1..);
        let inner = &quoted[1..close];
        Some(if inner.contains('"') { inner.replace("\"\"", "\"").into() } else { inner.into() })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        rows(text, b',')
            .rows
            .iter()
            .map(|row| cells(row.of(text), b',').map(Cow::into_owned).collect())
            .collect()
    }

    fn lines(text: &str) -> Vec<u32> {
        rows(text, b',').rows.iter().map(|row| row.line).collect()
    }

    fn read_by_csv(text: &str) -> Vec<Vec<String>> {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn line_ends_of_every_kind_and_blank_lines() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "1,2", "  ", "3,4", ""].join(end);
            assert_eq!(read(&text), [["a", "b"], ["1", "2"], ["3", "4"]], "{end:?}");
            assert_eq!(lines(&text), [1, 3, 5], "{end:?}");
        }
        assert_eq!(read("a\n1"), [["a"], ["1"]]);
        assert_eq!(read(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_quoted_cell_runs_over_lines() {
        let text = "a,b\n\"x\n\ny\",2\n3,\"p\"\"q\"\n";
        assert_eq!(read(text), [["a", "b"], ["x\n\ny", "2"], ["3", "p\"q"]]);
        assert_eq!(lines(text), [1, 2, 5]);
    }

    #[test]
    fn a_forgotten_mark_costs_its_own_line_only() {
        for text in ["a,b\n\"x,1\ny,2\nz,3\n", "a,b\n\"x,1\n\"y\",2\nz,3\n", "a,b\n\"x,1\ny,\"2\"\nz,3\n"] {
            let found = rows(text, b',');
            assert_eq!(found.unclosed, [1], "{text:?}");
            assert_eq!(found.rows.len(), 4, "{text:?}");
            assert_eq!(found.rows[1].of(text), "\"x,1");
        }
        let long = format!("a,b\n\"x,1\n{}\",2\n", "y,2\n".repeat(200));
        assert_eq!(rows(&long, b',').unclosed[0], 1);
        assert_eq!(rows(&long, b',').rows.len(), 203);
        let wide = format!("a,b\n\"x,1\n{}\",2\n", "y".repeat(2 * MOST_BYTES));
        assert_eq!(rows(&wide, b',').rows.len(), 3);
    }

    /// Every line opens a mark that the next line closes. A search from each mark to the end of the text took
    /// a thousand million steps here.
    #[test]
    fn open_marks_on_every_line_are_each_looked_at_once() {
        let text = format!("\"a\n{}", "\",a\"b,\"c\n".repeat(50_000));
        let found = rows(&text, b',');
        assert_eq!((found.rows.len(), found.unclosed.len()), (50_001, 50_001));
        let text = format!("\"a\n{}\"\n", "\",a\"b,\"c\n".repeat(98));
        assert_eq!(rows(&text, b',').rows.len(), 1);
        let text = format!("\"a\n{}\"\n", "\",a\"b,\"c\n".repeat(99));
        assert_eq!((rows(&text, b',').rows.len(), rows(&text, b',').unclosed), (2, vec![0]));
    }

    #[test]
    fn marks_within_a_cell_are_text() {
        assert_eq!(read("a\"b,\"c\"d,\"\",\"e\"\n"), [["a\"b", "cd", "", "e"]]);
    }

    #[test]
    fn marks_behind_a_blank_enclose_a_cell_that_ends_with_them() {
        assert_eq!(read("a, \"b,\"\"c\"\"\" ,  \"\"\n"), [["a", "b,\"c\"", ""]]);
        assert_eq!(read("a, \"b\"c, \"d\n"), [["a", " \"b\"c", " \"d"]]);
    }

    #[test]
    fn rows_of_blank_cells_are_blank_lines() {
        let text = ",,\na,b\n,\n , \n\"\",\"\"\n\t,\n1,2\n,,,,\n";
        assert_eq!(read(text), [["a", "b"], ["1", "2"]]);
        assert_eq!(lines(text), [2, 7]);
        assert_eq!(read("a,b\n\",\n\",2\n"), [["a", "b"], [",\n", "2"]]);
    }

    #[test]
    fn pieces_join_without_seam() {
        let line = "上海一号公司,12,\"a\r\nb\"\r\n";
        let text = line.repeat(3 * PIECE / line.len());
        let found = rows(&text, b',');
        assert!(found.unclosed.is_empty());
        assert_eq!(found.rows.len(), 3 * PIECE / line.len());
        assert!(found.rows.iter().enumerate().all(|(at, row)| row.line as usize == 2 * at + 1));
        assert!(found.rows.iter().all(|row| row.of(&text) == line.trim_end()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn well_formed_tables_read_as_by_the_csv_crate(
            mut table in prop::collection::vec(prop::collection::vec("[a甲1 ,\"\r\n]{0,4}", 1..5), 0..6),
            quote in prop::sample::select(vec![csv::QuoteStyle::Necessary, csv::QuoteStyle::Always]),
        ) {
            let mut writer = csv::WriterBuilder::new();
            let mut writer = writer.flexible(true).quote_style(quote).from_writer(Vec::new());
            for record in &mut table {
                // A record of blank cells is a blank line.
                record[0].push('x');
                writer.write_record(&*record).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let expected = read_by_csv(&text);
            prop_assert_eq!(read(&text), expected);
        }

        #[test]
        fn any_text_is_covered_once(text in "[ab,\"\n\r甲 ]{0,60}") {
            let found = rows(&text, b',');
            let mut at = 0;
            for row in &found.rows {
                prop_assert!(row.start as usize >= at && row.end > row.start);
                let between = &text[at..row.start as usize];
                prop_assert!(between.chars().all(|c| matches!(c, '\n' | '\r' | ' ' | ',' | '"')));
                prop_assert!(cells(row.of(&text), b',').count() >= 1);
                at = row.end as usize;
            }
            prop_assert!(text[at..].chars().all(|c| matches!(c, '\n' | '\r' | ' ' | ',' | '"')));
            prop_assert!(found.rows.windows(2).all(|pair| pair[0].line < pair[1].line));
        }
    }
}
