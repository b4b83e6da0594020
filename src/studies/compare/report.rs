//! Two sides, and what changes from one to the other.

use serde::Serialize;

use super::comparison::Comparison;
use crate::figures::{Document, Table};
use crate::scorecard::WeightsBasis;
use crate::studies::study;
use crate::words::Message;

/// A comparison with what it is of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The first side.
    pub before: SideAbout,
    /// The second.
    pub after: SideAbout,
    /// Why something is not compared.
    pub notes: Vec<Message>,
    /// What changes from the first to the second.
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

/// What a side is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SideAbout {
    /// What the person named.
    pub named: String,
    /// The weights it has besides, as options of the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trial: Option<String>,
    /// What that is.
    pub kind: SideKind,
    /// The campaign's or run's title, or the scorecard's.
    pub title: String,
    /// The scorecard's id.
    pub scorecard: String,
    /// Where its weights come from.
    pub weights_basis: WeightsBasis,
    /// Its full marks.
    pub scale: f64,
    /// Decimals its points are published with.
    pub decimals: u8,
    /// The as-of day.
    pub as_of: String,
    /// The cohort's file.
    pub cohort: String,
    /// Its SHA-256.
    pub cohort_sha256: String,
    /// Scored firms.
    pub firms: usize,
    /// How many institutions have a list; `None` where nobody was referred.
    pub lists: Option<usize>,
}

impl SideAbout {
    /// What distinguishes the side from the other: the weights set, or what the person named.
    pub fn shown(&self) -> &str {
        self.trial.as_ref().unwrap_or(&self.named)
    }
}

/// What a side can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SideKind {
    /// A campaign, carried out.
    Campaign,
    /// A scorecard over a cohort.
    Scorecard,
    /// A run that is finished.
    Run,
}

impl SideKind {
    /// The word that JSON has.
    pub fn as_str(self) -> &'static str {
        match self {
            SideKind::Campaign => "campaign",
            SideKind::Scorecard => "scorecard",
            SideKind::Run => "run",
        }
    }
}
