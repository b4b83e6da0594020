//! Rows of a run that are no scored firms: those in quarantine, and those that were read but not scored.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::{Code, Finding, Place};
use crate::firms::width::folded;
use crate::publish::{Output, without_apostrophe};
use crate::words::{Message, say};

/// Characters that separate the cells of a row as written.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// Where rows that are no scored firms are looked up.
#[derive(Clone, Debug)]
pub enum Asides {
    /// In the output of a finished run.
    Output(Output),
    /// Rows found before, by id.
    Found(FxHashMap<String, Aside>),
}

/// A row that could not be read, trusted or scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// File and worksheet of the row.
    pub part: String,
    /// Line of the row.
    pub line: u32,
    /// Reasons in the words of the run.
    pub reasons: Message,
    /// Whether it was read, but not scored.
    pub is_read: bool,
}

impl Aside {
    /// Where and why the row of the run called `run` is no scored firm.
    pub fn said(&self, run: &str) -> Message {
        let Aside { part, line, reasons, is_read } = self;
        let line = line.to_string();
        match is_read {
            true => say!(desk::unscored, run = run, part = part, line = line, why = reasons),
            false => say!(desk::quarantined, run = run, part = part, line = line, why = reasons),
        }
    }

    /// The finding on the firm called `firm` of the run called `run`, of which only this row is known.
    pub(super) fn fault(&self, firm: &str, run: &str) -> Finding {
        let message = say!(desk::aside, firm = firm, row = self.said(run));
        Finding::new(Code::NameUnknown, Place::file(run.to_owned()), message).help(say!(desk::aside_help))
    }
}

impl Asides {
    /// The rows of the `wanted` firms, by id.
    pub(in crate::desk) fn find(
        &self,
        wanted: &FxHashSet<&str>,
    ) -> Result<FxHashMap<String, Aside>, Finding> {
        let output = match self {
            Asides::Output(output) => output,
            Asides::Found(found) => {
                let known = found.iter().filter(|(id, _)| wanted.contains(id.as_str()));
                return Ok(known.map(|(id, aside)| (id.clone(), aside.clone())).collect());
            }
        };
        const NAME: &str = "quarantine.csv";
        let mut found = FxHashMap::default();
        if wanted.is_empty() || !output.has(NAME) {
            return Ok(found);
        }
        let unlike = || output.strange(NAME, say!(desk::strange_no_table));
        let mut reader = output.csv(NAME)?;
        let header = reader.headers().map_err(|_| unlike())?;
        let at = |name: &str| header.iter().position(|column| column == name).ok_or_else(unlike);
        let [part, line, codes, reasons, original] =
            [at("part")?, at("line")?, at("codes")?, at("reasons")?, at("original")?];
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).map_err(|_| unlike())? {
            let cell = |at: usize| without_apostrophe(record.get(at).unwrap_or_default());
            for id in ids_in(cell(original), wanted) {
                found.entry(id).or_insert_with(|| Aside {
                    part: cell(part).to_owned(),
                    line: cell(line).parse().unwrap_or(0),
                    reasons: cell(reasons).into(),
                    is_read: cell(codes).split(';').all(is_of_scoring),
                });
            }
        }
        Ok(found)
    }
}

/// Whether a code is that of a row which was read, but not scored.
fn is_of_scoring(code: &str) -> bool {
    matches!(code, "segment-none" | "indicator-missing" | "coverage-low")
}

/// The `wanted` ids among the cells of a row as written.
pub fn ids_in(original: &str, wanted: &FxHashSet<&str>) -> Vec<String> {
    let cells = original.split(DELIMITERS).map(|cell| cell.trim().trim_matches(['"', '\'']));
    cells.map(|cell| folded(cell).into_owned()).filter(|cell| wanted.contains(cell.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_in_a_row_however_it_is_written() {
        let wanted: FxHashSet<&str> = ["Alder", "91310000625901263C"].into_iter().collect();
        for row in ["x,Alder,1", "\"Alder\";1", "1\t Alder", "Ａlder|2", "'Alder',3"] {
            assert_eq!(ids_in(row, &wanted), ["Alder"], "{row}");
        }
        assert_eq!(ids_in("９１３１００００６２５９０１２６３C,2", &wanted), ["91310000625901263C"]);
        // A name that only begins so is another firm.
        assert!(ids_in("Alder Ltd,Birch", &wanted).is_empty());
    }
}
