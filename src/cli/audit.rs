//! `jifen audit`: what a scorecard's indicators tell, what its weights come to, and what to do about it.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::campaign::Campaign;
use crate::studies::audit;

use super::Options;
use super::study::{Added, Common, Files};

#[derive(Debug, Args)]
pub(super) struct Audit {
    campaign: PathBuf,
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
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
