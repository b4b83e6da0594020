//! `jifen check`: a campaign or a cohort checked without writing anything.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::campaign::{self, Campaign, Causes, Inspected, Reading, Stopped, Summary};
use crate::figures::Section;
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::{FileKind, is_toml};
use crate::words::{Arg, say};

use super::ending::Noticed;
use super::how::How;
use super::options::{judged_on, today};
use super::screen::{Screen, answer};
use super::tolerance::{Rows, Tolerance};
use super::{Listed, Options, interrupt, print_stop, show, stop, stop_code};

#[derive(Debug, Args)]
pub(super) struct Check {
    file: PathBuf,
    #[arg(long, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    id: Option<String>,
    #[arg(long)]
    scorecard: Option<String>,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    tolerance: Tolerance,
}

struct Judged {
    findings: Findings,
    causes: Causes,
    rows: usize,
    summary: Option<Summary>,
    /// Columns of the cohort, with units, contents and readers.
    reading: Reading,
    /// Whether the cells of every column are judged, not only those that a scorecard or a list reads.
    is_all_judged: bool,
}

impl Check {
    fn campaign(&self, screen: &Screen) -> Result<Judged, Stopped> {
        let campaign = Campaign::load(&self.file, self.how.as_of)?;
        let Inspected { assessed, reading } = campaign::inspect(&campaign, screen)?;
        let summary = assessed.summary();
        Ok(Judged {
            reading,
            findings: assessed.findings,
            causes: summary.quarantine_causes.clone(),
            rows: summary.counts.cohort.rows,
            summary: Some(summary),
            is_all_judged: false,
        })
    }

    fn cohort(&self, screen: &Screen) -> Result<Judged, Findings> {
        let as_of = self.how.as_of.unwrap_or_else(today);
        let id = self.id.as_deref();
        let (intake, reading, mut findings) = match &self.scorecard {
            None => {
                let intake = campaign::read_cohort(&self.file, id, as_of, screen)?;
                let reading = Reading::new(&intake, as_of)?;
                (intake, reading, Findings::new())
            }
            Some(scorecard) => {
                let (intake, scorecard, findings) =
                    campaign::read_under(&self.file, scorecard, id, as_of, screen)?;
                let reading = Reading::under(&scorecard, &intake, as_of);
                (intake, reading, findings)
            }
        };
        let (causes, rows) = (campaign::causes(&intake), intake.rows);
        findings.extend(intake.findings);
        findings.sort();
        let is_all_judged = self.scorecard.is_none();
        Ok(Judged { causes, rows, reading, findings, summary: None, is_all_judged })
    }

    /// The fault of an option for cohorts with a campaign, which has a key for it.
    fn idle_option(&self) -> Option<Finding> {
        let place = Place::file(self.file.display().to_string());
        let fault = |message, help| Finding::new(Code::FileKind, place, message).help(help);
        match (&self.id, &self.scorecard) {
            (Some(id), _) => {
                Some(fault(say!(cli::check_id_idle, header = id), say!(cli::check_id_idle_help)))
            }
            (None, Some(scorecard)) => Some(fault(
                say!(cli::check_scorecard_idle, scorecard = scorecard),
                say!(cli::check_scorecard_idle_help),
            )),
            (None, None) => None,
        }
    }

    /// Stops with the columns that were read, since a fault may lie in how they are read.
    fn stop_behind(&self, reading: &Reading, findings: &Findings, options: &Options) -> ExitCode {
        let (code, stopping) = stop_code(findings);
        let codes: BTreeSet<&str> = stopping.iter().map(|finding| finding.code.as_str()).collect();
        let verdict = say!(cli::check_stopped, count = stopping.iter().count(), codes = Arg::items(codes));
        // A campaign has a day of its own.
        let day = reading.as_of().parse().ok();
        let document = reading
            .counted(judged_on(reading.as_of(), day))
            .section(Section::new().line(verdict))
            .sections(reading.columns());
        let found = Checked { findings: Listed::from(findings), summary: None, reading };
        let code = show(answer(options, &found, &document), code);
        print_stop(findings, true, options);
        code
    }

    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        if let Err(code) = self.how.threads.set() {
            return code;
        }
        interrupt::only_tell();
        let screen = Screen::new(options);
        let kind = FileKind::of(&self.file);
        let is_table = kind.map_or(!is_toml(&self.file), |kind| kind == FileKind::Table);
        if let (Some(fault), false) = (self.idle_option(), is_table) {
            return stop(&fault.into(), options);
        }
        let checked = match is_table {
            true => self.cohort(&screen).map_err(Stopped::from),
            false => self.campaign(&screen),
        };
        screen.clear();
        let Judged { findings, causes, rows, summary, reading, is_all_judged } = match checked {
            Ok(checked) => checked,
            Err(Stopped { findings, reading: None }) => return stop(&findings, options),
            Err(Stopped { findings, reading: Some(reading) }) => {
                return self.stop_behind(&reading, &findings, options);
            }
        };
        let quarantined = causes.rows();
        let aside = (options.quiet && quarantined > 0)
            .then(|| say!(cli::would_be_quarantined_see, rows = quarantined, causes = causes.said()));
        let held = summary.as_ref().filter(|_| options.quiet).map(Summary::unknown).unwrap_or_default();
        let supplements = summary.as_ref().map(|summary| &summary.supplements[..]).unwrap_or_default();
        let cohort = Rows { all: rows, aside: causes.firms(), ..Rows::default() };
        let files: Vec<Rows<'_>> = std::iter::once(cohort).chain(Rows::of(supplements)).collect();
        let faulty = files.iter().filter(|_| options.quiet).filter_map(|rows| rows.said());
        let aside = aside.into_iter().chain(faulty).chain(held).collect();
        let document = match &summary {
            Some(summary) => summary.document().sections(reading.columns()),
            None => {
                let rows = match quarantined {
                    0 => Section::new().line(say!(cli::every_row_read)),
                    // A check judges every column; a run judges fewer and may keep some of the rows.
                    _ => Section::new()
                        .lines((is_all_judged && causes.by_cells()).then(|| say!(cli::every_column_judged)))
                        .line(say!(cli::would_be_quarantined, rows = quarantined, causes = causes.said())),
                };
                reading.document(judged_on(reading.as_of(), self.how.as_of)).section(rows)
            }
        };
        let found =
            Checked { findings: Listed::from(&findings), summary: summary.as_ref(), reading: &reading };
        let result = answer(options, &found, &document);
        let noticed = Noticed {
            findings: &findings,
            notes: true,
            told: true,
            all: "--format json",
            aside,
            files: &files,
        };
        noticed.after(&result, self.tolerance, options)
    }
}

/// JSON output of a check.
#[derive(Serialize)]
struct Checked<'a> {
    #[serde(flatten)]
    findings: Listed<'a>,
    #[serde(flatten)]
    summary: Option<&'a Summary>,
    reading: &'a Reading,
}
