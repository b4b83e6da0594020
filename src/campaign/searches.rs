//! The log of searches beside a campaign.

use std::path::PathBuf;

use jiff::Timestamp;

use super::Campaign;
use crate::finding::Findings;
use crate::publish::Log;
use crate::studies::searches::{Searches, Tally};

/// The log's name. All campaigns of a folder share it, so that a copy of a campaign file counts on.
const NAME: &str = "searches.jsonl";

impl Campaign {
    /// Where its log of searches is, or would be.
    pub fn searches(&self) -> PathBuf {
        self.path.with_file_name(NAME)
    }

    /// Reads the searches of the same data that came before that of `searches`, and adds that one to the log.
    /// Returns what is wrong with the log: no search fails for it.
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
