//! `jifen schema`: JSON Schemas that editors check parameter files with.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::options::Options;
use super::{json, show};
use crate::{campaign, programmes, referral, scorecard, studies};

#[derive(Debug, Args)]
pub(super) struct Schema {
    file: File,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum File {
    Scorecard,
    Programme,
    Campaign,
    Institutions,
    Goal,
}

impl Schema {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let language = options.language();
        let schema = match self.file {
            File::Scorecard => scorecard::schema(language),
            File::Programme => programmes::schema(language),
            File::Campaign => campaign::schema(language),
            File::Institutions => referral::schema(language),
            File::Goal => studies::tune::schema(language),
        };
        show(json(&schema), ExitCode::SUCCESS)
    }
}
