//! How every study of a campaign begins and ends: what it may write, what was noticed, and which rows were kept aside.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use crate::campaign::{Campaign, Studied};
use crate::finding::{Code, Finding, Findings, Place};
use crate::publish::{self, Study};

use super::run::How;
use super::screen::{Screen, causes, counted, print_findings};
use super::{Options, interrupt, stop, trouble};

/// Does the `work` of a study, its progress on the screen; the exit code where something is in its way, of which the person is told.
pub(super) fn worked<T>(
    how: &How,
    options: &Options,
    work: impl FnOnce(&Screen) -> Result<T, Findings>,
) -> Result<T, ExitCode> {
    how.threads.set().map_err(|message| trouble(&message))?;
    let screen = Screen::new(options);
    interrupt::remove_partial_output();
    let done = work(&screen);
    screen.clear();
    done.map_err(|findings| stop(&findings, options))
}

/// Where results go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Targets<'a> {
    /// A scorecard of its own.
    pub write: Option<&'a Path>,
    /// The study's folder.
    pub out: Option<&'a Path>,
    /// Whether they may be replaced.
    pub force: bool,
}

impl Targets<'_> {
    /// Refuses targets that are in the way of something, before any work: minutes of it are not to end so. `besides` are files
    /// that are read and that the campaign does not name.
    pub(super) fn refuse(&self, campaign: &Campaign, besides: &[&Path]) -> Result<(), Finding> {
        let fault = |path: &Path, code, message: &str, help: &str| {
            Err(Finding::new(code, Place::file(path.display().to_string()), message).help(help))
        };
        for target in [self.write, self.out].into_iter().flatten() {
            campaign.refuse_inputs(target, besides)?;
        }
        if let Some(path) = self.write {
            publish::refuse_file(path, self.force)?;
            // It names the scorecard it extends by the way from its own folder.
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            if folder.is_some_and(|folder| !folder.is_dir()) {
                return fault(
                    path,
                    Code::TargetUnwritable,
                    "its folder does not exist",
                    "make the folder first",
                );
            }
        }
        if let Some(folder) = self.out {
            publish::refuse_study(folder, self.force)?;
            if self.write == self.out {
                return fault(
                    folder,
                    Code::ValueInvalid,
                    "is named twice",
                    "--write is a file, --out a folder",
                );
            }
        }
        Ok(())
    }

    /// Writes what was asked for, all or nothing. `overlay` is nothing where there is no proposal.
    pub(super) fn write<S: Serialize>(
        &self,
        overlay: Option<&str>,
        study: &Study<'_, S>,
    ) -> Result<(), Finding> {
        let folder = self.out.map(|folder| (folder, study));
        publish::write_proposal(self.write.zip(overlay), folder, self.force)
    }

    /// The lines that name what was written.
    pub(super) fn named(&self) -> String {
        let file = self.write.map(|path| format!("\n{}\n", path.display()));
        let folder = self.out.map(|path| format!("\n{}/\n", path.display()));
        file.unwrap_or_default() + &folder.unwrap_or_default()
    }
}

/// Prints what was noticed on the way to a study of the campaign in the file `named`, and what was kept aside. Returns the exit
/// code: 1 where rows were.
pub(super) fn noticed<T>(studied: &Studied<T>, named: &Path, options: &Options) -> ExitCode {
    noticed_beside(studied, named, "", options)
}

/// The same, where findings of another file than the cohort are told in `elsewhere`.
pub(super) fn noticed_beside<T>(
    studied: &Studied<T>,
    named: &Path,
    elsewhere: &str,
    options: &Options,
) -> ExitCode {
    if !options.quiet {
        let all = format!("all of them: {elsewhere}jifen check {} --format json", named.display());
        print_findings(&studied.findings, false, &all);
    }
    if studied.quarantined > 0 {
        let aside = counted(studied.quarantined, "row");
        eprintln!("{aside} quarantined ({})", causes(&studied.quarantine_causes));
    }
    ExitCode::from(u8::from(studied.quarantined > 0))
}
