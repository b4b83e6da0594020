//! A matrix of pairwise comparisons as CSV: ids in the first row and column; cells below the diagonal may be
//! blank.

use super::Reader;
use super::pairs::{Compare, Entry};
use crate::finding::Code;
use crate::parameters::Spanned;
use crate::words::say;

/// A row of the file, the header included.
struct Row {
    /// Byte offset in the file.
    at: usize,
    /// The id of the row, then one entry per column.
    cells: csv::StringRecord,
}

impl Row {
    fn id(&self) -> &str {
        &self.cells[0]
    }
}

impl Reader<'_> {
    /// The matrix of the file being read.
    pub(super) fn table(&mut self) -> Option<Spanned<Compare>> {
        let rows = self.rows()?;
        let Some((head, rows)) = rows.split_first() else {
            let help = say!(weights::matrix_empty_help);
            self.fault_of(Code::FileEmpty, 0, say!(weights::matrix_empty), help);
            return None;
        };
        self.check_names(head, rows)?;
        let n = rows.len();
        let cell = |i: usize, j: usize| &rows[i].cells[j + 1];
        for (i, j) in (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))) {
            if cell(i, j).is_empty() {
                let message = say!(weights::matrix_blank, one = rows[i].id(), other = rows[j].id());
                let help = say!(weights::matrix_blank_help);
                self.fault_of(Code::JudgementsMissing, rows[i].at, message, help);
            }
        }
        let entry = |i: usize, j: usize| match cell(i, j) {
            text if !text.is_empty() => Entry::Fraction(text.to_owned()),
            _ if i == j => Entry::Number(1.0),
            // A mirrored entry that is not a number has its own fault.
            _ => Entry::Number(
                Entry::Fraction(cell(j, i).to_owned()).number().filter(|x| *x > 0.0).map_or(1.0, |x| 1.0 / x),
            ),
        };
        let span = |at: usize| at..at;
        let entries =
            |(i, row): (usize, &Row)| Spanned::new(span(row.at), (0..n).map(|j| entry(i, j)).collect());
        let compare = Compare {
            group: None,
            expert: None,
            members: rows.iter().map(|row| Spanned::new(span(row.at), row.id().to_owned())).collect(),
            matrix: rows.iter().enumerate().map(entries).collect(),
        };
        Some(Spanned::new(span(head.at), compare))
    }

    fn rows(&mut self) -> Option<Vec<Row>> {
        let text = self.source.text.trim_start_matches('\u{feff}');
        let ahead = self.source.text.len() - text.len();
        let first = text.lines().find(|line| !line.is_empty()).unwrap_or_default();
        // Programs that write decimal commas separate cells by semicolons or tabs.
        let delimiter =
            [b',', b';', b'\t'].into_iter().find(|mark| first.as_bytes().contains(mark)).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for row in reader.records() {
            match row {
                Ok(cells) => rows.push(Row { at: start(&cells, text, ahead), cells }),
                Err(error) => {
                    let message = say!(weights::matrix_unreadable, cause = error.to_string());
                    self.fault(0, message, say!(weights::matrix_unreadable_help));
                    return None;
                }
            }
        }
        Some(rows)
    }

    /// Whether every row is as wide as the header and the ids of rows are those of columns.
    fn check_names(&mut self, head: &Row, rows: &[Row]) -> Option<()> {
        let width = head.cells.len();
        for row in rows.iter().filter(|row| row.cells.len() != width) {
            let cells = row.cells.len();
            let message = say!(weights::matrix_width, row = row.id(), cells = cells, width = width);
            self.fault_of(Code::RowWidth, row.at, message, say!(weights::matrix_width_help));
        }
        if !self.faults.is_empty() {
            return None;
        }
        let named = || head.cells.iter().skip(1);
        if rows.iter().map(Row::id).eq(named()) {
            return Some(());
        }
        let other = rows.iter().zip(named()).find(|(row, name)| row.id() != *name);
        let (at, message) = match other {
            Some((row, name)) => (row.at, say!(weights::matrix_order, row = row.id(), column = name)),
            None => (head.at, say!(weights::matrix_sides, rows = rows.len(), columns = width - 1)),
        };
        self.fault(at, message, say!(weights::matrix_names_help));
        None
    }
}

/// Byte offset of a record's text. The position of the record itself may be that of blank lines before it.
fn start(row: &csv::StringRecord, text: &str, ahead: usize) -> usize {
    let at = row.position().map_or(0, |position| position.byte() as usize);
    let blank = text[at..].len() - text[at..].trim_start_matches(['\r', '\n']).len();
    ahead + at + blank
}
