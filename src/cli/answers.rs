//! `jifen answers`: replies of institutions, added to the history and reported.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{ArgGroup, Args, Subcommand};
use jiff::civil::Date;

use crate::desk::answers::{By, Import, Imported, Options as Covered, Report, import, report};
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::Keyword;
use crate::publish::{self, StudyFolder};
use crate::studies::Report as _;
use crate::words::{Message, say};

use super::ending::Noticed;
use super::keyword::keyword;
use super::options::{Edits, Format, day, today};
use super::screen::{Screen, answer};
use super::study::Targets;
use super::threads::Threads;
use super::tolerance::{Rows, Tolerance};
use super::{Options, interrupt, show, stop};

#[derive(Debug, Args)]
pub(super) struct Answers {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Import(Reply),
    Report(Answered),
}

#[derive(Debug, Args)]
struct Reply {
    file: PathBuf,
    #[arg(long)]
    from: String,
    #[arg(long, default_value = "desk")]
    desk: PathBuf,
    #[arg(long, value_parser = day)]
    as_of: Option<Date>,
    #[arg(long)]
    sheet: Option<String>,
    #[arg(long)]
    amount_unit: Option<String>,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    tolerance: Tolerance,
}

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("target").multiple(true)))]
struct Answered {
    #[arg(long, default_value = "desk")]
    desk: PathBuf,
    #[arg(long, value_parser = day)]
    as_of: Option<Date>,
    #[arg(long, default_value_t = 30)]
    unanswered_after: u32,
    #[arg(long, value_delimiter = ',', value_parser = keyword::<By>())]
    by: Vec<By>,
    #[arg(long, group = "target")]
    out: Option<PathBuf>,
    #[arg(long, group = "target")]
    html: Option<PathBuf>,
    #[arg(long, group = "target")]
    outcomes: Option<PathBuf>,
    #[arg(long, requires = "target")]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

impl Answers {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        match self.command {
            Command::Import(command) => command.carry_out(options),
            Command::Report(command) => command.carry_out(options),
        }
    }
}

impl Reply {
    fn carry_out(self, options: &Options) -> ExitCode {
        if let Err(code) = self.threads.set() {
            return code;
        }
        let screen = Screen::new(options);
        interrupt::remove_partial_output();
        let asked = Import {
            file: self.file,
            from: self.from,
            desk: self.desk,
            received: self.as_of.unwrap_or_else(today),
            sheet: self.sheet,
            unit: self.amount_unit,
        };
        let imported = import(&asked, &screen);
        screen.clear();
        match imported {
            Err(findings) => stop(&findings, options),
            Ok((imported, findings)) => told(&imported, &findings, self.tolerance, options),
        }
    }
}

/// Prints what was imported, then the findings.
fn told(imported: &Imported, findings: &Findings, tolerance: Tolerance, options: &Options) -> ExitCode {
    let refused = imported.account.refused();
    let aside = (refused > 0).then(|| say!(answers::refused, rows = refused));
    let rows = Rows { all: imported.account.rows, aside: refused, supplement: None };
    let all = say!(answers::all_findings);
    let noticed = Noticed {
        findings,
        notes: false,
        told: options.format == Format::Text,
        all: &all.say(options.language()),
        aside: aside.into_iter().collect(),
        files: &[rows],
    };
    noticed.after(&answer(options, imported, &imported.document()), tolerance, options)
}

impl Answered {
    fn carry_out(self, options: &Options) -> ExitCode {
        interrupt::remove_partial_output();
        match self.report(options) {
            Err(findings) => stop(&findings, options),
            Ok(report) => {
                let targets = self.targets(options);
                let outcomes = self.outcomes.as_ref().map(|path| path.display().to_string());
                let document = report.document().sections(targets.named(false));
                let document = document.sections(outcomes.map(|path| {
                    crate::figures::Section::new().line(say!(answers::outcomes_written, file = path))
                }));
                show(answer(options, &report, &document), ExitCode::SUCCESS)
            }
        }
    }

    fn targets(&self, options: &Options) -> Targets<'_> {
        Targets {
            write: None,
            out: self.out.as_deref(),
            html: self.html.as_deref(),
            replace: self.edits.replace(self.force),
            language: options.language(),
        }
    }

    /// Makes the report and writes the files that are asked for, all or none.
    fn report(&self, options: &Options) -> Result<Report, Findings> {
        let targets = self.targets(options);
        self.refuse(&targets)?;
        let by = if self.by.is_empty() { By::ALL.to_vec() } else { self.by.clone() };
        let as_of = self.as_of.unwrap_or_else(today);
        let covered = Covered { desk: self.desk.clone(), as_of, unanswered_after: self.unanswered_after, by };
        let report = report(&covered)?;
        let folder = StudyFolder {
            name: "answers".to_owned(),
            title: report.title(),
            language: options.language(),
            as_of,
            source: None,
            summary: &report,
            tables: if self.out.is_some() { report.tables() } else { Vec::new() },
        };
        let outcomes = self.outcomes.as_ref().map(|_| report.outcomes()).transpose()?;
        let beside = self.outcomes.as_deref().zip(outcomes.as_deref());
        targets.write_beside(beside, &folder, &report.document())?;
        Ok(report)
    }

    /// Refuses occupied targets, and targets that would replace the desk.
    fn refuse(&self, targets: &Targets<'_>) -> Result<(), Findings> {
        let inputs = [&self.desk.join("answers.csv"), &self.desk.join("deliveries.jsonl")];
        let all = [&self.out, &self.html, &self.outcomes];
        for target in all.into_iter().flatten() {
            publish::refuse_inputs(target, inputs.iter().map(|path| path.as_path()))?;
        }
        if let Some(folder) = &self.out {
            publish::refuse_study(folder, targets.replace)?;
        }
        let outcomes = self.outcomes.as_deref();
        if let Some(path) = outcomes {
            publish::refuse_file(path, targets.replace)?;
            if self.out.as_deref().is_some_and(|folder| path.starts_with(folder)) {
                return Err(inside(path, say!(cli::target_in_folder), say!(cli::target_in_folder_help)));
            }
        }
        targets.page().map_or(Ok(()), |page| page.refuse(outcomes, self.out.as_deref()))
    }
}

/// Fault of a target within another.
fn inside(path: &Path, message: Message, help: Message) -> Findings {
    let place = Place::file(path.display().to_string());
    Finding::new(Code::TargetUnwritable, place, message).help(help).into()
}
