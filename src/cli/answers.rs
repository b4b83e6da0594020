//! `jifen answers`: replies of institutions, added to the history and reported.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::desk::answers::{By, Import, Imported, Options as Covered, Report, import, report};
use crate::finding::{Code, Findings};
use crate::parameters::Keyword;
use crate::publish::{self, StudyFolder};
use crate::studies::Report as _;
use crate::words::say;

use super::ending::Noticed;
use super::keyword::keyword;
use super::options::{Format, day, today};
use super::screen::{Screen, answer};
use super::study::{Output, Targets, fault};
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
    outcomes: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
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
                let targets = self.output.targets(options);
                let outcomes = self.outcomes.as_ref().map(|path| path.display().to_string());
                let document = report.document().sections(targets.named(false));
                let document = document.sections(outcomes.map(|path| {
                    crate::figures::Section::new().line(say!(answers::outcomes_written, file = path))
                }));
                show(answer(options, &report, &document), ExitCode::SUCCESS)
            }
        }
    }

    /// Makes the report and writes the files that are asked for, all or none.
    fn report(&self, options: &Options) -> Result<Report, Findings> {
        let targets = self.output.targets(options);
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
            tables: if self.output.out.is_some() { report.tables() } else { Vec::new() },
        };
        let outcomes = self.outcomes.as_ref().map(|_| report.outcomes()).transpose()?;
        let beside = self.outcomes.as_deref().zip(outcomes.as_deref());
        targets.write_beside(beside, &folder, &report.document())?;
        Ok(report)
    }

    /// Refuses occupied targets, and targets that would replace the desk.
    fn refuse(&self, targets: &Targets<'_>) -> Result<(), Findings> {
        let inputs = [&self.desk.join("answers.csv"), &self.desk.join("deliveries.jsonl")];
        let all = [&self.output.out, &self.output.html, &self.outcomes];
        for target in all.into_iter().flatten() {
            publish::refuse_inputs(target, inputs.iter().map(|path| path.as_path()))?;
        }
        if let Some(folder) = &self.output.out {
            publish::refuse_study(folder, targets.replace)?;
        }
        let outcomes = self.outcomes.as_deref();
        if let Some(path) = outcomes {
            publish::refuse_file(path, targets.replace)?;
            if self.output.out.as_deref().is_some_and(|folder| path.starts_with(folder)) {
                let help = say!(cli::target_in_folder_help);
                return fault(path, Code::TargetUnwritable, say!(cli::target_in_folder), help);
            }
        }
        targets.page().map_or(Ok(()), |page| page.refuse(outcomes, self.output.out.as_deref()))
    }
}
