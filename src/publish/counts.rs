//! Where every row and every firm went.

use serde::Serialize;

use crate::intake::Intake;
use crate::referral::Referrals;
use crate::scoring::Scores;

/// Where every row of a cohort went: `rows = scored + quarantined + merged`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RowCounts {
    /// Rows of the cohort's file.
    pub rows: usize,
    /// Firms with points.
    pub scored: usize,
    /// Rows kept aside.
    pub quarantined: usize,
    /// Of those, rows that are no firms: totals, remarks, headers.
    pub no_firms: usize,
    /// Rows that repeated another and were merged into it.
    pub merged: usize,
    /// Scored firms that pass every gate and the pass rule.
    pub qualified: usize,
    /// Scored firms that only what is not known of them keeps from qualifying.
    pub held: usize,
}

impl RowCounts {
    /// Counts what came of a cohort.
    pub fn of(intake: &Intake, scores: &Scores) -> RowCounts {
        RowCounts {
            rows: intake.rows,
            scored: scores.order.len(),
            quarantined: intake.quarantine.len() + scores.rejected.len(),
            no_firms: intake.quarantine.no_firms(),
            merged: intake.merged,
            qualified: scores.qualified(),
            held: scores.held(),
        }
    }
}

/// Where every row went, and every firm: `scored = referred + not_referred`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Those of the cohort.
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
    /// Counts what came of a cohort and its lists.
    pub fn of(intake: &Intake, scores: &Scores, referrals: &Referrals) -> Counts {
        Counts {
            cohort: RowCounts::of(intake, scores),
            referred: referrals.referred,
            not_referred: scores.order.len() - referrals.referred,
            referrals: referrals.lists.iter().map(|list| list.firms.len()).sum(),
        }
    }
}
