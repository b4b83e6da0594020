//! The history of answers, `answers.csv`: one row per answer, only ever added to.

use std::path::Path;

use jiff::civil::Date;

use super::answer::Answer;
use super::decision::Decision;
use crate::desk::chain::{Chain, Kind, Row};
use crate::finding::Finding;
use crate::words::say;

pub use crate::desk::chain::Head;

/// The history in a desk's folder.
pub(super) const FILE: &str = "answers.csv";
/// Columns of the history, without the check.
const COLUMNS: [&str; CELLS] = [
    "received",
    "institution",
    "delivery",
    "ID",
    "firm_name",
    "decision",
    "amount(万元)",
    "drawn(万元)",
    "rate(%)",
    "term(months)",
    "date",
    "reason",
    "file",
    "sha256",
];
/// Cells of a row without its check.
const CELLS: usize = 14;
static KIND: Kind = Kind {
    file: FILE,
    head: "answers.head",
    columns: &COLUMNS,
    strange: || say!(answers::history_strange),
    help: || say!(answers::history_help),
};

/// One answer in the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Day on which the reply was received.
    pub received: Date,
    /// Id of the institution.
    pub institution: String,
    /// Folder of the delivery that it answers.
    pub delivery: String,
    /// The firm's id, as delivered.
    pub id: String,
    /// The firm's name, as delivered.
    pub name: String,
    /// The answer.
    pub answer: Answer,
    /// Name of the reply's file, without folders.
    pub file: String,
    /// SHA-256 of the reply's file.
    pub sha256: String,
}

impl Entry {
    /// The day it counts from.
    pub fn day(&self) -> Date {
        self.answer.day(self.received)
    }

    fn cells(&self) -> [String; CELLS] {
        let Answer { decision, amount, drawn, rate, term, date, reason } = &self.answer;
        let number = |number: &Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        [
            self.received.to_string(),
            self.institution.clone(),
            self.delivery.clone(),
            self.id.clone(),
            self.name.clone(),
            decision.as_str().to_owned(),
            number(amount),
            number(drawn),
            number(rate),
            number(term),
            date.map(|date| date.to_string()).unwrap_or_default(),
            reason.clone(),
            self.file.clone(),
            self.sha256.clone(),
        ]
    }

    /// The entry of a row's cells; `None` if one has another form.
    fn of(cells: &[String; CELLS]) -> Option<Entry> {
        let [received, institution, delivery, id, name, decision, rest @ ..] = cells;
        let [amount, drawn, rate, term, date, reason, file, sha256] = rest;
        let number = |cell: &String| match &**cell {
            "" => Some(None),
            cell => cell.parse().ok().filter(|number: &f64| number.is_finite()).map(Some),
        };
        Some(Entry {
            received: received.parse().ok()?,
            institution: institution.clone(),
            delivery: delivery.clone(),
            id: id.clone(),
            name: name.clone(),
            answer: Answer {
                decision: Decision::of_word(decision)?,
                amount: number(amount)?,
                drawn: number(drawn)?,
                rate: number(rate)?,
                term: number(term)?,
                date: if date.is_empty() { None } else { Some(date.parse().ok()?) },
                reason: reason.clone(),
            },
            file: file.clone(),
            sha256: sha256.clone(),
        })
    }
}

/// The history of a desk.
#[derive(Clone, Debug)]
pub struct History {
    chain: Chain,
    /// The answers in the order in which they were added.
    pub entries: Vec<Entry>,
    /// The end of the history.
    pub head: Head,
}

impl History {
    /// Reads the history in the folder `desk`; one without a file is empty.
    ///
    /// # Errors
    /// A file that cannot be read, or that other hands have edited.
    pub fn read(desk: &Path) -> Result<History, Finding> {
        let (chain, rows) = Chain::read(desk, &KIND)?;
        let entry = |row: &Row| {
            let cells = <&[String; CELLS]>::try_from(&*row.cells).ok();
            cells.and_then(Entry::of).ok_or_else(|| chain.strange(row))
        };
        let entries = rows.iter().map(entry).collect::<Result<Vec<Entry>, Finding>>()?;
        let head = chain.head.clone();
        Ok(History { chain, entries, head })
    }

    /// Adds `entries` at the end and writes the history, whole or not at all.
    ///
    /// # Errors
    /// A file that cannot be written, or that changed since it was read.
    pub fn add(&mut self, entries: Vec<Entry>) -> Result<(), Finding> {
        let rows: Vec<Vec<String>> = entries.iter().map(|entry| entry.cells().into()).collect();
        self.chain.add(&rows)?;
        self.head = self.chain.head.clone();
        self.entries.extend(entries);
        Ok(())
    }
}
