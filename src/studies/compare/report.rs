//! The report of a comparison: two sides and the changes between them.

use serde::Serialize;

use super::comparison::Comparison;
use crate::figures::{Document, Table};
use crate::scorecard::WeightsBasis;
use crate::studies::study;
use crate::words::Message;

/// A comparison with its two sides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The first side, before the change.
    pub before: SideAbout,
    /// The second side, after the change.
    pub after: SideAbout,
    /// Reasons why parts are not compared.
    pub notes: Vec<Message>,
    /// The changes from the first side to the second.
    #[serde(flatten)]
    pub comparison: Comparison,
}

impl study::Report for Report {
    fn tables(&self) -> Vec<Table> {
        self.comparison.tables()
    }

    fn document(&self) -> Document {
        self.to_document()
    }
}

/// The origin of a side, as reports print it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SideAbout {
    /// The name or path on the command line.
    pub named: String,
    /// Trial weights on top, as options of the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trial: Option<String>,
    /// The kind of input that `named` is.
    pub kind: SideKind,
    /// The title of the campaign, the run or the scorecard.
    pub title: String,
    /// The id of the scorecard.
    pub scorecard: String,
    /// The authority behind the weights.
    pub weights_basis: WeightsBasis,
    /// Full marks of the scorecard.
    pub scale: f64,
    /// Decimals of published points.
    pub decimals: u8,
    /// The as-of day, as `YYYY-MM-DD`.
    pub as_of: String,
    /// File name of the cohort.
    pub cohort: String,
    /// The cohort file's SHA-256 in hexadecimal digits.
    pub cohort_sha256: String,
    /// Number of scored firms.
    pub firms: usize,
    /// Number of institutions with a list; `None` without referral.
    pub lists: Option<usize>,
}

impl SideAbout {
    /// The name that distinguishes the sides: the trial weights, or the name on the command line.
    pub fn shown(&self) -> &str {
        self.trial.as_ref().unwrap_or(&self.named)
    }
}

/// The kinds of scorings that can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SideKind {
    /// A campaign, carried out for the comparison.
    Campaign,
    /// A scorecard over a cohort, without referral.
    Scorecard,
    /// A finished run, read from its files.
    Run,
}

impl SideKind {
    /// The word for it in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            SideKind::Campaign => "campaign",
            SideKind::Scorecard => "scorecard",
            SideKind::Run => "run",
        }
    }
}
