//! `jifen calibrate`: points against firms' outcomes, and weights that predict better.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::campaign::Campaign;
use crate::studies::calibrate::{self, Maximise};
use crate::words::{Message, say};

use super::Options;
use super::keyword::keyword;
use super::study::{Added, Common, Files, Proposal};
use super::tolerance::Rows;
use super::weights::named;

#[derive(Debug, Args)]
pub(super) struct Calibrate {
    campaign: PathBuf,
    #[arg(long)]
    outcomes: PathBuf,
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=1))]
    good: u8,
    #[arg(long, default_value = "30%", value_parser = share)]
    bounds: f64,
    #[arg(long, value_parser = keyword::<Maximise>())]
    #[arg(default_value = Maximise::Likelihood.as_str())]
    maximise: Maximise,
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(2..=20))]
    folds: u16,
    #[arg(long, default_value_t = 200)]
    #[arg(value_parser = clap::value_parser!(u32).range(50..=100_000))]
    draws: u32,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    proposal: Proposal,
    #[command(flatten)]
    common: Common,
}

fn share(text: &str) -> Result<f64, Message> {
    super::options::share(text, say!(cli::value_share_positive), |share| share > 0.0 && share <= 1.0)
}

impl Calibrate {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let write = self.proposal.write.as_deref();
        let files = Files { write, besides: &[&self.outcomes] };
        let study = |campaign: &Campaign| {
            Ok(calibrate::Options {
                outcomes: self.outcomes.clone(),
                one_is_good: self.good == 1,
                reach: self.bounds,
                maximise: self.maximise,
                folds: self.folds.into(),
                draws: self.draws as usize,
                seed: self.seed,
                named: named(&campaign.scorecard, write, options.language()),
            })
        };
        self.common.study(&self.campaign, files, options, study, |study| {
            let aside = study.account.unreadable + study.account.contradictory;
            let check = self.common.check(&self.campaign);
            Ok(Added {
                overlay: study.overlay.as_deref(),
                all: Some(say!(cli::outcomes_findings, check = check)),
                aside: (aside > 0).then(|| say!(cli::outcomes_aside, rows = aside)),
                rows: Some(Rows { all: study.account.rows, aside, supplement: None }),
                ..Added::default()
            })
        })
    }
}
