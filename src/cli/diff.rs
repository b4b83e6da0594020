//! `jifen diff`: last month's run and this month's, list by list, with the reason of each change.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use jiff::civil::Date;

use crate::desk::diff::{Options as Extent, Record, Report, diff};
use crate::finding::{Code, Finding, Findings, Place};
use crate::publish::{self, StudyFolder};
use crate::studies::Report as _;
use crate::words::say;

use super::options::today;
use super::screen::{Screen, answer};
use super::study::{Output, Targets};
use super::threads::Threads;
use super::{Options, interrupt, show, stop};

#[derive(Debug, Args)]
pub(super) struct Diff {
    before: PathBuf,
    after: PathBuf,
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    institution: Option<String>,
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    firm: Option<String>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    threads: Threads,
}

impl Diff {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        if let Err(code) = self.threads.set() {
            return code;
        }
        match self.output.targets(options) {
            Targets { out: None, html: None, .. } => interrupt::only_tell(),
            _ => interrupt::remove_partial_output(),
        }
        let screen = Screen::new(options);
        let report = self.report(options);
        screen.clear();
        let report = match report {
            Ok(report) => report,
            Err(findings) => return stop(&findings, options),
        };
        let (targets, document) = (self.output.targets(options), report.document());
        if let Err(fault) = targets.write(None, &self.folder(&report, options), &document) {
            return stop(&fault.into(), options);
        }
        let document = document.sections(targets.named(false));
        show(answer(options, &report, &document), ExitCode::SUCCESS)
    }

    /// The report of the two runs, after the targets were found free.
    fn report(&self, options: &Options) -> Result<Report, Findings> {
        let targets = self.output.targets(options);
        for target in [targets.out, targets.html].into_iter().flatten() {
            refuse_runs(target, [&self.before, &self.after])?;
        }
        if let Some(folder) = targets.out {
            publish::refuse_study(folder, targets.replace)?;
        }
        targets.page().map_or(Ok(()), |page| page.refuse(None, targets.out))?;
        let [before, after] = Record::read_both(&self.before, &self.after)?;
        let extent = Extent {
            institution: self.institution.clone(),
            firm: self.firm.clone(),
            every_firm: targets.out.is_some(),
        };
        diff(&before, &after, &extent)
    }

    fn folder<'a>(&self, report: &'a Report, options: &Options) -> StudyFolder<'a, Report> {
        let day = |text: &str| text.parse::<Date>().ok();
        StudyFolder {
            name: "difference".to_owned(),
            title: report.title(),
            language: options.language(),
            as_of: day(&report.before.as_of).max(day(&report.after.as_of)).unwrap_or_else(today),
            source: None,
            summary: report,
            tables: if self.output.out.is_some() { report.tables() } else { Vec::new() },
        }
    }
}

/// Refuses a target that is one of the runs, or holds one.
fn refuse_runs(target: &Path, runs: [&PathBuf; 2]) -> Result<(), Finding> {
    if runs.iter().any(|run| publish::is_same_file(target, run)) {
        let place = Place::file(target.display().to_string());
        return Err(Finding::new(Code::TargetExists, place, say!(diff::side_target))
            .help(say!(diff::side_target_help)));
    }
    publish::refuse_inputs(target, runs.into_iter().map(PathBuf::as_path))
}
