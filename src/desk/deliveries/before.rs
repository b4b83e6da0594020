//! What earlier deliveries say against one: the same list again, a run that was corrected since, other keys.

use std::fs;
use std::path::{Path, PathBuf};

use super::keys::{Keys, Recipient, Signer};
use super::lists::Lists;
use super::log::{Line, Log};
use crate::desk::objections::corrected;
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::sha256;
use crate::words::say;

/// The desk before a delivery.
pub(super) struct Before<'a> {
    pub desk: &'a Path,
    pub log: &'a Log,
}

impl Before<'_> {
    /// Refuses lists that an institution has already, and a run that was corrected after objections.
    ///
    /// # Errors
    /// [`Code::TargetExists`], one for each institution; [`Code::FileUnreadable`].
    pub(super) fn refuse_again(&self, run: &Path, lists: &Lists) -> Result<(), Findings> {
        let mut faults = Findings::new();
        if let Some(by) = corrected(self.desk, &lists.run)? {
            let place = Place::file(run.display().to_string());
            let message = say!(deliveries::run_corrected, import = by.import);
            let help = match run_beside(run, &by.run) {
                Some(run) => say!(deliveries::run_corrected_help, run = run.display().to_string()),
                None => say!(deliveries::run_corrected_hash, hash = &by.run),
            };
            return Err(Finding::new(Code::TargetExists, place, message).help(help).into());
        }
        for list in &lists.all {
            let is_same = |line: &Line| line.run == lists.run && line.institution == list.institution;
            if let Some((number, line)) = self.log.lines.iter().rev().find(|(_, line)| is_same(line)) {
                let day = line.at.get(..10).unwrap_or_default();
                let message = say!(deliveries::delivered_before, institution = &list.institution, day = day);
                let fault = Finding::new(Code::TargetExists, self.log.place(*number), message);
                faults.push(fault.help(say!(deliveries::delivered_before_help)));
            }
        }
        faults.or_stop(()).map(|_| ())
    }

    /// Refuses keys other than those of the last delivery, and of each institution's last one.
    ///
    /// # Errors
    /// [`Code::KeyUnfit`], one for each key.
    pub(super) fn refuse_new_keys(
        &self,
        keys: &Keys,
        signer: &Signer,
        lists: &Lists,
        recipients: &[Recipient],
    ) -> Result<(), Findings> {
        let mut faults = Findings::new();
        let mut refuse = |path: PathBuf, message| {
            let place = Place::file(path.display().to_string());
            let fault = Finding::new(Code::KeyUnfit, place, message);
            faults.push(fault.help(say!(deliveries::new_key_help)));
        };
        let lines = || self.log.lines.iter().rev().map(|(_, line)| line);
        if lines().next().is_some_and(|last| last.key != signer.key()) {
            refuse(keys.checker_file(), say!(deliveries::signer_new, key = &signer.name));
        }
        for (list, recipient) in lists.all.iter().zip(recipients) {
            let last = lines().find(|line| line.institution == list.institution);
            let now = match recipient {
                Recipient::Sealed(key) => Some(key),
                Recipient::Unsealed => None,
            };
            if let Some(last) = last.filter(|last| last.recipient.as_ref() != now) {
                let message = match (&last.recipient, now) {
                    (None, _) => say!(deliveries::recipient_sealed_now, number = last.seq),
                    (_, None) => say!(deliveries::recipient_unsealed_now, number = last.seq),
                    (Some(key), _) => say!(deliveries::recipient_new, number = last.seq, key = key),
                };
                refuse(keys.recipient_file(&list.institution), message);
            }
        }
        faults.or_stop(()).map(|_| ())
    }
}

/// The run beside this one whose `run.json` has this SHA-256.
fn run_beside(run: &Path, hash: &str) -> Option<PathBuf> {
    let folder = run.parent().filter(|folder| !folder.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let is_it = |path: &PathBuf| fs::read(path.join("run.json")).is_ok_and(|bytes| sha256(bytes) == hash);
    let mut beside = entries.flatten().map(|entry| run.with_file_name(entry.file_name()));
    beside.find(is_it)
}
