//! `jifen tune`: weights within bounds that meet stated goals, with their Pareto front.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::campaign::Campaign;
use crate::parameters::Source;
use crate::studies::tune::{self, Verdict};
use crate::words::say;

use super::Options;
use super::study::{Added, Common, Files, Proposal};
use super::weights::named;

#[derive(Debug, Args)]
pub(super) struct Tune {
    campaign: PathBuf,
    #[arg(long)]
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
            Ok(tune::Options { goals, named: named(&campaign.scorecard, write, options.language()) })
        };
        self.common.study(&self.campaign, files, options, study, |tuned| {
            let proposed = tuned.verdict != Verdict::Today && !tuned.is_hopeless();
            let missed = tuned.goals.iter().filter(|goal| !goal.found.met).count();
            Ok(Added {
                overlay: proposed.then_some(&*tuned.overlay),
                missed: (missed > 0)
                    .then(|| say!(cli::goals_missed, missed = missed, all = tuned.goals.len())),
                ..Added::default()
            })
        })
    }
}
