//! `objections.csv`: every objection that was imported, with its decision; rows are only added.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Decision, Objection};
use crate::desk::chain::{Chain, Kind, Row};
use crate::desk::sheet::Sheet;
use crate::finding::Finding;
use crate::words::say;

/// Columns of the history, without the check.
const COLUMNS: [&str; CELLS] = [
    "import",
    "campaign",
    "as_of",
    "line",
    "firm",
    "firm_name",
    "field",
    "before",
    "claimed",
    "paper",
    "objector",
    "objected_on",
    "in_period",
    "decision",
    "reason",
    "points_before",
    "points_after",
    "segment_rank_before",
    "segment_rank_after",
    "corrections",
    "corrects",
    "file_sha256",
    "run_before",
    "run_after",
];
/// Cells of a row without its check.
const CELLS: usize = 24;
pub(super) static KIND: Kind = Kind {
    file: "objections.csv",
    head: "objections.head",
    columns: &COLUMNS,
    strange: || say!(objections::history),
    help: || say!(objections::history_help),
};

/// An objection with what came of it.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    /// The objection.
    pub objection: &'a Objection,
    /// Whether it was received within the period of publicity; `None` if not known.
    pub is_in_period: Option<bool>,
    /// The firm's sheet before; `None` if it had no points.
    pub before: Option<Sheet>,
    /// The firm's sheet after.
    pub after: Option<Sheet>,
    /// Name of the file that corrects the cell; `None` unless the objection was accepted.
    pub corrections: Option<String>,
}

/// What all rows of one import share.
#[derive(Clone, Copy, Debug)]
pub struct Import<'a> {
    /// Number of the import in the desk's folder, from 1.
    pub number: usize,
    /// SHA-256 of the file of objections.
    pub file: &'a str,
    /// SHA-256 of `run.json` of the published run and of the new one.
    pub runs: [&'a str; 2],
}

/// Corrections of an earlier import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Name of the file in the folder of objections.
    pub file: String,
    /// The part that it corrects, as a campaign names it.
    pub corrects: String,
    /// Number of accepted claims in it.
    pub claims: usize,
}

/// The objections to the data of one campaign and day that a desk has imported.
#[derive(Debug)]
pub struct History {
    chain: Chain,
    campaign: String,
    as_of: String,
    /// Rows of the campaign and the day.
    rows: Vec<Row>,
}

impl History {
    /// Reads the history in the folder `desk`; one without a file is empty.
    ///
    /// # Errors
    /// A file that cannot be read, that is no history, or that other hands have edited.
    pub fn read(desk: &Path, campaign: &str, as_of: &str) -> Result<History, Finding> {
        let (chain, mut rows) = Chain::read(desk, &KIND)?;
        rows.retain(|row| cell(row, "campaign") == campaign && cell(row, "as_of") == as_of);
        if let Some(odd) = rows.iter().find(|row| cell(row, "import").parse::<usize>().is_err()) {
            return Err(chain.strange(odd));
        }
        Ok(History { chain, campaign: campaign.to_owned(), as_of: as_of.to_owned(), rows })
    }

    /// Whether the history has this claim with this decision: of the same firm, field, value, objector and
    /// paper. The reason may have other words.
    pub fn has(&self, one: &Objection) -> bool {
        let claim = one.identity();
        let columns = ["firm", "field", "claimed", "objector", "paper", "decision"];
        self.rows.iter().any(|row| columns.map(|column| cell(row, column)) == claim)
    }

    /// The import that accepted the claim; `None` if none did.
    pub fn accepted(&self, one: &Objection) -> Option<&str> {
        let columns = ["firm", "field", "claimed", "objector", "paper"];
        let [claim @ .., _] = one.identity();
        let is_it = |row: &&Row| {
            columns.map(|column| cell(row, column)) == claim
                && cell(row, "decision") == Decision::Accepted.as_str()
        };
        self.rows.iter().find(is_it).map(|row| cell(row, "import"))
    }

    /// The files of corrections, in the order of imports.
    pub fn corrections(&self) -> Vec<Earlier> {
        let mut files: BTreeMap<(usize, &str), Earlier> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| !cell(row, "corrections").is_empty()) {
            let (file, corrects) = (cell(row, "corrections"), cell(row, "corrects"));
            let import = cell(row, "import").parse().unwrap_or_default();
            let new = || Earlier { file: file.to_owned(), corrects: corrects.to_owned(), claims: 0 };
            files.entry((import, file)).or_insert_with(new).claims += 1;
        }
        files.into_values().collect()
    }

    /// Adds the records of an import at the end.
    ///
    /// # Errors
    /// A history that cannot be written, or that changed since it was read; it then stays as it was.
    pub fn add(&mut self, records: &[Record<'_>], import: Import<'_>) -> Result<(), Finding> {
        let rows: Vec<Vec<String>> = records.iter().map(|record| self.cells(record, import).into()).collect();
        self.chain.add(&rows)
    }

    fn cells(&self, record: &Record<'_>, import: Import<'_>) -> [String; CELLS] {
        fn told<T: ToString>(value: Option<T>) -> String {
            value.map(|value| value.to_string()).unwrap_or_default()
        }
        let one = record.objection;
        let [firm, field, claimed, objector, paper, decision] = one.identity().map(str::to_owned);
        let sheets = [&record.before, &record.after].map(Option::as_ref);
        let [points_before, points_after] = sheets.map(|sheet| told(sheet.map(|sheet| sheet.points)));
        let [rank_before, rank_after] = sheets.map(|sheet| told(sheet.map(|sheet| sheet.rank)));
        let corrects = record.corrections.as_ref().map(|_| one.part.clone()).unwrap_or_default();
        [
            import.number.to_string(),
            self.campaign.clone(),
            self.as_of.clone(),
            one.line.to_string(),
            firm,
            one.name.clone(),
            field,
            one.before.clone(),
            claimed,
            paper,
            objector,
            told(one.day),
            told(record.is_in_period),
            decision,
            one.reason.clone(),
            points_before,
            points_after,
            rank_before,
            rank_after,
            record.corrections.clone().unwrap_or_default(),
            corrects,
            import.file.to_owned(),
            import.runs[0].to_owned(),
            import.runs[1].to_owned(),
        ]
    }
}

/// The cell of a row in a column of the history.
pub(super) fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    let at = COLUMNS.iter().position(|one| *one == column);
    at.and_then(|at| row.cells.get(at)).map_or("", |cell| cell.as_str())
}

impl Decision {
    /// The word in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Decision::Accepted => "accepted",
            Decision::Rejected => "rejected",
            Decision::Pending => "pending",
        }
    }
}
