//! `jifen schema`: JSON Schemas that editors check parameter files with.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{json, show};
use crate::{campaign, referral, scorecard, studies};

#[derive(Debug, Args)]
pub(super) struct Schema {
    file: File,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum File {
    Scorecard,
    Campaign,
    Institutions,
    Goal,
}

impl Schema {
    pub(super) fn carry_out(self) -> ExitCode {
        let schema = match self.file {
            File::Scorecard => scorecard::schema(),
            File::Campaign => campaign::schema(),
            File::Institutions => referral::schema(),
            File::Goal => studies::tune::schema(),
        };
        show(json(&schema), ExitCode::SUCCESS)
    }
}
