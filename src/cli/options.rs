//! Options shared by every command.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::language;
use crate::publish::Replace;
use crate::words::{Arg, Language, Message, say};

// Options shared by every command.
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
    pub fn language(&self) -> Language {
        self.lang.unwrap_or_else(language::of_system)
    }
}

fn languages() -> impl TypedValueParser<Value = Language> {
    let zh = PossibleValue::new("zh").aliases(["zh-CN", "zh_CN", "zh-Hans", "cn"]);
    let en = PossibleValue::new("en").aliases(["en-US", "en_US", "en-GB", "en_GB"]);
    let parser = PossibleValuesParser::new([zh, en]);
    parser.map(|word| if word.starts_with("en") { Language::En } else { Language::Zh })
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
    // Hidden, since only `scorecards show` and `programmes show` take them: their help lists them.
    #[value(hide = true)]
    Md,
    #[value(hide = true)]
    Toml,
}

// Whether `--force` also replaces edited files.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Edits {
    #[arg(long, requires = "force")]
    discard_edits: bool,
}

impl Edits {
    /// The policy for an existing output.
    pub(super) fn replace(self, force: bool) -> Replace {
        match (force, self.discard_edits) {
            (false, _) => Replace::Never,
            (true, false) => Replace::Unedited,
            (true, true) => Replace::Edited,
        }
    }
}

/// A day given as an argument.
pub(super) fn day(text: &str) -> Result<Date, Message> {
    text.parse().map_err(|_| say!(cli::value_day))
}

/// Today's date in China, where firms and institutions are.
pub(super) fn today() -> Date {
    Offset::constant(8).to_datetime(Timestamp::now()).date()
}

/// The as-of day for people, marked as today's if `said` is `None`.
pub(super) fn judged_on(day: &str, said: Option<Date>) -> Message {
    let day: Arg = day.parse::<Date>().map_or_else(|_| day.into(), Arg::from);
    if said.is_some() { say!(cli::day, day = day) } else { say!(cli::today, day = day) }
}

/// A share given as an argument: a fraction or a percentage. `how` names its range.
pub(super) fn share(text: &str, how: Message, lies_within: fn(f64) -> bool) -> Result<f64, Message> {
    let text = text.trim();
    let number = match text.strip_suffix(['%', '％']) {
        Some(percent) => percent.trim_end().parse::<f64>().map(|percent| percent / 100.0),
        None => text.parse::<f64>(),
    };
    let share = number.ok().filter(|share| lies_within(*share));
    share.ok_or(how)
}
