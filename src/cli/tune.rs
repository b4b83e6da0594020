//! `jifen tune`: weights that bring about what is wanted, and what stands in the way.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Args};

use crate::campaign::{self, Campaign, Studied};
use crate::figures::number::counted;
use crate::finding::Findings;
use crate::parameters::Source;
use crate::studies::tune::{self, Report, Verdict};
use crate::studies::{Report as _, Study as _};

use super::how::How;
use super::options::{Edits, Format};
use super::screen::{Screen, answer};
use super::study::{Targets, told, worked};
use super::tolerance::Tolerance;
use super::weights::named;
use super::{Options, stop};

/// Find weights within bounds that meet stated goals, and show the trade-off
///
/// Carries the campaign out and searches for weights of its scorecard that meet the goals of a file, as near
/// to today's as it can find: `docs/tune.md` shows every goal. Says what each goal comes to today and under
/// the weights found, which goals stand in each other's way, and what goals cost in closeness to today. The
/// scorecard is never touched: --write puts the proposal into a scorecard of its own. Exit code 1: a goal is
/// missed.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("target").multiple(true)))]
pub(super) struct Tune {
    /// The campaign file (TOML)
    campaign: PathBuf,
    /// What the weights are to bring about, and how far they may move (TOML)
    #[arg(long, value_name = "GOAL.toml")]
    goal: PathBuf,
    /// Write the weights found as a scorecard of its own
    #[arg(long, value_name = "NEW.toml", group = "target")]
    write: Option<PathBuf>,
    /// Write the study into this folder: summary.json, and each table as CSV and Parquet
    #[arg(long, value_name = "DIR", group = "target")]
    out: Option<PathBuf>,
    /// Write what is printed, with charts, as an HTML page of its own
    #[arg(long, value_name = "FILE", group = "target")]
    html: Option<PathBuf>,
    /// Replace what --write, --out and --html name if it exists
    #[arg(long, requires = "target")]
    force: bool,
    #[command(flatten)]
    edits: Edits,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    tolerance: Tolerance,
}

impl Tune {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let (campaign, studied) = match worked(&self.how, options, |screen| self.tune(screen)) {
            Ok(tuned) => tuned,
            Err(code) => return code,
        };
        let tuned = &studied.report;
        let document = tuned.document();
        let study = campaign.study_folder(tune::Options::NAME, tuned);
        let proposed = tuned.verdict != Verdict::Today && !tuned.is_hopeless();
        self.targets().warn(proposed, options);
        let overlay = proposed.then_some(&*tuned.overlay);
        if let Err(fault) = self.targets().write(overlay, &study, &document) {
            return stop(&fault.into(), options);
        }
        let answer = answer(options, tuned, &document.sections(self.targets().named(proposed)));
        let missed = tuned.goals.iter().filter(|goal| !goal.found.met).count();
        let code = told(&answer, &studied, &self.how.named(&self.campaign), self.tolerance, options);
        if missed == 0 {
            return code;
        }
        if options.quiet || options.format == Format::Json {
            eprintln!("{missed} of {} missed", counted(tuned.goals.len(), "goal"));
        }
        ExitCode::from(1)
    }

    fn targets(&self) -> Targets<'_> {
        Targets {
            write: self.write.as_deref(),
            out: self.out.as_deref(),
            html: self.html.as_deref(),
            replace: self.edits.replace(self.force),
        }
    }

    fn tune(&self, screen: &Screen) -> Result<(Campaign, Studied<Report>), Findings> {
        let campaign = Campaign::load(&self.campaign, self.how.as_of)?;
        self.targets().refuse(&campaign, &[&self.goal])?;
        let goals = Source::read(&self.goal)?;
        let named = named(&campaign.scorecard, self.write.as_deref());
        let studied = campaign::study(&campaign, &tune::Options { goals, named }, screen)?;
        Ok((campaign, studied))
    }
}
