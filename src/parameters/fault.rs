//! What the TOML reader and serde say, in words for people.

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
    if let Some(rest) =
        message.strip_prefix("unknown field ").or_else(|| message.strip_prefix("unknown variant "))
    {
        let names = backticked(rest);
        let (name, known) = names.split_first().map_or((written, &[][..]), |(name, known)| (*name, known));
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => "no key is allowed here".to_owned(),
            None => format!("known here: {}", known.join(", ")),
        };
        let code = if message.starts_with("unknown field") { Code::KeyUnknown } else { Code::ValueInvalid };
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
    if let Some((said, help)) = beyond(message).or_else(|| reworded(message)) {
        let quoted = written.strip_prefix(['"', '\'']).and_then(|text| text.strip_suffix(['"', '\'']));
        let percentage = quoted.filter(|_| said.ends_with("where a number is needed"));
        let help = percentage.and_then(slips::percentage).unwrap_or(help);
        return Finding::new(Code::ValueType, place, shown(said)).help(help);
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

/// A message of serde's about a whole number that is too small or too large, in words for people.
fn beyond(message: &str) -> Option<(String, String)> {
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
    Some((
        "is not among the whole numbers that can stand here".to_owned(),
        format!("write one from 0 to {most}"),
    ))
}

/// A message of serde's about a value of the wrong type in words for people: what the value is, and what to
/// write.
fn reworded(message: &str) -> Option<(String, String)> {
    if let Some(wanted) = message.strip_prefix("invalid length ") {
        let wanted = needed(wanted.split_once("expected ")?.1);
        return Some((format!("is a list, where {} is needed", wanted.0), wanted.1.to_owned()));
    }
    if message.starts_with("wanted exactly 1 element") {
        let help = "write { name = … } with the one choice that is meant";
        return Some((
            "names none or several of the choices, where one is needed".to_owned(),
            help.to_owned(),
        ));
    }
    // Settings given to a choice that has none.
    if message.starts_with("expected table, found ") {
        let help = "write the word alone, in quotation marks";
        return Some(("is given to a choice that takes no settings".to_owned(), help.to_owned()));
    }
    let (found, wanted) = message.strip_prefix("invalid type: ")?.split_once(", expected ")?;
    match (found, wanted) {
        ("unit variant", _) => {
            let help = "write it with its settings in braces: { name = { key = … } }";
            return Some(("needs settings of its own".to_owned(), help.to_owned()));
        }
        (_, "unit variant") => {
            return Some((
                "takes no settings".to_owned(),
                "write the word alone, in quotation marks".to_owned(),
            ));
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
    let (wanted, help) = needed(wanted);
    let help = instead_of(kind, wanted).unwrap_or_else(|| help.to_owned());
    Some((format!("{found}, where {wanted} is needed"), help))
}

/// What to write in place of a value that is no other way of writing what is `wanted`, as a number in
/// quotation marks is.
fn instead_of(kind: &str, wanted: &str) -> Option<String> {
    let brackets = match kind {
        "sequence" => " alone, without brackets",
        "map" => " alone, without keys and braces",
        _ => "",
    };
    let example = match wanted {
        "a text" if brackets.is_empty() => return None,
        "a text" => "\"…\"",
        "a number" => "12.5",
        "a whole number" => "12",
        "true or false" => return (kind != "string").then(|| format!("write true or false{brackets}")),
        "a day" => "2025-12-31",
        _ => return None,
    };
    (kind != "string").then(|| format!("write {wanted}{brackets}: {example}"))
}

/// A type as serde names it, as people do, and how it is written.
fn needed(wanted: &str) -> (&str, &'static str) {
    match wanted {
        "a string" => ("a text", "write it between quotation marks"),
        "f32" | "f64" => ("a number", "write it without quotation marks: 12.5"),
        "a boolean" => ("true or false", "write true or false, without quotation marks"),
        "a sequence" => ("a list", "write several in brackets, or an entry under [[…]]"),
        "a map" => ("a table", "write keys and values in braces: { key = … }"),
        "a TOML datetime" => ("a day", "write it without quotation marks: 2025-12-31"),
        whole if ["u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64"].contains(&whole) => {
            ("a whole number", "write it without quotation marks: 12")
        }
        table if table.starts_with("struct ") => ("a table", "write keys and values in braces: { key = … }"),
        pair if pair.starts_with("a tuple") => ("a pair", "write two values in brackets: [30, 20]"),
        other => (other, ELSEWHERE),
    }
}

/// The names between backticks in a message of serde's.
fn backticked(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}
