//! The rules of reading a file's rows, kept so that messages can be made on demand: reading a row again costs
//! less than a stored sentence for each of its cells.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::checks::{self, Fields};
use super::columns::{self, Mark, Plan};
use super::not_firms::{self, Look};
use super::records::{MOST_BYTES, Row, Rows};
use crate::finding::{Code, Place};
use crate::firms::{Column, Dictionary};
use crate::progress::Silent;
use crate::words::Message;

#[derive(Debug)]
pub(super) struct Reading {
    /// Delimiter, missing-value marks, and a rule per column.
    pub plan: Plan,
    /// The headers in messages.
    pub headers: Vec<Arc<str>>,
    /// Per column of the file: its field.
    pub bound: Vec<Option<usize>>,
    /// Whether each column of the file is idle: the run does not read its field, so its cells are not judged.
    pub idle: Vec<bool>,
    /// The fields of this run.
    pub dictionary: Dictionary,
    /// The position of the field that identifies firms.
    pub id_field: usize,
    /// Keys of ids and names that always mean a firm.
    pub keep: Vec<String>,
    /// Whether the table is a supplement.
    pub is_supplement: bool,
    /// Per column behind the part's own: the column of a supplement that gives it.
    pub given: Vec<Place>,
}

/// A row with its faults.
pub(super) struct Marked<'a> {
    /// The row as in the file.
    pub record: &'a str,
    /// Its faults, at least one.
    pub marks: &'a [Mark],
}

impl Reading {
    /// The `columns` of the file by field.
    pub fn fields<'a>(&'a self, columns: &'a [Option<Column>]) -> Fields<'a> {
        Fields {
            dictionary: &self.dictionary,
            bound: &self.bound,
            columns,
            headers: &self.headers,
            idle: &self.idle,
        }
    }

    /// The column of a supplement that gives the column at `column`; `None` for one of the part's own.
    pub fn given(&self, column: usize) -> Option<&Place> {
        self.given.get(column.checked_sub(self.plan.rules.len())?)
    }

    /// Headers of the part's own columns, without those of supplements.
    pub fn own_headers(&self) -> &[Arc<str>] {
        &self.headers[..self.plan.rules.len()]
    }

    /// The search for rows of `columns` that are no firms, if one of the columns is the id.
    pub fn look<'a>(&'a self, columns: &'a [Option<Column>]) -> Option<Look<'a>> {
        Look::new(&self.fields(columns), self.id_field, self.plan.delimiter, &self.keep)
    }

    /// The messages of each mark of each of `rows`. Days are checked against `as_of`, if given. A mark that
    /// depends on other rows only gives the meaning of its code.
    pub fn said(&self, rows: &[Marked<'_>], as_of: Option<Date>) -> Vec<Vec<Message>> {
        let (mut text, mut again) = (String::new(), Rows::default());
        for (at, row) in rows.iter().enumerate() {
            // An overlong row is not copied for it.
            let record = if row.record.len() > MOST_BYTES { "" } else { row.record };
            let start = text.len() as u32;
            text.push_str(record);
            again.rows.push(Row { start, end: text.len() as u32, line: at as u32 });
            if row.marks.iter().any(|mark| mark.code == Code::QuoteUnclosed) {
                again.unclosed.push(at as u32);
            }
        }
        let read = columns::read(&text, &again, &self.plan, &Silent, |mark, message| (mark, message));
        let mut said: FxHashMap<Mark, Message> = read.faults.into_iter().collect();
        if let Some(as_of) = as_of {
            let fields = self.fields(&read.columns);
            said.extend(checks::cross(&fields, as_of, &|mark, message| (mark, message())));
        }
        let is_no_firm = |mark: &&Mark| not_firms::is_told(mark.code);
        let no_firms =
            || rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.marks.iter().find(is_no_firm)?)));
        if no_firms().next().is_some()
            && let Some(look) = self.look(&read.columns)
        {
            let message = |(at, mark): (usize, &Mark)| {
                Some((mark.at(at as u32), look.message(at, rows[at].record, mark.code)?))
            };
            said.extend(no_firms().filter_map(message));
        }
        let message = |at: usize, mark: Mark| match mark.code {
            Code::RecordTooLong => columns::too_long(rows[at].record),
            code => said.get(&mark.at(at as u32)).cloned().unwrap_or_else(|| code.message()),
        };
        let of_row = |(at, row): (usize, &Marked<'_>)| {
            row.marks.iter().map(|mark| message(at, *mark)).collect::<Vec<Message>>()
        };
        rows.iter().enumerate().map(of_row).collect()
    }
}
