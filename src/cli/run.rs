//! `jifen run`: score a cohort and write every institution's list.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::campaign::{self, Campaign, Outcome, Target};
use crate::finding::{Code, Finding, Findings, Place};
use crate::scorecard::{SetWeight, Trial};
use crate::words::say;

use super::ending::Noticed;
use super::how::How;
use super::options::{Edits, Format};
use super::screen::{Screen, answer};
use super::study::Page;
use super::tolerance::{Rows, Tolerance};
use super::{Options, interrupt, stop};

#[derive(Debug, Args)]
pub(super) struct Run {
    campaign: PathBuf,
    #[arg(long, default_value = "out")]
    out: PathBuf,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    tried: Tried,
    #[command(flatten)]
    tolerance: Tolerance,
    #[arg(long)]
    html: Option<PathBuf>,
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    edits: Edits,
}

// Trial weights without a file.
#[derive(Debug, Args)]
pub(super) struct Tried {
    #[arg(long = "set")]
    set: Vec<SetWeight>,
    #[arg(long)]
    rescale: bool,
}

impl Tried {
    /// The trial weights, if any.
    ///
    /// # Errors
    /// A weight to make room for, but no weights.
    pub(super) fn trial(&self) -> Result<Option<Trial>, Finding> {
        if self.set.is_empty() && self.rescale {
            let fault = Finding::new(Code::OptionIdle, Place::default(), say!(cli::rescale_idle));
            return Err(fault.help(say!(cli::rescale_idle_help)));
        }
        Ok((!self.set.is_empty()).then(|| Trial { set: self.set.clone(), rescale: self.rescale }))
    }
}

impl Run {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        if let Err(code) = self.how.threads.set() {
            return code;
        }
        let screen = Screen::new(options);
        interrupt::remove_partial_output();
        let outcome = self.run(&screen, options);
        screen.clear();
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(findings) => return stop(&findings, options),
        };
        let counts = outcome.summary.counts.cohort;
        let document = outcome.document().sections(self.page(options).map(|page| page.named()));
        let result = answer(options, &outcome.summary, &document);
        let quarantined = outcome.folder.join("quarantine.csv");
        let aside = (options.quiet && counts.quarantined > 0).then(|| {
            let (rows, causes) = (counts.quarantined, outcome.summary.quarantine_causes.said());
            let file = quarantined.display().to_string();
            say!(cli::quarantined_see, rows = rows, causes = causes, file = file)
        });
        let held = if options.quiet { outcome.summary.unknown() } else { Vec::new() };
        let cohort =
            Rows { all: counts.rows, aside: outcome.summary.quarantine_causes.firms(), ..Rows::default() };
        let supplements = Rows::of(&outcome.summary.supplements);
        let files: Vec<Rows<'_>> = std::iter::once(cohort).chain(supplements).collect();
        let faulty = files.iter().filter(|_| options.quiet).filter_map(|rows| rows.said());
        let noticed = Noticed {
            findings: &outcome.findings,
            notes: false,
            told: options.format == Format::Text,
            all: &outcome.folder.join("findings.json").display().to_string(),
            aside: aside.into_iter().chain(faulty).chain(held).collect(),
            files: &files,
        };
        noticed.after(&result, self.tolerance, options)
    }

    fn page(&self, options: &Options) -> Option<Page<'_>> {
        self.html.as_deref().map(|path| Page {
            path,
            replace: self.edits.replace(self.force),
            language: options.language(),
        })
    }

    fn run(&self, screen: &Screen, options: &Options) -> Result<Outcome, Findings> {
        let target = Target {
            folder: self.out.clone(),
            replace: self.edits.replace(self.force),
            language: options.language(),
        };
        let trial = self.tried.trial()?;
        let campaign = Campaign::load_with(&self.campaign, self.how.as_of, trial.as_ref())?;
        if let Some(page) = self.page(options) {
            campaign.refuse_inputs(page.path, &[])?;
            page.refuse(None, Some(&self.out))?;
        }
        let outcome = campaign::run(&campaign, &target, screen)?;
        self.page(options).map_or(Ok(()), |page| page.write(&outcome.document()))?;
        Ok(outcome)
    }
}
