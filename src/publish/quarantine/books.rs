//! `quarantine/PART-to-correct.xlsx`: a part's quarantined rows as they came, for those who delivered them:
//! cells at fault are marked, with the reason as a note, and a second worksheet counts the faults of each
//! kind. Rows that are no firms, such as totals and signatures, are not asked back; the summary names them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::names::{self, Named};
use super::{Aside, BLOCK, quarantined};
use crate::finding::{Code, Finding};
use crate::intake::{Fault, Part, Quarantined, row_number_title};
use crate::publish::package::{Format, Resource};
use crate::publish::sink::Folder;
use crate::publish::workbook::{NOTED, Note, Noted, NotedRow, Summary, SummaryCell, write_noted};
use crate::publish::{Publication, Scored};
use crate::scoring::Scores;
use crate::words::{Arg, Between, Message, say};

/// Lines of rows left out that are named per kind.
const NAMED: usize = 3;
/// Greatest number of columns of a worksheet, that of the rows' numbers included.
const COLUMNS: usize = 1 << 14;

/// Writes a workbook for each part with rows in `aside`, which are in order.
pub(super) fn write(
    folder: &Folder,
    publication: &Publication<'_>,
    aside: &[(u32, Aside)],
) -> Result<Vec<Resource>, Finding> {
    if aside.is_empty() {
        return Ok(Vec::new());
    }
    folder.folder("quarantine")?;
    let parts: Vec<&Part> = publication.scored.intake.parts.iter().collect();
    let named = parts.iter().map(|part| Named {
        file: &part.origin.name,
        place: part.place(),
        is_correction: part.is_correction(),
    });
    let names = names::names(&named.collect::<Vec<_>>());
    let (mut resources, mut from) = (Vec::new(), 0);
    for (part, name) in parts.into_iter().zip(names) {
        let is_of = |(row, _): &&(u32, Aside)| {
            publication.scored.intake.parts.part_of(*row).is_some_and(|of| std::ptr::eq(of, part))
        };
        let count = aside[from..].iter().take_while(is_of).count();
        let (others, firms): (Vec<_>, Vec<_>) =
            aside[from..from + count].iter().partition(|(_, aside)| is_no_firm(publication, *aside));
        if !firms.is_empty() {
            let book = Book { publication, part, aside: firms, others };
            let suffix = book.said(&say!(publish::returned_name));
            resources.push(book.write(folder, format!("quarantine/{name}-{suffix}.xlsx"))?);
        }
        from += count;
    }
    Ok(resources)
}

/// The code by which a row is no firm; `None` for the row of a firm.
fn no_firm(publication: &Publication<'_>, aside: Aside) -> Option<Code> {
    let Aside::Unread(at) = aside else { return None };
    let codes = publication.scored.intake.quarantine.kinds(at).map(|(code, _)| code);
    codes.into_iter().find(|code| code.says_no_firm())
}

fn is_no_firm(publication: &Publication<'_>, aside: Aside) -> bool {
    no_firm(publication, aside).is_some()
}

/// The workbook of one part.
struct Book<'a> {
    publication: &'a Publication<'a>,
    part: &'a Part,
    /// Quarantined rows of firms, which are asked back.
    aside: Vec<(u32, Aside)>,
    /// Rows that are no firms.
    others: Vec<(u32, Aside)>,
}

impl Book<'_> {
    fn write(&self, folder: &Folder, path: String) -> Result<Resource, Finding> {
        let columns = self.columns();
        let said = |message: Message| self.said(&message);
        let (name, rows) = (self.part.name(), self.aside.len());
        let title = say!(publish::returned, part = &name);
        let noted = Noted {
            sheet: self.sheet(),
            untitled: said(say!(publish::list_untitled)),
            summary: said(say!(publish::returned_summary)),
            headers: columns.iter().map(|at| self.header(*at)).collect(),
            lines: said(row_number_title()),
            firm: self
                .part
                .firm_columns()
                .into_iter()
                .filter_map(|at| columns.binary_search(&at).ok())
                .collect(),
            width: columns.len(),
            rows,
            title: said(title.clone()),
            remark: said(say!(publish::returned_advice, column = row_number_title())),
        };
        let summary = self.summary(&columns);
        let make = |block: usize| {
            let some = &self.aside[block * BLOCK..rows.min((block + 1) * BLOCK)];
            quarantined(self.publication, some).iter().map(|row| self.row(row, &columns)).collect()
        };
        let (written, changed) = write_noted(folder, path, &noted, BLOCK, make, &summary)?;
        let description = say!(publish::returned_description, part = &name);
        Ok(Resource::new(written, Format::Xlsx, title, description).changed(changed))
    }

    fn said(&self, message: &Message) -> String {
        message.say(self.publication.language).into_owned()
    }

    /// The worksheet of the part, or else its file without an ending.
    fn sheet(&self) -> String {
        let file = self.part.origin.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        self.part.place().sheet_name().unwrap_or(stem).to_owned()
    }

    /// Positions of the columns to write: those of the part, and those of longer rows. A returned part has
    /// its own rows' numbers in place of those it was returned for.
    fn columns(&self) -> Vec<usize> {
        let parts = &self.publication.scored.intake.parts;
        let len = |row: u32| {
            let record = parts.record(row);
            let filled = self.part.cells(&record).enumerate().filter(|(_, cell)| !cell.trim().is_empty());
            filled.last().map_or(0, |(at, _)| at + 1)
        };
        let longest = self.aside.par_iter().map(|(row, _)| len(*row)).max().unwrap_or(0);
        let width = self.part.layout.columns.len().max(longest);
        (0..width).filter(|at| Some(*at) != self.part.row_numbers()).take(COLUMNS - 1).collect()
    }

    /// The header of a column as written; empty for a column without one, which has its number in messages.
    fn header(&self, at: usize) -> String {
        let header = self.part.layout.columns.get(at).map(|column| column.header.to_string());
        header.filter(|header| *header != format!("#{}", at + 1)).unwrap_or_default()
    }

    /// The column of a fault, by its position in the workbook; a fault of a whole row stands at its id.
    fn column(&self, at: Option<usize>, columns: &[usize]) -> usize {
        let position = |at: usize| columns.binary_search(&at).ok();
        at.and_then(position).or_else(|| self.part.id_column().and_then(position)).unwrap_or(0)
    }

    /// A row with a note for each cell at fault.
    fn row(&self, row: &Quarantined, columns: &[usize]) -> NotedRow {
        let cells: Vec<Cow<'_, str>> = self.part.cells(&row.original).collect();
        let mut notes: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for fault in &row.faults {
            let note = notes.entry(self.column(fault.at, columns)).or_default();
            let text = self.note(fault);
            if !note.contains(&text) {
                note.push(text);
            }
        }
        let own = columns.iter().map(|&at| cells.get(at).map_or_else(String::new, ToString::to_string));
        let mut own: Vec<String> = own.collect();
        // Cells behind the last column of a worksheet, so that they are known to be cut.
        let beyond = columns.last().map_or(0, |last| last + 1)..cells.len();
        let beyond = beyond.filter(|at| Some(*at) != self.part.row_numbers());
        own.extend(beyond.map(|at| cells[at].to_string()).filter(|cell| !cell.trim().is_empty()));
        let notes = notes.into_iter().map(|(column, texts)| Note { column, text: texts.join("\n") });
        NotedRow { cells: own, line: row.line(), notes: notes.collect() }
    }

    /// The reason, and what to do about it.
    fn note(&self, fault: &Fault) -> String {
        let help = fault.help.iter().map(|help| {
            let help = [say!(finding::help), help.clone()];
            self.said(&Message::joined(Between::Nothing, help))
        });
        std::iter::once(self.said(&fault.message)).chain(help).collect::<Vec<_>>().join("\n")
    }

    /// A row for each kind of fault, the most frequent first.
    fn summary(&self, columns: &[usize]) -> Summary {
        let Scored { intake, scores, .. } = self.publication.scored;
        let mut kinds: BTreeMap<Code, Kind> = BTreeMap::new();
        for (at, (_, aside)) in self.aside.iter().enumerate() {
            let mut count = |code: Code, column: Option<usize>| {
                let kind = kinds.entry(code).or_insert(Kind { first: (at, column), ..Kind::default() });
                kind.rows += usize::from(kind.last != Some(at));
                kind.last = Some(at);
                kind.cells += usize::from(column.is_some());
            };
            match aside {
                Aside::Unread(at) => {
                    intake.quarantine.kinds(*at).for_each(|(code, column)| count(code, column));
                }
                Aside::Unscored(at) => count(scores.rejection(*at).1, None),
            }
        }
        let mut kinds: Vec<(Code, Kind)> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, kind)| (std::cmp::Reverse(kind.rows), kind.first.0));
        let help = |code: Code, at: usize| {
            let row = quarantined(self.publication, &self.aside[at..=at]);
            let faults = row.into_iter().flat_map(|row| row.faults);
            let of_row = || faults.filter(|fault| fault.code == code).find_map(|fault| fault.help);
            // What the first firm lacks others may have.
            let help = Scores::rejection_advice(code).or_else(of_row);
            help.map(|help| self.said(&help)).unwrap_or_default()
        };
        let rows = kinds.into_iter().map(|(code, kind)| {
            let (at, column) = kind.first;
            let first = Noted::address(at, self.column(column, columns));
            vec![
                SummaryCell::Words(code.as_str().to_owned()),
                SummaryCell::Words(code.meaning(self.publication.language)),
                SummaryCell::Count(kind.rows),
                SummaryCell::Count(kind.cells),
                SummaryCell::Words(first),
                SummaryCell::Words(help(code, at)),
            ]
        });
        let others = self.left_out();
        let headers = [
            say!(publish::returned_kind),
            say!(publish::returned_meaning),
            say!(publish::returned_rows),
            say!(publish::returned_cells),
            say!(publish::returned_first),
            say!(publish::returned_help),
        ];
        let advice = say!(publish::returned_advice, column = row_number_title());
        let noted = (self.aside.len() > NOTED).then(|| say!(publish::returned_noted, rows = NOTED));
        Summary {
            advice: self.said(&Message::joined(Between::Sentences, std::iter::once(advice).chain(noted))),
            headers: headers.map(|header| self.said(&header)).into(),
            rows: rows.chain(others).collect(),
        }
    }

    /// A row for each kind of row that is no firm, with the lines of the first few in the part's own file.
    fn left_out(&self) -> Vec<Vec<SummaryCell>> {
        let parts = &self.publication.scored.intake.parts;
        let mut kinds: BTreeMap<Code, Vec<u32>> = BTreeMap::new();
        for (row, aside) in &self.others {
            if let Some(code) = no_firm(self.publication, *aside) {
                kinds.entry(code).or_default().push(parts.place(*row).line.unwrap_or_default());
            }
        }
        let row = |(code, lines): (Code, Vec<u32>)| {
            let first = Arg::items(lines.iter().take(NAMED).map(u32::to_string));
            let lines_named = match lines.len().saturating_sub(NAMED) {
                0 => say!(publish::returned_lines, count = lines.len(), lines = first),
                more => say!(publish::returned_lines_more, lines = first, more = more),
            };
            vec![
                SummaryCell::Words(code.as_str().to_owned()),
                SummaryCell::Words(code.meaning(self.publication.language)),
                SummaryCell::Count(lines.len()),
                SummaryCell::Words(String::new()),
                SummaryCell::Words(self.said(&lines_named)),
                SummaryCell::Words(self.said(&say!(publish::returned_left_out))),
            ]
        };
        kinds.into_iter().map(row).collect()
    }
}

/// Counts of one kind of fault.
#[derive(Clone, Copy, Debug, Default)]
struct Kind {
    rows: usize,
    cells: usize,
    /// The first row, and the position of its column in the part.
    first: (usize, Option<usize>),
    last: Option<usize>,
}
