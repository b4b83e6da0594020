//! `jifen`: parse the command, run it, print the result, exit with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    jifen::cli::main()
}
