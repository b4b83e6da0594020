//! The past of a desk: the firms that institutions were referred before, and those that they serve.

use std::path::Path;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::answers::History;
use super::delivered::read_deliveries;
use super::deliveries::Log;
use crate::finding::Findings;

/// What happened before a day, by institution and firm.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// Latest as-of day of a delivered list with the firm.
    referred: FxHashMap<String, FxHashMap<String, Date>>,
    /// Firms whose latest answer is an approval.
    served: FxHashMap<String, FxHashSet<String>>,
}

impl Past {
    /// Reads the desk's folder: the lists delivered as of an earlier day than `as_of`, so that a run repeated
    /// after its delivery gives the same lists, and the answers up to that day. `None` before the first
    /// delivery.
    ///
    /// # Errors
    /// A log, a table of firms or a history that was altered or cannot be read.
    pub fn read(desk: &Path, as_of: Date) -> Result<Option<Past>, Findings> {
        let log = Log::read(desk)?;
        if log.lines.is_empty() && log.faults.is_empty() {
            return Ok(None);
        }
        let mut past = Past::default();
        for delivery in read_deliveries(desk)?.into_iter().filter(|delivery| delivery.as_of < as_of) {
            let firms = past.referred.entry(delivery.institution).or_default();
            for firm in delivery.firms {
                let latest = firms.entry(firm.id).or_insert(delivery.as_of);
                *latest = delivery.as_of.max(*latest);
            }
        }
        let mut latest: FxHashMap<(&str, &str), (Date, bool)> = FxHashMap::default();
        let history = History::read(desk)?;
        for entry in history.entries.iter().filter(|entry| entry.day() <= as_of) {
            let answer = (entry.day(), entry.answer.decision.is_approval());
            let known = latest.entry((&entry.institution, &entry.id)).or_insert(answer);
            if answer.0 >= known.0 {
                *known = answer;
            }
        }
        for ((institution, id), _) in latest.into_iter().filter(|(_, (_, approved))| *approved) {
            past.served.entry(institution.to_owned()).or_default().insert(id.to_owned());
        }
        Ok(Some(past))
    }

    /// Whether the institution serves the firm, by its latest answer.
    pub fn serves(&self, institution: &str, firm: &str) -> bool {
        self.served.get(institution).is_some_and(|firms| firms.contains(firm))
    }

    /// Whether a list with the firm was delivered to the institution in the month of `as_of` or one of the
    /// `months` calendar months before.
    pub fn referred(&self, institution: &str, firm: &str, as_of: Date, months: u32) -> bool {
        let month = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
        let latest = self.referred.get(institution).and_then(|firms| firms.get(firm));
        latest.is_some_and(|&day| month(as_of) - month(day) <= i64::from(months))
    }
}
