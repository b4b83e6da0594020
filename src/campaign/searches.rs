//! The log of searches beside a campaign.

use std::path::PathBuf;

use jiff::Timestamp;

use super::Campaign;
use crate::finding::Findings;
use crate::publish::Log;
use crate::studies::searches::{Searches, Tally};

/// Name of the log. Campaigns of one folder share it, so that a copied campaign file continues the count.
const NAME: &str = "searches.jsonl";

impl Campaign {
    /// The log's path, whether or not it exists.
    pub fn searches(&self) -> PathBuf {
        self.path.with_file_name(NAME)
    }

    /// Reads earlier searches of the same data and appends `searches` to the log. Faults of the log are
    /// returned as findings and do not stop the search.
    pub(super) fn record(&self, searches: &mut Searches) -> Findings {
        let mut log = match Log::beside(&self.path, NAME) {
            Ok(log) => log,
            Err(fault) => return fault.into(),
        };
        let mut tally = Tally::new(&searches.this);
        let mut findings = log.read(|line| tally.read(line));
        let time = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let added = tally.line(&time).map_or(Ok(()), |line| log.append(&line));
        findings.extend(added.err().into_iter().collect());
        searches.before = Some(tally.before());
        findings
    }
}
