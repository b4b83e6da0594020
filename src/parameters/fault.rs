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
    let unknown = [("unknown field ", Code::KeyUnknown), ("unknown variant ", Code::ValueInvalid)];
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
    if let Some(unfit) = beyond(message).or_else(|| reworded(message)) {
        let quoted = written.strip_prefix(['"', '\'']).and_then(|text| text.strip_suffix(['"', '\'']));
        let percentage = quoted.filter(|_| unfit.wanted == Some(Wanted::Number)).and_then(slips::percentage);
        let help = percentage.unwrap_or(unfit.help);
        return Finding::new(Code::ValueType, place, of_value(written, unfit.what)).help(help);
    }
    if message.starts_with("invalid value") {
        let message = at(written, Message::verbatim(on_one_line(message)));
        return Finding::new(Code::ValueType, place, message).help(say!(parameters::elsewhere));
    }
    let help = slips::instead(&source.text, &error.span().unwrap_or(0..0), message);
    let message = match syntax(message, written) {
        Syntax::Of(what) => of_value(written, what),
        Syntax::At(what) => at(written, what),
    };
    Finding::new(Code::TomlSyntax, place, message).help(help.unwrap_or_else(|| say!(parameters::syntax_help)))
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

/// A syntax message of the TOML reader: frequent ones reworded, others unchanged.
fn syntax(message: &str, written: &str) -> Syntax {
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    Syntax::At(match what {
        "invalid boolean" => return Syntax::Of(say!(parameters::not_truth)),
        "invalid date" => return Syntax::Of(say!(parameters::not_calendar_day)),
        "extra `=`" => return Syntax::Of(say!(parameters::twice)),
        "`_` may only go between digits" => return Syntax::Of(say!(parameters::between_digits)),
        "invalid time" => return Syntax::Of(say!(parameters::not_time)),
        "string values must be quoted" if !written.is_empty() => {
            return Syntax::Of(say!(parameters::value_unquoted));
        }
        "string values must be quoted" | "missing value" => say!(parameters::value_none),
        "missing escaped value" | "too few unicode value digits" => say!(parameters::escape_invalid),
        text if text.ends_with(" string") && matches!(expected, "`\"`" | "`'`") => {
            say!(parameters::text_open)
        }
        text if text.starts_with("invalid") && text.ends_with(" string") => say!(parameters::text_invalid),
        "key with no value" | "missing value for key" => say!(parameters::equals_none),
        "missing assignment between key-value pairs" => say!(parameters::equals_none),
        "duplicate key" => say!(parameters::key_twice),
        "unquoted keys cannot be empty" => say!(parameters::key_none),
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
        _ => Message::verbatim(on_one_line(message)),
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

/// A serde message about a whole number out of range.
fn beyond(message: &str) -> Option<Unfit<'_>> {
    let (found, wanted) = message.strip_prefix("invalid value: ")?.split_once(", expected ")?;
    let most = match wanted {
        "u8" => u8::MAX.to_string(),
        "u16" => u16::MAX.to_string(),
        "u32" => u32::MAX.to_string(),
        // TOML has no greater whole number.
        "u64" | "usize" => i64::MAX.to_string(),
        _ => return None,
    };
    found.strip_prefix("integer ")?;
    Some(Unfit::new(say!(parameters::beyond), say!(parameters::beyond_help, most = most)))
}

/// A serde message about a value of the wrong type.
fn reworded(message: &str) -> Option<Unfit<'_>> {
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
    if message.starts_with("expected table, found ") {
        return Some(Unfit::new(say!(parameters::settings_given), say!(parameters::word_alone)));
    }
    let (found, wanted) = message.strip_prefix("invalid type: ")?.split_once(", expected ")?;
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
    let kind = found.split_whitespace().next()?;
    let wanted = Wanted::of(wanted);
    let help = wanted.instead_of(kind).unwrap_or_else(|| wanted.help());
    Some(Unfit { what: unlike(kind, wanted), help, wanted: Some(wanted) })
}

/// The predicate of a value that has serde's type `kind` instead of the required type.
fn unlike(kind: &str, wanted: Wanted<'_>) -> Message {
    let found = match kind {
        "string" => say!(parameters::kind_text),
        "integer" => say!(parameters::kind_whole),
        "floating" => say!(parameters::kind_number),
        "boolean" => say!(parameters::kind_truth),
        "map" => say!(parameters::kind_table),
        "sequence" => say!(parameters::kind_list),
        "newtype" => return say!(parameters::has_settings, wanted = wanted.words()),
        _ => return say!(parameters::other_kind, wanted = wanted.words()),
    };
    say!(parameters::wrong_kind, found = found, wanted = wanted.words())
}

/// A type of this crate that serde expects, named in English.
fn expected(english: &str) -> Message {
    let own = [
        say!(referral::expecting_capacity),
        say!(scorecard::expecting_pass),
        say!(scorecard::expecting_per_segment),
    ];
    let of_own = own.into_iter().find(|one| one.to_string() == english);
    of_own.unwrap_or_else(|| Message::verbatim(english))
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
            Wanted::Other(_) => say!(parameters::elsewhere),
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
