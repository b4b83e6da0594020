//! A command line that cannot be understood, told as it asks for: in text, or as a finding in JSON.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;

use super::{json, show};
use crate::finding::{Code, Finding, Findings, Place};

/// Prints why the command line is refused, or what it asks for where that is help or the version. Returns the
/// exit code.
pub(super) fn refused(error: &clap::Error, arguments: impl Iterator<Item = OsString>) -> ExitCode {
    // Whoever reads it may have gone.
    let _ = error.print();
    let code = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    let is_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if is_help || !asks_for_json(arguments) {
        return code;
    }
    let findings: Findings = finding(&error.render().to_string()).into();
    show(json(&serde_json::json!({ "findings": findings.as_slice() })), code)
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

/// What the parser says, as a finding: its first paragraph, and its tip or how the command is used.
fn finding(said: &str) -> Finding {
    let paragraphs: Vec<String> = said
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    let message = paragraphs.first().map_or("", String::as_str);
    let message = message.strip_prefix("error: ").unwrap_or(message).replace('\'', "`");
    let of = |start: &str| {
        let found = paragraphs.iter().find_map(|one| Some(one.strip_prefix(start)?.trim()));
        found.map(|help| help.replace('\'', "`"))
    };
    let help = of("tip:").or_else(|| of("Usage:").map(|usage| format!("usage: {usage}")));
    Finding::new(Code::Usage, Place::default(), message).help_if(help)
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
        let said = "error: unexpected argument '--fo' found\n\n  tip: a similar argument exists: \
            '--format'\n\nUsage: jifen run\n";
        assert_eq!(
            finding(said).to_string(),
            "error[usage]: unexpected argument `--fo` found\n  help: a similar argument exists: `--format`"
        );
        let said = "error: the following required arguments were not provided:\n  <CAMPAIGN>\n\nUsage: \
            jifen run <CAMPAIGN>\n\nFor more information, try '--help'.\n";
        assert_eq!(
            finding(said).to_string(),
            "error[usage]: the following required arguments were not provided: <CAMPAIGN>\n  help: usage: \
            jifen run <CAMPAIGN>"
        );
    }
}
