//! What the TOML reader and serde say, in words for people. Both say it in sentences alone, which only this
//! file takes apart.

use std::ops::Range;

use super::{Source, slips};
use crate::finding::{Code, Finding, nearest};

/// Where people find what is written how.
const ELSEWHERE: &str = "see an example in sample_data or with `jifen scorecards show`";

/// What a failure to parse or to read says.
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
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => "no key is allowed here".to_owned(),
            None => format!("known here: {}", known.join(", ")),
        };
        let what = if code == Code::KeyUnknown { "unknown key" } else { "unknown value" };
        return Finding::new(code, place, format!("{what} `{name}`")).help(help);
    }
    if message.starts_with("missing field") {
        let key = backticked(message).first().copied().unwrap_or_default();
        // What lacks the key is a table of one line, its header or all of it in braces, or else the file.
        let is_table = whole.starts_with(['[', '{']) && (whole.starts_with('{') || !whole.contains('\n'));
        let into = if is_table { "into the table that begins there" } else { "at the top of the file" };
        return Finding::new(Code::KeyMissing, place, message.replace("missing field", "missing key"))
            .help(format!("write `{key} = …` {into}"));
    }
    if message == "invalid type: map, expected a sequence"
        && let Some(help) = unheaded(source, error.span())
    {
        return Finding::new(
            Code::ValueType,
            place,
            format!("`{written}` is a table, where a list is needed"),
        )
        .help(help);
    }
    let shown = |said: String| if written.is_empty() { said } else { format!("`{written}` {said}") };
    if let Some(unfit) = beyond(message).or_else(|| reworded(message)) {
        let quoted = written.strip_prefix(['"', '\'']).and_then(|text| text.strip_suffix(['"', '\'']));
        let percentage = quoted.filter(|_| unfit.wanted == Some(Wanted::Number)).and_then(slips::percentage);
        let help = percentage.unwrap_or(unfit.help);
        return Finding::new(Code::ValueType, place, shown(unfit.said)).help(help);
    }
    let (code, help) = if message.starts_with("invalid value") {
        (Code::ValueType, ELSEWHERE.to_owned())
    } else {
        let general = "texts stand between \", days are written 2025-12-31, lists between [ and ]";
        let span = error.span().unwrap_or(0..0);
        (Code::TomlSyntax, slips::instead(&source.text, &span, message).unwrap_or_else(|| general.to_owned()))
    };
    let message = message.lines().collect::<Vec<_>>().join(", ");
    Finding::new(code, place, if written.is_empty() { message } else { format!("`{written}`: {message}") })
        .help(help)
}

/// What to write where the header at `span` makes one table of what should be a list of them.
fn unheaded(source: &Source, span: Option<Range<usize>>) -> Option<String> {
    let span = span?;
    let before = source.text.get(..span.start)?;
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let header = source.text.get(line..)?.lines().next()?.trim();
    // The header up to the key in question.
    let name = source.text.get(line..span.end)?.trim().trim_start_matches('[').trim_end_matches(']');
    if header.starts_with("[[") {
        return Some(format!("put `[[{name}]]` with its `id` above"));
    }
    header.starts_with('[').then(|| format!("write `[[{name}]]` in double brackets, once for each"))
}

/// What is wrong with the type of a value, in words for people.
struct Unfit<'m> {
    /// What is said of it, behind the value.
    said: String,
    /// What to write.
    help: String,
    /// What is needed in its place, where it is of another type.
    wanted: Option<Wanted<'m>>,
}

impl Unfit<'_> {
    fn new(said: &str, help: &str) -> Self {
        Unfit { said: said.to_owned(), help: help.to_owned(), wanted: None }
    }
}

/// A message of serde's about a whole number that is too small or too large.
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
    let said = "is not among the whole numbers that can stand here";
    Some(Unfit::new(said, &format!("write one from 0 to {most}")))
}

/// A message of serde's about a value of the wrong type.
fn reworded(message: &str) -> Option<Unfit<'_>> {
    if let Some(wanted) = message.strip_prefix("invalid length ") {
        let wanted = Wanted::of(wanted.split_once("expected ")?.1);
        let said = format!("is a list, where {} is needed", wanted.words());
        return Some(Unfit { said, help: wanted.help().to_owned(), wanted: None });
    }
    if message.starts_with("wanted exactly 1 element") {
        let help = "write { name = … } with the one choice that is meant";
        return Some(Unfit::new("names none or several of the choices, where one is needed", help));
    }
    // Settings given to a choice that has none.
    if message.starts_with("expected table, found ") {
        let help = "write the word alone, in quotation marks";
        return Some(Unfit::new("is given to a choice that takes no settings", help));
    }
    let (found, wanted) = message.strip_prefix("invalid type: ")?.split_once(", expected ")?;
    match (found, wanted) {
        ("unit variant", _) => {
            let help = "write it with its settings in braces: { name = { key = … } }";
            return Some(Unfit::new("needs settings of its own", help));
        }
        (_, "unit variant") => {
            return Some(Unfit::new("takes no settings", "write the word alone, in quotation marks"));
        }
        _ => {}
    }
    let kind = found.split_whitespace().next()?;
    let found = match kind {
        "string" => "is a text",
        "integer" => "is a whole number",
        "floating" => "is a number",
        "boolean" => "is true or false",
        "map" => "is a table",
        "sequence" => "is a list",
        "newtype" => "has settings",
        _ => "is of another type",
    };
    let wanted = Wanted::of(wanted);
    let help = wanted.instead_of(kind).unwrap_or_else(|| wanted.help().to_owned());
    Some(Unfit { said: format!("{found}, where {} is needed", wanted.words()), help, wanted: Some(wanted) })
}

/// The type of value that is needed.
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
    /// Another, as serde names it.
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

    /// As people call it.
    fn words(self) -> &'m str {
        match self {
            Wanted::Text => "a text",
            Wanted::Number => "a number",
            Wanted::Whole => "a whole number",
            Wanted::Truth => "true or false",
            Wanted::List => "a list",
            Wanted::Table => "a table",
            Wanted::Pair => "a pair",
            Wanted::Day => "a day",
            Wanted::Other(name) => name,
        }
    }

    /// How it is written.
    fn help(self) -> &'static str {
        match self {
            Wanted::Text => "write it between quotation marks",
            Wanted::Number => "write it without quotation marks: 12.5",
            Wanted::Whole => "write it without quotation marks: 12",
            Wanted::Truth => "write true or false, without quotation marks",
            Wanted::List => "write several in brackets, or an entry under [[…]]",
            Wanted::Table => "write keys and values in braces: { key = … }",
            Wanted::Pair => "write two values in brackets: [30, 20]",
            Wanted::Day => "write it without quotation marks: 2025-12-31",
            Wanted::Other(_) => ELSEWHERE,
        }
    }

    /// What to write in place of a value, of a `kind` as serde names it, that is no other way of writing what
    /// is wanted, as a number in quotation marks is.
    fn instead_of(self, kind: &str) -> Option<String> {
        if kind == "string" {
            return None;
        }
        let alone = match kind {
            "sequence" => " alone, without brackets",
            "map" => " alone, without keys and braces",
            _ => "",
        };
        let example = match self {
            Wanted::Text if alone.is_empty() => return None,
            Wanted::Text => "\"…\"",
            Wanted::Number => "12.5",
            Wanted::Whole => "12",
            Wanted::Truth => return Some(format!("write true or false{alone}")),
            Wanted::Day => "2025-12-31",
            _ => return None,
        };
        Some(format!("write {}{alone}: {example}", self.words()))
    }
}

/// The names between backticks in a message of serde's.
fn backticked(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}
