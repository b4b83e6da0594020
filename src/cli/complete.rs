//! `jifen completions` and `jifen man`: made from the same definitions the parser uses.

use std::process::ExitCode;

use clap::Args;
use clap_complete::Shell;

use super::{show, trouble};

/// Print a shell's completion script
///
/// For bash: jifen completions bash > ~/.local/share/bash-completion/completions/jifen
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub fn carry_out(self, command: &mut clap::Command) -> ExitCode {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, command, "jifen", &mut script);
        show(script, ExitCode::SUCCESS)
    }
}

/// Print the manual page (roff), of the program or of one of its commands
///
/// To read it: jifen man | man -l -
#[derive(Debug, Args)]
pub struct Man {
    /// A command's own page
    command: Option<String>,
}

impl Man {
    pub fn carry_out(self, command: &clap::Command) -> ExitCode {
        let page = match &self.command {
            None => clap_mangen::Man::new(command.clone()),
            Some(name) => match command.find_subcommand(name) {
                Some(found) => clap_mangen::Man::new(found.clone()).title(format!("jifen-{name}")),
                None => {
                    eprintln!("error: no command is called `{name}`");
                    return ExitCode::from(2);
                }
            },
        };
        let mut roff = Vec::new();
        match page.render(&mut roff) {
            Ok(()) => show(roff, ExitCode::SUCCESS),
            Err(error) => trouble(&format!("the page cannot be made: {error}")),
        }
    }
}
