//! `jifen tune`: weights that bring about what is wanted, and what stands in the way.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::campaign::Campaign;
use crate::figures::number::counted;
use crate::parameters::Source;
use crate::studies::tune::{self, Verdict};

use super::Options;
use super::study::{Added, Common, Files, Proposal};
use super::weights::named;

/// Find weights within bounds that meet stated goals, and show the trade-off
///
/// Carries the campaign out and searches for weights of its scorecard that meet the goals of a file, as near
/// to today's as it can find: `docs/tune.md` shows every goal. Says what each goal comes to today and under
/// the weights found, which goals stand in each other's way, and what goals cost in closeness to today. The
/// scorecard is never touched: --write puts the proposal into a scorecard of its own. `searches.jsonl` beside
/// the campaign gets a line, and the study says how many came before. Exit code 1: a goal is missed.
#[derive(Debug, Args)]
pub(super) struct Tune {
    /// The campaign file (TOML)
    campaign: PathBuf,
    /// What the weights are to bring about, and how far they may move (TOML)
    #[arg(long, value_name = "GOAL.toml")]
    goal: PathBuf,
    #[command(flatten)]
    proposal: Proposal,
    #[command(flatten)]
    common: Common,
}

impl Tune {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let write = self.proposal.write.as_deref();
        let files = Files { write, besides: &[&self.goal] };
        let study = |campaign: &Campaign| {
            let goals = Source::read(&self.goal)?;
            Ok(tune::Options { goals, named: named(&campaign.scorecard, write) })
        };
        self.common.study(&self.campaign, files, options, study, |tuned| {
            let proposed = tuned.verdict != Verdict::Today && !tuned.is_hopeless();
            let missed = tuned.goals.iter().filter(|goal| !goal.found.met).count();
            let all = counted(tuned.goals.len(), "goal");
            Ok(Added {
                overlay: proposed.then_some(&*tuned.overlay),
                missed: (missed > 0).then(|| format!("{missed} of {all} missed")),
                ..Added::default()
            })
        })
    }
}
