//! Firms of tables beside the cohort that are not in the cohort.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::{Code, Finding, Findings};
use crate::firms::Column;
use crate::firms::width::folded;
use crate::intake::Intake;
use crate::words::say;

/// Warns of withdrawals in these rows, whose firms are not in the cohort.
pub(super) fn unknown_withdrawals(rows: Vec<usize>, ledger: &Intake) -> Option<Finding> {
    let &first = rows.first()?;
    let id = ledger.firms.ids().get_or_empty(first);
    let message = say!(campaign::withdrawal_foreign, rows = rows.len(), firm = id);
    Some(
        Finding::new(Code::FirmUnknown, ledger.place_of(first), message)
            .help(say!(campaign::withdrawal_foreign_help)),
    )
}

/// Rows of a table beside the cohort whose firms are not in the cohort.
pub(super) struct Foreign {
    /// Positions in the table.
    pub rows: Vec<usize>,
}

impl Foreign {
    pub fn of(cohort: &Intake, table: &Intake) -> Foreign {
        let known: FxHashSet<&str> = cohort.firms.ids().iter().collect();
        let is_foreign = |(row, id): (usize, &str)| (!known.contains(id)).then_some(row);
        Foreign { rows: table.firms.ids().iter().enumerate().filter_map(is_foreign).collect() }
    }

    /// Reports ids that are a firm of the cohort otherwise written: in other letters, or by its name.
    pub fn misspelt(&self, cohort: &Intake, table: &Intake) -> Findings {
        let mut findings = Findings::new();
        if self.rows.is_empty() {
            return findings;
        }
        let ids = cohort.firms.ids();
        let names = cohort.firms.column("name").and_then(Column::texts);
        let spelt = |text: &str| folded(text).to_lowercase();
        let mut meant: FxHashMap<String, &str> = FxHashMap::default();
        for (firm, id) in ids.iter().enumerate() {
            meant.insert(spelt(id), id);
            if let Some(name) = names.and_then(|names| names.get(firm)) {
                meant.entry(spelt(name)).or_insert(id);
            }
        }
        for &row in &self.rows {
            let id = table.firms.ids().get_or_empty(row);
            if let Some(meant) = meant.get(&spelt(id)) {
                let message = say!(campaign::id_misspelt, id = id, meant = *meant);
                findings.push(
                    Finding::new(Code::ValueInvalid, table.place_of(row), message)
                        .help(say!(campaign::id_misspelt_help)),
                );
            }
        }
        findings
    }
}
