//! `jifen completions` and `jifen man`, made from the parser's own definitions.

use std::process::ExitCode;

use clap::Args;
use clap_complete::Shell;

use super::help::Texts;
use super::{Options, show, stop, trouble};
use crate::finding::{Code, Finding, Place, cause};
use crate::words::{Language, say};

#[derive(Debug, Args)]
pub struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn carry_out(self, program: clap::Command, options: &Options) -> ExitCode {
        let mut program = Texts::new(options.language()).localised(program);
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, "jifen", &mut script);
        show(script, ExitCode::SUCCESS)
    }
}

#[derive(Debug, Args)]
pub struct Man {
    command: Option<String>,
}

impl Man {
    pub fn carry_out(self, program: clap::Command, options: &Options) -> ExitCode {
        let language = options.language();
        let program = Texts::new(language).localised(program.disable_help_subcommand(true));
        let page = match &self.command {
            None => clap_mangen::Man::new(program),
            Some(name) => match program.find_subcommand(name) {
                Some(found) => clap_mangen::Man::new(found.clone()).title(format!("jifen-{name}")),
                None => {
                    let message = say!(cli::usage_command_unknown, name = name);
                    return stop(&Finding::new(Code::Usage, Place::default(), message).into(), options);
                }
            },
        };
        let mut roff = Vec::new();
        match page.render(&mut roff) {
            Ok(()) => show(headed(&String::from_utf8_lossy(&roff), language), ExitCode::SUCCESS),
            Err(error) => trouble(&say!(cli::page_unmade, cause = cause(&error)), None),
        }
    }
}

/// The manual page with its section headings in `language`.
fn headed(roff: &str, language: Language) -> String {
    let headings = [
        ("NAME", say!(cli::man_name)),
        ("SYNOPSIS", say!(cli::man_synopsis)),
        ("DESCRIPTION", say!(cli::man_description)),
        ("OPTIONS", say!(cli::man_options)),
        ("VERSION", say!(cli::man_version)),
    ];
    let heading = |line: &str| {
        let name = line.strip_prefix(".SH ")?;
        let (_, message) = headings.iter().find(|(known, _)| *known == name)?;
        Some(format!(".SH {}", message.say(language)))
    };
    roff.lines().map(|line| heading(line).unwrap_or_else(|| line.to_owned()) + "\n").collect()
}
