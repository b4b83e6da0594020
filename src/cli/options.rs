//! Options every command takes.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::language;
use crate::publish::Replace;
use crate::words::{Arg, Language, Message, say};

// Options every command takes.
#[derive(Clone, Copy, Debug, Args)]
pub struct Options {
    #[arg(long, short, global = true)]
    pub quiet: bool,
    #[arg(long, value_enum, default_value_t, global = true)]
    pub format: Format,
    #[arg(long, value_enum, default_value_t, global = true)]
    pub findings: Which,
    #[arg(long, value_parser = languages(), global = true)]
    pub lang: Option<Language>,
}

impl Options {
    /// The language of what is printed.
    pub fn language(&self) -> Language {
        self.lang.unwrap_or_else(language::of_system)
    }
}

fn languages() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(["zh", "en"]).map(|word| if word == "zh" { Language::Zh } else { Language::En })
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Which {
    #[default]
    Worst,
    All,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    #[default]
    Text,
    Json,
    // Hidden, since one command alone takes them: the help of `scorecards show` names them.
    #[value(hide = true)]
    Md,
    #[value(hide = true)]
    Toml,
}

// How far `--force` goes.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Edits {
    #[arg(long, requires = "force")]
    discard_edits: bool,
}

impl Edits {
    /// What becomes of an output that is already there.
    pub(super) fn replace(self, force: bool) -> Replace {
        match (force, self.discard_edits) {
            (false, _) => Replace::Never,
            (true, false) => Replace::Unedited,
            (true, true) => Replace::Edited,
        }
    }
}

/// A day as an argument.
pub(super) fn day(text: &str) -> Result<Date, Message> {
    text.parse().map_err(|_| say!(cli::value_day))
}

/// The day it is now in China, where firms and institutions are.
pub(super) fn today() -> Date {
    Offset::constant(8).to_datetime(Timestamp::now()).date()
}

/// The day firms are judged as of, for people; where nobody `said` one, that it is today's.
pub(super) fn judged_on(day: &str, said: Option<Date>) -> Message {
    let day: Arg = day.parse::<Date>().map_or_else(|_| day.into(), Arg::from);
    if said.is_some() { say!(cli::day, day = day) } else { say!(cli::today, day = day) }
}

/// A share as an argument: a fraction, or a number of percent. `how` says what it must lie in.
pub(super) fn share(text: &str, how: Message, lies_within: fn(f64) -> bool) -> Result<f64, Message> {
    let text = text.trim();
    let number = match text.strip_suffix(['%', '％']) {
        Some(percent) => percent.trim_end().parse::<f64>().map(|percent| percent / 100.0),
        None => text.parse::<f64>(),
    };
    let share = number.ok().filter(|share| lies_within(*share));
    share.ok_or(how)
}
