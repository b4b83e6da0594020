//! How every study of a campaign begins and ends: what it may write, what was noticed, and which rows were kept aside.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use crate::campaign::{Campaign, Studied};
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::is_toml;
use crate::publish::{self, Study};

use super::options::Format;
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
            if !is_toml(path) {
                return fault(
                    path,
                    Code::ValueInvalid,
                    "is no name of a scorecard's file",
                    "let it end in .toml: other names are those of built-in scorecards",
                );
            }
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

    /// Why the file asked for is not written, where nothing is `proposed`.
    fn unwritten(&self, proposed: bool) -> Option<String> {
        let path = self.write.filter(|_| !proposed)?;
        Some(format!("{} is not written: today's weights stay", path.display()))
    }

    /// Tells whoever waits for the file that it is not written, where nothing else of the study is printed for people.
    pub(super) fn warn(&self, proposed: bool, options: &Options) {
        if let (Some(line), true) =
            (self.unwritten(proposed), options.quiet || options.format == Format::Json)
        {
            eprintln!("{line}");
        }
    }

    /// The lines that name what was written, and the file that was not, or how it would be.
    pub(super) fn named(&self, proposed: bool) -> String {
        let file = match (self.unwritten(proposed), self.write) {
            (Some(line), _) => Some(format!("\n{line}\n")),
            (None, Some(path)) => Some(format!("\n{}\n", path.display())),
            (None, None) if proposed => {
                Some("\n--write NEW.toml puts these weights into a scorecard of its own\n".to_owned())
            }
            (None, None) => None,
        };
        let folder = self.out.map(|path| format!("\n{}/\n", path.display()));
        file.unwrap_or_default() + &folder.unwrap_or_default()
    }
}

/// Prints what was noticed on the way to a study of the campaign that [`How::named`] tells, and what was kept aside. Returns the exit
/// code: 1 where rows were.
pub(super) fn noticed<T>(studied: &Studied<T>, named: &str, options: &Options) -> ExitCode {
    noticed_beside(studied, named, "", options)
}

/// The same, where findings of another file than the cohort are told in `elsewhere`.
pub(super) fn noticed_beside<T>(
    studied: &Studied<T>,
    named: &str,
    elsewhere: &str,
    options: &Options,
) -> ExitCode {
    if !options.quiet {
        let all = format!("{elsewhere}jifen check {named} --format json");
        print_findings(&studied.findings, false, &all);
    }
    let aside = studied.quarantined.rows();
    if aside > 0 {
        eprintln!("{} quarantined ({})", counted(aside, "row"), causes(&studied.quarantined));
    }
    ExitCode::from(u8::from(aside > 0))
}
