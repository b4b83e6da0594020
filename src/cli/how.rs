//! How a campaign is carried out: as of which day, and on how many threads.

use std::path::Path;

use clap::Args;
use jiff::civil::Date;

use super::options::day;
use super::threads::Threads;
use crate::words::{Message, say};

// What every command that carries a campaign out shares.
#[derive(Debug, Args)]
pub(super) struct How {
    #[arg(long, value_parser = day)]
    pub(super) as_of: Option<Date>,
    #[command(flatten)]
    pub(super) threads: Threads,
}

impl How {
    /// The command that prints every finding of a campaign as of that day.
    pub(super) fn check(&self, campaign: &Path) -> Message {
        let campaign = campaign.display().to_string();
        match self.as_of {
            None => say!(cli::check_findings, campaign = campaign),
            // As an argument has it, in no language.
            Some(day) => say!(cli::check_findings_on, campaign = campaign, day = day.to_string()),
        }
    }
}
