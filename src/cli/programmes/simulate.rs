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
use crate::parameters::{Document, Source};
use crate::programmes::{Money, PoolSum};
use crate::studies::portfolio::{self, Other};
use crate::words::{Message, say};

/// Name of the values given on the command line, in findings.
const SET: &str = "--set";
/// Table of the campaign whose values can be set.
const PROGRAMMES: &str = "programmes";
/// Tables within it whose keys can be set; the others are those of programmes.
const OF_CAMPAIGN: [&str; 2] = ["loan", "portfolio"];

#[derive(Debug, Args)]
pub(super) struct Simulate {
    campaign: PathBuf,
    #[arg(long, value_parser = money)]
    budget: Option<Money>,
    #[arg(long, value_parser = pool_sum)]
    pool: Vec<PoolSum>,
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

/// A value in place of that of a programme or of the campaign.
#[derive(Clone, Debug)]
struct Setting {
    /// The key as written: `ID.KEY`, or a key of the campaign's tables `loan` and `portfolio`.
    key: String,
    /// Its parts.
    parts: Vec<String>,
    /// The value as TOML writes it.
    value: String,
}

/// A sum in 万元.
fn money(text: &str) -> Result<Money, Message> {
    let number = text.trim().parse::<f64>().ok();
    number.and_then(Money::of_wan).ok_or_else(|| say!(cli::value_money))
}

/// A sum in 万元, after the programme's id and `=` if there are several pools.
fn pool_sum(text: &str) -> Result<PoolSum, Message> {
    let (programme, sum) = match text.split_once('=') {
        Some((id, sum)) => (Some(id.trim().to_owned()), sum),
        None => (None, text),
    };
    if programme.as_ref().is_some_and(String::is_empty) {
        return Err(say!(cli::value_pool));
    }
    Ok(PoolSum { programme, sum: money(sum).map_err(|_| say!(cli::value_pool))? })
}

/// `KEY=VALUE`; a value that is no TOML is a text.
fn setting(text: &str) -> Result<Setting, Message> {
    let at_equals = |(at, _)| Some((text[..at].trim(), parts(text[..at].trim())?, text[at + 1..].trim()));
    let found = text.match_indices('=').find_map(at_equals);
    let Some((key, parts, value)) = found.filter(|(_, parts, _)| parts.len() > 1) else {
        return Err(say!(cli::value_setting));
    };
    let table = format!("x = {value}").parse::<toml::Table>();
    let value = match table.is_ok_and(|table| table.len() == 1) {
        true => value.to_owned(),
        false => toml::Value::from(value).to_string(),
    };
    Ok(Setting { key: key.to_owned(), parts, value })
}

/// The parts of a key, with `.` between them. A part may stand between quotes: `""` is the class of firms
/// below the last grade, `"A.1"` one with a point in its name. `None` if it cannot be read.
fn parts(key: &str) -> Option<Vec<String>> {
    let (part, rest) = match key.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"')?,
        None => key.split_at(key.find('.').unwrap_or(key.len())),
    };
    let is_bare = !key.starts_with('"');
    if is_bare && (part.is_empty() || part.contains(['"', '=']) || part != part.trim()) {
        return None;
    }
    let mut all = vec![part.to_owned()];
    if !rest.is_empty() {
        all.extend(parts(rest.strip_prefix('.')?)?);
    }
    Some(all)
}

impl Setting {
    /// The line of the campaign that states it.
    fn line(&self) -> String {
        let set = if OF_CAMPAIGN.contains(&self.parts[0].as_str()) { None } else { Some("set") };
        let parts = [PROGRAMMES].into_iter().chain(set).map(str::to_owned);
        let quoted = self.parts.iter().map(|part| toml::Value::from(part.as_str()).to_string());
        format!("{} = {}\n", parts.chain(quoted).collect::<Vec<_>>().join("."), self.value)
    }
}

impl Simulate {
    pub(super) fn carry_out(self, options: &Options) -> ExitCode {
        let study = |campaign: &Campaign| {
            Ok(portfolio::Options {
                budget: self.budget,
                pools: self.pool.clone(),
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
        // A campaign without programmes or without assumptions is refused later, with its place.
        if campaign.programmes.as_ref().is_none_or(|programmes| programmes.assumptions.is_none()) {
            return Ok(None);
        }
        let set = Source::new(SET, self.set.iter().map(Setting::line).collect::<String>());
        let as_of = self.against.unwrap_or(campaign.as_of);
        let other = Campaign::load_set(&self.campaign, Some(as_of), &set)?;
        let paths = Document::parse(&set)?.table(&[], PROGRAMMES).map(|stated| stated.paths());
        Ok(other.programmes.map(|programmes| Other {
            programmes,
            source: other.source,
            findings: other.findings,
            as_of,
            stated: paths.unwrap_or_default(),
            changes: self.set.iter().map(|one| format!("{} = {}", one.key, one.value)).collect(),
        }))
    }
}
