//! Common start and end of a campaign's studies: outputs, findings and quarantined rows.

use std::path::{self, Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgGroup, Args};
use jiff::civil::Date;
use serde::Serialize;

use crate::campaign::{self, Campaign, Studied};
use crate::figures::{Document, Html, Renderer, Section};
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::is_toml;
use crate::publish::{self, Replace, StudyFolder};
use crate::studies::{Report, Study};
use crate::words::{Language, Message, say};

use super::ending::Noticed;
use super::how::How;
use super::options::{Edits, Format};
use super::screen::{Screen, answer};
use super::tolerance::{Rows, Tolerance};
use super::{Options, interrupt, stop};

// Output files of a report.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("target").multiple(true)))]
pub(super) struct Output {
    #[arg(long, group = "target")]
    pub out: Option<PathBuf>,
    #[arg(long, group = "target")]
    pub html: Option<PathBuf>,
    #[arg(long, requires = "target")]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

// Output files of a study that proposes weights.
#[derive(Debug, Args)]
pub(super) struct Proposal {
    #[arg(long, group = "target")]
    pub write: Option<PathBuf>,
}

// Arguments shared by all studies.
#[derive(Debug, Args)]
pub(super) struct Common {
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    tolerance: Tolerance,
}

/// Files of a study besides the campaign, its folder and its page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Files<'a> {
    /// The scorecard it writes.
    pub write: Option<&'a Path>,
    /// Further files it reads.
    pub besides: &'a [&'a Path],
}

/// A command's additions to its study's report.
#[derive(Debug, Default)]
pub(super) struct Added<'a> {
    /// The proposed scorecard; `None` if today's weights stay.
    pub overlay: Option<&'a str>,
    /// The next step for the reader.
    pub next: Option<Section>,
    /// The command that prints all findings, if not [`Common::check`].
    pub all: Option<Message>,
    /// A line on quarantined rows of a further file.
    pub aside: Option<Message>,
    /// Row counts of that file.
    pub rows: Option<Rows<'a>>,
    /// A requested goal that was missed: exit code 1.
    pub missed: Option<Message>,
}

impl Output {
    pub(super) fn targets(&self, options: &Options) -> Targets<'_> {
        Targets {
            write: None,
            out: self.out.as_deref(),
            html: self.html.as_deref(),
            replace: self.edits.replace(self.force),
            language: options.language(),
        }
    }
}

impl Common {
    /// The as-of day, if not the campaign's.
    pub(super) fn as_of(&self) -> Option<Date> {
        self.how.as_of
    }

    /// Output files, with the scorecard to `write`.
    pub(super) fn targets<'a>(&'a self, write: Option<&'a Path>, options: &Options) -> Targets<'a> {
        Targets { write, ..self.output.targets(options) }
    }

    /// The command that prints every finding of a campaign.
    pub(super) fn check(&self, campaign: &Path) -> Message {
        self.how.check(campaign)
    }

    /// Runs the `work` of a study with progress on the screen; prints a fault and returns its exit code.
    pub(super) fn worked<T>(
        &self,
        options: &Options,
        work: impl FnOnce(&Screen) -> Result<T, Findings>,
    ) -> Result<T, ExitCode> {
        self.how.threads.set()?;
        let screen = Screen::new(options);
        interrupt::remove_partial_output();
        let done = work(&screen);
        screen.clear();
        done.map_err(|findings| stop(&findings, options))
    }

    /// Loads the campaign, refuses occupied targets, and runs the study `made` for it.
    pub(super) fn studied<S: Study>(
        &self,
        campaign: &Path,
        files: Files<'_>,
        options: &Options,
        made: impl FnOnce(&Campaign) -> Result<S, Findings>,
    ) -> Result<(Campaign, Studied<S::Report>), ExitCode> {
        self.worked(options, |screen| {
            let campaign = Campaign::load(campaign, self.how.as_of)?;
            self.targets(files.write, options).refuse(&campaign, files.besides)?;
            let studied = campaign::study(&campaign, &made(&campaign)?, screen)?;
            Ok((campaign, studied))
        })
    }

    /// Runs the study `made` for the campaign, writes and prints its report with `added`, and returns the
    /// exit code.
    pub(super) fn study<S: Study<Report: Report>>(
        &self,
        campaign: &Path,
        files: Files<'_>,
        options: &Options,
        made: impl FnOnce(&Campaign) -> Result<S, Findings>,
        added: impl FnOnce(&S::Report) -> Result<Added<'_>, Findings>,
    ) -> ExitCode {
        let (loaded, studied) = match self.studied(campaign, files, options, made) {
            Ok(studied) => studied,
            Err(code) => return code,
        };
        let mut added = match added(&studied.report) {
            Ok(added) => added,
            Err(findings) => return stop(&findings, options),
        };
        added.all.get_or_insert_with(|| self.check(campaign));
        let folder = loaded.study_folder(S::NAME, &studied.report, options.language());
        self.end(&studied, &folder, files.write, added, options)
    }

    pub(super) fn end<R: Report>(
        &self,
        studied: &Studied<R>,
        folder: &StudyFolder<'_, R>,
        write: Option<&Path>,
        added: Added<'_>,
        options: &Options,
    ) -> ExitCode {
        let (report, targets) = (&studied.report, self.targets(write, options));
        let proposed = added.overlay.is_some();
        targets.warn(proposed, options);
        let document = report.document();
        if let Err(fault) = targets.write(added.overlay, folder, &document) {
            return stop(&fault.into(), options);
        }
        let document = document.sections(added.next.clone()).sections(targets.named(proposed));
        let code = self.told(&answer(options, report, &document), studied, &added, options);
        let Some(missed) = added.missed else { return code };
        if options.quiet || options.format == Format::Json {
            eprintln!("{}", missed.say(options.language()));
        }
        ExitCode::from(1)
    }

    /// Writes the page of a report without tables, and prints it.
    pub(super) fn show<R: Serialize>(
        &self,
        studied: &Studied<R>,
        document: Document,
        campaign: &Path,
        options: &Options,
    ) -> ExitCode {
        let targets = self.targets(None, options);
        if let Err(fault) = targets.page().map_or(Ok(()), |page| page.write(&document)) {
            return stop(&fault.into(), options);
        }
        let answer = answer(options, &studied.report, &document.sections(targets.named(false)));
        let added = Added { all: Some(self.check(campaign)), ..Added::default() };
        self.told(&answer, studied, &added, options)
    }

    /// Prints the `answer`, then findings and quarantined rows. Returns the exit code.
    fn told<T>(&self, answer: &str, studied: &Studied<T>, added: &Added<'_>, options: &Options) -> ExitCode {
        let aside = studied.quarantined.rows();
        let line =
            (aside > 0).then(|| say!(cli::quarantined, rows = aside, causes = studied.quarantined.said()));
        let all = added.all.as_ref().map(|all| all.say(options.language()));
        let cohort = Rows { all: studied.rows, aside: studied.quarantined.firms(), ..Rows::default() };
        let files: Vec<Rows<'_>> =
            std::iter::once(cohort).chain(Rows::of(&studied.supplements)).chain(added.rows).collect();
        let faulty = files.iter().filter_map(|rows| rows.said());
        let noticed = Noticed {
            findings: &studied.findings,
            notes: false,
            told: true,
            all: all.as_deref().unwrap_or_default(),
            aside: line.into_iter().chain(faulty).chain(added.aside.clone()).collect(),
            files: &files,
        };
        noticed.after(answer, self.tolerance, options)
    }
}

/// Output files and their policy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Targets<'a> {
    /// A scorecard with the proposed weights.
    pub write: Option<&'a Path>,
    pub out: Option<&'a Path>,
    /// The study's HTML page.
    pub html: Option<&'a Path>,
    /// Policy for existing files.
    pub replace: Replace,
    /// Language of the page.
    pub language: Language,
}

impl<'a> Targets<'a> {
    /// Refuses occupied targets before any work, which may take minutes. `besides` are inputs that the
    /// campaign does not name.
    pub(super) fn refuse(&self, campaign: &Campaign, besides: &[&Path]) -> Result<(), Findings> {
        for target in [self.write, self.out, self.html].into_iter().flatten() {
            campaign.refuse_inputs(target, besides)?;
        }
        if let Some(path) = self.write {
            refuse_scorecard(path, self.replace)?;
        }
        if let Some(folder) = self.out {
            publish::refuse_study(folder, self.replace)?;
            if self.write == self.out {
                let help = say!(cli::target_twice_folder_help);
                return fault(folder, Code::NameRepeated, say!(cli::target_twice), help);
            }
        }
        self.page().map_or(Ok(()), |page| page.refuse(self.write, self.out))
    }

    pub(super) fn page(&self) -> Option<Page<'a>> {
        self.html.map(|path| Page { path, replace: self.replace, language: self.language })
    }

    /// Writes the requested files, all or nothing. `overlay` is empty without a proposal.
    pub(super) fn write<S: Serialize>(
        &self,
        overlay: Option<&str>,
        study: &StudyFolder<'_, S>,
        document: &Document,
    ) -> Result<(), Finding> {
        self.write_beside(self.write.zip(overlay), study, document)
    }

    /// As [`Targets::write`], with the text of any other file beside them.
    pub(super) fn write_beside<S: Serialize>(
        &self,
        file: Option<(&Path, &str)>,
        study: &StudyFolder<'_, S>,
        document: &Document,
    ) -> Result<(), Finding> {
        let page = self.page().map(|page| (page.path, page.of(document)));
        let page = page.as_ref().map(|(path, text)| (*path, &**text));
        let files: Vec<(&Path, &str)> = file.into_iter().chain(page).collect();
        publish::write_study(self.out.map(|folder| (folder, study)), &files, self.replace)
    }

    /// Why the requested scorecard is not written, if nothing is `proposed`.
    fn unwritten(&self, proposed: bool) -> Option<Message> {
        let path = self.write.filter(|_| !proposed)?;
        Some(say!(cli::unwritten, file = path.display().to_string()))
    }

    /// Warns that the requested file is not written, when the study prints nothing else for people.
    pub(super) fn warn(&self, proposed: bool, options: &Options) {
        if let (Some(line), true) =
            (self.unwritten(proposed), options.quiet || options.format == Format::Json)
        {
            eprintln!("{}", line.say(options.language()));
        }
    }

    /// Lines that name the written files. If no scorecard is written, a line gives the reason, or the option
    /// that writes one.
    pub(super) fn named(&self, proposed: bool) -> Vec<Section> {
        let file = match (self.unwritten(proposed), self.write) {
            (Some(line), _) => Some(line),
            (None, Some(path)) => Some(path.display().to_string().into()),
            (None, None) if proposed => Some(say!(cli::write_hint)),
            (None, None) => None,
        };
        let folder = self.out.map(|path| format!("{}/", path.display()).into());
        let page = self.html.map(|path| path.display().to_string().into());
        [file, folder, page].into_iter().flatten().map(|line| Section::new().line(line)).collect()
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'a> {
    pub path: &'a Path,
    /// Policy for an existing page.
    pub replace: Replace,
    /// Language of its text.
    pub language: Language,
}

impl<'a> Page<'a> {
    /// The page at `path`, in the language of the screen; `None` without a path.
    pub(super) fn at(path: Option<&'a Path>, replace: Replace, options: &Options) -> Option<Page<'a>> {
        path.map(|path| Page { path, replace, language: options.language() })
    }

    /// Refuses an existing page that may not be replaced, and a path that is the written `file` or lies in
    /// the written `folder`.
    pub(super) fn refuse(&self, file: Option<&Path>, folder: Option<&Path>) -> Result<(), Findings> {
        let whole = |path: &Path| path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let page = whole(self.path);
        if file.is_some_and(|file| whole(file) == page) {
            let help = say!(cli::target_twice_page_help);
            return fault(self.path, Code::NameRepeated, say!(cli::target_twice), help);
        }
        if folder.is_some_and(|folder| page.starts_with(whole(folder))) {
            let help = say!(cli::target_in_folder_help);
            return fault(self.path, Code::TargetUnwritable, say!(cli::target_in_folder), help);
        }
        publish::refuse_file(self.path, self.replace)
    }

    fn of(&self, document: &Document) -> String {
        Html { language: self.language }.render(document)
    }

    /// Writes the document, whole or not at all.
    pub(super) fn write(&self, document: &Document) -> Result<(), Finding> {
        publish::write_file(self.path, self.replace, |out| out.write_all(self.of(document).as_bytes()))
    }

    /// The section that names the page.
    pub(super) fn named(&self) -> Section {
        Section::new().line(self.path.display().to_string())
    }
}

pub(super) fn fault(path: &Path, code: Code, message: Message, help: Message) -> Result<(), Findings> {
    Err(Finding::new(code, Place::file(path.display().to_string()), message).help(help).into())
}

/// Refuses a file that no overlay can be written to: it exists and may not be replaced, its name does not end
/// in `.toml`, or its folder is missing.
pub(super) fn refuse_scorecard(path: &Path, replace: Replace) -> Result<(), Findings> {
    publish::refuse_file(path, replace)?;
    if !is_toml(path) {
        let help = say!(cli::scorecard_name_help);
        return fault(path, Code::NameInvalid, say!(cli::scorecard_name), help);
    }
    // The new scorecard names the extended scorecard by a path relative to its own folder.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        let help = say!(cli::folder_missing_help);
        return fault(path, Code::TargetUnwritable, say!(cli::folder_missing), help);
    }
    Ok(())
}
