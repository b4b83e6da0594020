//! `jifen schema`: what an editor needs to check a parameter file while one types.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{json, show};
use crate::{campaign, referral, scorecard, studies};

/// Print the JSON Schema of a parameter file, for editors
///
/// Editors with TOML support (Even Better TOML in VS Code, taplo elsewhere) complete and check with it. Store
/// it beside your files, `jifen schema scorecard > scorecard.schema.json`, and begin each with the line
/// `#:schema ./scorecard.schema.json`; or name it once for many files in `.taplo.toml`.
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// The kind of file
    file: File,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum File {
    /// A scorecard
    Scorecard,
    /// A campaign
    Campaign,
    /// An institutions file
    Institutions,
    /// A file of goals for `jifen tune`
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
