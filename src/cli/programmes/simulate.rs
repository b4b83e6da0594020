//! `jifen programmes simulate`: what the loans of a campaign are worth under its programmes, and what they
//! cost.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use jiff::civil::Date;

use crate::campaign::Campaign;
use crate::cli::Options;
use crate::cli::options::day;
use crate::cli::study::{Added, Common, Files};
use crate::finding::Findings;
use crate::parameters::Source;
use crate::programmes::Money;
use crate::studies::portfolio::{self, Other};
use crate::words::{Message, say};

/// Name of the values given on the command line, in findings.
const SET: &str = "--set";

#[derive(Debug, Args)]
pub(super) struct Simulate {
    campaign: PathBuf,
    #[arg(long, value_parser = money)]
    budget: Option<Money>,
    #[arg(long, value_parser = money)]
    pool: Option<Money>,
    #[arg(long)]
    defaults: Option<PathBuf>,
    #[arg(long, value_parser = setting)]
    set: Vec<Setting>,
    #[arg(long, value_parser = day)]
    against: Option<Date>,
    #[arg(long, default_value_t = 100_000)]
    draws: u32,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    common: Common,
}

/// A value of a programme in place of its own.
#[derive(Clone, Debug)]
struct Setting {
    /// `ID.KEY`.
    key: String,
    /// The value as TOML writes it.
    value: String,
}

/// A sum in 万元.
fn money(text: &str) -> Result<Money, Message> {
    let number = text.trim().parse::<f64>().ok();
    number.and_then(Money::of_wan).ok_or_else(|| say!(cli::value_money))
}

/// `ID.KEY=VALUE`; a value that is no TOML is a text.
fn setting(text: &str) -> Result<Setting, Message> {
    let is_key = |key: &str| {
        let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        key.split('.').count() > 1 && key.split('.').all(|part| !part.is_empty() && part.chars().all(bare))
    };
    let (key, value) = text.split_once('=').map(|(key, value)| (key.trim(), value.trim())).unzip();
    let (Some(key), Some(value)) = (key.filter(|key| is_key(key)), value) else {
        return Err(say!(cli::value_setting));
    };
    let is_toml = format!("x = {value}").parse::<toml::Table>().is_ok();
    let value = if is_toml { value.to_owned() } else { toml::Value::from(value).to_string() };
    Ok(Setting { key: key.to_owned(), value })
}

impl Simulate {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let study = |campaign: &Campaign| {
            Ok(portfolio::Options {
                budget: self.budget,
                pool: self.pool,
                defaults: self.defaults.clone(),
                draws: self.draws as usize,
                seed: self.seed,
                other: self.other(campaign)?,
            })
        };
        let besides: Vec<&Path> = self.defaults.iter().map(PathBuf::as_path).collect();
        let files = Files { besides: &besides, ..Files::default() };
        self.common.study(&self.campaign, files, options, study, |_| Ok(Added::default()))
    }

    /// The other set of parameters, if one is asked for.
    fn other(&self, campaign: &Campaign) -> Result<Option<Other>, Findings> {
        if self.set.is_empty() && self.against.is_none() {
            return Ok(None);
        }
        let lines = self.set.iter().map(|one| format!("{} = {}\n", one.key, one.value));
        let set = Source::new(SET, lines.collect::<String>());
        let as_of = self.against.unwrap_or(campaign.as_of);
        let other = Campaign::load_set(&self.campaign, Some(as_of), &set)?;
        // A campaign without programmes is refused later, with its place.
        Ok(other.programmes.map(|programmes| Other {
            programmes,
            as_of,
            changes: self.set.iter().map(|one| format!("{} = {}", one.key, one.value)).collect(),
        }))
    }
}
