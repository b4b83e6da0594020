//! How a campaign is carried out: as of which day, and on how many threads.

use std::path::Path;

use clap::Args;
use jiff::civil::Date;

use super::options::day;
use super::threads::Threads;

// What every command that carries a campaign out shares.
#[derive(Debug, Args)]
pub(super) struct How {
    #[arg(long, value_parser = day)]
    pub(super) as_of: Option<Date>,
    #[command(flatten)]
    pub(super) threads: Threads,
}

impl How {
    /// The campaign's file as an argument of `jifen check`, with the day it is judged as of.
    pub(super) fn named(&self, campaign: &Path) -> String {
        let day = self.as_of.map_or_else(String::new, |day| format!(" --as-of {day}"));
        format!("{}{day}", campaign.display())
    }
}
