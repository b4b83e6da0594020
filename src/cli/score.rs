//! `jifen score`: a cohort by one scorecard, without referrals.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use crate::campaign::{Alone, AloneSummary, HeldBy};
use crate::figures::Section;
use crate::finding::{Code, Finding, Findings, Place, cause};
use crate::parameters::FileKind;
use crate::publish;
use crate::words::{Message, say};

use super::ending::Noticed;
use super::options::{Edits, day, judged_on, today};
use super::screen::{Screen, answer};
use super::threads::Threads;
use super::tolerance::{Rows, Tolerance};
use super::{Options, interrupt, stop, trouble};

#[derive(Debug, Args)]
pub(super) struct Score {
    firms: PathBuf,
    #[arg(long)]
    scorecard: String,
    #[arg(long)]
    out: PathBuf,
    #[arg(long, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    id: Option<String>,
    #[arg(long, value_parser = day)]
    as_of: Option<Date>,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    tolerance: Tolerance,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

/// File extensions that stand for other formats than CSV.
const OTHER_FORMS: [&str; 6] = ["xlsx", "xls", "parquet", "json", "toml", "gz"];

impl Score {
    /// Refuses invalid arguments before anything is read.
    fn refuse(&self) -> Result<(), Findings> {
        let extension = self.out.extension().unwrap_or_default().to_ascii_lowercase();
        if OTHER_FORMS.iter().any(|form| extension == **form) {
            let place = Place::file(self.out.display().to_string());
            let fault = Finding::new(Code::TargetUnwritable, place, say!(cli::score_form));
            return Err(fault.help(say!(cli::score_form_help)).into());
        }
        if self.out.as_os_str() != "-" {
            publish::refuse_file(&self.out, self.edits.replace(self.force))?;
        }
        let message = match FileKind::of(&self.firms) {
            None | Some(FileKind::Table) => return Ok(()),
            Some(FileKind::Campaign) => say!(cli::score_kind_campaign),
            Some(FileKind::Scorecard) => say!(cli::score_kind_scorecard),
            Some(FileKind::Institutions) => say!(cli::score_kind_institutions),
            Some(FileKind::Programme) => say!(cli::score_kind_programme),
        };
        let place = Place::file(self.firms.display().to_string());
        Err(Finding::new(Code::FileKind, place, message).help(say!(cli::score_kind_help)).into())
    }

    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        if let Err(faults) = self.refuse() {
            return stop(&faults, options);
        }
        if let Err(code) = self.threads.set() {
            return code;
        }
        let screen = Screen::new(options);
        interrupt::remove_partial_output();
        let as_of = self.as_of.unwrap_or_else(today);
        let alone = Alone::score(&self.firms, &self.scorecard, self.id.as_deref(), as_of, &screen);
        screen.clear();
        let alone = match alone {
            Ok(alone) => alone,
            Err(findings) => return stop(&findings, options),
        };
        let summary = alone.summary();
        if self.out.as_os_str() == "-" {
            return match alone.write(&mut io::stdout(), options.language()) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    trouble(&say!(cli::stdout_unwritable, cause = cause(&error)), None)
                }
                // Standard output holds the points, so the day is printed with the findings.
                _ => self.end(&alone, &summary, "", Some(judged_on(&summary.as_of, self.as_of)), options),
            };
        }
        if let Err(fault) = alone.refuse_inputs(&self.out) {
            return stop(&fault.into(), options);
        }
        if let Err(fault) = publish::write_file(&self.out, self.edits.replace(self.force), |out| {
            alone.write(out, options.language())
        }) {
            return stop(&fault.into(), options);
        }
        let document = summary.document(judged_on(&summary.as_of, self.as_of));
        let document = document.section(Section::new().line(self.out.display().to_string()));
        let result = answer(options, &summary, &document);
        self.end(&alone, &summary, &result, None, options)
    }

    /// Prints `answer`, the findings and the `day`; returns the exit code.
    fn end(
        &self,
        alone: &Alone,
        summary: &AloneSummary,
        answer: &str,
        day: Option<Message>,
        options: &Options,
    ) -> ExitCode {
        let day = day.filter(|_| !options.quiet).map(|day| say!(cli::judged, day = day));
        let aside = (options.quiet && summary.counts.quarantined > 0).then(|| {
            let causes = summary.quarantine_causes.said();
            say!(cli::quarantined, rows = summary.counts.quarantined, causes = causes)
        });
        let held = HeldBy::said(summary.counts.held, &summary.held_by).filter(|_| options.quiet);
        let check = say!(cli::check_findings, campaign = self.firms.display().to_string());
        let noticed = Noticed {
            findings: &alone.findings,
            notes: false,
            told: true,
            all: &check.say(options.language()),
            aside: day.into_iter().chain(aside).chain(held).collect(),
            files: &[Rows {
                all: summary.counts.rows,
                aside: summary.quarantine_causes.firms(),
                ..Rows::default()
            }],
        };
        noticed.after(answer, self.tolerance, options)
    }
}
