//! The tables of a run that are also written as workbooks where a campaign names them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Tables of a run, each written as `NAME.xlsx` where the campaign asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkbookTable {
    /// Every scored firm, also under each further scorecard with `detail = true`.
    Scores,
    /// Every firm and indicator, with `detail = true`.
    Points,
    /// The reasons for a firm's absence from lists.
    NotReferred,
    /// The meaning of each reason's key.
    Reasons,
    /// Rows that could not be read, trusted or scored.
    Quarantine,
    /// The list of each institution, beside its CSV form.
    Lists,
    /// What each referral is worth under the programmes in use.
    Grants,
}
