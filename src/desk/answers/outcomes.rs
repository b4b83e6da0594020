//! Decisions on firms as outcomes for `jifen calibrate`.

use std::collections::BTreeMap;
use std::io;

use jiff::civil::Date;

use super::decision::Decision;
use super::report::Report;
use crate::finding::{Code, Finding, Place};
use crate::publish::with_apostrophe;
use crate::words::say;

impl Report {
    /// A table of outcomes as `jifen calibrate` reads it: the firm's id, the outcome, and the window with its
    /// last day. Only firms on which an institution decided have a row, each firm one. An outcome of 1, which
    /// is bad, is a refusal by every institution that decided; 0 is an approval by one of them. The window is
    /// the month of the latest such decision.
    ///
    /// # Errors
    /// No decision so far.
    pub fn outcomes(&self) -> Result<String, Finding> {
        let mut decided: BTreeMap<&str, (bool, Date)> = BTreeMap::new();
        for referral in &self.referrals {
            let Some(answered) = &referral.answered else { continue };
            let decision = answered.answer.decision;
            if !decision.is_decided() {
                continue;
            }
            let (is_bad, day) = (decision == Decision::Refused, answered.day);
            let known = decided.entry(&referral.id).or_insert((is_bad, day));
            *known = match (known.0, is_bad) {
                (true, false) => (false, day),
                (false, true) => *known,
                _ => (is_bad, known.1.max(day)),
            };
        }
        if decided.is_empty() {
            return Err(Finding::new(Code::OutcomesFew, Place::default(), say!(answers::undecided))
                .help(say!(answers::undecided_help)));
        }
        self.written(&decided).map_err(|error| {
            let message = say!(answers::outcomes_unwritable, cause = crate::finding::cause(&error));
            Finding::new(Code::TargetUnwritable, Place::default(), message)
        })
    }

    fn written(&self, decided: &BTreeMap<&str, (bool, Date)>) -> io::Result<String> {
        let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record([&*with_apostrophe(&self.id_header), "outcome", "window", "window_to"])?;
        for (id, (is_bad, day)) in decided {
            let outcome = if *is_bad { "1" } else { "0" };
            let month = format!("{:04}-{:02}", day.year(), day.month());
            writer.write_record([&*with_apostrophe(id), outcome, &month, &day.to_string()])?;
        }
        let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        String::from_utf8(bytes).map_err(io::Error::other)
    }
}
