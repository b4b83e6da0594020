//! `jifen audit`: what a scorecard's indicators tell, what its weights come to, and what to do about it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::campaign::Campaign;
use crate::studies::audit;

use super::Options;
use super::study::{Added, Common, Files};

/// Look into a scorecard: what its indicators tell, what its weights come to, what to do about it
///
/// Carries the campaign out and looks at the scored firms, all together and segment by segment: values that
/// are missing or heaped, what goes with what, the real importance of each weight, ranks without each
/// indicator and group, and how well points tell firms apart. Changes nothing. Every figure is in --format
/// json and in the folder of --out.
#[derive(Debug, Args)]
pub(super) struct Audit {
    /// The campaign file (TOML)
    campaign: PathBuf,
    /// How many firms count as first where an indicator is left out
    /// [default: a tenth of all, and of each segment]
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,
    #[command(flatten)]
    common: Common,
}

impl Audit {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let study = |_: &Campaign| Ok(audit::Options { top: self.top.map(|top| top as usize) });
        self.common.study(&self.campaign, Files::default(), options, study, |_| Ok(Added::default()))
    }
}
