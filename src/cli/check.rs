//! `jifen check`: everything `run` would say, nothing written.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::campaign::{self, Campaign, Summary};
use crate::finding::Findings;

use super::options::Format;
use super::run::{How, json, overview};
use super::screen::{Screen, print, print_findings};
use super::{Options, stop};

/// Tell what is wrong with a campaign or a cohort, and write nothing
///
/// A campaign (.toml) is carried out but for its output. A cohort (.csv, .csv.gz, .csv.zst) is read on its own, with
/// the dictionary's headers.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// A campaign (TOML) or a cohort (CSV)
    #[arg(value_name = "CAMPAIGN|FIRMS.csv")]
    file: PathBuf,
    #[command(flatten)]
    how: How,
}

/// What a check found out.
struct Checked {
    findings: Findings,
    quarantined: usize,
    summary: Option<Summary>,
}

impl Check {
    fn campaign(&self, screen: &Screen) -> Result<Checked, Findings> {
        let campaign = Campaign::load(&self.file, self.how.as_of)?;
        let assessed = campaign::assess(&campaign, screen)?;
        let summary = assessed.summary();
        Ok(Checked {
            findings: assessed.findings,
            quarantined: summary.counts.quarantined,
            summary: Some(summary),
        })
    }

    fn cohort(&self, screen: &Screen) -> Result<Checked, Findings> {
        let intake = campaign::read_cohort(&self.file, self.how.as_of, screen)?;
        Ok(Checked { quarantined: intake.quarantine.len(), findings: intake.findings, summary: None })
    }

    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        if let Err(error) = self.how.set_threads() {
            return super::trouble(&format!(
                "{} threads cannot be started: {error}",
                self.how.threads.unwrap_or(0)
            ));
        }
        let screen = Screen::new(options);
        let is_campaign = self.file.extension().is_some_and(|extension| extension == "toml");
        let checked = if is_campaign { self.campaign(&screen) } else { self.cohort(&screen) };
        screen.clear();
        let Checked { findings, quarantined, summary } = match checked {
            Ok(checked) => checked,
            Err(findings) => return stop(&findings),
        };
        if !options.quiet {
            print_findings(&findings, true);
        }
        let text = match (options.format, &summary) {
            _ if options.quiet => String::new(),
            (Format::Json, Some(summary)) => json(summary),
            (Format::Json, None) => format!("{}\n", serde_json::json!({ "findings": findings.as_slice() })),
            (Format::Text, Some(summary)) => overview(summary),
            (Format::Text, None) if quarantined == 0 => "every row can be read\n".to_owned(),
            (Format::Text, None) => format!("{quarantined} rows would be quarantined\n"),
        };
        match print(&text) {
            Err(error) => super::trouble(&format!("standard output cannot be written: {error}")),
            Ok(()) => ExitCode::from(u8::from(quarantined > 0)),
        }
    }
}
