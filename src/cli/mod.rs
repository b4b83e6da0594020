//! The command line: arguments in, one library call, what the person sees.
//!
//! | exit code | meaning |
//! | --- | --- |
//! | 0 | done |
//! | 1 | done, but rows were quarantined |
//! | 2 | usage or parameters are at fault |
//! | 3 | a file could not be read or written |

#![allow(clippy::print_stderr, reason = "the one module that talks to people")]

mod check;
mod complete;
mod interrupt;
mod options;
mod run;
mod sample;
mod screen;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::finding::{Code, Findings, Severity};

pub use options::Options;

/// Score a cohort of technology firms and write each institution's ranked referral list
#[derive(Debug, Parser)]
#[command(name = "jifen", version, about, long_about = LONG_ABOUT, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

const LONG_ABOUT: &str = "\
Score a cohort of technology firms from objective indicators and write each bank's and guarantee fund's ranked \
referral list (创新积分制).

A campaign file names the day, the scorecard, the institutions and the firms. `jifen check` tells what is wrong with \
any of them without writing a thing; `jifen run` writes the lists, and with them everything needed to prove them.

Exit codes: 0 done; 1 done, but rows were quarantined; 2 usage or parameters; 3 input or output.";

#[derive(Debug, Subcommand)]
enum Command {
    Run(run::Run),
    Check(check::Check),
    Sample(sample::Sample),
    Completions(complete::Completions),
    Man(complete::Man),
}

/// Parses the arguments, carries out the command and returns its exit code.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let options = &cli.options;
    match cli.command {
        Command::Run(command) => command.carry_out(options),
        Command::Check(command) => command.carry_out(options),
        Command::Sample(command) => command.carry_out(options),
        Command::Completions(command) => command.carry_out(&mut Cli::command()),
        Command::Man(command) => command.carry_out(&Cli::command()),
    }
}

/// Prints every finding of a stage that stopped, and returns the exit code: 2 if a parameter is at fault, else 3.
fn stop(findings: &Findings) -> ExitCode {
    screen::print_findings(findings, false);
    let files = |code: Code| {
        let name = code.as_str();
        ["file-", "record-", "column-", "target-"].iter().any(|group| name.starts_with(group))
    };
    let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error);
    ExitCode::from(if errors.clone().all(|finding| files(finding.code)) { 3 } else { 2 })
}

/// Prints what kept a file from being read or written.
fn trouble(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(3)
}
