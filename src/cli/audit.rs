//! `jifen audit`: what a scorecard's indicators tell, what its weights come to, and what to do about it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Args};

use crate::campaign::{self, Campaign, Studied};
use crate::finding::Findings;
use crate::studies::audit::{self, Report};
use crate::studies::{Report as _, Study as _};

use super::Options;
use super::how::How;
use super::options::Edits;
use super::screen::{Screen, answer};
use super::study::{Targets, told, worked};
use super::tolerance::Tolerance;

/// Look into a scorecard: what its indicators tell, what its weights come to, what to do about it
///
/// Carries the campaign out and looks at the scored firms, all together and segment by segment: values that
/// are missing or heaped, what goes with what, the real importance of each weight, ranks without each
/// indicator and group, and how well points tell firms apart. Changes nothing. Every figure is in --format
/// json and in the folder of --out.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("target").multiple(true)))]
pub(super) struct AuditCommand {
    /// The campaign file (TOML)
    campaign: PathBuf,
    /// How many firms count as first where an indicator is left out
    /// [default: a tenth of all, and of each segment]
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,
    /// Write the study into this folder: summary.json, and each table as CSV and Parquet
    #[arg(long, value_name = "DIR", group = "target")]
    out: Option<PathBuf>,
    /// Write what is printed, with charts, as an HTML page of its own
    #[arg(long, value_name = "FILE", group = "target")]
    html: Option<PathBuf>,
    /// Replace what --out and --html name if it exists
    #[arg(long, requires = "target")]
    force: bool,
    #[command(flatten)]
    edits: Edits,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    tolerance: Tolerance,
}

impl AuditCommand {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let studied = match worked(&self.how, options, |screen| self.audit(screen)) {
            Ok(studied) => studied,
            Err(code) => return code,
        };
        let audit = &studied.report;
        let document = audit.document().sections(self.targets().named(false));
        let answer = answer(options, audit, &document);
        told(&answer, &studied, &self.how.named(&self.campaign), self.tolerance, options)
    }

    fn targets(&self) -> Targets<'_> {
        Targets {
            write: None,
            out: self.out.as_deref(),
            html: self.html.as_deref(),
            replace: self.edits.replace(self.force),
        }
    }

    fn audit(&self, screen: &Screen) -> Result<Studied<Report>, Findings> {
        let campaign = Campaign::load(&self.campaign, self.how.as_of)?;
        self.targets().refuse(&campaign, &[])?;
        let study = audit::Options { top: self.top.map(|top| top as usize) };
        let studied = campaign::study(&campaign, &study, screen)?;
        let audit = &studied.report;
        let folder = campaign.study_folder(audit::Options::NAME, audit);
        self.targets().write(None, &folder, &audit.document())?;
        Ok(studied)
    }
}
