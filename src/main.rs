//! `jifen`: parse the command, do it, tell the result, exit with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    jifen::cli::main()
}
