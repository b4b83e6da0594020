//! Counts of rows and firms by what became of them.

use serde::Serialize;

use crate::intake::{Corrected, Intake};
use crate::referral::Referrals;
use crate::scoring::Scores;

/// Counts of a cohort's rows: `rows = scored + quarantined + merged`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RowCounts {
    /// Rows of the cohort's files, without those that others correct.
    pub rows: usize,
    /// Number of firms with points.
    pub scored: usize,
    /// Rows kept aside in `quarantine.csv`.
    pub quarantined: usize,
    /// Quarantined rows that are no firms: totals, remarks, headers.
    pub no_firms: usize,
    /// Rows merged into another that they repeat.
    pub merged: usize,
    /// Scored firms that pass every gate and the pass rule.
    pub qualified: usize,
    /// Scored firms kept from qualifying by unknown facts alone.
    pub held: usize,
    /// Rows that others corrected, and their cells; absent if none came back.
    #[serde(skip_serializing_if = "Corrected::is_empty")]
    pub corrections: Corrected,
}

impl RowCounts {
    /// Counts the rows of a cohort and its scores.
    pub fn of(intake: &Intake, scores: &Scores) -> RowCounts {
        RowCounts {
            rows: intake.rows,
            scored: scores.order.len(),
            quarantined: intake.quarantine.len() + scores.rejected.len(),
            no_firms: intake.quarantine.no_firms(),
            merged: intake.merged,
            qualified: scores.qualified(),
            held: scores.held(),
            corrections: intake.corrections.counts(),
        }
    }
}

/// Counts of rows and of firms: `scored = referred + not_referred`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Counts of the cohort's rows.
    #[serde(flatten)]
    pub cohort: RowCounts,
    /// Firms on at least one list.
    pub referred: usize,
    /// Scored firms on no list.
    pub not_referred: usize,
    /// Entries on all lists together.
    pub referrals: usize,
}

impl Counts {
    /// Counts the rows, scores and lists of a run.
    pub fn of(intake: &Intake, scores: &Scores, referrals: &Referrals) -> Counts {
        Counts {
            cohort: RowCounts::of(intake, scores),
            referred: referrals.referred,
            not_referred: scores.order.len() - referrals.referred,
            referrals: referrals.lists.iter().map(|list| list.firms.len()).sum(),
        }
    }
}
