//! Messages of the TOML reader and serde, reworded for people. Both libraries report faults only as
//! sentences. No other file parses these.

use std::ops::Range;

use super::{Source, slips};
use crate::finding::{Code, Finding, nearest};
use crate::words::{Arg, Message, say};

/// A failure to parse TOML or to deserialize it, as a finding.
pub(super) fn finding(source: &Source, error: &toml::de::Error) -> Finding {
    let span = error.span().unwrap_or(0..0);
    let place = source.place(span.start);
    let message = error.message();
    let whole = source.text.get(span).unwrap_or_default();
    let written = whole.lines().next().unwrap_or_default().trim();
    let unknown = [(UNKNOWN, Code::KeyUnknown), ("unknown variant ", Code::ValueInvalid)];
    let unknown = unknown.into_iter().find_map(|(words, code)| Some((message.strip_prefix(words)?, code)));
    if let Some((rest, code)) = unknown {
        let names = backticked(rest);
        let (name, known) = names.split_first().map_or((written, &[][..]), |(name, known)| (*name, known));
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => say!(parameters::did_you_mean, near = near),
            None if known.is_empty() => say!(parameters::no_key),
            None => say!(parameters::known, names = Arg::items(known)),
        };
        let message = match code {
            Code::KeyUnknown => say!(parameters::unknown_key, key = name),
            _ => say!(parameters::unknown_value, value = name),
        };
        return Finding::new(code, place, message).help(help);
    }
    if message.starts_with("missing field") {
        let key = backticked(message).first().copied().unwrap_or_default();
        // The span is that of the table that lacks the key: the header of a table, all of a table in braces,
        // or the whole file.
        let is_table = whole.starts_with(['[', '{']) && (whole.starts_with('{') || !whole.contains('\n'));
        let help = match is_table {
            true => say!(parameters::missing_key_in_table, key = key),
            false => say!(parameters::missing_key_at_top, key = key),
        };
        return Finding::new(Code::KeyMissing, place, say!(parameters::missing_key, key = key)).help(help);
    }
    if message == "invalid type: map, expected a sequence"
        && let Some(help) = unheaded(source, error.span())
    {
        let message = say!(parameters::table_for_list, value = written);
        return Finding::new(Code::ValueType, place, message).help(help);
    }
    if let Some(unfit) = beyond(message, written).or_else(|| reworded(message, written)) {
        let quoted = written.strip_prefix(['"', '\'']).and_then(|text| text.strip_suffix(['"', '\'']));
        let percentage = quoted.filter(|_| unfit.wanted == Some(Wanted::Number)).and_then(slips::percentage);
        let help = percentage.unwrap_or(unfit.help);
        return Finding::new(Code::ValueType, place, of_value(written, unfit.what)).help(help);
    }
    let help = slips::instead(&source.text, &error.span().unwrap_or(0..0), message);
    let message = match syntax(message, written) {
        Syntax::Of(what) => of_value(written, what),
        Syntax::At(what) => at(written, what),
    };
    Finding::new(Code::TomlSyntax, place, message).help(help.unwrap_or_else(|| say!(parameters::syntax_help)))
}

/// How a message on an unknown key begins.
const UNKNOWN: &str = "unknown field ";

/// The known key that an unknown one is probably meant to be.
pub(super) fn meant(error: &toml::de::Error) -> Option<String> {
    let names = backticked(error.message().strip_prefix(UNKNOWN)?);
    let (name, known) = names.split_first()?;
    nearest(name, known.iter().copied()).map(str::to_owned)
}

/// Whether the reader found a value other than a word where a file names one of several choices.
pub(super) fn is_no_choice(error: &toml::de::Error) -> bool {
    error.message() == "wanted string or table"
}

/// The fault of a value of TOML's type `kind` in place of a choice. `refused` is the reader's answer to an
/// unknown word in its place, which lists the choices.
pub(super) fn no_choice(
    source: &Source,
    error: &toml::de::Error,
    kind: &str,
    refused: Option<&toml::de::Error>,
) -> Finding {
    let span = error.span().unwrap_or(0..0);
    let written = source.text.get(span.clone()).and_then(|whole| whole.lines().next()).unwrap_or_default();
    let known = refused.and_then(|refused| refused.message().strip_prefix("unknown variant "));
    let known = known.map(backticked).unwrap_or_default();
    let help = match known.get(1..) {
        Some(known) if !known.is_empty() => say!(parameters::known, names = Arg::items(known.to_vec())),
        _ => say!(parameters::elsewhere),
    };
    let message = of_value(written.trim(), unlike(kind, Wanted::Choice));
    Finding::new(Code::ValueType, source.place(span.start), message).help(help)
}

/// The predicate `what` with the `written` text as its subject, if there is one.
fn of_value(written: &str, what: Message) -> Message {
    if written.is_empty() { what } else { say!(parameters::of_value, value = written, what = what) }
}

/// The sentence `what` with the `written` text it is about, if there is one.
fn at(written: &str, what: Message) -> Message {
    if written.is_empty() { what } else { say!(parameters::syntax_at, written = written, what = what) }
}

fn on_one_line(message: &str) -> String {
    message.lines().collect::<Vec<_>>().join(", ")
}

/// A syntax fault in words for people.
enum Syntax {
    /// A predicate of the written text.
    Of(Message),
    At(Message),
}

/// A syntax message of the TOML reader about the written text itself, as a predicate.
fn of_written(what: &str) -> Option<Message> {
    Some(match what {
        "invalid boolean" => say!(parameters::not_truth),
        "invalid date" => say!(parameters::not_calendar_day),
        "extra `=`" => say!(parameters::twice),
        "`_` may only go between digits" => say!(parameters::between_digits),
        "invalid time" => say!(parameters::not_time),
        "invalid offset" => say!(parameters::not_offset),
        "invalid datetime" | "invalid date-time" => say!(parameters::not_day_or_time),
        "string values must be quoted" => say!(parameters::value_unquoted),
        "invalid float" | "invalid mantissa" | "invalid exponent" => say!(parameters::not_number),
        text if text.starts_with("invalid ") && text.ends_with(" number") => say!(parameters::not_number),
        text if text.starts_with("cannot extend value of type ") => say!(parameters::not_extensible),
        _ => return None,
    })
}

/// A syntax message of the TOML reader, reworded; an unknown one as a quotation.
fn syntax(message: &str, written: &str) -> Syntax {
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    if let Some(what) = of_written(what).filter(|_| !written.is_empty()) {
        return Syntax::Of(what);
    }
    Syntax::At(match what {
        "string values must be quoted" | "missing value" => say!(parameters::value_none),
        "missing escaped value" | "too few unicode value digits" => say!(parameters::escape_invalid),
        text if text.ends_with(" string") && matches!(expected, "`\"`" | "`'`") => {
            say!(parameters::text_open)
        }
        text if text.starts_with("invalid") && text.ends_with(" string") => say!(parameters::text_invalid),
        "key with no value" | "missing value for key" => say!(parameters::equals_none),
        "missing assignment between key-value pairs" => say!(parameters::equals_none),
        "duplicate key" => say!(parameters::key_twice),
        "unquoted keys cannot be empty" | "missing key for inline table element" => {
            say!(parameters::key_none)
        }
        "invalid unquoted key" => say!(parameters::key_unquoted),
        "unclosed array" => say!(parameters::list_open),
        "unclosed inline table" => say!(parameters::braces_open),
        "unclosed table" => say!(parameters::header_open),
        "unclosed array table" => say!(parameters::entry_header_open),
        "missing comma between array elements" => say!(parameters::comma_none),
        "missing comma between key-value pairs" => say!(parameters::comma_none),
        "extra assignment between key-value pairs" => say!(parameters::comma_none),
        "extra comma in array" | "extra comma in inline table" => say!(parameters::comma_extra),
        "unexpected key or value" | "unexpected content" => say!(parameters::value_followed),
        "unexpected leading zero" => say!(parameters::leading_zero),
        "invalid fraction" => say!(parameters::digits_none),
        "integers with a radix cannot be signed" => say!(parameters::radix_signed),
        "radix must be lowercase" => say!(parameters::radix_upper),
        "redundant integer number prefix" => say!(parameters::radix_decimal),
        "redundant numeric sign" => say!(parameters::sign_twice),
        "unexpected sign" => say!(parameters::sign_unexpected),
        "unexpected `=` in array" => say!(parameters::equals_in_list),
        "invalid value" => say!(parameters::value_none),
        "invalid key-value pair" | "invalid inline table element" => say!(parameters::equals_none),
        "missing table open" => say!(parameters::bracket_alone),
        text if text.starts_with("missing ") && expected == "`[`" => say!(parameters::bracket_alone),
        text if text.starts_with("missing ") && expected == "`{`" => say!(parameters::brace_alone),
        text if text.starts_with("missing ") && expected == "`\"`" => say!(parameters::quote_alone),
        "invalid comment character" => say!(parameters::comment_invalid),
        "unexpected content between comment and newline" => say!(parameters::value_followed),
        "carriage return must be followed by newline" => say!(parameters::lone_return),
        "cannot recurse further; max recursion depth met" | "recursion limit" => say!(parameters::too_deep),
        text if text.starts_with("keys cannot be multi-line") => say!(parameters::key_lines),
        _ => of_written(what).unwrap_or_else(|| say!(finding::foreign, text = on_one_line(message))),
    })
}

/// Help if the header at `span` declares a single table where a list of tables is required.
fn unheaded(source: &Source, span: Option<Range<usize>>) -> Option<Message> {
    let span = span?;
    let before = source.text.get(..span.start)?;
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let header = source.text.get(line..)?.lines().next()?.trim();
    // The header up to the key in question.
    let name = source.text.get(line..span.end)?.trim().trim_start_matches('[').trim_end_matches(']');
    if header.starts_with("[[") {
        return Some(say!(parameters::list_entry_above, name = name));
    }
    header.starts_with('[').then(|| say!(parameters::list_brackets, name = name))
}

/// A type fault of a value, in words for people.
struct Unfit<'m> {
    /// A predicate of the value.
    what: Message,
    /// How to write it.
    help: Message,
    /// The required type, if the value has another.
    wanted: Option<Wanted<'m>>,
}

impl Unfit<'_> {
    fn new(what: Message, help: Message) -> Self {
        Unfit { what, help, wanted: None }
    }
}

/// A message about a number out of range.
fn beyond<'m>(message: &'m str, written: &str) -> Option<Unfit<'m>> {
    match message {
        // The reader's word for a number without digits too.
        "integer number overflowed" if matches!(written, "0x" | "0o" | "0b") => {
            return Some(Unfit::new(say!(parameters::radix_alone), say!(parameters::help_whole)));
        }
        "floating-point number overflowed" => {
            return Some(Unfit::new(say!(parameters::overflow), say!(parameters::overflow_help)));
        }
        _ => {}
    }
    let is_greater =
        message.strip_prefix("invalid type: integer ").and_then(wanted_of).is_some_and(|(found, wanted)| {
            let is_number = matches!(Wanted::of(wanted), Wanted::Number | Wanted::Whole | Wanted::Other(_));
            is_number && backticked(found).first().is_some_and(|number| number.parse::<i64>().is_err())
        });
    let wanted = if is_greater || message == "integer number overflowed" {
        "u64"
    } else {
        let (found, wanted) = message.strip_prefix("invalid value: ").and_then(wanted_of)?;
        found.strip_prefix("integer ")?;
        wanted
    };
    let most = match wanted {
        "u8" => u8::MAX.to_string(),
        "u16" => u16::MAX.to_string(),
        "u32" => u32::MAX.to_string(),
        // TOML has no greater whole number.
        "u64" | "usize" => i64::MAX.to_string(),
        _ => return None,
    };
    Some(Unfit::new(say!(parameters::beyond), say!(parameters::beyond_help, most = most)))
}

/// A serde message about a value of the wrong type.
fn reworded<'m>(message: &'m str, written: &str) -> Option<Unfit<'m>> {
    if let Some(wanted) = message.strip_prefix("invalid length ") {
        let wanted = Wanted::of(wanted.split_once("expected ")?.1);
        let found = say!(parameters::kind_list);
        let what = say!(parameters::wrong_kind, found = found, wanted = wanted.words());
        return Some(Unfit::new(what, wanted.help()));
    }
    if message.starts_with("wanted exactly 1 element") {
        let help = say!(parameters::not_one_choice_help);
        return Some(Unfit::new(say!(parameters::not_one_choice), help));
    }
    // The file gives settings to a choice that has none.
    if message.starts_with("expected table, found ") || message.starts_with("expected empty ") {
        return Some(Unfit::new(say!(parameters::settings_given), say!(parameters::word_alone)));
    }
    // A table in place of a day.
    if matches!(message, "expected field with custom name" | "datetime key not found") {
        let what = say!(parameters::other_kind, wanted = Wanted::Day.words());
        return Some(Unfit::new(what, Wanted::Day.help()));
    }
    // A value of several types names them alone.
    if let Some(wanted) = own(message) {
        let what = say!(parameters::not_allowed, wanted = wanted);
        return Some(Unfit::new(what, say!(parameters::elsewhere)));
    }
    if message.starts_with("expected tuple with length ") || message.starts_with("expected table key ") {
        let what = say!(parameters::other_kind, wanted = Wanted::Pair.words());
        return Some(Unfit::new(what, Wanted::Pair.help()));
    }
    if let Some((_, wanted)) = message.strip_prefix("invalid value: ").and_then(wanted_of) {
        let wanted = Wanted::of(wanted);
        let what = say!(parameters::not_allowed, wanted = wanted.words());
        return Some(Unfit::new(what, wanted.help()));
    }
    let (found, wanted) = message.strip_prefix("invalid type: ").and_then(wanted_of)?;
    match (found, wanted) {
        ("unit variant", _) => {
            let help = say!(parameters::settings_needed_help);
            return Some(Unfit::new(say!(parameters::settings_needed), help));
        }
        (_, "unit variant") => {
            return Some(Unfit::new(say!(parameters::no_settings), say!(parameters::word_alone)));
        }
        _ => {}
    }
    // Days and times are read as tables too.
    let kind = match found.split_whitespace().next()? {
        _ if wanted == "a spanned value" => {
            return Some(Unfit::new(say!(parameters::type_unfit), say!(parameters::elsewhere)));
        }
        "map" if written.starts_with(|c: char| c.is_ascii_digit()) => "datetime",
        kind => kind,
    };
    let wanted = Wanted::of(wanted);
    let help = wanted.instead_of(kind).unwrap_or_else(|| wanted.help());
    Some(Unfit { what: unlike(kind, wanted), help, wanted: Some(wanted) })
}

/// What a serde message found, and what it expected. The found text may have the words in between.
fn wanted_of(rest: &str) -> Option<(&str, &str)> {
    rest.rsplit_once(", expected ")
}

/// The predicate of a value that has serde's type `kind` instead of the required type.
fn unlike(kind: &str, wanted: Wanted<'_>) -> Message {
    let found = match kind {
        "string" => say!(parameters::kind_text),
        "integer" => say!(parameters::kind_whole),
        "floating" | "float" => say!(parameters::kind_number),
        "boolean" => say!(parameters::kind_truth),
        "map" => say!(parameters::kind_table),
        "sequence" | "array" => say!(parameters::kind_list),
        "datetime" => say!(parameters::kind_day),
        "newtype" => return say!(parameters::has_settings, wanted = wanted.words()),
        _ => return say!(parameters::other_kind, wanted = wanted.words()),
    };
    say!(parameters::wrong_kind, found = found, wanted = wanted.words())
}

/// A type of this crate that serde names in English.
fn own(english: &str) -> Option<Message> {
    let own = [
        say!(programmes::expecting_correlation),
        say!(programmes::expecting_defaults),
        say!(programmes::expecting_pools),
        say!(programmes::expecting_quantity),
        say!(referral::expecting_capacity),
        say!(scorecard::expecting_pass),
        say!(scorecard::expecting_per_segment),
        say!(weights::expecting_entry),
        say!(weights::expecting_place),
    ];
    own.into_iter().find(|one| one.to_string() == english)
}

/// A type that serde expects, named in English.
fn expected(english: &str) -> Message {
    own(english).unwrap_or_else(|| say!(finding::foreign, text = english))
}

#[derive(Clone, Copy, PartialEq)]
enum Wanted<'m> {
    Text,
    Number,
    Whole,
    Truth,
    List,
    Table,
    Pair,
    Day,
    /// One of a few words.
    Choice,
    /// Another type by serde's name.
    Other(&'m str),
}

impl<'m> Wanted<'m> {
    /// The type that serde calls `name`.
    fn of(name: &'m str) -> Wanted<'m> {
        match name {
            "a string" => Wanted::Text,
            "f32" | "f64" => Wanted::Number,
            "a boolean" => Wanted::Truth,
            "a sequence" => Wanted::List,
            "a map" => Wanted::Table,
            "a TOML datetime" => Wanted::Day,
            "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" => Wanted::Whole,
            table if table.starts_with("struct ") => Wanted::Table,
            pair if pair.starts_with("a tuple") => Wanted::Pair,
            other => Wanted::Other(other),
        }
    }

    /// The type's name for people.
    fn words(self) -> Message {
        match self {
            Wanted::Text => say!(parameters::kind_text),
            Wanted::Number => say!(parameters::kind_number),
            Wanted::Whole => say!(parameters::kind_whole),
            Wanted::Truth => say!(parameters::kind_truth),
            Wanted::List => say!(parameters::kind_list),
            Wanted::Table => say!(parameters::kind_table),
            Wanted::Pair => say!(parameters::kind_pair),
            Wanted::Day => say!(parameters::kind_day),
            Wanted::Choice => say!(parameters::kind_choice),
            Wanted::Other(name) => expected(name),
        }
    }

    /// Help on writing the type.
    fn help(self) -> Message {
        match self {
            Wanted::Text => say!(parameters::help_text),
            Wanted::Number => say!(parameters::help_number),
            Wanted::Whole => say!(parameters::help_whole),
            Wanted::Truth => say!(parameters::help_truth),
            Wanted::List => say!(parameters::help_list),
            Wanted::Table => say!(parameters::help_table),
            Wanted::Pair => say!(parameters::help_pair),
            Wanted::Day => say!(parameters::help_day),
            Wanted::Choice | Wanted::Other(_) => say!(parameters::elsewhere),
        }
    }

    /// Help for a value of serde's type `kind` that must be replaced by another value. `None` if another
    /// spelling suffices, such as a number without quotation marks.
    fn instead_of(self, kind: &str) -> Option<Message> {
        let found = match kind {
            "string" => return None,
            "sequence" => "list",
            "map" => "table",
            _ => "other",
        };
        let example = match self {
            Wanted::Text if found == "other" => return None,
            Wanted::Text => "\"…\"",
            Wanted::Number => "12.5",
            Wanted::Whole => "12",
            Wanted::Truth => return Some(say!(parameters::write_truth, found = found)),
            Wanted::Day => "2025-12-31",
            _ => return None,
        };
        Some(say!(parameters::write_one, found = found, wanted = self.words(), example = example))
    }
}

/// The names between backticks in a serde message.
fn backticked(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}
