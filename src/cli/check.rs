//! `jifen check`: a campaign or a cohort checked without writing anything.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use crate::campaign::{self, Campaign, Causes, Reading, Summary};
use crate::figures::{Document, Section};
use crate::finding::{Code, Finding, Findings, Place};
use crate::parameters::{FileKind, is_toml};
use crate::words::say;

use super::ending::Noticed;
use super::how::How;
use super::options::{judged_on, today};
use super::screen::{Screen, answer};
use super::tolerance::{Rows, Tolerance};
use super::{Listed, Options, interrupt, stop};

#[derive(Debug, Args)]
pub(super) struct Check {
    file: PathBuf,
    #[arg(long, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    id: Option<String>,
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
    /// Columns, units and encoding of a cohort that is checked without a campaign.
    reading: Option<Reading>,
}

impl Check {
    fn campaign(&self, screen: &Screen) -> Result<Judged, Findings> {
        let campaign = Campaign::load(&self.file, self.how.as_of)?;
        let assessed = campaign::assess(&campaign, screen)?;
        let summary = assessed.summary();
        Ok(Judged {
            findings: assessed.findings,
            causes: summary.quarantine_causes.clone(),
            rows: summary.counts.cohort.rows,
            summary: Some(summary),
            reading: None,
        })
    }

    fn cohort(&self, screen: &Screen) -> Result<Judged, Findings> {
        let as_of = self.how.as_of.unwrap_or_else(today);
        let intake = campaign::read_cohort(&self.file, self.id.as_deref(), as_of, screen)?;
        Ok(Judged {
            causes: campaign::causes(&intake),
            rows: intake.rows,
            reading: Some(Reading::new(&intake, as_of)?),
            findings: intake.findings,
            summary: None,
        })
    }

    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        if let Err(code) = self.how.threads.set() {
            return code;
        }
        interrupt::only_tell();
        let screen = Screen::new(options);
        let kind = FileKind::of(&self.file);
        let is_table = kind.map_or(!is_toml(&self.file), |kind| kind == FileKind::Table);
        if let (Some(id), false) = (&self.id, is_table) {
            let place = Place::file(self.file.display().to_string());
            let fault = Finding::new(Code::FileKind, place, say!(cli::check_id_idle, header = id));
            return stop(&fault.help(say!(cli::check_id_idle_help)).into(), options);
        }
        let checked = if is_table { self.cohort(&screen) } else { self.campaign(&screen) };
        screen.clear();
        let Judged { findings, causes, rows, summary, reading } = match checked {
            Ok(checked) => checked,
            Err(findings) => return stop(&findings, options),
        };
        let quarantined = causes.rows();
        let aside = (options.quiet && quarantined > 0)
            .then(|| say!(cli::would_be_quarantined_see, rows = quarantined, causes = causes.said()));
        let held = summary.as_ref().filter(|_| options.quiet).map(Summary::unknown).unwrap_or_default();
        let document = match (&summary, &reading) {
            (Some(summary), _) => summary.document(),
            (None, None) => Document::default(),
            (None, Some(reading)) => {
                let rows = match quarantined {
                    0 => Section::new().line(say!(cli::every_row_read)),
                    // A check judges every column; a run judges fewer and may keep some of the rows.
                    _ => Section::new()
                        .lines(causes.by_cells().then(|| say!(cli::every_column_judged)))
                        .line(say!(cli::would_be_quarantined, rows = quarantined, causes = causes.said())),
                };
                reading.document(judged_on(reading.as_of(), self.how.as_of)).section(rows)
            }
        };
        let found = Checked {
            findings: Listed::from(&findings),
            summary: summary.as_ref(),
            reading: reading.as_ref(),
        };
        let result = answer(options, &found, &document);
        let noticed = Noticed {
            findings: &findings,
            notes: true,
            told: true,
            all: "--format json",
            aside: aside.into_iter().chain(held).collect(),
            files: &[Rows { all: rows, aside: quarantined }],
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
    #[serde(skip_serializing_if = "Option::is_none")]
    reading: Option<&'a Reading>,
}
