//! The as-of day and the number of threads of a campaign.

use std::path::Path;

use clap::Args;
use jiff::civil::Date;

use super::options::day;
use super::threads::Threads;
use crate::words::{Message, say};

// Shared by every command that scores a campaign.
#[derive(Debug, Args)]
pub(super) struct How {
    #[arg(long, value_parser = day)]
    pub(super) as_of: Option<Date>,
    #[command(flatten)]
    pub(super) threads: Threads,
}

impl How {
    /// The command that prints every finding of the campaign, with `--as-of` if it was given.
    pub(super) fn check(&self, campaign: &Path) -> Message {
        let campaign = campaign.display().to_string();
        match self.as_of {
            None => say!(cli::check_findings, campaign = campaign),
            // The day has the form of an argument in both languages.
            Some(day) => say!(cli::check_findings_on, campaign = campaign, day = day.to_string()),
        }
    }
}
