//! The command line: each command parses its arguments, makes one library call and prints the result.
//!
//! | exit code | meaning |
//! | --- | --- |
//! | 0 | done |
//! | 1 | done, but too many rows were quarantined, a goal was missed, or `--strict` found a warning |
//! | 2 | usage or parameters are at fault |
//! | 3 | a file could not be read or written, or no firm could be scored |
//! | 4 | a fault of the program itself: rows of the input are missing from the output |
//! | 130 | interrupted: an unfinished output is removed |

#![allow(clippy::print_stderr, reason = "the one module that talks to people")]

mod answers;
mod audit;
mod calibrate;
mod check;
mod compare;
mod complete;
mod consent;
mod dated;
mod deliver;
mod diff;
mod ending;
mod explain;
mod help;
mod how;
mod init;
mod interrupt;
mod keys;
mod keyword;
mod language;
mod markdown;
mod new_file;
mod objections;
mod options;
mod programmes;
mod publicity;
mod run;
mod sample;
mod schema;
mod score;
mod scorecards;
mod screen;
mod sensitivity;
mod sheet;
mod sql;
mod study;
mod threads;
mod tolerance;
mod tune;
mod usage;
mod verify;
mod weights;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::finding::{Class, Code, Finding, Findings, Omitted, Place, cause};
use crate::words::{Message, say};

use options::Format;
use options::Options;

#[derive(Debug, Parser)]
#[command(name = "jifen", version)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    Run(run::Run),
    Check(check::Check),
    Explain(explain::Explain),
    Consent(consent::Consent),
    Score(score::Score),
    Weights(weights::Weights),
    Audit(audit::Audit),
    Sensitivity(sensitivity::Sensitivity),
    Calibrate(calibrate::Calibrate),
    Compare(compare::Compare),
    Diff(diff::Diff),
    Sheet(sheet::SheetOf),
    Publicity(publicity::Publicity),
    Objections(objections::Objections),
    Tune(tune::Tune),
    Answers(answers::Answers),
    Deliver(deliver::Deliver),
    Verify(verify::Verify),
    Keys(keys::Keys),
    Sample(sample::Sample),
    Scorecards(scorecards::Scorecards),
    Programmes(programmes::Programmes),
    Sql(sql::SqlOf),
    Schema(schema::Schema),
    Completions(complete::Completions),
    Man(complete::Man),
}

/// Parses the arguments, carries out the command and returns its exit code.
pub fn main() -> ExitCode {
    interrupt::tell_aborts_apart();
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !crate::intake::is_unpacking() {
            hook(panic);
        }
    }));
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage::refused(error, Cli::command, std::env::args_os().collect()),
    };
    let options = &cli.options;
    let of_a_file = matches!(options.format, Format::Md | Format::Toml);
    let shows = match &cli.command {
        Command::Scorecards(command) => command.shows(),
        Command::Programmes(command) => command.shows(),
        _ => false,
    };
    if of_a_file && !shows {
        let fault = Finding::new(Code::Usage, Place::default(), say!(cli::usage_form));
        return stop(&fault.help(say!(cli::usage_form_help)).into(), options);
    }
    match cli.command {
        Command::Init(command) => command.carry_out(options),
        Command::Run(command) => command.carry_out(options),
        Command::Check(command) => command.carry_out(options),
        Command::Explain(command) => command.carry_out(options),
        Command::Consent(command) => command.carry_out(options),
        Command::Score(command) => command.carry_out(options),
        Command::Weights(command) => command.carry_out(options),
        Command::Audit(command) => command.carry_out(options),
        Command::Compare(command) => command.carry_out(options),
        Command::Diff(command) => command.carry_out(options),
        Command::Sheet(command) => command.carry_out(options),
        Command::Publicity(command) => command.carry_out(options),
        Command::Objections(command) => command.carry_out(options),
        Command::Sensitivity(command) => command.carry_out(options),
        Command::Calibrate(command) => command.carry_out(options),
        Command::Tune(command) => command.carry_out(options),
        Command::Answers(command) => command.carry_out(options),
        Command::Deliver(command) => command.carry_out(options),
        Command::Verify(command) => command.carry_out(options),
        Command::Keys(command) => command.carry_out(options),
        Command::Sample(command) => command.carry_out(options),
        Command::Scorecards(command) => command.carry_out(options),
        Command::Programmes(command) => command.carry_out(options),
        Command::Sql(command) => command.carry_out(options),
        Command::Schema(command) => command.carry_out(options),
        Command::Completions(command) => command.carry_out(Cli::command(), options),
        Command::Man(command) => command.carry_out(Cli::command(), options),
    }
}

/// Prints every finding of a stopped stage, as JSON on request, and returns the exit code. Errors that stop a
/// command after rows were judged give the greatest of their codes. Without such errors it is the least code
/// of all errors.
fn stop(findings: &Findings, options: &Options) -> ExitCode {
    let (code, _) = stop_code(findings);
    print_stop(findings, false, options);
    match options.format {
        Format::Json => show(json(&Listed::from(findings)), code),
        _ => code,
    }
}

/// The exit code of a stop, and the findings that cause it.
fn stop_code(findings: &Findings) -> (ExitCode, Findings) {
    let mut stopping = findings.clone();
    stopping.retain(|finding| finding.code.stops());
    let exit_code = |finding: &Finding| finding.code.class().map(Class::exit_code);
    let greatest = stopping.iter().filter_map(exit_code).max();
    let least = || findings.iter().filter_map(exit_code).min();
    (ExitCode::from(greatest.or_else(least).unwrap_or(2)), stopping)
}

/// Prints the findings of a stop. Row errors are printed as well, though they stop nothing by themselves. The
/// fault that stops the command is printed last, where a person looks first, or first behind a long answer.
fn print_stop(findings: &Findings, is_first: bool, options: &Options) {
    let [mut stopping, mut beside] = [findings.clone(), findings.clone()];
    stopping.retain(|finding| finding.code.stops());
    beside.retain(|finding| !finding.code.stops());
    let order = if is_first { [&stopping, &beside] } else { [&beside, &stopping] };
    order.into_iter().for_each(|some| screen::print_findings(some, options));
}

/// Findings as a command's JSON output.
#[derive(serde::Serialize)]
struct Listed<'a> {
    findings: &'a [Finding],
    /// Counts of findings that were not kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    omitted: Vec<Omitted>,
}

impl<'a> From<&'a Findings> for Listed<'a> {
    fn from(findings: &'a Findings) -> Listed<'a> {
        Listed { findings: findings.as_slice(), omitted: findings.omitted() }
    }
}

/// A value as a JSON object, one key per line.
fn json(value: &impl serde::Serialize) -> String {
    let text = crate::publish::json::pretty(value);
    text.map_or_else(
        |error| format!("{{\"error\": \"{error}\"}}\n"),
        |text| String::from_utf8_lossy(&text).into_owned(),
    )
}

/// Prints a command's result to standard output; returns `code` unless that fails.
fn show(result: impl AsRef<[u8]>, code: ExitCode) -> ExitCode {
    match screen::print(result) {
        Ok(()) => code,
        Err(error) => trouble(&say!(cli::stdout_unwritable, cause = cause(&error)), None),
    }
}

/// Prints why a file could not be read or written, with help.
fn trouble(what: &Message, help: Option<&Message>) -> ExitCode {
    eprintln!("{}", language::spoken(&say!(cli::error, what = what)));
    if let Some(help) = help {
        eprintln!("  {}", language::spoken(&say!(cli::error_help, what = help)));
    }
    ExitCode::from(3)
}
