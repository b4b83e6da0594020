//! Rows of a worksheet as records.

use super::address::{Address, COLUMNS, Merge, ROWS};
use super::dates::Epoch;
use super::fault::{Damage, Fault};
use super::pieces::Piece;
use super::record::{self, Budget, Sink};
use super::shared::Shared;
use super::sheet::{Columns, Notes, Row};
use super::styles::Styles;
use super::tail::{self, Trouble};
use super::xml::{Token, Tokens};
use super::xml_text::{Slip, index, is_true};

/// What cells refer to.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub shared: &'a Shared,
    pub styles: &'a Styles,
    pub epoch: Epoch,
}

/// How far rows are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    /// Records of so many cells.
    Records(u32),
    /// The last column of the first rows with a cell: so many rows.
    Width(usize),
}

/// What a piece is parsed for and with.
#[derive(Clone, Copy)]
pub(crate) struct Task<'a> {
    pub part: &'a str,
    pub setting: Setting<'a>,
    pub budget: &'a Budget<'a>,
    pub aim: Aim,
    /// The row before the piece, if known: rows need not say their number.
    pub before: Option<u32>,
}

/// Rows of a piece.
#[derive(Debug, Default)]
pub(crate) struct Part {
    pub text: String,
    /// Rows with positions in this text.
    pub rows: Vec<Row>,
    /// First and last row, of those without cells too.
    pub span: Option<(u32, u32)>,
    pub notes: Notes,
    pub hidden_columns: Vec<Columns>,
    pub merges: Vec<Merge>,
    /// Number of cells up to the last one that is not blank, and number of rows with such a cell.
    pub found: (u32, usize),
    /// Whether a row has no number, and that of the row before is not known.
    pub lost: bool,
}

/// The parsing of one piece.
pub(crate) struct Reader<'a> {
    pub(crate) tokens: Tokens<'a>,
    pub(crate) task: Task<'a>,
    pub(crate) sink: Sink<'a>,
    pub(crate) part: Part,
    /// Buffers of a cell's value, formula and text.
    pub(crate) value: String,
    pub(crate) formula: String,
    pub(crate) cell: String,
    /// The row before the next one.
    last: Option<u32>,
}

/// A row as it is read.
pub(crate) struct Line {
    pub(crate) row: u32,
    /// The column after the last cell read.
    pub(crate) next: u32,
    /// Commas written.
    pub(crate) commas: u32,
    /// The column after the last cell that is not blank.
    pub(crate) filled: u32,
}

/// Parses `piece`.
pub(crate) fn parse<'a>(piece: &'a Piece, task: Task<'a>) -> Result<Part, Fault> {
    let mut reader = Reader {
        tokens: piece.tokens(),
        task,
        sink: Sink::new(task.budget),
        part: Part::default(),
        value: String::new(),
        formula: String::new(),
        cell: String::new(),
        last: task.before,
    };
    match reader.piece(piece) {
        Ok(()) => {
            reader.part.text = reader.sink.finish()?;
            Ok(reader.part)
        }
        Err(Trouble::Slip(slip)) => Err(piece.fault(task.part, &reader.tokens, slip)),
        Err(Trouble::Damage(damage)) => Err(Fault::damaged(task.part, damage)),
        Err(Trouble::Bound(bound)) => Err(Fault::too_large(task.part, bound)),
        Err(Trouble::Fault(fault)) => Err(fault),
    }
}

impl<'a> Reader<'a> {
    fn piece(&mut self, piece: &Piece) -> Result<(), Trouble> {
        if piece.open.is_empty() {
            let root = self.tokens.root()?;
            if root != "worksheet" {
                return Err(Trouble::Damage(Damage::Root(root.to_owned())));
            }
        } else if !self.rows(piece)? {
            return Ok(());
        }
        while let Some(name) = self.tokens.child()? {
            match name {
                "sheetData" => {
                    if !self.rows(piece)? {
                        return Ok(());
                    }
                }
                "cols" => tail::columns(&mut self.tokens, &mut self.part.hidden_columns)?,
                "mergeCells" => tail::merges(&mut self.tokens, &mut self.part.merges)?,
                _ => self.tokens.skip()?,
            }
        }
        Ok(self.tokens.finish()?)
    }

    /// Reads rows; whether all have been read up to the end of `sheetData`.
    fn rows(&mut self, piece: &Piece) -> Result<bool, Trouble> {
        loop {
            match self.tokens.next()? {
                Token::Start("row") => {
                    if !self.row()? {
                        return Ok(false);
                    }
                }
                Token::Start(_) => self.tokens.skip()?,
                Token::Text(_) | Token::Verbatim(_) => {}
                Token::End => return Ok(true),
                Token::Over if piece.last => return Err(Trouble::Slip(Slip::Cut)),
                Token::Over => return Ok(false),
            }
        }
    }

    /// Reads the row just started; whether more are wanted.
    fn row(&mut self) -> Result<bool, Trouble> {
        let (mut number, mut hidden) = (None, false);
        while let Some((key, value)) = self.tokens.attribute()? {
            match key {
                "r" => {
                    let row = index(value).and_then(|row| u32::try_from(row).ok());
                    number = Some(row.ok_or_else(|| tail::reference(value))?);
                }
                "hidden" => hidden |= is_true(value),
                "ht" => hidden |= value.parse() == Ok(0.0),
                _ => {}
            }
        }
        let row = match (number, self.last) {
            (Some(row), _) => row,
            (None, Some(last)) => last + 1,
            (None, None) => {
                self.part.lost = true;
                return Ok(false);
            }
        };
        if row == 0 || row > ROWS {
            return Err(tail::reference(&row.to_string()));
        }
        if self.last.is_some_and(|last| row <= last) {
            return Err(Trouble::Damage(Damage::Row(row)));
        }
        self.last = Some(row);
        self.part.span = Some((self.part.span.map_or(row, |(first, _)| first), row));
        let start = self.sink.text.len();
        let mut line = Line { row, next: 0, commas: 0, filled: 0 };
        self.cells(&mut line)?;
        self.close(&line, start, hidden)
    }

    /// Ends the record of `line`, whose text starts at `start`; whether more rows are wanted.
    fn close(&mut self, line: &Line, start: usize, hidden: bool) -> Result<bool, Trouble> {
        let (width, rows) = &mut self.part.found;
        *width = (*width).max(line.filled);
        *rows += usize::from(line.filled > 0);
        match self.task.aim {
            Aim::Width(most) => {
                let more = *rows < most;
                self.sink.text.truncate(start);
                return Ok(more);
            }
            Aim::Records(_) if line.filled == 0 => self.sink.text.truncate(start),
            Aim::Records(width) => {
                self.sink.commas((width.saturating_sub(1)).saturating_sub(line.commas))?;
                let end = position(self.sink.text.len());
                self.part.rows.push(Row { start: position(start), end, line: line.row });
                if hidden {
                    self.part.notes.hidden_rows.add(line.row);
                }
            }
        }
        Ok(true)
    }

    fn cells(&mut self, line: &mut Line) -> Result<(), Trouble> {
        while let Some(name) = self.tokens.child()? {
            if name == "c" { self.cell(line)? } else { self.tokens.skip()? }
        }
        Ok(())
    }

    /// The place of a cell that says to stand at `written`.
    #[inline]
    pub(crate) fn place(&self, line: &mut Line, written: Option<&str>) -> Result<Address, Trouble> {
        let place = match written {
            None => Address { row: line.row, column: line.next },
            Some(text) => Address::parse(text.as_bytes()).ok_or_else(|| tail::reference(text))?,
        };
        if place.row != line.row || place.column < line.next {
            return Err(Trouble::Damage(Damage::Cell(place)));
        }
        if place.column >= COLUMNS {
            return Err(tail::reference(&place.to_string()));
        }
        line.next = place.column + 1;
        Ok(place)
    }

    /// Goes to the cell at `place`; returns the position of its text.
    #[inline]
    pub(crate) fn go(&mut self, line: &mut Line, place: Address) -> Result<usize, Fault> {
        if !self.beyond(place) {
            self.sink.commas(place.column - line.commas)?;
            line.commas = place.column;
        }
        Ok(self.sink.text.len())
    }

    /// Whether the cell at `place` has no room in the record.
    #[inline]
    fn beyond(&self, place: Address) -> bool {
        matches!(self.task.aim, Aim::Records(width) if place.column >= width)
    }

    /// Takes note of the cell at `place`, whose text starts at `start`; whether it is not blank.
    #[inline]
    pub(crate) fn settle(&mut self, line: &mut Line, place: Address, start: usize) -> bool {
        let filled = !record::blank(self.sink.text.get(start..).unwrap_or_default());
        if filled {
            line.filled = place.column + 1;
        }
        if self.beyond(place) {
            self.sink.text.truncate(start);
            if filled {
                self.part.notes.beyond.add(place);
            }
        }
        filled
    }
}

/// A position in a text, which is shorter than 4 GiB.
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
