//! The reading of a worksheet: its width first, then its pieces in parallel.

use super::fault::{Bound, Damage, Fault};
use super::limits::Limits;
use super::pieces::{self, Cutter, Grammar, Piece};
use super::record::{self, Budget};
use super::rows::{self, Aim, Part, Setting, Task};
use super::sheet::{Row, Sheet};
use super::tail::MERGES;
use super::unpack::Unpack;

const GRAMMAR: Grammar = Grammar { container: "sheetData", record: "row", depth: 1 };
/// Rows with a cell that settle the width.
const SAMPLE: usize = 64;
/// Greatest number of pieces in which these are looked for.
const HELD: usize = 16;
/// A worksheet as it grows.
struct Growing<'a> {
    sheet: Sheet,
    part: &'a str,
    limits: Limits<'a>,
    last_row: u32,
}

impl Growing<'_> {
    fn add(&mut self, part: Part) -> Result<(), Fault> {
        if let Some((first, last)) = part.span {
            if first <= self.last_row {
                return Err(Fault::damaged(self.part, Damage::Row(first)));
            }
            self.last_row = last;
        }
        let sheet = &mut self.sheet;
        if sheet.text.len() + part.text.len() > self.limits.text {
            return Err(Fault::too_large(self.part, Bound::Text(self.limits.text)));
        }
        let base = sheet.text.len() as u32;
        record::append(&mut sheet.text, &part.text, self.limits)?;
        if sheet.rows.capacity() - sheet.rows.len() < part.rows.len() {
            let capacity = (sheet.rows.capacity() * 2).max(sheet.rows.len() + part.rows.len());
            let bytes = capacity * size_of::<Row>();
            self.limits.ask(bytes)?;
            let more = capacity - sheet.rows.len();
            sheet.rows.try_reserve_exact(more).map_err(|_| Fault::Memory { bytes })?;
        }
        let shifted =
            part.rows.iter().map(|row| Row { start: base + row.start, end: base + row.end, ..*row });
        sheet.rows.extend(shifted);
        sheet.hidden_columns.extend(part.hidden_columns);
        if sheet.merges.len() + part.merges.len() > MERGES {
            return Err(Fault::too_large(self.part, Bound::Merges(MERGES)));
        }
        sheet.merges.extend(part.merges);
        sheet.notes.merge(&part.notes);
        Ok(())
    }
}

/// Reads the worksheet of a part.
pub(crate) fn read(unpack: Unpack<'_>, setting: Setting<'_>, limits: Limits<'_>) -> Result<Sheet, Fault> {
    let part = unpack.part.clone();
    let budget = Budget::new(&part, limits);
    let mut cutter = Cutter::new(unpack, GRAMMAR);
    let mut growing = Growing { sheet: Sheet::default(), part: &part, limits, last_row: 0 };
    let mut task = Task { part: &part, setting, budget: &budget, aim: Aim::Width(SAMPLE), before: Some(0) };
    let (width, held) = width(&mut cutter, &mut growing, &mut task)?;
    growing.sheet.width = width as usize;
    task.aim = Aim::Records(width);
    let start = held.first().map(|piece| piece.start);
    let parse = |piece: &Piece| {
        // Only of the first piece is the row before it known.
        let before = task.before.filter(|_| Some(piece.start) == start);
        rows::parse(piece, Task { before, ..task })
    };
    pieces::each(&mut cutter, held, parse, |piece, parsed| match parsed? {
        Part { lost: true, .. } => {
            let again = rows::parse(piece, Task { before: Some(growing.last_row), ..task })?;
            growing.add(again)
        }
        part => growing.add(part),
    })?;
    growing.sheet.text.shrink_to_fit();
    growing.sheet.rows.shrink_to_fit();
    Ok(growing.sheet)
}

/// The number of cells of the first rows with a cell, and the pieces with these rows. Pieces before them are
/// done with; `task` then knows the row before.
fn width(
    cutter: &mut Cutter<'_>,
    growing: &mut Growing<'_>,
    task: &mut Task<'_>,
) -> Result<(u32, Vec<Piece>), Fault> {
    let (mut width, mut rows, mut held, mut before) = (0, 0, Vec::new(), Some(0));
    while let Some(piece) = cutter.piece()? {
        let part = rows::parse(&piece, Task { aim: Aim::Width(SAMPLE - rows), before, ..*task })?;
        before = part.span.map(|(_, last)| last).or(before);
        let (last_column, filled) = part.found;
        if filled == 0 && held.is_empty() {
            growing.add(part)?;
            task.before = before;
            continue;
        }
        width = width.max(last_column);
        rows += filled;
        held.push(piece);
        if rows >= SAMPLE || held.len() >= HELD {
            break;
        }
    }
    Ok((width, held))
}
