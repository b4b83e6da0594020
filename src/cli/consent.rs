//! `jifen consent`: the consents of a campaign's firms that end soon, have ended or were withdrawn.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::campaign::{self, Campaign};

use super::Options;
use super::study::{Added, Common};

#[derive(Debug, Args)]
pub(super) struct Consent {
    campaign: PathBuf,
    #[arg(long, default_value_t = 30)]
    within: u16,
    #[command(flatten)]
    common: Common,
}

impl Consent {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let worked = self.common.worked(options, |screen| {
            let campaign = Campaign::load(&self.campaign, self.common.as_of())?;
            self.common.targets(None, options).refuse(&campaign, &[])?;
            let studied = campaign::consents(&campaign, self.within, screen)?;
            Ok((campaign, studied))
        });
        let (campaign, studied) = match worked {
            Ok(worked) => worked,
            Err(code) => return code,
        };
        let folder = campaign.study_folder("consents", &studied.report, options.language());
        let added = Added { all: Some(self.common.check(&self.campaign)), ..Added::default() };
        self.common.end(&studied, &folder, None, added, options)
    }
}
