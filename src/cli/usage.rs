//! A command line that cannot be understood, told as it asks for: in text, or as a finding in JSON.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::help::{Asked, Texts};
use super::screen::screen_width;
use super::{Listed, json, language, show};
use crate::finding::{Code, Finding, Findings, Place};

/// Prints why the command line is refused, or what it asks for where that is help or the version. Returns the
/// exit code.
pub(super) fn refused(error: clap::Error, program: fn() -> Command, arguments: Vec<OsString>) -> ExitCode {
    let error = match error.kind() {
        ErrorKind::DisplayVersion => error,
        _ => in_language(program(), &arguments).unwrap_or(error),
    };
    let code = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    // Whoever reads it may have gone.
    let _ = error.print();
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if is_help || !asks_for_json(arguments.into_iter()) {
        return code;
    }
    let findings: Findings = finding(&error).into();
    show(json(&serde_json::json!(Listed::from(&findings))), code)
}

/// What the `program` answers with all its texts in the language of the command line.
fn in_language(program: Command, arguments: &[OsString]) -> Option<clap::Error> {
    let texts = Texts::new(language::of_command_line());
    let mut program = texts.localised(program);
    let asked = Asked::of(&program, arguments);
    asked.put_into(&mut program, &texts, screen_width());
    let by_command = asked.by_command();
    program.try_get_matches_from(by_command.as_deref().unwrap_or(arguments)).err()
}

/// Whether `--format json` stands among arguments that cannot be understood as a whole; the last counts.
fn asks_for_json(arguments: impl Iterator<Item = OsString>) -> bool {
    let mut last = None;
    let mut is_next = false;
    for argument in arguments.skip(1).map_while(|one| (one != "--").then_some(one)) {
        let text = argument.to_string_lossy();
        if is_next {
            last = Some(text.into_owned());
            is_next = false;
        } else if let Some(form) = text.strip_prefix("--format=") {
            last = Some(form.to_owned());
        } else {
            is_next = text == "--format";
        }
    }
    last.as_deref() == Some("json")
}

/// What the parser says, as a finding: its sentence, and its tip or how the command is used.
fn finding(error: &clap::Error) -> Finding {
    // The sentence itself is in none of the contexts: it is what stands before the first blank line.
    let said = error.render().to_string();
    let said = said.split("\n\n").next().map(on_one_line).unwrap_or_default();
    let message = ticked(said.strip_prefix("error: ").unwrap_or(&said), error);
    let usage = || match error.get(ContextKind::Usage)? {
        ContextValue::StyledStr(usage) => Some(on_one_line(&usage.to_string()).replacen("Usage", "usage", 1)),
        _ => None,
    };
    Finding::new(Code::Usage, Place::default(), message).help_if(tip(error).or_else(usage))
}

/// What may have been meant.
fn tip(error: &clap::Error) -> Option<String> {
    let similar = |(kind, what)| {
        let names = match error.get(kind)? {
            ContextValue::String(name) => std::slice::from_ref(name),
            ContextValue::Strings(names) => names,
            _ => return None,
        };
        let plural = if names.len() == 1 { ("a", "", "s") } else { ("some", "s", "") };
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        Some(format!("{} similar {what}{} exist{}: {}", plural.0, plural.1, plural.2, names.join(", ")))
    };
    let kinds = [
        (ContextKind::SuggestedSubcommand, "subcommand"),
        (ContextKind::SuggestedArg, "argument"),
        (ContextKind::SuggestedValue, "value"),
    ];
    let others = match error.get(ContextKind::Suggested) {
        Some(ContextValue::StyledStrs(others)) => &others[..],
        _ => &[],
    };
    let others = others.iter().map(|other| on_one_line(&other.to_string()).replace('\'', "`"));
    let tips: Vec<String> = kinds.into_iter().filter_map(similar).chain(others).collect();
    (!tips.is_empty()).then(|| tips.join("; "))
}

/// `said` with what the person wrote, and what the parser calls it, in backticks.
fn ticked(said: &str, error: &clap::Error) -> String {
    let quoted = error.context().flat_map(|(_, value)| match value {
        ContextValue::String(one) => std::slice::from_ref(one),
        ContextValue::Strings(all) => all,
        _ => &[],
    });
    quoted.fold(said.to_owned(), |said, one| said.replace(&format!("'{one}'"), &format!("`{one}`")))
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_asked_for_is_known_before_the_rest_is() {
        let asks = |line: &str| asks_for_json(line.split(' ').map(OsString::from));
        assert!(asks("jifen run --format json --nothing") && asks("jifen --format=json"));
        assert!(
            !asks("jifen run") && !asks("jifen run --format text") && !asks("jifen run -- --format json")
        );
        assert!(!asks("jifen --format json run --format=text"));
    }

    #[test]
    fn what_the_parser_says_is_a_message_and_a_help_line() {
        let command = clap::Command::new("jifen")
            .arg(clap::Arg::new("campaign").value_name("CAMPAIGN").required(true))
            .arg(clap::Arg::new("format").long("format").value_parser(["text", "json"]));
        let said = |arguments: &[&str]| {
            let parsed = command.clone().try_get_matches_from(arguments);
            parsed.err().map(|error| finding(&error).to_string()).unwrap_or_default()
        };
        assert_eq!(
            said(&["jifen", "a.toml", "--formt", "json"]),
            "error[usage]: unexpected argument `--formt` found\n  help: a similar argument exists: `--format`"
        );
        assert_eq!(
            said(&["jifen"]),
            "error[usage]: the following required arguments were not provided: <CAMPAIGN>\n  help: usage: \
            jifen <CAMPAIGN>"
        );
        assert_eq!(
            said(&["jifen", "a.toml", "--format", "it's"]),
            "error[usage]: invalid value `it's` for `--format <format>` [possible values: text, json]"
        );
    }
}
